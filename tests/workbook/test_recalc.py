"""Recalculation without Excel: what changes, what stays byte for byte, and what is reported."""

from __future__ import annotations

import os
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple

import workbook.package as package_module
from workbook import libreoffice
from workbook.book import Book
from workbook.package import PackageError
from workbook.patch import SheetPatch, patch_sheet
from workbook.recalc import recalc
from workbook.sheet import CellError

NUMBERS = [3.0, 1.0, 2.0, 5.0]


def call(name, args, context):
    """Small stand-ins for the worksheet functions."""

    def rows(i):
        return [list(r) for r in args[i].values]

    match name:
        case "MFG_DOUBLE":
            return [[v * 2 if isinstance(v, float) else v for v in r] for r in rows(0)]
        case "MFG_SUM":
            return [[sum(v for a in args for r in a.values for v in r if isinstance(v, float))]]
        case "MFG_SAME":
            return rows(0)
        case "MFG_PRESENT":
            return [r for r in rows(0) if r[0] is not None]
        case "MFG_NAMED":
            return [[r[0] * 10] for r in context.named("MFG_Data").values]
        case "MFG_LANGUAGE":
            return [[context.language]]
        case "MFG_WHERE":
            return [["#MFG! " + args[0].address(0, 0)]]
        case "MFG_MIXED":
            return [["甲", True, "#N/A", None, 1e-300, float("inf"), 3]]
        case "MFG_RAGGED":
            return [[1.0, 2.0], [3.0]]
        case "MFG_BREAK":
            raise RuntimeError("boom")
    return [["#NAME?"]]


def run(path, *args, **options):
    return recalc(path, *args, **{"call": call, "libreoffice": False, "language": "en", **options})


def cells(path, sheet="S"):
    with Book(path) as book:
        return {(r, c): v for r, line in book.sheet(sheet).rows.items() for c, v in line.items()}


def parts(path):
    with zipfile.ZipFile(path) as file:
        return {i.filename: file.read(i) for i in file.infolist()}


def differing(before, after):
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def edit(path, sheet, old, new):
    """Change the text of one sheet part, as another program would."""
    members = parts(path)
    name = f"xl/worksheets/sheet{sheet}.xml"
    assert members[name].count(old) == 1
    members[name] = members[name].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for member, data in members.items():
            file.writestr(member, data)


def build(path, fill, sheets=("S",), **options):
    with xlsxwriter.Workbook(path, options) as file:
        pages = [file.add_worksheet(name) for name in sheets]
        for row, value in enumerate(NUMBERS):
            pages[0].write_number(row, 0, value)
        fill(file, *pages)
    return path


needs_office = pytest.mark.skipif(
    libreoffice.find() is None and os.environ.get("CI") != "true", reason="soffice (LibreOffice) is missing"
)


@pytest.fixture
def rich(tmp_path):
    """A workbook with everything a rewrite could lose."""
    picture = tmp_path / "dot.png"
    picture.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63f8"
            "cfc0f01f0005000201a1d2e5510000000049454e44ae426082"
        )
    )

    def fill(file, data, result, other):
        bold = file.add_format({"bold": True, "num_format": "0.00"})
        data.write_rich_string("C1", "甲", bold, "乙")
        data.add_table(
            "E1:F3", {"name": "T", "data": [["a", 1.5], ["b", 2.5]], "columns": [{}, {"header": "值"}]}
        )
        data.data_validation("B1", {"validate": "list", "source": ["甲", "乙"]})
        data.conditional_format("A1:A4", {"type": "data_bar", "data_bar_2010": True})
        data.write_comment("A1", "note")
        data.insert_image("H1", str(picture))
        data.add_sparkline("B3", {"range": "数据!A1:A4"})
        file.define_name("MFG_Data", "=数据!$A$1:$A$4")
        result.write_dynamic_array_formula("A1:A4", "=MFG_DOUBLE(数据!A1:A4)", bold, 6)
        for row, value in enumerate(NUMBERS[1:], 1):
            result.write_number(row, 0, 2 * value, bold)
        result.write_formula("C1", "=MFG_SUM(T[值])", None, 4)
        result.write_dynamic_array_formula("D1:D4", "=MFG_NAMED()", None, 30)
        for row, value in enumerate(NUMBERS[1:], 1):
            result.write_number(row, 3, 10 * value)
        chart = file.add_chart({"type": "column"})
        chart.add_series({"values": "='结 果'!$A$1:$A$4"})
        result.insert_chart("F1", chart)
        result.conditional_format("A1:A4", {"type": "3_color_scale"})
        other.write_formula("A1", "='结 果'!A4", None, 10)
        other.write_formula("A2", "=MFG_SUM(数据!A2)", None, 1)

    return build(tmp_path / "富 书.xlsx", fill, ("数据", "结 果", "其他"))


