"""The template and workbooks made from data: live formulas, right cached values, native formulas, bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
from template_cells import cells, column, equal_the_engine, floats, needs

from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options
from udfs.engine.preparation import REFUSED, STEPS
from udfs.engine.registry import METHODS
from udfs.engine.units import UnitTable
from udfs.excel.model import Model
from workbook import build, libreoffice, published, sample
from workbook.book import Book
from workbook.formula import is_udf
from workbook.package import Package
from workbook.patch import SheetPatch, patch_sheet
from workbook.recalc import recalc
from workbook.sheets.method import MARKS

ROOT = Path(__file__).resolve().parents[2]
RNG = np.random.default_rng(7)


def own_model(tree: Framework, n: int = 12, **options: object) -> Model:
    values = np.exp(RNG.normal(size=(n, len(tree.indicators)))) * 10
    names = tuple(f"U{i:02d}" for i in range(n))
    units = UnitTable(names, values, {"Group": tuple("AB"[i % 2] for i in range(n))}, "City")
    return Model(units, tree, None, Options(**options))  # type: ignore[arg-type]


def mixed_tree() -> Framework:
    """Three levels, with indicators standing beside dimensions and below the top."""
    rows = [
        ("TOP", ""), ("D1", "TOP"), ("D2", "TOP"), ("loose", "TOP"), ("S1", "D1"), ("S2", "D1"), ("mid", "D2"),
        ("S3", "D2"), ("a", "S1"), ("b", "S1"), ("c", "S2"), ("d", "S2"), ("e", "S3"), ("f", "S3"),
    ]  # fmt: skip
    return Framework.of([Node(c, p, negative=c in ("b", "loose")) for c, p in rows])


def even_tree() -> Framework:
    rows = [
        ("TOP", ""),
        ("D", "TOP"),
        ("E", "TOP"),
        ("a", "D"),
        ("b", "D"),
        ("c", "E"),
        ("d", "E"),
        ("e", "E"),
    ]
    return Framework.of([Node(c, p, negative=c == "b") for c, p in rows])


#: Shipped models and languages; the other models are made here.
SHIPPED = {f"{name} {lang}": (name, lang) for name in build.MODELS for lang in ("zh", "en")}

MODELS = {
    "flat": lambda: own_model(Framework.of([Node(c, negative=c == "y") for c in "xyz"])),
    "mixed": lambda: own_model(
        mixed_tree(), combine="objective", scale="minmax100", ties="average", decimals=2
    ),
    "goalposts": lambda: own_model(
        Framework.of(
            [
                Node("TOP", aggregation="geometric"),
                Node("A", "TOP"),
                Node("B", "TOP"),
                Node("p", "A", low=0.5, high=90, cap=True, weight=2),
                Node("q", "A", low=1, high=200, transform="log", weight=1),
                Node("r", "B", low=0.1, high=400, negative=True),
            ]
        ),
        subjective="given",
        combine="subjective",
        objective="equal",
        normalise="minmax",
    ),
    "own rules": lambda: own_model(
        Framework.of(
            [
                Node("TOP"),
                Node("p", "TOP", normalisation="zscore:50:10"),
                Node("D", "TOP"),
                Node("q", "D", low=20, high=60, moderate=True),
                Node("r", "D", negative=True, normalisation="index_best"),
                Node("s", "D", low=0, high=100, normalisation="efficacy"),
            ]
        ),
        subjective="equal",
        combine="subjective",
        normalise="minmax:1:100",
    ),
    "global": lambda: own_model(even_tree(), scope="global", combine="objective", normalise="minmax"),
    "equal beside experts": lambda: replace(build.template_model(), options=Options(subjective="equal")),
    "reweight": lambda: holed(own_model(mixed_tree(), missing="reweight", combine="objective")),
    "keep": lambda: holed(own_model(mixed_tree(), combine="objective")),
    "zero": lambda: holed(own_model(mixed_tree(), missing="zero", combine="linear", alpha=0.3)),
    "by score": lambda: own_model(
        mixed_tree(), stage="score", breaks=(0.3, 0.2), stages=("high", "mid", "low"), combine="geometric"
    ),
}


def holed(m: Model) -> Model:
    values = m.units.values.copy()
    values[3, 1] = values[5, 4] = np.nan
    return replace(m, units=replace(m.units, values=values))


@pytest.fixture(scope="module", params=[*SHIPPED, *MODELS])
def made(request, tmp_path_factory):
    """A workbook of each model, what the engine computed, and the file read back."""
    path = tmp_path_factory.mktemp("made") / "book.xlsx"
    if request.param in SHIPPED:
        name, lang = SHIPPED[request.param]
        model = build.template_model(lang, name)
        build.template(path, lang, name=name)
        result = model.compute(lang)
    else:
        model = MODELS[request.param]()
        result = build.build(path, model, "en" if request.param == "mixed" else "zh")
    with Book(path) as book:
        yield path, model, result, book


def test_cells_equal_the_engine(made) -> None:
    """Numbers in cells and from the engine agree to 1e-12; no cell holds a message."""
    _path, _model, r, book = made
    equal_the_engine(book, r, "zh" if book.sheet("Log").get(5, 1) == "版本" else "en")


def test_every_udf_cell_is_a_spill_with_a_value(made) -> None:
    """Every computed block is one live array formula over its whole area, every cell with a value."""
    _path, _model, _r, book = made
    count = 0
    full = {"Treated", "Normalised", "Dimensions", "Scores"}  # elsewhere a goalpost or a place may be blank
    for name in book.sheet_names:
        sheet = book.sheet(name)
        for (row, col), f in sheet.formulas.items():
            if not is_udf(f.text):
                continue
            count += 1
            assert f.kind == "spill", (name, row, col)
            area = f.area
            found = [
                sheet.get(i, j) is not None
                for i in range(area.row1, area.row2 + 1)
                for j in range(area.col1, area.col2 + 1)
            ]
            parameter = name == "Framework" or "MFG_NODES" in f.text
            assert all(found) if name in full and area.row1 >= 9 else any(found) or parameter, (
                name,
                row,
                col,
            )
    assert count >= 12


def test_a_fresh_workbook_needs_no_recalculation(made) -> None:
    path, *_ = made
    report = recalc(path, check=True, libreoffice=False)
    assert report.changes == []


def test_errors_in_cells_are_explained_in_checks(made) -> None:
    """#N/A stands for no value only, and Checks counts it sheet by sheet and says why; no other error stands."""
    path, _model, _r, book = made
    assert path.stat().st_size < 1_000_000
    checks = cells(book, "Checks")
    counted = {checks[r, 2]: v for (r, c), v in checks.items() if c == 1 and isinstance(v, float)}
    for name in book.sheet_names:
        errors = [v for v in cells(book, name).values() if isinstance(v, str) and v.startswith("#")]
        assert set(errors) <= {"#N/A"}, (name, errors)
        assert counted.get(name, 0) == len(errors), name


