"""Worksheet functions on relations: numbers by hand, labels, messages."""

from __future__ import annotations

import numpy as np
import pytest

from .kit import CITIES, DIRECTION, Sheet, X, column, labelled, message, run

Y = [[1.0, 2.0, 5.0], [2.0, 4.0, 4.0], [3.0, 5.0, 2.0], [4.0, 4.0, 3.0], [5.0, 5.0, 1.0]]


def test_correlations() -> None:
    rows = run("MFG_CORR", Y)
    assert rows[0] == pytest.approx([1.0, 0.6**0.5, -0.9])
    named = run("MFG_CORR", [["a", "b", "c"], *Y])
    assert named[0] == ["", "a", "b", "c"]
    assert named[1] == ["a", *rows[0]]
    assert run("MFG_CORR", Y, column([r[2] for r in Y]))[0] == pytest.approx([-0.9])
    assert run("MFG_CORR", Y, method="肯德尔")[0][2] == pytest.approx(-0.8)
    # r^2 = .6, t = sqrt(3 * .6 / .4) = 2.1213, p = .1240 with 3 degrees of freedom
    assert run("MFG_CORR", Y, pvalue=1)[0][1] == pytest.approx(0.1240, abs=5e-5)
    assert "has 2 values where 5" in message(run("MFG_CORR", Y, column([1.0, 2.0])))


def test_alpha() -> None:
    data = [["城市", "a", "b", "c"], ["x", 1.0, -2.0, 1.0], ["y", 2.0, -4.0, 3.0], ["z", 3.0, -6.0, 2.0]]
    rows = run("MFG_ALPHA", data, ["+", "-", "+"], ["P", "P", "Q"])
    assert rows[0] == ["Dimension", "Indicators", "Units", "Alpha", "Standardised alpha"]
    assert rows[1] == ["P", 2.0, 3.0, pytest.approx(8 / 9), pytest.approx(1.0)]
    assert rows[2] == ["Q", 1.0, 3.0, "#N/A", "#N/A"]
    assert run("MFG_ALPHA", Y, caller=Sheet("zh"))[1][0] == "全部指标"
    assert "b has the same value" in message(run("MFG_ALPHA", [["a", "b"], [1.0, 2.0], [2.0, 2.0]]))


def test_pca() -> None:
    data = [["a", "b"], [1.0, 1.0], [2.0, 3.0], [3.0, 2.0]]
    rows = run("MFG_PCA", data)
    assert rows[0] == ["Component", "Eigenvalue", "Share of variance", "Cumulated share"]
    assert rows[1] == ["PC1", *map(pytest.approx, [1.5, 0.75, 0.75])]
    assert rows[2][3] == pytest.approx(1.0)
    loadings = run("MFG_PCA", data, "载荷")
    assert loadings[0] == ["Indicator", "PC1", "PC2"]
    assert loadings[1][:2] == ["a", pytest.approx(0.75**0.5)]
    tests = dict(run("MFG_PCA", data, "KMO", ["p", "q"])[1:])
    assert tests["KMO"] == pytest.approx(0.5)
    assert tests["MSA p"] == pytest.approx(0.5)
    assert tests["Degrees of freedom"] == 1.0


def test_redundant() -> None:
    rows = run("MFG_REDUNDANT", Y, ["a", "b", "c"], threshold=0.85)
    assert rows[0] == ["Indicator 1", "Indicator 2", "Correlation"]
    assert [r[:2] for r in rows[1:]] == [["b", "c"], ["a", "c"]]
    assert run("MFG_REDUNDANT", Y, threshold=0.99)[1] == ["nothing to report", "", ""]
    assert "between 0 and 1" in message(run("MFG_REDUNDANT", Y, threshold=2))


