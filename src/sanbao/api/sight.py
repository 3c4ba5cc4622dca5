"""What an actor may see, answered for all rows of a page at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from tortoise.models import Model
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.api.context import Info
from sanbao.organisations import scope

Row = TypeVar("Row", bound=Model)


async def holds(info: Info, permission: Permission, unit_id: UUID) -> bool:
    """Does the actor hold the permission on the unit? One statement for all rows that ask."""

    async def load(unit_ids: Sequence[UUID]) -> list[bool]:
        held = await scope.units_held(info.context.actor, permission, unit_ids)
        return [unit_id in held for unit_id in unit_ids]

    held: bool = await info.context.loaders.batched((holds, permission), load, unit_id)
    return held


async def visible(info: Info, rows: Callable[[Actor], QuerySet[Row]], id: UUID | None) -> Row | None:
    """The row behind a foreign key, or None where the actor may not know of it; `rows` says which he may."""

    async def load(ids: Sequence[UUID]) -> list[Row | None]:
        found: dict[UUID, Row] = {
            row.pk: row for row in await rows(info.context.actor).filter(id__in=list(ids))
        }
        return [found.get(id) for id in ids]

    row: Row | None = None if id is None else await info.context.loaders.batched((visible, rows), load, id)
    return row


async def sensitive(
    info: Info, row: Model, field: str, *, own: bool, permission: Permission, unit_id: UUID
) -> Any:
    """The value of a sensitive field, or None for whom it is not meant; the reading is noted.

    It is meant for the owner, and for who holds the permission on the unit.
    """
    value = getattr(row, field)
    if value is None or not (own or await holds(info, permission, unit_id)):
        return None
    info.context.reads.note(type(row).__name__, row.pk, field)
    return value
