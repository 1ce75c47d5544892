"""Precedence chart (优序图): each pair of items is judged more, equally or less important."""

from __future__ import annotations

import numpy as np

from .columns import Floats
from .errors import MfgError


def precedence(chart: Floats) -> Floats:
    """Return ``w_i = sum_j a_ij / sum of all``, shape (m,), sum 1 (Moody 1983, Decision Making, McGraw-Hill).

    Parameters
    ----------
    chart
        Shape (m, m): 1 where item i is more important than item j, 0.5 where they are equal, 0 where
        less; between them the share of experts who say so. ``a_ij + a_ji = 1``, the diagonal is 0.5.
        A blank half is filled from the other, a blank diagonal with 0.5.

    Raises
    ------
    MfgError
        ``chart_shape``, ``ahp_one``, ``chart_range``, ``chart_diagonal``, ``chart_sum``, ``chart_blank``.

    Examples
    --------
    >>> precedence(np.array([[0.5, 1.0], [0.0, 0.5]]))
    array([0.75, 0.25])
    """
    if chart.ndim != 2 or chart.shape[0] != chart.shape[1]:
        raise MfgError("chart_shape", found=" × ".join(map(str, chart.shape)))
    m = chart.shape[0]
    if m < 2:
        raise MfgError("ahp_one")
    a = np.where(np.isnan(chart), 1.0 - chart.T, chart)
    diagonal = np.where(np.isnan(np.diagonal(a)), 0.5, np.diagonal(a))
    a[np.diag_indices(m)] = diagonal
    for key, bad in (
        ("chart_range", (a < 0.0) | (a > 1.0)),
        ("chart_diagonal", np.diag(diagonal != 0.5)),
        ("chart_sum", np.abs(a + a.T - 1.0) > 1e-9),
        ("chart_blank", np.isnan(a)),
    ):
        if bad.any():
            i, j = (int(v) for v in np.argwhere(bad)[0])
            if i < j and key == "chart_sum":
                i, j = j, i
            raise MfgError(key, "data", i, j, found=float(a[i, j]), expected=float(1.0 - a[j, i]))
    return np.asarray(a.sum(axis=1) / (m * m / 2.0))


def chart_of(score: Floats) -> Floats:
    """Return the chart of importance scores, shape (m,): 1 where greater, 0.5 where equal, 0 where less.

    Raises
    ------
    MfgError
        ``ahp_one``, ``score_blank``.
    """
    if score.size < 2:
        raise MfgError("ahp_one")
    if np.isnan(score).any():
        raise MfgError("score_blank", col=int(np.argmax(np.isnan(score))))
    return np.asarray((np.sign(score[:, None] - score) + 1.0) / 2.0)
