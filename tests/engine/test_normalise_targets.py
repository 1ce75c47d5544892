"""Normalisation with parameters: ends, centres, targets, reference units, bases; by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from udfs.engine.errors import MfgError
from udfs.engine.normalise import normalise

NAN = float("nan")
M = 1.4826

# method, a, b, column, expected
CASES = [
    ("minmax", 1, 100, [0, 5, NAN, 10], [1, 50.5, NAN, 100]),
    ("minmax", None, 100, [0, 5, 10], [0, 50, 100]),
    ("minmax", -1, None, [0, 5, 10], [-1, 0, 1]),
    ("zscore", 10, 2, [1, 2, 3], [8, 10, 12]),
    ("zscore", 50, None, [1, 2, 3], [49, 50, 51]),
    ("robust", None, None, [1, 2, 3, 100], [-1.5 / M, -0.5 / M, 0.5 / M, 97.5 / M]),  # median 2.5, MAD 1
    ("robust", 50, 10, [1, 2, NAN, 4], [50 - 10 / M, 50, NAN, 50 + 20 / M]),
    ("dist2max", None, None, [2, 4, NAN, 10], [0, 0.25, NAN, 1]),
    ("dist2ref", None, None, [4, 2, 10], [1, 0, 4]),  # the first unit
    ("dist2ref", 2, None, [2, 6, 10], [0, 1, 2]),
    ("dist2ref", 2, 1, [2, 6, 10], [0, 1, 1]),
    ("dist2targ", 20, None, [0, 5, NAN, 30], [0, 0.25, NAN, 1.5]),
    ("dist2targ", 20, 1, [0, 5, 30], [0, 0.25, 1]),
    ("dist2targ", None, None, [0, 5, 20], [0, 0.25, 1]),
    ("efficacy", None, None, [2, 4, NAN, 10], [60, 70, NAN, 100]),
    ("efficacy", 50, 50, [2, 4, 10], [50, 62.5, 100]),
    ("index", None, None, [1, 2, 6, NAN], [100 / 3, 200 / 3, 200, NAN]),  # base: the mean, 3
    ("index", 2, None, [1, 2, 6], [50, 100, 300]),
    ("index", 2, 1000, [1, 2, -6], [500, 1000, -3000]),
    ("index", None, None, [3, 3], [100, 100]),
    ("index", None, None, [3], [100]),
    ("fracmax", None, None, [1, 2, 4], [0.25, 0.5, 1]),
]


@pytest.mark.parametrize(("method", "a", "b", "column", "expected"), CASES)
def test_by_hand(
    method: str, a: float | None, b: float | None, column: list[float], expected: list[float]
) -> None:
    x = np.array([column], dtype=float).T
    np.testing.assert_allclose(
        normalise(x, method, a, b)[:, 0], expected, rtol=1e-14, atol=1e-14, equal_nan=True
    )


@pytest.mark.parametrize(
    ("method", "a", "b", "column", "key", "arg"),
    [
        ("vector", 1, None, [1, 2], "unused_option", "norm_a"),
        ("categorical", None, 1, [1, 2], "unused_option", "norm_b"),
        ("minmax", 1, 1, [1, 2], "ends_order", "norm_a"),
        ("minmax", 5, None, [1, 2], "ends_order", "norm_a"),
        ("zscore", None, 0, [1, 2], "not_positive", "norm_b"),
        ("robust", None, -1, [1, 2], "not_positive", "norm_b"),
        ("robust", None, None, [1, 1, 1, 5], "zero_mad", "data"),
        ("robust", None, None, [1, 1], "constant", "data"),
        ("dist2max", None, None, [1, 1], "constant", "data"),
        ("dist2max", None, None, [1], "few_units", "data"),
        ("dist2ref", 3, None, [1, 2], "not_whole", "norm_a"),
        ("dist2ref", 1.5, None, [1, 2], "not_whole", "norm_a"),
        ("dist2ref", 1, None, [1, 2], "goal_too_low", "data"),  # the worst unit is no reference
        ("dist2ref", 1, None, [NAN, 1, 2], "reference_missing", "data"),
        ("dist2ref", 2, 0.5, [1, 2], "not_whole", "norm_b"),
        ("dist2targ", 1, None, [1, 2], "goal_too_low", "data"),
        ("dist2targ", -5, None, [1, 2], "goal_too_low", "data"),
        ("efficacy", None, 0, [1, 2], "not_positive", "norm_b"),
        ("efficacy", None, None, [1, 1], "constant", "data"),
        ("index", 0, None, [1, 2], "not_positive", "norm_a"),
        ("index", -1, None, [1, 2], "not_positive", "norm_a"),
        ("index", np.inf, None, [1, 2], "not_positive", "norm_a"),
        ("index", None, None, [1, -1], "not_positive_sum", "data"),
        ("index", None, None, [0, 0], "not_positive_sum", "data"),
        ("index", 1e-300, None, [1, 1e300], "overflow", "data"),
    ],
)  # fmt: skip
def test_refusals(
    refuses: Callable[..., MfgError],
    method: str,
    a: float | None,
    b: float | None,
    column: list[float],
    key: str,
    arg: str,
) -> None:
    assert refuses(key, normalise, np.array([column], dtype=float).T, method, a, b).arg == arg


def test_a_parameter_for_each_indicator() -> None:
    x = np.array([[1.0, 1.0, 1.0], [2.0, 2.0, 3.0]])
    out = normalise(x, "index", np.array([2.0, NAN, 1.0]), np.array([100.0, 1.0, NAN]))
    np.testing.assert_allclose(out, [[50, 2 / 3, 100], [100, 4 / 3, 300]])
    with pytest.raises(MfgError) as caught:
        normalise(x, "dist2targ", np.array([5.0, 5.0, 0.0]))
    assert caught.value.col == 2


@pytest.mark.parametrize("scale", [1e307, 2.0**-1030])
@pytest.mark.parametrize(
    "method", ["minmax", "zscore", "robust", "dist2max", "dist2targ", "efficacy", "index"]
)
def test_the_ends_of_the_range(method: str, scale: float) -> None:
    x = np.array([[1.0, 2.0, 4.0, 16.0]]).T
    np.testing.assert_allclose(normalise(x * scale, method), normalise(x, method), rtol=1e-12)
