"""From a sheet to rows under our columns, by its own headings or by a mapping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sanbao.core.errors import InvalidInput
from sanbao.exchange.cells import plain
from sanbao.exchange.columns import Column, ImportKind, normalised, recognised
from sanbao.exchange.mapping import FileMapping, filled, placeholders
from sanbao.exchange.sheet import MOST_ROWS, Cell, Sheet

_HEADING_ROWS = 20
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row: cells by our column keys, blank ones left out, and the columns whose cell has no usable value."""

    number: int
    cells: Mapping[str, Cell]
    broken: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under our columns. `headings`: column key → as the file calls it; `ignored`: headings not used."""

    sheet: str
    rows: Sequence[RawRow]
    headings: Mapping[str, str]
    ignored: Sequence[str]


def lay_out(
    sheet: Sheet,
    kind: ImportKind,
    columns: Sequence[Column],
    mapping: FileMapping,
    supplied: Container[str] = (),
) -> Table:
    """Find the headings and give the rows below; raises InvalidInput on `file` for a table of another shape.

    `supplied` are required columns that the file need not have.
    """
    if not sheet.rows:
        raise InvalidInput("file", "import-file-empty")
    if mapping.headings:
        headings: list[str] = list(mapping.headings)
        body: Sequence[tuple[int, Sequence[Cell]]] = sheet.rows
    else:
        at = _heading_row(sheet, columns, mapping)
        headings = [plain(cell) for cell in sheet.rows[at][1]]
        body = sheet.rows[at + 1 :]
    twice = [name for name, count in Counter(filter(None, map(normalised, headings))).items() if count > 1]
    if mapping.columns:
        sources, ignored = _mapped(headings, mapping)
    else:
        found, ignored = recognised(headings, columns)
        sources = {key: headings[index] for key, index in found.items()}
        _check_required(found, kind, columns, mapping, supplied)
    for source in sources.values():
        for name in placeholders(source) or [source]:
            if normalised(name) in twice:
                raise InvalidInput("file", "import-heading-twice", heading=name)
    if not body:
        raise InvalidInput("file", "import-no-rows")
    if len(body) > MOST_ROWS:
        raise InvalidInput("file", "import-too-many-rows", most=MOST_ROWS)
    rows = list(_rows(body, headings, sources, mapping, sheet.broken))
    return Table(sheet.name, rows, sources, ignored)


def _heading_row(sheet: Sheet, columns: Sequence[Column], mapping: FileMapping) -> int:
    """The row among the first ones with the most headings that are known or mapped."""
    wanted = {
        normalised(name) for source in mapping.columns.values() for name in placeholders(source) or [source]
    }

    def score(at: int) -> int:
        cells = sheet.rows[at][1]
        if wanted:
            return len(wanted & {normalised(plain(cell)) for cell in cells})
        return len(recognised([plain(cell) for cell in cells], columns)[0])

    return max(range(min(len(sheet.rows), _HEADING_ROWS)), key=lambda at: (score(at), -at))


def _mapped(headings: Sequence[str], mapping: FileMapping) -> tuple[dict[str, str], list[str]]:
    present = {normalised(heading): heading for heading in headings}
    needed = [name for source in mapping.columns.values() for name in placeholders(source) or [source]]
    needed += mapping.skip
    missing = [name for name in dict.fromkeys(needed) if normalised(name) not in present]
    if missing:
        raise InvalidInput("file", "import-mapped-headings-missing", headings="、".join(missing[:20]))
    used = {normalised(name) for name in needed}
    return dict(mapping.columns), [h for h in headings if h and normalised(h) not in used]


def _check_required(
    found: Mapping[str, int],
    kind: ImportKind,
    columns: Sequence[Column],
    mapping: FileMapping,
    supplied: Container[str],
) -> None:
    given = {*found, *mapping.constants, *mapping.defaults}
    missing = [c for c in columns if c.required and c.key not in given and c.key not in supplied]
    if not missing:
        return
    raise InvalidInput(
        "file",
        "import-columns-missing",
        kind=kind.value.lower(),
        missing="、".join(f"{column.heading} {column.heading_en}" for column in missing),
    )


def _rows(
    body: Sequence[tuple[int, Sequence[Cell]]],
    headings: Sequence[str],
    sources: Mapping[str, str],
    mapping: FileMapping,
    broken: Mapping[tuple[int, int], str],
) -> Iterator[RawRow]:
    index = {normalised(heading): i for i, heading in reversed(list(enumerate(headings)))}
    simple = {k: index[normalised(s)] for k, s in sources.items() if not placeholders(s)}
    patterns = {k: s for k, s in sources.items() if placeholders(s)}
    skip = {index[normalised(heading)]: frozenset(values) for heading, values in mapping.skip.items()}
    broken_rows = {row for row, _ in broken}
    for number, cells in body:
        width = len(cells)
        if any(i < width and plain(cells[i]) in values for i, values in skip.items()):
            continue
        row: dict[str, Cell] = dict(mapping.constants)
        for key, i in simple.items():
            if i < width and cells[i] != "":
                row[key] = cells[i]
        if patterns:
            by_heading = {h: plain(c) for h, c in zip(headings, cells, strict=False)}
            for key, pattern in patterns.items():
                row[key] = filled(pattern, by_heading)
        for key, values in mapping.values.items():
            if key in row:
                row[key] = values.get(plain(row[key]), row[key])
        for key, default in mapping.defaults.items():
            if key not in row or not plain(row[key]):
                row[key] = default
        reasons = (
            {key: broken[number, i] for key, i in simple.items() if (number, i) in broken}
            if number in broken_rows
            else _NONE
        )
        filled_cells = {k: c for k, c in row.items() if not isinstance(c, str) or plain(c)}
        yield RawRow(number, filled_cells, reasons)
