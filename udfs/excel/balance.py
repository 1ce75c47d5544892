"""Worksheet functions on how evenly a unit develops: coupling coordination, obstacles."""

from __future__ import annotations

from typing import Any

import numpy as np

from udfs.engine.coupling import coupling, obstacles
from udfs.engine.messages import word

from . import ranges, scalars, spills
from .arguments import Cells, Rows, need, optional_vector, units, yes
from .cells import is_given
from .guard import worksheet_function


@worksheet_function
def MFG_COUPLING(
    data: Cells = None,
    weight: Cells = None,
    method: Cells = None,
    city: Cells = None,
    caller: Any = None,
) -> Rows:
    """Coupling degree, coordination index, coupling coordination degree and level, one row a unit."""
    m, lang = ranges.matrix(data), caller.language
    found = coupling(
        m.values,
        optional_vector(weight, "weight", m.values.shape[1]),
        scalars.choice(method, "coupling", "method").name,
    )
    heads = [word(f"h_{h}", lang) for h in ("city", "coupling", "coordination", "degree", "level")]
    levels = [None if np.isnan(v) else word(f"level_{int(v)}", lang) for v in found.level.tolist()]
    return spills.table(heads, units(m, city), found.c, found.t, found.d, levels)


@worksheet_function
def MFG_OBSTACLE(data: Cells = None, weight: Cells = None, share: Cells = None, caller: Any = None) -> Rows:
    """What keeps each unit from the best, indicator by indicator, same shape as the data."""
    m = ranges.matrix(data)
    w = ranges.vector(need(weight, "weight"), "weight", m.values.shape[1])
    return spills.like(m, obstacles(m.values, w, yes(share, "share") if is_given(share) else True))
