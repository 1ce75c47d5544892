"""Recalculation through what Excel writes and XlsxWriter does not: shared formulas, chains, zip64, grown tables."""

from __future__ import annotations

import re
import zipfile

import pytest

from tests.workbook.test_recalc import build, cells, differing, edit, needs_office, parts, run
from tests.workbook.test_share import members


def rewrite(path, change, **options):
    """Write the members again after `change` had them."""
    data = members(path)
    change(data)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as file:
        for name, content in data.items():
            file.writestr(name, content)
    return path


def test_nested_calls_and_every_form_of_argument(tmp_path):
    path = build(
        tmp_path / "a.xlsx",
        lambda f, s: (
            s.add_table("A6:B9", {"name": "T", "columns": [{"header": "n"}, {"header": "m"}], "data": [[1, 2], [3, 4], [5, 6]]}),
            f.define_name("All", "=S!$A$1:$A$4"),
            s.write_dynamic_array_formula("D1:D4", "=MFG_DOUBLE(A1:A4)", None, 0),
            s.write_formula("E1", "=MFG_SUM(MFG_DOUBLE(MFG_DOUBLE(A1:A4)))", None, 0),
            s.write_formula("E2", "=MFG_SUM(All,T[m],T[[n]:[m]])", None, 0),
            s.write_formula("E3", "=MFG_SUM(_xlfn.ANCHORARRAY(D1))", None, 0),
            s.write_formula("E4", "=MFG_SUM({1,2;3,4},5)", None, 0),
            s.write_formula("E5", "=MFG_SUM(T[#All],-1.5)", None, 0),
            s.write_formula("E6", "=mfg_sum( A1 , A2:A3 )", None, 0),
        ),
    )  # fmt: skip
    report = run(path)
    assert report.ok
    found = cells(path)
    # 3 + 1 + 2 + 5 = 11; the table's columns are 9 and 12.
    assert [found[r, 5] for r in range(1, 7)] == [44.0, 11 + 12 + 21, 22.0, 15.0, 19.5, 6.0]


def test_shared_formulas_each_have_their_own_value(tmp_path):
    path = build(tmp_path / "a.xlsx", lambda f, s: s.write("F1", "x"))
    rewrite(path, lambda d: d.update({"xl/worksheets/sheet1.xml": re.sub(
        rb"</sheetData>",
        b'<row r="11"><c r="B11"><f t="shared" ref="B11:B13" si="0">MFG_DOUBLE(A1)</f><v>0</v></c></row>'
        b'<row r="12"><c r="B12"><f t="shared" si="0"/><v>0</v></c></row>'
        b'<row r="13"><c r="B13"><f t="shared" si="0"/><v>0</v></c></row></sheetData>',
        d["xl/worksheets/sheet1.xml"])}))  # fmt: skip
    run(path)
    found = cells(path)
    assert [found[r, 2] for r in (11, 12, 13)] == [6.0, 2.0, 4.0]
    text = parts(path)["xl/worksheets/sheet1.xml"]
    assert text.count(b't="shared"') == 3
    assert run(path).up_to_date


def test_the_calculation_chain_stays_as_it_is(tmp_path):
    """No formula comes or goes, so Excel's list of them is still right, byte for byte."""
    chain = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B1" i="1" a="1"/></calcChain>'
    path = build(
        tmp_path / "a.xlsx",
        lambda f, s: s.write_dynamic_array_formula("B1:B2", "=MFG_DOUBLE(A1:A4)", None, 0),
    )
    rewrite(path, lambda d: d.update({"xl/calcChain.xml": chain}))
    before = parts(path)
    report = run(path)
    assert report.resized == [("S", "B1", "B1:B2", "B1:B4")]
    assert differing(before, parts(path)) == {"xl/worksheets/sheet1.xml"}


