"""When people are free and when they want something done, in minutes of the local day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sanbao.core.clock import LOCAL, Week
from sanbao.demo.chance import pick, some
from sanbao.demo.texts import Group
from sanbao.demo.world import Window

Free = tuple[int, int, int]

_WEEKDAYS = range(5)
_SATURDAY, _SUNDAY = 5, 6


def at(hour: float) -> int:
    """Minutes of the day: 18.5 is half past six in the evening."""
    return round(hour * 60)


MORNING, AFTERNOON, EVENING, NIGHT = (
    (at(8.5), at(11.5)),
    (at(14), at(17)),
    (at(18.5), at(21)),
    (at(19), at(21.5)),
)
WEEKEND_MORNING, WEEKEND_AFTERNOON = (at(9), at(12)), (at(14), at(17.5))
DAWN, SCHOOL_RUN, AFTER_SCHOOL, NOON = (
    (at(6.5), at(8)),
    (at(7), at(8.5)),
    (at(16), at(18.5)),
    (at(10), at(13)),
)


def make_free(roll: Random, group: Group) -> tuple[Free, ...]:
    """The weekly hours of a member: office people in the evening and at weekends, the retired by day."""
    free: list[Free] = []
    if group == "office":
        free += [(d, at(18.5), at(roll.choice([21, 21, 21.5]))) for d in some(roll, _WEEKDAYS, 1, 2)]
        free += _weekend(roll, 0.62, 0.38)
    elif group == "worker":
        free += [(d, *roll.choice([MORNING, AFTERNOON, NOON])) for d in some(roll, _WEEKDAYS, 1, 2)]
        free += [(d, *EVENING) for d in some(roll, _WEEKDAYS, 0, 2)]
        free += _weekend(roll, 0.35, 0.45)
    elif group == "student":
        free += [(4, *EVENING)] if roll.random() < 0.5 else []
        free += [(2, at(14), at(18.5))] if roll.random() < 0.35 else []
        free += _weekend(roll, 0.8, 0.7)
    else:
        days = some(roll, _WEEKDAYS, 2, 4)
        free += [(d, at(roll.choice([7, 8, 8.5])), at(11.5)) for d in days if roll.random() < 0.75]
        free += [(d, at(14), at(roll.choice([16.5, 17, 18.5]))) for d in days if roll.random() < 0.6]
        free += [(d, at(6.5), at(8)) for d in some(roll, range(7), 1, 3)] if roll.random() < 0.1 else []
        free += _weekend(roll, 0.3, 0.12)
    return _tidy(free) or ((_SATURDAY, *WEEKEND_MORNING),)


def _tidy(free: list[Free]) -> tuple[Free, ...]:
    """Sorted, and without overlaps within a day."""
    found: list[Free] = []
    for day, start, end in sorted(free):
        if found and found[-1][0] == day and start <= found[-1][2]:
            found[-1] = (day, found[-1][1], max(found[-1][2], end))
        else:
            found.append((day, start, end))
    return tuple(found)


def _weekend(roll: Random, saturday: float, sunday: float) -> list[Free]:
    halves = (WEEKEND_MORNING, WEEKEND_AFTERNOON)
    free = []
    for day, chance in ((_SATURDAY, saturday), (_SUNDAY, sunday)):
        if roll.random() < chance:
            whole = roll.random() < 0.3
            free += [(day, *half) for half in (halves if whole else [roll.choice(halves)])]
    return free


def make_window(roll: Random, when: str) -> Free:
    """A weekly time that suits a kind of wish. Saturday morning is what everybody wants."""
    if when == "any":
        when = pick(roll, {"day": 40, "evening": 32, "weekend": 28})
    if when == "weekend":
        return pick(
            roll,
            {
                (_SATURDAY, *WEEKEND_MORNING): 46,
                (_SATURDAY, *WEEKEND_AFTERNOON): 20,
                (_SUNDAY, *WEEKEND_MORNING): 22,
                (_SUNDAY, *WEEKEND_AFTERNOON): 12,
            },
        )
    hours = {
        "day": [MORNING, MORNING, AFTERNOON],
        "evening": [EVENING],
        "night": [NIGHT],
        "dawn": [DAWN],
        "school": [SCHOOL_RUN, (at(16), at(17.5))],
        "afternoon": [AFTER_SCHOOL],
        "noon": [NOON],
    }[when]
    return (roll.choice(list(_WEEKDAYS)), *roll.choice(hours))


def make_windows(roll: Random, when: str, count: int) -> tuple[Free, ...]:
    """Up to `count` different weekly times, in order, none overlapping another."""
    return tuple(sorted({make_window(roll, when) for _ in range(count)}))


def moments(week: Week, free: Free) -> Window:
    """A weekly time in a week."""
    start = week.starts_at + timedelta(days=free[0], minutes=free[1])
    return start, start + timedelta(minutes=free[2] - free[1])


def local(day: date, hour: float) -> datetime:
    """A time of a local day."""
    return (datetime.combine(day, time(), LOCAL) + timedelta(minutes=at(hour))).astimezone(UTC)
