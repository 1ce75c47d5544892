"""Imputation: values for missing cells, from the column, the group, the row, other years or neighbours.

Known values never change. Each method is a function of the data, shape (n, m) with NaN for missing,
and of what stands beside them (:class:`Side`). What a method cannot fill stays missing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import columns, panel
from .columns import Floats
from .errors import MfgError
from .registry import resolve
from .statistics import centre, median


@dataclass(frozen=True)
class Side:
    """What stands beside the data.

    Attributes
    ----------
    group
        n group names; "" is no group.
    unit, time
        Name and year of each row of panel data, n each.
    negative
        Shape (m,): which indicators are negative, for means over a row.
    parent
        m names: a row mean is taken over the indicators of the same parent.
    k
        Neighbours.
    limit
        Greatest age of a latest value, in years.
    """

    group: Sequence[str] | None = None
    unit: Sequence[Hashable] | None = None
    time: Floats | None = None
    negative: NDArray[np.bool_] | None = None
    parent: Sequence[str] | None = None
    k: int = 5
    limit: float | None = None

    def panel(self) -> panel.Panel:
        """Return the order of rows by unit and year."""
        if self.unit is None:
            raise MfgError("argument_missing", "city")
        if self.time is None:
            raise MfgError("argument_missing", "year")
        return panel.Panel.of(self.unit, self.time)


def impute(
    x: Floats, method: str | None = None, side: Side | None = None, fallback: str | None = None
) -> Floats:
    """Fill the missing values of ``x``, shape (n, m), by ``method`` (default ``mean``).

    Parameters
    ----------
    fallback
        For cells the method leaves missing (a group or a unit without any value): ``none`` leaves them,
        ``mean`` and ``median`` take the column's.

    Raises
    ------
    MfgError
        ``argument_missing`` where a group, unit or year is needed; ``knn_absent``; ``overflow``.

    Notes
    -----
    Source: OECD/JRC Handbook (2008) ch. 3; COINr Impute. A column without any value stays missing.

    Examples
    --------
    >>> impute(np.array([[1.0], [np.nan], [3.0]])).ravel().tolist()
    [1.0, 2.0, 3.0]
    """
    x = np.asarray(x, dtype=float)
    chosen = resolve("impute", method, "method")
    rest = resolve("fallback", fallback, "fallback")
    out = _keep(x, chosen.function(x, side or Side()))
    if rest.name != "none":
        out = _keep(out, rest.function(x, Side()))
    if np.isinf(out).any():
        raise MfgError("overflow", col=int(np.argmax(np.isinf(out).any(axis=0))))
    return out


def _keep(x: Floats, filled: Floats) -> Floats:
    return np.where(np.isnan(x), filled, x)


def unchanged(x: Floats, side: Side) -> Floats:
    """Nothing is filled."""
    return x


def column_mean(x: Floats, side: Side) -> Floats:
    """Mean of the column over what is there."""
    return np.broadcast_to(centre(x), x.shape)


def column_median(x: Floats, side: Side) -> Floats:
    """Median of the column over what is there."""
    return np.broadcast_to(median(x), x.shape)


def group_mean(x: Floats, side: Side) -> Floats:
    """Mean of the column over the unit's group; a group without any value stays missing."""
    return _by_group(x, side, centre)


def group_median(x: Floats, side: Side) -> Floats:
    """Median of the column over the unit's group; a group without any value stays missing."""
    return _by_group(x, side, median)


def _by_group(x: Floats, side: Side, statistic: Callable[[Floats], Floats]) -> Floats:
    if side.group is None:
        raise MfgError("argument_missing", "group")
    if len(side.group) != x.shape[0]:
        raise MfgError("bad_length", "group", found=len(side.group), expected=x.shape[0])
    number = {g: i for i, g in enumerate(dict.fromkeys(side.group))}
    ids = np.array([number[g] for g in side.group], dtype=np.int64)
    order = np.argsort(ids, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(ids[order])) + 1)
    out = x.copy()
    for name, rows in zip(number, members, strict=True):
        if name:
            out[rows] = statistic(x[rows])
    return out


def row_mean(x: Floats, side: Side) -> Floats:
    """Mean of the unit's other indicators (of the same parent), for data already on one scale."""
    there = ~np.isnan(x)
    parents = side.parent if side.parent is not None else [""] * x.shape[1]
    number = {p: i for i, p in enumerate(dict.fromkeys(parents))}
    ids = np.array([number[p] for p in parents], dtype=np.int64)
    member = (ids[:, None] == np.arange(len(number))).astype(float)
    # Divided by the largest of its row, a sum of many large numbers stays within range.
    top = np.fmax.reduce(np.where(there, np.abs(x), 0.0), axis=1)[:, None]
    unit = np.where(top > 1e150, top, 1.0)
    count = there.astype(float) @ member
    mean = np.where(there, x / unit, 0.0) @ member / np.where(count > 0, count, np.nan) * unit
    return np.asarray(mean[:, ids])


def row_minmax(x: Floats, side: Side) -> Floats:
    """Mean of the unit's other indicators after min-max, turned where negative, and brought back.

    ``x' = min + r (max - min)`` with r the row mean of ``(x - min)/(max - min)``, 1 - r for a negative
    indicator. A constant indicator takes part in no mean and is filled with its one value.
    Source: COINr Impute, by row with normalise_first.
    """
    y, unit = columns.scaled(x)
    low, high = columns.ends(y)
    same = columns.is_constant(y)
    span = np.where(same, np.nan, high - low)
    r = (y - low) / span
    negative = np.zeros(x.shape[1], dtype=bool) if side.negative is None else np.asarray(side.negative)
    r = np.where(negative, 1 - r, r)
    mean = row_mean(r, side)
    back = low + np.where(negative, 1 - mean, mean) * span
    return np.where(same, low, back) * unit


def latest(x: Floats, side: Side) -> Floats:
    """Last known value of the unit in earlier years, at most ``limit`` years old."""
    return panel.latest(x, side.panel(), side.limit)


def linear(x: Floats, side: Side) -> Floats:
    """Value on the line between the unit's known years; the nearest known value before and after them."""
    return panel.linear(x, side.panel())


def knn(x: Floats, side: Side) -> Floats:
    """Mean of the ``k`` units nearest in the other indicators, which are z-scored for the distance.

    Distances pass over missing values (scikit-learn's KNNImputer, Troyanskaya et al. 2001). A column
    without any value stays missing.

    Raises
    ------
    MfgError
        ``knn_absent`` without the package scikit-learn.
    """
    try:
        from sklearn.impute import KNNImputer
    except ImportError:
        raise MfgError("knn_absent", "method") from None
    out = x.copy()
    filled = np.flatnonzero(columns.present(x) > 0)
    if not filled.size:
        return out
    y, unit = columns.scaled(x[:, filled])
    mean, sd = columns.mean(y), columns.deviation(y)
    with np.errstate(invalid="ignore"):
        sd = np.where(sd > 0, sd, 1.0)
    z = np.asarray(KNNImputer(n_neighbors=side.k).fit_transform((y - mean) / sd))
    out[:, filled] = (z * sd + mean) * unit
    return out
