"""Importing requests: sign-up lists, and the tickets of other hotlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sanbao.access import moves
from sanbao.core import numbers
from sanbao.core import positions as texts
from sanbao.core.bulk import Values, insert_values
from sanbao.core.clock import Week
from sanbao.core.errors import InvalidInput, InvalidTransition, SanbaoError
from sanbao.core.ids import new_id
from sanbao.exchange import cells, positions
from sanbao.exchange.cells import Reading
from sanbao.exchange.columns import Column, ImportKind
from sanbao.exchange.directories import KnownUnit, Nearest
from sanbao.exchange.importer import Importer, ParsedRow, Progress, chunks, insert_steadily
from sanbao.exchange.requesters import Requesters
from sanbao.exchange.sheet import Cell
from sanbao.exchange.times import parse_windows
from sanbao.exchange.words import EXTERNAL_SYSTEM
from sanbao.members import contacts
from sanbao.menu.models import MenuItem
from sanbao.requests import drafts
from sanbao.requests.drafts import Window
from sanbao.requests.models import RequestWindow, ServiceRequest
from sanbao.requests.states import REQUEST, RequestAction, RequestState

_CHANGEABLE = frozenset({RequestState.SUBMITTED, RequestState.NEEDS_INFO, RequestState.QUEUED})


def _week(cell: Cell, _: Reading) -> object:
    return Week.parse(cells.narrow(cell).upper())


COLUMNS = (
    Column("external_id", "外部编号", "external id", cells.identifier(80), required=True,
           aliases=("工单号", "工单编号", "编号"), examples=("2026-0001", "2026-0002")),
    Column("external_system", "来源系统", "external system", cells.identifier(40), examples=("12345", "")),
    Column("unit", "单位", "unit", cells.identifier(200), required=True,
           aliases=("所属单位", "社区", "网格"), examples=("320205001001", "门楼社区")),
    Column("menu_code", "服务编码", "menu code", cells.identifier(120), required=True,
           aliases=("服务项目", "服务"), examples=("accompany", "haircut")),
    Column("requester_name", "申请人", "requester name", cells.text(80), required=True,
           aliases=("申请人姓名", "姓名"), examples=("赵桂兰", "孙敏")),
    Column("requester_telephone", "申请人电话", "requester telephone", cells.identifier(30), sensitive=True,
           aliases=("电话", "联系电话", "手机"), examples=("13800000003", "13800000004")),
    Column("beneficiary_name", "受益人", "beneficiary name", cells.text(80),
           aliases=("服务对象",), examples=("", "孙大爷")),
    Column("beneficiary_telephone", "受益人电话", "beneficiary telephone", cells.identifier(30), sensitive=True,
           aliases=("服务对象电话",)),
    Column("address", "地址", "address", cells.text(200), sensitive=True,
           aliases=("服务地址", "住址"), examples=("门楼社区3栋201", "")),
    *positions.columns(sensitive=True),
    Column("windows", "可服务时间", "windows", cells.text(1000), aliases=("期望时间", "时间"),
           examples=("2026-11-25 9:00-12:00; 2026-11-26 14:00-17:00", "周三、周五 上午")),
    Column("starts_at", "开始时间", "starts at", cells.moment, aliases=("最早开始",)),
    Column("ends_at", "结束时间", "ends at", lambda cell, _: cell, aliases=("最晚结束",)),
    Column("week", "周次", "week", _week, examples=("", "2026-W48")),
    Column("weight", "权重", "weight", cells.whole(1, drafts.MOST_WEIGHT)),
    Column("urgent", "紧急", "urgent", cells.flag, aliases=("是否紧急",), choices=("是", "否"),
           examples=("否", "是")),
    Column("note", "备注", "note", cells.text(1000), sensitive=True, aliases=("说明",), examples=("需要轮椅", "")),
    Column("submitted_at", "提交时间", "submitted at", cells.moment, aliases=("受理时间", "创建时间"),
           examples=("2026-11-20 9:30", "")),
)  # fmt: skip


class RequestImporter(Importer):
    """Matched by source system and external id. What a row leaves blank stays as it is; a request that has
    been offered is no longer changed by a file."""

    kind = ImportKind.REQUESTS
    noun = "ServiceRequest"
    columns = COLUMNS

    def key(self, values: dict[str, Any]) -> str | None:
        """Source system and external id."""
        id = values.get("external_id")
        return f"{values.get('external_system', EXTERNAL_SYSTEM)}\n{id}" if id else None

    async def prepare(self) -> None:
        """The menu."""
        self._items: dict[str, list[MenuItem]] = defaultdict(list)
        self._requesters = Requesters()
        for item in await MenuItem.filter(active=True):
            self._items[item.code].append(item)
            self._items[item.name].append(item)
        self._nearest = Nearest(self._items)

    def check(self, row: ParsedRow) -> None:
        """Unit, menu item, times; who asks."""
        values = row.values
        unit = self.situation.unit_of(values)
        if unit is None:
            raise InvalidInput("unit", "required")
        item = self._item(unit, values["menu_code"])
        submitted = values.get("submitted_at")
        if submitted is not None and submitted > self.situation.now:
            raise InvalidInput("submitted_at", "import-submitted-in-future")
        for who in ("requester", "beneficiary"):
            telephone = values.get(f"{who}_telephone")
            try:
                row.found[who] = contacts.telephone_columns(telephone)
            except SanbaoError as error:
                raise InvalidInput(f"{who}_telephone", error.message_key) from None
        place = positions.position(values)
        columns: dict[str, Any] = {
            name: values[name]
            for name in ("address", "note", "weight", "urgent", "submitted_at")
            if name in values
        }
        if place is not None:
            columns["position"] = texts.written(*place)
        columns |= {"unit_id": unit.id, "menu_item_id": item.id}
        row.found |= {"unit": unit, "item": item, "columns": columns, "windows": self._windows(values)}

    def _item(self, unit: KnownUnit, name: str) -> MenuItem:
        line = [above.id for above in self.situation.units.line(unit)]
        found = [item for item in self._items.get(name, []) if item.unit_id in line]
        if not found:
            if name in self._items:
                raise InvalidInput("menu_code", "menu-item-not-here", name=name)
            raise InvalidInput("menu_code", "import-menu-unknown", value=name, near=self._nearest.to(name))
        return min(found, key=lambda item: line.index(item.unit_id))

    def _windows(self, values: dict[str, Any]) -> tuple[Window, ...]:
        zone = self.situation.reading.zone
        if "starts_at" in values or "ends_at" in values:
            if "starts_at" not in values or "ends_at" not in values:
                raise InvalidInput("ends_at", "import-window-half")
            try:
                end = self._end(values["ends_at"])
            except SanbaoError as error:
                raise InvalidInput("ends_at", error.message_key, **error.facts) from None
            if end <= values["starts_at"]:
                raise InvalidInput("ends_at", "minutes-order")
            return (Window(values["starts_at"], end),)
        if "windows" not in values:
            raise InvalidInput("windows", "required")
        submitted = values.get("submitted_at")
        try:
            found = parse_windows(
                values["windows"],
                zone,
                week=values.get("week"),
                after=submitted.astimezone(zone).date() if submitted else None,
            )
        except SanbaoError as error:
            raise InvalidInput("windows", error.message_key, **error.facts) from None
        return tuple(Window(_utc(start), _utc(end)) for start, end in found)

    def _end(self, cell: Cell) -> datetime:
        """A day alone is meant as a whole, so it ends at the next midnight."""
        try:
            alone = cells.day(cell, self.situation.reading)
        except SanbaoError:
            found = cells.moment(cell, self.situation.reading)
        else:
            if isinstance(cell, datetime) and cell.time() != time():
                return cells.moment(cell, self.situation.reading)
            assert isinstance(alone, date)
            cells.moment(alone, self.situation.reading)  # refuses a day beyond the years we know
            found = _utc(datetime.combine(alone + timedelta(days=1), time(), self.situation.reading.zone))
        return found

    async def compare(self, rows: Sequence[ParsedRow]) -> None:
        """Existing requests with their windows and people."""
        by_system: dict[str, list[ParsedRow]] = defaultdict(list)
        for row in rows:
            by_system[row.values.get("external_system", EXTERNAL_SYSTEM)].append(row)
        for system, those in by_system.items():
            for part in chunks(those):
                await self._compare(system, part)
        await self._requesters.find([*self.created, *self.changed])

    async def _compare(self, system: str, rows: Sequence[ParsedRow]) -> None:
        ids = [row.values["external_id"] for row in rows]
        query = ServiceRequest.filter(external_system=system, external_id__in=ids).select_for_update()
        requests = {request.external_id: request for request in await query}
        windows: dict[UUID, set[tuple[datetime, datetime]]] = defaultdict(set)
        for part in chunks([request.id for request in requests.values()]):
            lines = RequestWindow.filter(request_id__in=part).values_list(
                "request_id", "starts_at", "ends_at"
            )
            for owner, start, end in await lines:
                windows[owner].add((start, end))
        for row in rows:
            row.found["request"] = requests.get(row.values["external_id"])
        await self._requesters.who_differs([row for row in rows if row.found["request"]])
        for row in rows:
            try:
                self._compare_one(row, row.found["request"], windows)
            except SanbaoError as error:
                self.refuse(row, error, "windows")

    def _compare_one(
        self,
        row: ParsedRow,
        request: ServiceRequest | None,
        had: dict[UUID, set[tuple[datetime, datetime]]],
    ) -> None:
        if request is None:
            self._check_windows(row)
            self.created.append(row)
            return
        if not self.situation.units.is_within(self.situation.units.by_id[request.unit_id]):
            raise InvalidInput("external_id", "import-row-outside", value=request.external_id)
        columns: dict[str, Any] = row.found["columns"]
        fresh = {name: value for name, value in columns.items() if getattr(request, name) != value}
        windows_differ = {(w.starts_at, w.ends_at) for w in row.found["windows"]} != had[request.id]
        verifies = self.situation.options.verified and request.state is RequestState.SUBMITTED
        if not (fresh or windows_differ or verifies or row.found["others"]):
            self.unchanged += 1
            return
        if request.state not in _CHANGEABLE:
            raise InvalidTransition("ServiceRequest", request.state.value, "CHANGE")
        if windows_differ:
            self._check_windows(row)
        row.found |= {
            "id": request.id,
            "fresh": fresh,
            "windows_differ": windows_differ,
            "verifies": verifies,
        }
        self.changed.append(row)

    def _check_windows(self, row: ParsedRow) -> None:
        """Only where the windows are new: those of a request that is there already may be past by now."""
        row.found["windows"] = drafts.windows(sorted(row.found["windows"]))
        drafts.check_fit(row.found["windows"], row.found["item"])

    async def write(self, progress: Progress) -> None:
        """New people, new requests with windows and history, then what changed."""
        for row in (*self.created, *(row for row in self.changed if row.found["others"])):
            row.found["people"] = self._requesters.of(row)
        await self._requesters.write(progress)
        await self._write_new(progress)
        await self._write_changed()

    async def _write_new(self, progress: Progress) -> None:
        if not self.created:
            return
        given = await numbers.next_numbers(numbers.of_this_year("REQ"), len(self.created))
        actor = self.situation.actor
        requests = [self._row_of(row, number) for row, number in zip(self.created, given, strict=True)]
        await insert_steadily(ServiceRequest, requests, len(requests), progress, "requests")
        made = [ServiceRequest(id=row.found["id"]) for row in self.created]
        await moves.begin_many(REQUEST, made, actor)
        if self.situation.options.verified:
            await self._verify(made)
        await self._write_windows(self.created)

    def _row_of(self, row: ParsedRow, number: str) -> Values:
        requester, beneficiary = row.found["people"]
        row.found["id"] = new_id()
        return {
            "id": row.found["id"],
            "number": number,
            "requester_id": requester.id,
            "beneficiary_id": beneficiary.id,
            "ordered_by_id": self.situation.actor.account_id,
            "external_system": row.values.get("external_system", EXTERNAL_SYSTEM),
            "external_id": row.values["external_id"],
            "submitted_at": self.situation.now,
            "weight": row.found["item"].weight,
            "address": beneficiary.address,
            "position": beneficiary.position,
            **row.found["columns"],
        }

    async def _write_changed(self) -> None:
        for row in self.changed:
            request: ServiceRequest = row.found["request"]
            fresh: dict[str, Any] = row.found["fresh"]
            if row.found["others"]:
                fresh |= _other_people(row, request)
            if fresh or row.found["windows_differ"]:
                request.update_from_dict({**fresh, "version": request.version + 1})
                await request.save(update_fields=[*fresh, "version"])
        verified = [row.found["request"] for row in self.changed if row.found["verifies"]]
        if verified:
            await self._verify(verified)
        others = [row for row in self.changed if row.found["windows_differ"]]
        for part in chunks(others):
            await RequestWindow.filter(request_id__in=[row.found["id"] for row in part]).delete()
        await self._write_windows(others)

    async def _verify(self, requests: Sequence[ServiceRequest]) -> None:
        await moves.advance_many(
            REQUEST, requests, RequestAction.VERIFY, self.situation.actor, verified_at=self.situation.now
        )

    async def _write_windows(self, rows: Sequence[ParsedRow]) -> None:
        await insert_values(
            RequestWindow,
            (
                {"request_id": row.found["id"], "starts_at": w.starts_at, "ends_at": w.ends_at}
                for row in rows
                for w in row.found["windows"]
            ),
        )


def _other_people(row: ParsedRow, request: ServiceRequest) -> dict[str, Any]:
    """Who asks and receives instead; who received for himself goes on doing so."""
    requester, beneficiary = row.found["people"]
    fresh: dict[str, Any] = {}
    if "requester" in row.found["others"]:
        fresh["requester_id"] = requester.id
        if request.beneficiary_id == request.requester_id:
            fresh["beneficiary_id"] = requester.id
    if "beneficiary_name" in row.values:
        fresh["beneficiary_id"] = beneficiary.id
    return fresh


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
