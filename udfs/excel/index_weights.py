"""Worksheet functions that weigh: Delphi rounds, weights, their combination."""

from __future__ import annotations

from typing import Any

import numpy as np

from udfs.engine import registry
from udfs.engine.combine import combine
from udfs.engine.delphi import statistics
from udfs.engine.errors import MfgError, naming
from udfs.engine.messages import word
from udfs.engine.node_weights import classed_weights
from udfs.engine.positive import positive as turn
from udfs.engine.registry import resolve
from udfs.engine.weights import given, within

from . import cells, ranges, scalars, spills, tables, vectors
from .arguments import Cells, coefficient, groups, need, spanned
from .cells import is_given
from .guard import Rows, worksheet_function


@worksheet_function
def MFG_DELPHI(
    delphi: Cells = None, parent: Cells = None, round: Cells = None, full: Cells = None, caller: Any = None
) -> Rows:
    """Statistics of one Delphi round as a table, one row an item (METHOD A 5)."""
    d = tables.delphi(need(delphi, "delphi"))
    number, _ = groups(parent, len(d.code))
    s = statistics(d.of_round(tables.round_of(round)), scalars.scalar(full, "full"))
    with naming(d.code, "delphi"):
        weight = within(s.mean, number, "delphi")
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
        d = tables.delphi(need(data, "data"))
        codes = tuple(ranges.names(code, "code")) if is_given(code) and code else d.code
        number, _ = groups(parent, len(codes))
        with naming(codes, "data"):
            means, span = d.means(codes), spanned(number, scope)
            if name == "delphi":
                return spills.along(within(means, span, "delphi"), column)
            classes = ranges.grades(need(grade, "grade"), len(codes))
            shares = tables.numbers(factor, "factor") if is_given(factor) and factor else None
            how = scalars.choice(form, "abc", "abc").name
            return spills.along(classed_weights(means, classes, span, how, shares), column)
    if name == "given":
        if weight is None:
            raise MfgError("argument_missing", "weight")
        w = ranges.vector(weight, "weight")
        number, _ = groups(parent, w.size)
        return spills.along(given(w, spanned(number, scope)), column)
    if name == "equal":
        # The vectors say how many there are; the block, which may be the expert table, is not read.
        count = _count(parent, code, weight)
        if count is not None:
            number, _ = groups(parent, count)
            return spills.along(within(np.ones(count), spanned(number, scope)), column)
    m = ranges.matrix(data)
    number, _ = groups(parent, m.values.shape[1])
    x = turn(
        m.values,
        ranges.directions(direction, number.size),
        scalars.choice(positive, "positive", "positive").name,
        coefficient(k),
    )
    chosen = resolve("objective", name).function
    return spills.along(np.asarray(chosen(x, spanned(number, scope))), column)


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
    lead = need(lead, "subjective" if name != "objective" else "objective")
    a = ranges.vector(lead, "subjective" if lead is subjective else "objective")
    b = a if name == "subjective" else ranges.vector(need(objective, "objective"), "objective", a.size)
    if name == "objective":
        a = np.ones(b.size)
    number, _ = groups(parent, a.size)
    share = scalars.scalar(alpha, "alpha", 0.5)
    w = combine(a, b, name, 0.5 if share is None else share, spanned(number, scope))
    return spills.along(w, lead.shape[1] == 1, ranges.heading(lead, w.size))
