"""Normalisation against something outside the column's own spread: a leader, a unit, a target, a base.

All take the positive-ised data, shape (n, m) with NaN for missing; ``a`` and ``b`` are one value or
one for each indicator, on the scale of the positive-ised data (for a negative indicator give
goalposts instead: they keep its own direction).
"""

from __future__ import annotations

import numpy as np

from . import columns
from .columns import Floats
from .errors import MfgError
from .normalise import minmax, over

Option = Floats | float | None


def distance_to_maximum(x: Floats) -> Floats:
    """``1 - (max - x)/(max - min)``: 1 for the leader, 0 for the last (COINr ``n_dist2max``)."""
    return _nearness(x, columns.maximum(x), "dist2max")


def distance_to_reference(x: Floats, a: Option = None, b: Option = None) -> Floats:
    """``1 - (ref - x)/(ref - min)``: 1 for the reference unit, above 1 for better ones (COINr ``n_dist2ref``).

    Parameters
    ----------
    a
        Row number of the reference unit, from 1; the first unit if left out.
    b
        1: values above 1 are set to 1; 0 (default): they stay.
    """
    row = columns.option(a, 1.0, x.shape[1])
    bad = (row < 1) | (row > x.shape[0]) | (row != np.floor(row))
    if bad.any():
        raise MfgError("not_whole", "norm_a", found=float(row[np.argmax(bad)]), low=1, high=x.shape[0])
    ref = x[row.astype(np.int64) - 1, np.arange(x.shape[1])]
    if np.isnan(ref).any():
        raise MfgError("reference_missing", col=int(np.argmax(np.isnan(ref))))
    return _capped(_nearness(x, ref, "dist2ref"), b)


def distance_to_target(x: Floats, a: Option = None, b: Option = None) -> Floats:
    """``1 - (target - x)/(target - min)``: 1 where the target is met (COINr ``n_dist2targ``).

    Parameters
    ----------
    a
        Target of each indicator, above its least value; the greatest value if left out.
    b
        1: values above 1 are set to 1; 0 (default): they stay.
    """
    target = columns.option(a, columns.maximum(x), x.shape[1])
    return _capped(_nearness(x, target, "dist2targ"), b)


def efficacy(x: Floats, a: Option = None, b: Option = None) -> Floats:
    """``a + b (x - min)/(max - min)``: the efficacy coefficient, 60 to 100 (功效系数法).

    Parameters
    ----------
    a
        Score of the least value, default 60.
    b
        Points between the least and the greatest value, default 40, above 0.
    """
    base, span = (columns.option(v, d, x.shape[1]) for v, d in ((a, 60.0), (b, 40.0)))
    columns.refuse_not_positive(span, "norm_b")
    return base + span * minmax(x)


def index(x: Floats, a: Option = None, b: Option = None) -> Floats:
    """``b x / base``: an index number, 100 at the base (METHOD B).

    Parameters
    ----------
    a
        Base of each indicator (a base year, a national mean), above 0; the mean of the units if left out.
    b
        Number at the base, default 100, above 0.
    """
    factor = columns.option(b, 100.0, x.shape[1])
    columns.refuse_not_positive(factor, "norm_b")
    if a is None:
        y, _ = columns.scaled(x)
        return factor * over(y, columns.mean(y), "@mean", "index")
    base = columns.option(a, columns.mean(x), x.shape[1])
    columns.refuse_not_positive(base, "norm_a")
    with np.errstate(over="ignore"):
        out = x / base * factor
    if np.isinf(out).any():
        raise MfgError("overflow", col=int(np.argmax(np.isinf(out).any(axis=0))))
    return np.asarray(out)


def index_max(x: Floats, b: Option = None) -> Floats:
    """``b x / max``: an index number, 100 for the leader (METHOD B); ``b`` (default 100) is the leader's."""
    factor = columns.option(b, 100.0, x.shape[1])
    columns.refuse_not_positive(factor, "norm_b")
    return factor * over(x, columns.maximum(x), "@maximum", "index_max")


def _nearness(x: Floats, goal: Floats, method: str) -> Floats:
    """``1 - (goal - x)/(goal - min)``, refused where the goal is not above the least value."""
    columns.refuse_constant(x, method)
    low = columns.minimum(x)
    bad = ~(goal > low)
    if bad.any():
        j = int(np.argmax(bad))
        raise MfgError("goal_too_low", col=j, found=float(goal[j]), low=float(low[j]), method=method)
    # A quarter of each keeps the differences of the largest numbers within range.
    unit = np.where(np.fmax(np.abs(goal), columns.largest(x)) > 1e307, 0.25, 1.0)
    x, goal, low = x * unit, goal * unit, low * unit
    with np.errstate(over="ignore"):
        out = 1.0 - (goal - x) / (goal - low)
    if np.isinf(out).any():
        raise MfgError("overflow", col=int(np.argmax(np.isinf(out).any(axis=0))))
    return np.asarray(out)


def _capped(r: Floats, b: Option) -> Floats:
    cap = columns.option(b, 0.0, r.shape[1])
    bad = (cap != 0) & (cap != 1)
    if bad.any():
        raise MfgError("not_whole", "norm_b", found=float(cap[np.argmax(bad)]), low=0, high=1)
    return np.asarray(np.where(cap == 1, np.minimum(r, 1.0), r))
