"""Aggregation of indicators into their parents, level by level.

Input is normalised data, shape (n, m), weights, shape (m,), and the parent number of each column,
shape (m,); output has shape (n, d), one column a parent.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .columns import BLOCK, Floats
from .errors import MfgError
from .registry import resolve
from .weights import Groups


def aggregate(
    x: Floats,
    w: Floats,
    groups: Groups,
    methods: Sequence[str | None] = (None,),
    missing: str | None = None,
) -> Floats:
    """Aggregate the columns of each group by its method.

    Parameters
    ----------
    w
        Weights, shape (m,), or (n, m) where each unit has its own; a unit with a NaN among them has no score.
    methods
        One name for all groups, or one a group: ``arithmetic`` (default) or ``geometric``.
    missing
        ``keep``: a missing value leaves its unit's parent missing; ``reweight``: the weights of the
        values that are there are rescaled to the same total. (``zero`` is applied to the raw data.)
    """
    d = int(groups.max(initial=-1)) + 1
    rule = resolve("missing", missing, "missing").name
    chosen = [resolve("aggregate", m, "method") for m in methods]
    if len(chosen) == 1:
        chosen = chosen * d
    if len(chosen) != d:
        raise MfgError("bad_length", "method", found=len(chosen), expected=d)
    out = np.empty((x.shape[0], d))
    gone = np.isnan(x)
    holes = bool(gone.any())
    blank = np.asarray(np.isnan(w).any(axis=1)) if w.ndim == 2 else None
    if blank is not None and blank.any():
        w = np.where(blank[:, None], 1.0 / w.shape[1], w)
    for g in range(d):
        cols = np.flatnonzero(groups == g)
        block = slice(int(cols[0]), int(cols[-1]) + 1) if np.all(np.diff(cols) == 1) else cols
        part = x[:, block]
        missing_here = gone[:, block] if holes and gone[:, block].any() else None
        try:
            out[:, g] = _one(chosen[g].name, chosen[g].function, part, w[..., cols], missing_here, rule)
        except MfgError as error:
            if error.col is not None:
                error.col = int(cols[error.col])
            raise
    if blank is not None:
        out[blank] = np.nan
    return out


def _one(name, function, x, w, gone, rule):  # type: ignore[no-untyped-def]
    if gone is None:
        return function(x, w)
    if rule == "keep":
        # A missing value under weight 0 takes no part.
        kept = np.flatnonzero(~(gone & (w > 0)).any(axis=1))
        y = np.full(x.shape[0], np.nan)
        if not kept.size:
            return y
        try:
            y[kept] = function(np.where(gone[kept], 1.0, x[kept]), w if w.ndim == 1 else w[kept])
        except MfgError as error:
            if error.row is not None:
                error.row = int(kept[error.row])
            raise
        return y
    held = np.where(gone, 0.0, w)
    total = held.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        each = held * (w.sum(axis=-1) / total)[:, None]
    y = function(np.where(gone, 1.0, x), np.where(gone, 0.0, each))
    return np.where(total > 0, y, np.nan)


def arithmetic(x: Floats, w: Floats) -> Floats:
    """``sum_j w_j x_ij`` (METHOD A 1), by blocks of rows: the products are never held whole."""
    out = np.empty(x.shape[0])
    work = np.empty((min(BLOCK, x.shape[0]), x.shape[1]))
    for start in range(0, x.shape[0], BLOCK):
        rows = slice(start, start + BLOCK)
        part = work[: x[rows].shape[0]]
        np.multiply(x[rows], w[rows] if w.ndim == 2 else w, out=part)
        part.sum(axis=1, out=out[rows])
    return out


def geometric(x: Floats, w: Floats) -> Floats:
    """``prod_j x_ij ^ w_j``; refused where a value with weight is 0 or negative."""
    used = (w > 0) if w.ndim == 2 else np.broadcast_to(w > 0, x.shape)
    bad = used & (x <= 0)
    if bad.any():
        row, col = (int(v) for v in np.argwhere(bad)[0])
        raise MfgError("geometric_domain", row=row, col=col, found=float(x[row, col]))
    return np.asarray(np.exp((np.log(np.where(used, x, 1.0)) * w).sum(axis=1)))
