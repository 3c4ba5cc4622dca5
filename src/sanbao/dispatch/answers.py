"""A member's answer to an offer: yes, or no with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.moves import advance
from sanbao.core import clock, inputs
from sanbao.core.db import check_version, unit_of_work
from sanbao.core.errors import Conflict, OfferExpired, SeatTaken
from sanbao.dispatch import policies
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import ASSIGNMENT, AssignmentAction, AssignmentState, DeclineReason
from sanbao.dispatch.team import Team, locked_with_team, release, settle
from sanbao.members.models import Member
from sanbao.members.states import MemberState

_PROMISED = (AssignmentState.ACCEPTED, AssignmentState.CHECKED_IN)


@dataclass(frozen=True, slots=True)
class SeatVacated:
    """A member fell out of a seat. `uncovered` is how many required places of it have now neither a member nor
    an open offer: what back-filling has to find. `starts_at` is the start that was agreed."""

    request_id: UUID
    seat_id: UUID
    starts_at: datetime
    uncovered: int


def vacated(team: Team, assignment: Assignment) -> SeatVacated:
    """What an ended assignment leaves behind."""
    return SeatVacated(
        request_id=assignment.request_id,
        seat_id=assignment.seat_id,
        starts_at=assignment.starts_at,
        uncovered=team.uncovered(assignment.seat_id),
    )


async def accept(
    actor: Actor, id: UUID, *, reason: str = "", expected_version: int | None = None
) -> Assignment:
    """Say yes. The member himself, or staff recording his word with a reason.

    Raises SeatTaken when others were quicker, OfferExpired after the deadline or a withdrawal, Conflict when
    the member has promised another service at that time or is not active, InvalidTransition when he has
    answered already. When all required seats are filled the request is confirmed; open offers of a seat that
    is now full are withdrawn.
    """
    reason = inputs.text("reason", reason, most=400, required=False)
    async with unit_of_work():
        assignment, team = await locked_with_team(id)
        await policies.require_word(actor, assignment, team.request, reason)
        _check_offer_stands(assignment, team)
        check_version(assignment, expected_version)
        await _check_member(assignment)
        await advance(
            ASSIGNMENT, assignment, AssignmentAction.ACCEPT, actor, reason=reason, answered_at=clock.now()
        )
        if team.is_full(assignment.seat_id):
            surplus = team.offered(assignment.seat_id)
            await release(surplus, AssignmentAction.WITHDRAW, SYSTEM)
        await settle(team)
        return assignment


def _check_offer_stands(assignment: Assignment, team: Team) -> None:
    if assignment.state in (AssignmentState.OFFERED, AssignmentState.WITHDRAWN, AssignmentState.EXPIRED):
        if team.is_full(assignment.seat_id):
            raise SeatTaken
        if assignment.state is not AssignmentState.OFFERED or assignment.answer_by <= clock.now():
            raise OfferExpired
    ASSIGNMENT.transition(assignment.state, AssignmentAction.ACCEPT)


async def _check_member(assignment: Assignment) -> None:
    member = await Member.filter(id=assignment.member_id).select_for_update(no_key=True).get()
    if member.state is not MemberState.ACTIVE:
        raise Conflict("member-not-active", name=member.name)
    overlapping = (
        await Assignment.filter(
            member_id=member.id,
            state__in=_PROMISED,
            starts_at__lt=assignment.ends_at,
            ends_at__gt=assignment.starts_at,
        )
        .order_by("starts_at")
        .first()
    )
    if overlapping is not None:
        at = overlapping.starts_at.astimezone(clock.LOCAL)
        raise Conflict("services-overlap", at=f"{at:%m-%d %H:%M}")


async def decline(
    actor: Actor,
    id: UUID,
    reason: DeclineReason,
    note: str = "",
    *,
    expected_version: int | None = None,
) -> tuple[Assignment, SeatVacated]:
    """Say no, to an offer or after having said yes. The member himself, or staff recording his word in `note`.

    The seat is free at once; a confirmed request that now lacks somebody is open again, one that has nobody
    left goes back to the queue.
    """
    note = inputs.text("note", note, most=400, required=False)
    async with unit_of_work():
        assignment, team = await locked_with_team(id)
        await policies.require_word(actor, assignment, team.request, note or reason.value)
        check_version(assignment, expected_version)
        await advance(
            ASSIGNMENT,
            assignment,
            AssignmentAction.DECLINE,
            actor,
            reason=note,
            open_key=None,
            answered_at=clock.now(),
            decline_reason=reason,
            note=note,
        )
        await settle(team)
        return assignment, vacated(team, assignment)
