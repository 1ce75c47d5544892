"""Link repair without Excel: calls become plain, our link goes, the other one moves up, the rest stays."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import zipfile

import pytest
import xlsxwriter
from lxml import etree

from workbook import libreoffice
from workbook.links import is_addin, plain
from workbook.package import Package, PackageError
from workbook.repair import repair

HOME = r"C:\Users\张 三\AppData\Roaming\Microsoft\Excel\XLSTART\MFG.xlam"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"

FORMULAS = [
    # what the file holds, what it shall hold; 1 is our add-in, 2 another workbook, 3 a second copy of ours
    ("[1]!MFG_RANK(A1:A9)", "MFG_RANK(A1:A9)"),
    (f"'{HOME}'!MFG_RANK(A1:A9)", "MFG_RANK(A1:A9)"),
    (r"'C:\it''s\mfg (1).XLAM'!mfg_rank(A1)", "mfg_rank(A1)"),
    ("MFG.xlam!MFG_RANK(A1)", "MFG_RANK(A1)"),
    ("[3]!MFG_SCORE([1]!MFG_NORM(A1:B9),[2]Weights!A1:B1)", "MFG_SCORE(MFG_NORM(A1:B9),[1]Weights!A1:B1)"),
    ("SUM('[2]My Sheet'!A1,[1]!MFG_RANK(1),-[2]!Rate)", "SUM('[1]My Sheet'!A1,MFG_RANK(1),-[1]!Rate)"),
    ("_xlfn.SINGLE([1]!MFG_RANK(A1:A9))", "_xlfn.SINGLE(MFG_RANK(A1:A9))"),
    ("[2]A:C!$B$2+[2]A!1:2", "[1]A:C!$B$2+[1]A!1:2"),
    # what must stay: texts, table columns called 1 or 2, other add-ins, this workbook, a sheet of the add-in
    ('IF(A1="[1]!MFG_RANK(","\'MFG.xlam\'!MFG_X(",1)', None),
    ("Table1[1]+SUM(Table1[[1]:[2]])", None),
    ("Table1[Bob''s '[1']]", None),
    (r"'C:\tools\Other.xlam'!MFG_RANK(1)", None),
    ("[0]!Name", None),
    ("MFG_RANK(A1:A9)", None),
    ("'it''s a sheet'!A1", None),
]


@pytest.mark.parametrize(("before", "after"), FORMULAS)
def test_formula_texts(before, after) -> None:
    once = plain(before, frozenset({1, 3}), {2: 1})
    assert once.text == (before if after is None else after)
    assert plain(once.text, frozenset()).text == once.text
    if after is None:
        assert once.text is before
        assert once.calls == 0


def test_what_still_uses_a_link() -> None:
    assert plain("[1]!Other(1)+[2]S!A1", frozenset({1})).used == {1, 2}
    assert plain("[1]!MFG_RANK(1)", frozenset({1})).used == frozenset()
    assert plain("[1]!MFG_RANK(1)", frozenset({2})).used == {1}  # not our link: left alone
    assert plain("[0]!Name", frozenset()).used == frozenset()


@pytest.mark.parametrize(
    ("target", "ours"),
    [
        ("file:///" + HOME.replace("\\", "/"), True),
        ("MFG.xlam", True),
        ("MFG%20(1).xlam", True),
        ("MFG-0.2.xla", True),
        ("MFGtools.xlam", False),
        ("book.xlsx", False),
        ("MFG.xlsx", False),
    ],
)
def test_which_files_are_our_add_in(target, ours) -> None:
    assert is_addin(target) == ours


# --- files ----------------------------------------------------------------------------------------


def link_part(sheets: list[str], names: list[str]) -> bytes:
    inside = "".join(f'<sheetName val="{s}"/>' for s in sheets)
    defined = "".join(f'<definedName name="{n}"/>' for n in names)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<externalLink xmlns="{MAIN}">'
        f'<externalBook xmlns:r="{OFFICE}" r:id="rId1">'
        + (f"<sheetNames>{inside}</sheetNames>" if inside else "")
        + (f"<definedNames>{defined}</definedNames>" if defined else "")
        + "</externalBook></externalLink>"
    ).encode()


def link_rels(target: str, kind: str = "externalLinkPath") -> bytes:
    space = OFFICE if kind == "externalLinkPath" else "http://schemas.microsoft.com/office/2006/relationships"
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="rId1" Type="{space}/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    ).encode()


OURS = ("MFG.xlam", "xlExternalLinkPath/xlStartup", [], ["MFG_RANK"])
OTHER = ("file:///C:/data/weights.xlsx", "externalLinkPath", ["Weights", "My Sheet"], [])


def with_links(path, links):
    """Add external links to a workbook, as Excel writes them."""
    with zipfile.ZipFile(path) as file:
        members = [(i, file.read(i)) for i in file.infolist()]
    references = types = relations = ""
    for number, (target, kind, sheets, names) in enumerate(links, 1):
        part = f"xl/externalLinks/externalLink{number}.xml"
        members.append((zipfile.ZipInfo(part), link_part(sheets, names)))
        rels = f"xl/externalLinks/_rels/externalLink{number}.xml.rels"
        members.append((zipfile.ZipInfo(rels), link_rels(target, kind)))
        references += f'<externalReference r:id="rIdX{number}"/>'
        types += f'<Override PartName="/{part}" ContentType="{KIND}"/>'
        relations += (
            f'<Relationship Id="rIdX{number}" Type="{OFFICE}/externalLink" '
            f'Target="externalLinks/externalLink{number}.xml"/>'
        )
    changes = {
        "xl/workbook.xml": (
            "</sheets>",
            f"</sheets><externalReferences>{references}</externalReferences>",
        ),
        "xl/_rels/workbook.xml.rels": ("</Relationships>", relations + "</Relationships>"),
        "[Content_Types].xml": ("</Types>", types + "</Types>"),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for info, data in members:
            if info.filename in changes:
                old, new = changes[info.filename]
                assert data.count(old.encode()) == 1
                data = data.replace(old.encode(), new.encode())
            file.writestr(info, data)
    return path


@pytest.fixture
def book(tmp_path, monkeypatch):
    """Two links (1 ours, 2 another workbook), used in every place that can hold a formula."""
    monkeypatch.delenv("MFG_LANG", raising=False)
    path = tmp_path / "书 1.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("数据 a")
    quiet = made.add_worksheet("Quiet")
    quiet.write_column("A1", range(5))
    quiet.write_formula("B1", "=SUM(A1:A5)", None, 10)
    sheet.write_column("A1", [3, 1, 2])
    sheet.write_formula("B1", "=[1]!MFG_RANK(A1:A3)", None, 3)
    sheet.write_formula("B2", "=[2]Weights!A1*2", None, 8)
    sheet.write_formula("B3", "=[1]!MFG_RANK(A1:A3)", None, "#NAME?")
    sheet.write_array_formula("C1:C3", "{=[1]!MFG_RANK(A1:A3,'[2]My Sheet'!B1)}", None, 3)
    sheet.write_dynamic_array_formula("D1:D3", f"='{HOME}'!MFG_RANK(A1:A3)", None, 3)
    sheet.write_formula("E1", '="[1]!MFG_RANK("', None, "[1]!MFG_RANK(")
    sheet.conditional_format("A1:A3", {"type": "formula", "criteria": "=[1]!MFG_RANK($A$1:$A$3)>2", "format": made.add_format({"bold": True})})  # fmt: skip
    sheet.data_validation("F1:F3", {"validate": "custom", "value": "=[1]!MFG_RANK(F1)<[2]Weights!$A$1"})
    made.define_name("Ranks", "=[1]!MFG_RANK('数据 a'!$A$1:$A$3)")
    made.define_name("Rate", "=[2]Weights!$A$1")
    chart = made.add_chart({"type": "column"})
    chart.add_series({"values": "=Quiet!$A$1:$A$5"})
    sheet.insert_chart("H2", chart)
    sheet.insert_textbox("H20", "", {"textlink": "=[2]Weights!$A$1"})
    made.close()
    with zipfile.ZipFile(path) as file:
        members = [(i, file.read(i)) for i in file.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for info, data in members:
            if info.filename == "xl/charts/chart1.xml":
                assert b"<c:f>Quiet!$A$1:$A$5</c:f>" in data
                data = data.replace(b"<c:f>Quiet!$A$1:$A$5</c:f>", b"<c:f>[2]Weights!$A$1:$A$5</c:f>")
            if (
                info.filename == "xl/worksheets/sheet1.xml"
            ):  # a shared formula, as Excel writes a filled column
                data = data.replace(
                    b"</sheetData>",
                    b'<row r="9"><c r="B9"><f t="shared" ref="B9:B10" si="0">[1]!MFG_RANK(A9)</f><v>1</v></c></row>'
                    b'<row r="10"><c r="B10"><f t="shared" si="0"/><v>1</v></c></row></sheetData>',
                )
            file.writestr(info, data)
    return with_links(path, [OURS, OTHER])


def members(path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {n: file.read(n) for n in file.namelist()}


def texts(data: bytes, *tags: str) -> list[str]:
    return [n.text or "" for n in etree.fromstring(data).iter("{*}*") if etree.QName(n).localname in tags]


def test_everything_is_repaired_and_nothing_else_touched(book) -> None:
    before = members(book)
    report = repair(book)
    after = members(book)
    assert report.calls == 8
    assert report.removed == ["MFG.xlam"]
    assert report.stale == 1  # the cell with #NAME?
    where = [f.where for f in report.fixes]
    assert "'数据 a'!B1" in where
    assert "'数据 a'!F1:F3" in where
    assert "'数据 a'!A1:A3" in where
    assert "Ranks" in where
    sheet = after["xl/worksheets/sheet1.xml"]
    assert texts(sheet, "f", "formula", "formula1") == [
        "MFG_RANK(A1:A3)",
        "MFG_RANK(A1:A3,'[1]My Sheet'!B1)",
        "MFG_RANK(A1:A3)",
        '"[1]!MFG_RANK("',
        "[1]Weights!A1*2",
        "MFG_RANK(A1:A3)",
        "MFG_RANK(A9)",
        "",
        "MFG_RANK($A$1:$A$3)>2",
        "MFG_RANK(F1)<[1]Weights!$A$1",
    ]
    cells = {c.get("r"): c for c in etree.fromstring(sheet).iter(f"{{{MAIN}}}c")}
    spill = cells["D1"].find(f"{{{MAIN}}}f")
    assert (cells["D1"].get("cm"), spill.get("t"), spill.get("ref")) == ("1", "array", "D1:D3")
    fixed = cells["C1"].find(f"{{{MAIN}}}f")
    assert (cells["C1"].get("cm"), fixed.get("t"), fixed.get("ref")) == (None, "array", "C1:C3")
    shared = cells["B9"].find(f"{{{MAIN}}}f")
    assert (shared.get("t"), shared.get("si"), shared.get("ref")) == ("shared", "0", "B9:B10")
    assert cells["B1"].find(f"{{{MAIN}}}v").text == "3"
    names = {
        n.get("name"): n.text
        for n in etree.fromstring(after["xl/workbook.xml"]).iter(f"{{{MAIN}}}definedName")
    }
    assert names == {"Ranks": "MFG_RANK('数据 a'!$A$1:$A$3)", "Rate": "[1]Weights!$A$1"}
    assert "[1]Weights!$A$1:$A$5" in texts(after["xl/charts/chart1.xml"], "f")
    assert b"[1]Weights!$A$1" in after["xl/drawings/drawing1.xml"]
    gone = {"xl/externalLinks/externalLink1.xml", "xl/externalLinks/_rels/externalLink1.xml.rels"}
    assert before.keys() - after.keys() == gone
    assert b"externalLink1.xml" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]
    assert b"externalLink2.xml" in after["[Content_Types].xml"]
    references = etree.fromstring(after["xl/workbook.xml"]).findall(".//{*}externalReference")
    assert [r.get(f"{{{OFFICE}}}id") for r in references] == ["rIdX2"]
    touched = {n for n in after if after[n] != before[n]}
    assert touched == {
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "xl/worksheets/sheet1.xml",
        "xl/charts/chart1.xml",
        "xl/drawings/drawing1.xml",
    }


def test_a_backup_of_the_old_file_and_a_second_run_that_finds_nothing(book) -> None:
    old = book.read_bytes()
    report = repair(book)
    assert report.backup is not None
    assert report.backup.name == "书 1.backup.xlsx"
    assert report.backup.read_bytes() == old
    new = book.read_bytes()
    again = repair(book)
    assert not again.needed
    assert again.backup is None
    assert book.read_bytes() == new
    shutil.copyfile(report.backup, book)
    assert repair(book).backup.name == "书 1.backup2.xlsx"
    assert sorted(os.listdir(book.parent)) == ["书 1.backup.xlsx", "书 1.backup2.xlsx", "书 1.xlsx"]


def test_check_writes_nothing_and_out_leaves_the_original(book, tmp_path) -> None:
    old = book.read_bytes()
    assert repair(book, check=True).needed
    target = tmp_path / "new.xlsx"
    report = repair(book, target)
    assert (report.written, report.backup) == (target, None)
    assert book.read_bytes() == old
    assert not repair(target, check=True).needed


@pytest.mark.parametrize("lock", ["~$书 1.xlsx", ".~lock.书 1.xlsx#"])
def test_an_open_file_is_refused_but_can_be_checked(book, lock) -> None:
    old = book.read_bytes()
    (book.parent / lock).write_bytes(b"")
    with pytest.raises(PackageError, match="open in another program"):
        repair(book)
    assert repair(book, check=True).needed
    assert book.read_bytes() == old
    assert not list(book.parent.glob("*backup*"))


def test_a_read_only_file_is_refused(book) -> None:
    book.chmod(stat.S_IREAD)
    with pytest.raises(PackageError, match="只读"):
        repair(book, lang="zh")
    assert not list(book.parent.glob("*backup*"))


def simple(path, formulas, links):
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet()
    for i, formula in enumerate(formulas):
        sheet.write_formula(i, 0, "=" + formula, None, 1)
    made.close()
    return with_links(path, links) if links else path


def test_a_link_that_something_else_uses_stays_with_its_number(tmp_path) -> None:
    path = simple(tmp_path / "a.xlsx", ["[1]!MFG_RANK(1)", "[1]!Setting", "[2]Weights!A1"], [OURS, OTHER])
    report = repair(path)
    assert (report.removed, report.kept) == ([], ["MFG.xlam"])
    after = members(path)
    assert texts(after["xl/worksheets/sheet1.xml"], "f") == ["MFG_RANK(1)", "[1]!Setting", "[2]Weights!A1"]
    assert "xl/externalLinks/externalLink1.xml" in after


def test_only_our_link_and_nothing_is_left_of_it(tmp_path) -> None:
    path = simple(tmp_path / "a.xlsx", ["[1]!MFG_RANK(1)"], [OURS])
    repair(path)
    after = members(path)
    assert b"external" not in after["xl/workbook.xml"] + after["[Content_Types].xml"]
    assert not [n for n in after if "external" in n]


def test_our_link_last_and_a_second_copy_of_ours(tmp_path) -> None:
    path = simple(
        tmp_path / "a.xlsx",
        ["[2]!MFG_RANK([3]!MFG_NORM(1))", "[1]Weights!A1", "[4]Weights!A1"],
        [OTHER, OURS, ("file:///D:/MFG%20(1).xlam", "externalLinkPath", [], []), OTHER],
    )
    report = repair(path)
    assert len(report.removed) == 2
    after = members(path)
    assert texts(after["xl/worksheets/sheet1.xml"], "f") == [
        "MFG_RANK(MFG_NORM(1))",
        "[1]Weights!A1",
        "[2]Weights!A1",
    ]
    assert {n for n in after if n.startswith("xl/externalLinks/e")} == {
        "xl/externalLinks/externalLink1.xml",
        "xl/externalLinks/externalLink4.xml",
    }


def test_other_add_ins_are_left_alone(tmp_path) -> None:
    path = simple(
        tmp_path / "a.xlsx", ["[1]!MFG_RANK(1)"], [("file:///C:/Other.xlam", "externalLinkPath", [], [])]
    )
    old = path.read_bytes()
    report = repair(path)
    assert not report.needed
    assert path.read_bytes() == old


def test_paths_without_any_link(tmp_path) -> None:
    path = simple(tmp_path / "a.xlsx", [f"'{HOME}'!MFG_RANK(1)"], [])
    assert repair(path).calls == 1
    assert texts(members(path)["xl/worksheets/sheet1.xml"], "f") == ["MFG_RANK(1)"]


def test_a_reference_in_an_unknown_place_keeps_the_link(tmp_path) -> None:
    """A part this version does not know names link 2: its number must not change."""
    path = simple(tmp_path / "a.xlsx", ["[1]!MFG_RANK(1)"], [OURS, OTHER])
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("xl/strange/future.xml", "<x><q>[2]Weights!A1</q></x>")
    report = repair(path)
    assert (report.calls, report.removed, report.kept) == (1, [], ["MFG.xlam"])


def test_hostile_files_get_one_line(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("MFG_LANG", raising=False)
    (tmp_path / "a.xlsx").write_bytes(b"no zip")
    with pytest.raises(PackageError, match="is not an Excel workbook"):
        repair(tmp_path / "a.xlsx")


def test_the_repaired_file_is_valid_open_xml(book) -> None:
    tool = next(filter(None, (os.environ.get("MFG_OOXML_VALIDATE"), shutil.which("ooxml-validate"))), None)
    if tool is None:
        assert os.environ.get("CI", "").lower() != "true", "CI has the validator"
        pytest.skip("ooxml-validate (npm @ooxml-tools/validate) is not installed")
    repair(book)
    done = subprocess.run([tool, "-f", "xlsx", str(book)], capture_output=True, text=True, check=False)
    assert "Found 0 errors" in done.stdout + done.stderr, done.stdout


@pytest.mark.skipif(libreoffice.find() is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_repaired_file(book, tmp_path) -> None:
    repair(book)
    with Package(book) as package:
        assert package.names
    done = subprocess.run(
        [libreoffice.find(), f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", "csv", "--outdir", str(tmp_path), str(book)],
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert (tmp_path / "书 1.csv").read_text(encoding="utf-8").startswith("3,")
