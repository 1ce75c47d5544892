"""The native formulas of a recalculation: which ones LibreOffice is asked about, and what is believed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from workbook import libreoffice, office_copy
from workbook.book import Book
from workbook.edits import Edits, close
from workbook.graph import Graph, Key, Node
from workbook.references import a1, quote_sheet
from workbook.report import reason
from workbook.sheet import CellError

# Functions whose result has a size that depends on values.
_SIZED = frozenset(
    (
        "FILTER",
        "UNIQUE",
        "SEQUENCE",
        "RANDARRAY",
        "TOCOL",
        "TOROW",
        "VSTACK",
        "HSTACK",
        "TAKE",
        "DROP",
        "EXPAND",
        "TEXTSPLIT",
        "WRAPROWS",
        "WRAPCOLS",
        "CHOOSEROWS",
        "CHOOSECOLS",
        "MAKEARRAY",
        "LET",
        "LAMBDA",
        "GROUPBY",
        "PIVOTBY",
    )
)
_FUNCTION = re.compile(r"([A-Z][A-Z0-9]*)\(")


def place(node: Node) -> str:
    """``Sheet!A1`` of a formula cell."""
    return f"{quote_sheet(node.sheet)}!{a1(node.row, node.col)}"


def volatile_outside(graph: Graph) -> set[Key]:
    """Formulas that change by themselves and have nothing to do with MFG functions."""
    start = [i for i, node in enumerate(graph.nodes) if node.reads.volatile]
    if not start:
        return set()
    outside = {*start, *graph.downstream(start)} - graph.connected()
    return {graph.nodes[i].key for i in outside}


class Natives:
    """Brings native formulas up to date; `skipped` collects the reasons for those left alone."""

    def __init__(
        self,
        book: Book,
        edits: Edits,
        skipped: dict[Key, str],
        evaluate: office_copy.Evaluate,
        *,
        allowed: bool,
        language: str,
        progress: Callable[[str], None],
    ) -> None:
        self.book = book
        self.edits = edits
        self.skipped = skipped
        self.evaluate = evaluate
        self.allowed = allowed
        self.language = language
        self.progress = progress

    def _why(self, key: str, *values: object) -> str:
        return reason(key, *values, lang=self.language)

    def calculate(self, graph: Graph, phase: int, work: Path) -> bool:
        """Take LibreOffice's values; True if a formula that may read anything changed too late."""
        todo = [
            i
            for i in graph.order
            if graph.nodes[i].kind == "office"
            and (graph.nodes[i].phase == phase or graph.nodes[i].reads.opaque)
        ]
        todo = [i for i in todo if graph.nodes[i].phase <= phase]
        result = self._office(graph, todo, work)
        if result is None:
            return False
        with result:
            self._skip_unknown(graph, todo, result)
            moved = False
            for i in todo:
                node = graph.nodes[i]
                if node.key not in self.skipped and self._take(node, result):
                    moved |= bool(node.reads.opaque) and any(
                        graph.nodes[d].phase <= phase and graph.nodes[d].kind != "office"
                        for d in graph.downstream([i])
                    )
        return moved

    def _office(self, graph: Graph, todo: list[int], work: Path) -> Book | None:
        nodes = [graph.nodes[i] for i in todo]
        steady = volatile_outside(graph)
        for node in nodes:
            if node.formula.kind == "table":
                self.skipped[node.key] = self._why("data table")
            elif node.key in steady:
                self.skipped[node.key] = self._why("volatile")
            elif node.formula.kind == "spill" and self._size_unknown(node):
                self.skipped[node.key] = self._why("spill size")
        if all(node.key in self.skipped for node in nodes):
            return None
        why = ""
        if not self.allowed:
            why = self._why("office off")
        elif libreoffice.find() is None:
            why = self._why("no office")
        else:
            self.progress("LibreOffice")
            phase = max(node.phase for node in nodes)
            later = {node.key for node in graph.nodes if node.wraps_udf and node.phase > phase}
            frozen = (set(self.skipped) - steady) | later
            try:
                result, failed = office_copy.calculate(
                    self.book, self.edits, graph.nodes, frozen, self.evaluate, work
                )
                self.skipped.update(failed)
                return result
            except libreoffice.OfficeError as error:
                why = self._why("office failed", error)
        for node in nodes:
            self.skipped.setdefault(node.key, why)
        return None

    def _size_unknown(self, node: Node) -> bool:
        """Whether a native dynamic array may have another size now; LibreOffice fills only its area."""
        functions = _FUNCTION.findall(node.formula.text.upper())
        if functions and functions[0] in _SIZED:
            return True
        single = node.formula.area.rows == node.formula.area.cols == 1
        if not single and (node.wraps_udf or _SIZED.intersection(functions)):
            return True
        return any(
            area.overlaps(read) and not (single and old.rows * old.cols > 1)
            for _, _, old, new in self.edits.resized()
            for area in (old, new)
            for read in node.reads.areas
        )

    def _skip_unknown(self, graph: Graph, todo: list[int], result: Book) -> None:
        """Leave formulas alone that LibreOffice does not understand, and those that need them."""
        unknown = []
        for i in todo:
            node = graph.nodes[i]
            new = result.value(node.sheet, node.row, node.col)
            old = self.book.value(node.sheet, node.row, node.col)
            if node.key in self.skipped:
                continue
            if isinstance(new, CellError) and new == "#NAME?" and old != "#NAME?":
                self.skipped[node.key] = self._why("unknown")
                unknown.append(i)
        # The copy was calculated with #NAME? in those cells, so what follows from them is no good.
        for i, cause in graph.downstream(unknown).items():
            node = graph.nodes[i]
            if node.kind == "office":
                self.skipped.setdefault(node.key, self._why("after", place(graph.nodes[cause])))

    def _take(self, node: Node, result: Book) -> bool:
        sheet = self.book.sheets[node.key[0]]
        area = node.formula.area
        changed = False
        for row in range(area.row1, area.row2 + 1):
            for col in range(area.col1, area.col2 + 1):
                old, new = sheet.get(row, col), result.value(node.sheet, row, col)
                if isinstance(old, bool) and isinstance(new, float) and new in (0.0, 1.0):
                    new = bool(new)
                if not close(old, new):
                    changed |= self.edits.put(sheet, row, col, new)
        return changed
