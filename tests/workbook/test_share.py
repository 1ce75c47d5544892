"""Copies with values: what becomes a value, what stays byte for byte, and what the copy says of itself."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import zipfile

import openpyxl
import pytest
import xlsxwriter
from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple

from tests.workbook import stress
from tests.workbook.test_repair import OURS, with_links
from workbook import build, libreoffice, provenance
from workbook.book import Book
from workbook.formula import dependencies
from workbook.inspection import inspect
from workbook.package import PackageError
from workbook.recalc import recalc
from workbook.repair import repair
from workbook.share import default_target, share
from workbook.sheet import CellError

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def members(path):
    with zipfile.ZipFile(path) as file:
        return {i.filename: file.read(i) for i in file.infolist()}


def differing(before, after):
    a, b = members(before), members(after)
    return {n for n in a.keys() | b.keys() if a.get(n) != b.get(n)}


def cells(path, sheet):
    with Book(path) as book:
        found = book.sheet(sheet)
        return {(r, c): v for r, line in found.rows.items() for c, v in line.items()}, {
            k: f.text for k, f in found.formulas.items()
        }


def texts(path, sheet="Provenance"):
    return [str(v) for v in cells(path, sheet)[0].values()]


def simple(path, formula="=MFG_RANK(A1:A3)", value=1, **options):
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("S")
        sheet.write_column("A1", [3, 1, 2])
        sheet.write_formula("B1", formula, None, value)
    return path


@pytest.fixture
def book(tmp_path):
    return stress.build(tmp_path)


def test_every_mfg_cell_is_its_value_and_nothing_else(book):
    before = members(book)
    values, _ = cells(book, "Result")
    shared = share(book, who="张三", now=NOON)
    assert members(book) == before
    assert shared.written == default_target(book)
    assert (shared.formulas, shared.cells) == (7, 11)
    after, formulas = cells(shared.written, "Result")
    assert after == values
    assert isinstance(after[6, 3], CellError)
    assert after[7, 3] is True
    assert after[5, 3] == "=1+1"
    assert formulas == {(3, 7): "SUM(Result!$A$3:$A$6)", (4, 7): "SUM(Scores)", (5, 7): "C3*2"}
    assert cells(shared.written, "Native") == cells(book, "Native")


def test_every_other_member_is_the_same(book):
    copy = share(book, now=NOON).written
    fresh = max((n for n in members(copy) if "/sheet" in n), key=lambda n: int(re.findall(r"\d+", n)[-1]))
    assert differing(book, copy) == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",  # the banner
        "xl/worksheets/sheet2.xml",  # the formulas
        fresh,
    }
    # Outside the cells the two sheets are the same.
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        old, new = (re.sub(rb"<sheetData>.*</sheetData>|<dimension[^>]*>|<\?xml[^>]*\?>\s*", b"", members(p)[name], flags=re.DOTALL) for p in (book, copy))  # fmt: skip
        assert old == new
    # Styles are only added to.
    old, new = (etree.fromstring(members(p)["xl/styles.xml"]) for p in (book, copy))
    for group in ("fonts", "fills", "borders", "cellXfs", "dxfs"):
        was, now = (
            [etree.tostring(n, method="c14n") for n in root.find("{*}" + group)] for root in (old, new)
        )
        assert now[: len(was)] == was
        assert group in ("fonts", "fills", "cellXfs") or now == was
        assert new.find("{*}" + group).get("count") == str(len(now))


def test_the_copy_says_where_it_comes_from(book):
    shared = share(book, who="张三 (研究部)", lang="zh", now=NOON)
    said = "\n".join(texts(shared.written))
    for part in ("来源说明", book.name, "2026-11-23 12:00 +08:00", "张三 (研究部)", "MFG Index",
                 "Result!A3:A6", "=MFG_DOUBLE(Data[GDP])", "Result!C6", "G3"):  # fmt: skip
        assert part in said
    assert len(re.findall(r"\b[0-9a-f]{64}\b", said)) == 2
    sheet, cell = shared.banner.split("!")
    assert sheet == "Input"
    with Book(shared.written) as out:
        banner = out.value(sheet, *coordinate_to_tuple(cell))
        assert banner.startswith("数值截至 20")
        assert "Provenance" in banner
        assert out.sheet_names == ["Input", "Result", "Native", "Graph", "Hidden", "Provenance"]
        assert out.defined_names == {"Weights": "Input!$B$2:$B$5", "Scores": "Result!$A$3:$A$6"}
    english = share(book, book.with_name("en.xlsm"), lang="en", now=NOON)
    assert "whoever sent you this file" in "\n".join(texts(english.written))


def test_the_hash_of_the_inputs_follows_the_inputs_only(tmp_path):
    def hashed(path):
        with Book(path) as found:
            return provenance.inputs_hash(found)

    base = hashed(simple(tmp_path / "a.xlsx"))
    assert hashed(simple(tmp_path / "b.xlsx", value=9)) == base
    assert hashed(simple(tmp_path / "c.xlsx", "=MFG_SCORE(A1:A3)")) == base
    with xlsxwriter.Workbook(tmp_path / "d.xlsx") as other:
        other.add_worksheet("S").write_column("A1", [3, 1, 2.125])
    assert hashed(tmp_path / "d.xlsx") != base


def test_what_the_file_cannot_be(book, tmp_path):
    with pytest.raises(PackageError, match="source"):
        share(book, book, lang="en")
    with pytest.raises(PackageError, match="xlsm"):
        share(book, tmp_path / "x.xlsx", lang="en")
    share(book)
    with pytest.raises(PackageError, match="--force"):
        share(book, lang="en")
    assert share(book, force=True).formulas == 7
    (tmp_path / f"~${default_target(book).name}").write_text("")
    with pytest.raises(PackageError, match="open"):
        share(book, force=True, lang="en")


def test_an_open_and_read_only_source_can_be_shared(tmp_path):
    path = simple(tmp_path / "a.xlsx")
    (tmp_path / "~$a.xlsx").write_text("")
    path.chmod(0o444)
    copy = share(path).written
    assert cells(copy, "S")[1] == {}


def test_cells_that_were_never_calculated_are_refused_or_calculated(tmp_path):
    path = tmp_path / "a.xlsx"
    made = openpyxl.Workbook()
    made.active.title = "S"
    for row, value in enumerate([3, 1, 2], 1):
        made.active.cell(row, 1, value)
    made.active["B1"] = "=MFG_RANK(A2,A1:A3)"
    made.active["C1"] = "=MFG_VERSION()"
    made.save(path)
    with pytest.raises(PackageError, match="--recalc"):
        share(path, lang="en")
    assert not default_target(path).exists()
    copy = share(path, fresh=True, lang="en").written
    values, formulas = cells(copy, "S")
    assert formulas == {}
    assert values[1, 3].startswith("MFG Index")
    assert any("Values computed by" in t for t in texts(copy))


def test_name_errors_are_kept_and_said(tmp_path):
    shared = share(simple(tmp_path / "a.xlsx", value="#NAME?"), lang="en")
    assert cells(shared.written, "S")[0][1, 2] == "#NAME?"
    assert any("#NAME?" in note for note in shared.notes)


def test_calls_with_a_path_become_values_and_their_link_goes(tmp_path):
    path = with_links(simple(tmp_path / "a.xlsx", "=[1]!MFG_RANK(A1:A3)"), [OURS])
    copy = share(path).written
    assert not [n for n in members(copy) if "externalLink" in n]
    assert cells(copy, "S")[1] == {}


def test_shared_formulas_names_tables_and_the_calculation_chain(tmp_path):
    """What Excel writes and XlsxWriter does not: filled formulas, a chain, a column's formula."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        sheet.write_column("A1", [3, 1, 2])
        sheet.write_formula("D1", "=Named*2", None, 8)
        sheet.write_formula("D2", "=SUM(A1:A3)", None, 6)
        sheet.add_table("F1:G3", {"name": "T", "columns": [{"header": "x"}, {"header": "y", "formula": "=MFG_SUM([@x])"}]})  # fmt: skip
        book.define_name("Named", "=MFG_SUM(S!$A$1:$A$3)")
    chain = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B9" i="1"/><c r="B10"/><c r="D2"/><c r="D1"/><c r="G2" i="1"/><c r="G3"/></calcChain>'
    with zipfile.ZipFile(path) as file:
        found = {i.filename: file.read(i) for i in file.infolist()}
    found["xl/worksheets/sheet1.xml"] = found["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>",
        b'<row r="9"><c r="B9"><f t="shared" ref="B9:B10" si="0">MFG_SUM(A9)</f><v>1</v></c></row>'
        b'<row r="10"><c r="B10"><f t="shared" si="0"/><v>2</v></c></row></sheetData>',
    )
    found["xl/calcChain.xml"] = chain
    found["xl/_rels/workbook.xml.rels"] = found["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdQ" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>',
    )
    found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>',
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in found.items():
            file.writestr(name, data)
    copy = share(path, lang="en").written
    values, formulas = cells(copy, "S")
    assert formulas == {(2, 4): "SUM(A1:A3)"}
    assert (values[9, 2], values[10, 2], values[1, 4]) == (1.0, 2.0, 8.0)
    after = members(copy)
    assert re.findall(rb"<c [^>]*>", after["xl/calcChain.xml"]) == [b'<c r="D2" i="1"/>']
    assert b"MFG_" not in after["xl/tables/table1.xml"]
    assert any("name Named: MFG_SUM" in t for t in texts(copy))


