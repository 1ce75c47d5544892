"""The nonlinear best-worst model: ratios of weights as near to the judgements as can be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .bwm import checked
from .columns import Floats


@dataclass(frozen=True)
class NonlinearBestWorst:
    """Weights of the nonlinear best-worst model.

    Attributes
    ----------
    weight
        Shape (m,), sum 1: the middles of the intervals, rescaled (Rezaei 2016).
    low, high
        Shape (m,): least and greatest weight of each item among all optimal weights; equal with two or three
        items and where the judgements are consistent.
    best, worst
        Places of the best and the worst item.
    ksi
        The least largest deviation of a ratio of weights from its judgement.
    index
        Consistency index: the greatest ksi there can be for the judgement of best over worst.
    cr
        Consistency ratio ``ksi / index``, 0 where the index is 0.
    """

    weight: Floats
    low: Floats
    high: Floats
    best: int
    worst: int
    ksi: float
    index: float
    cr: float


def best_worst_nonlinear(a_best: Floats, a_worst: Floats) -> NonlinearBestWorst:
    """Solve ``min ksi``: ``|w_B/w_j - a_Bj| <= ksi``, ``|w_j/w_W - a_jW| <= ksi`` (Rezaei 2015, Omega 53, 49-57).

    Parameters and errors are those of :func:`udfs.engine.bwm.best_worst`.

    Notes
    -----
    With r = w_B/w_W and u_j = w_j/w_W, a ksi can be reached if r lies in ``a_BW +- ksi`` and in
    ``(a_Bj - ksi)(a_jW - ksi) .. (a_Bj + ksi)(a_jW + ksi)`` for every other j. These intervals grow with ksi, so
    the least ksi at which they meet is found by halving; then every u_j has its own interval, and so have
    the weights (intervals: Rezaei 2016, Omega 64, 126-130).
    """
    best, worst = checked(a_best, a_worst)
    others = np.array([j for j in range(a_best.size) if j not in (best, worst)], dtype=np.int64)
    top, b, w = float(a_best[worst]), a_best[others], a_worst[others]

    def meet(ksi: float) -> tuple[float, float]:
        lows = np.maximum(b - ksi, 0.0) * np.maximum(w - ksi, 0.0)
        highs = (b + ksi) * (w + ksi)
        return max(top - ksi, float(lows.max(initial=0.0))), min(top + ksi, float(highs.min(initial=np.inf)))

    low, high = 0.0, 0.0
    if not _touching(*meet(0.0)):
        high = max(top, float(np.abs(b * w - top).max(initial=0.0)))
        while high - low > 4e-16 * high:
            middle = (low + high) / 2.0
            if middle in (low, high):
                break
            low, high = (low, middle) if np.less_equal(*meet(middle)) else (middle, high)
    ksi = high
    ends = meet(ksi)
    r = (ends[0] + ends[1]) / 2.0
    least, most = np.ones(a_best.size), np.ones(a_best.size)
    least[best] = most[best] = r
    with np.errstate(divide="ignore"):
        least[others] = np.maximum(w - ksi, r / (b + ksi))
        most[others] = np.minimum(w + ksi, np.where(b > ksi, r / np.where(b > ksi, b - ksi, 1.0), np.inf))
    # Rounding may turn the ends of an interval that is one point.
    least, most = np.minimum(least, most), np.maximum(least, most)
    smallest = least / (least + most.sum() - most)
    greatest = most / (most + least.sum() - least)
    middle_ = (smallest + greatest) / 2.0
    index = float((1.0 + 2.0 * top) - np.sqrt(1.0 + 8.0 * top)) / 2.0
    cr = ksi / index if index > 0 else 0.0
    return NonlinearBestWorst(middle_ / middle_.sum(), smallest, greatest, best, worst, ksi, index, cr)


def _touching(low: float, high: float) -> bool:
    """Tell whether two ends meet, but for rounding."""
    return low <= high * (1 + 1e-12)
