"""Column statistics, worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.errors import MfgError
from udfs.engine.statistics import kurtosis, passes, quantile, skewness, statistics

NAN = float("nan")
#: The example of Excel's own help for SKEW and KURT: 3, 4, 5, 2, 3, 4, 5, 6, 4, 7.
EXCEL = np.array([[3.0, 4, 5, 2, 3, 4, 5, 6, 4, 7]]).T


def column(*values: float) -> np.ndarray[Any, Any]:
    return np.array(values, dtype=float).reshape(-1, 1)


def test_skewness_and_kurtosis_of_excels_help() -> None:
    assert skewness(EXCEL)[0] == pytest.approx(0.359543, abs=5e-7)
    assert kurtosis(EXCEL)[0] == pytest.approx(-0.151799637, abs=5e-10)


@pytest.mark.parametrize(
    ("values", "field", "expected"),
    [
        ((1, 2, 2, NAN, 0), "n", 4),
        ((1, 2, 2, NAN, 0), "missing", 1),
        ((1, 2, 2, NAN, 0), "availability", 0.8),
        ((1, 2, 2, NAN, 0), "zeros", 1),
        ((1, 2, 2, NAN, 0), "unique", 3),
        ((1, 2, 2, NAN, 0), "same", 2),
        ((1, 2, 2, NAN, 0), "mean", 1.25),
        ((1, 2, 2, NAN, 0), "median", 1.5),
        ((1, 2, 2, NAN, 0), "minimum", 0),
        ((1, 2, 2, NAN, 0), "maximum", 2),
        ((1, 3, NAN), "sd", 2**0.5),
        # Quartiles 2 and 4: the fences are -1 and 7.
        ((1, 2, 3, 4, 8), "iqr_outliers", 1),
        ((1, 2, 3, 4, 7), "iqr_outliers", 0),
        ((1, 2, 3, 4, 5, 99), "outlier", True),
        ((1, 2, 3, 4, 5, 6), "outlier", False),
        # A constant column, one value, none: no spread, no shape, no outlier.
        ((0.1, 0.1, 0.1, 0.1), "skew", NAN),
        ((0.1, 0.1, 0.1, 0.1), "kurt", NAN),
        ((0.1, 0.1, 0.1, 0.1), "outlier", False),
        ((5,), "sd", NAN),
        ((5,), "median", 5),
        ((NAN, NAN), "n", 0),
        ((NAN, NAN), "mean", NAN),
        ((NAN, NAN), "median", NAN),
        ((NAN, NAN), "unique", 0),
        ((NAN, NAN), "same", 0),
        ((-1, -3), "median", -2),
        ((1e308, -1e308), "median", 0),
        ((1, 2), "skew", NAN),
        ((1, 2, 4), "kurt", NAN),
        # n = 3: mean 7/3, central sums: skewness 0.935220 (worked with Excel's formula).
        ((1, 2, 4), "skew", 0.9352195295828245),
    ],
)
def test_fields(values: tuple[float, ...], field: str, expected: float) -> None:
    found = getattr(statistics(column(*values)), field)
    assert found.shape == (1,)
    np.testing.assert_allclose(found[0], expected, rtol=1e-12)


def test_flags_are_shares_of_all_rows() -> None:
    """Three rows of six have a value; of those one is 0 and two are the same."""
    x = np.column_stack([column(1, 1, 0, NAN, NAN, NAN), column(1, 2, 3, 4, 5, 6)])
    few, zeros, repeated = statistics(x).low()
    assert few.tolist() == zeros.tolist() == repeated.tolist() == [True, False]


@pytest.mark.parametrize(("p", "expected"), [(0, 1), (0.25, 1.75), (0.5, 2.5), (0.9, 3.7), (1, 4)])
def test_quantile_is_percentile_inc(p: float, expected: float) -> None:
    assert quantile(column(4, NAN, 1, 3, 2), p)[0] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("skew", "kurt", "good"),
    [(1.9, 9, True), (2.0, 3.5, False), (-2.5, 9, False), (5, 3.4, True), (NAN, NAN, True), (3, NAN, True)],
)
def test_rule(skew: float, kurt: float, good: bool) -> None:
    assert passes(np.array([skew]), np.array([kurt]))[0] == good


def test_no_rows(refuses: Callable[..., MfgError]) -> None:
    refuses("empty_data", statistics, np.empty((0, 2)))


BLOCKS = arrays(
    float, st.tuples(st.integers(4, 9), st.integers(1, 3)), elements=st.integers(-50, 50).map(float)
)


@given(
    x=BLOCKS,
    factor=st.sampled_from([0.5, 3.0, 1000.0, 1e200, 1e-200]),
    shift=st.sampled_from([0.0, 7.0, -90.0]),
)
def test_shape_does_not_depend_on_unit_and_origin(x: Any, factor: float, shift: float) -> None:
    if factor > 1e100 or factor < 1e-100:
        shift = 0.0
    for f in (skewness, kurtosis):
        np.testing.assert_allclose(f(x * factor + shift), f(x), rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(skewness(-x), -skewness(x), rtol=1e-9, atol=1e-9)


@given(x=BLOCKS, seed=st.integers(0, 99))
def test_order_of_rows_is_of_no_account(x: Any, seed: int) -> None:
    mixed = x[np.random.default_rng(seed).permutation(x.shape[0])]
    a, b = statistics(x), statistics(mixed)
    for name in vars(a):
        np.testing.assert_allclose(getattr(a, name), getattr(b, name), rtol=1e-9, atol=1e-9, err_msg=name)
