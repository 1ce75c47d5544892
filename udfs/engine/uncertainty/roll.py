"""Scores of many replications that share their normalised data: up the tree, level by level, at once.

It is the loop of :func:`udfs.engine.index.compute` with a row a replication. What all replications of a batch
share has one row only, so a level without its own weights or scores is computed once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ..aggregate import aggregate
from ..columns import Floats
from ..combine import combine
from ..errors import MfgError
from ..index import Options, objective_of, subjective_of
from ..registry import resolve
from ..weights import Groups
from .problem import Problem, refuse_global, spans
from .rows import FAST, Columns, FailedError, mean, scale_rows, variation, within_rows


@dataclass(frozen=True, eq=False)
class Batch:
    """What the replications of a batch have in common, and their own draws, a row each.

    Attributes
    ----------
    z
        Normalised data, shape (n, m); shape (m, R, n) where every replication has its own.
    alpha
        Shape (R, 1) where it differs between replications.
    combine
        Combination of weights by level where it is not that of the options.
    aggregate
        Aggregation of the nodes at a level (1 below the top) into their parents, where it was chosen.
    drawn
        For a level: how weights are drawn, the number of that, and uniform numbers, shape (R, c).
    experts
        How often each expert was drawn, shape (R, experts).
    sets
        Weights of a table, shape (R, nodes), NaN where the table is silent.
    out
        Nodes left out, shape (R, nodes).
    staged
        Whether weights differ by the unit's stage.
    """

    z: Floats
    options: Options
    count: int
    aggregate: dict[int, str] = field(default_factory=dict)
    drawn: dict[int, tuple[str, float, Floats]] = field(default_factory=dict)
    experts: Floats | None = None
    sets: Floats | None = None
    out: NDArray[np.bool_] | None = None
    alpha: Floats | None = None
    combine: dict[int, str] = field(default_factory=dict)
    staged: bool = False

    def only(self, rows: NDArray[np.bool_]) -> Batch:
        """Return some of the replications."""
        return replace(
            self,
            count=int(rows.sum()),
            z=self.z if self.z.ndim == 2 else self.z[:, rows],
            alpha=None if self.alpha is None else self.alpha[rows],
            drawn={d: (how, amount, u[rows]) for d, (how, amount, u) in self.drawn.items()},
            experts=None if self.experts is None else self.experts[rows],
            sets=None if self.sets is None else self.sets[rows],
            out=None if self.out is None else self.out[rows],
        )


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
            w = weights(p, b, depth, columns)
            now: dict[int, Floats] = {}
            for g in range(above.stop - above.start):
                mine = np.flatnonzero(groups == g)
                node = above.start + g
                method = b.aggregate.get(depth) or f.nodes[node].aggregation or o.aggregate
                part: Columns = [columns[c] for c in mine]
                if b.z.ndim == 2 and all(level.start + c in leaf for c in mine.tolist()):
                    part = b.z[:, [leaf[level.start + c] for c in mine.tolist()]]
                try:
                    now[node] = _parent(p, b, part, np.take(w, mine, axis=1), method, level.start + mine)
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


def weights(p: Problem, b: Batch, depth: int, columns: list[Floats]) -> Floats:
    """Return the weights of the nodes at one level among their siblings, shape (1 or R, c)."""
    f, o = p.framework, b.options
    level = f.level(depth)
    span = spans(f, depth, o.scope)
    how = b.combine.get(depth, o.combine)
    own = replace(o, combine=how)
    a = np.atleast_2d(
        subjective_of(f, level, p.delphi, own, span)
        if b.experts is None or how == "objective"
        else within_rows(means(p, depth, b.experts), span)
    )
    shared = b.z.ndim == 2 and bool(f.is_leaf[level].all())
    if how == "subjective":
        w = within_rows(a, span)
    else:
        w = _combined(
            a, _objective(columns, own, span, shared), how, b.alpha if b.alpha is not None else o.alpha, span
        )
    if b.sets is not None:
        given = b.sets[:, level]
        w = within_rows(np.where(np.isnan(given), w, given), span)
    if depth in b.drawn:
        w = within_rows(drawn(w, *b.drawn[depth]), span)
    if b.out is not None:
        gone = b.out[:, level]
        # Where a whole parent is out, its own weight is 0 and the weights below do not matter.
        spare = np.array([gone[:, span == g].all(axis=1) for g in range(int(span.max()) + 1)]).T
        if depth == 1 and spare.all(axis=1).any():
            raise FailedError(spare.all(axis=1), MfgError("nothing_left", "choices"))
        w = within_rows(np.where(gone, 0.0, w), span, spare)
    return w


def means(p: Problem, depth: int, times: Floats) -> Floats:
    """Return mean scores of the last Delphi round with each expert as often as drawn, shape (R, c)."""
    d, codes = p.delphi, p.framework.code[p.framework.level(depth)]
    if d is None:
        raise MfgError("no_delphi", "delphi")
    place = {c: j for j, c in enumerate(d.code)}
    unknown = next((c for c in codes if c not in place), None)
    if unknown is not None:
        raise MfgError("delphi_code", "delphi", found=unknown)
    x = d.of_round()[:, [place[c] for c in codes]]
    there = np.einsum("re,ec->rc", times, (~np.isnan(x)).astype(float))
    if (there == 0).any():
        col = int(np.argmax((there == 0).any(axis=0)))
        raise FailedError((there == 0).any(axis=1), MfgError("delphi_none", "delphi", found=codes[col]))
    return np.asarray(np.einsum("re,ec->rc", times, np.where(np.isnan(x), 0.0, x)) / there)


def drawn(w: Floats, how: str, amount: float, u: Floats) -> Floats:
    """Draw weights around ``w``, shape (1 or R, c), from uniform numbers ``u``, shape (R, c), not yet rescaled.

    ``noise``: ``w (1 + f (2 u - 1))`` (COINr ``get_noisy_weights``); ``dirichlet``: gamma variates of
    shape ``c w``, so that siblings are Dirichlet with mean w and variance ``w (1 - w)/(c + 1)``; ``flat``:
    every set of weights is as likely as any other (Dirichlet with all parameters 1).
    """
    if how == "noise":
        return np.asarray(w * (1.0 + amount * (2.0 * u - 1.0)))
    if how == "flat":
        return np.asarray(np.where(w > 0, -np.log1p(-u), 0.0))
    from scipy.special import gammaincinv

    shape = np.broadcast_to(amount * w, u.shape)
    some = shape > 0
    return np.where(some, gammaincinv(np.where(some, shape, 1.0), u), 0.0)


def _objective(columns: list[Floats], o: Options, span: Groups, shared: bool) -> Floats:
    """Return objective weights, shape (1 or R, c); ``shared`` where no replication has scores of its own."""
    if shared:
        return np.atleast_2d(objective_of(np.column_stack([c[0] for c in columns]), o, span))
    if o.objective == "equal":
        return within_rows(np.ones((1, span.size)), span)
    rows = max(c.shape[0] for c in columns)
    if o.objective != "cv":
        return _row_by_row(
            rows, lambda r: objective_of(np.column_stack([c[r % c.shape[0]] for c in columns]), o, span)
        )
    v = np.ones((rows, span.size))
    cols = np.flatnonzero(np.bincount(span)[span] > 1)
    if cols.size:
        try:
            v[:, cols] = variation([columns[c] for c in cols])
        except FailedError as failure:
            failure.error.col = int(cols[failure.error.col or 0])
            raise
    return within_rows(v, span)


def _combined(a: Floats, b: Floats, how: str, alpha: Floats | float, span: Groups) -> Floats:
    rows = max(a.shape[0], b.shape[0])
    if how in ("game", "moment"):
        return _row_by_row(rows, lambda r: combine(a[r % a.shape[0]], b[r % b.shape[0]], how, 0.5, span))
    low, high = float(np.min(alpha)), float(np.max(alpha))
    if not 0.0 <= low <= high <= 1.0:
        raise MfgError("out_of_range", "alpha", found=low if low < 0 else high, low=0, high=1)
    if how == "objective":
        return b
    return within_rows(resolve("combine", how).function(within_rows(a, span), b, alpha), span)


def _row_by_row(rows: int, f: Callable[[int], Floats]) -> Floats:
    """Compute what cannot be done for all replications at once; those that fail alike are one :class:`FailedError`."""
    found: list[Floats] = []
    failed: dict[int, MfgError] = {}
    for r in range(rows):
        try:
            found.append(f(r))
        except MfgError as error:
            if rows == 1:
                raise
            failed[r] = error
    if failed:
        first = next(iter(failed.values()))
        alike = [r for r, e in failed.items() if e.key == first.key]
        raise FailedError(np.isin(np.arange(rows), alike), first)
    return np.array(found)


def _parent(p: Problem, b: Batch, part: Columns, w: Floats, method: str, nodes: NDArray[np.int64]) -> Floats:
    """Aggregate the columns of one parent, by stage where weights differ by stage."""
    leaves = p.framework.is_leaf[nodes]
    if not b.staged or p.stages is None or not leaves.any():
        return _mean(part, w, method, b)
    of, factors = p.stages
    place = {int(i): j for j, i in enumerate(p.framework.leaves)}
    t = np.array([factors[place[int(i)]] if i in place else np.ones(factors.shape[1]) for i in nodes])
    out: Floats | None = None
    for s in range(factors.shape[1]):
        mine = np.flatnonzero(of == s)
        if not mine.size:
            continue
        rows = part[mine] if isinstance(part, np.ndarray) else [c[:, mine] for c in part]
        total = w.sum(axis=1, keepdims=True)
        own = within_rows(w * t[:, s], np.zeros(nodes.size, dtype=np.int64)) * total
        found = _mean(rows, own, method, b)
        out = np.full((found.shape[0], of.size), np.nan) if out is None else out
        out[:, mine] = found
    assert out is not None
    return out


def _mean(part: Columns, w: Floats, method: str, b: Batch) -> Floats:
    rule = "reweight" if b.options.missing == "reweight" else "keep"
    if method in FAST:
        return mean(part, w, method, rule)
    shared = isinstance(part, np.ndarray)
    rows = w.shape[0] if shared else max(w.shape[0], *(c.shape[0] for c in part))
    flat = np.zeros(w.shape[1], dtype=np.int64)

    def one(r: int) -> Floats:
        x = part if isinstance(part, np.ndarray) else np.column_stack([c[r % c.shape[0]] for c in part])
        return aggregate(x, w[r % w.shape[0]], flat, [method], rule)[:, 0]

    return _row_by_row(rows, one)
