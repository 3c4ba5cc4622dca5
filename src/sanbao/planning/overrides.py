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

from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import inputs
from sanbao.core.db import insert_many
from sanbao.core.errors import Conflict, RuleBroken
from sanbao.organisations import scope
from sanbao.planning import documents, pricing, progress, reading
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
from sanbao_solver import Plan, Unserved, write_plan, write_problem
from sanbao_solver.travel import minutes_between


def visible(actor: Actor) -> QuerySet[Override]:
    """The ledgers of the runs that an actor may read."""
    return Override.filter(scope.units_in_scope(actor, Permission.RUN_READ, "run__unit_id"))


async def place(
    actor: Actor,
    run_id: UUID,
    placement: pricing.Placement,
    *,
    reason: str,
    expected_version: int | None = None,
) -> Proposal:
    """Place a request by hand, or take it out; needs `run:manage`. Answers its proposal.

    Locks the placement in place of earlier locks on the request, writes a line of the ledger for it and for each
    request that gives way, keeps the bound. Raises RuleBroken with a Quote's violations in `violations`, Conflict
    unless the run is PROPOSED, StaleVersion.
    """
    reason = inputs.text("reason", reason, most=400)
    run = await adjustable_run(actor, run_id, expected_version, (RunState.PROPOSED,))
    priced = await pricing.priced(run, placement)
    if priced.price.violations:
        raise RuleBroken(await pricing.named_violations(priced.price))
    for request in priced.given_way:
        await _change(run, actor, request, _Team(), 0, reason)
    team = _Team(placement.starts_at, _places(placement, priced))
    cost = -(priced.price.total_difference or 0)
    proposal = await _change(run, actor, priced.request, team, cost, reason)
    await _write_documents(run, priced)
    return proposal


@dataclass(frozen=True, slots=True)
class _Seated:
    """A member in a seat, and his way."""

    seat_index: int
    member_id: UUID
    number: str
    travel_minutes: int


@dataclass(frozen=True, slots=True)
class _Team:
    """What a proposal is to say: when, and who; nothing where the request is taken out."""

    starts_at: datetime | None = None
    seated: Sequence[_Seated] = ()


def _places(placement: pricing.Placement, priced: pricing.Priced) -> list[_Seated]:
    """The seats of a placement, one by one."""
    homes = {m.id: m.place for m in priced.problem.members}
    place = priced.book.request(priced.request.number).place
    seats = zip(placement.seats, priced.service.seats if priced.service else (), strict=False)
    return [
        _Seated(index, id, number, minutes_between(priced.problem.travel, homes[number], place))
        for index, (ids, numbers) in enumerate(seats)
        for id, number in zip(ids, numbers, strict=True)
    ]


async def _change(
    run: AssignmentRun, actor: Actor, request: ServiceRequest, team: _Team, price: int, reason: str
) -> Proposal:
    """Rewrite what the run says of a request: the proposal, its seats, its locks, a line of the ledger."""
    proposal = await reading.proposal_of(run.id, request.id)
    if proposal is None:
        raise Conflict("request-not-in-run", number=request.number)
    if team.starts_at is None and not proposal.served:
        raise Conflict("override-nothing", number=request.number)
    before = await _as_json(proposal)
    proposal.served, proposal.starts_at = team.starts_at is not None, team.starts_at
    proposal.reason = "" if proposal.served else reading.REMOVED_BY_HAND
    proposal.version += 1
    await proposal.save()
    await ProposedSeat.filter(proposal_id=proposal.id).delete()
    seats = [
        ProposedSeat(
            proposal_id=proposal.id,
            member_id=each.member_id,
            seat_index=each.seat_index,
            travel_minutes=each.travel_minutes,
        )
        for each in team.seated
    ]
    await insert_many(ProposedSeat, seats)
    await _write_locks(run, actor, request, team, reason)
    await Override.create(
        run_id=run.id,
        request_id=request.id,
        account_id=actor.account_id,
        before=before,
        after={
            "starts_at": team.starts_at.isoformat() if team.starts_at else None,
            "members": [(each.seat_index, each.number) for each in team.seated],
        },
        price=price,
        reason=reason,
    )
    return proposal


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


async def _write_locks(
    run: AssignmentRun, actor: Actor, request: ServiceRequest, team: _Team, reason: str
) -> None:
    replaced = (LockKind.PAIR, LockKind.TIME, LockKind.PAIR_AND_TIME)
    await Lock.filter(run_id=run.id, request_id=request.id, kind__in=replaced).delete()
    made = [
        Lock(
            run_id=run.id,
            kind=LockKind.PAIR_AND_TIME,
            request_id=request.id,
            member_id=each.member_id,
            starts_at=team.starts_at,
            reason=reason,
            account_id=actor.account_id,
        )
        for each in team.seated
    ]
    await insert_many(Lock, made)


async def _write_documents(run: AssignmentRun, priced: pricing.Priced) -> None:
    """Save the plan with its new score, and the problem where a pin gave way; bring the run's totals along."""
    after, request = priced.price.plan, priced.request.number
    unserved = [u for u in priced.book.plan.unserved if u.request != request]
    gone = [*([] if priced.service else [request]), *(each.number for each in priced.given_way)]
    # The solver's document has no code for a human decision; the proposal has `removed_by_hand`.
    unserved += [Unserved(request=number, reason="not_found") for number in gone]
    bound = None if priced.unpinned else priced.book.plan.bound
    plan = Plan(
        served=after.served, unserved=tuple(unserved), score=after.score, bound=bound, status="feasible"
    )
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
