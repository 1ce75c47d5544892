"""The MFG_* worksheet functions: read, engine, write. Texts and arguments stand in the catalogue."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from udfs import __version__
from udfs.engine import index, registry, stage
from udfs.engine.aggregate import aggregate
from udfs.engine.columns import Floats
from udfs.engine.combine import combine
from udfs.engine.compare import compare
from udfs.engine.delphi import statistics
from udfs.engine.errors import MfgError, naming
from udfs.engine.framework import ROOT
from udfs.engine.index import Options
from udfs.engine.indicators import Rules, on_scale
from udfs.engine.messages import word
from udfs.engine.moderate import moderate as turn_moderate
from udfs.engine.node_weights import classed_weights
from udfs.engine.positive import positive as turn
from udfs.engine.rank import rank, rank_within, round_half_away
from udfs.engine.registry import resolve
from udfs.engine.summary import summarise
from udfs.engine.weights import given, one_group, within, within_rows

from . import cells, findings, guard, model, ranges, scalars, spills, tables, vectors
from .arguments import groups as _groups
from .arguments import need as _need
from .arguments import tree_of
from .arguments import upright as _upright
from .arguments import weights as read_weights
from .bridge import bind
from .cells import Block, is_given
from .guard import Rows, call, worksheet_function
from .join import join, same_city

__all__ = ["call"]

Cells = Block | None


def _scope(groups: np.ndarray[Any, Any], scope: Cells) -> np.ndarray[Any, Any]:
    return groups if scalars.choice(scope, "scope", "scope").name == "local" else one_group(groups.size)


def _k(k: Cells) -> float:
    value = scalars.scalar(k, "k", 0.1)
    return 0.1 if value is None else value


@worksheet_function
def MFG_CHECK(
    data: Cells = None,
    direction: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    city: Cells = None,
    framework: Cells = None,
    delphi: Cells = None,
    options: Cells = None,
    caller: Any = None,
) -> Rows:
    """Every finding about data, tree, weights, names and experts as a table: level, place, finding."""
    given = {"direction": direction, "weight": weight, "parent": parent, "city": city}
    if not any(is_given(b) for b in (data, framework, delphi, *given.values())):
        data, framework, delphi, options = (
            caller.named(n) for n in (model.DATA, model.FRAMEWORK, model.DELPHI, model.OPTIONS)
        )
        if data is None or framework is None:
            raise MfgError("no_model", "model", name=model.DATA if data is None else model.FRAMEWORK)
    if is_given(framework):
        found = findings.of_model(data, framework, delphi, options, caller.language)
    else:
        found = findings.of_block(data, delphi, **given)
    return findings.table(found, caller.language)


@worksheet_function
def MFG_POSITIVE(
    data: Cells = None, direction: Cells = None, method: Cells = None, k: Cells = None, caller: Any = None
) -> Rows:
    """Data with negative indicators turned, same shape (METHOD A 2)."""
    m = ranges.matrix(data)
    negative = ranges.directions(direction, m.values.shape[1])
    return spills.like(m, turn(m.values, negative, scalars.choice(method, "positive", "method").name, _k(k)))


@worksheet_function
def MFG_MODERATE(
    data: Cells = None, low: Cells = None, high: Cells = None, method: Cells = None, caller: Any = None
) -> Rows:
    """Data with moderate indicators turned, same shape: interval, target, one-sided goalposts."""
    m = ranges.matrix(data)
    count = m.values.shape[1]
    bottom, top = _vector_or(low, "low", count), _vector_or(high, "high", count)
    return spills.like(
        m, turn_moderate(m.values, bottom, top, scalars.choice(method, "moderate", "method").name)
    )


@worksheet_function
def MFG_NORM(
    data: Cells = None,
    direction: Cells = None,
    low: Cells = None,
    high: Cells = None,
    transform: Cells = None,
    cap: Cells = None,
    method: Cells = None,
    positive: Cells = None,
    k: Cells = None,
    missing: Cells = None,
    a: Cells = None,
    b: Cells = None,
    own: Cells = None,
    moderate: Cells = None,
    caller: Any = None,
) -> Rows:
    """Data turned and normalised, same shape (METHOD A 2 and 3)."""
    m = ranges.matrix(data)
    count = m.values.shape[1]
    x = m.values
    if scalars.choice(missing, "missing", "missing").name == "zero":
        x = np.where(np.isnan(x), 0.0, x)
    posts = [_vector_or(post, name, count) for post, name in ((low, "low"), (high, "high"))]
    ab = [_vector_or(v, f"norm_{n}", count) if is_given(v) else None for v, n in ((a, "a"), (b, "b"))]
    negative, inside = ranges.directions_and_moderate(direction, count)
    rules = Rules(
        negative, inside, posts[0], posts[1], ranges.flags(cap, "cap", count),
        _names_or(transform, "transform", count), _names_or(own, "own", count),
    )  # fmt: skip
    _, r = on_scale(
        x, rules, scalars.choice(method, "normalise", "method").name,
        scalars.choice(positive, "positive", "positive").name, _k(k), ab[0], ab[1],
        scalars.choice(moderate, "moderate", "moderate").name,
    )  # fmt: skip
    return spills.like(m, r)


def _names_or(block: Cells, arg: str, count: int) -> tuple[str, ...]:
    """Read a name for each of ``count`` columns; one stands for all, "" where left out."""
    if block is None or block.is_blank:
        return ("",) * count
    each = ranges.names(block, arg, None if block.shape == (1, 1) else count)
    return tuple(each * count if len(each) < count else each)


def _vector_or(block: Cells, arg: str, count: int, default: float = float("nan")) -> Floats:
    if block is None or block.is_blank:
        return np.full(count, default)
    if block.shape == (1, 1) and count > 1:
        return np.full(count, scalars.scalar(block, arg, default))
    return ranges.vector(block, arg, count)


@worksheet_function
def MFG_DELPHI(
    delphi: Cells = None, parent: Cells = None, round: Cells = None, full: Cells = None, caller: Any = None
) -> Rows:
    """Statistics of one Delphi round as a table, one row an item (METHOD A 5)."""
    d = tables.delphi(_need(delphi, "delphi"))
    groups, _ = _groups(parent, len(d.code))
    s = statistics(d.of_round(tables.round_of(round)), scalars.scalar(full, "full"))
    with naming(d.code, "delphi"):
        weight = within(s.mean, groups, "delphi")
    heads = [
        word(f"h_{h}", caller.language)
        for h in ("code", "n", "avg", "median", "q1", "q3", "sd", "cv", "full", "weight")
    ]
    return spills.table(heads, d.code, s.n, s.mean, s.median, s.q1, s.q3, s.sd, s.cv, s.full, weight)


@worksheet_function
def MFG_WEIGHT(
    data: Cells = None,
    direction: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    code: Cells = None,
    method: Cells = None,
    scope: Cells = None,
    positive: Cells = None,
    k: Cells = None,
    grade: Cells = None,
    form: Cells = None,
    factor: Cells = None,
    caller: Any = None,
) -> Rows:
    """Weights that sum to 1 inside each parent, a column if the vectors passed are columns (METHOD A 4 and 5)."""
    name = _weight_method(method)
    column = ranges.is_column(parent, code, weight, direction)
    if name in ("delphi", "abc"):
        d = tables.delphi(_need(data, "data"))
        codes = tuple(ranges.names(code, "code")) if is_given(code) and code else d.code
        groups, _ = _groups(parent, len(codes))
        with naming(codes, "data"):
            means, span = d.means(codes), _scope(groups, scope)
            if name == "delphi":
                return spills.along(within(means, span, "delphi"), column)
            classes = ranges.grades(_need(grade, "grade"), len(codes))
            shares = tables.numbers(factor, "factor") if is_given(factor) and factor else None
            how = scalars.choice(form, "abc", "abc").name
            return spills.along(classed_weights(means, classes, span, how, shares), column)
    if name == "given":
        if weight is None:
            raise MfgError("argument_missing", "weight")
        w = ranges.vector(weight, "weight")
        groups, _ = _groups(parent, w.size)
        return spills.along(given(w, _scope(groups, scope)), column)
    if name == "equal":
        # The vectors say how many there are; the block, which may be the expert table, is not read.
        count = _count(parent, code, weight)
        if count is not None:
            groups, _ = _groups(parent, count)
            return spills.along(within(np.ones(count), _scope(groups, scope)), column)
    m = ranges.matrix(data)
    groups, _ = _groups(parent, m.values.shape[1])
    x = turn(
        m.values,
        ranges.directions(direction, groups.size),
        scalars.choice(positive, "positive", "positive").name,
        _k(k),
    )
    chosen = resolve("objective", name).function
    return spills.along(np.asarray(chosen(x, _scope(groups, scope))), column)


def _count(parent: Cells, code: Cells, weight: Cells) -> int | None:
    """Return how many indicators the first vector given describes, without its header."""
    for b, arg in ((parent, "parent"), (code, "code")):
        if b is not None and not b.is_blank:
            return len(ranges.names(b, arg))
    return None if weight is None or weight.is_blank else ranges.vector(weight, "weight").size


def _weight_method(method: Cells) -> str:
    """Return an objective method, given or delphi: objective and subjective names in one list."""
    cell = scalars.one(method, "method")
    try:
        return resolve("objective", None if cells.is_missing(cell) else cells.text(cell), "method").name
    except MfgError as error:
        try:
            return resolve("subjective", cells.text(cell), "method").name
        except MfgError:
            error.params["known"] = ", ".join([*registry.names("objective"), "given", "delphi"])
            raise error from None


@worksheet_function
def MFG_COMBINE(
    subjective: Cells = None,
    objective: Cells = None,
    parent: Cells = None,
    method: Cells = None,
    alpha: Cells = None,
    scope: Cells = None,
    caller: Any = None,
) -> Rows:
    """Combined weights, same shape as the subjective ones (METHOD A 6); of blocks of vectors a column or a row."""
    if vectors.several(subjective, parent):
        return vectors.combined(subjective, objective, parent, method, alpha, scope)
    name = scalars.choice(method, "combine", "method").name
    # The result is laid out as the subjective weights, also where only the objective ones are used.
    lead = subjective if is_given(subjective) or name != "objective" else objective
    lead = _need(lead, "subjective" if name != "objective" else "objective")
    a = ranges.vector(lead, "subjective" if lead is subjective else "objective")
    b = a if name == "subjective" else ranges.vector(_need(objective, "objective"), "objective", a.size)
    if name == "objective":
        a = np.ones(b.size)
    groups, _ = _groups(parent, a.size)
    share = scalars.scalar(alpha, "alpha", 0.5)
    w = combine(a, b, name, 0.5 if share is None else share, _scope(groups, scope))
    return spills.along(w, lead.shape[1] == 1, ranges.heading(lead, w.size))


@worksheet_function
def MFG_DIMENSION(
    data: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    node: Cells = None,
    method: Cells = None,
    missing: Cells = None,
    scope: Cells = None,
    caller: Any = None,
) -> Rows:
    """Scores of the level above, units x dimensions (METHOD A 1)."""
    m = ranges.matrix(data)
    groups, labels = _groups(parent, m.values.shape[1])
    span = _scope(groups, scope)
    given_ = read_weights(weight, "weight", groups.size, m.values.shape[0])
    if given_ is None or isinstance(given_, str):
        w = np.asarray(resolve("objective", given_, "weight").function(m.values, span))
    else:
        w = within_rows(given_, span) if given_.ndim == 2 else within(given_, span)
    wanted = ranges.names(node, "node") if is_given(node) and node is not None else labels
    for i, n in enumerate(wanted):
        if n not in labels:
            raise MfgError("node_unknown", "node", found=n)
        if n in wanted[:i]:
            raise MfgError("duplicate_name", "node", found=n)
    turn_ = np.array([wanted.index(p) if p in wanted else -1 for p in labels])[groups]
    used = np.flatnonzero(turn_ >= 0)
    methods = (
        [h or None for h in ranges.names(method, "method")]
        if is_given(method) and method is not None
        else [None]
    )
    rule = scalars.choice(missing, "missing", "missing").name
    x = m.values if rule != "zero" else np.where(np.isnan(m.values), 0.0, m.values)
    out = aggregate(x[:, used] if used.size < turn_.size else x, w[..., used], turn_[used], methods, rule)
    return spills.like(m, out, wanted)


@worksheet_function
def MFG_SCORE(
    data: Cells = None,
    direction: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    parent_weight: Cells = None,
    method: Cells = None,
    norm: Cells = None,
    score_scale: Cells = None,
    positive: Cells = None,
    k: Cells = None,
    missing: Cells = None,
    caller: Any = None,
) -> Rows:
    """Composite scores of a block, of the workbook's model (no argument), or of one city (its name)."""
    if data is None or data.is_blank or (data.shape == (1, 1) and cells.is_label(data.values[0][0])):
        result = model.read(caller).compute(caller.language)
        if data is None or data.is_blank:
            return spills.along(result.score, True)
        return [
            [spills.out(result.score[same_city(cells.text(data.values[0][0]), result.units.names)])[0][0]]
        ]
    m = ranges.matrix(data)
    groups, labels = _groups(parent, m.values.shape[1])
    options = Options(
        positive=scalars.choice(positive, "positive", "positive").name,
        k=_k(k),
        normalise=scalars.choice(norm, "normalise", "norm").name,
        missing=scalars.choice(missing, "missing", "missing").name,
        combine="multiplicative",
        aggregate=scalars.choice(method, "aggregate", "method").name,
        scale=scalars.choice(score_scale, "scale", "score_scale").name,
    )
    tree = tree_of(groups, labels, ranges.directions(direction, groups.size))
    n = m.values.shape[0]
    own = read_weights(weight, "weight", groups.size, n)
    above = read_weights(parent_weight, "parent_weight", len(labels), n)
    # The tree lists siblings side by side, wherever their columns stand.
    column = [int(i.code) for i in tree.indicators]
    if isinstance(own, np.ndarray):
        own = own[..., column]
    try:
        score = index.compute_scores(m.values[:, column], tree, options, own, above)
    except MfgError as error:
        raise _named(error, m, labels, caller.language) from None
    return spills.like(m, score.reshape(-1, 1), [word("h_score", caller.language)])


