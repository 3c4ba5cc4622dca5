"""From a cell to a value. Each reader takes a filled cell and gives the value, or raises InvalidInput.

What spreadsheets do to people's data is met here: telephone numbers that became 1.38e10, full-width digits,
dates that are text and dates that are numbers.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sanbao.core import inputs
from sanbao.core.clock import LOCAL
from sanbao.core.errors import InvalidInput
from sanbao.exchange.sheet import Cell

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})日?")
_PACKED_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MOMENT = re.compile(r"(.+?)[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_EXCEL_EPOCH = date(1899, 12, 30)
_EXACT = 10**15
_SPACES = " \t\r\n\u3000\xa0\ufeff\u200b"
_YES = frozenset({"是", "true", "yes", "y", "1", "对", "√"})
_NO = frozenset({"否", "false", "no", "n", "0", "不", "×"})


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of a file are meant: its time zone and its own date formats (strptime)."""

    zone: ZoneInfo = LOCAL
    date_formats: tuple[str, ...] = ()


Read = Callable[[Cell, Reading], object]


def plain(cell: Cell) -> str:
    """The cell as text, as a person sees it, trimmed."""
    if isinstance(cell, str):
        return cell.strip(_SPACES)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return str(cell)


def narrow(cell: Cell) -> str:
    """Like `plain`, with full-width letters, digits and signs made ordinary."""
    found = plain(cell)
    return found if found.isascii() else unicodedata.normalize("NFKC", found).strip(_SPACES)


def text(most: int) -> Read:
    """Free text of at most `most` characters."""
    return lambda cell, _: inputs.text("", plain(cell), most=most)


def identifier(most: int) -> Read:
    """A code or number that names something: exact, never rounded by a spreadsheet."""

    def read(cell: Cell, _: Reading) -> str:
        found = narrow(cell)
        if isinstance(cell, float) and (abs(cell) >= _EXACT or not cell.is_integer()):
            raise InvalidInput("", "import-number-inexact", value=found)
        if _SCIENTIFIC.fullmatch(found):
            raise InvalidInput("", "import-number-scientific", value=found)
        return inputs.text("", found, most=most)

    return read


def whole(least: int, most: int) -> Read:
    """A whole number between `least` and `most`."""

    def read(cell: Cell, _: Reading) -> int:
        found = narrow(cell)
        if not re.fullmatch(r"[+-]?\d{1,12}(?:\.0+)?", found):
            raise InvalidInput("", "import-not-whole", least=least, most=most)
        return inputs.number("", int(found.split(".")[0]), least=least, most=most)

    return read


def degrees(most: int) -> Read:
    """Degrees between -most and most."""

    def read(cell: Cell, _: Reading) -> float:
        try:
            found = float(narrow(cell))
        except ValueError:
            raise InvalidInput("", "import-not-degrees", most=most) from None
        if not -most <= found <= most:
            raise InvalidInput("", "import-not-degrees", most=most)
        return found

    return read


def day(cell: Cell, reading: Reading) -> date:
    """A day: a date cell, or 2026-11-25, 2026/11/25, 2026.11.25, 2026年11月25日, 20261125."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and 20_000 < cell < 80_000:
        raise InvalidInput("", "import-excel-serial", date=_EXCEL_EPOCH + timedelta(days=int(cell)))
    found = narrow(cell)
    match = _DAY.fullmatch(found) or _PACKED_DAY.fullmatch(found)
    if match:
        year, month, number = (int(part) for part in match.groups() if part)
        try:
            return date(year, month, number)
        except ValueError:
            raise InvalidInput("", "import-not-day") from None
    for pattern in reading.date_formats:
        try:
            return datetime.strptime(found, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise InvalidInput("", "import-not-day")


def moment(cell: Cell, reading: Reading) -> datetime:
    """A moment in UTC; what has no zone of its own is in the file's zone, a day alone is its midnight."""
    if isinstance(cell, datetime):
        return _aware(cell, reading)
    if isinstance(cell, date):
        return _aware(datetime.combine(cell, time()), reading)
    found = narrow(cell)
    for pattern in reading.date_formats:
        try:
            return _aware(datetime.strptime(found, pattern), reading)  # noqa: DTZ007
        except ValueError:
            continue
    if re.search(r"\d[+-]\d{2}:\d{2}$|Z$", found):
        try:
            return _aware(datetime.fromisoformat(found), reading)
        except ValueError:
            raise InvalidInput("", "import-not-moment") from None
    match = _MOMENT.fullmatch(found)
    if match is None:
        return _aware(datetime.combine(day(cell, reading), time()), reading)
    try:
        clock = time(int(match[2]), int(match[3]), int(match[4] or 0))
    except ValueError:
        raise InvalidInput("", "import-not-moment") from None
    return _aware(datetime.combine(day(match[1], reading), clock), reading)


def _aware(found: datetime, reading: Reading) -> datetime:
    if not 1900 < found.year < 2200:
        raise InvalidInput("", "import-not-moment")
    return (found if found.tzinfo else found.replace(tzinfo=reading.zone)).astimezone(UTC)


def flag(cell: Cell, _: Reading) -> bool:
    """Yes or no."""
    found = narrow(cell).lower()
    if found in _YES or found in _NO:
        return found in _YES
    raise InvalidInput("", "import-not-flag")


def choice(words: Mapping[str, object]) -> Read:
    """One of a closed set, by any of its words; upper and lower case are alike."""
    known = {word.lower(): value for word, value in words.items()}

    def read(cell: Cell, _: Reading) -> object:
        found = narrow(cell).lower()
        if found not in known:
            raise InvalidInput("", "import-not-choice", choices="、".join(_firsts(words)))
        return known[found]

    return read


def choices(words: Mapping[str, object]) -> Read:
    """Several of a closed set, separated by ; , or 、"""
    one = choice(words)

    def read(cell: Cell, reading: Reading) -> tuple[object, ...]:
        return tuple(dict.fromkeys(one(piece, reading) for piece in pieces(narrow(cell), ";,、")))

    return read


def pieces(found: str, separators: str) -> list[str]:
    """The filled pieces between any of the separators."""
    return [piece.strip() for piece in re.split(f"[{re.escape(separators)}\n]", found) if piece.strip()]


def near(name: str, known: Iterable[str]) -> str:
    """The names most like one that is unknown, as a list for a sentence."""
    return "、".join(difflib.get_close_matches(name, list(known), n=5, cutoff=0.3)) or "—"


def _firsts(words: Mapping[str, object]) -> list[str]:
    """The first word of each value."""
    found: dict[object, str] = {}
    for word, value in words.items():
        found.setdefault(value, word)
    return list(found.values())
