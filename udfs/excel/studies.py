"""Arguments of the functions on uncertainty: the index in question, what varies, tables of draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from udfs.engine.columns import Floats
from udfs.engine.errors import MfgError
from udfs.engine.framework import ROOT, Framework, Node
from udfs.engine.index import Options
from udfs.engine.registry import fold
from udfs.engine.uncertainty import explicit
from udfs.engine.uncertainty.choices import alternatives, factor, parse
from udfs.engine.uncertainty.factors import Factor, kind_of
from udfs.engine.uncertainty.problem import Problem, Staged
from udfs.engine.uncertainty.study import Study
from udfs.engine.units import UnitTable

from . import cells, model, ranges, scalars, tables
from .arguments import Cells, groups, indicators, need, optional_vector, units
from .cells import Block, is_given

#: Replications of one call at most: more take the command line.
MOST = 200_000

#: First cells of a header row above a table of choices.
_HEADS = frozenset(map(fold, ("选择", "可变的选择", "因素", "名称", "方法", "choice", "choices", "factor", "name", "option")))  # fmt: skip


def problem(
    data: Cells,
    direction: Cells,
    weight: Cells,
    parent: Cells,
    parent_weight: Cells,
    city: Cells,
    framework: Cells,
    delphi: Cells,
    options: Cells,
    caller: Any,
    stage: Cells = None,
    stage_factor: Cells = None,
) -> Problem:
    """Read the index: the workbook's model without data, tables with a framework, else bare ranges.

    Bare ranges are computed as by ``MFG_SCORE``: coefficients of variation where no weights are given.
    """
    if not is_given(data):
        for name, block in (
            ("direction", direction), ("weight", weight), ("parent", parent), ("parent_weight", parent_weight),
            ("city", city), ("framework", framework), ("delphi", delphi), ("options", options),
        ):  # fmt: skip
            if is_given(block):
                raise MfgError("data_missing_for", "data", found=name)
        m = model.read(caller)
        p = Problem.of(m.units, m.framework, m.delphi, m.options, m.preparation)
    elif is_given(framework):
        tree = tables.framework(framework)
        experts = tables.delphi(delphi) if is_given(delphi) else None
        p = Problem.of(
            tables.units(data, tree), tree, experts, tables.options(options), tables.preparation(options)
        )
    else:
        if is_given(delphi):
            raise MfgError("argument_missing", "framework")
        p = _bare(data, direction, weight, parent, parent_weight, city, options, caller.language)
    if is_given(stage) or is_given(stage_factor):
        p = _staged(p, need(stage, "stage"), need(stage_factor, "stage_factor"))
    return p


def _bare(
    data: Cells, direction: Cells, weight: Cells, parent: Cells, parent_weight: Cells, city: Cells, options: Cells, lang: str
) -> Problem:  # fmt: skip
    m = ranges.matrix(data)
    count = m.values.shape[1]
    negative = ranges.directions(direction, count)
    number, labels = groups(parent, count)
    w = optional_vector(weight, "weight", count)
    above = optional_vector(parent_weight, "parent_weight", len(labels))
    names = indicators(m, None, lang)
    codes = names if len(set(names)) == count and "" not in names else [str(j + 1) for j in range(count)]
    given = np.full(count, np.nan) if w is None else w
    if labels == [""]:
        nodes = [
            Node(c, en=n, zh=n, negative=bool(d), weight=float(v))
            for c, n, d, v in zip(codes, names, negative, given, strict=True)
        ]
        order = list(range(count))
    else:
        taken = set(codes)
        parents = [p if p not in taken else f"{p} " for p in labels]
        tops = np.full(len(labels), np.nan) if above is None else above
        nodes = [Node(ROOT)]
        nodes += [Node(p, ROOT, weight=float(v)) for p, v in zip(parents, tops, strict=True)]
        nodes += [
            Node(codes[j], parents[number[j]], negative=bool(negative[j]), weight=float(given[j]))
            for j in range(count)
        ]
        order = []
    tree = Framework.of(nodes)
    place = {c: j for j, c in enumerate(codes)}
    order = [place[n.code] for n in tree.indicators]
    o = tables.options(options)
    combine: dict[int, str] = {}
    if not is_given(options):
        deepest = tree.levels
        combine = {deepest: "objective" if w is None else "subjective"}
        if deepest > 1:
            combine[1] = "objective" if above is None else "subjective"
        o = Options(subjective="given")
    table = UnitTable(tuple(units(m, city)), m.values[:, order])
    return Problem.of(table, tree, None, o, tables.preparation(options), combine=combine)


def _staged(p: Problem, stage: Block, factors: Block) -> Problem:
    """Add the units' stages and the factors of each indicator in each stage (a column a stage, headed with it)."""
    from dataclasses import replace

    names = ranges.names(stage, "stage", len(p.names))
    t = ranges.matrix(factors, "stage_factor")
    count = p.shape[1]
    if t.values.shape[0] != count:
        raise MfgError("bad_length", "stage_factor", found=t.values.shape[0], expected=count)
    heads = [cells.text(c) for c in t.header[t.left :]] if t.header is not None else sorted(set(names))
    if len(heads) != t.values.shape[1]:
        raise MfgError("bad_length", "stage_factor", found=t.values.shape[1], expected=len(heads))
    for key, bad in (("stage_factor_blank", np.isnan(t.values)), ("stage_factor_negative", t.values < 0)):
        if bad.any():
            row, col = (int(v) for v in np.argwhere(bad)[0])
            raise MfgError(key, "stage_factor", row=row, col=col, found=float(t.values[row, col]))
    unknown = next((n for n in names if n not in heads), None)
    if unknown is not None:
        raise MfgError("stage_unknown", "stage", found=unknown, known=", ".join(heads))
    at = np.array([heads.index(n) for n in names], dtype=np.int64)
    return replace(p, stages=Staged.of_indicators(p.framework, at, t.values))


