"""What is asked in a week: the requests of a subtree with their windows, seats and what was agreed already."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from sanbao.core.clock import WEEK_MINUTES, Week
from sanbao.members.free_time import Interval
from sanbao.members.kinds import ServiceCategory, Tag
from sanbao.menu.models import MenuItem, Risk, Seat
from sanbao.organisations import scope
from sanbao.planning.bulk import read_rows
from sanbao.requests.models import RequestWindow, ServiceRequest
from sanbao.requests.states import AGREED, RequestState

"""States of a request whose start is agreed and whose places are offered or filled."""

_COLUMNS = (
    *("id", "number", "unit_id", "position", "menu_item_id", "weight", "weeks_waited", "state"),
    *("served_from", "beneficiary_id", "beneficiary__household_id", "beneficiary__account_id"),
    *("requester__account_id", "beneficiary__telephone_fingerprint", "requester__telephone_fingerprint"),
)
_HIGH_RISK_TAGS = (Tag.INSURED.value, Tag.ADULT.value)


@dataclass(frozen=True, slots=True)
class SeatAsked:
    """A seat of a menu item, by its row id."""

    id: UUID
    skill: str
    level: int
    tags: tuple[str, ...]
    required: int
    wanted: int
    wanted_value: int


@dataclass(frozen=True, slots=True)
class Item:
    """What a menu item asks."""

    category: ServiceCategory
    duration: int
    seats: tuple[SeatAsked, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of the week. `windows` in minutes of the week; `agreed_start` once it was offered."""

    id: UUID
    number: str
    unit_id: UUID
    position: str | None
    item_id: UUID
    weight: int
    weeks_waited: int
    windows: tuple[Interval, ...]
    agreed_start: int | None
    beneficiary_id: UUID
    household_id: UUID | None
    accounts: frozenset[UUID]
    telephones: frozenset[str]


def in_number_order(number: str) -> tuple[int, str]:
    """Sort key of a number that people read: M-000002 before M-000010 before M-1000000."""
    return len(number), number


def clipped(windows: Iterable[Interval], first_minute: int, step: int) -> tuple[Interval, ...]:
    """Windows cut to the week and merged where they overlap. A window that began before `first_minute`
    loses the candidate starts before it and keeps the others, which lie `step` minutes apart."""
    found: list[Interval] = []
    for start, end in sorted(windows):
        earliest = max(0, first_minute)
        if start < 0:
            start = 0
        if start < earliest:
            start += -(-(earliest - start) // step) * step
        end = min(end, WEEK_MINUTES)
        if start >= end:
            continue
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def minute_up(week: Week, moment: datetime) -> int:
    """Whole minutes of the week up to a moment, rounded up: a service may not start before its window."""
    return -int((week.starts_at - moment).total_seconds() // 60)


async def read_items() -> dict[UUID, Item]:
    """Every menu item, with HIGH risk's tags in its seats."""
    rows = await MenuItem.all().values_list("id", "category", "duration_minutes", "risk")
    seats: dict[UUID, list[SeatAsked]] = defaultdict(list)
    risk = {id: level for id, _, _, level in rows}
    columns = ("menu_item_id", "id", "skill__code", "level", "tags", "required", "wanted", "wanted_value")
    for item_id, id, skill, level, tags, required, wanted, value in (
        await Seat.all().order_by("menu_item_id", "position").values_list(*columns)
    ):
        demanded = {*tags, *(_HIGH_RISK_TAGS if risk[item_id] == Risk.HIGH else ())}
        seats[item_id].append(SeatAsked(id, skill, level, tuple(sorted(demanded)), required, wanted, value))
    return {
        id: Item(ServiceCategory(category), duration, tuple(seats[id])) for id, category, duration, _ in rows
    }


def in_week(week: Week) -> Q:
    """Requests that a run of the week may plan, whatever their windows."""
    agreed = Q(state__in=AGREED, served_from__gte=week.starts_at, served_from__lt=week.ends_at)
    return Q(state=RequestState.QUEUED) | agreed


async def read_demand(
    unit_id: UUID, week: Week, items: Mapping[UUID, Item], step: int, not_before: datetime | None
) -> list[Asked]:
    """The requests of a subtree that a run of the week may plan, in order of number. Two statements.

    A request whose agreed time has begun, or runs past the week's end, is planned no more.
    """
    first_minute = minute_up(week, not_before) if not_before else 0
    below = scope.subtree([unit_id])
    windows = await read_rows(
        RequestWindow.filter(
            request__unit_id__in=below,
            request__state=RequestState.QUEUED,
            starts_at__lt=week.ends_at,
            ends_at__gt=week.starts_at,
        ).values_list("request_id", "starts_at", "ends_at")
    )
    rows = await read_rows(ServiceRequest.filter(in_week(week), unit_id__in=below).values_list(*_COLUMNS))
    return await asyncio.to_thread(_asked, rows, windows, items, week, step, first_minute)


def _asked(
    rows: list[tuple[Any, ...]],
    windows: list[tuple[Any, ...]],
    items: Mapping[UUID, Item],
    week: Week,
    step: int,
    first_minute: int,
) -> list[Asked]:
    """Each request with its windows, those left out that the week has no time for."""
    windows_of: dict[UUID, list[Interval]] = defaultdict(list)
    for request_id, starts_at, ends_at in windows:
        windows_of[request_id].append((minute_up(week, starts_at), week.minute(ends_at)))
    asked = []
    for row in rows:
        id, number, unit_id, position, item_id, weight, waited, state, served_from, *others = row
        beneficiary_id, household_id, *accounts_and_telephones = others
        duration = items[item_id].duration
        if state == RequestState.QUEUED:
            start, times = None, clipped(windows_of.get(id, ()), first_minute, step)
        else:
            start = week.minute(served_from)
            whole = first_minute <= start and start + duration <= WEEK_MINUTES
            times = ((start, start + duration),) if whole else ()
        if not times:
            continue
        asked.append(
            Asked(
                id=id,
                number=number,
                unit_id=unit_id,
                position=position,
                item_id=item_id,
                weight=weight,
                weeks_waited=waited,
                windows=times,
                agreed_start=start,
                beneficiary_id=beneficiary_id,
                household_id=household_id,
                accounts=frozenset(a for a in accounts_and_telephones[:2] if a),
                telephones=frozenset(t for t in accounts_and_telephones[2:] if t),
            )
        )
    asked.sort(key=lambda a: in_number_order(a.number))
    return asked
