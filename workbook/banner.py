"""A free cell for a line of text at the top of a workbook's first sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from workbook.book import Book
from workbook.external import local
from workbook.formula import dependencies
from workbook.package import parse_xml
from workbook.references import Area
from workbook.sheet import Sheet

_CLIENT = re.compile(rb"<x:ClientData ObjectType=[\"'](\w+)[\"']>(.*?)</x:ClientData>", re.DOTALL)
_ANCHOR = re.compile(rb"<x:Anchor>\s*((?:\d+\s*,\s*){7}\d+)\s*</x:Anchor>")

#: How many rows from the top are looked at, and how many cells to the right a line of text needs.
ROWS, ROOM = 6, 6


def free_cell(book: Book) -> tuple[Sheet, int, int] | None:
    """The first sheet that shows, and a cell there that nothing holds, covers or reads; None if there is none."""
    sheet = _first_shown(book)
    if sheet is None:
        return None
    root = parse_xml(book.package.read(sheet.part), sheet.part, book.package)
    taken = list(_taken(book, sheet))
    hidden = {_count(r.get("r")) for r in root.iter("{*}row") if r.get("hidden") in ("1", "true")}
    columns = {
        number
        for c in root.iter("{*}col")
        if c.get("hidden") in ("1", "true")
        for number in range(_count(c.get("min")), min(_count(c.get("max")), 60) + 1)
    }
    read = None
    for row, col in _candidates(sheet):
        if row in hidden or col in columns:
            continue
        room = Area(sheet.name, row, col, row, col + ROOM - 1)
        if any(sheet.get(row, c) is not None for c in range(col, col + ROOM)):
            continue
        if any(area.overlaps(room) for area in taken):
            continue
        if read is None:
            read = _read_areas(book)
        if not any(
            area.contains(row, col) for area in read if area.sheet.casefold() == sheet.name.casefold()
        ):
            return sheet, row, col
    return None


def _first_shown(book: Book) -> Sheet | None:
    root = book.package.xml(book.package.workbook)
    for node in root.iterfind("{*}sheets/{*}sheet"):
        sheet = book.sheet(str(node.get("name", "")))
        if sheet is not None and node.get("state", "visible") == "visible":
            return sheet
    return None


def _candidates(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Column A from the top, then beside what stands in the first rows."""
    yield from ((row, 1) for row in range(1, ROWS + 1))
    for row in range(1, ROWS + 1):
        yield row, max(sheet.rows.get(row, {}), default=0) + 2
    yield 1, sheet.max_col + 2


def _taken(book: Book, sheet: Sheet) -> Iterator[Area]:
    """Merged cells, tables, arrays and drawings."""
    yield from sheet.merged
    yield from (t.area for t in book.tables if t.area.sheet.casefold() == sheet.name.casefold())
    yield from (f.area for f in sheet.formulas.values())
    for kind, target, _ in book.package.relations(sheet.part):
        if kind == "drawing" and target in book.package.names:
            yield from _drawn(book.package.xml(target), sheet.name)
        elif kind == "vmlDrawing" and target in book.package.names:
            yield from _controls(book.package.read(target), sheet.name)


def _controls(data: bytes, sheet: str) -> Iterator[Area]:
    """Buttons and other form controls; the boxes of comments are not shown."""
    for kind, inside in _CLIENT.findall(data):
        anchor = _ANCHOR.search(inside)
        if kind != b"Note" and anchor:
            col1, _, row1, _, col2, _, row2, _ = (int(n) for n in anchor[1].split(b","))
            yield Area(sheet, row1 + 1, col1 + 1, row2 + 1, col2 + 1)


def _drawn(root: etree._Element, sheet: str) -> Iterator[Area]:
    for anchor in root:
        if not isinstance(anchor.tag, str):
            continue
        at = {}
        for child in anchor:
            if isinstance(child.tag, str) and local(child.tag) in ("from", "to"):
                at[local(child.tag)] = tuple(_count(child.findtext("{*}" + k)) + 1 for k in ("row", "col"))
        if "from" in at:
            first = at["from"]
            last = at.get("to", (first[0] + 30, first[1] + 15))
            yield Area(sheet, first[0], first[1], last[0], last[1])


def _count(text: str | None) -> int:
    """A whole number of a drawing's anchor; 0 for anything else."""
    text = (text or "").strip()
    return int(text) if text.isdecimal() and len(text) < 8 else 0


def _read_areas(book: Book) -> set[Area]:
    """Every area that a formula or a name of the workbook reads."""
    found: set[Area] = set()
    seen: set[tuple[str, str]] = set()
    for sheet in book.sheets.values():
        for place, formula in sheet.formulas.items():
            if (sheet.name, formula.text) not in seen:
                seen.add((sheet.name, formula.text))
                found |= set(dependencies(formula.text, sheet.name, book, place).areas)
    for (scope, name), (_, text) in book.every_name.items():
        if name.startswith("_xlnm."):
            continue  # print areas and titles read nothing
        found |= set(dependencies(text, scope, book).areas)
    return found
