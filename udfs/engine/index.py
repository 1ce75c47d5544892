"""The whole method on one page: data and a framework in, every intermediate table out.

Follows METHOD A (CCID 2022): fill, turn, normalise; at each level from the deepest up, objective
weights from that level's scores, subjective weights from experts, combination, weighted mean; then
scale, rank, stage, summaries. METHOD B (CAICT 2025) is the same with index numbers, weights by classes and
factors by development stage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np

from .abc_classes import of_units
from .aggregate import aggregate
from .checks import Finding, check_names, check_values
from .columns import Floats
from .combine import combine
from .delphi import Delphi
from .errors import MfgError, naming
from .framework import Framework
from .indicators import Rules, on_scale
from .node_weights import objective_weights, stages_of, subjective_weights, under_stages
from .options import Options as Options
from .rank import rank, round_half_away
from .registry import resolve
from .scale import rescale, scale
from .stage import stage
from .stage_sets import StageSets
from .summary import GroupSummary, summarise
from .units import UnitTable
from .weights import one_group, within, within_rows

#: Weights of one level from its depth and its scores.
Weigh = Callable[[int, Floats], Floats]


@dataclass(frozen=True)
class Result:
    """Every table of one computation; arrays follow the order of units and of the framework.

    Attributes
    ----------
    data, positive, normalised
        Shape (n, m): after the rule for missing values, turned, normalised.
    subjective, objective, weights, effective
        Shape (nodes,): per node among its siblings; ``effective`` is the product down the tree. The top has 1.
    nodes
        Scores of all nodes, shape (n, nodes); the first column is the raw score.
    score, rank
        Shape (n,): the scaled score and its rank.
    stage
        n names, None where there is no score.
    sets
        Weights and scores under each development stage (METHOD B); None without stage factors.
    """

    units: UnitTable
    framework: Framework
    options: Options
    findings: tuple[Finding, ...]
    data: Floats
    positive: Floats
    normalised: Floats
    subjective: Floats
    objective: Floats
    weights: Floats
    effective: Floats
    nodes: Floats
    score: Floats
    rank: Floats
    stage: tuple[str | None, ...]
    sets: StageSets | None = None

    def summary(self, group: str) -> GroupSummary:
        """Summarise scores by one of the units' groups."""
        return summarise(self.score, self.rank, self.units.groups[group])

    def order(self) -> list[int]:
        """Return the units from first to last; those without a score stand last."""
        return np.lexsort((np.arange(self.rank.size), self.rank)).tolist()  # type: ignore[no-any-return]


def compute(
    units: UnitTable,
    framework: Framework,
    delphi: Delphi | None = None,
    options: Options | None = None,
    lang: str = "en",
) -> Result:
    """Compute an index from its data, framework, expert scores and options.

    Where the framework has stage factors (METHOD B), each unit is scored under the weights of its own
    stage, named by the units' group column ``options.stage_column``; :attr:`Result.sets` has the scores
    under every stage's weights.
    """
    o = (options or Options()).resolved()
    if o.decimals is None:
        o = replace(o, decimals=framework.nodes[0].decimals)
    findings = check(units, framework, o)
    if o.scope == "global" and len(set(framework.depth[framework.leaves].tolist())) > 1:
        raise MfgError("scope_global", "scope")
    stages = stages_of(units, framework, o)
    if stages is not None:
        findings += [
            Finding("warning", "stage_blank", "city", int(i), where=units.names[i])
            for i in np.flatnonzero(stages < 0)
        ]
    codes = [n.code for n in framework.indicators]
    with naming(codes, "data"):
        data = np.asarray(units.values, dtype=float)
        if o.missing == "zero":
            data = np.where(np.isnan(data), 0.0, data)
        turned, normalised = prepare(data, framework, o)

    size = len(framework.nodes)
    subjective, objective, weights = (np.ones(size) for _ in range(3))
    by_stage = np.ones((size, len(framework.stages)))

    def weigh(depth: int, x: Floats) -> Floats:
        level, groups = framework.level(depth), framework.groups(depth)
        span = groups if o.scope == "local" else one_group(groups.size)
        with _own_value(framework, level, data):
            a = subjective_weights(framework, level, delphi, o, span)
            b = objective_weights(x, o, span)
            w = combine(a, b, o.combine, o.alpha, span)
        subjective[level], objective[level], weights[level] = a, b, w
        if stages is None:
            return w
        by_stage[level] = under_stages(framework, level, w, o, span)
        return of_units(by_stage[level], stages)

    nodes = climb(normalised, framework, weigh, o)
    score = scale(nodes[:, 0], o.scale)
    sets = None
    if stages is not None:
        under = [climb(normalised, framework, _fixed(framework, w), o)[:, 0] for w in by_stage.T]
        sets = StageSets(
            framework.stages, stages, by_stage, rescale(np.column_stack(under), nodes[:, 0], o.scale)
        )
    ranks = rank(score, o.ties, o.decimals)
    ranked = score if o.decimals is None else round_half_away(score, o.decimals)
    stages_ = stage(ranks if o.stage == "rank" else ranked, o.breaks, o.stages, o.stage, lang)
    return Result(
        units, framework, o, tuple(findings), data, turned, normalised,
        subjective, objective, weights, effective(weights, framework), nodes, score, ranks, tuple(stages_), sets,
    )  # fmt: skip


