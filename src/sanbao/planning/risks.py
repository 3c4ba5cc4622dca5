"""What of a live week asks for somebody's attention now, and what to do about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from tortoise.expressions import Q, Subquery

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import clock
from sanbao.core.clock import Week
from sanbao.dispatch.models import Assignment, Swap
from sanbao.dispatch.states import ENDED, FIRM, HOLDING, AssignmentState, SwapState
from sanbao.menu.models import Seat
from sanbao.organisations import scope
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import OPEN, RequestState

DEADLINE_NEAR = timedelta(hours=6)
START_NEAR = timedelta(minutes=30)

_S = AssignmentState


class RiskReason(StrEnum):
    """Why: places that nobody holds and nobody is asked for; offers not answered though the deadline is near; people
    not there though it starts soon or has begun; a service that is over and not closed; a swap that waits for
    consent."""

    UNCOVERED = "UNCOVERED"
    UNANSWERED = "UNANSWERED"
    NOT_CHECKED_IN = "NOT_CHECKED_IN"
    NOT_CLOSED = "NOT_CLOSED"
    SWAP_WAITS = "SWAP_WAITS"


class NextStep(StrEnum):
    """What a coordinator does about it."""

    FIND_SOMEBODY = "FIND_SOMEBODY"
    REMIND = "REMIND"
    CALL = "CALL"
    RECORD_ATTENDANCE = "RECORD_ATTENDANCE"
    DECIDE_SWAP = "DECIDE_SWAP"


NEXT_STEPS: Mapping[RiskReason, NextStep] = {
    RiskReason.UNCOVERED: NextStep.FIND_SOMEBODY,
    RiskReason.UNANSWERED: NextStep.REMIND,
    RiskReason.NOT_CHECKED_IN: NextStep.CALL,
    RiskReason.NOT_CLOSED: NextStep.RECORD_ATTENDANCE,
    RiskReason.SWAP_WAITS: NextStep.DECIDE_SWAP,
}


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason, how many places it is about, and the assignments of those (none of an empty place)."""

    reason: RiskReason
    places: int
    assignments: tuple[Assignment, ...] = ()


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A request with everything that puts it at risk. `uncovered`: required places that nobody holds and nobody is
    asked for; `firm`: people who have accepted."""

    request: ServiceRequest
    starts_at: datetime
    required: int
    firm: int
    uncovered: int
    causes: tuple[Cause, ...]


async def at_risk(actor: Actor, unit_id: UUID, week: Week) -> list[AtRisk]:
    """The requests below a unit that are at risk in a week, the soonest first.

    Needs `run:read` on the unit. Statements do not grow with the requests.
    """
    await scope.require_visible(actor, Permission.RUN_READ, unit_id, "Unit", unit_id)
    now = clock.now()
    in_week = Assignment.filter(starts_at__gte=week.starts_at, starts_at__lt=week.ends_at)
    waiting = Swap.filter(state=SwapState.AWAITING_CONSENT)
    suspect = in_week.filter(
        Q(state__in=ENDED, run_id__isnull=False)
        | Q(state=_S.OFFERED, answer_by__lte=now + DEADLINE_NEAR)
        | Q(state=_S.ACCEPTED, starts_at__lte=now + START_NEAR)
        | Q(state=_S.CHECKED_IN, ends_at__lte=now)
        | Q(state=_S.ACCEPTED, id__in=Subquery(waiting.values("assignment_id")))
    )
    requests = await ServiceRequest.filter(
        id__in=Subquery(suspect.values("request_id")),
        unit_id__in=scope.subtree([unit_id]),
        state__in=(*OPEN, RequestState.IN_SERVICE, RequestState.DONE),
    )
    if not requests:
        return []
    seats: dict[UUID, list[Seat]] = defaultdict(list)
    for seat in await Seat.filter(menu_item_id__in=list({r.menu_item_id for r in requests})):
        seats[seat.menu_item_id].append(seat)
    teams: dict[UUID, list[Assignment]] = defaultdict(list)
    for assignment in await in_week.filter(request_id__in=[r.id for r in requests]).order_by("id"):
        teams[assignment.request_id].append(assignment)
    ids = [a.id for team in teams.values() for a in team if a.state is _S.ACCEPTED]
    swapped = set(await waiting.filter(assignment_id__in=ids).values_list("assignment_id", flat=True))
    found = [
        _judged(r, seats[r.menu_item_id], teams[r.id], {a.id for a in teams[r.id]} & swapped, now)
        for r in requests
    ]
    return sorted((r for r in found if r.causes), key=lambda risk: (risk.starts_at, risk.request.number))


def _judged(
    request: ServiceRequest,
    seats: Sequence[Seat],
    team: Sequence[Assignment],
    swapped: set[UUID],
    now: datetime,
) -> AtRisk:
    held = [a for a in team if a.state in HOLDING]
    uncovered = 0
    if request.state in OPEN and any(a.state in ENDED and a.run_id is not None for a in team):
        uncovered = sum(max(0, s.required - sum(a.seat_id == s.id for a in held)) for s in seats)
    about = {
        RiskReason.UNANSWERED: [
            a for a in held if a.state is _S.OFFERED and now < a.answer_by <= now + DEADLINE_NEAR
        ],
        RiskReason.NOT_CHECKED_IN: [
            a for a in held if a.state is _S.ACCEPTED and a.starts_at <= now + START_NEAR and now < a.ends_at
        ],
        RiskReason.NOT_CLOSED: [a for a in held if a.state is not _S.OFFERED and a.ends_at <= now],
        RiskReason.SWAP_WAITS: [a for a in held if a.id in swapped],
    }
    causes = [Cause(RiskReason.UNCOVERED, uncovered)] if uncovered else []
    causes += [Cause(reason, len(rows), tuple(rows)) for reason, rows in about.items() if rows]
    return AtRisk(
        request=request,
        starts_at=request.served_from or max(a.starts_at for a in team),
        required=sum(s.required for s in seats),
        firm=sum(a.state in FIRM for a in team),
        uncovered=uncovered,
        causes=tuple(causes),
    )