def _named(error: MfgError, m: ranges.Matrix, labels: list[str], lang: str) -> MfgError:
    """Turn the codes of :func:`tree_of` in an error into places; only here the addresses are asked for."""
    where = error.where
    if where is None or where == ROOT:
        return error
    number = int(where.removeprefix("p"))
    if error.arg in ("weight", "parent_weight"):
        error.where, error.col = None, number
    elif where.startswith("p"):
        error.where = labels[number]
    else:
        error.where = m.place(-1 if error.row is None else error.row, number, lang)
        if error.key == "constant":
            # The engine saw the normalised value; people look for their own.
            error.params["found"] = float(np.nanmax(m.values[:, number]))
    return error


@worksheet_function
def MFG_RANK(
    scores: Cells = None,
    ties: Cells = None,
    decimals: Cells = None,
    order: Cells = None,
    group: Cells = None,
    caller: Any = None,
) -> Rows:
    """Ranks, over all units or inside groups, same shape as the scores; each column of a block by itself."""
    how = (
        _ties(ties),
        scalars.whole(decimals, "decimals", -15, 15),
        scalars.choice(order, "order", "order").name,
    )
    m, turned = _upright(scores)
    if is_given(group):
        inside = ranges.names(_need(group, "group"), "group", m.values.shape[0])
        ranks = [rank_within(c, inside, *how) for c in m.values.T]
    else:
        ranks = [rank(c, *how) for c in m.values.T]
    return turned(spills.like(m, np.column_stack(ranks)))


