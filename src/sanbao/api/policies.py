"""Policies of runs in the API."""

from __future__ import annotations

from typing import Annotated

import strawberry

from sanbao.access.roles import Permission
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.api.node import VersionedNode, node
from sanbao.api.query import query
from sanbao.api.units import Unit
from sanbao.core import ids, paging
from sanbao.core.errors import InvalidInput
from sanbao.organisations.models import Unit as UnitRow
from sanbao.planning import models, policies

_RANGES = policies.RANGES


def _said(name: str, text: str) -> str:
    least, most = _RANGES[name]
    return f"{text} {least} to {most}."


_TEXTS = {
    "request_value": _said("request_value", "Points for each weight of a served request. 需求分值。"),
    "travel_cost": _said("travel_cost", "Points a minute of the way from home. 路程分值。"),
    "fairness_cost": _said(
        "fairness_cost", "Points times the growth of (services, recent ones included)². 均衡分值。"
    ),
    "change_cost_proposed": _said("change_cost_proposed", "Points to change a proposed pair. 改动建议。"),
    "change_cost_offered": _said("change_cost_offered", "Points to change an offered pair. 改动邀请。"),
    "change_cost_accepted": _said("change_cost_accepted", "Points to change an accepted pair. 改动承诺。"),
    "continuity_bonus": _said(
        "continuity_bonus", "Points for a member who knows the beneficiary. 熟悉加分。"
    ),
    "intention_bonus": _said(
        "intention_bonus", "Points for a line of service the member wished for. 意愿加分。"
    ),
    "waiting_weight": _said("waiting_weight", "Weight added for each week that a request waited. 等待加权。"),
    "start_step_minutes": _said(
        "start_step_minutes", "Minutes between possible starts in a window. 起始间隔。"
    ),
    "metres_per_minute": _said("metres_per_minute", "Speed, metres a minute. 速度。"),
    "detour_percent": _said(
        "detour_percent", "Length of the way in percent of the straight line. 绕行系数。"
    ),
    "time_limit_seconds": _said("time_limit_seconds", "Seconds that a solve may take. 求解时限。"),
    "answer_hours": _said("answer_hours", "Hours that members have to answer an offer. 答复时限。"),
}


@node(
    models.Policy,
    policies.visible,
    description="Named weights and limits of runs, valid for its unit and all below; a change makes a new revision, "
    "runs keep theirs. 派单策略。",
)
class Policy(VersionedNode):
    name: str = strawberry.field(description="Its name.")
    revision: int = strawberry.field(description="Counts its changes, from 1.")
    active: bool = strawberry.field(description="False once it has a successor; new runs take the newest.")
    request_value: int = strawberry.field(description=_TEXTS["request_value"])
    travel_cost: int = strawberry.field(description=_TEXTS["travel_cost"])
    fairness_cost: int = strawberry.field(description=_TEXTS["fairness_cost"])
    change_cost_proposed: int = strawberry.field(description=_TEXTS["change_cost_proposed"])
    change_cost_offered: int = strawberry.field(description=_TEXTS["change_cost_offered"])
    change_cost_accepted: int = strawberry.field(description=_TEXTS["change_cost_accepted"])
    continuity_bonus: int = strawberry.field(description=_TEXTS["continuity_bonus"])
    intention_bonus: int = strawberry.field(description=_TEXTS["intention_bonus"])
    waiting_weight: int = strawberry.field(description=_TEXTS["waiting_weight"])
    start_step_minutes: int = strawberry.field(description=_TEXTS["start_step_minutes"])
    metres_per_minute: int = strawberry.field(description=_TEXTS["metres_per_minute"])
    detour_percent: int = strawberry.field(description=_TEXTS["detour_percent"])
    time_limit_seconds: int = strawberry.field(description=_TEXTS["time_limit_seconds"])
    answer_hours: int = strawberry.field(description=_TEXTS["answer_hours"])

    @strawberry.field(description="The unit it was made for.")
    async def unit(self, root: strawberry.Parent[models.Policy], info: Info) -> Unit:
        return await info.context.loaders.row(UnitRow, root.unit_id)


