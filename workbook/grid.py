"""A workbook in memory: cells and live formulas are declared, evaluated at once, then written.

Every MFG_* formula is evaluated by the same functions that Excel calls, so the cached value in each
cell is what Excel would show. Coordinates are 1-based.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from udfs.excel.cells import Block
from udfs.excel.guard import call
from workbook.formula import address, evaluate, reference
from workbook.labels import Label, Texts
from workbook.package import Package, replacing
from workbook.patch import SheetPatch, patch_sheet
from workbook.references import Area, TableInfo
from workbook.sheet import CellError
from workbook.style import Formats

#: Excel's calculation engine of today: with an older number Excel recalculates the file when it is
#: opened, which would turn right values into #NAME? where the add-in is not installed.
CALC_ID = 191029

Style = str | Callable[[int, int], str]


class Exact(float):
    """A float that XlsxWriter writes with all 17 digits instead of 16."""

    def __format__(self, spec: str) -> str:
        value = float(self)
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


@dataclass
class Sheet:
    """Cells of one sheet and what is to be written: (row, column, kind, payload, style)."""

    name: str
    values: dict[tuple[int, int], Any] = field(default_factory=dict)
    writes: list[tuple[int, int, str, Any, str]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    extras: list[Callable[[Any, Any, Formats], None]] = field(default_factory=list)

    @property
    def last_row(self) -> int:
        """The last row that holds something."""
        return max((row for row, _ in self.values), default=1)

    def area(self, row1: int, col1: int, row2: int, col2: int) -> Area:
        return Area(self.name, row1, col1, row2, col2)


class Grid:
    """The workbook being built; resolves references for its own formulas."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.sheets: dict[str, Sheet] = {}
        self.names: dict[str, str] = {}
        self.tables: dict[str, TableInfo] = {}
        self.texts = Texts()
        self.udf_cells = 0

    # -- declaring ---------------------------------------------------------------------------

    def sheet(self, name: str) -> Sheet:
        """Return a sheet, new at the first call."""
        return self.sheets.setdefault(name, Sheet(name))

    def put(self, sheet: Sheet, row: int, col: int, value: Any, style: str = "plain") -> None:
        """Set a constant; None or NaN is a blank cell with a format, a label a reference to its row on Texts."""
        if isinstance(value, Label) and value.switches:
            self.native(sheet, row, col, f"={self.texts.ref(value, sheet.name)}", value, style)
            return
        if isinstance(value, float) and math.isnan(value):
            value = None
        if value is not None:
            sheet.values[row, col] = value
        sheet.writes.append((row, col, "value", value, style))

    def row(self, sheet: Sheet, row: int, col: int, values: Sequence[Any], style: str = "plain") -> None:
        """Set constants along a row."""
        for j, v in enumerate(values):
            self.put(sheet, row, col + j, v, style)

    def udf(self, sheet: Sheet, row: int, col: int, formula: str, style: Style = "calc") -> Area:
        """Place a live MFG_* formula that spills; returns where its values are."""
        rows = evaluate(formula, sheet.name, self, self, call, (row, col))
        return self._spill(sheet, row, col, formula, rows, style)

    def other(self, area: Area) -> list[list[Any]]:
        """Evaluate the formula that fills an area once more, in the other language, for widths that suit both."""
        formula = next(
            p[0] for r, c, kind, p, _ in self.sheets[area.sheet].writes
            if kind == "array" and (r, c) == (area.row1, area.col1)
        )  # fmt: skip
        here, self.language = self.language, "en" if self.language == "zh" else "zh"
        try:
            return evaluate(formula, area.sheet, self, self, call, (area.row1, area.col1))
        finally:
            self.language = here

    def copy(self, sheet: Sheet, row: int, col: int, formula: str, style: Style = "label") -> Area:
        """Place a native formula that is nothing but a reference (``=Data[City]``) and spills.

        A blank cell gives 0, as in Excel; the styles of labels show a zero as nothing.
        """
        found = evaluate(formula, sheet.name, self, self, call, (row, col))
        rows = [[0.0 if v is None else v for v in r] for r in found]
        return self._spill(sheet, row, col, formula, rows, style)

    def native(self, sheet: Sheet, row: int, col: int, formula: str, value: Any, style: str = "calc") -> None:
        """Place a plain Excel formula with its value."""
        value = str(value) if isinstance(value, Label) else value
        sheet.values[row, col] = value
        sheet.writes.append((row, col, "formula", (formula, value), style))

    def _spill(
        self, sheet: Sheet, row: int, col: int, formula: str, rows: Sequence[Sequence[Any]], style: Style
    ) -> Area:
        area = sheet.area(row, col, row + len(rows) - 1, col + len(rows[0]) - 1)
        styles = style if callable(style) else lambda i, j: style
        sheet.writes.append((row, col, "array", (formula, area, rows[0][0]), styles(0, 0)))
        for i, line in enumerate(rows):
            for j, value in enumerate(line):
                sheet.values[row + i, col + j] = value
                if i or j:
                    sheet.writes.append((row + i, col + j, "value", value, styles(i, j)))
                    if value == "#N/A":
                        sheet.errors.append((row + i, col + j))
        self.udf_cells += area.rows * area.cols
        return area

    def name_(self, name: str, refers: str) -> None:
        """Define a name; ``refers`` without "="."""
        self.names[name] = refers

    def label(self, name: str, label: Label) -> str:
        """Name the cell of a label, for rules that compare with it; return the name."""
        self.name_(f"MFG_Text{name}", self.texts.ref(label))
        return f"MFG_Text{name}"

    # -- what formulas ask (workbook.formula.Resolver and Context) -----------------------------

    def block(self, area: Area) -> Block:
        values = self.sheets[area.sheet].values
        columns = range(area.col1, area.col2 + 1)
        return Block(
            [[values.get((r, c)) for c in columns] for r in range(area.row1, area.row2 + 1)], address(area)
        )

    def name(self, name: str, sheet: str) -> str | None:
        return self.names.get(name)

    def table(self, name: str) -> TableInfo | None:
        return self.tables.get(name)

    def spill(self, sheet: str, row: int, col: int) -> Area | None:
        for r, c, kind, payload, _ in self.sheets[sheet].writes:
            if (r, c) == (row, col) and kind == "array":
                return payload[1]  # type: ignore[no-any-return]
        return None

    def named(self, name: str) -> Block | None:
        refers = self.names.get(name)
        area = None if refers is None else reference(refers, "", self)
        return None if area is None else self.block(area)

    # -- writing -----------------------------------------------------------------------------

    def write(
        self,
        path: Path,
        order: Sequence[str],
        properties: dict[str, Any],
        progress: Callable[[str], None] | None = None,
        values_only: bool = False,
    ) -> Path:
        """Write the workbook; with ``values_only`` every formula becomes its value.

        The file appears whole or not at all.
        """
        import xlsxwriter

        with replacing(path) as temporary:
            book = xlsxwriter.Workbook(str(temporary), {"default_date_format": "yyyy-mm-dd"})
            book.set_properties(properties)
            book.set_calc_mode("auto", CALC_ID)
            book.calc_on_load = False
            book.set_size(2400, 1500)
            formats = Formats(book)
            made = {name: book.add_worksheet(name) for name in order}
            for name in order:
                if progress is not None:
                    progress(name)
                self._write_sheet(made[name], self.sheets[name], formats, values_only)
            for name in order:
                self.texts.where = name
                for extra in self.sheets[name].extras:
                    extra(book, made[name], formats)
            for name, refers in self.names.items():
                book.define_name(name, f"={refers}")
            book.close()
            self._mark_errors(temporary, order)
        return path

    @staticmethod
    def _write_sheet(ws: Any, sheet: Sheet, formats: Formats, values_only: bool) -> None:
        for row, col, kind, payload, style in sheet.writes:
            r, c, look = row - 1, col - 1, formats[style]
            if kind == "array":
                formula, area, first = payload
                if not values_only:
                    ws.write_dynamic_array_formula(
                        r, c, area.row2 - 1, area.col2 - 1, formula, look, _cached(first)
                    )
                    continue
                kind, payload = "value", first
                if first == "#N/A":
                    sheet.errors.append((row, col))
            if kind == "formula":
                formula, value = payload
                if not values_only:
                    ws.write_formula(r, c, formula, look, _cached(value))
                    continue
                payload = value
            if payload is None or payload == "":
                ws.write_blank(r, c, None, look)
            elif isinstance(payload, bool):
                ws.write_boolean(r, c, payload, look)
            elif isinstance(payload, int | float):
                ws.write_number(r, c, Exact(payload), look)
            else:
                ws.write_string(r, c, str(payload), look)

    def _mark_errors(self, path: Path, order: Sequence[str]) -> None:
        """Turn the texts #N/A of spilled cells into error cells, which XlsxWriter cannot write."""
        wanted = {name: self.sheets[name].errors for name in order if self.sheets[name].errors}
        if not wanted:
            return
        with Package(path) as package:
            parts = {f"xl/worksheets/sheet{i}.xml": name for i, name in enumerate(order, 1)}
            changed = {
                part: patch_sheet(
                    package, part, SheetPatch(values={cell: CellError("#N/A") for cell in wanted[name]})
                )
                for part, name in parts.items()
                if name in wanted
            }
            package.rewrite(changed)


def _cached(value: Any) -> Any:
    """Return the cached value as XlsxWriter's formula calls want it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return value
    return Exact(value) if isinstance(value, int | float) else value