def _ties(ties: Cells) -> str:
    return scalars.choice(ties, "ties", "ties").name


@worksheet_function
def MFG_RANKING(
    scores: Cells = None,
    city: Cells = None,
    group: Cells = None,
    ties: Cells = None,
    decimals: Cells = None,
    breaks: Cells = None,
    stages: Cells = None,
    method: Cells = None,
    top: Cells = None,
    caller: Any = None,
) -> Rows:
    """The sorted ranking with a header row: rank, city, groups, scores, stage."""
    lang = caller.language
    limit = scalars.whole(top, "top", 1, 10**7)
    if scores is None or scores.is_blank:
        r = model.read(caller).compute(lang)
        fields: list[Any] = [r.rank, r.units.names, *r.units.groups.values(), r.score, r.stage]
        heads = [
            word("h_rank", lang),
            r.units.label or word("h_city", lang),
            *r.units.groups,
            word("h_score", lang),
            word("h_stage", lang),
        ]
        return _sorted(heads, fields, r.order(), limit)
    m, _ = _upright(scores)
    n = m.values.shape[0]
    places = scalars.whole(decimals, "decimals", -15, 15)
    ranks = rank(m.values[:, 0], _ties(ties), places)
    cities = (
        ranges.names(city, "city", n)
        if is_given(city) and city
        else m.names or [str(i + 1) for i in range(n)]
    )
    group_heads, groups = _group_columns(group, n, lang)
    score_heads = (
        [cells.text(c) or word("h_score", lang) for c in m.header[m.left :]]
        if m.header
        else [word("h_score", lang)] * m.values.shape[1]
    )
    named = ranges.heading(city, n) if is_given(city) and city else []
    label = cells.text(named[0]) if named else word("h_city", lang)
    heads = [word("h_rank", lang), label, *group_heads, *score_heads]
    fields = [ranks, cities, *groups, *m.values.T]
    if is_given(breaks):
        by = scalars.choice(method, "stage", "method").name
        fields.append(
            _stages(ranks if by == "rank" else _rounded(m.values[:, 0], places), breaks, stages, by, lang)
        )
        heads.append(word("h_stage", lang))
    # A row with neither a name nor a score, as below a table, is no city.
    there = np.array([bool(c) for c in cities]) | ~np.isnan(m.values).all(axis=1)
    order = [i for i in np.lexsort((np.arange(n), ranks)).tolist() if there[i]]
    return _sorted(heads, fields, order, limit)


