"""Times as people write them in a table: 周一至周五 18:00-21:00; 周六 9:00-12:00,14:00-17:00.

Strict: whatever cannot be read is an error that names the piece. Full-width digits and signs, Chinese and
English day names, 9点半, 下午2点 and the words of `PERIODS` are read. Intervals are half-open minutes of the
local day, those that touch or overlap become one. A day without a time is 全天.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sanbao.core.clock import Week
from sanbao.core.errors import InvalidInput
from sanbao.members.free_time import WeeklyTime

DAY_NAMES = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
PERIODS: dict[str, tuple[int, int]] = {
    "早上": (6 * 60, 8 * 60),
    "早晨": (6 * 60, 8 * 60),
    "上午": (8 * 60, 12 * 60),
    "中午": (12 * 60, 14 * 60),
    "下午": (14 * 60, 18 * 60),
    "傍晚": (17 * 60, 19 * 60),
    "晚上": (18 * 60, 21 * 60),
    "晚间": (18 * 60, 21 * 60),
    "白天": (8 * 60, 18 * 60),
    "全天": (8 * 60, 21 * 60),
}
_DAY_SETS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("每天", "每日", "天天", "daily"), tuple(range(7))),
    **dict.fromkeys(("工作日", "平日", "weekdays"), tuple(range(5))),
    **dict.fromkeys(("周末", "双休日", "weekends"), (5, 6)),
}
_CHINESE_DAYS = {name: i for i, name in enumerate("一二三四五六日")} | {"天": 6, "七": 6}
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AFTERNOON = ("下午", "傍晚", "晚上", "晚间")

_CLOCK = r"(?:\d{1,2}:\d{2}|\d{1,2}[点时](?:半|\d{1,2}分?)?|\d{1,2})"
_PERIOD = "|".join(PERIODS)
_TO = r"\s*(?:至|到|-|–|—|~)\s*"
_CHINESE_DAY = "(?:周|星期|礼拜)"
_TOKEN = re.compile(
    "|".join(
        (
            r"(?P<date>\d{4}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2}|年\d{1,2}月\d{1,2}[日号]))",
            rf"(?P<times>(?:{_PERIOD})?\s*{_CLOCK}{_TO}(?:{_PERIOD})?\s*{_CLOCK}(?![\d点时:]))",
            rf"(?P<set>{'|'.join(_DAY_SETS)})",
            rf"(?P<span>{_CHINESE_DAY}[一二三四五六日天七]{_TO}{_CHINESE_DAY}?[一二三四五六日天七])",
            rf"(?P<days>{_CHINESE_DAY}[一二三四五六日天七]+)",
            rf"(?P<english_span>(?:{'|'.join(_ENGLISH_DAYS)})[a-z]*{_TO}(?:{'|'.join(_ENGLISH_DAYS)})[a-z]*)",
            rf"(?P<english>(?:{'|'.join(_ENGLISH_DAYS)})[a-z]*)",
            rf"(?P<period>{_PERIOD})",
            r"(?P<end>[;\n。])",
            r"(?P<gap>[\s,、和及的:]+)",
        )
    )
)
_SIDES = re.compile(rf"({_PERIOD})?\s*({_CLOCK})")


@dataclass(frozen=True, slots=True)
class _Group:
    """Days with the times of each, as written between two semicolons."""

    days: tuple[int | date, ...]
    times: tuple[tuple[int, int], ...]
    text: str


@lru_cache(maxsize=4096)
def parse_weekly(text: str) -> tuple[WeeklyTime, ...]:
    """Weekly times in order; raises InvalidInput naming the piece that cannot be read."""
    found: list[WeeklyTime] = []
    for group in _groups(text):
        for day in group.days:
            if isinstance(day, date):
                raise InvalidInput("", "times-date-not-weekly", piece=group.text)
            found += [WeeklyTime(day, start, end) for start, end in group.times]
    return merged(found)


def merged(times: Iterable[WeeklyTime]) -> tuple[WeeklyTime, ...]:
    """The same times in order, those of a day that touch or overlap made one."""
    result: list[WeeklyTime] = []
    for each in sorted(times):
        last = result[-1] if result else None
        if last and last.weekday == each.weekday and each.start_minute <= last.end_minute:
            result[-1] = WeeklyTime(last.weekday, last.start_minute, max(last.end_minute, each.end_minute))
        else:
            result.append(each)
    return tuple(result)


def format_weekly(times: Iterable[WeeklyTime]) -> str:
    """Weekly times in the words that `parse_weekly` reads; days with equal times stand together."""
    by_day: dict[int, str] = {}
    for each in merged(times):
        clocks = f"{_clock(each.start_minute)}-{_clock(each.end_minute)}"
        by_day[each.weekday] = f"{by_day[each.weekday]},{clocks}" if each.weekday in by_day else clocks
    spans: list[tuple[int, int, str]] = []
    for day, clocks in by_day.items():
        if spans and spans[-1][1] == day - 1 and spans[-1][2] == clocks:
            spans[-1] = (spans[-1][0], day, clocks)
        else:
            spans.append((day, day, clocks))
    return "; ".join(
        f"{DAY_NAMES[first]}{f'至{DAY_NAMES[last]}' if last > first else ''} {clocks}"
        for first, last, clocks in spans
    )


def parse_windows(
    text: str, zone: ZoneInfo, *, week: Week | None = None, after: date | None = None
) -> tuple[tuple[datetime, datetime], ...]:
    """Moments between which a service may lie, in order.

    A weekday means that of `week`, or else the first such day later than `after`; without either it is refused.
    """
    found: set[tuple[datetime, datetime]] = set()
    for group in _groups(text):
        for day in group.days:
            if isinstance(day, int):
                if week is not None:
                    day = week.monday + timedelta(days=day)
                elif after is not None:
                    day = after + timedelta(days=(day - after.weekday() - 1) % 7 + 1)
                else:
                    raise InvalidInput("", "times-week-unknown", piece=group.text)
            midnight = datetime.combine(day, time(), zone)
            found |= {(_at(midnight, start), _at(midnight, end)) for start, end in group.times}
    return tuple(sorted(found))


def _at(midnight: datetime, minute: int) -> datetime:
    day = midnight + timedelta(days=minute // 1440)
    return day.replace(hour=minute % 1440 // 60, minute=minute % 60)


def _groups(text: str) -> Iterator[_Group]:
    text = unicodedata.normalize("NFKC", text).strip().lower()
    days: list[int | date] = []
    times: list[tuple[int, int]] = []
    begin = at = 0

    def group(end: int) -> _Group:
        piece = text[begin:end].strip(" ,;、\n。")
        if not days:
            raise InvalidInput("", "times-without-day", piece=piece)
        return _Group(tuple(dict.fromkeys(days)), tuple(times) or (PERIODS["全天"],), piece)

    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise InvalidInput("", "times-unreadable", piece=re.split(r"[\s,;、]", text[at:])[0][:20])
        kind, piece = token.lastgroup, token[0].strip()
        if kind == "times":
            times.append(_times(piece))
        elif kind == "period":
            times.append(PERIODS[piece])
        elif kind == "end" or (kind != "gap" and times):
            if days or times:
                yield group(at)
            days, times, begin = [], [], at
        if kind not in ("times", "period", "end", "gap"):
            days += _days(str(kind), piece)
        at = token.end()
    if days or times:
        yield group(at)


def _days(kind: str, piece: str) -> list[int | date]:
    if kind == "set":
        return list(_DAY_SETS[piece])
    if kind == "date":
        year, month, day = map(int, re.findall(r"\d+", piece))
        try:
            found_day = date(year, month, day)
        except ValueError:
            raise InvalidInput("", "times-unreadable", piece=piece) from None
        if not 1900 < year < 2200:
            raise InvalidInput("", "times-unreadable", piece=piece)
        return [found_day]
    if kind.startswith("english"):
        found = [_ENGLISH_DAYS.index(name[:3]) for name in re.findall(r"[a-z]+", piece)]
    else:
        found = [_CHINESE_DAYS[name] for name in re.findall(f"[{''.join(_CHINESE_DAYS)}]", piece)]
    if not kind.endswith("span"):
        return list(found)
    first, last = found
    if last < first:
        raise InvalidInput("", "times-day-order", piece=piece)
    return list(range(first, last + 1))


def _times(piece: str) -> tuple[int, int]:
    (first_period, first), (second_period, second) = _SIDES.findall(piece)
    start = _minute(first, first_period, piece)
    end = _minute(second, second_period or first_period, piece)
    if end <= start:
        raise InvalidInput("", "times-order", piece=piece)
    return start, end


def _minute(text: str, period: str, piece: str) -> int:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 30 if text.endswith("半") else 0
    if period in _AFTERNOON and hour < 12:
        hour += 12
    if period == "中午" and hour < 4:
        hour += 12
    if minute > 59 or hour * 60 + minute > 1440:
        raise InvalidInput("", "times-unreadable", piece=piece)
    return hour * 60 + minute


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02d}"
