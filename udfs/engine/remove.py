"""What the ranking would be without one element: an indicator, a dimension, any node of the tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .aggregate import aggregate
from .columns import Floats
from .errors import MfgError
from .framework import Framework
from .rank import rank
from .weights import within


@dataclass(frozen=True)
class Removal:
    """How ranks change without each of ``nodes``: mean and greatest absolute change, and how many units move."""

    nodes: tuple[int, ...]
    mean: Floats
    greatest: Floats
    moved: Floats


def scores(
    r: Floats, framework: Framework, weights: Floats, methods: Sequence[str | None], missing: str | None
) -> Floats:
    """Aggregate normalised data, shape (n, m), up the tree under weights of all nodes; return the top, shape (n,)."""
    nodes = np.full((r.shape[0], len(framework.nodes)), np.nan)
    nodes[:, framework.leaves] = r
    for depth in range(framework.levels, 0, -1):
        level, above = framework.level(depth), framework.inner(depth - 1)
        groups = framework.groups(depth)
        named = [methods[i] for i in range(above.start, above.stop)]
        nodes[:, above] = aggregate(nodes[:, level], weights[level], groups, named, missing)
    return np.asarray(nodes[:, 0])


def remove(
    r: Floats,
    framework: Framework,
    weights: Floats,
    depth: int | None = None,
    methods: Sequence[str | None] | None = None,
    missing: str | None = None,
) -> Removal:
    """Take out each node of one level in turn; its siblings share its weight (COINr ``remove_elements``).

    Parameters
    ----------
    weights
        Of all nodes, shape (nodes,); within each parent they are rescaled.
    depth
        Level of the nodes to take out, 1 below the top; the indicators if None. A parent left without
        children is out as well.
    methods
        Aggregation of each node; arithmetic if None.
    """
    how = list(methods) if methods is not None else [n.aggregation or None for n in framework.nodes]
    rule = "reweight" if missing == "reweight" else "keep"
    base = rank(scores(r, framework, _rescaled(weights, framework), how, rule))
    level = framework.level(framework.levels if depth is None else depth)
    chosen = tuple(range(level.start, level.stop))
    if len(chosen) < 2:
        raise MfgError("few_indicators", found=len(chosen), method="remove")
    mean, greatest, moved = (np.full(len(chosen), np.nan) for _ in range(3))
    for q, node in enumerate(chosen):
        w = weights.copy()
        w[node] = 0.0
        # A parent without any weight below it is out too; its score is then of no account.
        for i in range(len(framework.nodes) - 1, 0, -1):
            below = [c for c, p in enumerate(framework.parent) if p == i]
            if below and not w[below].any():
                w[i] = 0.0
        first = framework.level(1)
        if not w[first].any():
            continue
        out = rank(scores(r, framework, _rescaled(w, framework), how, rule))
        d = np.abs(out - base)
        d = d[~np.isnan(d)]
        if d.size:
            mean[q], greatest[q], moved[q] = d.mean(), d.max(), (d > 0).sum()
    return Removal(chosen, mean, greatest, moved)


def _rescaled(weights: Floats, framework: Framework) -> Floats:
    out = weights.astype(float).copy()
    for depth in range(1, framework.levels + 1):
        level, groups = framework.level(depth), framework.groups(depth)
        total = np.bincount(groups, weights=out[level])
        # A parent that is out as a whole: any weights do.
        part = np.where(total[groups] > 0, out[level], 1.0)
        out[level] = within(part, groups)
    return out
