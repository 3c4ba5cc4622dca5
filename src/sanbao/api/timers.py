"""Weekly timers in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from sanbao.access.roles import Permission
from sanbao.api.context import Info
from sanbao.api.mutation import MutationInput, mutation
from sanbao.api.node import VersionedNode, node
from sanbao.api.policies import Policy
from sanbao.api.query import query
from sanbao.api.units import Unit
from sanbao.core import clock, ids
from sanbao.organisations.models import Unit as UnitRow
from sanbao.planning import models, timers


@node(
    models.WeeklyTimer,
    timers.visible,
    description="Starts a unit's run for the following week by itself. 每周定时派单。",
)
class WeeklyTimer(VersionedNode):
    weekday: int = strawberry.field(description="0 (Monday 周一) to 6 (Sunday 周日).")
    minute: int = strawberry.field(description="Minute of the local day, 0 to 1439.")
    enabled: bool = strawberry.field(description="Whether it rings.")

    @strawberry.field(description="The unit.")
    async def unit(self, root: strawberry.Parent[models.WeeklyTimer], info: Info) -> Unit:
        return await info.context.loaders.row(UnitRow, root.unit_id)

    @strawberry.field(description="The policy of its runs; null for 标准.")
    async def policy(self, root: strawberry.Parent[models.WeeklyTimer], info: Info) -> Policy | None:
        return await info.context.loaders.optional_row(models.Policy, root.policy_id)

    @strawberry.field(description="When it rings next, UTC; null while it is off.")
    def rings_at(self, root: strawberry.Parent[models.WeeklyTimer]) -> datetime | None:
        return timers.until(root, clock.now()) if root.enabled else None


@strawberry.type
class TimerQueries:
    @query(needs=Permission.RUN_READ, description="A unit's own timer; null where it has none. 定时派单。")
    async def weekly_timer(
        self, info: Info, unit: Annotated[strawberry.ID, strawberry.argument(description="The unit.")]
    ) -> WeeklyTimer | None:
        unit_id = ids.row_id(unit, "Unit", "unit")
        return await timers.visible(info.context.actor).get_or_none(unit_id=unit_id)


@strawberry.input(description="When a unit's run starts by itself. 设置定时派单。")
class WeeklyTimerSetInput(MutationInput):
    unit: strawberry.ID = strawberry.field(description="The unit.")
    weekday: int = strawberry.field(description="0 (Monday 周一) to 6 (Sunday 周日).")
    minute: int = strawberry.field(description="Minute of the local day, 0 to 1439.")
    policy: strawberry.ID | None = strawberry.field(
        default=None, description="A policy valid for the unit; 标准 where none is given."
    )
    enabled: bool = strawberry.field(default=True, description="False turns it off and keeps it.")


@strawberry.type(description="The timer is set.")
class WeeklyTimerSetSuccess:
    timer: WeeklyTimer = strawberry.field(description="The timer.")


@strawberry.type
class TimerMutations:
    @mutation(
        needs=Permission.RUN_MANAGE,
        description="Let a unit's run for the following week start by itself every week. 设置定时派单。",
    )
    async def weekly_timer_set(info: Info, input: WeeklyTimerSetInput) -> WeeklyTimerSetSuccess:
        timer = await timers.set_timer(
            info.context.actor,
            ids.row_id(input.unit, "Unit", "unit"),
            weekday=input.weekday,
            minute=input.minute,
            policy_id=ids.row_id(input.policy, "Policy", "policy") if input.policy else None,
            enabled=input.enabled,
        )
        return WeeklyTimerSetSuccess(timer=timer)
