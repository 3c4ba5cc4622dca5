"""Taking offers back: one, or all of a request that is cancelled."""

from __future__ import annotations

from uuid import UUID

from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.moves import advance
from sanbao.access.roles import Permission
from sanbao.core import inputs
from sanbao.core.db import check_version, unit_of_work
from sanbao.dispatch import policies
from sanbao.dispatch.answers import SeatVacated, vacated
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import ASSIGNMENT, AssignmentAction, AssignmentState
from sanbao.dispatch.team import Team, locked_team, locked_with_team, release, settle
from sanbao.requests import policies as request_policies
from sanbao.requests.life import step
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestAction


async def withdraw(
    actor: Actor, id: UUID, *, reason: str, expected_version: int | None = None
) -> tuple[Assignment, SeatVacated]:
    """Take back an offer, or release a member from his promise. By staff, with a reason."""
    reason = inputs.text("reason", reason, most=400)
    async with unit_of_work():
        assignment, team = await locked_with_team(id)
        await policies.require_manage(actor, assignment, team.request)
        check_version(assignment, expected_version)
        await advance(ASSIGNMENT, assignment, AssignmentAction.WITHDRAW, actor, reason=reason, open_key=None)
        await settle(team)
        return assignment, vacated(team, assignment)


async def cancel_request(
    actor: Actor, id: UUID, *, reason: str, expected_version: int | None = None
) -> ServiceRequest:
    """Call a request off, and with it every open offer and promise. By its people, or by staff
    (`request:manage`)."""
    reason = inputs.text("reason", reason, most=400)
    async with unit_of_work():
        request = await policies.get_request(actor, id)
        await request_policies.require_side_or(actor, Permission.REQUEST_MANAGE, request)
        team = await locked_team(id)
        check_version(team.request, expected_version)
        await step(team.request, RequestAction.CANCEL, actor, said=reason, shown=reason)
        await release_all(team)
        return team.request


async def release_all(team: Team) -> None:
    """Withdraw every offer and promise of a request that will not be served."""
    held = (AssignmentState.OFFERED, AssignmentState.ACCEPTED)
    open_ = [a for a in team.assignments if a.state in held]
    await release(open_, AssignmentAction.WITHDRAW, SYSTEM)
