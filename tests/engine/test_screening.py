"""Screening by availability, worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.errors import MfgError
from udfs.engine.screening import screen

NAN = float("nan")
#: Shares there 1, 2/3, 1, 0; of those not 0: 1, 1/2, 1/3, none.
X = np.array([[1.0, 2, 3], [NAN, 2, 0], [0, 0, 3], [NAN, NAN, NAN]])


@pytest.mark.parametrize(
    ("method", "share", "nonzero", "axis", "keep"),
    [
        (None, 2 / 3, 2 / 3, None, [True, True, True, False]),
        ("missing", 0.7, 0.0, "unit", [True, False, True, False]),
        ("zeros", 0.7, 0.5, "unit", [True, True, False, False]),
        ("按缺失和零值", 0.6, 0.5, "城市", [True, True, False, False]),
        ("both", 1.0, 0.3, "unit", [True, False, True, False]),
        ("both", 0.0, 0.0, "unit", [True, True, True, True]),
        # By column: there 2, 3, 3 of 4; not 0 of those 1/2, 2/3, 2/3.
        ("missing", 0.75, 0.0, "indicator", [False, True, True]),
        ("zeros", 0.0, 2 / 3, "指标", [False, True, True]),
    ],
)
def test_keep(method: str | None, share: float, nonzero: float, axis: str | None, keep: list[bool]) -> None:
    assert screen(X, method, share, nonzero, axis).keep.tolist() == keep


def test_table() -> None:
    s = screen(X)
    assert s.missing.tolist() == [0, 1, 0, 3]
    assert s.zeros.tolist() == [0, 1, 2, 0]
    np.testing.assert_allclose(s.availability, [1, 2 / 3, 1, 0])
    np.testing.assert_allclose(s.nonzero, [1, 1 / 2, 1 / 3, NAN])


def test_refused(refuses: Callable[..., MfgError]) -> None:
    assert refuses("out_of_range", screen, X, share=90.0).arg == "share"
    assert refuses("out_of_range", screen, X, nonzero=-0.1).arg == "nonzero"
    refuses("empty_data", screen, np.empty((0, 3)))
    refuses("unknown_method", screen, X, "nothing")


@given(
    x=arrays(
        float, st.tuples(st.integers(1, 6), st.integers(1, 6)), elements=st.sampled_from([NAN, 0.0, 1.0])
    ),
    share=st.floats(0, 1),
)
def test_rows_and_columns_are_the_same_rule(x: Any, share: float) -> None:
    by_row, by_column = screen(x, "both", share, share), screen(x.T, "both", share, share, "indicator")
    assert by_row.keep.tolist() == by_column.keep.tolist()
    # A higher share keeps no one else, and the unit of the values is of no account.
    assert not (screen(x, "both", 1.0, 1.0).keep & ~by_row.keep).any()
    assert screen(x * 1000, "both", share, share).keep.tolist() == by_row.keep.tolist()