def choices(block: Cells, p: Problem) -> tuple[Factor, ...]:
    """Read what varies: one text, or a table with a name and its alternatives in each row; else the default."""
    if block is None or block.is_blank:
        listed: list[tuple[str, list[Any]]] = [*parse(explicit.default_choices(p))]
    elif block.shape == (1, 1):
        listed = [*parse(cells.text(scalars.one(block, "choices")))]
    else:
        listed = _table(block)
    return tuple(factor(name, said, p.framework) for name, said in listed)


def _table(block: Block) -> list[tuple[str, list[Any]]]:
    listed: list[tuple[str, list[Any]]] = []
    for i, row in enumerate(block.values):
        head, *rest = [None if cells.is_blank(c) else c for c in row]
        if head is None:
            continue
        name = cells.text(head)
        try:
            if not i and fold(name) in _HEADS:
                continue
            if "=" in name and not any(c is not None for c in rest):
                listed += parse(name)
                continue
            kind_of(name)
            said: list[Any] = []
            for c in rest:
                if cells.is_error(c) or c == cells.NA:
                    raise MfgError("option_error", "choices", found=str(c)[:12])
                if c is not None:
                    said += alternatives(c) if isinstance(c, str) else [c]
            listed.append((name, said))
        except MfgError as error:
            error.row, error.col, error.source = i, 0, block
            raise
    return listed


def study(
    p: Problem, choice: Cells, n: Cells, seed: Cells, sampling: Cells, draws: Cells = None, sets: Cells = None,
    default: int = 2000, most: int = MOST,
) -> Study:  # fmt: skip
    """Read a simulation: drawn by seed, or given as tables."""
    number = scalars.whole(seed, "seed", 0, 2**53)
    count = scalars.whole(n, "n", 1, most) if is_given(n) else None
    how = scalars.choice(sampling, "sampling", "sampling").name
    table = _sets(sets, p.framework) if is_given(sets) else None
    start = 1 if number is None else number
    if not is_given(draws):
        if table is None:
            return Study(p, choices(choice, p), count or default, start, how)
        # Weight sets without draws are one more choice.
        more = Factor("weights", "levels", tuple(range(1, len(table) + 1)), how="sets")
        listed = choices(choice, p) if is_given(choice) else ()
        return Study(p, (*listed, more), count or default, start, how, sets=table)
    assert draws is not None
    header, rows = [cells.text(c) for c in draws.values[0]], [list(r) for r in draws.values[1:]]
    while rows and all(map(cells.is_blank, rows[-1])):
        rows.pop()
    body = [[None if cells.is_missing(c) and c != "none" else c for c in r] for r in rows]
    try:
        factors, codes = explicit.explicit(header, body, p.framework, table)
    except MfgError as error:
        if error.row is not None and error.arg == "draws":
            error.row, error.col, error.source = error.row + 1, error.col or 0, draws
        raise
    if count is not None and count < len(codes):
        codes = codes[:count]
    return Study(p, factors, len(codes), start, how, codes, table)


def _sets(block: Cells, tree: Framework) -> Floats:
    t = ranges.matrix(block, "weight_sets")
    if t.header is None:
        raise MfgError("sets_empty", "weight_sets")
    heads = [cells.text(c) for c in t.header[t.left :]]
    try:
        return explicit.weight_sets(heads, t.values, tree)
    except MfgError as error:
        if error.row is not None:
            error.source = t
        raise


def first(top: Cells) -> int | None:
    """Read how many units to list from the first; more than there are means all, so that a model may shrink."""
    return scalars.whole(top, "top", 1, MOST) if is_given(top) else None


def order(rank: Floats, top: int | None) -> Sequence[int]:
    """Return the units from first to last, the first ``top`` of them; as they stand where None."""
    if top is None:
        return range(rank.size)
    by_rank: list[int] = np.lexsort((np.arange(rank.size), rank)).tolist()
    return by_rank[:top]
