"""What of a live week asks for attention, in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from sanbao.access.roles import Permission
from sanbao.api.assignments import Assignment
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.query import query
from sanbao.api.requests import ServiceRequest
from sanbao.core import ids, list_pages, paging
from sanbao.core.catalogue import sentence
from sanbao.core.clock import Week
from sanbao.planning import risks
from sanbao.requests.models import ServiceRequest as RequestRow

RiskReason = strawberry.enum(
    risks.RiskReason,
    name="RiskReason",
    description="UNCOVERED 有人退出没人补, UNANSWERED 快到期还没答复, NOT_CHECKED_IN 快开始或已开始还没签到, "
    "NOT_CLOSED 已过时间还没结束, SWAP_WAITS 代班等同意. 预警原因。",
)
NextStep = strawberry.enum(
    risks.NextStep,
    name="NextStep",
    description="FIND_SOMEBODY find somebody by `backfillCandidates`, `requestRepairs` or an offer by hand 找人递补, "
    "REMIND remind who was asked 提醒答复, CALL ring up who is to be there 打电话, RECORD_ATTENDANCE enter who came and "
    "who did not 登记到场, DECIDE_SWAP consent or refuse 处理代班. 下一步。",
)


@strawberry.type(
    description="One thing that puts a request at risk, and what to do about it. 预警原因与下一步。"
)
class RiskCause:
    row: strawberry.Private[risks.Cause]

    @strawberry.field(description="What it is.")
    def reason(self) -> RiskReason:
        return self.row.reason

    @strawberry.field(description="How many places of the team it is about.")
    def places(self) -> int:
        return self.row.places

    @strawberry.field(description="The assignments it is about; empty for places that nobody holds.")
    def assignments(self) -> list[Assignment]:
        return list(self.row.assignments)

    @strawberry.field(description="What to do.")
    def next_step(self) -> NextStep:
        return risks.NEXT_STEPS[self.row.reason]

    @strawberry.field(description="Both in plain words, in the reader's language. 一句话说明。")
    def sentence(self, info: Info) -> str:
        key = f"risk-{self.row.reason.value.lower().replace('_', '-')}"
        return sentence(key, {"places": self.row.places}, info.context.locale)


@strawberry.type(
    description="A request of a live week that asks for attention: people are lacking, late, or not told of. 预警。"
)
class RequestAtRisk:
    starts_at: datetime = strawberry.field(description="The agreed start, or the last one, UTC.")
    required: int = strawberry.field(description="People it needs.")
    firm: int = strawberry.field(description="People who have accepted.")
    uncovered: int = strawberry.field(
        description="Required places that nobody holds and nobody is asked for."
    )
    row: strawberry.Private[RequestRow]
    found: strawberry.Private[tuple[risks.Cause, ...]]

    @strawberry.field(description="The request.")
    def request(self) -> ServiceRequest:
        return self.row

    @strawberry.field(description="Everything that puts it at risk, empty places first. 原因。")
    def causes(self) -> list[RiskCause]:
        return [RiskCause(row=cause) for cause in self.found]


@strawberry.type
class AtRiskQueries:
    @query(
        needs=Permission.RUN_READ,
        description="Requests of a live week that ask for attention, the soonest first: empty places after somebody "
        "fell out, offers unanswered six hours before their deadline, people not there half an hour before the start, "
        "services over and not closed, swaps that wait for consent. 预警列表。",
        paged=True,
    )
    async def at_risk(
        self,
        info: Info,
        page: paging.PageRequest,
        unit: Annotated[strawberry.ID, strawberry.argument(description="The unit, with all below it.")],
        week: Annotated[str, strawberry.argument(description="ISO week, such as 2026-W48.")],
    ) -> Connection[RequestAtRisk]:
        found = await risks.at_risk(info.context.actor, ids.row_id(unit, "Unit", "unit"), Week.parse(week))
        rows = [
            RequestAtRisk(
                starts_at=risk.starts_at,
                required=risk.required,
                firm=risk.firm,
                uncovered=risk.uncovered,
                row=risk.request,
                found=risk.causes,
            )
            for risk in found
        ]
        return list_pages.page(rows, page)
