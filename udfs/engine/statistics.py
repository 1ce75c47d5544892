"""Statistics of each indicator: availability, spread, shape, repeated values, outliers.

Functions take ``x`` of shape (n, m) with NaN for missing and return one value a column.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import columns
from .columns import Floats
from .errors import MfgError

Counts = NDArray[np.int64]

#: A column is suspected of outliers where |skewness| and kurtosis both reach these (COINr, JRC COIN Tool).
SKEW_LIMIT, KURT_LIMIT = 2.0, 3.5


@dataclass(frozen=True)
class Statistics:
    """Statistics of m columns; every field has shape (m,).

    Attributes
    ----------
    n, missing
        Values that are there and that are not; ``availability`` is the share that is there.
    skew, kurt
        Of :func:`skewness` and :func:`kurtosis`.
    zeros, unique, same
        Values equal to 0, different values, and how often the most frequent value stands.
    outlier
        Where the skew/kurtosis rule fails (:func:`passes`).
    iqr_outliers
        Values beyond the quartiles by more than 1.5 times their distance.
    """

    n: Counts
    missing: Counts
    availability: Floats
    minimum: Floats
    maximum: Floats
    mean: Floats
    median: Floats
    sd: Floats
    skew: Floats
    kurt: Floats
    zeros: Counts
    unique: Counts
    same: Counts
    outlier: NDArray[np.bool_]
    iqr_outliers: Counts

    def low(
        self, available: float = 0.65, nonzero: float = 0.5, unique: float = 0.5
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell which columns have few values, few values other than 0, few different values.

        Each limit is a share of all rows, missing ones included, as in COINr's ``get_stats``.
        """
        rows = np.maximum(self.n + self.missing, 1)
        return (
            self.availability < available,
            (self.n - self.zeros) / rows < nonzero,
            self.unique / rows < unique,
        )


def statistics(
    x: Floats, skew_limit: float = SKEW_LIMIT, kurt_limit: float = KURT_LIMIT, fence: float = 1.5
) -> Statistics:
    """Describe every column of ``x``, shape (n, m).

    A column without values has NaN statistics and counts of 0; a constant one has NaN skewness and
    kurtosis and passes the rule.

    Raises
    ------
    MfgError
        ``empty_data`` for a block without rows.

    Examples
    --------
    >>> s = statistics(np.array([[1.0], [2.0], [2.0], [np.nan], [3.0]]))
    >>> int(s.n[0]), int(s.unique[0]), int(s.same[0]), float(s.median[0])
    (4, 3, 2, 2.0)
    """
    x = np.asarray(x, dtype=float)
    rows = x.shape[0]
    if not rows:
        raise MfgError("empty_data")
    n = columns.present(x)
    ordered = np.sort(x, axis=0)
    unique, same = _runs(ordered)
    q1, median, q3 = (_of_sorted(ordered, n, p) for p in (0.25, 0.5, 0.75))
    with np.errstate(over="ignore", invalid="ignore"):
        reach = fence * (q3 - q1)
        beyond = (x < q1 - reach) | (x > q3 + reach)
    skew, kurt = skewness(x), kurtosis(x)
    y, unit = columns.scaled(x)
    return Statistics(
        n, rows - n, n / rows, columns.minimum(x), columns.maximum(x), centre(x), median,
        columns.deviation(y) * unit, skew, kurt, np.asarray((x == 0).sum(axis=0)), unique, same,
        ~passes(skew, kurt, skew_limit, kurt_limit), np.asarray(beyond.sum(axis=0)),
    )  # fmt: skip


def _runs(ordered: Floats) -> tuple[Counts, Counts]:
    """Count the different values of sorted columns, and the length of the longest run of equal ones."""
    there = ~np.isnan(ordered)
    first = there.copy()
    first[1:] &= ordered[1:] != ordered[:-1]
    at = np.arange(ordered.shape[0])[:, None]
    length = np.where(there, at - np.maximum.accumulate(np.where(first, at, 0), axis=0) + 1, 0)
    return np.asarray(first.sum(axis=0)), np.asarray(length.max(axis=0))


def centre(x: Floats) -> Floats:
    """Mean of each column over what is there; NaN where nothing is."""
    n = columns.present(x)
    return np.where(n > 0, columns.mean(x, n), np.nan)


def quantile(x: Floats, p: float) -> Floats:
    """Quantile of each column over what is there, by linear interpolation: Excel's PERCENTILE.INC.

    ``h = (n - 1) p``, ``q = x_(h) + (h - floor h)(x_(h+1) - x_(h))``. Hyndman and Fan (1996), type 7.
    """
    return _of_sorted(np.sort(x, axis=0), columns.present(x), p)


def median(x: Floats) -> Floats:
    """Median of each column over what is there; NaN where nothing is."""
    return quantile(x, 0.5)


def _of_sorted(ordered: Floats, n: Counts, p: float) -> Floats:
    h = np.maximum(n - 1, 0) * p
    at = np.floor(h).astype(np.int64)
    part, j = h - at, np.arange(n.size)
    low, high = ordered[at, j], ordered[np.minimum(at + 1, np.maximum(n - 1, 0)), j]
    # Two products instead of a difference: the ends may lie the whole range of a number apart.
    return np.where(part == 0, low, low * (1 - part) + high * part)


def _moments(x: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return n and the mean powers 2, 3, 4 of the distance from the mean, in units of the largest distance."""
    n = columns.present(x).astype(float)
    y, _ = columns.scaled(x)
    d = y - columns.mean(y)
    top = columns.largest(d)
    with np.errstate(invalid="ignore"):
        d = d / np.where(top > 0, top, 1.0)
    count = np.maximum(n, 1)
    square = d * d
    m2, m3, m4 = (columns.total(v) / count for v in (square, square * d, square * square))
    return n, np.where(columns.is_constant(x) | (n == 0), np.nan, m2), m3, m4


def skewness(x: Floats) -> Floats:
    """Skewness of each column: ``g1 sqrt(n(n-1))/(n-2)``, ``g1 = m3/m2^1.5``, m the central moments.

    Excel's SKEW and type 2 of Joanes and Gill (1998). NaN for fewer than 3 values or a constant column.
    """
    n, m2, m3, _ = _moments(x)
    enough = n > 2
    k = np.where(enough, n, 3.0)
    return np.where(enough, m3 / m2**1.5 * np.sqrt(k * (k - 1)) / (k - 2), np.nan)


def kurtosis(x: Floats) -> Floats:
    """Excess kurtosis of each column: ``((n+1) g2 + 6)(n-1)/((n-2)(n-3))``, ``g2 = m4/m2^2 - 3``.

    Excel's KURT and type 2 of Joanes and Gill (1998). NaN for fewer than 4 values or a constant column.
    """
    n, m2, _, m4 = _moments(x)
    enough = n > 3
    k = np.where(enough, n, 4.0)
    return np.where(enough, ((k + 1) * (m4 / m2**2 - 3) + 6) * (k - 1) / ((k - 2) * (k - 3)), np.nan)


def passes(
    skew: Floats, kurt: Floats, skew_limit: float = SKEW_LIMIT, kurt_limit: float = KURT_LIMIT
) -> NDArray[np.bool_]:
    """Tell which columns need no treatment: ``|skew| < 2`` or ``kurt < 3.5``.

    A column whose skewness or kurtosis cannot be computed passes: there is nothing to judge it by.
    """
    with np.errstate(invalid="ignore"):
        return np.asarray((np.abs(skew) < skew_limit) | (kurt < kurt_limit) | np.isnan(skew) | np.isnan(kurt))
