"""The command line: what it writes, its exit codes, its one-line errors."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import mfg
from udfs.excel import tables
from workbook import build
from workbook.book import Book
from workbook.files import read_table

FRAMEWORK = """code,parent,name_zh,name_en,unit,direction
IDX,,指数,Index,,
A,IDX,甲,A,,
B,IDX,乙,B,,
p,A,指标p,Indicator p,%,+
q,A,指标q,Indicator q,家,+
n,B,指标n,Indicator n,t,-
"""
DATA = """城市,省份,p,q,n
深圳,广东,1,10,.5
苏州,江苏,2,20,1
南京,江苏,3,20,2
合肥,安徽,4,50,4
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "f.csv").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "d.csv").write_text(DATA, encoding="utf-8")
    return tmp_path


def run(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(mfg.app, [str(a) for a in args], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def table(path: Path) -> list[list[str]]:
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to read Chinese"
    return list(csv.reader(raw.decode("utf-8-sig").splitlines()))


def test_compute_meets_the_test_vector(tmp_path) -> None:
    """METHOD.md A, test vector: one level, CV weights; scores to 6 decimals."""
    (tmp_path / "f.csv").write_text("code,parent,direction\np,,+\nq,,+\nn,,-\n", encoding="utf-8")
    (tmp_path / "d.csv").write_text(DATA, encoding="utf-8")
    code, out, _ = run("compute", "--framework", tmp_path / "f.csv", "--data", tmp_path / "d.csv", "--out", tmp_path / "o", "--weights", "cv", "--lang", "en")  # fmt: skip
    assert code == 0
    assert "合肥" in out
    scores = table(tmp_path / "o" / "scores.csv")
    assert scores[0] == ["城市", "省份", "Score", "Rank", "Stage"]
    np.testing.assert_allclose(
        [float(r[2]) for r in scores[1:]], [0.246110, 0.384172, 0.434974, 0.729078], atol=5e-7
    )
    weights = table(tmp_path / "o" / "weights.csv")
    np.testing.assert_allclose([float(r[5]) for r in weights[1:]], [0.357941, 0.480229, 0.161830], atol=5e-7)
    ranking = table(tmp_path / "o" / "ranking.csv")
    assert [r[1] for r in ranking[1:]] == ["合肥", "南京", "苏州", "深圳"]
    assert {p.name for p in (tmp_path / "o").iterdir()} == {"checks.csv", "normalised.csv", "weights.csv", "scores.csv", "ranking.csv"}  # fmt: skip


OPTIONS = ["--normalise", "极差法", "--positive", "max", "--weights", "combined", "--combine", "linear", "--alpha", "0.3",
           "--aggregate", "arithmetic", "--scale", "efficacy", "--ties", "dense", "--round", "1", "--breaks", "1,2", "--stages", "x,y,z"]  # fmt: skip


def test_new_compute_and_engine_agree(folder) -> None:
    """The numbers in cells, in compute's files and from the engine agree to 1e-12, with every option set."""
    book = folder / "b.xlsx"
    inputs = ["--framework", folder / "f.csv", "--data", folder / "d.csv"]
    assert run("new", book, *inputs, *OPTIONS, "--lang", "zh")[0] == 0
    assert run("compute", *inputs, "--out", folder / "o", *OPTIONS, "--lang", "zh")[0] == 0
    tree = tables.framework(read_table(folder / "f.csv"))
    from udfs.engine.index import Options, compute

    r = compute(
        tables.units(read_table(folder / "d.csv"), tree), tree, None,
        Options(normalise="minmax", positive="max", combine="linear", alpha=0.3, scale="efficacy", ties="dense", decimals=1, breaks=(1, 2), stages=("x", "y", "z")),
        "zh",
    )  # fmt: skip
    scores = table(folder / "o" / "scores.csv")
    where = scores[0].index("综合得分")
    np.testing.assert_allclose([float(x[where]) for x in scores[1:]], r.score, rtol=1e-12)
    assert [x[-1] for x in scores[1:]] == list(r.stage)
    with Book(book) as b:
        sheet = b.sheet("Scores")
        head = [sheet.get(8, c) for c in range(1, 9)]
        col = 1 + head.index("综合得分")
        np.testing.assert_allclose([sheet.get(9 + i, col) for i in range(4)], r.score, rtol=1e-12)
        assert [sheet.get(9 + i, col + 1) for i in range(4)] == r.rank.tolist()


@pytest.mark.parametrize(
    ("given", "subjective", "objective", "combine"),
    [
        (["--weights", "熵权法"], "auto", "entropy", "objective"),
        (["--weights", "CRITIC"], "auto", "critic", "objective"),
        (["--objective", "gini", "--combine", "linear"], "auto", "gini", "linear"),
        (["--weights", "等权"], "equal", "equal", "subjective"),
    ],
)
def test_objective_methods_by_name(
    folder, given: list[str], subjective: str, objective: str, combine: str
) -> None:
    from udfs.engine.index import Options, compute

    inputs = ["--framework", folder / "f.csv", "--data", folder / "d.csv"]
    assert (
        run("compute", *inputs, "--out", folder / "o", *given, "--normalise", "minmax", "--positive", "max")[
            0
        ]
        == 0
    )
    tree = tables.framework(read_table(folder / "f.csv"))
    options = Options("max", normalise="minmax", subjective=subjective, objective=objective, combine=combine)
    r = compute(tables.units(read_table(folder / "d.csv"), tree), tree, None, options)
    weights = table(folder / "o" / "weights.csv")
    np.testing.assert_allclose([float(w[5]) for w in weights[1:]], r.weights[-len(weights) + 1 :], rtol=1e-12)


def test_recalc_after_an_edit(folder) -> None:
    """recalc changes the file, --check only reports (exit 1 where cells differ)."""
    book = folder / "b.xlsx"
    assert (
        run("new", book, "--framework", folder / "f.csv", "--data", folder / "d.csv", "--lang", "zh")[0] == 0
    )
    assert run("recalc", book, "--check", "--no-libreoffice")[0] in (0, 1)
    edited = folder / "e.xlsx"
    with zipfile.ZipFile(book) as a, zipfile.ZipFile(edited, "w") as b:
        for i in a.infolist():
            raw = a.read(i)
            if i.filename == "xl/worksheets/sheet4.xml":
                assert b'<c r="C12"' in raw
                raw = __import__("re").sub(rb'(<c r="C12"[^>]*>)<v>4</v>', rb"\1<v>9</v>", raw)
            b.writestr(i, raw)
    before = edited.read_bytes()
    code, out, _ = run("recalc", edited, "--check", "--no-libreoffice", "--lang", "en")
    assert code == 1
    assert "cells differ" in out
    assert edited.read_bytes() == before
    run("recalc", edited, "--no-libreoffice")
    assert edited.read_bytes() != before


def test_demo_prints_ten_and_says_illustrative(tmp_path) -> None:
    code, out, _ = run("demo", "--out", tmp_path, "--lang", "en")
    assert code == 0
    assert "ILLUSTRATIVE" in out
    assert str(tmp_path / "MFG_Demo.xlsx") in out
    assert (tmp_path / "MFG_Demo.xlsx").stat().st_size < 1_000_000
    assert out.count("│") >= 10 * 7


def test_functions_lists_the_catalogue() -> None:
    from udfs.excel.catalogue import FUNCTIONS

    for lang in ("zh", "en"):
        code, out, _ = run("functions", "--markdown", "--lang", lang)
        assert code == 0
        assert all(f.signature in out and f.help(lang) in out for f in FUNCTIONS)
    assert run("functions")[0] == 0


def test_version_and_help_in_both_languages() -> None:
    assert "MFG Index" in run("--version")[1]
    for texts in mfg.TEXTS.values():
        assert len(texts) == 2
        assert all(texts)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["compute", "--framework", "none.csv", "--data", "d.csv", "--out", "o"], "none.csv"),
        (["compute", "--framework", "f.csv", "--data", "d.csv", "--out", "o", "--normalise", "minmaxx"], "minmax"),
        (["compute", "--framework", "f.csv", "--data", "d.csv", "--out", "o", "--weights", "cvv"], "cv"),
        (["compute", "--framework", "f.csv", "--data", "d.csv", "--out", "o", "--alpha", "2", "--combine", "linear"], "between 0 and 1"),
        (["compute", "--framework", "f.csv", "--data", "d.csv", "--out", "o", "--weights", "delphi"], "no expert table"),
        (["compute", "--framework", "f.csv", "--data", "f.csv", "--out", "o"], "no column"),
        (["compute", "--framework", "d.csv", "--data", "d.csv", "--out", "o"], "code"),
        (["compute", "--framework", "f.csv", "--data", "d.csv", "--out", "o", "--breaks", "5,3"], "ascending"),
        (["compute", "--framework", "f.csv", "--data", "d.csv", "--out", "o", "--aggregate", "geometric", "--normalise", "zscore"], "zscore"),
        (["new", "x.xls"], None),
        (["new", "x.xlsx", "--framework", "f.csv"], None),
        (["new", "nowhere/x.xlsx"], "nowhere"),
        (["recalc", "f.csv"], "f.csv"),
        (["recalc", "none.xlsx"], "none.xlsx"),
        (["build", "castle"], None),
    ],
)  # fmt: skip
def test_errors_are_one_line(folder, monkeypatch, args, says) -> None:
    """Exit code 1 with one sentence (2 for wrong usage); nothing is written, no traceback."""
    monkeypatch.chdir(folder)
    before = sorted(p.name for p in folder.iterdir())
    code, _out, err = run(*args, *(["--lang", "en"] if args[0] != "build" else []))
    if says is None:
        assert code == 2
    else:
        assert code == 1
        assert says.casefold() in err.casefold()
        lines = [line for line in err.strip().splitlines() if line.strip()]
        assert len(lines) == 1, err
    assert "Traceback" not in err
    assert sorted(p.name for p in folder.iterdir()) == before


