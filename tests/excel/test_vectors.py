"""MFG_COMBINE on blocks of weight vectors: columns or rows, labels, groups, shares, messages."""

from __future__ import annotations

from typing import Any

import pytest

from udfs.excel.cells import Block

from .kit import Rows, Sheet, column, message, run

#: Three vectors side by side, one a column: .5 .3 .2, .2 .2 .6, .25 .5 .25.
BLOCK: Rows = [[0.5, 0.2, 0.25], [0.3, 0.2, 0.5], [0.2, 0.6, 0.25]]
MEAN = [0.95 / 3, 1 / 3, 1.05 / 3]


def flat(rows: Rows) -> Any:
    return [c for r in rows for c in r]


def test_columns_and_rows() -> None:
    rows = run("MFG_COMBINE", BLOCK, None, None, "linear")
    assert [len(r) for r in rows] == [1, 1, 1]
    assert flat(rows) == pytest.approx(MEAN)
    across = run("MFG_COMBINE", [list(r) for r in zip(*BLOCK, strict=True)], None, ["a", "a", "a"], "linear")
    assert across[0] == pytest.approx(MEAN)
    named = [["指标", "甲", "乙", "丙"], *([n, *r] for n, r in zip("pqr", BLOCK, strict=True))]
    got = run("MFG_COMBINE", named, None, None, "linear")
    assert got[0] == [""] and flat(got[1:]) == pytest.approx(MEAN)
    assert flat(run("MFG_COMBINE", BLOCK)) == pytest.approx([25 / 85, 30 / 85, 30 / 85])
    assert flat(run("MFG_COMBINE", BLOCK, None, None, "线性", [2, 1, 1])) == pytest.approx(
        [0.3625, 0.325, 0.3125]
    )


def test_two_sides_and_parents() -> None:
    """Moment estimation with two experts and one method; by hand below."""
    experts, method = [r[:2] for r in BLOCK], column([r[2] for r in BLOCK])
    a, b = [0.35, 0.25, 0.4], [0.25, 0.5, 0.25]
    p = sum(x / (x + y) for x, y in zip(a, b, strict=True)) / 3
    wanted = [(2 * p * x + (1 - p) * y) / (2 * p + 1 - p) for x, y in zip(a, b, strict=True)]
    assert flat(run("MFG_COMBINE", experts, method, None, "矩估计法")) == pytest.approx(wanted)
    grouped = flat(run("MFG_COMBINE", BLOCK, None, column("ppq"), "linear"))
    first = (0.5 / 0.8 + 0.5 + 1 / 3) / 3
    assert grouped == pytest.approx([first, 1 - first, 1.0])
    assert flat(run("MFG_COMBINE", BLOCK, None, column("ppq"), "linear", None, "global")) == pytest.approx(
        MEAN
    )


def test_a_labelled_single_vector_is_still_one() -> None:
    """A column of names beside one vector is no second vector."""
    one = run("MFG_COMBINE", column([0.5, 0.3, 0.2]), column([0.2, 0.2, 0.6]), None, "linear")
    assert flat(one) == pytest.approx([0.35, 0.25, 0.4])


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((BLOCK, None, None, "moment"), ("请两组都给", "give both")),
        ((BLOCK, None, None, "objective"), ("不能用于多组", "cannot be used with several")),
        ((BLOCK, None, None, "game", [1, 1, 1]), ("请留空", "leave alpha blank")),
        ((BLOCK, None, None, "linear", [1, 1]), ("有 2 个值，应为 3 个", "has 2 values where 3")),
        ((BLOCK, None, column("pq"), "linear"), ("有 2 个值，应为 3 个", "has 2 values where 3")),
        (
            ([[0.5, -0.2], [0.5, 1.2]], None, None, "linear"),
            ("S!B1 的权重 -0.2 为负", "S!B1 has weight -0.2"),
        ),
        (([[0.5, None], [0.5, 1.2]], None, None, "linear"), ("S!B1 为空", "S!B1 is blank")),
    ],
)
def test_refused(args: tuple[Any, ...], words: tuple[str, str]) -> None:
    block = Block(args[0], lambda r, c: f"S!{chr(65 + c)}{r + 1}")
    for language, wanted in zip(("zh", "en"), words, strict=True):
        assert wanted in message(run("MFG_COMBINE", block, *args[1:], caller=Sheet(language)))
