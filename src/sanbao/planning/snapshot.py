"""The week as one problem document, from what the database says now.

Ids in the document are the numbers that people read (M-000123, REQ-2026-000123). Of personal data it holds
places in metres about the unit, and nothing else. Equal databases give equal bytes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from math import isqrt
from uuid import UUID

import sanbao_solver as solver
from sanbao.core import positions
from sanbao.core.bulk import collector_paused
from sanbao.core.clock import LOCAL, Week
from sanbao.core.errors import NotFound
from sanbao.members.free_time import joined, without
from sanbao.planning import decisions, documents, promises
from sanbao.planning.affinities import pair_costs
from sanbao.planning.commitments import Commitments, Held, read_commitments
from sanbao.planning.demand import Asked, Item, minute_up, read_demand, read_items
from sanbao.planning.material import Material
from sanbao.planning.models import Lock, Policy
from sanbao.planning.places import Metres, Projection, UnitPlaces, read_unit_places
from sanbao.planning.supply import Offered, read_supply
from sanbao_solver.problem import PROBLEM_FORMAT


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A member or request of the scope that is not in the document, or a lock or promise that could not be
    carried into it. `reason` is one of no_position, promise_no_longer_fits, lock_names_nobody."""

    noun: str
    number: str
    reason: str


@dataclass(frozen=True)
class Snapshot:
    """A frozen problem, which rows its ids stand for, and the unit of each member and request."""

    problem: solver.Problem
    members: Mapping[str, UUID]
    requests: Mapping[str, UUID]
    units: Mapping[str, UUID]
    left_out: tuple[LeftOut, ...]

    @cached_property
    def document(self) -> bytes:
        """The canonical `sanbao-problem/1` document."""
        return solver.write_problem(self.problem)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the document: equal for equal input."""
        return documents.digest(self.document)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that was read for a snapshot, before anything is put on the map."""

    week: Week
    policy: Policy
    items: Mapping[UUID, Item]
    demand: Sequence[Asked]
    supply: Sequence[Offered]
    commitments: Commitments
    places: UnitPlaces
    locks: tuple[Lock, ...]
    base: solver.Plan | None


async def gather(
    unit_id: UUID,
    week: Week,
    policy: Policy,
    *,
    locks: Iterable[Lock] = (),
    previous_run_id: UUID | None = None,
    not_before: datetime | None = None,
) -> Gathered:
    """Read what a unit's subtree asks and offers in a week, in a number of statements that does not grow with
    its rows. For the arguments see `build`."""
    with collector_paused():
        items = await read_items()
        demand = await read_demand(unit_id, week, items, policy.start_step_minutes, not_before)
        commitments = await read_commitments(unit_id, week, {asked.id for asked in demand})
        supply = await read_supply(unit_id, week, commitments.firm_members)
        elsewhere = {held.unit_id for each in commitments.held.values() for held in each}
        places = await read_unit_places(unit_id, elsewhere | {offered.unit_id for offered in supply})
        base = await _plan_of(previous_run_id)
    return Gathered(week, policy, items, demand, supply, commitments, places, tuple(locks), base)


async def assemble(gathered: Gathered) -> Snapshot:
    """The problem of what was read, apart from the event loop."""

    def make() -> Snapshot:
        with collector_paused():
            return _assemble(gathered)

    return await asyncio.to_thread(make)


async def build(
    unit_id: UUID,
    week: Week,
    policy: Policy,
    *,
    locks: Iterable[Lock] = (),
    previous_run_id: UUID | None = None,
    not_before: datetime | None = None,
) -> Snapshot:
    """The problem of a unit's subtree in a week.

    `locks` become pins and forbidden pairs, the plan of `previous_run_id` (if it has one) the plan from which
    changes cost. `not_before` cuts off starts that have passed.
    """
    return await assemble(
        await gather(
            unit_id, week, policy, locks=locks, previous_run_id=previous_run_id, not_before=not_before
        )
    )


async def _plan_of(run_id: UUID | None) -> solver.Plan | None:
    if run_id is None:
        return None
    try:
        return await documents.load_plan(run_id)
    except NotFound:
        return None


