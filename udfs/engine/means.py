"""Means of a unit's indicators other than the arithmetic and geometric: functions ``(x, w) -> y``.

``x`` has shape (n, m) without NaN; ``w`` has shape (m,), or (n, m) where missing values got weight 0.
A value with weight 0 takes no part. Weights that sum to t other than 1 (scope ``global``) give t times
the mean, as the weighted sum does.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .aggregate import arithmetic
from .columns import Floats
from .errors import MfgError


def held(x: Floats, w: Floats) -> tuple[Floats, NDArray[np.bool_], Floats, Floats]:
    """Return the weights of every value, which values count, the total of each unit's weights, and it without 0."""
    each = np.broadcast_to(w, x.shape)
    total = each.sum(axis=1)
    return each, each > 0, total, np.where(total > 0, total, 1.0)


def refuse_below(x: Floats, there: NDArray[np.bool_], method: str, zero: bool) -> None:
    """Raise ``positive_domain`` for the first negative value that counts; for 0 too unless ``zero``."""
    bad = there & ((x < 0) if zero else (x <= 0))
    if bad.any():
        row, col = (int(v) for v in np.argwhere(bad)[0])
        raise MfgError("positive_domain", row=row, col=col, found=float(x[row, col]), method=method)


def harmonic(x: Floats, w: Floats) -> Floats:
    """``1 / sum_j (w_j / x_ij)``, x > 0 (OECD/JRC Handbook 2008 ch. 6)."""
    each, there, total, safe = held(x, w)
    refuse_below(x, there, "harmonic", zero=False)
    low = np.min(np.where(there, x, np.inf), axis=1, initial=np.inf)
    low = np.where(np.isfinite(low), low, 1.0)
    parts = np.where(there, each * (low[:, None] / np.where(there, x, 1.0)), 0.0).sum(axis=1)
    return np.asarray(total * low * safe / np.where(parts > 0, parts, 1.0))


def power(x: Floats, w: Floats, p: float = 2.0) -> Floats:
    """Generalised mean ``(sum_j w_j x_ij^p)^(1/p)``; x >= 0, and x > 0 where p <= 0.

    p = 1 is the arithmetic, 0 the geometric (the limit), -1 the harmonic mean. Values are divided by the
    unit's largest (p > 0) or least (p < 0), so that powers stay within range.
    """
    if p == 1.0:
        return arithmetic(x, w)
    each, there, total, safe = held(x, w)
    refuse_below(x, there, f"power:{p:g}", zero=p > 0)
    y = np.where(there, x, 1.0)
    if p == 0.0:
        return np.asarray(total * np.exp((np.log(y) * each).sum(axis=1) / safe))
    if p > 0:
        unit = np.max(np.where(there, x, 0.0), axis=1, initial=0.0)
    else:
        unit = np.min(np.where(there, x, np.inf), axis=1, initial=np.inf)
    unit = np.where((unit > 0) & np.isfinite(unit), unit, 1.0)
    with np.errstate(under="ignore"):
        raised = np.where(there, each * (y / unit[:, None]) ** p, 0.0).sum(axis=1) / safe
        mean = np.where(total > 0, np.where(raised > 0, raised, 1.0) ** (1.0 / p), 0.0)
    return np.asarray(total * unit * np.where(raised > 0, mean, 0.0))


def minimum(x: Floats, w: Floats) -> Floats:
    """Least value of each unit: its worst indicator decides (no compensation)."""
    _, there, total, _ = held(x, w)
    least = np.min(np.where(there, x, np.inf), axis=1, initial=np.inf)
    # A sum of weights that is 1 but for rounding must not break ties of units with the same least value.
    total = np.where(np.abs(total - 1.0) <= 1e-12, 1.0, total)
    return np.asarray(total * np.where(np.isfinite(least), least, 0.0))


def median(x: Floats, w: Floats) -> Floats:
    """Weighted median: the value at which the cumulated weight passes one half; the mid-point of two if it meets it."""
    each, there, total, _ = held(x, w)
    turn = np.argsort(np.where(there, x, np.inf), axis=1, kind="stable")
    y = np.take_along_axis(x, turn, axis=1)
    cum = np.cumsum(np.take_along_axis(each, turn, axis=1), axis=1)
    half = total[:, None] / 2.0
    slack = 1e-12 * total[:, None]
    low = np.argmax(cum >= half - slack, axis=1)
    high = np.argmax(cum > half + slack, axis=1)
    rows = np.arange(x.shape[0])
    a, b = y[rows, low], y[rows, high]
    return np.asarray(np.where(total > 0, total * (a + (b - a) / 2.0), 0.0))


def owa(x: Floats, w: Floats, a: float = 2.0) -> Floats:
    """Ordered weighted average ``sum_k (Q(W_k) - Q(W_(k-1))) x_(k)``, Q(r) = r^a, values from the largest down.

    ``W_k`` is the cumulated weight of the k largest values. a = 1 is the arithmetic mean, a > 1 leans to
    the worst indicators ("most", a = 2), a < 1 to the best (Yager, IEEE Trans. SMC 18 (1988) 183;
    importance weights: Yager, Int. J. Intelligent Systems 11 (1996) 49).
    """
    if not 0 < a <= 100:
        raise MfgError("out_of_range", "method", found=a, low=0, high=100)
    each, _, total, safe = held(x, w)
    turn = np.argsort(-x, axis=1, kind="stable")
    share = np.cumsum(np.take_along_axis(each, turn, axis=1), axis=1) / safe[:, None]
    with np.errstate(under="ignore"):
        steps = np.diff(np.minimum(share, 1.0) ** a, axis=1, prepend=0.0)
        return np.asarray(total * (steps * np.take_along_axis(x, turn, axis=1)).sum(axis=1))


def mean_min(x: Floats, w: Floats, a: float = 0.5) -> Floats:
    """Mean-min function ``M - a (M - min)``, 0 <= a <= 1: 0 is the mean, 1 the minimum.

    Casadio Tarabusi and Guarini, Social Indicators Research 112 (2013) 19, with beta = 0.
    """
    if not 0 <= a <= 1:
        raise MfgError("out_of_range", "method", found=a, low=0, high=1)
    return np.asarray((1.0 - a) * arithmetic(x, w) + a * minimum(x, w))
