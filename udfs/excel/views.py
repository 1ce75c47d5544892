"""Worksheet functions that lay results out for reading: labels, profiles, group means, snapshots."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from udfs.engine import columns
from udfs.engine.columns import Floats
from udfs.engine.contribution import contributions
from udfs.engine.errors import MfgError
from udfs.engine.groups import group_means
from udfs.engine.messages import word
from udfs.engine.rank import rank
from udfs.engine.registry import fold

from . import cells, ranges, scalars, spills, tables
from .arguments import Cells, Rows, indicators, need, optional_vector, units, yes
from .cells import NA, Block, is_blank, is_given
from .guard import worksheet_function
from .join import places, same_city
from .since import last_snapshot

#: What MFG_NODES can say of a node besides the columns of the table, and the words for it.
NAME, DIMENSION = ("name", "名称", "称谓"), ("dimension", "维度", "parent name", "上级名称")


@worksheet_function
def MFG_NODES(framework: Cells = None, code: Cells = None, what: Cells = None, caller: Any = None) -> Rows:
    """What the framework table says of each node code: name, dimension, unit, direction ..., in the codes' shape."""
    table, block = need(framework, "framework"), need(code, "code")
    tree = tables.framework(table)
    say = _teller(tree, table, cells.text(scalars.one(what, "what")) or NAME[0], caller.language)
    at = {fold(n.code): i for i, n in enumerate(tree.nodes)}
    found: Rows = []
    for r, line in enumerate(block.values):
        found.append([])
        for c, cell in enumerate(line):
            if cells.is_error(cell) or cell == NA:
                raise cells.at(MfgError("option_error", "code", r, c, found=str(cell)[:12]), block)
            i = at.get(fold(cells.text(cell)))
            if i is None and not is_blank(cell):
                nearest = tree.nodes[_nearest(cells.text(cell), at)].code
                raise cells.at(
                    MfgError("no_node", "code", r, c, found=cells.text(cell), nearest=nearest), block
                )
            found[-1].append("" if i is None else say(i))
    return found


def _nearest(name: str, at: dict[str, int]) -> int:
    """Return the place of the folded name that is most like ``name``."""
    return at[difflib.get_close_matches(fold(name), list(at), n=1, cutoff=0.0)[0]]


def _teller(tree: Any, table: Any, what: str, lang: str) -> Callable[[int], Any]:
    """Return the function that says of node i what is asked for."""
    wanted = fold(what)
    if wanted in map(fold, NAME):
        return lambda i: tree.nodes[i].name(lang)
    if wanted in map(fold, DIMENSION):
        return lambda i: "" if tree.parent[i] < 0 else tree.nodes[tree.parent[i]].name(lang)
    raw = tables.framework_column(table, what)
    if raw is None:
        known = ", ".join(("name", "dimension", *tables.FRAMEWORK_HEADERS))
        raise MfgError("bad_what", "what", found=what, known=known)
    return lambda i: raw.get(fold(tree.nodes[i].code), "")


@worksheet_function
def MFG_LEVEL(
    framework: Cells = None,
    level: Cells = None,
    inner: Cells = None,
    across: Cells = None,
    caller: Any = None,
) -> Rows:
    """Codes of the nodes at one depth below the top (1: dimensions), or of the indicators; a column or a row."""
    tree = tables.framework(need(framework, "framework"))
    above = yes(inner, "inner")
    # The deepest nodes have no children: asking for those that have is a mistake in the depth.
    depth = scalars.whole(need(level, "level") if above else level, "level", 0, tree.levels - above)
    if depth is None:
        codes = [n.code for n in tree.indicators]
    else:
        codes = list(tree.code[tree.inner(depth) if above else tree.level(depth)])
    return spills.along(codes, not yes(across, "across"))


