"""Combination of weights: METHOD A 6 and its test vector."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.combine import combine
from udfs.engine.errors import MfgError
from udfs.engine.registry import names

A = [0.5, 0.3, 0.2]
B = [0.357941, 0.480229, 0.161830]

CASES = [
    (None, 0.5, A, B, [0.503568, 0.405364, 0.091068]),
    ("multiplicative", 0.5, A, B, [0.503568, 0.405364, 0.091068]),
    ("linear", 0.5, A, B, [0.428971, 0.390114, 0.180915]),
    ("linear", 1.0, A, B, A),
    ("linear", 0.0, A, B, B),
    ("geometric", 0.5, A, B, [0.430576, 0.386317, 0.183107]),
    ("subjective", 0.5, A, B, A),
    ("objective", 0.5, A, B, B),
    ("乘法", 0.5, [1, 1], [1, 3], [0.25, 0.75]),
    ("multiplicative", 0.5, [1e308, 1e308], [1e-308, 3e-308], [0.25, 0.75]),
    ("geometric", 0.5, [1, 4], [4, 1], [0.5, 0.5]),
    ("multiplicative", 0.5, [7], [2], [1]),
    ("multiplicative", 0.5, [1, 0, 1], [1, 1, 1], [0.5, 0, 0.5]),
]


@pytest.mark.parametrize(("method", "alpha", "a", "b", "expected"), CASES)
def test_by_hand(
    method: str | None, alpha: float, a: list[float], b: list[float], expected: list[float]
) -> None:
    w = combine(np.array(a, dtype=float), np.array(b, dtype=float), method, alpha)
    np.testing.assert_allclose(w, expected, atol=1.1e-6)


def test_inside_groups() -> None:
    span = np.array([0, 0, 1, 1])
    w = combine(np.array([1.0, 1, 2, 2]), np.array([1.0, 3, 9, 1]), groups=span)
    np.testing.assert_allclose(w, [0.25, 0.75, 0.9, 0.1], rtol=1e-14)


@pytest.mark.parametrize(
    ("a", "b", "method", "alpha", "key", "arg"),
    [
        ([1, 1], [1, 1], "linear", 1.5, "out_of_range", "alpha"),
        ([1, 1], [1, 1], "linear", float("nan"), "out_of_range", "alpha"),
        ([1, 1], [1, 1, 1], None, 0.5, "bad_length", "objective"),
        ([1, -1], [1, 1], None, 0.5, "negative_weight", "subjective"),
        ([1, 1], [1, float("nan")], None, 0.5, "blank_weight", "objective"),
        ([1, 0], [0, 1], None, 0.5, "zero_weights", "weight"),
        ([1, 1], [1, 1], "mult", 0.5, "unknown_method", "method"),
    ],
)
def test_refusals(
    refuses: Callable[..., MfgError], a: list[float], b: list[float], method: str | None, alpha: float,
    key: str, arg: str,
) -> None:  # fmt: skip
    assert refuses(key, combine, np.array(a, float), np.array(b, float), method, alpha).arg == arg


@pytest.mark.parametrize("method", ["subjective", "objective"])
def test_the_side_that_takes_no_part_may_be_absent(method: str) -> None:
    there, gone = np.array([1.0, 3.0]), np.full(2, np.nan)
    a, b = (there, gone) if method == "subjective" else (gone, there)
    np.testing.assert_array_equal(combine(a, b, method), [0.25, 0.75])


vectors = arrays(float, 5, elements=st.integers(1, 1000).map(float))


@given(b=vectors)
def test_equal_subjective_weights_leave_the_objective_ones(b: np.ndarray) -> None:
    share = b / b.sum()
    np.testing.assert_allclose(combine(np.ones(5), b), share, rtol=1e-12)
    for method in ("linear", "geometric"):
        np.testing.assert_allclose(combine(b, b, method), share, rtol=1e-12)


@pytest.mark.parametrize("method", names("combine"))
@given(a=vectors, b=vectors, seed=st.integers(0, 99))
def test_sum_to_one_and_permute(method: str, a: np.ndarray, b: np.ndarray, seed: int) -> None:
    w = combine(a, b, method)
    assert abs(w.sum() - 1.0) < 1e-14
    p = np.random.default_rng(seed).permutation(5)
    np.testing.assert_allclose(combine(a[p], b[p], method), w[p], rtol=1e-12)
    if method not in ("subjective", "objective"):
        np.testing.assert_allclose(combine(b, a, method), w, rtol=1e-12)  # alpha = 1/2: symmetric
