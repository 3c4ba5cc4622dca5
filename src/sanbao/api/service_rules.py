"""The rules of the day of a service in the API, and what they mean for one assignment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry import UNSET

from sanbao.access.roles import Permission
from sanbao.api.context import Info
from sanbao.api.mutation import VersionedInput, mutation
from sanbao.api.node import VersionedNode, node
from sanbao.api.query import query
from sanbao.api.said import said
from sanbao.api.units import Unit
from sanbao.core import ids
from sanbao.dispatch import models, rules
from sanbao.organisations.models import Unit as UnitRow

_BEFORE = "Checking in is possible from so many minutes before the start"
_AFTER = "until so many minutes after it; null: until the end"
_METRES = "How near to the place one must be to check in, metres; null: the place is not asked"
_CLOSE = (
    "So many minutes after its end a service that nobody closed is closed by itself, and its address hidden"
)
_OVERRUN = "Hours count at most so many minutes beyond the agreed end"
_SWAP = "A swap ends so many minutes before the start"
_CONSENT = "Whether staff have to consent to a swap"
_DAY = "Hours count at most so many minutes a local day"


def _range(name: str) -> str:
    least, most = rules.RANGES[name]
    return f"{least} to {most}"


@strawberry.type(description="The numbers of a service rule. 服务规则的数值。")
class ServiceRuleNumbers:
    check_in_before_minutes: int = strawberry.field(description=f"{_BEFORE}. 提前签到。")
    check_in_after_minutes: int | None = strawberry.field(description=f"…{_AFTER}. 最晚签到。")
    check_in_metres: int | None = strawberry.field(description=f"{_METRES}. 签到距离。")
    close_after_minutes: int = strawberry.field(description=f"{_CLOSE}. 自动结束。")
    overrun_minutes: int = strawberry.field(description=f"{_OVERRUN}. 超时上限。")
    day_minutes: int = strawberry.field(description=f"{_DAY}. 每日上限。")
    swap_until_minutes: int = strawberry.field(description=f"{_SWAP}. 代班期限。")
    swap_needs_consent: bool = strawberry.field(description=f"{_CONSENT}. 代班须同意。")

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, models.ServiceRule)


@node(
    models.ServiceRule,
    rules.visible,
    description="How the day of a service goes in a unit and below it. 服务规则。",
)
class ServiceRule(VersionedNode):
    @strawberry.field(description="What it says.")
    def numbers(self, root: strawberry.Parent[models.ServiceRule]) -> ServiceRuleNumbers:
        return root

    @strawberry.field(description="The unit that set it.")
    async def unit(self, root: strawberry.Parent[models.ServiceRule], info: Info) -> Unit:
        return await info.context.loaders.row(UnitRow, root.unit_id)


@strawberry.type(
    description="The rule that holds for a unit: its own, the nearest one above, or the defaults. 生效规则。"
)
class ServiceRuleInForce:
    row: strawberry.Private[models.ServiceRule]

    @strawberry.field(description="What it says.")
    def numbers(self) -> ServiceRuleNumbers:
        return self.row

    @strawberry.field(description="Where it was set; null: nowhere, these are the defaults.")
    def source(self) -> ServiceRule | None:
        return self.row if rules.is_set(self.row) else None


@strawberry.type(
    description="When and where the member of an assignment may check in, and when it is closed. 签到规则。"
)
class CheckInTerms:
    opens_at: datetime = strawberry.field(description="From when he may check in, UTC.")
    closes_at: datetime = strawberry.field(description="Until when, UTC; not included.")
    within_metres: int | None = strawberry.field(
        description="How near to the place he must be, metres; null: his position is not asked."
    )
    shut_at: datetime = strawberry.field(
        description="When the service is closed by itself and he sees address and telephone no longer, UTC."
    )


async def terms(info: Info, assignment: models.Assignment, unit_id: UUID) -> CheckInTerms:
    """What the rule of a request's unit means for an assignment; two statements for all rows that ask."""

    async def load(unit_ids: Sequence[UUID]) -> list[models.ServiceRule]:
        found = await rules.rules_for(unit_ids)
        return [found[id] for id in unit_ids]

    rule = await info.context.loaders.batched(terms, load, unit_id)
    opens_at, closes_at = rules.check_in_hours(rule, assignment)
    return CheckInTerms(
        opens_at=opens_at,
        closes_at=closes_at,
        within_metres=rule.check_in_metres,
        shut_at=rules.closes_at(rule, assignment.ends_at),
    )


@strawberry.input(description="A rule of a unit; what is left out stays as it holds now. 设置服务规则。")
class ServiceRuleSetInput(VersionedInput):
    unit: strawberry.ID = strawberry.field(description="The unit; all below it that have none follow it.")
    check_in_before_minutes: int | None = strawberry.field(
        default=UNSET, description=f"{_BEFORE}, {_range('check_in_before_minutes')}."
    )
    check_in_after_minutes: int | None = strawberry.field(
        default=UNSET, description=f"…{_AFTER}; {_range('check_in_after_minutes')}."
    )
    check_in_metres: int | None = strawberry.field(
        default=UNSET, description=f"{_METRES}; {_range('check_in_metres')}."
    )
    close_after_minutes: int | None = strawberry.field(
        default=UNSET, description=f"{_CLOSE}; {_range('close_after_minutes')}."
    )
    overrun_minutes: int | None = strawberry.field(
        default=UNSET, description=f"{_OVERRUN}, {_range('overrun_minutes')}."
    )
    day_minutes: int | None = strawberry.field(default=UNSET, description=f"{_DAY}, {_range('day_minutes')}.")
    swap_until_minutes: int | None = strawberry.field(
        default=UNSET, description=f"{_SWAP}, {_range('swap_until_minutes')}."
    )
    swap_needs_consent: bool | None = strawberry.field(default=UNSET, description=f"{_CONSENT}.")


@strawberry.type(description="The rule is set.")
class ServiceRuleSetSuccess:
    rule: ServiceRule = strawberry.field(description="The unit's own rule as it is now.")


@strawberry.type
class ServiceRuleQueries:
    @query(
        needs=Permission.ASSIGNMENT_READ,
        description="The rule of the day of a service that holds for a unit. 服务规则。",
    )
    async def service_rule(
        self, info: Info, unit: Annotated[strawberry.ID, strawberry.argument(description="The unit.")]
    ) -> ServiceRuleInForce:
        return ServiceRuleInForce(row=await rules.read(info.context.actor, ids.row_id(unit, "Unit", "unit")))


@strawberry.type
class ServiceRuleMutations:
    @mutation(
        needs=Permission.POLICY_MANAGE,
        description="Give a unit a rule of its own for the day of a service, or change it. 设置服务规则。",
    )
    async def service_rule_set(info: Info, input: ServiceRuleSetInput) -> ServiceRuleSetSuccess:
        rule = await rules.set_rule(
            info.context.actor,
            ids.row_id(input.unit, "Unit", "unit"),
            said(input, rules.RuleChange),
            expected_version=input.expected_version,
        )
        return ServiceRuleSetSuccess(rule=rule)
