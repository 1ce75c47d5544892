"""Recalculate the MFG functions of a workbook without Excel, and write only the cells that differ.

UDF cells are evaluated here, in dependency order; native formulas go through LibreOffice on a
temporary copy. The user's file changes in one step at the end, or not at all.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from workbook.backup import backup_of
from workbook.book import Book
from workbook.context import BookContext, language_of
from workbook.edits import Edits, cell_value
from workbook.formula import Call, FormulaError, evaluate, reference, udf_names
from workbook.graph import Graph, Key, Node, build
from workbook.live import ADDIN_CELL
from workbook.natives import Natives, place, volatile_outside
from workbook.package import refuse_target
from workbook.patch import patch_sheet
from workbook.references import Area, a1
from workbook.report import Change, Item, Report, Skipped, reason
from workbook.sheet import CellError, Value

MAX_ROUNDS = 10

Progress = Callable[[str], None]


def recalc(
    path: str | os.PathLike[str],
    out: str | os.PathLike[str] | None = None,
    *,
    check: bool = False,
    language: str | None = None,
    progress: Progress | None = None,
    libreoffice: bool = True,
    backup: bool = True,
    call: Call | None = None,
) -> Report:
    """Bring the formulas of a workbook up to date.

    Parameters
    ----------
    path, out
        The workbook; it is changed in place, or left alone and written to `out`.
    check
        Write nothing; the report lists what differs.
    language
        "zh" or "en", if the workbook has no cell named MFG_Language.
    progress
        Gets one line of text per step.
    libreoffice
        Whether native formulas may be calculated by LibreOffice.
    backup
        Keep a copy of the file that is replaced, beside it.
    call
        The worksheet functions; those of `udfs.excel.worksheet` if left out.

    Raises
    ------
    PackageError
        The file cannot be read or written; nothing has changed then.
    """
    if call is None:
        from udfs.excel.worksheet import call as worksheet_call

        call = worksheet_call
    if not check:
        refuse_target(Path(os.path.realpath(path if out is None else out)), language)
    with Book(path, language, progress) as book:
        run = _Run(book, language_of(book, language), call, libreoffice, progress or (lambda _: None))
        with tempfile.TemporaryDirectory(prefix="mfg-recalc-", ignore_cleanup_errors=True) as work:
            report = run.settle(Path(work))
        if not check:
            replacements = {
                book.sheets[name].part: patch_sheet(book.package, book.sheets[name].part, patch)
                for name, patch in run.edits.patches().items()
            }
            if replacements or out is not None:
                target = Path(os.path.realpath(book.path if out is None else out))
                if backup and target.exists():
                    report.backup = backup_of(target, language)
                report.written = book.package.rewrite(replacements, out)
    return report


class _Run:
    """One recalculation: the book, what changed so far, and what could not be done."""

    def __init__(self, book: Book, language: str, call: Call, office: bool, progress: Progress) -> None:
        self.book = book
        self.language = language
        self.call = call
        self.progress = progress
        self.edits = Edits(book)
        self.names_read: dict[Key, set[str]] = {}
        self.news = False  # a function read a name that the graph did not know of
        self.blocked: dict[Key, str] = {}
        self.skipped: dict[Key, str] = {}
        self.natives = Natives(
            book,
            self.edits,
            self.skipped,
            self._evaluate,
            allowed=office,
            language=language,
            progress=progress,
        )
        self.sizes: dict[Key, str] = {}

    # --- rounds ------------------------------------------------------------------------------

    def settle(self, work: Path) -> Report:
        """Calculate until nothing moves any more, and report."""
        graph = build(self.book)
        if self._trace(graph.nodes):
            graph = build(self.book, self.names_read)
        settled = False
        for round_ in range(MAX_ROUNDS):
            if round_:
                graph = build(self.book, self.names_read)
            if self._pass(graph, work):
                settled = True
                break
        report = self._report(graph)
        if not settled:
            report.notes.append(reason("settle", MAX_ROUNDS, lang=self.language))
        return report

    def _trace(self, nodes: Iterable[Node]) -> bool:
        """Learn which names the calls without ranges read, such as =MFG_SCORE()."""
        for node in nodes:
            if node.kind == "udf" and not node.reads.areas:
                with suppress(FormulaError):
                    self._evaluate(node, node.formula.text)
        return self.news

    def _pass(self, graph: Graph, work: Path) -> bool:
        """Calculate every formula once; False if the order has to be worked out again."""
        self.skipped.clear()
        self.skipped.update({graph.nodes[i].key: self._why("cycle") for i in graph.cyclic})
        self.blocked, self.sizes, self.news = {}, {}, False
        moved = False
        opaque = any(graph.nodes[i].reads.opaque and graph.nodes[i].kind == "office" for i in graph.order)
        for phase in range(graph.phases):
            here = [graph.nodes[i] for i in graph.order if graph.nodes[i].phase == phase]
            for node in here:
                if node.kind == "udf":
                    moved |= self._udf(node)
                elif node.kind == "range":
                    moved |= self._range(node)
                elif node.kind == "copy":
                    self._copy(node)
            if moved or self.news:
                return False
            last = phase == graph.phases - 1
            if any(node.kind == "office" for node in here) or (last and opaque):
                moved |= self.natives.calculate(graph, phase, work)
        return not (moved or self.news)

    def _why(self, key: str, *values: object) -> str:
        return reason(key, *values, lang=self.language)

    # --- cells -------------------------------------------------------------------------------

    def _evaluate(self, node: Node, text: str) -> list[list[object]]:
        """The rows of an MFG call; remembers the names it read."""
        context = BookContext(self.book, node.sheet, self.language, self.call)
        try:
            return evaluate(text, node.sheet, self.book, context, self.call, (node.row, node.col))
        except FormulaError:
            raise
        except Exception as error:
            raise FormulaError(self._why("internal", f"{type(error).__name__}: {error}")) from error
        finally:
            known = self.names_read.setdefault(node.key, set())
            self.news |= not context.read <= known
            known |= context.read

    def _udf(self, node: Node) -> bool:
        """Calculate an MFG cell; True if its size changed."""
        sheet = self.book.sheets[node.key[0]]
        before = sheet.formulas[node.row, node.col]
        self.progress(f"{place(node)} ={before.text[:60]}")
        try:
            rows = _rectangle(self._evaluate(node, before.text))
        except FormulaError as error:
            self.skipped[node.key] = str(error)
            return False
        if rows == [["#NAME?"]]:
            self.skipped[node.key] = self._why("no function", ", ".join(sorted(udf_names(before.text))))
            return False
        self.sizes[node.key] = f"{len(rows)}x{len(rows[0])}"
        if before.kind == "spill":
            return self._spill(node, rows)
        self.edits.fixed(sheet, before.area, rows if before.kind == "array" else [[rows[0][0]]])
        return False

    def _spill(self, node: Node, rows: list[list[Value]]) -> bool:
        """Write the rows of a spill; True if its size changed."""
        sheet = self.book.sheets[node.key[0]]
        before = sheet.formulas[node.row, node.col].area
        obstacle = self.edits.spill(sheet, (node.row, node.col), rows)
        if obstacle:
            self.blocked[node.key] = self._why("spill", obstacle)
        return sheet.formulas[node.row, node.col].area != before

    def _range(self, node: Node) -> bool:
        """``=Data[City]``: the cells themselves, as many as there are; an empty cell gives 0."""
        try:
            rows = self._evaluate(node, node.formula.text)
        except FormulaError as error:
            self.skipped[node.key] = str(error)
            return False
        return self._spill(node, [[0.0 if v is None else cell_value(v) for v in line] for line in rows])

    def _copy(self, node: Node) -> None:
        """``=Sheet!A1``: the value itself; an empty cell gives 0."""
        source = reference(node.formula.text, node.sheet, self.book, (node.row, node.col))
        if source is None or self.book.sheet(source.sheet) is None:
            self.skipped[node.key] = f"there is no {node.formula.text}"
            return
        value = self.book.value(source.sheet, source.row1, source.col1)
        self.edits.put(self.book.sheets[node.key[0]], node.row, node.col, 0.0 if value is None else value)

    # --- report ------------------------------------------------------------------------------

    def _report(self, graph: Graph) -> Report:
        report = Report(self.book.path)
        by_key = {node.key: node for node in graph.nodes}
        native_cells = {
            cell
            for node in graph.nodes
            if node.kind != "udf"
            for cell in _cells(node.key[0], node.formula.area)
        }
        touched: set[Key] = set()
        for sheet, row, col, old, new in self.edits.changes():
            change = Change(sheet.name, a1(row, col), old, new)
            report.changes.append(change)
            touched.add((sheet.name.casefold(), row, col))
            if (sheet.name.casefold(), row, col) in native_cells:
                report.natives.append(change)
        resized: set[Key] = set()
        for sheet, anchor, before, after in self.edits.resized():
            resized.add((sheet.name.casefold(), *anchor))
            report.resized.append((sheet.name, a1(*anchor), before.local(), after.local()))
        connected = graph.connected()
        numbers = {node.key: i for i, node in enumerate(graph.nodes)}
        volatile = volatile_outside(graph)
        stale = graph.downstream([numbers[key] for key in self.skipped if key not in volatile])
        for key, why in sorted(self.skipped.items()):
            node = by_key[key]
            if ADDIN_CELL in node.formula.text:
                continue  # the line about the add-in being absent is Excel's to decide
            harmless = numbers[key] not in connected
            report.skipped.append(
                Skipped(node.sheet, a1(node.row, node.col), "=" + node.formula.text, why, harmless)
            )
        for i in graph.order:
            node = graph.nodes[i]
            if node.key in self.sizes:
                cause = stale.get(i)
                note = self._why("stale", place(graph.nodes[cause])) if cause is not None else ""
                report.items.append(self._item(node, touched, resized, note))
            elif node.kind == "office" and node.reads.opaque and i in connected:
                report.notes.append(self._why("hidden", place(node), node.reads.opaque))
        if self.book.full_calc_on_load:
            report.notes.append(self._why("full calc"))
        return report

    def _item(self, node: Node, touched: set[Key], resized: set[Key], note: str) -> Item:
        sheet = self.book.sheets[node.key[0]]
        formula = sheet.formulas[node.row, node.col]
        first = sheet.get(node.row, node.col)
        status = "same"
        if node.key in self.blocked:
            status, note = "blocked", self.blocked[node.key]
        elif isinstance(first, str) and first.startswith("#MFG!"):
            status, note = "message", first
        elif node.key in resized:
            status = "resized"
        elif any(cell in touched for cell in _cells(node.key[0], formula.area)):
            status = "changed"
        size = self.sizes[node.key]
        rows, cols = (int(n) for n in size.split("x"))
        if formula.kind != "spill" and (rows > formula.area.rows or cols > formula.area.cols):
            note = note or self._why("cut", size, formula.area.local())
        return Item(node.sheet, a1(node.row, node.col), "=" + formula.text, size, status, note)


def _cells(sheet: str, area: Area) -> Iterator[Key]:
    return (
        (sheet, row, col)
        for row in range(area.row1, area.row2 + 1)
        for col in range(area.col1, area.col2 + 1)
    )


def _rectangle(rows: Sequence[Sequence[object]]) -> list[list[Value]]:
    """Cell values of a result; no value is an empty text, as in Excel, and short rows end in #N/A."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return [[""]]
    out: list[list[Value]] = []
    for row in rows:
        line = ["" if value is None else cell_value(value) for value in row]
        out.append(line + [CellError("#N/A")] * (width - len(line)))
    return out
