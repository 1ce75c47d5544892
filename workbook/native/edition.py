"""The native edition of one workbook: its formulas, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from workbook.book import Book
from workbook.formula import udf_names
from workbook.live import Live
from workbook.native.convert import Converter, Kept
from workbook.native.registry import VALUES_ONLY
from workbook.native.texts import title
from workbook.native.write import add_helpers, calculate_on_open, write_cells
from workbook.parts import Change
from workbook.references import quote_sheet
from workbook.sheet import Sheet

Row = list[tuple[str, str]]


@dataclass
class NativeReport:
    """What became of the MFG cells of a workbook.

    Attributes
    ----------
    cells, live
        MFG cells, and those that hold a formula now.
    kept
        Formulas that became values, with the reason.
    written, helpers
        The new file, and the name of its sheet of helper blocks ("" if there is none).
    """

    cells: int = 0
    live: int = 0
    kept: list[Kept] = field(default_factory=list)
    written: Path | None = None
    helpers: str = ""

    @property
    def closed(self) -> int:
        """MFG cells whose function has a closed form: no simulation, no list of what was found."""
        return self.cells - sum(k.cells for k in self.kept if udf_names(k.formula) & VALUES_ONLY.keys())

    @property
    def share(self) -> float:
        """Share of MFG cells that hold a live formula."""
        return self.live / self.cells if self.cells else 1.0


class Edition:
    """The conversion of a book, to be written into the parts of its copy.

    Attributes
    ----------
    anchors
        Where formulas were converted: (sheet without case, row, column).
    """

    def __init__(self, book: Book, lang: str) -> None:
        self.book = book
        self.lang = lang
        self.done = Converter(book, lang).run()
        self.anchors = set(self.done.spans)
        self.report = NativeReport(self.done.cells, self.done.converted, self.done.kept)

    def write(self, change: Change) -> None:
        """Write the formulas of every sheet and the helper blocks."""
        for key in self.done.formulas:
            self.write_sheet(change, self.book.sheets[key])
        if self.done.helpers.cells:
            self.report.helpers = add_helpers(change, self.done.helpers, self.lang, {})
            calculate_on_open(change)

    def write_sheet(self, change: Change, sheet: Sheet) -> None:
        """Write the formulas of one sheet into its part as it is so far."""
        formulas = self.done.formulas.get(sheet.name.casefold())
        if formulas:
            write_cells(change, sheet, formulas)

    def values_of(self, found: Live) -> Live:
        """What needs the add-in and became values."""
        kept = [c for c in found.cells if (c.sheet.name.casefold(), c.row, c.col) not in self.anchors]
        return Live(kept, found.names, found.rules)

    def explained(self, rows: list[Row], source: str) -> list[Row]:
        """The sheet Provenance with the share of live formulas and the reasons for values."""
        r = self.report
        counts = title("share", self.lang, str(r.live), str(r.cells), f"{100 * r.share:.1f}", r.helpers)
        section: list[Row] = [
            [(title("section", self.lang), "section")],
            [("", "label"), (counts, "text")],
            [(title("why", self.lang), "label")],
            *([(f"{quote_sheet(k.sheet)}!{k.cell}", "text"), (k.reason, "text")] for k in r.kept),
            [],
        ]
        what: Row = [("", "label"), (title("what", self.lang, source), "text")]
        return [rows[0], what, rows[2], *section, *rows[3:]]

    def banner(self, sheet: str) -> str:
        """What stands on the first sheet."""
        return title("banner", self.lang, sheet)
