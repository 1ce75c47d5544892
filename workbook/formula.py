"""Evaluate bare ``=MFG_X(...)`` formulas, and find what any formula reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from openpyxl.formula.tokenizer import Token

from udfs.excel.cells import Block
from workbook.references import Area, CellRef, FormulaError, NotBare, TableInfo, TableRef, a1, tokens, unmask
from workbook.syntax import (
    Array,
    Count,
    Function,
    Index,
    Literal,
    Name,
    Node,
    Scalar,
    Single,
    Span,
    Spill,
    Transpose,
    is_udf,
    mfg_name,
    operand,
    parse,
    udf_names,
)

__all__ = [
    "Area",
    "Block",
    "Context",
    "FormulaError",
    "NotBare",
    "Resolver",
    "TableInfo",
    "evaluate",
    "is_udf",
    "parse",
    "reference",
    "udf_names",
]

Call = Callable[[str, list[Block | None], "Context"], list[list[Scalar]]]


class Context(Protocol):
    """What a worksheet function may ask of its workbook."""

    @property
    def language(self) -> str: ...

    def named(self, name: str) -> Block | None: ...


class Resolver(Protocol):
    """What evaluation asks of a workbook."""

    def block(self, area: Area) -> Block:
        """The cells of an area; whole rows and columns are cut to the used cells."""

    def name(self, name: str, sheet: str) -> str | None:
        """What a defined name refers to, without "="; the sheet's own names come first."""

    def table(self, name: str) -> TableInfo | None:
        """A table by its name, whatever the case."""

    def spill(self, sheet: str, row: int, col: int) -> Area | None:
        """The area of the array formula anchored in a cell."""


@dataclass(frozen=True)
class Scope:
    """Where a formula stands and what it may read; `seen` holds the names being followed."""

    sheet: str
    resolver: Resolver
    cell: tuple[int, int] | None = None
    shift: tuple[int, int] = (0, 0)
    seen: frozenset[str] = frozenset()

    def follow(self, name: Name) -> tuple[Node, Scope]:
        """What a defined name refers to, and the scope to read that in."""
        text = self.resolver.name(name.name, name.sheet or self.sheet)
        if text is None:
            raise FormulaError(f"the name {name.name} is not defined")
        key = name.name.casefold()
        if key in self.seen:
            raise FormulaError(f"the name {name.name} refers to itself")
        shift = (self.cell[0] - 1, self.cell[1] - 1) if self.cell else (0, 0)
        try:
            node = parse(text)
        except NotBare as error:
            raise NotBare(f"the name {name.name} is a formula: {error}") from None
        return node, replace(self, shift=shift, seen=self.seen | {key})


def area_of(node: Node, scope: Scope) -> Area | None:
    """The area a node refers to; None if it is a value."""
    if isinstance(node, CellRef):
        return node.area(scope.sheet, scope.shift)
    if isinstance(node, TableRef):
        return _table_area(node, scope)
    if isinstance(node, Name):
        info = scope.resolver.table(node.name) if node.sheet is None else None
        if info and scope.resolver.name(node.name, scope.sheet) is None:
            return TableRef(node.name).area(info, None)
        return area_of(*scope.follow(node))
    if isinstance(node, Spill):
        anchor = area_of(node.anchor, scope)
        if anchor is None:
            raise FormulaError("# needs a cell before it")
        extent = scope.resolver.spill(anchor.sheet, anchor.row1, anchor.col1)
        if extent is None:
            raise FormulaError(f"{anchor.a1()} has no spilled array")
        return extent
    if isinstance(node, Single):
        inner = area_of(node.inner, scope)
        return None if inner is None else _intersect(inner, scope)
    if isinstance(node, Index):
        inner = area_of(node.inner, scope)
        return None if inner is None else _index(inner, node, scope)
    if isinstance(node, Span):
        ends = [area_of(end, scope) for end in (node.first, node.last)]
        if ends[0] is None or ends[1] is None:
            raise FormulaError("a range needs a cell at either end")
        return _around(ends[0], ends[1])
    return None


