"""Worksheet functions on plain orders: weights by importance, units that are better in everything."""

from __future__ import annotations

from typing import Any

from udfs.engine.dominance import dominance
from udfs.engine.errors import MfgError
from udfs.engine.messages import word
from udfs.engine.rank_weights import rank_weights

from . import cells, ranges, scalars, spills
from .arguments import Cells, Rows, groups, need, units
from .guard import worksheet_function


@worksheet_function
def MFG_RANK_WEIGHT(
    order: Cells = None, method: Cells = None, parent: Cells = None, caller: Any = None
) -> Rows:
    """Weights from the order of importance alone, in the shape of the order."""
    block = need(order, "order")
    place = ranges.vector(block, "order")
    number, _ = groups(parent, place.size)
    name = scalars.choice(method, "rank_weight", "method").name
    try:
        w = rank_weights(place, name, number)
    except MfgError as error:
        if error.arg == "order" and error.col is not None:
            raise cells.at_position(error, block, error.col, place.size) from None
        raise
    return spills.along(w, block.shape[1] == 1, ranges.heading(block, place.size))


@worksheet_function
def MFG_DOMINANCE(
    data: Cells = None, direction: Cells = None, city: Cells = None, caller: Any = None
) -> Rows:
    """How many units each one dominates, how many dominate it, and one of these, with a header row."""
    m, lang = ranges.matrix(data), caller.language
    names = units(m, city)
    d = dominance(m.values, ranges.directions(direction, m.values.shape[1]))
    heads = [word(f"h_{h}", lang) for h in ("city", "over", "under", "by")]
    return spills.table(heads, names, d.over, d.under, [names[i] if i >= 0 else None for i in d.by.tolist()])
