"""Which formula cell depends on which, and the order to calculate them in."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbook.book import Book
from workbook.formula import Dependencies, dependencies, is_udf, udf_names
from workbook.references import Area, CellRef, FormulaError, TableRef
from workbook.sheet import Formula
from workbook.syntax import Count, Index, Name, Span, Transpose, parse

Key = tuple[str, int, int]  # sheet without case, row, column


@dataclass
class Node:
    """A formula cell.

    Attributes
    ----------
    kind
        "udf": a bare MFG call; "copy": one cell's value, ``=Sheet!A1``; "range": a spilled reference,
        ``=Data[City]``; "office": any other.
    phase
        Number of LibreOffice runs that must come before it.
    before, after
        Nodes it depends on, and nodes that depend on it.
    """

    sheet: str
    row: int
    col: int
    formula: Formula
    kind: str
    reads: Dependencies
    wraps_udf: bool = False
    phase: int = 0
    before: set[int] = field(default_factory=set)
    after: set[int] = field(default_factory=set)

    @property
    def calls_udf(self) -> bool:
        """Whether its value is needed, or made, between two LibreOffice runs."""
        return self.kind != "office" or self.wraps_udf

    @property
    def key(self) -> Key:
        return self.sheet.casefold(), self.row, self.col


@dataclass
class Graph:
    """The formula cells of a workbook; `order` is a valid order, `cyclic` the nodes without one."""

    nodes: list[Node]
    order: list[int]
    cyclic: list[int]

    @property
    def phases(self) -> int:
        return 1 + max((self.nodes[i].phase for i in self.order), default=0)

    def downstream(self, start: Iterable[int]) -> dict[int, int]:
        """The nodes that depend on the given ones, directly or not, each with one it depends on."""
        causes: dict[int, int] = {}
        todo = deque((i, i) for i in start)
        while todo:
            here, cause = todo.popleft()
            for i in self.nodes[here].after:
                if i not in causes:
                    causes[i] = cause
                    todo.append((i, cause))
        return causes

    def connected(self) -> set[int]:
        """The nodes that MFG functions need, that need them, or that are needed with them."""
        udf = {i for i, node in enumerate(self.nodes) if node.kind == "udf" or node.wraps_udf}
        found = udf | set(self.downstream(udf))
        todo = list(found)
        while todo:
            fresh = self.nodes[todo.pop()].before - found
            found |= fresh
            todo += fresh
        return found


def kind_of(formula: Formula) -> str:
    """How a formula cell is calculated; see `Node`."""
    if is_udf(formula.text):
        return "udf"
    if formula.kind in ("normal", "spill"):
        try:
            node = parse(formula.text)
        except FormulaError:
            return "office"
        if isinstance(node, Count):
            return "range"
        if formula.kind == "spill":
            return (
                "range"
                if isinstance(node, CellRef | TableRef | Name | Span | Index | Transpose)
                else "office"
            )
        if isinstance(node, CellRef) and node.rows[0] == node.rows[1] and node.cols[0] == node.cols[1]:
            return "copy"
    return "office"


def build(book: Book, names_read: Mapping[Key, Iterable[str]] | None = None) -> Graph:
    """The graph of all formula cells of a book.

    Parameters
    ----------
    names_read
        For a cell: the defined names its function reads besides its arguments.
    """
    nodes: list[Node] = []
    for sheet in book.sheets.values():
        for (row, col), formula in sheet.formulas.items():
            reads = dependencies(formula.text, sheet.name, book, (row, col))
            node = Node(sheet.name, row, col, formula, kind_of(formula), reads)
            node.wraps_udf = node.kind == "office" and bool(udf_names(formula.text))
            nodes.append(node)
    index = _Index(nodes)
    for number, node in enumerate(nodes):
        areas = list(node.reads.areas)
        for name in (names_read or {}).get(node.key, ()):
            areas += dependencies(name, node.sheet, book).areas
        for area in areas:
            node.before |= index.inside(area)
        for other in node.before:
            nodes[other].after.add(number)
    return _ordered(nodes)


class _Index:
    """Formula cells by place; arrays apart from single cells."""

    def __init__(self, nodes: list[Node]) -> None:
        self.single: dict[str, dict[tuple[int, int], int]] = {}
        self.arrays: dict[str, list[tuple[Area, int]]] = {}
        self.known: dict[Area, set[int]] = {}
        for number, node in enumerate(nodes):
            area = node.formula.area
            if area.rows == area.cols == 1:
                self.single.setdefault(node.key[0], {})[node.row, node.col] = number
            else:
                self.arrays.setdefault(node.key[0], []).append((area, number))

    def inside(self, area: Area) -> set[int]:
        """The nodes with a cell in an area."""
        found = self.known.get(area)
        if found is not None:
            return found
        sheet = area.sheet.casefold()
        single = self.single.get(sheet, {})
        if area.rows * area.cols < len(single):
            cells = ((r, c) for r in range(area.row1, area.row2 + 1) for c in range(area.col1, area.col2 + 1))
            found = {single[cell] for cell in cells if cell in single}
        else:
            found = {number for (row, col), number in single.items() if area.contains(row, col)}
        found |= {number for other, number in self.arrays.get(sheet, ()) if area.overlaps(other)}
        self.known[area] = found
        return found


def _ordered(nodes: list[Node]) -> Graph:
    left = _peel(nodes, set(range(len(nodes))), forward=True)[1]
    cyclic = _peel(nodes, left, forward=False)[1]
    order, _ = _peel(nodes, set(range(len(nodes))) - cyclic, forward=True)
    for number in order:
        node = nodes[number]
        node.phase = max(
            (
                nodes[b].phase + (node.calls_udf and nodes[b].kind == "office")
                for b in node.before
                if b not in cyclic
            ),
            default=0,
        )
    return Graph(nodes, order, sorted(cyclic))


def _peel(nodes: list[Node], inside: set[int], forward: bool) -> tuple[list[int], set[int]]:
    """Take away nodes with nothing before them (or after them) again and again; the rest has cycles."""

    def near(i: int, ahead: bool) -> set[int]:
        return nodes[i].before if ahead else nodes[i].after

    waiting = {i: sum(b in inside for b in near(i, forward)) for i in sorted(inside)}
    ready = deque(i for i, count in waiting.items() if not count)
    order: list[int] = []
    while ready:
        i = ready.popleft()
        order.append(i)
        for j in sorted(near(i, not forward)):
            if j in waiting:
                waiting[j] -= 1
                if not waiting[j]:
                    ready.append(j)
    return order, inside - set(order)
