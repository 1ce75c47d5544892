"""``mfg uncertainty`` and ``mfg sensitivity``: their files are the engine's numbers, here and on a Dask cluster."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import mfg
from udfs.engine.uncertainty import results
from udfs.engine.uncertainty.choices import factor, parse
from udfs.engine.uncertainty.problem import Problem
from udfs.engine.uncertainty.simulate import simulate
from udfs.engine.uncertainty.study import Study
from udfs.excel import tables
from workbook.files import read_table

FRAMEWORK = "code,parent,direction\nT,,\nA,T,\nB,T,\np,A,+\nq,A,-\nr,B,+\ns,B,+\n"
CHOICES = "normalise=vector,minmax(1,100); aggregate=arithmetic,geometric; weights=noise:0.3"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    x = np.random.default_rng(2).lognormal(1.0, 0.5, (25, 4)).round(3)
    lines = ["城市,p,q,r,s", *(f"城{i}," + ",".join(map(str, r)) for i, r in enumerate(x.tolist()))]
    (tmp_path / "d.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "f.csv").write_text(FRAMEWORK, encoding="utf-8")
    return tmp_path


def run(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(mfg.app, [str(a) for a in args], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def table(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_bytes().decode("utf-8-sig").splitlines()))


def inputs(folder: Path, out: str) -> list[object]:
    return [
        "--framework",
        folder / "f.csv",
        "--data",
        folder / "d.csv",
        "--out",
        folder / out,
        "--lang",
        "en",
    ]


def test_uncertainty_writes_the_engines_numbers(folder: Path) -> None:
    code, _, err = run("uncertainty", *inputs(folder, "u"), "--choices", CHOICES, "--n", 400, "--seed", 3, "--quantiles", "0.1,0.9")  # fmt: skip
    assert (code, err) == (0, "")
    tree = tables.framework(read_table(folder / "f.csv", "Framework"))
    p = Problem.of(tables.units(read_table(folder / "d.csv"), tree), tree)
    sim = simulate(Study(p, tuple(factor(a, b, tree) for a, b in parse(CHOICES)), 400, 3))
    got = table(folder / "u" / "ranks.csv")
    assert got[0] == ["City", "Rank", "Mean", "Median", "SD", "10%", "90%"]
    s = results.spread(sim, "rank", (0.1, 0.9))
    for row in got[1:]:
        i = p.names.index(row[0])
        expected = [sim.rank[i], s.mean[i], s.median[i], s.sd[i], *s.quantiles[i]]
        np.testing.assert_allclose([float(v) for v in row[1:]], expected, rtol=1e-12)
    assert [float(r[1]) for r in got[1:]] == sorted(sim.rank)
    assert {f.name for f in (folder / "u").iterdir()} == {
        "ranks.csv", "scores.csv", "probabilities.csv", "top.csv", "stages.csv", "failures.csv", "draws.csv",
    }  # fmt: skip
    # Its own draws, and other chunks, give the same files.
    for out, more in (("v", ["--draws", folder / "u" / "draws.csv"]), ("w", ["--choices", CHOICES, "--n", 400, "--chunk", 37])):  # fmt: skip
        assert run("uncertainty", *inputs(folder, out), *more, "--seed", 3, "--quantiles", "0.1,0.9")[0] == 0
        for name in ("ranks.csv", "probabilities.csv"):
            assert (folder / out / name).read_bytes() == (folder / "u" / name).read_bytes()


def test_options_and_steps_are_those_of_compute(folder: Path) -> None:
    """The nominal scores are those that ``mfg compute`` writes with the same options."""
    text = (folder / "d.csv").read_text(encoding="utf-8").splitlines()
    text[4] = ",".join([*text[4].split(",")[:3], "", text[4].split(",")[4]])
    (folder / "d.csv").write_text("\n".join([*text, "空,,,,1"]) + "\n", encoding="utf-8")
    more = [
        "--screen",
        "missing",
        "--share",
        0.5,
        "--impute",
        "median",
        "--treat",
        "log",
        "--normalise",
        "minmax:1:100",
    ]
    assert run("compute", *inputs(folder, "c"), *more)[0] == 0
    written = next(p for p in (folder / "c").iterdir() if p.name.lower().startswith("scores"))
    head, *rows = table(written)
    expected = {r[0]: float(r[head.index("Score")]) for r in rows}
    assert "空" not in expected
    assert run("uncertainty", *inputs(folder, "u"), *more, "--n", 5)[0] == 0
    got = {r[0]: float(r[1]) for r in table(folder / "u" / "scores.csv")[1:]}
    assert got.keys() == expected.keys()
    for city, score in expected.items():
        assert got[city] == pytest.approx(score, rel=1e-12)


def test_choices_and_sets_from_files(folder: Path) -> None:
    (folder / "c.csv").write_text('choice,alternatives\nnormalise,"minmax, zscore"\naggregate,"arithmetic, geometric"\n', encoding="utf-8")  # fmt: skip
    (folder / "w.csv").write_text("A,B\n1,1\n1,3\n", encoding="utf-8")
    code, _, err = run("uncertainty", *inputs(folder, "u"), "--choices", folder / "c.csv", "--weight-sets", folder / "w.csv", "--n", 50, "--weights", "equal")  # fmt: skip
    assert code == 0
    assert "of 50 runs cannot be computed" in err
    reasons = table(folder / "u" / "failures.csv")
    assert "geometric mean" in reasons[1][0]
    drawn = table(folder / "u" / "draws.csv")
    assert drawn[0] == ["normalise", "aggregate", "weights"]
    assert {r[2] for r in drawn[1:]} == {"1", "2"}


def test_sensitivity(folder: Path) -> None:
    code, _, err = run("sensitivity", *inputs(folder, "s"), "--choices", CHOICES, "--n", 64, "--unit", "城3", "--about", "top:5")  # fmt: skip
    assert (code, err) == (0, "")
    sobol = table(folder / "s" / "sobol.csv")
    assert [r[0] for r in sobol[1:]] == ["Normalisation", "Aggregation", "Weights"]
    assert [r[0] for r in table(folder / "s" / "without_indicators.csv")[1:]] == ["p", "q", "r", "s"]
    assert len(table(folder / "s" / "scenarios.csv")) == 5
    assert [r[0] for r in table(folder / "s" / "stability.csv")[1:]] == ["A", "B", "p", "q", "r", "s"]
    code, _, err = run("sensitivity", *inputs(folder, "t"), "--choices", CHOICES, "--n", 16, "--aggregate", "geometric")  # fmt: skip
    assert code == 0
    assert "stability.csv left out" in err
    assert not (folder / "t" / "stability.csv").exists()


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (["--choices", "norm=vector"], "no choice that can vary"),
        (["--choices", "normalise=zscore"], "none of the 5 replications"),
        (["--n", "0"], "must be a whole number"),
        (["--chunk", "0"], "must be a whole number"),
        (["--draws", "absent.csv"], "there is no file"),
        (["--quantiles", "0.5,x"], "quantiles"),
        (["--dask", "tcp://127.0.0.1:9"], "does not answer"),
        (["--dask", "nonsense://x"], "does not answer"),
    ],
    ids=lambda a: " ".join(a) if isinstance(a, list) else "",
)
def test_what_is_wrong_is_one_line(folder: Path, args: list[str], text: str) -> None:
    if "--dask" in args:
        pytest.importorskip("distributed")
    more = args if "--n" in args else [*args, "--n", "5"]
    code, _, err = run("uncertainty", *inputs(folder, "u"), *more)
    assert code == 1
    lines = [line for line in err.splitlines() if line.strip()]
    assert len(lines) == 1 and text in lines[0]


@pytest.mark.filterwarnings("ignore")
def test_a_dask_cluster_gives_the_same_numbers(folder: Path) -> None:
    """Two worker processes of a local cluster; without the package the test says so."""
    distributed = pytest.importorskip("distributed")
    args = ["--choices", CHOICES + "; noise=0.05", "--n", 300, "--seed", 9]
    assert run("uncertainty", *inputs(folder, "here"), *args)[0] == 0
    assert run("sensitivity", *inputs(folder, "here"), *args[:-4], "--n", 40)[0] == 0
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        address = cluster.scheduler_address
        assert run("uncertainty", *inputs(folder, "there"), *args, "--chunk", 41, "--dask", address)[0] == 0
        assert run("sensitivity", *inputs(folder, "there"), *args[:-4], "--n", 40, "--chunk", 23, "--dask", address)[0] == 0  # fmt: skip
    for name in ("ranks.csv", "scores.csv", "probabilities.csv", "sobol.csv"):
        assert (folder / "there" / name).read_bytes() == (folder / "here" / name).read_bytes()
