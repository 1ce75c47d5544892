"""References as formulas write them: areas of cells, A1 text, table references, and their lexing.

Files always store formulas in the English A1 dialect, so this is the only one read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
from openpyxl.utils import get_column_letter

MAX_ROW, MAX_COL = 1_048_576, 16_384


class FormulaError(ValueError):
    """A formula that cannot be read; the text is one short sentence."""


class NotBare(FormulaError):  # noqa: N818 - a state of a formula more than an error
    """A formula that is more than a bare MFG call: native Excel has to calculate it."""


@lru_cache(maxsize=MAX_COL)
def column_number(letters: str) -> int:
    """1-based number of a column.

    >>> column_number("A"), column_number("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


_PLAIN_SHEET = re.compile(r"[^\W\d]\w*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*([Cc]\d*)?|[Cc]\d*")


def quote_sheet(name: str) -> str:
    """A sheet name as a formula writes it.

    >>> quote_sheet("数据"), quote_sheet("带空格 表"), quote_sheet("A1")
    ('数据', "'带空格 表'", "'A1'")
    """
    if _PLAIN_SHEET.fullmatch(name) and not _LIKE_A_CELL.fullmatch(name):
        return name
    return "'" + name.replace("'", "''") + "'"


def a1(row: int, col: int) -> str:
    """Address of one cell from 1-based row and column."""
    return f"{get_column_letter(col)}{row}"


@dataclass(frozen=True)
class Area:
    """A rectangle of cells on one sheet, 1-based and inclusive."""

    sheet: str
    row1: int
    col1: int
    row2: int
    col2: int

    @property
    def rows(self) -> int:
        return self.row2 - self.row1 + 1

    @property
    def cols(self) -> int:
        return self.col2 - self.col1 + 1

    def contains(self, row: int, col: int) -> bool:
        return self.row1 <= row <= self.row2 and self.col1 <= col <= self.col2

    def overlaps(self, other: Area) -> bool:
        """Whether two areas share a cell (the sheets are compared without case)."""
        return (
            self.row1 <= other.row2
            and other.row1 <= self.row2
            and self.col1 <= other.col2
            and other.col1 <= self.col2
            and self.sheet.casefold() == other.sheet.casefold()
        )

    def local(self) -> str:
        """Text without the sheet.

        >>> Area("S", 2, 1, 4, 3).local()
        'A2:C4'
        """
        first = a1(self.row1, self.col1)
        return first if self.rows == self.cols == 1 else f"{first}:{a1(self.row2, self.col2)}"

    def a1(self) -> str:
        """Text with the sheet, quoted where a formula needs quotes."""
        return f"{quote_sheet(self.sheet)}!{self.local()}"


@dataclass(frozen=True)
class TableInfo:
    """A worksheet table: its area with header and totals rows, and its column names in order."""

    name: str
    area: Area
    columns: tuple[str, ...]
    header_rows: int = 1
    totals_rows: int = 0


@dataclass(frozen=True)
class CellRef:
    """A range as written; a part that is not absolute moves with the cell that uses it."""

    sheet: str | None
    rows: tuple[int, int]
    cols: tuple[int, int]
    fixed_rows: tuple[bool, bool] = (True, True)
    fixed_cols: tuple[bool, bool] = (True, True)

    def area(self, sheet: str, shift: tuple[int, int] = (0, 0)) -> Area:
        """The rectangle meant on `sheet` (if none is written), moved by rows and columns."""
        rows = sorted(
            r if fixed else (r - 1 + shift[0]) % MAX_ROW + 1
            for r, fixed in zip(self.rows, self.fixed_rows, strict=True)
        )
        cols = sorted(
            c if fixed else (c - 1 + shift[1]) % MAX_COL + 1
            for c, fixed in zip(self.cols, self.fixed_cols, strict=True)
        )
        return Area(self.sheet or sheet, rows[0], cols[0], rows[1], cols[1])


@dataclass(frozen=True)
class TableRef:
    """A structured reference: items such as ``#all`` in lower case, and first and last column."""

    table: str
    items: tuple[str, ...] = ()
    columns: tuple[str, str] | None = None

    def area(self, info: TableInfo, row: int | None) -> Area:
        """The rectangle of cells; `row` is the row of the using cell, for ``[@Col]``."""
        whole = info.area
        first = whole.row1 + info.header_rows
        last = whole.row2 - info.totals_rows
        rows: list[int] = []
        for item in self.items or ("#data",):
            if item == "#all":
                rows += [whole.row1, whole.row2]
            elif item == "#data":
                rows += [first, last]
            elif item == "#headers" and info.header_rows:
                rows += [whole.row1, whole.row1]
            elif item == "#totals" and info.totals_rows:
                rows += [whole.row2, whole.row2]
            elif item == "#this row" and row is not None and first <= row <= last:
                rows += [row, row]
            else:
                raise FormulaError(f"table {info.name} has no {item} part here")
        col1, col2 = whole.col1, whole.col2
        if self.columns is not None:
            places = sorted(_column_index(info, name) for name in self.columns)
            col1, col2 = whole.col1 + places[0], whole.col1 + places[1]
        return Area(whole.sheet, min(rows), col1, max(rows), col2)


def _column_index(info: TableInfo, name: str) -> int:
    wanted = name.casefold()
    for index, column in enumerate(info.columns):
        if column.casefold() == wanted:
            return index
    raise FormulaError(f'table {info.name} has no column "{name}"')


# Inside the brackets of a table reference an apostrophe escapes [ ] # ' @. The lexer counts
# brackets, so escaped characters travel as private-use characters until names are read.
_ESCAPED = {"[": "\ue001", "]": "\ue002", "#": "\ue003", "'": "\ue004", "@": "\ue005"}
_UNESCAPE = {ord(v): k for k, v in _ESCAPED.items()}
_RESTORE = {ord(v): "'" + k for k, v in _ESCAPED.items()}


def mask(formula: str) -> str:
    """Hide escaped characters in brackets, and turn line breaks outside texts into spaces."""
    if "'" not in formula and not re.search(r"[\r\n\t]", formula):
        return formula
    out: list[str] = []
    quote, depth, i = "", 0, 0
    while i < len(formula):
        ch = formula[i]
        if quote:
            quote = "" if ch == quote else quote
        elif depth and ch == "'" and formula[i + 1 : i + 2] in _ESCAPED:
            i += 1
            ch = _ESCAPED[formula[i]]
        elif ch == "[":
            depth += 1
        elif ch == "]":
            depth -= 1
        elif not depth and ch in "\"'":
            quote = ch
        elif not depth and ch in "\r\n\t":
            ch = " "
        out.append(ch)
        i += 1
    return "".join(out)


def unmask(text: str) -> str:
    """Formula text as it was before `mask`, apart from line breaks."""
    return text.translate(_RESTORE)


class _Lexer(Tokenizer):
    """openpyxl's tokenizer, plus ``A1#`` and the newer error values."""

    ERROR_CODES = (  # type: ignore[misc]
        *Tokenizer.ERROR_CODES,
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
    )

    def _parse_error(self) -> int:  # the hook of the base class for "#"
        if self.token and not self.token[-1].endswith("!"):
            self.token.append("#")
            return 1
        return int(super()._parse_error())  # type: ignore[misc]


@lru_cache(maxsize=16_384)
def tokens(formula: str) -> tuple[Token, ...]:
    """The tokens of a formula, with or without its "="; spaces are kept.

    Raises
    ------
    FormulaError
        The text is no formula.
    """
    text = mask(formula if formula.startswith("=") else "=" + formula)
    try:
        return tuple(_apart(_Lexer(text).items))
    except (TokenizerError, AssertionError, IndexError):
        raise FormulaError("the formula cannot be read") from None


_ENDS_AT_INDEX = re.compile(r"(?P<start>.*):(?P<call>(?:_xlfn\.)?INDEX\()", re.IGNORECASE | re.DOTALL)


def _apart(items: list[Token]) -> Iterator[Token]:
    """Take ``A1:INDEX(`` apart, which the tokenizer leaves in one piece: operand, ":", function."""
    for token in items:
        glued = None
        if token.type == Token.FUNC and token.subtype == Token.OPEN and ":" in token.value:
            glued = _ENDS_AT_INDEX.fullmatch(token.value)
        if glued is None:
            yield token
            continue
        if glued["start"]:
            yield Token(glued["start"], Token.OPERAND, Token.RANGE)
        yield Token(":", Token.OP_IN)
        yield Token(glued["call"], Token.FUNC, Token.OPEN)


_SHEET = r"(?:(?P<{0}>'(?:[^']|'')+'|[^'!:]+)!)?"
_CORNER = r"(?P<{0}c>\$?[A-Za-z]{{1,3}})?(?P<{0}r>\$?[0-9]{{1,7}})?"
_RANGE = re.compile(
    _SHEET.format("s1")
    + _CORNER.format("a")
    + "(?P<colon>:"
    + _SHEET.format("s2")
    + _CORNER.format("b")
    + ")?"
)


def sheet_name(text: str) -> str:
    """The name behind the part of a reference before "!".

    Raises
    ------
    NotBare
        Another workbook, or several sheets at once.
    """
    name = text[1:-1].replace("''", "'") if text.startswith("'") else text
    if "[" in name:
        raise NotBare(f"it refers to another workbook ({name})")
    if ":" in name:
        raise NotBare(f"it refers to several sheets ({name})")
    return name


@lru_cache(maxsize=16_384)
def parse_range(text: str) -> CellRef | None:
    """Read ``A1``, ``$A$1:B2``, ``A:C``, ``2:5``, ``'带空格 表'!B9:A1``; None for anything else."""
    match = _RANGE.fullmatch(text)
    if not match or not (match["ac"] or match["ar"]):
        return None
    first = match["ac"], match["ar"]
    last = (match["bc"], match["br"]) if match["colon"] else first
    if (first[0] is None) != (last[0] is None) or (first[1] is None) != (last[1] is None):
        return None
    if not match["colon"] and None in first:
        return None

    def numbers(
        parts: tuple[str | None, str | None], top: int, read: Callable[[str], int]
    ) -> tuple[int, int] | None:
        if parts[0] is None or parts[1] is None:
            return 1, top
        low, high = read(parts[0].lstrip("$")), read(parts[1].lstrip("$"))
        return (low, high) if 1 <= low <= top and 1 <= high <= top else None

    cols = numbers((first[0], last[0]), MAX_COL, column_number)
    rows = numbers((first[1], last[1]), MAX_ROW, int)
    if cols is None or rows is None:
        return None
    sheet = sheet_name(match["s1"]) if match["s1"] else None
    if match["s2"] and sheet_name(match["s2"]).casefold() != (sheet or "").casefold():
        raise NotBare("it refers to several sheets")

    def fixed(parts: tuple[str | None, str | None]) -> tuple[bool, bool]:
        return parts[0] is None or parts[0][0] == "$", parts[1] is None or parts[1][0] == "$"

    return CellRef(sheet, rows, cols, fixed((first[1], last[1])), fixed((first[0], last[0])))


_BRACKETED = re.compile(r"\s*\[([^\[\]]*)\]\s*")


@lru_cache(maxsize=16_384)
def parse_table(text: str) -> TableRef | None:
    """Read ``Table1[Col]``, ``Table1[[A]:[C]]``, ``Table1[[#Headers],[A]]``, ``Table1[@Col]``; else None."""
    name, bracket, rest = text.partition("[")
    if not bracket or not name or "!" in name or not rest.endswith("]"):
        return None
    spec = rest[:-1].strip()
    items: list[str] = []
    columns: list[str] = []
    if spec.startswith("@"):
        items.append("#this row")
        spec = spec[1:].strip()
    if "[" not in spec:
        pieces = [spec] if spec else []
        separators: list[str] = []
    else:
        pieces, separators, at = [], [], 0
        while match := _BRACKETED.match(spec, at):
            pieces.append(match[1])
            at = match.end()
            separators.append(spec[at : at + 1])
            at += 1
        if at <= len(spec) or any(s not in ",:" for s in separators if s):
            return None
    for piece in pieces:
        if piece.startswith("#"):
            items.append(piece.casefold())
        else:
            columns.append(piece.translate(_UNESCAPE))
    if len(columns) > 2 or (len(columns) == 2 and ":" not in separators):
        return None
    span = (columns[0], columns[-1]) if columns else None
    return TableRef(name, tuple(items), span)
