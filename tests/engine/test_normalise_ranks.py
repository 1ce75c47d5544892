"""Normalisation by place in the order: by hand, and the Handbook's categories against numpy's percentiles."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from udfs.engine.errors import MfgError
from udfs.engine.normalise import normalise

NAN = float("nan")

# method, a, column, expected
CASES = [
    ("rank", None, [10, 30, 20], [1, 3, 2]),
    ("rank", None, [5, 5, NAN, 9, 1], [2, 2, NAN, 4, 1]),  # COINr: ties "min", missing has no rank
    ("rank", None, [7, 7], [1, 1]),
    ("rank", None, [7], [1]),
    ("borda", None, [5, 5, NAN, 9, 1], [1, 1, NAN, 3, 0]),
    ("borda", None, [7], [0]),
    ("prank", None, [5, 5, NAN, 9, 1], [1 / 3, 1 / 3, NAN, 1, 0]),  # n counts what is there
    ("prank", None, [7, 7], [0, 0]),
    # 0..20: percentile p of 21 numbers is 20 p, so 3, 5, 13, 17, 19 begin the categories
    ("categorical", None, list(range(21)), [0] * 3 + [20] * 2 + [40] * 8 + [60] * 4 + [80] * 2 + [100] * 2),
    ("categorical", None, [1, NAN, 2], [0, NAN, 100]),
    ("categorical", 3, [1, 2, 3, 4, 5, 6, 7], [0, 0, 50, 50, 100, 100, 100]),  # terciles of 1..7: 3 and 5
    ("categorical", 2, [1, 1, 1, 9], [100, 100, 100, 100]),  # the median is 1: all reach it
    ("categorical", 2, [1, 9, 9, 9], [0, 100, 100, 100]),
    ("分档赋值", 2.0, [4, 3, 2, 1], [100, 100, 0, 0]),
]


@pytest.mark.parametrize(("method", "a", "column", "expected"), CASES)
@pytest.mark.parametrize("unit", [1.0, 1e306, 2.0**-1030])
def test_by_hand(
    method: str, a: float | None, column: list[float], expected: list[float], unit: float
) -> None:
    x = np.array([column], dtype=float).T * unit
    np.testing.assert_allclose(normalise(x, method, a)[:, 0], expected, rtol=1e-14, equal_nan=True)


@pytest.mark.parametrize(
    ("method", "a", "column", "key"),
    [
        ("prank", None, [5], "few_units"),
        ("categorical", None, [5], "few_units"),
        ("categorical", None, [5, 5], "constant"),
        ("categorical", 1, [5, 6], "not_whole"),
        ("categorical", 2.5, [5, 6], "not_whole"),
        ("rank", 1, [5, 6], "unused_option"),
        ("borda", None, [NAN, NAN], "all_missing"),
    ],
)
def test_refusals(
    refuses: Callable[..., MfgError], method: str, a: float | None, column: list[float], key: str
) -> None:
    refuses(key, normalise, np.array([column]).T, method, a)


@pytest.mark.parametrize("n", [2, 5, 21, 41, 101, 293])
def test_categories_are_those_between_excels_percentiles(n: int) -> None:
    """OECD/JRC Handbook ch. 5; numpy's default percentile is PERCENTILE.INC."""
    x = np.random.default_rng(n).lognormal(0, 1, (n, 1))
    cuts = np.percentile(x[:, 0], [15, 25, 65, 85, 95])
    expected = 20.0 * (x >= cuts - 1e-12).sum(axis=1)
    np.testing.assert_array_equal(normalise(x, "categorical")[:, 0], expected)


def test_classes_may_differ_by_indicator() -> None:
    x = np.column_stack([np.arange(4.0)] * 2)
    out = normalise(x, "categorical", np.array([2.0, 4.0]))
    np.testing.assert_allclose(out, [[0, 0], [0, 100 / 3], [100, 200 / 3], [100, 100]])
