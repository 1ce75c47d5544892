"""Group summaries by hand and against pandas' groupby."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from udfs.engine.errors import MfgError
from udfs.engine.rank import rank
from udfs.engine.summary import summarise

NAN = float("nan")


def test_by_hand() -> None:
    s = np.array([3.0, 9.0, NAN, 5.0, NAN, 1.0])
    g = summarise(s, rank(s), ["甲", "乙", "乙", "甲", "丙", "丁"])
    # 甲 has two scored units; 乙 and 丁 one each, 乙 with the higher mean; 丙 none
    assert g.name == ("甲", "乙", "丁", "丙")
    np.testing.assert_array_equal(g.count, [2, 1, 1, 0])
    np.testing.assert_array_equal(g.mean, [4, 9, 1, NAN])
    np.testing.assert_array_equal(g.high, [5, 9, 1, NAN])
    np.testing.assert_array_equal(g.low, [3, 9, 1, NAN])
    np.testing.assert_array_equal(g.best, [2, 1, 4, NAN])


def test_equals_pandas() -> None:
    rng = np.random.default_rng(4)
    s = rng.normal(50, 10, 300)
    s[rng.random(300) < 0.1] = NAN
    labels = [f"g{i}" for i in rng.integers(0, 12, 300)]
    r = rank(s)
    g = summarise(s, r, labels)
    p = pd.DataFrame({"s": s, "r": r, "g": labels}).groupby("g")
    for mine, theirs in (
        (g.count, p.s.count()), (g.mean, p.s.mean()), (g.high, p.s.max()), (g.low, p.s.min()), (g.best, p.r.min()),
    ):  # fmt: skip
        np.testing.assert_allclose(mine, theirs.reindex(g.name), rtol=1e-12)
    order = pd.DataFrame({"n": -g.count, "m": -g.mean})
    assert order.sort_values(["n", "m"], kind="stable").index.tolist() == list(range(len(order)))


def test_ends_of_the_range() -> None:
    s = np.array([1e308, 1.7e308, 1e-308])
    g = summarise(s, rank(s), ["a", "a", "b"])
    np.testing.assert_allclose(g.mean[0], 1.35e308, rtol=1e-14)
    s = np.array([1e-308, 3e-308])
    np.testing.assert_allclose(summarise(s, rank(s), ["a", "a"]).mean, [2e-308], rtol=1e-14)


def test_lengths_and_emptiness(refuses: Callable[..., MfgError]) -> None:
    refuses("bad_length", summarise, np.ones(2), np.ones(2), ["a"])
    assert summarise(np.array([]), np.array([]), []).name == ()


def test_order_of_units_does_not_matter() -> None:
    s, labels = np.array([3.0, 9.0, 5.0, 1.0]), np.array(["x", "y", "x", "z"])
    p = np.array([2, 0, 3, 1])
    a, b = summarise(s, rank(s), list(labels)), summarise(s[p], rank(s[p]), list(labels[p]))
    assert a.name == b.name
    np.testing.assert_array_equal(a.mean, b.mean)


def test_sorted_by_mean() -> None:
    """Largest group first by default; by mean, the best group first whatever its size."""
    scores, ranks = np.array([1.0, 2.0, 9.0]), np.array([3.0, 2.0, 1.0])
    assert summarise(scores, ranks, ["a", "a", "b"]).name == ("a", "b")
    assert summarise(scores, ranks, ["a", "a", "b"], "平均分").name == ("b", "a")
