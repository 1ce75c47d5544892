"""Whole-matrix methods that measure distances to a best and a worst unit: TOPSIS, VIKOR, GRA, CODAS."""

from __future__ import annotations

import numpy as np

from . import columns
from .columns import Floats
from .mcdm import Bools, Parts, linear, scored, share, unit_range


@scored
def topsis(r: Floats, negative: Bools, w: Floats) -> Parts:
    """Closeness ``C = D- / (D+ + D-)``, Euclidean distances of ``w r`` to the ideal and the anti-ideal.

    ``r`` is scaled before (vector by default); the ideal is the greatest of a benefit, the least of a
    cost. Hwang and Yoon, Multiple Attribute Decision Making (1981).
    """
    low, high = columns.ends(r)
    best, worst = np.where(negative, low, high), np.where(negative, high, low)
    to_best = np.sqrt(_weighted_squares(r, best, w))
    to_worst = np.sqrt(_weighted_squares(r, worst, w))
    return {"D+": to_best, "D-": to_worst, "score": to_worst / (to_best + to_worst)}


def _weighted_squares(r: Floats, point: Floats, w: Floats) -> Floats:
    """``sum_j (w_j (r_ij - p_j))^2`` by blocks of rows."""
    out = np.empty(r.shape[0])
    for start in range(0, r.shape[0], columns.BLOCK):
        rows = slice(start, start + columns.BLOCK)
        d = (r[rows] - point) * w
        out[rows] = np.einsum("ij,ij->i", d, d)
    return out


@scored
def vikor(x: Floats, negative: Bools, w: Floats, v: float = 0.5) -> Parts:
    """``Q = v (S - S*)/(S- - S*) + (1 - v)(R - R*)/(R- - R*)``; the score is 1 - Q, so that larger is better.

    S and R are the sum and the greatest of ``w (f* - f)/(f* - f-)``. Opricovic and Tzeng, European Journal
    of Operational Research 156 (2004) 445; 178 (2007) 514.
    """
    share(v, "vikor")
    regret = unit_range(x, negative, "vikor")
    np.subtract(1.0, regret, out=regret)
    regret *= w
    s, r = regret.sum(axis=1), regret.max(axis=1)
    q = v * _span(s) + (1.0 - v) * _span(r)
    return {"S": s, "R": r, "Q": q, "score": 1.0 - q}


def _span(s: Floats) -> Floats:
    low, high = s.min(), s.max()
    return (s - low) / (high - low) if high > low else np.zeros_like(s)


@scored
def gra(x: Floats, negative: Bools, w: Floats, rho: float = 0.5) -> Parts:
    """Grey relational grade ``sum_j w_j rho / (1 - r_ij + rho)`` to the ideal, r by min-max in direction.

    The least difference is 0 and the greatest 1 by construction. Deng, J. of Grey System 1 (1989) 1.
    """
    share(rho, "gra", 1e-6)
    return {"score": (rho / (1.0 - unit_range(x, negative, "gra") + rho)) @ w}


@scored
def codas(x: Floats, negative: Bools, w: Floats, tau: float = 0.02) -> Parts:
    """``H_i = sum_k (E_i - E_k) + psi(E_i - E_k)(T_i - T_k)``, psi(d) = 1 where |d| >= tau, else 0.

    E and T are the Euclidean and taxicab distances of ``w r`` from the negative ideal, r linear. tau is
    the difference of E below which taxicab distances do not count; the paper suggests 0.01 to 0.05.
    Sorted by E, the units beyond tau are two ends of a list, so no n x n array is made. Keshavarz
    Ghorabaee et al., Economic Computation and Economic Cybernetics Studies and Research 50(3) (2016) 25.
    """
    share(tau, "codas")
    r = linear(x, negative, "codas") * w
    d = r - columns.minimum(r)
    e, t = np.sqrt(np.einsum("ij,ij->i", d, d)), d.sum(axis=1)
    turn = np.argsort(e, kind="stable")
    near = e[turn]
    cum = np.concatenate([[0.0], np.cumsum(t[turn])])
    n = e.size
    # |d| >= tau is decided on the difference itself, as it is written.
    below, above = _counts(near, e, tau)
    far = below + n - above
    total = n * e - e.sum() + far * t - (cum[below] + cum[n] - cum[above])
    return {"E": e, "T": t, "score": total}


def _counts(ordered: Floats, e: Floats, tau: float) -> tuple[np.ndarray, np.ndarray]:
    """Return how many of ``ordered`` lie at least tau below each e, and the place of the first at least tau above."""
    n = ordered.size
    below = np.searchsorted(ordered, e - tau, "right")
    above = np.searchsorted(ordered, e + tau, "left")
    # e - tau is rounded: look at the neighbours' true differences.
    for _ in range(2):
        last = np.maximum(below - 1, 0)
        below = np.where((below > 0) & (e - ordered[last] < tau), below - 1, below)
        step = np.minimum(below, n - 1)
        below = np.where((below < n) & (e - ordered[step] >= tau), below + 1, below)
        last = np.minimum(above, n - 1)
        above = np.where((above < n) & (ordered[last] - e < tau), above + 1, above)
        step = np.maximum(above - 1, 0)
        above = np.where((above > 0) & (ordered[step] - e >= tau), above - 1, above)
    return below, np.maximum(above, below)
