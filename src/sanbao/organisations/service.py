"""Making, changing, moving and retiring units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import F, Q
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import inputs
from sanbao.core.db import insert_many, locked
from sanbao.core.errors import AlreadyExists, InvalidInput, NotFound, PermissionDenied
from sanbao.organisations import scope
from sanbao.organisations.kinds import MAY_BE_ROOT, PARENT_KINDS, UnitKind
from sanbao.organisations.models import Unit, UnitAncestry


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDraft:
    """What is said of a unit when it is made or changed."""

    name: str
    code: str | None = None
    longitude: float | None = None
    latitude: float | None = None
    position_is_estimated: bool = False

    def cleaned(self) -> dict[str, Any]:
        """The columns; raises InvalidInput."""
        place = inputs.position("longitude", self.longitude, self.latitude)
        return {
            "name": inputs.text("name", self.name, most=120),
            "code": inputs.optional_text("code", self.code, most=40),
            "longitude": place[0] if place else None,
            "latitude": place[1] if place else None,
            "position_is_estimated": self.position_is_estimated,
        }


def visible(actor: Actor) -> QuerySet[Unit]:
    """The units that an actor may see: the tree is public within the installation, strangers see none."""
    return Unit.all() if actor.is_signed_in or actor.is_system else Unit.filter(id__in=[])


async def get(actor: Actor, id: UUID) -> Unit:
    """One unit; raises NotFound."""
    unit = await visible(actor).get_or_none(id=id)
    if unit is None:
        raise NotFound("Unit", id)
    return unit


def check_parent_kind(kind: UnitKind, parent_kind: UnitKind | None) -> None:
    """Raise InvalidInput where the table of kinds does not allow the parent."""
    if parent_kind is None:
        if kind not in MAY_BE_ROOT:
            raise InvalidInput("parent", "unit-needs-parent", kind=kind.value)
    elif parent_kind not in PARENT_KINDS[kind]:
        raise InvalidInput("parent", "unit-parent-kind", kind=kind.value, parent_kind=parent_kind.value)


async def create(actor: Actor, kind: UnitKind, parent_id: UUID | None, draft: UnitDraft) -> Unit:
    """Add a unit. Needs `unit:manage` on the parent; a root unit needs an administrator of all."""
    columns = draft.cleaned()
    parent = await get(actor, parent_id) if parent_id else None
    if parent is not None:
        await scope.require(actor, Permission.UNIT_MANAGE, parent.id)
    elif not actor.holds_everything:
        actor.require_signed_in()
        raise PermissionDenied(Permission.UNIT_MANAGE.value)
    check_parent_kind(kind, parent.kind if parent else None)
    if columns["code"] is not None and await Unit.exists(code=columns["code"]):
        raise AlreadyExists("Unit", columns["code"])
    unit = await Unit.create(kind=kind, parent=parent, **columns)
    above = await UnitAncestry.filter(unit_id=parent.id) if parent else []
    await insert_many(
        UnitAncestry,
        [
            UnitAncestry(unit_id=unit.id, ancestor_id=unit.id, distance=0),
            *(
                UnitAncestry(unit_id=unit.id, ancestor_id=line.ancestor_id, distance=line.distance + 1)
                for line in above
            ),
        ],
    )
    return unit


async def change(actor: Actor, id: UUID, draft: UnitDraft, *, expected_version: int | None = None) -> Unit:
    """Change what is said of a unit. Needs `unit:manage` on it."""
    columns = draft.cleaned()
    await get(actor, id)
    await scope.require(actor, Permission.UNIT_MANAGE, id)
    unit = await locked(Unit, id, expected_version=expected_version)
    if columns["code"] is not None and await Unit.filter(~Q(id=id), code=columns["code"]).exists():
        raise AlreadyExists("Unit", columns["code"])
    unit.update_from_dict({**columns, "version": unit.version + 1})
    await unit.save()
    return unit


async def move(actor: Actor, id: UUID, parent_id: UUID, *, expected_version: int | None = None) -> Unit:
    """Hang a unit, with all below it, under another parent. Needs `unit:manage` on both."""
    parent = await get(actor, parent_id)
    await get(actor, id)
    await scope.require(actor, Permission.UNIT_MANAGE, id)
    await scope.require(actor, Permission.UNIT_MANAGE, parent_id)
    unit = await locked(Unit, id, expected_version=expected_version)
    check_parent_kind(unit.kind, parent.kind)
    if await scope.is_below(parent_id, id):
        raise InvalidInput("parent", "unit-cycle")
    below = await UnitAncestry.filter(ancestor_id=id).values_list("unit_id", "distance")
    inside = [unit_id for unit_id, _ in below]
    await UnitAncestry.filter(unit_id__in=inside).filter(~Q(ancestor_id__in=inside)).delete()
    above = await UnitAncestry.filter(unit_id=parent_id).values_list("ancestor_id", "distance")
    await insert_many(
        UnitAncestry,
        [
            UnitAncestry(unit_id=unit_id, ancestor_id=ancestor_id, distance=down + up + 1)
            for unit_id, down in below
            for ancestor_id, up in above
        ],
    )
    await Unit.filter(id=id).update(parent_id=parent_id, version=F("version") + 1)
    return await Unit.get(id=id)


async def retire(actor: Actor, id: UUID, *, expected_version: int | None = None) -> Unit:
    """Take a unit out of use; what it has is kept. Refused while active units stand below it."""
    await get(actor, id)
    await scope.require(actor, Permission.UNIT_MANAGE, id)
    unit = await locked(Unit, id, expected_version=expected_version)
    count = await Unit.filter(parent_id=id, active=True).count()
    if count:
        raise InvalidInput("id", "unit-in-use", count=count)
    unit.update_from_dict({"active": False, "version": unit.version + 1})
    await unit.save()
    return unit
