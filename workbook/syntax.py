"""The syntax of bare ``=MFG_X(...)`` formulas.

A formula is *bare* when it is one MFG call (nested MFG calls allowed) over ranges, names, table
references, ``A1#``, literals and array constants. A range may end where it has to:
``A1:INDEX(A1:A999,ROWS(Data[City]))`` is a reference too. Operators between cells and other native
functions make a formula native: `NotBare` is raised and Excel or LibreOffice has to calculate it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from openpyxl.formula.tokenizer import Token

from workbook.references import (
    CellRef,
    FormulaError,
    NotBare,
    TableRef,
    parse_range,
    parse_table,
    sheet_name,
    tokens,
)

Scalar = float | int | str | bool | None


@dataclass(frozen=True)
class Literal:
    value: Scalar


@dataclass(frozen=True)
class Array:
    rows: tuple[tuple[Scalar, ...], ...]


@dataclass(frozen=True)
class Name:
    sheet: str | None
    name: str


@dataclass(frozen=True)
class Spill:
    anchor: Node


@dataclass(frozen=True)
class Single:
    """``@``: one cell of a range, or the first value of a result."""

    inner: Node


@dataclass(frozen=True)
class Count:
    """``ROWS(range)``, ``COLUMNS(range)`` or ``COUNTA(range)``."""

    what: str
    inner: Node


@dataclass(frozen=True)
class Index:
    """``INDEX(range, row, column)``: a cell of a range, or a whole row or column of it where one is 0."""

    inner: Node
    row: Node | None
    col: Node | None


@dataclass(frozen=True)
class Span:
    """``first:last`` where an end is an INDEX: the rectangle around both."""

    first: Node
    last: Node


@dataclass(frozen=True)
class Transpose:
    """``TRANSPOSE(range)``: the cells with rows and columns exchanged."""

    inner: Node


@dataclass(frozen=True)
class Function:
    name: str
    args: tuple[Node | None, ...]


Node = (
    Literal | Array | CellRef | TableRef | Name | Spill | Single | Count | Index | Span | Transpose | Function
)

#: Excel's functions that only say where cells are.
_READ = frozenset(
    ("ANCHORARRAY", "SINGLE", "TRUE", "FALSE", "INDEX", "ROWS", "COLUMNS", "COUNTA", "TRANSPOSE")
)

_MFG = re.compile(r"@?(?:.*!)?(?:_xlfn\.|_xludf\.|_xll\.)*(MFG_[A-Z0-9_]+)\(", re.IGNORECASE)
_NAME = re.compile(r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!:]+)!)?(?P<name>[^\W\d][\w.?\\]*)")


def mfg_name(opening: str) -> str | None:
    """The MFG function that an opening token such as ``'C:\\MFG.xlam'!MFG_X(`` calls, if any.

    >>> mfg_name("_xludf.mfg_rank("), mfg_name("SUM(")
    ('MFG_RANK', None)
    """
    match = _MFG.fullmatch(opening)
    return match[1].upper() if match else None


def operand(text: str) -> CellRef | TableRef | Name:
    """The reference that an operand stands for, without ``@`` and ``#``.

    Raises
    ------
    FormulaError
        It is no reference.
    NotBare
        It refers to another workbook or to several sheets.
    """
    found = parse_range(text) or parse_table(text)
    if found:
        return found
    match = _NAME.fullmatch(text)
    if not match:
        if "!" in text:
            sheet_name(text.rpartition("!")[0])
        raise FormulaError(f"{text} cannot be read")
    sheet = None
    if match["sheet"] and match["sheet"] != "[0]":
        sheet = sheet_name(match["sheet"])
    return Name(sheet, match["name"])


class _Parser:
    """Recursive descent over the tokens of one formula."""

    def __init__(self, formula: str) -> None:
        self.items = [t for t in tokens(formula) if t.type != Token.WSPACE]
        self.at = 0

    def peek(self) -> Token | None:
        return self.items[self.at] if self.at < len(self.items) else None

    def take(self) -> Token:
        token = self.peek()
        if token is None:
            raise FormulaError("the formula ends too early")
        self.at += 1
        return token

    def whole(self) -> Node:
        node = self.expression()
        if self.peek() is not None:
            raise NotBare(f"it calculates with {self.items[self.at].value}")
        return node

    def expression(self) -> Node:
        signs = ""
        while (token := self.peek()) and token.type == Token.OP_PRE:
            signs += self.take().value
        node = self.primary()
        while (token := self.peek()) and token.type == Token.OP_IN and token.value == ":":
            self.take()
            node = Span(node, self.primary())
        while (token := self.peek()) and token.type == Token.OP_POST:
            self.take()
            if not isinstance(node, Literal) or not isinstance(node.value, float):
                raise NotBare("it calculates with %")
            node = Literal(node.value / 100)
        if signs.count("-") % 2 or ("-" in signs and not isinstance(node, Literal)):
            if not isinstance(node, Literal) or not isinstance(node.value, float):
                raise NotBare("it calculates with -")
            node = Literal(-node.value)
        if (token := self.peek()) and token.type == Token.OP_IN:
            raise NotBare(f"it calculates with {token.value}")
        return node

    def primary(self) -> Node:
        token = self.take()
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            return self.function(token)
        if token.type == Token.ARRAY:
            return self.array()
        if token.type == Token.PAREN and token.subtype == Token.OPEN:
            node = self.expression()
            if self.take().value != ")":
                raise NotBare("it calculates in parentheses")
            return node
        if token.type == Token.OPERAND:
            return self.operand(token)
        raise FormulaError(f"{token.value} cannot be read here")

    def operand(self, token: Token) -> Node:
        text = token.value
        if token.subtype != Token.RANGE:
            return Literal(_literal(token))
        if text.endswith("#REF!"):
            return Literal("#REF!")
        if text.upper() in ("TRUE", "FALSE"):
            return Literal(text.upper() == "TRUE")
        single, text = text.startswith("@"), text.removeprefix("@")
        spill, text = text.endswith("#"), text.removesuffix("#")
        node: Node = operand(text)
        node = Spill(node) if spill else node
        return Single(node) if single else node

    def function(self, token: Token) -> Node:
        mfg = mfg_name(token.value)
        plain = token.value[:-1].upper().removeprefix("_XLFN.")
        if not mfg and plain not in _READ:
            raise NotBare(f"it uses the Excel function {plain}")
        args = self.arguments()
        if plain == "INDEX" and 2 <= len(args) <= 3 and args[0] is not None:
            return Index(args[0], args[1], args[2] if len(args) == 3 else None)
        if mfg:
            call: Node = Function(mfg, args)
            return Single(call) if token.value.startswith("@") else call
        if plain in ("TRUE", "FALSE"):
            return Literal(plain == "TRUE")
        if len(args) != 1 or args[0] is None:
            raise FormulaError(f"{plain} needs one argument")
        if plain in ("ROWS", "COLUMNS", "COUNTA"):
            return Count(plain, args[0])
        if plain == "TRANSPOSE":
            return Transpose(args[0])
        return Spill(args[0]) if plain == "ANCHORARRAY" else Single(args[0])

    def arguments(self) -> tuple[Node | None, ...]:
        args: list[Node | None] = []
        while True:
            token = self.peek()
            empty = token is not None and (token.type == Token.SEP or token.subtype == Token.CLOSE)
            args.append(None if empty else self.expression())
            end = self.take()
            if end.type == Token.FUNC and end.subtype == Token.CLOSE:
                return () if args == [None] else tuple(args)
            if end.value != ",":
                raise NotBare(f"it calculates with {end.value}")

    def array(self) -> Node:
        rows: list[tuple[Scalar, ...]] = []
        row: list[Scalar] = []
        while True:
            node = self.expression()
            if not isinstance(node, Literal):
                raise FormulaError("an array constant holds only literals")
            row.append(node.value)
            end = self.take()
            if end.value != ",":
                rows.append(tuple(row))
                row = []
            if end.value == "}":
                break
        if len({len(r) for r in rows}) != 1:
            raise FormulaError("the rows of an array constant differ in length")
        return Array(tuple(rows))


def _literal(token: Token) -> Scalar:
    if token.subtype == Token.TEXT:
        return str(token.value)[1:-1].replace('""', '"')
    if token.subtype == Token.NUMBER:
        return float(token.value)
    if token.subtype == Token.LOGICAL:
        return bool(token.value == "TRUE")
    return str(token.value)


@lru_cache(maxsize=4096)
def parse(formula: str) -> Node:
    """The syntax tree of a bare formula, with or without its "=".

    Raises
    ------
    NotBare
        Native Excel is needed.
    FormulaError
        It is no formula.
    """
    if not formula.removeprefix("=").strip():
        raise FormulaError("the formula is empty")
    return _Parser(formula).whole()


def is_udf(formula: str) -> bool:
    """Whether a formula is one bare MFG call.

    A leading "=", "+" (it changes nothing) or "@" (first value only) is allowed, and so are the
    ways Excel stores a call it cannot resolve: ``_xludf.MFG_X(``, ``'...\\MFG.xlam'!MFG_X(``,
    ``[1]!MFG_X(``.

    >>> is_udf("=MFG_RANK(A1:A9,,2)"), is_udf("=ROUND(MFG_RANK(A1:A9),2)"), is_udf("=MFG_Data")
    (True, False, False)
    """
    if "MFG_" not in formula.upper():
        return False
    try:
        node = parse(formula)
    except FormulaError:
        return False
    while isinstance(node, Single):
        node = node.inner
    return isinstance(node, Function)


def udf_names(formula: str) -> set[str]:
    """The MFG functions called anywhere in a formula, bare or inside native functions."""
    if "MFG_" not in formula.upper():
        return set()
    try:
        opening = [t.value for t in tokens(formula) if t.type == Token.FUNC and t.subtype == Token.OPEN]
    except FormulaError:
        return set()
    return {name for text in opening if (name := mfg_name(text))}
