"""Objective weights from the spread of each indicator by itself: entropy, standard deviation, variance, Gini, LOPCOW.

All take turned and normalised data, shape (n, m) with NaN for missing, and the parent number of each
column; weights sum to 1 inside each group. A missing value is passed over. A constant column is
refused: its weight 0 would drop the indicator without a word (ADR 2). The coefficient of variation
is in :mod:`weights`.
"""

from __future__ import annotations

import numpy as np

from . import columns
from .columns import Floats
from .errors import MfgError
from .weights import Groups, spread

#: Cells of a block of columns sorted at a time.
CELLS = 1 << 17


def entropy(x: Floats, groups: Groups | None = None) -> Floats:
    """Entropy weights ``w_j = (1 - e_j) / sum (1 - e)``.

    ``e_j = -sum_i p_ij ln p_ij / ln n`` with ``p = x / sum x`` and ``0 ln 0 = 0``; n counts the units that
    have a value. The shares p need values >= 0 with a positive sum: any normalisation but z-scores will
    do. Its scale does not matter, its zero does: min-max and vector scaling give different weights.

    Source: Shannon (1948); Hwang and Yoon (1981) 52-54. Equals pymcdm and scikit-criteria.
    """
    return spread(x, groups, _entropy)


def _entropy(x: Floats) -> Floats:
    mean, n = _shares(x, "entropy")
    total = np.zeros(x.shape[1])
    for start in range(0, x.shape[0], columns.BLOCK):
        q = x[start : start + columns.BLOCK] / mean
        with np.errstate(divide="ignore", invalid="ignore"):
            # q ln q - (q - 1) is never negative, so that small divergences keep their digits; the
            # added part sums to 0.
            total += columns.total(np.where(q == 0, 0.0, q * np.log(q)) - (q - 1.0))
    return np.asarray(np.maximum(total, 0.0) / n / np.log(n))


def standard_deviation(x: Floats, groups: Groups | None = None) -> Floats:
    """Standard-deviation weights ``w_j = s_j / sum s``, s with n - 1.

    The data must be on one scale, or the unit of measurement decides: min-max is usual (标准离差法).
    z-scores all have s = 1, so that the weights are equal.

    Source: Diakoulaki, Mavrotas and Papayannakis (1995). Equals pymcdm and scikit-criteria.
    """
    return spread(x, groups, _deviation)


def variance(x: Floats, groups: Groups | None = None) -> Floats:
    """Statistical-variance weights ``w_j = s_j^2 / sum s^2``; as with :func:`standard_deviation`, min-max is usual.

    Source: the statistical-variance method. Equals pymcdm, which takes its own min-max.
    """

    def squares(x: Floats) -> Floats:
        s = _deviation(x, "variance")
        return np.asarray((s / s.max()) ** 2)

    return spread(x, groups, squares)


def lopcow(x: Floats, groups: Groups | None = None) -> Floats:
    """LOPCOW weights ``w_j = P_j / sum P``, ``P_j = |ln(sqrt(mean x^2) / s_j)|``, s with n - 1.

    A column's unit does not matter, its zero does: min-max is the authors' choice. Weight 0 is possible: where the
    root mean square is s.

    Source: Ecer and Pamucar (2022), Omega 112, 102690. Equals pymcdm.
    """
    return spread(x, groups, _log_change)


def _log_change(x: Floats) -> Floats:
    count, ends = columns.present(x), columns.ends(x)
    columns.refuse_constant(x, "lopcow", known=ends, count=count)
    y, _ = columns.scaled(x, ends)
    square = columns.squares(y, np.zeros(y.shape[1])) / count
    return np.asarray(
        np.abs(np.log(square) / 2.0 - np.log(columns.deviation(y, columns.mean(y, count), count)))
    )


def _deviation(x: Floats, method: str = "std") -> Floats:
    count, ends = columns.present(x), columns.ends(x)
    columns.refuse_constant(x, method, known=ends, count=count)
    y, unit = columns.scaled(x, ends)
    with np.errstate(over="ignore"):
        return columns.deviation(y, columns.mean(y, count), count) * unit


def gini(x: Floats, groups: Groups | None = None) -> Floats:
    """Gini weights ``w_j = G_j / sum G``, ``G = sum_i sum_k |x_i - x_k| / (2 n^2 mean)``.

    Needs values >= 0 with a positive sum; does not depend on their scale. Sorted, the double sum is
    ``2 sum_i (2 i - n - 1) x_(i)``, so that nothing of size n x n is built.

    Source: Gini (1912); 基尼系数赋权法. Equals pymcdm and scikit-criteria.
    """
    return spread(x, groups, _gini)


def _gini(x: Floats) -> Floats:
    mean, n = _shares(x, "gini")
    out = np.empty(x.shape[1])
    place = np.arange(1.0, x.shape[0] + 1)
    step = max(1, CELLS // x.shape[0])
    for start in range(0, x.shape[1], step):
        cols = slice(start, start + step)
        v = np.sort(x[:, cols].T, axis=1)
        v /= mean[cols, None]
        # Distances from the mean: the factors sum to 0, and small spreads keep their digits.
        v -= 1.0
        if (n[cols] == x.shape[0]).all():
            out[cols] = v @ (2.0 * place - place.size - 1.0)
        else:
            # Missing values stand last.
            out[cols] = np.nansum(v * (2.0 * place - n[cols, None] - 1.0), axis=1)
    return np.asarray(out / n / n)


def _shares(x: Floats, method: str) -> tuple[Floats, np.ndarray]:
    """Return mean and number of values of each column that can be split into shares."""
    count, ends = columns.present(x), columns.ends(x)
    columns.refuse_constant(x, method, known=ends, count=count)
    refuse_below(x, ends[0], method)
    return columns.mean(x, count), count


def refuse_below(x: Floats, low: Floats, method: str, positive: bool = False) -> None:
    """Raise ``needs_positive`` or ``needs_not_negative`` for the first value out of a method's domain."""
    if (low <= 0 if positive else low < 0).any():
        row, col = (int(v) for v in np.argwhere(x <= 0 if positive else x < 0)[0])
        key = "needs_positive" if positive else "needs_not_negative"
        raise MfgError(key, row=row, col=col, found=float(x[row, col]), method=method)
