"""The table of snapshots: rankings kept with their date, one row a city, in long format.

``MFG_SINCE`` reads it. The template has it; elsewhere a sheet is added. Columns are known by their
headings, so they may stand in any order and beside the user's own.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from udfs.engine.messages import word

from . import cells
from .since import snapshot_columns

#: The table, and the sheet that is added where there is none.
SNAPSHOTS = "Snapshots"
COLUMNS = ("r_date", "r_city", "r_rank", "r_score")
STAMP = "yyyy-mm-dd hh:mm"


def append(book: Any, ranking: list[list[Any]], lang: str) -> str:
    """Append a ranking (rows of rank, city, groups, score, stage) and return where it stands now.

    Raises
    ------
    MfgError
        ``snapshot_header`` where the table has no column for date, city or rank.
    """
    table = next((t for s in book.sheets for t in s.tables if t.name == SNAPSHOTS), None)
    if table is None:
        names = [s.name for s in book.sheets]
        if SNAPSHOTS in names:
            return word("r_not_ours", lang, SNAPSHOTS)
        table = _new(book.sheets.add(SNAPSHOTS, after=book.sheets[names[-1]]), lang)
    block = table.range
    sheet, top, left, old = block.sheet, block.row, block.column, block.value
    at = _columns(old[0])
    # A new table has one blank row, which is filled first.
    used = max(i for i, row in enumerate(old) if i == 0 or row[at["city"]] not in (None, ""))
    first = top + used + 1
    last = first + len(ranking) - 1
    now = dt.datetime.now().replace(second=0, microsecond=0)
    values: dict[str, list[Any]] = {
        "date": [now] * len(ranking),
        "city": [text(r[1]) for r in ranking],
        "rank": [_number(r[0]) for r in ranking],
        "score": [_number(r[-2]) for r in ranking],
    }
    for what, column in at.items():
        area = sheet.range((first, left + column), (last, left + column))
        area.value = [[v] for v in values[what]]
        if what == "date":
            area.number_format = STAMP
    if last >= top + len(old):
        table.resize(sheet.range((top, left), (last, left + len(old[0]) - 1)))
    show(sheet.range((first, left)))
    return word("r_snapshot", lang, len(ranking), f"{now:%Y-%m-%d %H:%M}", sheet.name, first, last)


def _new(sheet: Any, lang: str) -> Any:
    sheet.range("A1").value = [word(c, lang) for c in COLUMNS]
    sheet.range("A:A").column_width = 18
    return sheet.tables.add(source=sheet.range((1, 1), (2, len(COLUMNS))), name=SNAPSHOTS)


def _columns(header: list[Any]) -> dict[str, int]:
    """Places of date, city and rank, and of the score where there is a column for it."""
    at = snapshot_columns(header)
    for j, head in enumerate(header):
        if j not in at.values() and ("score" in str(head).lower() or "分" in str(head)):
            return at | {"score": j}
    return at


def _number(cell: Any) -> Any:
    """A rank or a score; what has none stays blank."""
    return None if cell == cells.NA else cell


def text(value: Any) -> str:
    """Keep a name from becoming a formula when it is written into a cell."""
    said = str(value)
    return f"'{said}" if said[:1] in ("=", "+", "-", "@") else said


def show(cell: Any) -> None:
    """Go to a cell. Excel selects on the active sheet only; its window is in front already."""
    cell.sheet.api.Activate()
    cell.select()
