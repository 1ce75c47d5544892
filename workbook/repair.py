"""``mfg repair``: make the MFG calls of a workbook plain again, in the package, without Excel.

Every formula is looked at (cells, arrays, names, validations, conditional formats, tables, charts,
controls). A link to our add-in that nothing uses any more is taken out, and the numbers of the links
behind it move up. Values, styles and every part that needs no change stay as they are.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from workbook import external
from workbook.backup import backup_of
from workbook.external import Link, local
from workbook.links import plain
from workbook.package import Package, PackageError, parse_xml, refuse_target
from workbook.patch import as_part
from workbook.references import quote_sheet

# Elements that hold a formula as text, in worksheets, names, tables, charts and (old) controls.
_TEXTS = frozenset(
    ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula",
     "FmlaLink", "FmlaRange", "FmlaGroup", "FmlaMacro", "FmlaPict", "FmlaTxbx")
)  # fmt: skip
# Attributes that hold one: shapes, form controls, OLE links.
_ATTRIBUTES = frozenset(
    ("textlink", "macro", "fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx", "fmlaMacro", "link")
)
# Texts that people wrote or values that were computed: no formula there.
_PROSE = frozenset(("t", "v", "is", "r", "si", "author", "text"))

_SUSPECT = re.compile(rb"\[\d+\]|xla|&#", re.IGNORECASE)
_LINKED = re.compile(r"(?<![\w\].])'?\[(\d+)\][^\[\]!]*'?!")
_PASSED_OVER = re.compile(
    r"(externalLinks|theme|persons|threadedComments)/|/(sharedStrings|styles|comments\d*|metadata)\.xml$"
)


@dataclass(frozen=True)
class Fix:
    """One formula that was made plain: where it stands, its text before and after."""

    where: str
    before: str
    after: str


@dataclass
class Repair:
    """What a repair found and did.

    Attributes
    ----------
    fixes
        The formulas whose MFG calls had a path or a link.
    calls
        How many calls that were.
    removed
        Targets of the links taken out.
    kept
        Targets of links to our add-in that something else still uses, or may use.
    stale
        Repaired cells whose stored value is an error: recalculate them.
    written, backup
        The file written and the copy of the old one, or None.
    """

    path: Path
    fixes: list[Fix] = field(default_factory=list)
    calls: int = 0
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    stale: int = 0
    written: Path | None = None
    backup: Path | None = None

    @property
    def needed(self) -> bool:
        """Whether there is anything to repair."""
        return bool(self.fixes or self.removed)


def repair(
    path: str | os.PathLike[str],
    out: str | os.PathLike[str] | None = None,
    *,
    check: bool = False,
    backup: bool = True,
    lang: str | None = None,
) -> Repair:
    """Repair a workbook in place, or into `out`; a file that is replaced keeps a backup beside it.

    Parameters
    ----------
    check
        Only report; nothing is written, so the file may be open or read-only.

    Raises
    ------
    PackageError
        The file cannot be read, is open in Excel, or cannot be written.
    """
    with Package(path, lang) as package:
        report = Repair(package.path)
        target = package.path if out is None else Path(out)
        if not check:
            refuse_target(target, lang)
        replacements, drop = _changes(package, report)
        if check or not report.needed:
            return report
        if backup and target.exists():
            report.backup = backup_of(target, lang)
        report.written = package.rewrite(replacements, out, frozenset(drop))
    return report


# --- what changes ---------------------------------------------------------------------------------


def _changes(package: Package, report: Repair) -> tuple[dict[str, bytes], set[str]]:
    links = external.links(package)
    ours = frozenset(link.number for link in links if link.ours)
    sheets = _sheet_names(package)
    used: set[int] = set()
    doubtful: set[int] = set()
    changed: set[str] = set()
    roots: dict[str, tuple[bytes, etree._Element]] = {}
    for part in package.names:
        if not part.startswith("xl/") or not part.endswith((".xml", ".vml")) or _PASSED_OVER.search(part):
            continue
        data = package.read(part)
        if not _SUSPECT.search(data) and b"\0" not in data[:64]:
            continue
        try:
            root = parse_xml(data, part, package)
        except PackageError:
            if part.endswith(".xml"):
                raise
            doubtful |= {int(n) for n in re.findall(rb"\[(\d+)\]", data)}  # old drawings are not always XML
            continue
        roots[part] = data, root
        repaired, linked = _make_plain(root, sheets.get(part, part), ours, report)
        used |= linked
        if repaired:
            changed.add(part)
        doubtful |= _unknown_uses(root)
    gone = _removable(links, ours, used, doubtful, report)
    numbers = external.renumbered(links, gone)
    if numbers:
        changed |= {part for part, (_, root) in roots.items() if _renumber(root, numbers)}
    replacements = {part: as_part(*roots[part]) for part in changed}
    if gone:
        replacements |= external.without(package, gone, roots)
    return replacements, {member for link in gone for member in external.members(package, link)}


def formulas_of(root: etree._Element) -> Iterator[tuple[etree._Element, str | None, str]]:
    """(element, attribute or None, text) of every formula in a part."""
    for node in root.iter(etree.Element):
        if local(node.tag) in _TEXTS and node.text:
            yield node, None, node.text
        for name, value in node.attrib.items():
            if value and local(str(name)) in _ATTRIBUTES:
                yield node, str(name), str(value)


def _rewrite(root: etree._Element, change: Callable[[etree._Element, str], str]) -> bool:
    changed = False
    for node, attribute, text in list(formulas_of(root)):
        new = change(node, text)
        if new == text:
            continue
        changed = True
        if attribute is None:
            node.text = new
        else:
            node.set(attribute, new)
    return changed


def _make_plain(
    root: etree._Element, name: str, ours: frozenset[int], report: Repair
) -> tuple[bool, set[int]]:
    """Repair the formulas of a part; returns whether any changed and the links that formulas still use."""
    used: set[int] = set()

    def change(node: etree._Element, text: str) -> str:
        made = plain(text, ours)
        used.update(made.used)
        if made.calls:
            report.calls += made.calls
            report.fixes.append(Fix(_place(node, name), text, made.text))
            parent = node.getparent()
            if parent is not None and local(parent.tag) == "c" and parent.get("t") == "e":
                report.stale += 1
        return made.text

    return _rewrite(root, change), used


def _renumber(root: etree._Element, numbers: dict[int, int]) -> bool:
    """Give the links of a part their new numbers; returns whether any changed."""
    return _rewrite(root, lambda _, text: plain(text, frozenset(), numbers).text)


def _unknown_uses(root: etree._Element) -> set[int]:
    """Links named in places this module does not know; such a link is neither removed nor renumbered."""
    found: set[int] = set()
    for node in root.iter(etree.Element):
        tag = local(node.tag)
        texts = [] if tag in _TEXTS | _PROSE or not node.text else [node.text]
        texts += [str(v) for k, v in node.attrib.items() if local(str(k)) not in _ATTRIBUTES]
        for text in texts:
            if "[" in text:
                found |= {int(n) for n in _LINKED.findall(text)}
    return found


def _place(node: etree._Element, name: str) -> str:
    """Where a formula stands, as a person would look for it."""
    tag = local(node.tag)
    if tag == "definedName":
        return str(node.get("name", ""))
    for parent in (node, *node.iterancestors()):
        kind = local(parent.tag)
        if kind == "c" and parent.get("r"):
            return f"{name}!{parent.get('r')}"
        if kind in ("conditionalFormatting", "dataValidation"):
            area = parent.get("sqref") or next(
                (str(n.text) for n in parent.iter(etree.Element) if local(n.tag) == "sqref"), ""
            )
            return f"{name}!{area}"
    return name.rpartition("/")[2]


def _removable(
    links: list[Link], ours: frozenset[int], used: set[int], doubtful: set[int], report: Repair
) -> list[Link]:
    """The links to our add-in that nothing uses, as long as every number behind them is understood."""
    free = [link for link in links if link.number in ours and link.number not in used]
    if free and any(number >= free[0].number for number in doubtful):
        free = []
    report.removed = [link.target for link in free]
    report.kept = [link.target for link in links if link.ours and link not in free]
    return free


def _sheet_names(package: Package) -> dict[str, str]:
    """The name of each sheet, quoted as formulas quote it, by its part."""
    where = {identity: part for _, part, identity in package.relations(package.workbook)}
    names = {}
    for node in package.xml(package.workbook).iterfind("{*}sheets/{*}sheet"):
        identity = next((str(v) for k, v in node.attrib.items() if str(k).endswith("}id")), "")
        names[where.get(identity, "")] = quote_sheet(str(node.get("name", "")))
    return names
