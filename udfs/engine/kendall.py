"""Kendall's tau-b of all pairs of columns at once, for data without missing values."""

from __future__ import annotations

import math

import numpy as np

from .columns import Floats
from .rank import column_ranks

#: With so few units p is exact and each pair of columns is looked at by itself; with so many the pairs
#: of units, n^2, outgrow sorting once for every pair of columns.
FEW, MANY = 33, 1_500

#: Units on each side of a tile of pairs worked on at a time.
TILE = 128


def taus(x: Floats) -> tuple[Floats, Floats]:
    """Return tau-b and its two-sided p value, both of shape (m, m); NaN for a constant column.

    ``(C - D) / sqrt((C + D + Tx)(C + D + Ty))``: with the signs of all pairs of units as a vector for each
    column, C - D of all pairs of columns is one matrix product, taken a tile of pairs at a time.
    p is that of the normal approximation with ties, more than :data:`FEW` units; it is exact where at
    most one pair of units is out of order. Kendall, Rank Correlation Methods (1970); as scipy's ``kendalltau``.
    """
    n, m = x.shape
    places = column_ranks(x).astype(np.float32)
    lead = np.zeros((m, m))
    for top in range(0, n, TILE):
        mine = places[top : top + TILE, None, :]
        for left in range(top, n, TILE):
            sign = np.sign(mine - places[None, left : left + TILE, :]).reshape(-1, m)
            # Whole numbers below 2^24 are exact here. A tile on the diagonal holds each of its pairs twice.
            lead += (sign.T @ sign) * (0.5 if left == top else 1.0)
    untied, pairs = lead.diagonal(), n * (n - 1) / 2.0
    with np.errstate(divide="ignore", invalid="ignore"):
        tau = np.clip(lead / np.sqrt(untied) / np.sqrt(untied)[:, None], -1.0, 1.0)
        p = 2.0 * _upper_tail(np.abs(lead) / np.sqrt(_variance(x)))
    tau[untied == 0] = tau[:, untied == 0] = np.nan
    whole = (untied == pairs)[:, None] & (untied == pairs)
    for out_of_order in (0, 1):
        # Of n! orders one has none out of order, and n - 1 more have one.
        rare = 2.0 / math.factorial(n - out_of_order) if n - out_of_order < 171 else 0.0
        p[whole & (pairs - np.abs(lead) == 2 * out_of_order)] = rare
    return tau, np.where(np.isnan(tau), np.nan, p)


def _variance(x: Floats) -> Floats:
    """Variance of C - D under independence, for every pair of columns with their ties."""
    n = x.shape[0]
    runs = [np.unique(c, return_counts=True)[1].astype(float) for c in x.T]
    pairs, triples, all_ = (
        np.array([f(t).sum() for t in runs])
        for f in (
            lambda t: t * (t - 1) / 2,
            lambda t: t * (t - 1) * (t - 2),
            lambda t: t * (t - 1) * (2 * t + 5),
        )
    )
    count = n * (n - 1.0)
    return np.asarray(
        (count * (2 * n + 5) - all_[:, None] - all_) / 18.0
        + 2.0 * np.outer(pairs, pairs) / count
        + np.outer(triples, triples) / (9.0 * count * (n - 2))
    )


def _upper_tail(z: Floats) -> Floats:
    from scipy.special import ndtr

    return np.asarray(ndtr(-z))
