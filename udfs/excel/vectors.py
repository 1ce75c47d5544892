"""Blocks of weight vectors: several experts' or methods' weights side by side, for MFG_COMBINE."""

from __future__ import annotations

import numpy as np

from udfs.engine.columns import Floats
from udfs.engine.combine_many import combine_many
from udfs.engine.errors import MfgError

from . import cells, labels, ranges, scalars, spills
from .arguments import Cells, Rows, groups, need
from .cells import Block, is_given


def several(block: Cells, parent: Cells) -> bool:
    """Tell whether a block holds more than one vector of weights; labels along its edges do not count."""
    if block is None or block.is_blank:
        return False
    top, left = labels.edges(block)
    return min(block.shape[0] - top, block.shape[1] - left) > 1


def combined(
    subjective: Cells, objective: Cells, parent: Cells, method: Cells, alpha: Cells, scope: Cells
) -> Rows:
    """Combine the vectors of one or two blocks: items run down, or across where ``parent`` is a row.

    The result is a column or a row as the items are; a header row of the block stays blank above it.
    """
    across = parent is not None and not parent.is_blank and parent.shape[0] == 1 < parent.shape[1]
    rows, m = _read(need(subjective, "subjective"), "subjective", across, None)
    count = rows.shape[1]
    other = None
    if is_given(objective):
        other, _ = _read(need(objective, "objective"), "objective", across, count)
    number, _ = groups(parent, count)
    if scalars.choice(scope, "scope", "scope").name == "global":
        number = np.zeros_like(number)
    share = None
    if alpha is not None and not alpha.is_blank:
        share = ranges.vector(alpha, "alpha", len(rows) + (0 if other is None else len(other)))
    name = scalars.choice(method, "combine", "method").name
    try:
        w = combine_many(rows, other, name, share, number)
    except MfgError as error:
        if error.arg in ("weight", "subjective") and error.row is not None and error.row < len(rows):
            item = error.col or 0
            error.arg = "subjective"
            error.row, error.col = (error.row, item) if across else (item, error.row)
            cells.at(error, m.block, m.top, m.left)
        raise
    if across:
        return spills.along(w, False)
    return spills.like(m, w.reshape(-1, 1), [""])


def _read(block: Block, arg: str, across: bool, count: int | None) -> tuple[Floats, ranges.Matrix]:
    """Return the vectors as rows; a single row or column of the other block is one vector."""
    if 1 in block.shape:
        v = ranges.vector(block, arg, count)
        return v.reshape(1, -1), ranges.Matrix(v.reshape(1, -1), block)
    m = ranges.matrix(block, arg)
    rows = m.values if across else m.values.T
    if count is not None and rows.shape[1] != count:
        raise MfgError("bad_length", arg, found=rows.shape[1], expected=count)
    return rows, m
