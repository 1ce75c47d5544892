"""Scores of many replications that share their normalised data: up the tree, level by level, at once.

It is the loop of :func:`udfs.engine.index.compute` with a row a replication. What all replications of a batch
share has one row only, so a level without its own weights or scores is computed once.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..aggregate import aggregate
from ..columns import Floats
from ..errors import MfgError
from .problem import Problem, refuse_global
from .rows import FAST, Columns, FailedError, mean, scale_rows
from .weigh import Batch, row_by_row, weights


def roll(p: Problem, batch: Batch) -> tuple[Floats, list[MfgError | None]]:
    """Return the scaled scores, shape (R, n), NaN in a replication that failed, and why it did."""
    errors: list[MfgError | None] = [None] * batch.count
    scores = np.full((batch.count, p.shape[0]), np.nan)
    open_ = np.ones(batch.count, dtype=bool)
    while open_.any():
        now = batch if open_.all() else batch.only(open_)
        try:
            scores[open_] = scale_rows(_top(p, now), batch.options.scale)
            break
        except FailedError as failure:
            # One reason at a time: the other replications go again without these.
            error, mask = failure.error, np.broadcast_to(failure.mask, now.count)
        except MfgError as shared:
            error, mask = shared, np.ones(now.count, dtype=bool)
        lost = np.flatnonzero(open_)[mask]
        for r in lost.tolist():
            errors[r] = error
        open_[lost] = False
    return scores, errors


def tree(p: Problem, b: Batch) -> tuple[Floats, Floats]:
    """Return one replication's weights among siblings, shape (nodes,), and scores of all nodes, shape (n, nodes).

    Raises
    ------
    MfgError
        Why it cannot be computed.
    """
    f = p.framework
    kept_weights, kept_scores = np.ones(len(f.nodes)), np.full((p.shape[0], len(f.nodes)), np.nan)
    kept_scores[:, f.leaves] = b.z

    def keep(level: slice, w: Floats, scores: dict[int, Floats]) -> None:
        kept_weights[level] = w[0]
        for node, s in scores.items():
            kept_scores[:, node] = s[0]

    try:
        _top(p, b, keep)
    except FailedError as failure:
        raise failure.error from None
    return kept_weights, kept_scores


def _top(
    p: Problem, b: Batch, keep: Callable[[slice, Floats, dict[int, Floats]], None] | None = None
) -> Floats:
    f, o = p.framework, b.options
    if o.scope == "global":
        refuse_global(f)
    n = p.shape[0]
    leaf = {int(i): j for j, i in enumerate(f.leaves)}
    below: dict[int, Floats] = {}
    for depth in range(f.levels, 0, -1):
        level, above = f.level(depth), f.inner(depth - 1)
        groups = f.groups(depth)
        nodes = range(level.start, level.stop)
        columns = [_leaf(b.z, leaf[i]) if i in leaf else below[i] for i in nodes]
        try:
            w, staged = weights(p, b, depth, columns)
            now: dict[int, Floats] = {}
            for g in range(above.stop - above.start):
                mine = np.flatnonzero(groups == g)
                node = above.start + g
                method = b.aggregate.get(depth) or f.nodes[node].aggregation or o.aggregate
                part: Columns = [columns[c] for c in mine]
                if b.z.ndim == 2 and all(level.start + c in leaf for c in mine.tolist()):
                    part = b.z[:, [leaf[level.start + c] for c in mine.tolist()]]
                try:
                    own = None if staged is None else np.take(staged, mine, axis=2)
                    now[node] = _parent(p, b, part, np.take(w, mine, axis=1), own, method)
                except (MfgError, FailedError) as trouble:
                    error = trouble.error if isinstance(trouble, FailedError) else trouble
                    if error.col is not None and error.where is None:
                        error.col = int(mine[error.col])
                    raise
        except (MfgError, FailedError) as trouble:
            error = trouble.error if isinstance(trouble, FailedError) else trouble
            if error.col is not None and error.where is None and error.col < len(nodes):
                error.where = f.code[level.start + error.col]
            raise
        if keep is not None:
            keep(level, w, now)
        below = now
    return np.broadcast_to(below[0], (b.count, n))


def _leaf(z: Floats, j: int) -> Floats:
    """Return an indicator in every replication, shape (1 or R, n)."""
    return z[:, j][None, :] if z.ndim == 2 else z[j]


def _parent(p: Problem, b: Batch, part: Columns, w: Floats, staged: Floats | None, method: str) -> Floats:
    """Aggregate the columns of one parent; where weights differ by stage (``staged``), each unit by its own."""
    if staged is None or p.stages is None:
        return _mean(part, w, method, b)
    of = p.stages.of
    if method not in FAST:
        # A unit's score may depend on all others: they stay together, each with its weights.
        found = _one_by_one(part, lambda r: staged[of, r % staged.shape[1]], staged.shape[1], method, b)
        return np.asarray(np.where(of >= 0, found, np.nan))
    out: Floats | None = None
    for s in np.unique(of).tolist():
        mine = np.flatnonzero(of == s)
        rows = part[mine] if isinstance(part, np.ndarray) else [c[:, mine] for c in part]
        found = _mean(rows, staged[s], method, b)
        if out is None:
            out = np.full((found.shape[0], of.size), np.nan)
        elif len(found) > len(out):
            out = np.repeat(out, len(found), axis=0)
        out[:, mine] = found if s >= 0 else np.nan
    assert out is not None
    return out


def _rule(b: Batch) -> str:
    return "reweight" if b.options.missing == "reweight" else "keep"


def _mean(part: Columns, w: Floats, method: str, b: Batch) -> Floats:
    if method in FAST:
        return mean(part, w, method, _rule(b))
    return _one_by_one(part, lambda r: w[r % w.shape[0]], w.shape[0], method, b)


def _one_by_one(part: Columns, w: Callable[[int], Floats], rows: int, method: str, b: Batch) -> Floats:
    """Aggregate replication by replication, each with its weights of shape (c,) or (n, c)."""
    if not isinstance(part, np.ndarray):
        rows = max(rows, *(c.shape[0] for c in part))

    def one(r: int) -> Floats:
        x = part if isinstance(part, np.ndarray) else np.column_stack([c[r % c.shape[0]] for c in part])
        flat = np.zeros(x.shape[1], dtype=np.int64)
        return aggregate(x, w(r), flat, [method], _rule(b))[:, 0]

    return row_by_row(rows, one)
