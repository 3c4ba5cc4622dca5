"""Service records in the API."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

import strawberry
from tortoise.expressions import Q

from sanbao.access.models import Account
from sanbao.api import sight
from sanbao.api.assignments import Assignment
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.members import Member
from sanbao.api.node import VersionedNode, node
from sanbao.api.query import query
from sanbao.api.units import Unit
from sanbao.core import coded, ids, paging
from sanbao.dispatch.models import Assignment as AssignmentRow
from sanbao.members.policies import visible_members
from sanbao.organisations import scope
from sanbao.organisations.models import Unit as UnitRow
from sanbao.records import models, policies

RecordSource = strawberry.enum(
    models.RecordSource,
    name="RecordSource",
    description="Who said when the service ended: MEMBER 本人签退, STAFF 派单员登记, SYSTEM 自动结束. 记录来源。",
)
HoursCap = strawberry.enum(
    models.HoursCap,
    name="HoursCap",
    description="What kept minutes from counting: AGREED_TIME 超过约定时间, DAY 超过每日上限. 计时上限。",
)


@strawberry.type(description="One line of a service record: a count, or a correction. 记录变动。")
class RecordLine:
    minutes_before: int = strawberry.field(description="Minutes that counted before it; 0 at first.")
    minutes: int = strawberry.field(description="Minutes that counted after it.")
    came_at: datetime | None = strawberry.field(description="When he came, as this line has it, UTC.")
    left_at: datetime | None = strawberry.field(description="When he left, UTC.")
    source: RecordSource = strawberry.field(description="Who said so.")

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, models.RecordLine)

    @strawberry.field(description="When it was written, UTC.")
    def at(self, root: strawberry.Parent[models.RecordLine]) -> datetime:
        return root.created_at

    @strawberry.field(description="Why, in words; empty where nothing was said. 原因。")
    def reason(self, root: strawberry.Parent[models.RecordLine], info: Info) -> str:
        return root.reason if root.account_id else coded.said(root.reason, info.context.locale)

    @strawberry.field(description="The name of who wrote it; null where Sanbao did.")
    async def by(self, root: strawberry.Parent[models.RecordLine], info: Info) -> str | None:
        account = await info.context.loaders.optional_row(Account, root.account_id)
        return account.display_name if account else None


@node(
    models.ServiceRecord,
    policies.visible,
    description="What a member served by one assignment. 服务记录。",
)
class ServiceRecord(VersionedNode):
    served_on: date = strawberry.field(description="Local day of the start. 服务日期。")
    planned_minutes: int = strawberry.field(description="How long the service was agreed to be, minutes.")
    minutes: int = strawberry.field(
        description="Whole minutes that count, without the way: from the agreed start or later until he left, within "
        "the caps of the unit's rule; 0 where it was found that he did not come. 服务时长（分钟）。"
    )
    source: RecordSource = strawberry.field(description="Who said when it ended.")
    cap: HoursCap | None = strawberry.field(description="What kept more from counting; null: nothing did.")

    @strawberry.field(description="The assignment, with request, seat and times.")
    async def assignment(self, root: strawberry.Parent[models.ServiceRecord], info: Info) -> Assignment:
        return await info.context.loaders.row(AssignmentRow, root.assignment_id)

    @strawberry.field(description="Who served; null where you may not know of him.")
    async def member(self, root: strawberry.Parent[models.ServiceRecord], info: Info) -> Member | None:
        return await sight.visible(info, visible_members, root.member_id)

    @strawberry.field(description="The unit of the request.")
    async def unit(self, root: strawberry.Parent[models.ServiceRecord], info: Info) -> Unit:
        return await info.context.loaders.row(UnitRow, root.unit_id)

    @strawberry.field(description="How it came about, oldest first. 变动历史。")
    async def lines(self, root: strawberry.Parent[models.ServiceRecord], info: Info) -> list[RecordLine]:
        return await info.context.loaders.children(models.RecordLine, "record_id", root.id, "created_at")


@strawberry.input(description="Which service records. All conditions hold together. 服务记录筛选。")
class ServiceRecordFilter:
    mine: bool = strawberry.field(default=False, description="Only your own.")
    member: strawberry.ID | None = strawberry.field(default=None, description="Of this member.")
    below: strawberry.ID | None = strawberry.field(
        default=None, description="Of requests of this unit or below it."
    )
    from_day: date | None = strawberry.field(default=None, description="First local day, included.")
    until_day: date | None = strawberry.field(default=None, description="Last local day, included.")
    sources: list[RecordSource] | None = strawberry.field(
        default=None, description="Of one of these sources."
    )

    def condition(self, info: Info) -> Q:
        found = Q()
        if self.mine:
            actor = info.context.actor
            found &= Q(member_id=actor.member_id) if actor.member_id is not None else Q(id__in=[])
        if self.member is not None:
            found &= Q(member_id=ids.row_id(self.member, "Member", "filter.member"))
        if self.below is not None:
            found &= Q(unit_id__in=scope.subtree([ids.row_id(self.below, "Unit", "filter.below")]))
        if self.from_day is not None:
            found &= Q(served_on__gte=self.from_day)
        if self.until_day is not None:
            found &= Q(served_on__lte=self.until_day)
        if self.sources is not None:
            found &= Q(source__in=list(self.sources))
        return found


@strawberry.enum(
    description="Order of service records: by day, latest day first, most minutes first. 服务记录排序。"
)
class ServiceRecordOrder(Enum):
    DAY = ("served_on",)
    LATEST_DAY = ("-served_on",)
    MOST_MINUTES = ("-minutes",)


@strawberry.type
class ServiceRecordQueries:
    @query(
        needs="self",
        description="The service records you may see: your own, and with `record:read` those of your units. A unit's "
        "records as a table: `GET /hours/{unit}.xlsx?from=2026-01-01&until=2026-12-31`. 服务记录。",
        paged=True,
    )
    async def service_records(
        self,
        info: Info,
        page: paging.PageRequest,
        filter: ServiceRecordFilter | None = None,
        order: ServiceRecordOrder = ServiceRecordOrder.LATEST_DAY,
    ) -> Connection[ServiceRecord]:
        condition = (filter or ServiceRecordFilter()).condition(info)
        return await paging.page(policies.visible(info.context.actor).filter(condition), order.value, page)
