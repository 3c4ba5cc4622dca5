"""How many minutes a service counts: plain values, no database."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sanbao.records.models import HoursCap


class Counted(NamedTuple):
    """Whole minutes, and what kept more from counting."""

    minutes: int
    cap: HoursCap | None


def counted(
    came_at: datetime,
    left_at: datetime,
    *,
    starts_at: datetime,
    ends_at: datetime,
    overrun_minutes: int,
    day_minutes_left: int,
) -> Counted:
    """The time that was served: not before the agreed start, at most so much beyond the agreed end, and no more than
    the day has left. Time on the way does not count, nor does waiting for the start."""
    latest = ends_at + timedelta(minutes=overrun_minutes)
    served = min(left_at, latest) - max(came_at, starts_at)
    minutes = max(0, int(served.total_seconds() // 60))
    if minutes > day_minutes_left:
        return Counted(max(0, day_minutes_left), HoursCap.DAY)
    return Counted(minutes, HoursCap.AGREED_TIME if left_at > latest else None)
