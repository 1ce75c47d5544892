"""What would have to change: a unit's way to a rank at least change, and its nearest competitors.

Each indicator the unit may move goes from its value towards a limit, a share t of the way (0 to 1). Everything is
computed with the whole index: normalisation, weights and other units' scores answer to the change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..columns import Floats
from ..errors import MfgError
from ..index import rules_of
from .problem import Problem
from .study import Evaluator, base_study

#: Steps of the search at most, and computations of the index they may take together.
_STEPS, _EFFORT = 24, 900


@dataclass(frozen=True)
class Goal:
    """Values that lift a unit to a rank, in the indicators' units, shape (m,).

    ``cost`` is the sum of changes, each over the indicator's range among units. ``linear`` tells whether the
    linear programme was exact, so that no smaller sum of changes exists; otherwise a bounded search
    found these values. Ranks and scores are those of the recomputed index.
    """

    unit: int
    now: Floats
    needed: Floats
    share: Floats
    cost: float
    rank: tuple[float, float]
    score: tuple[float, float]
    linear: bool


@dataclass(frozen=True)
class Rival:
    """A near competitor: its rank, score, and how far it is ahead (negative: behind).

    ``gain`` is how much the unit's score would rise with the rival's value in ``gain_in``, where it would rise
    most; ``loss`` how much it would fall with the rival's value in ``loss_in``, where it would fall most.
    """

    unit: int
    rank: float
    score: float
    gap: float
    gain_in: int
    gain: float
    loss_in: int
    loss: float


class _Index:
    """The index as a function of one unit's values."""

    def __init__(self, problem: Problem, unit: int) -> None:
        self._p, self.unit = problem, unit
        self.score, self.rank = Evaluator(base_study(problem)).nominal()

    def __call__(self, row: Floats) -> tuple[Floats, Floats]:
        """Return score and rank of every unit with ``row``, shape (m,), as the unit's values."""
        x = self._p.values.copy()
        x[self.unit] = row
        return Evaluator(base_study(replace(self._p, values=x))).nominal()


def goal(
    problem: Problem,
    unit: int,
    target: int,
    movable: Sequence[int] | None = None,
    limit: float | None = None,
) -> Goal:
    """Find the values that lift ``unit`` to rank ``target`` with the least sum of changes.

    Parameters
    ----------
    movable
        Columns that may change; all if None. Those the unit has no value in stay.
    limit
        Greatest change of an indicator relative to its value (0.2: by a fifth); None: up to the best
        value among the units.

    Raises
    ------
    MfgError
        ``already_there``, ``goal_out_of_reach``, ``goal_not_found``, ``no_score``.
    """
    f = _Index(problem, unit)
    n = problem.shape[0]
    if np.isnan(f.rank[unit]):
        raise MfgError("no_score", "unit", found=problem.names[unit])
    if not 1 <= target <= n:
        raise MfgError("not_whole", "target", found=target, low=1, high=n)
    if f.rank[unit] <= target:
        raise MfgError("already_there", "target", found=problem.names[unit], rank=f.rank[unit])
    now, end, unit_cost = _limits(problem, unit, movable, limit)
    way = _Way(f, now, end, target)
    if way.rank(np.ones(now.size)) > target:
        at = way.rank(np.ones(now.size))
        raise MfgError("goal_out_of_reach", "target", found=problem.names[unit], rank=at)
    cost = unit_cost * np.abs(end - now)
    open_ = np.flatnonzero(cost > 0)
    best = way.shortened(np.where(cost > 0, 1.0, 0.0))
    if best is None:
        raise MfgError("goal_not_found", "target", found=problem.names[unit], rank=target)
    t, exact = _search(way, cost, open_, best)
    needed = now + t * (end - now)
    score, rank = f(np.where(np.isnan(problem.values[unit]), np.nan, needed))
    return Goal(
        unit, problem.values[unit], np.where(np.isnan(problem.values[unit]), np.nan, needed), t, float(cost @ t),
        (float(f.rank[unit]), float(rank[unit])), (float(f.score[unit]), float(score[unit])), exact,
    )  # fmt: skip


