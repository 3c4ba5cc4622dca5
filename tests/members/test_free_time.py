"""Free time in a week, against a plain count of minutes."""

from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sanbao.core.clock import LOCAL, WEEK_MINUTES, Week
from sanbao.members.free_time import DAY_MINUTES, WeeklyTime, free_in_week

WEEK = Week(2026, 48)

days = st.none() | st.dates(date(2026, 11, 16), date(2026, 12, 6))


@st.composite
def weekly_times(draw):
    start = draw(st.integers(0, DAY_MINUTES - 1))
    end = draw(st.integers(start + 1, DAY_MINUTES))
    return WeeklyTime(draw(st.integers(0, 6)), start, end, draw(days), draw(days))


@st.composite
def absences(draw):
    start = WEEK.starts_at + timedelta(seconds=draw(st.integers(-86_400, 8 * 86_400)))
    return start, start + timedelta(seconds=draw(st.integers(1, 3 * 86_400)))


@given(st.lists(weekly_times(), max_size=8), st.lists(absences(), max_size=4))
def test_the_free_minutes_are_those_of_a_valid_time_and_of_no_absence(times, away):
    free = free_in_week(WEEK, times, away)

    wanted = set()
    for weekday, start, end, first, last in times:
        day = WEEK.monday + timedelta(days=weekday)
        if (first or day) <= day <= (last or day):
            wanted.update(range(weekday * DAY_MINUTES + start, weekday * DAY_MINUTES + end))
    for starts_at, ends_at in away:
        wanted -= {
            m
            for m in wanted
            if WEEK.moment(m) < ends_at and starts_at < WEEK.moment(m) + timedelta(minutes=1)
        }
    assert {m for start, end in free for m in range(start, end)} == wanted
    assert all(0 <= start < end <= WEEK_MINUTES for start, end in free)
    assert all(before[1] < after[0] for before, after in pairwise(free))


def test_a_time_up_to_midnight_joins_the_one_that_follows():
    assert free_in_week(WEEK, [WeeklyTime(0, 1380, 1440), WeeklyTime(1, 0, 60)]) == ((1380, 1500),)


def test_a_validity_includes_its_first_and_its_last_day():
    wednesday = date(2026, 11, 25)
    times = [WeeklyTime(weekday, 0, 10, wednesday, wednesday) for weekday in range(7)]
    assert free_in_week(WEEK, times) == ((2 * DAY_MINUTES, 2 * DAY_MINUTES + 10),)


def test_an_absence_cuts_a_hole_and_a_begun_minute_is_not_free():
    def at(hour: int, minute: int, second: int = 0) -> datetime:
        return datetime(2026, 11, 23, hour, minute, second, tzinfo=LOCAL)

    free = free_in_week(WEEK, [WeeklyTime(0, 540, 720)], [(at(10, 0, 30), at(10, 30, 1))])
    assert free == ((540, 600), (631, 720))
