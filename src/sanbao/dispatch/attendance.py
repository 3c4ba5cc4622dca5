"""The day of the service: there, done, or not there."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.moves import advance
from sanbao.core import clock, inputs
from sanbao.core.db import check_version, unit_of_work
from sanbao.core.errors import Conflict
from sanbao.dispatch import policies
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import ASSIGNMENT, AssignmentAction
from sanbao.dispatch.team import locked_with_team, settle
from sanbao.requests.states import REQUEST, RequestAction, RequestState

CHECK_IN_AHEAD = timedelta(hours=2)
"""How long before the start a member may check in."""


async def check_in(actor: Actor, id: UUID, *, expected_version: int | None = None) -> Assignment:
    """I am there: by the member himself, from two hours before the start until the end.

    The first of a team begins the service. Raises Conflict outside those hours, and while the request is not
    confirmed (its team is not complete).
    """
    async with unit_of_work():
        assignment, team = await locked_with_team(id)
        await policies.require_own(actor, assignment)
        check_version(assignment, expected_version)
        ASSIGNMENT.transition(assignment.state, AssignmentAction.CHECK_IN)
        if not assignment.starts_at - CHECK_IN_AHEAD <= clock.now() < assignment.ends_at:
            raise Conflict("check-in-hours")
        if team.request.state not in (RequestState.CONFIRMED, RequestState.IN_SERVICE):
            raise Conflict("request-not-confirmed", number=team.request.number)
        await advance(ASSIGNMENT, assignment, AssignmentAction.CHECK_IN, actor)
        if team.request.state is RequestState.CONFIRMED:
            await advance(REQUEST, team.request, RequestAction.BEGIN, SYSTEM)
        return assignment


async def complete(
    actor: Actor, id: UUID, *, reason: str = "", expected_version: int | None = None
) -> Assignment:
    """The service is done: by the member, or by staff with a reason; not before the start.

    When nobody of the team is still there, and nobody may still come, the request is done.
    """
    reason = inputs.text("reason", reason, most=400, required=False)
    async with unit_of_work():
        assignment, team = await locked_with_team(id)
        await policies.require_word(actor, assignment, team.request, reason)
        check_version(assignment, expected_version)
        ASSIGNMENT.transition(assignment.state, AssignmentAction.COMPLETE)
        if clock.now() < assignment.starts_at:
            raise Conflict("service-not-begun")
        await advance(ASSIGNMENT, assignment, AssignmentAction.COMPLETE, actor, reason=reason, open_key=None)
        await settle(team)
        return assignment


async def mark_no_show(
    actor: Actor, id: UUID, *, reason: str, expected_version: int | None = None
) -> Assignment:
    """He did not come: by staff, with what they know of it, after the start."""
    reason = inputs.text("reason", reason, most=400)
    async with unit_of_work():
        assignment, team = await locked_with_team(id)
        await policies.require_manage(actor, assignment, team.request)
        check_version(assignment, expected_version)
        ASSIGNMENT.transition(assignment.state, AssignmentAction.MARK_NO_SHOW)
        if clock.now() < assignment.starts_at:
            raise Conflict("service-not-begun")
        await advance(
            ASSIGNMENT, assignment, AssignmentAction.MARK_NO_SHOW, actor, reason=reason, open_key=None
        )
        await settle(team)
        return assignment
