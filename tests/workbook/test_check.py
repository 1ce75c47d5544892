"""What a colleague will see, and the copy without hidden data."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.workbook import stress
from tests.workbook.test_repair import OTHER, OURS, with_links
from tests.workbook.test_share import differing, members, simple
from workbook.book import Book
from workbook.clean import clean
from workbook.inspection import inspect
from workbook.inspection_texts import CLEANABLE, GROUPS, TEXTS
from workbook.package import PackageError
from workbook.share import share


def found(path, lang="en"):
    """{(group, key): level}"""
    return {(f.group, f.key): f.level for f in inspect(path, lang)[0].findings}


def with_calculation(path, old, new):
    data = members(path)
    assert data["xl/workbook.xml"].count(old) == 1
    data["xl/workbook.xml"] = data["xl/workbook.xml"].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in data.items():
            file.writestr(name, content)
    return path


CALC = b'<calcPr calcId="124519" fullCalcOnLoad="1"/>'  # XlsxWriter's own


@pytest.mark.parametrize(
    ("calculation", "key", "level"),
    [
        (CALC, "full", "error"),
        (b'<calcPr calcId="124519"/>', "old", "error"),
        (b"<calcPr/>", "unset", "error"),
        (b"", "unset", "error"),
        (b'<calcPr calcId="191029"/>', "last", "warning"),
        (b'<calcPr calcId="999999"/>', "last", "warning"),
    ],
)
def test_without_the_add_in(tmp_path, calculation, key, level):
    path = with_calculation(simple(tmp_path / "a.xlsx"), CALC, calculation)
    seen = found(path)
    assert seen["without", key] == level
    assert seen["wps", "wps"] == seen["office", "office"] == "warning"
    assert seen["with", "live"] == "info"
    assert inspect(path)[0].wrong == (level == "error")


@pytest.mark.parametrize(
    ("formula", "level"),
    [
        ("=MFG_RANK(A1:INDEX(A1:A9,3))", "warning"),
        ("=MFG_RANK(grows)", "warning"),
        ("=MFG_RANK(fixed)", None),
        ('=MFG_RANK(A1:A3,":INDEX(")', None),
    ],
)
def test_ranges_that_end_at_index(tmp_path, formula, level):
    """Excel may recalculate them on opening, which the colleague without the add-in would see."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("S")
        book.set_calc_mode("auto", 191029)
        book.calc_on_load = False
        book.define_name("grows", "=S!$A$1:INDEX(S!$A$1:$A$9,3)")
        book.define_name("fixed", "=S!$A$1:$A$3")
        sheet.write_array_formula("C1:C3", "{" + formula + "}", None, 1)
    assert found(tmp_path / "a.xlsx").get(("without", "ends")) == level


def test_a_values_copy_is_right_everywhere(tmp_path):
    path = simple(tmp_path / "a.xlsx")
    seen = found(share(path).written)
    assert {key for key in seen if key[0] != "hidden"} == {(g, "fine") for g in GROUPS if g != "hidden"}


@pytest.mark.parametrize(
    ("make", "group", "key", "level"),
    [
        (lambda p: with_links(simple(p, "=[1]!MFG_RANK(A1)"), [OURS]), "with", "links", "error"),
        (lambda p: simple(p, value="#NAME?"), "without", "names", "error"),
        (lambda p: simple(p, value="#MFG! data: S!A1 is empty"), "with", "messages", "warning"),
        (lambda p: simple(p, "=_xlfn.XLOOKUP(1,A1:A3,A1:A3)"), "office", "newer", "info"),
        (lambda p: with_links(simple(p), [OTHER]), "hidden", "external", "warning"),
    ],
)  # fmt: skip
def test_single_findings(tmp_path, make, group, key, level):
    assert found(make(tmp_path / "a.xlsx"))[group, key] == level


def test_everything_of_the_stress_workbook_in_both_languages(tmp_path):
    path = stress.build(tmp_path)
    (tmp_path / "~$stress.xlsm").write_text("")  # an open file can be looked at
    seen = {key: level for (group, key), level in found(path).items() if group == "hidden"}
    assert seen == {
        "properties": "warning", "comments": "warning", "sheets": "warning", "rows": "info", "macros": "info",
        "custom": "info",
    }  # fmt: skip
    for lang, words in (
        ("zh", ("Li Lei", "某公司", "secret", "Hidden", "批注 1 条")),
        ("en", ("1 comments",)),
    ):
        lines = "\n".join(inspect(path, lang)[0].lines(lang))
        assert all(w in lines for w in words)
        assert all(pair[lang == "en"] in lines for pair in GROUPS.values())


def test_every_text_fills_the_same_gaps():
    import re

    for zh, en in TEXTS.values():
        assert set(re.findall(r"\{\d\}", zh)) == set(re.findall(r"\{\d\}", en))


ABSOLUTE = (
    b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    b'<mc:Choice Requires="x15"><x15ac:absPath url="C:\\Users\\lilei\\work\\" '
    b'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice>'
    b"</mc:AlternateContent>"
)


def with_path(path: Path) -> Path:
    """Add what Excel writes about the folder, and a printer's settings."""
    data = members(path)
    data["xl/workbook.xml"] = (
        data["xl/workbook.xml"]
        .replace(b"<bookViews>", ABSOLUTE + b"<bookViews>")
        .replace(
            b"<workbook ",
            b'<workbook xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" ',
            1,
        )
    )
    data["xl/printerSettings/printerSettings1.bin"] = "\\\\server\\HP".encode("utf-16-le")
    rels = "xl/worksheets/_rels/sheet2.xml.rels"
    data[rels] = data[rels].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdP" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/printerSettings" Target="../printerSettings/printerSettings1.bin"/></Relationships>',
    )
    data["xl/worksheets/sheet2.xml"] = data["xl/worksheets/sheet2.xml"].replace(
        b"<drawing ", b'<pageSetup orientation="portrait" r:id="rIdP"/><drawing '
    )
    data["[Content_Types].xml"] = data["[Content_Types].xml"].replace(
        b"<Override", b'<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/><Override', 1
    )  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in data.items():
            file.writestr(name, content)
    return path


