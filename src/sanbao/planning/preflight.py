"""Before any solving: what is asked against what is offered, who is left out, what nobody can serve."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import clock
from sanbao.members.models import Member
from sanbao.members.states import MemberState
from sanbao.organisations import scope
from sanbao.organisations.models import Unit, UnitAncestry
from sanbao.planning import policies, reading, runs, snapshot
from sanbao.requests import series
from sanbao_solver import Problem
from sanbao_solver import preflight as solver_preflight
from sanbao_solver.preflight import SkillBalance

MOST_EXAMPLES = 10
MOST_HOPELESS = 100

_WAITING_STATES = (MemberState.PENDING, MemberState.PAUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaBalance:
    """Minutes asked and offered in an area: a unit directly below the run's, or the run's unit itself for what
    hangs on it directly."""

    unit_id: UUID
    requests: int
    demand_minutes: int
    members: int
    supply_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersOut:
    """Members who will not serve in the week, for one reason, with some of them as examples."""

    reason: str
    count: int
    examples: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hopeless:
    """A request that nobody can serve: why, and the facts of the sentence that says so."""

    request_id: UUID
    reason: str
    facts: Mapping[str, object]
    skill: str
    skills: reading.SkillNames

    def facts_in(self, locale: str) -> dict[str, object]:
        """The facts with the skill as people call it."""
        return {**self.facts, "skill": self.skills.said(self.skill, locale)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preflight:
    """Supply and demand of a unit's week; lists are cut, counts are not."""

    members: int
    requests: int
    skills: Sequence[SkillBalance]
    areas: Sequence[AreaBalance]
    members_out: Sequence[MembersOut]
    hopeless_count: int
    hopeless: Sequence[Hopeless]
    requests_without_place: int
    promises_that_no_longer_fit: int


async def preflight(actor: Actor, unit_id: UUID, week: str, policy_id: UUID | None = None) -> Preflight:
    """The figures of a run that was started now. Needs `run:read` on the unit. Makes the week's requests of
    series, as starting a run does, and nothing else."""
    await scope.require_visible(actor, Permission.RUN_READ, unit_id, "Unit", unit_id)
    planned = runs.plannable_week(week)
    policy = await policies.preview_for(unit_id, policy_id)
    await series.materialise([unit_id], planned)
    found = await snapshot.build(unit_id, planned, policy, not_before=clock.now())
    said = await asyncio.to_thread(solver_preflight, found.problem)
    out: dict[str, list[str]] = defaultdict(list)
    for left in found.left_out:
        if left.noun == "Member":
            out[left.reason].append(left.number)
    for idle in said.idle_members:
        out[idle.rule].append(idle.member)
    wanted = [number for numbers in out.values() for number in numbers[:MOST_EXAMPLES]]
    rows = dict(await Member.filter(number__in=wanted).values_list("number", "id"))
    requests = {request.id: request for request in found.problem.requests}
    hopeless = said.hopeless_requests[:MOST_HOPELESS]
    skills = await reading.skill_names(seat.skill for h in hopeless for seat in requests[h.request].seats)
    return Preflight(
        members=len(found.members),
        requests=len(found.requests),
        skills=said.skills,
        areas=await _areas(unit_id, found.problem, found.units),
        members_out=[*await _not_active(unit_id), *_grouped(out, rows)],
        hopeless_count=len(said.hopeless_requests),
        hopeless=[
            Hopeless(
                request_id=found.requests[h.request],
                reason=h.reason,
                facts={
                    "duration": requests[h.request].duration,
                    "level": next((seat.level for seat in requests[h.request].seats), 0),
                    "tags": ", ".join(sorted({t for seat in requests[h.request].seats for t in seat.tags})),
                },
                skill=next((seat.skill for seat in requests[h.request].seats), ""),
                skills=skills,
            )
            for h in hopeless
        ],
        requests_without_place=sum(left.noun == "ServiceRequest" for left in found.left_out),
        promises_that_no_longer_fit=sum(left.noun == "Assignment" for left in found.left_out),
    )


def _grouped(out: Mapping[str, Sequence[str]], rows: Mapping[str, UUID]) -> Iterable[MembersOut]:
    for reason, numbers in sorted(out.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        examples = tuple(rows[number] for number in numbers[:MOST_EXAMPLES] if number in rows)
        yield MembersOut(reason=reason, count=len(numbers), examples=examples)


async def _not_active(unit_id: UUID) -> list[MembersOut]:
    """Members who are not verified yet, or pause."""
    found = []
    for state in _WAITING_STATES:
        mine = Member.filter(unit_id__in=scope.subtree([unit_id]), state=state)
        count = await mine.count()
        if count:
            examples = tuple(
                member.id for member in await mine.order_by("number").limit(MOST_EXAMPLES).only("id")
            )
            found.append(MembersOut(reason=state.value.lower(), count=count, examples=examples))
    return found


async def _areas(unit_id: UUID, problem: Problem, units: Mapping[str, UUID]) -> list[AreaBalance]:
    names = dict(await Unit.filter(parent_id=unit_id).values_list("id", "name"))
    lines = await UnitAncestry.filter(ancestor__parent_id=unit_id).values_list("unit_id", "ancestor_id")
    area_of = dict(lines)
    sums: dict[UUID, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for request in problem.requests:
        line = sums[area_of.get(units[request.id], unit_id)]
        line[0] += 1
        line[1] += request.duration * sum(seat.required for seat in request.seats)
    for member in problem.members:
        line = sums[area_of.get(units[member.id], unit_id)]
        line[2] += 1
        free = sum(end - start for start, end in member.available)
        line[3] += min(member.max_minutes, free) if member.max_services else 0
    return [
        AreaBalance(unit_id=id, requests=q, demand_minutes=asked, members=m, supply_minutes=offered)
        for id, (q, asked, m, offered) in sorted(
            sums.items(), key=lambda entry: (names.get(entry[0], ""), entry[0])
        )
    ]