def test_new_refuses_to_overwrite_and_locked_files(folder) -> None:
    book = folder / "b.xlsx"
    inputs = ["--framework", folder / "f.csv", "--data", folder / "d.csv", "--lang", "en"]
    assert run("new", book, *inputs)[0] == 0
    before = book.read_bytes()
    code, _, err = run("new", book, *inputs)
    assert code == 1
    assert "--force" in err
    assert book.read_bytes() == before
    (folder / "~$b.xlsx").write_text("x")
    code, _, err = run("new", book, *inputs, "--force")
    assert code == 1
    assert "open" in err.lower()
    assert book.read_bytes() == before
    assert not [p for p in folder.iterdir() if p.suffix == ".tmp"]


def test_new_files_are_readable_by_others(folder) -> None:
    """A new file gets the usual permissions, not those of a temporary file."""
    import os

    run("new", folder / "b.xlsx", "--framework", folder / "f.csv", "--data", folder / "d.csv")
    mask = os.umask(0)
    os.umask(mask)
    if os.name == "posix":
        assert (folder / "b.xlsx").stat().st_mode & 0o777 == 0o666 & ~mask


def test_template_without_data(folder) -> None:
    assert run("new", folder / "t.xlsx", "--lang", "zh")[0] == 0
    assert (folder / "t.xlsx").read_bytes() == build.template(folder / "u.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("framework", "data", "says"),
    [
        ("code,parent,name_zh,direction\nx,,专利数,+\ny,,专利数,-\n", "城市,专利数\na,1\nb,2\n", "fits both"),
        ("code,parent,name_zh\nx,,y\ny,,W\n", "城市,y,W\na,1,2\nb,2,3\n", "fits both"),
        ("code,parent\nx,\ny,\n", "城市,x,y\na,1,2\nb,1,028,7\n", "longer than the header"),
        ("code,parent\nx,\ny,\n", "城市,x,y\na,1,2\nb,1,3\nc,1,4\n", "same value 1"),
    ],
)
def test_silent_mistakes_are_refused(tmp_path, framework, data, says) -> None:
    """One column for two indicators, unquoted thousands, a constant column with the value of the data."""
    (tmp_path / "f.csv").write_text(framework, encoding="utf-8")
    (tmp_path / "d.csv").write_text(data, encoding="utf-8")
    code, _, err = run("compute", "--framework", tmp_path / "f.csv", "--data", tmp_path / "d.csv", "--out", tmp_path / "o", "--lang", "en")  # fmt: skip
    assert code == 1
    assert says in err


