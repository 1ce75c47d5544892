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
    cov = np.empty((k, k))
    for i in range(k):
        for j in range(i, k):
            both = ~(np.isnan(y[:, i]) | np.isnan(y[:, j]))
            n = int(both.sum())
            if n < 2:
                raise MfgError("few_units", col=j, found=n, method="alpha")
            a, b = y[both, i], y[both, j]
            cov[i, j] = cov[j, i] = float(((a - a.mean()) * (b - b.mean())).sum() / (n - 1))
    total = float(cov.sum())
    raw = k / (k - 1) * (1.0 - float(np.trace(cov)) / total) if total > 0 else float("nan")
    r = correlate(x).r
    mean = float(r[np.triu_indices(k, 1)].mean())
    below = 1.0 + (k - 1) * mean
    return Alpha(raw, k * mean / below if below > 0 else float("nan"), k, units)
