"""Correlations of indicators with p values, pairs of units that are both there; and which say the same twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import columns
from .columns import Floats
from .rank import rank
from .registry import resolve


@dataclass(frozen=True)
class Correlations:
    """Matrices of shape (m, k): coefficients, two-sided p values, and how many units each rests on.

    A coefficient is NaN where fewer than 3 units have both values or one is constant among them.
    """

    r: Floats
    p: Floats
    n: NDArray[np.int64]


def correlate(x: Floats, y: Floats | None = None, method: str | None = None) -> Correlations:
    """Correlate the columns of ``x``, shape (n, m), with each other or with those of ``y``, shape (n, k).

    ``pearson`` (default); ``spearman``, Pearson of mean ranks; ``kendall``, tau-b. p values are those of
    Student's t with n - 2 degrees of freedom, and of the normal approximation for tau (scipy).
    """
    how = resolve("correlation", method, "method").name
    same = y is None
    x, _ = columns.scaled(x)
    other = x if y is None else columns.scaled(y)[0]
    m, k = x.shape[1], other.shape[1]
    here, there = ~np.isnan(x), ~np.isnan(other)
    n = here.T.astype(np.int64) @ there.astype(np.int64)
    r, p = np.full((m, k), np.nan), np.full((m, k), np.nan)
    whole = here.all() and there.all()
    if whole and how == "spearman":
        x = np.column_stack([rank(c, "average") for c in x.T])
        other = x if same else np.column_stack([rank(c, "average") for c in other.T])
    if whole and how != "kendall":
        r = _pearson(x, other)
    else:
        for i in range(m):
            for j in range(i if same else 0, k):
                both = here[:, i] & there[:, j]
                a, b = x[both, i], other[both, j]
                if a.size < 3 or a.min() == a.max() or b.min() == b.max():
                    continue
                if how == "kendall":
                    from scipy.stats import kendalltau

                    found = kendalltau(a, b, variant="b")
                    r[i, j], p[i, j] = float(found.statistic), float(found.pvalue)
                else:
                    if how == "spearman":
                        a, b = rank(a, "average"), rank(b, "average")
                    r[i, j] = _pearson(a[:, None], b[:, None])[0, 0]
        if same:
            lower = np.tril_indices(m, -1)
            r[lower], p[lower] = r.T[lower], p.T[lower]
    if how != "kendall":
        p = _p_of_t(r, n)
    return Correlations(r, p, n)


def _pearson(x: Floats, y: Floats) -> Floats:
    dx, dy = x - columns.mean(x), y - columns.mean(y)
    sx, sy = np.sqrt((dx * dx).sum(axis=0)), np.sqrt((dy * dy).sum(axis=0))
    flat = columns.is_constant(x)[:, None] | columns.is_constant(y) | (x.shape[0] < 3)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = (dx / np.where(sx > 0, sx, 1.0)).T @ (dy / np.where(sy > 0, sy, 1.0))
    return np.where(flat, np.nan, np.clip(r, -1.0, 1.0))


def _p_of_t(r: Floats, n: NDArray[np.int64]) -> Floats:
    from scipy.special import stdtr

    free = np.maximum(n - 2, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(r) * np.sqrt(free / ((1.0 - r) * (1.0 + r)))
        return np.asarray(np.where(np.isnan(r), np.nan, 2.0 * stdtr(free, -t)))


def redundant(x: Floats, threshold: float = 0.9, method: str | None = None) -> list[tuple[int, int, float]]:
    """Return pairs of columns with ``|r| >= threshold``, the strongest first (COINr ``get_corr_flags``)."""
    r = correlate(x, None, method).r
    i, j = np.triu_indices(r.shape[0], 1)
    with np.errstate(invalid="ignore"):
        kept = np.flatnonzero(np.abs(r[i, j]) >= threshold)
    order = kept[np.argsort(-np.abs(r[i[kept], j[kept]]), kind="stable")]
    return [(int(i[q]), int(j[q]), float(r[i[q], j[q]])) for q in order]
