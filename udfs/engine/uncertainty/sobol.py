"""Sobol indices of an output from the three parts of Saltelli's design, with bootstrap intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..columns import Floats
from ..errors import MfgError
from .draws import BOOTSTRAP, generator


@dataclass(frozen=True)
class Indices:
    """First-order and total indices, each shape (d,), with the ends of their intervals, shape (2, d).

    ``used`` counts the rows of the design without a gap, ``lost`` those left out because a run failed.
    """

    first: Floats
    total: Floats
    first_ends: Floats
    total_ends: Floats
    variance: float
    used: int
    lost: int


def indices(
    a: Floats,
    b: Floats,
    ab: Floats,
    bootstraps: int = 100,
    level: float = 0.95,
    seed: int = 1,
    what: str = "output",
) -> Indices:
    """Estimate how much of the variance of an output each input makes alone and with all others.

    Parameters
    ----------
    a, b
        Outputs of the two independent samples, shape (n,).
    ab
        Outputs of the first sample with input i from the second, shape (n, d).
    bootstraps
        Resamples of the n rows for the intervals; 0 for none.

    Raises
    ------
    MfgError
        ``few_rows`` with fewer than two rows, ``no_variance``.

    Notes
    -----
    ``S_i = mean(f_B (f_ABi - f_A)) / V`` (Saltelli et al. 2010, table 2b) with outputs taken from their mean,
    ``T_i = mean((f_A - f_ABi)^2) / (2 V)`` (Jansen 1999), V the variance over both samples.
    """
    if not 0 < level < 1:
        raise MfgError("out_of_range", "confidence", found=level, low=0, high=1)
    whole = ~(np.isnan(a) | np.isnan(b) | np.isnan(ab).any(axis=1))
    n, d = int(whole.sum()), ab.shape[1]
    if n < 2:
        raise MfgError("few_rows", "n", found=n)
    a, b, ab = a[whole], b[whole], ab[whole]
    centre = (a.mean() + b.mean()) / 2.0
    a, b, ab = a - centre, b - centre, ab - centre
    # Every estimate is a mean over rows of these terms, and so is every bootstrap of it.
    terms = np.column_stack([b[:, None] * (ab - a[:, None]), (a[:, None] - ab) ** 2, a + b, a * a + b * b])
    first, total, variance = _estimate(terms.mean(axis=0)[None, :], d)
    if not variance[0] > 1e-24 * max(1.0, centre * centre):
        raise MfgError("no_variance", "output", what=what)
    blank = np.full((2, d), np.nan)
    ends = [blank, blank]
    if bootstraps:
        means = _resampled(terms, bootstraps, generator(seed, BOOTSTRAP))
        with np.errstate(invalid="ignore", divide="ignore"):
            s, t, v = _estimate(means, d)
        kept = v > 0
        tail = (1.0 - level) / 2.0
        ends = [np.quantile(x[kept], [tail, 1.0 - tail], axis=0) for x in (s, t)]
    return Indices(first[0], total[0], ends[0], ends[1], float(variance[0]), n, int((~whole).sum()))


def _estimate(means: Floats, d: int) -> tuple[Floats, Floats, Floats]:
    """Turn means of the terms, shape (k, 2 d + 2), into indices, shape (k, d) each, and variances."""
    variance = means[:, -1] / 2.0 - (means[:, -2] / 2.0) ** 2
    safe = np.where(variance > 0, variance, np.nan)[:, None]
    return means[:, :d] / safe, means[:, d : 2 * d] / (2.0 * safe), variance


def _resampled(terms: Floats, times: int, rng: np.random.Generator) -> Floats:
    """Return the means of the terms over rows drawn with replacement, shape (times, terms)."""
    n = len(terms)
    out = np.empty((times, terms.shape[1]))
    for k in range(times):
        drawn: NDArray[np.int64] = rng.integers(0, n, n)
        out[k] = np.einsum("r,rt->t", np.bincount(drawn, minlength=n).astype(float), terms) / n
    return out
