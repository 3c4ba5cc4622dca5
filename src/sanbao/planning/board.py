"""A run's plan as a map and a timeline draw it: in columns, read in a few statements however many rows there are.

The n-th entries of a table's columns belong together; what refers to a row of another table gives its index there,
from 0. Places are those of the frozen problem, for which the plan was made; whoever may not see homes and addresses
is given the places of the units instead.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.members.models import Member
from sanbao.menu.models import MenuItem, Seat
from sanbao.organisations import scope
from sanbao.organisations.models import Unit
from sanbao.planning import reading, runs
from sanbao.planning.bulk import read_rows
from sanbao.planning.models import AssignmentRun, Lock, LockKind, Proposal
from sanbao.planning.places import Degrees, Metres, Projection, UnitPlaces, read_unit_places
from sanbao_solver.problem import Member as ProblemMember
from sanbao_solver.problem import Problem
from sanbao_solver.travel import minutes_between

_Rows = Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Units:
    """The units of the run's subtree."""

    ids: list[UUID] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    parents: list[int | None] = field(default_factory=list)
    longitudes: list[float | None] = field(default_factory=list)
    latitudes: list[float | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Services:
    """The menu items that are asked for, and their seats in order."""

    names: list[str] = field(default_factory=list)
    seat_of: list[int] = field(default_factory=list)
    seat_skills: list[str] = field(default_factory=list)
    seat_demands: list[int | None] = field(default_factory=list)
    seat_required: list[int] = field(default_factory=list)
    seat_most: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Members:
    """The members who could be asked, the stretches of the week in which they are free, how far they go, and which of the
    seats' demands they meet."""

    ids: list[UUID] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    units: list[int | None] = field(default_factory=list)
    longitudes: list[float | None] = field(default_factory=list)
    latitudes: list[float | None] = field(default_factory=list)
    reach_metres: list[int] = field(default_factory=list)
    able_of: list[int] = field(default_factory=list)
    able_demands: list[int] = field(default_factory=list)
    free_of: list[int] = field(default_factory=list)
    free_from: list[int] = field(default_factory=list)
    free_until: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Requests:
    """The requests of the run, how long they take, when they may be served, when they are."""

    ids: list[UUID] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    services: list[int] = field(default_factory=list)
    units: list[int | None] = field(default_factory=list)
    longitudes: list[float | None] = field(default_factory=list)
    latitudes: list[float | None] = field(default_factory=list)
    minutes: list[int] = field(default_factory=list)
    starts: list[int | None] = field(default_factory=list)
    reasons: list[str | None] = field(default_factory=list)
    window_of: list[int] = field(default_factory=list)
    window_from: list[int] = field(default_factory=list)
    window_until: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Duties:
    """Who serves what, in which seat, and how far his way is."""

    requests: list[int] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    seats: list[int] = field(default_factory=list)
    travel_minutes: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Locks:
    """What is locked for the run, by the runs it is based on too."""

    ids: list[UUID] = field(default_factory=list)
    kinds: list[LockKind] = field(default_factory=list)
    requests: list[int | None] = field(default_factory=list)
    members: list[int | None] = field(default_factory=list)
    starts: list[int | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Board:
    """All of it. `shows_places`: points are homes and places, not those of units."""

    run: AssignmentRun
    shows_places: bool
    start_step_minutes: int
    units: Units
    services: Services
    members: Members
    requests: Requests
    duties: Duties
    locks: Locks


@dataclass(frozen=True, slots=True)
class _Read:
    """What the database says, before it is put into columns."""

    run: AssignmentRun
    book: reading.Book
    shows_places: bool
    proposals: _Rows
    members: _Rows
    units: _Rows
    items: _Rows
    seats: _Rows
    locks: Sequence[Lock]
    places: UnitPlaces


async def read(actor: Actor, run_id: UUID) -> Board:
    """The board of a run; needs `member:read` beside `run:read`. Raises NotFound, PermissionDenied, and Conflict
    before the run has a plan."""
    run = await runs.get(actor, run_id)
    await scope.require(actor, Permission.MEMBER_READ, run.unit_id)
    book = await reading.book_of(run)
    shows_places = all([await scope.holds(actor, needed, run.unit_id) for needed in runs.PROBLEM_NEEDS])
    below = scope.subtree([run.unit_id])
    proposals = await read_rows(
        Proposal.filter(run_id=run.id)
        .order_by("id")
        .values_list("request__number", "request_id", "request__menu_item_id", "request__unit_id", "reason")
    )
    columns = ("number", "id", "name", "unit_id")
    members = await read_rows(Member.filter(unit_id__in=below).values_list(*columns))
    away = {m.id for m in book.problem.members} - {row[0] for row in members}
    if away:
        members += await read_rows(Member.filter(number__in=list(away)).values_list(*columns))
    kinds = ("id", "name", "kind", "parent_id", "longitude", "latitude")
    items = {row[2] for row in proposals}
    asked = Q(menu_item_id__in=list(items))
    found = _Read(
        run=run,
        book=book,
        shows_places=shows_places,
        proposals=proposals,
        members=members,
        units=await read_rows(Unit.filter(id__in=below).order_by("id").values_list(*kinds)),
        items=await read_rows(MenuItem.filter(id__in=list(items)).order_by("id").values_list("id", "name")),
        seats=await read_rows(
            Seat.filter(asked)
            .order_by("menu_item_id", "position")
            .values_list("menu_item_id", "skill__name", "required", "wanted")
        ),
        locks=await runs.locks_of(run),
        places=await read_unit_places(run.unit_id),
    )
    return await asyncio.to_thread(_laid_out, found)


def _laid_out(found: _Read) -> Board:
    problem = found.book.problem
    unit_index = {row[0]: n for n, row in enumerate(found.units)}
    service_index = {row[0]: n for n, row in enumerate(found.items)}
    where = _where(found)
    people = {row[0]: row for row in found.members}
    asked = {row[0]: row for row in found.proposals}
    members, requests = Members(), Requests()
    starts = {service.request: service.start for service in found.book.plan.served}
    demands = _Demands.of(problem, {row[0]: service_index[row[2]] for row in found.proposals})
    for n, member in enumerate(m for m in problem.members if m.id in people):
        number, id, name, unit_id = people[member.id]
        longitude, latitude = where(member.place, unit_id)
        _append(members, (id, number, name, unit_index.get(unit_id), longitude, latitude, member.reach))
        met = demands.met_by(member)
        members.able_of.extend([n] * len(met))
        members.able_demands.extend(met)
        for opens, closes in member.available:
            members.free_of.append(n)
            members.free_from.append(opens)
            members.free_until.append(closes)
    for n, request in enumerate(q for q in problem.requests if q.id in asked):
        number, id, item_id, unit_id, reason = asked[request.id]
        longitude, latitude = where(request.place, unit_id)
        place = (service_index[item_id], unit_index.get(unit_id), longitude, latitude)
        _append(requests, (id, number, *place, request.duration, starts.get(number), reason or None))
        for opens, closes in request.windows:
            requests.window_of.append(n)
            requests.window_from.append(opens)
            requests.window_until.append(closes)
    return Board(
        run=found.run,
        shows_places=found.shows_places,
        start_step_minutes=problem.start_step,
        units=_units(found.units, unit_index),
        services=_services(found, service_index, demands),
        members=members,
        requests=requests,
        duties=_duties(found, members, requests),
        locks=_locks(found, members, requests),
    )


@dataclass(frozen=True, slots=True)
class _Demands:
    """What the seats of the frozen problem ask of a member: each skill, level and set of conditions once."""

    found: dict[tuple[str, int, frozenset[str]], int]
    seats: dict[int, list[int]]
    """By service, the demand of each of its seats."""

    @classmethod
    def of(cls, problem: Problem, service_of: Mapping[str, int]) -> _Demands:
        demands = cls({}, {})
        for request in problem.requests:
            service = service_of.get(request.id)
            if service is None or service in demands.seats:
                continue
            asked = [(seat.skill, seat.level, frozenset(seat.tags)) for seat in request.seats]
            demands.seats[service] = [
                demands.found.setdefault(demand, len(demands.found)) for demand in asked
            ]
        return demands

    def met_by(self, member: ProblemMember) -> list[int]:
        tags = set(member.tags)
        return [
            n
            for (skill, level, needed), n in self.found.items()
            if member.skills.get(skill, -1) >= level and needed <= tags
        ]

    def of_seat(self, service: int, position: int) -> int | None:
        """Null where the menu has had another seat since the input was frozen."""
        known = self.seats.get(service, [])
        return known[position] if position < len(known) else None


def _where(found: _Read) -> Any:
    """The degrees of a row: its own place, or its unit's for whoever may not see that."""
    projection = Projection.about(found.places.centre)

    def place(metres: Metres, unit_id: UUID) -> tuple[float | None, float | None]:
        shown: Degrees | None = found.places.of.get(unit_id)
        if found.shows_places:
            shown = projection.degrees(metres)
        return shown or (None, None)

    return place


def _append(table: Members | Requests, row: Iterable[Any]) -> None:
    """One row into the first columns of a table."""
    for name, value in zip(type(table).__slots__, row, strict=False):
        getattr(table, name).append(value)


def _units(rows: _Rows, index: Mapping[UUID, int]) -> Units:
    ids, names, kinds, parents, longitudes, latitudes = (list(each) for each in zip(*rows, strict=True))
    above = [index.get(parent) for parent in parents]
    return Units(ids, names, [kind.value for kind in kinds], above, longitudes, latitudes)


def _services(found: _Read, index: Mapping[UUID, int], demands: _Demands) -> Services:
    seat_of = [index[item_id] for item_id, *_ in found.seats]
    first_of = {service: n for n, service in reversed([*enumerate(seat_of)])}
    return Services(
        names=[name for _, name in found.items],
        seat_of=seat_of,
        seat_skills=[skill for _, skill, _, _ in found.seats],
        seat_demands=[demands.of_seat(service, n - first_of[service]) for n, service in enumerate(seat_of)],
        seat_required=[required for *_, required, _ in found.seats],
        seat_most=[required + wanted for *_, required, wanted in found.seats],
    )


def _duties(found: _Read, members: Members, requests: Requests) -> Duties:
    member_index, request_index = _index(members.numbers), _index(requests.numbers)
    homes = {m.id: m.place for m in found.book.problem.members}
    places = {q.id: q.place for q in found.book.problem.requests}
    travel = found.book.problem.travel
    duties = Duties()
    for service in found.book.plan.served:
        for seat, team in enumerate(service.seats):
            for number in team:
                if number not in member_index or service.request not in request_index:
                    continue
                duties.requests.append(request_index[service.request])
                duties.members.append(member_index[number])
                duties.seats.append(seat)
                way = minutes_between(travel, homes[number], places[service.request])
                duties.travel_minutes.append(way)
    return duties


def _locks(found: _Read, members: Members, requests: Requests) -> Locks:
    member_index, request_index = _index(members.ids), _index(requests.ids)
    week = found.book.week
    return Locks(
        ids=[lock.id for lock in found.locks],
        kinds=[lock.kind for lock in found.locks],
        requests=[request_index.get(lock.request_id) for lock in found.locks],
        members=[member_index.get(lock.member_id) if lock.member_id else None for lock in found.locks],
        starts=[week.minute(lock.starts_at) if lock.starts_at else None for lock in found.locks],
    )


def _index(keys: Sequence[Any]) -> dict[Any, int]:
    return {key: n for n, key in enumerate(keys)}
