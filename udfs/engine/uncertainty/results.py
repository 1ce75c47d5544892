"""What a simulation says: ranks and scores of every unit, probabilities, and what could not be computed.

Everything is taken over the replications that could be computed and in which the unit has a score.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..columns import Floats
from ..errors import MfgError
from ..rank import round_half_away
from ..stage import stage
from .simulate import Simulation

#: Values that are worked on at a time.
_WORK = 8_000_000
QUANTILES = (0.05, 0.95)


@dataclass(frozen=True)
class Spread:
    """Spread of a score or rank over the replications: each shape (n,), ``quantiles`` (n, q)."""

    count: NDArray[np.int64]
    mean: Floats
    median: Floats
    sd: Floats
    quantiles: Floats


@dataclass(frozen=True)
class Reason:
    """Why some replications could not be computed: how many, their share, the first of them (0 for the first)."""

    error: MfgError
    count: int
    share: float
    first: int


def spread(sim: Simulation, of: str = "rank", quantiles: Sequence[float] = QUANTILES) -> Spread:
    """Describe the ranks (``rank``) or scores (``score``) of every unit.

    The standard deviation has n - 1; quantiles interpolate as Excel's PERCENTILE.INC.
    """
    q = np.asarray(quantiles, dtype=float)
    if q.ndim != 1 or np.isnan(q).any() or (q < 0).any() or (q > 1).any():
        bad = next((float(v) for v in q.ravel() if not 0 <= v <= 1), float("nan"))
        raise MfgError("out_of_range", "quantiles", found=bad, low=0, high=1)
    source = sim.ranks if of == "rank" else sim.scores
    n = source.shape[1]
    mean, median, sd = (np.full(n, np.nan) for _ in range(3))
    out = Spread(np.zeros(n, dtype=np.int64), mean, median, sd, np.full((n, q.size), np.nan))
    rows = np.flatnonzero(sim.ok)
    for cols in _slices(n, max(1, rows.size)):
        x = np.ascontiguousarray(source[:, cols].T, dtype=float)
        if rows.size < len(source):
            x = x[:, rows]
        full = not np.isnan(x).any()
        for group, y in (
            [(np.arange(len(x)), x)]
            if full
            else ((np.array([i]), v[None, ~np.isnan(v)]) for i, v in enumerate(x))
        ):
            at = group + cols.start
            out.count[at] = y.shape[1]
            if not y.shape[1]:
                continue
            out.mean[at] = y.mean(axis=1)
            if y.shape[1] > 1:
                out.sd[at] = y.std(axis=1, ddof=1)
            found = np.quantile(y, [0.5, *q], axis=1)
            out.median[at], out.quantiles[at] = found[0], found[1:].T
    return out


def _slices(n: int, rows: int) -> Iterator[slice]:
    step = max(1, _WORK // rows)
    for a in range(0, n, step):
        yield slice(a, min(a + step, n))


def _counts(sim: Simulation, cut: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    """Count replications by whole rank, shape (n, width); ranks beyond stand nowhere."""
    n = sim.ranks.shape[1]
    counts = np.zeros(n * (width + 1), dtype=np.int64)
    step = max(1, _WORK // n)
    for a in range(0, len(sim.ranks), step):
        r = sim.ranks[a : a + step]
        r = r[sim.ok[a : a + step]]
        # Unranked units count in the column behind the last; mean ranks such as 2.5 count as 2.
        place = np.where(np.isnan(r), n + 1, np.floor(r)).astype(np.int64)
        where = cut[place] + np.arange(n) * (width + 1)
        counts += np.bincount(where.ravel(), minlength=counts.size)
    return counts.reshape(n, width + 1)[:, :width]


def rank_probability(sim: Simulation, last: int | None = None) -> Floats:
    """Return the share of replications in which each unit has rank 1, 2 ... ``last``, shape (n, last)."""
    return _by_rank(sim, last) / sim.ok.sum()


def _by_rank(sim: Simulation, last: int | None = None) -> NDArray[np.int64]:
    n = sim.ranks.shape[1]
    last = n if last is None else min(last, n)
    cut = np.full(n + 2, last, dtype=np.int64)
    cut[1 : last + 1] = np.arange(last)
    return _counts(sim, cut, last)


def top_probability(sim: Simulation, tops: Sequence[float]) -> Floats:
    """Return the share of replications in which each unit is among the first N, shape (n, tops)."""
    for t in tops:
        if t != int(t) or t < 1:
            raise MfgError("not_whole", "top", found=t, low=1, high=sim.ranks.shape[1])
    each = np.cumsum(_by_rank(sim), axis=1)
    return np.asarray(each[:, [min(int(t), each.shape[1]) - 1 for t in tops]] / sim.ok.sum())


def stage_probability(sim: Simulation, lang: str = "en") -> tuple[list[str], Floats]:
    """Return the stages in order and the share of replications in which each unit is in them."""
    o = sim.study.problem.options
    n = sim.ranks.shape[1]
    count = len(o.breaks) + 1
    probe = np.array([*o.breaks, o.breaks[-1] + (1 if o.stage == "rank" else -1)], dtype=float)
    names = [s or "" for s in stage(probe, o.breaks, o.stages, o.stage, lang)]
    if o.stage == "rank":
        cut = np.full(n + 2, count, dtype=np.int64)
        cut[1 : n + 1] = np.searchsorted(np.asarray(o.breaks), np.arange(1, n + 1), "left")
        return names, _counts(sim, cut, count) / sim.ok.sum()
    found = np.zeros((n, count))
    edges = -np.asarray(o.breaks, dtype=float)
    for cols in _slices(n, len(sim.scores)):
        s = sim.scores[:, cols][sim.ok]
        if o.decimals is not None:
            s = round_half_away(s, o.decimals)
        place = np.where(np.isnan(s), -1, np.searchsorted(edges, -s, "left"))
        found[cols] = np.array([(place == k).sum(axis=0) for k in range(count)]).T
    return names, found / sim.ok.sum()


def beat_probability(sim: Simulation, unit: int) -> Floats:
    """Return the share of replications in which each unit is ranked before ``unit``, shape (n,)."""
    wins = np.zeros(sim.ranks.shape[1])
    step = max(1, _WORK // wins.size)
    for a in range(0, len(sim.ranks), step):
        r = sim.ranks[a : a + step][sim.ok[a : a + step]]
        wins += (r < r[:, unit, None]).sum(axis=0)
    return wins / sim.ok.sum()


def reasons(sim: Simulation) -> list[Reason]:
    """Return why replications could not be computed, the most frequent reason first."""
    counts = np.bincount(sim.failed[sim.failed >= 0], minlength=len(sim.errors))
    found = [
        Reason(e, int(c), float(c / sim.failed.size), int(np.argmax(sim.failed == i)))
        for i, (e, c) in enumerate(zip(sim.errors, counts, strict=True))
    ]
    return sorted(found, key=lambda r: -r.count)
