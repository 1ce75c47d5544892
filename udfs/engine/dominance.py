"""Dominance: which units are at least as good as another in everything and better in something."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .columns import Floats
from .errors import MfgError

#: Pairs of units that are looked at together.
PAIRS = 1 << 22


@dataclass(frozen=True)
class Dominance:
    """Counts for n units; NaN for a unit with a missing value, which takes no part.

    ``over`` is how many units each dominates, ``under`` how many dominate it: 0 is on the Pareto front.
    ``by`` is the place of the unit that dominates it and itself dominates the most, -1 for none.
    """

    over: Floats
    under: Floats
    by: NDArray[np.int64]


def dominance(x: Floats, negative: NDArray[np.bool_] | None = None) -> Dominance:
    """Compare every two units of ``x``, shape (n, m): a dominates b if it is never worse and somewhere better.

    Whatever the weights, no monotone index puts b before a. Whether an indicator is ``negative``, shape (m,),
    turns it round.

    Raises
    ------
    MfgError
        ``few_units`` where fewer than two units are complete.
    """
    y = x if negative is None else np.where(negative, -x, x)
    rows = np.flatnonzero(~np.isnan(y).any(axis=1))
    if rows.size < 2:
        raise MfgError("few_units", found=int(rows.size), method="dominance")
    y = y[rows]
    n = rows.size
    over, under, by = np.zeros(n), np.zeros(n), np.full(n, -1, dtype=np.int64)
    step = max(1, PAIRS // n)
    for counting in (True, False):
        for start in range(0, n, step):
            part = y[start : start + step]
            never, somewhere = np.ones((len(part), n), dtype=bool), np.zeros((len(part), n), dtype=bool)
            for j in range(y.shape[1]):
                # Row: who might be dominated; column: by whom.
                never &= part[:, j, None] <= y[:, j]
                somewhere |= part[:, j, None] < y[:, j]
            beaten = never & somewhere
            if counting:
                over += beaten.sum(axis=0)
                under[start : start + step] = beaten.sum(axis=1)
            else:
                first = np.argmax(np.where(beaten, over, -1.0), axis=1)
                by[start : start + step] = np.where(beaten.any(axis=1), rows[first], -1)
    every = Dominance(np.full(len(x), np.nan), np.full(len(x), np.nan), np.full(len(x), -1, dtype=np.int64))
    every.over[rows], every.under[rows], every.by[rows] = over, under, by
    return every