def test_the_chain_and_the_metadata_go_when_nothing_uses_them(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        sheet.write_dynamic_array_formula("A1:A2", "=MFG_X(B1:B2)", None, 1)
        sheet.write_number("A2", 2)
    copy = share(path).written
    assert "xl/metadata.xml" in members(path)
    assert "xl/metadata.xml" not in members(copy)
    assert b"metadata" not in members(copy)["[Content_Types].xml"]


@pytest.mark.parametrize(
    ("fill", "expected"),
    [
        (lambda s: s.write("C9", 1), "S!A1"),
        (lambda s: s.write("A1", "title"), "S!A2"),
        (lambda s: s.merge_range("A1:F2", "x"), "S!A3"),
        (lambda s: s.write_formula("H9", "=COUNTA(A:A)"), "S!J9"),
        (lambda s: s.write_formula("H9", "=SUM(A1:B3)"), "S!A4"),
        (lambda s: s.set_row(0, None, None, {"hidden": True}), "S!A2"),
        (lambda s: s.insert_textbox("A1", "x", {"height": 50}), "S!A4"),
        (lambda s: [s.write(r, c, 1) for r in range(6) for c in range(3)], "S!E1"),
    ],
)
def test_the_banner_stands_where_nothing_is_held_or_read(tmp_path, fill, expected):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        hidden = book.add_worksheet("Before")
        sheet = book.add_worksheet("S")
        sheet.activate()
        sheet.set_first_sheet()
        hidden.hide()
        fill(sheet)
    before = cells(path, "S")[0]
    shared = share(path)
    if expected == "S!J9":  # rows 1-6 of column A are read, and so the place is beside what stands there
        assert not shared.banner.startswith("S!A")
    else:
        assert shared.banner == expected
    after = cells(shared.written, "S")[0]
    assert {k: v for k, v in after.items() if k in before} == before
    assert len(after) == len(before) + 1


def test_share_twice_numbers_the_sheet(tmp_path):
    first = share(simple(tmp_path / "a.xlsx"), tmp_path / "b.xlsx").written
    second = share(first, tmp_path / "c.xlsx").written
    with Book(second) as book:
        assert book.sheet_names == ["S", "Provenance", "Provenance (2)"]


# --- the same workbook through the other commands ------------------------------------------------


def test_recalc_touches_only_the_sheets_that_change(book, tmp_path):
    out = recalc(book, tmp_path / "out.xlsm", call=stress.call, libreoffice=False).written
    assert out.read_bytes() == book.read_bytes()  # it was up to date
    changed = tmp_path / "changed.xlsm"
    data = members(book)
    name = "xl/worksheets/sheet1.xml"
    data[name], count = re.subn(rb'(r="B5"[^>]*>)<v>5</v>', rb"\1<v>6</v>", data[name])
    assert count == 1
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as file:
        for member, content in data.items():
            file.writestr(member, content)
    report = recalc(changed, tmp_path / "done.xlsm", call=stress.call, libreoffice=False)
    assert differing(changed, report.written) == {"xl/worksheets/sheet2.xml"}
    # C4 wraps a call, and G3 to G5 are native: those wait for LibreOffice, and are said to.
    assert {c.cell: c.new for c in report.changes} == {"A6": 12.0, "C3": 12.0}
    assert {s.cell for s in report.skipped} >= {"C4", "G3", "G4", "G5"}


def test_repair_touches_nothing_without_need(book, tmp_path):
    report = repair(book, tmp_path / "out.xlsm")
    assert not report.needed
    assert not (tmp_path / "out.xlsm").exists()


def tool(name):
    found = os.environ.get(name)
    if not found:
        pytest.skip(f"{name} is not set")
    return found


@pytest.mark.parametrize("macros", [True, False])
def test_the_copy_is_valid_open_xml(tmp_path, macros):
    path = stress.build(tmp_path, macros)
    command = tool("MFG_OOXML_VALIDATE")
    for file in (path, share(path).written):
        done = subprocess.run([command, "-f", "xlsx", str(file)], capture_output=True, text=True, check=False)
        assert "Found 0 errors" in done.stdout, done.stdout[-2000:]


@pytest.mark.skipif(libreoffice.find() is None, reason="soffice (LibreOffice) is missing")
def test_libreoffice_opens_the_copy_with_the_same_values(tmp_path):
    path = stress.build(tmp_path, macros=False)
    copy = share(path).written
    opened = libreoffice.recalculate(copy, tmp_path / "office")
    before, after = cells(path, "Result")[0], cells(opened, "Result")[0]
    assert {k: after.get(k) for k in before} == before


@pytest.mark.parametrize(
    ("lang", "absent"), [("zh", "此处没有 MFG 加载项"), ("en", "The MFG add-in is not loaded here")]
)
def test_the_template_says_that_the_add_in_is_absent_and_its_copy_does_not(tmp_path, lang, absent):
    path = build.template(tmp_path / "t.xlsx", lang, name="blank")
    with Book(path) as book:
        assert book.value("About", 4, 1).startswith(absent)
        reads = dependencies(book.sheet("About").formulas[4, 1].text, "About", book)
        assert (reads.opaque, reads.volatile) == (None, True)
        assert [(a.sheet, a.rows, a.cols) for a in reads.areas] == [("Texts", 1, 1)]
    report = recalc(path, check=True, libreoffice=False)
    assert not [s for s in report.skipped if s.sheet == "About" and s.cell == "A4"]
    shared = share(path)
    assert shared.banner == "About!A4"
    values, formulas = cells(shared.written, "About")
    assert absent not in "".join(str(v) for v in values.values())
    assert (4, 1) not in formulas
    assert "#NAME?" not in values.values()
    assert not inspect(shared.written)[0].wrong
    plain = build.template(tmp_path / "v.xlsx", lang, values_only=True, name="blank")
    assert absent not in "".join(str(v) for v in cells(plain, "About")[0].values())