def _sorted(heads: list[str], fields: list[Any], order: list[int], limit: int | None) -> Rows:
    order = order[:limit]
    return spills.table(
        heads, *[[f[i] for i in order] for f in (f.tolist() if hasattr(f, "tolist") else f for f in fields)]
    )


def _group_columns(group: Cells, n: int, lang: str) -> tuple[list[str], list[list[str]]]:
    if group is None or group.is_blank:
        return [], []
    rows = list(group.values)
    if len(rows) == 1 and n > 1:
        rows = [[c] for c in rows[0]]
    heads = [word("h_group", lang)] * len(rows[0])
    if len(rows) == n + 1:
        heads, rows = [cells.text(c) for c in rows[0]], rows[1:]
    if len(rows) != n:
        raise MfgError("bad_length", "group", found=len(rows), expected=n)
    return heads, [
        ["" if cells.is_missing(r[j]) else cells.text(r[j]) for r in rows] for j in range(len(heads))
    ]


def _list(block: Block) -> Block:
    """Read a list written in one cell, ``3, 29, 58, 100``, as a row of cells."""
    if block.shape == (1, 1) and isinstance(cell := block.values[0][0], str):
        return Block([tables.parts(cell) or [cell]])
    return block


def _rounded(s: Floats, places: int | None) -> Floats:
    return s if places is None else round_half_away(s, places)