def _limits(
    p: Problem, unit: int, movable: Sequence[int] | None, limit: float | None
) -> tuple[Floats, Floats, Floats]:
    """Return the unit's values, the limits they may go to, and the cost of a change of one; 0 where none may."""
    if limit is not None and not limit > 0:
        raise MfgError("choice_positive", "limit", found=limit, factor="limit")
    x = p.values
    now = x[unit].copy()
    low, high = np.fmin.reduce(x, axis=0), np.fmax.reduce(x, axis=0)
    rules = rules_of(p.framework)
    # The best of a moderate indicator is the near end of its interval.
    inside = np.fmin(np.fmax(now, rules.low), rules.high)
    end: Floats = np.select([rules.moderate, rules.negative], [inside, low], high)
    if limit is not None:
        reach = limit * np.abs(now)
        there = np.clip(inside, now - reach, now + reach)
        end = np.select([rules.moderate, rules.negative], [there, now - reach], now + reach)
    allowed = np.zeros(now.size, dtype=bool)
    allowed[list(range(now.size) if movable is None else movable)] = True
    still = np.isnan(now) | ~allowed | ~(high > low)
    span = np.where(high > low, high - low, 1.0)
    end = np.asarray(np.where(still, now, end))
    filled = np.isnan(now)
    return np.where(filled, 0.0, now), np.where(filled, 0.0, end), 1.0 / span


class _Way:
    """Ranks and distances of the unit along its way from ``now`` to ``end``."""

    def __init__(self, f: _Index, now: Floats, end: Floats, target: int) -> None:
        self._f, self._now, self._end, self._gone = f, now, end, np.isnan(f._p.values[f.unit])
        self.target = target
        # Who must not stay in front: all but the target - 1 best of the others.
        others: NDArray[np.int64] = np.flatnonzero(~np.isnan(f.rank) & (np.arange(f.rank.size) != f.unit))
        ahead = others[np.argsort(f.rank[others], kind="stable")]
        self.rivals = ahead[target - 1 :]

    def _scores(self, t: Floats) -> tuple[Floats, Floats]:
        return self._f(np.where(self._gone, np.nan, self._now + t * (self._end - self._now)))

    def gaps(self, t: Floats) -> Floats:
        """Return how far the unit is before each rival."""
        score, _ = self._scores(t)
        return np.asarray(score[self._f.unit] - score[self.rivals])

    def rank(self, t: Floats) -> float:
        """Return the unit's rank, infinite where the index cannot be computed there."""
        try:
            return float(self._scores(t)[1][self._f.unit])
        except MfgError:
            return float("inf")

    def reached(self, t: Floats) -> bool:
        return self.rank(t) <= self.target

    def shortened(self, t: Floats, start: Floats | None = None) -> Floats | None:
        """Return the nearest point to ``start`` (0) on the way to ``t`` that reaches the rank, None if ``t`` does not."""
        if not self.reached(t):
            return None
        from scipy.optimize import brentq

        start = np.zeros(t.size) if start is None else start

        def least(s: float) -> float:
            try:
                return float(self.gaps(start + s * (t - start)).min())
            except MfgError:
                return -1.0

        # The end itself may lie on the edge: look for a point before it that is clearly there.
        high = next((h for h in (0.5, 0.8, 0.95, 0.99, 1.0) if least(h) > 0.0), None)
        if high is None or least(0.0) >= 0.0:
            return t
        root = float(brentq(least, 0.0, high, xtol=1e-9, rtol=1e-9))
        # The root may lie a rounding error short of the rank.
        for s in (root, root + 1e-9, root + 1e-7, root + 1e-5):
            if s <= 1.0 and self.reached(start + s * (t - start)):
                return start + s * (t - start)
        return t


