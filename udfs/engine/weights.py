"""Weights: objective ones from the data, given ones made to sum to 1, inside groups of siblings.

``groups`` numbers the parent of each indicator, shape (m,); weights sum to 1 inside each group.
None means one group. Objective methods of other families stand in ``weights_spread``, ``weights_conflict``,
``weights_factor`` and ``weights_loss``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from . import columns
from .columns import Floats
from .errors import MfgError

Groups = NDArray[np.int64]


def one_group(m: int) -> Groups:
    """All indicators under one parent."""
    return np.zeros(m, dtype=np.int64)


def within(w: Floats, groups: Groups | None = None, arg: str = "weight") -> Floats:
    """Rescale ``w`` to sum to 1 inside each group.

    Raises
    ------
    MfgError
        ``blank_weight`` (NaN), ``negative_weight``, ``zero_weights`` (a group without any weight).
    """
    groups = one_group(w.size) if groups is None else groups
    if np.isnan(w).any():
        raise MfgError("blank_weight", arg, col=int(np.argmax(np.isnan(w))))
    if (w < 0).any():
        j = int(np.argmax(w < 0))
        raise MfgError("negative_weight", arg, col=j, found=float(w[j]))
    if np.isinf(w).any():
        raise MfgError("too_large", arg, col=int(np.argmax(np.isinf(w))), found=float("inf"))
    d = int(groups.max(initial=-1)) + 1
    if w.size and w.max() > 1e150:
        top = np.zeros(d)
        np.maximum.at(top, groups, w)
        w = w / np.where(top > 0, top, 1.0)[groups]
    sums = np.bincount(groups, weights=w, minlength=d)
    if (sums[groups] == 0).any():
        raise MfgError("zero_weights", arg, col=int(np.argmax(sums[groups] == 0)))
    return np.asarray(w / sums[groups])


def within_rows(w: Floats, groups: Groups, arg: str = "weight") -> Floats:
    """Rescale weights of shape (n, m), each unit's own, to sum to 1 inside each group.

    A unit all of whose weights are missing keeps none. Raises as :func:`within`, with the row.
    """
    there: NDArray[np.bool_] = np.asarray(~np.isnan(w).all(axis=1))
    for key, bad in (
        ("blank_weight", np.isnan(w) & there[:, None]),
        ("negative_weight", w < 0),
        ("too_large", np.isinf(w)),
    ):
        if bad.any():
            row, col = (int(v) for v in np.argwhere(bad)[0])
            raise MfgError(key, arg, row, col, found=float(w[row, col]))
    # Weights near the end of the range would sum beyond it.
    top = np.max(w, axis=1, keepdims=True, initial=0.0, where=~np.isnan(w))
    w = w / np.where(top > 1e150, top, 1.0)
    member = (groups[:, None] == np.arange(int(groups.max(initial=-1)) + 1)).astype(float)
    sums = (np.where(there[:, None], w, 1.0) @ member)[:, groups]
    if (sums == 0).any():
        row, col = (int(v) for v in np.argwhere(sums == 0)[0])
        raise MfgError("zero_weights", arg, row, col)
    return np.asarray(w / sums)


def given(w: Floats, groups: Groups | None = None, arg: str = "weight") -> Floats:
    """Given weights made to sum to 1 inside each group.

    Siblings that are all left blank share their parent's weight equally (an only child has 1); a blank
    among given weights is refused, since it could mean 0 or forgotten.
    """
    span = one_group(w.size) if groups is None else groups
    blank = np.bincount(span, weights=np.isnan(w)) == np.bincount(span)
    return within(np.where(blank[span], 1.0, w), span, arg)


def equal(x: Floats, groups: Groups | None = None) -> Floats:
    """``1 / (number of siblings)`` for each column of ``x``."""
    return within(np.ones(x.shape[1]), groups)


def variation(x: Floats) -> Floats:
    """Coefficient of variation ``V_j = S_j / A_j`` of each column (n - 1), shape (m,).

    Raises
    ------
    MfgError
        ``few_units``, ``constant``, and ``zero_mean`` where the mean is not positive: V would be
        infinite or negative (METHOD A 3 and 4; z-scores always have mean 0).
    """
    count, ends = columns.present(x), columns.ends(x)
    columns.refuse_constant(x, "cv", known=ends, count=count)
    y, unit = columns.scaled(x, ends)
    mean = columns.mean(y, count)
    bad = mean <= 1e-12 * (columns.largest(x, ends) / unit)
    if bad.any():
        j = int(np.argmax(bad))
        raise MfgError("zero_mean", col=j, found=float(columns.mean(x)[j]))
    return columns.deviation(y, mean, count) / mean


def coefficient_of_variation(x: Floats, groups: Groups | None = None) -> Floats:
    """Objective weights ``b_j = V_j / sum V`` inside each group (METHOD A 4).

    Parameters
    ----------
    x
        Normalised data, shape (n, m).
    groups
        Parent number of each column; an only child has weight 1 whatever its values.
    """
    return spread(x, groups, variation)


def spread(x: Floats, groups: Groups | None, measure: Callable[[Floats], Floats]) -> Floats:
    """Weights proportional to a measure of each column by itself, taken over all columns with siblings."""
    groups = one_group(x.shape[1]) if groups is None else groups
    alone = np.bincount(groups)[groups] == 1
    v = np.ones(x.shape[1])
    if alone.all():
        return v
    cols = np.flatnonzero(~alone)
    with _in_columns(cols):
        v[cols] = measure(x if cols.size == x.shape[1] else x[:, cols])
    return within(v, groups)


def by_group(x: Floats, groups: Groups | None, measure: Callable[[Floats], Floats]) -> Floats:
    """Weights proportional to a measure of each column among its siblings, taken group by group."""
    groups = one_group(x.shape[1]) if groups is None else groups
    v = np.ones(x.shape[1])
    for g in range(int(groups.max(initial=-1)) + 1):
        cols = np.flatnonzero(groups == g)
        if cols.size > 1:
            with _in_columns(cols):
                v[cols] = measure(x if cols.size == x.shape[1] else x[:, cols])
    return within(v, groups)


@contextmanager
def _in_columns(cols: NDArray[np.int64]) -> Iterator[None]:
    """Name the column of an error raised inside by its number in the whole block."""
    try:
        yield
    except MfgError as error:
        # What concerns the group as a whole is shown at its first column.
        error.col = int(cols[error.col or 0])
        raise