def _stages(values: Floats, breaks: Cells, stages: Cells, method: str, lang: str) -> list[str | None]:
    cut: Any = stage.CCID_BREAKS
    if breaks is not None and not breaks.is_blank:
        cut = ranges.vector(_list(breaks), "breaks").tolist()
    names = None
    if stages is not None and not stages.is_blank:
        names = [n for n in ranges.names(_list(stages), "stages") if n]
    return stage.stage(values, cut, names, method, lang)


@worksheet_function
def MFG_STAGE(
    scores: Cells = None,
    breaks: Cells = None,
    stages: Cells = None,
    method: Cells = None,
    ties: Cells = None,
    decimals: Cells = None,
    caller: Any = None,
) -> Rows:
    """Stage names, same shape as the scores (METHOD A 8)."""
    by = scalars.choice(method, "stage", "method").name
    m, turned = _upright(scores)
    places = scalars.whole(decimals, "decimals", -15, 15)
    columns = []
    for s in m.values.T:
        values = rank(s, _ties(ties), places) if by == "rank" else _rounded(s, places)
        columns.append(
            [cells.NA if n is None else n for n in _stages(values, breaks, stages, by, caller.language)]
        )
    return turned(spills.beside(m, [list(r) for r in zip(*columns, strict=True)]))


