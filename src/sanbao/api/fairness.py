"""A member's own load against what is usual around him, in the API."""

from __future__ import annotations

from typing import Annotated

import strawberry

from sanbao.api.context import Info
from sanbao.api.hours import HoursSum
from sanbao.api.units import Unit
from sanbao.members.models import Member as MemberRow
from sanbao.organisations.models import Unit as UnitRow
from sanbao.records import loads

DEFAULT_WEEKS = 8


@strawberry.type(
    description="Your services and minutes of the last weeks, and the medians of the active members around you, you "
    "included; nothing of any single one. 公平情况。"
)
class MemberFairness:
    row: strawberry.Private[loads.Fairness]

    @strawberry.field(description="What you served.")
    def own(self) -> HoursSum:
        return self.row.own

    @strawberry.field(
        description=f"The unit of the medians: yours, or the nearest above it with {loads.LEAST_PEOPLE} active members; "
        "null where there is none."
    )
    async def unit(self, info: Info) -> Unit | None:
        return await info.context.loaders.optional_row(UnitRow, self.row.unit_id)

    @strawberry.field(description="The median of services there; null where they are too few. 次数中位数。")
    def median_services(self) -> float | None:
        return self.row.median_services

    @strawberry.field(description="The median of minutes there; null where they are too few. 分钟中位数。")
    def median_minutes(self) -> float | None:
        return self.row.median_minutes


async def fairness_of(
    root: strawberry.Parent[MemberRow],
    info: Info,
    weeks: Annotated[
        int, strawberry.argument(description=f"How many weeks up to today, 1 to {loads.MOST_WEEKS}.")
    ] = DEFAULT_WEEKS,
) -> MemberFairness | None:
    """The field `Member.fairness`: the member's own only."""
    if info.context.actor.member_id != root.id:
        return None
    return MemberFairness(row=await loads.fairness(root, weeks))
