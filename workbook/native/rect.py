"""Rectangles of cells as formulas name them: always absolute, always with their sheet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from openpyxl.utils import get_column_letter

from workbook.references import Area, quote_sheet

_quoted = lru_cache(quote_sheet)


@dataclass(frozen=True)
class Rect:
    """A rectangle of cells; rows and columns of its methods count from 0."""

    sheet: str
    row: int
    col: int
    rows: int
    cols: int

    @classmethod
    def of(cls, area: Area) -> Rect:
        """Return the rectangle of an area."""
        return cls(area.sheet, area.row1, area.col1, area.rows, area.cols)

    @property
    def size(self) -> int:
        """Number of cells; of a row or column its length."""
        return self.rows * self.cols

    @property
    def area(self) -> Area:
        return Area(self.sheet, self.row, self.col, self.row + self.rows - 1, self.col + self.cols - 1)

    @property
    def all(self) -> str:
        """The whole as a reference.

        >>> Rect("Data", 9, 4, 2, 3).all, Rect("Data", 9, 4, 1, 1).all
        ('Data!$D$9:$F$10', 'Data!$D$9')
        """
        first = f"{_quoted(self.sheet)}!${get_column_letter(self.col)}${self.row}"
        if self.size == 1:
            return first
        return f"{first}:${get_column_letter(self.col + self.cols - 1)}${self.row + self.rows - 1}"

    @cached_property
    def _columns(self) -> list[str]:
        """References of the columns as far as the row's number: a formula for every cell asks for millions."""
        sheet = _quoted(self.sheet)
        return [f"{sheet}!${get_column_letter(self.col + j)}$" for j in range(self.cols)]

    def sub(self, i: int, j: int, rows: int, cols: int) -> Rect:
        """Return a part."""
        return Rect(self.sheet, self.row + i, self.col + j, rows, cols)

    def at(self, i: int, j: int) -> str:
        if 0 <= j < self.cols:
            return f"{self._columns[j]}{self.row + i}"
        return self.sub(i, j, 1, 1).all

    def line(self, i: int) -> str:
        return self.sub(i, 0, 1, self.cols).all

    def column(self, j: int) -> str:
        return self.sub(0, j, self.rows, 1).all

    def item(self, i: int) -> str:
        """Return the i-th cell of a row or column."""
        return self.at(0, i) if self.rows == 1 else self.at(i, 0)

    def upto(self, i: int) -> str:
        """Return the first i + 1 cells of a row or column."""
        part = self.sub(0, 0, 1, i + 1) if self.rows == 1 else self.sub(0, 0, i + 1, 1)
        return part.all
