"""Importing the unit tree: parents may stand in the file or in the database, before or after their children."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sanbao.core.bulk import Values
from sanbao.core.errors import InvalidInput, SanbaoError
from sanbao.core.ids import new_id
from sanbao.exchange import cells, positions
from sanbao.exchange.columns import Column, ImportKind
from sanbao.exchange.directories import KnownUnit
from sanbao.exchange.importer import Importer, ParsedRow, Progress, chunks, insert_steadily
from sanbao.exchange.placing import Placing
from sanbao.organisations import service
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit, UnitAncestry

_K = UnitKind
KIND_WORDS: dict[str, object] = {
    **dict.fromkeys(("市", "城市", "CITY"), _K.CITY),
    **dict.fromkeys(("区县", "区", "县", "县级市", "DISTRICT"), _K.DISTRICT),
    **dict.fromkeys(("街道", "镇", "乡", "乡镇", "街道/乡镇", "STREET"), _K.STREET),
    **dict.fromkeys(("社区", "村", "居委会", "村委会", "COMMUNITY"), _K.COMMUNITY),
    **dict.fromkeys(("网格", "GRID"), _K.GRID),
    **dict.fromkeys(("楼栋党小组", "楼栋", "党小组", "BUILDING_GROUP"), _K.BUILDING_GROUP),
    **dict.fromkeys(("党员中心户", "中心户", "CENTRE_HOUSEHOLD"), _K.CENTRE_HOUSEHOLD),
    **dict.fromkeys(("工作单位", "单位", "WORK_UNIT"), _K.WORK_UNIT),
    **dict.fromkeys(("部门", "DEPARTMENT"), _K.DEPARTMENT),
    **dict.fromkeys(("共建单位", "驻区单位", "PARTNER"), _K.PARTNER),
}

COLUMNS = (
    Column(
        "code", "编码", "code", cells.identifier(40), required=True,
        aliases=("单位编码", "代码"), examples=("320205001", "320205001001"),
    ),
    Column(
        "name", "名称", "name", cells.text(120), required=True,
        aliases=("单位名称",), examples=("东亭街道", "门楼社区"),
    ),
    Column(
        "kind", "类别", "kind", cells.choice(KIND_WORDS), required=True,
        aliases=("单位类别", "level", "级别"),
        choices=("市", "区县", "街道", "社区", "网格", "楼栋党小组", "党员中心户", "工作单位", "部门", "共建单位"),
        examples=("街道", "社区"),
    ),
    Column(
        "parent_code", "上级编码", "parent code", cells.identifier(40),
        aliases=("上级单位编码", "parent"), examples=("", "320205001"),
    ),
    *positions.columns(sensitive=False),
)  # fmt: skip


class UnitImporter(Importer):
    """Matched by code. What a row leaves blank stays as it is; the kind of a unit never changes. A name stands once
    among the units in use below one parent, as rows are taken one after the other, parents first."""

    kind = ImportKind.UNITS
    noun = "Unit"
    columns = COLUMNS

    def key(self, values: dict[str, Any]) -> str | None:
        """The code."""
        return values.get("code")

    def check(self, row: ParsedRow) -> None:
        """Position; whether the parent is oneself."""
        place = positions.position(row.values)
        row.found["said"] = {"name": row.values["name"]}
        if place is not None:
            row.found["said"] |= {
                "longitude": place[0],
                "latitude": place[1],
                "position_is_estimated": False,
            }

    async def compare(self, rows: Sequence[ParsedRow]) -> None:
        """Parents first: a child of a refused row is refused with it."""
        self._rows = {row.values["code"]: row for row in rows}
        self._known: dict[str, KnownUnit | None] = {}
        self._existing = {
            unit.id: unit for part in chunks(list(self._rows)) for unit in await Unit.filter(code__in=part)
        }
        self._moves: dict[UUID, UUID] = {}
        self._names = {
            (unit.parent_id, unit.name): unit for unit in self.situation.units.by_id.values() if unit.active
        }
        for code in self._rows:
            self._settle(code)
        placing = Placing(self.situation.options)
        placing.fill(self.created, self._parent_place)

    def _settle(self, code: str) -> KnownUnit | None:
        """The unit that a code will name after the import; None where its row is refused."""
        for at in self._line_of_rows(code):
            if at not in self._known:
                row = self._rows[at]
                try:
                    self._known[at] = self._decide(row)
                except SanbaoError as error:
                    self._known[at] = None
                    self.refuse(row, error, "parent_code")
        return self._known[code]

    def _line_of_rows(self, code: str) -> list[str]:
        """The rows above a code that are not settled yet, from the top, and itself; a ring is cut."""
        line: list[str] = []
        while code in self._rows and code not in self._known and code not in line:
            line.append(code)
            code = self._rows[code].values.get("parent_code") or ""
        if code in line:
            for each in line[line.index(code) :]:
                self._known[each] = None
                self.refuse(self._rows[each], InvalidInput("parent_code", "unit-cycle"))
        return line[::-1]

    def _parent(self, row: ParsedRow, existing: KnownUnit | None) -> KnownUnit | None:
        code = row.values.get("parent_code")
        units = self.situation.units
        if code is None:
            if existing is not None:
                return units.by_id[existing.parent_id] if existing.parent_id else None
            return self.situation.unit_of({})
        if code in self._rows:
            parent = self._known[code]
            if parent is None:
                raise InvalidInput("parent_code", "import-parent-refused", value=code)
            return parent
        return units.find(code, "parent_code")

    def _decide(self, row: ParsedRow) -> KnownUnit:
        values, said, units = row.values, row.found["said"], self.situation.units
        existing = units.by_code.get(values["code"])
        parent = self._parent(row, existing)
        if existing is None:
            return self._new(row, parent)
        unit = self._existing[existing.id]
        if not units.is_within(existing):
            raise InvalidInput("code", "import-unit-outside", value=values["code"])
        if values["kind"] is not unit.kind:
            raise InvalidInput("kind", "import-unit-kind-fixed", value=unit.kind.value)
        moved = parent is not None and parent.id != unit.parent_id
        if moved and parent is not None:
            service.check_parent_kind(unit.kind, parent.kind)
            self._check_move(existing, parent)
        fresh = {name: value for name, value in said.items() if getattr(unit, name) != value}
        if unit.active and (moved or "name" in fresh):
            self._take_name(existing, parent.id if parent else None, said["name"])
        if moved and parent is not None:
            self._moves[unit.id] = parent.id
        row.found |= {"unit": unit, "fresh": fresh}
        if fresh or moved:
            self.changed.append(row)
        else:
            self.unchanged += 1
        return existing

    def _new(self, row: ParsedRow, parent: KnownUnit | None) -> KnownUnit:
        values, said = row.values, row.found["said"]
        if parent is None and not self.situation.actor.holds_everything:
            raise InvalidInput("parent_code", "import-root-needs-administrator")
        if parent is not None and parent.id in self.situation.units.by_id:
            self._check_parent(parent)
        service.check_parent_kind(values["kind"], parent.kind if parent else None)
        unit = KnownUnit(
            new_id(), values["code"], values["name"], values["kind"], parent.id if parent else None,
            said.get("longitude"), said.get("latitude"), active=True,
        )  # fmt: skip
        self._take_name(unit, unit.parent_id, unit.name)
        row.found |= {"unit": unit, "parent": parent}
        self.created.append(row)
        return unit

    def _take_name(self, unit: KnownUnit, parent_id: UUID | None, name: str) -> None:
        """Let the unit have the name below the parent, in place of the one it had; raises InvalidInput where
        another has it."""
        holder = self._names.setdefault((parent_id, name), unit)
        if holder is not unit:
            raise InvalidInput("name", "import-unit-name-taken", value=name, code=holder.code or "—")
        before = (unit.parent_id, unit.name)
        if before != (parent_id, name) and self._names.get(before) is unit:
            del self._names[before]

    def _check_parent(self, parent: KnownUnit) -> None:
        if not self.situation.units.is_within(parent):
            raise InvalidInput("parent_code", "import-unit-outside", value=parent.code or parent.name)
        if not parent.active:
            raise InvalidInput("parent_code", "import-unit-retired", value=parent.code or parent.name)

    def _check_move(self, unit: KnownUnit, parent: KnownUnit) -> None:
        """What `service.move` would refuse, told of the row and in a dry run too."""
        known = self.situation.units.by_id
        if parent.id in known:
            self._check_parent(parent)
        if unit.parent_id is not None and not self.situation.units.is_within(known[unit.parent_id]):
            raise InvalidInput("parent_code", "import-unit-outside", value=known[unit.parent_id].name)
        above: UUID | None = parent.id
        while above in known:
            if above == unit.id:
                raise InvalidInput("parent_code", "unit-cycle")
            above = self._moves.get(above, known[above].parent_id)

    def _parent_place(self, row: ParsedRow) -> tuple[float, float] | None:
        parent: KnownUnit | None = row.found.get("parent")
        if parent is None or parent.longitude is None or parent.latitude is None:
            return None
        return parent.longitude, parent.latitude

    async def write(self, progress: Progress) -> None:
        """New units with their lines of ancestry, then changes, then moves."""
        new = [row.found["unit"] for row in self.created]
        units = (self._row_of(row) for row in self.created)
        await insert_steadily(Unit, units, len(new), progress, "units")
        lines = list(self._ancestry(new))
        await insert_steadily(UnitAncestry, lines, len(lines), progress, "ancestry")
        for row in self.changed:
            unit: Unit = row.found["unit"]
            if row.found["fresh"]:
                unit.update_from_dict({**row.found["fresh"], "version": unit.version + 1})
                await unit.save(update_fields=[*row.found["fresh"], "version"])
        for unit_id, parent_id in self._moves.items():
            await service.move(self.situation.actor, unit_id, parent_id)

    def _row_of(self, row: ParsedRow) -> Values:
        unit: KnownUnit = row.found["unit"]
        return {
            "id": unit.id,
            "kind": unit.kind,
            "parent_id": unit.parent_id,
            "code": unit.code,
            **row.found["said"],
        }

    def _ancestry(self, new: Sequence[KnownUnit]) -> Iterator[Values]:
        above = dict(self.situation.units.by_id) | {unit.id: unit for unit in new}
        for unit in new:
            at: KnownUnit | None = unit
            distance = 0
            while at is not None:
                yield {"unit_id": unit.id, "ancestor_id": at.id, "distance": distance}
                at, distance = above[at.parent_id] if at.parent_id else None, distance + 1
