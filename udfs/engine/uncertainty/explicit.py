"""Draws given as tables, so that another tool's replications can be replayed exactly; and the default choices."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..columns import Floats
from ..errors import MfgError
from ..framework import Framework
from .choices import factor, node, number, scaled
from .factors import KINDS, Factor, kind_of, split
from .problem import Problem
from .study import Evaluator, base_study


def explicit(
    header: Sequence[str], rows: Sequence[Sequence[object]], framework: Framework, sets: Floats | None = None
) -> tuple[tuple[Factor, ...], Floats]:
    """Read a table of draws: a column a choice, a row a replication; return factors and design.

    A column ``weights`` holds numbers of the weight sets, 1 for the first. Columns of choices that are
    drawn (``noise``, ``experts``, ``weights`` without sets) hold the same text in every row and are drawn anew in each.

    Raises
    ------
    MfgError
        ``draws_empty``, ``draws_column``, ``draws_missing``, ``draws_set``, ``draws_no_sets``, ``choice_one`` and those of
        :func:`udfs.engine.uncertainty.choices.factor`.
    """
    if not rows or not header:
        raise MfgError("draws_empty", "draws")
    factors: list[Factor] = []
    columns: list[Floats] = []
    for j, head in enumerate(header):
        if not str(head or "").strip():
            raise MfgError("draws_column", "draws", found=j + 1)
        try:
            name = kind_of(str(head))
        except MfgError as error:
            error.arg = "draws"
            raise
        cells = [r[j] for r in rows]
        for i, c in enumerate(cells):
            if c is None or (isinstance(c, float) and c != c) or not str(c).strip():
                raise MfgError("draws_missing", "draws", row=i, factor=name)
        f, code = _column(name, cells, framework, sets)
        factors.append(f)
        columns.append(code)
    return tuple(factors), np.column_stack(columns)


def _column(
    name: str, cells: Sequence[object], framework: Framework, sets: Floats | None
) -> tuple[Factor, Floats]:
    base, _ = split(name)
    kind = KINDS[base][0]
    if base == "weights" and sets is not None:
        at = np.array([_whole(c, i, len(sets)) for i, c in enumerate(cells)], dtype=float) - 1.0
        return Factor(name, "levels", tuple(range(1, len(sets) + 1)), how="sets"), at
    if kind in ("weights", "noise", "experts"):
        if len({str(c) for c in cells}) > 1:
            if base == "weights" and all(_is_number(c) for c in cells):
                raise MfgError("draws_no_sets", "draws", found=name)
            raise MfgError("choice_one", "draws", factor=name)
        return factor(name, cells[:1], framework), np.arange(float(len(cells)))
    if kind == "number":
        values = np.array([number(c, name) for c in cells])
        return Factor(name, "range", low=float(values.min()), high=float(values.max())), values
    read = factor(name, cells, framework)
    if kind == "node":
        nothing = ("none", "无")
        levels = ["" if str(c).strip().lower() in nothing else node(str(c), framework) for c in cells]
    elif kind == "scaled":
        levels = [scaled(str(c)) for c in cells]  # type: ignore[misc]
    elif kind == "method":
        levels = [factor(name, [c], framework).levels[0] for c in cells]
    else:
        levels = [int(number(c, name)) for c in cells]  # type: ignore[misc]
    place = {level: float(k) for k, level in enumerate(read.levels)}
    return read, np.array([place[level] for level in levels])


def _is_number(cell: object) -> bool:
    try:
        number(cell, "weights")
    except MfgError:
        return False
    return True


def _whole(cell: object, row: int, high: int) -> int:
    value = number(cell, "weights") if _is_number(cell) else float("nan")
    if not (value == value and value == int(value) and 1 <= value <= high):
        raise MfgError("draws_set", "draws", row=row, found=cell, high=high)
    return int(value)


def weight_sets(header: Sequence[str], values: Floats, framework: Framework) -> Floats:
    """Read a table of weight sets, shape (sets, columns), headed with node codes; return shape (sets, nodes).

    Raises
    ------
    MfgError
        ``sets_empty``, ``unknown_node``, ``blank_weight``, ``negative_weight``.
    """
    if not len(values) or not header:
        raise MfgError("sets_empty", "weight_sets")
    out = np.full((len(values), len(framework.nodes)), np.nan)
    for j, head in enumerate(header):
        try:
            code = node(str(head), framework)
        except MfgError as error:
            error.arg = "weight_sets"
            raise
        column = values[:, j]
        for key, bad in (("blank_weight", np.isnan(column)), ("negative_weight", column < 0)):
            if bad.any():
                i = int(np.argmax(bad))
                raise MfgError(key, "weight_sets", row=i, col=j, found=float(column[i]))
        out[:, framework.index[code]] = column
    return out


def default_choices(problem: Problem) -> str:
    """Return what varies where nobody says: the normalisation, the aggregation, and all weights by a quarter.

    The geometric mean joins in only where all normalised data are positive.

    Raises
    ------
    MfgError
        Why the index itself cannot be computed.
    """
    o, f = problem.options, problem.framework
    _, nodes = Evaluator(base_study(problem)).tree()
    leaves = nodes[:, f.leaves]
    other = "minmax(1,100)" if scaled(o.normalise) != scaled("minmax(1,100)") else "vector"
    parts = [f"normalise={o.normalise},{other}", "weights=noise:0.25"]
    if o.aggregate != "geometric" and bool((leaves[~np.isnan(leaves)] > 0).all()):
        parts.append(f"aggregate={o.aggregate},geometric")
    return "; ".join(parts)
