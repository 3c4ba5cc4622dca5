"""Households and their links, 1+10+N, in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import strawberry
from strawberry import UNSET
from tortoise.expressions import Q

from sanbao.access.roles import Permission
from sanbao.api import sight
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.members import Member
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.api.node import VersionedNode, node
from sanbao.api.query import query
from sanbao.api.said import said
from sanbao.api.units import Position, PositionInput, Unit
from sanbao.core import ids, inputs, paging, positions
from sanbao.members import households, models, policies
from sanbao.members.households import HouseholdSaid
from sanbao.organisations import scope
from sanbao.organisations.models import Unit as UnitRow

_SENSITIVE = (
    "Null unless it is your home, or you hold `resident:read-sensitive` on the unit; the reading is logged."
)


async def _shown(info: Info, household: models.Household, field: str) -> Any:
    own_id = info.context.actor.resident_id
    own = await info.context.loaders.optional_row(models.Resident, own_id)
    return await sight.sensitive(
        info,
        household,
        field,
        own=own is not None and own.household_id == household.id,
        permission=policies.SENSITIVE_OF_RESIDENTS[field],
        unit_id=household.unit_id,
    )


@node(
    models.HouseholdLink,
    households.visible_links,
    description="A member of a centre household who looks after a household. 党员联户(1+10+N)。",
)
class HouseholdLink(VersionedNode):
    may_request: bool = strawberry.field(description="Whether the member may order for the household.")
    ended_at: datetime | None = strawberry.field(description="When it ended, UTC; null while it stands.")

    @strawberry.field(description="The centre household from which the member acts. 党员中心户。")
    async def centre(self, root: strawberry.Parent[models.HouseholdLink], info: Info) -> Unit | None:
        return await info.context.loaders.optional_row(UnitRow, root.centre_id)

    @strawberry.field(description="The member; null where you may know only the name.")
    async def member(self, root: strawberry.Parent[models.HouseholdLink], info: Info) -> Member | None:
        return await sight.visible(info, policies.visible_members, root.member_id)

    @strawberry.field(description="The member's name.")
    async def member_name(self, root: strawberry.Parent[models.HouseholdLink], info: Info) -> str:
        return (await info.context.loaders.row(models.Member, root.member_id)).name

    @strawberry.field(description="The household; null where you may not know of it (a link that ended).")
    async def household(self, root: strawberry.Parent[models.HouseholdLink], info: Info) -> Household | None:
        return await sight.visible(info, policies.visible_households, root.household_id)


@node(models.Household, policies.visible_households, description="A home in a unit. 住户。")
class Household(VersionedNode):
    label: str = strawberry.field(description="How the grid worker knows it, without a street address.")
    external_id: str | None = strawberry.field(description="Its id in another system.")

    @strawberry.field(description="Where it is. 所在单位。")
    async def unit(self, root: strawberry.Parent[models.Household], info: Info) -> Unit:
        return await info.context.loaders.row(UnitRow, root.unit_id)

    @strawberry.field(description=f"Address. {_SENSITIVE} 住址。")
    async def address(self, root: strawberry.Parent[models.Household], info: Info) -> str | None:
        return await _shown(info, root, "address")

    @strawberry.field(description=f"Position. {_SENSITIVE} 位置。")
    async def position(self, root: strawberry.Parent[models.Household], info: Info) -> Position | None:
        found = await _shown(info, root, "position")
        if found is None:
            return None
        longitude, latitude = positions.read(found)
        return Position(longitude=longitude, latitude=latitude)

    @strawberry.field(description="Who looks after it, oldest link first; ended links too. 联户成员。")
    async def links(self, root: strawberry.Parent[models.Household], info: Info) -> list[HouseholdLink]:
        rows = await info.context.loaders.children(models.HouseholdLink, "household_id", root.id)
        seen = [await sight.visible(info, households.visible_links, row.id) for row in rows]
        return [row for row in seen if row is not None]


@strawberry.input(description="Which households. All conditions hold together. 住户筛选。")
class HouseholdFilter:
    below: strawberry.ID | None = strawberry.field(default=None, description="In this unit or below it.")
    label_contains: str | None = strawberry.field(default=None, description="Label contains this.")
    linked: bool | None = strawberry.field(
        default=None, description="Whether a member looks after it now; null for both."
    )

    def condition(self) -> Q:
        found = Q()
        if self.below is not None:
            found &= Q(unit_id__in=scope.subtree([ids.row_id(self.below, "Unit", "filter.below")]))
        if self.label_contains:
            found &= Q(label__contains=inputs.text("filter.label_contains", self.label_contains, most=120))
        if self.linked is not None:
            linked = Q(id__in=households.linked_ids())
            found &= linked if self.linked else ~linked
        return found


@strawberry.type
class HouseholdQueries:
    @query(
        needs="self",
        description="The households you may know of: your own, those you look after, and those of units where "
        "you hold `resident:read`. 住户列表。",
        paged=True,
    )
    async def households(
        self, info: Info, page: paging.PageRequest, filter: HouseholdFilter | None = None
    ) -> Connection[Household]:
        condition = (filter or HouseholdFilter()).condition()
        return await paging.page(policies.visible_households(info.context.actor).filter(condition), (), page)


@strawberry.input(description="What is said of a household beside label and unit. 住户资料。")
class HouseholdFactsInput:
    address: str | None = strawberry.field(default=UNSET, description="Address, at most 200 characters.")
    position: PositionInput | None = strawberry.field(default=UNSET, description="Where it is.")
    external_id: str | None = strawberry.field(
        default=UNSET, description="Its id in another system, at most 80 characters, unique."
    )


@strawberry.input(description="A new household. 登记住户。")
class HouseholdCreateInput(HouseholdFactsInput, MutationInput):
    unit: strawberry.ID = strawberry.field(description="Where it is.")
    label: str = strawberry.field(description="How it is known, at most 120 characters, no street address.")


@strawberry.input(description="A change of a household; what is left out stays, null clears. 修改住户。")
class HouseholdChangeInput(HouseholdFactsInput, VersionedInput):
    id: strawberry.ID = strawberry.field(description="The household.")
    unit: strawberry.ID | None = strawberry.field(default=UNSET, description="Where it is.")
    label: str | None = strawberry.field(default=UNSET, description="How it is known.")


@strawberry.input(description="A member who shall look after a household. 建立联户。")
class HouseholdLinkCreateInput(MutationInput):
    household: strawberry.ID = strawberry.field(description="The household.")
    member: strawberry.ID = strawberry.field(description="The member, ACTIVE.")
    centre: strawberry.ID | None = strawberry.field(
        default=None, description="The centre household from which he acts: a unit of kind CENTRE_HOUSEHOLD."
    )
    may_request: bool = strawberry.field(default=True, description="Whether he may order for the household.")


@strawberry.input(description="A link to end. 结束联户。")
class HouseholdLinkEndInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The link.")


@strawberry.type(description="The household is registered.")
class HouseholdCreateSuccess:
    household: Household = strawberry.field(description="The new household.")


@strawberry.type(description="The household was changed.")
class HouseholdChangeSuccess:
    household: Household = strawberry.field(description="The household as it is now.")


@strawberry.type(description="The member looks after the household.")
class HouseholdLinkCreateSuccess:
    household_link: HouseholdLink = strawberry.field(description="The new link.")


@strawberry.type(description="The link has ended.")
class HouseholdLinkEndSuccess:
    household_link: HouseholdLink = strawberry.field(description="The link as it is now.")


@strawberry.type
class HouseholdMutations:
    @mutation(needs=Permission.RESIDENT_MANAGE, description="Register a household. 登记住户。")
    async def household_create(info: Info, input: HouseholdCreateInput) -> HouseholdCreateSuccess:
        facts = said(input, HouseholdSaid, unit_id="Unit")
        return HouseholdCreateSuccess(household=await households.create(info.context.actor, facts))

    @mutation(needs=Permission.RESIDENT_MANAGE, description="Change what is said of a household. 修改住户。")
    async def household_change(info: Info, input: HouseholdChangeInput) -> HouseholdChangeSuccess:
        household = await households.change(
            info.context.actor,
            ids.row_id(input.id, "Household"),
            said(input, HouseholdSaid, unit_id="Unit"),
            expected_version=input.expected_version,
        )
        return HouseholdChangeSuccess(household=household)

    @mutation(needs=Permission.MEMBER_MANAGE, description="Let a member look after a household. 建立联户。")
    async def household_link_create(
        info: Info, input: HouseholdLinkCreateInput
    ) -> HouseholdLinkCreateSuccess:
        link = await households.link(
            info.context.actor,
            ids.row_id(input.household, "Household", "household"),
            ids.row_id(input.member, "Member", "member"),
            centre_id=ids.row_id(input.centre, "Unit", "centre") if input.centre is not None else None,
            may_request=input.may_request,
        )
        return HouseholdLinkCreateSuccess(household_link=link)

    @mutation(
        needs="self",
        description="End a link; it is kept. Also with `member:manage` on the household's unit. 结束联户。",
    )
    async def household_link_end(info: Info, input: HouseholdLinkEndInput) -> HouseholdLinkEndSuccess:
        link = await households.end_link(
            info.context.actor,
            ids.row_id(input.id, "HouseholdLink"),
            expected_version=input.expected_version,
        )
        return HouseholdLinkEndSuccess(household_link=link)
