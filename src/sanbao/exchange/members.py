"""Importing members: rosters of volunteers and in-service Party members."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sanbao.access import moves
from sanbao.core import numbers
from sanbao.core.errors import InvalidInput, SanbaoError
from sanbao.core.ids import new_id
from sanbao.exchange import cells, positions
from sanbao.exchange.cells import Reading
from sanbao.exchange.columns import Column, ImportKind
from sanbao.exchange.importer import (
    Importer,
    ParsedRow,
    Progress,
    chunks,
    insert_steadily,
    update_in_bulk,
)
from sanbao.exchange.sheet import Cell
from sanbao.exchange.times import parse_weekly
from sanbao.exchange.words import CATEGORY_WORDS, EXTERNAL_SYSTEM
from sanbao.members import drafts
from sanbao.members.kinds import MemberKind
from sanbao.members.models import Availability, Member, MemberSkill
from sanbao.members.states import MEMBER, MemberAction, MemberState
from sanbao.organisations.kinds import UnitKind

KIND_WORDS: dict[str, object] = {
    **dict.fromkeys(("志愿者", "群众", "VOLUNTEER"), MemberKind.VOLUNTEER),
    **dict.fromkeys(("在职党员", "党员", "IN_SERVICE_PARTY_MEMBER"), MemberKind.IN_SERVICE_PARTY_MEMBER),
}
_WORK_KINDS = frozenset({UnitKind.WORK_UNIT, UnitKind.DEPARTMENT, UnitKind.PARTNER})
_SKILL = re.compile(r"([^:]+?)(?::\s*([123]))?(?::([^:]+?))?(?::(\d{4}-\d{1,2}-\d{1,2}))?")
_SAID = (
    "kind", "name", "telephone", "address", "birth_date", "insured_until", "trained_on",
    "max_services_per_week", "max_minutes_per_week", "reach_metres", "intentions",
)  # fmt: skip

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
    *positions.COLUMNS,
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


class MemberImporter(Importer):
    """Matched by source system and external id. What a row leaves blank stays as it is."""

    kind = ImportKind.MEMBERS
    noun = "Member"
    columns = COLUMNS

    def key(self, values: dict[str, Any]) -> str | None:
        """Source system and external id."""
        id = values.get("external_id")
        return f"{values.get('external_system', EXTERNAL_SYSTEM)}\n{id}" if id else None

    def check(self, row: ParsedRow) -> None:
        """Unit, ranges, skills."""
        values = row.values
        said: Any = {name: values[name] for name in _SAID if name in values}
        place = positions.position(values)
        if place is not None:
            said["position"] = place
        said |= {
            "external_system": values.get("external_system", EXTERNAL_SYSTEM),
            "external_id": values["external_id"],
        }
        row.found["columns"] = {**drafts.columns(said), **self._places(values)}
        if "skills" in values:
            row.found["skills"] = {self.situation.skills.find(name): rest for name, *rest in values["skills"]}

    def _places(self, values: dict[str, Any]) -> dict[str, UUID]:
        unit = self.situation.unit_of(values)
        if unit is None:
            raise InvalidInput("unit", "required")
        if unit.kind in _WORK_KINDS:
            raise InvalidInput("unit", "member-unit-kind", kind=unit.kind.value)
        found = {"unit_id": unit.id}
        if "work_unit" in values:
            try:
                work = self.situation.units.find(values["work_unit"])
            except SanbaoError as error:
                raise InvalidInput("work_unit", error.message_key, **error.facts) from None
            if work.kind not in _WORK_KINDS:
                raise InvalidInput("work_unit", "work-unit-kind", kind=work.kind.value)
            found["work_unit_id"] = work.id
        return found

    async def compare(self, rows: Sequence[ParsedRow]) -> None:
        """Existing members with their skills and times, a few statements for thousands of rows."""
        by_system: dict[str, list[ParsedRow]] = defaultdict(list)
        for row in rows:
            by_system[row.found["columns"]["external_system"]].append(row)
        for system, those in by_system.items():
            for part in chunks(those):
                await self._compare(system, part)

    async def _compare(self, system: str, rows: Sequence[ParsedRow]) -> None:
        ids = [row.values["external_id"] for row in rows]
        query = Member.filter(external_system=system, external_id__in=ids)
        members = {m.external_id: m for m in await query.select_for_update()}
        owners = [m.id for m in members.values()]
        skills: dict[UUID, dict[UUID, MemberSkill]] = defaultdict(dict)
        times: dict[UUID, set[tuple[int, int, int]]] = defaultdict(set)
        for part in chunks(owners):
            for skill in await MemberSkill.filter(member_id__in=part):
                skills[skill.member_id][skill.skill_id] = skill
            lines = Availability.filter(member_id__in=part)
            for owner, *time in await lines.values_list("member_id", "weekday", "start_minute", "end_minute"):
                times[owner].add((time[0], time[1], time[2]))
        for row in rows:
            member = members.get(row.values["external_id"])
            if member is None:
                self.created.append(row)
            else:
                self._compare_one(row, member, skills[member.id], times[member.id])

    def _compare_one(
        self,
        row: ParsedRow,
        member: Member,
        skills: dict[UUID, MemberSkill],
        times: set[tuple[int, int, int]],
    ) -> None:
        if not self.situation.units.is_within(self.situation.units.by_id[member.unit_id]):
            self.refuse(row, InvalidInput("external_id", "import-row-outside", value=member.external_id))
            return
        columns: dict[str, Any] = row.found["columns"]
        fresh = {name: value for name, value in columns.items() if getattr(member, name) != value}
        wanted = row.found.get("skills")
        skills_differ = wanted is not None and (
            wanted.keys() != skills.keys()
            or any(_skill_changes(skills[id], *said) for id, said in wanted.items())
        )
        free = row.values.get("availability")
        times_differ = free is not None and {tuple(time[:3]) for time in free} != times
        row.found |= {
            "member": member, "fresh": fresh, "had": skills,
            "skills_differ": skills_differ, "times_differ": times_differ,
        }  # fmt: skip
        verifies = self.situation.options.verified and member.state is MemberState.PENDING
        if fresh or skills_differ or times_differ or verifies:
            self.changed.append(row)
        else:
            self.unchanged += 1

    async def write(self, progress: Progress) -> None:
        """New members with their skills, times and history, then what changed."""
        await self._write_new(progress)
        await self._write_changed(progress)

    async def _write_new(self, progress: Progress) -> None:
        if not self.created:
            return
        given = await numbers.next_numbers("M", len(self.created))
        actor, verified = self.situation.actor, self.situation.options.verified
        done = 0
        for part in chunks(list(zip(self.created, given, strict=True)), 2_000):
            members = []
            for row, number in part:
                row.found["member"] = Member(id=new_id(), number=number, **row.found["columns"])
                members.append(row.found["member"])
            await Member.bulk_create(members)
            await moves.begin_many(MEMBER, members, actor)
            if verified:
                await moves.advance_many(MEMBER, members, MemberAction.VERIFY, actor)
            done += len(part)
            progress("members", done, len(given))
        await self._write_skills(self.created, progress)
        await self._write_times(self.created, progress)

    async def _write_changed(self, progress: Progress) -> None:
        groups: dict[frozenset[str], list[Member]] = defaultdict(list)
        pending: list[Member] = []
        for row in self.changed:
            member: Member = row.found["member"]
            if self.situation.options.verified and member.state is MemberState.PENDING:
                pending.append(member)
            member.update_from_dict({**row.found["fresh"], "version": member.version + 1})
            groups[frozenset(row.found["fresh"])].append(member)
        for fields, members in groups.items():
            await update_in_bulk(Member, members, [*sorted(fields), "version"])
        if pending:
            await moves.advance_many(MEMBER, pending, MemberAction.VERIFY, self.situation.actor)
        other_times = [row for row in self.changed if row.found["times_differ"]]
        for part in chunks(other_times):
            await Availability.filter(member_id__in=[row.found["member"].id for row in part]).delete()
        await self._write_times(other_times, progress)
        await self._write_skills([row for row in self.changed if row.found["skills_differ"]], progress)

    async def _write_skills(self, rows: Sequence[ParsedRow], progress: Progress) -> None:
        fresh: list[MemberSkill] = []
        for row in rows:
            had: dict[UUID, MemberSkill] = row.found.get("had", {})
            wanted: dict[UUID, list[Any]] = row.found.get("skills", {})
            gone = [skill.id for id, skill in had.items() if id not in wanted]
            if gone:
                await MemberSkill.filter(id__in=gone).delete()
            for id, (level, certificate, expires) in wanted.items():
                if id not in had:
                    fresh.append(
                        MemberSkill(
                            member_id=row.found["member"].id,
                            skill_id=id,
                            level=level,
                            certificate_number=certificate,
                            expires_on=expires,
                        )
                    )
                else:
                    changes = _skill_changes(had[id], level, certificate, expires)
                    if changes:
                        had[id].update_from_dict({**changes, "version": had[id].version + 1})
                        await had[id].save(update_fields=[*changes, "version"])
        await insert_steadily(MemberSkill, fresh, len(fresh), progress, "skills")

    async def _write_times(self, rows: Sequence[ParsedRow], progress: Progress) -> None:
        count = sum(len(row.values.get("availability", ())) for row in rows)
        if count:
            await insert_steadily(Availability, _times_of(rows), count, progress, "times")


def _times_of(rows: Sequence[ParsedRow]) -> Iterator[Availability]:
    for row in rows:
        for weekday, start, end, *_ in row.values.get("availability", ()):
            yield Availability(
                member_id=row.found["member"].id, weekday=weekday, start_minute=start, end_minute=end
            )


def _skill_changes(
    skill: MemberSkill, level: int, certificate: str | None, expires: date | None
) -> dict[str, Any]:
    """What a row says otherwise of a skill; a certificate or day that it does not name stays."""
    said = {"level": level, "certificate_number": certificate, "expires_on": expires}
    return {n: v for n, v in said.items() if v is not None and getattr(skill, n) != v}
