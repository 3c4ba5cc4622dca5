"""Series of requests in the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import strawberry
from tortoise.expressions import Q

from sanbao.access.roles import Permission
from sanbao.api import sight, units
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.menu import MenuItem
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.api.node import VersionedNode, node
from sanbao.api.query import query
from sanbao.api.request_deeds import PlaceInput, place_of
from sanbao.api.residents import Resident
from sanbao.core import ids, paging
from sanbao.members.policies import visible_residents
from sanbao.menu import models as menu_models
from sanbao.organisations import scope
from sanbao.organisations.models import Unit
from sanbao.requests import models, policies, series

_SEEN = (
    "Null unless you ask for or receive the service, or hold `request:read-sensitive` on the unit; the reading is "
    "logged."
)


@strawberry.type(description="A time of the local day, half-open. 当日时间段。")
class DayWindow:
    start_minute: int = strawberry.field(description="Minutes after local midnight, 0 to 1439.")
    end_minute: int = strawberry.field(description="Minutes after local midnight, 1 to 1440; not part of it.")


async def _sensitive(info: Info, row: models.RequestSeries, field: str) -> str | None:
    return await sight.sensitive(
        info,
        row,
        field,
        own=policies.is_party(info.context.actor, row),
        permission=Permission.REQUEST_READ_SENSITIVE,
        unit_id=row.unit_id,
    )


@node(
    models.RequestSeries,
    series.visible,
    description="A standing order: a request on every day of a rule, made week by week. 周期需求。",
)
class RequestSeries(VersionedNode):
    rule: str = strawberry.field(
        description="RFC 5545 RRULE over local dates, such as FREQ=WEEKLY;BYDAY=TU. 重复规则。"
    )
    starts_on: date = strawberry.field(description="First local day.")
    active: bool = strawberry.field(description="False once ended.")

    @strawberry.field(description="When each of its days may be served, 1 to 20 windows.")
    def windows(self, root: strawberry.Parent[models.RequestSeries]) -> list[DayWindow]:
        return [DayWindow(start_minute=start, end_minute=end) for start, end in root.windows]

    @strawberry.field(description="Local days left out, from now on. 跳过的日期。")
    def skipped_dates(self, root: strawberry.Parent[models.RequestSeries]) -> list[date]:
        return [date.fromisoformat(text) for text in root.exceptions]

    @strawberry.field(
        description="The next days of the rule from today on, at most 6 and within 100 days, without those left out; "
        "none once ended. 接下来的日期。"
    )
    def coming_dates(self, root: strawberry.Parent[models.RequestSeries]) -> list[date]:
        return series.coming_dates(root)

    @strawberry.field(description="What is ordered.")
    async def menu_item(self, root: strawberry.Parent[models.RequestSeries], info: Info) -> MenuItem:
        return await info.context.loaders.row(menu_models.MenuItem, root.menu_item_id)

    @strawberry.field(description="The beneficiary's unit. 所在单位。")
    async def unit(self, root: strawberry.Parent[models.RequestSeries], info: Info) -> units.Unit:
        return await info.context.loaders.row(Unit, root.unit_id)

    @strawberry.field(description="Who asks; null where you may not know of him. 申请人。")
    async def requester(self, root: strawberry.Parent[models.RequestSeries], info: Info) -> Resident | None:
        return await sight.visible(info, visible_residents, root.requester_id)

    @strawberry.field(description="Who receives; null where you may not know of him. 受益人。")
    async def beneficiary(self, root: strawberry.Parent[models.RequestSeries], info: Info) -> Resident | None:
        return await sight.visible(info, visible_residents, root.beneficiary_id)

    @strawberry.field(description=f"Where to go. {_SEEN} 地址。")
    async def address(self, root: strawberry.Parent[models.RequestSeries], info: Info) -> str | None:
        return await _sensitive(info, root, "address")

    @strawberry.field(description=f"What else is to be known. {_SEEN} 备注。")
    async def note(self, root: strawberry.Parent[models.RequestSeries], info: Info) -> str | None:
        return await _sensitive(info, root, "note")


@strawberry.input(description="Which series. All conditions hold together. 周期需求筛选。")
class RequestSeriesFilter:
    below: strawberry.ID | None = strawberry.field(default=None, description="Of this unit or below it.")
    active: bool | None = strawberry.field(default=True, description="Not ended; null for both.")

    def condition(self) -> Q:
        found = Q() if self.active is None else Q(active=self.active)
        if self.below is not None:
            found &= Q(unit_id__in=scope.subtree([ids.row_id(self.below, "Unit", "filter.below")]))
        return found


@strawberry.type
class SeriesQueries:
    @query(
        needs="self",
        description="The series you may see, in the order they were made. 周期需求列表。",
        paged=True,
    )
    async def series(
        self, info: Info, page: paging.PageRequest, filter: RequestSeriesFilter | None = None
    ) -> Connection[RequestSeries]:
        condition = (filter or RequestSeriesFilter()).condition()
        return await paging.page(series.visible(info.context.actor).filter(condition), (), page)


@strawberry.input(description="A time of the local day, half-open. 当日时间段。")
class DayWindowInput:
    start_minute: int = strawberry.field(description="Minutes after local midnight, 0 to 1439.")
    end_minute: int = strawberry.field(description="Minutes after local midnight, 1 to 1440; not part of it.")


@strawberry.input(description="A standing order. 新建周期需求。")
class SeriesCreateInput(MutationInput):
    menu_item: strawberry.ID = strawberry.field(description="What is ordered.")
    rule: str = strawberry.field(
        description="RFC 5545 RRULE by day, week, month or year, at most 200 characters, such as "
        "FREQ=WEEKLY;BYDAY=TU,FR."
    )
    starts_on: date = strawberry.field(description="First local day, from today to a year ahead.")
    windows: list[DayWindowInput] = strawberry.field(
        description="When each day may be served: 1 to 20 windows, each at least as long as the service takes."
    )
    beneficiary: strawberry.ID = strawberry.field(description="The resident who receives.")
    requester: strawberry.ID | None = strawberry.field(
        default=None, description="The resident who asks; the beneficiary if left out."
    )
    place: PlaceInput | None = strawberry.field(
        default=None, description="Where, if not at the beneficiary's home."
    )
    note: str | None = strawberry.field(
        default=None, description="What else is to be known, at most 1000 characters."
    )


@strawberry.input(description="Which series to end. 结束周期需求。")
class SeriesEndInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The series.")


@strawberry.input(description="Which day to leave out. 跳过一天。")
class SeriesSkipDateInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The series.")
    date: date = strawberry.field(description="The local day; one that the rule has, not made yet.")


@strawberry.type(description="The series begins.")
class SeriesCreateSuccess:
    series: RequestSeries = strawberry.field(description="The new series.")


@strawberry.type(description="The series makes no more requests.")
class SeriesEndSuccess:
    series: RequestSeries = strawberry.field(description="The series as it is now.")


@strawberry.type(description="The day is left out.")
class SeriesSkipDateSuccess:
    series: RequestSeries = strawberry.field(description="The series as it is now.")


def _pairs(windows: Sequence[DayWindowInput]) -> list[tuple[int, int]]:
    return [(window.start_minute, window.end_minute) for window in windows]


@strawberry.type
class SeriesMutations:
    @mutation(
        needs=Permission.REQUEST_VERIFY,
        description="Begin a series; its requests go to the queue without further verification. 新建周期需求。",
    )
    async def series_create(info: Info, input: SeriesCreateInput) -> SeriesCreateSuccess:
        beneficiary_id = ids.row_id(input.beneficiary, "Resident", "beneficiary")
        draft = series.SeriesDraft(
            menu_item_id=ids.row_id(input.menu_item, "MenuItem", "menu_item"),
            rule=input.rule,
            starts_on=input.starts_on,
            windows=_pairs(input.windows),
            beneficiary_id=beneficiary_id,
            requester_id=ids.row_id(input.requester, "Resident", "requester")
            if input.requester
            else beneficiary_id,
            place=place_of(input.place),
            note=input.note,
        )
        return SeriesCreateSuccess(series=await series.create(info.context.actor, draft))

    @mutation(
        needs="self",
        description="Make no more requests; those made stay: your own, or with `request:verify`. 结束周期需求。",
    )
    async def series_end(info: Info, input: SeriesEndInput) -> SeriesEndSuccess:
        id = ids.row_id(input.id, "RequestSeries")
        found = await series.end(info.context.actor, id, expected_version=input.expected_version)
        return SeriesEndSuccess(series=found)

    @mutation(
        needs="self",
        description="Leave out one day: of your own series, or with `request:verify`. 跳过一天。",
    )
    async def series_skip_date(info: Info, input: SeriesSkipDateInput) -> SeriesSkipDateSuccess:
        id = ids.row_id(input.id, "RequestSeries")
        found = await series.skip_date(
            info.context.actor, id, input.date, expected_version=input.expected_version
        )
        return SeriesSkipDateSuccess(series=found)
