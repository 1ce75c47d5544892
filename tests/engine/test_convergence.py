"""Convergence and rank changes over a panel, worked by hand; beta also against plain normal equations."""

from __future__ import annotations

from collections.abc import Callable
from math import e, log, sqrt
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.convergence import beta, rank_changes, sigma
from udfs.engine.errors import MfgError
from udfs.engine.panel import Panel

NAN = float("nan")
UNIT = ["a", "b", "c", "a", "b", "c"]
TIME = np.array([2020.0, 2020, 2020, 2022, 2022, 2022])
PANEL = Panel.of(UNIT, TIME)


def column(*v: float) -> np.ndarray[Any, Any]:
    return np.array(v, dtype=float).reshape(-1, 1)


def test_sigma() -> None:
    """2020: 1, 2, 3 with mean 2, sd 1; 2022: 4, 6, missing with mean 5, sd sqrt 2."""
    s = sigma(column(1, 2, 3, 4, 6, NAN), PANEL)
    assert s.period.tolist() == [2020, 2022]
    np.testing.assert_allclose(s.n.ravel(), [3, 2])
    np.testing.assert_allclose(s.mean.ravel(), [2, 5])
    np.testing.assert_allclose(s.cv.ravel(), [0.5, sqrt(2) / 5], rtol=1e-14)
    np.testing.assert_allclose(s.sd_log[1], log(1.5) / sqrt(2), rtol=1e-14)
    s = sigma(column(-1, 2, 3, 4, NAN, NAN), PANEL)
    assert np.isnan(s.sd_log[0, 0]) and np.isnan(s.cv[1, 0])


def test_beta_by_hand() -> None:
    """ln x0 = 0, 1, 2; growth a year .5, .1, .3: mean 1 and .3, Sxx 2, Sxy -.2.

    slope -.1, intercept .4; residuals .1, -.2, .1, so SSE .06, se sqrt(.06/1/2) = sqrt(.03), R2 = .02/.08.
    t = -.1/sqrt(.03) = -.57735; with one degree of freedom p = 1 - 2 atan|t|/pi = 2/3.
    """
    x = column(1, e, e**2, e, e**1.2, e**2.6)
    b = beta(x, PANEL)
    assert (b.start, b.end) == (2020, 2022)
    for got, want in (
        (b.n, 3), (b.slope, -0.1), (b.intercept, 0.4), (b.se, sqrt(0.03)), (b.t, -1 / sqrt(3)), (b.p, 2 / 3),
        (b.r2, 0.25), (b.speed, -log(0.8) / 2), (b.half_life, 2 * log(2) / -log(0.8)),
    ):  # fmt: skip
        np.testing.assert_allclose(got, [want], rtol=1e-12)


def test_beta_of_chosen_periods_and_of_units_that_have_both() -> None:
    unit = [*UNIT, "d", "d", "a", "b", "c", "e"]
    time = np.array([*TIME, 2020, 2022, 2021, 2021, 2021, 2020])
    x = column(1, e, e**2, e, e**1.2, e**2.6, 5, NAN, 2, 3, 9, 7)
    np.testing.assert_allclose(beta(x, Panel.of(unit, time)).slope, [-0.1], rtol=1e-12)
    late = beta(x, Panel.of(unit, time), 2021, 2022)
    lx, ly = np.log([2, 3, 9]), np.array([1, 1.2, 2.6]) - np.log([2, 3, 9])
    np.testing.assert_allclose(late.slope, [np.cov(lx, ly)[0, 1] / np.var(lx, ddof=1)], rtol=1e-12)


def test_no_convergence_has_no_speed() -> None:
    b = beta(column(1, 2, 4, 1, 4, 16), PANEL)  # growth rises with the level, without any residual
    assert b.slope[0] > 0
    assert np.isnan(b.speed[0]) and np.isnan(b.half_life[0])
    np.testing.assert_allclose(b.r2, [1.0])


def test_refused(refuses: Callable[..., MfgError]) -> None:
    x = column(1, 2, 3, 4, 6, 5)
    refuses("few_periods", beta, x[:3], Panel.of("abc", TIME[:3]))
    assert refuses("period_unknown", beta, x, PANEL, 2019.0).params["known"] == "2020, 2022"
    refuses("period_order", beta, x, PANEL, 2022.0, 2020.0)
    assert refuses("few_both", beta, column(1, 2, 3, 4, 6, NAN), PANEL).params["found"] == 2
    refuses("growth_domain", beta, column(1, 2, 0, 4, 6, 5), PANEL)
    refuses("constant", beta, column(2, 2, 2, 4, 6, 5), PANEL)


POSITIVE = arrays(float, (12, 2), elements=st.integers(1, 500).map(float))


@given(x=POSITIVE, factor=st.sampled_from([0.01, 1000.0]), seed=st.integers(0, 99))
def test_beta_against_normal_equations(x: Any, factor: float, seed: int) -> None:
    """numpy's least squares gives the same line; the unit of measurement and the order of rows do not matter."""
    unit, time = [str(i) for i in range(6)] * 2, np.repeat([2015.0, 2020.0], 6)
    if (x[:6].min(axis=0) == x[:6].max(axis=0)).any():
        return
    b = beta(x, Panel.of(unit, time))
    for j in range(2):
        lx, g = np.log(x[:6, j]), np.log(x[6:, j] / x[:6, j]) / 5
        (a0, b0), *_ = np.linalg.lstsq(np.column_stack([np.ones(6), lx]), g, rcond=None)
        np.testing.assert_allclose([b.intercept[j], b.slope[j]], [a0, b0], rtol=1e-6, atol=1e-9)
        s2 = ((g - a0 - b0 * lx) ** 2).sum() / 4
        np.testing.assert_allclose(b.se[j], sqrt(s2 / ((lx - lx.mean()) ** 2).sum()), rtol=1e-5, atol=1e-9)
    turn = np.random.default_rng(seed).permutation(12)
    mixed = beta(x[turn] * factor, Panel.of([unit[i] for i in turn], time[turn]))
    np.testing.assert_allclose(mixed.slope, b.slope, rtol=1e-6, atol=1e-9)
    s, mixed_s = (
        sigma(x, Panel.of(unit, time)),
        sigma(x[turn] * factor, Panel.of([unit[i] for i in turn], time[turn])),
    )
    np.testing.assert_allclose(mixed_s.cv, s.cv, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(mixed_s.sd_log, s.sd_log, rtol=1e-8, atol=1e-12)


def test_rank_changes() -> None:
    """2020: a 9, b 7, c 7 (shared 2nd); 2022: c 5, a 4, b missing; d only in 2022, with 3."""
    unit = [*UNIT, "d"]
    time = np.array([*TIME, 2022])
    r = rank_changes(np.array([9.0, 7, 7, 4, NAN, 5, 3]), Panel.of(unit, time))
    assert [unit[i] for i in r.unit] == ["c", "a", "d", "b"]
    np.testing.assert_array_equal(r.rank, [[2, 1], [1, 2], [NAN, 3], [2, NAN]])
    np.testing.assert_array_equal(r.change, [1, -1, NAN, NAN])
    up = rank_changes(np.array([9.0, 7, 7, 4, NAN, 5, 3]), Panel.of(unit, time), "average", None, "ascending")
    np.testing.assert_array_equal(up.rank[[0, 1]], [[NAN, 1], [3, 2]])
