"""Weights of many replications at one level, a row each: combined, given, drawn, without what is left out, by stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ..abc_classes import MULTIPLIERS, SHARES
from ..columns import Floats
from ..combine import combine
from ..errors import MfgError
from ..index import Options
from ..node_weights import objective_weights, subjective_weights
from ..registry import resolve
from ..weights import Groups
from .problem import Problem, spans
from .rows import FailedError, variation, within_rows


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


def weights(p: Problem, b: Batch, depth: int, columns: list[Floats]) -> tuple[Floats, Floats | None]:
    """Return the weights of the nodes at one level among their siblings, shape (1 or R, c), and those by stage.

    The latter have shape (stages, 1 or R, c), one more row of equal weights last for units without a stage; None
    where all units share the weights.
    """
    w = _common(p, b, depth, columns)
    level, span = p.framework.level(depth), spans(p.framework, depth, b.options.scope)
    if b.sets is not None:
        given = b.sets[:, level]
        w = within_rows(np.where(np.isnan(given), w, given), span)
    w = _around(b, depth, level, span, w)
    if not b.staged or p.stages is None:
        return w, None
    table = p.stages.factors[level]
    listed = np.isin(span, span[~np.isnan(table).all(axis=1)])
    if not listed.any() and (p.stages.of >= 0).all():
        return w, None
    each = [_staged(p, b, depth, level, span, w, table[:, g], listed) for g in range(table.shape[1])]
    # A unit without a stage has no score, but methods that compare units count it with what is there.
    there = np.ones((1, span.size)) if b.out is None else (~b.out[:, level]).astype(float)
    each.append(there / span.size)
    return w, np.array([np.broadcast_to(v, (max(map(len, each)), span.size)) for v in each])


def _common(p: Problem, b: Batch, depth: int, columns: list[Floats]) -> Floats:
    """Return the combined weights before anything is drawn or left out."""
    f, o = p.framework, b.options
    level = f.level(depth)
    span = spans(f, depth, o.scope)
    how = b.combine.get(depth, o.combine)
    own = replace(o, combine=how)
    a = np.atleast_2d(
        subjective_weights(f, level, p.delphi, own, span)
        if b.experts is None or how == "objective"
        else _judged(p, level, means(p, depth, b.experts), own, span)
    )
    if how == "subjective":
        return within_rows(a, span)
    shared = b.z.ndim == 2 and bool(f.is_leaf[level].all())
    v = _objective(columns, own, span, shared)
    return _combined(a, v, how, b.alpha if b.alpha is not None else o.alpha, span)


def _around(b: Batch, depth: int, level: slice, span: Groups, w: Floats) -> Floats:
    """Draw weights around ``w`` where they are drawn, and take out what is left out."""
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


def _staged(
    p: Problem, b: Batch, depth: int, level: slice, span: Groups, w: Floats, t: Floats, listed: NDArray[np.bool_]
) -> Floats:  # fmt: skip
    """Return the weights under one stage: ``w`` with the factors ``t``, shape (c,), or ``t`` itself for ``listed`` siblings."""
    t = np.where(listed, t, 1.0)
    if p.stages is not None and p.stages.whole:
        # A table takes the place of the common weights, so what varies varies around it.
        return np.asarray(np.where(listed, _around(b, depth, level, span, within_rows(t[None, :], span)), w))
    return np.asarray(np.where(listed, within_rows(w * t, span), w))


def _judged(p: Problem, level: slice, e: Floats, o: Options, span: Groups) -> Floats:
    """Return subjective weights from expert means, shape (R, c): shares of the means, by classes where they count."""
    f = p.framework
    if o.subjective != "abc":
        return within_rows(e, span)
    # What the rule refuses does not depend on the draw.
    subjective_weights(f, level, p.delphi, o, span)
    grade, share = f.grades[level], resolve("abc", o.abc, "abc").name == "share"
    given = np.asarray(o.abc_factor if o.abc_factor is not None else SHARES if share else MULTIPLIERS, float)
    # Class totals are fixed: each class of siblings to 1 first.
    classes = np.unique(span * (given.size + 1) + grade + 1, return_inverse=True)[1]
    by_class = given[np.maximum(grade, 0)] * (within_rows(e, classes) if share else e)
    return within_rows(np.where(np.isin(span, span[grade >= 0]), by_class, e), span)


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
        return np.atleast_2d(objective_weights(np.column_stack([c[0] for c in columns]), o, span))
    if o.objective == "equal":
        return within_rows(np.ones((1, span.size)), span)
    rows = max(c.shape[0] for c in columns)
    if o.objective != "cv":
        return row_by_row(
            rows, lambda r: objective_weights(np.column_stack([c[r % c.shape[0]] for c in columns]), o, span)
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
        return row_by_row(rows, lambda r: combine(a[r % a.shape[0]], b[r % b.shape[0]], how, 0.5, span))
    low, high = float(np.min(alpha)), float(np.max(alpha))
    if not 0.0 <= low <= high <= 1.0:
        raise MfgError("out_of_range", "alpha", found=low if low < 0 else high, low=0, high=1)
    if how == "objective":
        return b
    return within_rows(resolve("combine", how).function(within_rows(a, span), b, alpha), span)


def row_by_row(rows: int, f: Callable[[int], Floats]) -> Floats:
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
