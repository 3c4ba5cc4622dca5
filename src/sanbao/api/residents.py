"""Residents in the API."""

from __future__ import annotations

from typing import Any

import strawberry
from strawberry import UNSET
from tortoise.expressions import Q

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.api import sight
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.households import Household
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.api.node import VersionedNode, node
from sanbao.api.query import query
from sanbao.api.said import said
from sanbao.api.units import Position, PositionInput, Unit
from sanbao.core import ids, inputs, paging, positions
from sanbao.members import models, policies, residents
from sanbao.members.residents import ResidentSaid
from sanbao.organisations import scope
from sanbao.organisations.models import Unit as UnitRow

_SEEN = "Null unless it is you, or you hold `{}` on the unit; the reading is logged."
_SENSITIVE = _SEEN.format("resident:read-sensitive")


async def _shown(info: Info, resident: models.Resident, field: str) -> Any:
    return await sight.sensitive(
        info,
        resident,
        field,
        own=info.context.actor.resident_id == resident.id,
        permission=policies.SENSITIVE_OF_RESIDENTS[field],
        unit_id=resident.unit_id,
    )


@node(
    models.Resident,
    policies.visible_residents,
    description="Somebody who asks for services or receives them. 居民。",
)
class Resident(VersionedNode):
    name: str = strawberry.field(description="Name, at most 80 characters.")
    external_id: str | None = strawberry.field(description="The resident's id in another system.")

    @strawberry.field(description="Where he lives. 所在单位。")
    async def unit(self, root: strawberry.Parent[models.Resident], info: Info) -> Unit:
        return await info.context.loaders.row(UnitRow, root.unit_id)

    @strawberry.field(description="His household; null where you may not know of it. 住户。")
    async def household(self, root: strawberry.Parent[models.Resident], info: Info) -> Household | None:
        return await sight.visible(info, policies.visible_households, root.household_id)

    @strawberry.field(description="Whether he has an account to sign in with.")
    def has_account(self, root: strawberry.Parent[models.Resident]) -> bool:
        return root.account_id is not None

    @strawberry.field(description=f"Telephone. {_SEEN.format('resident:read-telephone')} 电话。")
    async def telephone(self, root: strawberry.Parent[models.Resident], info: Info) -> str | None:
        return await _shown(info, root, "telephone")

    @strawberry.field(description=f"Home address. {_SENSITIVE} 住址。")
    async def address(self, root: strawberry.Parent[models.Resident], info: Info) -> str | None:
        return await _shown(info, root, "address")

    @strawberry.field(description=f"Where he lives. {_SENSITIVE} 位置。")
    async def position(self, root: strawberry.Parent[models.Resident], info: Info) -> Position | None:
        found = await _shown(info, root, "position")
        if found is None:
            return None
        longitude, latitude = positions.read(found)
        return Position(longitude=longitude, latitude=latitude)


@strawberry.input(description="Which residents. All conditions hold together. 居民筛选。")
class ResidentFilter:
    below: strawberry.ID | None = strawberry.field(
        default=None, description="Living in this unit or below it."
    )
    household: strawberry.ID | None = strawberry.field(default=None, description="Of this household.")
    name_contains: str | None = strawberry.field(default=None, description="Name contains this.")
    mine: bool = strawberry.field(
        default=False,
        description="Only those you may order for as yourself: you, your household, households that you look after.",
    )

    def condition(self, actor: Actor) -> Q:
        found = policies.orders_for(actor) if self.mine else Q()
        if self.below is not None:
            found &= Q(unit_id__in=scope.subtree([ids.row_id(self.below, "Unit", "filter.below")]))
        if self.household is not None:
            found &= Q(household_id=ids.row_id(self.household, "Household", "filter.household"))
        if self.name_contains:
            found &= Q(name__contains=inputs.text("filter.name_contains", self.name_contains, most=80))
        return found


