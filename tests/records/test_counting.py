from datetime import UTC, datetime, timedelta

import pytest

from sanbao.records.counting import counted
from sanbao.records.models import HoursCap

START = datetime(2026, 11, 25, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("came", "left", "day_left", "expected"),
    [
        (-20, 60, 480, (60, None)),
        (10, 59.9, 480, (49, None)),
        (0, 90, 480, (90, None)),
        (0, 91, 480, (90, HoursCap.AGREED_TIME)),
        (-20, -5, 480, (0, None)),
        (100, 120, 480, (0, HoursCap.AGREED_TIME)),
        (0, 60, 60, (60, None)),
        (0, 60, 59, (59, HoursCap.DAY)),
        (0, 60, -5, (0, HoursCap.DAY)),
    ],
)
def test_what_counts_is_the_time_served_within_the_caps(came, left, day_left, expected):
    minute = timedelta(minutes=1)

    found = counted(
        START + came * minute,
        START + left * minute,
        starts_at=START,
        ends_at=START + 60 * minute,
        overrun_minutes=30,
        day_minutes_left=day_left,
    )

    assert found == expected
