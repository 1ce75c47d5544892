"""Principal components of the correlation matrix, with KMO and Bartlett's test of whether they make sense."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import columns
from .columns import Floats
from .correlation import correlate
from .errors import MfgError


@dataclass(frozen=True)
class Components:
    """Principal components over the complete units.

    Attributes
    ----------
    eigenvalue, share
        Shape (m,), falling; shares sum to 1.
    vector, loading
        Shape (m indicators, m components): unit eigenvectors, and those times the root of the eigenvalue
        (the correlation of indicator and component). Each component points where its loadings sum above 0.
    kmo, sampling
        Kaiser-Meyer-Olkin measure over all and of each indicator; NaN where the matrix is singular.
    chi2, df, p
        Bartlett's test of sphericity.
    units
        How many units are complete.
    """

    eigenvalue: Floats
    share: Floats
    vector: Floats
    loading: Floats
    kmo: float
    sampling: Floats
    chi2: float
    df: int
    p: float
    units: int


def components(x: Floats) -> Components:
    """Analyse the columns of ``x``, shape (n, m), m >= 2; units with a missing value are left out.

    Kaiser, Psychometrika 39 (1974) 31; Bartlett, British J. of Statistical Psychology 3 (1950) 77; eigenvalues
    as R's ``prcomp(scale. = TRUE)``.
    """
    columns.refuse_missing_column(x)
    y = x[~np.isnan(x).any(axis=1)]
    n, m = y.shape
    if m < 2:
        raise MfgError("few_indicators", found=m, method="PCA")
    if n < 3:
        raise MfgError("few_units", found=n, method="PCA")
    columns.refuse_constant(y, "PCA")
    r = correlate(y).r
    r = np.where(np.eye(m, dtype=bool), 1.0, r)
    value, vector = np.linalg.eigh(r)
    value, vector = np.maximum(value[::-1], 0.0), vector[:, ::-1]
    vector = vector * np.where(vector.sum(axis=0) < 0, -1.0, 1.0)
    regular = value[-1] > 1e-12 * value[0]
    kmo, sampling, chi2, p = float("nan"), np.full(m, np.nan), float("nan"), float("nan")
    df = m * (m - 1) // 2
    if regular:
        inverse = np.linalg.inv(r)
        d = np.sqrt(np.diag(inverse))
        off = ~np.eye(m, dtype=bool)
        simple, partial = np.where(off, r, 0.0) ** 2, np.where(off, inverse / np.outer(d, d), 0.0) ** 2
        both = simple.sum(axis=0) + partial.sum(axis=0)
        sampling = np.where(both > 0, simple.sum(axis=0) / np.where(both > 0, both, 1.0), np.nan)
        kmo = float(simple.sum() / both.sum()) if both.sum() > 0 else float("nan")
        from scipy.special import chdtrc

        chi2 = float(-(n - 1 - (2 * m + 5) / 6.0) * np.log(value).sum())
        p = float(chdtrc(df, max(chi2, 0.0)))
    loading = vector * np.sqrt(value)
    return Components(value, value / value.sum(), vector, loading, kmo, sampling, chi2, df, p, n)
