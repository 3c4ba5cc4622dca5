from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.core.errors import InvalidInput
from sanbao.requests import recurrence

MONDAY = date(2026, 11, 23)


def days(rule: str, first: date = MONDAY, length: int = 60, starts_on: date = MONDAY) -> list[str]:
    rule = recurrence.cleaned(rule, starts_on)
    return [
        d.isoformat()
        for d in recurrence.days_between(rule, starts_on, first, first + timedelta(days=length - 1))
    ]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,FR", ["2026-11-24", "2026-11-27", "2026-12-01", "2026-12-04"]),
        ("rrule:freq=weekly;interval=2", ["2026-11-23", "2026-12-07"]),
        ("FREQ=MONTHLY;BYDAY=1SA", ["2026-12-05"]),
        ("FREQ=DAILY;COUNT=3", ["2026-11-23", "2026-11-24", "2026-11-25"]),
        ("FREQ=DAILY;UNTIL=20261124T235959Z", ["2026-11-23", "2026-11-24"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-11-30"]),
    ],
)
def test_rules_fall_on_their_days(rule: str, expected: list[str]):
    assert days(rule, length=15) == expected


def test_leap_days_and_weekdays_are_those_of_the_true_year():
    assert days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2028, 1, 1), 366) == ["2028-02-29"]
    assert days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2030, 1, 1), 366) == []
    assert days("FREQ=DAILY;BYDAY=SU", date(2031, 6, 1), 7) == ["2031-06-01"]


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("", "rule-frequency"),
        ("Tuesdays", "rule-frequency"),
        ("FREQ=HOURLY", "rule-frequency"),
        ("FREQ=MINUTELY", "rule-frequency"),
        ("FREQ=SECONDLY", "rule-frequency"),
        ("FREQ=DAILY;FREQ=WEEKLY", "rule-frequency"),
        ("FREQ=DAILY\nDTSTART:19000101T000000", "rule-frequency"),
        ("FREQ=DAILY;BYHOUR=1,2,3", "rule-part"),
        ("FREQ=DAILY;BYEASTER=1", "rule-part"),
        ("FREQ=DAILY;INTERVAL=0", "rule-part"),
        ("FREQ=DAILY;INTERVAL=367", "rule-part"),
        ("FREQ=DAILY;COUNT=1001", "rule-part"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270101", "rule-count-and-until"),
        ("FREQ=DAILY;UNTIL=20261340", "rule-part"),
        ("FREQ=YEARLY;BYDAY=366MO", "rule-part"),
        ("FREQ=DAILY;BYDAY=MO;BYSETPOS=2", "rule-part"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "rule-without-day"),
        ("FREQ=YEARLY;BYMONTH=13", "rule-without-day"),
        ("FREQ=DAILY;UNTIL=20200101", "rule-without-day"),
        ("FREQ=DAILY;" + "X" * 200, "too-long"),
    ],
)
def test_rules_that_are_malformed_hostile_or_empty_are_refused(rule: str, reason: str):
    with pytest.raises(InvalidInput) as refused:
        recurrence.cleaned(rule, MONDAY)

    assert (refused.value.path, refused.value.message_key) == (("rule",), reason)


@given(st.text(alphabet="FREQ=WKLYDAIMONTH;BSUP,+-0123456789TEVC", max_size=60).map("FREQ=WEEKLY;".__add__))
def test_any_text_is_a_rule_or_is_refused(text: str):
    try:
        rule = recurrence.cleaned(text, MONDAY)
    except InvalidInput:
        return
    assert all(
        day >= MONDAY for day in recurrence.days_between(rule, MONDAY, MONDAY, MONDAY + timedelta(days=30))
    )


def test_a_far_week_asks_no_more_than_the_calendar_has():
    assert days("FREQ=WEEKLY", date(9990, 1, 1), 7) == []
