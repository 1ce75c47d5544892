"""Write the native edition: formulas into the cells of sheets, and the sheet of helper blocks."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from workbook.native.helpers import Helpers
from workbook.native.texts import title
from workbook.package import parse_xml
from workbook.parts import Change, add_formats, add_sheet
from workbook.patch import as_part, stored
from workbook.references import a1, column_number
from workbook.sheet import Sheet, Value

Cell = tuple[int, int]


def write_cells(change: Change, sheet: Sheet, formulas: Mapping[Cell, str]) -> None:
    """Put formulas into the cells of a worksheet part.

    The cached values stay, so that programs that do not calculate on opening show them.
    """
    package = change.package
    data = change.read(sheet.part)
    root = change.roots.get(sheet.part)
    known = root is not None
    if root is None:
        root = parse_xml(data, sheet.part, package)
    body = root.find("{*}sheetData")
    if body is None:
        raise package.error("damaged", f"{sheet.part} has no cells")
    tag = str(body.tag).removesuffix("sheetData")
    left = dict(formulas)
    number = 0
    for row in body.iterfind(tag + "row"):
        number = int(row.get("r") or number + 1)
        col = 0
        for cell in row.iterfind(tag + "c"):
            ref = cell.get("r")
            col = column_number(ref.rstrip("0123456789")) if ref else col + 1
            at = (number, col)
            if at in left:
                _clear(cell, tag)
                if cell.get("t") in ("s", "inlineStr"):  # kinds of constants only
                    for old in list(cell):
                        cell.remove(old)
                    cell.set("t", "str")
                    etree.SubElement(cell, tag + "v").text = stored(sheet.get(*at) or "")[1]
                cell.insert(0, _formula(tag, left.pop(at), a1(*at)))
                if cell.find(tag + "v") is None:
                    _show_nothing(cell, tag)
    if left:
        _add(body, tag, left)
    if not known:
        change.replaced[sheet.part] = as_part(data, root)


def _clear(cell: etree._Element, tag: str) -> None:
    cell.attrib.pop("cm", "")
    for node in cell.findall(tag + "f"):
        cell.remove(node)


def _show_nothing(cell: etree._Element, tag: str) -> None:
    """Give a formula cell the empty text as its value: without any it would count as 0."""
    cell.set("t", "str")
    etree.SubElement(cell, tag + "v").text = ""


def _formula(tag: str, formula: str, ref: str) -> etree._Element:
    node = etree.Element(tag + "f")
    node.text = formula
    if formula.startswith("{"):
        node.text = formula[1:-1]
        node.set("t", "array")
        node.set("ref", ref)
    return node


def _add(body: etree._Element, tag: str, formulas: Mapping[Cell, str]) -> None:
    """Put formulas into cells that the file does not have, as where a spill ended in blanks."""
    rows = {int(r.get("r", "0")): r for r in body.iterfind(tag + "row") if r.get("r")}
    for (number, col), formula in sorted(formulas.items()):
        row = rows.get(number)
        if row is None:
            row = etree.Element(tag + "row", {"r": str(number)})
            later = [n for n in rows if n > number]
            if later:
                rows[min(later)].addprevious(row)
            else:
                body.append(row)
            rows[number] = row
        row.attrib.pop("spans", "")
        cell = etree.Element(tag + "c", {"r": a1(number, col)})
        cell.append(_formula(tag, formula, a1(number, col)))
        _show_nothing(cell, tag)
        after = next(
            (c for c in row.iterfind(tag + "c") if column_number(c.get("r", "A").rstrip("0123456789")) > col),
            None,
        )
        if after is None:
            row.append(cell)
        else:
            after.addprevious(cell)


def add_helpers(change: Change, helpers: Helpers, lang: str, values: Mapping[Cell, Value]) -> str:
    """Append the sheet of helper blocks, its cells with the values known; returns its name."""
    formats = add_formats(change)
    name = add_sheet(change, helpers.sheet, [], [34.0], formats)
    part = list(change.added)[-1]
    root = etree.fromstring(change.added[part])
    tag = str(root.tag).removesuffix("worksheet")
    body = root.find(tag + "sheetData")
    assert body is not None
    texts = {**helpers.texts, (1, 1): title("head", lang), (2, 1): title("note", lang)}
    by_row: dict[int, list[int]] = {}
    for row, col in [*texts, *helpers.cells]:
        by_row.setdefault(row, []).append(col)
    for row in sorted(by_row):
        line = etree.SubElement(body, tag + "row", {"r": str(row)})
        for col in sorted(by_row[row]):
            cell = etree.SubElement(line, tag + "c", {"r": a1(row, col)})
            if (row, col) in texts:
                look = "title" if row == 1 else "section" if row in helpers.titles else ""
                if formats.get(look):
                    cell.set("s", str(formats[look]))
                cell.set("t", "inlineStr")
                etree.SubElement(etree.SubElement(cell, tag + "is"), tag + "t").text = texts[row, col]
                continue
            cell.append(_formula(tag, helpers.cells[row, col], a1(row, col)))
            value = values.get((row, col))
            if value is not None:
                kind, text = stored(value)
                if kind:
                    cell.set("t", kind)
                etree.SubElement(cell, tag + "v").text = text
    prolog = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    change.added[part] = prolog + bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=False))
    return name


def calculate_on_open(change: Change) -> None:
    """Ask the program that opens the file to calculate once: the helper blocks hold no values yet
    (:mod:`workbook.native.cached` gives them some)."""
    package = change.package
    book = change.root(package.workbook)
    node = book.find("{*}calcPr")
    if node is None:
        node = etree.Element(str(book.tag).removesuffix("workbook") + "calcPr")
        before = [n for n in book if isinstance(n.tag, str) and n.tag.rpartition("}")[2] in _BEFORE_CALC]
        before[-1].addnext(node)
    node.set("fullCalcOnLoad", "1")


_BEFORE_CALC = frozenset(
    ("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
     "functionGroups", "externalReferences", "definedNames")
)  # fmt: skip
