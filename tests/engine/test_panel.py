"""Panel data, worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.errors import MfgError
from udfs.engine.panel import Panel, growth, jumps, latest, linear

NAN = float("nan")
#: Two cities, rows out of order: a has 2018, 2019, 2020, 2022; b has 2018 and 2020.
UNIT = ["a", "b", "a", "a", "b", "a"]
TIME = np.array([2020.0, 2018, 2018, 2022, 2020, 2019])
PANEL = Panel.of(UNIT, TIME)


def column(*values: float) -> np.ndarray[Any, Any]:
    return np.array(values, dtype=float).reshape(-1, 1)


#: In time: a = 10, -, -, 40; b = -, 6.
X = column(NAN, NAN, 10, 40, 6, NAN)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [(None, [10, NAN, 10, 40, 6, 10]), (1, [NAN, NAN, 10, 40, 6, 10]), (0, [NAN, NAN, 10, 40, 6, NAN])],
)
def test_latest(limit: float | None, expected: list[float]) -> None:
    np.testing.assert_array_equal(latest(X, PANEL, limit).ravel(), expected)


def test_linear() -> None:
    """From 10 in 2018 to 40 in 2022: 17.5 in 2019, 25 in 2020; b's first year takes its nearest value."""
    np.testing.assert_allclose(linear(X, PANEL).ravel(), [25, 6, 10, 40, 6, 17.5])
    assert np.isnan(linear(column(*[NAN] * 6), PANEL)).all()


def test_growth() -> None:
    """a: 10, 20 (+100 %), 20 (0), 80 after two years (x4, so +100 % a year); b: 0 is no start."""
    x = column(20, 0, 10, 80, 6, 20)
    np.testing.assert_allclose(growth(x, PANEL).ravel(), [0, NAN, NAN, 1, NAN, 1], rtol=1e-12)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # a in time: 10, 30 (x3: not beyond), 91 (x3.03), 30 (x0.3297); b: 3, 1 (a third: not beyond).
        ((91, 3, 10, 30, 1, 30), [(0, 5, 91 / 30), (3, 0, 30 / 91)]),
        # After a gap the last known year counts; from 0 there is no ratio; a change of sign is a jump.
        ((NAN, 0, 10, 100, 6, NAN), [(3, 2, 10.0), (4, 1, NAN)]),
        ((1, 0, 1, 1, 0, 1), []),
        ((1, 2, 1, 1, -2, 1), [(4, 1, -1.0)]),
        ((-1, -2, -1, -1, -2, -1), []),
        ((NAN, NAN, NAN, NAN, NAN, NAN), []),
    ],
)
def test_jumps(values: tuple[float, ...], expected: list[tuple[int, int, float]]) -> None:
    found = jumps(column(*values), PANEL)
    assert list(zip(found.row.tolist(), found.before.tolist(), strict=True)) == [e[:2] for e in expected]
    np.testing.assert_allclose(found.ratio, [e[2] for e in expected], rtol=1e-12)
    assert (found.col == 0).all()


def test_refused(refuses: Callable[..., MfgError]) -> None:
    error = refuses("panel_duplicate", Panel.of, ["a", "b", "a"], np.array([2018.0, 2018, 2018]))
    assert (error.row, error.arg) == (2, "year")
    assert '"a" has two rows for 2018' in error.text("en")
    assert refuses("year_missing", Panel.of, ["a", "b"], np.array([2018.0, NAN])).row == 1
    refuses("bad_length", Panel.of, ["a"], np.array([2018.0, 2019]))
    refuses("low_high", jumps, X, PANEL, 3.0, 1.0)


def test_no_rows() -> None:
    empty = Panel.of([], np.empty(0))
    for f in (latest, linear, growth):
        assert f(np.empty((0, 2)), empty).shape == (0, 2)  # type: ignore[operator]


CUBE = arrays(float, (6, 2), elements=st.one_of(st.just(NAN), st.integers(1, 60).map(float)))


@given(x=CUBE, seed=st.integers(0, 99))
def test_order_of_rows_is_of_no_account(x: Any, seed: int) -> None:
    turn = np.random.default_rng(seed).permutation(6)
    mixed = Panel.of([UNIT[i] for i in turn], TIME[turn])
    for f in (latest, linear, growth):
        np.testing.assert_array_equal(f(x, PANEL)[turn], f(x[turn], mixed))  # type: ignore[operator]
    a, b = jumps(x, PANEL), jumps(x[turn], mixed)
    assert sorted(zip(a.row, a.col, a.ratio, strict=True)) == sorted(
        zip(turn[b.row], b.col, b.ratio, strict=True)
    )


@given(x=CUBE, factor=st.sampled_from([0.25, 8.0, 1024.0]))
def test_unit_and_neighbours(x: Any, factor: float) -> None:
    """Known values stay, a unit of measurement passes through, ratios do not depend on it."""
    for f in (latest, linear):
        filled = f(x, PANEL)
        np.testing.assert_array_equal(filled[~np.isnan(x)], x[~np.isnan(x)])
        np.testing.assert_allclose(f(x * factor, PANEL), filled * factor, rtol=1e-12)
    np.testing.assert_allclose(growth(x * factor, PANEL), growth(x, PANEL), rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(jumps(x * factor, PANEL).ratio, jumps(x, PANEL).ratio)
