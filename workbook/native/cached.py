"""Values for the helper blocks, calculated by LibreOffice on a temporary copy.

With a value in every cell the native edition needs no full calculation when it is opened: a program that only
calculates what an edit reaches would take cells without a value for 0.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from workbook import libreoffice
from workbook.book import Book
from workbook.native.texts import title
from workbook.package import PackageError
from workbook.patch import SheetPatch, as_part, patch_sheet
from workbook.references import a1, quote_sheet
from workbook.sheet import Value

if TYPE_CHECKING:
    from workbook.native.edition import Edition
    from workbook.parts import Change

#: Relative distance of what an engine and a spreadsheet program make of one number.
CLOSE = 1e-9

#: Seconds that LibreOffice may take.
PATIENCE = 180.0


def write_calculated(
    edition: Edition, change: Change, target: Path, folder: Path, lang: str
) -> tuple[Path, list[str]]:
    """Write a native edition with the values of its helper blocks where LibreOffice is there to calculate them.

    Without LibreOffice the file asks for a full calculation when it is opened.

    Parameters
    ----------
    target
        The file to write.
    folder
        Where temporary copies may stand.

    Returns
    -------
    written, notes
        The file, and what LibreOffice calculates differently, in a sentence.

    Raises
    ------
    PackageError
        The file cannot be written.
    """
    package, helpers = change.package, edition.report.helpers

    def write(out: Path) -> Path:
        return package.rewrite(change.parts(), out, frozenset(change.dropped), change.added)

    if not helpers or libreoffice.find() is None:
        return write(target), []
    first = write(folder / f"native{target.suffix}")
    try:
        result = libreoffice.recalculate(first, folder / "office", timeout=PATIENCE)
    except libreoffice.OfficeError:
        return write(target), []
    wrong = differing(edition, result)
    notes = [title("unlike", lang, str(len(wrong)), wrong[0])] if wrong else []
    return fill(first, result, helpers, target), notes


def differing(edition: Edition, result: Path) -> list[str]:
    """Return the cells (``Sheet!A1``) whose plain formulas do not give the value of the workbook."""
    found = []
    with Book(result) as book:
        for (key, _, _), (formula, _) in edition.done.spans.items():
            sheet, other = edition.book.sheets[key], book.sheets.get(key)
            area = formula.area
            for row in range(area.row1, area.row2 + 1):
                for col in range(area.col1, area.col2 + 1):
                    there = None if other is None else other.get(row, col)
                    if not _same(sheet.get(row, col), there):
                        found.append(f"{quote_sheet(sheet.name)}!{a1(row, col)}")
    return found


def _same(x: Value, y: Value) -> bool:
    if isinstance(x, float) and isinstance(y, float):
        return math.isclose(x, y, rel_tol=CLOSE, abs_tol=CLOSE)
    return (x in (None, "") and y in (None, "")) or (type(x) is type(y) and x == y)


def fill(path: Path, result: Path, helpers: str, out: Path) -> Path:
    """Write a native edition with the values of its helper blocks, and without the wish for a full calculation.

    Raises
    ------
    PackageError
        The copy cannot be written.
    """
    with Book(path) as book, Book(result) as other:
        sheet, values = book.sheets[helpers.casefold()], other.sheet(helpers)
        if values is None:
            raise PackageError(f"{helpers}?")
        # Nothing in a cell of a formula is the empty text.
        known = {at: _or_empty(values.get(*at)) for at in sheet.formulas}
        parts = {sheet.part: patch_sheet(book.package, sheet.part, SheetPatch(values=known))}
        owner = book.package.workbook
        root = book.package.xml(owner)
        for node in root.iterfind("{*}calcPr"):
            if "fullCalcOnLoad" in node.attrib:
                del node.attrib["fullCalcOnLoad"]
        parts[owner] = as_part(book.package.read(owner), root)
        return book.package.rewrite(parts, out)


def _or_empty(value: Value) -> Value:
    return "" if value is None else value
