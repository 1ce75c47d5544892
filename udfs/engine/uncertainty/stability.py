"""Weight stability intervals: how far one weight may move before a ranking changes, exactly.

A node's weight t among its siblings moves and the siblings keep their proportions. With weighted sums
from its parent to the top, the distance of two units is linear in t:
``D(t) = D + e (t - w) (d - r)``, where e is the parent's weight down the tree, d the distance in the node and r that
in the rest of the parent, ``r = (P - w d)/(s - w)``, s the sum of the siblings' weights: 1, or less where weights sum
to 1 over a whole level. So the weight at which they swap is ``w - D / (e (d - r))``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..columns import Floats
from ..errors import MfgError
from ..index import effective
from ..registry import resolve
from .problem import Problem
from .study import Evaluator, base_study

#: Pairs of units that are looked at together.
_PAIRS = 2_000_000


@dataclass(frozen=True)
class Stability:
    """Intervals of the nodes below the top, each shape (nodes - 1,).

    ``weight`` is the weight among the siblings; between ``low`` and ``high`` nothing changes. ``low_pair`` and
    ``high_pair``, shape (nodes - 1, 2), are the units that swap at each end (the one in front first), -1
    where the weight may go to 0 or to all that its siblings share. An only child's weight cannot move: its ends are NaN.
    """

    weight: Floats
    low: Floats
    high: Floats
    low_pair: NDArray[np.int64]
    high_pair: NDArray[np.int64]


def stability(problem: Problem, about: str = "leader", pair: tuple[int, int] | None = None) -> Stability:
    """Find the interval of every weight in which a part of the ranking stays as it is.

    Parameters
    ----------
    about
        ``leader`` (default), ``top:N``, ``pair`` with ``pair`` given, or ``ranking``.

    Raises
    ------
    MfgError
        ``stability_linear`` where a node is not aggregated by the weighted sum, ``stability_missing``,
        ``stability_staged`` where weights differ by stage, ``two_units``, ``no_score`` of a unit of the pair.
    """
    f, o = problem.framework, problem.options
    for i in np.flatnonzero(~f.is_leaf).tolist():
        method = f.nodes[i].aggregation or o.aggregate
        if method != "arithmetic":
            error = MfgError("stability_linear", "aggregate", found=method)
            error.where = f.code[i]
            raise error
    weights, nodes = Evaluator(base_study(problem)).tree()
    if o.missing == "reweight" and np.isnan(nodes).any():
        raise MfgError("stability_missing", "missing")
    if problem.stages is not None:
        raise MfgError("stability_staged", "stage_factor")
    score = nodes[:, 0]
    there = np.flatnonzero(~np.isnan(score))
    if there.size < 2:
        raise MfgError("two_units", "data", found=int(there.size))
    for arg, i in zip(("unit", "rival"), pair or (), strict=False):
        if np.isnan(score[i]):
            raise MfgError("no_score", arg, found=problem.names[i])
    front, behind = _pairs(score, there, about, pair)
    return _intervals(problem, weights, np.where(np.isnan(nodes), 0.0, nodes), front, behind)


def _pairs(
    score: Floats, there: NDArray[np.int64], about: str, pair: tuple[int, int] | None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the units in front and those behind that must not pass them."""
    how, _, tail = resolve("about", about, "about").name.partition(":")
    order = there[np.argsort(-score[there], kind="stable")]
    if how == "pair":
        if pair is None:
            raise MfgError("argument_missing", "rival")
        a, b = pair if score[pair[0]] >= score[pair[1]] else pair[::-1]
        return np.array([a]), np.array([b])
    if how == "ranking":
        # The first to swap are neighbours; tied ones are in no order that could change.
        apart = score[order[:-1]] > score[order[1:]]
        return order[:-1][apart], order[1:][apart]
    count = 1 if how == "leader" else int(float(tail or 10))
    if not 1 <= count < there.size:
        raise MfgError("not_whole", "about", found=count, low=1, high=there.size - 1)
    if count * (there.size - count) > _PAIRS:
        raise MfgError("not_whole", "about", found=count, low=1, high=_PAIRS // there.size)
    first, rest = order[:count], order[count:]
    return np.repeat(first, rest.size), np.tile(rest, count)


def _intervals(
    p: Problem, weights: Floats, nodes: Floats, front: NDArray[np.int64], behind: NDArray[np.int64]
) -> Stability:
    f = p.framework
    down = effective(weights, f)
    size = len(f.nodes) - 1
    low, high = np.zeros(size), np.ones(size)
    ends = np.full((2, size, 2), -1, dtype=np.int64)
    distance = nodes[front, 0] - nodes[behind, 0]
    for i in range(1, size + 1):
        w, parent = float(weights[i]), int(f.parent[i])
        siblings = f.parent == parent
        total = float(weights[siblings].sum())
        # A sum that is 1 but for rounding must not leave the end of an interval beside it.
        total = 1.0 if abs(total - 1.0) <= 1e-12 else total
        if w >= total or siblings.sum() == 1:
            low[i - 1] = high[i - 1] = np.nan
            continue
        high[i - 1] = total
        d = nodes[front, i] - nodes[behind, i]
        rest = (nodes[front, parent] - nodes[behind, parent] - w * d) / (total - w)
        slope = down[parent] * (d - rest)
        with np.errstate(divide="ignore", invalid="ignore"):
            swap = w - distance / slope
        for end, side, best in ((0, slope > 0, np.argmax), (1, slope < 0, np.argmin)):
            inside = side & (swap >= 0.0 if end == 0 else swap <= total)
            if inside.any():
                at = np.flatnonzero(inside)
                k = int(at[best(swap[at])])
                (low if end == 0 else high)[i - 1] = swap[k]
                ends[end, i - 1] = front[k], behind[k]
    return Stability(weights[1:], low, high, ends[0], ends[1])
