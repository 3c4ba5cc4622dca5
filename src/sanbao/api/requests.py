"""Requests in the API: what is shown of them, to whom, and how they are found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from tortoise.expressions import Q, Subquery

from sanbao.access.roles import Permission
from sanbao.api import own_reasons, ratings, sight, units
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.history import StateMove, history
from sanbao.api.menu import MenuItem
from sanbao.api.node import VersionedNode, node
from sanbao.api.own_reasons import OwnWhy
from sanbao.api.query import query
from sanbao.api.ratings import Rating
from sanbao.api.residents import Resident
from sanbao.api.vocabulary import ServiceCategory
from sanbao.core import ids, inputs, paging, positions
from sanbao.core.clock import Week
from sanbao.dispatch import feedback, policies
from sanbao.dispatch.models import Assignment as AssignmentRow
from sanbao.dispatch.states import HOLDING, AssignmentState
from sanbao.members.models import Resident as ResidentRow
from sanbao.members.policies import visible_residents
from sanbao.menu import models as menu_models
from sanbao.organisations import scope
from sanbao.organisations.models import Unit
from sanbao.requests import models, reopening, states
from sanbao.requests import policies as request_policies
from sanbao.requests import series as series_service

if TYPE_CHECKING:
    from sanbao.api.assignments import Assignment
    from sanbao.api.series import RequestSeries

RequestState = strawberry.enum(
    states.RequestState,
    name="RequestState",
    description="SUBMITTED 待核实, NEEDS_INFO 待补充, REJECTED 未通过, QUEUED 待派单, OFFERED 已派单待接单, "
    "CONFIRMED 已接单, IN_SERVICE 服务中, DONE 已完成待确认, CLOSED 已确认完成, REOPENED 已重开, CANCELLED 已取消, "
    "EXPIRED 已过期. 需求状态。",
)
_SEEN = (
    "Null unless you ask for or receive the service, hold `request:read-sensitive` on the unit, or have accepted "
    "to serve and it is not done; the reading is logged."
)
_TEAM = [*HOLDING, AssignmentState.COMPLETED, AssignmentState.NO_SHOW]


async def _sensitive(info: Info, row: models.ServiceRequest, field: str, value: Any) -> Any:
    async def load(rows: Sequence[models.ServiceRequest]) -> list[bool]:
        readable = await policies.readable_sensitive(info.context.actor, rows)
        return [r.id in readable for r in rows]

    if value is None or not await info.context.loaders.batched(policies.readable_sensitive, load, row):
        return None
    info.context.reads.note("ServiceRequest", row.id, field)
    return value


async def _knows_the_story(info: Info, row: models.ServiceRequest) -> bool:
    side = request_policies.is_side(info.context.actor, row)
    return side or await sight.holds(info, Permission.REQUEST_READ, row.unit_id)


@strawberry.type(description="A time within which the whole service may lie, half-open. 可服务时间段。")
class RequestWindow:
    starts_at: datetime = strawberry.field(description="From when, UTC.")
    ends_at: datetime = strawberry.field(description="Until when, UTC; not part of it.")

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, models.RequestWindow)


@node(
    models.ServiceRequest,
    policies.visible_requests,
    description="An order from the menu: who asks, for whom, where and when, and what became of it. 服务需求。",
)
class ServiceRequest(VersionedNode):
    number: str = strawberry.field(description="Readable and unique, such as REQ-2026-000123. 需求编号。")
    state: RequestState = strawberry.field(description="Where it stands.")
    weight: int = strawberry.field(
        description="What serving it is worth, 1 to 1000; the plan adds weights up."
    )
    urgent: bool = strawberry.field(
        description="In the urgent lane: offered at any time, not by the week. 加急。"
    )
    weeks_waited: int = strawberry.field(description="How many weekly runs have passed it over.")
    submitted_at: datetime = strawberry.field(description="When it was submitted, UTC.")
    verified_at: datetime | None = strawberry.field(description="When it was found in order, UTC.")
    served_from: datetime | None = strawberry.field(
        description="The agreed start, UTC, once it is offered. 约定开始时间。"
    )
    external_system: str | None = strawberry.field(description="Where the request was imported from.")
    external_id: str | None = strawberry.field(description="The request's id there.")

    why: OwnWhy | None = strawberry.field(
        resolver=own_reasons.of_request,
        description="What became of it in the week's plan, and why; null for everybody but who asks or receives, and "
        "before a plan was published. 为什么。",
    )

    @strawberry.field(description="When it may be served, 1 to 20 windows, earliest first.")
    async def windows(
        self, root: strawberry.Parent[models.ServiceRequest], info: Info
    ) -> list[RequestWindow]:
        return await info.context.loaders.children(
            models.RequestWindow, "request_id", root.id, "starts_at", "ends_at"
        )

    @strawberry.field(description="What is ordered.")
    async def menu_item(self, root: strawberry.Parent[models.ServiceRequest], info: Info) -> MenuItem:
        return await info.context.loaders.row(menu_models.MenuItem, root.menu_item_id)

    @strawberry.field(description="The unit whose request it is: the beneficiary's. 所在单位。")
    async def unit(self, root: strawberry.Parent[models.ServiceRequest], info: Info) -> units.Unit:
        return await info.context.loaders.row(Unit, root.unit_id)

    @strawberry.field(description="Who asks; null where you may not know of him. 申请人。")
    async def requester(self, root: strawberry.Parent[models.ServiceRequest], info: Info) -> Resident | None:
        return await sight.visible(info, visible_residents, root.requester_id)

    @strawberry.field(description="Who receives; null where you may not know of him. 受益人。")
    async def beneficiary(
        self, root: strawberry.Parent[models.ServiceRequest], info: Info
    ) -> Resident | None:
        return await sight.visible(info, visible_residents, root.beneficiary_id)

    @strawberry.field(description=f"The beneficiary's name. {_SEEN} 受益人姓名。")
    async def beneficiary_name(
        self, root: strawberry.Parent[models.ServiceRequest], info: Info
    ) -> str | None:
        resident = await info.context.loaders.row(ResidentRow, root.beneficiary_id)
        return await _sensitive(info, root, "beneficiary_name", resident.name)

    @strawberry.field(description=f"The beneficiary's telephone. {_SEEN} 电话。")
    async def telephone(self, root: strawberry.Parent[models.ServiceRequest], info: Info) -> str | None:
        resident = await info.context.loaders.row(ResidentRow, root.beneficiary_id)
        return await _sensitive(info, root, "telephone", resident.telephone)

    @strawberry.field(description=f"Where to go. {_SEEN} 地址。")
    async def address(self, root: strawberry.Parent[models.ServiceRequest], info: Info) -> str | None:
        return await _sensitive(info, root, "address", root.address)

    @strawberry.field(description=f"Where it is. {_SEEN} 位置。")
    async def position(
        self, root: strawberry.Parent[models.ServiceRequest], info: Info
    ) -> units.Position | None:
        found = await _sensitive(info, root, "position", root.position)
        if found is None:
            return None
        longitude, latitude = positions.read(found)
        return units.Position(longitude=longitude, latitude=latitude)

    @strawberry.field(description=f"What else is to be known. {_SEEN} 备注。")
    async def note(self, root: strawberry.Parent[models.ServiceRequest], info: Info) -> str | None:
        return await _sensitive(info, root, "note", root.note)

    @strawberry.field(
        description="Why it was refused or called off, or what is still to be said; empty when nothing is. Null "
        "except for those who ask and for staff. 原因。"
    )
    async def reason(self, root: strawberry.Parent[models.ServiceRequest], info: Info) -> str | None:
        return root.reason if await _knows_the_story(info, root) else None

    @strawberry.field(
        description="Who was asked, has promised or served, of those you may see; without those who declined or "
        "were released. At most the seats, or 500 while a seat is offered to many. 服务团队。"
    )
    async def team(
        self, root: strawberry.Parent[models.ServiceRequest], info: Info
    ) -> list[Annotated[Assignment, strawberry.lazy("sanbao.api.assignments")]]:
        async def load(request_ids: Sequence[Any]) -> list[list[AssignmentRow]]:
            rows = policies.visible(info.context.actor).filter(
                request_id__in=list(request_ids), state__in=_TEAM
            )
            found: dict[Any, list[AssignmentRow]] = {id: [] for id in request_ids}
            for row in await rows.order_by("id"):
                found[row.request_id].append(row)
            return [found[id] for id in request_ids]

        return await info.context.loaders.batched((AssignmentRow, "team"), load, root.id)

    rating: Rating | None = strawberry.field(
        resolver=ratings.of_request,
        description="How it was rated; null before, and for everybody but those who ask or receive and who holds "
        "`rating:read` on the unit. 评价。",
    )

    @strawberry.field(
        description="Until when you can rate it, or change your rating, UTC; null where it was not served, or not for you. "
        "评价截止。"
    )
    async def rateable_until(
        self, root: strawberry.Parent[models.ServiceRequest], info: Info
    ) -> datetime | None:
        if not request_policies.is_side(info.context.actor, root):
            return None
        return feedback.rateable_until(root, await ratings.given(info, root.id))

    @strawberry.field(
        description="Until when it can be reopened, UTC; null where it was not served, is reopened already, or too often. "
        "重开截止。"
    )
    def reopenable_until(self, root: strawberry.Parent[models.ServiceRequest]) -> datetime | None:
        return reopening.reopenable_until(root)

    @strawberry.field(
        description="The request whose service is to be done anew by this one; null where you may not know of it. 原需求。"
    )
    async def reopens(
        self, root: strawberry.Parent[models.ServiceRequest], info: Info
    ) -> ServiceRequest | None:
        return await sight.visible(info, policies.visible_requests, root.reopens_id)

    @strawberry.field(
        description="The request that does its service anew; null where there is none that you may know of. 重开后的需求。"
    )
    async def reopened_as(
        self, root: strawberry.Parent[models.ServiceRequest], info: Info
    ) -> ServiceRequest | None:
        async def load(ids: Sequence[Any]) -> list[models.ServiceRequest | None]:
            rows = await policies.visible_requests(info.context.actor).filter(reopens_id__in=list(ids))
            found = {row.reopens_id: row for row in rows}
            return [found.get(id) for id in ids]

        if root.state is not states.RequestState.REOPENED:
            return None
        return await info.context.loaders.batched((models.ServiceRequest, "reopens"), load, root.id)

    @strawberry.field(description="The series that made it, if any. 所属系列。")
    async def series(
        self, root: strawberry.Parent[models.ServiceRequest], info: Info
    ) -> Annotated[RequestSeries, strawberry.lazy("sanbao.api.series")] | None:
        return await sight.visible(info, series_service.visible, root.series_id)

    @strawberry.field(
        description="The steps of its life, oldest first; empty except for those who ask and for staff. 状态历史。"
    )
    async def history(self, root: strawberry.Parent[models.ServiceRequest], info: Info) -> list[StateMove]:
        return await history(info, root) if await _knows_the_story(info, root) else []


@strawberry.input(description="Which requests. All conditions hold together. 需求筛选。")
class ServiceRequestFilter:
    below: strawberry.ID | None = strawberry.field(default=None, description="Of this unit or below it.")
    states: list[RequestState] | None = strawberry.field(default=None, description="In one of these states.")
    urgent: bool | None = strawberry.field(default=None, description="In the urgent lane, or not.")
    category: ServiceCategory | None = strawberry.field(default=None, description="Of this line of service.")
    menu_item: strawberry.ID | None = strawberry.field(default=None, description="For this menu item.")
    week: str | None = strawberry.field(
        default=None, description="With a window in this ISO week, such as 2026-W48 (Asia/Shanghai)."
    )
    mine: bool = strawberry.field(
        default=False, description="Only those that you ask for, receive, or typed in for somebody."
    )
    number: str | None = strawberry.field(
        default=None, description="Number is this, such as REQ-2026-000123."
    )
    text: str | None = strawberry.field(
        default=None,
        description="Number contains this, or, where you hold `request:read-sensitive`, the beneficiary's name.",
    )

    def condition(self, info: Info) -> Q:
        exactly = {"urgent": self.urgent, "menu_item__category": self.category}
        found = Q(**{name: value for name, value in exactly.items() if value is not None})
        if self.below is not None:
            found &= Q(unit_id__in=scope.subtree([ids.row_id(self.below, "Unit", "filter.below")]))
        if self.states is not None:
            found &= Q(state__in=list(self.states))
        if self.menu_item is not None:
            found &= Q(menu_item_id=ids.row_id(self.menu_item, "MenuItem", "filter.menuItem"))
        if self.week is not None:
            week = Week.parse(self.week)
            during = models.RequestWindow.filter(starts_at__lt=week.ends_at, ends_at__gt=week.starts_at)
            found &= Q(id__in=Subquery(during.values("request_id")))
        if self.mine:
            actor = info.context.actor
            mine = Q(ordered_by_id=actor.account_id)
            if actor.resident_id is not None:
                mine |= Q(requester_id=actor.resident_id) | Q(beneficiary_id=actor.resident_id)
            found &= mine
        if self.number is not None:
            found &= Q(number=inputs.text("filter.number", self.number, most=24).upper())
        if self.text:
            text = inputs.text("filter.text", self.text, most=80)
            readable = scope.units_in_scope(info.context.actor, Permission.REQUEST_READ_SENSITIVE)
            named = Q(beneficiary_id__in=Subquery(ResidentRow.filter(name__contains=text).values("id")))
            found &= Q(number__contains=text.upper()) | (readable & named)
        return found


@strawberry.enum(
    description="Order of requests: as submitted, newest first, urgent and heavy first, by number. 需求排序。"
)
class ServiceRequestOrder(Enum):
    OLDEST = ()
    NEWEST = ("-created_at",)
    URGENT = ("-urgent", "-weight")
    NUMBER = ("number",)


@strawberry.type
class RequestQueries:
    @query(
        needs="self",
        description="The requests you may see: your own, those you were asked to serve, those of your units. "
        "需求列表。",
        paged=True,
    )
    async def requests(
        self,
        info: Info,
        page: paging.PageRequest,
        filter: ServiceRequestFilter | None = None,
        order: ServiceRequestOrder = ServiceRequestOrder.OLDEST,
    ) -> Connection[ServiceRequest]:
        condition = (filter or ServiceRequestFilter()).condition(info)
        found = policies.visible_requests(info.context.actor).filter(condition)
        return await paging.page(found, order.value, page)
