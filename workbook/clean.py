"""``mfg check --clean``: a copy without people, paths, printers, comments and links to other workbooks."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from workbook import external, hidden
from workbook.backup import backup_of
from workbook.book import Book
from workbook.calcchain import without_cells
from workbook.external import local
from workbook.inspection_texts import CLEANABLE, TEXTS, pick
from workbook.links import plain
from workbook.package import PackageError, parse_xml, refuse_target
from workbook.parts import Change, drop
from workbook.patch import SheetPatch, patch_sheet
from workbook.repair import formulas_of


@dataclass
class Cleaned:
    """What was removed (keys of `CLEANABLE`), the file written, the backup, and remarks."""

    removed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    written: Path | None = None
    backup: Path | None = None


def clean(
    path: str | os.PathLike[str],
    out: str | os.PathLike[str] | None = None,
    *,
    keep: Collection[str] = (),
    lang: str = "zh",
) -> Cleaned:
    """Write a workbook without its hidden data.

    Parameters
    ----------
    out
        The new file, by default ``NAME.clean.xlsx``, which must not exist; the workbook itself is
        replaced only if it is named here, and a backup stays beside it.
    keep
        Kinds that stay, of `CLEANABLE`.

    Raises
    ------
    PackageError
        The file cannot be read or written.
    """
    source = Path(os.path.realpath(path))
    target = Path(os.path.realpath(out if out is not None else source.with_suffix(f".clean{source.suffix}")))
    refuse_target(target, lang)
    if target.exists() and target != source:
        raise PackageError(pick(TEXTS, "exists", lang, target.name))
    done = Cleaned()
    with Book(source, lang) as book:
        change = Change(book.package)
        for kind in CLEANABLE:
            if kind not in keep and _REMOVERS[kind](change, book, done, lang):
                done.removed.append(kind)
        if not done.removed:
            return done
        if target == source:
            done.backup = backup_of(source, lang)
        done.written = book.package.rewrite(change.parts(), target, frozenset(change.dropped))
    return done


def _properties(change: Change, book: Book, done: Cleaned, lang: str) -> bool:
    package = change.package
    found = False
    for kind, fields in hidden.PERSONAL.items():
        part = hidden.properties_part(package, kind)
        if part is None:
            continue
        nodes = [n for n in package.xml(part).iter(etree.Element) if local(n.tag) in fields and n.text]
        if nodes:
            found = True
            for node in change.root(part).iter(etree.Element):
                if local(node.tag) in fields:
                    node.text = None
    custom = hidden.properties_part(package, "custom")
    if custom is not None:
        drop(change, custom, "")
        found = True
    if package.xml(package.workbook).find("{*}fileSharing[@userName]") is not None:
        for sharing in change.root(package.workbook).iterfind("{*}fileSharing"):
            del sharing.attrib["userName"]
        found = True
    for part in hidden.parts(package, "pivotCacheDefinition"):
        if package.xml(part).get("refreshedBy"):
            del change.root(part).attrib["refreshedBy"]
            found = True
    return found


def _paths(change: Change, book: Book, done: Cleaned, lang: str) -> bool:
    """The folder the file was saved in; links that people made to files are theirs and stay."""
    package = change.package
    if not hidden.absolute_nodes(package.xml(package.workbook)):
        return False
    root = change.root(package.workbook)
    for node in hidden.absolute_nodes(root):
        choice = node.getparent()
        alternative = choice.getparent() if choice is not None else None
        whole = (
            alternative if alternative is not None and local(alternative.tag) == "AlternateContent" else None
        )
        doomed = whole if whole is not None and choice is not None and len(choice) == 1 else node
        parent = doomed.getparent()
        if parent is not None:
            parent.remove(doomed)
    return True


def _printers(change: Change, book: Book, done: Cleaned, lang: str) -> bool:
    package = change.package
    found = hidden.parts(package, "printerSettings")
    for part in found:
        for owner in hidden.owners(package, part):
            identities = {i for _, t, i in package.relations(owner) if t == part}
            drop(change, part, owner)
            for node in change.root(owner).iter(etree.Element):
                for key, value in list(node.attrib.items()):
                    if local(str(key)) == "id" and local(node.tag) == "pageSetup" and value in identities:
                        del node.attrib[key]
    return bool(found)


def _comments(change: Change, book: Book, done: Cleaned, lang: str) -> bool:
    package = change.package
    found = [*hidden.parts(package, "comments"), *hidden.parts(package, "threadedComment"),
             *hidden.parts(package, "person")]  # fmt: skip
    for part in found:
        for owner in hidden.owners(package, part):
            drop(change, part, owner)
    if found:
        for part in hidden.parts(package, "vmlDrawing"):
            _without_notes(change, part)
    return bool(found)


def _without_notes(change: Change, part: str) -> None:
    """Take the boxes of comments out of an old drawing; an empty one goes with them."""
    package = change.package
    try:
        root = parse_xml(package.read(part), part, package)
    except PackageError:
        return  # such drawings are not always XML: without its comments a box is not shown
    boxes = [
        n
        for n in root.iter(etree.Element)
        if local(n.tag) == "ClientData" and n.get("ObjectType") == "Note" and n.getparent() is not None
    ]
    if not boxes:
        return
    for box in boxes:
        shape = box.getparent()
        drawing = shape.getparent() if shape is not None else None
        if shape is not None and drawing is not None:
            drawing.remove(shape)
    if any(local(n.tag) == "ClientData" for n in root.iter(etree.Element)):
        change.roots[part] = root
        return
    for owner in hidden.owners(package, part):
        identities = {i for _, t, i in package.relations(owner) if t == part}
        drop(change, part, owner)
        sheet = change.root(owner)
        for node in [n for n in sheet if isinstance(n.tag, str) and local(n.tag) == "legacyDrawing"]:
            if any(local(str(k)) == "id" and v in identities for k, v in node.attrib.items()):
                sheet.remove(node)


def _external(change: Change, book: Book, done: Cleaned, lang: str) -> bool:
    """Break the links: formulas that read other workbooks become values, as Excel's own command does."""
    package = change.package
    links = external.links(package)
    if not links:
        return False
    numbers = {link.number for link in links}
    user = next((part for part in package.names if _uses_elsewhere(package.names, part, book, numbers)), None)
    if user is not None:
        done.notes.append(pick(TEXTS, "link_kept", lang, user))
        return False
    gone = set()
    for key, sheet in book.sheets.items():
        patch = SheetPatch()
        for (row, col), formula in sheet.formulas.items():
            if plain(formula.text, frozenset()).used & numbers:
                patch.formulas[row, col] = None
                gone.add((key, row, col))
        if patch:
            _fold_in(change, sheet.part, patch)
    if gone:
        done.notes.append(pick(TEXTS, "link_values", lang, len(gone)))
    without_cells(change, gone)
    root = change.root(package.workbook)
    names = [
        n
        for n in root.iterfind("{*}definedNames/{*}definedName")
        if plain(n.text or "", frozenset()).used & numbers
    ]
    for node in names:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    if names:
        done.notes.append(pick(TEXTS, "name_gone", lang, ", ".join(str(n.get("name")) for n in names)))
    references = root.find("{*}externalReferences")
    if references is not None:
        root.remove(references)
    for link in links:
        if link.part in package.names:
            drop(change, link.part, package.workbook)
    return True


