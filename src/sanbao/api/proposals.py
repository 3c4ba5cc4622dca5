"""Reading a run in the API: proposals with their reasons, the summary, the price of a placement, two runs compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from sanbao.access.roles import Permission
from sanbao.api import sight
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.members import Member
from sanbao.api.node import VersionedNode, node
from sanbao.api.query import query
from sanbao.api.reasons import MemberPlan, Why
from sanbao.api.requests import ServiceRequest
from sanbao.core import ids, paging
from sanbao.core.catalogue import sentence
from sanbao.core.errors import InvalidInput
from sanbao.members.models import Member as MemberRow
from sanbao.members.policies import visible_members
from sanbao.planning import models, price_words, pricing, reading
from sanbao.requests.models import ServiceRequest as RequestRow

if TYPE_CHECKING:
    from sanbao.api.runs import AssignmentRun

Run = Annotated["AssignmentRun", strawberry.lazy("sanbao.api.runs")]
MOST_REASONS = 20
GIVE_WAY = "Requests that the plan serves and that give way: they are taken out in the same step. One that is locked may not. 让路的需求。"


@strawberry.type(description="A member whom a proposal puts in a seat. 拟派成员。")
class ProposedSeat:
    seat_index: int = strawberry.field(description="Which seat of the menu item, from 0.")
    travel_minutes: int = strawberry.field(description="His way from home, minutes. 路程。")

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, models.ProposedSeat)

    @strawberry.field(description="The member; null where you may not know of him. 成员。")
    async def member(self, root: strawberry.Parent[models.ProposedSeat], info: Info) -> Member | None:
        return await sight.visible(info, visible_members, root.member_id)

    @strawberry.field(description="His name. 姓名。")
    async def member_name(self, root: strawberry.Parent[models.ProposedSeat], info: Info) -> str:
        return (await info.context.loaders.row(MemberRow, root.member_id)).name


@node(
    models.Proposal,
    reading.visible,
    description="What a run says of one request: served when and by whom, or not and why. 派单方案。",
)
class Proposal(VersionedNode):
    served: bool = strawberry.field(description="Whether the plan serves the request.")
    starts_at: datetime | None = strawberry.field(description="The proposed start, UTC; null unserved.")

    @strawberry.field(description="Why not, as a code (see `Why.reason`); null when served. 原因代码。")
    def reason(self, root: strawberry.Parent[models.Proposal]) -> str | None:
        return root.reason or None

    @strawberry.field(description="The run.")
    async def run(self, root: strawberry.Parent[models.Proposal], info: Info) -> Run:
        return await info.context.loaders.row(models.AssignmentRun, root.run_id)

    @strawberry.field(description="The request.")
    async def request(self, root: strawberry.Parent[models.Proposal], info: Info) -> ServiceRequest:
        return await info.context.loaders.row(RequestRow, root.request_id)

    @strawberry.field(description="The team, seat by seat; empty unserved. 团队。")
    async def seats(self, root: strawberry.Parent[models.Proposal], info: Info) -> list[ProposedSeat]:
        return await info.context.loaders.children(models.ProposedSeat, "proposal_id", root.id, "seat_index")

    @strawberry.field(
        description=f"Why, worked out when asked for: at most {MOST_REASONS} in one document. Null where the run's "
        "document lacks the request. 为什么。"
    )
    async def why(self, root: strawberry.Parent[models.Proposal], info: Info) -> Why | None:
        async def load(rows: Sequence[models.Proposal]) -> list[Why | None]:
            if len(rows) > MOST_REASONS:
                raise InvalidInput("", "too-many-reasons", most=MOST_REASONS)
            return [found and Why(source=found) for found in await reading.why_many(rows)]

        found: Why | None = await info.context.loaders.batched(reading.why_many, load, root)
        return found


@strawberry.input(description="Which proposals of a run. All conditions hold together. 方案筛选。")
class ProposalFilter:
    served: bool | None = strawberry.field(default=None, description="Served, or not.")
    reason: str | None = strawberry.field(default=None, description="Left out for this reason code.")
    below: strawberry.ID | None = strawberry.field(
        default=None, description="Requests of this unit or below it."
    )
    menu_item: strawberry.ID | None = strawberry.field(
        default=None, description="Requests for this menu item."
    )
    skill: str | None = strawberry.field(
        default=None, description="Requests with a seat that asks for the skill of this code."
    )
    member: strawberry.ID | None = strawberry.field(default=None, description="With this member in the team.")
    starts_from: datetime | None = strawberry.field(
        default=None, description="Served, with a start at this moment or later, with an offset."
    )
    starts_before: datetime | None = strawberry.field(
        default=None, description="Served, with a start before this moment, with an offset."
    )
    text: str | None = strawberry.field(
        default=None, description="The request's number, or its menu item's name, contains this."
    )

    def condition(self) -> reading.ProposalFilter:
        return reading.ProposalFilter(
            served=self.served,
            reason=self.reason,
            below=ids.row_id(self.below, "Unit", "filter.below") if self.below else None,
            menu_item_id=ids.row_id(self.menu_item, "MenuItem", "filter.menuItem")
            if self.menu_item
            else None,
            skill=self.skill,
            member_id=ids.row_id(self.member, "Member", "filter.member") if self.member else None,
            starts_from=self.starts_from,
            starts_before=self.starts_before,
            text=self.text,
        )


@strawberry.enum(
    description="Order of proposals: one that does not change, or by start, for served ones alone. 方案排序。"
)
class ProposalOrder(Enum):
    STEADY = ()
    START = ("starts_at",)


@strawberry.type(description="A plan's score or a difference of two, in points; costs are negative. 得分。")
class ScoreParts:
    total: float = strawberry.field(description="The sum.")
    served: float = strawberry.field(description="For requests served. 完成需求。")
    wanted: float = strawberry.field(description="For wanted places filled. 增派。")
    travel: float = strawberry.field(description="For ways. 路程。")
    fairness: float = strawberry.field(description="For unequal load. 均衡。")
    pairs: float = strawberry.field(description="For continuity and wishes. 熟悉与意愿。")
    change: float = strawberry.field(description="For changes to an earlier plan. 变动。")


def score_parts(total: int, parts: Any) -> ScoreParts:
    """Parts of the solver as the API shows them."""
    return ScoreParts(
        total=total,
        served=parts.served,
        wanted=parts.wanted,
        travel=parts.travel,
        fairness=parts.fairness,
        pairs=parts.pairs,
        change=parts.change,
    )


@strawberry.type(description="A rule that a placement would break. 违反的规则。")
class RuleViolation:
    rule: str = strawberry.field(
        description="start, seats, once, skill, level, tags, forbidden, reach, availability, max_services, "
        "max_minutes, travel_time or pins."
    )

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, pricing.Broken)

    @strawberry.field(description="What is broken, in plain words. 说明。")
    def message(self, root: strawberry.Parent[pricing.Broken], info: Info) -> str:
        facts = {"request": root.request_number, "member": root.member_name}
        return sentence(f"violation-{root.rule}", facts, info.context.locale)

    @strawberry.field(description="The request concerned.")
    async def request(self, root: strawberry.Parent[pricing.Broken], info: Info) -> ServiceRequest | None:
        return await info.context.loaders.optional_row(RequestRow, root.request_id)

    @strawberry.field(description="The member concerned; null where you may not know of him.")
    async def member(self, root: strawberry.Parent[pricing.Broken], info: Info) -> Member | None:
        return await sight.visible(info, visible_members, root.member_id)


@strawberry.type(description="What a placement by hand would break and cost. Nothing was saved. 调整的代价。")
class PlacementPrice:
    allowed: bool = strawberry.field(description="True when it breaks no rule and could be saved.")
    violations: list[RuleViolation] = strawberry.field(description="Every rule that it would break.")
    difference: ScoreParts | None = strawberry.field(
        description="The plan's score with it minus without; null where it breaks a rule so that it has no score."
    )
    travel_minutes: int | None = strawberry.field(
        description="By how many minutes all ways together get longer, one way each; null with `difference`. 多走的路。"
    )
    sentence: str = strawberry.field(
        description="The same in plain words: who comes and who no longer does, what is called off, the ways; or each "
        "broken rule. 一句话说明。"
    )


@strawberry.input(description="Who holds one seat. 一个名额组的人选。")
class SeatTeamInput:
    members: list[strawberry.ID] = strawberry.field(description="The members of the seat; may be empty.")


@strawberry.type
class ProposalQueries:
    @query(
        needs=Permission.RUN_READ,
        description="The proposals of a run. By START only with `filter: {served: true}`. 方案列表。",
        paged=True,
    )
    async def proposals(
        self,
        info: Info,
        page: paging.PageRequest,
        run: Annotated[strawberry.ID, strawberry.argument(description="The run.")],
        filter: Annotated[ProposalFilter | None, strawberry.argument(description="Which of them.")] = None,
        order: Annotated[
            ProposalOrder, strawberry.argument(description="In which order.")
        ] = ProposalOrder.STEADY,
    ) -> Connection[Proposal]:
        condition = (filter or ProposalFilter()).condition()
        if order is ProposalOrder.START and condition.served is not True:
            raise InvalidInput("order", "order-of-unserved")
        rows = await reading.proposals(info.context.actor, ids.row_id(run, "AssignmentRun", "run"), condition)
        return await paging.page(rows, order.value, page)

    @query(
        needs=Permission.RUN_READ, description="A member's week in a run, with reasons. 成员在方案中的一周。"
    )
    async def member_plan(
        self,
        info: Info,
        run: Annotated[strawberry.ID, strawberry.argument(description="The run.")],
        member: Annotated[strawberry.ID, strawberry.argument(description="The member.")],
    ) -> MemberPlan:
        found = await reading.member_plan(
            info.context.actor,
            ids.row_id(run, "AssignmentRun", "run"),
            ids.row_id(member, "Member", "member"),
        )
        return MemberPlan(source=found)

    @query(
        needs=Permission.RUN_READ,
        description="What a placement by hand would break and cost, before it is saved. 调整前先看代价。",
    )
    async def proposal_price(
        self,
        info: Info,
        run: Annotated[strawberry.ID, strawberry.argument(description="The run.")],
        request: Annotated[strawberry.ID, strawberry.argument(description="The request to place.")],
        starts_at: Annotated[
            datetime | None,
            strawberry.argument(
                description="Its start, with an offset; null to take the request out of the plan."
            ),
        ] = None,
        seats: Annotated[
            list[SeatTeamInput] | None,
            strawberry.argument(description="Who holds each seat, in the menu item's order."),
        ] = None,
        give_way: Annotated[list[strawberry.ID] | None, strawberry.argument(description=GIVE_WAY)] = None,
    ) -> PlacementPrice:
        quote = await pricing.quote(
            info.context.actor,
            ids.row_id(run, "AssignmentRun", "run"),
            placement_of(request, starts_at, seats or [], give_way or []),
        )
        price = quote.price
        return PlacementPrice(
            allowed=not price.violations,
            violations=pricing.broken_rules(price, quote.rows),
            difference=score_parts(price.total_difference, price.parts_difference)
            if price.total_difference is not None
            else None,
            travel_minutes=quote.travel_minutes,
            sentence=price_words.of_quote(quote, info.context.locale),
        )


def placement_of(
    request: strawberry.ID,
    starts_at: datetime | None,
    seats: Sequence[SeatTeamInput],
    give_way: Sequence[strawberry.ID] = (),
) -> pricing.Placement:
    """The arguments as the service takes them."""
    return pricing.Placement(
        request_id=ids.row_id(request, "ServiceRequest", "request"),
        starts_at=starts_at,
        seats=[
            [ids.row_id(id, "Member", f"seats.{i}.members.{j}") for j, id in enumerate(seat.members)]
            for i, seat in enumerate(seats)
        ],
        give_way=[ids.row_id(id, "ServiceRequest", f"giveWay.{i}") for i, id in enumerate(give_way)],
    )
