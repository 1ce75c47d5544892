"""Correlations against scipy and by hand; redundancy flags."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import kendalltau, pearsonr, spearmanr

from udfs.engine.correlation import correlate, redundant

NAN = float("nan")
X = np.array([[1.0, 2.0, 5.0], [2.0, 4.0, 4.0], [3.0, 5.0, 2.0], [4.0, 4.0, 3.0], [5.0, 5.0, 1.0]])


def test_by_hand() -> None:
    """The example of every textbook: x = 1..5, y = 2, 4, 5, 4, 5: r = 6 / sqrt(10 * 6), r^2 = .6."""
    c = correlate(X)
    assert c.r[0, 1] == pytest.approx(0.6**0.5, rel=1e-14)
    assert c.r[0, 2] == pytest.approx(-0.9, rel=1e-14)
    np.testing.assert_allclose(np.diag(c.r), 1.0, rtol=1e-15)
    assert (c.n == 5).all()


@pytest.mark.parametrize(
    ("method", "scipy"), [("pearson", pearsonr), ("spearman", spearmanr), ("kendall", kendalltau)]
)
@pytest.mark.parametrize("gaps", [False, True])
def test_equals_scipy(method: str, scipy: object, gaps: bool) -> None:
    rng = np.random.default_rng(3)
    x = np.round(rng.normal(size=(30, 4)), 1)
    x[:, 1] += x[:, 0]
    if gaps:
        x[rng.random(x.shape) < 0.1] = np.nan
    for other in (None, x[:, [2, 0]]):
        c = correlate(x, other, method)
        y = x if other is None else other
        for i in range(4):
            for j in range(y.shape[1]):
                both = ~(np.isnan(x[:, i]) | np.isnan(y[:, j]))
                found = scipy(x[both, i], y[both, j])  # type: ignore[operator]
                assert c.r[i, j] == pytest.approx(found.statistic, abs=1e-12)
                assert c.p[i, j] == pytest.approx(found.pvalue, abs=1e-9)
                assert c.n[i, j] == both.sum()


@pytest.mark.parametrize("n", [34, 150, 300])
@pytest.mark.parametrize("decimals", [0, 1, 9])
def test_all_taus_at_once_equal_scipy(n: int, decimals: int) -> None:
    """With and without ties, more units than a tile has, a constant column, orders that are (nearly) the same."""
    rng = np.random.default_rng(n)
    x = np.round(rng.normal(size=(n, 7)), decimals)
    x[:, 1] += x[:, 0]
    x[:, 2] = 3.0
    x[:, 3] = np.arange(n)
    x[:, 4] = -np.arange(n)
    x[[5, 6], 4] = x[[6, 5], 4]
    c = correlate(x, None, "kendall")
    for i in range(7):
        for j in range(7):
            if 2 in (i, j):
                assert np.isnan(c.r[i, j]) and np.isnan(c.p[i, j])
                continue
            found = kendalltau(x[:, i], x[:, j])
            assert c.r[i, j] == pytest.approx(found.statistic, abs=1e-12)
            assert c.p[i, j] == pytest.approx(found.pvalue, rel=1e-9, abs=1e-300)


@pytest.mark.parametrize("method", ["pearson", "spearman", "kendall"])
def test_constant_and_few(method: str) -> None:
    x = np.array([[1.0, 7.0, 1.0], [2.0, 7.0, NAN], [3.0, 7.0, 3.0]])
    c = correlate(x, None, method)
    assert np.isnan(c.r[0, 1]) and np.isnan(c.p[0, 1]) and np.isnan(c.r[0, 2])
    assert c.n[0, 2] == 2


blocks = arrays(float, st.tuples(st.integers(3, 9), st.integers(1, 4)), elements=st.integers(-20, 20))


@pytest.mark.parametrize("method", ["pearson", "spearman", "kendall"])
@given(x=blocks, seed=st.integers(0, 99))
def test_properties(method: str, x: np.ndarray, seed: int) -> None:
    c = correlate(x, None, method)
    np.testing.assert_allclose(c.r, c.r.T, atol=1e-12)
    p = np.random.default_rng(seed).permutation(len(x))
    np.testing.assert_allclose(correlate(x[p] * 1000.0 - 7.0, None, method).r, c.r, atol=1e-9)
    np.testing.assert_allclose(correlate(-x, x, method).r, -c.r, atol=1e-9)


def test_redundant() -> None:
    """r of the last two: deviations -2 0 1 0 1 and 2 1 -1 0 -2: -7 / sqrt(6 * 10)."""
    assert redundant(X, 0.95) == []
    found = redundant(X, 0.85)
    assert [(i, j) for i, j, _ in found] == [(1, 2), (0, 2)]
    assert [r for _, _, r in found] == pytest.approx([-7 / 60**0.5, -0.9])
    assert len(redundant(X, 0.7)) == 3
