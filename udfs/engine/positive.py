"""Positive-isation: turn negative indicators (smaller is better) so that larger is better.

Each method takes the negative columns, shape (n, m) with NaN for missing, and returns the same
shape. Source: METHOD A 2; ``reciprocal`` is the form public material gives for the CCID index,
the others are options.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import columns
from .columns import Floats
from .errors import MfgError
from .registry import resolve


def positive(x: Floats, negative: NDArray[np.bool_], method: str | None = None, k: float = 0.1) -> Floats:
    """Return ``x`` with its negative columns turned; positive columns stay as they are.

    Parameters
    ----------
    x
        Data, shape (n, m), in the indicators' units.
    negative
        Which columns are negative, shape (m,).
    method
        ``reciprocal`` (default), ``inverse``, ``max`` or ``mean``.
    k
        Coefficient of ``reciprocal``, in the indicator's unit.
    """
    chosen = resolve("positive", method, "positive")
    x = np.asarray(x, dtype=float)
    if not negative.any():
        return x
    out = x.copy()
    cols = np.flatnonzero(negative)
    try:
        out[:, cols] = chosen.function(x[:, cols], k)
    except MfgError as error:
        if error.col is not None:
            error.col = int(cols[error.col])
        raise
    return out


def reciprocal(x: Floats, k: float) -> Floats:
    """``1 / (k + max|x| + x)`` with the maximum over the column (METHOD A 2)."""
    top = columns.largest(x)
    with np.errstate(over="ignore", invalid="ignore"):
        base = k + top + x
        bad = (base <= 0) | np.isinf(base)
    if bad.any():
        row, col = (int(v) for v in np.argwhere(bad)[0])
        if np.isinf(base[row, col]):
            raise MfgError("too_large", row=row, col=col, found=float(x[row, col]))
        raise MfgError("reciprocal_zero", row=row, col=col, found=float(base[row, col]))
    return np.asarray(1.0 / base)


def inverse(x: Floats, k: float) -> Floats:
    """``1 / x``; refused where a column holds 0 or both signs, since it would not keep the order."""
    low, high = columns.minimum(x), columns.maximum(x)
    with np.errstate(invalid="ignore"):
        bad = (low <= 0) & (high >= 0)
    if bad.any():
        raise MfgError("inverse_sign", col=int(np.argmax(bad)))
    with np.errstate(over="ignore"):
        return _within_range(1.0 / x)


def maximum_minus(x: Floats, k: float) -> Floats:
    """``max(x) - x``."""
    with np.errstate(over="ignore"):
        return _within_range(columns.maximum(x) - x)


def twice_mean_minus(x: Floats, k: float) -> Floats:
    """``2 mean(x) - x``."""
    y, unit = columns.scaled(x)
    with np.errstate(over="ignore"):
        return _within_range((2.0 * columns.mean(y) - y) * unit)


def _within_range(x: Floats) -> Floats:
    beyond = np.isinf(x).any(axis=0)
    if beyond.any():
        raise MfgError("overflow", col=int(np.argmax(beyond)))
    return x
