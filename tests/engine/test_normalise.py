"""Normalisation: by hand, against scipy, and by its invariances."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import zscore

from udfs.engine.errors import MfgError
from udfs.engine.normalise import goalposts, normalise, transform

NAN = float("nan")
S5, S30 = 5**0.5, 30**0.5

# method, column, expected
CASES = [
    ("vector", [3, 4], [0.6, 0.8]),
    (None, [1, 2, 3, 4], [1 / S30, 2 / S30, 3 / S30, 4 / S30]),
    ("vector", [3, NAN, -4], [0.6, NAN, -0.8]),
    ("vector", [2, 2, 2, 2], [0.5] * 4),
    ("vector", [7], [1]),
    ("minmax", [1, 3, NAN, 5], [0, 0.5, NAN, 1]),
    ("minmax", [-1, 0, 0, 3], [0, 0.25, 0.25, 1]),
    ("zscore", [1, 2, 3], [-1, 0, 1]),
    ("zscore", [1, NAN, 2, 3], [-1, NAN, 0, 1]),
    ("sum", [1, 4, 5], [0.1, 0.4, 0.5]),
    ("sum", [1, NAN, 3], [0.25, NAN, 0.75]),
    ("sum", [5, 5], [0.5, 0.5]),
    ("sum", [8], [1]),
    ("max", [1, 2, 4], [0.25, 0.5, 1]),
    ("max", [-2, NAN, 4], [-0.5, NAN, 1]),
    ("max", [3, 3], [1, 1]),
    ("mean", [1, 2, 6], [1 / 3, 2 / 3, 2]),
    ("mean", [1, NAN, 3], [0.5, NAN, 1.5]),
    ("mean", [4, 4], [1, 1]),
    ("none", [1, NAN, -3], [1, NAN, -3]),
]


@pytest.mark.parametrize(("method", "column", "expected"), CASES)
@pytest.mark.parametrize("unit", [1.0, 1e307, 2.0**-1030])
def test_by_hand(method: str | None, column: list[float], expected: list[float], unit: float) -> None:
    x = np.array([column], dtype=float).T * unit
    scale = unit if method == "none" else 1.0
    np.testing.assert_allclose(
        normalise(x, method)[:, 0], np.array(expected) * scale, rtol=1e-12, equal_nan=True
    )


@pytest.mark.parametrize(
    ("method", "column", "key"),
    [
        ("vector", [0, 0], "constant"),
        ("minmax", [5, 5], "constant"),
        ("zscore", [5, NAN, 5], "constant"),
        ("minmax", [5], "few_units"),
        ("zscore", [5, NAN], "few_units"),
        ("sum", [1, -1], "not_positive_sum"),
        ("sum", [-1, -2], "not_positive_sum"),
        ("sum", [0.1, 0.2, -0.3], "not_positive_sum"),  # 5.6e-17: rounding noise is no base
        ("mean", [0, 0], "not_positive_sum"),
        ("max", [-1, -2], "not_positive_sum"),
        ("max", [0, 0], "not_positive_sum"),
        ("vector", [NAN, NAN], "all_missing"),
        ("vectr", [1, 2], "unknown_method"),
    ],
)
def test_refusals(refuses: Callable[..., MfgError], method: str, column: list[float], key: str) -> None:
    x = np.column_stack([np.arange(1.0, len(column) + 1), column])
    if key == "few_units":
        x[0, 0], x = 2.0, np.vstack([x, [[1.0, NAN]]])
    error = refuses(key, normalise, x, method)
    if key == "unknown_method":
        assert error.params["nearest"] == "vector"
    else:
        assert error.col == 1


def test_zscore_equals_scipy() -> None:
    x = np.random.default_rng(5).normal(3, 4, (50, 7))
    np.testing.assert_allclose(normalise(x, "zscore"), zscore(x, axis=0, ddof=1), rtol=1e-12)


#: Every registered method stands in the table of test_method_properties; these keep order and units strictly.
METHODS = ["vector", "minmax", "zscore", "sum", "max", "mean"]
blocks = arrays(
    float, st.tuples(st.integers(3, 8), st.integers(1, 4)), elements=st.integers(1, 5000).map(lambda v: v / 3)
).filter(lambda x: (np.ptp(x, axis=0) > 0).all())


@pytest.mark.parametrize("method", METHODS)
@given(x=blocks, factor=st.sampled_from([1e-200, 1e-3, 0.7, 3.0, 1e6, 1e250]))
def test_units_of_measurement_do_not_matter(method: str, x: np.ndarray, factor: float) -> None:
    np.testing.assert_allclose(normalise(x * factor, method), normalise(x, method), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("method", ["minmax", "zscore"])
@given(x=blocks, shift=st.sampled_from([-500.0, -1.5, 2.0, 1e4]))
def test_shift_does_not_matter(method: str, x: np.ndarray, shift: float) -> None:
    np.testing.assert_allclose(normalise(x + shift, method), normalise(x, method), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("method", METHODS)
@given(x=blocks, seed=st.integers(0, 99))
def test_order_of_units_and_indicators_does_not_matter(method: str, x: np.ndarray, seed: int) -> None:
    rng = np.random.default_rng(seed)
    p, q = rng.permutation(x.shape[0]), rng.permutation(x.shape[1])
    np.testing.assert_allclose(
        normalise(x[p][:, q], method), normalise(x, method)[p][:, q], rtol=1e-12, atol=1e-13
    )


@pytest.mark.parametrize("method", METHODS)
@given(x=blocks)
def test_order_is_kept(method: str, x: np.ndarray) -> None:
    y = normalise(x, method)
    np.testing.assert_array_equal(np.argsort(x, axis=0, kind="stable"), np.argsort(y, axis=0, kind="stable"))


@given(x=blocks)
def test_each_method_reaches_its_own_measure(x: np.ndarray) -> None:
    one = np.ones(x.shape[1])
    np.testing.assert_allclose((normalise(x, "vector") ** 2).sum(axis=0), one, rtol=1e-12)
    np.testing.assert_allclose(normalise(x, "sum").sum(axis=0), one, rtol=1e-12)
    np.testing.assert_allclose(normalise(x, "mean").mean(axis=0), one, rtol=1e-12)
    np.testing.assert_array_equal(normalise(x, "max").max(axis=0), one)
    r = normalise(x, "minmax")
    np.testing.assert_array_equal((r.min(axis=0), r.max(axis=0)), (0 * one, one))
    z = normalise(x, "zscore")
    np.testing.assert_allclose(z.mean(axis=0), 0 * one, atol=1e-11)
    np.testing.assert_allclose(z.std(axis=0, ddof=1), one, rtol=1e-12)


# Goalposts. HDR 2014 technical note 1: Costa Rica 2013.
HDR = [
    ("life expectancy", 79.93, 20.0, 85.0, "", 0.9220),
    ("mean years of schooling", 8.37, 0.0, 15.0, "", 0.5580),
    ("expected years of schooling", 13.5, 0.0, 18.0, "", 0.7500),
    ("GNI per head", 13011.7, 100.0, 75000.0, "log", 0.7354),
]


@pytest.mark.parametrize(("_name", "value", "low", "high", "how", "published"), HDR)
def test_goalposts_of_the_human_development_index(
    _name: str, value: float, low: float, high: float, how: str, published: float
) -> None:
    x, ends = transform(np.array([[value]]), (how,)), transform(np.array([[low], [high]]), (how,))
    out = goalposts(x, ends[0], ends[1], np.array([False]), np.array([True]))
    assert round(float(out[0, 0]), 4) == published


@pytest.mark.parametrize(
    ("negative", "cap", "expected"),
    [
        (False, False, [-0.5, 0, 0.25, 1, 2, NAN]),
        (False, True, [0, 0, 0.25, 1, 1, NAN]),
        (True, False, [1.5, 1, 0.75, 0, -1, NAN]),
        (True, True, [1, 1, 0.75, 0, 0, NAN]),
    ],
)
def test_goalposts_direction_and_cap(negative: bool, cap: bool, expected: list[float]) -> None:
    x = np.array([[8.0, 10.0, 11.0, 14.0, 18.0, NAN]]).T
    out = goalposts(x, np.array([10.0]), np.array([14.0]), np.array([negative]), np.array([cap]))
    np.testing.assert_allclose(out[:, 0], expected, rtol=1e-14, equal_nan=True)


def test_goalposts_at_the_ends_of_the_range(refuses: Callable[..., MfgError]) -> None:
    b, no, yes = 1.6e308, np.array([False]), np.array([True])
    x = np.array([[b], [0.0], [-b]])
    np.testing.assert_allclose(goalposts(x, np.array([-b]), np.array([b]), no, no)[:, 0], [1, 0.5, 0])
    assert refuses("overflow", goalposts, x, np.array([0.0]), np.array([1e-300]), no, no).col == 0
    np.testing.assert_array_equal(
        goalposts(x, np.array([0.0]), np.array([1e-300]), no, yes)[:, 0], [1.0, 0.0, 0.0]
    )
    for low, high in ((1.0, 1.0), (2.0, 1.0), (NAN, 1.0)):
        refuses("goalposts", goalposts, x, np.array([low]), np.array([high]), no, no)


@pytest.mark.parametrize(
    ("how", "column", "expected"),
    [
        ("log", [1, np.e, NAN], [0, 1, NAN]),
        ("对数", [1, np.e, NAN], [0, 1, NAN]),
        ("log10", [0.01, 1000, NAN], [-2, 3, NAN]),
        ("sqrt", [0, 2.25, NAN], [0, 1.5, NAN]),
        ("", [-1, 0, NAN], [-1, 0, NAN]),
        ("log", [1e-308, 1e308], [-308 * np.log(10), 308 * np.log(10)]),
    ],
)
def test_transforms(how: str, column: list[float], expected: list[float]) -> None:
    x = np.column_stack([np.arange(len(column)) - 1.0, column])
    before = x.copy()
    out = transform(x, ("", how))
    np.testing.assert_allclose(out[:, 1], expected, rtol=1e-14, atol=1e-15, equal_nan=True)
    np.testing.assert_array_equal(out[:, 0], before[:, 0])
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize(("how", "bad"), [("log", 0.0), ("log", -1.0), ("log10", 0.0), ("sqrt", -1e-9)])
def test_transform_refuses_its_own_column_and_row(
    refuses: Callable[..., MfgError], how: str, bad: float
) -> None:
    x = np.array([[1.0, 1.0], [1.0, bad]])
    error = refuses("log_domain", transform, x, ("", how))
    assert (error.row, error.col, error.params["found"]) == (1, 1, bad)
