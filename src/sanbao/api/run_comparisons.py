"""A run's figures, two runs side by side, and the week that lives: at risk, and who could step in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import strawberry

from sanbao.access.roles import Permission
from sanbao.api import sight
from sanbao.api.connection import Connection, Paged
from sanbao.api.context import Info
from sanbao.api.members import Member
from sanbao.api.proposals import ScoreParts, score_parts
from sanbao.api.query import query
from sanbao.api.requests import ServiceRequest
from sanbao.core import ids, list_pages, paging
from sanbao.core.catalogue import sentence
from sanbao.core.clock import Week
from sanbao.members.models import Member as MemberRow
from sanbao.members.policies import visible_members
from sanbao.planning import backfill, comparing, models, publishing, vacancy
from sanbao.planning.guard import InputChangeKind as InputChangeKindEnum
from sanbao.requests.models import ServiceRequest as RequestRow

RequestChangeKind = strawberry.enum(
    comparing.ChangeKind,
    name="RequestChangeKind",
    description="From the first plan to the second: SERVED 新增服务, UNSERVED 不再服务, MOVED 改时间 (whoever serves), "
    "TEAM 换人 (same start). 需求变化。",
)
InputChangeKind = strawberry.enum(
    InputChangeKindEnum,
    name="InputChangeKind",
    description="What moved since a run's snapshot: MEMBER_GONE 成员退出或暂停, MEMBER_NEW 新成员, MEMBER_AVAILABILITY "
    "空闲变化, MEMBER_SKILLS 技能或条件变化, MEMBER_LIMITS 位置、距离或上限变化, REQUEST_GONE 需求取消或另行安排, REQUEST_NEW 新需求, "
    "REQUEST_CHANGED 需求变化, START_PASSED 开始时间已过, LOCK_NOT_KEPT 锁定未遵守. 输入变化。",
)


@strawberry.type(description="How many unserved requests have a reason. 未服务原因统计。")
class ReasonCount:
    reason: str = strawberry.field(description="The code, as `Why.reason`.")
    count: int = strawberry.field(description="Requests.")


@strawberry.type(description="How many members have so many services. 负荷分布。")
class LoadCount:
    services: int = strawberry.field(description="Services in the week.")
    members: int = strawberry.field(description="Members with that many.")


@strawberry.type(description="A run at a glance. 派单概览。")
class RunSummary:
    source: strawberry.Private[comparing.Summary]

    @strawberry.field(description="Requests served.")
    def served(self) -> int:
        return self.source.served

    @strawberry.field(description="Requests left out.")
    def unserved(self) -> int:
        return self.source.unserved

    @strawberry.field(description="Those left out by reason, the most frequent first.")
    def reasons(self) -> list[ReasonCount]:
        return [ReasonCount(reason=reason, count=count) for reason, count in self.source.reasons.items()]

    @strawberry.field(description="The plan's score by part.")
    def score(self) -> ScoreParts:
        return score_parts(self.source.score.total, self.source.score.parts)

    @strawberry.field(
        description="Proven: no plan scores more; null when a pin gave way to a hand since. 上界。"
    )
    def bound(self) -> float | None:
        return self.source.run.bound

    @strawberry.field(
        description="How far the plan can be from the best possible at most, percent of the bound. 差距百分比。"
    )
    def gap_percent(self) -> float | None:
        ppm = self.source.run.gap_ppm
        return None if ppm is None else ppm / 10_000

    @strawberry.field(description="The total of a careful dispatcher with a list, for comparison. 人工基线。")
    def baseline_total(self) -> float | None:
        return self.source.run.baseline_total

    @strawberry.field(description="How the load is spread, from members with no service up. 负荷分布。")
    def load(self) -> list[LoadCount]:
        return [LoadCount(services=n, members=count) for n, count in self.source.load.items()]

    @strawberry.field(description="Places filled in all: one member in two teams counts twice.")
    def people_placed(self) -> int:
        return self.source.people_placed

    @strawberry.field(description="All ways together, minutes one way. 总路程。")
    def travel_minutes(self) -> int:
        return self.source.travel_minutes


async def summary(root: strawberry.Parent[models.AssignmentRun], info: Info) -> RunSummary | None:
    """The field `AssignmentRun.summary`: null before the run has a plan."""

    async def load(runs: Sequence[models.AssignmentRun]) -> list[RunSummary | None]:
        return [found and RunSummary(source=found) for found in await comparing.summaries(runs)]

    found: RunSummary | None = await info.context.loaders.batched(comparing.summaries, load, root)
    return found


@strawberry.type(description="A request that two plans treat differently. 变化的需求。")
class RequestChange:
    row: strawberry.Private[comparing.RequestChange]
    week: strawberry.Private[Week]

    @strawberry.field(description="What became of it.")
    def kind(self) -> RequestChangeKind:
        return self.row.kind

    @strawberry.field(description="The request.")
    async def request(self, info: Info) -> ServiceRequest | None:
        return await by_number(info, RequestRow, self.row.request)

    @strawberry.field(description="Its start in the first plan, UTC; null unserved.")
    def starts_before(self) -> datetime | None:
        return None if self.row.start_before is None else self.week.moment(self.row.start_before)

    @strawberry.field(description="Its start in the second plan, UTC; null unserved.")
    def starts_after(self) -> datetime | None:
        return None if self.row.start_after is None else self.week.moment(self.row.start_after)

    @strawberry.field(description="Its team in the first plan.")
    async def members_before(self, info: Info) -> list[Member]:
        return await members_numbered(info, self.row.members_before)

    @strawberry.field(description="Its team in the second plan.")
    async def members_after(self, info: Info) -> list[Member]:
        return await members_numbered(info, self.row.members_after)


@strawberry.type(
    description="A member who holds other requests in the one plan than in the other. 变化的成员。"
)
class MemberChange:
    row: strawberry.Private[comparing.MemberChange]

    @strawberry.field(description="The member; null where you may not know of him.")
    async def member(self, info: Info) -> Member | None:
        return next(iter(await members_numbered(info, [self.row.member])), None)

    @strawberry.field(description="Requests that only the second plan gives him.")
    async def gained(self, info: Info) -> list[ServiceRequest]:
        return list(await asyncio.gather(*(by_number(info, RequestRow, n) for n in self.row.gained)))

    @strawberry.field(description="Requests that only the first plan gave him.")
    async def lost(self, info: Info) -> list[ServiceRequest]:
        return list(await asyncio.gather(*(by_number(info, RequestRow, n) for n in self.row.lost)))


@strawberry.type(description="From one plan to another. 方案比较。")
class PlanDiff:
    source: strawberry.Private[comparing.PlanDiff]

    @strawberry.field(description="The second plan's score minus the first's, by part. 得分差。")
    def difference(self) -> ScoreParts:
        before, after = self.source.before, self.source.after
        parts = {name: getattr(after.parts, name) - getattr(before.parts, name) for name in comparing.PARTS}
        return ScoreParts(total=after.total - before.total, **parts)

    @strawberry.field(description="How many requests changed in this way.")
    def count(
        self,
        kind: Annotated[RequestChangeKind, strawberry.argument(description="Which change.")],
    ) -> int:
        return self.source.count(kind)

    @strawberry.field(
        description="The requests that differ, in order of number. 需求变化。", extensions=[Paged()]
    )
    async def requests(
        self,
        page: paging.PageRequest,
        kind: Annotated[
            RequestChangeKind | None, strawberry.argument(description="Only this change.")
        ] = None,
    ) -> Connection[RequestChange]:
        rows = [
            RequestChange(row=change, week=self.source.week)
            for change in self.source.requests
            if kind in (None, change.kind)
        ]
        return list_pages.page(rows, page)

    @strawberry.field(
        description="The members who gained or lost requests, in order of number. 成员变化。",
        extensions=[Paged()],
    )
    async def members(self, page: paging.PageRequest) -> Connection[MemberChange]:
        return list_pages.page([MemberChange(row=change) for change in self.source.members], page)


async def by_number(info: Info, model: Any, number: str) -> Any:
    """The row with a number that people read; None where there is none."""

    async def load(numbers: Sequence[str]) -> list[Any]:
        found = {row.number: row for row in await model.filter(number__in=list(numbers))}
        return [found.get(n) for n in numbers]

    return await info.context.loaders.batched((model, "number"), load, number)


async def members_numbered(info: Info, numbers: Sequence[str]) -> list[Any]:
    """The members of these numbers of whom the reader may know."""
    rows = await asyncio.gather(*(by_number(info, MemberRow, number) for number in numbers))
    seen = await asyncio.gather(
        *(sight.visible(info, visible_members, row.id) for row in rows if row is not None)
    )
    return [row for row in seen if row is not None]


@strawberry.type(description="One thing that moved since a run's snapshot. 输入变化。")
class InputChange:
    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, publishing.NamedChange)

    @strawberry.field(description="What moved.")
    def kind(self, root: strawberry.Parent[publishing.NamedChange]) -> InputChangeKind:
        return root.change.kind

    @strawberry.field(description="True where the plan cannot be carried out as it stands because of it.")
    def breaks_plan(self, root: strawberry.Parent[publishing.NamedChange]) -> bool:
        return root.change.breaks_plan

    @strawberry.field(description="The same in plain words. 说明。")
    def message(self, root: strawberry.Parent[publishing.NamedChange], info: Info) -> str:
        facts = {"member": root.member_name, "request": root.change.request or ""}
        return sentence(f"changed-{root.change.kind.value.lower()}", facts, info.context.locale)

    @strawberry.field(description="The member concerned; null where you may not know of him.")
    async def member(self, root: strawberry.Parent[publishing.NamedChange], info: Info) -> Member | None:
        return await sight.visible(info, visible_members, root.member_id)

    @strawberry.field(description="The request concerned.")
    async def request(
        self, root: strawberry.Parent[publishing.NamedChange], info: Info
    ) -> ServiceRequest | None:
        return await info.context.loaders.optional_row(RequestRow, root.request_id)


@strawberry.type(description="Somebody who could step in. 递补人选。")
class BackfillCandidate:
    starts_at: datetime = strawberry.field(description="When the service would start, UTC.")
    cost: float = strawberry.field(
        description="What he would cost in points: way, load, less continuity and wishes."
    )
    travel_minutes: int = strawberry.field(description="His way from home, minutes.")
    travel: float = strawberry.field(description="Points for the way, negative: part of the cost.")
    fairness: float = strawberry.field(description="Points for his load, negative: part of the cost. 均衡。")
    pairs: float = strawberry.field(
        description="Points for continuity and wishes; positive is a bonus, which the cost is less. 熟悉与意愿。"
    )

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, vacancy.Filling)

    @strawberry.field(description="The member; null where you may not know of him.")
    async def member(self, root: strawberry.Parent[vacancy.Filling], info: Info) -> Member | None:
        return await sight.visible(info, visible_members, root.member_id)


@strawberry.type
class RunComparisonQueries:
    @query(needs=Permission.RUN_READ, description="From run `a` to run `b` of the same week. 两次派单比较。")
    async def run_diff(
        self,
        info: Info,
        a: Annotated[strawberry.ID, strawberry.argument(description="The first run.")],
        b: Annotated[strawberry.ID, strawberry.argument(description="The second run.")],
    ) -> PlanDiff:
        first, second = ids.row_id(a, "AssignmentRun", "a"), ids.row_id(b, "AssignmentRun", "b")
        return PlanDiff(source=await comparing.diff(info.context.actor, first, second))

    @query(
        needs=Permission.RUN_READ,
        description="From what a careful dispatcher with a list would do to the run's plan. 与人工派单比较。",
    )
    async def run_against_greedy(
        self, info: Info, run: Annotated[strawberry.ID, strawberry.argument(description="The run.")]
    ) -> PlanDiff:
        id = ids.row_id(run, "AssignmentRun", "run")
        return PlanDiff(source=await comparing.against_greedy(info.context.actor, id))

    @query(
        needs=Permission.RUN_READ,
        description="What moved since a run's snapshot; publishing is refused while anything did. 发布前的变动。",
        paged=True,
    )
    async def run_input_changes(
        self,
        info: Info,
        page: paging.PageRequest,
        run: Annotated[strawberry.ID, strawberry.argument(description="The run.")],
    ) -> Connection[InputChange]:
        id = ids.row_id(run, "AssignmentRun", "run")
        return list_pages.page(await publishing.changes(info.context.actor, id), page)

    @query(
        needs=Permission.RUN_READ,
        description="Up to 10 people who could fill a place now, the cheapest first; nobody who was asked before. "
        "递补人选。",
    )
    async def backfill_candidates(
        self,
        info: Info,
        request: Annotated[strawberry.ID, strawberry.argument(description="A request that a run planned.")],
        seat: Annotated[int, strawberry.argument(description="Which seat of its menu item, from 0.")] = 0,
    ) -> list[BackfillCandidate]:
        id = ids.row_id(request, "ServiceRequest", "request")
        return list((await backfill.backfill_candidates(info.context.actor, id, seat)).fillings)
