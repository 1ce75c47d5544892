"""Best-worst method: weights from two vectors of comparisons, with the best and with the worst item."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .ahp import LIMIT
from .columns import Floats
from .errors import MfgError


@dataclass(frozen=True)
class BestWorst:
    """Weights of the best-worst method.

    Attributes
    ----------
    weight
        Shape (m,), sum 1.
    best, worst
        Places of the best and the worst item.
    ksi
        The least largest deviation of the linear model, its indicator of consistency: near 0 is good
        (Rezaei 2016).
    cr
        Input-based consistency ratio, the largest ``|a_Bj a_jW - a_BW| / (a_BW^2 - a_BW)``
        (Liang, Brunelli and Rezaei 2020, Omega 96, 102175): 0 is consistent, 1 the worst.
    odd
        Place of the item with that largest ratio; -1 where all is consistent.
    """

    weight: Floats
    best: int
    worst: int
    ksi: float
    cr: float
    odd: int


def best_worst(a_best: Floats, a_worst: Floats) -> BestWorst:
    """Solve the linear best-worst model (Rezaei 2016, Omega 64, 126-130).

    Minimise ksi under ``|w_B - a_Bj w_j| <= ksi``, ``|w_j - a_jW w_W| <= ksi``, ``sum w = 1``, ``w >= 0``.

    Parameters
    ----------
    a_best
        Shape (m,): how many times the best item is as important as item j; 1 for the best itself.
    a_worst
        Shape (m,): how many times item j is as important as the worst; 1 for the worst itself.

    Raises
    ------
    MfgError
        ``ahp_one``, ``bad_length``, ``bwm_blank``, ``bwm_range``, ``bwm_no_one``, ``bwm_mismatch``.
    """
    best, worst = checked(a_best, a_worst)
    top = float(a_best[worst])
    span = top * top - top
    off = np.abs(a_best * a_worst - top)
    off[[best, worst]] = 0.0
    cr = float(off.max() / span) if span > 0 else float(off.max())
    if off.max() <= 1e-12 * top:
        w = 1.0 / a_best
        return BestWorst(np.asarray(w / w.sum()), best, worst, 0.0, 0.0, -1)
    w, ksi = _solve(a_best, a_worst, best, worst)
    return BestWorst(w, best, worst, ksi, cr, int(np.argmax(off)))


def checked(a_best: Floats, a_worst: Floats) -> tuple[int, int]:
    """Return the places of the best and the worst item, or refuse the comparisons (:func:`best_worst`)."""
    m = a_best.size
    if a_worst.size != m:
        raise MfgError("bad_length", "worst", found=a_worst.size, expected=m)
    if m < 2:
        raise MfgError("ahp_one", "best")
    for a, arg in ((a_best, "best"), (a_worst, "worst")):
        for key, bad in (("bwm_blank", np.isnan(a)), ("bwm_range", (a < 1.0) | (a > LIMIT))):
            if bad.any():
                j = int(np.argmax(bad))
                raise MfgError(key, arg, col=j, found=float(a[j]))
        if not (a == 1.0).any():
            raise MfgError("bwm_no_one", arg)
    return _ends(a_best, a_worst)


def _ends(a_best: Floats, a_worst: Floats) -> tuple[int, int]:
    """Find the best and the worst item; both vectors hold the comparison of the two and must agree."""
    tops, bottoms = np.flatnonzero(a_best == 1.0), np.flatnonzero(a_worst == 1.0)
    pairs = [(int(b), int(w)) for b in tops for w in bottoms if b != w and a_best[w] == a_worst[b]]
    if not pairs:
        b = next((int(b) for b in tops if b not in bottoms), int(tops[0]))
        w = next((int(w) for w in bottoms if w != b), int(bottoms[0]))
        raise MfgError("bwm_mismatch", "worst", col=b, found=float(a_worst[b]), expected=float(a_best[w]))
    return max(pairs, key=lambda p: (a_best[p[1]], -p[0], -p[1]))


def _solve(a_best: Floats, a_worst: Floats, best: int, worst: int) -> tuple[Floats, float]:
    from scipy.optimize import linprog

    m = a_best.size
    rows = []
    for j in range(m):
        for i, k, a in ((best, j, a_best[j]), (j, worst, a_worst[j])):
            if i != k:
                row = np.zeros(m + 1)
                row[i], row[k] = 1.0, -a
                rows.append(row)
    sides = np.array(rows)
    upper = np.vstack([sides, -sides])
    upper[:, m] = -1.0
    total = np.ones((1, m + 1))
    total[0, m] = 0.0
    goal = np.zeros(m + 1)
    goal[m] = 1.0
    done = linprog(goal, upper, np.zeros(len(upper)), total, [1.0], (0, None), "highs-ds")
    w = np.maximum(done.x[:m], 0.0)
    return np.asarray(w / w.sum()), float(done.x[m])
