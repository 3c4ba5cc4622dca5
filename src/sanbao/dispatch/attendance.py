"""The day of the service: there, done, or not there."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.moves import advance
from sanbao.access.roles import Permission
from sanbao.core import clock, inputs, positions
from sanbao.core.db import check_version, unit_of_work
from sanbao.core.errors import (
    CheckInClosed,
    CheckInTooFar,
    Conflict,
    InvalidInput,
    PermissionDenied,
)
from sanbao.dispatch import policies, rules
from sanbao.dispatch.models import Assignment, ServiceRule
from sanbao.dispatch.states import ASSIGNMENT, AssignmentAction
from sanbao.dispatch.team import Team, locked_with_team, settle
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import REQUEST, RequestAction, RequestState

_RECORDED_WITHIN = timedelta(hours=24)
"""How far from the service's time staff may say that somebody came or went."""


async def check_in(
    actor: Actor,
    id: UUID,
    *,
    position: tuple[float, float] | None = None,
    expected_version: int | None = None,
) -> Assignment:
    """I am there: by the member himself, within the hours and the distance of the unit's rule.

    `position` is (longitude, latitude) in WGS-84 degrees; only its distance from the place is kept, and only where
    the rule asks. The first of a team begins the service. Raises CheckInClosed, CheckInTooFar, InvalidInput where a
    position is needed, and Conflict while the request is not confirmed (its team is not complete).
    """
    async with unit_of_work():
        assignment, team = await locked_with_team(id)
        await policies.require_own(actor, assignment)
        check_version(assignment, expected_version)
        ASSIGNMENT.transition(assignment.state, AssignmentAction.CHECK_IN)
        rule, now = await rules.rule_for(team.request.unit_id), clock.now()
        opens_at, closes_at = rules.check_in_hours(rule, assignment)
        if not opens_at <= now < closes_at:
            words = (f"{at.astimezone(clock.LOCAL):%m-%d %H:%M}" for at in (opens_at, closes_at))
            raise CheckInClosed(opens_at, closes_at, *words)
        metres = _metres_away(rule, team.request, position)
        if team.request.state not in (RequestState.CONFIRMED, RequestState.IN_SERVICE):
            raise Conflict("request-not-confirmed", number=team.request.number)
        await advance(
            ASSIGNMENT,
            assignment,
            AssignmentAction.CHECK_IN,
            actor,
            checked_in_at=now,
            check_in_metres=metres,
        )
        if team.request.state is RequestState.CONFIRMED:
            await advance(REQUEST, team.request, RequestAction.BEGIN, SYSTEM)
        return assignment


def _metres_away(
    rule: ServiceRule, request: ServiceRequest, position: tuple[float, float] | None
) -> int | None:
    """How far the member is from the place; None where the rule does not ask or nobody knows the place."""
    given = inputs.position("position", *(position or (None, None)))
    if rule.check_in_metres is None or not request.position:
        return None
    if given is None:
        raise InvalidInput("position", "check-in-position", most=rule.check_in_metres)
    metres = round(positions.metres_between(given, positions.read(request.position)))
    if metres > rule.check_in_metres:
        raise CheckInTooFar(metres, rule.check_in_metres)
    return metres


async def complete(
    actor: Actor, id: UUID, *, reason: str = "", expected_version: int | None = None
) -> Assignment:
    """The service is done, I am leaving: by the member, or by staff with a reason; not before the start.

    When nobody of the team is still there, and nobody may still come, the request is done.
    """
    reason = inputs.text("reason", reason, most=400, required=False)
    async with unit_of_work():
        assignment, team = await locked_with_team(id)
        await policies.require_word(actor, assignment, team.request, reason)
        check_version(assignment, expected_version)
        ASSIGNMENT.transition(assignment.state, AssignmentAction.COMPLETE)
        now = clock.now()
        if now < assignment.starts_at:
            raise Conflict("service-not-begun")
        await leave(team, assignment, actor, now, reason=reason)
        return assignment


