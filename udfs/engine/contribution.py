"""What each indicator adds to each score, and a unit's strengths and weaknesses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .columns import Floats
from .errors import MfgError
from .rank import rank


def contributions(r: Floats, w: Floats, shares: bool = False) -> Floats:
    """``w_j r_ij``, shape (n, m): the parts that a weighted sum adds up; missing values add 0.

    Parameters
    ----------
    r, w
        Normalised data and effective weights (down the tree).
    shares
        Divide by the unit's score; NaN where that is not positive.
    """
    parts = np.where(np.isnan(r), 0.0, r) * w
    if not shares:
        return parts
    score = parts.sum(axis=1, keepdims=True)
    return np.asarray(np.where(score > 0, parts / np.where(score > 0, score, 1.0), np.nan))


@dataclass(frozen=True)
class Profile:
    """A unit's best and worst indicators: their columns and the unit's ranks in them, best first in both."""

    strong: NDArray[np.int64]
    weak: NDArray[np.int64]
    rank: Floats


def profile(x: Floats, unit: int, negative: NDArray[np.bool_] | None = None, count: int = 5) -> Profile:
    """Find the ``count`` indicators in which ``unit`` ranks best and worst (COINr ``get_str_weak``).

    Ranks are least ranks among the units that have a value; equal ranks stand in the order of the columns, and
    an indicator with one value only says nothing and is left out. ``rank`` has shape (m,).
    """
    if count < 1:
        raise MfgError("not_whole", "top", found=count, low=1, high=x.shape[1])
    y = x if negative is None else np.where(negative, -x, x)
    ranks = np.array([rank(c)[unit] for c in y.T])
    low, high = np.fmin.reduce(x, axis=0), np.fmax.reduce(x, axis=0)
    with np.errstate(invalid="ignore"):
        telling = np.flatnonzero(~np.isnan(ranks) & (low < high))
    order = telling[np.argsort(ranks[telling], kind="stable")]
    return Profile(order[:count], order[max(order.size - count, 0) :], ranks)
