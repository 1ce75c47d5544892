"""The native edition: a copy of a workbook in which plain formulas stand for every MFG function that has them.

``registry.NATIVE`` says which functions have a native form; each family of writers is a module here. A writer
gets the arguments of a call as rectangles of cells (:class:`workbook.native.call.NativeCall`) and returns a
formula for each cell of the result; what several formulas need goes to blocks on one visible sheet.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.native.edition import NativeReport

__all__ = ["to_native"]


def to_native(
    path: str | os.PathLike[str], out: str | os.PathLike[str], language: str | None = None
) -> NativeReport:
    """Write the native edition of a workbook, without banner and provenance (see :func:`workbook.share.share`).

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
    from workbook import live
    from workbook.book import Book
    from workbook.context import language_of
    from workbook.native.edition import Edition
    from workbook.share import Copy

    with Book(path, language) as book:
        lang = language_of(book, language)
        edition = Edition(book, lang)
        change = Copy(book, live.find(book), lang, edition).change()
        edition.report.written = book.package.rewrite(
            change.parts(), out, frozenset(change.dropped), change.added
        )
    return edition.report
