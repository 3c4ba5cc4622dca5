"""The time. Aware UTC inside, Asia/Shanghai at the edge, weeks that start on Monday.

Nothing else in Sanbao asks the machine for the time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sanbao.core.errors import InvalidInput

LOCAL = ZoneInfo("Asia/Shanghai")
WEEK_MINUTES = 7 * 24 * 60

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in Asia/Shanghai."""
    return now().astimezone(LOCAL).date()


def local_midnight(day: date) -> datetime:
    """The beginning of a day in Asia/Shanghai, as UTC."""
    return datetime.combine(day, time(), LOCAL).astimezone(UTC)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week, Monday 00:00 to the next Monday 00:00 in Asia/Shanghai."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Week:
        """Read `2026-W48`; raises InvalidInput for anything that is no ISO week of the years 1901 to 2199."""
        found = _WEEK.fullmatch(text)
        if found is None or not 1900 < int(found[1]) < 2200:
            raise InvalidInput("week", "week-format", value=text[:20])
        try:
            date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:
            raise InvalidInput("week", "week-format", value=text[:20]) from None
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def containing(cls, moment: datetime) -> Week:
        """The week in which an aware moment lies."""
        year, number, _ = moment.astimezone(LOCAL).date().isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> date:
        """The first day of the week."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def starts_at(self) -> datetime:
        """Monday 00:00 local, as UTC."""
        return _starts_at(self.year, self.number)

    @property
    def ends_at(self) -> datetime:
        """The next Monday 00:00 local, as UTC; not part of the week."""
        return local_midnight(self.monday + timedelta(days=7))

    def following(self) -> Week:
        """The week after this one."""
        return Week.containing(self.ends_at)

    def moment(self, minute: int) -> datetime:
        """The UTC moment `minute` minutes after Monday 00:00 local (the zone has no summer time)."""
        return self.starts_at + timedelta(minutes=minute)

    def minute(self, moment: datetime) -> int:
        """Whole minutes from Monday 00:00 local to an aware moment; negative before the week."""
        return int((moment - self.starts_at).total_seconds() // 60)

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"


@lru_cache(maxsize=64)
def _starts_at(year: int, number: int) -> datetime:
    """A snapshot asks hundreds of thousands of times."""
    return local_midnight(date.fromisocalendar(year, number, 1))
