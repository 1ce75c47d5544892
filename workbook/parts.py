"""Add a worksheet and a few cell formats to a package, and take parts out of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from workbook.external import local
from workbook.package import Package, parse_xml
from workbook.patch import as_part, stored
from workbook.references import a1
from workbook.style import width

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

#: The formats a note needs: (bold, points or None, font colour, fill colour, wrap).
LOOKS: dict[str, tuple[bool, int | None, str | None, str | None, bool]] = {
    "title": (True, 14, None, None, False),
    "section": (True, None, "FF1F4E79", None, False),
    "label": (True, None, None, None, True),
    "text": (False, None, None, None, True),
    "banner": (True, None, "FF7F3F00", "FFFFF2CC", False),
}


@dataclass
class Change:
    """Parts of a package that are to be replaced, added or left out; parsed once, written once."""

    package: Package
    roots: dict[str, etree._Element] = field(default_factory=dict)
    replaced: dict[str, bytes] = field(default_factory=dict)
    added: dict[str, bytes] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)

    def root(self, part: str) -> etree._Element:
        """The root of a part that is going to change."""
        if part not in self.roots:
            self.roots[part] = parse_xml(self.read(part), part, self.package)
        return self.roots[part]

    def read(self, part: str) -> bytes:
        """A part as it is so far."""
        return self.replaced.get(part) or self.package.read(part)

    def parts(self) -> dict[str, bytes]:
        """Every replaced part as bytes."""
        done = {n: as_part(self.read(n), r) for n, r in self.roots.items() if n not in self.dropped}
        return {n: d for n, d in (self.replaced | done).items() if n not in self.dropped}


def rels_of(part: str) -> str:
    """The part with the relationships of a part."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def drop(change: Change, part: str, owner: str) -> None:
    """Leave a part out, with its content type and its owner's relationship."""
    package = change.package
    change.dropped |= {n for n in (part, rels_of(part)) if n in package.names}
    types = change.root("[Content_Types].xml")
    for node in [n for n in types if isinstance(n.tag, str) and n.get("PartName") == "/" + part]:
        types.remove(node)
    gone = {identity for _, target, identity in package.relations(owner) if target == part}
    relations = change.root(rels_of(owner))
    for node in [n for n in relations if isinstance(n.tag, str) and n.get("Id") in gone]:
        relations.remove(node)


def add_sheet(
    change: Change,
    name: str,
    rows: Sequence[Sequence[tuple[str, str]]],
    widths: Sequence[float],
    formats: Mapping[str, int],
) -> str:
    """Append a worksheet of texts as the last tab; returns its name, which may have got a number.

    Parameters
    ----------
    rows
        Cells as (text, look); the looks are the keys of `formats`.
    """
    package = change.package
    book = change.root(package.workbook)
    sheets = book.find("{*}sheets")
    if sheets is None or not len(sheets):
        raise package.error("damaged", "no sheets")
    nodes = [n for n in sheets if isinstance(n.tag, str)]
    taken = {str(n.get("name", "")).casefold() for n in nodes}
    title, number = name, 2
    while title.casefold() in taken:
        title, number = f"{name} ({number})", number + 1
    part = _free([*package.names, *change.added], "xl/worksheets/sheet{}.xml")
    relations = change.root(rels_of(package.workbook))
    identity = _free([str(n.get("Id")) for n in relations if isinstance(n.tag, str)], "rId{}")
    like = next(
        (str(n.get("Type")) for n in relations if str(n.get("Type", "")).endswith("/worksheet")),
        f"{_RELATIONSHIPS}/worksheet",
    )
    relation = etree.SubElement(relations, _tag(relations, "Relationship"))
    for key, value in (("Id", identity), ("Type", like), ("Target", "/" + part)):
        relation.set(key, value)
    types = change.root("[Content_Types].xml")
    override = etree.SubElement(types, _tag(types, "Override"))
    override.set("PartName", "/" + part)
    override.set("ContentType", _WORKSHEET)
    key = next((str(k) for k in nodes[-1].attrib if local(str(k)) == "id"), f"{{{_RELATIONSHIPS}}}id")
    node = etree.Element(_tag(sheets, "sheet"))
    node.set("name", title)
    node.set("sheetId", str(1 + max(_number(n.get("sheetId")) for n in nodes)))
    node.set(key, identity)
    nodes[-1].addnext(node)
    change.added[part] = _sheet(str(book.tag).rpartition("}")[0].lstrip("{"), rows, widths, formats)
    return title


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _tag(parent: etree._Element, name: str) -> str:
    return str(parent.tag).rpartition("}")[0] + "}" + name


def _free(names: Sequence[str], pattern: str) -> str:
    taken = {n.casefold() for n in names}
    number = len(names) + 1
    while pattern.format(number).casefold() in taken:
        number += 1
    return pattern.format(number)


