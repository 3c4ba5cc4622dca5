"""Workbooks for Excel that people take with them: a bold head that stays in sight, and nothing that runs as a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its title, the heads of its columns, its rows."""

    title: str
    heads: Sequence[str]
    rows: Iterable[Row]


def workbook(*tables: Table) -> bytes:
    """An `.xlsx` with a sheet for each table."""
    book = openpyxl.Workbook(write_only=True)
    for table in tables:
        _write(book, table)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(book: openpyxl.Workbook, table: Table) -> None:
    sheet = book.create_sheet(table.title)
    sheet.freeze_panes = "A2"
    for at, head in enumerate(table.heads, 1):
        sheet.column_dimensions[get_column_letter(at)].width = max(12, 2 * len(head) + 4)
    bold = []
    for head in table.heads:
        cell = WriteOnlyCell(sheet, head)
        cell.font = Font(bold=True)
        bold.append(cell)
    sheet.append(bold)
    for row in table.rows:
        cells = [WriteOnlyCell(sheet, value) for value in row]
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # what people typed is never a formula
        sheet.append(cells)
