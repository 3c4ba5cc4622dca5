"""Residents: those who ask for services and receive them."""

from __future__ import annotations

from typing import Any, TypedDict
from uuid import UUID

from tortoise.exceptions import IntegrityError

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import inputs
from sanbao.core.db import locked, unit_of_work
from sanbao.core.errors import AlreadyExists, InvalidInput
from sanbao.members import contacts, policies
from sanbao.members.models import Resident
from sanbao.members.registration import WORK_UNIT_KINDS, check_account
from sanbao.organisations import scope
from sanbao.organisations import service as organisations


class ResidentSaid(TypedDict, total=False):
    """What is said of a resident; in a change, what is left out stays. `position` is (longitude, latitude)."""

    unit_id: UUID
    household_id: UUID | None
    name: str
    telephone: str | None
    address: str | None
    position: tuple[float, float] | None
    external_id: str | None


OWN_FIELDS = frozenset({"telephone", "address", "position"})
"""What a resident changes of himself."""


def columns(said: ResidentSaid) -> dict[str, Any]:
    """The columns of what is said; raises InvalidInput. Looks at no row."""
    given: dict[str, Any] = {**said}
    found: dict[str, Any] = {name: given[name] for name in ("unit_id", "household_id") if name in given}
    if "name" in said:
        found["name"] = inputs.text("name", said["name"], most=80)
    if "telephone" in said:
        found |= contacts.telephone_columns(said["telephone"])
    if "external_id" in said:
        found["external_id"] = inputs.optional_text("external_id", said["external_id"], most=80)
    return found | contacts.place_columns(said)


async def register(actor: Actor, said: ResidentSaid) -> Resident:
    """Add a resident; `unit_id` and `name` must be said. Needs `resident:manage` on the unit."""
    for name in ("unit_id", "name"):
        if name not in said:
            raise InvalidInput(name, "required")
    resident = Resident(**columns(said))
    await check_home(actor, resident.unit_id)
    await _check_household(actor, resident)
    return await _saved(resident)


async def change(
    actor: Actor, id: UUID, said: ResidentSaid, *, expected_version: int | None = None
) -> Resident:
    """Change what is said of a resident. Needs `resident:manage` on the unit (and on a new one); the resident
    himself changes what is in `OWN_FIELDS`."""
    found = columns(said)
    seen = await policies.get_resident(actor, id)
    if not (actor.resident_id == id and said.keys() <= OWN_FIELDS):
        await scope.require(actor, Permission.RESIDENT_MANAGE, seen.unit_id)
    resident = await locked(Resident, id, expected_version=expected_version)
    moved = "unit_id" in said and said["unit_id"] != resident.unit_id
    resident.update_from_dict({**found, "version": resident.version + 1})
    if moved:
        await check_home(actor, resident.unit_id)
    if moved or "household_id" in said:
        await _check_household(actor, resident)
    return await _saved(resident)


async def check_home(actor: Actor, unit_id: UUID) -> None:
    """Raise unless the unit is an active place to live and the actor holds `resident:manage` on it."""
    unit = await organisations.get(actor, unit_id)
    await scope.require(actor, Permission.RESIDENT_MANAGE, unit_id)
    if not unit.active:
        raise InvalidInput("unit", "unit-not-active", name=unit.name)
    if unit.kind in WORK_UNIT_KINDS:
        raise InvalidInput("unit", "member-unit-kind", kind=unit.kind.value)


async def _check_household(actor: Actor, resident: Resident) -> None:
    if resident.household_id is not None:
        household = await policies.get_household(actor, resident.household_id)
        if not (
            await scope.is_below(household.unit_id, resident.unit_id)
            or await scope.is_below(resident.unit_id, household.unit_id)
        ):
            raise InvalidInput("household", "household-elsewhere")


async def _saved(resident: Resident) -> Resident:
    """Save; the external id is the only value that another row may hold already."""
    try:
        async with unit_of_work():
            await resident.save()
    except IntegrityError:
        raise AlreadyExists("Resident", resident.external_id) from None
    return resident


async def link_account(
    actor: Actor, id: UUID, account_id: UUID | None, *, expected_version: int | None = None
) -> Resident:
    """Say which account the resident signs in with; None parts them. Needs `resident:manage` on the unit; for
    one's own account also `resident:read-sensitive`, since a resident reads all of himself."""
    seen = await policies.get_resident(actor, id)
    await scope.require(actor, Permission.RESIDENT_MANAGE, seen.unit_id)
    if account_id is not None and account_id == actor.account_id:
        await scope.require(actor, Permission.RESIDENT_READ_SENSITIVE, seen.unit_id)
    await check_account(account_id, Resident, id)
    resident = await locked(Resident, id, expected_version=expected_version)
    resident.update_from_dict({"account_id": account_id, "version": resident.version + 1})
    await resident.save()
    return resident
