"""Making, changing, moving and retiring units, and putting them back into use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.expressions import F, Q
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import inputs
from sanbao.core.db import hold_table, insert_many, locked, unit_of_work
from sanbao.core.errors import AlreadyExists, InvalidInput, NameTaken, NotFound, PermissionDenied
from sanbao.organisations import scope
from sanbao.organisations.kinds import CHILD_KINDS, MAY_BE_ROOT, PARENT_KINDS, UnitKind, in_order
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
    """Raise InvalidInput, with the kinds that would be right, where the table of kinds does not allow the
    parent."""
    right = in_order(PARENT_KINDS[kind])
    if parent_kind is None:
        if kind not in MAY_BE_ROOT:
            raise InvalidInput("parent", "unit-needs-parent", kind=kind, parent_kinds=right)
    elif parent_kind not in right:
        below = in_order(CHILD_KINDS[parent_kind])
        raise InvalidInput(
            "parent",
            "unit-parent-kind",
            kind=kind,
            parent_kind=parent_kind,
            parent_kinds=right,
            child_kinds=below,
        )


async def create(actor: Actor, kind: UnitKind, parent_id: UUID | None, draft: UnitDraft) -> Unit:
    """Add a unit. Needs `unit:manage` on the parent, which is in use; a root unit needs an administrator of
    all. Raises NameTaken where a unit in use beside it has the name."""
    columns = draft.cleaned()
    if parent_id is not None:
        await get(actor, parent_id)
        await scope.require(actor, Permission.UNIT_MANAGE, parent_id)
    elif not actor.holds_everything:
        actor.require_signed_in()
        raise PermissionDenied(Permission.UNIT_MANAGE.value)
    async with unit_of_work():
        await hold_tree()
        parent = await Unit.get(id=parent_id) if parent_id else None
        _check_parent(kind, parent)
        await _check_name(parent_id, columns["name"])
        unit = await _saved(Unit(kind=kind, parent_id=parent_id, **columns))
        above = await UnitAncestry.filter(unit_id=parent_id) if parent_id else []
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
    """Change what is said of a unit. Needs `unit:manage` on it. Raises NameTaken for a new name that a unit in
    use beside it has."""
    columns = draft.cleaned()
    await get(actor, id)
    await scope.require(actor, Permission.UNIT_MANAGE, id)
    async with unit_of_work():
        await hold_tree()
        unit = await locked(Unit, id, expected_version=expected_version)
        if unit.active and unit.name != columns["name"]:
            await _check_name(unit.parent_id, columns["name"])
        unit.update_from_dict({**columns, "version": unit.version + 1})
        return await _saved(unit)


async def move(actor: Actor, id: UUID, parent_id: UUID, *, expected_version: int | None = None) -> Unit:
    """Hang a unit, with all below it, under another parent in use. Needs `unit:manage` on the unit, on the
    parent that loses it and on the one that gets it. Raises NameTaken where a unit in use there has its name."""
    await get(actor, parent_id)
    await get(actor, id)
    await scope.require(actor, Permission.UNIT_MANAGE, id)
    await scope.require(actor, Permission.UNIT_MANAGE, parent_id)
    async with unit_of_work():
        await hold_tree()
        unit = await locked(Unit, id, expected_version=expected_version)
        if unit.parent_id is not None:
            await scope.require(actor, Permission.UNIT_MANAGE, unit.parent_id)
        _check_parent(unit.kind, await Unit.get(id=parent_id))
        if await scope.is_below(parent_id, id):
            raise InvalidInput("parent", "unit-cycle")
        if unit.active and unit.parent_id != parent_id:
            await _check_name(parent_id, unit.name)
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
    async with unit_of_work():
        await hold_tree()
        unit = await locked(Unit, id, expected_version=expected_version)
        count = await Unit.filter(parent_id=id, active=True).count()
        if count:
            raise InvalidInput("id", "unit-in-use", count=count)
        unit.update_from_dict({"active": False, "version": unit.version + 1})
        await unit.save()
    return unit


async def restore(actor: Actor, id: UUID, *, expected_version: int | None = None) -> Unit:
    """Put a retired unit back into use where it stands; nothing changes for one in use. Needs `unit:manage` on it.

    Raises InvalidInput while the unit above is retired, NameTaken where a unit in use beside it has its name.
    """
    await get(actor, id)
    await scope.require(actor, Permission.UNIT_MANAGE, id)
    async with unit_of_work():
        await hold_tree()
        unit = await locked(Unit, id, expected_version=expected_version)
        if unit.active:
            return unit
        parent = await Unit.get(id=unit.parent_id) if unit.parent_id else None
        if parent is not None and not parent.active:
            raise InvalidInput("id", "unit-parent-retired", name=parent.name)
        await _check_name(unit.parent_id, unit.name)
        unit.update_from_dict({"active": True, "version": unit.version + 1})
        await unit.save()
    return unit


async def hold_tree() -> None:
    """Until the unit of work ends nobody else changes who stands below whom: a step reads and writes the lines
    of many units, and two steps at once could hang two units below each other. Take it before reading."""
    await hold_table(UnitAncestry)


def _check_parent(kind: UnitKind, parent: Unit | None) -> None:
    check_parent_kind(kind, parent.kind if parent else None)
    if parent is not None and not parent.active:
        raise InvalidInput("parent", "unit-not-active", name=parent.name)


async def _check_name(parent_id: UUID | None, name: str) -> None:
    existing = await Unit.filter(parent_id=parent_id, name=name, active=True).first()
    if existing is not None:
        raise NameTaken("Unit", existing)


async def _saved(unit: Unit) -> Unit:
    """Save; the code is the only value that another unit may have already."""
    try:
        async with unit_of_work():
            await unit.save()
    except IntegrityError:
        raise AlreadyExists("Unit", unit.code) from None
    return unit
