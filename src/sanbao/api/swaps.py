"""Swaps in the API: a member asks others to take his service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from uuid import UUID

import strawberry
from tortoise.expressions import Q, Subquery

from sanbao.access.roles import Permission
from sanbao.api import sight
from sanbao.api.assignments import Assignment
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.history import StateMove, history
from sanbao.api.menu import MenuItem, Seat
from sanbao.api.node import VersionedNode, node
from sanbao.api.query import query
from sanbao.api.units import Unit
from sanbao.core import clock, ids, paging
from sanbao.core.clock import Week
from sanbao.dispatch import models, policies, states
from sanbao.members.models import Member as MemberRow
from sanbao.menu.models import MenuItem as MenuItemRow
from sanbao.menu.models import Seat as SeatRow
from sanbao.organisations import scope
from sanbao.organisations.models import Unit as UnitRow
from sanbao.requests.models import ServiceRequest as RequestRow

SwapState = strawberry.enum(
    states.SwapState,
    name="SwapState",
    description="OPEN 等人来接, AWAITING_CONSENT 等派单员同意, TAKEN 已有人接, DECLINED 对方没空, CANCELLED 已取消, "
    "EXPIRED 已过期. 代班状态。",
)


async def _about(info: Info, row: models.Swap) -> tuple[models.Assignment, RequestRow]:
    assignment = await info.context.loaders.row(models.Assignment, row.assignment_id)
    return assignment, await info.context.loaders.row(RequestRow, assignment.request_id)


async def _is_staff(info: Info, row: models.Swap) -> bool:
    _, request = await _about(info, row)
    return await sight.holds(info, Permission.ASSIGNMENT_READ, request.unit_id)


async def _candidacy(info: Info, row: models.Swap, member_id: UUID) -> models.SwapCandidate | None:
    """What was worked out for a member, for all swaps of an answer at once."""

    async def load(keys: Sequence[tuple[UUID, UUID]]) -> list[models.SwapCandidate | None]:
        lines = models.SwapCandidate.filter(
            swap_id__in=[swap for swap, _ in keys], member_id__in=list({member for _, member in keys})
        )
        found = {(line.swap_id, line.member_id): line for line in await lines}
        return [found.get(key) for key in keys]

    found: models.SwapCandidate | None = await info.context.loaders.batched(
        _candidacy, load, (row.id, member_id)
    )
    return found


@node(
    models.Swap,
    policies.visible_swaps,
    description="A member asks others to take a service that he has accepted. Until it is taken he is expected. 代班。",
)
class Swap(VersionedNode):
    state: SwapState = strawberry.field(description="Where it stands.")
    note: str = strawberry.field(description="What he says with it.")
    expires_at: datetime = strawberry.field(description="Until when it can be taken, UTC.")

    @strawberry.field(description="When the service begins, UTC.")
    async def starts_at(self, root: strawberry.Parent[models.Swap], info: Info) -> datetime:
        return (await _about(info, root))[0].starts_at

    @strawberry.field(description="When it ends, UTC.")
    async def ends_at(self, root: strawberry.Parent[models.Swap], info: Info) -> datetime:
        return (await _about(info, root))[0].ends_at

    @strawberry.field(description="What is to be done.")
    async def menu_item(self, root: strawberry.Parent[models.Swap], info: Info) -> MenuItem:
        return await info.context.loaders.row(MenuItemRow, (await _about(info, root))[1].menu_item_id)

    @strawberry.field(description="Which seat of the team.")
    async def seat(self, root: strawberry.Parent[models.Swap], info: Info) -> Seat:
        return await info.context.loaders.row(SeatRow, (await _about(info, root))[0].seat_id)

    @strawberry.field(description="Where, without the address: that comes with the yes.")
    async def unit(self, root: strawberry.Parent[models.Swap], info: Info) -> Unit:
        return await info.context.loaders.row(UnitRow, (await _about(info, root))[1].unit_id)

    @strawberry.field(
        description="His assignment; null unless it is yours or you hold `assignment:read` on the unit."
    )
    async def assignment(self, root: strawberry.Parent[models.Swap], info: Info) -> Assignment | None:
        return await sight.visible(info, policies.visible, root.assignment_id)

    @strawberry.field(description="The assignment of who took it; null as for `assignment`, and until then.")
    async def taken(self, root: strawberry.Parent[models.Swap], info: Info) -> Assignment | None:
        return await sight.visible(info, policies.visible, root.taken_id)

    @strawberry.field(description="Whether one colleague is asked, and not everybody who could.")
    def for_one(self, root: strawberry.Parent[models.Swap]) -> bool:
        return root.colleague_id is not None

    @strawberry.field(
        description="Who asks: told to the colleague he names, to himself and to staff; null for the others."
    )
    async def giver_name(self, root: strawberry.Parent[models.Swap], info: Info) -> str | None:
        assignment, _ = await _about(info, root)
        told = {root.colleague_id, assignment.member_id} - {None}
        if info.context.actor.member_id not in told and not await _is_staff(info, root):
            return None
        return (await info.context.loaders.row(MemberRow, assignment.member_id)).name

    @strawberry.field(
        description="Who took it, or said yes and waits for consent; told to the giver, to himself and to staff."
    )
    async def taker_name(self, root: strawberry.Parent[models.Swap], info: Info) -> str | None:
        if root.taker_id is None:
            return None
        assignment, _ = await _about(info, root)
        told = {root.taker_id, assignment.member_id}
        if info.context.actor.member_id not in told and not await _is_staff(info, root):
            return None
        return (await info.context.loaders.row(MemberRow, root.taker_id)).name

    @strawberry.field(description="Your way to it from home, minutes; null unless you could take it.")
    async def travel_minutes(self, root: strawberry.Parent[models.Swap], info: Info) -> int | None:
        member_id = info.context.actor.member_id
        found = await _candidacy(info, root, member_id) if member_id is not None else None
        return found.travel_minutes if found else None

    @strawberry.field(
        description="Whether you may take it now; the rules are asked once more when you do. 能不能接。"
    )
    async def takeable(self, root: strawberry.Parent[models.Swap], info: Info) -> bool:
        member_id = info.context.actor.member_id
        if member_id is None or root.state is not states.SwapState.OPEN or root.expires_at <= clock.now():
            return False
        assignment, _ = await _about(info, root)
        return (
            assignment.state is states.AssignmentState.ACCEPTED
            and await _candidacy(info, root, member_id) is not None
        )

    @strawberry.field(
        description="What the taker costs in points (way, load, less continuity and wishes), as worked out when the "
        "swap was proposed; for staff, null for the others and where nobody has said yes. 代价。"
    )
    async def taker_cost(self, root: strawberry.Parent[models.Swap], info: Info) -> float | None:
        if root.taker_id is None or not await _is_staff(info, root):
            return None
        found = await _candidacy(info, root, root.taker_id)
        return found.cost if found else None

    @strawberry.field(
        description="Its steps, oldest first; empty unless it is yours or you hold `assignment:read` on the unit."
    )
    async def history(self, root: strawberry.Parent[models.Swap], info: Info) -> list[StateMove]:
        assignment, _ = await _about(info, root)
        own = policies.is_own(info.context.actor, assignment)
        return await history(info, root) if own or await _is_staff(info, root) else []


@strawberry.input(description="Which swaps. All conditions hold together. 代班筛选。")
class SwapFilter:
    takeable: bool = strawberry.field(
        default=False, description="Only those that you may take: the pool, and those meant for you."
    )
    mine: bool = strawberry.field(default=False, description="Only those that you asked for.")
    below: strawberry.ID | None = strawberry.field(
        default=None, description="Of requests of this unit or below it."
    )
    states: list[SwapState] | None = strawberry.field(default=None, description="In one of these states.")
    week: str | None = strawberry.field(
        default=None, description="Of services that start in this ISO week, such as 2026-W48."
    )

    def condition(self, info: Info) -> Q:
        actor, found = info.context.actor, Q()
        if self.takeable:
            could = models.SwapCandidate.filter(member_id=actor.member_id or ids.new_id())
            found &= Q(id__in=Subquery(could.values("swap_id")), state=states.SwapState.OPEN)
            found &= Q(expires_at__gt=clock.now(), assignment__state=states.AssignmentState.ACCEPTED)
        if self.mine:
            mine = actor.member_id is not None
            found &= Q(assignment__member_id=actor.member_id) if mine else Q(id__in=[])
        if self.below is not None:
            below = scope.subtree([ids.row_id(self.below, "Unit", "filter.below")])
            found &= Q(assignment__request__unit_id__in=below)
        if self.states is not None:
            found &= Q(state__in=list(self.states))
        if self.week is not None:
            week = Week.parse(self.week)
            found &= Q(assignment__starts_at__gte=week.starts_at, assignment__starts_at__lt=week.ends_at)
        return found


@strawberry.enum(description="Order of swaps: by deadline, newest first. 代班排序。")
class SwapOrder(Enum):
    DEADLINE = ("expires_at",)
    NEWEST = ("-created_at",)


@strawberry.type
class SwapQueries:
    @query(
        needs="self",
        description="The swaps you may see: those you asked for, those you could take, those of your units. 代班列表。",
        paged=True,
    )
    async def swaps(
        self,
        info: Info,
        page: paging.PageRequest,
        filter: SwapFilter | None = None,
        order: SwapOrder = SwapOrder.DEADLINE,
    ) -> Connection[Swap]:
        condition = (filter or SwapFilter()).condition(info)
        rows = policies.visible_swaps(info.context.actor).filter(condition)
        return await paging.page(rows, order.value, page)