def test_file_never_asks_excel_to_recalculate(made) -> None:
    """fullCalcOnLoad, or the number of an old engine, would turn values into #NAME? without the add-in."""
    path, *_ = made
    text = zipfile.ZipFile(path).read("xl/workbook.xml").decode()
    assert "fullCalcOnLoad" not in text
    assert 'calcId="191029"' in text


def test_native_formulas_equal_libreoffice(made, tmp_path) -> None:
    """With MFG cells as plain values, LibreOffice's hard recalculation gives every native cell's value,
    and nothing else is lost: sheets, names, tables, values."""
    path, _model, _r, book = made
    needs(libreoffice.find(), "LibreOffice")
    with Package(path) as package:
        changed = {}
        for i, name in enumerate(book.sheet_names, 1):
            sheet = book.sheet(name)
            frozen = {k: None for k, f in sheet.formulas.items() if is_udf(f.text)}
            if frozen:
                part = f"xl/worksheets/sheet{i}.xml"
                changed[part] = patch_sheet(package, part, SheetPatch(formulas=frozen))
        package.rewrite(changed, tmp_path / "plain.xlsx")
    with Book(libreoffice.recalculate(tmp_path / "plain.xlsx", tmp_path / "out")) as office:
        assert office.sheet_names == book.sheet_names
        assert {t.name for t in office.tables} == {t.name for t in book.tables}
        assert set(book.defined_names) <= set(office.defined_names)
        natives = 0
        for name in book.sheet_names:
            sheet, other = book.sheet(name), office.sheet(name)
            natives += sum(not is_udf(f.text) for f in sheet.formulas.values())
            for (row, col), v in cells(book, name).items():
                got = other.get(row, col)
                if isinstance(v, float) and not isinstance(v, bool):
                    assert got == pytest.approx(v, rel=1e-12, abs=1e-15), (name, row, col)
                else:
                    assert (got or "") == (v or ""), (name, row, col)
        assert natives > 20


