"""Calculate native formulas: a temporary copy in which MFG cells are plain values, through LibreOffice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from workbook import libreoffice
from workbook.book import Book
from workbook.edits import Edits, cell_value
from workbook.formula import FormulaError, reference, rewrite
from workbook.graph import Key, Node
from workbook.patch import SheetPatch, patch_sheet, stored
from workbook.sheet import CellError, Value

# A longer array constant makes LibreOffice answer #N/A.
MAX_CONSTANT = 2000

Evaluate = Callable[[Node, str], Sequence[Sequence[object]]]


class TooLongError(FormulaError):
    """The MFG result inside a native formula is too large for an array constant."""


def calculate(
    book: Book, edits: Edits, nodes: Iterable[Node], frozen: set[Key], evaluate: Evaluate, work: Path
) -> tuple[Book, dict[Key, str]]:
    """Recalculate the native formulas of a book as it stands in memory.

    Parameters
    ----------
    nodes
        All formula cells; MFG cells and those in `frozen` become plain values in the copy.
    evaluate
        Calculates an MFG call inside a native formula; the result goes in as an array constant.
    work
        A folder for the copy, the result and LibreOffice's settings.

    Returns
    -------
    tuple
        The recalculated copy, and for native formulas that could not be handed over the reason.

    Raises
    ------
    libreoffice.OfficeError
        LibreOffice is missing or failed.
    """
    patches = edits.patches()
    failed: dict[Key, str] = {}
    for node in nodes:
        if node.kind == "copy":
            continue
        if node.kind in ("udf", "range") or node.key in frozen or node.formula.kind == "table":
            text = None
        else:
            try:
                text = _plain(node, book, evaluate)
            except FormulaError as error:
                text = None
                failed[node.key] = str(error)
            if text == node.formula.text:
                continue
        patches.setdefault(node.key[0], SheetPatch()).formulas[node.row, node.col] = text
    replacements = {
        book.sheets[name].part: patch_sheet(book.package, book.sheets[name].part, patch)
        for name, patch in patches.items()
    }
    copy = book.package.rewrite(replacements, work / f"copy{book.path.suffix.lower()}")
    return Book(libreoffice.recalculate(copy, work / "done", work / "profile")), failed


def _plain(node: Node, book: Book, evaluate: Evaluate) -> str:
    """A native formula without MFG calls and without ``A1#``."""
    if not node.wraps_udf and "#" not in node.formula.text and "ANCHORARRAY" not in node.formula.text:
        return node.formula.text

    def spill(anchor: str) -> str:
        area = reference(anchor, node.sheet, book, (node.row, node.col))
        extent = book.spill(area.sheet, area.row1, area.col1) if area else None
        if extent is None:
            raise FormulaError(f"{anchor} has no spilled array")
        return extent.a1()

    return rewrite(node.formula.text, lambda text: constant(evaluate(node, text)), spill).removeprefix("=")


def constant(rows: Sequence[Sequence[object]]) -> str:
    """Values as formula text.

    >>> constant([[1.0, "a"], [None, True]])
    '{1,"a";"",TRUE}'
    """
    if sum(len(row) for row in rows) > MAX_CONSTANT:
        raise TooLongError(f"its MFG result has more than {MAX_CONSTANT} cells")
    text = ";".join(",".join(_literal(cell_value(value)) for value in row) for row in rows)
    return text if len(rows) == len(rows[0]) == 1 else "{" + text + "}"


def _literal(value: Value) -> str:
    if value is None:
        return '""'
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, CellError) or not isinstance(value, str):
        return stored(value)[1]
    return '"' + value.replace('"', '""') + '"'
