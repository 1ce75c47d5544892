"""Aggregation: by hand, against numpy's weighted mean and scipy's geometric mean, and by properties."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import gmean

from udfs.engine import columns
from udfs.engine.aggregate import aggregate
from udfs.engine.errors import MfgError

NAN = float("nan")
ONE = np.zeros(2, dtype=np.int64)

# rows, weights, method, missing rule, expected
CASES = [
    ([[1, 3], [5, 5]], [0.25, 0.75], None, None, [2.5, 5.0]),
    ([[1, 3], [5, 5]], [1, 0], "arithmetic", None, [1.0, 5.0]),
    ([[-1, 3]], [0.5, 0.5], "arithmetic", None, [1.0]),
    ([[4, 9], [5, 5]], [0.5, 0.5], "geometric", None, [6.0, 5.0]),
    ([[16, 1]], [0.25, 0.75], "几何平均", None, [2.0]),
    ([[4, 0]], [1, 0], "geometric", None, [4.0]),  # weight 0 takes no part
    ([[1, NAN], [1, 3]], [0.5, 0.5], None, "keep", [NAN, 2.0]),
    ([[1, NAN], [1, 3]], [1, 0], None, "keep", [1.0, 1.0]),
    ([[1, NAN], [1, 3]], [0.25, 0.75], None, "reweight", [1.0, 2.5]),
    ([[NAN, NAN], [1, 3]], [0.25, 0.75], None, "reweight", [NAN, 2.5]),
    ([[1, NAN], [1, 3]], [0, 1], None, "reweight", [NAN, 3.0]),
    ([[4, NAN], [4, 9]], [0.5, 0.5], "geometric", "keep", [NAN, 6.0]),
    ([[4, NAN], [4, 9]], [0.5, 0.5], "geometric", "reweight", [4.0, 6.0]),
    ([[NAN, 0], [4, 9]], [0.5, 0.0], "geometric", "reweight", [NAN, 2.0]),
    ([[1e308, 1e308]], [0.5, 0.5], None, None, [1e308]),
    ([[1e308, 1e-308]], [0.5, 0.5], "geometric", None, [1.0]),
    ([[1e-308, 1e-308]], [0.5, 0.5], "geometric", None, [1e-308]),
]


@pytest.mark.parametrize(("rows", "w", "method", "missing", "expected"), CASES)
def test_by_hand(
    rows: list[list[float]], w: list[float], method: str | None, missing: str | None, expected: list[float]
) -> None:
    out = aggregate(np.array(rows, dtype=float), np.array(w, dtype=float), ONE, [method], missing)
    np.testing.assert_allclose(out[:, 0], expected, rtol=1e-12, equal_nan=True)


def test_each_group_has_its_own_method_and_columns_may_be_mixed() -> None:
    x = np.array([[4.0, 1.0, 9.0, 3.0]])
    w = np.array([0.5, 0.25, 0.5, 0.75])
    out = aggregate(x, w, np.array([0, 1, 0, 1]), ["geometric", "arithmetic"])
    np.testing.assert_allclose(out, [[6.0, 2.5]], rtol=1e-14)


def test_reweight_keeps_the_total_of_global_weights() -> None:
    """Weights that sum to 1 over the level: 0.6 in this parent, all of it on what is there."""
    out = aggregate(np.array([[2.0, NAN]]), np.array([0.2, 0.4]), ONE, missing="reweight")
    np.testing.assert_allclose(out, [[1.2]], rtol=1e-14)


@pytest.mark.parametrize("missing", ["keep", "reweight"])
def test_geometric_refuses_zero_and_names_the_cell(refuses: Callable[..., MfgError], missing: str) -> None:
    x = np.array([[1.0, 2.0, 3.0, 4.0], [1.0, 2.0, NAN, 0.0]])
    error = refuses(
        "geometric_domain", aggregate, x, np.full(4, 0.5), np.array([0, 1, 0, 1]), ["geometric"], missing
    )
    assert (error.row, error.col, error.params["found"]) == (1, 3, 0.0)


def test_refusals(refuses: Callable[..., MfgError]) -> None:
    x, w = np.ones((2, 2)), np.ones(2)
    refuses("bad_length", aggregate, x, w, np.array([0, 1]), ["arithmetic"] * 3)
    refuses("unknown_method", aggregate, x, w, ONE, ["mode"])
    refuses("unknown_method", aggregate, x, w, ONE, [None], "drop")


@pytest.mark.parametrize("n", [1, columns.BLOCK, columns.BLOCK + 1, 4000])
def test_equals_numpy_and_scipy(n: int) -> None:
    rng = np.random.default_rng(n)
    x, w = rng.lognormal(0, 1, (n, 7)), rng.dirichlet(np.ones(7))
    span = np.zeros(7, dtype=np.int64)
    np.testing.assert_allclose(aggregate(x, w, span)[:, 0], np.average(x, axis=1, weights=w), rtol=1e-13)
    np.testing.assert_allclose(
        aggregate(x, w, span, ["geometric"])[:, 0], gmean(x, axis=1, weights=w), rtol=1e-13
    )
    gone = rng.random(x.shape) < 0.3
    gone[:, 0] = False
    with_gaps = np.where(gone, np.nan, x)
    expected = np.ma.average(np.ma.array(x, mask=gone), axis=1, weights=w)
    np.testing.assert_allclose(aggregate(with_gaps, w, span, missing="reweight")[:, 0], expected, rtol=1e-12)


blocks = arrays(
    float, st.tuples(st.integers(1, 6), st.integers(1, 5)), elements=st.integers(1, 900).map(lambda v: v / 8)
)


@given(x=blocks, seed=st.integers(0, 999))
def test_properties(x: np.ndarray, seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, m = x.shape
    w, span = rng.dirichlet(np.ones(m)), np.zeros(m, dtype=np.int64)
    a, g = aggregate(x, w, span), aggregate(x, w, span, ["geometric"])
    assert (g <= a * (1 + 1e-12)).all()  # the geometric mean is never above the arithmetic one
    for y in (a, g):
        assert (y >= x.min(axis=1, keepdims=True) * (1 - 1e-12)).all()
        assert (y <= x.max(axis=1, keepdims=True) * (1 + 1e-12)).all()
    p, q = rng.permutation(n), rng.permutation(m)
    for method, y in (("arithmetic", a), ("geometric", g)):
        np.testing.assert_allclose(aggregate(x[p][:, q], w[q], span, [method]), y[p], rtol=1e-12)
        better = x.copy()
        i, j = int(rng.integers(n)), int(rng.integers(m))
        better[i, j] += 1.0
        z = aggregate(better, w, span, [method])
        assert z[i, 0] > y[i, 0] or w[j] < 1e-12  # better in one indicator, better on the whole
        np.testing.assert_array_equal(np.delete(z, i, 0), np.delete(y, i, 0))
        # with all weights there, reweighting changes nothing
        np.testing.assert_array_equal(aggregate(x, w, span, [method], "reweight"), y)


def test_a_zero_in_a_unit_without_a_score_does_not_stop_the_others() -> None:
    """Under keep, a unit with a missing value has no score; its zero is nobody's problem."""
    x = np.array([[1.0, 4.0], [0.0, np.nan], [9.0, 4.0]])
    got = aggregate(x, np.array([0.5, 0.5]), np.array([0, 0]), ["geometric"], "keep")
    np.testing.assert_allclose(got[:, 0], [2.0, np.nan, 6.0])
    x[2, 0] = 0.0
    with pytest.raises(MfgError) as caught:
        aggregate(x, np.array([0.5, 0.5]), np.array([0, 0]), ["geometric"], "keep")
    assert (caught.value.row, caught.value.col) == (2, 0)
