"""Change cells in a worksheet part and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from workbook.package import Package, parse_xml
from workbook.references import a1, column_number
from workbook.sheet import CellError, Value, local_area

Cell = tuple[int, int]

# Error values every Excel reads; newer ones are stored as #VALUE!, as Excel itself does.
STORED_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA")
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_PROLOG = re.compile(rb"^(\xef\xbb\xbf)?\s*(<\?xml[^>]*\?>)?\s*")


@dataclass
class SheetPatch:
    """What changes in one sheet, by (row, column).

    Attributes
    ----------
    values
        New values; None empties the cell and keeps its style.
    refs
        New ``ref`` of the array formula in an anchor cell.
    styles
        For a cell that may be new: the cell whose style it takes.
    formats
        The number of the cell format a cell gets, new or not.
    formulas
        New formula text, or None to leave only the value (for temporary copies).
    """

    values: dict[Cell, Value] = field(default_factory=dict)
    refs: dict[Cell, str] = field(default_factory=dict)
    styles: dict[Cell, Cell] = field(default_factory=dict)
    formats: dict[Cell, int] = field(default_factory=dict)
    formulas: dict[Cell, str | None] = field(default_factory=dict)

    def cells(self) -> set[Cell]:
        return {*self.values, *self.refs, *self.formulas}

    def __bool__(self) -> bool:
        return bool(self.values or self.refs or self.formulas)


def patch_sheet(package: Package, part: str, patch: SheetPatch) -> bytes:
    """The bytes of a worksheet part with the changes made."""
    data = package.read(part)
    root = parse_xml(data, part, package)
    body = root.find("{*}sheetData")
    if body is None:
        raise package.error("damaged", f"{part} has no cells")
    grid = _Grid(body)
    styles = {cell: grid.style(source) for cell, source in patch.styles.items()}
    touched = sorted(patch.cells())
    for row, col in touched:
        if patch.values.get((row, col), "") is None and grid.find(row, col) is None:
            continue
        cell = grid.cell(row, col, styles.get((row, col)))
        formula = cell.find(grid.tag("f"))
        if (row, col) in patch.formulas and formula is not None:
            _set_formula(cell, formula, patch.formulas[row, col])
        if (row, col) in patch.refs and formula is not None:
            formula.set("ref", patch.refs[row, col])
        if (row, col) in patch.formats:
            cell.set("s", str(patch.formats[row, col]))
        if (row, col) in patch.values:
            _set_value(cell, patch.values[row, col], grid)
    _extend_dimension(root, [c for c in touched if patch.values.get(c) is not None])
    return as_part(data, root)


def as_part(data: bytes, root: etree._Element) -> bytes:
    """A changed part as bytes, with the prolog of the part it was read from."""
    head = _PROLOG.match(data)
    prolog = head[0] if head and head[2] else b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    if b"encoding" in prolog and not re.search(rb"encoding=[\"']utf-8[\"']", prolog, re.IGNORECASE):
        prolog = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return prolog + bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=False))


class _Grid:
    """The rows and cells of a sheetData element, found and made in order."""

    def __init__(self, body: etree._Element) -> None:
        self.body = body
        self.namespace = str(body.tag).rpartition("}")[0] + "}"
        self.rows: dict[int, etree._Element] = {}
        self.cells: dict[int, dict[int, etree._Element]] = {}
        number = 0
        for row in body.iterfind(self.tag("row")):
            number = int(row.get("r") or number + 1)
            self.rows[number] = row
        self.ordered = sorted(self.rows)

    def tag(self, name: str) -> str:
        return self.namespace + name

    def line(self, row: int) -> dict[int, etree._Element]:
        """The cells of a row by column; cells without an address get one."""
        if row not in self.cells:
            line: dict[int, etree._Element] = {}
            col = 0
            for cell in self.rows[row].iterfind(self.tag("c")) if row in self.rows else ():
                ref = cell.get("r")
                col = column_number(ref.rstrip("0123456789")) if ref else col + 1
                if not ref:
                    cell.set("r", a1(row, col))
                line[col] = cell
            self.cells[row] = line
        return self.cells[row]

    def find(self, row: int, col: int) -> etree._Element | None:
        return self.line(row).get(col)

    def style(self, cell: Cell) -> str | None:
        found = self.find(*cell)
        return None if found is None else found.get("s")

    def cell(self, row: int, col: int, style: str | None) -> etree._Element:
        """The cell, made in its place if it is not there."""
        line = self.line(row)
        if col in line:
            return line[col]
        parent = self._row(row)
        cell = etree.Element(self.tag("c"), {"r": a1(row, col)})
        if style is not None:
            cell.set("s", style)
        later = [c for c in line if c > col]
        if later:
            line[min(later)].addprevious(cell)
        elif line:
            line[max(line)].addnext(cell)
        else:
            parent.insert(0, cell)
        line[col] = cell
        self._widen(parent, col)
        return cell

    def _row(self, number: int) -> etree._Element:
        if number in self.rows:
            return self.rows[number]
        row = etree.Element(self.tag("row"), {"r": str(number)})
        following = next((n for n in self.ordered if n > number), None)
        if following is None:
            self.body.append(row)
        else:
            if self.rows[following].get("r") is None:
                self.rows[following].set("r", str(following))
            self.rows[following].addprevious(row)
        self.rows[number] = row
        self.ordered = sorted(self.rows)
        return row

    @staticmethod
    def _widen(row: etree._Element, col: int) -> None:
        spans = row.get("spans", "")
        low, colon, high = spans.partition(":")
        if colon and " " not in spans:
            row.set("spans", f"{min(int(low), col)}:{max(int(high), col)}")
        elif spans:
            del row.attrib["spans"]  # optional; Excel works it out


def _set_formula(cell: etree._Element, formula: etree._Element, text: str | None) -> None:
    if text is None:
        cell.remove(formula)
        cell.attrib.pop("cm", "")
        return
    formula.text = text
    if formula.get("t") == "shared":
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, "")


def _set_value(cell: etree._Element, value: Value, grid: _Grid) -> None:
    for node in list(cell):
        if node.tag in (grid.tag("v"), grid.tag("is")):
            cell.remove(node)
    cell.attrib.pop("t", "")
    cell.attrib.pop("vm", "")
    if value is None:
        return
    kind, text = stored(value)
    if kind:
        cell.set("t", kind)
    node = etree.Element(grid.tag("v"))
    node.text = text
    formula = cell.find(grid.tag("f"))
    if formula is not None:
        formula.addnext(node)
    else:
        cell.insert(0, node)


def stored(value: Value) -> tuple[str, str]:
    """A value as its cell type and text.

    >>> stored(1.0), stored(0.1), stored(True), stored("是"), stored(CellError("#N/A"))
    (('', '1'), ('', '0.1'), ('b', '1'), ('str', '是'), ('e', '#N/A'))
    """
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, CellError):
        return "e", str(value) if value in STORED_ERRORS else "#VALUE!"
    if isinstance(value, str):
        value = _LOOKS_ESCAPED.sub("_x005F_", value)
        return "str", _CONTROL.sub(lambda m: f"_x{ord(m[0]):04X}_", value)
    if isinstance(value, float | int):
        number = float(value)
        return "", str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    return "str", str(value)


def _extend_dimension(root: etree._Element, cells: Iterable[Cell]) -> None:
    node = root.find("{*}dimension")
    area = local_area(node.get("ref", ""), "") if node is not None else None
    if node is None or area is None:
        return
    rows = [area.row1, area.row2]
    cols = [area.col1, area.col2]
    for row, col in cells:
        rows.append(row)
        cols.append(col)
    first, last = a1(min(rows), min(cols)), a1(max(rows), max(cols))
    if (min(rows), max(rows), min(cols), max(cols)) != (area.row1, area.row2, area.col1, area.col2):
        node.set("ref", f"{first}:{last}")
