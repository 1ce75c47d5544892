"""Correlations of indicators with p values, pairs of units that are both there; and which say the same twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import columns
from .columns import Floats
from .kendall import FEW, MANY, taus
from .rank import column_ranks, rank
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
    x, _ = columns.scaled(x)
    other = x if y is None else columns.scaled(y)[0]
    whole = not (np.isnan(x).any() or np.isnan(other).any())
    if how == "pearson" and not whole:
        r, n = _pearson_with_gaps(x, other)
        return Correlations(r, _p_of_t(r, n), n)
    n = pairs(x, other)
    if how == "kendall" and y is None and whole and FEW < x.shape[0] <= MANY:
        return Correlations(*taus(x), n)
    if how == "kendall" or (how == "spearman" and not whole):
        return _one_by_one(x, None if y is None else other, how, n)
    if how == "spearman":
        ranked = column_ranks(x)
        x, other = ranked, ranked if y is None else column_ranks(other)
    r = _pearson(x, other)
    return Correlations(r, _p_of_t(r, n), n)


def pairs(x: Floats, y: Floats) -> NDArray[np.int64]:
    """Count the units that have both values, shape (m, k)."""
    if not (np.isnan(x).any() or np.isnan(y).any()):
        return np.full((x.shape[1], y.shape[1]), x.shape[0], dtype=np.int64)
    # As floats: products of whole numbers go through no fast library and take a hundred times as long.
    n = np.zeros((x.shape[1], y.shape[1]))
    for rows in columns.rows_of_product(x):
        n += (~np.isnan(x[rows])).astype(float).T @ (~np.isnan(y[rows])).astype(float)
    return np.rint(n).astype(np.int64)


def _one_by_one(x: Floats, y: Floats | None, how: str, n: NDArray[np.int64]) -> Correlations:
    """Correlate pair by pair: tau, and ranks that differ with the units a pair has."""
    other = x if y is None else y
    m, k = n.shape
    here, there = ~np.isnan(x), ~np.isnan(other)
    r, p = np.full((m, k), np.nan), np.full((m, k), np.nan)
    for i in range(m):
        for j in range(i if y is None else 0, k):
            both = here[:, i] & there[:, j]
            a, b = x[both, i], other[both, j]
            if a.size < 3 or a.min() == a.max() or b.min() == b.max():
                continue
            if how == "kendall":
                from scipy.stats import kendalltau

                found = kendalltau(a, b, variant="b")
                r[i, j], p[i, j] = float(found.statistic), float(found.pvalue)
            else:
                a, b = rank(a, "average"), rank(b, "average")
                r[i, j] = _pearson(a[:, None], b[:, None])[0, 0]
    if y is None:
        lower = np.tril_indices(m, -1)
        r[lower], p[lower] = r.T[lower], p.T[lower]
    return Correlations(r, p if how == "kendall" else _p_of_t(r, n), n)


def _pearson_with_gaps(x: Floats, y: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Pearson over the units each pair has, and how many, from sums over all pairs at once, taken by blocks of rows."""
    (cx, ux), (cy, uy) = _centre_and_unit(x), _centre_and_unit(y)
    m, k = x.shape[1], y.shape[1]
    sums = np.zeros((3 * m, 3 * k))
    for rows in columns.rows_of_product(x):
        mine = _powers((x[rows] - cx) / ux)
        # One product of everything with everything: many small ones wait for each other on a busy machine.
        sums += mine.T @ (mine if y is x else _powers((y[rows] - cy) / uy))
    sx, sxy, sxx = sums[m : 2 * m, :k], sums[m : 2 * m, k : 2 * k], sums[2 * m :, :k]
    sy, syy = sums[:m, k : 2 * k], sums[:m, 2 * k :]
    n = np.rint(sums[:m, :k]).astype(np.int64)
    count = np.maximum(n, 1)
    vx, vy = sxx - sx * sx / count, syy - sy * sy / count
    with np.errstate(divide="ignore", invalid="ignore"):
        r = np.clip((sxy - sx * sy / count) / np.sqrt(vx * vy), -1.0, 1.0)
        # Where a pair's units hardly differ the difference of sums has lost its digits: look at them alone.
        doubtful = ~((vx > 1e-3 * count) & (vy > 1e-3 * count)) | (n < 3)
    for i, j in np.argwhere(doubtful):
        both = ~(np.isnan(x[:, i]) | np.isnan(y[:, j]))
        r[i, j] = _pearson(x[both, i : i + 1], y[both, j : j + 1])[0, 0] if n[i, j] else np.nan
    return np.asarray(r), n


def _centre_and_unit(x: Floats) -> tuple[Floats, Floats]:
    centre = columns.mean(x)
    sd = columns.deviation(x, centre)
    return centre, np.where(sd > 0, sd, 1.0)


def _powers(z: Floats) -> Floats:
    """Return 1, z and z squared side by side, all 0 where ``z`` is missing."""
    m = z.shape[1]
    out = np.zeros((z.shape[0], 3 * m))
    here = ~np.isnan(z)
    out[:, :m] = here
    np.copyto(out[:, m : 2 * m], z, where=here)
    np.multiply(out[:, m : 2 * m], out[:, m : 2 * m], out=out[:, 2 * m :])
    return out


def _pearson(x: Floats, y: Floats) -> Floats:
    """Pearson of columns without missing values, by blocks of rows."""
    cx, cy = columns.mean(x), columns.mean(y)
    product, xx, yy = np.zeros((x.shape[1], y.shape[1])), np.zeros(x.shape[1]), np.zeros(y.shape[1])
    for rows in columns.rows_of_product(x):
        dx = x[rows] - cx
        dy = dx if y is x else y[rows] - cy
        product += dx.T @ dy
        xx += np.einsum("ij,ij->j", dx, dx)
        yy += np.einsum("ij,ij->j", dy, dy)
    sx, sy = np.sqrt(xx), np.sqrt(yy)
    flat = columns.is_constant(x)[:, None] | columns.is_constant(y) | (x.shape[0] < 3)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = product / np.where(sx > 0, sx, 1.0)[:, None] / np.where(sy > 0, sy, 1.0)
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