def test_open_xml_is_valid(made) -> None:
    path, *_ = made
    here = ROOT / "node_modules" / ".bin" / "ooxml-validate"
    tool = next(
        (
            c
            for c in (os.environ.get("MFG_OOXML_VALIDATE"), shutil.which("ooxml-validate"), str(here))
            if c and Path(c).exists()
        ),
        None,
    )
    needs(tool, "ooxml-validate (npm @ooxml-tools/validate)")
    done = subprocess.run(
        [str(tool), "-f", "xlsx", str(path)], capture_output=True, text=True, timeout=180, check=False
    )
    assert "Found 0 errors" in done.stdout + done.stderr, done.stdout[:2000]


PINNED = next(
    line.split("==")[1].split('"')[0]
    for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    if '"XlsxWriter==' in line
)


@pytest.mark.skipif(
    xlsxwriter.__version__ != PINNED, reason=f"the template was written by XlsxWriter {PINNED}"
)
def test_committed_template_is_rebuilt_byte_for_byte(tmp_path) -> None:
    """Same sources, same bytes. Another zlib may pack the same content differently: then the members'
    contents are compared."""
    fresh = build.template(tmp_path / "T.xlsx")
    a, b = zipfile.ZipFile(fresh), zipfile.ZipFile(build.TEMPLATE)
    assert a.namelist() == b.namelist()
    for name in a.namelist():
        assert a.read(name) == b.read(name), f"{name} differs: run python make.py build"
    if [i.compress_size for i in a.infolist()] == [i.compress_size for i in b.infolist()]:
        assert fresh.read_bytes() == build.TEMPLATE.read_bytes()


def test_template_is_the_same_in_another_process(tmp_path) -> None:
    """Neither the hash seed nor the working folder reaches the file."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; from workbook.build import template; template(Path('t.xlsx'))"
    env = {**os.environ, "PYTHONHASHSEED": "99", "TZ": "Asia/Shanghai", "MFG_LANG": "en"}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=env, check=True)
    assert (tmp_path / "t.xlsx").read_bytes() == build.template(tmp_path / "u.xlsx").read_bytes()


def test_template_says_on_every_sheet_that_it_is_illustrative() -> None:
    with Book(build.TEMPLATE) as book:
        for name in book.sheet_names:
            assert "ILLUSTRATIVE" in str(book.sheet(name).get(3, 3)), name


def test_sample_ranges_name_every_indicator_and_values_stay_plain() -> None:
    """The generator knows each indicator; values are finite, not negative, and no column is constant."""
    tree = published.ccid_framework()
    assert set(sample.RANGES) == {n.code for n in tree.indicators}
    x = sample.units().values
    assert x.shape == (100, 24)
    assert np.isfinite(x).all()
    assert (x >= 0).all()
    assert (x.std(axis=0) > 0).all()


def test_published_tables_equal_the_counts_the_reports_print() -> None:
    """CCID: 55 East, 27 Central, 12 West, 6 Northeast; stages 3, 26, 29, 42. CAICT: 36/10/2/2 of 50."""

    def counts(rows: tuple[dict[str, str], ...], key: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for r in rows:
            found[r[key]] = found.get(r[key], 0) + 1
        return found

    ccid = published.rows("ccid2022_ranks.csv")
    assert counts(ccid, "region_en") == {"East": 55, "Central": 27, "West": 12, "Northeast": 6}
    assert counts(ccid, "stage_en") == {"leap": 3, "expansion": 26, "development": 29, "start-up": 42}
    caict = published.rows("caict2025_scores.csv")
    assert sorted(counts(caict, "region_en").values()) == [2, 2, 10, 36]


def test_reference_sheets_compare_with_scipy() -> None:
    """The printed Spearman and Kendall equal scipy's on the cells of the sheet."""
    stats = pytest.importorskip("scipy.stats")
    with Book(build.TEMPLATE) as book:
        # A list shorter than ours has one column more, the place among its own cities.
        for name, value in (("CCID2022", 11), ("CAICT2025", 12)):
            sheet = book.sheet(name)
            rows = [
                (sheet.get(r, 1), sheet.get(r, 7))
                for r in range(9, 109)
                if isinstance(sheet.get(r, 7), float)
            ]
            a, b = np.array(rows, dtype=float).T
            assert sheet.get(9, value) == len(rows)
            assert sheet.get(10, value) == pytest.approx(stats.spearmanr(a, b).statistic, rel=1e-12)
            assert sheet.get(11, value) == pytest.approx(stats.kendalltau(a, b).statistic, rel=1e-12)
            among, before = (stats.rankdata(v, "min") for v in (b, a))
            own = value - 3
            assert [sheet.get(9 + i, own) for i in range(len(a))] == (before - among).tolist()
            assert sheet.get(12, value) == pytest.approx(np.abs(before - among).mean(), rel=1e-12)
            moves = {sheet.get(r, value + 2): sheet.get(r, value + 5) for r in range(9, 9 + len(a))}
            assert moves == {sheet.get(9 + i, 2): before[i] - among[i] for i in range(len(a))}


