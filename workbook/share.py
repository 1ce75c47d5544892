"""``mfg share``: a copy in which every MFG cell is its value, or a plain formula, and nothing else changes."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workbook import live as _live
from workbook import provenance
from workbook.banner import free_cell
from workbook.book import Book
from workbook.calcchain import without_cells, without_chain
from workbook.context import language_of
from workbook.live import Live
from workbook.package import Package, PackageError, refuse_target
from workbook.parts import Change, add_formats, add_sheet, drop
from workbook.patch import SheetPatch, patch_sheet
from workbook.repair import repair
from workbook.share_texts import say
from workbook.sheet import CellError
from workbook.spills import Spills
from workbook.tables import without_calls

if TYPE_CHECKING:
    from workbook.native.edition import Edition

SHEET = "Provenance"

Progress = Callable[[str], None]


@dataclass
class Shared:
    """What a shared copy is.

    Attributes
    ----------
    written
        The copy.
    formulas, cells
        How many formulas became values, and how many cells those fill.
    banner
        The cell with the date of the values, or "".
    live
        How many MFG cells hold plain formulas (native edition).
    notes
        What the sender should know, one sentence each.
    """

    written: Path
    formulas: int = 0
    cells: int = 0
    live: int = 0
    banner: str = ""
    notes: list[str] = field(default_factory=list)


def default_target(path: Path, form: str = "values") -> Path:
    """``NAME.values.xlsx`` (or ``NAME.native.xlsx``) beside the workbook.

    >>> default_target(Path("a/b.c.xlsx")).name
    'b.c.values.xlsx'
    """
    return path.with_name(f"{path.stem}.{form}{path.suffix}")


def share(
    path: str | os.PathLike[str],
    out: str | os.PathLike[str] | None = None,
    *,
    form: str = "values",
    who: str = "",
    force: bool = False,
    fresh: bool = False,
    lang: str | None = None,
    now: dt.datetime | None = None,
    progress: Progress | None = None,
) -> Shared:
    """Write a copy of a workbook in which MFG formulas are values, or plain formulas where they have a native form.

    Parameters
    ----------
    path
        The workbook, which is only read; it may be open or read-only.
    out
        The copy, by default ``NAME.values.xlsx`` or ``NAME.native.xlsx`` beside it.
    form
        ``values`` or ``native``.
    who
        Whom a reader may ask; stands on the sheet Provenance.
    force
        Replace a copy that is there already.
    fresh
        Recalculate first, as ``mfg recalc`` does.
    lang
        "zh" or "en", if the workbook does not say.
    now
        The time of sharing; the clock if left out.

    Raises
    ------
    PackageError
        The file cannot be read or the copy not be written; there is no copy then.
    """
    source = Path(os.path.realpath(path))
    target = Path(out) if out is not None else default_target(source, form)
    words = lang or "zh"
    if os.path.realpath(target) == str(source):
        raise PackageError(say("same_file", words))
    if target.suffix.casefold() != source.suffix.casefold():
        raise PackageError(say("kind", words, source.suffix))
    refuse_target(target, lang)
    if target.exists() and not force:
        raise PackageError(say("exists", words, target.name))
    now = now or dt.datetime.now().astimezone()
    with tempfile.TemporaryDirectory(prefix="mfg-share-", ignore_cleanup_errors=True) as folder:
        with Package(source, lang):
            saved = dt.datetime.fromtimestamp(source.stat().st_mtime).astimezone()
        work, notes = _prepared(source, Path(folder), fresh, lang, progress)
        with Book(work, lang, progress) as book:
            words = language_of(book, lang)
            found = _live.find(book)
            _refuse_unfinished(book, found, words, notes, fresh)
            edition = _native(book, words) if form == "native" else None
            copy = Copy(book, found, words, edition)
            change = copy.change()
            facts = provenance.Facts(source, saved, now, who, fresh, tuple(copy.spills.changed))
            shared = Shared(target, len(found.cells), found.covered, notes=notes)
            if edition is not None:
                shared.formulas, shared.live = len(edition.report.kept), edition.report.live
                shared.cells = edition.report.cells - shared.live
            _explain(copy, change, facts, shared)
            if edition is not None:
                from workbook.native.cached import write_calculated

                shared.written, more = write_calculated(edition, change, target, Path(folder), words)
                notes += more
            else:
                shared.written = book.package.rewrite(
                    change.parts(), target, frozenset(change.dropped), change.added
                )
    return shared


def _native(book: Book, lang: str) -> Edition:
    from workbook.native.edition import Edition

    return Edition(book, lang)


def _prepared(
    source: Path, folder: Path, fresh: bool, lang: str | None, progress: Progress | None
) -> tuple[Path, list[str]]:
    """The workbook, or a temporary copy with plain calls and, if wanted, fresh values."""
    work, notes = source, []
    if repair(source, check=True, lang=lang).needed:
        work = folder / f"plain{source.suffix}"
        repair(source, work, lang=lang)
    if fresh:
        from workbook.recalc import recalc

        report = recalc(work, folder / f"fresh{source.suffix}", language=lang, progress=progress)
        work = report.written or work
        notes += [f"{where[0]}: {why}" for why, where in report.by_reason().items()]
    return work, notes


def _refuse_unfinished(book: Book, found: Live, lang: str, notes: list[str], fresh: bool) -> None:
    """Stop at cells that have never been calculated; mention those that lost their values."""
    if not found.cells:
        notes.append(say("nothing", lang))
    empty = [c.anchor for c in found.cells if c.sheet.get(c.row, c.col) is None]
    if empty and not fresh:
        raise PackageError(say("no_values", lang, len(empty), empty[0]))
    lost = [
        c.anchor
        for c in found.cells
        if isinstance(v := c.sheet.get(c.row, c.col), CellError) and v == "#NAME?"
    ]
    if lost:
        notes.append(say("unknown_names", lang, len(lost), lost[0]))


class Copy:
    """The parts of a workbook that its copy with values needs changed."""

    def __init__(self, book: Book, found: Live, lang: str, native: Edition | None = None) -> None:
        self.book = book
        self.found = found
        self.lang = lang
        self.native = native
        gone = {(c.sheet.name.casefold(), c.row, c.col) for c in found.cells}
        self.spills = Spills(book, gone | (native.anchors if native is not None else set()))
        self.patches: dict[str, SheetPatch] = {}

    def change(self) -> Change:
        """Cells, names, rules, tables, the calculation chain and the metadata."""
        change = Change(self.book.package)
        for cell in self.found.cells:
            patch = self.patches.setdefault(cell.sheet.name.casefold(), SheetPatch())
            patch.formulas[cell.row, cell.col] = None
        for cell in self.found.notices:
            patch = self.patches.setdefault(cell.sheet.name.casefold(), SheetPatch())
            patch.formulas[cell.row, cell.col] = patch.values[cell.row, cell.col] = None
        for name, cells in self.spills.cells().items():
            self.patches.setdefault(name, SheetPatch()).formulas.update(cells)
        for name, patch in self.patches.items():
            part = self.book.sheets[name].part
            change.replaced[part] = patch_sheet(self.book.package, part, patch)
        self.spills.rules(change)
        self.spills.names(change)
        without_calls(change, self.book)
        if self.native is None:
            gone = (*self.found.cells, *self.found.notices)
            without_cells(change, {(c.sheet.name.casefold(), c.row, c.col) for c in gone})
        else:
            without_chain(change)
            self.native.write(change)
        _drop_metadata(change, self.book)
        return change


def _drop_metadata(change: Change, book: Book) -> None:
    """Leave the cell metadata out once no cell refers to them."""
    package = book.package
    part = next((t for k, t, _ in package.relations(package.workbook) if k == "sheetMetadata"), None)
    if part is None or part not in package.names:
        return
    for sheet in book.sheets.values():
        data = change.read(sheet.part)
        if b' cm="' in data or b' vm="' in data or b" cm='" in data or b" vm='" in data:
            return
    drop(change, part, package.workbook)


def _explain(copy: Copy, change: Change, facts: provenance.Facts, shared: Shared) -> None:
    """Add the sheet Provenance, and the date of the values on the first sheet."""
    book, lang = copy.book, copy.lang
    formats = add_formats(change)
    native = copy.native
    rows = provenance.rows(book, copy.found if native is None else native.values_of(copy.found), facts, lang)
    if native is not None:
        rows = native.explained(rows, facts.source.name)
    title = add_sheet(change, SHEET, rows, (30, 90), formats)
    # The line about the add-in being absent makes room for the one about the values.
    place = next(((c.sheet, c.row, c.col) for c in copy.found.notices), None) or free_cell(book)
    if place is None:
        shared.notes.append(say("no_room", lang))
        return
    sheet, row, col = place
    when = facts.shared if facts.recalculated else facts.saved
    patch = copy.patches.setdefault(sheet.name.casefold(), SheetPatch())
    text = say("banner", lang, provenance.moment(when)[:16], title)
    patch.values[row, col] = text if native is None else native.banner(title)
    if "banner" in formats:
        patch.formats[row, col] = formats["banner"]
    ruled = change.roots.pop(sheet.part, None)
    change.replaced[sheet.part] = patch_sheet(book.package, sheet.part, patch)
    if native is not None:
        native.write_sheet(change, sheet)
    if ruled is not None:
        copy.spills.rules(change, only=sheet.part)
    shared.banner = patch_place(sheet.name, row, col)


def patch_place(sheet: str, row: int, col: int) -> str:
    """``Sheet!A1``."""
    from workbook.references import a1, quote_sheet

    return f"{quote_sheet(sheet)}!{a1(row, col)}"
