"""How a foreign file fits our columns: a small TOML or JSON document. docs/import.md tells of each part."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from sanbao.core.errors import InvalidInput
from sanbao.exchange.cells import Reading
from sanbao.exchange.columns import Column

_Whole = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]


class PlaceMissing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Units without coordinates are put within this distance of the unit above, inside its district."""

    radius_metres: int = 1500


class FileMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`columns`: our column → their heading, or a text with {their headings} in it. `values`: our column →
    their value → ours. `constants` fill a column in every row, `defaults` where the cell is blank."""

    sheet: str | None = None
    delimiter: str | None = None
    headings: list[str] = []
    columns: dict[str, str] = {}
    constants: dict[str, str | _Whole | float | bool] = {}
    defaults: dict[str, str | _Whole | float | bool] = {}
    values: dict[str, dict[str, str]] = {}
    skip: dict[str, list[str]] = {}
    time_zone: str = "Asia/Shanghai"
    date_formats: list[str] = []
    place_missing: PlaceMissing | None = None

    def reading(self) -> Reading:
        """Time zone and date formats; raises InvalidInput for a zone that does not exist, and for a format that
        names a part twice."""
        for pattern in self.date_formats:
            try:
                datetime.strptime("", pattern)  # noqa: DTZ007
            except re.error:
                raise InvalidInput("mapping", "import-mapping-malformed", detail=pattern[:80]) from None
            except ValueError:
                continue  # nothing is no such date
        try:
            return Reading(ZoneInfo(self.time_zone), tuple(self.date_formats))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise InvalidInput("mapping", "import-mapping-zone", value=self.time_zone) from None


def parse_mapping(text: str | bytes, columns: Sequence[Column]) -> FileMapping:
    """Read a mapping, JSON when it begins with a brace; raises InvalidInput on `mapping` saying where."""
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise InvalidInput("mapping", "import-mapping-malformed", detail="UTF-8") from None
    try:
        found: Any = msgspec.json.decode(text) if text.lstrip().startswith("{") else tomllib.loads(text)
        mapping = msgspec.convert(found, FileMapping)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise InvalidInput("mapping", "import-mapping-malformed", detail=str(error)[:200]) from None
    known = {column.key for column in columns}
    for part in (mapping.columns, mapping.constants, mapping.defaults, mapping.values):
        for key in part:
            if key not in known:
                raise InvalidInput(
                    "mapping", "import-mapping-column", value=key, columns=", ".join(sorted(known))
                )
    if mapping.delimiter is not None and len(mapping.delimiter) != 1:
        raise InvalidInput("mapping", "import-mapping-malformed", detail="delimiter")
    mapping.reading()
    return mapping


def placeholders(pattern: str) -> list[str]:
    """The headings named in a text with {headings}; a plain heading names none."""
    if "{" not in pattern:
        return []
    try:
        return [name for _, name, _, _ in string.Formatter().parse(pattern) if name]
    except ValueError:
        raise InvalidInput("mapping", "import-mapping-malformed", detail=pattern[:80]) from None


def filled(pattern: str, row: Mapping[str, str]) -> str:
    """A text with its {headings} replaced; blank when every cell named is blank."""
    parts = list(string.Formatter().parse(pattern))
    values = {name: row.get(name, "") for _, name, _, _ in parts if name}
    if not any(values.values()):
        return ""
    return "".join(literal + (values[name] if name else "") for literal, name, _, _ in parts).strip()
