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
from .rank import column_ranks

#: Units on each side of a tile of pairs worked on at a time: small enough for the cache.
TILE = 256


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
    looked at once, a tile of TILE x TILE of them at a time, so memory is a few tiles and arrays of the
    size of the data. Munda and Nardo, Applied Economics 41 (2009) 1513; as COINr's ``a_copeland``.
    """
    each, there, total, _ = held(x, w)
    n = x.shape[0]
    # Only the order within an indicator counts. Ranks fit short numbers, which compare twice as fast, and
    # a missing value (NaN) is neither above nor below another.
    places = column_ranks(np.where(there, x, np.nan), "min").astype(np.float32).T.copy()
    weights = None if w.ndim == 1 else each.T.copy()
    out = np.zeros(n)
    for top in range(0, n, TILE):
        mine = slice(top, top + TILE)
        slack = 1e-12 * total[mine][:, None]
        for left in range(top, n, TILE):
            other = slice(left, left + TILE)
            lead = _lead(places[:, mine], places[:, other], w if weights is None else weights[:, mine])
            beaten = (lead > slack).astype(np.int8) - (lead < -slack)
            out[mine] += beaten.sum(axis=1)
            if left > top:
                out[other] -= beaten.sum(axis=0)
    return out


def _lead(mine: NDArray[np.float32], other: NDArray[np.float32], w: Floats) -> Floats:
    """Weight of the indicators where each of ``mine``, shape (m, a), is above each of ``other``, less where below."""
    shape = (mine.shape[1], other.shape[1])
    lead, part = np.zeros(shape), np.empty(shape)
    above, below, sign = np.empty(shape, dtype=bool), np.empty(shape, dtype=bool), np.empty(shape, np.int8)
    for j in range(mine.shape[0]):
        i, k = mine[j][:, None], other[j]
        np.greater(i, k, out=above)
        np.less(i, k, out=below)
        np.subtract(above.view(np.int8), below.view(np.int8), out=sign)
        np.multiply(sign, w[j] if w.ndim == 1 else w[j][:, None], out=part)
        lead += part
    return lead
