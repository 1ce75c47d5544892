"""``mfg check``: what a colleague will see in a workbook, by program, and what the file carries unseen."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from workbook import hidden
from workbook import live as _live
from workbook.book import Book
from workbook.context import language_of
from workbook.grid import CALC_ID
from workbook.inspection_texts import CLEANABLE, GROUPS, LEVELS, TEXTS, pick
from workbook.live import Cell, Live
from workbook.repair import Repair, repair
from workbook.sheet import CellError

_NEWER = re.compile(r"_xlfn\.(?:_xlws\.)?([A-Z][A-Z0-9.]*)\(", re.IGNORECASE)
#: ``A1:INDEX(...)``: Excel is said to recalculate a cell that uses it whenever it opens the file.
_AT_INDEX = re.compile(r":\s*INDEX\(", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
#: Markers of the file format, not functions of the user's.
_MARKERS = frozenset(("ANCHORARRAY", "SINGLE"))


@dataclass(frozen=True)
class Finding:
    """One thing a reader may meet.

    Attributes
    ----------
    group
        Where: "with", "without", "wps", "office" or "hidden".
    level
        "ok", "info", "warning" or "error" (someone sees a wrong cell).
    key, values
        The text and what fills it.
    """

    group: str
    level: str
    key: str
    values: tuple[object, ...] = ()

    def text(self, lang: str) -> str:
        return pick(TEXTS, self.key, lang, *self.values)


@dataclass
class Inspection:
    """Everything found; `cleanable` holds the kinds that ``--clean`` can remove."""

    findings: list[Finding] = field(default_factory=list)
    cleanable: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """Whether someone would see a wrong cell."""
        return any(f.level == "error" for f in self.findings)

    def lines(self, lang: str) -> Iterator[str]:
        """The report, a heading for each group."""
        for group in GROUPS:
            yield pick(GROUPS, group, lang)
            for f in (f for f in self.findings if f.group == group):
                yield f"  [{pick(LEVELS, f.level, lang)}] {f.text(lang)}"
        if self.cleanable:
            kinds = [pick(CLEANABLE, kind, lang) for kind in self.cleanable]
            yield pick(TEXTS, "clean_hint", lang, ("、" if lang == "zh" else ", ").join(kinds))


def inspect(path: str | os.PathLike[str], lang: str | None = None) -> tuple[Inspection, str]:
    """Look at a workbook; returns what was found and the language to say it in.

    The file is only read: it may be open in Excel.

    Raises
    ------
    PackageError
        It cannot be read.
    """
    with Book(path, lang) as book:
        found = _live.find(book)
        links = repair(path, check=True, lang=lang)
        out = Inspection()
        for group, finder in (("with", _with), ("without", _without), ("wps", _wps), ("office", _office)):
            seen = list(finder(book, found, links))
            out.findings += seen or [Finding(group, "ok", "fine")]
        unseen = list(hidden.find(book))
        out.findings += [Finding("hidden", h.level, h.key, h.values) for h in unseen]
        if not unseen:
            out.findings.append(Finding("hidden", "ok", "nothing"))
        out.cleanable = [kind for kind in CLEANABLE if any(h.key == kind for h in unseen)]
        return out, lang or language_of(book, lang)


# --- by program -----------------------------------------------------------------------------------


def _with(book: Book, found: Live, links: Repair) -> Iterator[Finding]:
    if links.fixes:
        yield Finding("with", "error", "links", (len(links.fixes), links.fixes[0].where))
    # Files hold #SPILL! as #VALUE!, with the true error in a part of its own.
    blocked = [
        c
        for c in _spilled(book)
        if isinstance(v := c.sheet.get(c.row, c.col), CellError) and v in ("#SPILL!", "#VALUE!")
    ]
    if blocked:
        yield Finding("with", "error", "blocked", (len(blocked), blocked[0].anchor))
    messages = [c for c in found.cells if str(c.sheet.get(c.row, c.col)).startswith("#MFG!")]
    if messages:
        first = messages[0]
        said = str(first.sheet.get(first.row, first.col))[:120]
        yield Finding("with", "warning", "messages", (len(messages), first.anchor, said))
    if found.cells:
        yield Finding("with", "info", "live", (len(found.cells), found.covered))
    if _calculation(book).get("calcMode") == "manual":
        yield Finding("with", "info", "manual")


def _without(book: Book, found: Live, links: Repair) -> Iterator[Finding]:
    yield from _stored(found)
    if found.cells:
        number = _calculation(book).get("calcId", "")
        if book.full_calc_on_load:
            yield Finding("without", "error", "full", (found.covered,))
        elif not number.isdigit():
            yield Finding("without", "error", "unset", (found.covered,))
        elif int(number) < CALC_ID:
            yield Finding("without", "error", "old", (found.covered, number))
        else:
            yield Finding("without", "warning", "last", (found.covered,))
            dirty = _ending_at_index(book, found)
            if dirty:
                yield Finding("without", "warning", "ends", (dirty,))
    for name, _ in found.names:
        yield Finding("without", "warning", "named", (name,))
    for sheet, text in found.rules:
        yield Finding("without", "warning", "rule", (sheet, text))
    spills = sum(1 for _ in _spilled(book))
    if spills:
        yield Finding("without", "info", "spills", (spills,))
    newer = _newer(book)
    if newer:
        yield Finding("without", "info", "newer", (newer,))


def _ending_at_index(book: Book, found: Live) -> int:
    """Cells of MFG formulas with a range that ends at INDEX, in the formula or in a name it uses (ADR 14)."""

    def ends(text: str) -> bool:
        return _AT_INDEX.search(_QUOTED.sub('""', text)) is not None

    names = {key for (_, key), (_, text) in book.every_name.items() if ends(text)}
    return sum(
        c.formula.area.rows * c.formula.area.cols
        for c in found.cells
        if ends(c.formula.text) or (names and _live.uses(c.formula.text, names))
    )


def _stored(found: Live) -> Iterator[Finding]:
    """Cells that look wrong in any program: never calculated, or #NAME? already."""
    empty = [c for c in found.cells if c.sheet.get(c.row, c.col) is None]
    if empty:
        yield Finding("without", "error", "empty", (len(empty), empty[0].anchor))
    lost = [
        c for c in found.cells if isinstance(v := c.sheet.get(c.row, c.col), CellError) and str(v) == "#NAME?"
    ]
    if lost:
        yield Finding("without", "error", "names", (len(lost), lost[0].anchor))