def test_one_edit_changes_what_depends_on_it_and_nothing_else(tmp_path) -> None:
    """A changed input cell: recalculation equals a fresh computation; untouched members stay as they were."""
    needs(libreoffice.find(), "LibreOffice")
    model = build.template_model()
    edited, done = tmp_path / "edited.xlsx", tmp_path / "done.xlsx"
    with Book(build.TEMPLATE) as book, Package(build.TEMPLATE) as package:
        sheet = book.sheet("Data")
        col = next(c for c in range(1, 40) if sheet.get(8, c) == "HT")
        row = next(r for r in range(9, 120) if sheet.get(r, 1) == "苏州")
        part = f"xl/worksheets/sheet{book.sheet_names.index('Data') + 1}.xml"
        package.rewrite({part: patch_sheet(package, part, SheetPatch(values={(row, col): 99999.0}))}, edited)
    report = recalc(edited, done)
    assert report.ok, report.by_reason()
    values = model.units.values.copy()
    i = model.units.names.index("苏州")
    j = [n.code for n in model.framework.indicators].index("HT")
    values[i, j] = 99999.0
    r = replace(model, units=replace(model.units, values=values)).compute("zh")
    with Book(done) as book:
        np.testing.assert_allclose(floats(column(book, "Scores", "综合得分")), r.score, rtol=1e-12)
        assert [book.sheet("Ranking").get(6 + k, 2) for k in range(100)] == [
            r.units.names[k] for k in r.order()
        ]
    changed = {(c.sheet, c.cell.rstrip("0123456789")) for c in report.changes}
    # Only HT's column of Normalised; no other indicator.
    with Book(done) as book:
        ht = next(c for c in range(1, 40) if book.sheet("Normalised").get(8, c) == "HT")
    from openpyxl.utils import get_column_letter

    assert {c for s, c in changed if s == "Normalised"} == {get_column_letter(ht)}
    assert {s for s, _ in changed} <= {
        "About",  # shows the first city
        "Normalised",
        "Weights",
        "Scores",
        "Ranking",
        "Treated",
        "Statistics",
        "Dimensions",
        "Profile",
        "Stages",
        "Regions",
        "Bubble",
        "Relations",
        "Sensitivity",
        "CCID2022",
        "CAICT2025",
        "Checks",
    }
    a, b = zipfile.ZipFile(edited), zipfile.ZipFile(done)
    touched = {n for n in a.namelist() if a.read(n) != b.read(n)}
    assert touched <= {f"xl/worksheets/sheet{k}.xml" for k in range(1, 40)}
    for name in ("Data", "Framework", "Delphi", "Method", "Functions", "Log"):
        with Book(done) as book:
            assert f"xl/worksheets/sheet{book.sheet_names.index(name) + 1}.xml" not in touched, name


