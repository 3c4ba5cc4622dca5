from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.core.clock import LOCAL, Week
from sanbao.core.errors import InvalidInput
from sanbao.exchange.times import format_weekly, merged, parse_weekly, parse_windows
from sanbao.members.free_time import WeeklyTime

weekly_times = st.builds(
    lambda day, minutes: WeeklyTime(day, min(minutes), max(minutes)),
    st.integers(0, 6),
    st.sets(st.integers(0, 1440), min_size=2, max_size=2),
)


@given(st.lists(weekly_times, min_size=1, max_size=12))
def test_what_is_formatted_is_read_back_the_same(times):
    assert parse_weekly(format_weekly(times)) == merged(times)


@given(st.text(alphabet="周一二日天工作每至,，;； 0123456789:：-点半上午晚\n/年月", max_size=24))
def test_any_text_is_read_whole_or_refused_with_the_piece(text):
    try:
        found = parse_weekly(text)
    except InvalidInput as error:
        assert error.facts["piece"] is not None
    else:
        assert parse_weekly(format_weekly(found)) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("周一至周五 18:00-21:00; 周六 9:00-12:00,14:00-17:00", None),
        ("工作日晚上", "周一至周五 18:00-21:00"),
        ("每天", "周一至周日 8:00-21:00"),
        ("周三１８：００－２０：００", "周三 18:00-20:00"),
        ("周一、周三 9点-11点半", "周一 9:00-11:30; 周三 9:00-11:30"),
        ("周二四 下午2点到4点", "周二 14:00-16:00; 周四 14:00-16:00"),
        ("星期天上午、晚上", "周日 8:00-12:00,18:00-21:00"),
        ("Mon-Fri 9-12, Sat 14:00-16:00", "周一至周五 9:00-12:00; 周六 14:00-16:00"),
        ("周六 9:00-11:00,10:00-12:00", "周六 9:00-12:00"),
        ("周六 7:30-24:00", None),
    ],
)
def test_times_are_read_as_people_write_them(text, words):
    assert format_weekly(parse_weekly(text)) == (words or text)


@pytest.mark.parametrize(
    ("text", "reason", "piece"),
    [
        ("有空都行", "times-unreadable", "有空都行"),
        ("周一 18:00-25:00", "times-unreadable", "18:00-25:00"),
        ("周五22:00-2:00", "times-order", "22:00-2:00"),
        ("周六 9:00-12:00; 14:00-16:00", "times-without-day", "14:00-16:00"),
        ("周日至周三 9:00-12:00", "times-day-order", "周日至周三"),
        ("2026-11-25 9:00-12:00", "times-date-not-weekly", "2026-11-25 9:00-12:00"),
        ("周一 9:00", "times-unreadable", "9:00"),
        ("9999-12-31 20:00-24:00", "times-unreadable", "9999-12-31"),
        ("0001-01-01 上午", "times-unreadable", "0001-01-01"),
    ],
)
def test_what_cannot_be_read_is_named(text, reason, piece):
    with pytest.raises(InvalidInput) as refused:
        parse_weekly(text)
    assert (refused.value.message_key, refused.value.facts["piece"]) == (reason, piece)


def test_a_weekday_means_that_of_the_week_or_the_next_one_after_a_day():
    in_week = parse_windows("周三 9:00-11:00", LOCAL, week=Week(2026, 48))
    after = parse_windows("周三 9:00-11:00", LOCAL, after=date(2026, 11, 25))

    assert in_week == ((datetime(2026, 11, 25, 9, tzinfo=LOCAL), datetime(2026, 11, 25, 11, tzinfo=LOCAL)),)
    assert after == ((datetime(2026, 12, 2, 9, tzinfo=LOCAL), datetime(2026, 12, 2, 11, tzinfo=LOCAL)),)


def test_dates_are_read_in_the_zone_of_the_file():
    zone = ZoneInfo("America/New_York")

    found = parse_windows("2026年11月25日 上午, 2026/11/26 22:00-24:00", zone)

    assert found == (
        (datetime(2026, 11, 25, 8, tzinfo=zone), datetime(2026, 11, 25, 12, tzinfo=zone)),
        (datetime(2026, 11, 26, 22, tzinfo=zone), datetime(2026, 11, 27, tzinfo=zone)),
    )


def test_a_weekday_without_a_week_is_refused():
    with pytest.raises(InvalidInput) as refused:
        parse_windows("周三 9:00-11:00", LOCAL)
    assert refused.value.message_key == "times-week-unknown"