@strawberry.type
class PolicyQueries:
    @query(
        needs=Permission.RUN_READ,
        description="Policies, in the order they were made. 策略列表。",
        paged=True,
    )
    async def policies(
        self,
        info: Info,
        page: paging.PageRequest,
        unit: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="Those that may be used for this unit's runs."),
        ] = None,
        active: Annotated[
            bool | None, strawberry.argument(description="The newest revisions; null for all.")
        ] = True,
    ) -> Connection[Policy]:
        found = policies.visible(info.context.actor)
        if unit is not None:
            found = found.filter(policies.valid_for(ids.row_id(unit, "Unit", "unit")))
        if active is not None:
            found = found.filter(active=active)
        return await paging.page(found, (), page)


@strawberry.input(description="The numbers of a policy; what is left out is as in 标准, or stays. 策略参数。")
class PolicyNumbersInput:
    request_value: int | None = strawberry.field(default=None, description=_TEXTS["request_value"])
    travel_cost: int | None = strawberry.field(default=None, description=_TEXTS["travel_cost"])
    fairness_cost: int | None = strawberry.field(default=None, description=_TEXTS["fairness_cost"])
    change_cost_proposed: int | None = strawberry.field(
        default=None, description=_TEXTS["change_cost_proposed"]
    )
    change_cost_offered: int | None = strawberry.field(
        default=None, description=_TEXTS["change_cost_offered"]
    )
    change_cost_accepted: int | None = strawberry.field(
        default=None, description=_TEXTS["change_cost_accepted"]
    )
    continuity_bonus: int | None = strawberry.field(default=None, description=_TEXTS["continuity_bonus"])
    intention_bonus: int | None = strawberry.field(default=None, description=_TEXTS["intention_bonus"])
    waiting_weight: int | None = strawberry.field(default=None, description=_TEXTS["waiting_weight"])
    start_step_minutes: int | None = strawberry.field(default=None, description=_TEXTS["start_step_minutes"])
    metres_per_minute: int | None = strawberry.field(default=None, description=_TEXTS["metres_per_minute"])
    detour_percent: int | None = strawberry.field(default=None, description=_TEXTS["detour_percent"])
    time_limit_seconds: int | None = strawberry.field(default=None, description=_TEXTS["time_limit_seconds"])
    answer_hours: int | None = strawberry.field(default=None, description=_TEXTS["answer_hours"])

    def said(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in _RANGES if getattr(self, name) is not None}


@strawberry.input(description="A new policy. 新建策略。")
class PolicyCreateInput(MutationInput):
    unit: strawberry.ID = strawberry.field(description="The unit in whose subtree it is valid.")
    name: str = strawberry.field(description="Its name, unique in the unit, at most 80 characters.")
    numbers: PolicyNumbersInput | None = strawberry.field(default=None, description="What differs from 标准.")


@strawberry.input(description="A change of a policy: makes its next revision. 修改策略。")
class PolicyChangeInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="Its newest revision.")
    numbers: PolicyNumbersInput = strawberry.field(description="What changes.")


@strawberry.type(description="The policy was made.")
class PolicyCreateSuccess:
    policy: Policy = strawberry.field(description="The new policy.")


@strawberry.type(description="The policy was changed.")
class PolicyChangeSuccess:
    policy: Policy = strawberry.field(description="Its new revision, a node of its own.")


@strawberry.type
class PolicyMutations:
    @mutation(needs=Permission.POLICY_MANAGE, description="Make a policy. 新建策略。")
    async def policy_create(info: Info, input: PolicyCreateInput) -> PolicyCreateSuccess:
        said = input.numbers.said() if input.numbers else {}
        unit_id = ids.row_id(input.unit, "Unit", "unit")
        draft = policies.PolicyDraft(**said)
        return PolicyCreateSuccess(
            policy=await policies.create(info.context.actor, unit_id, input.name, draft)
        )

    @mutation(needs=Permission.POLICY_MANAGE, description="Change a policy's numbers. 修改策略。")
    async def policy_change(info: Info, input: PolicyChangeInput) -> PolicyChangeSuccess:
        said = input.numbers.said()
        if not said:
            raise InvalidInput("numbers", "required")
        policy = await policies.change(
            info.context.actor, ids.row_id(input.id, "Policy"), said, expected_version=input.expected_version
        )
        return PolicyChangeSuccess(policy=policy)
