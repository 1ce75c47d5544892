"""What every sheet's filler needs: the grid, the model, the language, and where things stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from udfs.engine.framework import Framework
from udfs.engine.index import Options, Result
from udfs.excel.model import Model
from workbook.grid import Grid, Sheet
from workbook.published import Published
from workbook.references import Area, a1, quote_sheet
from workbook.style import width
from workbook.texts import t

#: First row of units and the rows above it, the same on every sheet that lists units.
FIRST = 9
DIM_ROW, NAME_ROW, UNIT_ROW, CODE_ROW = 5, 6, 7, 8

#: First row of nodes on Framework and Weights; the header stands above.
NODE_ROW = 7


@dataclass
class Maker:
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
    blocks: dict[int, Area] = field(default_factory=dict)
    at: dict[str, Any] = field(default_factory=dict)

    def t(self, key: str, *params: object) -> str:
        """Return a label in the workbook's language."""
        return t(key, self.language, *params)

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
        self.grid.put(
            sheet,
            1,
            1,
            self.t(f"t_{name}") if f"t_{name}" not in self.about else self.about[f"t_{name}"],
            "title",
        )
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

    # -- looks -------------------------------------------------------------------------------

    @property
    def score_digits(self) -> int:
        """Decimals of scores: 2 on a scale of hundreds, 4 for raw scores of a few hundredths."""
        top = np.nanmax(np.abs(self.result.score)) if not np.isnan(self.result.score).all() else 0.0
        return 2 if top >= 10 else 4

    @property
    def score_style(self) -> str:
        return "result score" if self.score_digits == 2 else "result fine"

    def name_cell(self, i: int) -> tuple[str, str]:
        """Return the Framework column that holds node ``i``'s name in this language, and the name: the other
        language's where it has none, else the code."""
        n = self.tree.nodes[i]
        choices = [("C", n.zh), ("D", n.en)] if self.language == "zh" else [("D", n.en), ("C", n.zh)]
        return next(((c, v) for c, v in choices if v), ("A", n.code))

    def code_width(self) -> float:
        """Return the width of a column of codes."""
        return float(min(34, max(10, 2 + max(width(n.code) for n in self.tree.nodes))))

    def name_width(self) -> float:
        """Return the width of a column of names, so that none is cut."""
        names = [self.name_cell(i)[1] for i in range(len(self.tree.nodes))]
        return float(min(72, max(20, 2 + max(map(width, names)))))

    def code_height(self) -> float:
        """Return the height of a header row of codes wrapped in columns of the usual width."""
        return 15.0 * min(4, max(1, *(-(-width(n.code) // 10) for n in self.tree.nodes)))

    # -- references --------------------------------------------------------------------------

    @property
    def label(self) -> str:
        """Header of the name column of Data."""
        return self.model.units.label or self.t("h_city")

    @property
    def group_names(self) -> list[str]:
        return list(self.model.units.groups)

    @property
    def left(self) -> int:
        """Number of label columns: the name and the groups."""
        return 1 + len(self.group_names)

    @property
    def data(self) -> str:
        """The data block as a table reference."""
        codes = [n.code for n in self.tree.indicators]
        return columns("Data", codes[0], codes[-1])

    @property
    def cities(self) -> str:
        return columns("Data", self.label)

    def labels(self) -> str:
        """The label columns of Data."""
        return columns("Data", self.label, self.group_names[-1]) if self.group_names else self.cities

    def nodes(self, column: str, where: slice, sheet: str = "Framework") -> str:
        """A column of Framework or Weights over a slice of nodes (Weights has no row for the top)."""
        shift = NODE_ROW - (1 if sheet == "Weights" else 0)
        return f"{sheet}!${column}${where.start + shift}:${column}${where.stop - 1 + shift}"


def _widths(ws: Any, widths: dict[int, float], default: float, formats: Any) -> None:
    ws.set_column(0, 60, default, formats["plain"])
    for col, w in widths.items():
        ws.set_column(col - 1, col - 1, w, formats["plain"])


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


def name_height(m: Maker, names: list[str]) -> float:
    """Return the height of a header row of names wrapped in columns of the usual width."""
    return 13.5 * min(8, max(1, *(-(-width(n) // 11) for n in names), 1)) + 4