def _sheet(
    namespace: str,
    rows: Sequence[Sequence[tuple[str, str]]],
    widths: Sequence[float],
    formats: Mapping[str, int],
) -> bytes:
    root = etree.fromstring(f'<worksheet xmlns="{namespace}"/>')

    def sub(parent: etree._Element, name: str, **attributes: object) -> etree._Element:
        return etree.SubElement(parent, f"{{{namespace}}}{name}", {k: str(v) for k, v in attributes.items()})

    views = sub(root, "sheetViews")
    sub(views, "sheetView", showGridLines=0, workbookViewId=0)
    columns = sub(root, "cols")
    for number, wide in enumerate(widths, 1):
        sub(columns, "col", min=number, max=number, width=wide, customWidth=1)
    body = sub(root, "sheetData")
    for number, row in enumerate(rows, 1):
        if not row:
            continue
        line = sub(body, "row", r=number, **_height(row, widths))
        for col, (text, look) in enumerate(row, 1):
            cell = sub(line, "c", r=a1(number, col), s=formats.get(look, 0), t="inlineStr")
            node = sub(sub(cell, "is"), "t")
            node.text = stored(text[:32_767])[1]
            if text != text.strip() or "\n" in text:
                node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    sub(root, "pageMargins", left=0.5, right=0.5, top=0.75, bottom=0.75, header=0.3, footer=0.3)
    sub(root, "pageSetup", paperSize=9, orientation="portrait", fitToHeight=0)
    page = etree.Element(f"{{{namespace}}}sheetPr")
    root.insert(0, page)
    sub(page, "pageSetUpPr", fitToPage=1)
    prolog = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return prolog + bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=False))


def _height(row: Sequence[tuple[str, str]], widths: Sequence[float]) -> dict[str, object]:
    """The height of a row of wrapped texts; a single line needs none."""
    lines = 1
    for (text, look), room in zip(row, widths, strict=False):
        if look in LOOKS and LOOKS[look][4]:
            needed = sum(max(1, math.ceil(width(part) / (room - 2))) for part in text.split("\n"))
            lines = max(lines, needed)
    return {"ht": min(15 * lines, 400), "customHeight": 1} if lines > 1 else {}


def add_formats(change: Change) -> dict[str, int]:
    """Append the formats of `LOOKS` to the styles and return their numbers; without styles, none."""
    package = change.package
    part = next((t for k, t, _ in package.relations(package.workbook) if k == "styles"), None)
    if part is None or part not in package.names:
        return {}
    root = change.root(part)
    groups = [root.find("{*}" + name) for name in ("fonts", "fills", "cellXfs")]
    if any(g is None for g in groups):
        change.roots.pop(part)
        return {}
    fonts, fills, formats = (g for g in groups if g is not None)
    first = next((f for f in fonts if isinstance(f.tag, str)), None)
    numbers = {}
    for look, (bold, points, colour, fill, wrap) in LOOKS.items():
        font = _font(fonts, first, bold, points, colour)
        painted = _append(fills, _fill(fills, fill)) if fill else 0
        xf = etree.Element(_tag(root, "xf"))
        for key, value in (("numFmtId", 0), ("fontId", font), ("fillId", painted), ("borderId", 0)):
            xf.set(key, str(value))
        xf.set("applyFont", "1")
        if fill:
            xf.set("applyFill", "1")
        if root.find("{*}cellStyleXfs") is not None:
            xf.set("xfId", "0")
        if wrap:
            xf.set("applyAlignment", "1")
            etree.SubElement(xf, _tag(root, "alignment"), {"vertical": "top", "wrapText": "1"})
        numbers[look] = _append(formats, xf)
    return numbers


def _append(group: etree._Element, node: etree._Element) -> int:
    """Append a node; returns its number and keeps the count right."""
    count = sum(isinstance(n.tag, str) for n in group)
    group.append(node)
    group.set("count", str(count + 1))
    return count


def _font(
    fonts: etree._Element, first: etree._Element | None, bold: bool, points: int | None, colour: str | None
) -> int:
    """A font like the workbook's own, so that Chinese looks as it does elsewhere."""
    font = etree.Element(_tag(fonts, "font"))
    own = {local(n.tag): n for n in first if isinstance(n.tag, str)} if first is not None else {}
    if bold:
        etree.SubElement(font, _tag(fonts, "b"))
    size = str(points) if points else (own["sz"].get("val", "11") if "sz" in own else "11")
    etree.SubElement(font, _tag(fonts, "sz"), {"val": size})
    if colour:
        etree.SubElement(font, _tag(fonts, "color"), {"rgb": colour})
    for key in ("name", "family", "charset"):
        if key in own:
            etree.SubElement(font, _tag(fonts, key), {"val": str(own[key].get("val"))})
    if "name" not in own:
        etree.SubElement(font, _tag(fonts, "name"), {"val": "Calibri"})
    return _append(fonts, font)


def _fill(fills: etree._Element, colour: str) -> etree._Element:
    fill = etree.Element(_tag(fills, "fill"))
    pattern = etree.SubElement(fill, _tag(fills, "patternFill"), {"patternType": "solid"})
    etree.SubElement(pattern, _tag(fills, "fgColor"), {"rgb": colour})
    etree.SubElement(pattern, _tag(fills, "bgColor"), {"indexed": "64"})
    return fill
