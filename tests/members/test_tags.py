"""Insured, adult, trained: on which day each begins and ends."""

from datetime import date

import pytest

from sanbao.members.tags import tags_on

NOTHING = {"birth_date": None, "insured_until": None, "trained_on": None}


@pytest.mark.parametrize(
    ("fact", "value", "day", "expected"),
    [
        ("insured_until", date(2026, 11, 23), date(2026, 11, 23), {"insured"}),
        ("insured_until", date(2026, 11, 23), date(2026, 11, 24), set()),
        ("birth_date", date(2008, 11, 23), date(2026, 11, 22), set()),
        ("birth_date", date(2008, 11, 23), date(2026, 11, 23), {"adult"}),
        ("birth_date", date(2008, 2, 29), date(2026, 2, 28), set()),
        ("birth_date", date(2008, 2, 29), date(2026, 3, 1), {"adult"}),
        ("trained_on", date(2026, 11, 23), date(2026, 11, 22), set()),
        ("trained_on", date(2026, 11, 23), date(2026, 11, 23), {"trained"}),
    ],
)
def test_each_fact_gives_its_tag_on_the_right_days(fact, value, day, expected):
    assert tags_on(day, **{**NOTHING, fact: value}) == expected


def test_what_is_not_known_gives_no_tag_and_all_three_hold_together():
    day = date(2026, 11, 23)
    assert tags_on(day, **NOTHING) == frozenset()
    assert tags_on(day, birth_date=date(1990, 1, 1), insured_until=day, trained_on=day) == {
        "insured",
        "adult",
        "trained",
    }
