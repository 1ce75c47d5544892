"""Summaries of scores by group (province, region, stage)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .columns import Floats
from .errors import MfgError
from .registry import resolve


@dataclass(frozen=True)
class GroupSummary:
    """One row a group.

    ``count`` counts units with a score; ``mean``, ``high``, ``low`` are of their scores and ``best``
    is the best rank; NaN where a group has no score.
    """

    name: tuple[str, ...]
    count: Floats
    mean: Floats
    high: Floats
    low: Floats
    best: Floats


def summarise(scores: Floats, ranks: Floats, groups: Sequence[str], sort: str | None = None) -> GroupSummary:
    """Summarise ``scores`` and ``ranks``, both shape (n,), by the n group names.

    Parameters
    ----------
    sort
        ``count`` (default): largest group first, then by mean; ``mean``: highest mean first, which keeps
        stages in their order.
    """
    if len(groups) != scores.size:
        raise MfgError("bad_length", "group", found=len(groups), expected=scores.size)
    names, where = np.unique(np.asarray(groups, dtype=object).astype(str), return_inverse=True)
    d = names.size
    there = ~np.isnan(scores)
    inside, s, r = where[there], scores[there], ranks[there]
    count = np.bincount(inside, minlength=d).astype(float)
    # A mean of the largest numbers is within range though their sum is not.
    unit = 2.0**-64 if s.size and np.abs(s).max() > 1e280 else 1.0
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(inside, weights=s * unit, minlength=d) / count / unit
    high, low, best = np.full(d, -np.inf), np.full(d, np.inf), np.full(d, np.inf)
    np.maximum.at(high, inside, s)
    np.minimum.at(low, inside, s)
    np.minimum.at(best, inside, r)
    empty = count == 0
    high[empty] = low[empty] = best[empty] = np.nan
    by_mean = -np.where(empty, -np.inf, mean)
    first = (by_mean, -count) if resolve("sort", sort, "sort").name == "count" else (-count, by_mean)
    turn = np.lexsort((names, *first))
    return GroupSummary(
        tuple(str(n) for n in names[turn]), count[turn], mean[turn], high[turn], low[turn], best[turn]
    )
