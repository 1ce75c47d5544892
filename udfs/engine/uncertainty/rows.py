"""Weighted means, ranks and scales of many replications at once: one row a replication, one column a unit.

Sums are taken in one order per value, whatever stands around it (no BLAS), so that a replication's numbers
do not depend on which others are computed with it, and equal units tie.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import Floats
from ..errors import MfgError
from ..rank import round_half_away
from ..registry import resolve
from ..weights import Groups

#: The columns of a parent: one block shared by all replications, shape (n, c), or a list of arrays, each
#: of shape (1, n) or (R, n).
Columns = Floats | Sequence[Floats]

#: Aggregations that are weighted means of transformed values, and so run over all replications at once.
FAST = frozenset(["arithmetic", "geometric"])


class FailedError(Exception):
    """Some replications of a batch cannot be computed, for one reason."""

    def __init__(self, mask: Any, error: MfgError) -> None:
        super().__init__(error.key)
        self.mask: NDArray[np.bool_] = np.asarray(mask, dtype=bool)
        self.error = error


def within_rows(w: Floats, groups: Groups, spare: NDArray[np.bool_] | None = None) -> Floats:
    """Rescale each row of ``w``, shape (R, c), to sum to 1 inside each group.

    A group without any weight raises :class:`FailedError` for its rows, unless ``spare`` (shape (R, groups))
    says that it does not matter; its weights are then equal.
    """
    d = int(groups.max(initial=-1)) + 1
    total = np.zeros((w.shape[0], d))
    for c, g in enumerate(groups.tolist()):
        total[:, g] += w[:, c]
    empty = ~(total > 0)
    if empty.any():
        lost = empty if spare is None else empty & ~spare
        if lost.any():
            col = int(np.argmax(np.isin(groups, np.flatnonzero(lost.any(axis=0)))))
            raise FailedError(lost.any(axis=1), MfgError("zero_weights", "weight", col=col))
        w = np.where(empty[:, groups], 1.0, w)
        total = np.where(empty, np.bincount(groups, minlength=d)[None, :], total)
    return w / total[:, groups]


def _sum(w: Floats, columns: Columns) -> Floats:
    """``sum_c w_c x_c``, shape (R, n)."""
    if isinstance(columns, np.ndarray):
        return np.asarray(np.einsum("rc,nc->rn", w, columns))
    out = w[:, 0, None] * columns[0]
    for c in range(1, len(columns)):
        out = out + w[:, c, None] * columns[c]
    return np.asarray(out)


def _each(columns: Columns, f) -> Columns:  # type: ignore[no-untyped-def]
    return f(columns) if isinstance(columns, np.ndarray) else [f(c) for c in columns]


def _any(columns: Columns, f) -> bool:  # type: ignore[no-untyped-def]
    return bool(f(columns).any()) if isinstance(columns, np.ndarray) else any(f(c).any() for c in columns)


def mean(columns: Columns, w: Floats, method: str, rule: str) -> Floats:
    """Aggregate the columns of one parent in every replication, shape (1 or R, n).

    Parameters
    ----------
    w
        Shape (1 or R, c).
    method
        ``arithmetic`` or ``geometric``.
    rule
        ``keep`` or ``reweight`` for missing values, as in :func:`udfs.engine.aggregate.aggregate`.

    Raises
    ------
    FailedError
        ``geometric_domain`` for the replications that weigh a value of 0 or below.
    """
    geometric = method == "geometric"
    used = (w > 0).astype(float)
    holes = _any(columns, np.isnan)
    lost = _sum(used, _each(columns, lambda x: np.isnan(x).astype(float))) > 0 if holes else None
    if geometric and _any(columns, lambda x: x <= 0):
        below = _sum(used, _each(columns, lambda x: (x <= 0).astype(float))) > 0
        if lost is not None and rule == "keep":
            below &= ~lost
        bad = below.any(axis=1)
        if bad.any():
            raise FailedError(bad, MfgError("geometric_domain", col=_first(columns), found=_worst(columns)))
        columns = _each(columns, lambda x: np.where(x <= 0, 1.0, x))
    values = _each(columns, np.log) if geometric else columns
    if lost is None:
        out = _sum(w, values)
    else:
        out = _sum(w, _each(values, lambda x: np.where(np.isnan(x), 0.0, x)))
        if rule == "reweight":
            there = _sum(w, _each(columns, lambda x: (~np.isnan(x)).astype(float)))
            total = _sum(w, np.ones((1, w.shape[1])))
            with np.errstate(invalid="ignore", divide="ignore"):
                out = np.where(there > 0, out * (total / there), np.nan)
        else:
            out = np.where(lost, np.nan, out)
    return np.exp(out) if geometric else out


def _first(columns: Columns) -> int:
    """Return the first column that holds a value of 0 or below."""
    if isinstance(columns, np.ndarray):
        return int(np.argmax((columns <= 0).any(axis=0)))
    return next(c for c, x in enumerate(columns) if (x <= 0).any())


def _worst(columns: Columns) -> float:
    x = columns[:, _first(columns)] if isinstance(columns, np.ndarray) else columns[_first(columns)]
    return float(np.nanmin(x))


def variation(columns: Sequence[Floats]) -> Floats:
    """Coefficients of variation (n - 1) of columns of shape (1 or R, n) in every replication, shape (R, c).

    Raises
    ------
    FailedError
        ``few_units``, ``constant`` and ``zero_mean``, as :func:`udfs.engine.weights.variation`.
    """
    found = []
    for c, x in enumerate(columns):
        there = ~np.isnan(x)
        count = there.sum(axis=1)
        if (count < 2).any():
            raise FailedError(count < 2, MfgError("few_units", col=c, found=int(count.min()), method="cv"))
        y = np.where(there, x, 0.0)
        centre = y.sum(axis=1) / count
        top, bottom = np.fmax.reduce(x, axis=1), np.fmin.reduce(x, axis=1)
        if (top == bottom).any():
            at = int(np.argmax(top == bottom))
            raise FailedError(top == bottom, MfgError("constant", col=c, found=float(top[at]), method="cv"))
        flat = centre <= 1e-12 * np.maximum(np.abs(top), np.abs(bottom))
        if flat.any():
            raise FailedError(flat, MfgError("zero_mean", col=c, found=float(centre[np.argmax(flat)])))
        d = np.where(there, x - centre[:, None], 0.0)
        found.append(np.sqrt((d * d).sum(axis=1) / (count - 1)) / centre)
    rows = max(v.size for v in found)
    return np.column_stack([np.broadcast_to(v, rows) for v in found])


def scale_rows(s: Floats, method: str) -> Floats:
    """Rescale the scores of every replication by a method of the kind ``scale``."""
    if method == "raw" or not s.size:
        return s
    gone = np.isnan(s).all(axis=1)
    low, high = np.fmin.reduce(s, axis=1), np.fmax.reduce(s, axis=1)
    if method == "max100":
        bad = ~gone & (high <= 0)
        if bad.any():
            raise FailedError(bad, MfgError("scale_positive", "scale", found=float(high[np.argmax(bad)])))
        return np.asarray(s / np.where(gone, 1.0, high)[:, None] * 100.0)
    bad = ~gone & (low == high)
    if bad.any():
        at = float(low[np.argmax(bad)])
        raise FailedError(bad, MfgError("scale_constant", "scale", found=at, method=method))
    unit = (s - low[:, None]) / np.where(gone, 1.0, high - low)[:, None]
    return np.asarray(100.0 * unit if method == "minmax100" else 60.0 + 40.0 * unit)


def rank_rows(s: Floats, ties: str | None = None, decimals: int | None = None) -> NDArray[np.float32]:
    """Rank each row, 1 for the highest, by a tie rule of :func:`udfs.engine.rank.rank`; NaN has no rank.

    Examples
    --------
    >>> rank_rows(np.array([[9.0, 7.0, 7.0, 5.0], [1.0, np.nan, 2.0, 3.0]])).tolist()
    [[1.0, 2.0, 2.0, 4.0], [3.0, nan, 2.0, 1.0]]
    """
    rule = resolve("ties", ties, "ties").name
    if decimals is not None:
        s = round_half_away(s, decimals)
    rows, n = s.shape
    key = -s
    order = np.argsort(key, axis=1, kind="stable" if rule == "ordinal" else None)
    place = np.arange(1, n + 1, dtype=np.float32)
    flat = (order + (np.arange(rows) * n)[:, None]).ravel()
    ranks: NDArray[np.float32] = np.broadcast_to(place, (rows, n))
    if rule != "ordinal":
        ordered = key.ravel()[flat].reshape(rows, n)
        new = np.ones((rows, n), dtype=bool)
        np.not_equal(ordered[:, 1:], ordered[:, :-1], out=new[:, 1:])
        if not new.all():
            ranks = _tied(new, place, rule)
    out = np.empty(rows * n, dtype=np.float32)
    out[flat] = ranks.ravel()
    out = out.reshape(rows, n)
    gone = np.isnan(s)
    if gone.any():
        out[gone] = np.nan
    return out


def _tied(new: NDArray[np.bool_], place: NDArray[np.float32], rule: str) -> NDArray[np.float32]:
    """Return ranks along sorted rows from where another value begins."""
    if rule == "dense":
        return np.cumsum(new, axis=1, dtype=np.float32)
    first = np.maximum.accumulate(np.where(new, place, np.float32(0)), axis=1)
    if rule == "min":
        return first
    end = np.ones_like(new)
    end[:, :-1] = new[:, 1:]
    last = np.where(end, place, np.float32(np.inf))[:, ::-1]
    last = np.minimum.accumulate(last, axis=1)[:, ::-1]
    return np.asarray(last if rule == "max" else (first + last) / 2, dtype=np.float32)
