"""Worksheet functions of whole-matrix methods, rank-sum ratio and classes: numbers by hand, labels, messages."""

from __future__ import annotations

import pytest

from udfs.engine.registry import methods

from .kit import CITIES, DIRECTION, Sheet, X, column, labelled, message, run

CORNERS = [[0.0, 1.0], [3.0, 0.0], [3.0, 1.0], [1.5, 1.0]]


def test_topsis_by_hand() -> None:
    """Without scaling: .25, .75, 1 (see the engine's test)."""
    rows = run("MFG_MCDM", CORNERS, norm="none")
    assert [r[0] for r in rows[:3]] == pytest.approx([0.25, 0.75, 1.0])
    assert run("MFG_MCDM", CORNERS, None, column([1, 1]), "topsis", "none") == rows
    assert run("MFG_MCDM", CORNERS, method="逼近理想解", norm="不标准化") == rows


def test_vikor_with_its_columns() -> None:
    rows = run("MFG_MCDM", labelled(["p", "q"], CITIES, CORNERS), method="vikor:0.5", detail=1)
    assert rows[0] == ["City", "S", "R", "Q", "Score", "Rank"]
    assert rows[1] == ["深圳", 0.5, 0.5, 1.0, 0.0, 3.0]
    assert rows[3] == ["成都", 0.0, 0.0, 0.0, 1.0, 1.0]


@pytest.mark.parametrize("m", methods("mcdm"), ids=lambda m: m.name)
def test_every_method_in_both_languages(m) -> None:
    data = labelled(["p", "q", "n"], CITIES)
    rows = run("MFG_MCDM", data, DIRECTION, None, m.zh, caller=Sheet("zh"))
    assert rows[0] == ["得分"] and len(rows) == 5
    assert all(isinstance(r[0], float) for r in rows[1:])
    assert run("MFG_MCDM", data, column(DIRECTION), None, m.en)[1:] == rows[1:]
    table = run("MFG_MCDM", X, DIRECTION, None, m.name, detail="是")
    assert [r[-2] for r in table[1:]] == [r[0] for r in rows[1:]]


def test_a_unit_with_a_gap_gets_no_score() -> None:
    data = [*[list(r) for r in CORNERS], [None, 2.0]]
    assert run("MFG_MCDM", data, method="gra")[4] == ["#N/A"]


@pytest.mark.parametrize(
    ("args", "zh", "en"),
    [
        ((CORNERS, None, None, "marcos"), "marcos 要求正数", "marcos needs positive values"),
        ((CORNERS, None, None, "topsys"), "最接近的是 topsis", "the nearest is topsis"),
        ((CORNERS, None, None, "vikor:x"), "不是 vikor 的参数", "is no parameter of vikor"),
        ((CORNERS, None, None, "vikor:3"), "应在 0 到 1 之间", "between 0 and 1"),
        (([[1.0, 2.0]],), "只有 1 个单位", "only 1 unit"),
        (([[1.0, 2.0], [1.0, 2.0]],), "所有单位都相同", "all units are the same"),
        ((CORNERS, None, [1, 2, 3]), "有 3 个值，应为 2 个", "has 3 values where 2"),
        ((CORNERS, None, [0, 0]), "合计为 0", "sum to 0"),
    ],
)
def test_messages(args: tuple, zh: str, en: str) -> None:
    assert zh in message(run("MFG_MCDM", *args, caller=Sheet("zh")))
    assert en in message(run("MFG_MCDM", *args))


def test_rsr_table() -> None:
    """Weights .75, .25: .5, 2/3, 2.5/3; cumulated 1/3, 2/3, 1 - 1/12."""
    data = [["城市", "p", "q"], ["a", 1.0, 3.0], ["b", 2.0, 2.0], ["c", 3.0, 1.0], ["d", None, 1.0]]
    rows = run("MFG_RSR", data, None, [3, 1])
    assert rows[0] == ["City", "RSR", "Rank", "Cumulated", "Probit", "Fitted RSR", "Grade"]
    assert [r[0] for r in rows[1:]] == ["a", "b", "c", "d"]
    assert [r[1] for r in rows[1:4]] == pytest.approx([0.5, 2 / 3, 2.5 / 3])
    assert [r[3] for r in rows[1:4]] == pytest.approx([1 / 3, 2 / 3, 11 / 12])
    assert [r[2] for r in rows[1:4]] == [3.0, 2.0, 1.0]
    assert rows[4][1:] == ["#N/A"] * 6
    assert "从" not in message(run("MFG_RSR", data, grades=9))
    assert run("MFG_RSR", X, DIRECTION, interval=1)[1][1] == pytest.approx((1 + 1 + 4) / 12)


def test_classes() -> None:
    scores = [1.0, 2.0, 4.0, 5.0, 50.0, None]
    assert run("MFG_CLASS", scores, count=3) == [[3.0, 3.0, 2.0, 2.0, 1.0, "#N/A"]]
    assert run("MFG_CLASS", column(scores), "自然断点", 3, ["甲", "乙", "丙"]) == column(
        ["丙", "丙", "乙", "乙", "甲", "#N/A"]
    )
    assert run("MFG_CLASS", column(scores), names=["强", "弱"])[4] == ["强"]
    assert "3 values where 2" in message(run("MFG_CLASS", scores, None, 2, ["a", "b", "c"]))
    assert "too few for 4 classes" in message(run("MFG_CLASS", [1, 1, 2]))


@pytest.mark.parametrize("method", ["harmonic", "幂平均:2", "min", "median", "owa", "meanmin", "mpi", "ampi", "copeland"])  # fmt: skip
def test_aggregations_reach_the_worksheet(method: str) -> None:
    data = [[1.0, 4.0], [2.0, 3.0], [3.0, 5.0]]
    one = run("MFG_DIMENSION", data, [1, 1], None, None, method)
    assert all(isinstance(r[0], float) for r in one)
    assert run("MFG_SCORE", data, None, [1, 1], None, None, method, "none") == one
