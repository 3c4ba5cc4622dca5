"""Whether members fit a seat at a time, asked for many at once: the plain rules of an offer by hand.

The rules of the weekly plan are the solver's; these are the ones that hold for one offer by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sanbao.core import clock
from sanbao.core.clock import Week
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import HOLDING
from sanbao.members.free_time import DAY_MINUTES, WeeklyTime, free_in_week
from sanbao.members.kinds import Tag
from sanbao.members.models import Absence, Availability, Member, MemberSkill
from sanbao.members.states import MemberState
from sanbao.members.tags import tags_on
from sanbao.menu.models import MenuItem, Risk, Seat


class FitRule(StrEnum):
    """A rule that keeps a member out of a seat: not in the active list, lacks the skill at the level, lacks a
    tag (insured, adult, trained), is not free throughout, holds another service at the time."""

    ACTIVE = "ACTIVE"
    SKILL = "SKILL"
    TAGS = "TAGS"
    FREE = "FREE"
    OVERLAP = "OVERLAP"


@dataclass(frozen=True, slots=True)
class Unfit:
    """A member whom a rule keeps out."""

    member_id: UUID
    rule: FitRule


@dataclass(frozen=True, slots=True)
class Need:
    """What a seat asks for, from `starts_at` to `ends_at`. `any_hour`: weekly hours are not asked, because
    the matter is urgent and everybody may be asked."""

    skill_id: UUID
    level: int
    tags: frozenset[str]
    starts_at: datetime
    ends_at: datetime
    any_hour: bool = False


def tags_of(item: MenuItem, seat: Seat) -> frozenset[str]:
    """What a seat demands beside the skill; a dangerous service always an insured adult."""
    always = {Tag.INSURED.value, Tag.ADULT.value} if item.risk is Risk.HIGH else set()
    return frozenset(always.union(seat.tags))


async def unfit(members: Sequence[Member], need: Need) -> list[Unfit]:
    """Every rule broken by every member, in four statements however many they are."""
    ids = [member.id for member in members]
    day = need.starts_at.astimezone(clock.LOCAL).date()
    skilled = {
        skill.member_id
        for skill in await MemberSkill.filter(
            member_id__in=ids, skill_id=need.skill_id, level__gte=need.level
        )
        if skill.expires_on is None or skill.expires_on >= day
    }
    held = Assignment.filter(
        member_id__in=ids, state__in=HOLDING, starts_at__lt=need.ends_at, ends_at__gt=need.starts_at
    )
    overlapping = {assignment.member_id for assignment in await held.only("id", "member_id")}
    free = await _free(ids, need)
    found = []
    for member in members:
        tags = tags_on(
            day,
            birth_date=date.fromisoformat(member.birth_date) if member.birth_date else None,
            insured_until=member.insured_until,
            trained_on=member.trained_on,
        )
        broken = {
            FitRule.ACTIVE: member.state is not MemberState.ACTIVE,
            FitRule.SKILL: member.id not in skilled,
            FitRule.TAGS: not need.tags <= tags,
            FitRule.FREE: member.id not in free,
            FitRule.OVERLAP: member.id in overlapping,
        }
        found += [Unfit(member.id, rule) for rule, is_broken in broken.items() if is_broken]
    return found


async def _free(ids: Sequence[UUID], need: Need) -> set[UUID]:
    """Those of the members who are free throughout."""
    week = Week.containing(need.starts_at)
    start, end = week.minute(need.starts_at), week.minute(need.ends_at)
    times: dict[UUID, list[WeeklyTime]] = defaultdict(list)
    absences: dict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
    if need.any_hour:
        times = {id: [WeeklyTime(weekday, 0, DAY_MINUTES) for weekday in range(7)] for id in ids}
    else:
        for line in await Availability.filter(member_id__in=ids):
            times[line.member_id].append(
                WeeklyTime(
                    line.weekday, line.start_minute, line.end_minute, line.valid_from, line.valid_until
                )
            )
    away = Absence.filter(member_id__in=ids, starts_at__lt=need.ends_at, ends_at__gt=need.starts_at)
    for absence in await away:
        absences[absence.member_id].append((absence.starts_at, absence.ends_at))
    return {
        id
        for id, lines in times.items()
        if any(a <= start and end <= b for a, b in free_in_week(week, lines, absences[id]))
    }
