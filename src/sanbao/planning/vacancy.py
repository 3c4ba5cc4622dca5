"""A seat that fell empty, as a problem of one request: small enough to be solved while somebody waits.

The run's frozen document gives places, costs and rules; the database gives who is there now, what they hold, and
who was asked before. Nobody is asked twice for the same request.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from sanbao.core import clock
from sanbao.core.clock import WEEK_MINUTES, Week
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import HOLDING, AssignmentState
from sanbao.members.free_time import Interval, without
from sanbao.members.models import Member
from sanbao.menu.models import Seat
from sanbao.planning import documents
from sanbao.planning.demand import clipped, minute_up
from sanbao.planning.models import AssignmentRun, Lock, LockKind
from sanbao.planning.supply import Offered, read_members
from sanbao.requests.models import ServiceRequest
from sanbao_solver import Desk, Plan, Problem, Repair, Request, repairs
from sanbao_solver import Member as Person
from sanbao_solver.travel import metres_between, minutes_between


@dataclass(frozen=True, slots=True)
class Filling:
    """One way to fill a place: who, when, at what cost in points, how far; and what the cost is made of, as points of the
    plan's score: `travel` and `fairness` at most 0, `pairs` for continuity and wishes."""

    member_id: UUID
    member: str
    seat_index: int
    starts_at: datetime
    cost: int
    travel_minutes: int
    travel: int = 0
    fairness: int = 0
    pairs: int = 0


@dataclass(frozen=True, slots=True)
class Vacancy:
    """What a request lacks now. `missing` and `spare` count, by seat index, required and wanted places that
    nobody holds and nobody is asked for."""

    run: AssignmentRun
    week: Week
    request: ServiceRequest
    problem: Problem
    ids: Mapping[str, UUID]
    seat_ids: tuple[UUID, ...]
    missing: tuple[int, ...]
    spare: tuple[int, ...]
    fixed: bool

    @property
    def asked(self) -> Request:
        """The request in the problem, with its empty places only."""
        return self.problem.requests[0]


async def read(
    request: ServiceRequest, run: AssignmentRun, agreed: datetime | None, *, volunteers: bool = False
) -> Vacancy | None:
    """The vacancy of a request that a run planned; None where the run's document does not have the request.

    The start is fixed while anybody holds the request; `agreed` is the start of the seat that fell empty. Among
    `volunteers` are those who were asked before and said no: they may change their minds.
    """
    frozen = await documents.load_problem(run.id)
    week = Week.parse(run.week)
    asked = next((q for q in frozen.requests if q.id == request.number), None)
    if asked is None:
        return None
    seats = await Seat.filter(menu_item_id=request.menu_item_id).order_by("position")
    held = await Assignment.filter(request_id=request.id, state__in=HOLDING)
    places = Counter(a.seat_id for a in held)
    empty = [
        (max(0, s.required - places[s.id]), min(s.wanted, max(0, s.required + s.wanted - places[s.id])))
        for s in seats
    ]
    windows = _windows(frozen, asked, week, request, held, agreed)
    asked = msgspec.structs.replace(
        asked,
        windows=windows,
        seats=tuple(
            msgspec.structs.replace(seat, required=missing, wanted=spare, wanted_value=row.wanted_value)
            for seat, row, (missing, spare) in zip(asked.seats, seats, empty, strict=False)
        ),
    )
    near = await asyncio.to_thread(_near, frozen, asked)
    refused = await _refused(run, request, held if volunteers else None)
    ids = dict(
        await Member.filter(number__in=[m.id for m in near]).values_list("number", "id") if near else []
    )
    present = {o.number: o for o in await read_members([i for i in ids.values() if i not in refused], week)}
    taken = await _taken([present[n].id for n in present], week, frozen, asked)
    recent = Counter({number: len(taken[present[number].id]) for number in present})
    people = tuple(
        _person(person, present[person.id], taken[present[person.id].id], recent[person.id])
        for person in near
        if person.id in present
    )
    known = {p.id for p in people}
    problem = msgspec.structs.replace(
        frozen,
        members=people,
        requests=(asked,),
        pair_costs=tuple(c for c in frozen.pair_costs if c[1] == asked.id and c[0] in known),
        forbidden=tuple(f for f in frozen.forbidden if f[1] == asked.id and f[0] in known),
        pins=(),
        previous=(),
    )
    return Vacancy(
        run=run,
        week=week,
        request=request,
        problem=problem,
        ids={n: o.id for n, o in present.items()},
        seat_ids=tuple(s.id for s in seats),
        missing=tuple(missing for missing, _ in empty),
        spare=tuple(spare for _, spare in empty),
        fixed=bool(held),
    )


