"""What a placement by hand would break and cost, worked out against a run's documents. Nothing is saved."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from sanbao.access.actor import Actor
from sanbao.core import inputs
from sanbao.core.clock import Week
from sanbao.core.errors import Conflict, InvalidInput
from sanbao.members.models import Member
from sanbao.organisations import scope
from sanbao.planning import reading, runs
from sanbao.planning.models import AssignmentRun, LockKind
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from sanbao_solver import Edit, Pin, Price, Problem, Served, price_change
from sanbao_solver.travel import minutes_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a request shall be placed by hand: its start and the members of each of its seats, in their order.
    No start: it is taken out of the plan. The requests of `give_way` are taken out in the same step."""

    request_id: UUID
    starts_at: datetime | None = None
    seats: Sequence[Sequence[UUID]] = ()
    give_way: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What a placement would break and cost, with the rows behind the numbers.

    `before` and `after`: how the plan serves the request; `given_way`: the services that would be taken out.
    `travel_minutes`: how much longer all ways together get; None where a broken rule leaves no score.
    """

    price: Price
    rows: reading.Rows
    week: Week
    request_value: int
    before: Served | None
    after: Served | None
    given_way: tuple[Served, ...]
    travel_minutes: int | None


@dataclass(frozen=True, slots=True)
class Priced:
    """A placement worked out against a run's documents."""

    book: reading.Book
    problem: Problem
    service: Served | None
    request: ServiceRequest
    given_way: Sequence[ServiceRequest]
    price: Price

    @property
    def leaving(self) -> tuple[Served, ...]:
        """How the plan has served what gives way."""
        numbers = {request.number for request in self.given_way}
        return tuple(s for s in self.book.plan.served if s.request in numbers)

    @property
    def before(self) -> Served | None:
        """How the plan has served the request."""
        return next((s for s in self.book.plan.served if s.request == self.request.number), None)

    def travel_minutes(self, services: Iterable[Served | None]) -> int:
        """The ways to some services, one way each."""
        homes = {m.id: m.place for m in self.problem.members}
        places = {q.id: q.place for q in self.problem.requests}
        return sum(
            minutes_between(self.problem.travel, homes[member], places[service.request])
            for service in services
            if service is not None
            for seat in service.seats
            for member in seat
        )

    @property
    def unpinned(self) -> bool:
        """Whether a pin of the frozen problem gave way, so that the bound proven with it no longer holds."""
        return not set(self.book.problem.pins) <= set(self.problem.pins)


