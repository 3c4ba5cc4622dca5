"""Report-ins in the API. What is done with them stands in report_in_deeds."""

from __future__ import annotations

from datetime import date, datetime

import strawberry
from tortoise.expressions import Q

from sanbao.api import report_schemes, sight, units
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.history import StateMove
from sanbao.api.history import history as steps_of
from sanbao.api.members import Member
from sanbao.api.node import VersionedNode, node
from sanbao.api.query import query
from sanbao.api.vocabulary import ReportInState
from sanbao.core import clock, ids, paging
from sanbao.members import models, policies
from sanbao.members import report_ins as service
from sanbao.organisations import scope
from sanbao.organisations.models import Unit


@node(
    models.ReportIn,
    service.visible,
    description="A member's report to a unit under a scheme. Seen by the member, and by `member:read` on his "
    "unit, on the target, or on the unit to which a transfer is asked. 报到。",
)
class ReportIn(VersionedNode):
    state: ReportInState = strawberry.field(description="Where it stands.")
    target_kind: units.UnitKind = strawberry.field(
        description="The kind of the target; a member has at most one report-in that counts for each kind."
    )
    receipt_number: str | None = strawberry.field(
        description="The receipt's number, such as R-2026-000123; null until it was received. 回执编号。"
    )
    receipt_at: datetime | None = strawberry.field(description="When it was received, UTC. 回执时间。")
    reaffirm_due_on: date | None = strawberry.field(
        description="The last day (Asia/Shanghai) on which it can be reaffirmed before it lapses. 复核期限。"
    )
    reason: str = strawberry.field(
        description="Why it was returned or refused, or why a transfer or withdrawal was asked: of the last step; "
        "empty where nothing was said."
    )

    @strawberry.field(description="Who reports in; null where you may see the report-in but not the member.")
    async def member(self, root: strawberry.Parent[models.ReportIn], info: Info) -> Member | None:
        return await sight.visible(info, policies.visible_members, root.member_id)

    @strawberry.field(description="His name, for whoever receives the report-in.")
    async def member_name(self, root: strawberry.Parent[models.ReportIn], info: Info) -> str:
        return (await info.context.loaders.row(models.Member, root.member_id)).name

    @strawberry.field(description="His number, such as M-000123.")
    async def member_number(self, root: strawberry.Parent[models.ReportIn], info: Info) -> str:
        return (await info.context.loaders.row(models.Member, root.member_id)).number

    @strawberry.field(description="The scheme under which it was made.")
    async def scheme(
        self, root: strawberry.Parent[models.ReportIn], info: Info
    ) -> report_schemes.ReportScheme:
        return await info.context.loaders.row(models.ReportScheme, root.scheme_id)

    @strawberry.field(description="The unit he reports to.")
    async def target(self, root: strawberry.Parent[models.ReportIn], info: Info) -> units.Unit:
        return await info.context.loaders.row(Unit, root.target_id)

    @strawberry.field(description="The unit to which a transfer is asked, or was made.")
    async def transfer_target(
        self, root: strawberry.Parent[models.ReportIn], info: Info
    ) -> units.Unit | None:
        return await info.context.loaders.optional_row(Unit, root.transfer_target_id)

    @strawberry.field(description="The report-in that this one took over by a transfer.")
    async def supersedes(self, root: strawberry.Parent[models.ReportIn], info: Info) -> ReportIn | None:
        return await info.context.loaders.optional_row(models.ReportIn, root.supersedes_id)

    @strawberry.field(description="Every step with who, when and why, oldest first.")
    async def history(self, root: strawberry.Parent[models.ReportIn], info: Info) -> list[StateMove]:
        return await steps_of(info, root)


@strawberry.input(description="Which report-ins. All conditions hold together. 报到筛选。")
class ReportInFilter:
    target_below: strawberry.ID | None = strawberry.field(
        default=None, description="To this unit or one below it."
    )
    states: list[ReportInState] | None = strawberry.field(default=None, description="In these states.")
    member: strawberry.ID | None = strawberry.field(default=None, description="Of this member.")
    overdue: bool | None = strawberry.field(
        default=None,
        description="Whether the day of reaffirmation has passed (ACTIVE or LAPSED); null for both.",
    )

    def condition(self) -> Q:
        found = Q()
        if self.target_below is not None:
            unit_id = ids.row_id(self.target_below, "Unit", "filter.target_below")
            found &= Q(target_id__in=scope.subtree([unit_id]))
        if self.states is not None:
            found &= Q(state__in=list(self.states))
        if self.member is not None:
            found &= Q(member_id=ids.row_id(self.member, "Member", "filter.member"))
        if self.overdue is not None:
            overdue = service.is_overdue(clock.today())
            found &= overdue if self.overdue else ~overdue
        return found


@strawberry.type
class ReportInQueries:
    @query(
        needs="self",
        description="The report-ins that the reader may see, in the order they were made. 报到列表。",
        paged=True,
    )
    async def report_ins(
        self, info: Info, page: paging.PageRequest, filter: ReportInFilter | None = None
    ) -> Connection[ReportIn]:
        condition = (filter or ReportInFilter()).condition()
        return await paging.page(service.visible(info.context.actor).filter(condition), (), page)