@pytest.fixture
def loaded(tmp_path):
    """Everything that --clean can remove."""
    path = stress.build(tmp_path, macros=False)
    with_path(path)
    data = members(path)
    data["xl/worksheets/sheet3.xml"] = data["xl/worksheets/sheet3.xml"].replace(
        b"<sheetData>", b'<sheetData><row r="20"><c r="Z20"><f>[1]Weights!A1*2</f><v>8</v></c></row>'
    ) if b'<row r="20"' not in data["xl/worksheets/sheet3.xml"] else data["xl/worksheets/sheet3.xml"]  # fmt: skip
    data["xl/worksheets/sheet3.xml"] = _sorted(data["xl/worksheets/sheet3.xml"])
    data["xl/workbook.xml"] = data["xl/workbook.xml"].replace(
        b"</definedNames>", b'<definedName name="Zero">[1]Weights!$A$1</definedName></definedNames>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in data.items():
            file.writestr(name, content)
    return with_links(path, [OTHER])


def _sorted(data: bytes) -> bytes:
    """Rows in their order."""
    from lxml import etree

    root = etree.fromstring(data)
    body = root.find("{*}sheetData")
    body[:] = sorted(body, key=lambda r: int(r.get("r")))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def test_clean_removes_all_that_check_lists(loaded):
    before = loaded.read_bytes()
    assert set(inspect(loaded)[0].cleanable) == set(CLEANABLE)
    done = clean(loaded, lang="en")
    assert loaded.read_bytes() == before
    assert done.written.name == "stress.clean.xlsx"
    assert set(done.removed) == set(CLEANABLE)
    assert not inspect(done.written)[0].cleanable
    text = b"".join(members(done.written).values())
    for word in (
        b"Li Lei",
        b"Meimei",
        "某公司".encode(),
        b"lilei",
        "批注".encode(),
        b"weights.xlsx",
        b"printerSettings1",
    ):
        assert word not in text
    with Book(done.written) as book:
        assert book.value("Native", 20, 26) == 8.0
        assert (20, 26) not in book.sheet("Native").formulas
        assert "Zero" not in book.defined_names
        assert set(book.defined_names) == {"Scores", "Weights"}
    assert any("1 formulas" in n for n in done.notes)
    # The button and the checkbox share the drawing of the comment's box, and stay.
    assert b"Button" in members(done.written)["xl/drawings/vmlDrawing1.vml"]
    # Everything else is as it was.
    assert "xl/worksheets/sheet4.xml" not in differing(loaded, done.written)
    assert not {n for n in differing(loaded, done.written) if "chart" in n or "media" in n or "tables" in n}


def test_clean_keeps_what_is_asked_for_and_finds_nothing_twice(loaded, tmp_path):
    done = clean(loaded, tmp_path / "b.xlsx", keep=("comments", "external"), lang="en")
    assert set(done.removed) == {"properties", "paths", "printers"}
    assert inspect(done.written)[0].cleanable == ["comments", "external"]
    rest = clean(done.written, tmp_path / "c.xlsx", lang="en").written
    again = clean(rest, tmp_path / "d.xlsx", lang="en")
    assert (again.removed, again.written) == ([], None)
    assert not (tmp_path / "d.xlsx").exists()


def test_clean_in_place_keeps_a_backup_and_refuses_other_files(loaded, tmp_path):
    before = loaded.read_bytes()
    done = clean(loaded, loaded, lang="en")
    assert done.backup.read_bytes() == before
    assert done.written == loaded
    assert not inspect(loaded)[0].cleanable
    (tmp_path / "there.xlsx").write_bytes(b"mine")
    with pytest.raises(PackageError, match="--out"):
        clean(done.backup, tmp_path / "there.xlsx", lang="en")
    assert (tmp_path / "there.xlsx").read_bytes() == b"mine"


def test_a_link_that_a_chart_uses_stays_and_is_said(loaded, tmp_path):
    data = members(loaded)
    part = next(n for n in data if "charts/chart" in n and b"Result!$A$3:$A$6" in data[n])
    data[part] = data[part].replace(b"Result!$A$3:$A$6", b"[1]Weights!$A$1:$A$4")
    path = tmp_path / "chart.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        for name, content in data.items():
            file.writestr(name, content)
    done = clean(path, lang="en")
    assert "external" not in done.removed
    assert any(part in n for n in done.notes)


def test_comments_alone_take_their_drawing_with_them(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("S").write_comment("A1", "note", {"author": "Li"})
    done = clean(path)
    assert not [n for n in members(done.written) if "vml" in n or "comments" in n]
    assert b"legacyDrawing" not in members(done.written)["xl/worksheets/sheet1.xml"]


def test_the_clean_file_is_valid_open_xml(loaded):
    command = os.environ.get("MFG_OOXML_VALIDATE")
    if not command:
        pytest.skip("MFG_OOXML_VALIDATE is not set")
    for file in (loaded, clean(loaded).written):
        done = subprocess.run([command, "-f", "xlsx", str(file)], capture_output=True, text=True, check=False)
        assert "Found 0 errors" in done.stdout, done.stdout[-2000:]