def _fold_in(change: Change, part: str, patch: SheetPatch) -> None:
    """Patch a worksheet that another step may have changed already."""
    before = change.roots.pop(part, None)
    data = patch_sheet(change.package, part, patch)
    if before is None:
        change.replaced[part] = data
        return
    new = parse_xml(data, part, change.package)
    old_body, new_body = before.find("{*}sheetData"), new.find("{*}sheetData")
    if old_body is not None and new_body is not None:
        before.replace(old_body, new_body)
    change.roots[part] = before


def _uses_elsewhere(names: list[str], part: str, book: Book, numbers: set[int]) -> bool:
    """Whether a part other than cells and names reads another workbook (charts, validations, controls)."""
    if not part.startswith("xl/") or not part.endswith(".xml") or "externalLinks/" in part:
        return False
    if part == book.package.workbook or part.endswith(("sharedStrings.xml", "styles.xml")):
        return False
    data = book.package.read(part)
    if not any(b"[%d]" % n in data for n in numbers):
        return False
    root = parse_xml(data, part, book.package)
    for node, attribute, text in formulas_of(root):
        parent = node.getparent()
        in_cell = attribute is None and parent is not None and local(parent.tag) == "c"
        if not in_cell and plain(text, frozenset()).used & numbers:
            return True
    return False


_REMOVERS = {
    "properties": _properties,
    "paths": _paths,
    "printers": _printers,
    "comments": _comments,
    "external": _external,
}
