"""The members: who they are, what they can do, when they are free."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sanbao.core.clock import LOCAL, Week
from sanbao.demo.chance import dice, pick, shares, some
from sanbao.demo.free_time import local, make_free
from sanbao.demo.names import NameBook
from sanbao.demo.texts import Group, SkillText, Texts
from sanbao.demo.town import make_home
from sanbao.demo.world import GridSpec, MemberSpec, SkillHeld, Step
from sanbao.members.kinds import MemberKind, ServiceCategory
from sanbao.members.states import MemberAction

_GROUPS: dict[Group, float] = {"office": 47, "retired": 28, "worker": 16, "student": 9}
_AGES: dict[Group, tuple[int, int]] = {
    "office": (24, 59),
    "worker": (22, 58),
    "retired": (56, 74),
    "student": (16, 23),
}
_REACH: dict[Group, dict[int, float]] = {
    "office": {800: 22, 1200: 36, 2000: 30, 3000: 12},
    "worker": {800: 25, 1200: 35, 2000: 25, 3000: 15},
    "retired": {500: 20, 800: 38, 1200: 30, 2000: 12},
    "student": {1200: 35, 2000: 35, 3000: 30},
}
_SERVICES: dict[Group, dict[int, float]] = {
    "office": {1: 42, 2: 46, 3: 12},
    "worker": {1: 45, 2: 45, 3: 10},
    "retired": {1: 18, 2: 40, 3: 28, 4: 14},
    "student": {1: 50, 2: 50},
}
_COMMON = ("listening", "errands", "cleaning", "patrol")
_OF_WORK = 0.24
"""How likely it is that somebody has a skill that is usual where he works."""


class Telephones:
    """Numbers that look like numbers and are nobody's: 1990000xxxx, one after the other."""

    def __init__(self) -> None:
        self._given = 0

    def next(self) -> str:
        """The next number."""
        self._given += 1
        return f"19900{self._given:06d}"


class Members:
    """Makes the members of all grids."""

    def __init__(self, seed: int, week: Week, moment: datetime, texts: Texts, telephones: Telephones) -> None:
        self._roll = dice(seed, "members")
        self._week, self._moment, self._texts = week, moment, texts
        self._names = NameBook(texts.names, dice(seed, "member names"))
        self._telephones = telephones
        self._lacking = {lack.community: set(lack.skills) for lack in texts.places.lacking}

    def make(self, grids: tuple[GridSpec, ...], total: int) -> Iterator[MemberSpec]:
        """About equally many in each grid, `total` in all."""
        number = 0
        for grid, count in zip(grids, shares(self._roll, total, len(grids), 0.22), strict=True):
            for _ in range(count):
                number += 1
                yield self._member(number, grid)

    def _member(self, number: int, grid: GridSpec) -> MemberSpec:
        roll = self._roll
        group = pick(roll, _GROUPS)
        oldest, youngest = (self._week.monday.year - age for age in reversed(_AGES[group]))
        born = date(roll.randint(oldest, youngest), roll.randint(1, 12), roll.randint(1, 28))
        work = roll.randrange(len(self._texts.places.work_unit)) if group == "office" else None
        joined = local(self._week.monday - timedelta(days=roll.randint(40, 900)), roll.uniform(8.5, 18))
        services = pick(roll, _SERVICES[group])
        return MemberSpec(
            key=f"member-{number}",
            kind=MemberKind.IN_SERVICE_PARTY_MEMBER if group == "office" else MemberKind.VOLUNTEER,
            group=group,
            unit=grid.key,
            work_unit=f"work-unit-{work}" if work is not None else None,
            name=self._names.unlike_others(born.year, roll.random() < 0.54),
            born=born,
            telephone=self._telephones.next(),
            home=make_home(roll, grid),
            insured_until=self._insured_until(),
            trained_on=joined.astimezone(LOCAL).date() + timedelta(days=30) if roll.random() < 0.62 else None,
            max_services=services,
            max_minutes=services * roll.choice([90, 120, 120, 150]),
            reach_metres=pick(roll, _REACH[group]),
            intentions=tuple(some(roll, list(ServiceCategory), 1, 3)),
            skills=tuple(self._skills(group, work, grid.community)),
            free=make_free(roll, group),
            absences=tuple(self._absences()),
            joined_at=joined,
            steps=tuple(self._steps(joined, grid)),
        )

    def _insured_until(self) -> date | None:
        kind = pick(self._roll, {"valid": 84, "ended": 9, "never": 7})
        if kind == "never":
            return None
        days = self._roll.randint(20, 400) if kind == "valid" else -self._roll.randint(1, 90)
        return self._week.monday + timedelta(days=days)

    def _skills(self, group: Group, work: int | None, community: int) -> Iterator[SkillHeld]:
        usual = self._texts.places.work_unit[work].skills if work is not None else ()
        lacking = self._lacking.get(community, set())
        held = [
            skill
            for skill in self._texts.skills
            if self._roll.randrange(1000) < skill.share[group]
            or (skill.code in usual and self._roll.random() < _OF_WORK)
        ]
        held = [skill for skill in held if skill.code not in lacking]
        if not held:
            common = self._roll.choice(_COMMON)
            held = [skill for skill in self._texts.skills if skill.code == common]
        for skill in held:
            yield self._held(skill)

    def _held(self, skill: SkillText) -> SkillHeld:
        if skill.certificate is None:
            return SkillHeld(skill.code, pick(self._roll, {1: 58, 2: 32, 3: 10}), None, None)
        ends = self._roll.randint(-60, 1500) if self._roll.random() < 0.25 else self._roll.randint(60, 1500)
        return SkillHeld(
            code=skill.code,
            level=pick(self._roll, {1: 20, 2: 58, 3: 22}),
            certificate_number=f"演示-{skill.certificate}-{self._roll.randrange(10**6):06d}",
            expires_on=self._week.monday + timedelta(days=ends),
        )

    def _absences(self) -> Iterator[tuple[datetime, datetime, str]]:
        if self._roll.random() < 0.05:
            first = self._week.monday + timedelta(days=self._roll.randint(-1, 5))
            last = first + timedelta(days=self._roll.randint(1, 4))
            yield local(first, 0), local(last, 0), self._roll.choice(self._texts.words.absence)

    def _steps(self, joined: datetime, grid: GridSpec) -> Iterator[Step]:
        by = f"account-community-{grid.community}"
        fate = pick(self._roll, {"active": 945, "paused": 25, "left": 10, "pending": 20})
        if fate == "pending":
            return
        yield Step(MemberAction.VERIFY, joined + timedelta(days=1, hours=2), by=by)
        recently = self._moment - timedelta(days=self._roll.randint(2, 30))
        if fate == "paused":
            yield Step(MemberAction.PAUSE, recently, self._roll.choice(self._texts.words.paused))
        elif fate == "left":
            yield Step(MemberAction.LEAVE, recently, self._roll.choice(self._texts.words.withdraw))
