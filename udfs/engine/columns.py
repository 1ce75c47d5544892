"""Column statistics that pass over missing values and never overflow.

All functions take ``x`` of shape (n, m) with NaN for missing and return arrays of shape (m,).
Sums run over blocks of rows in a fixed order, so results do not depend on the machine, and what is
only summed is never held whole.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .errors import MfgError

Floats = NDArray[np.float64]

#: Least and greatest value of each column.
Ends = tuple[Floats, Floats]

#: Rows worked on at a time: large enough to hide the cost of a call, small enough for the cache.
BLOCK = 1024


#: Cells of the rows that go into one matrix product: few products, since each may wait for a busy processor.
PRODUCT = 1 << 16


def rows_of_product(x: Floats) -> Iterator[slice]:
    """Cut the rows of ``x`` into blocks for products of its columns."""
    step = max(BLOCK, PRODUCT // max(x.shape[1], 1))
    return (slice(start, start + step) for start in range(0, x.shape[0], step))


def present(x: Floats) -> NDArray[np.int64]:
    """Count the values that are there."""
    # A sum shows whether anything is missing, in half the time of looking at every value.
    with np.errstate(over="ignore", invalid="ignore"):
        whole = not np.isnan(x.sum(axis=0)).any()
    if whole:
        return np.full(x.shape[1], x.shape[0], dtype=np.int64)
    return np.asarray(x.shape[0] - np.isnan(x).sum(axis=0), dtype=np.int64)


def minimum(x: Floats) -> Floats:
    """Least value of each column; NaN where all are missing."""
    return np.asarray(np.fmin.reduce(x, axis=0))


def maximum(x: Floats) -> Floats:
    """Greatest value of each column; NaN where all are missing."""
    return np.asarray(np.fmax.reduce(x, axis=0))


def ends(x: Floats) -> Ends:
    """Least and greatest value of each column, for functions that would each look for them."""
    return minimum(x), maximum(x)


def largest(x: Floats, known: Ends | None = None) -> Floats:
    """Greatest absolute value of each column."""
    low, high = known or ends(x)
    return np.asarray(np.fmax(high, -low))


def total(x: Floats) -> Floats:
    """Sum of each column over what is there; infinite where it is beyond the range of a number."""
    with np.errstate(over="ignore", invalid="ignore"):
        s = x.sum(axis=0)
    if np.isnan(s).any():
        with np.errstate(over="ignore"):
            s = np.where(np.isnan(x), 0.0, x).sum(axis=0)
    return np.asarray(s)


def squares(x: Floats, centre: Floats | None = None) -> Floats:
    """Sum of ``(x - centre)^2`` of each column over what is there; ``centre`` is 0 where None."""
    s = np.zeros(x.shape[1])
    work = np.empty((min(BLOCK, x.shape[0]), x.shape[1]))
    for start in range(0, x.shape[0], BLOCK):
        rows = x[start : start + BLOCK]
        d = work[: rows.shape[0]]
        if centre is None:
            np.multiply(rows, rows, out=d)
        else:
            np.subtract(rows, centre, out=d)
            np.multiply(d, d, out=d)
        s += total(d)
    return s


def scaled(x: Floats, known: Ends | None = None) -> tuple[Floats, Floats]:
    """Return ``(x / s, s)`` with s a power of two that keeps squares within range; s is 1 for usual data."""
    top = largest(x, known)
    with np.errstate(invalid="ignore"):
        # Below 1e-130 the square of a difference in the last digit would lose its own digits.
        odd = (top > 1e150) | ((top < 1e-130) & (top > 0))
    if not odd.any():
        return x, np.ones(x.shape[1])
    if np.isinf(top).any():
        raise MfgError("too_large", col=int(np.argmax(np.isinf(top))), found=float("inf"))
    s = np.where(odd, np.ldexp(1.0, np.frexp(np.where(odd, top, 1.0))[1] - 1), 1.0)
    return x / s, s


def mean(x: Floats, count: NDArray[np.int64] | None = None) -> Floats:
    """Mean of each column over what is there; ``count`` is :func:`present` where known."""
    n = np.maximum(present(x) if count is None else count, 1)
    s = total(x)
    if np.isinf(s).any():
        y, unit = scaled(x)
        return total(y) / n * unit
    return s / n


def deviation(x: Floats, centre: Floats | None = None, count: NDArray[np.int64] | None = None) -> Floats:
    """Standard deviation (n - 1) of each column over what is there; NaN with fewer than 2 values."""
    n = present(x) if count is None else count
    s = squares(x, mean(x, n) if centre is None else centre)
    return np.sqrt(np.where(n > 1, s / np.maximum(n - 1, 1), np.nan))


def is_constant(x: Floats) -> NDArray[np.bool_]:
    """Tell which columns hold one value only."""
    with np.errstate(invalid="ignore"):
        return np.asarray(minimum(x) == maximum(x))


def refuse_missing_column(x: Floats, arg: str = "data") -> None:
    """Raise ``all_missing`` for the first column without any value."""
    empty = present(x) == 0
    if empty.any():
        raise MfgError("all_missing", arg, col=int(np.argmax(empty)))


def refuse_constant(
    x: Floats,
    method: str,
    arg: str = "data",
    known: Ends | None = None,
    count: NDArray[np.int64] | None = None,
) -> None:
    """Raise ``few_units`` or ``constant`` where ``method`` needs spread."""
    n = present(x) if count is None else count
    if (n < 2).any():
        j = int(np.argmax(n < 2))
        raise MfgError("few_units", arg, col=j, found=int(n[j]), method=method)
    low, high = known or ends(x)
    same = low == high
    if same.any():
        j = int(np.argmax(same))
        raise MfgError("constant", arg, col=j, found=float(low[j]), method=method)


def option(value: Floats | float | None, default: Floats | float, count: int) -> Floats:
    """Return a method's option as one value for each of ``count`` columns; None and NaN mean ``default``."""
    given = np.broadcast_to(np.asarray(np.nan if value is None else value, dtype=float), (count,))
    return np.where(np.isnan(given), default, given)


def refuse_not_positive(value: Floats, arg: str) -> None:
    """Raise ``not_positive`` for the first option that is not above 0 or is infinite."""
    bad = ~(value > 0) | np.isinf(value)
    if bad.any():
        j = int(np.argmax(bad))
        raise MfgError("not_positive", arg, col=j if value.size > 1 else None, found=float(value[j]))


def median(x: Floats) -> Floats:
    """Median of each column over what is there; NaN where all are missing."""
    out = np.full(x.shape[1], np.nan)
    for j in range(x.shape[1]):
        v = x[:, j]
        v = v[~np.isnan(v)]
        if v.size:
            # Halves first: the sum of the two middle values may be beyond the range of a number.
            half = v.size // 2
            v = np.partition(v, (half - 1, half) if v.size % 2 == 0 and half else half)
            out[j] = v[half] if v.size % 2 else v[half - 1] / 2.0 + v[half] / 2.0
    return out
