"""Long panel data in cells: which city and year each row belongs to."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

import numpy as np

from udfs.engine.columns import Floats
from udfs.engine.errors import MfgError

from . import cells, ranges
from .cells import Block, is_given
from .join import key
from .ranges import Matrix

_YEAR_TEXT = re.compile(r"(\d{4})\s*年?")


def _year(cell: Any) -> float:
    """Read a year: 2021, "2021", "2021年"; NaN where missing."""
    if isinstance(cell, str) and (found := _YEAR_TEXT.fullmatch(cell.strip())):
        return float(found[1])
    return cells.read_cell(cell, 0, 0, "year")


def _is_year(cell: Any) -> bool:
    try:
        return 1000 <= _year(cell) < 3000
    except MfgError:
        return False


def panel_rows(m: Matrix, city: Block | None, year: Block | None) -> tuple[list[Hashable], Floats, list[str]]:
    """Return a key and a year for each row of panel data, and the names; blank rows stand alone."""
    n = m.values.shape[0]
    sides = [list(c) for c in zip(*m.labels, strict=True)] if m.labels else []
    dated = next((c for c in sides if all(map(_is_year, c))), None)
    if is_given(year) and year is not None:
        line = ranges.line(year, "year", n)
    elif dated is not None:
        line = dated
    else:
        raise MfgError("argument_missing", "year")
    if is_given(city) and city is not None:
        names = ranges.names(city, "city", n)
    else:
        said = next((c for c in sides if c is not dated and any(map(cells.is_label, c))), None)
        if said is None:
            raise MfgError("argument_missing", "city")
        names = ["" if cells.is_missing(c) else cells.text(c) for c in said]
    time = np.full(n, np.nan)
    for i, c in enumerate(line):
        try:
            time[i] = _year(c)
        except MfgError:
            raise MfgError("not_a_number", "year", found=cells.text(c)) from None
    empty = np.isnan(m.values).all(axis=1) & np.array([not name for name in names], dtype=bool)
    blank = [i for i, name in enumerate(names) if not name and not empty[i]]
    if blank:
        raise MfgError("unit_blank", "city", row=blank[0])
    unit: list[Hashable] = [("", i) if empty[i] else key(name) for i, name in enumerate(names)]
    return unit, np.where(empty, 0.0, time), names