def _search(way: _Way, cost: Floats, open_: NDArray[np.int64], best: Floats) -> tuple[Floats, bool]:
    """Look for a cheaper way than ``best``: by one linear programme, exact for a linear index, then around the best.

    The second half is a trust-region search: the index is taken as linear within ``near`` of the best way
    known; what the programme finds is mended until the rank is reached, and kept if it is cheaper.
    """
    start = np.zeros(cost.size)
    base, slopes = _slopes(way, start, open_, 1.0)
    size = max(float(np.abs(base).max()), 1e-300)
    found = _programme(base, slopes, cost, 1e-10 * size, start, 1.0)
    if found is not None:
        miss = np.abs(way.gaps(found) - base - slopes @ found).max()
        if miss <= 1e-9 * size and way.reached(found):
            return found, True
        best = _cheaper(way, cost, best, found)
    near = 0.25
    for _ in range(max(2, min(_STEPS, _EFFORT // (open_.size + 10)))):
        base, slopes = _slopes(way, best, open_, 0.02)
        found = _programme(base - slopes @ best, slopes, cost, 0.0, best, near)
        better = best if found is None else _cheaper(way, cost, best, found)
        hoped = cost @ best - (cost @ best if found is None else cost @ found)
        if hoped <= 1e-4 * (cost @ best):
            break
        kept = (cost @ best - cost @ better) / hoped
        near *= 2.0 if kept > 0.75 else 0.3 if kept < 0.4 else 1.0
        best = better
        if near < 1e-3:
            break
    return best, False


def _slopes(way: _Way, t: Floats, open_: NDArray[np.int64], reach: float) -> tuple[Floats, Floats]:
    """Return the gaps at ``t`` and how they grow with each share, from a step of ``reach``."""
    base = way.gaps(t)
    slopes = np.zeros((base.size, t.size))
    for j in open_:
        to = t.copy()
        to[j] = t[j] + reach if t[j] + reach <= 1.0 else t[j] - reach
        try:
            slopes[:, j] = (way.gaps(to) - base) / (to[j] - t[j])
        except MfgError:
            continue
    return base, slopes


def _cheaper(way: _Way, cost: Floats, best: Floats, found: Floats) -> Floats:
    """Return ``found`` mended until it reaches the rank, if it is cheaper than ``best``; else ``best``.

    One that reaches it is shortened; one that does not is drawn towards ``best``, or stretched.
    """
    if way.reached(found):
        tries = [way.shortened(found)]
    else:
        tries = [way.shortened(best, found)]
        longer = next((t for s in (1.1, 1.5) if way.reached(t := np.minimum(found * s, 1.0))), None)
        tries += [] if longer is None else [way.shortened(longer, found)]
    return min([best, *(t for t in tries if t is not None)], key=lambda t: float(cost @ t))


def _programme(
    base: Floats, slopes: Floats, cost: Floats, margin: float, around: Floats, near: float
) -> Floats | None:
    """Minimise ``cost t`` with ``base + slopes t >= margin`` and t within ``near``; None where nothing does."""
    from scipy.optimize import linprog

    bounds = np.column_stack([np.maximum(around - near, 0.0), np.minimum(around + near, 1.0)])
    found = linprog(cost, A_ub=-slopes, b_ub=base - margin, bounds=bounds, method="highs")
    return np.clip(found.x, 0.0, 1.0) if found.status == 0 else None


def rivals(problem: Problem, unit: int, count: int = 3) -> list[Rival]:
    """Describe the nearest competitors of a unit: ``count`` in front of it and as many behind, best first."""
    f = _Index(problem, unit)
    if np.isnan(f.rank[unit]):
        raise MfgError("no_score", "unit", found=problem.names[unit])
    if count < 1:
        raise MfgError("not_whole", "top", found=count, low=1, high=problem.shape[0])
    there = np.flatnonzero(~np.isnan(f.score))
    order = there[np.lexsort((there, -f.score[there]))]
    at = int(np.flatnonzero(order == unit)[0])
    near = [*order[max(0, at - count) : at], *order[at + 1 : at + 1 + count]]
    if not near:
        raise MfgError("two_units", "data", found=1)
    return [_rival(problem, f, int(k)) for k in near]


def _rival(p: Problem, f: _Index, k: int) -> Rival:
    own, theirs = p.values[f.unit], p.values[k]
    effect = np.zeros(own.size)
    for j in np.flatnonzero(~np.isnan(own) & ~np.isnan(theirs) & (own != theirs)):
        row = own.copy()
        row[j] = theirs[j]
        try:
            effect[j] = f(row)[0][f.unit] - f.score[f.unit]
        except MfgError:
            continue
    gain, loss = int(np.argmax(effect)), int(np.argmin(effect))
    return Rival(
        k, float(f.rank[k]), float(f.score[k]), float(f.score[k] - f.score[f.unit]),
        gain if effect[gain] > 0 else -1, max(0.0, float(effect[gain])),
        loss if effect[loss] < 0 else -1, max(0.0, float(-effect[loss])),
    )  # fmt: skip
