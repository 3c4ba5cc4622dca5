"""From a plan to offers: guarded against a world that moved, and against a second plan of the same week.

All of it is one unit of work: a publish that is refused or interrupted leaves nothing behind.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from tortoise.expressions import F, Subquery

from sanbao.access.actor import Actor
from sanbao.access.moves import advance
from sanbao.core import clock, inputs
from sanbao.core.clock import Week
from sanbao.core.db import ROWS_A_STATEMENT, locked, unit_of_work
from sanbao.core.errors import Conflict, InputsChanged, InvalidInput, WeekOverlap
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.offers import OfferDraft, offer_many
from sanbao.dispatch.states import HOLDING
from sanbao.menu.models import Seat
from sanbao.organisations import scope
from sanbao.organisations.models import Unit, UnitAncestry
from sanbao.planning import documents, progress, reading, runs, snapshot
from sanbao.planning.demand import minute_up
from sanbao.planning.guard import InputChange, Verdict, judge
from sanbao.planning.models import AssignmentRun, DocumentKind, Policy, Proposal, ProposedSeat
from sanbao.planning.states import RUN, RunAction, RunState
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from sanbao_solver import Plan, score, write_plan

_CHANGES_TOLD = 100
INPUTS_CHANGED = "inputs_changed"
"""The reason code of a request that was dropped when the run was published."""


@dataclass(frozen=True, slots=True)
class NamedChange:
    """A change of the input, with the rows and the words behind its numbers."""

    change: InputChange
    member_id: UUID | None
    request_id: UUID | None
    member_name: str


@dataclass(frozen=True, slots=True)
class DroppedPlace:
    """What was not published: a member's place, or (no member) a whole request, and the rule it would break."""

    request_id: UUID | None
    member_id: UUID | None
    rule: str


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a publish."""

    run: AssignmentRun
    offers: int
    answer_by: datetime
    dropped: tuple[DroppedPlace, ...]


async def changes(actor: Actor, run_id: UUID) -> list[NamedChange]:
    """What moved since the snapshot of a run that may be published; nothing for any other run, whose own
    offers would show as changes."""
    run = await runs.get(actor, run_id)
    if run.state is not RunState.PROPOSED:
        return []
    verdict = await _judge(run, await reading.book_of(run), clock.now())
    return await _named(verdict.changes)


async def publish(
    actor: Actor,
    run_id: UUID,
    *,
    answer_by: datetime | None = None,
    apply_anyway: bool = False,
    expected_version: int | None = None,
) -> Published:
    """Make offers of a PROPOSED run's plan; needs `run:publish` on its unit.

    `answer_by` is the members' deadline, by default the policy's hours from now. Raises InputsChanged with
    the first 100 NamedChanges where members, requests or locks moved since the snapshot, unless `apply_anyway`: then what
    still holds is published and the rest reported. Raises WeekOverlap where another run of the same week, of
    this unit or one above or below, is published.
    """
    async with unit_of_work():
        await runs.get(actor, run_id)
        run = await locked(AssignmentRun, run_id, expected_version=expected_version)
        permission = RUN.transition(RunState.PROPOSED, RunAction.PUBLISH).permission
        await scope.require(actor, permission, run.unit_id)  # type: ignore[arg-type]
        if run.state is not RunState.PROPOSED:
            raise Conflict("run-not-proposed", number=run.number, state=run.state.value)
        now = clock.now()
        until = await deadline(run, answer_by, now)
        await _hold_the_week(run)
        book = await reading.book_of(run)
        verdict = await _judge(run, book, now)
        if verdict.changes and not apply_anyway:
            told = await _named(verdict.changes)
            raise InputsChanged(told[:_CHANGES_TOLD], count=len(told))
        offers = await offer_many(actor, await _drafts(run, verdict.plan), answer_by=until, run_id=run.id)
        await _record(run, book, verdict)
        await advance(RUN, run, RunAction.PUBLISH, actor, published_at=clock.now())
        await progress.record(run)
        return Published(run, len(offers), until, await _dropped(verdict))


async def deadline(run: AssignmentRun, answer_by: datetime | None, now: datetime) -> datetime:
    """Until when offers can be answered: as said, or the policy's hours from now. Raises InvalidInput for the past."""
    if answer_by is None:
        policy = await Policy.get(id=run.policy_id)
        return now + timedelta(hours=policy.answer_hours)
    answer_by = inputs.moment("answer_by", answer_by)
    if answer_by <= now:
        raise InvalidInput("answer_by", "answer-by-past")
    return answer_by


async def _hold_the_week(run: AssignmentRun) -> None:
    """Refuse where an overlapping run of the week is published. Publishes of one tree wait for each other here."""
    top = await UnitAncestry.filter(unit_id=run.unit_id).order_by("-distance").first()
    if top is not None:
        await Unit.filter(id=top.ancestor_id).select_for_update(no_key=True).first()
    above = UnitAncestry.filter(unit_id=run.unit_id).values("ancestor_id")
    published = AssignmentRun.filter(week=run.week, state=RunState.PUBLISHED)
    other = await published.filter(unit_id__in=Subquery(above)).first()
    other = other or await published.filter(unit_id__in=scope.subtree([run.unit_id])).first()
    if other is not None:
        raise WeekOverlap(number=other.number)


