"""Coupling coordination of several systems (耦合协调度), and what holds each unit back (障碍度).

Scores are those of systems or indicators on a scale from 0 to 1, shape (n, m), NaN where missing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .columns import Floats
from .errors import MfgError
from .registry import resolve
from .weights import within

#: How many levels D is parted into, each a tenth wide.
LEVELS = 10


@dataclass(frozen=True)
class Coupling:
    """Coupling degree C, coordination index T, coupling coordination degree ``D = sqrt(C T)``, each shape (n,).

    ``level`` is 1 (D below 0.1, 极度失调) to 10 (D from 0.9, 优质协调). NaN where a score is missing; C is NaN too where
    all are 0.
    """

    c: Floats
    t: Floats
    d: Floats
    level: Floats


def coupling(u: Floats, w: Floats | None = None, method: str | None = None) -> Coupling:
    """Judge how far systems develop together.

    Parameters
    ----------
    u
        Scores of m >= 2 systems, 0 to 1, shape (n, m).
    w
        Weights of the systems in T, made to sum to 1; equal if None.
    method
        ``standard`` (default) or ``adjusted``: how C follows from the scores.

    Raises
    ------
    MfgError
        ``few_indicators``; ``unit_interval`` for a score outside 0 to 1; what weights refuse.

    Notes
    -----
    ``T = sum w_j u_j``, levels of a tenth as SPSSAU. Both forms of C: Wang Shujia (王淑佳) et al., 国内耦合协调度模型的误区
    及修正, 自然资源学报 36 (2021) 793-810.
    """
    chosen = resolve("coupling", method, "method")
    u = np.asarray(u, dtype=float)
    m = u.shape[1]
    if m < 2:
        raise MfgError("few_indicators", found=m, method="coupling")
    refuse_outside(u, "coupling")
    weight = within(np.ones(m) if w is None else w)
    c = np.asarray(chosen.function(u))
    t = u @ weight
    d = np.where(np.isnan(t), np.nan, np.sqrt(np.where(t > 0, np.nan_to_num(c) * t, 0.0)))
    # A degree that is a tenth but for its last digit is that tenth.
    level = np.minimum(np.floor(d * LEVELS + 1e-9) + 1.0, LEVELS)
    return Coupling(c, t, d, level)


def standard(u: Floats) -> Floats:
    """``C = m (prod_j u_j)^(1/m) / sum_j u_j``: the geometric over the arithmetic mean."""
    top = u.max(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = u / top
        return np.asarray(np.exp(np.log(r).mean(axis=1)) / r.mean(axis=1))


def adjusted(u: Floats) -> Floats:
    """``C = sqrt((1 - mean of |u_i - u_j| over pairs) (prod_j u_j / max u)^(1/(m - 1)))``: spread over 0 to 1."""
    m = u.shape[1]
    # Sorted, the pairs' differences are a weighted sum: nothing of size m x m is made.
    place = 2.0 * np.arange(m) - (m - 1)
    apart = np.sort(u, axis=1) @ place / (m * (m - 1) / 2)
    top = u.max(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        near = np.exp(np.log(u / top).sum(axis=1) / (m - 1))
    return np.asarray(np.sqrt((1.0 - apart) * near))


def obstacles(r: Floats, w: Floats, shares: bool = True) -> Floats:
    """Obstacle degrees ``w_j (1 - r_ij) / sum_k w_k (1 - r_ik)``, shape (n, m): what keeps a unit from the best (障碍度).

    Parameters
    ----------
    r
        Normalised scores, 0 to 1, 1 the best; a missing one has no part.
    w
        Weights of the indicators down the tree, made to sum to 1.
    shares
        False: the gaps ``w_j (1 - r_ij)`` themselves. A unit without any gap has shares 0.
    """
    refuse_outside(r, "obstacle")
    gap = within(w) * (1.0 - r)
    if not shares:
        return gap
    total = np.nansum(gap, axis=1, keepdims=True)
    return gap / np.where(total > 0, total, 1.0)


def refuse_outside(x: Floats, method: str) -> None:
    """Raise ``unit_interval`` for the first value outside 0 to 1."""
    bad = (x < 0) | (x > 1)
    if bad.any():
        row, col = (int(v) for v in np.argwhere(bad)[0])
        raise MfgError("unit_interval", row=row, col=col, found=float(x[row, col]), method=method)