@worksheet_function
def MFG_EFFECTIVE(
    weight: Cells = None,
    parent: Cells = None,
    node: Cells = None,
    node_weight: Cells = None,
    caller: Any = None,
) -> Rows:
    """Effective weights down the tree: each weight times the effective weight of its parent."""
    block = need(weight, "weight")
    w = ranges.vector(block, "weight")
    down, head = ranges.is_column(block), ranges.heading(block, w.size)
    if not is_given(node):
        return spills.along(w, down, head)
    above = need(parent, "parent")
    parents = ranges.names(above, "parent", w.size)
    names = ranges.names(need(node, "node"), "node")
    effective = ranges.vector(need(node_weight, "node_weight"), "node_weight", len(names))
    at: dict[str, int] = {}
    for i, name in enumerate(names):
        if name and at.setdefault(fold(name), i) != i:
            raise MfgError("duplicate_name", "node", found=name)
    if not at:
        raise MfgError("argument_missing", "node")
    for j, name in enumerate(parents):
        if not name:
            raise cells.at_position(MfgError("parent_blank", "parent"), above, j, w.size)
        if fold(name) not in at:
            error = MfgError("no_parent", "parent", found=name, nearest=names[_nearest(name, at)])
            raise cells.at_position(error, above, j, w.size)
    return spills.along(w * effective[[at[fold(p)] for p in parents]], down, head)


@worksheet_function
def MFG_MEANS(
    data: Cells = None,
    group: Cells = None,
    code: Cells = None,
    order: Cells = None,
    relative: Cells = None,
    caller: Any = None,
) -> Rows:
    """Mean of each column by group with a header row, and over all units in the last row.

    Groups stand in the ``order`` given, others after them as they appear; a name of it that no unit has
    is left out. Relative to a mean over all units that is not positive there is no value.
    """
    m = ranges.matrix(data)
    n = m.values.shape[0]
    named = ranges.names(need(group, "group"), "group", n)
    lang = caller.language
    # A row with neither a group nor a value, as below a table, is no unit.
    there = [i for i, g in enumerate(named) if g or not np.isnan(m.values[i]).all()]
    labels = [named[i] or word("blank_group", lang) for i in there]
    found = group_means(m.values[there], labels)
    turn = list(range(len(found.name)))
    if is_given(order):
        place = {g: i for i, g in enumerate(found.name)}
        turn = [place[w] for w in _in_turn(order, found.name) if w in place]
    heads = [word("h_group", lang), word("h_count", lang), *indicators(m, code, lang)]
    mean, overall = found.mean, found.overall
    if yes(relative, "relative"):
        with np.errstate(invalid="ignore", divide="ignore"):
            part = np.where(overall > 0, overall, np.nan)
            mean, overall = 100 * mean / part, 100 * overall / part
    return spills.table(
        heads,
        [*(found.name[i] for i in turn), word("overall_mean", lang)],
        [*found.count[turn].tolist(), float(len(there))],
        *np.vstack([mean[turn], overall]).T,
    )


def _in_turn(order: Cells, names: Iterable[str]) -> list[str]:
    """Return the names of an order, each once, then the other ``names``."""
    wanted = ranges.names(order, "order") if order is not None and is_given(order) else []
    return list(dict.fromkeys(n for n in (*wanted, *names) if n))


@worksheet_function
def MFG_PROFILE(
    data: Cells = None,
    unit: Cells = None,
    peer: Cells = None,
    city: Cells = None,
    code: Cells = None,
    direction: Cells = None,
    weight: Cells = None,
    relative: Cells = None,
    caller: Any = None,
) -> Rows:
    """One unit beside a peer and the mean, a row a column of the data, with a header row.

    The fourth number is the best value there is: the highest, the lowest of a negative column. Relative
    values are 100 at the best, ``100 x / best`` or, in a negative column, ``100 best / x``.
    """
    m = ranges.matrix(data)
    count = m.values.shape[1]
    names = units(m, city)
    lang = caller.language
    i = _unit(need(unit, "unit"), "unit", names)
    j = _unit(peer, "peer", names) if peer is not None and is_given(peer) else None
    negative = ranges.directions(direction, count)
    w = optional_vector(weight, "weight", count)
    if w is not None and np.isnan(w).any():
        raise MfgError("blank_weight", "weight", col=int(np.argmax(np.isnan(w))))
    place = np.array([rank(c)[i] for c in np.where(negative, -m.values, m.values).T])
    low, high = columns.ends(m.values)
    top: Floats = np.asarray(np.where(negative, low, high), dtype=float)
    mean = np.where(columns.present(m.values) > 0, columns.mean(m.values), np.nan)

    def shown(values: Floats) -> Floats:
        if not relative_:
            return values
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            part = 100 * np.where(negative, top / values, values / top)
        # Without a positive best value, or of a cost that is not positive, there is no such share.
        return np.where((top > 0) & (~negative | (values > 0)), part, np.nan)

    relative_ = yes(relative, "relative")
    best = "h_best_value" if negative.any() else "h_top_value"
    heads = [word("h_indicator", lang), names[i], word("h_overall", lang), word(best, lang), word("h_rank", lang)]  # fmt: skip
    fields: list[Any] = [indicators(m, code, lang), shown(m.values[i]), shown(mean), shown(top), place]
    if j is not None:
        heads.insert(2, names[j])
        fields.insert(2, shown(m.values[j]))
    if w is not None:
        heads.append(word("h_contribution", lang))
        fields.append(contributions(m.values[[i]], w)[0])
    return spills.table(heads, *fields)


