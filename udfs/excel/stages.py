"""Development stages in cells: which stage each city is in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from udfs.engine.errors import MfgError
from udfs.engine.stage_sets import numbered

from . import cells, ranges
from .cells import Block


def read(group: Block, names: Sequence[str], count: int | None = None) -> NDArray[np.int64]:
    """Return the number of each city's stage among ``names``, -1 where blank.

    Raises
    ------
    MfgError
        ``stage_unknown`` with the cell.
    """
    said = ranges.names(group, "group", count)
    try:
        return numbered(said, names)
    except MfgError as error:
        raise cells.at_position(error, group, error.row or 0, len(said)) from None
