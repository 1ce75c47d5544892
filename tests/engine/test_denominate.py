"""Denominators, worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from udfs.engine.denominate import denominate
from udfs.engine.errors import MfgError

NAN = float("nan")
X = np.array([[6.0, 10, 5], [8, NAN, 5], [9, 30, 5]])
BASE = np.array([[3.0, 5], [0, 2], [NAN, -10]])


@pytest.mark.parametrize(
    ("use", "factor", "expected"),
    [
        ([-1, -1, -1], 1.0, X.tolist()),
        ([0, 1, -1], 1.0, [[2, 2, 5], [NAN, NAN, 5], [NAN, -3, 5]]),
        # The factor leaves what is not divided as it is.
        ([0, 1, -1], [100.0, 10.0, 7.0], [[200, 20, 5], [NAN, NAN, 5], [NAN, -30, 5]]),
        ([1, 1, 1], 2.0, [[2.4, 4, 2], [8, NAN, 5], [-1.8, -6, -1]]),
    ],
)
def test_values(use: list[int], factor: Any, expected: list[list[float]]) -> None:
    np.testing.assert_allclose(denominate(X, BASE, use, factor)[0], expected, rtol=1e-12)


def test_findings_name_the_denominators_that_are_used() -> None:
    found = [(f.key, f.row, f.col) for f in denominate(X, BASE, [0, 1, 0])[1]]
    assert found == [
        ("denominator_missing", 2, 0),
        ("denominator_zero", 1, 0),
        ("denominator_negative", 2, 1),
    ]
    assert not denominate(X, BASE, [-1, -1, -1])[1]
    for f in denominate(X, BASE, [0, 1, 0])[1]:
        assert f.text("zh") and f.text("en")


def test_refused(refuses: Callable[..., MfgError]) -> None:
    assert refuses("bad_factor", denominate, X, BASE, [0, 0, 0], [1.0, 0.0, 1.0]).col == 1
    assert refuses("bad_factor", denominate, X, BASE, [0, 0, 0], [1.0, 1.0, NAN]).col == 2
    refuses("bad_length", denominate, X, BASE[:2], [0, 0, 0])
    refuses("overflow", denominate, np.array([[1e300]]), np.array([[1e-300]]), [0])


@given(scale=st.sampled_from([1e-3, 0.5, 4.0, 1e6]))
def test_a_unit_of_the_denominator_is_undone_by_the_factor(scale: float) -> None:
    a, _ = denominate(X, BASE, [0, 1, -1])
    b, _ = denominate(X, BASE * scale, [0, 1, -1], scale)
    np.testing.assert_allclose(a, b, rtol=1e-12)
