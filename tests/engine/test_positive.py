"""Positive-isation: METHOD A 2, by hand and by its properties."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.errors import MfgError
from udfs.engine.positive import positive
from udfs.engine.registry import names

NAN = float("nan")
N = np.array([True])

# method, k, column, expected
CASES = [
    # METHOD A test vector, column n
    ("reciprocal", 0.1, [0.5, 1, 2, 4], [1 / 4.6, 1 / 5.1, 1 / 6.1, 1 / 8.1]),
    (None, 0.1, [0.5, 1, 2, 4], [0.217391, 0.196078, 0.163934, 0.123457]),
    ("reciprocal", 1.0, [-3, 0, 3], [1.0, 1 / 4, 1 / 7]),
    ("reciprocal", 0.1, [5, NAN, 5], [1 / 10.1, NAN, 1 / 10.1]),
    ("reciprocal", 0.1, [0, 0], [10, 10]),
    ("inverse", 0.1, [0.5, 1, NAN, 4], [2, 1, NAN, 0.25]),
    ("inverse", 0.1, [-0.5, -4], [-2, -0.25]),
    ("max", 0.1, [0.5, 1, NAN, 4], [3.5, 3, NAN, 0]),
    ("max", 0.1, [7, 7], [0, 0]),
    ("mean", 0.1, [1, 2, NAN, 6], [5, 4, NAN, 0]),
    ("mean", 0.1, [7], [7]),
    # the ends of the range
    ("reciprocal", 0.0, [1e-308, 2e-308], [1 / 3e-308, 1 / 4e-308]),
    ("inverse", 0.1, [1e308, 5e307], [1e-308, 2e-308]),
    ("max", 0.1, [1e308, 5e307], [0, 5e307]),
    ("mean", 0.1, [1e308, 1e308, 4e307], [6e307, 6e307, 1.2e308]),
]


@pytest.mark.parametrize(("method", "k", "column", "expected"), CASES)
def test_by_hand(method: str | None, k: float, column: list[float], expected: list[float]) -> None:
    out = positive(np.array([column], dtype=float).T, N, method, k)[:, 0]
    np.testing.assert_allclose(out, expected, rtol=3e-6 if method is None else 1e-14, equal_nan=True)


@pytest.mark.parametrize(
    ("method", "k", "column", "key", "row"),
    [
        ("reciprocal", 0.0, [1, -2], "reciprocal_zero", 1),
        ("reciprocal", -5.0, [1, 2], "reciprocal_zero", 0),
        ("reciprocal", 0.1, [1, 1e308], "too_large", 1),
        ("inverse", 0.1, [1, 0], "inverse_sign", None),
        ("inverse", 0.1, [1, -1], "inverse_sign", None),
        ("inverse", 0.1, [1, 1e-309], "overflow", None),
        ("max", 0.1, [1e308, -1e308], "overflow", None),
        ("mean", 0.1, [1.7e308, 1.7e308, -1.7e308], "overflow", None),
        ("reziprok", 0.1, [1, 2], "unknown_method", None),
    ],
)
def test_refusals(
    refuses: Callable[..., MfgError], method: str, k: float, column: list[float], key: str, row: int | None
) -> None:
    x = np.column_stack([np.ones(len(column)), column])
    error = refuses(key, positive, x, np.array([False, True]), method, k)
    assert error.row == row
    if key != "unknown_method":
        assert error.col == 1


def test_positive_columns_are_untouched() -> None:
    x = np.array([[1.0, 5.0], [2.0, 6.0]])
    assert positive(x, np.array([False, False])) is x
    out = positive(x, np.array([False, True]), "max")
    np.testing.assert_array_equal(out, [[1.0, 1.0], [2.0, 0.0]])
    np.testing.assert_array_equal(x, [[1.0, 5.0], [2.0, 6.0]])


values = arrays(float, st.integers(2, 9), elements=st.integers(1, 10_000).map(lambda v: v / 7))


@pytest.mark.parametrize("method", names("positive"))
@given(x=values)
def test_order_is_reversed_and_ties_stay(method: str, x: np.ndarray) -> None:
    y = positive(x.reshape(-1, 1), N, method)[:, 0]
    for i in range(x.size):
        for j in range(x.size):
            assert (x[i] < x[j]) == (y[i] > y[j])


@pytest.mark.parametrize("method", names("positive"))
@given(x=values, seed=st.integers(0, 99))
def test_order_of_units_does_not_matter(method: str, x: np.ndarray, seed: int) -> None:
    p = np.random.default_rng(seed).permutation(x.size)
    a = positive(x.reshape(-1, 1), N, method)[p, 0]
    np.testing.assert_allclose(a, positive(x[p].reshape(-1, 1), N, method)[:, 0], rtol=1e-12, atol=1e-9)


@given(x=values)
def test_reciprocal_spreads_by_less_than_two(x: np.ndarray) -> None:
    """METHOD A 2: for x >= 0 the largest x' is below twice the least."""
    y = positive(x.reshape(-1, 1), N)
    assert y.max() / y.min() < 2.0