def test_build_is_all_or_nothing(tmp_path) -> None:
    """A model that cannot be computed leaves no file, nor a half-written one."""
    from udfs.engine.errors import MfgError

    model = own_model(Framework.of([Node("x"), Node("y")]), normalise="minmax")
    values = model.units.values.copy()
    values[:, 0] = 5.0
    with pytest.raises(MfgError):
        build.build(tmp_path / "b.xlsx", replace(model, units=replace(model.units, values=values)))
    assert list(tmp_path.iterdir()) == []


def test_values_edition_has_no_formula(tmp_path) -> None:
    """For LibreOffice, which drops cached values of array formulas: the same cells as plain values."""
    path = build.template(tmp_path / "v.xlsx", values_only=True)
    with Book(path) as plain, Book(build.TEMPLATE) as live:
        assert "数值版" in str(plain.sheet("About").get(13, 1))
        for name in live.sheet_names[1:]:
            assert not plain.sheet(name).formulas
            if name == "Texts":  # the wording of what an edition says of itself differs: see test_language.py
                continue
            for cell, v in cells(live, name).items():
                assert (plain.sheet(name).get(*cell) or "") == (v or ""), (name, cell)


def test_first_city_with_tied_ranks(tmp_path) -> None:
    """With average ties the first rank is 1.5; About still names the first city, in LibreOffice too."""
    model = own_model(Framework.of([Node("x"), Node("y")]), ties="average")
    values = model.units.values.copy()
    values[3] = values[7] = values.max(axis=0) + 1
    path = tmp_path / "b.xlsx"
    build.build(path, replace(model, units=replace(model.units, values=values)), "en")
    with Book(path) as book:
        assert book.sheet("About").get(8, 2) == "U03"
    if libreoffice.find():
        assert recalc(path, check=True).changes == []


def test_forms_without_arguments_read_the_workbooks_model(tmp_path, monkeypatch) -> None:
    """=MFG_SCORE(), =MFG_SCORE("深圳") and =MFG_RANKING() in a workbook equal its own sheets, and follow an edit."""
    from workbook import spec

    def log(m) -> None:
        spec.reading.log(m)
        sheet = m.grid.sheet("Log")
        m.grid.udf(sheet, 30, 2, '=MFG_SCORE("深圳市")')
        m.grid.udf(sheet, 32, 2, "=MFG_SCORE()")
        m.grid.udf(sheet, 32, 4, "=MFG_RANKING()")

    fill = tuple(replace(s, fill=log) if s.name == "Log" else s for s in spec.SHEETS)
    monkeypatch.setattr(build, "SHEETS", fill)
    path = build.template(tmp_path / "b.xlsx")
    r = build.template_model().compute("zh")
    with Book(path) as book:
        sheet, ranking = book.sheet("Log"), book.sheet("Ranking")
        assert sheet.get(30, 2) == pytest.approx(r.score[r.units.names.index("深圳")], rel=1e-12)
        np.testing.assert_allclose([sheet.get(32 + i, 2) for i in range(100)], r.score, rtol=1e-12)
        for i in range(101):
            assert [sheet.get(32 + i, 4 + j) for j in range(6)] == [
                pytest.approx(v, rel=1e-12) if isinstance(v, float) else v
                for v in (ranking.get(5 + i, 1 + j) for j in range(6))
            ]
    assert recalc(path, check=True, libreoffice=False).changes == []


