"""Worksheet functions that score or class units from the whole matrix."""

from __future__ import annotations

from typing import Any

import numpy as np

from udfs.engine.classes import classify
from udfs.engine.errors import MfgError
from udfs.engine.mcdm import evaluate
from udfs.engine.messages import word
from udfs.engine.rank import rank
from udfs.engine.rsr import graded

from . import cells, ranges, scalars, spills
from .arguments import Cells, Rows, optional_vector, units, upright, yes
from .cells import is_given
from .guard import worksheet_function


@worksheet_function
def MFG_MCDM(
    data: Cells = None,
    direction: Cells = None,
    weight: Cells = None,
    method: Cells = None,
    norm: Cells = None,
    detail: Cells = None,
    caller: Any = None,
) -> Rows:
    """Scores of a whole-matrix method, larger is better; with detail its columns as a table."""
    m = ranges.matrix(data)
    count = m.values.shape[1]
    parts = evaluate(
        m.values,
        ranges.directions(direction, count),
        optional_vector(weight, "weight", count),
        scalars.choice(method, "mcdm", "method").name,
        scalars.choice(norm, "normalise", "norm").name if is_given(norm) else None,
    )
    head = word("h_score", caller.language)
    if not yes(detail, "detail"):
        return spills.like(m, parts["score"].reshape(-1, 1), [head])
    heads = [word("h_city", caller.language), *list(parts)[:-1], head, word("h_rank", caller.language)]
    return spills.table(heads, units(m, None), *parts.values(), rank(parts["score"]))


@worksheet_function
def MFG_RSR(
    data: Cells = None,
    direction: Cells = None,
    weight: Cells = None,
    city: Cells = None,
    grades: Cells = None,
    interval: Cells = None,
    caller: Any = None,
) -> Rows:
    """Rank-sum ratio with its probit regression and grades, one row a unit."""
    m = ranges.matrix(data)
    count = m.values.shape[1]
    names = units(m, city)
    g = graded(
        m.values,
        ranges.directions(direction, count),
        optional_vector(weight, "weight", count),
        scalars.whole(grades, "grades", 2, 5) or 3,
        yes(interval, "interval"),
    )
    heads = [word(f"h_{h}", caller.language) for h in ("city", "rsr", "rank", "down", "probit", "fitted", "grade")]  # fmt: skip
    return spills.table(heads, names, g.rsr, rank(g.rsr), g.down, g.probit, g.fitted, g.grade)


@worksheet_function
def MFG_CLASS(
    scores: Cells = None,
    method: Cells = None,
    count: Cells = None,
    names: Cells = None,
    caller: Any = None,
) -> Rows:
    """Classes of scores, 1 or the first name for the highest; same shape as the scores."""
    m, turned = upright(scores)
    how = scalars.choice(method, "classes", "method").name
    labels = ranges.names(names, "names") if names is not None and not names.is_blank else []
    many = scalars.whole(count, "count", 2, 20) or len(labels) or 4
    if labels and len(labels) != many:
        raise MfgError("bad_length", "names", found=len(labels), expected=many)
    found = np.column_stack([classify(s, how, many) for s in m.values.T])
    if not labels:
        return turned(spills.like(m, found))
    named = [[cells.NA if c != c else labels[int(c) - 1] for c in r] for r in found.tolist()]
    return turned(spills.beside(m, named))
