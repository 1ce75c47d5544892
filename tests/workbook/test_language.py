"""The language cell: plain formulas turn every label of a workbook into the other language, without the add-in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import xlsxwriter
from template_cells import cells, needs

from udfs.excel.model import language_of
from workbook import build, graph, libreoffice
from workbook.book import Book
from workbook.formula import is_udf
from workbook.labels import FIRST_TEXT, Label, filled
from workbook.package import Package
from workbook.patch import SheetPatch, patch_sheet
from workbook.recalc import recalc
from workbook.sheets.wording import NUMBER
from workbook.style import width
from workbook.texts import TEXTS

WORDS = {"zh": "中文", "en": "English"}
OTHER = {"zh": "en", "en": "zh"}

#: Sheets whose labels depend on where cities' names are matched, and cells that are data: see below.
PUBLISHED = ("CCID2022", "CAICT2025")


@pytest.fixture(scope="module", params=build.MODELS)
def books(request, tmp_path_factory) -> dict[str, Path]:
    """A model's workbook in either language."""
    folder = tmp_path_factory.mktemp(request.param)
    return {lang: build.template(folder / f"{lang}.xlsx", lang, name=request.param) for lang in WORDS}


@pytest.fixture(scope="module")
def profile(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("office")


def language_cell(book: Book) -> tuple[int, int]:
    area = book.named_area("MFG_Language")
    assert area is not None
    assert area.sheet == "Method"
    return area.row1, area.col1


def switched(path: Path, lang: str, folder: Path, profile: Path) -> Path:
    """The workbook with its MFG cells as they are (LibreOffice knows no add-in) and the other language chosen,
    recalculated by LibreOffice."""
    with Book(path) as book, Package(path) as package:
        changed = {}
        for name in book.sheet_names:
            sheet = book.sheet(name)
            patch = SheetPatch(formulas={k: None for k, f in sheet.formulas.items() if is_udf(f.text)})
            if name == "Method":
                patch.values[language_cell(book)] = WORDS[lang]
            if patch.formulas or patch.values:
                changed[sheet.part] = patch_sheet(package, sheet.part, patch)
        package.rewrite(changed, folder / "switched.xlsx")
    return libreoffice.recalculate(folder / "switched.xlsx", folder / "out", profile)


@pytest.mark.parametrize("lang", WORDS)
def test_one_cell_changes_every_label(books, lang, tmp_path, profile) -> None:
    """Built in one language and switched: each label is that of the workbook built in the other."""
    needs(libreoffice.find(), "LibreOffice")
    to = OTHER[lang]
    turned = switched(books[lang], to, tmp_path, profile)
    with Book(books[lang]) as built, Book(turned) as got, Book(books[to]) as want:
        labels = captions = 0
        for name in built.sheet_names[:-1]:
            for (row, col), f in built.sheet(name).formulas.items():
                if "Texts!" not in f.text and f.text != "Checks!$B$3":
                    continue
                found = got.value(name, row, col) or ""
                if re.match(r'IF\(Texts!\S+=\w+,"",', f.text):
                    captions += 1  # above a table's header, which cannot change: shown where it is in the other language
                    assert not built.value(name, row, col)
                    assert found == want.value(name, row + 1, col), (name, row, col)
                    continue
                if '&" | "' in f.text:  # what is chosen, said in the other language before what may be chosen
                    chosen, built_ = got.value(name, row, 3), built.value(name, row, 3)
                    labels += 1
                    assert chosen == built_
                    before = {"zh": "现用：", "en": "Chosen: "}[to]
                    meant = f"{before}{want.value(name, row, 3)} | "
                    expected = want.value(name, row, col)
                    assert found == (expected if chosen == want.value(name, row, 3) else meant + expected), (
                        name,
                        row,
                    )
                    continue
                labels += 1
                assert found == (want.value(name, row, col) or ""), (name, row, col)
        assert labels > 300
        assert captions >= 17
        texts = got.sheet("Texts")
        column = {"zh": 2, "en": 3}[to]
        for row in range(FIRST_TEXT, texts.max_row + 1):
            assert texts.get(row, 4) == texts.get(row, column)


def test_what_differs_between_the_languages_is_a_label_or_data(books) -> None:
    """No cell is left in one language but data: what is typed or chosen, headers of tables, names of cities."""
    with Book(books["zh"]) as a, Book(books["en"]) as b:
        assert a.sheet_names == b.sheet_names
        tables = [t.area for t in a.tables]
        for name in a.sheet_names[:-1]:
            zh, en = a.sheet(name), b.sheet(name)
            made = [f.area for f in zh.formulas.values()]
            made += [t for t in tables if t.sheet == name]
            left = {
                at: (v, en.get(*at))
                for at, v in cells(a, name).items()
                if v != en.get(*at) and not any(area.contains(*at) for area in made)
            }
            if name == "Method":  # chosen: understood in both languages
                left = {at: v for at, v in left.items() if at[1] != 3}
            elif name == "Profile":  # the cities chosen
                left = {at: v for at, v in left.items() if at not in ((6, 2), (6, 4))}
            elif name in PUBLISHED:  # cities, matched with those of Data
                left = {at: v for at, v in left.items() if at[1] != 2}
            elif name == "StageWeights":  # stages, read by the functions below
                left = {at: v for at, v in left.items() if at[0] != 6}
            elif name == "Functions":  # examples with a header of Data in them
                left = {at: v for at, v in left.items() if "Data[" not in str(v[0])}
            elif name == "Log":  # the fingerprint of the data
                left = {at: v for at, v in left.items() if len(str(v[0])) != 64}
            assert left == {}, name


def test_no_mfg_function_depends_on_the_language_cell(books) -> None:
    """Else Excel would recalculate it after a switch: #NAME? where the add-in is absent."""
    with Book(books["zh"]) as book:
        g = graph.build(book)
        row, col = language_cell(book)
        start = [
            i
            for i, node in enumerate(g.nodes)
            if any(a.sheet == "Method" and a.contains(row, col) for a in node.reads.areas)
        ]
        assert start
        after = g.downstream(start)
        assert len(after) > 300
        assert [g.nodes[i].formula.text for i in {*start, *after} if g.nodes[i].kind == "udf" or g.nodes[i].wraps_udf] == []  # fmt: skip


def test_chart_texts_are_references_with_the_text_in_store(books) -> None:
    """Titles, axis names and series names refer to cells; what is cached is the text in the language of building."""
    for lang, path in books.items():
        with Package(path) as package, Book(path) as book:
            shown = 0
            charts = [n for n in package.names if n.startswith("xl/charts/chart")]
            assert charts
            for name in charts:
                data = package.read(name).decode()
                assert "<a:t>" not in data, name
                for cell, said in re.findall(
                    r"<c:f>Texts!\$D\$(\d+)</c:f><c:strCache><c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>([^<]*)</c:v>",
                    data,
                ):
                    shown += 1
                    texts = book.sheet("Texts")
                    assert said == texts.get(int(cell), 4) == texts.get(int(cell), 2 if lang == "zh" else 3)
            assert shown > len(charts)


def test_a_text_edited_on_the_sheet_is_shown_where_it_is_used(books, tmp_path, profile) -> None:
    needs(libreoffice.find(), "LibreOffice")
    with Book(books["zh"]) as book, Package(books["zh"]) as package:
        texts = book.sheet("Texts")
        row = next(r for r in range(FIRST_TEXT, 999) if texts.get(r, 2) == "榜单")
        empty = next(r for r in range(FIRST_TEXT, 999) if texts.get(r, 2) == "标准化结果")
        change = SheetPatch(values={(row, 2): "我的榜单", (empty, 2): None})
        package.rewrite({texts.part: patch_sheet(package, texts.part, change)}, tmp_path / "e.xlsx")
    with Book(libreoffice.recalculate(tmp_path / "e.xlsx", tmp_path / "out", profile)) as book:
        assert book.value("Ranking", 1, 1) == "我的榜单"
        assert not book.value("Normalised", 1, 1)


def test_recalculation_follows_the_language(books, tmp_path) -> None:
    """``mfg recalc`` after a switch: labels by plain formulas, what MFG functions write by the functions."""
    needs(libreoffice.find(), "LibreOffice")
    with Book(books["zh"]) as book, Package(books["zh"]) as package:
        part = book.sheet("Method").part
        change = SheetPatch(values={language_cell(book): "English"})
        short = SheetPatch(values={(8, 2): 60.0, (10, 2): 8.0})  # of the simulation
        other = book.sheet("Sensitivity").part
        package.rewrite(
            {p: patch_sheet(package, p, c) for p, c in ((part, change), (other, short))}, tmp_path / "e.xlsx"
        )
    report = recalc(tmp_path / "e.xlsx", tmp_path / "done.xlsx")
    assert report.ok, report.by_reason()
    with Book(tmp_path / "done.xlsx") as book:
        assert book.value("Ranking", 1, 1) == "Ranking"
        assert book.value("Ranking", 5, 1) == "Rank"
        assert book.value("Checks", 3, 2) == book.value("About", 3, 2) == "pass"


def test_values_edition_keeps_the_texts_as_values(tmp_path) -> None:
    path = build.template(tmp_path / "v.xlsx", "en", values_only=True, name="blank")
    with Book(path) as book:
        texts = book.sheet("Texts")
        assert not texts.formulas
        assert texts.get(FIRST_TEXT, 4) == texts.get(FIRST_TEXT, 3)
        assert "values edition" in str(texts.get(2, 1))


def test_language_cell_is_read_as_the_functions_read_it(tmp_path, profile) -> None:
    """English for whatever starts with en or 英, else Chinese, which the functions speak by default."""
    needs(libreoffice.find(), "LibreOffice")
    said = ["English", "en", "EN-us", " english", "英文", "中文", "zh", "Chinese", "简体", "", "French", 7]
    book = xlsxwriter.Workbook(str(tmp_path / "n.xlsx"))
    sheet = book.add_worksheet("S")
    for row, text in enumerate(said):
        sheet.write(row, 0, text)
        sheet.write_formula(row, 1, NUMBER.replace("MFG_Language", f"$A${row + 1}"))
    book.close()
    with Book(libreoffice.recalculate(tmp_path / "n.xlsx", tmp_path / "out", profile)) as done:
        got = [done.value("S", row, 2) for row in range(1, len(said) + 1)]
    assert got == [2.0 if language_of(text) == "en" else 1.0 for text in said]


def test_texts_have_the_same_fields_in_both_languages() -> None:
    for key, pair in TEXTS.items():
        assert all(pair), key
        assert len({tuple(sorted(re.findall(r"\{\d\}", text))) for text in pair}) == 1, key


def test_label() -> None:
    """Fields that are labels follow the language; the wider rendering decides a width; equal ones share a row."""
    rank = Label("名次", "Rank", "zh")
    by = filled(("按{0}", "By {0}"), "zh", rank)
    assert (by, by.zh, by.en) == ("按名次", "按名次", "By Rank")
    assert type(by + "x") is type(str(by)) is type(f"{by}") is str
    assert width(by) == 7
    assert width("按名次") == 6
    assert not Label("α", "α", "en").switches
