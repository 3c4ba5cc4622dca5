"""Who can serve in a week: the active members of a subtree with skills, tags and the minutes they are free.

A certificate or an insurance that ends within the week counts for none of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from sanbao.core.clock import WEEK_MINUTES, Week
from sanbao.members.kinds import Tag
from sanbao.members.models import Absence, Availability, Member, MemberSkill
from sanbao.members.states import MemberState
from sanbao.organisations import scope
from sanbao.planning.demand import Interval, in_number_order, minute_up

_DAY_MINUTES = 24 * 60
_ADULT_YEARS = 18
_COLUMNS = (
    *("id", "number", "unit_id", "position", "birth_date", "insured_until", "trained_on"),
    *("max_services_per_week", "max_minutes_per_week", "reach_metres", "intentions"),
    *("account_id", "telephone_fingerprint"),
)


@dataclass(frozen=True, slots=True)
class Offered:
    """What one member offers for the week. `free` in minutes of the week, sorted and disjoint."""

    id: UUID
    number: str
    unit_id: UUID
    position: str | None
    skills: dict[str, int]
    tags: tuple[str, ...]
    free: tuple[Interval, ...]
    max_services: int
    max_minutes: int
    reach: int
    intentions: frozenset[str]
    account_id: UUID | None
    telephone: str | None


def united(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Sorted and disjoint; intervals that touch become one."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def without(free: Iterable[Interval], taken: Iterable[Interval]) -> tuple[Interval, ...]:
    """What is left of sorted, disjoint intervals when others are cut out."""
    left = list(free)
    for from_, to in taken:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, from_)), (max(start, to), end))
            if piece[0] < piece[1]
        ]
    return united(left)


def tags_in(
    week: Week, birth_date: str | None, insured_until: date | None, trained_on: date | None
) -> tuple[str, ...]:
    """The tags that hold from the week's first day to its last, in alphabetical order."""
    last_day = week.monday + timedelta(days=6)
    found = []
    if birth_date is not None:
        born = date.fromisoformat(birth_date)
        if (born.year + _ADULT_YEARS, born.month, born.day) <= (
            week.monday.year,
            week.monday.month,
            week.monday.day,
        ):
            found.append(Tag.ADULT.value)
    if insured_until is not None and insured_until >= last_day:
        found.append(Tag.INSURED.value)
    if trained_on is not None and trained_on <= week.monday:
        found.append(Tag.TRAINED.value)
    return tuple(found)


async def read_supply(unit_id: UUID, week: Week, others: Collection[UUID] = ()) -> list[Offered]:
    """The active members of a subtree in order of number, in four statements; and `others`, whatever their unit
    and state, who offer no time of their own."""
    below = scope.subtree([unit_id])
    own = Q(unit_id__in=below, state=MemberState.ACTIVE)
    of_own = Q(member__unit_id__in=below, member__state=MemberState.ACTIVE)
    offered = await _read(own, of_own, week)
    known = {member.id for member in offered}
    missing = [id for id in others if id not in known]
    if missing:
        guests = await _read(Q(id__in=missing), Q(member_id__in=missing), week)
        offered += [replace(g, free=(), max_services=0, max_minutes=0) for g in guests]
    offered.sort(key=lambda m: in_number_order(m.number))
    return offered


async def _read(members: Q, of_members: Q, week: Week) -> list[Offered]:
    last_day = week.monday + timedelta(days=6)
    skills: dict[UUID, dict[str, int]] = defaultdict(dict)
    for member_id, skill, level in await MemberSkill.filter(
        of_members, Q(expires_on=None) | Q(expires_on__gte=last_day)
    ).values_list("member_id", "skill__code", "level"):
        skills[member_id][skill] = level
    free: dict[UUID, list[Interval]] = defaultdict(list)
    for member_id, weekday, start, end, first, last in await Availability.filter(of_members).values_list(
        "member_id", "weekday", "start_minute", "end_minute", "valid_from", "valid_until"
    ):
        day = week.monday + timedelta(days=weekday)
        if (first is None or first <= day) and (last is None or day <= last):
            free[member_id].append((weekday * _DAY_MINUTES + start, weekday * _DAY_MINUTES + end))
    away: dict[UUID, list[Interval]] = defaultdict(list)
    for member_id, starts_at, ends_at in await Absence.filter(
        of_members, starts_at__lt=week.ends_at, ends_at__gt=week.starts_at
    ).values_list("member_id", "starts_at", "ends_at"):
        away[member_id].append(_covering(week, starts_at, ends_at))
    return [
        _offered(row, skills[row[0]], without(united(free[row[0]]), away[row[0]]), week)
        for row in await Member.filter(members).values_list(*_COLUMNS)
    ]


def _covering(week: Week, starts_at: datetime, ends_at: datetime) -> Interval:
    return max(0, week.minute(starts_at)), min(WEEK_MINUTES, minute_up(week, ends_at))


def _offered(row: tuple[Any, ...], skills: dict[str, int], free: tuple[Interval, ...], week: Week) -> Offered:
    id, number, unit_id, position, birth_date, insured_until, trained_on, services, minutes, reach = row[:10]
    intentions, account_id, telephone = row[10:]
    return Offered(
        id=id,
        number=number,
        unit_id=unit_id,
        position=position,
        skills=dict(sorted(skills.items())),
        tags=tags_in(week, birth_date, insured_until, trained_on),
        free=free,
        max_services=services,
        max_minutes=minutes,
        reach=reach,
        intentions=frozenset(intentions),
        account_id=account_id,
        telephone=telephone,
    )