def test_checks_file_lists_what_the_workbook_lists(tmp_path) -> None:
    """Unknown framework columns, no direction, totals, one city in two spellings, weights, default breaks."""
    (tmp_path / "f.csv").write_text("code,parent,polarity,weight\nx,,-,2\ny,,+,3\n", encoding="utf-8")
    (tmp_path / "d.csv").write_text("城市,x,y\n深圳,1,2\n深圳市,2,3\n合计,3,5\n", encoding="utf-8")
    inputs = ["--framework", tmp_path / "f.csv", "--data", tmp_path / "d.csv", "--lang", "en"]
    code, _, err = run("compute", *inputs, "--out", tmp_path / "o")
    assert code == 0
    assert "stage breaks 1, 2, 3 for 3 units" in err
    text = "\n".join(" ".join(r) for r in table(tmp_path / "o" / "checks.csv"))
    for part in ("polarity", "no column direction", "total or a mean", "深圳市", "sum to 5"):
        assert part in text, part
    run("new", tmp_path / "b.xlsx", *inputs)
    with Book(tmp_path / "b.xlsx") as book:
        sheet = book.sheet("Checks")
        listed = "\n".join(str(sheet.get(r, 3)) for r in range(14, 40))
    for part in ("total or a mean", "sum to 5"):
        assert part in listed, part


