"""Column statistics against numpy and pandas, with missing values and at the ends of the range."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from udfs.engine import columns

NAN = float("nan")
X = np.array([[1.0, 2.0, NAN], [4.0, NAN, NAN], [9.0, -6.0, NAN], [16.0, 0.0, 5.0]])


def random(n: int, m: int, missing: float = 0.0) -> np.ndarray:
    rng = np.random.default_rng(7)
    x = rng.lognormal(0, 1, (n, m)) * rng.uniform(0.1, 1000, m)
    x[rng.random((n, m)) < missing] = NAN
    return x


@pytest.mark.parametrize("missing", [0.0, 0.2])
@pytest.mark.parametrize("n", [2, 293, columns.BLOCK, columns.BLOCK + 1, 5000])
def test_statistics_equal_pandas(n: int, missing: float) -> None:
    x = random(n, 6, missing)
    p = pd.DataFrame(x)
    close = dict(rtol=1e-12, atol=0, equal_nan=True)
    np.testing.assert_array_equal(columns.present(x), p.count())
    np.testing.assert_allclose(columns.minimum(x), p.min(), **close)
    np.testing.assert_allclose(columns.maximum(x), p.max(), **close)
    np.testing.assert_allclose(columns.largest(x), p.abs().max(), **close)
    np.testing.assert_allclose(columns.total(x), p.sum(), **close)
    np.testing.assert_allclose(columns.squares(x), (p * p).sum(), **close)
    if (p.count() > 1).all():
        np.testing.assert_allclose(columns.mean(x), p.mean(), **close)
        np.testing.assert_allclose(columns.deviation(x), p.std(ddof=1), **close)


def test_by_hand() -> None:
    assert columns.present(X).tolist() == [4, 3, 1]
    assert columns.total(X).tolist() == [30.0, -4.0, 5.0]
    assert columns.largest(X).tolist() == [16.0, 6.0, 5.0]
    assert columns.is_constant(X).tolist() == [False, False, True]
    # (4 + 36 + 0 - 3 (4/3)^2) / 2, and one value has no deviation
    np.testing.assert_allclose(
        columns.deviation(X), [6.557438524302, 4.163331998932, NAN], rtol=1e-12, equal_nan=True
    )


def test_all_missing_column() -> None:
    x = np.full((3, 1), NAN)
    assert columns.present(x).tolist() == [0]
    assert np.isnan(columns.minimum(x)).all() and np.isnan(columns.deviation(x)).all()
    assert columns.total(x).tolist() == [0.0]


@pytest.mark.parametrize("unit", [1e308, 1e-308, 5e-324, 1e151, 1e-135, 1.0])
def test_scaled_is_exact_and_within_range(unit: float) -> None:
    x = np.array([[unit], [unit * 0.5], [-unit]])
    y, s = columns.scaled(x)
    np.testing.assert_array_equal(y * s, x)
    assert np.isfinite(y * y).all() and (y[0] * y[0] > 0).all()
    assert np.frexp(s)[0].tolist() == [0.5]  # a power of two


@pytest.mark.parametrize("x", [[1e308, 1e308, 1e308], [1.5e308, -1.5e308, 1.5e308]])
def test_mean_of_the_largest_numbers(x: list[float]) -> None:
    np.testing.assert_allclose(columns.mean(np.array([x]).T), [sum(v / 3 for v in x)], rtol=1e-14)


def test_squares_of_near_equal_tiny_numbers_keep_their_digits() -> None:
    x = np.array([[1.0], [1.0 + 2.0**-50]])
    y, _ = columns.scaled(x * 2.0**-460)
    v, w = columns.deviation(x) / columns.mean(x), columns.deviation(y) / columns.mean(y)
    np.testing.assert_allclose(v, w, rtol=1e-12)


def test_refusals(refuses: Callable[..., columns.MfgError]) -> None:
    assert refuses("all_missing", columns.refuse_missing_column, np.array([[1.0, NAN]])).col == 1
    assert refuses("few_units", columns.refuse_constant, X, "cv").col == 2
    error = refuses("constant", columns.refuse_constant, np.array([[1.0, 3.0], [2.0, 3.0]]), "cv")
    assert (error.col, error.params["found"]) == (1, 3.0)
    assert refuses("too_large", columns.scaled, np.array([[1.0, np.inf]])).col == 1
