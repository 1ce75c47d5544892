"""Worksheet functions on what would change a ranking: weights, methods, values."""

from __future__ import annotations

from typing import Any

import numpy as np

from udfs.engine.errors import MfgError
from udfs.engine.messages import word
from udfs.engine.uncertainty.cache import kept
from udfs.engine.uncertainty.choices import factor, parse
from udfs.engine.uncertainty.explicit import default_choices
from udfs.engine.uncertainty.factors import label, named
from udfs.engine.uncertainty.problem import Problem
from udfs.engine.uncertainty.scenarios import Scenarios, scenarios
from udfs.engine.uncertainty.stability import Stability, stability
from udfs.engine.uncertainty.whatif import Goal, Rival, goal, rivals

from . import cells, scalars, spills, studies
from .arguments import Cells, Rows
from .cells import is_given
from .guard import worksheet_function
from .uncertainty import heads, unit_of


@worksheet_function
def MFG_STABILITY(
    data: Cells = None,
    about: Cells = None,
    unit: Cells = None,
    rival: Cells = None,
    direction: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    parent_weight: Cells = None,
    city: Cells = None,
    framework: Cells = None,
    delphi: Cells = None,
    options: Cells = None,
    caller: Any = None,
) -> Rows:
    """How far each weight may move before the leader, the first N, a pair or any rank changes, with a header row."""
    p = studies.problem(
        data, direction, weight, parent, parent_weight, city, framework, delphi, options, caller
    )
    pair = None
    if is_given(unit) or is_given(rival):
        pair = unit_of(unit, p.names, "unit"), unit_of(rival, p.names, "rival")
        if pair[0] == pair[1]:
            raise MfgError("same_unit", "rival", found=p.names[pair[0]])
    how = scalars.choice(about, "about", "about").name if is_given(about) or pair is None else "pair"
    s = kept(("stability", p.digest(), how, pair), lambda: stability(p, how, pair))
    return stability_rows(p, s, caller.language)


def stability_rows(p: Problem, s: Stability, lang: str) -> Rows:
    """Return a row a node: weight, interval, the interval as changes of the weight, and who swaps at its ends."""
    head = heads(lang, "code", "name", "weight", "lowest", "highest", "fall", "rise", "swap_low", "swap_high")
    with np.errstate(divide="ignore", invalid="ignore"):
        fall, rise = (np.where(s.weight > 0, (e - s.weight) / s.weight, np.nan) for e in (s.low, s.high))
    names = [[" > ".join(p.names[i] for i in pair) if pair[0] >= 0 else "" for pair in ends.tolist()] for ends in (s.low_pair, s.high_pair)]  # fmt: skip
    nodes = p.framework.nodes[1:]
    return spills.table(
        head, [n.code for n in nodes], [n.name(lang) for n in nodes], s.weight, s.low, s.high, fall, rise, *names
    )  # fmt: skip


@worksheet_function
def MFG_SCENARIOS(
    data: Cells = None,
    choices: Cells = None,
    direction: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    parent_weight: Cells = None,
    city: Cells = None,
    framework: Cells = None,
    delphi: Cells = None,
    options: Cells = None,
    table: Cells = None,
    top: Cells = None,
    caller: Any = None,
) -> Rows:
    """Ranks or scores under every combination of methods, and how the combinations agree, with a header row."""
    which = scalars.choice(table, "scenarios", "table").name
    p = studies.problem(
        data, direction, weight, parent, parent_weight, city, framework, delphi, options, caller
    )
    if is_given(choices):
        factors = studies.choices(choices, p)
    else:
        listed = parse(default_choices(p))
        factors = tuple(factor(a, b, p.framework) for a, b in listed if a != "weights")
    first = studies.first(top)
    s = kept(("scenarios", p.digest(), factors), lambda: scenarios(p, factors))
    return scenario_rows(p, s, which, first, caller.language)


def scenario_rows(p: Problem, s: Scenarios, which: str, top: int | None, lang: str) -> Rows:
    """Return one of the tables of scenarios."""
    chosen = [[named(x.name, c, lang) for x, c in zip(s.factors, line, strict=True)] for line in s.choices]
    names = [" · ".join(map(str, c)) for c in chosen]
    if which == "correlation":
        return spills.table(["", *names], names, *s.between.T)
    if which == "list":
        head = [*heads(lang, "scenario"), *(label(x.name, lang) for x in s.factors), *heads(lang, "agreement", "mean_move")]  # fmt: skip
        rows = spills.table(head, list(range(1, len(names) + 1)), *map(list, zip(*chosen, strict=True)), s.agreement, s.shift)  # fmt: skip
        if not any(s.errors):
            return rows
        notes = [*heads(lang, "note"), *("" if e is None else e.text(lang) for e in s.errors)]
        return [[*r, note] for r, note in zip(rows, notes, strict=True)]
    base, each = (s.rank, s.ranks) if which == "rank" else (s.score, s.scores)
    at = list(studies.order(s.rank, top))
    head = [*heads(lang, "city"), word("as_it_is", lang), *names]
    return spills.table(head, [p.names[i] for i in at], base[at], *(row[at] for row in each))


