"""Reading workbooks: typed values, formulas, names, tables, dates."""

from __future__ import annotations

import datetime as dt
import time
import zipfile

import pytest
import xlsxwriter

from workbook.book import Book
from workbook.package import PackageError
from workbook.references import Area
from workbook.sheet import CellError


@pytest.fixture
def book(tmp_path):
    """A workbook of every kind of cell, by XlsxWriter."""
    path = tmp_path / "书.xlsx"
    with xlsxwriter.Workbook(path) as file:
        data = file.add_worksheet("数据 一")
        bold = file.add_format({"bold": True})
        day = file.add_format({"num_format": "yyyy-mm-dd"})
        for row, name in enumerate(["城市", "深圳", "广州"]):
            data.write_string(row, 0, name)
        data.write_number("B2", 1 / 3)
        data.write_boolean("B3", True)
        data.write_rich_string("C2", "甲", bold, "乙", " 丙")
        data.write_datetime("C3", dt.datetime(2022, 5, 1), day)
        data.write_number("C4", 2022.0)
        data.write_formula("D2", "=1/0", None, "#DIV/0!")
        data.write_formula("D3", '="甲"&"乙"', None, "甲乙")
        data.write_string("D4", "#N/A")
        data.write_dynamic_array_formula("F2:F3", "=MFG_X(A2:A3)", None, 7)
        data.write_array_formula("G2:G3", "{=A2:A3}", None, "深圳")
        data.add_table("J1:K4", {"name": "城市表", "columns": [{"header": "城市"}, {"header": "G'DP[1]"}]})
        other = file.add_worksheet("Other")
        other.write_number("A1", 5)
        file.define_name("MFG_Data", "='数据 一'!$A$1:$B$3")
        file.define_name("MFG_Table", "=城市表[城市]")
        file.define_name("Other!local", "=Other!$A$1")
        file.add_chartsheet("图")
    with Book(path) as opened:
        yield opened


def test_values_keep_their_type(book):
    def value(cell):
        return book.value("数据 一", *cell)

    assert value((2, 1)) == "深圳"
    assert value((2, 2)) == 1 / 3
    assert value((3, 2)) is True
    assert value((2, 3)) == "甲乙 丙"
    assert value((4, 3)) == 2022.0
    assert value((2, 4)) == "#DIV/0!"
    assert isinstance(value((2, 4)), CellError)
    assert value((3, 4)) == "甲乙"
    assert not isinstance(value((4, 4)), CellError)
    assert value((50, 50)) is None


def test_blocks_know_dates_and_addresses(book):
    block = book.block(Area("数据 一", 2, 2, 4, 3))
    assert block.values == [[1 / 3, "甲乙 丙"], [True, dt.datetime(2022, 5, 1)], [None, 2022.0]]
    assert block.address is not None
    assert block.address(1, 1) == "'数据 一'!C3"


def test_whole_columns_are_cut_to_the_used_cells(book):
    assert len(book.block(Area("数据 一", 1, 1, 1_048_576, 2)).values) == 4
    assert len(book.block(Area("数据 一", 2, 1, 3, 16_384)).values[0]) == 11
    assert book.block(Area("absent", 1, 1, 1, 1)).values == [["#REF!"]]


def test_formulas_names_and_tables(book):
    formulas = book.sheet("数据 一").formulas
    assert (formulas[2, 6].text, formulas[2, 6].kind) == ("MFG_X(A2:A3)", "spill")
    assert (formulas[2, 7].text, formulas[2, 7].kind) == ("A2:A3", "array")
    assert formulas[2, 4].kind == "normal"
    assert book.spill("数据 一", 2, 6) == Area("数据 一", 2, 6, 3, 6)
    assert book.named_area("mfg_data") == Area("数据 一", 1, 1, 3, 2)
    assert book.named_area("MFG_Table") == Area("数据 一", 2, 10, 4, 10)
    assert book.name("local", "Other") == "Other!$A$1"
    assert book.name("local", "数据 一") is None
    assert book.table("城市表").columns == ("城市", "G'DP[1]")
    assert book.sheet_names == ["数据 一", "Other", "图"]
    assert book.full_calc_on_load


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def replace_sheet(path, cells, sheet="xl/worksheets/sheet1.xml", **parts):
    """Put hand-written rows into a workbook."""
    with zipfile.ZipFile(path) as file:
        members = {i.filename: file.read(i) for i in file.infolist()}
    members[sheet] = f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    with zipfile.ZipFile(path, "w") as file:
        for name, data in members.items():
            for old, new in parts.get(name.rpartition("/")[2].partition(".")[0], ()):
                data = data.replace(old, new)
            file.writestr(name, data)
    return path


@pytest.fixture
def plain(tmp_path):
    path = tmp_path / "plain.xlsx"
    with xlsxwriter.Workbook(path) as file:
        file.add_worksheet("S")
    return path


def test_shared_formulas_are_written_out_for_each_cell(plain):
    replace_sheet(
        plain,
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">MFG_X(A1,$A$1,S!A1:C1,T[[A1]:[B1]],name)</f></c>'
        '</row><row r="3"><c r="B3"><f t="shared" si="0"/><v>3</v></c></row>',
    )
    with Book(plain) as book:
        assert book.sheet("S").formulas[3, 2].text == "MFG_X(A3,$A$1,S!A3:C3,T[[A1]:[B1]],name)"


def test_cells_without_addresses_inline_strings_and_escapes(plain):
    replace_sheet(
        plain,
        '<row><c><v>1</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>'
        '<row r="5"><c r="C5" t="str"><v>x_x000A_y</v></c><c t="d"><v>2022-05-01T00:00:00</v></c></row>',
    )
    with Book(plain) as book:
        assert book.sheet("s").rows == {
            1: {1: 1.0, 2: "ab"},
            5: {3: "x\ny", 4: dt.datetime(2022, 5, 1)},
        }


def test_the_1904_date_system(tmp_path):
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as file:
        sheet = file.add_worksheet("S")
        sheet.write_datetime("A1", dt.datetime(2022, 5, 1), file.add_format({"num_format": 14}))
    with Book(path) as book:
        assert book.block(Area("S", 1, 1, 1, 1)).values == [[dt.datetime(2022, 5, 1)]]


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="x"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>one</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
        '<row r="1">&undefined;</row>',
    ],
)
def test_broken_sheets_are_damaged_files(plain, cells):
    replace_sheet(plain, cells)
    with pytest.raises(PackageError, match="damaged"):
        Book(plain)


def test_a_large_sheet_is_read_in_seconds(tmp_path):
    path = tmp_path / "large.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as file:
        sheet = file.add_worksheet("S")
        for row in range(3000):
            for col in range(100):
                sheet.write_number(row, col, row / 7 + col)
    start = time.perf_counter()
    with Book(path) as book:
        block = book.block(Area("S", 1, 1, 3000, 100))
    assert (len(block.values), block.values[2999][99]) == (3000, 2999 / 7 + 99)
    assert time.perf_counter() - start < 15
