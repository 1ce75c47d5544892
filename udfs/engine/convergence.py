"""Convergence of units over the periods of a panel: spread by period, growth against the initial level, ranks.

Source: Barro and Sala-i-Martin, Convergence, Journal of Political Economy 100 (1992) 223-251.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import columns
from .columns import Floats
from .errors import MfgError
from .panel import Panel
from .rank import rank


@dataclass(frozen=True)
class Sigma:
    """Spread of m indicators in p periods; every array but ``period`` has shape (p, m).

    ``cv`` is the coefficient of variation (n - 1), ``sd_log`` the standard deviation of natural logarithms
    (NaN where a value is not above 0). Sigma-convergence: they fall from period to period.
    """

    period: Floats
    n: Floats
    mean: Floats
    sd: Floats
    cv: Floats
    sd_log: Floats


@dataclass(frozen=True)
class Beta:
    """Growth against the initial level of m indicators; every array has shape (m,).

    ``slope`` below 0 is beta-convergence; ``se``, ``t`` and ``p`` (two-sided, n - 2 degrees of freedom) are
    the slope's, ``r2`` the regression's. ``speed`` is ``-ln(1 + slope T)/T`` a year and ``half_life`` ln 2
    over it, NaN where units do not converge.
    """

    start: float
    end: float
    n: Floats
    slope: Floats
    se: Floats
    t: Floats
    p: Floats
    intercept: Floats
    r2: Floats
    speed: Floats
    half_life: Floats


def sigma(x: Floats, panel: Panel) -> Sigma:
    """Describe the spread over the units in each period, x of shape (n, m) in the panel's rows."""
    y = np.asarray(x, dtype=float)[panel.order]
    periods = np.unique(panel.time)
    parts = []
    for t in periods:
        z = y[panel.time == t]
        n = columns.present(z).astype(float)
        some = n > 0
        mean = np.where(some, columns.mean(z), np.nan)
        scaled, unit = columns.scaled(z)
        sd = columns.deviation(scaled) * unit
        with np.errstate(invalid="ignore", divide="ignore"):
            cv = np.where(mean > 0, sd / mean, np.nan)
            positive = np.fmin.reduce(z, axis=0) > 0
            logs = np.log(np.where(positive, z, np.nan))
        parts.append((n, mean, sd, cv, columns.deviation(logs)))
    stacked = [np.array(v) for v in zip(*parts, strict=True)]
    return Sigma(periods, *stacked)


def _at(y: Floats, panel: Panel, period: float) -> tuple[Floats, Floats]:
    """Return the rows of one period and the number of their units."""
    mine = panel.time == period
    return y[mine], panel.first[mine]


def beta(x: Floats, panel: Panel, start: float | None = None, end: float | None = None) -> Beta:
    """Regress yearly log growth on the log of the initial level (unconditional beta-convergence).

    ``ln(x_T / x_0) / T = a + slope ln(x_0)`` by least squares over the units that have both values.

    Parameters
    ----------
    start, end
        Periods of x_0 and x_T, T apart; the first and the last of the panel if None.

    Raises
    ------
    MfgError
        ``period_unknown``; ``period_order``; ``few_periods`` (one period only); ``few_both`` (fewer than 3 units
        with both values); ``log_domain``; ``constant`` where all begin at one level.
    """
    y = np.asarray(x, dtype=float)[panel.order]
    periods = np.unique(panel.time)
    if periods.size < 2:
        raise MfgError("few_periods", "year")
    for value, arg in ((start, "start_year"), (end, "end_year")):
        if value is not None and value not in periods:
            known = ", ".join(f"{t:g}" for t in periods)
            raise MfgError("period_unknown", arg, found=f"{value:g}", known=known)
    first = float(periods[0]) if start is None else start
    last = float(periods[-1]) if end is None else end
    if not first < last:
        raise MfgError("period_order", "end_year", found=f"{last:g}", other=f"{first:g}")
    (a, unit_a), (b, unit_b) = _at(y, panel, first), _at(y, panel, last)
    _, at_a, at_b = np.intersect1d(unit_a, unit_b, assume_unique=True, return_indices=True)
    a, b, span = a[at_a], b[at_b], last - first
    lines = np.array([_line(a[:, j], b[:, j], span, j) for j in range(y.shape[1])])
    n, slope, se, t, p, intercept, r2 = lines.T
    with np.errstate(invalid="ignore", divide="ignore"):
        speed = np.where((slope < 0) & (1 + slope * span > 0), -np.log1p(slope * span) / span, np.nan)
    return Beta(first, last, n, slope, se, t, p, intercept, r2, speed, np.log(2.0) / speed)


def _line(a: Floats, b: Floats, span: float, col: int) -> list[float]:
    from scipy.stats import linregress

    both = ~(np.isnan(a) | np.isnan(b))
    n = int(both.sum())
    if n < 3:
        raise MfgError("few_both", col=col, found=n)
    a, b = a[both], b[both]
    if min(a.min(), b.min()) <= 0:
        raise MfgError("growth_domain", col=col, found=float(min(a.min(), b.min())))
    x, y = np.log(a), (np.log(b) - np.log(a)) / span
    if x.min() == x.max():
        raise MfgError("constant", col=col, found=float(a[0]), method="beta")
    fit = linregress(x, y)
    t = fit.slope / fit.stderr if fit.stderr > 0 else np.inf * np.sign(fit.slope)
    # Without any residual t has no finite value: the cell says "missing", p says 0.
    t = t if np.isfinite(t) else np.nan
    return [float(n), fit.slope, fit.stderr, t, fit.pvalue, fit.intercept, fit.rvalue**2]


@dataclass(frozen=True)
class RankChanges:
    """Ranks of k units in p periods, shape (k, p), and ``change``, shape (k,): rise from the first known rank."""

    unit: tuple[int, ...]
    period: Floats
    rank: Floats
    change: Floats


def rank_changes(
    s: Floats, panel: Panel, ties: str | None = None, decimals: int | None = None, order: str | None = None
) -> RankChanges:
    """Rank the units in each period by scores, shape (n,), in the panel's rows.

    ``unit`` are row numbers of each unit's first row in time; units stand by their rank in the last period.
    ``change`` is the first known rank minus the last: positive for a rise.
    """
    y = np.asarray(s, dtype=float)[panel.order]
    periods = np.unique(panel.time)
    firsts = np.unique(panel.first)
    out = np.full((firsts.size, periods.size), np.nan)
    for j, t in enumerate(periods):
        mine = panel.time == t
        out[np.searchsorted(firsts, panel.first[mine]), j] = rank(y[mine], ties, decimals, order)
    known = ~np.isnan(out)
    begin, end = known.argmax(axis=1), periods.size - 1 - known[:, ::-1].argmax(axis=1)
    rows = np.arange(firsts.size)
    change = np.where(known.sum(axis=1) > 1, out[rows, begin] - out[rows, end], np.nan)
    turn = np.lexsort((rows, out[:, -1]))
    units = tuple(int(panel.order[i]) for i in firsts[turn])
    return RankChanges(units, periods, out[turn], change[turn])