CHOICES = [("ccid2022", m.kind, m.zh) for m in METHODS if m.kind in MARKS and m.name not in REFUSED]
#: What only CAICT 2025 has, and what meets its weights by stage.
CHOICES += [("caict2025", m.kind, m.zh) for m in METHODS if m.kind in ("abc", "stage_weight", "aggregate", "missing", "scale", "scope", "subjective")]  # fmt: skip


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The shipped workbooks in Chinese."""
    folder = tmp_path_factory.mktemp("shipped")
    return {name: build.template(folder / f"{name}.xlsx", name=name) for name in build.MODELS}


@pytest.mark.parametrize(("name", "kind", "label"), CHOICES, ids=[f"{n} {k}: {v}" for n, k, v in CHOICES])
def test_every_choice_of_the_method_sheet_follows_the_engine(tmp_path, shipped, name, kind, label) -> None:
    """One dropdown changed in the template and recalculated: the scores are the engine's, or both refuse.

    Steps that prepare the data meet missing cells and an outlier, so that they have something to do.
    """
    from udfs.engine.errors import MfgError

    model = build.template_model("zh", name)
    path, edited, done = shipped[name], tmp_path / "edited.xlsx", tmp_path / "done.xlsx"
    values = model.units.values.copy()
    typed: dict[tuple[int, int], float] = {}
    if kind in STEPS:
        typed = {(4, 2): np.nan, (17, 5): np.nan, (60, 5): np.nan, (9, 7): 99999.0}
        for at, v in typed.items():
            values[at] = v
        model = replace(model, units=replace(model.units, values=values))
    with Book(path) as book, Package(path) as package:
        sheet, part = book.sheet("Method"), "xl/worksheets/sheet{}.xml"
        row = next(r for r in range(5, 40) if sheet.get(r, 2) == kind)
        start = 2 + len(model.units.groups)
        data = {(9 + i, start + j): None if np.isnan(v) else v for (i, j), v in typed.items()}
        # A short simulation: it is not what is looked at here.
        changed = {"Method": {(row, 3): label}, "Sensitivity": {(8, 2): 60.0, (10, 2): 8.0}}
        changed |= {"Data": data} if data else {}
        parts = {s: part.format(book.sheet_names.index(s) + 1) for s in changed}
        package.rewrite({p: patch_sheet(package, p, SheetPatch(values=changed[s])) for s, p in parts.items()}, edited)  # fmt: skip
    recalc(edited, done, libreoffice=False)
    try:
        if kind in STEPS:
            r = replace(model, preparation=replace(model.preparation, **{kind: label})).compute("zh")
        else:
            r = replace(model, options=replace(model.options, **{kind: label})).compute("zh")
    except MfgError:
        r = None
    with Book(done if done.exists() else edited) as book:
        got = column(book, "Scores", "综合得分")
        if r is None:
            assert any(str(v).startswith("#MFG!") for v in cells(book, "Scores").values())
        else:
            np.testing.assert_allclose(floats(got), r.score, rtol=1e-12)
            np.testing.assert_array_equal(floats(column(book, "Scores", "名次")), r.rank)
            assert column(book, "Scores", "阶段") == [x or "#N/A" for x in r.stage]


def test_expert_columns_in_any_order(tmp_path) -> None:
    """The Delphi sheet takes the framework's order, so that its weights are those of Weights."""
    model = build.template_model()
    d = model.delphi
    turned = replace(d, code=d.code[::-1], scores=d.scores[:, ::-1])
    build.build(tmp_path / "a.xlsx", model)
    build.build(tmp_path / "b.xlsx", replace(model, delphi=turned))
    a, b = zipfile.ZipFile(tmp_path / "a.xlsx"), zipfile.ZipFile(tmp_path / "b.xlsx")
    sheets = [n for n in a.namelist() if n.startswith("xl/worksheets/")]
    assert [n for n in sheets if a.read(n) != b.read(n)] == []


def test_long_codes_and_missing_names(tmp_path) -> None:
    """Names fall back to the other language, then to the code, alike on every sheet."""
    tree = Framework.of([Node("tech_contract_output_value", zh="合同"), Node("b", en="B name"), Node("c")])
    build.build(tmp_path / "a.xlsx", own_model(tree), "en")
    with Book(tmp_path / "a.xlsx") as book:
        for name in ("Data", "Normalised"):
            assert [book.sheet(name).get(6, c) for c in (3, 4, 5)] == ["合同", "B name", "c"], name
        assert [book.sheet("Weights").get(r, 2) for r in (7, 8, 9)] == ["合同", "B name", "c"]


@pytest.mark.parametrize("name", build.MODELS)
def test_no_name_is_a_functions(name, tmp_path) -> None:
    """Excel would read MFG_DELPHI( as the defined name MFG_Delphi."""
    from udfs.excel.catalogue import FUNCTIONS

    build.template(tmp_path / "t.xlsx", name=name)
    with Book(tmp_path / "t.xlsx") as book:
        assert not {n.upper() for n in book.defined_names} & {f.name for f in FUNCTIONS}
