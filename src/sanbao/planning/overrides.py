"""Placing by hand: the price first, then the deed, checked by the solver's rules and kept in a ledger.

What is placed by hand is locked, so that a new solve keeps it. What is taken out is not: a new solve may
place it again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import inputs
from sanbao.core.db import insert_many
from sanbao.core.errors import Conflict, InvalidInput, RuleBroken
from sanbao.members.models import Member
from sanbao.organisations import scope
from sanbao.planning import documents, progress, reading, runs
from sanbao.planning.locks import adjustable_run, touch
from sanbao.planning.models import (
    AssignmentRun,
    DocumentKind,
    Lock,
    LockKind,
    Override,
    Proposal,
    ProposedSeat,
)
from sanbao.planning.states import RunState
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from sanbao_solver import (
    Edit,
    Pin,
    Plan,
    Price,
    Problem,
    Served,
    Unserved,
    price_change,
    write_plan,
    write_problem,
)
from sanbao_solver.travel import minutes_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a request shall be placed by hand: its start and the members of each of its seats, in their order.
    No start: it is taken out of the plan."""

    request_id: UUID
    starts_at: datetime | None = None
    seats: Sequence[Sequence[UUID]] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What a placement would break and cost, with the rows behind the numbers."""

    price: Price
    rows: reading.Rows


@dataclass(frozen=True, slots=True)
class _Priced:
    """A placement worked out against a run's documents."""

    book: reading.Book
    problem: Problem
    service: Served | None
    request: ServiceRequest
    price: Price

    @property
    def unpinned(self) -> bool:
        """Whether a pin of the frozen problem gave way, so that the bound proven with it no longer holds."""
        return not set(self.book.problem.pins) <= set(self.problem.pins)


def visible(actor: Actor) -> QuerySet[Override]:
    """The ledgers of the runs that an actor may read."""
    return Override.filter(scope.units_in_scope(actor, Permission.RUN_READ, "run__unit_id"))


async def quote(actor: Actor, run_id: UUID, placement: Placement) -> Quote:
    """The rules that a placement would break and what it would change in the score. Nothing is saved."""
    run = await runs.get(actor, run_id)
    priced = await _priced(run, placement)
    violations = priced.price.violations
    rows = await reading.rows_of(
        [v.member for v in violations if v.member], [v.request for v in violations if v.request]
    )
    return Quote(priced.price, rows)


async def place(
    actor: Actor, run_id: UUID, placement: Placement, *, reason: str, expected_version: int | None = None
) -> Proposal:
    """Place a request by hand, or take it out; needs `run:manage`. Answers its proposal.

    Locks the placement in place of earlier locks on the request, writes the ledger, keeps the bound. Raises
    RuleBroken with a Quote's violations in `violations`, Conflict unless the run is PROPOSED, StaleVersion.
    """
    reason = inputs.text("reason", reason, most=400)
    run = await adjustable_run(actor, run_id, expected_version, (RunState.PROPOSED,))
    priced = await _priced(run, placement)
    if priced.price.violations:
        raise RuleBroken(await named_violations(priced.price))
    proposal = await reading.proposal_of(run.id, placement.request_id)
    if proposal is None:
        raise Conflict("request-not-in-run", number=priced.request.number)
    if placement.starts_at is None and not proposal.served:
        raise Conflict("override-nothing", number=priced.request.number)
    before = await _as_json(proposal)
    members = await _write_proposal(proposal, placement, priced)
    await _write_locks(run, actor, placement, reason)
    await _write_documents(run, priced)
    await Override.create(
        run_id=run.id,
        request_id=placement.request_id,
        account_id=actor.account_id,
        before=before,
        after={
            "starts_at": placement.starts_at.isoformat() if placement.starts_at else None,
            "members": members,
        },
        price=-(priced.price.total_difference or 0),
        reason=reason,
    )
    return proposal


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


