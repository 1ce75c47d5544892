"""Worksheet functions on how indicators, scores and rankings relate."""

from __future__ import annotations

from typing import Any

import numpy as np

from udfs.engine.contribution import contributions, profile
from udfs.engine.correlation import correlate, redundant
from udfs.engine.errors import MfgError
from udfs.engine.framework import ROOT, Framework, Node
from udfs.engine.messages import say, word
from udfs.engine.moves import moves
from udfs.engine.pca import components
from udfs.engine.rank import rank
from udfs.engine.reliability import alpha
from udfs.engine.remove import remove

from . import cells, ranges, scalars, spills
from .arguments import Cells, Rows, groups, indicators, need, optional_vector, units, yes
from .cells import is_given
from .guard import worksheet_function
from .join import join, same_city


@worksheet_function
def MFG_CORR(
    data: Cells = None,
    other: Cells = None,
    method: Cells = None,
    pvalue: Cells = None,
    caller: Any = None,
) -> Rows:
    """Correlations of the columns of a block with each other, or with those of another; labelled where it has a header."""
    m = ranges.matrix(data)
    o = ranges.matrix(other, "other") if is_given(other) else m
    if o.values.shape[0] != m.values.shape[0]:
        raise MfgError("bad_length", "other", found=o.values.shape[0], expected=m.values.shape[0])
    how = scalars.choice(method, "correlation", "method").name
    found = correlate(m.values, None if o is m else o.values, how)
    rows = spills.out(found.p if yes(pvalue, "pvalue") else found.r)
    if m.header is None and o.header is None:
        return rows
    across, down = (indicators(x, None, caller.language) for x in (o, m))
    return [["", *across], *([n, *r] for n, r in zip(down, rows, strict=True))]


@worksheet_function
def MFG_ALPHA(data: Cells = None, direction: Cells = None, parent: Cells = None, caller: Any = None) -> Rows:
    """Cronbach's alpha of each dimension, with a header row."""
    m = ranges.matrix(data)
    x = np.where(ranges.directions(direction, m.values.shape[1]), -m.values, m.values)
    number, labels = groups(parent, x.shape[1])
    found = []
    for g in range(len(labels)):
        cols = np.flatnonzero(number == g)
        try:
            found.append(alpha(x[:, cols]))
        except MfgError as error:
            if error.col is not None:
                error.col = int(cols[error.col])
            raise
    heads = [
        word(f"h_{h}", caller.language) for h in ("dimension", "indicators", "units", "alpha", "alpha_std")
    ]
    return spills.table(
        heads,
        [n or word("all", caller.language) for n in labels],
        [float(a.items) for a in found],
        [float(a.units) for a in found],
        [a.raw for a in found],
        [a.standardised for a in found],
    )


@worksheet_function
def MFG_PCA(data: Cells = None, table: Cells = None, code: Cells = None, caller: Any = None) -> Rows:
    """Principal components: their variance, the loadings, or KMO and Bartlett's test, with a header row."""
    m = ranges.matrix(data)
    which = scalars.choice(table, "pca", "table").name
    lang = caller.language
    names = indicators(m, code, lang)
    c = components(m.values)
    numbers = [f"PC{i + 1}" for i in range(c.eigenvalue.size)]
    if which == "loadings":
        return spills.table([word("h_indicator", lang), *numbers], names, *c.loading.T)
    if which == "tests":
        labels = ["KMO", word("m_chi2", lang), word("m_df", lang), word("m_p", lang), word("m_units", lang), *(f"MSA {n}" for n in names)]  # fmt: skip
        values = [c.kmo, c.chi2, float(c.df), c.p, float(c.units), *c.sampling.tolist()]
        return spills.table([word("h_measure", lang), word("h_value", lang)], labels, values)
    heads = [word(f"h_{h}", lang) for h in ("component", "eigenvalue", "share", "cumulative")]
    return spills.table(heads, numbers, c.eigenvalue, c.share, np.cumsum(c.share))


@worksheet_function
def MFG_REDUNDANT(
    data: Cells = None,
    code: Cells = None,
    method: Cells = None,
    threshold: Cells = None,
    caller: Any = None,
) -> Rows:
    """Pairs of indicators so correlated that one may go, the strongest first, with a header row."""
    m = ranges.matrix(data)
    limit = scalars.scalar(threshold, "threshold", 0.9)
    limit = 0.9 if limit is None else limit
    if not 0 <= limit <= 1:
        raise MfgError("out_of_range", "threshold", found=limit, low=0, high=1)
    names = indicators(m, code, caller.language)
    pairs = redundant(m.values, limit, scalars.choice(method, "correlation", "method").name)
    heads = [word(f"h_{h}", caller.language) for h in ("first", "second", "correlation")]
    if not pairs:
        return [heads, [say("fine", caller.language), "", ""]]
    return spills.table(heads, [names[i] for i, _, _ in pairs], [names[j] for _, j, _ in pairs], [r for _, _, r in pairs])  # fmt: skip


@worksheet_function
def MFG_CONTRIBUTION(
    data: Cells = None, weight: Cells = None, share: Cells = None, caller: Any = None
) -> Rows:
    """What each indicator adds to each score, same shape as the data."""
    m = ranges.matrix(data)
    w = ranges.vector(need(weight, "weight"), "weight", m.values.shape[1])
    if np.isnan(w).any():
        raise MfgError("blank_weight", "weight", col=int(np.argmax(np.isnan(w))))
    return spills.like(m, contributions(m.values, w, yes(share, "share")))


