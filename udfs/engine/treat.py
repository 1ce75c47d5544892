"""Outliers and skewed indicators: winsorisation, logarithms, Box-Cox, and COINr's rule of both.

Each method is a function of columns, shape (n, m) with NaN for missing, and of a :class:`Rule`. A
column without values is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import columns
from .columns import Floats
from .errors import MfgError
from .registry import resolve
from .statistics import KURT_LIMIT, SKEW_LIMIT, kurtosis, passes, quantile, skewness


@dataclass(frozen=True)
class Rule:
    """When a column is treated and how far.

    Attributes
    ----------
    winmax
        Points winsorised in one column at most; ties of the last point come on top.
    skew, kurt
        A column passes with ``|skew| < skew`` or ``kurt < kurt``.
    low, high
        Percentiles between which ``percentile`` keeps the values, 0 to 1.
    power
        Lambda of Box-Cox; the most likely one where None.
    when
        ``always`` applies a transform to every column, ``failing`` to those that fail the rule.
        Winsorisation by points treats failing columns only, whatever stands here.
    """

    winmax: int = 5
    skew: float = SKEW_LIMIT
    kurt: float = KURT_LIMIT
    low: float = 0.05
    high: float = 0.95
    power: float | None = None
    when: str = "always"

    def passes(self, x: Floats) -> NDArray[np.bool_]:
        """Tell which columns pass."""
        return passes(skewness(x), kurtosis(x), self.skew, self.kurt)


@dataclass(frozen=True)
class Step:
    """What a method made of columns: their values, the names of the steps done, a parameter (lambda)."""

    values: Floats
    done: Sequence[str]
    parameter: Floats | None = None


@dataclass(frozen=True)
class Treatment:
    """Treated data and what was done to each column.

    Attributes
    ----------
    data, values
        Shape (n, m): before and after.
    done
        m names of methods of the kind ``treat``; ``none`` where nothing was done.
    parameter
        Shape (m,): lambda of Box-Cox, else NaN.
    before, after
        Skewness and kurtosis, shape (2, m) each.
    passing
        Shape (m,): whether the rule is met afterwards.
    """

    data: Floats
    values: Floats
    done: tuple[str, ...]
    parameter: Floats
    before: Floats
    after: Floats
    passing: NDArray[np.bool_]

    @property
    def changed(self) -> NDArray[np.bool_]:
        """Cells whose value is another one now, shape (n, m)."""
        return np.asarray((self.values != self.data) & ~np.isnan(self.data))

    @property
    def points(self) -> NDArray[np.int64]:
        """Cells changed in each column, shape (m,)."""
        return np.asarray(self.changed.sum(axis=0))


def treat(x: Floats, method: str | Sequence[str | None] | None = None, rule: Rule | None = None) -> Treatment:
    """Treat every column of ``x``, shape (n, m), by one method (default ``winlog``) or one of its own each.

    Raises
    ------
    MfgError
        ``log_domain`` (log and Box-Cox of values that are not positive), ``constant`` (log CT and
        Box-Cox of a column of one value), ``bad_length``, ``low_high``, ``out_of_range``.

    Examples
    --------
    >>> x = np.array([[1.0], [2.0], [3.0], [4.0], [5.0], [99.0]])
    >>> t = treat(x)
    >>> t.values.ravel().tolist(), t.done, t.points.tolist()
    ([1.0, 2.0, 3.0, 4.0, 5.0, 5.0], ('winsorise',), [1])
    """
    x, rule = np.asarray(x, dtype=float), rule or Rule()
    m = x.shape[1]
    each = [method] * m if method is None or isinstance(method, str) else list(method)
    if len(each) != m:
        raise MfgError("bad_length", "method", found=len(each), expected=m)
    chosen = [resolve("treat", name, "method") for name in each]
    check(rule)
    before = np.vstack([skewness(x), kurtosis(x)])
    failing = ~passes(before[0], before[1], rule.skew, rule.kurt)
    every = resolve("when", rule.when, "when").name == "always"
    active = (failing | every) & (columns.present(x) > 0)
    values, done, parameter = x.copy(), ["none"] * m, np.full(m, np.nan)
    for how in dict.fromkeys(chosen):
        mine = np.array([j for j in range(m) if chosen[j] is how and active[j]], dtype=np.int64)
        if not mine.size or not how.target:
            continue
        try:
            step: Step = how.function(x[:, mine], rule)
        except MfgError as error:
            if error.col is not None:
                error.col = int(mine[error.col])
            raise
        values[:, mine] = step.values
        for j, name in zip(mine, step.done, strict=True):
            done[j] = name
        if step.parameter is not None:
            parameter[mine] = step.parameter
    after = np.vstack([skewness(values), kurtosis(values)])
    passing = passes(after[0], after[1], rule.skew, rule.kurt)
    return Treatment(x, values, tuple(done), parameter, before, after, passing)


def check(rule: Rule) -> None:
    """Raise for limits out of order or out of range."""
    for arg, value in (("low", rule.low), ("high", rule.high)):
        if not 0 <= value <= 1:
            raise MfgError("out_of_range", arg, found=value, low=0, high=1)
    if not rule.low < rule.high:
        raise MfgError("low_high", "low", low=rule.low, high=rule.high)


def winsorise(x: Floats, rule: Rule) -> Step:
    """Set the most extreme value of a failing column to the next one, again and again until it passes.

    The side is the one the skewness points to; tied extremes go together; at most ``winmax`` points, and
    never so far that the column becomes constant. Source: COINr winsorise; JRC COIN Tool.
    """
    out = x.copy()
    open_ = np.flatnonzero(~rule.passes(x) & (rule.winmax > 0))
    while open_.size:
        y = out[:, open_]
        high = skewness(y) >= 0
        side = np.where(high, 1.0, -1.0)
        turned = y * side
        extreme = turned == columns.maximum(turned)
        following = columns.maximum(np.where(extreme, np.nan, turned)) * side
        now = np.where(extreme, following, y)
        useful = ~columns.is_constant(now)
        out[:, open_] = now = np.where(useful, now, y)
        moved = ((now != x[:, open_]) & ~np.isnan(now)).sum(axis=0)
        open_ = open_[useful & (moved < rule.winmax) & ~rule.passes(now)]
    return Step(out, ["winsorise" if c else "none" for c in _differs(out, x)])


def _differs(a: Floats, b: Floats) -> NDArray[np.bool_]:
    return np.asarray(((a != b) & ~np.isnan(b)).any(axis=0))


def winsorise_then_log(x: Floats, rule: Rule) -> Step:
    """Winsorise; a column that still fails gets the log CT of its own values, not of the winsorised ones.

    Source: COINr Treat with its defaults (winsorise, then log_CT).
    """
    first = winsorise(x, rule)
    values, done = first.values, list(first.done)
    again = np.flatnonzero(~rule.passes(values))
    if again.size:
        values = values.copy()
        values[:, again] = log_ct(x[:, again], rule).values
        for j in again:
            done[j] = "log_ct"
    return Step(values, done)


def percentile(x: Floats, rule: Rule) -> Step:
    """Bring values beyond the percentiles ``low`` and ``high`` (PERCENTILE.INC) to them.

    Source: OECD/JRC Handbook (2008) ch. 5.
    """
    out = np.clip(x, quantile(x, rule.low), quantile(x, rule.high))
    return Step(out, ["percentile" if c else "none" for c in _differs(out, x)])


def log(x: Floats, rule: Rule) -> Step:
    """``ln(x)``, x > 0."""
    return _step(np.log(_positive(x, "log")), "log")


def asinh(x: Floats, rule: Rule) -> Step:
    """``asinh(x) = ln(x + sqrt(x^2 + 1))``: like a logarithm far from 0, defined for 0 and below."""
    return _step(np.arcsinh(x), "asinh")


def log_ct(x: Floats, rule: Rule) -> Step:
    """``ln(x - min + 0.01 (max - min))`` of a column with spread. Source: COINr log_CT."""
    y, unit, low, high = _spread(x, "log_ct")
    return _step(np.log(y - low + 0.01 * (high - low)) + np.log(unit), "log_ct")


def log_ct_signed(x: Floats, rule: Rule) -> Step:
    """Log CT where the skewness is not negative, else ``-ln(max - x + 0.01 (max - min))``.

    Source: COINr log_CT_plus; it reduces the skewness of either sign.
    """
    y, unit, low, high = _spread(x, "log_ct_signed")
    down = skewness(x) < 0
    distance = np.where(down, high - y, y - low) + 0.01 * (high - low)
    return _step(np.where(down, -1.0, 1.0) * (np.log(distance) + np.log(unit)), "log_ct_signed")


def log_ct_one(x: Floats, rule: Rule) -> Step:
    """``ln(x - min + 1)``, which depends on the indicator's unit. Source: JRC COIN Tool; COINr log_CT_orig."""
    return _step(np.log1p(x - columns.minimum(x)), "log_ct_one")