async def quote(actor: Actor, run_id: UUID, placement: Placement) -> Quote:
    """The rules that a placement would break and what it would change in the score. Nothing is saved."""
    run = await runs.get(actor, run_id)
    found = await priced(run, placement)
    services = [s for s in (found.before, found.service, *found.leaving) if s is not None]
    broken = found.price.violations
    people = {member for service in services for seat in service.seats for member in seat}
    rows = await reading.rows_of(
        people | {v.member for v in broken if v.member}, [v.request for v in broken if v.request]
    )
    more = None
    if found.price.total_difference is not None:
        more = found.travel_minutes([found.service]) - found.travel_minutes([found.before, *found.leaving])
    return Quote(
        price=found.price,
        rows=rows,
        week=found.book.week,
        request_value=found.problem.policy.request_value,
        before=found.before,
        after=found.service,
        given_way=found.leaving,
        travel_minutes=more,
    )


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a placement would break: its name, and the rows concerned."""

    rule: str
    message: str
    request_id: UUID | None
    member_id: UUID | None
    request_number: str
    member_name: str


async def named_violations(price: Price) -> list[Broken]:
    """The violations of a price with the rows they speak of."""
    found = price.violations
    rows = await reading.rows_of(
        [v.member for v in found if v.member], [v.request for v in found if v.request]
    )
    return broken_rules(price, rows)


def broken_rules(price: Price, rows: reading.Rows) -> list[Broken]:
    """The violations of a price, their numbers turned into rows and names."""
    return [
        Broken(
            rule=v.rule,
            message=v.message,
            request_id=rows.requests.get(v.request or ""),
            member_id=rows.members.get(v.member or ""),
            request_number=v.request or "",
            member_name=rows.names.get(v.member or "", v.member or ""),
        )
        for v in price.violations
    ]


async def priced(run: AssignmentRun, placement: Placement) -> Priced:
    """Work a placement out; raises InvalidInput and Conflict where it cannot be one."""
    book = await reading.book_of(run)
    request = await ServiceRequest.get_or_none(id=placement.request_id)
    if request is None or not await scope.is_below(request.unit_id, run.unit_id):
        raise InvalidInput("request", "unknown-id", noun="ServiceRequest")
    asked = book.request(request.number)
    service = None
    if placement.starts_at is not None:
        starts_at = inputs.moment("starts_at", placement.starts_at)
        if len(placement.seats) != len(asked.seats):
            raise InvalidInput("seats", "override-seats", value=len(placement.seats), most=len(asked.seats))
        numbers = await _numbers(run, placement.seats)
        service = Served(
            request=request.number,
            start=book.week.minute(starts_at),
            seats=tuple(tuple(numbers[id] for id in seat) for seat in placement.seats),
        )
        if book.week.moment(service.start) != starts_at:
            raise InvalidInput("starts_at", "lock-start-step", value=starts_at.isoformat())
    given_way = await _given_way(run, placement, book)
    locks = await runs.locks_of(run)
    own = [lock for lock in locks if lock.request_id == request.id]
    banned = await Member.filter(id__in=[k.member_id for k in own if k.kind is LockKind.FORBID])
    must = any(k.kind is LockKind.SERVE for k in own)
    problem = _judged_by(book.problem, request, {m.number for m in banned}, must_serve=must)
    fixed = {lock.request_id for lock in locks if lock.kind is not LockKind.FORBID}
    stay = tuple(Pin(request=each.number, served=True) for each in given_way if each.id in fixed)
    problem = msgspec.structs.replace(problem, pins=(*problem.pins, *stay)) if stay else problem
    gone = tuple(each.number for each in given_way)
    edit = Edit(place=(service,), remove=gone) if service else Edit(remove=(request.number, *gone))
    price = await asyncio.to_thread(price_change, problem, book.plan, edit)
    return Priced(book, problem, service, request, given_way, price)


async def _given_way(run: AssignmentRun, placement: Placement, book: reading.Book) -> list[ServiceRequest]:
    """The requests that shall give way, each served by the plan; what is locked may not (it counts as a pin)."""
    ids = set(placement.give_way) - {placement.request_id}
    if not ids:
        return []
    found = await ServiceRequest.filter(id__in=list(ids), unit_id__in=scope.subtree([run.unit_id])).order_by(
        "number"
    )
    if len(found) < len(ids):
        raise InvalidInput("give_way", "unknown-id", noun="ServiceRequest")
    served = {service.request for service in book.plan.served}
    for request in found:
        if request.number not in served:
            raise Conflict("override-nothing", number=request.number)
    return found


def _judged_by(problem: Problem, request: ServiceRequest, banned: set[str], *, must_serve: bool) -> Problem:
    """The frozen problem with the request's present locks. Earlier pins on its team and time give way to the
    placement, unless they are members' promises; bans stand, and so does that it must be served."""
    number, members = request.number, {m.id for m in problem.members}
    known = set(problem.forbidden)
    bans = sorted((member, number) for member in banned & members)
    pins = problem.pins
    if request.state is RequestState.QUEUED:
        pins = tuple(pin for pin in pins if pin.request != number)
        if must_serve:
            pins = (*pins, Pin(request=number, served=True))
    forbidden = (*problem.forbidden, *(pair for pair in bans if pair not in known))
    if pins == problem.pins and forbidden == problem.forbidden:
        return problem
    return msgspec.structs.replace(problem, pins=pins, forbidden=forbidden)


async def _numbers(run: AssignmentRun, seats: Sequence[Sequence[UUID]]) -> dict[UUID, str]:
    ids = {id for seat in seats for id in seat}
    inside = scope.subtree([run.unit_id])
    found = dict(await Member.filter(id__in=list(ids), unit_id__in=inside).values_list("id", "number"))
    if len(found) < len(ids):
        raise InvalidInput("seats", "unknown-id", noun="Member")
    return found
