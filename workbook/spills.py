"""References to spilled ranges (``A1#``) as fixed ranges, where the spill became plain values."""

from __future__ import annotations

from collections.abc import Set

from workbook.book import Book
from workbook.formula import FormulaError, reference, rewrite
from workbook.live import rules
from workbook.package import parse_xml
from workbook.parts import Change
from workbook.references import a1, quote_sheet

Key = tuple[str, int, int]


class Spills:
    """Rewrites ``A1#``; `changed` lists where that was needed."""

    def __init__(self, book: Book, gone: Set[Key]) -> None:
        self.book = book
        self.gone = gone  # anchors (sheet without case, row, column) that are values now
        self.changed: list[str] = []

    def plain(self, text: str, sheet: str, cell: tuple[int, int] | None = None) -> str | None:
        """The formula with fixed ranges for the spills that are gone; None if it needs no change."""
        if "#" not in text and "ANCHORARRAY" not in text.upper():
            return None
        found = False

        def fixed(anchor: str) -> str:
            nonlocal found
            area = reference(anchor, sheet, self.book, cell)
            if area is None or (area.sheet.casefold(), area.row1, area.col1) not in self.gone:
                return f"_xlfn.ANCHORARRAY({anchor})"
            extent = self.book.spill(area.sheet, area.row1, area.col1) or area
            found = True
            rows = [f"${a1(r, c).rstrip('0123456789')}${r}" for r, c in
                    ((extent.row1, extent.col1), (extent.row2, extent.col2))]  # fmt: skip
            range_ = rows[0] if rows[0] == rows[1] else ":".join(rows)
            return f"{quote_sheet(extent.sheet)}!{range_}"

        try:
            new = rewrite(text, lambda call: call, fixed).removeprefix("=")
        except FormulaError:
            return None
        return new if found else None

    def cells(self) -> dict[str, dict[tuple[int, int], str | None]]:
        """New texts of the formula cells, by sheet without case."""
        out: dict[str, dict[tuple[int, int], str | None]] = {}
        if not self.gone:
            return out
        for key, sheet in self.book.sheets.items():
            for (row, col), formula in sheet.formulas.items():
                if (key, row, col) in self.gone:
                    continue
                new = self.plain(formula.text, sheet.name, (row, col))
                if new is not None:
                    out.setdefault(key, {})[row, col] = new
                    self.changed.append(f"{quote_sheet(sheet.name)}!{a1(row, col)}")
            if key in out:
                # A shared formula lives in its first cell: once that is rewritten, each needs its own text.
                for (row, col), formula in sheet.formulas.items():
                    anchored = "ANCHORARRAY" in formula.text.upper() or "#" in formula.text
                    if (key, row, col) not in self.gone and anchored:
                        out[key].setdefault((row, col), formula.text)
        return out

    def rules(self, change: Change, only: str | None = None) -> None:
        """Conditional formats, validations and extensions of the worksheets."""
        for sheet in self.book.sheets.values():
            if not self.gone or only not in (None, sheet.part):
                continue
            data = change.read(sheet.part)
            if b"ANCHORARRAY" not in data:
                continue
            root = parse_xml(data, sheet.part, self.book.package)
            found = False
            for node, text in rules(root):
                new = self.plain(text, sheet.name)
                if new is not None:
                    node.text = new
                    found = True
                    if only is None:
                        self.changed.append(quote_sheet(sheet.name))
            if found:
                change.roots[sheet.part] = root

    def names(self, change: Change) -> None:
        """Defined names."""
        part = self.book.package.workbook
        root = parse_xml(change.read(part), part, self.book.package)
        found = False
        for node in root.iterfind("{*}definedNames/{*}definedName"):
            scope = node.get("localSheetId")
            sheet = self.book.sheet_names[int(scope)] if scope is not None else ""
            new = self.plain(node.text or "", sheet)
            if new is not None:
                node.text = new
                found = True
                self.changed.append(str(node.get("name", "")))
        if found:
            change.roots[part] = root
