"""A small Excel behind COM: workbooks, sheets and ranges with just what xlwings asks of them.

Importing this module puts stubs in the place of pywin32, so it is imported only in a process of its
own (see ``xlwings_checks.py``).
"""

from __future__ import annotations

import ctypes
import datetime as dt
import sys
import types
from typing import Any

PYWIN32 = """
    pythoncom pywintypes win32api win32con win32event win32gui win32process win32timezone win32com
    win32com.client win32com.server win32com.server.util win32com.server.dispatcher win32com.server.policy
"""
MISSING = -2147352572
NA, DIV0, SPILL = -2146826246, -2146826281, -2146826243


class ComError(Exception):
    """pywintypes.com_error."""

    hresult = -2147352567


class PyTime(dt.datetime):
    """pywintypes.TimeType."""


class Stub(types.ModuleType):
    """A module in which every name exists: exceptions where the name says so, else classes."""

    __file__ = "stub"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (Exception if "rror" in name else object,), {})


def install() -> None:
    """Put the stubs where xlwings looks for pywin32, and import its Windows engine."""
    for name in PYWIN32.split():
        module = sys.modules[name] = Stub(name)
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)
    stubs: Any = sys.modules
    stubs["pywintypes"].com_error = ComError
    stubs["pywintypes"].TimeType = PyTime
    stubs["pywintypes"].IID = str
    stubs["pythoncom"].IID_IDispatch = "IDispatch"
    stubs["pythoncom"].CoInitialize = lambda: None
    stubs["pythoncom"].CoMarshalInterThreadInterfaceInStream = lambda iid, api: api
    stubs["win32process"].GetWindowThreadProcessId = lambda hwnd: (0, 1)
    stubs["win32com.client"].Dispatch = lambda com, **_: com

    class Library:
        def __getattr__(self, name: str) -> Any:
            return Library()

        def __call__(self, *args: Any) -> Any:
            return Library()

    # call_udf takes only the event loop of the COM server, for functions that are asynchronous.
    server = stubs["xlwings.com_server"] = Stub("xlwings.com_server")
    server.__dict__["loop"] = None
    for name in ("windll", "oledll"):
        setattr(ctypes, name, Library())
    ctypes.PyDLL = lambda *_: Library()  # type: ignore[assignment,misc]

    import xlwings
    from xlwings import _xlwindows
    from xlwings.main import Engine

    _xlwindows.Apps.cleanup = staticmethod(lambda: None)
    xlwings.engines.add(Engine(impl=_xlwindows.engine))


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
        assert self.Column <= 26
        return f"{'$' * column}{chr(64 + self.Column)}{'$' * row}{self.Row}"


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


install()
