"""Worksheet tables without the MFG formulas that they would fill new rows with."""

from __future__ import annotations

from workbook.book import Book
from workbook.live import calls
from workbook.parts import Change

_FORMULAS = ("calculatedColumnFormula", "totalsRowFormula")


def without_calls(change: Change, book: Book) -> None:
    """Take MFG formulas out of the columns and totals of the tables."""
    for sheet in book.sheets.values():
        for kind, part, _ in book.package.relations(sheet.part):
            if kind != "table" or part not in book.package.names or b"MFG_" not in change.read(part).upper():
                continue
            root = change.root(part)
            found = False
            for column in root.iterfind("{*}tableColumns/{*}tableColumn"):
                for name in _FORMULAS:
                    node = column.find("{*}" + name)
                    if node is not None and calls(node.text or ""):
                        column.remove(node)
                        found = True
                        if name == "totalsRowFormula":
                            column.attrib.pop("totalsRowFunction", "")
            if not found:
                change.roots.pop(part)
