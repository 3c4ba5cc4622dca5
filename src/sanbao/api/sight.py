"""What an actor may see, answered for all rows of a page at once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sanbao.access.roles import Permission
from sanbao.api.context import Info
from sanbao.organisations import scope


async def holds(info: Info, permission: Permission, unit_id: UUID) -> bool:
    """Does the actor hold the permission on the unit? One statement for all rows that ask."""

    async def load(unit_ids: Sequence[UUID]) -> list[bool]:
        held = await scope.units_held(info.context.actor, permission, unit_ids)
        return [unit_id in held for unit_id in unit_ids]

    held: bool = await info.context.loaders.batched((holds, permission), load, unit_id)
    return held
