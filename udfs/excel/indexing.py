"""Worksheet functions of index weighting and stage-specific weights (METHOD B): read, engine, write.

The method in cells, with the classes, the experts' scores, a table of stage factors under the stages' names
and each city's stage::

    weights      =MFG_ABC(experts, class, parent)                         one weight an indicator
    per city     =MFG_STAGE_WEIGHT(factors, weights, parent, stage)       cities x indicators
    indices      =MFG_INDEX(data, direction, "best")                      cities x indicators
    dimensions   =MFG_DIMENSION(indices, per city, parent)                cities x dimensions
    score        =MFG_SCORE(dimensions, , dimension weights, , , , "none")
    boundaries   =MFG_RESCORE(indices, factors, weights, parent, dimension weights, stage, city)

``=MFG_SCORE(data, direction, per city, parent, dimension weights, , "index_best")`` is all of it in one cell, and
``=MFG_SCORE()`` with the classes and factors in the framework table the same from the workbook's model.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from udfs.engine import index
from udfs.engine.abc_classes import stage_weights
from udfs.engine.columns import Floats
from udfs.engine.errors import MfgError
from udfs.engine.indexing import index_numbers, of_year
from udfs.engine.messages import word
from udfs.engine.options import Options
from udfs.engine.panel import Panel
from udfs.engine.stage_sets import Rescored, rescore

from . import cells, model, ranges, scalars, spills, stages
from .arguments import Cells, Rows, groups, need, optional_vector, tree_of, units
from .guard import worksheet_function
from .join import key, keys
from .panels import panel_rows
from .ranges import Matrix


@worksheet_function
def MFG_INDEX(
    data: Cells = None,
    direction: Cells = None,
    ref: Cells = None,
    city: Cells = None,
    year: Cells = None,
    base_year: Cells = None,
    points: Cells = None,
    caller: Any = None,
) -> Rows:
    """Index numbers of the data, same shape: 100 at the reference, 100 ref/x where negative (METHOD B).

    ``=MFG_INDEX(Data[[a]:[z]],Framework!$F$7:$F$30,"best")`` for cities of one year;
    ``=MFG_INDEX(Panel[[a]:[z]],,,Panel[city],Panel[year],2020)`` against each city's own 2020.
    """
    m = ranges.matrix(data)
    negative = ranges.directions(direction, m.values.shape[1])
    own = scalars.scalar(base_year, "base_year")
    given = _reference(ref, m)
    if own is not None:
        if given is not None and not isinstance(given, str):
            raise MfgError("ref_and_year", "ref")
        unit, time, _ = panel_rows(m, city, year)
        given = of_year(m.values, negative, Panel.of(unit, time), own, given)
    return spills.like(m, index_numbers(m.values, negative, given, scalars.scalar(points, "points")))


def _reference(ref: Cells, m: Matrix) -> str | Floats | float | None:
    """Read a reference: a name, a value, one for each indicator, or a block like the data, joined by city."""
    if ref is None or ref.is_blank:
        return None
    count = m.values.shape[1]
    if ref.shape == (1, 1):
        if cells.is_label(ref.values[0][0]):
            return scalars.choice(ref, "reference", "ref").name
        return scalars.scalar(ref, "ref")
    if 1 in ref.shape and not (count == 1 and ref.shape[0] > 1):
        return ranges.vector(ref, "ref", count)
    b = ranges.matrix(ref, "ref")
    values = b.values
    if m.names is not None and b.names is not None:
        at = keys(b.names, "ref")
        place = np.array([at.get(key(n), -1) if n else -1 for n in m.names])
        values = np.where((place >= 0)[:, None], values[place], np.nan)
    return values


@worksheet_function
def MFG_RESCORE(
    data: Cells = None,
    factor: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    parent_weight: Cells = None,
    group: Cells = None,
    city: Cells = None,
    by: Cells = None,
    method: Cells = None,
    count: Cells = None,
    caller: Any = None,
) -> Rows:
    """Boundary cities under their own and the neighbouring stage's weights, with a header row (METHOD B).

    ``=MFG_RESCORE()`` of the workbook's model; ``=MFG_RESCORE(Normalised!$C$9:$Z$58,Factors[[A]:[C]],Weights!$G$7:$G$30,,,Data[stage],Data[city])``
    of ranges: normalised data, the table of MFG_STAGE_WEIGHT with its header of stage names, the common weights.
    """
    lang = caller.language
    sides = scalars.whole(count, "count", 1, 1000) or 3
    if data is None or data.is_blank:
        r = model.read(caller).compute(lang)
        if r.sets is None:
            raise MfgError("no_stage_sets", "model")
        names, labels = r.sets.names, list(r.units.names)
        return _table(rescore(r.sets.score, r.sets.stage, None, sides), names, labels, lang)
    m = ranges.matrix(data)
    n, width = m.values.shape
    number, parents = groups(parent, width)
    t = ranges.matrix(need(factor, "factor"), "factor")
    if t.values.shape[0] != width:
        raise MfgError("bad_length", "factor", found=t.values.shape[0], expected=width)
    given = [cells.text(c) for c in t.header[t.left :]] if t.header else None
    names = tuple(given or [str(g + 1) for g in range(t.values.shape[1])])
    stage = stages.read(need(group, "group"), names, n)
    try:
        sets = stage_weights(t.values, optional_vector(weight, "weight", width), number)
    except MfgError as error:
        if error.arg == "factor" and error.row is not None:
            cells.at(error, t.block, t.top, t.left)
        raise
    above = optional_vector(parent_weight, "parent_weight", len(parents))
    above = np.ones(len(parents)) if above is None else above
    tree = tree_of(number, parents, np.zeros(width, dtype=bool))
    column = [int(i.code) for i in tree.indicators]
    o = Options(normalise="none", aggregate=scalars.choice(method, "aggregate", "method").name)
    try:
        under = [index.compute_scores(m.values[:, column], tree, o, w[column], above) for w in sets.T]
    except MfgError as error:
        if error.arg == "data" and error.where is not None and error.where.isdigit():
            error.where = m.place(-1 if error.row is None else error.row, int(error.where), lang)
        raise
    line = optional_vector(by, "by", n)
    return _table(rescore(np.column_stack(under), stage, line, sides), names, units(m, city), lang)


def _table(r: Rescored, names: tuple[str, ...], cities: list[str], lang: str) -> Rows:
    heads = (
        "city",
        "own_stage",
        "other_stage",
        "score_own",
        "score_other",
        "rank_own",
        "rank_other",
        "rank_shift",
    )
    return spills.table(
        [word(f"h_{h}", lang) for h in heads],
        [cities[i] for i in r.unit], [names[g] for g in r.own], [names[g] for g in r.other],
        r.before, r.after, r.rank_before, r.rank_after, r.rank_before - r.rank_after,
    )  # fmt: skip
