"""Grow and shrink the tables of an existing workbook as a user of Excel does: the table part and cells, no formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from workbook.book import Book
from workbook.package import Package
from workbook.patch import SheetPatch, patch_sheet
from workbook.references import a1


class Grower:
    """Collects edits of a workbook's tables and writes them to another file.

    A table is a list of rows under its headers; writing it back changes the table's ``ref``, its columns and
    its cells, and nothing else in the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cells: dict[str, dict[tuple[int, int], Any]] = {}
        with Book(path) as book:
            self.sheets = {n: f"xl/worksheets/sheet{i}.xml" for i, n in enumerate(book.sheet_names, 1)}
            self.areas = {t.name: t.area for t in book.tables}
            self.heads = {t.name: list(t.columns) for t in book.tables}
            self.rows: dict[str, list[list[Any]]] = {}
            for name, area in self.areas.items():
                sheet = book.sheet(area.sheet)
                assert sheet is not None
                columns = range(area.col1, area.col2 + 1)
                lines = range(area.row1 + 1, area.row2 + 1)
                self.rows[name] = [[sheet.get(r, c) for c in columns] for r in lines]

    def add_row(self, table: str, **values: Any) -> None:
        """Type a row under a table; values by column header."""
        unknown = set(values) - set(self.heads[table])
        assert not unknown, unknown
        self.rows[table].append([values.get(h) for h in self.heads[table]])

    def add_column(self, table: str, head: str, values: Sequence[Any]) -> None:
        """Type a column to the right of a table."""
        self.heads[table].append(head)
        for line, v in zip(self.rows[table], values, strict=True):
            line.append(v)

    def delete_row(self, table: str, first: str) -> None:
        """Delete the table row whose first cell is ``first``; the rows below move up."""
        kept = [r for r in self.rows[table] if r[0] != first]
        assert len(kept) == len(self.rows[table]) - 1
        self.rows[table] = kept

    def put(self, sheet: str, row: int, col: int, value: Any) -> None:
        """Type into one cell."""
        self.cells.setdefault(sheet, {})[row, col] = value

    def save(self, out: Path) -> Path:
        """Write the changed workbook."""
        for name, area in self.areas.items():
            lines = [self.heads[name], *self.rows[name]]
            old = {(r, c) for r in range(area.row1, area.row2 + 1) for c in range(area.col1, area.col2 + 1)}
            new = {
                (area.row1 + i, area.col1 + j): v for i, line in enumerate(lines) for j, v in enumerate(line)
            }
            self.cells.setdefault(area.sheet, {}).update(dict.fromkeys(old - new.keys()) | new)
        with Package(self.path) as package:
            parts: dict[str, bytes] = {}
            for sheet, values in self.cells.items():
                parts[self.sheets[sheet]] = patch_sheet(
                    package, self.sheets[sheet], SheetPatch(values=values)
                )
            for part in (n for n in package.names if n.startswith("xl/tables/")):
                text = package.read(part).decode()
                name = re.search(r' name="(\w+)"', text)
                assert name is not None
                parts[part] = self._table(text, name[1]).encode()
            package.rewrite(parts, out)
        return out

    def _table(self, text: str, name: str) -> str:
        area, heads = self.areas[name], self.heads[name]
        last = a1(area.row1 + len(self.rows[name]), area.col1 + len(heads) - 1)
        listed = "".join(f'<tableColumn id="{i}" name={quoteattr(h)}/>' for i, h in enumerate(heads, 1))
        text = re.sub(r' ref="[^"]*"', f' ref="{a1(area.row1, area.col1)}:{last}"', text, count=1)
        return re.sub(
            r"<tableColumns .*</tableColumns>",
            lambda _: f'<tableColumns count="{len(heads)}">{listed}</tableColumns>', text, flags=re.S,
        )  # fmt: skip
