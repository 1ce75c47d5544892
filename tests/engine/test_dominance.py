"""Dominance, worked by hand and against its definition."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine import dominance as module
from udfs.engine.dominance import dominance
from udfs.engine.errors import MfgError

NAN = float("nan")


def test_by_hand() -> None:
    """a is better than all but d; b than c; e equals c; d, the cheapest, is better than none; f is incomplete."""
    x = np.array([[9.0, 2], [5, 3], [4, 4], [1, 1], [4, 4], [9, NAN]])
    d = dominance(x, np.array([False, True]))
    np.testing.assert_array_equal(d.over, [3, 2, 0, 0, 0, NAN])
    np.testing.assert_array_equal(d.under, [0, 1, 2, 0, 2, NAN])
    assert d.by.tolist() == [-1, 0, 0, -1, 0, -1]


def test_refused(refuses: Callable[..., MfgError]) -> None:
    assert refuses("few_units", dominance, np.array([[1.0, 2], [NAN, 3]])).params["found"] == 1


@given(
    x=arrays(float, st.tuples(st.integers(2, 9), st.integers(1, 4)), elements=st.integers(0, 3).map(float)),
    seed=st.integers(0, 99),
)
def test_definition_in_any_order(x: np.ndarray, seed: int) -> None:
    p = np.random.default_rng(seed).permutation(len(x))
    d, turned = dominance(x), dominance(x[p])
    wins = [[bool((a >= b).all() and (a > b).any()) for b in x] for a in x]
    np.testing.assert_array_equal(d.over, np.sum(wins, axis=1))
    np.testing.assert_array_equal(d.under, np.sum(wins, axis=0))
    np.testing.assert_array_equal(turned.over, d.over[p])
    assert all(k < 0 or wins[k][i] for i, k in enumerate(d.by.tolist()))
    assert ((d.by < 0) == (d.under == 0)).all()


def test_in_parts_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    x = np.random.default_rng(3).integers(0, 9, (50, 3)).astype(float)
    whole = dominance(x)
    monkeypatch.setattr(module, "PAIRS", 120)
    parts = dominance(x)
    for one, other in ((whole.over, parts.over), (whole.under, parts.under), (whole.by, parts.by)):
        np.testing.assert_array_equal(one, other)