def _windows(
    frozen: Problem,
    asked: Request,
    week: Week,
    request: ServiceRequest,
    held: Sequence[Assignment],
    agreed: datetime | None,
) -> tuple[Interval, ...]:
    """The agreed start alone while somebody holds the request; else what is left of the windows."""
    first_minute = max(0, minute_up(week, clock.now()) + 1)
    start = request.served_from or (held[0].starts_at if held else None)
    if held and start is not None:
        minute = week.minute(start)
        return ((minute, minute + asked.duration),) if minute >= first_minute else ()
    windows = clipped(asked.windows, first_minute, frozen.start_step)
    if agreed is not None and not windows and week.minute(agreed) >= first_minute:
        return ((week.minute(agreed), week.minute(agreed) + asked.duration),)
    return windows


def _near(frozen: Problem, asked: Request) -> list[Person]:
    """The members within reach of the request."""
    return [m for m in frozen.members if metres_between(m.place, asked.place) <= m.reach]


async def _refused(
    run: AssignmentRun, request: ServiceRequest, holders: Sequence[Assignment] | None
) -> set[UUID]:
    """Everybody who was ever asked for this request (and holds it, declined, let it expire, or was withdrawn), or
    only its holders where these are given; and whom a lock bans."""
    if holders is not None:
        asked: Any = [assignment.member_id for assignment in holders]
    else:
        asked = await Assignment.filter(request_id=request.id).values_list("member_id", flat=True)
    banned = await Lock.filter(run_id=run.id, request_id=request.id, kind=LockKind.FORBID).values_list(
        "member_id", flat=True
    )
    return {*asked, *banned}


async def _taken(
    member_ids: Sequence[UUID], week: Week, frozen: Problem, asked: Request
) -> dict[UUID, list[tuple[Interval, int]]]:
    """By member: the minutes in which he cannot be at the request because of another service, and how long that
    service is. Where the other place is unknown, it is taken to lie as far as the member's reach allows."""
    places = {q.id: q.place for q in frozen.requests}
    reach = max((m.reach for m in frozen.members), default=0)
    farthest = minutes_between(frozen.travel, (0, 0), (2 * reach, 0))
    taken: dict[UUID, list[tuple[Interval, int]]] = defaultdict(list)
    if not member_ids:
        return taken
    for member_id, number, starts_at, ends_at in await Assignment.filter(
        member_id__in=list(member_ids),
        state__in=(*HOLDING, AssignmentState.COMPLETED),
        starts_at__lt=week.ends_at,
        ends_at__gt=week.starts_at,
    ).values_list("member_id", "request__number", "starts_at", "ends_at"):
        place = places.get(number)
        way = farthest if place is None else minutes_between(frozen.travel, place, asked.place)
        start, end = week.minute(starts_at), week.minute(ends_at)
        taken[member_id].append(((max(0, start - way), min(WEEK_MINUTES, end + way)), end - start))
    return taken


def _person(person: Person, offered: Offered, held: Sequence[tuple[Interval, int]], count: int) -> Person:
    """The member as he is now, what he holds taken off; his load counts as recent, so that fairness holds."""
    return msgspec.structs.replace(
        person,
        skills=offered.skills,
        tags=offered.tags,
        reach=offered.reach,
        available=without(offered.free, [interval for interval, _ in held]),
        max_services=max(0, offered.max_services - count),
        max_minutes=max(0, offered.max_minutes - sum(minutes for _, minutes in held)),
        recent_services=person.recent_services + count,
    )


async def best(vacancy: Vacancy, agreed: datetime | None) -> list[Filling]:
    """The best people for the empty places, at the agreed start where that can be; nobody for a wanted place
    that costs more than it is worth. Where not all required places can be filled, those that can are, as long
    as somebody holds the request still."""
    return await asyncio.to_thread(_best, vacancy, agreed)


def _best(vacancy: Vacancy, agreed: datetime | None) -> list[Filling]:
    asked, needed = vacancy.asked, sum(vacancy.missing)
    found: list[Repair] = []
    if agreed is not None and not vacancy.fixed:
        minute = vacancy.week.minute(agreed)
        same = msgspec.structs.replace(asked, windows=((minute, minute + asked.duration),))
        inside = any(opens <= minute and minute + asked.duration <= closes for opens, closes in asked.windows)
        found = _repairs(vacancy, same) if inside else []
    found = found or _repairs(vacancy, asked)
    if not found and vacancy.fixed:
        found = _repairs(vacancy, _as_many_as_possible(vacancy, asked))
    if not found:
        return []
    value = vacancy.problem.policy.request_value * asked.weight
    if not needed and found[0].price <= value:
        return []
    return _fillings(vacancy, found[0])


