"""Tables out of files: `.xlsx` by calamine (`workbook.py`), `.csv` in UTF-8 or GB18030. What a file is, its bytes say.

Rows keep the number that Excel shows. Nothing here knows what the table is about.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree

from sanbao.core.errors import InvalidInput
from sanbao.exchange import workbook

Cell = str | int | float | bool | date | datetime | time | timedelta
"""What a cell holds; a blank one is the empty text."""

MOST_ROWS = 200_000
MOST_UNPACKED_BYTES = 400_000_000
_MOST_PARTS = 2_000
_MOST_MERGED_CELLS = 1_000_000
_HEAD_ROWS = 20
_DELIMITERS = (",", "\t", ";")
_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Possessive, so that no file, however it was made, is gone through again and again.
_CELL = rb"<c\b([^<>]*+)>\s*+<f\b[^<>]*+>(?:(?<=/>)|[^<]*+</f>)\s*+(?:<v\s*+/>|<v>\s*+</v>)?+\s*+</c>"
_ERROR_CELL = rb'<c\b((?:(?!\bt="e")[^<>])*+t="e"[^<>]*+)>'
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table from the first one: numbers as in Excel (from 1), cells from column A.

    `broken` are cells (row, column index) without a usable value, with the catalogue key of the reason.
    """

    name: str
    rows: Sequence[tuple[int, Sequence[Cell]]]
    broken: dict[tuple[int, int], str] = field(default_factory=dict)


def read_sheet(data: bytes, *, name: str | None = None, delimiter: str | None = None) -> Sheet:
    """The first sheet of a file, or the named one; raises InvalidInput on `file` for what is no table."""
    if not data.strip():
        raise InvalidInput("file", "import-file-empty")
    if data.startswith(b"PK\x03\x04"):
        return _read_xlsx(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InvalidInput("file", "import-file-old-excel")
    return _read_csv(data, delimiter)


def _limited(rows: Sequence[tuple[int, Sequence[Cell]]]) -> Sequence[tuple[int, Sequence[Cell]]]:
    if len(rows) > MOST_ROWS + _HEAD_ROWS:
        raise InvalidInput("file", "import-too-many-rows", most=MOST_ROWS)
    return rows


def _read_csv(data: bytes, delimiter: str | None) -> Sheet:
    text = _decoded(data)
    if "\x00" in text:
        raise InvalidInput("file", "import-file-unreadable")
    delimiter = delimiter or _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return Sheet("csv", _limited(list(workbook.filled(iter(reader), MOST_ROWS + _HEAD_ROWS))))
    except csv.Error as error:
        raise InvalidInput("file", "import-csv-malformed", row=reader.line_num, detail=str(error)) from None


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidInput("file", "import-file-unreadable")


def _delimiter(text: str) -> str:
    """The sign that stands most often, outside quotes, in the first line that has any."""
    for line in text[:100_000].splitlines()[:20]:
        bare = re.sub(r'"[^"]*"', "", line)
        best = max(_DELIMITERS, key=bare.count)
        if best in bare:
            return best
    return ","


def _read_xlsx(data: bytes, name: str | None) -> Sheet:
    with _unpacked(data) as parts:
        try:
            found = workbook.read(data, name, most_rows=MOST_ROWS + _HEAD_ROWS)
            if found.rows is None:
                told = "、".join(found.names[:20])
                raise InvalidInput("sheet", "import-sheet-unknown", value=found.chosen, sheets=told)
            last = found.rows[-1][0] if found.rows else 0
            broken = _merged(found.merged, last) | _without_value(parts, found.chosen)
        except (workbook.Unreadable, zipfile.BadZipFile, KeyError, ValueError, OSError):
            raise InvalidInput("file", "import-file-damaged") from None
    return Sheet(found.chosen, _limited(found.rows), broken)


def _unpacked(data: bytes) -> zipfile.ZipFile:
    """The archive, once it is known to unpack whole and into a bearable size."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data))
        infos = parts.infolist()
        if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED_BYTES:
            raise InvalidInput("file", "import-file-unpacks-too-big", most=MOST_UNPACKED_BYTES // 1_000_000)
        # Reading checks that no part is longer than its header says.
        if parts.testzip() is not None:
            raise InvalidInput("file", "import-file-damaged")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise InvalidInput("file", "import-file-damaged") from None
    if "xl/workbook.xml" not in parts.namelist():
        raise InvalidInput("file", "import-file-not-excel")
    return parts


def _merged(areas: Sequence[workbook.Area], last_row: int) -> dict[tuple[int, int], str]:
    """Every cell of a merged area (row from 1, column from 0), down to the last row that holds anything. Excel keeps
    a value in the first only."""
    found: dict[tuple[int, int], str] = {}
    count = 0
    for (top, left), (bottom, right) in areas:
        rows, columns = range(top, min(bottom + 1, last_row)), range(left, min(right, left + 100) + 1)
        count += len(rows) * len(columns)
        if count > _MOST_MERGED_CELLS:
            raise InvalidInput("file", "import-too-many-merged")
        found |= dict.fromkeys(
            ((row + 1, column) for row in rows for column in columns), "import-cell-merged"
        )
    return found


def _without_value(parts: zipfile.ZipFile, sheet_name: str) -> dict[tuple[int, int], str]:
    """Cells that show an error, and formulas that were never calculated: calamine gives both as blank."""
    try:
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))  # noqa: S314
        links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except ElementTree.ParseError:
        raise InvalidInput("file", "import-file-damaged") from None
    named = [e.get(_LINK) for e in book.iter(f"{_NAMESPACE}sheet") if e.get("name") == sheet_name]
    targets = [e.get("Target", "") for e in links if e.get("Id") in named]
    if not targets:
        raise InvalidInput("file", "import-file-damaged")
    target = targets[0]
    xml = parts.read(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
    found: dict[tuple[int, int], str] = {}
    for needle, pattern, key in (
        (b"<f", _CELL, "import-cell-formula"),
        (b't="e"', _ERROR_CELL, "import-cell-error"),
    ):
        if needle in xml:
            for match in re.finditer(pattern, xml):
                reference = _REFERENCE.search(match[1])
                if reference:
                    found[int(reference[2]), _column_index(reference[1].decode())] = key
    return found


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
