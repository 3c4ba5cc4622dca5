"""The way into a member's skills and times: one check, one lock, one count of the change."""

from __future__ import annotations

from uuid import UUID

from sanbao.access.actor import Actor
from sanbao.core.db import locked
from sanbao.members import policies
from sanbao.members.models import Member


async def kept(actor: Actor, member_id: UUID, *, expected_version: int | None = None) -> Member:
    """The member, locked and counted one version up, for a change of what he can or when he is free.

    Raises NotFound, PermissionDenied, StaleVersion.
    """
    await policies.require_keeper(actor, await policies.get_member(actor, member_id))
    member = await locked(Member, member_id, expected_version=expected_version)
    member.version += 1
    await member.save(update_fields=["version"])
    return member
