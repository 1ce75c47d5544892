"""The whole method on one page: data and a framework in, every intermediate table out.

Follows METHOD A (CCID 2022): fill, turn, normalise; at each level from the deepest up, objective
weights from that level's scores, subjective weights from experts, combination, weighted mean; then
scale, rank, stage, summaries.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from . import columns
from .aggregate import aggregate
from .checks import Finding, check_names, check_values
from .columns import Floats
from .combine import combine
from .delphi import Delphi
from .errors import MfgError, naming
from .framework import Framework
from .normalise import goalposts, normalise, transform
from .positive import positive
from .rank import rank, round_half_away
from .registry import resolve
from .scale import scale
from .stage import CCID_BREAKS, stage
from .summary import GroupSummary, summarise
from .units import UnitTable
from .weights import Groups, one_group, within
from .weights import given as given_weights


@dataclass(frozen=True)
class Options:
    """The choices of METHOD A, each by name; the defaults are the source method's.

    ``subjective`` may be "auto": Delphi where expert scores are given, else given weights, else equal.
    """

    positive: str = "reciprocal"
    k: float = 0.1
    normalise: str = "vector"
    missing: str = "keep"
    subjective: str = "auto"
    objective: str = "cv"
    combine: str = "multiplicative"
    alpha: float = 0.5
    scope: str = "local"
    aggregate: str = "arithmetic"
    scale: str = "raw"
    ties: str = "min"
    decimals: int | None = None
    stage: str = "rank"
    breaks: tuple[float, ...] = CCID_BREAKS
    stages: tuple[str, ...] | None = None

    def resolved(self) -> Options:
        """Return the same options under their English names.

        Raises
        ------
        MfgError
            ``unknown_method`` naming the option.
        """
        named: dict[str, Any] = {
            f.name: resolve(f.name, getattr(self, f.name), f.name).name
            for f in fields(self)
            if f.name in _NAMED and not (f.name == "subjective" and self.subjective == "auto")
        }
        return replace(self, **named)


_NAMED = frozenset(
    [
        "positive",
        "normalise",
        "missing",
        "subjective",
        "objective",
        "combine",
        "scope",
        "aggregate",
        "scale",
        "ties",
        "stage",
    ]
)


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
    """Compute an index from its data, framework, expert scores and options."""
    o = (options or Options()).resolved()
    findings = check(units, framework, o)
    if o.scope == "global" and len(set(framework.depth[framework.leaves].tolist())) > 1:
        raise MfgError("scope_global", "scope")
    codes = [n.code for n in framework.indicators]
    with naming(codes, "data"):
        data = np.asarray(units.values, dtype=float)
        if o.missing == "zero":
            data = np.where(np.isnan(data), 0.0, data)
        turned, normalised = prepare(data, framework, o)

    size = len(framework.nodes)
    nodes = np.full((data.shape[0], size), np.nan)
    nodes[:, framework.leaves] = normalised
    subjective, objective, weights = (np.ones(size) for _ in range(3))
    for depth in range(framework.levels, 0, -1):
        level, above = framework.level(depth), framework.inner(depth - 1)
        groups = framework.groups(depth)
        span = groups if o.scope == "local" else one_group(groups.size)
        x = nodes[:, level]
        with naming(framework.code[level]), _own_value(framework, level, data):
            a = subjective_of(framework, level, delphi, o, span)
            b = objective_of(x, o, span)
            w = combine(a, b, o.combine, o.alpha, span)
            methods = [n.aggregation or o.aggregate for n in framework.nodes[above]]
            nodes[:, above] = aggregate(x, w, groups, methods, o.missing)
        subjective[level], objective[level], weights[level] = a, b, w

    score = scale(nodes[:, 0], o.scale)
    ranks = rank(score, o.ties, o.decimals)
    ranked = score if o.decimals is None else round_half_away(score, o.decimals)
    stages = stage(ranks if o.stage == "rank" else ranked, o.breaks, o.stages, o.stage, lang)
    return Result(
        units, framework, o, tuple(findings), data, turned, normalised,
        subjective, objective, weights, effective(weights, framework), nodes, score, ranks, tuple(stages),
    )  # fmt: skip


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
    weight: Floats | None = None,
    parent_weight: Floats | None = None,
) -> Floats:
    """Score a bare data block, shape (n, m), of one or two levels.

    Parameters
    ----------
    weight, parent_weight
        Given weights of the indicators and, with two levels, of their parents in order of appearance;
        the coefficient of variation where None.
    """
    codes = [n.name("en") for n in framework.nodes]
    leaves = [codes[i] for i in framework.leaves]
    with naming(leaves, "data"):
        data = np.where(np.isnan(x), 0.0, x) if options.missing == "zero" else x
        _, scores = prepare(data, framework, options)
    for depth in range(framework.levels, 0, -1):
        groups = framework.groups(depth)
        given = weight if depth == framework.levels else parent_weight
        with naming(codes[framework.level(depth)]):
            if given is None:
                w = np.asarray(resolve("objective", options.objective).function(scores, groups))
            else:
                w = within(given, groups, "weight" if depth == framework.levels else "parent_weight")
            scores = aggregate(scores, w, groups, [options.aggregate], options.missing)
    return scale(scores[:, 0], options.scale)


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
    return [
        *named,
        *units.findings,
        *check_values(units.values, framework.negative, options.missing, codes, units.names),
    ]


def prepare(data: Floats, framework: Framework, o: Options) -> tuple[Floats, Floats]:
    """Transform, turn and normalise the indicators; those with goalposts are normalised between them."""
    inds = framework.indicators
    low, high = (np.array(v, dtype=float) for v in ([n.low for n in inds], [n.high for n in inds]))
    cap = np.array([n.cap for n in inds], dtype=bool)
    how = tuple(n.transform for n in inds)
    return normalised_block(data, framework.negative, low, high, how, cap, o.normalise, o.positive, o.k)


def normalised_block(
    data: Floats,
    negative: np.ndarray,
    low: Floats,
    high: Floats,
    how: tuple[str, ...],
    cap: np.ndarray,
    method: str | None,
    turn: str | None,
    k: float,
    a: Floats | float | None = None,
    b: Floats | float | None = None,
) -> tuple[Floats, Floats]:
    """Return the turned and the normalised data, both shape (n, m).

    A column with both goalposts keeps its values and is normalised between the goalposts in its own
    direction (the goalposts go through the same transform); every other column is turned if negative
    and normalised by ``method`` with its parameters ``a`` and ``b``, one value or shape (m,).
    """
    # Whole numbers in an integer array would be cut to whole results.
    data = np.asarray(data, dtype=float)
    columns.refuse_missing_column(data)
    data = transform(data, how)
    half = np.isnan(low) != np.isnan(high)
    if half.any():
        raise MfgError("one_goalpost", col=int(np.argmax(half)))
    posted = ~np.isnan(low)
    if not posted.any():
        turned = positive(data, negative, turn, k)
        return turned, normalise(turned, method, a, b)
    turned = positive(data, negative & ~posted, turn, k)
    out = np.empty_like(data)
    rest, mine = np.flatnonzero(~posted), np.flatnonzero(posted)
    ends = transform(np.vstack([low, high]).astype(float)[:, mine], tuple(how[j] for j in mine))
    for cols, do in (
        (rest, lambda x: normalise(x, method, *(_of(v, rest) for v in (a, b)))),
        (mine, lambda x: goalposts(x, ends[0], ends[1], negative[mine], cap[mine])),
    ):
        if cols.size:
            try:
                out[:, cols] = do(turned[:, cols])
            except MfgError as error:
                if error.col is not None:
                    error.col = int(cols[error.col])
                raise
    return turned, out


def _of(option: Floats | float | None, cols: np.ndarray) -> Floats | float | None:
    """Return the options of some columns where there is one for each."""
    return option if option is None or np.ndim(option) == 0 else np.asarray(option)[cols]


def subjective_of(f: Framework, level: slice, delphi: Delphi | None, o: Options, span: Groups) -> Floats:
    given = f.weights()[level]
    source = o.subjective
    if source == "auto":
        source = "delphi" if delphi is not None else "equal" if np.isnan(f.weights()[1:]).all() else "given"
    try:
        if source == "delphi":
            if delphi is None:
                raise MfgError("no_delphi", "delphi")
            return within(delphi.means(f.code[level]), span, "delphi")
        if source == "equal":
            return within(np.ones(given.size), span)
        return given_weights(given, span)
    except MfgError:
        if o.combine == "objective":
            return np.full(given.size, np.nan)
        raise


def objective_of(x: Floats, o: Options, span: Groups) -> Floats:
    try:
        return np.asarray(resolve("objective", o.objective, "objective").function(x, span))
    except MfgError:
        if o.combine == "subjective":
            return np.full(x.shape[1], np.nan)
        raise


def effective(weights: Floats, framework: Framework) -> Floats:
    """Return the product of the weights from each node up to the top, shape (nodes,)."""
    out = weights.copy()
    for i, p in enumerate(framework.parent):
        if p >= 0:
            out[i] = weights[i] * out[p]
    return out
