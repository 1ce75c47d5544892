"""Direction of moderate indicators: best inside an interval, at a target, or beyond one limit.

Each method takes the distance d outside ``low..high`` of the columns that have a limit, shape (n, m), and
returns larger-is-better values of the same shape. 适度区间 is both limits, 适度值 (target) low = high,
a one-sided goalpost only one of them: beyond it more is no better.
"""

from __future__ import annotations

import numpy as np

from . import columns
from .columns import Floats
from .errors import MfgError
from .registry import resolve


def moderate(x: Floats, low: Floats, high: Floats, method: str | None = None) -> Floats:
    """Return ``x`` with its moderate columns turned; columns without a limit stay as they are.

    Parameters
    ----------
    x
        Data, shape (n, m), in the indicators' units; NaN where missing.
    low, high
        Limits, shape (m,), NaN where there is none. Equal limits are a target.
    method
        ``interval`` (default), ``distance`` or ``reciprocal``.

    Raises
    ------
    MfgError
        ``limits`` where low is above high; ``no_spread`` where every unit lies inside (``interval``).
    """
    chosen = resolve("moderate", method, "method")
    x = np.asarray(x, dtype=float)
    bad = low > high
    if bad.any():
        j = int(np.argmax(bad))
        raise MfgError("limits", "low", col=j, found=float(low[j]), high=float(high[j]))
    cols = np.flatnonzero(~(np.isnan(low) & np.isnan(high)))
    if not cols.size:
        return x
    out = x.copy()
    try:
        columns.refuse_missing_column(x[:, cols])
        with np.errstate(over="ignore"):
            # A limit that is not there is never passed.
            below = np.fmax(low[cols] - x[:, cols], 0.0)
            above = np.fmax(x[:, cols] - high[cols], 0.0)
        d = np.where(np.isnan(x[:, cols]), np.nan, below + above)
        if np.isinf(d).any():
            raise MfgError("overflow", col=int(np.argmax(np.isinf(d).any(axis=0))))
        out[:, cols] = chosen.function(d)
    except MfgError as error:
        if error.col is not None:
            error.col = int(cols[error.col])
        raise
    return out


def interval(d: Floats) -> Floats:
    """``1 - d / max(d)``: 1 inside, 0 for the unit farthest outside, in proportion between.

    With both limits max(d) is ``max(low - min, max - high)``, the form of Chinese textbooks (适度区间); with
    low = high it is ``1 - |x - t| / max|x - t|``.
    """
    top = columns.maximum(d)
    if (top == 0).any():
        raise MfgError("no_spread", col=int(np.argmax(top == 0)))
    return np.asarray(1.0 - d / top)


def distance(d: Floats) -> Floats:
    """``max(d) - d``, in the indicator's unit: order and distances as in ``-d``, the best unit positive."""
    return columns.maximum(d) - d


def reciprocal(d: Floats) -> Floats:
    """``1 / (1 + d)``: does not depend on the other units, but on the unit of measurement."""
    return np.asarray(1.0 / (1.0 + d))
