"""Tables to fill in: one `.xlsx` for each kind, with headings, drop-down lists, examples and an explanation."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sanbao.core.catalogue import sentence
from sanbao.exchange.columns import Column, ImportKind
from sanbao.exchange.service import COLUMNS

_ROWS_TO_FILL = 5_000
_NAMES = {
    ImportKind.UNITS: "单位",
    ImportKind.MEMBERS: "成员",
    ImportKind.MENU: "服务菜单",
    ImportKind.REQUESTS: "服务需求",
}
_BOLD = Font(bold=True)
_REQUIRED = PatternFill("solid", fgColor="FFE5CC")
_OPTIONAL = PatternFill("solid", fgColor="E8F0FE")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def template(kind: ImportKind) -> bytes:
    """An `.xlsx`: the sheet to fill (headings only, so that it can be sent in as it is), 说明, 示例."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _NAMES[kind]
    columns = COLUMNS[kind]
    _headings(sheet, columns)
    _choices(sheet, columns)
    _explain(book.create_sheet("说明"), kind, columns)
    examples = book.create_sheet("示例")
    _headings(examples, columns)
    for row in range(2):
        for at, column in enumerate(columns, 1):
            examples.cell(row + 2, at, column.examples[row]).number_format = "@"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _headings(sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    for at, column in enumerate(columns, 1):
        cell = sheet.cell(1, at, f"{column.heading}*" if column.required else column.heading)
        cell.font, cell.fill = _BOLD, _REQUIRED if column.required else _OPTIONAL
        dimension = sheet.column_dimensions[get_column_letter(at)]
        dimension.width = max(12, 2 * len(column.heading) + 4)
        dimension.number_format = "@"  # text, so that long numbers stay as they are typed
    sheet.freeze_panes = "A2"


def _choices(sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    for at, column in enumerate(columns, 1):
        if column.choices:
            letter = get_column_letter(at)
            listed = DataValidation(
                type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True, showErrorMessage=True
            )
            listed.error = f"请从列表中选择：{'、'.join(column.choices)}"
            sheet.add_data_validation(listed)
            listed.add(f"{letter}2:{letter}{_ROWS_TO_FILL + 1}")


def _explain(sheet: Worksheet, kind: ImportKind, columns: tuple[Column, ...]) -> None:
    sheet.append([sentence("import-template-intro", {}, "zh")])
    sheet.append([sentence("import-template-intro", {}, "en")])
    sheet.append([])
    sheet.append(["列", "Column", "必填", "怎么填", "What goes in"])
    for column in columns:
        sheet.append(
            [
                column.heading,
                column.heading_en,
                "是" if column.required else "",
                sentence(column.expectation(kind), {}, "zh"),
                sentence(column.expectation(kind), {}, "en"),
            ]
        )
    for cells in sheet.iter_rows(min_row=4, max_row=4):
        for cell in cells:
            cell.font = _BOLD
    for letter, width in zip("ABCDE", (16, 24, 8, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    for cells in sheet.iter_rows(min_row=5):
        for cell in cells:
            cell.alignment = _WRAPPED
