"""The external links of a workbook: what they lead to, and the package without some of them."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from workbook.links import is_addin
from workbook.package import Package, parse_xml
from workbook.patch import as_part


def local(tag: object) -> str:
    """The name of a tag or attribute without its namespace."""
    return str(tag).rpartition("}")[2]


@dataclass(frozen=True)
class Link:
    """One external workbook: its number in formulas, relationship, part, and where it leads."""

    number: int
    identity: str
    part: str
    target: str

    @property
    def ours(self) -> bool:
        """Whether it leads to our add-in."""
        return is_addin(self.target)


def links(package: Package) -> list[Link]:
    """The external workbooks of the package, numbered as formulas number them."""
    where = {identity: part for _, part, identity in package.relations(package.workbook)}
    found = []
    nodes = package.xml(package.workbook).iterfind("{*}externalReferences/{*}externalReference")
    for number, node in enumerate(nodes, 1):
        identity = next((str(v) for k, v in node.attrib.items() if local(str(k)) == "id"), "")
        part = where.get(identity, "")
        found.append(Link(number, identity, part, _target(package, part)))
    return found


def _target(package: Package, part: str) -> str:
    """Where an external link leads; "" for anything that is no workbook."""
    if part not in package.names or _rels(part) not in package.names:
        return ""
    book = package.xml(part).find("{*}externalBook")
    if book is None:
        return ""
    identity = next((str(v) for k, v in book.attrib.items() if local(str(k)) == "id"), "")
    for node in package.xml(_rels(part)).iter(etree.Element):
        if node.get("Id") == identity:
            return str(node.get("Target", ""))
    return ""


def _rels(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def renumbered(links: list[Link], gone: list[Link]) -> dict[int, int]:
    """New numbers of the links that stay, where they differ."""
    stay = [link for link in links if link not in gone]
    return {link.number: new for new, link in enumerate(stay, 1) if link.number != new}


def members(package: Package, link: Link) -> list[str]:
    """The parts that go with a link."""
    return [name for name in (link.part, _rels(link.part)) if name in package.names]


def without(
    package: Package, gone: list[Link], roots: dict[str, tuple[bytes, etree._Element]]
) -> dict[str, bytes]:
    """The workbook, its relationships and the content types without the links."""
    identities = {link.identity for link in gone}
    parts = {"/" + link.part for link in gone}
    data, root = roots.get(package.workbook) or (b"", None)
    if root is None:
        data = package.read(package.workbook)
        root = parse_xml(data, package.workbook, package)
    references = root.find("{*}externalReferences")
    if references is not None:
        for node in list(references):
            if any(local(str(k)) == "id" and v in identities for k, v in node.attrib.items()):
                references.remove(node)
        if not len(references):
            root.remove(references)
    changed = {package.workbook: as_part(data, root)}
    for name, attribute, doomed in (
        (_rels(package.workbook), "Id", identities),
        ("[Content_Types].xml", "PartName", parts),
    ):
        data = package.read(name)
        root = parse_xml(data, name, package)
        for node in list(root):
            if isinstance(node.tag, str) and node.get(attribute) in doomed:
                root.remove(node)
        changed[name] = as_part(data, root)
    return changed
