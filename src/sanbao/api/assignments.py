"""Assignments in the API: what is shown of them, to whom, and how they are found."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum

import strawberry
from tortoise.expressions import Q, Subquery

from sanbao.access.roles import Permission
from sanbao.api import companions, own_reasons, service_rules, sight
from sanbao.api.companions import Companion
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.history import StateMove, history
from sanbao.api.members import Member
from sanbao.api.menu import Seat
from sanbao.api.node import VersionedNode, node
from sanbao.api.own_reasons import OwnWhy
from sanbao.api.query import query
from sanbao.api.requests import ServiceRequest
from sanbao.core import clock, ids, inputs, paging
from sanbao.core.clock import Week
from sanbao.dispatch import models, policies, states
from sanbao.members.models import Member as MemberRow
from sanbao.members.policies import visible_members
from sanbao.menu.models import Seat as SeatRow
from sanbao.organisations import scope
from sanbao.planning import tallies
from sanbao.planning.models import AssignmentRun as RunRow
from sanbao.requests.models import ServiceRequest as RequestRow

AssignmentState = strawberry.enum(
    states.AssignmentState,
    name="AssignmentState",
    description="OFFERED 待答复, ACCEPTED 已接单, DECLINED 已婉拒, EXPIRED 逾期未答复, WITHDRAWN 已撤回, HANDED_OVER 已交给别人, CHECKED_IN 已签到, "
    "COMPLETED 已完成, NO_SHOW 未到. 派单状态。",
)
DeclineReason = strawberry.enum(
    states.DeclineReason,
    name="DeclineReason",
    description="Why a member says no; none is held against him. NOT_FREE 那时没空, TOO_FAR 太远, UNWELL 身体不舒服, "
    "NOT_MY_SKILL 不会做, TOO_MUCH 任务太多, OTHER 其他. 婉拒原因。",
)
AssignmentOrigin = strawberry.enum(
    tallies.AssignmentOrigin,
    name="AssignmentOrigin",
    description="PLAN with the plan 计划派单, BACKFILL after it, for a place that became empty or a request that came later 递补, "
    "BY_HAND by a person 人工派单. 派单来源。",
)


async def _is_near(info: Info, row: models.Assignment) -> bool:
    """Is the actor the member, or staff of the request's or the member's unit?"""
    if policies.is_own(info.context.actor, row):
        return True
    loaders = info.context.loaders
    request, member = await asyncio.gather(
        loaders.row(RequestRow, row.request_id), loaders.row(MemberRow, row.member_id)
    )
    ours = await sight.holds(info, Permission.ASSIGNMENT_READ, request.unit_id)
    return ours or await sight.holds(info, Permission.ASSIGNMENT_READ, member.unit_id)


@node(
    models.Assignment,
    policies.visible,
    description="An offer to a member to hold a seat of a request at a time, and what became of it. 派单。",
)
class Assignment(VersionedNode):
    starts_at: datetime = strawberry.field(description="When the service begins, UTC.")
    ends_at: datetime = strawberry.field(description="When it ends, UTC; not part of it.")
    travel_minutes: int = strawberry.field(description="Estimated travel to it, minutes one way.")
    state: AssignmentState = strawberry.field(description="Where it stands.")
    answer_by: datetime = strawberry.field(description="Until when it can be accepted, UTC. 答复期限。")
    answered_at: datetime | None = strawberry.field(description="When the member answered, UTC.")

    checked_in_at: datetime | None = strawberry.field(description="When the member came, UTC. 签到时间。")
    checked_out_at: datetime | None = strawberry.field(
        description="When he left, UTC; the agreed end where he forgot to check out. 签退时间。"
    )

    @strawberry.field(
        description="How far from the place he checked in, metres; null as for `declineReason`, and where the unit's "
        "rule does not ask. 签到距离。"
    )
    async def check_in_metres(self, root: strawberry.Parent[models.Assignment], info: Info) -> int | None:
        return root.check_in_metres if await _is_near(info, root) else None

    @strawberry.field(
        description="When and where the member may check in, and until when he sees the address. 签到规则。"
    )
    async def check_in_terms(
        self, root: strawberry.Parent[models.Assignment], info: Info
    ) -> service_rules.CheckInTerms:
        request = await info.context.loaders.row(RequestRow, root.request_id)
        return await service_rules.terms(info, root, request.unit_id)

    @strawberry.field(description="How it came about; null as for `declineReason`. 派单来源。")
    async def origin(self, root: strawberry.Parent[models.Assignment], info: Info) -> AssignmentOrigin | None:
        if not await _is_near(info, root):
            return None
        return tallies.origin(root, await info.context.loaders.optional_row(RunRow, root.run_id))

    @strawberry.field(description="The request to be served.")
    async def request(self, root: strawberry.Parent[models.Assignment], info: Info) -> ServiceRequest:
        return await info.context.loaders.row(RequestRow, root.request_id)

    @strawberry.field(description="The seat of the team.")
    async def seat(self, root: strawberry.Parent[models.Assignment], info: Info) -> Seat:
        return await info.context.loaders.row(SeatRow, root.seat_id)

    @strawberry.field(description="Who is asked; null where you may not know of him. 成员。")
    async def member(self, root: strawberry.Parent[models.Assignment], info: Info) -> Member | None:
        return await sight.visible(info, visible_members, root.member_id)

    @strawberry.field(
        description="His name. Those who ask for the service learn it once he has accepted; null before. 成员姓名。"
    )
    async def member_name(self, root: strawberry.Parent[models.Assignment], info: Info) -> str | None:
        if root.state not in states.SENT and not await _is_near(info, root):
            return None
        return (await info.context.loaders.row(MemberRow, root.member_id)).name

    @strawberry.field(
        description="His telephone. Null unless you are he or hold `member:read-telephone` on his unit, or ask for or "
        "receive the service, he has accepted and it is not over; the reading is logged. 成员电话。"
    )
    async def member_telephone(self, root: strawberry.Parent[models.Assignment], info: Info) -> str | None:
        async def load(rows: Sequence[models.Assignment]) -> list[bool]:
            known = await policies.assignments_to_be_called(info.context.actor, rows)
            return [row.id in known for row in rows]

        loaders = info.context.loaders
        expected = await loaders.batched(policies.assignments_to_be_called, load, root)
        member = await loaders.row(MemberRow, root.member_id)
        return await sight.sensitive(
            info,
            member,
            "telephone",
            own=expected or policies.is_own(info.context.actor, root),
            permission=Permission.MEMBER_READ_TELEPHONE,
            unit_id=member.unit_id,
        )

    @strawberry.field(
        description="Why the member said no; null unless you are he or staff of his or the request's unit."
    )
    async def decline_reason(
        self, root: strawberry.Parent[models.Assignment], info: Info
    ) -> DeclineReason | None:
        return root.decline_reason if await _is_near(info, root) else None

    @strawberry.field(description="What he said with it; null as for `declineReason`. 备注。")
    async def note(self, root: strawberry.Parent[models.Assignment], info: Info) -> str | None:
        return root.note if await _is_near(info, root) else None

    why: OwnWhy | None = strawberry.field(
        resolver=own_reasons.of_assignment,
        description="Why you were asked; null for everybody but the member, and for offers that no run made. 为什么是我。",
    )

    companions: list[Companion] = strawberry.field(
        resolver=companions.of_assignment,
        description="Who has promised to serve with you; empty for everybody but the member, and unless he is ACCEPTED or "
        "CHECKED_IN himself. 同去的人。",
    )

    @strawberry.field(description="Its steps, oldest first; empty as for `declineReason`. 状态历史。")
    async def history(self, root: strawberry.Parent[models.Assignment], info: Info) -> list[StateMove]:
        return await history(info, root) if await _is_near(info, root) else []


@strawberry.input(description="Which assignments. All conditions hold together. 派单筛选。")
class AssignmentFilter:
    mine: bool = strawberry.field(default=False, description="Only those in which you serve.")
    member: strawberry.ID | None = strawberry.field(default=None, description="Of this member.")
    request: strawberry.ID | None = strawberry.field(default=None, description="Of this request.")
    below: strawberry.ID | None = strawberry.field(
        default=None, description="Of requests of this unit or below it."
    )
    states: list[AssignmentState] | None = strawberry.field(
        default=None, description="In one of these states."
    )
    week: str | None = strawberry.field(
        default=None, description="Starting in this ISO week, such as 2026-W48 (Asia/Shanghai)."
    )
    day: date | None = strawberry.field(default=None, description="Starting on this local day.")
    text: str | None = strawberry.field(
        default=None,
        description="The request's number or its menu item's name contains this; for staff of the request's or the member's "
        "unit also the member's number or name.",
    )

    def condition(self, info: Info) -> Q:
        found = Q()
        if self.mine:
            actor = info.context.actor
            found &= Q(member_id=actor.member_id) if actor.member_id is not None else Q(id__in=[])
        if self.member is not None:
            found &= Q(member_id=ids.row_id(self.member, "Member", "filter.member"))
        if self.request is not None:
            found &= Q(request_id=ids.row_id(self.request, "ServiceRequest", "filter.request"))
        if self.below is not None:
            below = scope.subtree([ids.row_id(self.below, "Unit", "filter.below")])
            found &= Q(request_id__in=Subquery(RequestRow.filter(unit_id__in=below).values("id")))
        if self.states is not None:
            found &= Q(state__in=list(self.states))
        if self.week is not None:
            week = Week.parse(self.week)
            found &= Q(starts_at__gte=week.starts_at, starts_at__lt=week.ends_at)
        if self.day is not None:
            begins_at = inputs.moment("filter.day", datetime.combine(self.day, time(), clock.LOCAL))
            found &= Q(starts_at__gte=begins_at, starts_at__lt=begins_at + timedelta(days=1))
        if self.text:
            text = inputs.text("filter.text", self.text, most=80)
            found &= policies.mentioning(info.context.actor, text)
        return found


@strawberry.enum(
    description="Order of assignments: as offered, newest first, by start, latest start first. 派单排序。"
)
class AssignmentOrder(Enum):
    OLDEST = ()
    NEWEST = ("-created_at",)
    START = ("starts_at",)
    LATEST_START = ("-starts_at",)


@strawberry.type
class AssignmentQueries:
    @query(
        needs="self",
        description="The assignments you may see: a member's own, those of your requests, those of your units' "
        "requests and members. 派单列表。",
        paged=True,
    )
    async def assignments(
        self,
        info: Info,
        page: paging.PageRequest,
        filter: AssignmentFilter | None = None,
        order: AssignmentOrder = AssignmentOrder.OLDEST,
    ) -> Connection[Assignment]:
        condition = (filter or AssignmentFilter()).condition(info)
        return await paging.page(policies.visible(info.context.actor).filter(condition), order.value, page)
