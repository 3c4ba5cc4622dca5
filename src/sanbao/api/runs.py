"""Weekly runs in the API: making, starting, cancelling, discarding, reading."""

from __future__ import annotations

from datetime import datetime

import strawberry
from tortoise.expressions import Q

from sanbao.access.roles import Permission
from sanbao.api import run_comparisons, sight
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.history import StateMove, history
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.api.node import VersionedNode, node
from sanbao.api.policies import Policy
from sanbao.api.query import query
from sanbao.api.units import Unit
from sanbao.core import ids, paging
from sanbao.core.clock import Week
from sanbao.organisations import scope
from sanbao.organisations.models import Unit as UnitRow
from sanbao.planning import models, runs
from sanbao.planning.states import RunState as RunStateEnum

RunState = strawberry.enum(
    RunStateEnum,
    name="RunState",
    description="DRAFT 草稿, QUEUED 排队, RUNNING 求解中, PROPOSED 待审阅, PUBLISHED 已发布, FAILED 失败, CANCELLED "
    "已取消, DISCARDED 已废弃. 派单状态。",
)


STAGES = (
    "snapshot (the input is frozen), compiling (the solver reads it), greedy, prices, search, proof or done; "
    "empty before. 阶段。"
)


@node(
    models.AssignmentRun,
    runs.visible,
    description="One weekly run over a unit and all below it: its input is frozen when its solving begins, its plan is a "
    "proposal until it is published. 每周派单。",
)
class AssignmentRun(VersionedNode):
    number: str = strawberry.field(description="The number people read, such as RUN-2026-000123.")
    week: str = strawberry.field(description="ISO week, Monday to Sunday in Asia/Shanghai, such as 2026-W48.")
    state: RunState = strawberry.field(description="Where it stands.")
    seed: int = strawberry.field(
        description="Seed of the solver: equal input and seed, equal plan. 随机种子。"
    )
    attempt: int = strawberry.field(description="How often a process took it up; after 3 deaths it fails.")
    solver_version: str = strawberry.field(description="The solver that it was frozen for; empty before.")
    stage: str = strawberry.field(description=STAGES)
    started_at: datetime | None = strawberry.field(
        description="When it was last started, UTC. Its input is frozen soon after, when the solving begins."
    )
    finished_at: datetime | None = strawberry.field(
        description="When it was proposed, failed or cancelled, UTC."
    )
    published_at: datetime | None = strawberry.field(description="When it was published, UTC.")
    requests_in_scope: int = strawberry.field(
        description="Requests that could be planned; 0 until the input is frozen. 范围内需求。"
    )
    requests_served: int = strawberry.field(description="Of them, those that the plan serves. 已排需求。")
    members_in_scope: int = strawberry.field(
        description="Members who could be asked; 0 until the input is frozen. 范围内成员。"
    )
    summary = strawberry.field(
        resolver=run_comparisons.summary,
        description="The plan in figures; null before there is one. 方案概览。",
    )

    @strawberry.field(description="Points of the best plan so far, or of the proposal. 总分。")
    def total(self, root: strawberry.Parent[models.AssignmentRun]) -> float | None:
        return root.total

    @strawberry.field(description="Points that no plan can pass, proven. 上界。")
    def bound(self, root: strawberry.Parent[models.AssignmentRun]) -> float | None:
        return root.bound

    @strawberry.field(
        description="How far the plan can be from the best possible at most, percent of the bound. 差距百分比。"
    )
    def gap_percent(self, root: strawberry.Parent[models.AssignmentRun]) -> float | None:
        return None if root.gap_ppm is None else root.gap_ppm / 10_000

    @strawberry.field(
        description="Points of the plan that a careful dispatcher with a list would make. 人工基线。"
    )
    def baseline_total(self, root: strawberry.Parent[models.AssignmentRun]) -> float | None:
        return root.baseline_total

    @strawberry.field(description="Why it failed and what to do, in the reader's language; null otherwise.")
    def failure(self, root: strawberry.Parent[models.AssignmentRun], info: Info) -> str | None:
        return runs.failure_text(root, info.context.locale)

    @strawberry.field(description="The unit; its whole subtree is planned.")
    async def unit(self, root: strawberry.Parent[models.AssignmentRun], info: Info) -> Unit:
        return await info.context.loaders.row(UnitRow, root.unit_id)

    @strawberry.field(description="The revision of the policy it uses.")
    async def policy(self, root: strawberry.Parent[models.AssignmentRun], info: Info) -> Policy:
        return await info.context.loaders.row(models.Policy, root.policy_id)

    @strawberry.field(description="The run it is based on: its locks hold here, changing its plan costs.")
    async def based_on(
        self, root: strawberry.Parent[models.AssignmentRun], info: Info
    ) -> AssignmentRun | None:
        return await info.context.loaders.optional_row(models.AssignmentRun, root.based_on_id)

    @strawberry.field(description="Every step of its life, oldest first. 历史。")
    async def history(self, root: strawberry.Parent[models.AssignmentRun], info: Info) -> list[StateMove]:
        return await history(info, root)

    @strawberry.field(
        description="Address of the frozen problem (`sanbao-problem/1`, JSON, same bearer token), for solving it "
        "offline; null until it is frozen, and unless you hold `member:read-sensitive` and `request:read-sensitive` on the "
        "unit, because it has homes and places; the reading is logged. 问题文件。"
    )
    async def problem_document(self, root: strawberry.Parent[models.AssignmentRun], info: Info) -> str | None:
        if not runs.is_frozen(root):
            return None
        held = [await sight.holds(info, permission, root.unit_id) for permission in runs.PROBLEM_NEEDS]
        return _address(info, root, "problem") if all(held) else None

    @strawberry.field(
        description="Address of the plan (`sanbao-plan/1`, JSON, same bearer token); null before. 方案文件。"
    )
    def plan_document(self, root: strawberry.Parent[models.AssignmentRun], info: Info) -> str | None:
        has_plan = root.state in (RunStateEnum.PROPOSED, RunStateEnum.PUBLISHED)
        return _address(info, root, "plan") if has_plan else None