async def _priced(run: AssignmentRun, placement: Placement) -> _Priced:
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
    locks = [lock for lock in await runs.locks_of(run) if lock.request_id == request.id]
    banned = await Member.filter(id__in=[k.member_id for k in locks if k.kind is LockKind.FORBID])
    must = any(k.kind is LockKind.SERVE for k in locks)
    problem = _judged_by(book.problem, request, {m.number for m in banned}, must_serve=must)
    edit = Edit(place=(service,)) if service else Edit(remove=(request.number,))
    price = await asyncio.to_thread(price_change, problem, book.plan, edit)
    return _Priced(book, problem, service, request, price)


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


async def _as_json(proposal: Proposal) -> dict[str, object]:
    seats = (
        await ProposedSeat.filter(proposal_id=proposal.id)
        .order_by("seat_index", "id")
        .values_list("seat_index", "member__number")
    )
    return {
        "starts_at": proposal.starts_at.isoformat() if proposal.starts_at else None,
        "members": [[index, number] for index, number in seats],
    }


async def _write_proposal(proposal: Proposal, placement: Placement, priced: _Priced) -> list[tuple[int, str]]:
    """Rewrite the proposal and its seats; answers (seat, member number) of the new team."""
    served = priced.service is not None
    proposal.served, proposal.starts_at = served, placement.starts_at
    proposal.reason = "" if served else reading.REMOVED_BY_HAND
    proposal.version += 1
    await proposal.save()
    await ProposedSeat.filter(proposal_id=proposal.id).delete()
    members = {m.id: m for m in priced.problem.members}
    asked = priced.book.request(priced.request.number)
    team = [
        (index, id, number)
        for index, (ids, numbers) in enumerate(
            zip(placement.seats, priced.service.seats if priced.service else (), strict=False)
        )
        for id, number in zip(ids, numbers, strict=True)
    ]
    await insert_many(
        ProposedSeat,
        [
            ProposedSeat(
                proposal_id=proposal.id,
                member_id=id,
                seat_index=index,
                travel_minutes=minutes_between(priced.problem.travel, members[number].place, asked.place),
            )
            for index, id, number in team
        ],
    )
    return [(index, number) for index, _, number in team]


async def _write_locks(run: AssignmentRun, actor: Actor, placement: Placement, reason: str) -> None:
    replaced = (LockKind.PAIR, LockKind.TIME, LockKind.PAIR_AND_TIME)
    await Lock.filter(run_id=run.id, request_id=placement.request_id, kind__in=replaced).delete()
    await insert_many(
        Lock,
        [
            Lock(
                run_id=run.id,
                kind=LockKind.PAIR_AND_TIME,
                request_id=placement.request_id,
                member_id=member_id,
                starts_at=placement.starts_at,
                reason=reason,
                account_id=actor.account_id,
            )
            for seat in placement.seats
            for member_id in seat
        ],
    )


async def _write_documents(run: AssignmentRun, priced: _Priced) -> None:
    """Save the plan with its new score, and the problem where a pin gave way; bring the run's totals along."""
    after, request = priced.price.plan, priced.request.number
    unserved = tuple(u for u in priced.book.plan.unserved if u.request != request)
    if priced.service is None:
        # The solver's document has no code for a human decision; the proposal has `removed_by_hand`.
        unserved = (*unserved, Unserved(request=request, reason="not_found"))
    bound = None if priced.unpinned else priced.book.plan.bound
    plan = Plan(served=after.served, unserved=unserved, score=after.score, bound=bound, status="feasible")
    await documents.save(run.id, DocumentKind.PLAN, await asyncio.to_thread(write_plan, plan))
    if priced.problem is not priced.book.problem:
        body = await asyncio.to_thread(write_problem, priced.problem)
        await documents.save(run.id, DocumentKind.PROBLEM, body)
    await touch(
        run,
        total=plan.score.total,
        bound=bound,
        gap_ppm=progress.Standing(gap=plan.gap).gap_ppm,
        requests_served=len(plan.served),
    )
