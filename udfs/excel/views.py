"""Worksheet functions that lay results out for reading: labels, profiles, group means, snapshots."""

from __future__ import annotations

import datetime as dt
import difflib
import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from udfs.engine.columns import Floats
from udfs.engine.errors import MfgError
from udfs.engine.groups import group_means
from udfs.engine.messages import word
from udfs.engine.rank import rank
from udfs.engine.registry import fold

from . import cells, ranges, scalars, spills, tables
from .arguments import Cells, Rows, indicators, need, optional_vector, units, yes
from .cells import is_blank, is_given
from .guard import worksheet_function
from .join import join, key, same_city

#: What MFG_NODES can say of a node besides the columns of the table, and the words for it.
NAME, DIMENSION = ("name", "名称", "称谓"), ("dimension", "维度", "parent name", "上级名称")


@worksheet_function
def MFG_NODES(framework: Cells = None, code: Cells = None, what: Cells = None, caller: Any = None) -> Rows:
    """What the framework table says of each node code: name, dimension, unit, direction ..., in the codes' shape."""
    table, block = need(framework, "framework"), need(code, "code")
    tree = tables.framework(table)
    say = _teller(tree, table, cells.text(block_value(what)) or NAME[0], caller.language)
    at = {fold(n.code): i for i, n in enumerate(tree.nodes)}
    found: Rows = []
    for r, line in enumerate(block.values):
        found.append([])
        for c, cell in enumerate(line):
            i = at.get(fold(cells.text(cell)))
            if i is None and not is_blank(cell):
                near = difflib.get_close_matches(fold(cells.text(cell)), list(at), n=1, cutoff=0.0)
                nearest = tree.nodes[at[near[0]]].code
                raise cells.at(
                    MfgError("no_node", "code", r, c, found=cells.text(cell), nearest=nearest), block
                )
            found[-1].append("" if i is None else say(i))
    return found


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
    depth = scalars.whole(level, "level", 0, tree.levels)
    if depth is None:
        codes = [n.code for n in tree.indicators]
    else:
        where = tree.inner(depth) if yes(inner, "inner") and depth < tree.levels else tree.level(depth)
        codes = list(tree.code[where])
    return spills.along(codes, not yes(across, "across"))


def block_value(block: Cells) -> Any:
    """Return the one cell of an option as it is, None if it is left out."""
    return block.values[0][0] if block is not None and is_given(block) else None


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
    if not is_given(node):
        return spills.along(w, ranges.is_column(block))
    parents = ranges.names(need(parent, "parent"), "parent", w.size)
    names = ranges.names(need(node, "node"), "node")
    above = ranges.vector(need(node_weight, "node_weight"), "node_weight", len(names))
    at = {fold(n): i for i, n in enumerate(names)}
    place = []
    for j, p in enumerate(parents):
        i = at.get(fold(p))
        if i is None:
            near = difflib.get_close_matches(fold(p), list(at), n=1, cutoff=0.0)
            error = MfgError("no_node", "parent", col=j, found=p, nearest=names[at[near[0]]] if near else "-")
            raise error
        place.append(i)
    return spills.along(w * above[place], ranges.is_column(block))


@worksheet_function
def MFG_MEANS(
    data: Cells = None,
    group: Cells = None,
    code: Cells = None,
    order: Cells = None,
    relative: Cells = None,
    caller: Any = None,
) -> Rows:
    """Mean of each column by group with a header row, and over all units in the last row."""
    m = ranges.matrix(data)
    n = m.values.shape[0]
    named = ranges.names(need(group, "group"), "group", n)
    lang = caller.language
    # A row with neither a group nor a value, as below a table, is no unit.
    there = [i for i, g in enumerate(named) if g or not np.isnan(m.values[i]).all()]
    labels = [named[i] or word("blank_group", lang) for i in there]
    found = group_means(m.values[there], labels)
    turn = list(range(len(found.name)))
    if order is not None and not order.is_blank:
        wanted = [w for w in ranges.names(order, "order") if w]
        place = {g: i for i, g in enumerate(found.name)}
        turn = [place[w] for w in wanted if w in place]
        turn += [i for i in range(len(found.name)) if i not in turn]
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
    """One unit beside a peer and the mean, a row a column of the data, with a header row."""
    m = ranges.matrix(data)
    count = m.values.shape[1]
    names = units(m, city)
    lang = caller.language
    i = same_city(cells.text(block_value(need(unit, "unit"))), names)
    j = None
    if is_given(peer):
        try:
            j = same_city(cells.text(block_value(peer)), names)
        except MfgError as error:
            error.arg = "peer" if error.key == "no_city" else error.arg
            raise
    negative = ranges.directions(direction, count)
    place = np.array([rank(c)[i] for c in np.where(negative, -m.values, m.values).T])
    with np.errstate(all="ignore"):
        there = ~np.isnan(m.values)
        mean = np.where(there.any(axis=0), np.nansum(m.values, axis=0) / np.maximum(there.sum(axis=0), 1), np.nan)  # fmt: skip
        ends = (np.fmin.reduce(m.values, axis=0), np.fmax.reduce(m.values, axis=0))
        top: Floats = np.asarray(np.where(negative, *ends), dtype=float)
    heads = [word("h_indicator", lang), names[i], word("h_overall", lang), word("h_top_value", lang), word("h_rank", lang)]  # fmt: skip
    unit_: Floats = np.ones(count)
    if yes(relative, "relative"):
        with np.errstate(invalid="ignore", divide="ignore"):
            unit_ = 100 / np.where(top > 0, top, np.nan)
    columns: list[Any] = [indicators(m, code, lang), m.values[i] * unit_, mean * unit_, top * unit_, place]
    if j is not None:
        heads.insert(2, names[j])
        columns.insert(2, m.values[j] * unit_)
    w = optional_vector(weight, "weight", count)
    if w is not None:
        heads.append(word("h_contribution", lang))
        columns.append(np.where(np.isnan(m.values[i]), 0.0, m.values[i]) * w)
    return spills.table(heads, *columns)