def test_a_book_that_is_right_is_not_touched(rich):
    before, moment = rich.read_bytes(), rich.stat().st_mtime_ns
    report = run(rich)
    assert report.up_to_date
    assert report.ok
    assert report.written is None
    assert {i.status for i in report.items} == {"same"}
    assert (rich.read_bytes(), rich.stat().st_mtime_ns) == (before, moment)


def test_one_input_changes_exactly_what_depends_on_it(rich):
    edit(rich, 1, b'<c r="A4"><v>5</v></c>', b'<c r="A4"><v>7</v></c>')
    before = parts(rich)
    report = run(rich)
    assert [(c.sheet, c.cell, c.old, c.new) for c in report.changes] == [
        ("其他", "A1", 10.0, 14.0),
        ("结 果", "A4", 10.0, 14.0),
        ("结 果", "D4", 50.0, 70.0),
    ]
    assert [c.cell for c in report.natives] == ["A1"]
    after = parts(rich)
    assert differing(before, after) == {"xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"}
    for name in differing(before, after):
        old, new = (etree.fromstring(p[name]) for p in (before, after))
        changed = [
            a.get("r")
            for a, b in zip(old.iter("{*}c"), new.iter("{*}c"), strict=True)
            if etree.tostring(a) != etree.tostring(b)
        ]
        assert changed == (["A4", "D4"] if "2" in name else ["A1"])
        for root in (old, new):
            root.find("{*}sheetData").clear()
        assert etree.tostring(old) == etree.tostring(new)
    assert run(rich).up_to_date


def test_check_and_out_leave_the_book_alone(rich, tmp_path):
    edit(rich, 1, b'<c r="A4"><v>5</v></c>', b'<c r="A4"><v>7</v></c>')
    before = rich.read_bytes()
    report = run(rich, check=True)
    assert (report.changed, report.written) == (3, None)
    out = tmp_path / "out.xlsx"
    assert run(rich, out).written == out
    assert rich.read_bytes() == before
    assert run(out).up_to_date


def test_every_kind_of_value(tmp_path):
    def fill(file, sheet):
        sheet.write_dynamic_array_formula("C1:I1", "=MFG_MIXED()", None, 0)
        sheet.write_formula("C2", "=MFG_MIXED()", None, 0)
        sheet.write_formula("C3", "=MFG_WHERE(A2:A3)", None, 0)

    path = build(tmp_path / "a.xlsx", fill)
    report = run(path)
    found = cells(path)
    assert [found[1, c] for c in range(3, 10)] == ["甲", True, "#N/A", "", 1e-300, "#NUM!", 3.0]
    assert (found[2, 3], found[3, 3]) == ("甲", "#MFG! S!A2")
    assert [i.status for i in report.items] == ["changed", "changed", "message"]
    assert report.items[1].note.startswith("the result is 1x7 cells but the formula covers C2")
    sheet = parts(path)["xl/worksheets/sheet1.xml"]
    assert b'<c r="E1" t="e"><v>#N/A</v></c>' in sheet
    assert b'<c r="D1" t="b"><v>1</v></c>' in sheet
    assert '<c r="C1" cm="1" t="str"><f t="array" ref="C1:I1">MFG_MIXED()</f><v>甲</v></c>'.encode() in sheet
    assert run(path).up_to_date


def test_numbers_are_compared_bit_by_bit(tmp_path):
    path = build(tmp_path / "a.xlsx", lambda f, s: s.write_formula("C1", "=MFG_DOUBLE(B1)", None, 0))
    edit(path, 1, b'<c r="C1"><f>MFG_DOUBLE(B1)</f><v>0</v>', b'<c r="C1"><f>MFG_SUM(0.1,0.2)</f><v>0.3</v>')
    assert [(c.old, c.new) for c in run(path).changes] == [(0.3, 0.1 + 0.2)]
    assert b"<v>0.30000000000000004</v>" in parts(path)["xl/worksheets/sheet1.xml"]


def spilling(path, rows, more=lambda file, sheet: None, formula="=MFG_PRESENT(A1:A{0})"):
    """Column C holds a spill that was calculated when only `rows` numbers were there."""

    def fill(file, sheet):
        style = file.add_format({"bold": True})
        sheet.write_dynamic_array_formula(f"C1:C{rows}", formula.format(9), style, NUMBERS[0])
        for row in range(1, rows):
            sheet.write_number(row, 2, 99, style)
        more(file, sheet)

    return build(path, fill)