async def leave(team: Team, assignment: Assignment, actor: Actor, at: datetime, *, reason: str) -> None:
    """Check a member out of a locked request, and bring the request to where that leaves it."""
    await advance(
        ASSIGNMENT,
        assignment,
        AssignmentAction.COMPLETE,
        actor,
        reason=reason,
        open_key=None,
        checked_out_at=at,
    )
    await settle(team)


async def record(
    actor: Actor,
    id: UUID,
    *,
    came_at: datetime,
    left_at: datetime | None,
    reason: str,
    expected_version: int | None = None,
) -> Assignment:
    """Enter or correct when a member came and went (`left_at` None: he is still there). By staff, with a reason, for
    anybody but themselves; also for who was marked as not come, and for a service that is closed.

    Raises InvalidInput for times that cannot be (in the future, in the wrong order, more than 24 hours away from the
    service), Conflict where the request is not confirmed or was planned anew since, PermissionDenied, NotFound.
    """
    reason = inputs.text("reason", reason, most=400)
    came_at = inputs.moment("came_at", came_at)
    left_at = inputs.moment("left_at", left_at) if left_at is not None else None
    async with unit_of_work():
        assignment, team = await locked_with_team(id)
        await policies.require_manage(actor, assignment, team.request)
        if policies.is_own(actor, assignment):
            raise PermissionDenied(Permission.ASSIGNMENT_MANAGE.value, "attendance-own")
        check_version(assignment, expected_version)
        action = AssignmentAction.RECORD_ARRIVAL if left_at is None else AssignmentAction.RECORD_SERVICE
        ASSIGNMENT.transition(assignment.state, action)
        _check_times(assignment, came_at, left_at)
        await _begin(team, assignment)
        await advance(
            ASSIGNMENT,
            assignment,
            action,
            actor,
            reason=reason,
            open_key=assignment.open_key if left_at is None else None,
            checked_in_at=came_at,
            checked_out_at=left_at,
        )
        if all(a.id != assignment.id for a in team.assignments):
            team.assignments.append(assignment)
        await settle(team)
        return assignment


def _check_times(assignment: Assignment, came_at: datetime, left_at: datetime | None) -> None:
    earliest, latest = assignment.starts_at - _RECORDED_WITHIN, assignment.ends_at + _RECORDED_WITHIN
    latest = min(latest, clock.now())
    for field, at in (("came_at", came_at), ("left_at", left_at)):
        if at is not None and not earliest <= at <= latest:
            raise InvalidInput(field, "attendance-time")
    if left_at is not None and left_at <= came_at:
        raise InvalidInput("left_at", "attendance-order")


async def _begin(team: Team, assignment: Assignment) -> None:
    """Somebody was there, so the request was in service: also one that had fallen back because nobody seemed to be."""
    request = team.request
    if request.served_from not in (None, assignment.starts_at):
        raise Conflict("attendance-planned-anew", number=request.number)
    if request.state is RequestState.OFFERED:
        raise Conflict("request-not-confirmed", number=request.number)
    if request.state not in (RequestState.IN_SERVICE, RequestState.DONE):
        await advance(REQUEST, request, RequestAction.BEGIN, SYSTEM, served_from=assignment.starts_at)


async def mark_no_show(
    actor: Actor, id: UUID, *, reason: str, expected_version: int | None = None
) -> Assignment:
    """He did not come: by staff, with what they know of it, after the start; also where he had said he was there.
    A request that is done stays done."""
    reason = inputs.text("reason", reason, most=400)
    async with unit_of_work():
        assignment, team = await locked_with_team(id)
        await policies.require_manage(actor, assignment, team.request)
        check_version(assignment, expected_version)
        ASSIGNMENT.transition(assignment.state, AssignmentAction.MARK_NO_SHOW)
        if clock.now() < assignment.starts_at:
            raise Conflict("service-not-begun")
        await advance(
            ASSIGNMENT,
            assignment,
            AssignmentAction.MARK_NO_SHOW,
            actor,
            reason=reason,
            open_key=None,
            checked_in_at=None,
            checked_out_at=None,
            check_in_metres=None,
        )
        await settle(team)
        return assignment
