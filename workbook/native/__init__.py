"""The native edition: a copy of a workbook in which plain formulas stand for every MFG function that has them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from workbook.book import Book
from workbook.context import language_of
from workbook.native.convert import Conversion, Converter, Kept
from workbook.native.write import add_helpers, calculate_on_open, write_cells
from workbook.parts import Change

__all__ = ["Kept", "NativeReport", "to_native"]


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
    def share(self) -> float:
        """Share of MFG cells that hold a live formula."""
        return self.live / self.cells if self.cells else 1.0


def to_native(
    path: str | os.PathLike[str], out: str | os.PathLike[str], language: str | None = None
) -> NativeReport:
    """Write the native edition of a workbook.

    Parameters
    ----------
    path
        A workbook whose values are up to date (see :func:`workbook.recalc.recalc`).
    out
        The new file; the workbook itself is left alone.
    language
        "zh" or "en", if the workbook has no cell named MFG_Language.

    Raises
    ------
    PackageError
        The file cannot be read or written.
    """
    with Book(path, language) as book:
        lang = language_of(book, language)
        done = Converter(book, lang).run()
        return _write(book, done, lang, out)


def _write(book: Book, done: Conversion, lang: str, out: str | os.PathLike[str]) -> NativeReport:
    change = Change(book.package)
    report = NativeReport(done.cells, done.converted, done.kept)
    for key in {*done.formulas, *done.frozen}:
        sheet = book.sheets[key]
        change.replaced[sheet.part] = write_cells(
            book.package, sheet, done.formulas.get(key, {}), done.frozen.get(key, set())
        )
    if done.helpers.cells:
        report.helpers = add_helpers(change, done.helpers, lang, {})
        calculate_on_open(change)
    report.written = book.package.rewrite(change.parts(), out, frozenset(change.dropped), change.added)
    return report