def test_a_spill_grows_with_its_style(tmp_path):
    path = spilling(tmp_path / "a.xlsx", 2, lambda f, s: s.write_number("D9", 1))
    report = run(path)
    assert report.resized == [("S", "C1", "C1:C2", "C1:C4")]
    assert report.items[0].status == "resized"
    sheet = parts(path)["xl/worksheets/sheet1.xml"]
    assert b'<f t="array" ref="C1:C4">' in sheet
    assert b'<c r="C4" s="1"><v>5</v></c>' in sheet
    assert [cells(path)[r, 3] for r in range(1, 5)] == NUMBERS
    assert run(path).up_to_date


def test_a_spill_shrinks_and_keeps_the_empty_cells_style(tmp_path):
    path = spilling(tmp_path / "a.xlsx", 7)
    assert run(path).resized == [("S", "C1", "C1:C7", "C1:C4")]
    assert b'<c r="C5" s="1"/>' in parts(path)["xl/worksheets/sheet1.xml"]
    assert run(path).up_to_date


def test_a_spill_past_the_used_cells_makes_rows_and_the_dimension(tmp_path):
    path = build(
        tmp_path / "a.xlsx", lambda f, s: s.write_dynamic_array_formula("B3:B3", "=MFG_SAME(A1:A4)", None, 3)
    )
    run(path)
    sheet = parts(path)["xl/worksheets/sheet1.xml"]
    assert b'<dimension ref="A1:B6"/>' in sheet
    assert b'<row r="6"><c r="B6"><v>5</v></c></row></sheetData>' in sheet


OBSTACLES = {
    "number": lambda f, s: s.write_number("C4", 1),
    "formula": lambda f, s: s.write_formula("C3", "=A1", None, 3),
    "merged": lambda f, s: s.merge_range("C4:D4", ""),
    "table": lambda f, s: s.add_table("C4:D6"),
    "spill": lambda f, s: s.write_dynamic_array_formula("B4:D4", "=MFG_SAME({1,2,3})", None, 1),
}


@pytest.mark.parametrize("kind", OBSTACLES)
def test_a_blocked_spill_is_an_error_and_nothing_is_overwritten(tmp_path, kind):
    path = spilling(tmp_path / "a.xlsx", 2, OBSTACLES[kind])
    before = cells(path)
    report = run(path)
    assert not report.ok
    assert next(i for i in report.items if i.cell == "C1").status == "blocked"
    after = cells(path)
    assert after[1, 3] == "#VALUE!"  # how files store #SPILL!
    assert (2, 3) not in after
    kept = {k: v for k, v in before.items() if k[1] != 3}
    assert all(after[k] == v for k, v in kept.items() if k in after and k != (4, 4))
    assert b'ref="C1"' in parts(path)["xl/worksheets/sheet1.xml"]
    assert run(path).up_to_date


@pytest.mark.parametrize(
    ("formula", "area", "expected"),
    [
        ("{=MFG_SAME(A1:A4)}", "C1:C2", [[3.0], [1.0]]),
        ("{=MFG_SAME(A1:A2)}", "C1:C3", [[3.0], [1.0], ["#N/A"]]),
        ("{=MFG_SAME(A1)}", "C1:D2", [[3.0, 3.0], [3.0, 3.0]]),
        ("{=MFG_SAME(A1:A2)}", "C1:D3", [[3.0, 3.0], [1.0, 1.0], ["#N/A", "#N/A"]]),
        ("{=MFG_RAGGED()}", "C1:D2", [[1.0, 2.0], [3.0, "#N/A"]]),
    ],
)
def test_old_array_formulas_keep_their_area(tmp_path, formula, area, expected):
    path = build(tmp_path / "a.xlsx", lambda f, s: s.write_array_formula(area, formula, None, 0))
    run(path)
    found = cells(path)
    assert [[found[r + 1, c + 3] for c in range(len(row))] for r, row in enumerate(expected)] == expected


def test_a_chain_of_functions_follows_a_resized_spill(tmp_path):
    def more(file, sheet):
        sheet.write_formula("E1", "=MFG_SUM(_xlfn.ANCHORARRAY(C1))", None, 0)
        sheet.write_formula("E2", "=MFG_SUM(C4,E1)", None, 0)
        sheet.write_formula("E3", "=E2", None, 0)

    path = spilling(tmp_path / "a.xlsx", 2, more)
    run(path)
    found = cells(path)
    assert (found[1, 5], found[2, 5], found[3, 5]) == (11.0, 16.0, 16.0)


