"""Where a run is short of hands, in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from sanbao.access.roles import Permission
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.query import query
from sanbao.api.units import Unit
from sanbao.core import ids, list_pages, paging
from sanbao.organisations.models import Unit as UnitRow
from sanbao.planning import shortages


@strawberry.type(
    description="A skill that the requests of a unit lack in a block of four hours, and what one more member with it, "
    "who lives there and is free then, would be worth at least: the exact rise of the plan's total, the rest of the "
    "plan standing. 人手短缺。"
)
class Shortage:
    row: strawberry.Private[shortages.UnitShortage]

    @strawberry.field(description="The skill's code. 技能。")
    def skill(self) -> str:
        return self.row.figures.skill

    @strawberry.field(description="The unit whose requests lack it. 区域。")
    async def unit(self, info: Info) -> Unit:
        return await info.context.loaders.row(UnitRow, self.row.unit_id)

    @strawberry.field(description="Where the block begins, UTC. 开始。")
    def starts_at(self) -> datetime:
        return self.row.starts_at

    @strawberry.field(description="Where it ends, UTC. 结束。")
    def ends_at(self) -> datetime:
        return self.row.ends_at

    @strawberry.field(
        description="Empty places of requests left out, each at the start that comes closest. 缺额。"
    )
    def short(self) -> int:
        return self.row.figures.short

    @strawberry.field(description="Places at which one more member would let a request be served. 可补名额。")
    def paying(self) -> int:
        return self.row.figures.paying

    @strawberry.field(
        description="What he would be worth at the best of these places, points; 0 when there is none."
    )
    def most(self) -> float:
        return self.row.figures.most

    @strawberry.field(description="What he would be worth on average over these places, points.")
    def average(self) -> float:
        return self.row.figures.average


@strawberry.type
class ShortageQueries:
    @query(
        needs=Permission.RUN_READ,
        description="Where a run's plan is short of hands, by skill, unit and time; what one more member would be worth "
        "most first. Worked out anew: up to half a minute for a city. 人手短缺表。",
        paged=True,
    )
    async def run_shortages(
        self,
        info: Info,
        page: paging.PageRequest,
        run: Annotated[strawberry.ID, strawberry.argument(description="The run.")],
    ) -> Connection[Shortage]:
        found = await shortages.of_run(info.context.actor, ids.row_id(run, "AssignmentRun", "run"))
        return list_pages.page([Shortage(row=row) for row in found], page)
