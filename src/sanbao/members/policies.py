"""Who may see and keep what of members and residents."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core.errors import NotFound
from sanbao.members.models import Household, HouseholdLink, Member, Resident
from sanbao.members.states import MemberState
from sanbao.organisations import scope

SENSITIVE_OF_MEMBERS: Mapping[str, Permission] = {
    "kind": Permission.MEMBER_READ_SENSITIVE,
    "telephone": Permission.MEMBER_READ_TELEPHONE,
    "address": Permission.MEMBER_READ_SENSITIVE,
    "position": Permission.MEMBER_READ_SENSITIVE,
    "birth_date": Permission.MEMBER_READ_SENSITIVE,
    "certificate_number": Permission.MEMBER_READ_SENSITIVE,
    "reason": Permission.MEMBER_READ_SENSITIVE,
}
"""May this actor read that field of another member? If he holds this permission on the member's unit."""

SENSITIVE_OF_RESIDENTS: Mapping[str, Permission] = {
    "telephone": Permission.RESIDENT_READ_TELEPHONE,
    "address": Permission.RESIDENT_READ_SENSITIVE,
    "position": Permission.RESIDENT_READ_SENSITIVE,
}
"""The same for residents and households."""


def visible_members(actor: Actor) -> QuerySet[Member]:
    """Which members may this actor know of? Himself, and those of units where he holds `member:read`."""
    if actor.holds_everything:
        return Member.all()
    return Member.filter(scope.units_in_scope(actor, Permission.MEMBER_READ) | Q(id=actor.member_id))


async def get_member(actor: Actor, id: UUID) -> Member:
    """One member that the actor may know of; raises NotFound."""
    member = await visible_members(actor).get_or_none(id=id)
    if member is None:
        raise NotFound("Member", id)
    return member


async def require_keeper(actor: Actor, member: Member) -> None:
    """May this actor keep the member's state, skills and times? The member himself, or who holds
    `member:manage` on his unit; raises PermissionDenied."""
    if actor.member_id != member.id:
        await scope.require(actor, Permission.MEMBER_MANAGE, member.unit_id)


def _households_linked_to(member_id: UUID, **more: bool) -> Subquery:
    links = HouseholdLink.filter(member_id=member_id, ended_at=None, member__state=MemberState.ACTIVE, **more)
    return Subquery(links.values("household_id"))


def _own_households(actor: Actor) -> Subquery:
    return Subquery(
        Resident.filter(id=actor.resident_id, household_id__not_isnull=True).values("household_id")
    )


def visible_households(actor: Actor) -> QuerySet[Household]:
    """Which households may this actor know of? His own, those he looks after as an active member, and those
    of units where he holds `resident:read`."""
    if actor.holds_everything:
        return Household.all()
    found = scope.units_in_scope(actor, Permission.RESIDENT_READ)
    if actor.resident_id is not None:
        found |= Q(id__in=_own_households(actor))
    if actor.member_id is not None:
        found |= Q(id__in=_households_linked_to(actor.member_id))
    return Household.filter(found)


def visible_residents(actor: Actor) -> QuerySet[Resident]:
    """Which residents may this actor know of? Himself, his household, those he may order for as a linked
    member, and those of units where he holds `resident:read`."""
    if actor.holds_everything:
        return Resident.all()
    return Resident.filter(scope.units_in_scope(actor, Permission.RESIDENT_READ) | orders_for(actor))


def orders_for(actor: Actor) -> Q:
    """Which residents may this actor order for without holding any permission? Himself, his household, and those
    of households that he looks after as an active member with `may_request`."""
    found = Q(id__in=[])
    if actor.resident_id is not None:
        found |= Q(id=actor.resident_id) | Q(household_id__in=_own_households(actor))
    if actor.member_id is not None:
        found |= Q(household_id__in=_households_linked_to(actor.member_id, may_request=True))
    return found


async def orders_for_somebody(actor: Actor) -> bool:
    """Is there anybody for whom this actor may order without holding any permission?"""
    return await Resident.filter(orders_for(actor)).exists()


async def get_household(actor: Actor, id: UUID) -> Household:
    """One household that the actor may know of; raises NotFound."""
    household = await visible_households(actor).get_or_none(id=id)
    if household is None:
        raise NotFound("Household", id)
    return household


async def get_resident(actor: Actor, id: UUID) -> Resident:
    """One resident that the actor may know of; raises NotFound."""
    resident = await visible_residents(actor).get_or_none(id=id)
    if resident is None:
        raise NotFound("Resident", id)
    return resident


async def may_request_for(actor: Actor, resident: Resident) -> bool:
    """May this actor order a service for the resident? Oneself; somebody of the same household; an active
    member linked to the household with `may_request`; or who holds `request:submit-for-others` on the
    resident's unit."""
    if await Resident.filter(orders_for(actor), id=resident.id).exists():
        return True
    return await scope.holds(actor, Permission.REQUEST_SUBMIT_FOR_OTHERS, resident.unit_id)