def test_a_cycle_is_reported_and_left_alone(tmp_path):
    def fill(file, sheet):
        sheet.write_formula("C1", "=MFG_SUM(C2)", None, 1)
        sheet.write_formula("C2", "=MFG_SUM(C1)", None, 2)
        sheet.write_formula("C3", "=MFG_SUM(C3,A1)", None, 3)
        sheet.write_formula("C4", "=MFG_SUM(C1,A1)", None, 4)

    path = build(tmp_path / "a.xlsx", fill)
    report = run(path)
    assert {(s.cell, s.reason) for s in report.skipped} == {
        (c, "it depends on itself") for c in ("C1", "C2", "C3")
    }
    assert not report.ok
    assert [(c.cell, c.new) for c in report.changes] == []
    assert [i.note for i in report.items] == ["calculated from S!C1, which was not recalculated"]


SKIPPED = {
    "=MFG_SUM(nowhere)": "the name nowhere is not defined",
    "=MFG_NEW(A1)": "this version has no function MFG_NEW",
    "=MFG_BREAK()": "the function failed: RuntimeError: boom",
    "=MFG_SUM([1]Book!A1)": "a native formula; LibreOffice was not to be used",
    "=ROUND(MFG_SUM(A1),1)": "a native formula; LibreOffice was not to be used",
}


@pytest.mark.parametrize(("formula", "why"), SKIPPED.items(), ids=list(SKIPPED))
def test_what_cannot_be_calculated_is_listed_and_keeps_its_value(tmp_path, formula, why):
    path = build(tmp_path / "a.xlsx", lambda f, s: s.write_formula("C1", formula, None, 42))
    report = run(path)
    assert [(s.sheet, s.cell, s.formula, s.reason) for s in report.skipped] == [("S", "C1", formula, why)]
    assert not report.ok
    assert cells(path)[1, 3] == 42.0


def test_reasons_in_chinese(tmp_path):
    path = build(tmp_path / "a.xlsx", lambda f, s: s.write_formula("C1", "=MFG_SUM(C1)", None, 42))
    assert run(path, language="zh").skipped[0].reason == "循环引用"


@pytest.mark.parametrize(
    ("cell", "argument", "environment", "expected"),
    [
        ("English", "zh", "zh", "en"),
        ("中文", "en", "en", "zh"),
        (None, "en", "zh", "en"),
        (None, None, "en", "en"),
        (None, None, None, "zh"),
    ],
)
def test_language(tmp_path, monkeypatch, cell, argument, environment, expected):
    monkeypatch.delenv("MFG_LANG", raising=False)
    if environment:
        monkeypatch.setenv("MFG_LANG", environment)

    def fill(file, sheet):
        if cell:
            sheet.write_string("B1", cell)
            file.define_name("MFG_Language", "=S!$B$1")
        sheet.write_formula("C1", "=MFG_LANGUAGE()", None, "")

    path = build(tmp_path / "a.xlsx", fill)
    run(path, language=argument)
    assert cells(path)[1, 3] == expected


def test_a_locked_or_read_only_book_is_refused_before_any_work(rich):
    def never(*_):
        raise AssertionError

    lock = rich.with_name("~$" + rich.name)
    lock.touch()
    with pytest.raises(PackageError, match="open in another program"):
        run(rich, call=never)
    lock.unlink()
    rich.chmod(0o444)
    with pytest.raises(PackageError, match="read-only"):
        run(rich, call=never)
    assert run(rich, check=True).ok


def test_a_failure_while_writing_leaves_the_book(rich, monkeypatch):
    edit(rich, 1, b'<c r="A4"><v>5</v></c>', b'<c r="A4"><v>7</v></c>')
    before = rich.read_bytes()

    def fail(*_):
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(package_module.os, "replace", fail)
    with pytest.raises(PackageError, match="used by another process"):
        run(rich)
    assert rich.read_bytes() == before
    assert [n for n in os.listdir(rich.parent) if "tmp" in n] == []


