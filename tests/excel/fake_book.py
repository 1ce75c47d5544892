"""A small Excel: workbooks, sheets and ranges with just what xlwings asks of them.

The same classes stand behind stubs of pywin32 on Linux (``fake_excel.py``) and behind real COM under
wine (``tests/windows/com_book.py``), so both sides are asked the same and answer the same.
"""

from __future__ import annotations

import types
from typing import Any

MISSING = -2147352572
NA, DIV0, SPILL = -2146826246, -2146826281, -2146826243


class ComError(Exception):
    """pywintypes.com_error."""

    hresult = -2147352567


class Count:
    def __init__(self, count: int) -> None:
        self.Count = count


class Range:
    """A rectangle of a sheet. ``asked`` of the book collects every question about an address."""

    CLSID = "range"

    def __init__(self, sheet: Sheet, row: int, column: int, rows: int, columns: int, areas: int = 1) -> None:
        self.Worksheet, self.Row, self.Column = sheet, row, column
        self.Rows, self.Columns, self.Areas = Count(rows), Count(columns), Count(areas)
        self.CountLarge = self.Count = rows * columns * areas

    @property
    def _oleobj_(self) -> Any:
        attributes = types.SimpleNamespace(iid="{00020846-0000-0000-C000-000000000046}")
        return types.SimpleNamespace(
            GetTypeInfo=lambda: types.SimpleNamespace(GetTypeAttr=lambda: attributes)
        )

    @property
    def Value(self) -> Any:
        sheet = self.Worksheet
        if self.Rows.Count > sheet.height + 10:
            raise AssertionError("a whole column was read")
        rows = tuple(
            tuple(sheet.cells.get((r, c)) for c in range(self.Column, self.Column + self.Columns.Count))
            for r in range(self.Row, self.Row + self.Rows.Count)
        )
        return rows[0][0] if self.Rows.Count == self.Columns.Count == 1 else rows

    @property
    def Address(self) -> str:
        self.Worksheet.Parent.asked.append("Address")
        return self.GetAddress(True, True)

    def GetAddress(
        self, row: bool = True, column: bool = True, style: int = 1, external: bool = False
    ) -> str:
        self.Worksheet.Parent.asked.append("GetAddress")
        letters, rest = "", self.Column
        while rest:
            rest, last = divmod(rest - 1, 26)
            letters = chr(65 + last) + letters
        return f"{'$' * column}{letters}{'$' * row}{self.Row}"


class Sheet:
    def __init__(self, book: Book, name: str) -> None:
        self.Parent, self._name = book, name
        self.cells: dict[tuple[int, int], Any] = {}

    @property
    def Name(self) -> str:
        self.Parent.asked.append("Name")
        return self._name

    @property
    def height(self) -> int:
        return max((r for r, _ in self.cells), default=1)

    @property
    def UsedRange(self) -> Range:
        columns = max((c for _, c in self.cells), default=1)
        return Range(self, 1, 1, self.height, columns)

    def Cells(self, row: int, column: int) -> Range:
        return Range(self, row, column, 1, 1)

    def Range(self, first: Range, last: Range) -> Range:
        return Range(self, first.Row, first.Column, last.Row - first.Row + 1, last.Column - first.Column + 1)

    def put(self, row: int, column: int, rows: list[list[Any]]) -> Range:
        """Write cells as COM would hand them over and return their range."""
        for i, values in enumerate(rows):
            for j, value in enumerate(values):
                whole = type(value) is int and value > -2_000_000_000
                self.cells[row + i, column + j] = float(value) if whole else value
        return Range(self, row, column, len(rows), len(rows[0]))


class Name:
    def __init__(self, rng: Range | None) -> None:
        self._range = rng

    @property
    def RefersToRange(self) -> Range:
        if self._range is None:
            raise ComError
        return self._range


class Book:
    def __init__(self) -> None:
        self.Application = types.SimpleNamespace(Hwnd=1)
        self.named: dict[str, Range | None] = {}
        self.asked: list[str] = []
        self.Worksheets: list[Sheet] = []
        self._oleobj_ = None

    def Names(self, name: str) -> Name:
        if name not in self.named:
            raise ComError
        return Name(self.named[name])

    def sheet(self, name: str) -> Sheet:
        self.Worksheets.append(Sheet(self, name))
        return self.Worksheets[-1]
