"""What every sheet's filler needs: the grid, the model, the language, and where things stand.

Results are named as they are placed (``MFG_Scores``, ``MFG_L1_Weights``), and formulas use the names.
A name ends where its data end today, ``Scores!$D$9:INDEX(Scores!$D$9:$D$10008,ROWS(MFG_Cities))``, so
that everything follows when cities, indicators, dimensions or experts are added; ``A1#`` would say the
same shorter, but Excel before 2021 does not know it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options, Result
from udfs.excel.model import Model
from workbook.bilingual import Bilingual
from workbook.grid import Grid, Sheet
from workbook.labels import Label
from workbook.published import Published
from workbook.references import Area, TableInfo, a1, quote_sheet
from workbook.style import width

#: First row of units and the rows above it, the same on every sheet that lists units.
FIRST = 9
DIM_ROW, NAME_ROW, UNIT_ROW, CODE_ROW = 5, 6, 7, 8

#: First row of nodes on Framework and Weights; the header stands above.
NODE_ROW = 7

#: How far a named result may grow: units, nodes, columns.
UNIT_ROOM, NODE_ROOM, COLUMN_ROOM = 10_000, 1_000, 500

#: Columns of one level on Weights, and the empty one behind them.
WEIGHT_COLUMNS = ("code", "name", "parent", "given", "subjective", "objective", "combined", "effective")
STEP = len(WEIGHT_COLUMNS) + 1

#: The cells that count units and indicators.
UNITS, INDICATORS = "About!$B$6", "About!$B$7"


Extra = Callable[[Any, Any, Any], None]


@dataclass
class Maker(Bilingual):
    """One workbook in the making.

    Attributes
    ----------
    model, result
        What is written and what the engine computes from it.
    notice
        Key of the notice on every sheet ("illustrative"), "" if none.
    references
        Published rankings to compare with, by sheet name.
    about
        Facts for the sheets About and Log: ``title``, ``model``, ``source``, ``hash``, ``made``.
    option
        The cell of each option on Method.
    at
        What fillers leave for later ones: areas, the master check.
    """

    model: Model
    result: Result
    language: str
    grid: Grid
    notice: str = ""
    values_only: bool = False
    references: dict[str, Published] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    option: dict[str, str] = field(default_factory=dict)
    at: dict[str, Any] = field(default_factory=dict)

    @property
    def tree(self) -> Framework:
        return self.model.framework

    @property
    def options(self) -> Options:
        return self.model.options

    @property
    def n(self) -> int:
        """Number of units."""
        return len(self.model.units.names)

    def head(self, name: str, widths: dict[int, float], default: float = 10.0) -> Sheet:
        """Start a sheet with its title, note and master check, and set its column widths."""
        sheet = self.grid.sheet(name)
        title = self.about.get(f"t_{name}") or self.t(f"t_{name}")
        self.grid.put(sheet, 1, 1, title, "title")
        if name != "About":
            note = self.about.get(f"n_{name}") or self.t(f"n_{name}")
            self.grid.put(sheet, 2, 1, note, "note")
        if self.notice:
            self.grid.put(sheet, 3, 3, self.t(self.notice), "mark")
        sheet.extras.append(lambda book, ws, formats: _widths(ws, widths, default, formats))
        return sheet

    def master(self, outcome: str) -> None:
        """Repeat the master check on every sheet."""
        cell = self.at["master"]
        for sheet in self.grid.sheets.values():
            self.grid.put(sheet, 3, 1, self.t("check"), "note")
            if sheet.name != "Checks":
                self.grid.native(sheet, 3, 2, f"={cell}", outcome, "check")

    def failed(self, area: Area) -> bool:
        """Whether a formula gave a message instead of its table; no chart is drawn of it then."""
        return str(self.grid.sheets[area.sheet].values.get((area.row1, area.col1))).startswith("#MFG!")

    def one_page(self, sheet: Sheet, rows: int = 0, cols: int = 0) -> None:
        """Print a sheet on one page, whole or down to a row and column."""
        self.at.setdefault("page", {})[sheet.name] = (rows, cols)

    def table(self, sheet: Sheet, name: str, row: int, last: int, heads: list[str]) -> None:
        """Make the cells from the header in ``row`` down to ``last`` a worksheet table."""
        count = len(heads)
        self.grid.tables[name] = TableInfo(name, sheet.area(row, 1, last, count), tuple(heads))

        def add(book: Any, ws: Any, formats: Any) -> None:
            ws.add_table(
                row - 1, 0, last - 1, count - 1,
                {
                    "name": name, "style": None, "autofilter": False,
                    "columns": [{"header": h, "header_format": formats["head"]} for h in heads],
                },
            )  # fmt: skip

        sheet.extras.insert(0, add)

    # -- looks -------------------------------------------------------------------------------

    @property
    def score_digits(self) -> int:
        """Decimals of scores: 2 on a scale of hundreds, 4 for raw scores of a few hundredths."""
        top = np.nanmax(np.abs(self.result.score)) if not np.isnan(self.result.score).all() else 0.0
        return 2 if top >= 10 else 4

    @property
    def score_style(self) -> str:
        return "result score" if self.score_digits == 2 else "result fine"

    def code_width(self) -> float:
        """Return the width of a column of codes."""
        return float(min(34, max(10, 2 + max(width(n.code) for n in self.tree.nodes))))

    def name_width(self, codes: slice | Sequence[int] | None = None) -> float:
        """Return the width of a column of names, so that none is cut."""
        nodes: Sequence[Node] = self.tree.nodes
        if codes is not None:
            nodes = nodes[codes] if isinstance(codes, slice) else [nodes[i] for i in codes]
        return float(min(72, max(20, 2 + max(width(self.named(n)) for n in nodes))))

    def code_height(self) -> float:
        """Return the height of a header row of codes wrapped in columns of the usual width."""
        codes = 15.0 * min(4, max(1, *(-(-width(n.code) // 10) for n in self.tree.nodes)))
        return max(codes, self.label_height())

    def label_height(self) -> float:
        """Return the height of a header row of the name column and the groups."""
        return self.name_height(self.heads(), 10)

    def label_widths(self) -> dict[int, float]:
        """Return the widths of the name column and the groups, so that none is cut."""
        u = self.model.units
        widths = {1: float(max(10, min(34, 2 + max(map(width, [self.term(self.label), *u.names])))))}
        for j, k in enumerate(self.group_names, 2):
            widths[j] = float(max(11, min(24, 2 + max((width(v) for v in u.groups[k]), default=8))))
        return widths

    def name_height(self, names: Sequence[str], columns_wide: float = 11) -> float:
        """Return the height of a header row of names wrapped in columns of the usual width."""
        lines = (math.ceil(width(n) / columns_wide) for n in names)
        return 13.5 * min(8, max([1, *lines])) + 4

    # -- names -------------------------------------------------------------------------------

    def name_column(self, name: str, area: Area, rows: str, room: int = UNIT_ROOM) -> str:
        """Name the column that starts at ``area`` and has as many cells as ``rows`` says; return the name."""
        whole = Area(area.sheet, area.row1, area.col1, area.row1 + room - 1, area.col1)
        return self._name(name, f"{corner(area)}:INDEX({ref(whole)},{rows})")

    def name_block(self, name: str, area: Area, rows: str, cols: str, room: int = COLUMN_ROOM) -> str:
        """Name the block that starts at ``area``; ``room`` columns must be free for it to grow into."""
        whole = Area(area.sheet, area.row1, area.col1, area.row1 + UNIT_ROOM - 1, area.col1 + room - 1)
        return self._name(name, f"{corner(area)}:INDEX({ref(whole)},{rows},{cols})")

    def name_row(self, name: str, area: Area, cols: str) -> str:
        """Name the row that starts at ``area`` and has as many cells as ``cols`` says."""
        whole = Area(area.sheet, area.row1, area.col1, area.row1, area.col1 + COLUMN_ROOM - 1)
        return self._name(name, f"{corner(area)}:INDEX({ref(whole)},1,{cols})")

    def _name(self, name: str, refers: str) -> str:
        self.grid.name_(f"MFG_{name}", refers)
        return f"MFG_{name}"

    # -- the model's shape ---------------------------------------------------------------------

    @property
    def label(self) -> str:
        """Header of the name column of Data."""
        return self.model.units.label or self.word("h_city")

    @property
    def group_names(self) -> list[str]:
        return list(self.model.units.groups)

    def heads(self) -> list[str]:
        """Return the headers of the name column and the groups, for sheets that show them beside their rows."""
        return [self.term(head) for head in [self.label, *self.group_names]]

    @property
    def left(self) -> int:
        """Number of label columns: the name and the groups."""
        return 1 + len(self.group_names)

    @property
    def even(self) -> bool:
        """Whether all indicators stand at the deepest level."""
        return bool((self.tree.depth[self.tree.leaves] == self.tree.levels).all())

    @property
    def own_aggregation(self) -> bool:
        """Whether the framework names the aggregation of any node."""
        return any(n.aggregation for n in self.tree.nodes)

    def level_names(self, depth: int) -> list[Label]:
        """Names of the nodes at one depth."""
        return [self.named(n) for n in self.tree.nodes[self.tree.level(depth)]]


def _widths(ws: Any, widths: dict[int, float], default: float, formats: Any) -> None:
    ws.set_column(0, 60, default, formats["plain"])
    for col, w in widths.items():
        ws.set_column(col - 1, col - 1, w, formats["plain"])


def row_height(row: int, height: float) -> Extra:
    """Return the extra that sets the height of a row (1-based)."""
    return lambda book, ws, formats: ws.set_row(row - 1, height)


def dropdown(row: int, col: int, source: Any, free: bool = False) -> Extra:
    """Return the extra that gives a cell (1-based) a list of choices; a ``free`` list proposes only."""
    rule = {"validate": "list", "source": source, "show_error": not free}
    return lambda book, ws, formats: ws.data_validation(row - 1, col - 1, row - 1, col - 1, rule)


def column(name: str) -> str:
    """Escape a column name for a table reference."""
    return re.sub(r"([\[\]#'])", r"'\1", name)


def columns(table: str, first: str, last: str | None = None, item: str = "") -> str:
    """Return a table reference: ``Data[[R&D]:[NPC]]``, ``Data[City]``, ``Data[[#All],[City]]``."""
    inside = f"[{column(first)}]" if last is None or last == first else f"[{column(first)}]:[{column(last)}]"
    if item:
        return f"{table}[[{item}],{inside}]"
    return f"{table}[{inside}]" if ":" in inside else f"{table}{inside}"


def ref(area: Area, absolute: bool = True) -> str:
    """Return an area as an absolute reference with its sheet."""
    ends = [a1(area.row1, area.col1), a1(area.row2, area.col2)]
    if absolute:
        ends = [re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", e) for e in ends]
    text = ends[0] if ends[0] == ends[1] else ":".join(ends)
    return f"{quote_sheet(area.sheet)}!{text}"


def corner(area: Area) -> str:
    """Return the first cell of an area as an absolute reference."""
    return ref(Area(area.sheet, area.row1, area.col1, area.row1, area.col1))