def _as_many_as_possible(vacancy: Vacancy, asked: Request) -> Request:
    """The request with its missing places as wanted ones, each worth all of it."""
    value = vacancy.problem.policy.request_value * asked.weight
    seats = tuple(
        msgspec.structs.replace(seat, required=0, wanted=seat.required, wanted_value=value)
        for seat in asked.seats
    )
    return msgspec.structs.replace(asked, seats=seats)


def _repairs(vacancy: Vacancy, asked: Request, limit: int = 1) -> list[Repair]:
    if not asked.windows or not any(s.required + s.wanted for s in asked.seats):
        return []
    problem = msgspec.structs.replace(vacancy.problem, requests=(asked,))
    return repairs(problem, Plan(served=()), asked.id, limit)


def _fillings(vacancy: Vacancy, repair: Repair) -> list[Filling]:
    people = {m.id: m for m in vacancy.problem.members}
    bonus = _bonus(vacancy)
    return [
        _filling(vacancy, people[number], index, repair.service.start, bonus[number])
        for index, team in enumerate(repair.service.seats)
        for number in team
    ]


def _bonus(vacancy: Vacancy) -> Counter[str]:
    bonus: Counter[str] = Counter()
    for member, _, cost in vacancy.problem.pair_costs:
        bonus[member] += cost
    return bonus


def _filling(vacancy: Vacancy, person: Person, seat_index: int, start: int, bonus: int) -> Filling:
    policy = vacancy.problem.policy
    way = minutes_between(vacancy.problem.travel, person.place, vacancy.asked.place)
    travel = -policy.travel_cost * way
    fairness = -policy.fairness_cost * (2 * person.recent_services + 1)
    return Filling(
        member_id=vacancy.ids[person.id],
        member=person.id,
        seat_index=seat_index,
        starts_at=vacancy.week.moment(start),
        cost=bonus - travel - fairness,
        travel_minutes=way,
        travel=travel,
        fairness=fairness,
        pairs=-bonus,
    )


async def takers(vacancy: Vacancy, seat_index: int) -> list[Filling]:
    """Everybody who could take a place of a seat that somebody holds, at the agreed start, the cheapest first."""

    def find() -> list[Filling]:
        asked, bonus = vacancy.asked, _bonus(vacancy)
        if not asked.windows:
            return []
        [(start, _)] = asked.windows
        desk = Desk(vacancy.problem, Plan(served=()))
        able = desk.able(asked, asked.seats[seat_index])
        free = (m for m in able if desk.time_rule(m, asked, start) is None)
        found = [_filling(vacancy, m, seat_index, start, bonus[m.id]) for m in free]
        return sorted(found, key=lambda filling: (filling.cost, filling.member))

    return await asyncio.to_thread(find)


async def candidates(vacancy: Vacancy, seat_index: int, most: int) -> list[Filling]:
    """Up to `most` people who could fill one place of a seat, the cheapest first, each at his cheapest start."""

    def find() -> list[Filling]:
        found: list[Filling] = []
        seats = tuple(
            msgspec.structs.replace(seat, required=int(j == seat_index), wanted=0)
            for j, seat in enumerate(vacancy.asked.seats)
        )
        asked = msgspec.structs.replace(vacancy.asked, seats=seats)
        left = vacancy
        while len(found) < most:
            repair = _repairs(left, asked)
            if not repair:
                break
            filling = _fillings(left, repair[0])[0]
            found.append(filling)
            members = tuple(m for m in left.problem.members if m.id != filling.member)
            left = _with_members(left, members)
        return found

    return await asyncio.to_thread(find)


def _with_members(vacancy: Vacancy, members: tuple[Person, ...]) -> Vacancy:
    known = {m.id for m in members}
    problem = msgspec.structs.replace(
        vacancy.problem,
        members=members,
        pair_costs=tuple(c for c in vacancy.problem.pair_costs if c[0] in known),
        forbidden=tuple(f for f in vacancy.problem.forbidden if f[0] in known),
    )
    return dataclasses.replace(vacancy, problem=problem)