@pytest.mark.parametrize(
    ("header", "rows", "names"),
    [
        ("地级市,省份", "合肥,安徽\n芜湖,安徽\n苏州,江苏", ("合肥", "芜湖", "苏州")),
        ("省份,地区", "安徽,合肥\n安徽,芜湖\n江苏,苏州", ("合肥", "芜湖", "苏州")),
        ("城市,省份", "340100,安徽\n340200,安徽\n320500,江苏", ("340100", "340200", "320500")),
        ("省份", "安徽\n江苏\n浙江", ("安徽", "江苏", "浙江")),
    ],
)
def test_the_name_column_names_each_row_once(tmp_path, header, rows, names) -> None:
    (tmp_path / "d.csv").write_text(
        f"{header},p\n" + "\n".join(f"{r},{i}" for i, r in enumerate(rows.split("\n"))), encoding="utf-8"
    )
    from udfs.engine.framework import Framework, Node

    assert tables.units(read_table(tmp_path / "d.csv"), Framework.of([Node("p")])).names == names


def test_options_that_are_no_numbers_or_contradict(folder) -> None:
    inputs = [
        "--framework",
        folder / "f.csv",
        "--data",
        folder / "d.csv",
        "--out",
        folder / "o",
        "--lang",
        "en",
    ]
    for more, code, says in (
        (["--k", "nan"], 1, "is"),
        (["--breaks", "a,b"], 1, '"a,b"'),
        (["--weights", "cv", "--combine", "linear"], 2, "combined"),
        (["--breaks", ""], 0, ""),
    ):
        got, _, err = run("compute", *inputs, *more)
        assert got == code, more
        assert says in err
        assert "Traceback" not in err
    assert run("new", folder / "t.xlsx", "--normalise", "minmax")[0] == 2


