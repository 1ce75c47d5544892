"""Pivot tables and slicers go through share, recalc and repair byte for byte."""

from __future__ import annotations

import os
import re
import subprocess
import zipfile

import pytest
from lxml import etree

from tests.workbook import pivots, stress
from tests.workbook.test_repair import OURS, with_links
from workbook import libreoffice
from workbook.book import Book
from workbook.recalc import recalc
from workbook.repair import repair
from workbook.share import share

#: What refers to them, in members that are written anew for other reasons: paths of elements.
REFERENCES = {
    "xl/workbook.xml": ("{*}pivotCaches", "{*}extLst"),
    "xl/_rels/workbook.xml.rels": tuple(f"*[@Id='{i}']" for i in ("rIdPC", "rIdSC1", "rIdSC2")),
    "[Content_Types].xml": tuple(f"*[@PartName='/{n}']" for n in pivots.TYPES),
}


def elements(data, path):
    return [etree.tostring(n, method="c14n") for n in etree.fromstring(data).findall(path)]


def members(path):
    with zipfile.ZipFile(path) as file:
        return {i.filename: file.read(i) for i in file.infolist()}


def more(book) -> None:
    """Sheets behind those of the stress workbook: the pivot table, and ranks that plain formulas can stand for."""
    pivots.write_sheet(book)
    ranks = book.add_worksheet("Ranks")
    ranks.write_dynamic_array_formula("A1:A4", "=MFG_RANK(Data[GDP])", None, 2)
    ranks.write_column("A2", [4, 3, 1])


@pytest.fixture(params=[True, False], ids=["xlsm", "xlsx"])
def book(tmp_path, request):
    path = stress.build(tmp_path, request.param, more)
    return path, pivots.add(path)


def by_values(path, out):
    return share(path, out).written


def by_formulas(path, out):
    done = share(path, out, form="native").written
    with Book(done) as found:
        sheet = found.sheet("Ranks")
        assert sheet is not None
        assert "RANK(" in sheet.formulas[1, 1].text or "Native" in sheet.formulas[1, 1].text
    return done


def by_recalc(path, out):
    data = members(path)
    name = "xl/worksheets/sheet1.xml"
    data[name], count = re.subn(rb'(r="B5"[^>]*>)<v>5</v>', rb"\1<v>0.5</v>", data[name])
    assert count == 1
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for member, content in data.items():
            file.writestr(member, content)

    def call(function, args, context):
        if function == "MFG_RANK":
            values = [r[0] for r in args[0].values]
            return [[1 + sum(w > v for w in values)] for v in values]
        return stress.call(function, args, context)

    report = recalc(path, out, call=call, libreoffice=False)
    assert {c.cell for c in report.changes} >= {"A4"}
    return report.written


def by_repair(path, out):
    report = repair(with_links(path, [OURS]), out)
    assert report.needed
    return report.written


@pytest.mark.parametrize("way", [by_values, by_formulas, by_recalc, by_repair])
def test_pivot_tables_and_slicers_stay_byte_for_byte(book, tmp_path, way):
    path, ours = book
    assert {*pivots.TYPES} < ours
    written = way(path, tmp_path / f"out{path.suffix}")
    before, after = members(path), members(written)
    assert before != after
    assert not [n for n in ours if before[n] != after[n]]
    for name, paths in REFERENCES.items():
        for path_ in paths:
            assert len(elements(before[name], path_)) == 1
            assert elements(before[name], path_) == elements(after[name], path_)
    with zipfile.ZipFile(written) as file:
        assert len(file.namelist()) == len(set(file.namelist()))


@pytest.mark.skipif("MFG_OOXML_VALIDATE" not in os.environ, reason="MFG_OOXML_VALIDATE is not set")
@pytest.mark.parametrize("way", [None, by_values, by_formulas, by_recalc, by_repair])
def test_open_xml_is_valid(tmp_path, way):
    path = stress.build(tmp_path, macros=False, more=more)
    pivots.add(path)
    written = way(path, tmp_path / "out.xlsx") if way else path
    done = subprocess.run(
        [os.environ["MFG_OOXML_VALIDATE"], "-f", "xlsx", str(written)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Found 0 errors" in done.stdout, done.stdout[-2000:]


@pytest.mark.skipif(libreoffice.find() is None, reason="soffice (LibreOffice) is missing")
@pytest.mark.parametrize("way", [by_values, by_formulas])
def test_libreoffice_opens_the_copy_with_its_pivot_table(tmp_path, way):
    path = stress.build(tmp_path, macros=False, more=more)
    pivots.add(path)
    opened = libreoffice.recalculate(way(path, tmp_path / "out.xlsx"), tmp_path / "office")
    with Book(opened) as found:
        assert [found.value("Ranks", row, 1) for row in range(1, 5)] == [2, 4, 3, 1]
        assert found.value("Pivot", 8, 2) == 11
    with zipfile.ZipFile(opened) as file:
        assert [n for n in file.namelist() if n.startswith("xl/pivotTables/pivotTable")]