@strawberry.type
class ResidentQueries:
    @query(
        needs="self",
        description="The residents you may know of: yourself and your household, those you look after as a "
        "member, and those of units where you hold `resident:read`. 居民列表。",
        paged=True,
    )
    async def residents(
        self, info: Info, page: paging.PageRequest, filter: ResidentFilter | None = None
    ) -> Connection[Resident]:
        condition = (filter or ResidentFilter()).condition(info.context.actor)
        return await paging.page(policies.visible_residents(info.context.actor).filter(condition), (), page)


@strawberry.input(description="What is said of a resident beside name and unit. 居民资料。")
class ResidentFactsInput:
    household: strawberry.ID | None = strawberry.field(
        default=UNSET, description="His household, within the same unit."
    )
    telephone: str | None = strawberry.field(default=UNSET, description="Telephone, 3 to 20 digits.")
    address: str | None = strawberry.field(default=UNSET, description="Home address, at most 200 characters.")
    position: PositionInput | None = strawberry.field(default=UNSET, description="Where he lives.")
    external_id: str | None = strawberry.field(
        default=UNSET, description="His id in another system, at most 80 characters, unique."
    )


@strawberry.input(description="A new resident. 登记居民。")
class ResidentRegisterInput(ResidentFactsInput, MutationInput):
    unit: strawberry.ID = strawberry.field(description="Where he lives.")
    name: str = strawberry.field(description="Name, at most 80 characters.")


@strawberry.input(
    description="A change of a resident; what is left out stays, null clears. He himself may change telephone, "
    "address and position. 修改居民。"
)
class ResidentChangeInput(ResidentFactsInput, VersionedInput):
    id: strawberry.ID = strawberry.field(description="The resident.")
    unit: strawberry.ID | None = strawberry.field(default=UNSET, description="Where he lives.")
    name: str | None = strawberry.field(default=UNSET, description="Name, at most 80 characters.")


@strawberry.input(description="Which account a resident signs in with. 关联账号。")
class ResidentLinkAccountInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The resident.")
    account: strawberry.ID | None = strawberry.field(
        description="The account, of nobody else; null parts them."
    )


@strawberry.type(description="The resident is registered.")
class ResidentRegisterSuccess:
    resident: Resident = strawberry.field(description="The new resident.")


@strawberry.type(description="The resident was changed.")
class ResidentChangeSuccess:
    resident: Resident = strawberry.field(description="The resident as he is now.")


@strawberry.type(description="The account was connected or parted.")
class ResidentLinkAccountSuccess:
    resident: Resident = strawberry.field(description="The resident as he is now.")


def _said(input: ResidentFactsInput) -> ResidentSaid:
    return said(input, ResidentSaid, unit_id="Unit", household_id="Household")


@strawberry.type
class ResidentMutations:
    @mutation(needs=Permission.RESIDENT_MANAGE, description="Register a resident. 登记居民。")
    async def resident_register(info: Info, input: ResidentRegisterInput) -> ResidentRegisterSuccess:
        return ResidentRegisterSuccess(resident=await residents.register(info.context.actor, _said(input)))

    @mutation(
        needs="self",
        description="Change what is said of a resident. Also with `resident:manage` on the unit. 修改居民。",
    )
    async def resident_change(info: Info, input: ResidentChangeInput) -> ResidentChangeSuccess:
        resident = await residents.change(
            info.context.actor,
            ids.row_id(input.id, "Resident"),
            _said(input),
            expected_version=input.expected_version,
        )
        return ResidentChangeSuccess(resident=resident)

    @mutation(
        needs=Permission.RESIDENT_MANAGE,
        description="Connect a resident with his account; your own takes `resident:read-sensitive` as well. "
        "关联居民账号。",
    )
    async def resident_link_account(
        info: Info, input: ResidentLinkAccountInput
    ) -> ResidentLinkAccountSuccess:
        resident = await residents.link_account(
            info.context.actor,
            ids.row_id(input.id, "Resident"),
            ids.row_id(input.account, "Account", "account") if input.account is not None else None,
            expected_version=input.expected_version,
        )
        return ResidentLinkAccountSuccess(resident=resident)
