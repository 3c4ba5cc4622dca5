"""A request of a published week that needs people whom only a change elsewhere can free, in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from sanbao.access.roles import Permission
from sanbao.api.assignments import Assignment
from sanbao.api.context import Info
from sanbao.api.members import Member
from sanbao.api.mutation import MutationInput, mutation
from sanbao.api.query import query
from sanbao.api.requests import ServiceRequest
from sanbao.api.run_comparisons import by_number, members_numbered
from sanbao.core import ids
from sanbao.dispatch import policies
from sanbao.planning import mending, rearranging
from sanbao.requests.models import ServiceRequest as RequestRow


@strawberry.type(
    description="Another request whose team changes by a repair; it keeps its start. 受影响的需求。"
)
class RepairMove:
    row: strawberry.Private[mending.Move]

    @strawberry.field(description="The request.")
    async def request(self, info: Info) -> ServiceRequest:
        return await by_number(info, RequestRow, self.row.request)

    @strawberry.field(
        description="Whether it is still served afterwards; if not, it waits in the queue again."
    )
    def served(self) -> bool:
        return self.row.after is not None

    @strawberry.field(description="Its team now, as far as you may know of them.")
    async def members_before(self, info: Info) -> list[Member]:
        return await members_numbered(info, self.row.before)

    @strawberry.field(description="Its team afterwards; empty where it is no longer served.")
    async def members_after(self, info: Info) -> list[Member]:
        return await members_numbered(info, self.row.after or ())


@strawberry.type(
    description="Somebody who had accepted a request and would be released from it. 需解除的承诺。"
)
class RepairRelease:
    row: strawberry.Private[tuple[str, str]]

    @strawberry.field(description="The member; null where you may not know of him.")
    async def member(self, info: Info) -> Member | None:
        return next(iter(await members_numbered(info, [self.row[0]])), None)

    @strawberry.field(description="The request that he had accepted.")
    async def request(self, info: Info) -> ServiceRequest:
        return await by_number(info, RequestRow, self.row[1])


@strawberry.type(
    description="A way to give a request its people now, with its price. Nothing of it is done until `repairApply`. "
    "调整方案。"
)
class Repair:
    row: strawberry.Private[mending.Proposed]

    @strawberry.field(
        description="Names it for `repairApply`, for as long as nothing that it touches changes."
    )
    def key(self) -> str:
        return self.row.key

    @strawberry.field(
        description="By how many points the week's total rises, what changes for members counted. 增益。"
    )
    def gain(self) -> float:
        return self.row.price

    @strawberry.field(description="When the service would start, UTC.")
    def starts_at(self) -> datetime:
        return self.row.starts_at

    @strawberry.field(
        description="Who would be asked to join its team, as far as you may know of them. 新增人员。"
    )
    async def members_added(self, info: Info) -> list[Member]:
        return await members_numbered(info, self.row.repair.added)

    @strawberry.field(description="Who would leave its team.")
    async def members_removed(self, info: Info) -> list[Member]:
        return await members_numbered(info, self.row.repair.removed)

    @strawberry.field(
        description="The other requests that it touches; none where only free people are asked."
    )
    def moves(self) -> list[RepairMove]:
        return [RepairMove(row=move) for move in self.row.moves]

    @strawberry.field(description="Promises of members that it would undo: think twice. 需解除的承诺。")
    def releases(self) -> list[RepairRelease]:
        return [RepairRelease(row=pair) for pair in self.row.released]


@strawberry.input(description="A repair to be made. 执行调整方案。")
class RepairApplyInput(MutationInput):
    request: strawberry.ID = strawberry.field(description="The request that gets its people.")
    key: str = strawberry.field(description="Which of its `requestRepairs`.")
    answer_by: datetime | None = strawberry.field(
        default=None,
        description="Until when the offers can be accepted, with an offset; by default the policy's hours from now.",
    )


@strawberry.type(description="People were withdrawn and asked as the repair says.")
class RepairApplySuccess:
    request: ServiceRequest = strawberry.field(description="The request as it is now.")
    assignments: list[Assignment] = strawberry.field(description="The offers made, the request's own first.")


@strawberry.type
class RepairQueries:
    @query(
        needs=Permission.RUN_READ,
        description="The best ways to give an open request of a published week its people now: an urgent one that came "
        "after the plan, one that somebody fell out of, one that was left out. Only ways that raise the week's total, "
        "the best first; starts that are agreed stay. 调整方案。",
    )
    async def request_repairs(
        self,
        info: Info,
        request: Annotated[strawberry.ID, strawberry.argument(description="The request.")],
        most: Annotated[int, strawberry.argument(description="How many, 1 to 10.")] = 5,
    ) -> list[Repair]:
        id = ids.row_id(request, "ServiceRequest", "request")
        return [Repair(row=way) for way in await mending.proposals(info.context.actor, id, most)]


@strawberry.type
class RepairMutations:
    @mutation(
        needs=Permission.ASSIGNMENT_MANAGE,
        description="Make a repair: withdraw those whom it moves and offer the places. Refused as a conflict where "
        "anything that it touches has changed since you read it. 执行调整方案。",
    )
    async def repair_apply(info: Info, input: RepairApplyInput) -> RepairApplySuccess:
        actor = info.context.actor
        id = ids.row_id(input.request, "ServiceRequest", "request")
        offers = await rearranging.apply(actor, id, input.key, answer_by=input.answer_by)
        return RepairApplySuccess(request=await policies.get_request(actor, id), assignments=offers)
