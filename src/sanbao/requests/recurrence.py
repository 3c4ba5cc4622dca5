"""On which days a series falls: RFC 5545 rules over local dates, read by dateutil within bounds."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from itertools import takewhile

from dateutil.rrule import rrule, rrulestr

from sanbao.core.errors import InvalidInput

MOST_INTERVAL = 366
MOST_COUNT = 1_000
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_PARTS = {
    "INTERVAL": re.compile(r"[1-9]\d{0,2}"),
    "COUNT": re.compile(r"[1-9]\d{0,3}"),
    "UNTIL": re.compile(r"\d{8}(T\d{6}Z?)?"),
    "WKST": re.compile(r"MO|TU|WE|TH|FR|SA|SU"),
    "BYDAY": re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)){0,20}"),
    "BYMONTHDAY": re.compile(r"[+-]?[1-9]\d?(,[+-]?[1-9]\d?){0,30}"),
    "BYMONTH": re.compile(r"[1-9]\d?(,[1-9]\d?){0,11}"),
    "BYSETPOS": re.compile(r"[+-]?[1-9]\d?(,[+-]?[1-9]\d?){0,11}"),
}
_LATEST_START = 9_990
"""The Gregorian calendar, weekdays included, repeats every 400 years. Rules are read in the last cycle that dates
reach: dateutil looks for the next day of a rule until the calendar ends, so a rule that has none ends soon."""


def cleaned(text: str, starts_on: date) -> str:
    """The rule in capitals; raises InvalidInput on `rule` for anything but days, weeks, months and years, for
    parts we do not know, and for a rule without any day."""
    rule = text.strip().upper().removeprefix("RRULE:")
    if len(rule) > 200:
        raise InvalidInput("rule", "too-long", most=200)
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    frequency = parts.pop("FREQ", None)
    if len(parts) != rule.count(";") or frequency not in _FREQUENCIES:
        raise InvalidInput("rule", "rule-frequency", value=rule)
    if "BYSETPOS" in parts and frequency not in ("MONTHLY", "YEARLY"):
        raise InvalidInput("rule", "rule-part", value=f"BYSETPOS={parts['BYSETPOS']}")
    for name, value in parts.items():
        if name not in _PARTS or not _PARTS[name].fullmatch(value):
            raise InvalidInput("rule", "rule-part", value=f"{name}={value}")
    if int(parts.get("INTERVAL", 1)) > MOST_INTERVAL or int(parts.get("COUNT", 1)) > MOST_COUNT:
        raise InvalidInput("rule", "rule-part", value=rule)
    if "COUNT" in parts and "UNTIL" in parts:
        raise InvalidInput("rule", "rule-count-and-until")
    try:
        first = next(iter(_read(rule, starts_on)), None)
    except ValueError:
        raise InvalidInput("rule", "rule-part", value=rule) from None
    if first is None:
        raise InvalidInput("rule", "rule-without-day", value=rule)
    return rule


def days_between(rule: str, starts_on: date, first: date, last: date) -> list[date]:
    """The days of a cleaned rule from `first` to `last`, both included."""
    shift = _shift(starts_on)
    before_end = takewhile(lambda at: at.date() <= _moved(last, shift), _read(rule, starts_on))
    return [day for at in before_end if first <= (day := _moved(at.date(), -shift))]


def _read(rule: str, starts_on: date) -> rrule:
    shift = _shift(starts_on)
    kept = [part for part in rule.split(";") if not part.startswith("UNTIL=")]
    until = next((part[6:14] for part in rule.split(";") if part.startswith("UNTIL=")), None)
    read = rrulestr(";".join(kept), dtstart=datetime.combine(_moved(starts_on, shift), time()))
    assert isinstance(read, rrule)  # a single line makes no set
    if until is None:
        return read
    last = date.fromisoformat(f"{until[:4]}-{until[4:6]}-{until[6:]}")
    return read.replace(until=datetime.combine(_moved(last, shift), time()))


def _shift(starts_on: date) -> int:
    return (_LATEST_START - starts_on.year) // 400 * 400


def _moved(day: date, years: int) -> date:
    return day.replace(year=day.year + years) if day.year + years <= date.max.year else date.max
