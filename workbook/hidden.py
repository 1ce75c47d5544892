"""What a workbook carries besides what it shows: people, paths, links, comments, hidden sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from workbook import external
from workbook.book import Book
from workbook.external import local
from workbook.package import Package
from workbook.references import quote_sheet

#: The fields of the document's properties that name people or organisations.
PERSONAL = {
    "core": ("creator", "lastModifiedBy"),
    "app": ("Manager", "Company", "HyperlinkBase"),
}

#: The word that relationships use for each kind of properties.
PROPERTIES = {"core": "core-properties", "app": "extended-properties", "custom": "custom-properties"}

_ABSOLUTE = re.compile(r"(?:file:///?[^\s\"'<>|]+|[A-Za-z]:\\[^\s\"'<>|]+|\\\\[\w.$-]+\\[^\s\"'<>|]+)")
#: Who made the template is no person.
_OURS = frozenset(("", "MFG Index"))
#: More than this of one kind is counted, not listed.
_SHOWN = 6


@dataclass(frozen=True)
class Hidden:
    """One kind of content that is not seen: its key and what fills its text."""

    key: str
    values: tuple[object, ...] = ()
    level: str = "info"


def find(book: Book) -> Iterator[Hidden]:
    """Look through the package."""
    package = book.package
    people = list(properties(package))
    if people:
        yield Hidden("properties", (_listed(f"{k}: {v}" for k, v in people),), "warning")
    found = list(dict.fromkeys(paths(package)))
    if found:
        yield Hidden("paths", (_listed(found),), "warning")
    links = [link.target or link.part for link in external.links(package)]
    if links:
        yield Hidden("external", (_listed(links),), "warning")
    count, authors = comments(package)
    if count:
        yield Hidden("comments", (count, _listed(authors) or "?"), "warning")
    printers = parts(package, "printerSettings")
    if printers:
        yield Hidden("printers", (len(printers),))
    yield from _structure(book)
    yield from _parts(package)


def _listed(items: Iterable[str]) -> str:
    every = list(items)
    more = f" +{len(every) - _SHOWN}" if len(every) > _SHOWN else ""
    return "; ".join(every[:_SHOWN]) + more


def parts(package: Package, kind: str) -> list[str]:
    """The members that relationships of one kind lead to, such as "comments"."""
    found = []
    for name in package.names:
        if name.endswith(".rels") and "_rels/" in name:
            folder, _, file = name.partition("_rels/")
            for word, target, _ in package.relations(folder + file.removesuffix(".rels")):
                if word == kind and target in package.names and target not in found:
                    found.append(target)
    return found


def owners(package: Package, part: str) -> list[str]:
    """The parts that have a relationship to one."""
    found = []
    for name in package.names:
        if name.endswith(".rels") and "_rels/" in name:
            folder, _, file = name.partition("_rels/")
            owner = folder + file.removesuffix(".rels")
            if any(target == part for _, target, _ in package.relations(owner)):
                found.append(owner)
    return found


def properties_part(package: Package, kind: str) -> str | None:
    """The part with the properties "core", "app" or "custom"."""
    for word, target, _ in package.relations(""):
        if word == PROPERTIES[kind] and target in package.names:
            return target
    return None


def properties(package: Package) -> Iterator[tuple[str, str]]:
    """(field, value) of the properties that name people or organisations, and all custom ones."""
    for kind, fields in PERSONAL.items():
        part = properties_part(package, kind)
        if part is None:
            continue
        for node in package.xml(part).iter(etree.Element):
            if local(node.tag) in fields and (node.text or "").strip() not in _OURS:
                yield local(node.tag), (node.text or "").strip()
    part = properties_part(package, "custom")
    if part is not None:
        for node in package.xml(part):
            if isinstance(node.tag, str):
                yield str(node.get("name", "?")), "".join(str(t) for t in node.itertext())[:60]
    root = package.xml(package.workbook)
    sharing = root.find("{*}fileSharing")
    if sharing is not None and sharing.get("userName"):
        yield "userName", str(sharing.get("userName"))
    for part in parts(package, "pivotCacheDefinition"):
        who = package.xml(part).get("refreshedBy")
        if who:
            yield "refreshedBy", who


def absolute_nodes(root: etree._Element) -> list[etree._Element]:
    """The elements that say in which folder the workbook was saved."""
    return [n for n in root.iter(etree.Element) if local(n.tag) == "absPath"]


def paths(package: Package) -> Iterator[str]:
    """Paths of this computer: where the file was saved, and where links and relationships lead."""
    for node in absolute_nodes(package.xml(package.workbook)):
        yield str(node.get("url", ""))
    for name in package.names:
        if name.endswith(".rels") and "externalLinks/" not in name:
            for node in package.xml(name):
                target = str(node.get("Target", "")) if isinstance(node.tag, str) else ""
                if node.get("TargetMode") == "External" and _ABSOLUTE.match(target):
                    yield target


def comments(package: Package) -> tuple[int, list[str]]:
    """How many comments there are, and who wrote them."""
    count, authors = 0, []
    for part in parts(package, "comments"):
        root = package.xml(part)
        count += sum(local(n.tag) == "comment" for n in root.iter(etree.Element))
        authors += [n.text or "" for n in root.iter(etree.Element) if local(n.tag) == "author"]
    for part in parts(package, "person"):
        authors += [str(n.get("displayName", "")) for n in package.xml(part).iter(etree.Element)]
    names = [a for a in authors if a.strip() and not a.startswith("tc={")]
    return count, list(dict.fromkeys(names))


def _structure(book: Book) -> Iterator[Hidden]:
    root = book.package.xml(book.package.workbook)
    sheets = [
        str(n.get("name"))
        for n in root.iterfind("{*}sheets/{*}sheet")
        if n.get("state", "visible") != "visible"
    ]
    if sheets:
        yield Hidden("sheets", (_listed(sheets),), "warning")
    rows = []
    for sheet in book.sheets.values():
        data = book.package.read(sheet.part)
        if b"hidden=" not in data:
            continue
        tree = book.package.xml(sheet.part)
        shut = ("1", "true")
        lines = sum(n.get("hidden") in shut for n in tree.iterfind("{*}sheetData/{*}row"))
        columns = sum(n.get("hidden") in shut for n in tree.iterfind("{*}cols/{*}col"))
        if lines or columns:
            rows.append(f"{quote_sheet(sheet.name)} {lines}+{columns}")
    if rows:
        yield Hidden("rows", (_listed(rows),))
    names = [
        str(n.get("name"))
        for n in root.iterfind("{*}definedNames/{*}definedName")
        if n.get("hidden") in ("1", "true") and not str(n.get("name")).startswith("_xlnm")
    ]
    if names:
        yield Hidden("hidden_names", (_listed(names),))


def _parts(package: Package) -> Iterator[Hidden]:
    connections = parts(package, "connections")
    if connections:
        names = [
            str(n.get("name", "?"))
            for part in connections
            for n in package.xml(part).iter(etree.Element)
            if local(n.tag) == "connection"
        ]
        yield Hidden("connections", (_listed(names),), "warning")
    if parts(package, "vbaProject"):
        yield Hidden("macros")
    embedded = [*parts(package, "oleObject"), *parts(package, "package")]
    if embedded:
        yield Hidden("embedded", (_listed(embedded),), "warning")
    pivots = parts(package, "pivotCacheDefinition")
    if pivots:
        yield Hidden("pivots", (len(pivots),), "warning")
    custom = parts(package, "customXml")
    if custom:
        yield Hidden("custom", (len(custom),))
