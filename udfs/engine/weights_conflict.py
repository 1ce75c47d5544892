"""Objective weights from the correlations between indicators: CRITIC, independence, balance.

All take turned and normalised data, shape (n, m) with NaN for missing, and the parent number of each
column; weights sum to 1 inside each group, whose correlations are taken among siblings only, over
the units that have all values of the group. An only child has weight 1.
"""

from __future__ import annotations

import numpy as np

from . import columns
from .columns import Floats
from .errors import MfgError
from .weights import Groups, by_group, spread

#: Correlations and eigenvalues closer than this to 0 or 1 are rounding noise.
NOISE = 1e-12


def critic(x: Floats, groups: Groups | None = None) -> Floats:
    """CRITIC weights ``w_j = C_j / sum C``, ``C_j = s_j sum_k (1 - r_jk)``, r Pearson's.

    The paper normalises by min-max (0 worst, 1 best) first, with the direction of each indicator: do
    the same. On other data s_j depends on their scale. Refused where all siblings correlate perfectly.

    Source: Diakoulaki, Mavrotas and Papayannakis, Computers & Operations Research 22 (1995) 763-770.
    Equals scikit-criteria and pyDecision with directions.
    """
    return by_group(x, groups, _critic)


def _critic(x: Floats) -> Floats:
    x = complete(x, "critic", 3)
    r = correlations(x, "critic")
    y, unit = columns.scaled(x)
    with np.errstate(over="ignore"):
        c = columns.deviation(y) * unit * (1.0 - r).sum(axis=0)
    if (c == 0).all():
        raise MfgError("no_conflict", method="critic")
    return np.asarray(c)


def independence(x: Floats, groups: Groups | None = None) -> Floats:
    """Independence weights ``w_j = (1/R_j) / sum (1/R)`` (独立性权重).

    R_j is the multiple correlation of indicator j with its siblings (root of the R squared of its
    regression on all of them): what the others already tell counts less. Any increasing linear
    normalisation gives the same weights. Needs more units than siblings, else every R is 1; refused where
    an indicator has R = 0.

    Source: SPSSAU and SPSSPRO, "independence weight" (独立性权系数法).
    """
    return by_group(x, groups, _independence)


def _independence(x: Floats) -> Floats:
    x = complete(x, "independence", x.shape[1] + 1)
    value, vector = np.linalg.eigh(correlations(x, "independence"))
    # Indicators inside a linear dependence have R = 1; the others' R comes from what is left.
    none = value < 1e-10
    tied = (vector[:, none] ** 2).sum(axis=1) > 1e-10
    inverse = ((vector**2)[:, ~none] / value[~none]).sum(axis=1)
    r = np.sqrt(np.where(tied, 1.0, np.clip(1.0 - 1.0 / inverse, 0.0, 1.0)))
    if (r < 1e-6).any():
        raise MfgError("uncorrelated", col=int(np.argmin(r)), method="independence")
    return np.asarray(1.0 / r)


def balance(x: Floats, groups: Groups | None = None) -> Floats:
    """Weights under which every indicator correlates equally with the weighted sum of its siblings.

    With C the correlations and s the standard deviations, ``corr_j`` is proportional to ``(C u)_j``,
    ``u = s w``: the solution is ``w = C^-1 1 / s``. Where that has a negative weight, u >= 0 with the least
    ``|C u - 1|^2`` is taken (non-negative least squares, one solution): correlations as equal as weights
    that are not negative allow. Meant for the normalised data that are summed; their scale is part of
    the answer. Refused where the indicators are linearly dependent.

    Source: Becker, Saisana, Paruolo and Vandecasteele, Ecological Indicators 80 (2017) 12-22, in the
    linear form of COINr ``get_opt_weights(optype = "balance")``, which stops its search near this point.
    """
    return by_group(x, groups, _balance)


def _balance(x: Floats) -> Floats:
    x = complete(x, "balance", x.shape[1] + 1)
    c = correlations(x, "balance")
    if np.linalg.eigvalsh(c)[0] < 1e-10:
        raise MfgError("dependent", method="balance")
    u = np.linalg.solve(c, np.ones(c.shape[0]))
    if (u < 0).any():
        # Loaded here: scipy takes longer to import than the whole engine.
        from scipy.optimize import nnls

        u = nnls(c, np.ones(c.shape[0]))[0]
    y, unit = columns.scaled(x)
    with np.errstate(over="ignore"):
        w = u / columns.deviation(y) / unit
    if not w.any():
        raise MfgError("uncorrelated", method="balance")
    return np.asarray(w)


def infomax(x: Floats, groups: Groups | None = None) -> Floats:
    """Weights under which the correlations of the indicators with the weighted sum add up to the most.

    ``sum_j corr_j = 1'C u / sqrt(u'C u)`` with ``u = s w`` is greatest, by Cauchy and Schwarz, where u is
    constant: ``w_j = (1/s_j) / sum(1/s)``, equal weights of standardised indicators. On z-scores all are equal.

    Source: COINr ``get_opt_weights(optype = "infomax")``, which searches for this point.
    """
    return spread(x, groups, _steady)


def _steady(x: Floats) -> Floats:
    columns.refuse_constant(x, "infomax")
    y, unit = columns.scaled(x)
    with np.errstate(over="ignore"):
        s = columns.deviation(y) * unit
    # Over the least: 1/s itself may be beyond the range of a number.
    return np.asarray(s.min() / s)


def complete(x: Floats, method: str, need: int) -> Floats:
    """Return the units that have all values.

    Raises
    ------
    MfgError
        ``few_complete`` where there are fewer than ``need``.
    """
    if (columns.present(x) < x.shape[0]).any():
        x = x[~np.isnan(x).any(axis=1)]
    if x.shape[0] < need:
        raise MfgError("few_complete", found=x.shape[0], expected=need, method=method)
    return x


def correlations(x: Floats, method: str) -> Floats:
    """Pearson correlations of the columns of ``x`` without missing values, shape (m, m).

    Refuses constant columns. Sums run over blocks of rows; what is within rounding of -1, 0 and 1 is
    that number.
    """
    ends = columns.ends(x)
    columns.refuse_constant(x, method, known=ends)
    y, _ = columns.scaled(x, ends)
    centre = columns.mean(y)
    product = np.zeros((x.shape[1], x.shape[1]))
    for rows in columns.rows_of_product(x):
        d = y[rows] - centre
        product += d.T @ d
    s = np.sqrt(product.diagonal())
    r = np.clip(product / s / s[:, None], -1.0, 1.0)
    for exact in (-1.0, 0.0, 1.0):
        r[np.abs(r - exact) < NOISE] = exact
    np.fill_diagonal(r, 1.0)
    return np.asarray((r + r.T) / 2.0)
