"""The steps of a member's life, by the table in `states`."""

from __future__ import annotations

from uuid import UUID

from tortoise.expressions import F

from sanbao.access import moves
from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import clock, inputs
from sanbao.core.db import locked
from sanbao.members import policies
from sanbao.members.models import HouseholdLink, Member
from sanbao.members.states import MEMBER, MemberAction
from sanbao.organisations import scope


async def step(
    actor: Actor, id: UUID, action: MemberAction, *, reason: str = "", expected_version: int | None = None
) -> Member:
    """Verify, pause, resume, let leave or rejoin. Who may stands in the table; a step without a permission
    is the member's own, and of whoever holds `member:manage` on his unit. Leaving ends his household links."""
    reason = inputs.text("reason", reason, most=400, required=False)
    await policies.get_member(actor, id)
    member = await locked(Member, id, expected_version=expected_version)
    permission = MEMBER.transition(member.state, action).permission
    if permission is not None:
        await scope.require(actor, Permission(permission), member.unit_id)
    else:
        await policies.require_keeper(actor, member)
    await moves.advance(MEMBER, member, action, actor, reason=reason)
    if action is MemberAction.LEAVE:
        await HouseholdLink.filter(member_id=id, ended_at=None).update(
            ended_at=clock.now(), version=F("version") + 1
        )
    return member
