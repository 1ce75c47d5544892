"""Aggregation that looks at all units: Mazziotta-Pareto indices and Copeland's pairwise rule.

Functions ``(x, w) -> y`` as in :mod:`means`; statistics of a column are over the units whose value counts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import columns
from .columns import Floats
from .errors import MfgError
from .means import held

#: Cells of a block of pairs worked on at a time.
PAIRS = 1 << 18


def mpi(x: Floats, w: Floats) -> Floats:
    """Mazziotta-Pareto index ``M_i - S_i cv_i`` of ``z = 100 + 10 (x - mean)/sd``: unevenness costs points.

    M, S and cv = S/M are the weighted mean, standard deviation and coefficient of variation of the unit's z;
    both standard deviations divide by the count. De Muro, Mazziotta and Pareto, Social Indicators
    Research 104 (2011) 1.
    """
    return _penalised(_standard(x, w), w, -1.0)


def mpi_plus(x: Floats, w: Floats) -> Floats:
    """``M_i + S_i cv_i`` of the same z: for phenomena where more is worse (poverty)."""
    return _penalised(_standard(x, w), w, 1.0)


def ampi(x: Floats, w: Floats) -> Floats:
    """Adjusted index: ``M_i - S_i cv_i`` of ``r = 70 + 60 (x - min)/(max - min)``.

    Mazziotta and Pareto, Social Indicators Research 127 (2016) 983; least and greatest are those of the units.
    """
    return _penalised(_between(x, w), w, -1.0)


def ampi_plus(x: Floats, w: Floats) -> Floats:
    """``M_i + S_i cv_i`` of the same r."""
    return _penalised(_between(x, w), w, 1.0)


def _counted(x: Floats, w: Floats, method: str) -> tuple[Floats, NDArray[np.int64]]:
    """Return the values that count (NaN elsewhere) and which columns do; refuse constant columns and one unit."""
    _, there, _, _ = held(x, w)
    used = np.flatnonzero(there.any(axis=0))
    y = np.where(there, x, np.nan)
    if used.size:
        try:
            columns.refuse_constant(y[:, used], method)
        except MfgError as error:
            error.col = int(used[error.col or 0])
            raise
    return y, used


def _standard(x: Floats, w: Floats) -> Floats:
    y, used = _counted(x, w, "mpi")
    z = np.zeros_like(x, dtype=float)
    part, _ = columns.scaled(y[:, used])
    n = columns.present(part)
    centre = columns.mean(part, n)
    sd = columns.deviation(part, centre, n) * np.sqrt((n - 1) / n)
    z[:, used] = np.nan_to_num(100.0 + 10.0 * (part - centre) / sd)
    return z


def _between(x: Floats, w: Floats) -> Floats:
    y, used = _counted(x, w, "ampi")
    r = np.zeros_like(x, dtype=float)
    part, _ = columns.scaled(y[:, used])
    low, high = columns.ends(part)
    r[:, used] = np.nan_to_num(70.0 + 60.0 * (part - low) / (high - low))
    return r


def _penalised(z: Floats, w: Floats, sign: float) -> Floats:
    each, _, total, safe = held(z, w)
    mean = (each * z).sum(axis=1) / safe
    spread = (each * (z - mean[:, None]) ** 2).sum(axis=1) / safe
    return np.asarray(total * (mean + sign * spread / np.where(total > 0, mean, 1.0)))


def copeland(x: Floats, w: Floats) -> Floats:
    """Copeland's rule: units beaten minus units lost to; i beats k where its better indicators weigh more.

    A pair is compared on the indicators both have; equal weights on both sides are a draw. Pairs are
    looked at a block of rows at a time, so memory is a few n x (block) arrays. Munda and Nardo, Applied
    Economics 41 (2009) 1513; as COINr's ``a_copeland``.
    """
    each, there, total, _ = held(x, w)
    n, m = x.shape
    out = np.empty(n)
    step = max(1, PAIRS // max(n, 1))
    for start in range(0, n, step):
        rows = slice(start, start + step)
        lead = np.zeros((x[rows].shape[0], n))
        for j in range(m):
            mine = x[rows, j][:, None]
            won = (mine > x[:, j]).astype(float) - (mine < x[:, j])
            lead += each[rows, j][:, None] * (won * there[:, j])
        slack = 1e-12 * total[rows][:, None]
        out[rows] = (lead > slack).sum(axis=1) - (lead < -slack).sum(axis=1).astype(float)
    return out
