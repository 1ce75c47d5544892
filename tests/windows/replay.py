"""The calls of ``cases.py`` made one after the other, the same on Linux and on Windows.

What a cell, an array or a range is to the caller differs between the two: each passes its own
:class:`Side`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any, Protocol

from fake_book import Book, Range, Sheet

MODULE = "udfs.excel.worksheet"


class Side(Protocol):
    """How values travel: behind stubs on Linux, over COM on Windows."""

    def cell(self, value: dict[str, Any]) -> Any:
        """An error value, a date or an amount of money as the value of a cell."""

    def argument(self, value: Any) -> Any:
        """A value, a flat or nested tuple of values, or a range as an argument."""

    def call(self, name: str, args: list[Any], book: Book, caller: Range) -> Any:
        """One call as VBA makes it; the result as VBA gets it."""


class Workbook:
    """The template's cells and names, and a sheet for blocks of one call."""

    def __init__(self, spec: dict[str, Any], side: Side) -> None:
        self.side, self.arguments = side, spec["arguments"]
        self.book = Book()
        sheets = {name: self.book.sheet(name) for name in spec["sheets"]}
        for name, cells in spec["sheets"].items():
            for row, col, value in cells:
                sheets[name].cells[row, col] = self.cell(value)
        self.sheets: dict[str, Sheet] = sheets
        for name, place in spec["names"].items():
            self.book.named[name] = self.at(*place)
        self.language = self.book.named["MFG_Language"]
        self.own = self.book.sheet("Own")

    def at(self, sheet: str, row: int, col: int, rows: int, cols: int) -> Range:
        return Range(self.sheets[sheet], row, col, rows, cols)

    def cell(self, value: Any) -> Any:
        return self.side.cell(value) if isinstance(value, dict) else value

    def _argument(self, given: Any, column: int) -> Any:
        if not isinstance(given, dict):
            return given
        if "range" in given:
            return self.own.put(1, column, [[self.cell(c) for c in row] for row in given["range"]])
        if "at" in given:
            return self.at(*given["at"])
        if "array" in given:
            return tuple(tuple(self.cell(c) for c in row) for row in given["array"])
        if "row" in given:
            return tuple(self.cell(c) for c in given["row"])
        return self.side.cell(given)

    def run(self, call: dict[str, Any]) -> Any:
        """Make one call; every result is what JSON can hold."""
        self.own.cells.clear()
        self.language.Worksheet.cells[self.language.Row, self.language.Column] = call.get("language", "zh")
        args, column = [], 1
        for given in call["args"]:
            value = self._argument(given, column)
            column += value.Columns.Count if isinstance(value, Range) else 0
            args.append(self.side.argument(value))
        count = self.arguments[call["function"]]
        args += [self.side.argument(self.side.cell({"missing": True}))] * (count - len(args))
        return self.side.call(call["function"], args, self.book, Range(self.own, 40, 26, 1, 1))


def replay(spec: dict[str, Any], side: Side, note: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """Make every call; returns the results and the milliseconds each took."""
    workbook = Workbook(spec, side)
    results, times = [], []
    for call in spec["calls"]:
        start = time.perf_counter()
        try:
            results.append(workbook.run(call))
        except Exception as error:  # a call that breaks is a result too: the comparison shows it
            results.append(f"BROKEN {type(error).__name__}: {error}"[:1500])
            note(call["name"])
        times.append(1000 * (time.perf_counter() - start))
    return {"results": results, "milliseconds": times}


def load(path: str) -> Any:
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def save(path: str, what: Any) -> None:
    with open(path, "w", encoding="utf-8") as file:
        json.dump(what, file, ensure_ascii=False)


def warn(name: str) -> None:
    print(f"failed: {name}", file=sys.stderr, flush=True)
