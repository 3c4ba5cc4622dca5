"""A member's hours in the API, added up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from sanbao.access.roles import Permission
from sanbao.api import sight
from sanbao.api.context import Info
from sanbao.members.models import Member as MemberRow
from sanbao.records import hours

if TYPE_CHECKING:
    from sanbao.api.report_ins import ReportIn


@strawberry.type(description="Minutes, and the services they come from. 时长合计。")
class HoursSum:
    minutes: int = strawberry.field(description="Minutes that count.")
    services: int = strawberry.field(description="Services that gave minutes.")

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, hours.Hours)


@strawberry.type(description="The hours of a month. 月度时长。")
class MonthHours:
    month: str = strawberry.field(description="Such as 2026-11, in Asia/Shanghai.")
    sum: HoursSum = strawberry.field(description="What was served in it.")


@strawberry.type(description="The hours of a year. 年度时长。")
class YearHours:
    year: int = strawberry.field(description="Such as 2026, in Asia/Shanghai.")
    sum: HoursSum = strawberry.field(description="What was served in it.")
    months: list[MonthHours] = strawberry.field(description="Its months with services, earliest first.")


@strawberry.type(description="What was served where somebody reported in. 报到地时长。")
class TargetHours:
    row: strawberry.Private[hours.TargetHours]

    @strawberry.field(description="The report-in, which stands.")
    def report_in(self) -> Annotated[ReportIn, strawberry.lazy("sanbao.api.report_ins")]:
        return self.row.report_in

    @strawberry.field(description="Served in its unit and below it since the day of the receipt.")
    def sum(self) -> HoursSum:
        return self.row.hours


@strawberry.type(description="All hours of a member. 服务时长。")
class MemberHours:
    row: strawberry.Private[hours.MemberHours]

    @strawberry.field(description="Everything.")
    def sum(self) -> HoursSum:
        return self.row.total

    @strawberry.field(description="By year and month, earliest first.")
    def years(self) -> list[YearHours]:
        found: dict[int, list[MonthHours]] = {}
        sums: dict[int, hours.Hours] = {}
        for month, counted in self.row.months.items():
            line = MonthHours(month=f"{month:%Y-%m}", sum=counted)
            found.setdefault(month.year, []).append(line)
            whole = sums.setdefault(month.year, hours.Hours())
            whole.minutes, whole.services = whole.minutes + counted.minutes, whole.services + counted.services
        return [YearHours(year=y, sum=sums[y], months=months) for y, months in found.items()]

    @strawberry.field(
        description="By report-in that stands. Targets may lie in one another, so they do not add up. 按报到地。"
    )
    def targets(self) -> list[TargetHours]:
        return [TargetHours(row=target) for target in self.row.targets]


async def of_member(root: strawberry.Parent[MemberRow], info: Info) -> MemberHours | None:
    """The field `Member.hours`: his own, and of members of units where `record:read` is held."""

    async def load(member_ids: Sequence[UUID]) -> list[MemberHours]:
        return [MemberHours(row=row) for row in await hours.of_members(member_ids)]

    own = info.context.actor.member_id == root.id
    if not (own or await sight.holds(info, Permission.RECORD_READ, root.unit_id)):
        return None
    found: MemberHours = await info.context.loaders.batched(of_member, load, root.id)
    return found
