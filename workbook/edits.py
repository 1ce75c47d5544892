"""The changes made to a book in memory, and the patches that bring them into its file."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbook.book import Book
from workbook.patch import STORED_ERRORS, SheetPatch
from workbook.references import MAX_COL, MAX_ROW, Area, a1
from workbook.sheet import CellError, Formula, Sheet, Value

Key = tuple[str, int, int]


class Edits:
    """Sets values in a book's memory and remembers what the file holds."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.original: dict[Key, Value] = {}
        self.areas: dict[Key, Area] = {}
        self.styles: dict[Key, tuple[int, int]] = {}

    def put(self, sheet: Sheet, row: int, col: int, value: Value) -> bool:
        """Set a value; returns whether it differs from the one before."""
        old = sheet.get(row, col)
        if same(old, value):
            if old is None and value == "":
                sheet.put(row, col, value)  # no change to the file, but =A1 gives "" and not 0
            return False
        self.original.setdefault((sheet.name.casefold(), row, col), old)
        sheet.put(row, col, value)
        return True

    def spill(self, sheet: Sheet, anchor: tuple[int, int], rows: Sequence[Sequence[Value]]) -> str:
        """Write a dynamic array; returns what is in the way ("" if nothing)."""
        formula = sheet.formulas[anchor]
        old = formula.area
        row, col = anchor
        new = Area(sheet.name, row, col, row + len(rows) - 1, col + len(rows[0]) - 1)
        obstacle = self._obstacle(sheet, anchor, old, new)
        if obstacle:
            new = Area(sheet.name, row, col, row, col)
            rows = [[CellError("#SPILL!")]]
        for r in range(old.row1, old.row2 + 1):
            for c in range(old.col1, old.col2 + 1):
                if not new.contains(r, c):
                    self.put(sheet, r, c, None)
        for r, line in enumerate(rows, row):
            for c, value in enumerate(line, col):
                self.put(sheet, r, c, value)
        self._resize(sheet, anchor, formula, new)
        return obstacle

    def fixed(self, sheet: Sheet, area: Area, rows: Sequence[Sequence[Value]]) -> None:
        """Write a {=...} array: one row or column repeats, what is too small is padded with #N/A."""
        for r in range(area.rows):
            for c in range(area.cols):
                i = 0 if len(rows) == 1 else r
                j = 0 if len(rows[0]) == 1 else c
                inside = i < len(rows) and j < len(rows[0])
                self.put(sheet, area.row1 + r, area.col1 + c, rows[i][j] if inside else CellError("#N/A"))

    def _obstacle(self, sheet: Sheet, anchor: tuple[int, int], old: Area, new: Area) -> str:
        if new.row2 > MAX_ROW or new.col2 > MAX_COL:
            return "the edge of the sheet"
        fresh = [
            (r, c)
            for r in range(new.row1, new.row2 + 1)
            for c in range(new.col1, new.col2 + 1)
            if not old.contains(r, c)
        ]
        if not fresh:
            return ""
        for r, c in fresh:
            if sheet.get(r, c) not in (None, "") or (r, c) in sheet.formulas:
                return a1(r, c)
        others = [f.area for where, f in sheet.formulas.items() if where != anchor and f.kind != "normal"]
        others += [*sheet.merged, *(table.area for table in self.book.tables)]
        for area in others:
            if area.overlaps(new):
                return area.local()
        return ""

    def _resize(self, sheet: Sheet, anchor: tuple[int, int], formula: Formula, new: Area) -> None:
        old = formula.area
        if new == old:
            return
        key = (sheet.name.casefold(), *anchor)
        first = self.areas.setdefault(key, old)
        sheet.formulas[anchor] = replace(formula, area=new)
        for r in range(new.row1, new.row2 + 1):
            for c in range(new.col1, new.col2 + 1):
                if not first.contains(r, c):
                    self.styles[sheet.name.casefold(), r, c] = min(r, first.row2), min(c, first.col2)

    def changes(self) -> Iterator[tuple[Sheet, int, int, Value, Value]]:
        """(sheet, row, column, value in the file, new value), in reading order per sheet."""
        for name, row, col in sorted(self.original):
            sheet = self.book.sheets[name]
            old, new = self.original[name, row, col], sheet.get(row, col)
            if not same(old, new):
                yield sheet, row, col, old, new

    def resized(self) -> Iterator[tuple[Sheet, tuple[int, int], Area, Area]]:
        """(sheet, anchor, area in the file, new area) of spills that changed size."""
        for (name, row, col), old in sorted(self.areas.items()):
            sheet = self.book.sheets[name]
            new = sheet.formulas[row, col].area
            if new != old:
                yield sheet, (row, col), old, new

    def patches(self) -> dict[str, SheetPatch]:
        """The patch of each changed sheet, by its name without case."""
        found: dict[str, SheetPatch] = {}
        for sheet, row, col, _, new in self.changes():
            patch = found.setdefault(sheet.name.casefold(), SheetPatch())
            patch.values[row, col] = new
            style = self.styles.get((sheet.name.casefold(), row, col))
            if style:
                patch.styles[row, col] = style
        for sheet, anchor, _, area in self.resized():
            found.setdefault(sheet.name.casefold(), SheetPatch()).refs[anchor] = area.local()
        return found


def same(old: Value, new: Value) -> bool:
    """Whether two values are one and the same in a file; an empty cell equals an empty text."""
    if old in (None, "") or new in (None, ""):
        return old in (None, "") and new in (None, "")
    if isinstance(old, CellError) or isinstance(new, CellError):
        shown = {"#SPILL!": "#VALUE!"}
        return type(old) is type(new) and shown.get(str(old), str(old)) == shown.get(str(new), str(new))
    return (
        isinstance(old, bool) == isinstance(new, bool)
        and isinstance(old, str) == isinstance(new, str)
        and old == new
    )


def close(old: Value, new: Value) -> bool:
    """Whether LibreOffice's value says the same as the one in the file.

    Numbers within 1e-12 relative (LibreOffice writes 15 digits) or 1e-14 absolute are the same,
    and so are different errors that LibreOffice writes alike as #VALUE!.
    """
    if isinstance(old, CellError) and isinstance(new, CellError):
        return old == new or (new == "#VALUE!" and old != "#N/A")
    if isinstance(old, float) and isinstance(new, float):
        return math.isclose(old, new, rel_tol=1e-12, abs_tol=1e-14)
    return same(old, new)


def cell_value(value: object) -> Value:
    """A function's result as a cell value: "#N/A" is the error, numbers are floats, the rest is text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        number = float(value)
        return number + 0.0 if math.isfinite(number) else CellError("#NUM!")
    if isinstance(value, str):
        return CellError(value) if value in STORED_ERRORS else str(value)
    if hasattr(value, "item"):
        return cell_value(value.item())
    return str(value)
