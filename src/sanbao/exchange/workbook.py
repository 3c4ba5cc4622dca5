"""A workbook read by calamine in a process of its own.

Calamine makes room for every cell up to the last one: a file of a kilobyte with one value in the last cell of a sheet
asks for hundreds of gigabytes, and the process that asks for more than there is ends.
"""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import python_calamine

MOST_MEMORY_BYTES = 3_000_000_000

Area = tuple[tuple[int, int], tuple[int, int]]


class Unreadable(Exception):
    """The bytes are no workbook, or reading it would take too much."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A sheet, `chosen` of `names`: its rows from the first one, each from column A; None where there is no such
    sheet. Rows beyond `most_rows` with anything in them are left out, all but one. Merged areas count from 0."""

    names: Sequence[str]
    chosen: str
    rows: Sequence[tuple[int, Sequence[Any]]] | None
    merged: Sequence[Area]


def read(data: bytes, name: str | None, *, most_rows: int) -> Contents:
    """The first sheet of a workbook, or the named one; raises Unreadable."""
    asked = pickle.dumps((data, name, most_rows))
    command = [sys.executable, "-P", "-m", __name__]
    finished = subprocess.run(command, input=asked, capture_output=True, check=False)  # noqa: S603
    if finished.returncode != 0:
        raise Unreadable
    found: Contents = pickle.loads(finished.stdout)  # noqa: S301  (our own process wrote it)
    return found


def filled(rows: Iterator[Sequence[Any]], most: int) -> Iterator[tuple[int, Sequence[Any]]]:
    """Rows that hold anything, numbered from 1; at most one more than `most`."""
    count = 0
    for number, cells in enumerate(rows, 1):
        if any(cell != "" and not (isinstance(cell, str) and not cell.strip()) for cell in cells):
            yield number, cells
            count += 1
            if count > most:
                return


def _extract(data: bytes, name: str | None, most_rows: int) -> Contents:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = book.sheet_names
    chosen = name if name is not None else names[0]
    if chosen not in names:
        return Contents(names, chosen, None, ())
    sheet = book.get_sheet_by_name(chosen)
    blanks: list[Any] = [""] * (sheet.start[1] if sheet.start else 0)
    rows = list(filled((blanks + row for row in sheet.iter_rows()), most_rows))
    return Contents(names, chosen, rows, sheet.merged_cell_ranges or ())


def _limit_memory() -> None:
    """Where the system can: so that nothing else on the machine is ended instead."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    from sanbao.exchange import workbook

    _limit_memory()
    sys.stdout.buffer.write(pickle.dumps(workbook._extract(*pickle.load(sys.stdin.buffer))))  # noqa: S301
