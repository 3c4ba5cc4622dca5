"""Households, and the members who look after them: 1+10+N (党员联户)."""

from __future__ import annotations

from typing import Any, TypedDict
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import clock, inputs
from sanbao.core.db import locked, unit_of_work
from sanbao.core.errors import AlreadyExists, InvalidInput, NotFound
from sanbao.members import contacts, policies
from sanbao.members.models import Household, HouseholdLink, Member, Resident
from sanbao.members.residents import check_home
from sanbao.members.states import MemberState
from sanbao.organisations import scope
from sanbao.organisations import service as organisations
from sanbao.organisations.kinds import UnitKind


class HouseholdSaid(TypedDict, total=False):
    """What is said of a household; in a change, what is left out stays. `position` is (longitude, latitude)."""

    unit_id: UUID
    label: str
    address: str | None
    position: tuple[float, float] | None
    external_id: str | None


def columns(said: HouseholdSaid) -> dict[str, Any]:
    """The columns of what is said; raises InvalidInput. Looks at no row."""
    found: dict[str, Any] = {"unit_id": said["unit_id"]} if "unit_id" in said else {}
    if "label" in said:
        found["label"] = inputs.text("label", said["label"], most=120)
    if "external_id" in said:
        found["external_id"] = inputs.optional_text("external_id", said["external_id"], most=80)
    return found | contacts.place_columns(said)


async def create(actor: Actor, said: HouseholdSaid) -> Household:
    """Add a household; `unit_id` and `label` must be said. Needs `resident:manage` on the unit."""
    for name in ("unit_id", "label"):
        if name not in said:
            raise InvalidInput(name, "required")
    household = Household(**columns(said))
    await check_home(actor, household.unit_id)
    return await _saved(household)


async def change(
    actor: Actor, id: UUID, said: HouseholdSaid, *, expected_version: int | None = None
) -> Household:
    """Change what is said of a household. Needs `resident:manage` on its unit (and on a new one)."""
    found = columns(said)
    seen = await policies.get_household(actor, id)
    await scope.require(actor, Permission.RESIDENT_MANAGE, seen.unit_id)
    household = await locked(Household, id, expected_version=expected_version)
    if "unit_id" in said and said["unit_id"] != household.unit_id:
        await check_home(actor, said["unit_id"])
    household.update_from_dict({**found, "version": household.version + 1})
    return await _saved(household)


async def _saved(household: Household) -> Household:
    """Save; the external id is the only value that another row may hold already."""
    try:
        async with unit_of_work():
            await household.save()
    except IntegrityError:
        raise AlreadyExists("Household", household.external_id) from None
    return household


def linked_ids() -> Subquery:
    """The ids of the households that a member looks after now, for `id__in`."""
    return Subquery(HouseholdLink.filter(ended_at=None).values("household_id"))


def visible_links(actor: Actor) -> QuerySet[HouseholdLink]:
    """The links that an actor may know of: his own as a member, those of his household, and those to
    households of units where he holds `resident:read`."""
    if actor.holds_everything:
        return HouseholdLink.all()
    found = scope.units_in_scope(actor, Permission.RESIDENT_READ, "household__unit_id")
    found |= Q(member_id=actor.member_id)
    if actor.resident_id is not None:
        own = Resident.filter(id=actor.resident_id, household_id__not_isnull=True)
        found |= Q(household_id__in=Subquery(own.values("household_id")))
    return HouseholdLink.filter(found)


async def get_link(actor: Actor, id: UUID) -> HouseholdLink:
    """One link that the actor may know of; raises NotFound."""
    link = await visible_links(actor).get_or_none(id=id)
    if link is None:
        raise NotFound("HouseholdLink", id)
    return link


async def link(
    actor: Actor, household_id: UUID, member_id: UUID, *, centre_id: UUID | None, may_request: bool
) -> HouseholdLink:
    """Let an active member look after a household, from a centre household where one is named.

    Needs `member:manage` on the household's unit. A member holds a household once.
    """
    household = await policies.get_household(actor, household_id)
    await scope.require(actor, Permission.MEMBER_MANAGE, household.unit_id)
    await policies.get_member(actor, member_id)
    if centre_id is not None:
        centre = await organisations.get(actor, centre_id)
        if centre.kind is not UnitKind.CENTRE_HOUSEHOLD:
            raise InvalidInput("centre", "centre-kind", name=centre.name)
    member = await locked(Member, member_id)
    if member.state is not MemberState.ACTIVE:
        raise InvalidInput("member", "link-member-state", state=member.state.value)
    if await HouseholdLink.exists(member_id=member_id, household_id=household_id, ended_at=None):
        raise InvalidInput("household", "link-exists")
    return await HouseholdLink.create(
        centre_id=centre_id, member_id=member_id, household_id=household_id, may_request=may_request
    )


async def end_link(actor: Actor, id: UUID, *, expected_version: int | None = None) -> HouseholdLink:
    """End a link; it is kept. The member may end his own, else it needs `member:manage` on the household's
    unit."""
    seen = await get_link(actor, id)
    if actor.member_id != seen.member_id:
        household = await Household.get(id=seen.household_id)
        await scope.require(actor, Permission.MEMBER_MANAGE, household.unit_id)
    link = await locked(HouseholdLink, id, expected_version=expected_version)
    if link.ended_at is not None:
        raise InvalidInput("id", "link-ended")
    link.update_from_dict({"ended_at": clock.now(), "version": link.version + 1})
    await link.save()
    return link