def _fixed(framework: Framework, w: Floats) -> Weigh:
    """Return the weights of each level out of those of all nodes."""
    return lambda depth, _: w[framework.level(depth)]


def climb(normalised: Floats, framework: Framework, weigh: Weigh, o: Options) -> Floats:
    """Return the scores of all nodes, shape (n, nodes), from the indicators up.

    Parameters
    ----------
    normalised
        Shape (n, indicators), in the framework's order.
    weigh
        Called with each depth, from the deepest, and its scores; returns that level's weights, shape (k,), or
        (n, k) where units have their own.
    """
    nodes = np.full((normalised.shape[0], len(framework.nodes)), np.nan)
    nodes[:, framework.leaves] = normalised
    for depth in range(framework.levels, 0, -1):
        level, above = framework.level(depth), framework.inner(depth - 1)
        x = nodes[:, level]
        with naming(framework.code[level]):
            methods = [n.aggregation or o.aggregate for n in framework.nodes[above]]
            nodes[:, above] = aggregate(x, weigh(depth, x), framework.groups(depth), methods, o.missing)
    return nodes


@contextmanager
def _own_value(framework: Framework, level: slice, data: Floats) -> Iterator[None]:
    """Let a message about a constant indicator show the value in the data, not the normalised one."""
    try:
        yield
    except MfgError as error:
        if error.key == "constant" and error.col is not None and framework.is_leaf[level][error.col]:
            column = int(np.searchsorted(framework.leaves, level.start + error.col))
            error.params["found"] = float(np.nanmax(data[:, column]))
        raise


def compute_scores(
    x: Floats,
    framework: Framework,
    options: Options,
    weight: Floats | str | None = None,
    parent_weight: Floats | str | None = None,
) -> Floats:
    """Score a bare data block, shape (n, m), columns in the framework's order, of one or two levels.

    Parameters
    ----------
    weight, parent_weight
        Weights of the indicators and, with two levels, of their parents in order of appearance: given ones,
        shape (m,), or (n, m) where units have their own; or the name of an objective method (default
        ``options.objective``), taken from that level's scores.
    """
    with naming(framework.code[framework.level(framework.levels)], "data"):
        data = np.where(np.isnan(x), 0.0, x) if options.missing == "zero" else x
        _, normalised = prepare(data, framework, options)

    def weigh(depth: int, scores: Floats) -> Floats:
        deepest = depth == framework.levels
        given = weight if deepest else parent_weight
        arg = "weight" if deepest else "parent_weight"
        groups = framework.groups(depth)
        if given is None or isinstance(given, str):
            method = resolve("objective", given or options.objective, arg)
            return np.asarray(method.function(scores, groups))
        return within_rows(given, groups, arg) if given.ndim == 2 else within(given, groups, arg)

    return scale(climb(normalised, framework, weigh, options)[:, 0], options.scale)


def check(units: UnitTable, framework: Framework, options: Options) -> list[Finding]:
    """Return every finding about the data.

    Raises
    ------
    MfgError
        What makes any result wrong: no units, names that are blank or stand twice.
    """
    if not units.names:
        raise MfgError("units_no_rows")
    named = check_names(units.names)
    for f in [x for x in named if x.severity == "error"][:1]:
        error = MfgError(f.key, f.arg, f.row, **f.params)
        error.where, error.source = f.where, units.source
        raise error
    codes = [n.code for n in framework.indicators]
    if options.subjective == "given" and np.isnan(framework.weights()[1:]).all():
        named.append(Finding("warning", "no_weights", "framework"))
    if options.subjective != "abc" and (framework.grades >= 0).any():
        named.append(Finding("warning", "abc_unused", "framework"))
    return [
        *named,
        *units.findings,
        *check_values(units.values, framework.negative, options.missing, codes, units.names),
    ]


def prepare(data: Floats, framework: Framework, o: Options) -> tuple[Floats, Floats]:
    """Transform, turn and normalise the indicators by the framework's rules and the options."""
    return on_scale(data, rules_of(framework), o.normalise, o.positive, o.k, inside=o.moderate)


def rules_of(framework: Framework) -> Rules:
    """Return what the framework says of turning and normalising each indicator."""
    inds = framework.indicators
    low, high = (np.array(v, dtype=float) for v in ([n.low for n in inds], [n.high for n in inds]))
    cap, inside = (np.array(v, dtype=bool) for v in ([n.cap for n in inds], [n.moderate for n in inds]))
    how, own = tuple(n.transform for n in inds), tuple(n.normalisation for n in inds)
    return Rules(framework.negative, inside, low, high, cap, how, own)


def effective(weights: Floats, framework: Framework) -> Floats:
    """Return the product of the weights from each node up to the top, shape (nodes,)."""
    out = weights.copy()
    for i, p in enumerate(framework.parent):
        if p >= 0:
            out[i] = weights[i] * out[p]
    return out
