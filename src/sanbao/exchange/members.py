"""Importing members: rosters of volunteers and in-service Party members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.expressions import F

from sanbao.access import moves
from sanbao.core import numbers
from sanbao.core.bulk import Values
from sanbao.core.errors import InvalidInput
from sanbao.core.ids import new_id
from sanbao.exchange import positions
from sanbao.exchange.columns import ImportKind
from sanbao.exchange.importer import (
    Importer,
    ParsedRow,
    Progress,
    chunks,
    insert_steadily,
)
from sanbao.exchange.rosters import COLUMNS
from sanbao.exchange.words import EXTERNAL_SYSTEM
from sanbao.members import drafts
from sanbao.members.kinds import MemberKind
from sanbao.members.models import Availability, Member, MemberSkill
from sanbao.members.states import MEMBER, MemberAction, MemberState
from sanbao.organisations.kinds import UnitKind

_WORK_KINDS = frozenset({UnitKind.WORK_UNIT, UnitKind.DEPARTMENT, UnitKind.PARTNER})
_SAID = (
    "kind", "name", "telephone", "address", "birth_date", "insured_until", "trained_on",
    "max_services_per_week", "max_minutes_per_week", "reach_metres", "intentions",
)  # fmt: skip
_COMPARED = (
    "id", "unit_id", "work_unit_id", "position", "telephone_fingerprint", "state",
    "external_system", "external_id", *_SAID,
)  # fmt: skip
_SKILL_SAID = ("level", "certificate_number", "expires_on")
_SKILL_COMPARED = ("id", "member_id", "skill_id", *_SKILL_SAID)


class _New(NamedTuple):
    """A member just written, as his history needs him; an object of the ORM for each would cost a fifth of the import."""

    id: UUID
    state: MemberState = MemberState.PENDING


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
            row.found["skills"] = {
                self.situation.skills.find(name, "skills"): rest for name, *rest in values["skills"]
            }

    def _places(self, values: dict[str, Any]) -> dict[str, UUID]:
        unit = self.situation.unit_of(values)
        if unit is None:
            raise InvalidInput("unit", "required")
        if unit.kind in _WORK_KINDS:
            raise InvalidInput("unit", "member-unit-kind", kind=unit.kind.value)
        found = {"unit_id": unit.id}
        if "work_unit" in values:
            work = self.situation.units.find(values["work_unit"], "work_unit")
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
        query = Member.filter(external_system=system, external_id__in=ids).select_for_update()
        members = {member["external_id"]: member for member in await query.values(*_COMPARED)}
        skills: dict[UUID, dict[UUID, Values]] = defaultdict(dict)
        times: dict[UUID, set[tuple[int, int, int]]] = defaultdict(set)
        for part in chunks([member["id"] for member in members.values()]):
            for skill in await MemberSkill.filter(member_id__in=part).values(*_SKILL_COMPARED):
                skills[skill["member_id"]][skill["skill_id"]] = skill
            lines = Availability.filter(member_id__in=part)
            for owner, *time in await lines.values_list("member_id", "weekday", "start_minute", "end_minute"):
                times[owner].add((time[0], time[1], time[2]))
        for row in rows:
            member = members.get(row.values["external_id"])
            if member is None:
                self.created.append(row)
            else:
                self._compare_one(row, member, skills[member["id"]], times[member["id"]])

    def _compare_one(
        self, row: ParsedRow, member: Values, skills: dict[UUID, Values], times: set[tuple[int, int, int]]
    ) -> None:
        if not self.situation.units.is_within(self.situation.units.by_id[member["unit_id"]]):
            self.refuse(row, InvalidInput("external_id", "import-row-outside", value=member["external_id"]))
            return
        columns: dict[str, Any] = row.found["columns"]
        fresh = {name: value for name, value in columns.items() if member[name] != value}
        wanted = row.found.get("skills")
        skills_differ = wanted is not None and (
            wanted.keys() != skills.keys()
            or any(_skill_changes(skills[id], *said) for id, said in wanted.items())
        )
        free = row.values.get("availability")
        times_differ = free is not None and {tuple(time[:3]) for time in free} != times
        verifies = self.situation.options.verified and member["state"] is MemberState.PENDING
        if not (fresh or skills_differ or times_differ or verifies):
            self.unchanged += 1
            return
        row.found |= {
            "id": member["id"], "fresh": fresh, "had": skills, "skills_differ": skills_differ,
            "times_differ": times_differ, "verifies": verifies,
        }  # fmt: skip
        self.changed.append(row)

    async def write(self, progress: Progress) -> None:
        """New members with their skills, times and history, then what changed."""
        if self.created:
            await self._write_new(progress)
        for part in chunks(self.changed, 1_000):
            await self._write_changed(part)
        skilled = [row for row in self.changed if row.found["skills_differ"]]
        await self._write_skills([*self.created, *skilled], progress)
        timed = [row for row in self.changed if row.found["times_differ"]]
        for part in chunks(timed):
            await Availability.filter(member_id__in=[row.found["id"] for row in part]).delete()
        await self._write_times([*self.created, *timed], progress)

    async def _write_new(self, progress: Progress) -> None:
        given = await numbers.next_numbers("M", len(self.created))
        for row in self.created:
            row.found["id"] = new_id()
        members = (
            {"id": row.found["id"], "number": number, "kind": MemberKind.VOLUNTEER, **row.found["columns"]}
            for row, number in zip(self.created, given, strict=True)
        )
        await insert_steadily(Member, members, len(given), progress, "members")
        actor, done = self.situation.actor, 0
        for part in chunks(self.created):
            new = [_New(row.found["id"]) for row in part]
            await moves.begin_many(MEMBER, new, actor)
            if self.situation.options.verified:
                pending = await Member.filter(id__in=[each.id for each in new]).only("id", "state", "version")
                await moves.advance_many(MEMBER, pending, MemberAction.VERIFY, actor)
            done += len(part)
            progress("history", done, len(given))

    async def _write_changed(self, rows: Sequence[ParsedRow]) -> None:
        members = {m.id: m for m in await Member.filter(id__in=[row.found["id"] for row in rows])}
        groups: dict[frozenset[str], list[Member]] = defaultdict(list)
        for row in rows:
            member, fresh = members[row.found["id"]], row.found["fresh"]
            member.update_from_dict({**fresh, "version": member.version + 1})
            groups[frozenset(fresh)].append(member)
        for fields, those in groups.items():
            await Member.bulk_update(those, [*sorted(fields), "version"], batch_size=500)
        verified = [members[row.found["id"]] for row in rows if row.found["verifies"]]
        if verified:
            await moves.advance_many(MEMBER, verified, MemberAction.VERIFY, self.situation.actor)

    async def _write_skills(self, rows: Sequence[ParsedRow], progress: Progress) -> None:
        fresh: list[Values] = []
        gone: list[UUID] = []
        for row in rows:
            had: dict[UUID, Values] = row.found.get("had", {})
            wanted: dict[UUID, list[Any]] = row.found.get("skills", {})
            gone += [skill["id"] for id, skill in had.items() if id not in wanted]
            for id, said in wanted.items():
                if id not in had:
                    named = dict(zip(_SKILL_SAID, said, strict=True))
                    fresh.append({"member_id": row.found["id"], "skill_id": id, **named})
                elif changes := _skill_changes(had[id], *said):
                    await MemberSkill.filter(id=had[id]["id"]).update(version=F("version") + 1, **changes)
        for part in chunks(gone):
            await MemberSkill.filter(id__in=part).delete()
        await insert_steadily(MemberSkill, fresh, len(fresh), progress, "skills")

    async def _write_times(self, rows: Sequence[ParsedRow], progress: Progress) -> None:
        count = sum(len(row.values.get("availability", ())) for row in rows)
        await insert_steadily(Availability, _times_of(rows), count, progress, "times")


def _times_of(rows: Sequence[ParsedRow]) -> Iterator[Values]:
    for row in rows:
        for weekday, start, end, *_ in row.values.get("availability", ()):
            yield {
                "member_id": row.found["id"], "weekday": weekday, "start_minute": start, "end_minute": end,
            }  # fmt: skip


def _skill_changes(
    skill: Values, level: int, certificate: str | None, expires: date | None
) -> dict[str, Any]:
    """What a row says otherwise of a skill; a certificate or day that it does not name stays."""
    said = dict(zip(_SKILL_SAID, (level, certificate, expires), strict=True))
    return {name: value for name, value in said.items() if value is not None and skill[name] != value}
