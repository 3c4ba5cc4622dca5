"""The columns of a roster of members, and how skills are written in one cell."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from sanbao.core.errors import InvalidInput
from sanbao.exchange import cells, positions
from sanbao.exchange.cells import Reading
from sanbao.exchange.columns import Column
from sanbao.exchange.sheet import Cell
from sanbao.exchange.times import parse_weekly
from sanbao.exchange.words import CATEGORY_WORDS
from sanbao.members import drafts
from sanbao.members.kinds import MemberKind

KIND_WORDS: dict[str, object] = {
    **dict.fromkeys(("志愿者", "群众", "VOLUNTEER"), MemberKind.VOLUNTEER),
    **dict.fromkeys(("在职党员", "党员", "IN_SERVICE_PARTY_MEMBER"), MemberKind.IN_SERVICE_PARTY_MEMBER),
}
_SKILL = re.compile(r"([^:]+)(?::\s*([123])(?::([^:]+?)(?::(\d{4}-\d{1,2}-\d{1,2}))?)?)?")

SkillSaid = tuple[str, int, str | None, date | None]
"""(name, level, certificate number, last day)."""


@lru_cache(maxsize=4096)
def parse_skills(text: str) -> tuple[SkillSaid, ...]:
    """`急救:2:证书号:2027-12-31; 陪护`: level 1 where none is given; raises InvalidInput."""
    found: list[SkillSaid] = []
    for piece in cells.pieces(text, ";,、"):
        match = _SKILL.fullmatch(piece)
        if match is None:
            raise InvalidInput("skills", "import-skill-malformed", value=piece)
        name, level, certificate, expires = match.groups()
        found.append((name.strip(), int(level or 1), certificate, _expiry(expires)))
    if len({name for name, *_ in found}) < len(found):
        raise InvalidInput("skills", "skill-twice")
    return tuple(found)


def _expiry(text: str | None) -> date | None:
    found = cells.day(text, Reading()) if text else None
    assert found is None or isinstance(found, date)
    return found


def _skills(cell: Cell, _: Reading) -> object:
    return parse_skills(cells.narrow(cell))


def _weekly(cell: Cell, _: Reading) -> object:
    return parse_weekly(cells.narrow(cell))


COLUMNS = (
    Column(
        "external_id", "外部编号", "external id", cells.identifier(80), required=True,
        aliases=("编号", "工号", "志愿者编号"), examples=("V0001", "D0002"),
    ),
    Column("external_system", "来源系统", "external system", cells.identifier(40)),
    Column("name", "姓名", "name", cells.text(80), required=True, examples=("王秀英", "李建国")),
    Column(
        "kind", "类别", "kind", cells.choice(KIND_WORDS), sensitive=True,
        aliases=("人员类别", "身份"), choices=("志愿者", "在职党员"), examples=("志愿者", "在职党员"),
    ),
    Column(
        "unit", "居住单位", "unit", cells.identifier(200), required=True,
        aliases=("单位", "所属单位", "社区", "所在社区", "网格"), examples=("320205001001", "东亭街道/门楼社区"),
    ),
    Column("work_unit", "工作单位", "work unit", cells.identifier(200), aliases=("所在单位",)),
    Column(
        "telephone", "电话", "telephone", cells.identifier(30), sensitive=True,
        aliases=("手机", "手机号", "联系电话", "手机号码"), examples=("13800000001", "13800000002"),
    ),
    Column(
        "address", "住址", "address", cells.text(200), sensitive=True,
        aliases=("地址", "家庭住址"), examples=("门楼社区12栋3单元", ""),
    ),
    *positions.columns(sensitive=True),
    Column(
        "birth_date", "出生日期", "birth date", cells.day, sensitive=True, aliases=("生日",),
        examples=("1985-06-01", ""),
    ),
    Column("skills", "技能", "skills", _skills, aliases=("特长",), examples=("急救:2; 陪护", "")),
    Column(
        "availability", "可服务时间", "availability", _weekly, aliases=("空闲时间", "空闲时段", "服务时间"),
        examples=("周一至周五 18:00-21:00; 周六 9:00-12:00,14:00-17:00", "工作日晚上"),
    ),
    Column(
        "max_services_per_week", "每周最多次数", "max services per week",
        cells.whole(0, drafts.MOST_SERVICES_PER_WEEK), examples=("2", ""),
    ),
    Column(
        "max_minutes_per_week", "每周最多分钟", "max minutes per week",
        cells.whole(0, drafts.MOST_MINUTES_PER_WEEK), examples=("240", ""),
    ),
    Column(
        "reach_metres", "最远距离", "reach metres", cells.whole(0, drafts.MOST_REACH_METRES),
        aliases=("服务半径",), examples=("2000", ""),
    ),
    Column("insured_until", "保险到期", "insured until", cells.day, aliases=("保险有效期",)),
    Column("trained_on", "培训日期", "trained on", cells.day),
    Column(
        "intentions", "服务意向", "intentions", cells.choices(CATEGORY_WORDS), examples=("健康医疗;文化体育", ""),
    ),
)  # fmt: skip