def _index(area: Area, node: Index, scope: Scope) -> Area:
    """The cells that INDEX picks; a row or column of 0, or none, is the whole of it."""
    row, col = (_whole(n, scope) for n in (node.row, node.col))
    if node.col is None and area.rows == 1:  # one number counts along a row
        row, col = 0, row
    if not 0 <= row <= area.rows or not 0 <= col <= area.cols:
        raise FormulaError(f"{area.a1()} has no row {row}, column {col}")
    rows = (area.row1, area.row2) if row == 0 else (area.row1 + row - 1,) * 2
    cols = (area.col1, area.col2) if col == 0 else (area.col1 + col - 1,) * 2
    return Area(area.sheet, rows[0], cols[0], rows[1], cols[1])


def _whole(node: Node | None, scope: Scope) -> int:
    """The whole number that a place inside INDEX stands for."""
    if node is None:
        return 0
    if isinstance(node, Count):
        area = area_of(node.inner, scope)
        if area is None:
            raise NotBare(f"it counts the {node.what.lower()} of a value")
        if node.what == "COUNTA":
            return sum(v is not None for line in scope.resolver.block(area).values for v in line)
        return area.rows if node.what == "ROWS" else area.cols
    value: object = node.value if isinstance(node, Literal) else None
    area = None if isinstance(node, Literal) else area_of(node, scope)
    if area is not None:
        value = scope.resolver.block(area).values[0][0]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FormulaError(f"INDEX needs a number, not {value}")
    return int(value)


def _around(a: Area, b: Area) -> Area:
    if a.sheet.casefold() != b.sheet.casefold():
        raise NotBare("it refers to several sheets")
    return Area(
        a.sheet, min(a.row1, b.row1), min(a.col1, b.col1), max(a.row2, b.row2), max(a.col2, b.col2)
    )  # fmt: skip


def _table_area(node: TableRef, scope: Scope) -> Area:
    info = scope.resolver.table(node.table)
    if info is None:
        raise FormulaError(f"there is no table {node.table}")
    row = scope.cell[0] if scope.cell and info.area.sheet.casefold() == scope.sheet.casefold() else None
    return node.area(info, row)


def _intersect(area: Area, scope: Scope) -> Area:
    """The one cell that ``@`` picks: same row of a column, same column of a row."""
    row, col = scope.cell or (0, 0)
    if area.rows == area.cols == 1:
        return area
    if area.cols == 1 and area.row1 <= row <= area.row2:
        return Area(area.sheet, row, area.col1, row, area.col1)
    if area.rows == 1 and area.col1 <= col <= area.col2:
        return Area(area.sheet, area.row1, col, area.row1, col)
    raise FormulaError(f"@{area.a1()} has no cell beside the formula")


def block_of(node: Node, scope: Scope, context: Context, call: Call) -> Block:
    """The cells that a node stands for: of a reference, a literal, or the result of a call."""
    area = area_of(node, scope)
    if area is not None:
        return scope.resolver.block(area)
    if isinstance(node, Literal):
        return Block([[node.value]])
    if isinstance(node, Array):
        return Block([list(row) for row in node.rows])
    if isinstance(node, Name):
        inner, deeper = scope.follow(node)
        return block_of(inner, deeper, context, call)
    if isinstance(node, Single):
        return Block([[block_of(node.inner, scope, context, call).values[0][0]]])
    if isinstance(node, Transpose):
        rows = block_of(node.inner, scope, context, call).values
        return Block([list(c) for c in zip(*rows, strict=True)])
    if isinstance(node, Count):
        return Block([[float(_whole(node, scope))]])
    if isinstance(node, Function):
        args = [None if arg is None else block_of(arg, scope, context, call) for arg in node.args]
        result: list[list[object]] = [list(row) for row in call(node.name, args, context)]
        return Block(result if result and result[0] else [[None]])
    raise FormulaError("the formula cannot be evaluated")


