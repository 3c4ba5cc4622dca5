import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from sanbao.core.errors import InvalidInput
from sanbao.exchange import sheet as sheets
from sanbao.exchange.sheet import read_sheet
from tests.exchange.factories import refusal, saved, xlsx


def test_rows_keep_the_numbers_that_excel_shows_and_blank_ones_vanish():
    data = xlsx([["编码", "名称"], ["A", "甲"], [None, None], ["B", "乙"], [None, " "]])

    assert read_sheet(data).rows == [(1, ["编码", "名称"]), (2, ["A", "甲"]), (4, ["B", "乙"])]


def test_a_table_may_begin_anywhere_on_the_sheet():
    book = openpyxl.Workbook()
    book.active["C3"], book.active["C4"] = "编码", 320205001001

    assert read_sheet(saved(book)).rows == [(3, ["", "", "编码"]), (4, ["", "", 320205001001.0])]


def test_the_first_sheet_is_read_or_the_named_one():
    book = openpyxl.Workbook()
    book.active.append(["first"])
    book.create_sheet("第二张").append(["second"])

    assert read_sheet(saved(book)).rows == [(1, ["first"])]
    assert read_sheet(saved(book), name="第二张").rows == [(1, ["second"])]
    with pytest.raises(InvalidInput) as refused:
        read_sheet(saved(book), name="第三张")
    assert refused.value.facts["sheets"] == "Sheet、第二张"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_any_of_its_encodings_and_delimiters(encoding, delimiter):
    text = f'编码{delimiter}名称\r\nA{delimiter}"甲{delimiter}乙\n丙"\r\n\r\nB{delimiter}丁\r\n'

    assert read_sheet(text.encode(encoding)).rows == [
        (1, ["编码", "名称"]),
        (2, ["A", f"甲{delimiter}乙\n丙"]),
        (4, ["B", "丁"]),
    ]


def test_cells_without_a_usable_value_are_told_with_the_reason():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["编码", "名称", "类别"])
    sheet["A2"], sheet["B2"], sheet["C2"] = "=1+1", "#N/A", "社区"
    sheet["A3"] = "B"
    sheet.merge_cells("C2:C3")

    assert read_sheet(saved(book)).broken == {
        (2, 0): "import-cell-formula",
        (2, 1): "import-cell-error",
        (2, 2): "import-cell-merged",
        (3, 2): "import-cell-merged",
    }


def _zip(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _with_sheet(changed: Callable[[bytes], bytes]) -> bytes:
    """A small workbook with the XML of its sheet changed."""
    book = zipfile.ZipFile(io.BytesIO(xlsx([["编码", "名称"], ["A", "甲"]])))
    parts = {name: book.read(name) for name in book.namelist()}
    name = "xl/worksheets/sheet1.xml"
    return _zip(**{**parts, name: changed(parts[name])})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "import-file-empty"),
        (b" \n ", "import-file-empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "import-file-old-excel"),
        (b"PK\x03\x04 and no more", "import-file-damaged"),
        (_zip(**{"word/document.xml": b"<w/>"}), "import-file-not-excel"),
        (_zip(**{"xl/workbook.xml": b"<workbook"}), "import-file-damaged"),
        (xlsx([["a"]])[:-200], "import-file-damaged"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "import-file-unreadable"),
        (b'a,b\n"c,d\n', "import-csv-malformed"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(data, reason):
    with pytest.raises(InvalidInput) as refused:
        read_sheet(data)
    assert refusal(refused.value) == ("file", reason)


def test_an_archive_that_unpacks_beyond_the_limit_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_UNPACKED_BYTES", 1_000_000)
    bomb = _zip(**{"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * 2_000_000})

    with pytest.raises(InvalidInput) as refused:
        read_sheet(bomb)
    assert refusal(refused.value) == ("file", "import-file-unpacks-too-big")


def test_an_archive_that_lies_about_its_size_is_damaged(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_UNPACKED_BYTES", 1_000_000)
    honest = _zip(**{"xl/workbook.xml": b" " * 2_000_000})
    size = (2_000_000).to_bytes(4, "little")
    assert honest.count(size) == 2

    with pytest.raises(InvalidInput) as refused:
        read_sheet(honest.replace(size, (1_000).to_bytes(4, "little")))
    assert refusal(refused.value) == ("file", "import-file-damaged")


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD20000"])
def test_a_cell_so_far_off_that_its_sheet_fits_no_memory_costs_no_more_than_a_refusal(cell):
    book = openpyxl.Workbook()
    book.active["A1"], book.active[cell] = "编码", "x"

    with pytest.raises(InvalidInput) as refused:
        read_sheet(saved(book))
    assert refusal(refused.value) == ("file", "import-file-damaged")


@pytest.mark.parametrize(
    "ballast",
    [b"<c " * 700_000, b"<c><f/>" + b" " * 2_000_000 + b"<x/>", b"<c" + b' t="e"' * 300_000 + b"<"],
)
def test_a_sheet_is_gone_through_once_whatever_is_written_in_it(ballast):
    data = _with_sheet(lambda sheet: sheet + b'<!-- <f t="e" ' + ballast + b" -->")

    read = read_sheet(data)  # took hours, and the whole server waited

    assert (read.rows, read.broken) == ([(1, ["编码", "名称"]), (2, ["A", "甲"])], {})


def test_merged_areas_end_with_the_table_and_too_many_are_refused(monkeypatch):
    data = _with_sheet(
        lambda sheet: sheet.replace(
            b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="B2:XFD1048576"/></mergeCells>'
        )
    )
    assert set(read_sheet(data).broken) == {(2, column) for column in range(1, 102)}

    monkeypatch.setattr(sheets, "_MOST_MERGED_CELLS", 100)
    with pytest.raises(InvalidInput) as refused:
        read_sheet(data)
    assert refusal(refused.value) == ("file", "import-too-many-merged")


def test_more_rows_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 10)

    with pytest.raises(InvalidInput) as refused:
        read_sheet(b"a,b\n" * 40)
    assert refusal(refused.value) == ("file", "import-too-many-rows")


@pytest.mark.parametrize("at", range(0, 5000, 97))
def test_no_damage_to_a_file_escapes_as_anything_but_a_refusal(at):
    data = bytearray(xlsx([["编码", "名称"], ["A", "甲"]]))
    data[at % len(data)] ^= 0xFF

    try:
        read_sheet(bytes(data))
    except InvalidInput as refused:
        assert refused.path == ("file",)