async def _judge(run: AssignmentRun, book: reading.Book, now: datetime) -> Verdict:
    locks = await runs.locks_of(run)
    policy = await Policy.get(id=run.policy_id)
    fresh = await snapshot.build(run.unit_id, Week.parse(run.week), policy, locks=locks, not_before=now)
    first_minute = max(0, minute_up(book.week, now))
    return await asyncio.to_thread(judge, book.problem, fresh.problem, book.plan, first_minute)


async def _named(found: Iterable[InputChange]) -> list[NamedChange]:
    listed = sorted(found, key=lambda change: not change.breaks_plan)
    rows = await reading.rows_of(
        [c.member for c in listed if c.member], [c.request for c in listed if c.request]
    )
    return [
        NamedChange(
            change=c,
            member_id=rows.members.get(c.member or ""),
            request_id=rows.requests.get(c.request or ""),
            member_name=rows.names.get(c.member or "", ""),
        )
        for c in listed
    ]


async def _dropped(verdict: Verdict) -> tuple[DroppedPlace, ...]:
    rows = await reading.rows_of(
        [d.member for d in verdict.dropped if d.member], [d.request for d in verdict.dropped]
    )
    return tuple(
        DroppedPlace(rows.requests.get(d.request), rows.members.get(d.member or ""), d.rule)
        for d in verdict.dropped
    )


async def _drafts(run: AssignmentRun, plan: Plan) -> list[OfferDraft]:
    """An offer for each pair of the plan that does not stand already."""
    kept = {(s.request, member) for s in plan.served for seat in s.seats for member in seat}
    seats = await _seats_of_items()
    standing = set(
        await Assignment.filter(state__in=HOLDING, request__proposals__run_id=run.id).values_list(
            "request_id", "member_id"
        )
    )
    columns = (
        *("proposal__request_id", "proposal__request__number", "proposal__request__menu_item_id"),
        *("proposal__starts_at", "member_id", "member__number", "seat_index", "travel_minutes"),
    )
    return [
        OfferDraft(
            request_id=request_id,
            seat_id=seats[item_id][seat_index],
            member_id=member_id,
            starts_at=starts_at,
            travel_minutes=minutes,
        )
        for request_id, request, item_id, starts_at, member_id, member, seat_index, minutes in (
            await ProposedSeat.filter(proposal__run_id=run.id).order_by("id").values_list(*columns)
        )
        if (request, member) in kept and (request_id, member_id) not in standing
    ]


async def _seats_of_items() -> Mapping[UUID, list[UUID]]:
    """The seats of every menu item, in their order."""
    seats: dict[UUID, list[UUID]] = defaultdict(list)
    for item_id, id in await Seat.all().order_by("position").values_list("menu_item_id", "id"):
        seats[item_id].append(id)
    return seats


async def _record(run: AssignmentRun, book: reading.Book, verdict: Verdict) -> None:
    """Write what publishing did to the plan, and that the unserved waited another week."""
    served = {s.request for s in verdict.plan.served}
    if verdict.dropped:
        await _drop_proposals(run, verdict)
        plan = msgspec.structs.replace(book.plan, served=verdict.plan.served)
        total = await asyncio.to_thread(score, book.problem, plan)
        plan = msgspec.structs.replace(plan, score=total, status="feasible")
        await documents.save(run.id, DocumentKind.PLAN, await asyncio.to_thread(write_plan, plan))
        await AssignmentRun.filter(id=run.id).update(
            total=total.total,
            gap_ppm=progress.Standing(gap=plan.gap).gap_ppm,
            requests_served=len(served),
        )
        await run.refresh_from_db()
    waiting = [q.id for q in book.problem.requests if q.id not in served]
    for start in range(0, len(waiting), ROWS_A_STATEMENT):
        part = waiting[start : start + ROWS_A_STATEMENT]
        await ServiceRequest.filter(number__in=part, state=RequestState.QUEUED).update(
            weeks_waited=F("weeks_waited") + 1, version=F("version") + 1
        )


async def _drop_proposals(run: AssignmentRun, verdict: Verdict) -> None:
    """Take what was dropped out of the proposals, in a few statements for any number."""
    served = {s.request: s for s in verdict.plan.served}
    kept = {(s.request, member) for s in served.values() for seat in s.seats for member in seat}
    gone_seats = [
        id
        for id, request, member in await ProposedSeat.filter(proposal__run_id=run.id).values_list(
            "id", "proposal__request__number", "member__number"
        )
        if (request, member) not in kept
    ]
    gone_requests = [
        id
        for id, request in await Proposal.filter(run_id=run.id, served=True).values_list(
            "id", "request__number"
        )
        if request not in served
    ]
    for start in range(0, len(gone_seats), ROWS_A_STATEMENT):
        await ProposedSeat.filter(id__in=gone_seats[start : start + ROWS_A_STATEMENT]).delete()
    for start in range(0, len(gone_requests), ROWS_A_STATEMENT):
        await Proposal.filter(id__in=gone_requests[start : start + ROWS_A_STATEMENT]).update(
            served=False, starts_at=None, reason=INPUTS_CHANGED, version=F("version") + 1
        )
