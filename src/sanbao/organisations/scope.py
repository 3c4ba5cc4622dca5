"""Which units an actor may deal with. Every read begins here, every deed is checked here.

Who may not see a row gets NotFound; PermissionDenied only where the row may be seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core.errors import NotFound, PermissionDenied
from sanbao.organisations.models import UnitAncestry


def subtree(unit_ids: Iterable[UUID]) -> Subquery:
    """The ids of the units and of all below them, for `unit_id__in`."""
    return Subquery(UnitAncestry.filter(ancestor_id__in=list(unit_ids)).values("unit_id"))


def units_in_scope(actor: Actor, permission: Permission, field: str = "unit_id") -> Q:
    """A filter: rows whose unit lies where the actor holds the permission."""
    if actor.holds_everything:
        return Q()
    tops = actor.units_with(permission)
    condition: dict[str, Any] = {f"{field}__in": subtree(tops) if tops else []}
    return Q(**condition)


def units_in_scope_or_above(actor: Actor, permission: Permission) -> Q:
    """Like `units_in_scope`, with rows of the units above: what is set there holds below."""
    found = units_in_scope(actor, permission)
    tops = actor.units_with(permission)
    if tops and not actor.holds_everything:
        above = UnitAncestry.filter(unit_id__in=list(tops)).values("ancestor_id")
        found |= Q(unit_id__in=Subquery(above))
    return found


async def holds(actor: Actor, permission: Permission, unit_id: UUID) -> bool:
    """Does the actor hold the permission on this unit, through a role on it or above it?"""
    if actor.holds_everything:
        return True
    tops = actor.units_with(permission)
    return bool(tops) and await UnitAncestry.filter(unit_id=unit_id, ancestor_id__in=list(tops)).exists()


async def units_held(actor: Actor, permission: Permission, unit_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the units on which the actor holds the permission, in one statement."""
    unit_ids = frozenset(unit_ids)
    tops = actor.units_with(permission)
    if actor.holds_everything or not tops:
        return unit_ids if actor.holds_everything else frozenset()
    lines = UnitAncestry.filter(unit_id__in=list(unit_ids), ancestor_id__in=list(tops))
    return frozenset(await lines.values_list("unit_id", flat=True))  # type: ignore[arg-type]


async def require(actor: Actor, permission: Permission, unit_id: UUID) -> None:
    """Raise PermissionDenied (NotSignedIn for a stranger) unless the actor holds the permission on the unit."""
    if not await holds(actor, permission, unit_id):
        if not actor.is_system:
            actor.require_signed_in()
        raise PermissionDenied(permission.value)


async def require_visible(actor: Actor, permission: Permission, unit_id: UUID, noun: str, id: UUID) -> None:
    """Raise NotFound for a row of a unit where the actor may not even read."""
    if not await holds(actor, permission, unit_id):
        if not actor.is_system:
            actor.require_signed_in()
        raise NotFound(noun, id)


async def is_below(unit_id: UUID, ancestor_id: UUID) -> bool:
    """Is the unit the other one, or below it?"""
    return await UnitAncestry.filter(unit_id=unit_id, ancestor_id=ancestor_id).exists()
