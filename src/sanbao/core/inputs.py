"""Checks that many inputs share. Each returns the cleaned value or raises InvalidInput naming the field."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from sanbao.core.errors import InvalidInput

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters, but for the tabulator and the end of a line."""


def text(field: str, value: str, *, most: int, required: bool = True) -> str:
    """Trimmed text of at most `most` characters without control characters and halves of surrogate pairs; a line ends
    as it does on any system."""
    value = value.strip().replace("\r\n", "\n")
    if required and not value:
        raise InvalidInput(field, "required")
    if len(value) > most:
        raise InvalidInput(field, "too-long", most=most)
    if _CONTROLS.search(value):
        raise InvalidInput(field, "control-character")
    return value


def optional_text(field: str, value: str | None, *, most: int) -> str | None:
    """Like `text`, but None and blank are both None."""
    return text(field, value, most=most, required=False) or None if value is not None else None


def number(field: str, value: int, *, least: int, most: int) -> int:
    """A whole number between `least` and `most`, both included."""
    if not least <= value <= most:
        raise InvalidInput(field, "out-of-range", value=value, least=least, most=most)
    return value


def position(field: str, longitude: float | None, latitude: float | None) -> tuple[float, float] | None:
    """WGS-84 degrees, both or neither; NaN and infinities are out of range."""
    if longitude is None and latitude is None:
        return None
    if longitude is None or latitude is None:
        raise InvalidInput(field, "position-half")
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise InvalidInput(field, "position-range")
    return longitude, latitude


def moment(field: str, value: datetime) -> datetime:
    """An aware moment between the years 1900 and 2200, as UTC."""
    if value.tzinfo is None:
        raise InvalidInput(field, "moment-naive", value=value.isoformat())
    if not 1900 < value.year < 2200:
        raise InvalidInput(field, "moment-range", value=value.isoformat())
    return value.astimezone(UTC)
