"""Worksheet functions on scores: ranks, rankings, stages, summaries, agreement of rankings."""

from __future__ import annotations

from typing import Any

import numpy as np

from udfs.engine import stage
from udfs.engine.columns import Floats
from udfs.engine.compare import compare
from udfs.engine.errors import MfgError
from udfs.engine.messages import word
from udfs.engine.rank import rank, rank_within, round_half_away
from udfs.engine.summary import summarise

from . import cells, model, ranges, scalars, spills, tables
from .arguments import Cells, need, upright
from .cells import Block, is_given
from .guard import Rows, worksheet_function
from .join import join


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
    m, turned = upright(scores)
    if is_given(group):
        inside = ranges.names(need(group, "group"), "group", m.values.shape[0])
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
    m, _ = upright(scores)
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
    m, turned = upright(scores)
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
    s = ranges.vector(need(scores, "scores"), "scores")
    named = ranges.names(need(group, "group"), "group", s.size)
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
    x, y = ranges.vector(need(a, "a"), "a"), ranges.vector(need(b, "b"), "b")
    if is_given(city_a) or is_given(city_b):
        left = ranges.names(need(city_a, "city_a"), "city_a", x.size)
        y = join(left, ranges.names(need(city_b, "city_b"), "city_b", y.size), y)
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