@worksheet_function
def MFG_STRENGTHS(
    data: Cells = None,
    unit: Cells = None,
    direction: Cells = None,
    code: Cells = None,
    city: Cells = None,
    top: Cells = None,
    caller: Any = None,
) -> Rows:
    """The indicators in which one unit ranks best and worst, with a header row."""
    m = ranges.matrix(data)
    count = m.values.shape[1]
    lang = caller.language
    names = units(m, city)
    cell = scalars.one(unit, "unit")
    if cells.is_missing(cell):
        raise MfgError("argument_missing", "unit")
    i = same_city(cells.text(cell), names)
    p = profile(m.values, i, ranges.directions(direction, count), scalars.whole(top, "top", 1, count) or min(5, count))  # fmt: skip
    codes = indicators(m, code, lang)
    rows = [
        [word(kind, lang), codes[j], float(p.rank[j]), float(m.values[i, j])]
        for kind, cols in (("strength", p.strong), ("weakness", p.weak))
        for j in cols.tolist()
    ]
    return [[word(f"h_{h}", lang) for h in ("kind", "indicator", "rank", "value")], *rows]


@worksheet_function
def MFG_MOVES(
    a: Cells = None,
    b: Cells = None,
    city_a: Cells = None,
    city_b: Cells = None,
    order_a: Cells = None,
    order_b: Cells = None,
    caller: Any = None,
) -> Rows:
    """Who moved from ranking a to ranking b, who came in and who left, with a header row."""
    lang = caller.language
    found = []
    for block, city, order, arg in ((a, city_a, order_a, "a"), (b, city_b, order_b, "b")):
        s = ranges.vector(need(block, arg), arg)
        up = not is_given(order) or scalars.choice(order, "order", f"order_{arg}").name == "ascending"
        names = [str(i + 1) for i in range(s.size)]
        if is_given(city) and city is not None:
            names = ranges.names(city, f"city_{arg}", s.size)
        found.append((names, s if up else rank(s)))
    (left, x), (right, y) = found
    if is_given(city_a) != is_given(city_b):
        raise MfgError("argument_missing", "city_b" if is_given(city_a) else "city_a")
    if is_given(city_a):
        # The first ranking's spelling of every city both have: 西安市 and 西安 are one.
        try:
            place = join(right, left, np.arange(len(left), dtype=float))
        except MfgError as error:
            error.arg = "city_b" if error.arg == "city_a" else "city_a"
            raise
        right = [r if p != p else left[int(p)] for r, p in zip(right, place.tolist(), strict=True)]
    elif x.size != y.size:
        raise MfgError("bad_length", "b", found=y.size, expected=x.size)
    t = moves(left, x, right, y)
    heads = [word(f"h_{h}", lang) for h in ("city", "before", "after", "change", "kind")]
    return spills.table(heads, t.name, t.before, t.after, t.change, [word(f"move_{k}", lang) for k in t.kind])


@worksheet_function
def MFG_REMOVE(
    data: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    parent_weight: Cells = None,
    code: Cells = None,
    method: Cells = None,
    missing: Cells = None,
    dimensions: Cells = None,
    caller: Any = None,
) -> Rows:
    """How the ranking changes without each indicator, or each dimension, with a header row."""
    m = ranges.matrix(data)
    count = m.values.shape[1]
    number, labels = groups(parent, count)
    w = optional_vector(weight, "weight", count)
    above = optional_vector(parent_weight, "parent_weight", len(labels))
    rule = scalars.choice(missing, "missing", "missing").name
    x = np.where(np.isnan(m.values), 0.0, m.values) if rule == "zero" else m.values
    how = scalars.choice(method, "aggregate", "method").name
    tree = Framework.of(
        [
            Node(ROOT),
            *(Node(f"p{g}", ROOT) for g in range(len(labels))),
            *(Node(f"{j}", f"p{number[j]}") for j in range(count)),
        ]
    )
    for given, arg in ((w, "weight"), (above, "parent_weight")):
        if given is not None and (np.isnan(given).any() or (given < 0).any()):
            j = int(np.argmax(np.isnan(given) | (given < 0)))
            key = "blank_weight" if np.isnan(given[j]) else "negative_weight"
            raise MfgError(key, arg, col=j, found=float(given[j]))
    every = np.ones(len(tree.nodes))
    # The tree lists indicators by dimension; every code says which column it is.
    column = [int(tree.nodes[i].code) for i in tree.leaves]
    if w is not None:
        every[tree.leaves] = w[column]
    if above is not None:
        every[tree.level(1)] = above[[int(tree.nodes[i].code[1:]) for i in range(*tree.level(1).indices(len(tree.nodes)))]]  # fmt: skip
    wide = yes(dimensions, "dimensions")
    try:
        r = remove(x[:, column], tree, every, 1 if wide else None, [how] * len(tree.nodes), rule)
    except MfgError as error:
        error.where = None
        if error.col is not None and error.arg == "data":
            error.row = error.col = None
        raise
    if wide:
        names = [labels[int(tree.nodes[i].code[1:])] for i in r.nodes]
    else:
        codes = indicators(m, code, caller.language)
        names = [codes[int(tree.nodes[i].code)] for i in r.nodes]
    heads = [word(f"h_{h}", caller.language) for h in ("removed", "mean_move", "max_move", "moved")]
    return spills.table(heads, names, r.mean, r.greatest, r.moved)
