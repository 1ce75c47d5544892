"""mfg compute with denominators, screening, imputation, treatment, own normalisation and weights by stage."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

import mfg
from workbook.book import Book

FRAMEWORK = """code,direction,low,high,denominator,factor,normalisation
p,+,,,people,100,
q,适度,4,6,,,
n,-,,,,,zscore:50:10
"""
DATA = """城市,省份,p,q,n
深圳,广东,1,10,1
苏州,江苏,2,,2
南京,江苏,3,5,3
合肥,安徽,4,0,
拉萨,西藏,,,
"""
PEOPLE = "city,people\n深圳,10\n苏州,10\n合肥市,20\n南京市,30\n"


def run(*args: object) -> tuple[int, str]:
    result = CliRunner().invoke(mfg.app, [str(a) for a in args], catch_exceptions=False)
    return result.exit_code, result.output


@pytest.fixture
def inputs(tmp_path: Path) -> list[object]:
    for name, text in (("f.csv", FRAMEWORK), ("d.csv", DATA), ("p.csv", PEOPLE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return ["--framework", tmp_path / "f.csv", "--data", tmp_path / "d.csv", "--out", tmp_path / "o"]


def read(path: object, name: str) -> list[list[str]]:
    return list(csv.reader((Path(str(path)) / name).read_text(encoding="utf-8-sig").splitlines()))


def test_every_step_by_hand(inputs: list[object], tmp_path: Path) -> None:
    more = ["--denominators", tmp_path / "p.csv", "--screen", "missing", "--share", "0.5", "--impute", "均值",
            "--weights", "equal", "--normalise", "minmax:1:100", "--positive", "max", "--lang", "zh"]  # fmt: skip
    code, said = run("compute", *inputs, *more)
    assert code == 0, said
    rows = read(inputs[-1], "prepared.csv")
    # p: 100 p/people = 10, 20, 10, 20; q: missing is the mean of 10, 5, 0; n: the mean of 1, 2, 3. 拉萨 is out.
    assert [r[0] for r in rows[1:]] == ["深圳", "苏州", "南京", "合肥"]
    assert [[float(v) for v in r[2:]] for r in rows[1:]] == [[10, 10, 1], [20, 5, 2], [10, 5, 3], [20, 0, 2]]
    got = [[float(v) for v in r[2:]] for r in read(inputs[-1], "normalised.csv")[1:]]
    # q: distances 4, 0, 0, 4; n turned 2, 1, 0, 1 has mean 1, sd sqrt(2/3)
    z = 10 / (2 / 3) ** 0.5
    want = [[1, 1, 50 + z], [100, 100, 50], [1, 100, 50 - z], [100, 1, 50]]
    assert got == [pytest.approx(w, rel=1e-12) for w in want]
    checks = "\n".join(r[2] for r in read(inputs[-1], "checks.csv"))
    for words in ("已除以“people”", "数据不够完整，已筛去", "有 1 个缺失值按 mean 补上"):
        assert words in checks


def test_refused_in_one_line(inputs: list[object], tmp_path: Path) -> None:
    base = ["--denominators", tmp_path / "p.csv", "--lang", "en"]
    for more, words in (
        (["--lang", "en"], 'there is no denominator "people"'),
        ([*base, "--impute", "linear"], "linear needs panel data"),
        ([*base, "--treat", "winnlog"], "the nearest is winlog"),
        ([*base, "--normalise", "minmax:5:1"], "below b (1)"),
        ([*base, "--weights", "abc"], "has no classes"),
        ([*base, "--stage-column", "省份"], 'no columns such as "stage: name"'),
    ):
        code, said = run("compute", *inputs, *more)
        assert code == 1
        assert words in said and len(said.strip().splitlines()) == 1, said


def test_weights_by_stage(tmp_path: Path) -> None:
    """METHOD B by hand, as in tests/engine/test_stage_sets.py; and in a workbook."""
    (tmp_path / "f.csv").write_text(
        "code,direction,abc class,阶段：成熟期,stage: grow\na,+,A,2,1\nb,-,B,1,2\n", encoding="utf-8"
    )
    (tmp_path / "d.csv").write_text(
        "city,phase,a,b\nu,成熟期,8,4\nv,grow,4,2\nw,grow,2,8\n", encoding="utf-8"
    )
    (tmp_path / "e.csv").write_text("expert,a,b\nx,5,3\ny,7,5\n", encoding="utf-8")
    inputs = ["--framework", tmp_path / "f.csv", "--data", tmp_path / "d.csv", "--delphi", tmp_path / "e.csv"]
    method = ["--weights", "abc", "--normalise", "index_best", "--lang", "en"]
    code, said = run("compute", *inputs, *method, "--abc", "share", "--abc-factor", "0.5,0.3,0.2", "--stage-column", "phase", "--out", tmp_path / "o")  # fmt: skip
    assert code == 0, said
    rows = read(tmp_path / "o", "stages.csv")
    assert rows[0] == ["city", "phase", "成熟期", "grow"]
    want = [[1150 / 13, 800 / 11], [800 / 13, 850 / 11], [25, 25]]
    assert [[float(v) for v in r[2:]] for r in rows[1:]] == [pytest.approx(w) for w in want]
    code, said = run(
        "new", tmp_path / "b.xlsx", *inputs, *method, "--stage-column", "phase", "--abc-factor", "0.5,0.3,0.2"
    )
    assert code == 0, said
    with Book(tmp_path / "b.xlsx") as book:
        sheet = book.sheet("Scores")
        col = next(c for c in range(1, 9) if sheet.get(8, c) == "Score")
        assert [sheet.get(9 + i, col) for i in range(3)] == pytest.approx([1150 / 13, 850 / 11, 25])
