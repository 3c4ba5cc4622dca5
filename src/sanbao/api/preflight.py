"""Supply and demand before a run, in the API."""

from __future__ import annotations

from typing import Annotated

import strawberry

from sanbao.access.roles import Permission
from sanbao.api.context import Info
from sanbao.api.members import Member
from sanbao.api.query import query
from sanbao.api.requests import ServiceRequest
from sanbao.api.units import Unit
from sanbao.core import ids
from sanbao.core.catalogue import sentence
from sanbao.members.models import Member as MemberRow
from sanbao.members.policies import visible_members
from sanbao.organisations.models import Unit as UnitRow
from sanbao.planning import preflight as service
from sanbao.requests.models import ServiceRequest as RequestRow


@strawberry.type(description="Minutes asked and offered of one skill. 技能供需。")
class SkillBalance:
    skill: str = strawberry.field(description="The skill's code.")
    requests: int = strawberry.field(description="Requests that ask for it.")
    demand_minutes: int = strawberry.field(description="Minutes of all required places.")
    members: int = strawberry.field(description="Members who have it.")
    supply_minutes: int = strawberry.field(
        description="Minutes they offer; one with several skills counts for each of them."
    )


@strawberry.type(description="Minutes asked and offered in one area. 区域供需。")
class AreaBalance:
    row: strawberry.Private[service.AreaBalance]
    requests: int = strawberry.field(description="Requests there.")
    demand_minutes: int = strawberry.field(description="Minutes of all required places.")
    members: int = strawberry.field(description="Members who live there.")
    supply_minutes: int = strawberry.field(description="Minutes they offer in the week.")

    @strawberry.field(
        description="A unit directly below the run's; the run's own for what hangs on it directly."
    )
    async def unit(self, info: Info) -> Unit:
        return await info.context.loaders.row(UnitRow, self.row.unit_id)


@strawberry.type(description="Members who will not serve, for one reason. 未纳入的成员。")
class MembersLeftOut:
    row: strawberry.Private[service.MembersOut]

    @strawberry.field(
        description="pending, paused, no_position, or the first rule that leaves nothing: skill, level, tags, "
        "forbidden, reach, availability, max_services, max_minutes."
    )
    def reason(self) -> str:
        return self.row.reason

    @strawberry.field(description="The reason in words.")
    def message(self, info: Info) -> str:
        return sentence(f"idle-{self.row.reason}", {}, info.context.locale)

    @strawberry.field(description="How many.")
    def count(self) -> int:
        return self.row.count

    @strawberry.field(description="Some of them, at most 10, as far as you may know of them.")
    async def examples(self, info: Info) -> list[Member]:
        visible = visible_members(info.context.actor)
        rows = [await info.context.loaders.row(MemberRow, id) for id in self.row.examples]
        seen = set(await visible.filter(id__in=list(self.row.examples)).values_list("id", flat=True))
        return [row for row in rows if row.id in seen]


@strawberry.type(description="A request that nobody can serve. 无人能接的需求。")
class HopelessRequest:
    row: strawberry.Private[service.Hopeless]

    @strawberry.field(description="The reason code of the solver, such as no_skill or out_of_reach.")
    def reason(self) -> str:
        return self.row.reason

    @strawberry.field(description="The reason in words.")
    def message(self, info: Info) -> str:
        locale = info.context.locale
        return sentence(f"why-unserved-{self.row.reason}-coordinator", self.row.facts_in(locale), locale)

    @strawberry.field(description="The request.")
    async def request(self, info: Info) -> ServiceRequest:
        return await info.context.loaders.row(RequestRow, self.row.request_id)


@strawberry.type(description="A unit's week before any solving. 派单前检查。")
class Preflight:
    row: strawberry.Private[service.Preflight]
    members: int = strawberry.field(description="Members who can be asked.")
    requests: int = strawberry.field(description="Requests that can be planned.")
    hopeless_count: int = strawberry.field(description="Requests that nobody can serve.")
    requests_without_place: int = strawberry.field(
        description="Requests left out because neither they nor a unit above have a position."
    )
    promises_that_no_longer_fit: int = strawberry.field(
        description="Accepted places whose member has lost the skill, a condition or the reach since."
    )

    @strawberry.field(description="By skill, in order of code.")
    def skills(self) -> list[SkillBalance]:
        return [
            SkillBalance(
                skill=line.skill,
                requests=line.requests,
                demand_minutes=line.demand_minutes,
                members=line.members,
                supply_minutes=line.supply_minutes,
            )
            for line in self.row.skills
        ]

    @strawberry.field(description="By area: the unit's own first, then in order of name.")
    def areas(self) -> list[AreaBalance]:
        return [
            AreaBalance(
                row=line,
                requests=line.requests,
                demand_minutes=line.demand_minutes,
                members=line.members,
                supply_minutes=line.supply_minutes,
            )
            for line in self.row.areas
        ]

    @strawberry.field(description="Members who will not serve, by reason.")
    def members_left_out(self) -> list[MembersLeftOut]:
        return [MembersLeftOut(row=line) for line in self.row.members_out]

    @strawberry.field(description="Requests that nobody can serve, at most 100. 无人能接的需求。")
    def hopeless(self) -> list[HopelessRequest]:
        return [HopelessRequest(row=line) for line in self.row.hopeless]


@strawberry.type
class PreflightQueries:
    @query(
        needs=Permission.RUN_READ,
        description="Supply against demand, and what cannot work, as if a run started now. 派单前检查。",
    )
    async def preflight(
        self,
        info: Info,
        unit: Annotated[strawberry.ID, strawberry.argument(description="The unit, with all below it.")],
        week: Annotated[str, strawberry.argument(description="ISO week, such as 2026-W48.")],
        policy: Annotated[
            strawberry.ID | None, strawberry.argument(description="A policy; 标准 where none is given.")
        ] = None,
    ) -> Preflight:
        found = await service.preflight(
            info.context.actor,
            ids.row_id(unit, "Unit", "unit"),
            week,
            ids.row_id(policy, "Policy", "policy") if policy else None,
        )
        return Preflight(
            row=found,
            members=found.members,
            requests=found.requests,
            hopeless_count=found.hopeless_count,
            requests_without_place=found.requests_without_place,
            promises_that_no_longer_fit=found.promises_that_no_longer_fit,
        )
