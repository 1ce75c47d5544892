"""Cronbach's alpha: do the indicators of a dimension measure one thing?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import columns
from .columns import Floats
from .correlation import correlate
from .errors import MfgError


@dataclass(frozen=True)
class Alpha:
    """``raw`` from covariances, ``standardised`` from correlations, of ``items`` indicators over ``units`` units."""

    raw: float
    standardised: float
    items: int
    units: int


def alpha(x: Floats) -> Alpha:
    """Cronbach's alpha of the columns of ``x``, shape (n, m); covariances over the units each pair has.

    raw ``k/(k - 1) (1 - sum var / sum cov)``, standardised ``k r / (1 + (k - 1) r)`` with r the mean
    correlation. One indicator has none (NaN). Cronbach, Psychometrika 16 (1951) 297; COINr ``get_cronbach``.
    ``units`` counts those with any value.
    """
    columns.refuse_missing_column(x)
    k = x.shape[1]
    units = int((~np.isnan(x)).any(axis=1).sum())
    columns.refuse_constant(x, "alpha")
    if k < 2:
        return Alpha(float("nan"), float("nan"), k, units)
    y = x / columns.largest(x).max()
    if not np.isnan(y).any():
        cov = _covariances(y, whole=True)
        sd = np.sqrt(cov.diagonal())
        # Beside a column of very large numbers the squares of another may have no digits left.
        own = units > 2 and bool((sd > 1e-100).all())
        r = np.clip(cov / sd / sd[:, None], -1.0, 1.0) if own else correlate(y).r
    else:
        found = correlate(y)
        if (found.n < 2).any():
            i, j = (int(v) for v in np.argwhere(found.n < 2)[0])
            raise MfgError("few_units", col=max(i, j), found=int(found.n[i, j]), method="alpha")
        cov, r = _covariances(y), found.r
    total = float(cov.sum())
    raw = k / (k - 1) * (1.0 - float(np.trace(cov)) / total) if total > 0 else float("nan")
    mean = float(r[np.triu_indices(k, 1)].mean())
    below = 1.0 + (k - 1) * mean
    return Alpha(raw, k * mean / below if below > 0 else float("nan"), k, units)


def _covariances(y: Floats, whole: bool = False) -> Floats:
    """Covariances (n - 1) of the columns over the units each pair has, shape (m, m)."""
    # Sums are taken from the columns' means: over a pair's own units the mean differs little from them.
    centre, k = columns.mean(y), y.shape[1]
    product = np.zeros((k, k) if whole else (2 * k, 2 * k))
    for rows in columns.rows_of_product(y):
        d = y[rows] - centre
        if not whole:
            here = ~np.isnan(d)
            d = np.hstack([np.where(here, d, 0.0), here])
        product += d.T @ d
    if whole:
        return np.asarray(product / (y.shape[0] - 1.0))
    s, n = product[:k, k:], product[k:, k:]
    return np.asarray((product[:k, :k] - s * s.T / n) / (n - 1.0))