@worksheet_function
def MFG_SPLIT(data: Cells = None, group: Cells = None, order: Cells = None, caller: Any = None) -> Rows:
    """One column a group with a header row: the values of its units, #N/A elsewhere; for charts by group."""
    x = ranges.vector(need(data, "data"), "data")
    named = ranges.names(need(group, "group"), "group", x.size)
    heads = [g for g in dict.fromkeys(named) if g]
    if order is not None and not order.is_blank:
        wanted = [w for w in ranges.names(order, "order") if w]
        heads = [*wanted, *(g for g in heads if g not in wanted)]
    if not heads:
        raise MfgError("argument_missing", "group")
    member = np.array(named, dtype=object)[:, None] == np.array(heads, dtype=object)
    return [heads, *spills.out(np.where(member, x[:, None], np.nan))]


@worksheet_function
def MFG_JOIN(city: Cells = None, other: Cells = None, values: Cells = None, caller: Any = None) -> Rows:
    """Values of another list in the order of these cities, #N/A where a city is not there."""
    names = ranges.names(need(city, "city"), "city")
    m = ranges.matrix(need(values, "values"), "values")
    others = ranges.names(need(other, "other"), "other", m.values.shape[0])
    place = join(names, others, np.arange(len(others), dtype=float))
    there = ~np.isnan(place)
    out = np.full((len(names), m.values.shape[1]), np.nan)
    out[there] = m.values[place[there].astype(int)]
    return spills.out(out)


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
    """Rank in the last snapshot and the change since, a row a city, with a header row."""
    lang = caller.language
    r = ranges.vector(need(ranks, "rank"), "rank")
    names = ranges.names(need(city, "city"), "city", r.size)
    heads = [word("h_last_rank", lang), word("h_rank_change", lang)]
    before = _last_snapshot(need(snapshots, "snapshots"))
    rows: Rows = [heads]
    for name, now in zip(names, r.tolist(), strict=True):
        then = before.get(key(name))
        if not before or math.isnan(now) or not name:
            rows.append(["", ""])
        elif then is None:
            rows.append(["", word("move_new", lang)])
        else:
            rows.append([then, then - now])
    return rows


def _when(cell: Any) -> tuple[int, float, str]:
    """A date that sorts: a date cell, its serial number or an ISO text; other texts sort as texts, before dates."""
    if isinstance(cell, str):
        with suppress(ValueError):
            cell = dt.datetime.fromisoformat(cell.strip().replace("/", "-"))
    if isinstance(cell, dt.datetime):
        return 1, (cell.replace(tzinfo=None) - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1), ""
    if isinstance(cell, int | float):
        return 1, float(cell), ""
    return 0, 0.0, cells.text(cell)


#: Headings by which the columns of snapshots are known.
SNAPSHOT_HEADS = {
    "date": ("date", "日期", "时间", "time"),
    "city": ("city", "城市", "单位", "unit", "name"),
    "rank": ("rank", "名次", "排名"),
}


def snapshot_columns(header: Sequence[Any]) -> dict[str, int]:
    """Return the places of date, city and rank in the header of a table of snapshots.

    Raises
    ------
    MfgError
        ``snapshot_header`` where one of them is not there.
    """
    heads = [fold(cells.text(c)) for c in header]
    at: dict[str, int] = {}
    for what, words in SNAPSHOT_HEADS.items():
        found = next((j for j, h in enumerate(heads) if h in words), None)
        if found is None and what == "city":
            # The name column may have a name of its own: province, county, enterprise.
            others = {
                "score",
                "得分",
                "综合得分",
                *(w for k, v in SNAPSHOT_HEADS.items() if k != what for w in v),
            }
            found = next((j for j, h in enumerate(heads) if h and h not in others), None)
        if found is None:
            raise MfgError("snapshot_header", "snapshots", found=words[1])
        at[what] = found
    return at


def _last_snapshot(block: Any) -> dict[str, float]:
    """Ranks by city of the snapshot with the latest date (of equal dates the one that stands last)."""
    at = snapshot_columns(block.values[0])
    rows = [
        (_when(line[at["date"]]), cells.text(line[at["city"]]), line[at["rank"]])
        for line in block.values[1:]
        if not is_blank(line[at["city"]])
    ]
    if not rows:
        return {}
    latest = max(r[0] for r in rows)
    return {
        key(city): float(value)
        for date, city, value in rows
        if date == latest and isinstance(value, int | float) and not isinstance(value, bool)
    }