def _unit(block: Block, arg: str, names: list[str]) -> int:
    """Return the place of the one city that an option names; what is wrong with the name is said of the option."""
    cell = scalars.one(block, arg)
    if cells.is_missing(cell):
        raise MfgError("argument_missing", arg)
    try:
        return same_city(cells.text(cell), names)
    except MfgError as error:
        if error.key in ("no_city", "city_which"):
            error.arg = arg
        raise


@worksheet_function
def MFG_SPLIT(data: Cells = None, group: Cells = None, order: Cells = None, caller: Any = None) -> Rows:
    """One column a group with a header row: the values of its units, #N/A elsewhere; for charts by group."""
    x = ranges.vector(need(data, "data"), "data")
    named = ranges.names(need(group, "group"), "group", x.size)
    heads = _in_turn(order, named)
    if not any(named):
        raise MfgError("argument_missing", "group")
    member = np.array(named, dtype=object)[:, None] == np.array(heads, dtype=object)
    return [heads, *spills.out(np.where(member, x[:, None], np.nan))]


@worksheet_function
def MFG_JOIN(city: Cells = None, other: Cells = None, values: Cells = None, caller: Any = None) -> Rows:
    """Values of another list in the order of these cities, a row a city, #N/A where a city is not there.

    Where the cities have a header, so has the result: that of the values, or a blank.
    """
    mine = need(city, "city")
    names = ranges.names(mine, "city")
    m = ranges.matrix(need(values, "values"), "values")
    others = ranges.names(need(other, "other"), "other", m.values.shape[0])
    place = places(names, others, "city", "other")
    rows = spills.out(np.where(place[:, None] >= 0, m.values[place], np.nan))
    if max(mine.shape) == len(names):
        return rows
    head = [""] * m.values.shape[1] if m.header is None else m.header[m.left :]
    return [list(head), *rows]


@worksheet_function
def MFG_SORT(data: Cells = None, by: Cells = None, order: Cells = None, caller: Any = None) -> Rows:
    """Rows of a block sorted by a vector, the smallest first (ranks); equal ones keep their order, missing last."""
    block = need(data, "data")
    v = ranges.vector(need(by, "by"), "by", block.shape[0])
    up = scalars.choice(order, "order", "order").name if is_given(order) else "ascending"
    turn = np.lexsort((np.arange(v.size), v if up == "ascending" else -v))
    return [["" if c is None else c for c in block.values[i]] for i in turn.tolist()]


@worksheet_function
def MFG_SINCE(snapshots: Cells = None, city: Cells = None, ranks: Cells = None, caller: Any = None) -> Rows:
    """Rank in the last snapshot and the change since, a row a city, with a header row.

    A rise is positive. Cities that the snapshot does not have are new; without any snapshot all is blank.
    """
    lang = caller.language
    r = ranges.vector(need(ranks, "ranks"), "ranks")
    names = ranges.names(need(city, "city"), "city", r.size)
    before, then = last_snapshot(need(snapshots, "snapshots"))
    place = places(names, before, "city", "snapshots").tolist() if before else [-1] * len(names)
    rows: Rows = [[word("h_last_rank", lang), word("h_rank_change", lang)]]
    for name, p, now in zip(names, place, r.tolist(), strict=True):
        if not before or math.isnan(now) or not name:
            rows.append(["", ""])
        elif p < 0:
            rows.append(["", word("move_new", lang)])
        else:
            rows.append([then[p], then[p] - now])
    return rows
