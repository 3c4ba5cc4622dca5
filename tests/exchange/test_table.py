import pytest

from sanbao.core.errors import InvalidInput
from sanbao.exchange.columns import ImportKind
from sanbao.exchange.mapping import FileMapping, parse_mapping
from sanbao.exchange.sheet import read_sheet
from sanbao.exchange.table import lay_out
from sanbao.exchange.units import COLUMNS
from tests.exchange.factories import refusal


@pytest.mark.parametrize(
    ("table", "mapping", "path", "reason"),
    [
        ("姓名,电话\n甲,1\n", None, "file", "import-columns-missing"),
        ("编码,名称,类别\n", None, "file", "import-no-rows"),
        ("编码,名称,类别,名称\nA,甲,市,乙\n", None, "file", "import-heading-twice"),
        ("a,b\n1,2\n", '[columns]\ncode = "c"', "file", "import-mapped-headings-missing"),
        ("a,b\n1,2\n", '[columns]\nnonsense = "a"', "mapping", "import-mapping-column"),
        ("a,b\n1,2\n", "columns = 3", "mapping", "import-mapping-malformed"),
        ("a,b\n1,2\n", "{", "mapping", "import-mapping-malformed"),
        ("a,b\n1,2\n", 'time_zone = "Mars/Base"', "mapping", "import-mapping-zone"),
        ("a,b\n1,2\n", '[columns]\ncode = "{a"', "mapping", "import-mapping-malformed"),
        (",,\n,,\n", "", "file", "import-file-empty"),
        ("a,b\n1,2\n", 'date_formats = ["%Y %Y"]', "mapping", "import-mapping-malformed"),
        ("a,b\n1,2\n", "constants.weight = 1" + "0" * 5000, "mapping", "import-mapping-malformed"),
        ("a,b\n1,2\n", "constants.weight = 0x1" + "0" * 5000, "mapping", "import-mapping-malformed"),
    ],
)
def test_a_table_or_mapping_of_another_shape_is_refused_whole(table, mapping, path, reason):
    with pytest.raises(InvalidInput) as refused:
        how = parse_mapping(mapping, COLUMNS) if mapping else FileMapping()
        lay_out(read_sheet(table.encode()), ImportKind.UNITS, COLUMNS, how)
    assert refusal(refused.value) == (path, reason)


def test_headings_are_found_below_a_title_whatever_their_spaces_stars_and_width():
    table = lay_out(
        read_sheet("某街道单位名册,,\n编 码*,ＮＡＭＥ,类别（必填）\nA,甲,市\n".encode()),
        ImportKind.UNITS,
        COLUMNS,
        FileMapping(),
    )

    assert [(row.number, dict(row.cells)) for row in table.rows] == [
        (3, {"code": "A", "name": "甲", "kind": "市"})
    ]
    assert table.headings == {"code": "编 码*", "name": "ＮＡＭＥ", "kind": "类别（必填）"}


def test_constants_fill_every_row_and_defaults_the_blank_ones():
    how = parse_mapping('{"constants": {"kind": "市"}, "defaults": {"name": "无名"}}', COLUMNS)

    table = lay_out(read_sheet("编码,名称,别的\nA,甲,x\nB,,y\n".encode()), ImportKind.UNITS, COLUMNS, how)

    assert [dict(row.cells) for row in table.rows] == [
        {"kind": "市", "code": "A", "name": "甲"},
        {"kind": "市", "code": "B", "name": "无名"},
    ]
    assert table.ignored == ["别的"]