def evaluate(
    formula: str,
    sheet: str,
    resolver: Resolver,
    context: Context,
    call: Call,
    cell: tuple[int, int] | None = None,
) -> list[list[object]]:
    """The rows of values a bare formula gives.

    Parameters
    ----------
    sheet, cell
        Where the formula stands; `cell` (1-based row and column) is needed by ``[@Col]``, ``@``
        and names with relative references.

    Raises
    ------
    NotBare, FormulaError
        See `parse`; also unknown names and tables, and names that refer to themselves.
    """
    values = block_of(parse(formula), Scope(sheet, resolver, cell), context, call).values
    return [list(row) for row in values]


def reference(text: str, sheet: str, resolver: Resolver, cell: tuple[int, int] | None = None) -> Area | None:
    """The area that a reference or a defined name stands for; None if it is no reference."""
    try:
        return area_of(parse(text), Scope(sheet, resolver, cell))
    except FormulaError:
        return None


def address(area: Area) -> Callable[[int, int], str]:
    """The function that names the cells of a block: 0-based row and column to ``Data!B7``."""
    prefix = area.a1().rpartition("!")[0]
    return lambda row, col: f"{prefix}!{a1(area.row1 + row, area.col1 + col)}"


# --- what a formula reads --------------------------------------------------------------------


@dataclass(frozen=True)
class Dependencies:
    """What a formula reads.

    Attributes
    ----------
    areas
        The areas its tokens name, directly or through names and tables.
    opaque
        Why more may be read than `areas` (OFFSET, INDIRECT, an unreadable part); None if not.
    volatile
        Whether the value changes by itself or with the program (RAND, NOW, CELL).
    """

    areas: tuple[Area, ...]
    opaque: str | None = None
    volatile: bool = False


_HIDDEN_READS = frozenset({"OFFSET", "INDIRECT"})
_CHANGING = frozenset({"RAND", "RANDBETWEEN", "RANDARRAY", "NOW", "TODAY", "CELL", "INFO"})


def dependencies(
    formula: str, sheet: str, resolver: Resolver, cell: tuple[int, int] | None = None
) -> Dependencies:
    """What a formula reads, for MFG and native formulas alike; never raises."""
    areas: dict[Area, None] = {}
    opaque, volatile = _collect(formula, Scope(sheet, resolver, cell), areas)
    return Dependencies(tuple(areas), opaque, volatile)


def precedents(
    formula: str, sheet: str, resolver: Resolver, cell: tuple[int, int] | None = None
) -> list[Area]:
    """The areas a formula reads, as far as its tokens tell."""
    return list(dependencies(formula, sheet, resolver, cell).areas)


def _collect(formula: str, scope: Scope, areas: dict[Area, None]) -> tuple[str | None, bool]:
    opaque: str | None = None
    volatile = False
    try:
        items = tokens(formula)
    except FormulaError as error:
        return str(error), False
    after_anchor = False
    spans = _Spans()
    for place, token in enumerate(items):
        text = token.value
        if token.type == Token.FUNC:
            if token.subtype == Token.CLOSE:
                spans.close()
                continue
            name = text[:-1].upper().rpartition(".")[2]
            volatile = volatile or name in _CHANGING
            if name == "INDIRECT" and _elsewhere(items[place + 1 : place + 3]):
                volatile = True  # it follows which other workbooks are open, and reads nothing here
            elif name in _HIDDEN_READS or (":" in text and "'" not in text):
                opaque = opaque or f"{text[:-1].lstrip(':')} decides while calculating what it reads"
            after_anchor = name == "ANCHORARRAY"
            spans.open(name)
            continue
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            before = len(areas)
            found = _operand_areas(text, scope, areas, after_anchor)
            opaque, volatile = opaque or found[0], volatile or found[1]
            spans.operand(_own_area(text, scope) if len(areas) >= before else None, areas)
        elif token.type == Token.OP_IN:
            spans.operator(text)
        after_anchor = False
    return opaque, volatile


def _elsewhere(inside: Sequence[Token]) -> bool:
    """Whether the argument of INDIRECT is a text that names another workbook: ``"[MFG.xlam]Sheet1!A1"``."""
    return (
        len(inside) == 2
        and inside[0].subtype == Token.TEXT
        and inside[0].value.lstrip("\"'").startswith("[")
        and inside[1].value in (")", ",")
    )


