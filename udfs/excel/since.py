"""Reading the table of snapshots: rankings kept with their date, one row a city."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from udfs.engine.errors import MfgError
from udfs.engine.registry import fold

from . import cells
from .cells import Block
from .join import key

#: Headings by which the columns of snapshots are known.
HEADS = {
    "date": ("date", "日期", "时间", "time"),
    "city": ("city", "城市", "单位", "unit", "name"),
    "rank": ("rank", "名次", "排名"),
}


def snapshot_columns(header: Sequence[Any]) -> dict[str, int]:
    """Return the places of date, city and rank in the header of a table of snapshots.

    Raises
    ------
    MfgError
        ``snapshot_header`` where one of them is not there.
    """
    heads = [fold(cells.text(c)) for c in header]
    at: dict[str, int] = {}
    for what, words in HEADS.items():
        found = next((j for j, h in enumerate(heads) if h in words), None)
        if found is None and what == "city":
            # The name column may have a name of its own: province, county, enterprise.
            others = {"score", "得分", "综合得分", *(w for k, v in HEADS.items() if k != what for w in v)}
            found = next((j for j, h in enumerate(heads) if h and h not in others), None)
        if found is None:
            raise MfgError("snapshot_header", "snapshots", found=words[1])
        at[what] = found
    return at


def last_snapshot(block: Block) -> tuple[list[str], list[float]]:
    """Return cities and ranks of the snapshot with the latest date; of one city's two rows in it the last counts.

    Cities without a rank are not in it.

    Raises
    ------
    MfgError
        ``snapshot_header``; ``option_error`` for an error value in a date or a name; what is wrong with a rank.
    """
    at = snapshot_columns(block.values[0])
    taken: list[tuple[tuple[int, float, str], str, float]] = []
    for i, line in enumerate(block.values[1:], 1):
        for what in ("city", "date"):
            if cells.is_error(line[at[what]]):
                error = MfgError("option_error", "snapshots", i, at[what], found=line[at[what]][:12])
                raise cells.at(error, block)
        if cells.is_missing(line[at["city"]]):
            continue
        try:
            place = cells.read_cell(line[at["rank"]], i, at["rank"], "snapshots")
        except MfgError as error:
            raise cells.at(error, block) from None
        taken.append((_when(line[at["date"]]), cells.text(line[at["city"]]), place))
    latest = max((when for when, _, _ in taken), default=None)
    found = {key(city): (city, place) for when, city, place in taken if when == latest}
    ranked = [(city, place) for city, place in found.values() if not math.isnan(place)]
    return [city for city, _ in ranked], [place for _, place in ranked]


def _when(cell: Any) -> tuple[int, float, str]:
    """A date that sorts: a date cell, its serial number or an ISO text; other texts sort as texts, before dates."""
    if isinstance(cell, str):
        with suppress(ValueError):
            cell = dt.datetime.fromisoformat(cell.strip().replace("/", "-"))
    if isinstance(cell, dt.datetime):
        return 1, (cell.replace(tzinfo=None) - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1), ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return 1, float(cell), ""
    return 0, 0.0, cells.text(cell)
