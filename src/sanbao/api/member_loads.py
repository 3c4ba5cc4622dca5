"""How the load is spread over the members of a unit, in the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry

from sanbao.access.roles import Permission
from sanbao.api import sight
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.fairness import DEFAULT_WEEKS
from sanbao.api.hours import HoursSum
from sanbao.api.members import Member
from sanbao.api.query import query
from sanbao.core import ids, list_pages, paging
from sanbao.members.policies import visible_members
from sanbao.records import loads

MemberLoadOrder = strawberry.enum(
    loads.LoadOrder,
    name="MemberLoadOrder",
    description="By services or minutes, the other of the two where they are equal. 负荷排序。",
)


@strawberry.type(description="What one active member carries. 成员负荷。")
class MemberLoad:
    row: strawberry.Private[loads.Load]

    @strawberry.field(description="The member; null where you may not know of him.")
    async def member(self, info: Info) -> Member | None:
        return await sight.visible(info, visible_members, self.row.member_id)

    @strawberry.field(description="What he served in the weeks.")
    def sum(self) -> HoursSum:
        return self.row.hours

    @strawberry.field(description="Services that he has accepted and that are not over.")
    def coming(self) -> int:
        return self.row.coming

    @strawberry.field(description="Local day of his last service in the weeks.")
    def last_served_on(self) -> date | None:
        return self.row.last_served_on


@strawberry.type(description="How many members served so often. 负荷分布。")
class LoadShare:
    services: int = strawberry.field(description="Services in the weeks.")
    members: int = strawberry.field(description="Active members who served so often.")


@strawberry.type
class MemberLoadQueries:
    @query(
        needs=Permission.RECORD_READ,
        description="How the services of the weeks are spread over the active members of a unit and below it, the fewest first. "
        "负荷分布。",
    )
    async def member_load_spread(
        self,
        info: Info,
        unit: Annotated[strawberry.ID, strawberry.argument(description="The unit, with all below it.")],
        weeks: Annotated[
            int, strawberry.argument(description=f"How many weeks up to today, 1 to {loads.MOST_WEEKS}.")
        ] = DEFAULT_WEEKS,
    ) -> list[LoadShare]:
        found = await loads.spread(info.context.actor, ids.row_id(unit, "Unit", "unit"), weeks)
        return [LoadShare(services=services, members=members) for services, members in found]

    @query(
        needs=Permission.RECORD_READ,
        description="The load of every active member of a unit and below it. 成员负荷。",
        paged=True,
    )
    async def member_loads(
        self,
        info: Info,
        page: paging.PageRequest,
        unit: Annotated[strawberry.ID, strawberry.argument(description="The unit, with all below it.")],
        weeks: Annotated[
            int, strawberry.argument(description=f"How many weeks up to today, 1 to {loads.MOST_WEEKS}.")
        ] = DEFAULT_WEEKS,
        order: MemberLoadOrder = loads.LoadOrder.MOST_SERVICES,
    ) -> Connection[MemberLoad]:
        found = await loads.of_unit(info.context.actor, ids.row_id(unit, "Unit", "unit"), weeks, order)
        return list_pages.page([MemberLoad(row=row) for row in found], page)