class _Map:
    """Puts rows on the map and remembers those without a place."""

    def __init__(self, places: UnitPlaces) -> None:
        self.places = places
        self.projection = Projection.about(places.centre)
        self.left_out: list[LeftOut] = []

    def metres(self, position: str | None, unit_id: UUID) -> Metres | None:
        """A place of its own, else the unit's."""
        found = positions.read(position) if position else self.places.of.get(unit_id)
        return self.projection.metres(found) if found else None

    def on_map(self, noun: str, rows: Iterable[Asked] | Iterable[Offered]) -> dict[UUID, Metres]:
        """Place by row id."""
        found = {}
        for row in rows:
            place = self.metres(row.position, row.unit_id)
            if place is None:
                self.left_out.append(LeftOut(noun, row.number, "no_position"))
            else:
                found[row.id] = place
        return found


def _assemble(gathered: Gathered) -> Snapshot:
    put = _Map(gathered.places)
    homes = put.on_map("Member", gathered.supply)
    sites = put.on_map("ServiceRequest", gathered.demand)
    material = Material(
        week=gathered.week,
        policy=gathered.policy,
        items=gathered.items,
        demand=[asked for asked in gathered.demand if asked.id in sites],
        supply=[offered for offered in gathered.supply if offered.id in homes],
        homes=homes,
        sites=sites,
        commitments=gathered.commitments,
        locks=gathered.locks,
        base=gathered.base,
    )
    kept = promises.keep(material)
    pins, banned, lost = decisions.locked(material)
    problem = solver.Problem(
        format=PROBLEM_FORMAT,
        week=str(material.week),
        timezone=LOCAL.key,
        start_step=material.policy.start_step_minutes,
        travel=material.travel,
        policy=_policy(material.policy),
        members=tuple(_member(material, kept, offered, put) for offered in material.supply),
        requests=tuple(_request(material, kept, asked) for asked in material.demand),
        pair_costs=pair_costs(material),
        forbidden=decisions.forbidden(material, kept, banned),
        pins=(*kept.pins, *pins),
        previous=decisions.previous(material),
    )
    return Snapshot(
        problem=problem,
        members={offered.number: offered.id for offered in material.supply},
        requests={asked.number: asked.id for asked in material.demand},
        units={m.number: m.unit_id for m in material.supply} | {q.number: q.unit_id for q in material.demand},
        left_out=(
            *put.left_out,
            *(LeftOut("Assignment", f"{q} {m}", "promise_no_longer_fits") for q, m in kept.broken),
            *(LeftOut("Lock", str(lock.id), "lock_names_nobody") for lock in lost),
        ),
    )


def _policy(policy: Policy) -> solver.Policy:
    return solver.Policy(
        request_value=policy.request_value,
        travel_cost=policy.travel_cost,
        fairness_cost=policy.fairness_cost,
        change_cost=solver.ChangeCost(
            proposed=policy.change_cost_proposed,
            offered=policy.change_cost_offered,
            accepted=policy.change_cost_accepted,
        ),
    )


def _request(material: Material, kept: promises.Kept, asked: Asked) -> solver.Request:
    return solver.Request(
        id=asked.number,
        place=material.sites[asked.id],
        weight=material.weight(asked),
        duration=material.items[asked.item_id].duration,
        windows=asked.windows,
        seats=promises.seats_of(material, kept, asked),
    )


def _member(material: Material, kept: promises.Kept, offered: Offered, put: _Map) -> solver.Member:
    """A member with what he holds elsewhere taken off, and what he promised here put on."""
    held = material.commitments.held.get(offered.id, ())
    promised = kept.times.get(offered.id, ())
    spent = sum(int((h.ends_at - h.starts_at).total_seconds()) // 60 for h in held)
    free = without(offered.free, joined(_taken(material, offered, h, put) for h in held))
    return solver.Member(
        id=offered.number,
        place=material.homes[offered.id],
        skills=offered.skills,
        tags=offered.tags,
        available=tuple(joined((*free, *promised))),
        max_services=max(0, offered.max_services - len(held), len(promised)),
        max_minutes=max(0, offered.max_minutes - spent, sum(end - start for start, end in promised)),
        reach=offered.reach,
        recent_services=material.commitments.recent[offered.id],
    )


def _taken(material: Material, offered: Offered, held: Held, put: _Map) -> tuple[int, int]:
    """The minutes that a service elsewhere takes, with the longest way to or from any other within reach."""
    home, place = material.homes[offered.id], put.metres(held.position, held.unit_id)
    away = 0 if place is None else isqrt((home[0] - place[0]) ** 2 + (home[1] - place[1]) ** 2)
    travel = material.travel
    way = -(-(away + offered.reach + 1) * travel.detour_percent // (100 * travel.metres_per_minute))
    return material.week.minute(held.starts_at) - way, minute_up(material.week, held.ends_at) + way
