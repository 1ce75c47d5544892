"""The human-development style from a framework file alone: UNDP, technical note 1, and a published table.

By hand, for Norway 2014 (81.6, 17.5, 12.6, 64 992): health (81.6 - 20)/65 = 0.947692; education
(17.5/18 + 12.6/15)/2 = (0.972222 + 0.84)/2 = 0.906111; income (ln 64992 - ln 100)/(ln 75000 - ln 100)
= 6.476849/6.620073 = 0.978365; the cube root of their product, 0.840136, is 0.943590.
Australia's 20.2 expected years and the incomes of Singapore and Liechtenstein lie beyond the goalposts.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

import mfg

HDI = Path(mfg.__file__).parent / "docs" / "examples" / "hdi"

#: Human Development Report 2015, table 1: HDI rank and value of 2014.
PUBLISHED = {
    "Norway": (1, 0.944), "Australia": (2, 0.935), "Switzerland": (3, 0.930), "Denmark": (4, 0.923),
    "Netherlands": (5, 0.922), "Germany": (6, 0.916), "Ireland": (6, 0.916), "United States": (8, 0.915),
    "Canada": (9, 0.913), "New Zealand": (9, 0.913), "Singapore": (11, 0.912), "Hong Kong, China (SAR)": (12, 0.910),
    "Liechtenstein": (13, 0.908), "Sweden": (14, 0.907), "United Kingdom": (14, 0.907), "Iceland": (16, 0.899),
    "Korea (Republic of)": (17, 0.898), "Israel": (18, 0.894), "Luxembourg": (19, 0.892), "Japan": (20, 0.891),
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    """The files that one command writes from the two CSV files."""
    out = tmp_path_factory.mktemp("hdi")
    args = ["compute", "--framework", HDI / "framework.csv", "--data", HDI / "data.csv", "--out", out, "--weights", "equal", "--lang", "en"]  # fmt: skip
    result = CliRunner().invoke(mfg.app, [str(a) for a in args], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return {
        p.stem: list(csv.DictReader(p.read_text(encoding="utf-8-sig").splitlines())) for p in out.iterdir()
    }


def test_norway_by_hand(made: dict[str, list[dict[str, str]]]) -> None:
    first = made["normalised"][0]
    by_hand = {"LE": 0.947692, "EYS": 0.972222, "MYS": 0.84, "GNI": 0.978365}
    for code, expected in by_hand.items():
        assert float(first[code]) == pytest.approx(expected, abs=5e-7)
    assert float(made["scores"][0]["EDU"]) == pytest.approx(0.906111, abs=5e-7)
    assert float(made["scores"][0]["Score"]) == pytest.approx(0.943590, abs=1e-6)


def test_caps(made: dict[str, list[dict[str, str]]]) -> None:
    rows = {r["country"]: r for r in made["normalised"]}
    assert float(rows["Australia"]["EYS"]) == 1.0
    assert [float(rows[n]["GNI"]) for n in ("Singapore", "Liechtenstein")] == [1.0, 1.0]


def test_the_published_table(made: dict[str, list[dict[str, str]]]) -> None:
    """Inputs printed with one decimal give the printed values within 0.001, most of them exactly."""
    got = {r["country"]: float(r["Score"]) for r in made["scores"]}
    assert got.keys() == PUBLISHED.keys()
    exact = 0
    for name, (_, value) in PUBLISHED.items():
        assert got[name] == pytest.approx(value, abs=0.0015), name
        exact += round(got[name], 3) == value
    assert exact == 14


def test_ranks_are_taken_on_rounded_scores(made: dict[str, list[dict[str, str]]]) -> None:
    """Canada 0.9134 and New Zealand 0.9135 (printed: both 0.913, both 9th) and Sweden and the UK (both 14th) tie."""
    rank = {r["country"]: int(r["Rank"]) for r in made["scores"]}
    score = {r["country"]: float(r["Score"]) for r in made["scores"]}
    for a, b in (("Canada", "New Zealand"), ("Sweden", "United Kingdom")):
        assert score[a] != score[b]
        assert rank[a] == rank[b] == PUBLISHED[a][0], (a, b)
    assert rank["Norway"] == 1
    assert [rank[n] for n in ("Netherlands", "Liechtenstein", "Israel", "Luxembourg")] == [5, 13, 18, 19]
