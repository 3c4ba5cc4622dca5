"""When somebody falls out: the next best is asked at once; where there is nobody, the coordinator sees it.

Wraps dispatch's decline, withdrawal and expiry. Who is asked instead is not told to who fell out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from sanbao.access.actor import SYSTEM, Actor
from sanbao.core import clock
from sanbao.core.coded import coded
from sanbao.core.db import locked, unit_of_work
from sanbao.core.errors import Conflict, InvalidInput
from sanbao.dispatch import answers, expiry, withdrawals
from sanbao.dispatch.answers import SeatVacated
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.offers import OfferDraft, offer_many
from sanbao.dispatch.states import AssignmentState, DeclineReason
from sanbao.members.models import Absence, Member
from sanbao.menu.models import Seat
from sanbao.planning import mending, rearranging, vacancy
from sanbao.planning.models import AssignmentRun, Policy
from sanbao.planning.states import RunState
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import OPEN

log = structlog.get_logger()


async def decline_and_backfill(
    actor: Actor,
    assignment_id: UUID,
    reason: DeclineReason,
    note: str = "",
    *,
    expected_version: int | None = None,
) -> tuple[Assignment, bool]:
    """Say no, and ask the next best at once. Answers the assignment and whether somebody else was asked.

    Raises what `dispatch.answers.decline` raises.
    """
    async with unit_of_work():
        assignment, fallen = await answers.decline(
            actor, assignment_id, reason, note, expected_version=expected_version
        )
        return assignment, bool(await backfill(fallen))


async def withdraw_and_backfill(
    actor: Actor, assignment_id: UUID, *, reason: str, expected_version: int | None = None
) -> tuple[Assignment, bool]:
    """Take back an offer or a promise by staff, and ask the next best at once."""
    async with unit_of_work():
        assignment, fallen = await withdrawals.withdraw(
            actor, assignment_id, reason=reason, expected_version=expected_version
        )
        return assignment, bool(await backfill(fallen))


async def backfill_expired(now: datetime) -> int:
    """End the offers whose deadline has passed and ask others; answers how many were asked. For a timer: one unit of
    work a request, so that no place is left without either; one that fails is left to the next round and stops
    no other."""
    asked = 0
    for request_id in await expiry.requests_with_late_offers(now):
        try:
            async with unit_of_work():
                for fallen in await expiry.expire_offers(request_id, now):
                    asked += len(await backfill(fallen))
        except Exception:
            log.exception("backfill_trouble", request=str(request_id))
    return asked


async def backfill_absence(absence: Absence) -> int:
    """Release a member from what he holds during an absence of his and ask others; answers how many were asked.

    For the one who notes the absence, in the same unit of work: an absence needs no permission of anybody else.
    """
    held = await Assignment.filter(
        member_id=absence.member_id,
        state__in=(AssignmentState.OFFERED, AssignmentState.ACCEPTED),
        starts_at__lt=absence.ends_at,
        ends_at__gt=max(absence.starts_at, clock.now()),
    ).order_by("request_id")
    asked = 0
    for assignment in held:
        _, fallen = await withdrawals.withdraw(SYSTEM, assignment.id, reason=coded("withdrawn-by-absence"))
        asked += len(await backfill(fallen))
    return asked


async def backfill(fallen: SeatVacated) -> list[Assignment]:
    """Offer the empty places of a request to the best who were not asked before; none where nobody fits, the
    run's week is over, or no run offered the request. The caller holds the unit of work."""
    request = await locked(ServiceRequest, fallen.request_id)
    run = await run_of(request.id)
    if run is None or request.state not in OPEN or fallen.starts_at <= clock.now():
        return []
    found, people = await _claimed(request, run, fallen.starts_at)
    if found is None:
        return await rearranging.ask_the_free(request, run)
    if not people:
        return []
    policy = await Policy.get(id=run.policy_id)
    drafts = [
        OfferDraft(
            request_id=request.id,
            seat_id=found.seat_ids[p.seat_index],
            member_id=p.member_id,
            starts_at=p.starts_at,
            travel_minutes=p.travel_minutes,
        )
        for p in people
    ]
    answer_by = clock.now() + timedelta(hours=policy.answer_hours)
    return await offer_many(SYSTEM, drafts, answer_by=answer_by, run_id=run.id)


async def _claimed(
    request: ServiceRequest, run: AssignmentRun, agreed: datetime
) -> tuple[vacancy.Vacancy | None, list[vacancy.Filling]]:
    """The best people, their rows locked: two back-fills that want the same person wait for each other, and the
    second looks again."""
    held: set[UUID] = set()
    while True:
        found = await vacancy.read(request, run, agreed)
        people = await vacancy.best(found, agreed) if found else []
        wanted = {p.member_id for p in people} - held
        if not wanted:
            return found, people
        await Member.filter(id__in=list(wanted)).order_by("id").select_for_update(no_key=True)
        held |= wanted


async def run_of(request_id: UUID) -> AssignmentRun | None:
    """The published run that last offered the request."""
    last = (
        await Assignment.filter(request_id=request_id, run_id__isnull=False)
        .order_by("-created_at", "-id")
        .first()
    )
    if last is None:
        return None
    return await AssignmentRun.get_or_none(id=last.run_id, state=RunState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who could fill a place, with prices."""

    request: ServiceRequest
    seat_index: int
    fillings: tuple[vacancy.Filling, ...]


async def backfill_candidates(actor: Actor, request_id: UUID, seat_index: int, most: int = 10) -> Candidates:
    """The people who could fill a place of a request's seat now, the cheapest first. Needs `run:read` on the
    request's unit; raises NotFound, InvalidInput for an unknown seat, Conflict for a request no run planned."""
    request = await mending.request_of(actor, request_id)
    seats = await Seat.filter(menu_item_id=request.menu_item_id).count()
    if not 0 <= seat_index < seats:
        raise InvalidInput("seat", "unknown-seat", value=seat_index, most=seats)
    run = await run_of(request.id)
    found = await vacancy.read(request, run, request.served_from) if run else None
    if found is None:
        raise Conflict("backfill-no-run", number=request.number)
    return Candidates(request, seat_index, tuple(await vacancy.candidates(found, seat_index, most)))
