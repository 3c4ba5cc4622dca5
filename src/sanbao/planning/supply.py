"""Who can serve in a week: the active members of a subtree with skills, tags and the minutes they are free.

A certificate or an insurance that ends within the week counts for none of it.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from sanbao.core.clock import Week
from sanbao.members.free_time import Interval, WeeklyTime, free_in_week
from sanbao.members.models import Absence, Availability, Member, MemberSkill
from sanbao.members.states import MemberState
from sanbao.members.tags import tags_on
from sanbao.organisations import scope
from sanbao.planning.bulk import read_rows
from sanbao.planning.demand import in_number_order

_COLUMNS = (
    *("id", "number", "unit_id", "position", "birth_date", "insured_until", "trained_on"),
    *("max_services_per_week", "max_minutes_per_week", "reach_metres", "intentions"),
    *("account_id", "telephone_fingerprint"),
)

_SIX_DAYS = timedelta(days=6)
_Rows = list[tuple[Any, ...]]


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


def _tags_in(
    monday: date, birth_date: date | None, insured_until: date | None, trained_on: date | None
) -> tuple[str, ...]:
    """The tags that hold on the week's first day and still on its last, in alphabetical order."""
    first, last = (
        tags_on(day, birth_date=birth_date, insured_until=insured_until, trained_on=trained_on)
        for day in (monday, monday + _SIX_DAYS)
    )
    return tuple(sorted(first & last))


async def read_supply(unit_id: UUID, week: Week, others: Collection[UUID] = ()) -> list[Offered]:
    """The active members of a subtree in order of number, in four statements; and `others`, whatever their unit
    and state, who offer no time of their own."""
    below = scope.subtree([unit_id])
    own = Q(unit_id__in=below, state=MemberState.ACTIVE)
    of_own = Q(member__unit_id__in=below, member__state=MemberState.ACTIVE)
    offered = await _read(own, of_own, week)
    known = {member.id for member in offered}
    missing = [id for id in others if id not in known]
    guests = await _read(Q(id__in=missing), Q(member_id__in=missing), week) if missing else []
    offered += [replace(guest, free=(), max_services=0, max_minutes=0) for guest in guests]
    offered.sort(key=lambda m: in_number_order(m.number))
    return offered


async def read_members(ids: Collection[UUID], week: Week) -> list[Offered]:
    """Those of the members who are active now, in order of number, in four statements."""
    wanted = list(ids)
    active = Q(id__in=wanted, state=MemberState.ACTIVE)
    found = await _read(active, Q(member_id__in=wanted), week) if wanted else []
    return sorted(found, key=lambda m: in_number_order(m.number))


async def _read(members: Q, of_members: Q, week: Week) -> list[Offered]:
    last_day = week.monday + _SIX_DAYS
    skills = await read_rows(
        MemberSkill.filter(of_members, Q(expires_on=None) | Q(expires_on__gte=last_day)).values_list(
            "member_id", "skill__code", "level"
        )
    )
    times = await read_rows(
        Availability.filter(of_members).values_list(
            "member_id", "weekday", "start_minute", "end_minute", "valid_from", "valid_until"
        )
    )
    absences = await read_rows(
        Absence.filter(of_members, starts_at__lt=week.ends_at, ends_at__gt=week.starts_at).values_list(
            "member_id", "starts_at", "ends_at"
        )
    )
    rows = await read_rows(Member.filter(members).values_list(*_COLUMNS))
    return await asyncio.to_thread(_joined, rows, skills, times, absences, week)


def _joined(rows: _Rows, skills: _Rows, times: _Rows, absences: _Rows, week: Week) -> list[Offered]:
    """Each member with what is his. Very many have the same weekly times, so each pattern is looked at once."""
    skills_of: dict[UUID, dict[str, int]] = defaultdict(dict)
    for member_id, skill, level in skills:
        skills_of[member_id][skill] = level
    times_of: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    for member_id, *time in times:
        times_of[member_id].append(tuple(time))
    away_of: dict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
    for member_id, starts_at, ends_at in absences:
        away_of[member_id].append((starts_at, ends_at))

    @cache
    def free(times: tuple[tuple[Any, ...], ...]) -> tuple[Interval, ...]:
        return free_in_week(week, map(WeeklyTime._make, times))

    found = []
    for row in rows:
        own = tuple(times_of.get(row[0], ()))
        away = away_of.get(row[0])
        left = free_in_week(week, map(WeeklyTime._make, own), away) if away else free(own)
        found.append(_offered(row, skills_of.get(row[0], {}), left, week.monday))
    return found


def _offered(
    row: tuple[Any, ...], skills: dict[str, int], free: tuple[Interval, ...], monday: date
) -> Offered:
    id, number, unit_id, position, birth_date, insured_until, trained_on, services, minutes, reach = row[:10]
    intentions, account_id, telephone = row[10:]
    return Offered(
        id=id,
        number=number,
        unit_id=unit_id,
        position=position,
        skills=dict(sorted(skills.items())),
        tags=_tags_in(
            monday, date.fromisoformat(birth_date) if birth_date else None, insured_until, trained_on
        ),
        free=free,
        max_services=services,
        max_minutes=minutes,
        reach=reach,
        intentions=frozenset(intentions),
        account_id=account_id,
        telephone=telephone,
    )
