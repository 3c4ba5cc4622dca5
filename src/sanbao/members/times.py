"""When a member is free and when away. He says so himself, or who holds `member:manage` on his unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.core import inputs
from sanbao.core.db import insert_many
from sanbao.core.errors import InvalidInput, NotFound
from sanbao.members import policies
from sanbao.members.free_time import DAY_MINUTES, WeeklyTime
from sanbao.members.keeping import kept
from sanbao.members.models import Absence, Availability, Member

MOST_TIMES = 70
MOST_ABSENCE_DAYS = 366


async def set_availability(
    actor: Actor, member_id: UUID, times: Sequence[WeeklyTime], *, expected_version: int | None = None
) -> Member:
    """Replace the member's weekly times by these; none means that he is never free."""
    check_times(times)
    member = await kept(actor, member_id, expected_version=expected_version)
    await Availability.filter(member_id=member_id).delete()
    await insert_many(Availability, [Availability(member_id=member_id, **t._asdict()) for t in times])
    return member


def check_times(times: Sequence[WeeklyTime]) -> None:
    """Raise InvalidInput, naming the place in the list, for a time out of the day or one that overlaps an
    earlier one while both are valid."""
    if len(times) > MOST_TIMES:
        raise InvalidInput("times", "too-many", most=MOST_TIMES, value=len(times))
    for i, time in enumerate(times):
        at = f"times.{i}"
        if not 0 <= time.weekday <= 6:
            raise InvalidInput(f"{at}.weekday", "weekday-range", value=time.weekday)
        inputs.number(f"{at}.start_minute", time.start_minute, least=0, most=DAY_MINUTES)
        inputs.number(f"{at}.end_minute", time.end_minute, least=0, most=DAY_MINUTES)
        if time.end_minute <= time.start_minute:
            raise InvalidInput(f"{at}.end_minute", "minutes-order")
        if (
            time.valid_from is not None
            and time.valid_until is not None
            and time.valid_until < time.valid_from
        ):
            raise InvalidInput(f"{at}.valid_until", "dates-order")
        if any(_overlap(time, earlier) for earlier in times[:i]):
            raise InvalidInput(at, "times-overlap")


def _overlap(a: WeeklyTime, b: WeeklyTime) -> bool:
    return (
        a.weekday == b.weekday
        and a.start_minute < b.end_minute
        and b.start_minute < a.end_minute
        and (a.valid_from or date.min) <= (b.valid_until or date.max)
        and (b.valid_from or date.min) <= (a.valid_until or date.max)
    )


async def add_absence(
    actor: Actor, member_id: UUID, starts_at: datetime, ends_at: datetime, reason: str = ""
) -> Absence:
    """Say that a member is away from `starts_at` to `ends_at` (aware), at most 366 days."""
    starts_at, ends_at = inputs.moment("starts_at", starts_at), inputs.moment("ends_at", ends_at)
    reason = inputs.text("reason", reason, most=200, required=False)
    if ends_at <= starts_at:
        raise InvalidInput("ends_at", "minutes-order")
    if ends_at - starts_at > timedelta(days=MOST_ABSENCE_DAYS):
        raise InvalidInput("ends_at", "absence-too-long", most=MOST_ABSENCE_DAYS)
    await kept(actor, member_id)
    return await Absence.create(member_id=member_id, starts_at=starts_at, ends_at=ends_at, reason=reason)


def visible_absences(actor: Actor) -> QuerySet[Absence]:
    """The absences of members that the actor may know of."""
    return Absence.filter(member_id__in=Subquery(policies.visible_members(actor).values("id")))


async def remove_absence(actor: Actor, id: UUID) -> Member:
    """Take an absence back."""
    absence = await visible_absences(actor).get_or_none(id=id)
    if absence is None:
        raise NotFound("Absence", id)
    member = await kept(actor, absence.member_id)
    await Absence.filter(id=id).delete()
    return member
