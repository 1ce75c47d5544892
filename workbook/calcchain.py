"""The calculation chain: the list of formula cells that Excel keeps, without those that are values now."""

from __future__ import annotations

from collections.abc import Set

from workbook.parts import Change, drop
from workbook.references import parse_range

Key = tuple[str, int, int]


def without_chain(change: Change) -> None:
    """Leave the chain out: Excel makes a new one, which has the formulas that were added."""
    owner = change.package.workbook
    part = next((t for k, t, _ in change.package.relations(owner) if k == "calcChain"), None)
    if part is not None and part in change.package.names:
        drop(change, part, owner)


def without_cells(change: Change, cells: Set[Key]) -> None:
    """Take cells (sheet without case, row, column) out of the chain; an empty chain is left out."""
    package = change.package
    owner = package.workbook
    part = next((t for k, t, _ in package.relations(owner) if k == "calcChain"), None)
    if part is None or part not in package.names or not cells:
        return
    names = {
        str(n.get("sheetId")): str(n.get("name", "")).casefold()
        for n in package.xml(owner).iterfind("{*}sheets/{*}sheet")
    }
    root = change.root(part)
    sheet, gone = "", []
    nodes = [n for n in root if isinstance(n.tag, str)]
    # An entry without a sheet number has that of the entry before it, so every one that stays says it.
    for node in nodes:
        sheet = str(node.get("i") or sheet)
        area = parse_range(str(node.get("r", "")))
        place = area.area("") if area is not None else None
        if place is not None and (names.get(sheet, ""), place.row1, place.col1) in cells:
            gone.append(node)
        else:
            node.set("i", sheet)
    if len(gone) == len(nodes):
        change.roots.pop(part)
        drop(change, part, owner)
        return
    if not gone:
        change.roots.pop(part)
    for node in gone:
        root.remove(node)
