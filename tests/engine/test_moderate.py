"""Moderate indicators: by hand, their shape, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.errors import MfgError
from udfs.engine.moderate import moderate
from udfs.engine.registry import names

NAN = float("nan")

# method, low, high, column, expected
CASES = [
    # interval: M = max(4 - 0, 12 - 6) = 6
    (None, 4, 6, [0, 3, 4, 5, 6, NAN, 12], [1 / 3, 5 / 6, 1, 1, 1, NAN, 0]),
    ("适度区间", 4, 6, [0, 5], [0, 1]),
    # target: 1 - |x - 5| / 4
    ("interval", 5, 5, [1, 4, 5, 7], [0, 0.75, 1, 0.5]),
    # one-sided: enough is enough, or too much only
    ("interval", 60, NAN, [20, 40, 60, 90], [0, 0.5, 1, 1]),
    ("interval", NAN, 60, [20, 60, 70, 80], [1, 1, 0.5, 0]),
    ("distance", 4, 6, [0, 3, 5, 12], [2, 5, 6, 0]),
    ("distance", 4, 6, [4, 5], [0, 0]),
    ("reciprocal", 5, 5, [5, 6, NAN, 2], [1, 0.5, NAN, 0.25]),
    ("interval", NAN, NAN, [3, 1, NAN], [3, 1, NAN]),
]


@pytest.mark.parametrize(("method", "low", "high", "column", "expected"), CASES)
def test_by_hand(
    method: str | None, low: float, high: float, column: list[float], expected: list[float]
) -> None:
    x = np.array([column], dtype=float).T
    before = x.copy()
    out = moderate(x, np.array([low], dtype=float), np.array([high], dtype=float), method)
    np.testing.assert_allclose(out[:, 0], expected, rtol=1e-14, atol=1e-15, equal_nan=True)
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize(
    ("method", "low", "high", "column", "key"),
    [
        ("interval", 6, 4, [1, 2], "limits"),
        ("interval", 0, 9, [1, 2], "no_spread"),
        ("interval", 0, 9, [5], "no_spread"),
        ("interval", 0, 9, [NAN, NAN], "all_missing"),
        ("interval", -1.7e308, -1.7e308, [1.7e308], "overflow"),
        ("intervall", 0, 9, [1, 2], "unknown_method"),
    ],
)
def test_refusals(
    refuses: Callable[..., MfgError], method: str, low: float, high: float, column: list[float], key: str
) -> None:
    x = np.column_stack([np.ones(len(column)), column])
    error = refuses(key, moderate, x, np.array([NAN, low]), np.array([NAN, high]), method)
    assert key == "unknown_method" or error.col == 1


values = arrays(float, st.integers(2, 9), elements=st.integers(-1000, 1000).map(lambda v: v / 7)).filter(
    lambda x: x.min() < 0
)


@pytest.mark.parametrize("method", names("moderate"))
@given(
    x=values, low=st.sampled_from([0.0, 5.0]), width=st.sampled_from([0.0, 30.0, NAN]), seed=st.integers(0, 9)
)
def test_nearer_is_better_and_the_order_of_units_does_not_matter(
    method: str, x: np.ndarray, low: float, width: float, seed: int
) -> None:
    lo, hi = np.array([low]), np.array([low + width])
    y = moderate(x.reshape(-1, 1), lo, hi, method)[:, 0]
    d = np.fmax(np.fmax(low - x, x - hi), 0.0)
    for i in range(x.size):
        for j in range(x.size):
            if d[i] < d[j] - 1e-9:
                assert y[i] > y[j]
    p = np.random.default_rng(seed).permutation(x.size)
    np.testing.assert_array_equal(moderate(x[p].reshape(-1, 1), lo, hi, method)[:, 0], y[p])
