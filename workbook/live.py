"""Where a workbook needs the add-in: cells, names, formats and validations that call MFG functions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from lxml import etree
from openpyxl.formula.tokenizer import Token

from workbook.book import Book
from workbook.external import local
from workbook.formula import udf_names
from workbook.package import parse_xml
from workbook.references import FormulaError, a1, quote_sheet, tokens
from workbook.sheet import Formula, Sheet

#: A cell of the add-in, which formulas can see only while it is loaded.
ADDIN_CELL = "[MFG.xlam]Sheet1!$A$1"

_CALL = re.compile(r"MFG_\w+\(", re.IGNORECASE)
_CALL_BYTES = re.compile(rb"MFG_\w+\(", re.IGNORECASE)

#: Elements of a worksheet, besides cells, that hold formulas.
RULES = frozenset(("formula", "formula1", "formula2", "f"))


@dataclass(frozen=True)
class Cell:
    """A formula cell that needs the add-in."""

    sheet: Sheet
    row: int
    col: int
    formula: Formula

    @property
    def place(self) -> str:
        """``Sheet!A1``, or ``Sheet!A1:B9`` for an array."""
        return f"{quote_sheet(self.sheet.name)}!{self.formula.area.local()}"

    @property
    def anchor(self) -> str:
        """``Sheet!A1``."""
        return f"{quote_sheet(self.sheet.name)}!{a1(self.row, self.col)}"


@dataclass
class Live:
    """Everything in a workbook that calls an MFG function.

    Attributes
    ----------
    cells
        Formula cells, in the order of the sheets and rows; also those that call through a name.
    names
        Defined names whose text calls a function: (name, text).
    rules
        (sheet, text) of conditional formats and validations.
    notices
        Cells that say that the add-in is absent; a copy without its functions needs none.
    """

    cells: list[Cell] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    rules: list[tuple[str, str]] = field(default_factory=list)
    notices: list[Cell] = field(default_factory=list)

    @property
    def covered(self) -> int:
        """The number of cells with results of the functions."""
        return sum(c.formula.area.rows * c.formula.area.cols for c in self.cells)


def calls(text: str) -> bool:
    """Whether a formula calls an MFG function; its name in a text or in a name is no call.

    >>> calls('IF(A1>0,MFG_RANK(B1:B9),"")'), calls('"MFG_RANK("'), calls("MFG_Scores")
    (True, False, False)
    """
    return _CALL.search(text) is not None and bool(udf_names(text))


def find(book: Book) -> Live:
    """Find what needs the add-in."""
    live = Live()
    names = _calling_names(book)
    live.names = sorted(names.values())
    for title in book.sheet_names:
        sheet = book.sheet(title)
        if sheet is None:
            continue
        for (row, col), formula in sorted(sheet.formulas.items()):
            if ADDIN_CELL in formula.text:
                live.notices.append(Cell(sheet, row, col, formula))
            elif calls(formula.text) or (names and uses(formula.text, names)):
                live.cells.append(Cell(sheet, row, col, formula))
        data = book.package.read(sheet.part)
        if _CALL_BYTES.search(data):
            root = parse_xml(data, sheet.part, book.package)
            live.rules += [(sheet.name, text) for _, text in rules(root) if calls(text)]
    return live


def rules(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The formulas of conditional formats, validations and extensions of a worksheet."""
    for child in root:
        if not isinstance(child.tag, str) or local(child.tag) == "sheetData":
            continue
        for node in child.iter(etree.Element):
            if local(node.tag) in RULES and node.text:
                yield node, node.text


def _calling_names(book: Book) -> dict[str, tuple[str, str]]:
    """Defined names that call a function, directly or through another name; by name without case."""
    every = {key: (name, text) for (_, key), (name, text) in book.every_name.items()}
    found = {key: pair for key, pair in every.items() if calls(pair[1])}
    while found:
        more = {k: p for k, p in every.items() if k not in found and uses(p[1], found)}
        if not more:
            break
        found |= more
    return found


def uses(text: str, names: Collection[str]) -> bool:
    """Whether a formula uses one of some names (without case)."""
    folded = text.casefold()
    if not any(name in folded for name in names):
        return False
    try:
        items = tokens(text)
    except FormulaError:
        return True
    return any(
        t.type == Token.OPERAND
        and t.subtype == Token.RANGE
        and t.value.removeprefix("@").rpartition("!")[2].removesuffix("#").casefold() in names
        for t in items
    )
