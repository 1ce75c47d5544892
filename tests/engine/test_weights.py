"""Weights: METHOD A 4 by hand, against numpy, and by their invariances."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine import weights
from udfs.engine.errors import MfgError
from udfs.engine.normalise import normalise

NAN = float("nan")


def groups(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


# weights, groups, expected
WITHIN = [
    ([1, 1, 2], None, [0.25, 0.25, 0.5]),
    ([1, 3, 5, 5], groups(0, 0, 1, 1), [0.25, 0.75, 0.5, 0.5]),
    ([1, 5, 3, 5], groups(0, 1, 0, 1), [0.25, 0.5, 0.75, 0.5]),
    ([0, 2, 7], groups(0, 0, 1), [0, 1, 1]),
    ([1e308, 1e308, 1e308], None, [1 / 3] * 3),
    ([1e-308, 3e-308], None, [0.25, 0.75]),
    ([1e300, 3e300, 1e-300, 1e-300], groups(0, 0, 1, 1), [0.25, 0.75, 0.5, 0.5]),
    ([5], None, [1]),
]


@pytest.mark.parametrize(("w", "span", "expected"), WITHIN)
def test_within(w: list[float], span: np.ndarray | None, expected: list[float]) -> None:
    np.testing.assert_allclose(weights.within(np.array(w, dtype=float), span), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("w", "span", "key", "col"),
    [
        ([1, NAN], None, "blank_weight", 1),
        ([1, -0.5], None, "negative_weight", 1),
        ([0, 0], None, "zero_weights", 0),
        ([1, 0, 0], groups(0, 1, 1), "zero_weights", 1),
        ([1, np.inf], None, "too_large", 1),
    ],
)
def test_within_refuses(
    refuses: Callable[..., MfgError], w: list[float], span: np.ndarray | None, key: str, col: int
) -> None:
    assert refuses(key, weights.within, np.array(w, dtype=float), span, "weight").col == col


def test_given_leaves_an_only_child_blank(refuses: Callable[..., MfgError]) -> None:
    span = groups(0, 0, 1)
    np.testing.assert_array_equal(weights.given(np.array([1.0, 3.0, NAN]), span), [0.25, 0.75, 1.0])
    refuses("blank_weight", weights.given, np.array([1.0, NAN, 2.0]), span)


def test_equal() -> None:
    np.testing.assert_allclose(weights.equal(np.zeros((2, 4)), groups(0, 0, 0, 1)), [1 / 3] * 3 + [1])


# METHOD A test vector, and one by hand: (1, 3) has mean 2, sd sqrt 2; (1, 2, 3) with one missing.
CV = [
    (
        [[1, 10, 1 / 4.6], [2, 20, 1 / 5.1], [3, 20, 1 / 6.1], [4, 50, 1 / 8.1]],
        None,
        [0.357941, 0.480229, 0.161830],
    ),
    ([[1, 1], [3, NAN], [NAN, 2], [NAN, 3]], None, [2**0.5 / (2**0.5 + 1), 1 / (2**0.5 + 1)]),
    ([[1, 4, 7], [3, 8, 9]], groups(0, 0, 1), [0.6, 0.4, 1.0]),
    ([[1, 7], [1, 7]], groups(0, 1), [1.0, 1.0]),  # only children: whatever their values
    ([[1e308, 1e-308], [3e307, 3e-309]], None, [0.5, 0.5]),
]


@pytest.mark.parametrize(("x", "span", "expected"), CV)
def test_coefficient_of_variation(
    x: list[list[float]], span: np.ndarray | None, expected: list[float]
) -> None:
    got = weights.coefficient_of_variation(np.array(x, dtype=float), span)
    np.testing.assert_allclose(got, expected, atol=5e-7)


def test_variation_equals_numpy() -> None:
    x = np.random.default_rng(3).lognormal(0, 1, (2500, 5))
    np.testing.assert_allclose(weights.variation(x), x.std(axis=0, ddof=1) / x.mean(axis=0), rtol=1e-12)


@pytest.mark.parametrize(
    ("column", "key"),
    [
        ([3, 3, 3], "constant"),
        ([3, NAN, NAN], "few_units"),
        ([-1, 0, 1], "zero_mean"),
        ([0.1, 0.2, -0.3], "zero_mean"),
        ([-1, -2, -3], "zero_mean"),
    ],
)
def test_cv_refuses_and_names_the_column(
    refuses: Callable[..., MfgError], column: list[float], key: str
) -> None:
    x = np.column_stack([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0], column])
    assert refuses(key, weights.coefficient_of_variation, x, groups(0, 1, 1)).col == 2


def test_cv_refuses_zscores(refuses: Callable[..., MfgError]) -> None:
    """METHOD A 3: z-scores have mean 0."""
    x = np.random.default_rng(2).lognormal(0, 1, (40, 3))
    refuses("zero_mean", weights.coefficient_of_variation, normalise(x, "zscore"))


blocks = arrays(
    float, st.tuples(st.integers(3, 8), st.integers(2, 6)), elements=st.integers(1, 5000).map(lambda v: v / 3)
).filter(lambda x: (np.ptp(x, axis=0) > 0).all())


@given(x=blocks, factor=st.sampled_from([1e-200, 1e-3, 3.0, 1e250]))
def test_cv_does_not_depend_on_units_of_measurement(x: np.ndarray, factor: float) -> None:
    w = weights.coefficient_of_variation(x)
    scale = np.where(np.arange(x.shape[1]) % 2, factor, 1.0)
    np.testing.assert_allclose(weights.coefficient_of_variation(x * scale), w, rtol=1e-12)
    # METHOD A 3: vector, sum, mean and max scaling give identical CV weights.
    for method in ("vector", "sum", "mean", "max"):
        np.testing.assert_allclose(weights.coefficient_of_variation(normalise(x, method)), w, rtol=1e-12)


@given(x=blocks, seed=st.integers(0, 99))
def test_cv_permutes_with_units_and_indicators(x: np.ndarray, seed: int) -> None:
    rng = np.random.default_rng(seed)
    p, q = rng.permutation(x.shape[0]), rng.permutation(x.shape[1])
    w = weights.coefficient_of_variation(x)
    np.testing.assert_allclose(weights.coefficient_of_variation(x[p][:, q]), w[q], rtol=1e-12)


@given(x=blocks, seed=st.integers(0, 99))
def test_weights_sum_to_one_in_each_group(x: np.ndarray, seed: int) -> None:
    d = 1 + seed % 2
    span = np.arange(x.shape[1], dtype=np.int64) % d
    for w in (weights.coefficient_of_variation(x, span), weights.equal(x, span)):
        assert (w > 0).all()
        np.testing.assert_allclose(np.bincount(span, weights=w), np.ones(d), rtol=1e-14)


def test_given_siblings_left_blank_share_equally() -> None:
    """All blank under one parent means equal weights there; one blank among others is refused above."""
    span = groups(0, 0, 1, 1)
    np.testing.assert_array_equal(weights.given(np.array([NAN, NAN, 1.0, 3.0]), span), [0.5, 0.5, 0.25, 0.75])