@needs_office
class TestNatives:
    """Native formulas, through LibreOffice."""

    def natives(self, path, formulas, **options):
        def fill(file, sheet):
            for cell, formula, value in formulas:
                if formula.startswith("#"):
                    sheet.write_dynamic_array_formula(cell, formula[1:], None, value)
                else:
                    sheet.write_formula(cell, formula, None, value)

        build(path, fill)
        return run(path, libreoffice=True, **options)

    def test_function_native_function(self, tmp_path):
        path = tmp_path / "链.xlsx"
        report = self.natives(
            path,
            [
                ("B1", "=A1*10", 0),
                ("C1", "=MFG_SUM(B1,A2)", 0),
                ("D1", "=ROUND(C1/3,2)", 0),
                ("E1", "=MFG_SUM(D1,1)", 0),
                ("F1", '=IF(E1>5,"高","低")', ""),
                ("G1", "=E1>5", False),
                ("H1", "=1/(A2-1)", 0),
            ],
        )
        found = cells(path)
        assert [found[1, c] for c in range(2, 9)] == [30.0, 31.0, 10.33, 11.33, "高", True, "#DIV/0!"]
        assert report.ok
        assert not run(path, libreoffice=True).changes

    def test_values_that_say_the_same_are_left_as_they_are(self, tmp_path):
        path = tmp_path / "a.xlsx"
        report = self.natives(path, [("B1", "=A1/7", 3 / 7), ("C1", "=MFG_SUM(B1)", 3 / 7)])
        assert report.up_to_date
        assert report.written is None

    def test_natives_over_a_spill_and_around_functions(self, tmp_path):
        path = tmp_path / "a.xlsx"
        report = self.natives(
            path,
            [
                ("C1:C2", "#=MFG_SAME(A1:A4)", 0),
                ("D1", "=SUM(_xlfn.ANCHORARRAY(C1))", 0),
                ("D2", "=INDEX(MFG_DOUBLE(A1:A4),4)&MFG_LANGUAGE()", ""),
                ("D3", "=ROUND(MFG_SUM(D1),0)", 0),
            ],
        )
        found = cells(path)
        assert (found[1, 4], found[2, 4], found[3, 4]) == (11.0, "10en", 11.0)
        assert report.ok

    def test_what_libreoffice_does_not_know_is_listed(self, tmp_path):
        path = tmp_path / "a.xlsx"
        report = self.natives(
            path,
            [
                ("B1", "=_xlfn.NOSUCHFUNCTION(A1)", 7),
                ("C1", "=IFERROR(B1,0)", 7),
                ("D1", "=MFG_SUM(C1)", 0),
            ],
        )
        found = cells(path)
        assert [found[1, c] for c in (2, 3, 4)] == [7.0, 7.0, 7.0]
        assert [s.reason for s in report.skipped] == [
            "LibreOffice does not know a function in it; open it in Excel",
            "it depends on S!B1, which was not recalculated",
        ]
        assert not report.ok

    def test_formulas_that_may_read_anything(self, tmp_path):
        path = tmp_path / "a.xlsx"
        report = self.natives(
            path,
            [
                ("B1", "=MFG_SUM(A1)", 0),
                ("C1", '=INDIRECT("B1")+1', 0),
                ("D1", "=MFG_SUM(C1)", 0),
                ("F1", "=RAND()", 0.5),
            ],
        )
        found = cells(path)
        assert [found[1, c] for c in (2, 3, 4, 6)] == [3.0, 4.0, 4.0, 0.5]
        assert "S!C1: taken as depending on every cell" in report.notes[0]
        assert [(s.cell, s.harmless) for s in report.skipped] == [("F1", True)]
        assert report.ok

    def test_a_missing_office_is_said(self, tmp_path, monkeypatch):
        monkeypatch.setenv("MFG_SOFFICE", str(tmp_path / "nothing"))
        report = self.natives(tmp_path / "a.xlsx", [("B1", "=A1*2", 0), ("C1", "=MFG_SUM(B1)", 1)])
        assert [s.reason for s in report.skipped] == [
            "a native formula; LibreOffice is not installed to calculate it"
        ]
        assert report.items[0].note == "calculated from S!B1, which was not recalculated"
        assert cells(tmp_path / "a.xlsx")[1, 3] == 0.0

    def test_a_failing_office_is_said(self, tmp_path, monkeypatch):
        monkeypatch.setattr(libreoffice, "TIMEOUT", 0.01)
        report = self.natives(tmp_path / "a.xlsx", [("B1", "=A1*2", 0), ("C1", "=MFG_SUM(B1)", 0)])
        assert "longer than" in report.skipped[0].reason

    def test_the_office_never_sees_the_book(self, tmp_path, monkeypatch):
        seen = []
        real = libreoffice.subprocess.Popen

        def spy(command, **options):
            seen.extend(command)
            return real(command, **options)

        monkeypatch.setattr(libreoffice.subprocess, "Popen", spy)
        path = tmp_path / "mine.xlsx"
        self.natives(path, [("B1", "=A1*2", 0), ("C1", "=MFG_SUM(B1)", 0)])
        assert seen
        assert not any(str(tmp_path) in part for part in seen)

    def test_print_to_pdf(self, rich, tmp_path):
        pdf = libreoffice.to_pdf(rich, tmp_path / "pdf")
        assert pdf.name == "富 书.pdf"
        assert pdf.read_bytes()[:5] == b"%PDF-"


