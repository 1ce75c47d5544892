"""Classes of scores without given breaks: natural breaks, quantiles, equal steps, standard deviations, k-means."""

from __future__ import annotations

import numpy as np

from . import columns
from .columns import Floats
from .errors import MfgError
from .registry import resolve

#: Cells of costs worked on at a time.
CELLS = 1 << 15


def classify(x: Floats, method: str | None = None, count: int = 4) -> Floats:
    """Class of each unit, 1 for the highest; NaN where the value is missing.

    Parameters
    ----------
    x
        Scores, shape (n,); k-means also takes indicators, shape (n, m).
    method
        ``jenks`` (default), ``quantile``, ``equal``, ``sd`` or ``kmeans``.
    count
        How many classes, 2 to 20.

    Raises
    ------
    MfgError
        ``few_values`` where there are fewer different values than classes.
    """
    chosen = resolve("classes", method, "method")
    if not 2 <= count <= 20:
        raise MfgError("not_whole", "count", found=count, low=2, high=20)
    y = x[:, None] if x.ndim == 1 else x
    there = np.flatnonzero(~np.isnan(y).any(axis=1))
    out = np.full(y.shape[0], np.nan)
    different = len(np.unique(y[there], axis=0)) if there.size else 0
    if different < count:
        raise MfgError("few_values", "scores", found=different, expected=count)
    part, _ = columns.scaled(y[there])
    if chosen.name == "kmeans":
        out[there] = _kmeans(part, count)
        return out
    s = part[:, 0]
    cut = np.asarray(chosen.function(s, count))
    out[there] = count - np.searchsorted(cut, s, "right")
    return out


def jenks(s: Floats, count: int) -> Floats:
    """Least value of each class but the lowest: the exact least sum of squares within classes.

    Dynamic programming over the distinct values u of which there are n: time ``count n^2``, memory
    ``count n``. Fisher, J. American Statistical Association 53 (1958) 789; Jenks (1967).
    """
    value, times = np.unique(s, return_counts=True)
    n = value.size
    if n > 20_000:
        raise MfgError("out_of_range", "scores", found=n, low=count, high=20_000)
    y = value - value.mean()
    one = np.concatenate([[0.0], np.cumsum(times)])
    add = np.concatenate([[0.0], np.cumsum(times * y)])
    square = np.concatenate([[0.0], np.cumsum(times * y * y)])

    def within(starts: np.ndarray, end: np.ndarray) -> Floats:
        """Sum of squares of values starts .. end - 1 about their mean."""
        total = add[end] - add[starts]
        return np.asarray(square[end] - square[starts] - total * total / (one[end] - one[starts]))

    best = np.concatenate([[np.inf], within(np.array(0), np.arange(1, n + 1))])
    begin = np.zeros((count, n + 1), dtype=np.int64)
    for c in range(1, count):
        now = np.full(n + 1, np.inf)
        first = c + 1
        while first <= n:
            # Ends of the last class in blocks, against all its starts: the cells of a block are bounded.
            starts_before = first - c
            rows = max(1, int((np.sqrt(starts_before**2 + 4.0 * CELLS) - starts_before) / 2.0))
            ends = np.arange(first, min(n, first + rows - 1) + 1)
            starts = np.arange(c, ends[-1])
            with np.errstate(divide="ignore", invalid="ignore"):
                cost = best[starts] + within(starts, ends[:, None])
            cost = np.where(starts < ends[:, None], cost, np.inf)
            least = np.argmin(cost, axis=1)
            now[ends], begin[c, ends] = cost[np.arange(ends.size), least], starts[least]
            first = int(ends[-1]) + 1
        best = now
    cut, end = [], n
    for c in range(count - 1, 0, -1):
        end = int(begin[c, end])
        cut.append(value[end])
    return np.array(cut[::-1])


def quantile(s: Floats, count: int) -> Floats:
    """Quantiles 1/k ... (k - 1)/k, linear between values (Excel's PERCENTILE.INC)."""
    return np.asarray(np.quantile(s, np.arange(1, count) / count))


def equal_steps(s: Floats, count: int) -> Floats:
    """Breaks that part the range into equal steps."""
    return np.asarray(np.linspace(s.min(), s.max(), count + 1)[1:-1])


def deviations(s: Floats, count: int) -> Floats:
    """Breaks one standard deviation (n - 1) apart, symmetric about the mean: k = 4 gives mean - sd, mean, mean + sd."""
    sd = float(columns.deviation(s[:, None])[0])
    return np.asarray(float(s.mean()) + sd * (np.arange(1, count) - count / 2.0))


def _kmeans(y: Floats, count: int) -> Floats:
    """k-means of scikit-learn on standardised columns, the class of the highest mean first."""
    try:
        from sklearn.cluster import KMeans
    except ImportError:
        raise MfgError("no_package", "method", found="kmeans", name="scikit-learn") from None
    columns.refuse_constant(y, "kmeans", "scores")
    z = (y - columns.mean(y)) / columns.deviation(y)
    label = KMeans(count, n_init=10, random_state=0).fit(z).labels_
    level = np.array([z[label == c].mean() for c in range(count)])
    place = np.empty(count)
    place[np.argsort(-level, kind="stable")] = np.arange(1.0, count + 1)
    return place[label]


def percentile_rank(s: Floats) -> Floats:
    """Share of the other units at or below each value's own place, 0 to 100 (Excel's PERCENTRANK.INC times 100).

    ``100 (units below) / (n - 1)``; one unit alone has 100.
    """
    out = np.full(s.shape, np.nan)
    there = ~np.isnan(s)
    v = s[there]
    if v.size:
        below = np.searchsorted(np.sort(v), v, "left")
        out[there] = 100.0 * below / (v.size - 1) if v.size > 1 else 100.0
    return out
