"""Weights from the order of importance alone: rank order centroid, rank sum, reciprocal rank."""

from __future__ import annotations

import numpy as np

from .columns import Floats
from .errors import MfgError
from .rank import rank
from .registry import resolve
from .weights import Groups, one_group, within


def centroid(m: int) -> Floats:
    """``w_k = (1/k + ... + 1/m)/m``: the centre of all weights with w_1 >= ... >= w_m (Barron and Barrett 1996)."""
    return np.asarray(np.cumsum(1.0 / np.arange(m, 0, -1))[::-1] / m)


def rank_sum(m: int) -> Floats:
    """``w_k = 2 (m + 1 - k) / (m (m + 1))`` (Stillwell, Seaver and Edwards 1981)."""
    return np.asarray(np.arange(m, 0, -1) / (m * (m + 1) / 2.0))


def reciprocal(m: int) -> Floats:
    """``w_k = (1/k) / (1 + 1/2 + ... + 1/m)`` (Stillwell, Seaver and Edwards 1981)."""
    w = 1.0 / np.arange(1.0, m + 1.0)
    return np.asarray(w / w.sum())


def rank_weights(place: Floats, method: str | None = None, groups: Groups | None = None) -> Floats:
    """Return weights, shape (m,), sum 1 inside each group of siblings.

    Parameters
    ----------
    place
        Shape (m,): the place of each item by importance, the least number the most important. Items with the
        same number share the mean of the weights of the places that they fill.
    method
        ``centroid`` (default), ``sum`` or ``reciprocal``: a name of the kind ``rank_weight``.

    Raises
    ------
    MfgError
        ``rank_blank`` with the item; ``bad_length``.

    Examples
    --------
    >>> (rank_weights(np.array([1.0, 3, 2]), "sum") * 6).round(12).tolist()
    [3.0, 1.0, 2.0]
    """
    formula = resolve("rank_weight", method, "method").function
    if np.isnan(place).any():
        raise MfgError("rank_blank", "order", col=int(np.argmax(np.isnan(place))))
    span = one_group(place.size) if groups is None else groups
    if span.size != place.size:
        raise MfgError("bad_length", "parent", found=span.size, expected=place.size)
    out = np.empty(place.size)
    for g in range(int(span.max(initial=-1)) + 1):
        mine = np.flatnonzero(span == g)
        first = rank(place[mine], "min", order="ascending").astype(np.int64) - 1
        total = np.bincount(
            first, np.asarray(formula(mine.size))[np.argsort(np.argsort(first, kind="stable"))]
        )
        out[mine] = (total / np.maximum(np.bincount(first), 1))[first]
    return within(out, span, "order")
