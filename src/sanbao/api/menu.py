"""The service menu in the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import strawberry
from tortoise.expressions import Q

from sanbao.access.roles import Permission
from sanbao.api import pictures, skills, units
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.api.node import VersionedNode, node
from sanbao.api.query import query
from sanbao.api.vocabulary import ServiceCategory, Tag
from sanbao.core import ids, inputs, paging
from sanbao.members import kinds
from sanbao.members.models import Skill
from sanbao.menu import models, service
from sanbao.menu.drafts import MenuItemDraft, SeatDraft
from sanbao.organisations.models import Unit

Risk = strawberry.enum(
    models.Risk,
    name="Risk",
    description="How dangerous a service is: LOW 低, MEDIUM 中, HIGH 高 (every seat demands an insured adult). "
    "风险等级。",
)
SeatRole = strawberry.enum(
    models.SeatRole,
    name="SeatRole",
    description="The part a seat plays in the four-party linkage (四社联动): COORDINATOR 统筹, LEAD 牵头, "
    "SUPPORT 协助, VOLUNTEER 志愿参与. 岗位角色。",
)


@strawberry.type(
    description="Places of one kind in the team of a service: all need the same skill and tags. 岗位。"
)
class Seat:
    position: int = strawberry.field(description="Its place among the item's seats, from 0.")
    role: SeatRole = strawberry.field(description="The part it plays.")
    level: int = strawberry.field(description="Least level of the skill, 1 to 3.")
    required: int = strawberry.field(
        description="How many people must come; without them the service is not held."
    )
    wanted: int = strawberry.field(description="How many more are welcome.")
    wanted_value: int = strawberry.field(
        description="Points of the plan's score for each of the wanted; serving a request is 10,000 × its weight."
    )

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, models.Seat)

    @strawberry.field(description="The skill that everybody in this seat has.")
    async def skill(self, root: strawberry.Parent[models.Seat], info: Info) -> skills.Skill:
        return await info.context.loaders.row(Skill, root.skill_id)

    @strawberry.field(description="What everybody in this seat is besides.")
    def tags(self, root: strawberry.Parent[models.Seat]) -> list[Tag]:
        return [kinds.Tag(tag) for tag in root.tags]


@node(
    models.MenuItem,
    service.visible,
    description="A service that can be ordered in a unit and everything below it. 服务菜单项。",
)
class MenuItem(VersionedNode):
    code: str = strawberry.field(description="Its code, unique within its unit; at most 40 characters.")
    name: str = strawberry.field(description="Its Chinese name, at most 120 characters.")
    name_en: str = strawberry.field(description="Its English name, may be empty.")
    category: ServiceCategory = strawberry.field(description="The line of service.")
    description: str = strawberry.field(description="What is done, in plain words; may be empty.")
    description_en: str = strawberry.field(description="The same in English, may be empty.")
    duration_minutes: int = strawberry.field(
        description="How long it takes, 5 to 1440 minutes, without travel."
    )
    weight: int = strawberry.field(
        description="What serving a request for it is worth, 1 to 1000; a request begins with it."
    )
    risk: Risk = strawberry.field(description="How dangerous it is.")
    risk_notice: str = strawberry.field(
        description="What those who serve must know beforehand; never empty for MEDIUM and HIGH. 风险提示。"
    )
    risk_notice_en: str = strawberry.field(description="The same in English, may be empty.")
    conditions: str = strawberry.field(
        description="Conditions for the place or the beneficiary; may be empty."
    )
    conditions_en: str = strawberry.field(description="The same in English, may be empty.")
    season_from_month: int | None = strawberry.field(
        description="First month (1 to 12) in which it is offered, included; null: all year. A season may wrap "
        "round the year (11 to 2)."
    )
    season_to_month: int | None = strawberry.field(
        description="Last month (1 to 12) in which it is offered, included."
    )
    active: bool = strawberry.field(description="False once retired; then it cannot be ordered.")

    @strawberry.field(description="The unit whose menu it is on; it is valid there and everywhere below.")
    async def unit(self, root: strawberry.Parent[models.MenuItem], info: Info) -> units.Unit:
        return await info.context.loaders.row(Unit, root.unit_id)

    picture: pictures.MenuPicture = strawberry.field(
        resolver=pictures.of_item,
        description="What is shown with it: its picture, else its icon, else the icon of its line of service. 图片。",
    )

    @strawberry.field(description="Who must come, 1 to 20 seats in order.")
    async def seats(self, root: strawberry.Parent[models.MenuItem], info: Info) -> list[Seat]:
        return await info.context.loaders.children(models.Seat, "menu_item_id", root.id, "position")


@strawberry.input(description="Which menu items. All conditions hold together. 菜单筛选。")
class MenuItemFilter:
    unit: strawberry.ID | None = strawberry.field(
        default=None, description="Valid for this unit: its own items and those of the units above it."
    )
    category: ServiceCategory | None = strawberry.field(default=None, description="Of this line of service.")
    in_season_on: date | None = strawberry.field(
        default=None, description="Offered on this day (Asia/Shanghai)."
    )
    name_contains: str | None = strawberry.field(default=None, description="Chinese name contains this.")
    active: bool | None = strawberry.field(default=True, description="Not retired; null for both.")

    def condition(self) -> Q:
        exactly = {"category": self.category, "active": self.active}
        found = Q(**{name: value for name, value in exactly.items() if value is not None})
        if self.unit is not None:
            found &= service.valid_for(ids.row_id(self.unit, "Unit", "filter.unit"))
        if self.in_season_on is not None:
            found &= service.in_season_on(self.in_season_on)
        if self.name_contains:
            found &= Q(name__contains=inputs.text("filter.name_contains", self.name_contains, most=120))
        return found


@strawberry.type
class MenuQueries:
    @query(needs="self", description="The service menu, in the order it was made. 服务菜单。", paged=True)
    async def menu_items(
        self, info: Info, page: paging.PageRequest, filter: MenuItemFilter | None = None
    ) -> Connection[MenuItem]:
        condition = (filter or MenuItemFilter()).condition()
        return await paging.page(service.visible(info.context.actor).filter(condition), (), page)


@strawberry.input(description="A seat of a menu item. 岗位。")
class SeatInput:
    skill: strawberry.ID = strawberry.field(description="The skill that everybody in this seat has.")
    role: SeatRole = strawberry.field(
        default=models.SeatRole.VOLUNTEER, description="The part it plays in the four-party linkage."
    )
    level: int = strawberry.field(default=1, description="Least level of the skill, 1 to 3.")
    tags: list[Tag] = strawberry.field(
        default_factory=list,
        description="What everybody in it is besides; a HIGH risk adds INSURED and ADULT.",
    )
    required: int = strawberry.field(default=1, description="How many people must come, 0 to 500.")
    wanted: int = strawberry.field(
        default=0, description="How many more are welcome, 0 to 500; with `required` at least 1."
    )
    wanted_value: int = strawberry.field(
        default=0, description="Points of the plan's score for each of the wanted, 0 to 10,000."
    )


def _in_english(most: int) -> str:
    return f"The same in English, at most {most} characters; stays if left out, empty clears it."


@strawberry.input
class _MenuItemSaid:
    code: str = strawberry.field(description="Unique within its unit, at most 40 characters.")
    name: str = strawberry.field(description="Its Chinese name, at most 120 characters.")
    category: ServiceCategory = strawberry.field(description="The line of service.")
    duration_minutes: int = strawberry.field(
        description="How long it takes, 5 to 1440 minutes, without travel."
    )
    seats: list[SeatInput] = strawberry.field(
        description="Who must come: all seats, in order, 1 to 20, with at most 500 people in all."
    )
    name_en: str = strawberry.field(default="", description="Its English name, at most 120 characters.")
    description: str = strawberry.field(
        default="", description="What is done, in plain words, at most 2000 characters."
    )
    description_en: str | None = strawberry.field(default=None, description=_in_english(2000))
    weight: int = strawberry.field(
        default=1, description="What serving a request for it is worth, 1 to 1000."
    )
    risk: Risk = strawberry.field(default=models.Risk.LOW, description="How dangerous it is.")
    risk_notice: str = strawberry.field(
        default="",
        description="What those who serve must know beforehand, at most 1000 characters; required for MEDIUM "
        "and HIGH.",
    )
    risk_notice_en: str | None = strawberry.field(default=None, description=_in_english(1000))
    conditions: str = strawberry.field(
        default="", description="Conditions for the place or the beneficiary, at most 1000 characters."
    )
    conditions_en: str | None = strawberry.field(default=None, description=_in_english(1000))
    season_from_month: int | None = strawberry.field(
        default=None, description="First month in which it is offered, 1 to 12; with `seasonToMonth`."
    )
    season_to_month: int | None = strawberry.field(
        default=None,
        description="Last month in which it is offered, 1 to 12; before the first month: over the new year.",
    )

    def draft(self) -> MenuItemDraft:
        return MenuItemDraft(
            code=self.code,
            name=self.name,
            name_en=self.name_en,
            category=self.category,
            description=self.description,
            description_en=self.description_en,
            duration_minutes=self.duration_minutes,
            weight=self.weight,
            risk=self.risk,
            risk_notice=self.risk_notice,
            risk_notice_en=self.risk_notice_en,
            conditions=self.conditions,
            conditions_en=self.conditions_en,
            season_from_month=self.season_from_month,
            season_to_month=self.season_to_month,
            seats=_seats(self.seats),
        )


def _seats(seats: Sequence[SeatInput]) -> list[SeatDraft]:
    return [
        SeatDraft(
            skill_id=ids.row_id(seat.skill, "Skill", f"seats.{i}.skill"),
            role=seat.role,
            level=seat.level,
            tags=seat.tags,
            required=seat.required,
            wanted=seat.wanted,
            wanted_value=seat.wanted_value,
        )
        for i, seat in enumerate(seats)
    ]


@strawberry.input(description="A new menu item. 新建服务菜单项。")
class MenuItemCreateInput(_MenuItemSaid, MutationInput):
    unit: strawberry.ID = strawberry.field(
        description="The unit on whose menu it stands; also valid below it."
    )


@strawberry.input(
    description="Everything that is said of a menu item, anew. Once it has been ordered, its seats and duration "
    "cannot change: retire it and make a new one. 修改服务菜单项。"
)
class MenuItemChangeInput(_MenuItemSaid, VersionedInput):
    id: strawberry.ID = strawberry.field(description="The menu item.")


@strawberry.input(description="Which menu item to take off the menu. 下架服务菜单项。")
class MenuItemRetireInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The menu item.")


@strawberry.type(description="The menu item was made.")
class MenuItemCreateSuccess:
    menu_item: MenuItem = strawberry.field(description="The new menu item.")


@strawberry.type(description="The menu item was changed.")
class MenuItemChangeSuccess:
    menu_item: MenuItem = strawberry.field(description="The menu item as it is now.")


@strawberry.type(description="The menu item is off the menu; what was ordered stays ordered.")
class MenuItemRetireSuccess:
    menu_item: MenuItem = strawberry.field(description="The menu item as it is now.")


@strawberry.type
class MenuMutations:
    @mutation(needs=Permission.MENU_MANAGE, description="Put a service on a unit's menu. 新建服务菜单项。")
    async def menu_item_create(info: Info, input: MenuItemCreateInput) -> MenuItemCreateSuccess:
        unit_id = ids.row_id(input.unit, "Unit", "unit")
        return MenuItemCreateSuccess(
            menu_item=await service.create(info.context.actor, unit_id, input.draft())
        )

    @mutation(
        needs=Permission.MENU_MANAGE, description="Change what is said of a menu item. 修改服务菜单项。"
    )
    async def menu_item_change(info: Info, input: MenuItemChangeInput) -> MenuItemChangeSuccess:
        item = await service.change(
            info.context.actor,
            ids.row_id(input.id, "MenuItem"),
            input.draft(),
            expected_version=input.expected_version,
        )
        return MenuItemChangeSuccess(menu_item=item)

    @mutation(needs=Permission.MENU_MANAGE, description="Take a service off the menu. 下架服务菜单项。")
    async def menu_item_retire(info: Info, input: MenuItemRetireInput) -> MenuItemRetireSuccess:
        item = await service.retire(
            info.context.actor,
            ids.row_id(input.id, "MenuItem"),
            expected_version=input.expected_version,
        )
        return MenuItemRetireSuccess(menu_item=item)
