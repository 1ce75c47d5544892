"""Normalisation by place in the order: ranks, percentile ranks, Borda points, categories.

All take the positive-ised data, shape (n, m) with NaN for missing, so that 1 (or 0) is the worst
unit. Only the order of the units counts: they do not change under any increasing transform.
"""

from __future__ import annotations

import numpy as np

from . import columns
from .columns import Floats
from .errors import MfgError
from .rank import column_ranks

#: Percentiles between the Handbook's six categories; their scores are 0, 20, 40, 60, 80, 100.
HANDBOOK = (0.15, 0.25, 0.65, 0.85, 0.95)


def rank(x: Floats) -> Floats:
    """Rank from the lowest: 1 is the worst, tied units share the least rank (COINr ``n_rank``)."""
    return column_ranks(x, "min")


def borda(x: Floats) -> Floats:
    """``rank - 1``: how many units lie below (COINr ``n_borda``, ties "min")."""
    return column_ranks(x, "min") - 1.0


def prank(x: Floats) -> Floats:
    """``(rank - 1) / (n - 1)``, 0 to 1, n the units that have a value (COINr ``n_prank``)."""
    n = columns.present(x)
    if (n < 2).any():
        j = int(np.argmax(n < 2))
        raise MfgError("few_units", col=j, found=int(n[j]), method="prank")
    return (column_ranks(x, "min") - 1.0) / (n - 1)


def categorical(x: Floats, a: Floats | float | None = None) -> Floats:
    """Score 0 to 100 by the category between percentiles that a unit's value reaches.

    Parameters
    ----------
    a
        Number of classes with equally many units, 2 or more; their scores are ``100 (class - 1)/(a - 1)``.
        Left out, the six categories of the Handbook: 0 below the 15th percentile, then 20, 40, 60, 80,
        100 from the 15th, 25th, 65th, 85th, 95th.

    Percentiles are Excel's PERCENTILE.INC; a value on a percentile is in the category above it.
    Source: OECD/JRC Handbook (2008) step 5, table 3 (normalisation methods), categorical scales.
    """
    classes = columns.option(a, np.nan, x.shape[1])
    bad = (classes < 2) | (classes > 1000) | (classes != np.floor(classes)) & ~np.isnan(classes)
    if bad.any():
        raise MfgError("not_whole", "norm_a", found=float(classes[np.argmax(bad)]), low=2, high=1000)
    columns.refuse_constant(x, "categorical")
    n = columns.present(x)
    last = column_ranks(x, "max") - 1.0
    out = np.where(np.isnan(last), np.nan, 0.0)
    for j in range(x.shape[1]):
        k = float(classes[j])
        cuts = np.array(HANDBOOK) if np.isnan(k) else np.arange(1.0, k) / k
        # A value reaches a percentile if it, or one it is tied with, stands at or behind its place;
        # places are compared, not values, so that rounding cannot move a unit.
        places = np.ceil((n[j] - 1) * cuts - 1e-9)
        there = ~np.isnan(last[:, j])
        reached = np.searchsorted(places, last[there, j], side="right")
        out[there, j] = 100.0 * reached / cuts.size
    return out
