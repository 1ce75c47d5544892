"""Index numbers: each indicator against a reference, 100 where they are equal (指数加权法, METHOD B).

Weighted sums of them are the index-weighting score ``S_i = sum_j w_j I_ij``; the weights of each unit's own
development stage stand in :mod:`stage_sets`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import columns
from .columns import Floats
from .errors import MfgError
from .panel import Panel
from .registry import resolve

#: Normalisations that keep an indicator's own direction, and the reference each takes.
BASES = {"index": "mean", "index_max": "max", "index_best": "best"}


def index_numbers(
    x: Floats,
    negative: NDArray[np.bool_],
    base: str | Floats | float | None = None,
    points: Floats | float | None = None,
) -> Floats:
    """Return ``points x / ref``, or ``points ref / x`` for a negative indicator (METHOD B).

    Parameters
    ----------
    x
        Data in the indicators' units, shape (n, m), NaN where missing; above 0 in negative indicators.
    negative
        Which indicators are negative, shape (m,).
    base
        ``mean`` (default), ``max`` or ``best`` (the greatest value of a positive, the least of a negative
        indicator) of the units, or reference values, above 0, in the indicators' units: one, shape (m,), or
        shape (n, m) where each unit has its own, such as its value in a base year. NaN in one value or
        shape (m,) stands for the mean; in shape (n, m) it leaves the index missing.
    points
        Index at the reference, default 100, above 0: one value or shape (m,).

    Raises
    ------
    MfgError
        ``all_missing``; ``index_base`` (a reference that is not above 0); ``index_negative`` (a value of a
        negative indicator that is not above 0); ``not_positive``; ``bad_shape``; ``overflow``.

    Examples
    --------
    >>> index_numbers(np.array([[8.0, 2.0], [4.0, 4.0]]), np.array([False, True]), "best").tolist()
    [[100.0, 100.0], [50.0, 50.0]]
    """
    x = np.asarray(x, dtype=float)
    columns.refuse_missing_column(x)
    factor = columns.option(points, 100.0, x.shape[1])
    columns.refuse_not_positive(factor, "points")
    ref = reference(x, negative, base)
    # A mean that is only rounding noise is 0: dividing by it would make numbers out of nothing.
    bad = ~(ref > 1e-12 * columns.largest(x)) if base is None or isinstance(base, str) else ~(ref > 0)
    bad &= ~np.isnan(ref)
    if bad.any():
        row, col = (int(v) for v in np.argwhere(np.atleast_2d(bad))[0])
        found = float(np.atleast_2d(ref)[row, col])
        raise MfgError("index_base", row=row if ref.ndim == 2 else None, col=col, found=found)
    low = negative & (x <= 0)
    if low.any():
        row, col = (int(v) for v in np.argwhere(low)[0])
        raise MfgError("index_negative", row=row, col=col, found=float(x[row, col]))
    with np.errstate(over="ignore"):
        out = np.where(negative, ref / np.where(negative, x, 1.0), x / ref) * factor
    if np.isinf(out).any():
        raise MfgError("overflow", col=int(np.argmax(np.isinf(out).any(axis=0))))
    return np.asarray(out)


def reference(x: Floats, negative: NDArray[np.bool_], base: str | Floats | float | None) -> Floats:
    """Return the reference of each indicator, shape (m,), or of each value, shape (n, m)."""
    if base is None or isinstance(base, str):
        name = resolve("reference", base, "ref").name
        if name == "mean":
            return columns.mean(x)
        low, high = columns.ends(x)
        return high if name == "max" else np.where(negative, low, high)
    given = np.asarray(base, dtype=float)
    if given.ndim < 2:
        return columns.option(given, columns.mean(x), x.shape[1])
    if given.shape != x.shape:
        raise MfgError("index_shape", "ref", found=f"{given.shape[0]} × {given.shape[1]}", expected=f"{x.shape[0]} × {x.shape[1]}")  # fmt: skip
    return given


def of_year(
    x: Floats, negative: NDArray[np.bool_], panel: Panel, year: float, base: str | None = None
) -> Floats:
    """Return the references of panel data, shape (n, m), taken in a base year.

    Parameters
    ----------
    year
        The base year.
    base
        None: each unit's own value in that year (missing where it has none); ``mean``, ``max`` or ``best``:
        that of all units in that year.

    Raises
    ------
    MfgError
        ``base_year`` where no row is of that year.
    """
    mine = panel.time == year
    if not mine.any():
        known = ", ".join(f"{t:g}" for t in sorted(set(panel.time.tolist())))
        raise MfgError("base_year", "base_year", found=f"{year:g}", known=known)
    y = x[panel.order]
    if base is not None:
        return np.broadcast_to(reference(y[mine], negative, base), x.shape).copy()
    # A unit has at most one row a year: the last marked row of its span is the row of the base year.
    marked = np.broadcast_to(mine[:, None], y.shape)
    p = panel.before(marked)
    row = np.where(p >= 0, p, panel.after(marked))
    own = np.where(row >= 0, np.take_along_axis(y, np.maximum(row, 0), axis=0), np.nan)
    return panel.unsorted(own)