def _address(info: Info, run: models.AssignmentRun, kind: str) -> str:
    id = ids.to_global_id("AssignmentRun", run.id)
    return f"{info.context.settings.address.rstrip('/')}/runs/{id}/{kind}.json"


@strawberry.input(description="Which runs. All conditions hold together. 派单筛选。")
class RunFilter:
    unit: strawberry.ID | None = strawberry.field(default=None, description="Of exactly this unit.")
    below: strawberry.ID | None = strawberry.field(default=None, description="Of this unit or one below it.")
    week: str | None = strawberry.field(default=None, description="ISO week, such as 2026-W48.")
    states: list[RunState] | None = strawberry.field(default=None, description="In one of these states.")

    def condition(self) -> Q:
        found = Q()
        if self.unit is not None:
            found &= Q(unit_id=ids.row_id(self.unit, "Unit", "filter.unit"))
        if self.below is not None:
            found &= Q(unit_id__in=scope.subtree([ids.row_id(self.below, "Unit", "filter.below")]))
        if self.week is not None:
            found &= Q(week=str(Week.parse(self.week)))
        if self.states is not None:
            found &= Q(state__in=list(self.states))
        return found


@strawberry.type
class RunQueries:
    @query(needs=Permission.RUN_READ, description="Runs, the newest first. 派单列表。", paged=True)
    async def runs(
        self, info: Info, page: paging.PageRequest, filter: RunFilter | None = None
    ) -> Connection[AssignmentRun]:
        condition = (filter or RunFilter()).condition()
        return await paging.page(runs.visible(info.context.actor).filter(condition), ("-created_at",), page)


@strawberry.input(description="A new run. 新建派单。")
class RunCreateInput(MutationInput):
    unit: strawberry.ID = strawberry.field(description="The unit whose subtree is planned.")
    week: str = strawberry.field(description="ISO week, this one or up to 26 ahead, such as 2026-W48.")
    policy: strawberry.ID | None = strawberry.field(
        default=None, description="A policy valid for the unit; 标准 where none is given."
    )
    based_on: strawberry.ID | None = strawberry.field(
        default=None, description="An earlier run of the same unit and week to keep close to."
    )
    seed: int = strawberry.field(default=0, description="Seed of the solver, 0 or more.")


@strawberry.input(description="Which run to start. 开始派单。")
class RunStartInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The run.")


@strawberry.input(description="Which run to take back. 取消派单。")
class RunCancelInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The run.")
    reason: str = strawberry.field(default="", description="Why, at most 400 characters.")


@strawberry.input(description="Which run to lay aside. 废弃派单。")
class RunDiscardInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The run.")
    reason: str = strawberry.field(default="", description="Why, at most 400 characters.")


@strawberry.type(description="The run was made.")
class RunCreateSuccess:
    run: AssignmentRun = strawberry.field(description="The new run, a draft.")


@strawberry.type(description="The run is queued.")
class RunStartSuccess:
    run: AssignmentRun = strawberry.field(description="The run as it is now.")


@strawberry.type(description="The run was taken back.")
class RunCancelSuccess:
    run: AssignmentRun = strawberry.field(description="The run as it is now.")


@strawberry.type(description="The run was laid aside.")
class RunDiscardSuccess:
    run: AssignmentRun = strawberry.field(description="The run as it is now.")


@strawberry.type
class RunMutations:
    @mutation(needs=Permission.RUN_MANAGE, description="Make a run, as a draft. 新建派单。")
    async def run_create(info: Info, input: RunCreateInput) -> RunCreateSuccess:
        run = await runs.create(
            info.context.actor,
            ids.row_id(input.unit, "Unit", "unit"),
            input.week,
            policy_id=ids.row_id(input.policy, "Policy", "policy") if input.policy else None,
            based_on_id=ids.row_id(input.based_on, "AssignmentRun", "based_on") if input.based_on else None,
            seed=input.seed,
        )
        return RunCreateSuccess(run=run)

    @mutation(
        needs=Permission.RUN_MANAGE,
        description="Queue a draft, or a run to be solved anew. Answers at once; the input is frozen as the first stage "
        "of the solving (`runProgress`). 开始派单。",
    )
    async def run_start(info: Info, input: RunStartInput) -> RunStartSuccess:
        id = ids.row_id(input.id, "AssignmentRun")
        run = await runs.start(info.context.actor, id, expected_version=input.expected_version)
        return RunStartSuccess(run=run)

    @mutation(
        needs=Permission.RUN_MANAGE,
        description="Take back a queued or running run; solving stops within two seconds. 取消派单。",
    )
    async def run_cancel(info: Info, input: RunCancelInput) -> RunCancelSuccess:
        id = ids.row_id(input.id, "AssignmentRun")
        run = await runs.cancel(
            info.context.actor, id, reason=input.reason, expected_version=input.expected_version
        )
        return RunCancelSuccess(run=run)

    @mutation(needs=Permission.RUN_MANAGE, description="Lay a run aside for good. 废弃派单。")
    async def run_discard(info: Info, input: RunDiscardInput) -> RunDiscardSuccess:
        id = ids.row_id(input.id, "AssignmentRun")
        run = await runs.discard(
            info.context.actor, id, reason=input.reason, expected_version=input.expected_version
        )
        return RunDiscardSuccess(run=run)
