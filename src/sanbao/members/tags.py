"""The tags that a member's facts give him on a day: pure, one rule a line."""

from __future__ import annotations

from datetime import date

from sanbao.members.kinds import Tag

ADULT_YEARS = 18


def tags_on(
    day: date, *, birth_date: date | None, insured_until: date | None, trained_on: date | None
) -> frozenset[str]:
    """Which of the tags hold on a local day. What is not known gives no tag.

    Insured through the last insured day; adult from the 18th birthday (1 March for a 29 February in a common
    year); trained from the day of training.
    """
    found = set()
    if insured_until is not None and day <= insured_until:
        found.add(Tag.INSURED.value)
    if birth_date is not None and (
        (birth_date.year + ADULT_YEARS, birth_date.month, birth_date.day) <= (day.year, day.month, day.day)
    ):
        found.add(Tag.ADULT.value)
    if trained_on is not None and trained_on <= day:
        found.add(Tag.TRAINED.value)
    return frozenset(found)
