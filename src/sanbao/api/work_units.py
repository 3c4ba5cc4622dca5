"""What work units learn of their members in the API."""

from __future__ import annotations

from typing import Annotated

import strawberry

from sanbao.access.roles import Permission
from sanbao.api.context import Info
from sanbao.api.query import query
from sanbao.api.units import Unit
from sanbao.api.vocabulary import MemberState
from sanbao.core import ids
from sanbao.members import work_units
from sanbao.organisations.models import Unit as UnitRow


@strawberry.type(description="How many members are in a state. 状态人数。")
class MemberStateCount:
    state: MemberState = strawberry.field(description="The state.")
    count: int = strawberry.field(description="How many members are in it.")


@strawberry.type(
    description="A work unit's members in numbers, those of units below it included. 工作单位反馈。"
)
class WorkUnitReport:
    members: int = strawberry.field(description="Members who have not left.")
    reported_in: int = strawberry.field(
        description="Those of them with a report-in that stands, of any kind. 已报到人数。"
    )

    @strawberry.field(description="The work unit.")
    async def unit(self, root: strawberry.Parent[work_units.WorkUnitReport], info: Info) -> Unit:
        return await info.context.loaders.row(UnitRow, root.unit_id)

    @strawberry.field(description="Members by state, every state once.")
    def by_state(self, root: strawberry.Parent[work_units.WorkUnitReport]) -> list[MemberStateCount]:
        return [MemberStateCount(state=state, count=count) for state, count in root.by_state.items()]


@strawberry.type
class WorkUnitQueries:
    @query(
        needs=Permission.WORK_UNIT_READ_REPORT,
        description="Counts of a work unit's members, without names. 工作单位成员统计。",
    )
    async def work_unit_report(
        self, info: Info, unit: Annotated[strawberry.ID, strawberry.argument(description="The work unit.")]
    ) -> WorkUnitReport:
        return await work_units.report(info.context.actor, ids.row_id(unit, "Unit", "unit"))