def _wps(book: Book, found: Live, links: Repair) -> Iterator[Finding]:
    if found.cells:
        yield Finding("wps", "warning", "wps", (found.covered,))
    newer = _newer(book)
    if newer:
        yield Finding("wps", "info", "newer", (newer,))


def _office(book: Book, found: Live, links: Repair) -> Iterator[Finding]:
    if found.cells:
        yield Finding("office", "warning", "office", (found.covered,))
    newer = _newer(book)
    if newer:
        yield Finding("office", "info", "newer", (newer,))


def _calculation(book: Book) -> dict[str, str]:
    node = book.package.xml(book.package.workbook).find("{*}calcPr")
    return {} if node is None else {str(k): str(v) for k, v in node.attrib.items()}


def _spilled(book: Book) -> Iterator[Cell]:
    for sheet in book.sheets.values():
        for (row, col), formula in sheet.formulas.items():
            if formula.kind == "spill":
                yield Cell(sheet, row, col, formula)


def _newer(book: Book) -> str:
    """The functions of native formulas that Excel 2007 did not have."""
    names = {
        str(name).upper()
        for sheet in book.sheets.values()
        for formula in sheet.formulas.values()
        if "_xlfn" in formula.text
        for name in _NEWER.findall(formula.text)
    }
    return ", ".join(sorted(names - _MARKERS))