def test_a_zip64_package_is_read_and_its_members_kept(tmp_path):
    path = build(tmp_path / "a.xlsx", lambda f, s: s.write_formula("B1", "=MFG_SUM(A1:A4)", None, 0))
    data = members(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in data.items():
            with file.open(zipfile.ZipInfo(name), "w", force_zip64=True) as out:
                out.write(content)
    before = parts(path)
    run(path)
    assert cells(path)[1, 2] == 11.0
    assert differing(before, parts(path)) == {"xl/worksheets/sheet1.xml"}
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None


def test_a_table_that_grew_and_one_that_shrank(tmp_path):
    path = build(
        tmp_path / "a.xlsx",
        lambda f, s: (
            s.add_table("D1:D3", {"name": "T", "columns": [{"header": "n"}], "data": [[1], [2]]}),
            s.write("D4", 3),
            s.write_dynamic_array_formula("F1:F2", "=MFG_DOUBLE(T[n])", None, 2),
            s.write("F2", 4),
            s.write_formula("G1", "=MFG_SUM(_xlfn.ANCHORARRAY(F1))", None, 6),
        ),
    )
    assert run(path).up_to_date
    table = "xl/tables/table1.xml"
    rewrite(path, lambda d: d.update({table: d[table].replace(b"D1:D3", b"D1:D4")}))
    report = run(path)
    found = cells(path)
    assert [found[r, 6] for r in (1, 2, 3)] == [2.0, 4.0, 6.0]
    assert found[1, 7] == 12.0
    assert report.resized == [("S", "F1", "F1:F2", "F1:F3")]
    rewrite(path, lambda d: d.update({table: d[table].replace(b"D1:D4", b"D1:D2")}))
    run(path)
    found = cells(path)
    assert (found[1, 6], found.get((2, 6)), found[1, 7]) == (2.0, None, 2.0)


@needs_office
def test_chains_through_native_formulas_with_every_kind_of_value(tmp_path):
    path = build(
        tmp_path / "a.xlsx",
        lambda f, s: (
            s.write_formula("B1", "=A1*10", None, 0),  # native
            s.write_formula("C1", "=MFG_SUM(B1)", None, 0),  # fed by it
            s.write_formula("D1", '=IF(C1>20,"高","低")', None, ""),  # fed by that
            s.write_dynamic_array_formula("E1", "=MFG_SAME(D1)", None, ""),  # text
            s.write_formula("B2", "=MFG_SUM(A2)>0", None, False),  # a call inside, a boolean outside
            s.write_formula("B3", "=1/MFG_SUM(F9)", None, 0),  # an error
            s.write_dynamic_array_formula("C3", "=MFG_SAME(B3)", None, 0),  # handed on
            s.write_formula("B4", '=IFERROR(MFG_SAME(B3),"none")&"!"', None, ""),
        ),
    )
    report = run(path, libreoffice=True)
    found = cells(path)
    assert report.ok
    assert [found[1, c] for c in (2, 3, 4, 5)] == [30.0, 30.0, "高", "高"]
    assert found[2, 2] is True
    assert found[3, 2] == found[3, 3] == "#DIV/0!"
    assert found[4, 2] == "none!"
    assert run(path, libreoffice=True).up_to_date


def test_check_says_what_differs_and_writes_nothing(tmp_path):
    path = build(tmp_path / "a.xlsx", lambda f, s: s.write_formula("B1", "=MFG_SUM(A1:A4)", None, 11))
    edit(path, 1, b'<c r="A4"><v>5</v></c>', b'<c r="A4"><v>6</v></c>')
    before = path.read_bytes()
    report = run(path, check=True)
    assert [(c.cell, c.old, c.new) for c in report.changes] == [("B1", 11.0, 12.0)]
    assert (path.read_bytes(), report.written, report.backup) == (before, None, None)
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize("backup", [True, False])
def test_the_old_file_is_kept_unless_told_otherwise(tmp_path, backup):
    path = build(tmp_path / "a.xlsx", lambda f, s: s.write_formula("B1", "=MFG_SUM(A1:A4)", None, 0))
    before = path.read_bytes()
    report = run(path, backup=backup)
    assert (report.backup is not None) == backup
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.backup.xlsx", "a.xlsx"][not backup :]
    if backup:
        assert report.backup.read_bytes() == before
    assert run(path, backup=backup).backup is None  # nothing to write, nothing to keep