@worksheet_function
def MFG_WHATIF(
    data: Cells = None,
    unit: Cells = None,
    target: Cells = None,
    indicators: Cells = None,
    limit: Cells = None,
    direction: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    parent_weight: Cells = None,
    city: Cells = None,
    framework: Cells = None,
    delphi: Cells = None,
    options: Cells = None,
    top: Cells = None,
    caller: Any = None,
) -> Rows:
    """What lifts a unit to a rank at least change; without a rank, its nearest competitors. With a header row."""
    p = studies.problem(
        data, direction, weight, parent, parent_weight, city, framework, delphi, options, caller
    )
    who = unit_of(unit, p.names, "unit")
    lang = caller.language
    if not is_given(target):
        count = scalars.whole(top, "top", 1, 20) if is_given(top) else 3
        near = kept(("rivals", p.digest(), who, count), lambda: rivals(p, who, count or 3))
        return rival_rows(p, near, lang)
    rank = scalars.whole(target, "target", 1, len(p.names))
    share = scalars.scalar(limit, "limit")
    movable = movable_of(indicators, p)
    key = ("goal", p.digest(), who, rank, movable, share)
    found = kept(key, lambda: goal(p, who, rank or 1, movable, share))
    return goal_rows(p, found, lang)


def movable_of(block: Cells, p: Problem) -> tuple[int, ...] | None:
    """Read the codes or names of the indicators that may change; None for all."""
    if block is None or block.is_blank:
        return None
    from udfs.engine.uncertainty.choices import alternatives, node

    place = {n.code: j for j, n in enumerate(p.framework.indicators)}
    found = []
    for row in block.values:
        for cell in row:
            for text in [] if cells.is_missing(cell) else alternatives(cells.text(cell)):
                code = node(text, p.framework)
                if code not in place:
                    raise MfgError("unknown_node", "indicators", found=text, nearest=next(iter(place)))
                found.append(place[code])
    return tuple(dict.fromkeys(found))


def goal_rows(p: Problem, g: Goal, lang: str) -> Rows:
    """Return the ranks before and after, then a row for each indicator that changes, the greatest change first."""
    head = heads(lang, "indicator", "value_now", "value_needed", "change_by", "change_share", "of_range")
    with np.errstate(divide="ignore", invalid="ignore"):
        by = g.needed - g.now
        share = np.where(g.now != 0, by / np.abs(g.now), np.nan)
        span = np.fmax.reduce(p.values, axis=0) - np.fmin.reduce(p.values, axis=0)
        of_range = np.abs(by) / np.where(span > 0, span, np.nan)
    moved = np.flatnonzero(np.nan_to_num(of_range) > 1e-9)
    order = moved[np.argsort(-of_range[moved], kind="stable")]
    nodes = p.framework.indicators
    how = word("exact_goal" if g.linear else "found_goal", lang)
    rows = spills.table(
        head, [nodes[j].name(lang) for j in order], *(v[order] for v in (g.now, g.needed, by, share, of_range))
    )  # fmt: skip
    summary = [
        [word("h_rank", lang), g.rank[0], g.rank[1], g.rank[1] - g.rank[0], "", ""],
        [word("h_score", lang), g.score[0], g.score[1], g.score[1] - g.score[0], "", ""],
    ]
    return [head, *summary, *rows[1:], [how, "", "", "", "", g.cost]]


def rival_rows(p: Problem, near: list[Rival], lang: str) -> Rows:
    """Return a row a competitor."""
    head = heads(lang, "city", "rank", "score", "gap", "gain_in", "gain", "loss_in", "loss")
    nodes = p.framework.indicators

    def name(j: int) -> str:
        return "" if j < 0 else nodes[j].name(lang)

    return [
        head,
        *(
            [p.names[r.unit], r.rank, r.score, r.gap, name(r.gain_in), r.gain, name(r.loss_in), r.loss]
            for r in near
        ),
    ]
