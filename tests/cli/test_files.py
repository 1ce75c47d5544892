"""Tables from files in the encodings and shapes of the field."""

from __future__ import annotations

import codecs
import datetime as dt
import math

import numpy as np
import pytest
import xlsxwriter
from typer.testing import CliRunner

import mfg
from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework, Node
from udfs.excel import tables
from workbook.files import FileError, harmless, read_table, write_csv
from workbook.package import PackageError

TREE = Framework.of([Node("gdp", unit="亿元"), Node("rate", unit="%")])
TEXT = "城市,gdp,rate\n深圳,30664.85,5.5\n苏州,22718.34,3.9\n"


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("utf-8", TEXT.encode()),
        ("utf-8 with mark", codecs.BOM_UTF8 + TEXT.encode()),
        ("gb18030", TEXT.encode("gb18030")),
        ("gbk", TEXT.encode("gbk")),
        ("utf-16 with mark", TEXT.encode("utf-16")),
        ("utf-16 big endian with mark", codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")),
        ("utf-16 little endian, no mark", TEXT.encode("utf-16-le")),
        ("utf-16 big endian, no mark", TEXT.encode("utf-16-be")),
        ("windows line ends", TEXT.replace("\n", "\r\n").encode()),
        ("old mac line ends", TEXT.replace("\n", "\r").encode()),
        ("tabs", TEXT.replace(",", "\t").encode("utf-16")),
        ("semicolons", TEXT.replace(",", ";").encode()),
        (
            "quotes and thousands",
            '城市,gdp,rate\n"深圳","30,664.85","5.5"\n"苏州","22,718.34",3.9\n'.encode(),
        ),
        ("percent texts", "城市,gdp,rate\n深圳,30664.85,５．５％\n苏州,22718.34,3.9%\n".encode()),
        ("a title and a blank line above", ("2021 年城市数据,,\n,,\n" + TEXT).encode()),
        ("blank lines and columns", TEXT.replace("\n", ",,\n").encode() + b",,,,\n,,,,\n"),
        ("full-width digits", "城市,gdp,rate\n深圳,３０６６４．８５,5.5\n苏州,22718.34,3.9\n".encode()),
        ("other order of columns", "rate,城市,gdp\n5.5,深圳,30664.85\n3.9,苏州,22718.34\n".encode()),
        ("spaces around", "城市 , gdp ,rate\n 深圳 , 30664.85 ,5.5\n苏州,22718.34, 3.9\n".encode()),
    ],
)
def test_encodings_and_shapes_read_the_same(tmp_path, name, raw) -> None:
    path = tmp_path / "d.csv"
    path.write_bytes(raw)
    u = tables.units(read_table(path), TREE)
    assert u.names == ("深圳", "苏州"), name
    np.testing.assert_array_equal(u.values, [[30664.85, 5.5], [22718.34, 3.9]])


def sheet(path, rows, title: int = 0, name: str = "Sheet1") -> None:
    book = xlsxwriter.Workbook(str(path))
    ws = book.add_worksheet(name)
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    for i, row in enumerate(rows):
        for j, v in enumerate(row):
            if isinstance(v, dt.date):
                ws.write_datetime(title + i, j, dt.datetime.combine(v, dt.time()), date)
            elif isinstance(v, str) and v.startswith("#"):
                ws.write_formula(title + i, j, "=NA()", None, v)
            else:
                ws.write(title + i, j, v)
    book.close()


HEAD = ["城市", "gdp", "rate"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (5.5, 5.5),
        ("5.5", 5.5),
        ("5.5%", 5.5),
        ("#N/A", math.nan),
        (None, math.nan),
        ("—", math.nan),
        ("#DIV/0!", "#DIV/0!"),
        (True, "TRUE"),
        (dt.date(2021, 3, 4), "2021-03-04"),
        ("abc", "abc"),
    ],
)
def test_cells_of_a_workbook(tmp_path, cell, expected) -> None:
    """Each kind of cell is its number, missing, or a message that names the file and the cell."""
    path = tmp_path / "d.xlsx"
    sheet(path, [HEAD, ["深圳", 1.0, cell], ["苏州", 2.0, 3.9]], title=2)
    if isinstance(expected, str):
        with pytest.raises(MfgError) as caught:
            tables.units(read_table(path), TREE)
        assert expected in caught.value.cell("en")
        assert "d.xlsx!C4" in caught.value.cell("zh")
    else:
        u = tables.units(read_table(path), TREE)
        np.testing.assert_array_equal(u.values[:, 1], [expected, 3.9])


def test_xls_pdf_folder_and_broken_files_are_refused(tmp_path) -> None:
    for name, raw, error in (
        ("a.xls", b"\xd0\xcf\x11\xe0", FileError),
        ("a.pdf", b"%PDF", FileError),
        ("a.csv", b"", FileError),
        ("b.csv", b"\n\n \n", FileError),
        ("c.csv", b"\xff\xfe\x00", FileError),
        ("d.csv", b"\x81\xff\xff\xff,1\n", FileError),
        ("e.csv", b'"open,1\n2,3\n', FileError),
        ("a.xlsx", b"PK\x03\x04 broken", PackageError),
        ("b.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", PackageError),
    ):
        (tmp_path / name).write_bytes(raw)
        with pytest.raises(error) as caught:
            read_table(tmp_path / name)
        assert name in str(caught.value)
    with pytest.raises(FileError):
        read_table(tmp_path)


def test_our_own_workbook_is_read_by_its_names(tmp_path) -> None:
    """`mfg new` takes data and framework from a workbook it made before."""
    from workbook import build

    data = read_table(build.TEMPLATE, "Data")
    tree = tables.framework(read_table(build.TEMPLATE, "Framework"))
    u = tables.units(data, tree)
    want = build.template_model().units
    assert u.names == want.names
    np.testing.assert_array_equal(u.values, want.values)
    assert u.groups == want.groups


def test_formula_texts_are_quoted_in_csv(tmp_path) -> None:
    """A city called "=cmd|..." must not run when Excel opens the CSV; negative numbers stay numbers."""
    write_csv(tmp_path / "o.csv", [["=cmd|' /C calc'!A0", -1.5, "+", "@x", "-2 degrees", "深圳"]])
    line = (tmp_path / "o.csv").read_text(encoding="utf-8-sig")
    assert line.strip() == "'=cmd|' /C calc'!A0,-1.5,+,'@x,'-2 degrees,深圳"
    assert harmless("-") == "-"
    assert harmless("＝cmd") == "'＝cmd"
    assert harmless("\n=1") == "'\n=1"


def test_formula_texts_stay_texts_in_a_workbook(tmp_path) -> None:
    (tmp_path / "f.csv").write_text("code,parent\np,\nq,\n", encoding="utf-8")
    (tmp_path / "d.csv").write_text(
        'city,p,q\n=1+1,1,2\n"=HYPERLINK(""http://x"")",2,5\nc,3,1\n', encoding="utf-8"
    )
    result = CliRunner().invoke(
        mfg.app,
        [
            "new",
            str(tmp_path / "b.xlsx"),
            "--framework",
            str(tmp_path / "f.csv"),
            "--data",
            str(tmp_path / "d.csv"),
        ],
    )
    assert result.exit_code == 0, result.stderr
    from workbook.book import Book

    with Book(tmp_path / "b.xlsx") as book:
        assert book.sheet("Data").get(9, 1) == "=1+1"
        assert (9, 1) not in book.sheet("Data").formulas