def boxcox(x: Floats, rule: Rule) -> Step:
    """``(x^p - 1)/p``, ln(x) for p = 0, x > 0; p is ``power``, else the most likely one from -5 to 5.

    The likelihood, with u = ln x - mean(ln x), is ``-n/2 ln var((e^(p u) - 1)/p)``.
    Source: Box and Cox (1964).
    """
    logs = np.log(_positive(x, "boxcox"))
    if rule.power is None:
        same = columns.is_constant(x)
        if same.any():
            j = int(np.argmax(same))
            raise MfgError("constant", col=j, found=float(columns.minimum(x)[j]), method="boxcox")
        power = np.array([_likely(c[~np.isnan(c)]) for c in logs.T])
    else:
        power = np.full(x.shape[1], rule.power)
    with np.errstate(over="ignore"):
        values = np.where(power == 0, logs, np.expm1(power * logs) / np.where(power == 0, 1.0, power))
    over = np.isinf(values).any(axis=0)
    if over.any():
        raise MfgError("overflow", col=int(np.argmax(over)))
    return Step(values, ["boxcox"] * x.shape[1], power)


def _likely(logs: Floats) -> float:
    """Return the power of greatest likelihood of one column of logarithms."""
    from scipy.optimize import minimize_scalar

    u = logs - logs.mean()

    def cost(p: float) -> float:
        with np.errstate(all="ignore"):
            spread = np.var(np.expm1(p * u) / p if p else u)
            return float(np.log(spread)) if 0 < spread < np.inf else 1e300

    return float(minimize_scalar(cost, bounds=(-5.0, 5.0), method="bounded", options={"xatol": 1e-10}).x)


def _step(values: Floats, name: str) -> Step:
    return Step(np.asarray(values), [name] * values.shape[1])


def _positive(x: Floats, method: str) -> Floats:
    bad = x <= 0
    if bad.any():
        row, col = (int(v) for v in np.argwhere(bad)[0])
        raise MfgError("log_domain", row=row, col=col, found=float(x[row, col]), method=method)
    return x


def _spread(x: Floats, method: str) -> tuple[Floats, Floats, Floats, Floats]:
    """Return values scaled within range, their unit, least and greatest; refuse a constant column."""
    same = columns.is_constant(x)
    if same.any():
        j = int(np.argmax(same))
        raise MfgError("constant", col=j, found=float(columns.minimum(x)[j]), method=method)
    y, unit = columns.scaled(x)
    low, high = columns.ends(y)
    return y, unit, low, high