def _own_area(text: str, scope: Scope) -> Area | None:
    return reference(text.removeprefix("@"), scope.sheet, scope.resolver, scope.cell)


class _Spans:
    """Finds what ``A1:INDEX(B1:B9, n)`` may read: at most the rectangle around both ends."""

    def __init__(self) -> None:
        self.stack: list[tuple[str, list[Area | None]]] = []
        self.last: Area | None = None
        self.start: Area | None = None

    def open(self, name: str) -> None:
        self.stack.append((name, []))

    def close(self) -> None:
        name, operands = self.stack.pop() if self.stack else ("", [])
        self.last = operands[0] if name == "INDEX" and operands else None

    def operator(self, text: str) -> None:
        self.start = self.last if text == ":" else None

    def operand(self, area: Area | None, areas: dict[Area, None]) -> None:
        if self.stack:
            self.stack[-1][1].append(area)
        if (
            self.start is not None
            and area is not None
            and self.start.sheet.casefold() == area.sheet.casefold()
        ):
            areas[_around(self.start, area)] = None
        self.start, self.last = None, area


def _operand_areas(text: str, scope: Scope, areas: dict[Area, None], anchor: bool) -> tuple[str | None, bool]:
    text = text.removeprefix("@")
    anchor, text = anchor or text.endswith("#"), text.removesuffix("#")
    if text.startswith("_xlpm.") or text.endswith("#REF!") or text.upper() in ("TRUE", "FALSE"):
        return None, False
    if text.startswith("["):
        return None, False  # another workbook: its values do not change here
    try:
        node: Node = operand(text)
        if isinstance(node, Name) and scope.resolver.name(node.name, node.sheet or scope.sheet) is not None:
            key = node.name.casefold()
            if key in scope.seen:
                return f"the name {node.name} refers to itself", False
            inner = scope.resolver.name(node.name, node.sheet or scope.sheet) or ""
            shift = (scope.cell[0] - 1, scope.cell[1] - 1) if scope.cell else (0, 0)
            return _collect(inner, replace(scope, shift=shift, seen=scope.seen | {key}), areas)
        if isinstance(node, Name) and scope.resolver.table(node.name) is None:
            return None, False  # a variable of LET or LAMBDA, or #NAME?
        area = area_of(node, scope)
    except NotBare as error:
        return (None if "workbook" in str(error) else str(error)), False
    except FormulaError as error:
        return str(error), False
    if area is not None:
        areas[area] = None
        extent = scope.resolver.spill(area.sheet, area.row1, area.col1) if anchor else None
        if extent is not None:
            areas[extent] = None
    return None, False


def rewrite(formula: str, calls: Callable[[str], str], spill: Callable[[str], str]) -> str:
    """Formula text with MFG calls and ``A1#`` replaced by what the functions return for them.

    `calls` gets the text of each outermost MFG call, `spill` the text of each anchor.
    """
    items = tokens(formula)
    out: list[str] = []
    at = 0
    while at < len(items):
        token = items[at]
        opens = token.type == Token.FUNC and token.subtype == Token.OPEN
        anchor = opens and token.value.upper().endswith("ANCHORARRAY(")
        if opens and (anchor or mfg_name(token.value)):
            end, depth = at, 0
            while True:
                depth += {Token.OPEN: 1, Token.CLOSE: -1}.get(items[end].subtype, 0)
                if not depth:
                    break
                end += 1
            first = at + 1 if anchor else at
            last = end if anchor else end + 1
            text = unmask("".join(t.value for t in items[first:last]))
            out.append(spill(text) if anchor else calls(text))
            at = end + 1
            continue
        if token.type == Token.OPERAND and token.value.endswith("#") and token.subtype == Token.RANGE:
            out.append(spill(unmask(token.value[:-1])))
        else:
            out.append(unmask(token.value))
        at += 1
    return "".join(out)
