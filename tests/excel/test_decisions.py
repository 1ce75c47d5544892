"""Weights from an order, dominance: in cells."""

from __future__ import annotations

from typing import Any

import pytest

from .kit import DATA, Sheet, X, column, message, run

ZH = Sheet("zh")


def test_rank_weight() -> None:
    assert run("MFG_RANK_WEIGHT", [1, 2, 3], "sum") == [pytest.approx([1 / 2, 1 / 3, 1 / 6])]
    assert run("MFG_RANK_WEIGHT", column(["次序", "２", 1]), "倒数") == [["次序"], [pytest.approx(1 / 3)], [pytest.approx(2 / 3)]]  # fmt: skip
    # Inside each parent: ROC of two is .75, .25, of one 1; no number of the whole list is needed.
    assert run("MFG_RANK_WEIGHT", [3, 1, 9], None, ["A", "A", "B"]) == [[0.25, 0.75, 1]]
    assert run("MFG_RANK_WEIGHT", [[1]]) == [[1]]


@pytest.mark.parametrize(
    ("args", "en", "zh"),
    [
        (([1, None, 3],), "row 1, column 2 has no place by importance", "第 1 行第 2 列 没有重要性次序"),
        ((column(["order", 1, "-"]),), "row 3, column 1 has no place", "第 3 行第 1 列 没有"),
        (([1, "x"],), '"x", not a number', "是“x”，不是数"),
        (([1, "#REF!"],), "#REF!", "#REF!"),
        (([1, 2], "rok"), "nearest is", "最接近的是"),
        (([1, 2], None, ["A"]), "has 1 values where 2", "有 1 个值，应为 2 个"),
        (([[1, 2], [3, 4]],), "2 × 2", "2 × 2"),
        ((None,), "is missing", "没有给出"),
    ],
)
def test_rank_weight_refusals(args: tuple[Any, ...], en: str, zh: str) -> None:
    assert en in message(run("MFG_RANK_WEIGHT", *args))
    assert zh in message(run("MFG_RANK_WEIGHT", *args, caller=ZH))


def test_dominance() -> None:
    """Output and patents rise with energy: nobody dominates; without the energy every city beats those before it."""
    rows = run("MFG_DOMINANCE", DATA, ["+", "+", "-"])
    assert rows[0] == ["City", "Dominates", "Dominated by", "Dominated by, for one"]
    assert [r[1:] for r in rows[1:]] == [[0, 0, ""]] * 4
    rows = run("MFG_DOMINANCE", [r[:2] for r in X], None, ["a", "b", "c", "d"], caller=ZH)
    assert rows == [
        ["城市", "优于", "劣于", "全面优于它的单位"],
        ["a", 0, 3, "d"], ["b", 1, 2, "d"], ["c", 2, 1, "d"], ["d", 3, 0, ""],
    ]  # fmt: skip
    missing = run("MFG_DOMINANCE", [[1.0, 2.0], [None, 3.0], [2.0, 2.0]])
    assert missing[1:] == [["1", 0, 1, "3"], ["2", "#N/A", "#N/A", ""], ["3", 1, 0, ""]]


def test_dominance_refusals() -> None:
    assert "1" in message(run("MFG_DOMINANCE", [[1.0, None], [2.0, 3.0]]))
    assert '"x", not a number' in message(run("MFG_DOMINANCE", [[1.0, 2.0], [2.0, "x"]]))
    assert "has 2 values where 3" in message(run("MFG_DOMINANCE", X, ["+", "-"]))


def test_mcdm_names_a_unit_that_is_the_worst_in_everything() -> None:
    assert "row 1 is the worst in every indicator" in message(run("MFG_MCDM", X, None, None, "cocoso"))
    assert "各项指标都最差，cocoso 没有得分" in message(
        run("MFG_MCDM", X, None, None, "CoCoSo 法", caller=ZH)
    )