@needs_office
@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm"])
def test_a_book_saved_without_any_values(tmp_path, suffix):
    """openpyxl drops cached values; everything is calculated from the inputs."""
    path = build(
        tmp_path / "a.xlsx",
        lambda f, s: (
            s.write_formula("B1", "=A1*10"),
            s.write_formula("C1", "=MFG_SUM(B1,A2)"),
            s.write_formula("D1", "=C1&B1"),
            s.write_array_formula("E1:E2", "{=MFG_SAME(A1:A2)}"),
        ),
    )
    book = openpyxl.load_workbook(path)
    saved = tmp_path / f"b{suffix}"
    book.save(saved)
    book.close()
    assert (1, 3) not in cells(saved)
    before = saved.read_bytes()
    report = run(saved, libreoffice=True)
    assert report.backup.read_bytes() == before
    found = cells(saved)
    assert [found[1, c] for c in (2, 3, 4, 5)] == [30.0, 31.0, "3130", 3.0]
    assert found[2, 5] == 1.0
    assert report.ok
    assert not [n for n in os.listdir(tmp_path) if n not in ("a.xlsx", saved.name, f"b.backup{suffix}")]


def test_rows_and_cells_without_addresses_and_other_prefixes(tmp_path):
    path = build(tmp_path / "a.xlsx", lambda f, s: s.write_formula("C1", "=MFG_SUM(A1)", None, 0))
    members = parts(path)
    members["xl/worksheets/sheet1.xml"] = (
        '<?xml version="1.0" encoding="utf-8"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/'
        'spreadsheetml/2006/main"><x:sheetData><x:row><x:c><x:v>3</x:v></x:c><x:c t="inlineStr"><x:is><x:t>旧</x:t>'
        "</x:is><!-- note --></x:c><x:c><x:f>MFG_SUM(A1)</x:f><x:v>1</x:v></x:c></x:row>"
        '<x:row r="3"><x:c r="C3" cm="1"><x:f t="array" ref="C3">MFG_SAME({1;"新"})</x:f></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    ).encode()
    with zipfile.ZipFile(path, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    run(path)
    assert cells(path) == {(1, 1): 3.0, (1, 2): "旧", (1, 3): 3.0, (3, 3): 1.0, (4, 3): "新"}
    sheet = parts(path)["xl/worksheets/sheet1.xml"].decode()
    assert sheet.startswith('<?xml version="1.0" encoding="utf-8"?><x:worksheet ')
    assert "<!-- note -->" in sheet
    assert '<x:row r="4"><x:c r="C4" t="str"><x:v>新</x:v></x:c></x:row>' in sheet


@given(
    st.dictionaries(
        st.tuples(st.integers(1, 30), st.integers(1, 30)),
        st.one_of(
            st.floats(allow_nan=False, allow_infinity=False),
            st.booleans(),
            st.text(max_size=20),
            st.sampled_from([CellError("#N/A"), CellError("#DIV/0!")]),
        ),
        min_size=1,
        max_size=30,
    )
)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_value_comes_back_as_it_was_written(tmp_path, values):
    path = build(tmp_path / "a.xlsx", lambda f, s: s.write_number("H8", 4))
    with Book(path) as book:
        sheet = book.sheet("S")
        book.package.rewrite({sheet.part: patch_sheet(book.package, sheet.part, SheetPatch(values=values))})
    found = cells(path)
    for cell, value in values.items():
        assert type(found[cell]) is type(value)
        assert found[cell] == value
    root = etree.fromstring(parts(path)["xl/worksheets/sheet1.xml"])
    for row in root.iter("{*}row"):
        places = [coordinate_to_tuple(c.get("r")) for c in row]
        assert places == sorted(places)
        assert {r for r, _ in places} <= {int(row.get("r"))}
    numbers = [int(r.get("r")) for r in root.iter("{*}row")]
    assert numbers == sorted(set(numbers))
