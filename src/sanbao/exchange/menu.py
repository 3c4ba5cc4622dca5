"""Importing menu items with their seats."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sanbao.core.errors import InvalidInput, SanbaoError
from sanbao.core.ids import new_id
from sanbao.exchange import cells
from sanbao.exchange.cells import Reading
from sanbao.exchange.columns import Column, ImportKind
from sanbao.exchange.importer import Importer, ParsedRow, Progress, chunks, insert_steadily
from sanbao.exchange.sheet import Cell
from sanbao.exchange.words import CATEGORY_WORDS
from sanbao.members.kinds import Tag
from sanbao.menu.drafts import MenuItemDraft, SeatDraft
from sanbao.menu.models import MenuItem, Risk, Seat
from sanbao.requests.models import RequestSeries, ServiceRequest

RISK_WORDS: dict[str, object] = {
    **dict.fromkeys(("低", "LOW"), Risk.LOW),
    **dict.fromkeys(("中", "MEDIUM"), Risk.MEDIUM),
    **dict.fromkeys(("高", "HIGH"), Risk.HIGH),
}
TAG_WORDS: dict[str, Tag] = {"已投保": Tag.INSURED, "成年": Tag.ADULT, "已培训": Tag.TRAINED}
_SEAT = re.compile(
    r"([^×x*@\[\]]+?)(?:\s*[×x*]\s*(\d{1,6})(?:\s*[-~至]\s*(\d{1,6}))?)?(?:@([123]))?(?:\[([^\]]*)\])?"
)
_SEASON = re.compile(r"(\d{1,2})月?(?:\s*[-~至到]\s*(\d{1,2})月?)?")
_SAID = (
    "code", "name", "name_en", "category", "description", "description_en", "duration_minutes", "weight", "risk",
    "risk_notice", "risk_notice_en", "conditions", "conditions_en",
)  # fmt: skip


class SeatSaid(NamedTuple):
    """A seat as written: 急救×1-3@2[已投保]."""

    skill: str
    required: int
    wanted: int
    level: int
    tags: tuple[Tag, ...]


@lru_cache(maxsize=4096)
def parse_seats(text: str) -> tuple[SeatSaid, ...]:
    """`陪护×2; 急救×1-3@2[已投保]`: two carers; one to three first-aiders of level 2, insured.

    One person where no number is given, level 1 where none is; raises InvalidInput naming the piece.
    """
    found: list[SeatSaid] = []
    for piece in cells.pieces(text, ";"):
        match = _SEAT.fullmatch(piece)
        if match is None:
            raise InvalidInput("seats", "import-seat-malformed", value=piece)
        skill, least, most, level, tags = match.groups()
        required = int(least or 1)
        wanted = int(most) - required if most else 0
        if wanted < 0:
            raise InvalidInput("seats", "import-seat-malformed", value=piece)
        found.append(SeatSaid(skill.strip(), required, wanted, int(level or 1), _tags(tags or "", piece)))
    return tuple(found)


def _tags(text: str, piece: str) -> tuple[Tag, ...]:
    found = []
    for word in cells.pieces(text, ",、"):
        if word not in TAG_WORDS and word not in list(Tag):
            raise InvalidInput("seats", "import-seat-malformed", value=piece)
        found.append(TAG_WORDS.get(word) or Tag(word))
    return tuple(found)


def _seats(cell: Cell, _: Reading) -> object:
    return parse_seats(cells.narrow(cell))


def _season(cell: Cell, _: Reading) -> object:
    match = _SEASON.fullmatch(cells.narrow(cell))
    if match is None or not all(1 <= int(month or match[1]) <= 12 for month in match.groups()):
        raise InvalidInput("season", "import-season-malformed")
    return int(match[1]), int(match[2] or match[1])


COLUMNS = (
    Column("unit", "单位", "unit", cells.identifier(200), required=True,
           aliases=("所属单位", "单位编码"), examples=("320205001", "东亭街道")),
    Column("code", "编码", "code", cells.identifier(40), required=True,
           aliases=("服务编码",), examples=("accompany", "haircut")),
    Column("name", "名称", "name", cells.text(120), required=True,
           aliases=("服务名称", "服务项目"), examples=("陪同就医", "上门理发")),
    Column("name_en", "英文名称", "english name", cells.text(120), examples=("Hospital companion", "")),
    Column("category", "类别", "category", cells.choice(CATEGORY_WORDS), required=True,
           aliases=("服务类别",),
           choices=("组织建设", "法律援助", "帮困助残", "社区治理", "健康医疗", "文化体育", "平安巡防", "其他"),
           examples=("健康医疗", "帮困助残")),
    Column("description", "说明", "description", cells.text(2000), aliases=("服务内容",)),
    Column("description_en", "英文说明", "english description", cells.text(2000)),
    Column("duration_minutes", "时长", "duration minutes", cells.whole(5, 1440), required=True,
           aliases=("服务时长", "时长分钟"), examples=("180", "60")),
    Column("seats", "岗位", "seats", _seats, required=True, aliases=("人员要求",),
           examples=("陪护×1; 急救×1@2", "理发×1-2")),
    Column("risk", "风险", "risk", cells.choice(RISK_WORDS), aliases=("风险等级",),
           choices=("低", "中", "高"), examples=("中", "低")),
    Column("risk_notice", "风险提示", "risk notice", cells.text(1000), examples=("老人行动不便，注意防跌", "")),
    Column("risk_notice_en", "英文风险提示", "english risk notice", cells.text(1000), examples=("Unsteady on their feet: guard against falls", "")),
    Column("conditions", "条件", "conditions", cells.text(1000), aliases=("服务条件",)),
    Column("conditions_en", "英文条件", "english conditions", cells.text(1000)),
    Column("weight", "权重", "weight", cells.whole(1, 1000), examples=("3", "1")),
    Column("season", "季节", "season", _season, aliases=("季节月份",), examples=("", "3-11")),
)  # fmt: skip


class MenuImporter(Importer):
    """Matched by unit and code. What a row leaves blank stays as it is; what was ordered keeps its seats."""

    kind = ImportKind.MENU
    noun = "MenuItem"
    columns = COLUMNS

    def key(self, values: dict[str, Any]) -> str | None:
        """Unit (as it is written or found) and code."""
        if "code" not in values:
            return None
        try:
            unit = self.situation.unit_of(values)
        except SanbaoError:
            return None
        return f"{unit.id if unit else ''}\n{values['code']}"

    def check(self, row: ParsedRow) -> None:
        """Unit, skills, and the rules of a menu item."""
        values = row.values
        unit = self.situation.unit_of(values)
        if unit is None:
            raise InvalidInput("unit", "required")
        seats = [
            SeatDraft(
                skill_id=self.situation.skills.find(seat.skill, "seats"),
                level=seat.level,
                tags=seat.tags,
                required=seat.required,
                wanted=seat.wanted,
            )
            for seat in values["seats"]
        ]
        first, last = values.get("season", (None, None))
        draft = MenuItemDraft(
            seats=seats, season_from_month=first, season_to_month=last,
            **{name: values[name] for name in _SAID if name in values},
        )  # fmt: skip
        columns = draft.cleaned()
        said = {*values, *(("season_from_month", "season_to_month") if "season" in values else ())}
        row.found |= {
            "unit": unit,
            "columns": {name: value for name, value in columns.items() if name in said},
            "seats": draft.cleaned_seats(),
            "seat_drafts": seats,
        }

    async def compare(self, rows: Sequence[ParsedRow]) -> None:
        """Existing items of the same units and codes, with their seats."""
        items: dict[tuple[UUID, str], MenuItem] = {}
        for part in chunks(rows):
            query = MenuItem.filter(
                unit_id__in=list({row.found["unit"].id for row in part}),
                code__in=[row.values["code"] for row in part],
            )
            items |= {(item.unit_id, item.code): item for item in await query.select_for_update()}
        seats: dict[UUID, list[Seat]] = defaultdict(list)
        ordered: set[UUID] = set()
        for ids in chunks([item.id for item in items.values()]):
            for seat in await Seat.filter(menu_item_id__in=ids).order_by("position"):
                seats[seat.menu_item_id].append(seat)
            for model in (ServiceRequest, RequestSeries):
                lines = model.filter(menu_item_id__in=ids).distinct().values_list("menu_item_id")
                ordered |= {id for (id,) in await lines}
        for row in rows:
            item = items.get((row.found["unit"].id, row.values["code"]))
            if item is None:
                self.created.append(row)
            else:
                self._compare_one(row, item, seats[item.id], is_ordered=item.id in ordered)

    def _compare_one(self, row: ParsedRow, item: MenuItem, had: list[Seat], *, is_ordered: bool) -> None:
        columns: dict[str, Any] = row.found["columns"]
        fresh = {name: value for name, value in columns.items() if getattr(item, name) != value}
        if "risk" not in columns and item.risk is not Risk.LOW:
            row.found["seats"] = [seat.cleaned("seats", item.risk) for seat in row.found["seat_drafts"]]
        names = [name for name in row.found["seats"][0] if name not in ("role", "wanted_value")]
        before = [[getattr(seat, name) for name in names] for seat in had]
        seats_differ = before != [[seat[name] for name in names] for seat in row.found["seats"]]
        if is_ordered and (seats_differ or "duration_minutes" in fresh):
            field = "seats" if seats_differ else "duration_minutes"
            self.refuse(row, InvalidInput(field, "menu-item-ordered"))
            return
        row.found |= {"id": item.id, "item": item, "fresh": fresh, "seats_differ": seats_differ}
        if fresh or seats_differ:
            self.changed.append(row)
        else:
            self.unchanged += 1

    async def write(self, progress: Progress) -> None:
        """New items, then changes; the seats of an item that changed are written anew."""
        for row in self.created:
            row.found["id"] = new_id()
        items = (
            {"id": row.found["id"], "unit_id": row.found["unit"].id, **row.found["columns"]}
            for row in self.created
        )
        await insert_steadily(MenuItem, items, len(self.created), progress, "menu")
        for row in self.changed:
            item: MenuItem = row.found["item"]
            item.update_from_dict({**row.found["fresh"], "version": item.version + 1})
            await item.save(update_fields=[*row.found["fresh"], "version"])
        others = [row for row in self.changed if row.found["seats_differ"]]
        for part in chunks(others):
            await Seat.filter(menu_item_id__in=[row.found["id"] for row in part]).delete()
        seats = [
            {"menu_item_id": row.found["id"], "position": position, **seat}
            for row in (*self.created, *others)
            for position, seat in enumerate(row.found["seats"])
        ]
        await insert_steadily(Seat, seats, len(seats), progress, "seats")