def test_contribution_adds_up_to_the_score() -> None:
    data = labelled(["p", "q", "n"], CITIES)
    rows = run("MFG_CONTRIBUTION", data, [0.5, 0.3, 0.2])
    assert rows[0] == ["城市", "p", "q", "n"]
    assert rows[1] == ["深圳", *map(pytest.approx, [0.5, 3.0, 0.1])]
    shares = run("MFG_CONTRIBUTION", data, column([0.5, 0.3, 0.2]), 1)
    assert sum(shares[1][1:]) == pytest.approx(1.0)
    scores = run("MFG_DIMENSION", X, [0.5, 0.3, 0.2])
    assert [sum(r[1:]) for r in rows[1:]] == pytest.approx([s[0] for s in scores])
    assert "blank" in message(run("MFG_CONTRIBUTION", data, [0.5, None, 0.2]))


def test_strengths() -> None:
    data = labelled(["p", "q", "n"], CITIES)
    rows = run("MFG_STRENGTHS", data, "西安市", DIRECTION, top=1)
    assert rows == [
        ["Kind", "Indicator", "Rank", "Value"],
        ["strength", "p", 1.0, 4.0],
        ["weakness", "n", 4.0, 4.0],
    ]
    other = run(
        "MFG_STRENGTHS", X, "西安", DIRECTION, ["产值", "专利", "能耗"], CITIES, 1, caller=Sheet("zh")
    )
    assert other[1] == ["优势", "产值", 1.0, 4.0]
    assert 'there is no "广州"' in message(run("MFG_STRENGTHS", data, "广州"))


def test_moves() -> None:
    rows = run("MFG_MOVES", [1, 2, 3], [1, 2, 3], ["深圳", "苏州", "成都"], ["成都市", "武汉", "深圳"])
    assert rows == [
        ["City", "Rank before", "Rank after", "Change", "Kind"],
        ["成都", 3.0, 1.0, 2.0, "up"],
        ["武汉", "#N/A", 2.0, "#N/A", "in"],
        ["深圳", 1.0, 3.0, -2.0, "down"],
        ["苏州", 2.0, "#N/A", "#N/A", "out"],
    ]
    scores = run("MFG_MOVES", [9.0, 5.0], [1, 2], order_a=1, caller=Sheet("zh"))
    assert [r[4] for r in scores[1:]] == ["不变", "不变"]
    assert "city_b" in message(run("MFG_MOVES", [1, 2], [1, 2], ["a", "b"]))
    assert "city_b: 武汉 stands twice" in message(
        run("MFG_MOVES", [1, 2], [1, 2], ["a", "b"], ["武汉", "武汉"])
    )


def test_remove() -> None:
    """The engine's example: without a .667 places on average, without b 1."""
    data = [["a", "b"], [1.0, 9.0], [7.0, 5.0], [7.0, 2.0]]
    rows = run("MFG_REMOVE", data)
    assert rows[0] == ["Removed", "Mean change of rank", "Greatest change", "Units that move"]
    assert rows[1] == ["a", pytest.approx(2 / 3), 1.0, 2.0]
    assert rows[2] == ["b", 1.0, 2.0, 2.0]


def test_remove_finds_its_columns_when_dimensions_are_mixed() -> None:
    rng = np.random.default_rng(4)
    data = rng.random((12, 4)).tolist()
    mixed = run("MFG_REMOVE", data, [1, 2, 3, 4], ["A", "B", "A", "B"], [2, 1], ["a", "b", "c", "d"])
    turn = [0, 2, 1, 3]
    sorted_ = run(
        "MFG_REMOVE",
        [[r[j] for j in turn] for r in data],
        [1, 3, 2, 4],
        ["A", "A", "B", "B"],
        [2, 1],
        ["a", "c", "b", "d"],
    )
    assert mixed == sorted_
    assert [r[0] for r in run("MFG_REMOVE", data, None, ["A", "B", "A", "B"], dimensions=1)[1:]] == ["A", "B"]
    assert "negative" in message(run("MFG_REMOVE", data, [1, -2, 3, 4]))
