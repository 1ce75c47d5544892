"""The native edition: plain formulas that LibreOffice calculates must equal the engine, also after edits."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from native_edits import apply, both, differences, edits

from workbook import build, libreoffice, live
from workbook.book import Book
from workbook.native import to_native
from workbook.native.convert import Converter
from workbook.native.registry import VALUES_ONLY
from workbook.recalc import recalc
from workbook.references import a1
from workbook.share import Shared, share
from workbook.sheet import CellError
from workbook.syntax import udf_names

needs_office = pytest.mark.skipif(
    libreoffice.find() is None and os.environ.get("CI") != "true", reason="soffice (LibreOffice) is missing"
)

#: Functions newer than Excel 2016, or missing in WPS, LibreOffice 7.4 or Google Sheets.
NEWER = re.compile(
    r"\b(LET|LAMBDA|FILTER|XLOOKUP|XMATCH|SORT|SORTBY|UNIQUE|SEQUENCE|MAXIFS|MINIFS|IFS|SWITCH|TEXTJOIN|AGGREGATE|"
    r"CONCAT|VSTACK|HSTACK|TOCOL|TAKE|DROP|_xlfn\.\w+)\("
)


@pytest.fixture(scope="module")
def profile(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module", params=["ccid2022", "caict2025"])
def edition(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    book = build.template(folder / "book.xlsx", "en", name=request.param)
    report = to_native(book, folder / "native.xlsx")
    kept = frozenset(f"{k.sheet}!{k.cell}" for k in report.kept)
    return request.param, book, folder / "native.xlsx", report, kept


def test_share_of_live_cells(edition) -> None:
    """At least 95 % of all MFG cells are live, all of those with a closed form; simulations and lists of findings
    are the rest."""
    report = edition[3]
    assert report.share >= 0.95
    assert report.live == report.closed
    assert {f for k in report.kept if k.cells for f in udf_names(k.formula)} <= set(VALUES_ONLY)


@pytest.mark.parametrize("name", ["ccid2022", "caict2025"])
def test_share_of_live_cells_in_chinese(name, tmp_path) -> None:
    with Book(build.template(tmp_path / "book.xlsx", "zh", name=name), "zh") as book:
        done = Converter(book, "zh").run()
    assert done.converted >= 0.95 * done.cells


def test_no_function_of_ours_and_none_too_new(edition) -> None:
    with Book(edition[2]) as book:
        for sheet in book.sheets.values():
            for place, formula in sheet.formulas.items():
                assert not udf_names(formula.text), (sheet.name, place, formula.text)
                assert formula.kind != "spill", (sheet.name, place)
                assert NEWER.search(formula.text) is None, (sheet.name, place, formula.text)
                assert len(formula.text) < 8192
        native = book.sheet(edition[3].helpers)
        assert native is not None
        assert native.formulas


def test_every_other_member_is_untouched(edition) -> None:
    _, book, native, _, _ = edition
    with zipfile.ZipFile(book) as a, zipfile.ZipFile(native) as b:
        changed = {n for n in a.namelist() if n not in b.namelist() or a.read(n) != b.read(n)}
    allowed = re.compile(
        r"xl/worksheets/sheet\d+\.xml|xl/workbook\.xml|xl/styles\.xml|xl/metadata\.xml"
        r"|\[Content_Types\]\.xml|xl/_rels/workbook\.xml\.rels"
    )
    assert not [n for n in changed if not allowed.fullmatch(n)]


@needs_office
def test_libreoffice_equals_the_engine(edition, tmp_path, profile) -> None:
    _, book, native, _, kept = edition
    result = libreoffice.recalculate(native, tmp_path, profile, timeout=600)
    found, count = differences(book, result, kept)
    assert count > 9000
    assert not found, found[:10]


#: (model, seed, edits, options changed too): at least 45 edits a model, and the methods a reader may change.
CHANGES = [
    ("ccid2022", 1, 25, ()),
    ("ccid2022", 11, 25, ("ties", "scale", "combine", "normalise", "breaks")),
    ("ccid2022", 13, 25, ("alpha", "positive", "k", "impute", "scope", "combine", "decimals", "missing")),
    ("caict2025", 2, 25, ()),
    (
        "caict2025",
        12,
        20,
        ("ties", "decimals", "scale", "combine", "normalise", "missing", "abc", "abc_factor"),
    ),
]


@needs_office
@pytest.mark.parametrize(("model", "seed", "number", "options"), CHANGES)
def test_edits_give_what_the_engine_gives(edition, tmp_path, profile, model, seed, number, options) -> None:
    name, book, native, _, kept = edition
    if name != model:
        pytest.skip("of the other model")
    made = edits(book, seed, number, options)
    found, count = both(book, native, made, tmp_path, profile, kept)
    assert count > 9000
    assert not found, found[:10]


#: (model, function, edits of seed 1 or 2 that reach it): what the random edits above are sure to change.
REACHED = [
    ("ccid2022", "MFG_STABILITY", 1, 25),
    ("ccid2022", "MFG_ROUNDS", 1, 25),
    ("caict2025", "MFG_RESCORE", 2, 25),
    ("caict2025", "MFG_ROUNDS", 2, 25),
]


@pytest.mark.parametrize(("model", "function", "seed", "number"), REACHED)
def test_edits_reach_functions_of_the_whole_model(edition, tmp_path, model, function, seed, number) -> None:
    """The comparison above says something of them: they are live, and their results change with the edits."""
    name, book, _, _, kept = edition
    if name != model:
        pytest.skip("of the other model")
    edited = apply(book, tmp_path / "edited.xlsx", edits(book, seed, number))
    recalc(edited, language="en", libreoffice=False)
    with Book(book) as a, Book(edited) as b:
        changed = 0
        for sheet in a.sheets.values():
            for (row, col), formula in sheet.formulas.items():
                if function in udf_names(formula.text):
                    assert f"{sheet.name}!{a1(row, col)}" not in kept
                    old, new = (x.block(formula.area).values for x in (a, b))
                    changed += sum(
                        v != w for o, n in zip(old, new, strict=True) for v, w in zip(o, n, strict=True)
                    )
    assert changed > 3


@needs_office
def test_what_the_engine_refuses_has_no_native_score(edition, tmp_path, profile) -> None:
    """A negative index number of a column with zeros: the engine says why, plain formulas give errors, no number."""
    name, book, native, _, _ = edition
    if name != "caict2025":
        pytest.skip("of the other model")
    made = edits(book, 15, 40)
    edited = apply(book, tmp_path / "engine.xlsx", made)
    recalc(edited, language="en", libreoffice=False)
    result = libreoffice.recalculate(
        apply(native, tmp_path / "native.xlsx", made), tmp_path / "out", profile, timeout=600
    )
    with Book(edited) as a, Book(result) as b:
        area = a.named_area("MFG_Scores")
        assert area is not None
        assert str(a.value(area.sheet, area.row1, area.col1)).startswith("#MFG!")
        scores = [b.value(area.sheet, r, area.col1) for r in range(area.row1, area.row2 + 1)]
    assert all(isinstance(v, CellError) for v in scores)


@pytest.fixture(scope="module")
def shared(edition, tmp_path_factory) -> tuple[Path, Shared]:
    """What `mfg share --as native` writes."""
    path = tmp_path_factory.mktemp("shared") / "copy.xlsx"
    return path, share(edition[1], path, form="native")


def test_provenance_says_what_is_live(edition, shared) -> None:
    path, report = shared
    assert report.live == edition[3].live
    assert not report.notes
    with Book(path) as book:
        sheet = book.sheet("Provenance")
        assert sheet is not None
        said = " ".join(str(v) for line in sheet.rows.values() for v in line.values())
        assert f"{report.live} of {edition[3].cells} MFG cells" in said
        assert "MFG_CHECK looks at what is written" in said
        assert book.sheet(edition[3].helpers) is not None


def test_the_notice_that_the_add_in_is_absent_goes(edition, shared) -> None:
    """A copy without MFG functions needs no add-in; nothing of it still looks for one."""
    with Book(edition[1]) as book:
        notices = live.find(book).notices
        assert notices
    for path in (edition[2], shared[0]):
        with Book(path) as book:
            assert live.find(book).notices == []
            for c in notices:
                assert (c.row, c.col) not in book.sheets[c.sheet.name.casefold()].formulas
        with zipfile.ZipFile(path) as file:
            assert not [n for n in file.namelist() if b"MFG.xlam" in file.read(n)]


@needs_office
def test_every_cell_has_a_value_and_nothing_asks_for_a_calculation(edition, shared) -> None:
    """Else a program that calculates only what an edit reaches takes helper cells for 0."""
    assert not calculates_on_load(edition[1])
    assert not calculates_on_load(shared[0])
    with Book(shared[0]) as book:
        formulas = 0
        for sheet in book.sheets.values():
            data = book.package.read(sheet.part)
            formulas += data.count(b"</f>")
            assert data.count(b"</f>") == data.count(b"</f><v"), sheet.name
        native = book.sheet(edition[3].helpers)
        assert native is not None
        values = [native.get(*at) for at in native.formulas]
        assert sum(isinstance(v, float) for v in values) > len(values) / 2
        assert formulas > 20_000


@needs_office
def test_an_edit_of_the_shared_copy_gives_what_the_engine_gives(edition, shared, tmp_path, profile) -> None:
    _, book, _, _, kept = edition
    found, count = both(book, shared[0], edits(book, 21, 5), tmp_path, profile, kept)
    assert count > 9000
    assert not found, found[:10]


def calculates_on_load(path: Path) -> bool:
    with zipfile.ZipFile(path) as file:
        return b"fullCalcOnLoad" in file.read("xl/workbook.xml")


@pytest.mark.skipif("MFG_OOXML_VALIDATE" not in os.environ, reason="MFG_OOXML_VALIDATE is not set")
def test_open_xml_is_valid(edition) -> None:
    done = subprocess.run(
        [os.environ["MFG_OOXML_VALIDATE"], "-f", "xlsx", str(edition[2])],
        capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert "Found 0 errors" in done.stdout, done.stdout[-2000:]