def test_overwriting_keeps_permissions_and_links(folder) -> None:
    import os

    if os.name != "posix":
        pytest.skip("permissions of POSIX systems")
    inputs = ["--framework", folder / "f.csv", "--data", folder / "d.csv"]
    run("new", folder / "b.xlsx", *inputs)
    (folder / "b.xlsx").chmod(0o640)
    (folder / "link.xlsx").symlink_to(folder / "b.xlsx")
    assert run("new", folder / "link.xlsx", *inputs, "--force")[0] == 0
    assert (folder / "link.xlsx").is_symlink()
    assert (folder / "b.xlsx").stat().st_mode & 0o777 == 0o640


def test_percent_cells_of_a_workbook_are_read_as_shown(tmp_path) -> None:
    """0.01 formatted 0.0% under the unit % is 1, as the text "1%" is; its goalposts are in the same unit."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "d.xlsx"))
    ws = book.add_worksheet()
    percent = book.add_format({"num_format": "0.0%"})
    for i, row in enumerate([["城市", "p"], ["a", 0.01], ["b", 0.035]]):
        for j, v in enumerate(row):
            ws.write(i, j, v, percent if i and j else None)
    book.close()
    from udfs.engine.framework import Framework, Node

    u = tables.units(read_table(tmp_path / "d.xlsx"), Framework.of([Node("p", unit="%")]))
    assert u.values[:, 0].tolist() == [1.0, 3.5]
    u = tables.units(read_table(tmp_path / "d.xlsx"), Framework.of([Node("p", unit="")]))
    assert u.values[:, 0].tolist() == [0.01, 0.035]


@pytest.mark.parametrize(
    ("lang", "given", "breaks", "mark", "says"),
    [
        ("zh", [], "1, 9, 18, 31", "R", "换算到 31 个单位"),
        ("en", [], "1, 9, 18, 31", "R", "of 31 units"),
        ("en", ["--breaks", "5,12,22,31"], "5, 12, 22, 31", "R", "those of CCID's 100 cities"),
    ],
)
def test_breaks_of_another_number_of_units(tmp_path, lang, given, breaks, mark, says) -> None:
    """31 units have the shares of the report's 100, said on Method; the stages of Scores and of compute follow."""
    (tmp_path / "f.csv").write_text("code,parent,direction\nx,,+\ny,,+\n", encoding="utf-8")
    rows = "\n".join(f"u{i:02d},{(i * 7) % 31 + 1},{i + 3}" for i in range(31))
    (tmp_path / "d.csv").write_text(f"unit,x,y\n{rows}\n", encoding="utf-8")
    inputs = ["--framework", tmp_path / "f.csv", "--data", tmp_path / "d.csv", "--lang", lang, *given]
    code, _, err = run("new", tmp_path / "b.xlsx", *inputs)
    assert code == 0
    assert ("31" in err and breaks in err) is (given == [])
    with Book(tmp_path / "b.xlsx") as book:
        sheet = book.sheet("Method")
        row = next(r for r in range(6, 60) if sheet.get(r, 2) == "breaks")
        assert (sheet.get(row, 3), sheet.get(row, 4)) == (breaks, mark)
        assert says in str(sheet.get(row, 5))
        area = book.named_area("MFG_Stages")
        stages = [book.value("Scores", r, area.col1) for r in range(area.row1, area.row2 + 1)]
    assert len(set(stages)) == 4
    ends = [int(b) for b in breaks.split(",")]
    assert sorted(stages.count(s) for s in set(stages)) == sorted(
        b - a for a, b in zip([0, *ends], ends, strict=False)
    )
    run("compute", *inputs, "--out", tmp_path / "o")
    ranking = table(tmp_path / "o" / "ranking.csv")
    assert sorted(r[-1] for r in ranking[1:]) == sorted(stages)
