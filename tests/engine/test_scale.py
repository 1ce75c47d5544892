"""Score scales (METHOD A 7) by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from udfs.engine.errors import MfgError
from udfs.engine.rank import rank
from udfs.engine.registry import names
from udfs.engine.scale import scale

NAN = float("nan")

CASES = [
    (None, [0.2, NAN, 0.5], [0.2, NAN, 0.5]),
    ("raw", [-3, 0], [-3, 0]),
    ("max100", [0.2, NAN, 0.5], [40, NAN, 100]),
    ("max100", [-1, 4], [-25, 100]),
    ("max100", [7], [100]),
    ("max100", [3, 3], [100, 100]),
    ("minmax100", [2, NAN, 4, 3], [0, NAN, 100, 50]),
    ("efficacy", [2, NAN, 4, 3], [60, NAN, 100, 80]),
    ("功效系数法", [2, 4], [60, 100]),
    ("minmax100", [1e308, 0, -1e308], [100, 50, 0]),
    ("efficacy", [1e308, 0, -1e308], [100, 80, 60]),
    ("minmax100", [1e-308, 2e-308, 3e-308], [0, 50, 100]),
    ("max100", [1e308, 5e307], [100, 50]),
    ("max100", [1e-308, 2e-308], [50, 100]),
    *[(name, [NAN, NAN], [NAN, NAN]) for name in names("scale")],
    *[(name, [], []) for name in names("scale")],
]


@pytest.mark.parametrize(("method", "s", "expected"), CASES)
def test_by_hand(method: str | None, s: list[float], expected: list[float]) -> None:
    np.testing.assert_allclose(scale(np.array(s, dtype=float), method), expected, rtol=1e-14, equal_nan=True)


@pytest.mark.parametrize(
    ("method", "s", "key"),
    [
        ("max100", [0, -1], "scale_positive"),
        ("max100", [1e-300, -1e10], "overflow"),
        ("minmax100", [3, 3], "scale_constant"),
        ("efficacy", [3], "scale_constant"),
        ("percent", [3], "unknown_method"),
    ],
)
def test_refusals(refuses: Callable[..., MfgError], method: str, s: list[float], key: str) -> None:
    assert refuses(key, scale, np.array(s, dtype=float), method).arg == "scale"


@pytest.mark.parametrize("method", names("scale"))
@given(s=st.lists(st.integers(1, 999).map(float), min_size=2, max_size=20, unique=True).map(np.array))
def test_ranks_do_not_change(method: str, s: np.ndarray) -> None:
    np.testing.assert_array_equal(rank(scale(s, method)), rank(s))
