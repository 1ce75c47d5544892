"""Index numbers (METHOD B), worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.errors import MfgError
from udfs.engine.indexing import index_numbers, of_year
from udfs.engine.indicators import Rules, on_scale
from udfs.engine.panel import Panel

NAN = float("nan")
#: Positive: mean 5, greatest 9. Negative: mean 4, greatest 8, least 2.
X = np.array([[9.0, 2.0], [4.0, 8.0], [2.0, 2.0]])
NEG = np.array([False, True])


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (None, [[180, 200], [80, 50], [40, 200]]),
        ("均值", [[180, 200], [80, 50], [40, 200]]),
        ("max", [[100, 400], [400 / 9, 100], [200 / 9, 400]]),
        ("best", [[100, 100], [400 / 9, 25], [200 / 9, 100]]),
        (4.0, [[225, 200], [100, 50], [50, 200]]),
        (np.array([10.0, NAN]), [[90, 200], [40, 50], [20, 200]]),
        (np.array([[9.0, 2.0], [8.0, 2.0], [NAN, 1.0]]), [[100, 100], [50, 25], [NAN, 50]]),
    ],
)
def test_references(base: Any, expected: list[list[float]]) -> None:
    np.testing.assert_allclose(index_numbers(X, NEG, base), expected, rtol=1e-14)
    np.testing.assert_allclose(index_numbers(X, NEG, base, 1000.0), 10 * np.array(expected), rtol=1e-14)


def test_base_year() -> None:
    """City a: 10 in 2020, 15 in 2022; b: 40 in 2020, 30 in 2022; c has no 2020. Mean of 2020: 25, best 40."""
    panel = Panel.of(["a", "b", "a", "c", "b"], np.array([2022.0, 2020, 2020, 2022, 2022]))
    x = np.array([[15.0, 40, 10, 7, 30]]).T
    no = np.array([False])
    own = index_numbers(x, no, of_year(x, no, panel, 2020))
    np.testing.assert_allclose(own.ravel(), [150, 100, 100, NAN, 75], rtol=1e-14)
    mean = index_numbers(x, no, of_year(x, no, panel, 2020, "mean"))
    np.testing.assert_allclose(mean.ravel(), [60, 160, 40, 28, 120], rtol=1e-14)
    least = index_numbers(x, ~no, of_year(x, ~no, panel, 2020, "best"))
    np.testing.assert_allclose(least.ravel(), [1000 / 15, 25, 100, 1000 / 7, 1000 / 30], rtol=1e-14)


def test_base_year_reads_later_years_backwards() -> None:
    """A base year after the first: the rows before it are measured against it too."""
    panel = Panel.of(["a"] * 3, np.array([2019.0, 2020, 2021]))
    x = np.array([[5.0, 10, 20]]).T
    no = np.array([False])
    np.testing.assert_allclose(
        index_numbers(x, no, of_year(x, no, panel, 2020)).ravel(), [50, 100, 200], rtol=1e-14
    )


def test_refused(refuses: Callable[..., MfgError]) -> None:
    assert refuses("index_negative", index_numbers, np.array([[1.0, 1], [2, 0]]), NEG).row == 1
    assert refuses("index_base", index_numbers, np.array([[1.0], [-1]]), NEG[:1]).col == 0
    assert refuses("index_base", index_numbers, X, NEG, np.array([3.0, 0.0])).col == 1
    error = refuses("index_base", index_numbers, X, NEG, np.where(X > 8, -1.0, X))
    assert (error.row, error.col) == (0, 0)
    refuses("index_shape", index_numbers, X, NEG, np.ones((2, 2)))
    refuses("not_positive", index_numbers, X, NEG, None, 0.0)
    refuses("all_missing", index_numbers, np.array([[1.0, NAN]]), NEG)
    panel = Panel.of(["a", "b", "c"], np.array([2020.0, 2020, 2020]))
    assert "2020" in refuses("base_year", of_year, X, NEG, panel, 2019.0).text("en")


BLOCKS = arrays(float, (5, 2), elements=st.integers(1, 900).map(float))


@given(x=BLOCKS, factor=st.sampled_from([1e-3, 7.0, 1e6]), base=st.sampled_from(["mean", "max", "best"]))
def test_unit_of_measurement_and_direction(x: Any, factor: float, base: str) -> None:
    """The unit does not matter; the better value always has the higher index; the best has 100 under "best"."""
    r = index_numbers(x, NEG, base)
    np.testing.assert_allclose(index_numbers(x * factor, NEG, base), r, rtol=1e-12)
    turn = np.array([3, 1, 4, 0, 2])
    np.testing.assert_allclose(index_numbers(x[turn], NEG, base), r[turn], rtol=1e-12)
    assert (np.diff(r[np.argsort(x[:, 0]), 0]) >= 0).all()
    assert (np.diff(r[np.argsort(x[:, 1]), 1]) <= 0).all()
    if base == "best":
        np.testing.assert_allclose(r.max(axis=0), [100, 100], rtol=1e-12)


def rules(**named: Any) -> Rules:
    m = X.shape[1]
    none = np.zeros(m, dtype=bool)
    return Rules(**{"negative": NEG, "moderate": none, "low": np.full(m, NAN), "high": np.full(m, NAN), "cap": none, "transform": ("",) * m, **named})  # fmt: skip


@pytest.mark.parametrize(
    ("method", "a", "expected"),
    [
        ("index", None, [[180, 200], [80, 50], [40, 200]]),
        ("指数化", np.array([10.0, NAN]), [[90, 200], [40, 50], [20, 200]]),
        ("index:10:1", None, [[0.9, 5], [0.4, 1.25], [0.2, 5]]),
        ("index_max:10", None, [[10, 40], [40 / 9, 10], [20 / 9, 40]]),
        ("index_best", None, [[100, 100], [400 / 9, 25], [200 / 9, 100]]),
    ],
)
def test_as_a_normalisation_it_keeps_its_own_direction(method: str, a: Any, expected: Any) -> None:
    """Negative indicators are not turned first: 100 ref/x, not the index of a reciprocal."""
    turned, r = on_scale(X, rules(), method, None, 0.1, a)
    np.testing.assert_array_equal(turned, X)
    np.testing.assert_allclose(r, expected, rtol=1e-14)


def test_own_normalisation_goalposts_and_moderate_columns() -> None:
    """By hand: own z-score 50 + 10 z of (1, 2, 3); between 0 and 20 onto 1 to 100; best at 4 to 6; the rest min-max."""
    x = np.array([[1.0, 5, 2, 10], [2, 10, 5, 20], [3, 20, 12, 60]])
    five = [NAN, 0.0, 4.0, NAN], [NAN, 20.0, 6.0, NAN]
    r = Rules(
        np.zeros(4, bool), np.array([0, 0, 1, 0], bool), np.array(five[0]), np.array(five[1]),
        np.zeros(4, bool), ("",) * 4, ("zscore:50:10", "", "", ""),
    )  # fmt: skip
    turned, y = on_scale(x, r, "minmax:1:100", None, 0.1)
    np.testing.assert_allclose(y[:, 0], [40, 50, 60], rtol=1e-14)
    np.testing.assert_allclose(y[:, 1], [25.75, 50.5, 100], rtol=1e-14)
    # distances 2, 0, 6 outside 4..6: 1 - d/6 = 2/3, 1, 0; min-max keeps them, onto 1 to 100
    np.testing.assert_allclose(turned[:, 2], [2 / 3, 1, 0], rtol=1e-14)
    np.testing.assert_allclose(y[:, 2], [67, 100, 1], rtol=1e-14)
    np.testing.assert_allclose(y[:, 3], [1, 20.8, 100], rtol=1e-14)
    _, y = on_scale(x, r, "efficacy", None, 0.1)
    np.testing.assert_allclose(y[:, 1], [70, 80, 100], rtol=1e-14)
    _, y = on_scale(x, r, "vector", None, 0.1)
    np.testing.assert_allclose(y[:, 1], [0.25, 0.5, 1], rtol=1e-14)  # no ends of its own: 0 to 1


def test_rules_refused(refuses: Callable[..., MfgError]) -> None:
    low, high = np.array([NAN, 1.0]), np.array([NAN, 9.0])
    error = refuses(
        "goalpost_method", on_scale, X, rules(low=low, high=high, own=("", "zscore")), None, None, 0.1
    )
    assert error.col == 1
    bare = rules(moderate=np.array([True, False]))
    assert refuses("moderate_limits", on_scale, X, bare, None, None, 0.1).col == 0
    assert refuses("one_goalpost", on_scale, X, rules(low=low), None, None, 0.1).col == 1
    posts = rules(low=low, high=high)
    assert refuses("ends_order", on_scale, X, posts, "minmax:5:5", None, 0.1).arg == "norm_a"
    assert refuses("not_positive", on_scale, X, posts, "efficacy:60:0", None, 0.1).arg == "norm_b"
    assert refuses("not_positive", on_scale, X, rules(), "index:2:0", None, 0.1).arg == "norm_b"
    refuses("unused_option", on_scale, X, rules(), "index_best", None, 0.1, 5.0)
    for text in ("minmax:", "minmax:1:2:3", "minmax:x", "minmax::", "vector:1"):
        with pytest.raises(MfgError):
            on_scale(X, rules(), text, None, 0.1)