@worksheet_function
def MFG_SUMMARY(
    scores: Cells = None,
    group: Cells = None,
    ties: Cells = None,
    decimals: Cells = None,
    sort: Cells = None,
    caller: Any = None,
) -> Rows:
    """Count, mean, highest, lowest and best rank of each group, with a header row."""
    s = ranges.vector(_need(scores, "scores"), "scores")
    named = ranges.names(_need(group, "group"), "group", s.size)
    # A row with neither a group nor a score, as below a table, is no city.
    there = np.array([bool(g) for g in named]) | ~np.isnan(s)
    s, named = s[there], [g for g, t in zip(named, there, strict=True) if t]
    labels = [g or word("blank_group", caller.language) for g in named]
    how = scalars.choice(sort, "sort", "sort").name
    g = summarise(s, rank(s, _ties(ties), scalars.whole(decimals, "decimals", -15, 15)), labels, how)
    heads = [word(f"h_{h}", caller.language) for h in ("group", "count", "mean", "max", "min", "best")]
    return spills.table(heads, g.name, g.count, g.mean, g.high, g.low, g.best)


@worksheet_function
def MFG_COMPARE(
    a: Cells = None,
    b: Cells = None,
    city_a: Cells = None,
    city_b: Cells = None,
    order_a: Cells = None,
    order_b: Cells = None,
    caller: Any = None,
) -> Rows:
    """Agreement of two rankings, joined by city where names are given, with a header row."""
    x, y = ranges.vector(_need(a, "a"), "a"), ranges.vector(_need(b, "b"), "b")
    if is_given(city_a) or is_given(city_b):
        left = ranges.names(_need(city_a, "city_a"), "city_a", x.size)
        y = join(left, ranges.names(_need(city_b, "city_b"), "city_b", y.size), y)
    elif x.size != y.size:
        raise MfgError("bad_length", "b", found=y.size, expected=x.size)
    up = [
        not is_given(o) or scalars.choice(o, "order", n).name == "ascending"
        for o, n in ((order_a, "order_a"), (order_b, "order_b"))
    ]
    r = compare(x, y, *up)
    lang = caller.language
    names = [
        word(f"m_{k}", lang) for k in ("common", "spearman", "kendall", "shift", "same", "weighted", "ws")
    ]
    return spills.table(
        [word("h_measure", lang), word("h_value", lang)],
        names,
        [float(r.common), r.spearman, r.kendall, r.shift, float(r.same), r.weighted, r.ws],
    )


@worksheet_function
def MFG_VERSION(detail: Cells = None, caller: Any = None) -> Rows:
    """The version of MFG Index, with 1 also of Python and its packages."""
    text = f"MFG Index {__version__}"
    if scalars.whole(detail, "detail", 0, 1) != 1:
        return [[text]]
    import platform
    from importlib.metadata import PackageNotFoundError, version

    parts = [text, f"Python {platform.python_version()}"]
    for package in ("xlwings", "numpy", "pandas", "openpyxl", "XlsxWriter"):
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            parts.append(f"{package} -")
    return [[" · ".join(parts)]]


#: Modules whose functions stand behind these, in order; loaded when one of them is first asked for.
FAMILIES = (
    "balance",
    "decisions",
    "evaluate",
    "gazetteer",
    "indexing",
    "judgement",
    "over_time",
    "prepare",
    "relate",
    "views",
    "uncertainty",
    "weighing",
)


def load_families() -> None:
    """Put the functions of the families beside those of this module."""
    for family in FAMILIES:
        import_module(f"{__package__}.{family}")
    new = {n: f for n, f in guard.FUNCTIONS.items() if n not in globals()}
    globals().update(bind(new), FUNCTIONS=guard.FUNCTIONS)


def __getattr__(name: str) -> Any:
    """Load the families for a function that is not one of the index itself, or for all: ``FUNCTIONS``.

    A workbook that only computes an index starts in about half the time without them.
    """
    if name == "FUNCTIONS" or name.startswith("MFG_"):
        load_families()
        if name in globals():
            return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Name the functions of the families too."""
    load_families()
    return list(globals())


# Whoever has loaded a family before gets it here too.
globals().update(bind(dict(guard.FUNCTIONS)))
