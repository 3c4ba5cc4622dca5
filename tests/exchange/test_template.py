import io
from datetime import UTC, datetime

import openpyxl
import pytest
import time_machine

from sanbao.core.catalogue import sentences
from sanbao.core.errors import InvalidInput
from sanbao.exchange.columns import ImportKind
from sanbao.exchange.mapping import FileMapping
from sanbao.exchange.report import harmless
from sanbao.exchange.service import COLUMNS
from sanbao.exchange.sheet import read_sheet
from sanbao.exchange.table import lay_out
from sanbao.exchange.template import template
from tests.exchange.factories import counts, faults, make_skills, refusal, run


@pytest.mark.parametrize("kind", ImportKind)
def test_a_template_has_every_column_its_lists_and_an_explanation(kind):
    book = openpyxl.load_workbook(io.BytesIO(template(kind)))

    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert headings == [f"{c.heading}*" if c.required else c.heading for c in COLUMNS[kind]]
    lists = {str(v.sqref).split("2:")[0]: v.formula1 for v in sheet.data_validations.dataValidation}
    assert len(lists) == sum(bool(c.choices) for c in COLUMNS[kind])
    explained = {row[0].value: row[3].value for row in book["说明"].iter_rows(min_row=5)}
    assert set(explained) == {c.heading for c in COLUMNS[kind]}
    assert all(explained.values())


@pytest.mark.parametrize("kind", ImportKind)
def test_every_column_is_explained_in_both_languages(kind):
    missing = [c.expectation(kind) for c in COLUMNS[kind] if c.expectation(kind) not in sentences()]
    assert missing == []


@pytest.mark.parametrize("kind", ImportKind)
def test_no_two_columns_answer_to_one_name(kind):
    names = [name for column in COLUMNS[kind] for name in set(column.names())]
    assert len(names) == len(set(names))


def test_an_empty_template_says_that_there_is_nothing_in_it():
    with pytest.raises(InvalidInput) as refused:
        lay_out(
            read_sheet(template(ImportKind.UNITS)), ImportKind.UNITS, COLUMNS[ImportKind.UNITS], FileMapping()
        )
    assert refusal(refused.value) == ("file", "import-no-rows")


async def test_the_examples_of_the_templates_can_be_imported(db):
    await make_skills("急救", "陪护", "理发")
    with time_machine.travel(datetime(2026, 11, 23, 2, tzinfo=UTC), tick=False):
        for kind in ImportKind:
            report = await run(kind, template(kind), sheet="示例")
            assert counts(report) == (2, 0, 0, 0), faults(report)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_of_an_error_table_runs_as_a_formula(cell):
    assert harmless(cell) == f"'{cell}"


async def test_the_error_table_quotes_what_the_file_said(db):
    report = await run(ImportKind.UNITS, "编码,名称,类别\nA,甲,=HYPERLINK()\n")

    assert report.errors_csv("en").splitlines()[1].split(",")[:4] == ["csv", "2", "类别", "'=HYPERLINK()"]
