"""How a live week stands, in the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry

from sanbao.access.roles import Permission
from sanbao.api.assignments import AssignmentState
from sanbao.api.context import Info
from sanbao.api.query import query
from sanbao.core import ids
from sanbao.core.clock import Week
from sanbao.planning import tallies


@strawberry.type(
    description="How many assignments that start on a local day are in a state. 派单统计。",
)
class AssignmentTally:
    day: date = strawberry.field(description="The local day.")
    state: AssignmentState = strawberry.field(description="The state.")
    count: int = strawberry.field(description="How many.")
    backfilled: int = strawberry.field(
        description="How many of them were offered after the plan was published, for a place that became empty or a request that "
        "came later. 递补。"
    )


@strawberry.type
class TallyQueries:
    @query(
        needs=Permission.ASSIGNMENT_READ,
        description="The assignments of a week in figures, by day and state; what has none is left out. 派单统计。",
    )
    async def assignment_tallies(
        self,
        info: Info,
        unit: Annotated[strawberry.ID, strawberry.argument(description="The unit, with all below it.")],
        week: Annotated[str, strawberry.argument(description="ISO week, such as 2026-W48.")],
    ) -> list[AssignmentTally]:
        found = await tallies.tallies(info.context.actor, ids.row_id(unit, "Unit", "unit"), Week.parse(week))
        return [
            AssignmentTally(day=one.day, state=one.state, count=one.count, backfilled=one.backfilled)
            for one in found
        ]
