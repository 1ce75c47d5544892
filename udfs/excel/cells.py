"""Blocks of cells to typed arrays and back.

What Excel hands over is hostile: blanks, errors, text in numbers, full-width digits, dates, logical
values, labels along the edges. Every cell here becomes a number, a missing value, a label, or an
error that names the cell.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from udfs.engine.checks import Finding
from udfs.engine.columns import Floats
from udfs.engine.errors import MfgError, rowcol
from udfs.engine.registry import Method, resolve

#: The text that stands for the error cell #N/A in a result.
NA = "#N/A"

#: Error values as Excel shows them, and our own messages; #N/A means missing, every other one is refused.
_ERROR = re.compile(r"#(?:[A-Z0-9_/]+[!?]|GETTING_DATA|MFG!.*)", re.DOTALL)

#: Texts that tables use for "no value". A character that could mean zero or a label is not here.
MISSING = frozenset({"na", "n/a", "#n/a", "nan", "null", "-", "--", "—", "——", "–", "..", "缺失", "暂无数据"})

#: First cells that are headers whatever stands below them: of names, and of codes or serial numbers.
#: Words that are also values, such as 市 and 县 in a column of kinds of places, are not here.
NAME_HEADERS = frozenset(
    [
        "城市",
        "城市名称",
        "地市",
        "名称",
        "单位名称",
        "省份",
        "区县",
        "city",
        "cities",
        "name",
        "province",
        "region",
        "county",
        "country",
    ]
)
CODE_HEADERS = frozenset(
    [
        "代码",
        "编码",
        "城市代码",
        "地区代码",
        "行政区划代码",
        "区划代码",
        "序号",
        "编号",
        "年份",
        "年度",
        "code",
        "id",
        "no",
        "no.",
        "adcode",
        "year",
    ]
)
_CODE = frozenset(["代码", "编码", "指标代码", "code"])
_PARENT = frozenset(["上级", "上级代码", "维度", "维度代码", "parent", "parent code", "dimension"])
_GROUP = frozenset(["分组", "省份", "区域", "阶段", "group", "province", "region", "stage"])
#: Headers of the vectors that describe columns and rows, by argument.
_HEADERS: dict[str, frozenset[str]] = {
    "city": NAME_HEADERS, "city_a": NAME_HEADERS, "city_b": NAME_HEADERS, "group": _GROUP,
    "parent": _PARENT, "code": _CODE, "node": _PARENT | _CODE,
}  # fmt: skip

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[, ]\d{3})+|\d+|(?=\.\d))(?:\.\d*)?(?:[eE][+-]?\d+)?")


@dataclass(frozen=True, eq=False)
class Block:
    """A rectangle of raw cells and, where known, how to name them.

    Attributes
    ----------
    values
        Rows of cells: float, int, str, bool, datetime or None; error cells are texts such as ``#N/A``.
    address
        0-based (row, column) to ``Data!B7``; called only when a message needs it.
    """

    values: Sequence[Sequence[Any]]
    address: Callable[[int, int], str] | None = None

    @property
    def shape(self) -> tuple[int, int]:
        rows = len(self.values)
        return rows, len(self.values[0]) if rows else 0

    @property
    def is_blank(self) -> bool:
        """True where nothing is given: no cells, or every cell blank."""
        return all(map(is_blank, chain.from_iterable(self.values)))

    def place(self, row: int, col: int, lang: str) -> str:
        """Name a cell, a column (row -1) or a row (column -1)."""
        if self.address is None:
            return rowcol(row, col, lang)
        where = self.address(max(row, 0), max(col, 0))
        sheet, bang, cell = where.rpartition("!")
        letters, digits = cell.rstrip("0123456789"), cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if row < 0:
            return f"{sheet}{bang}{letters}:{letters}"
        if col < 0:
            return f"{sheet}{bang}{digits}:{digits}"
        return where


def number(text: str) -> tuple[float, bool] | None:
    """Read a number written as text: ``"1,028"``, ``"３．９％"``, ``"−5"``; None if it is no number.

    Returns
    -------
    tuple
        The number, a percentage divided by 100 as Excel does, and whether it was a percentage.

    Examples
    --------
    >>> number("1,028"), number("３．９％"), number("1,5")
    ((1028.0, False), (0.039, True), None)
    """
    text = unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()
    percent = text.endswith("%")
    if percent:
        text = text[:-1].strip()
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text.replace(",", "").replace(" ", ""))
    return (float(Decimal(repr(value)) / 100) if percent and math.isfinite(value) else value), percent


def is_error(cell: object) -> bool:
    """True for the text of an error value other than #N/A, and for a message of an MFG function."""
    return isinstance(cell, str) and cell.startswith("#") and _ERROR.fullmatch(cell) is not None


def is_blank(cell: object) -> bool:
    """True for an empty cell, an empty text and spaces: nothing was said."""
    return (
        cell is None
        or (isinstance(cell, str) and not cell.strip())
        or (isinstance(cell, float) and cell != cell)
    )


def is_missing(cell: object) -> bool:
    """True for a blank, an empty text, #N/A and the texts that tables use for no value."""
    if cell is None:
        return True
    if isinstance(cell, float):
        return cell != cell
    if isinstance(cell, str):
        text = cell.strip()
        return not text or unicodedata.normalize("NFKC", text).casefold() in MISSING
    return False


def is_label(cell: object) -> bool:
    """True for a text that is neither a number, nor missing, nor an error."""
    return isinstance(cell, str) and not is_missing(cell) and not is_error(cell) and number(cell) is None


def text(cell: object) -> str:
    """Return a label as a person sees it: 2021.0 is ``2021``, full-width spaces are trimmed."""
    if cell is None:
        return ""
    if isinstance(cell, bool | np.bool_):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00")
    return str(cell).strip().strip("\u3000")


def read_cell(cell: Any, row: int, col: int, arg: str = "data") -> float:
    """Return one cell as a number, NaN where missing.

    Raises
    ------
    MfgError
        ``text``, ``date``, ``boolean``, ``cell_error`` or ``too_large``, with the place.
    """
    if is_missing(cell):
        return math.nan
    if isinstance(cell, bool | np.bool_):
        raise MfgError("boolean", arg, row, col, found=text(cell))
    if isinstance(cell, int | float | Decimal | np.integer | np.floating):
        try:
            value = float(cell)
        except OverflowError:
            value = math.inf
        except ValueError:
            value = math.nan
    elif isinstance(cell, dt.date | dt.time | dt.timedelta):
        raise MfgError("date", arg, row, col, found=text(cell))
    else:
        shown = str(cell)
        if is_error(cell):
            # The message of an earlier function stands in its own cell: name the place, do not repeat it.
            raise MfgError("cell_error", arg, row, col, found="#MFG!" if shown.startswith("#MFG!") else shown)
        read = number(shown)
        if read is None:
            raise MfgError("text", arg, row, col, found=shown)
        value = read[0]
    if math.isinf(value):
        raise MfgError("too_large", arg, row, col, found=str(cell))
    return value


@dataclass(frozen=True, eq=False)
class Matrix:
    """A data block as numbers, with the labels found along its edges."""

    values: Floats
    block: Block
    header: list[Any] | None = None
    labels: list[list[Any]] | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def top(self) -> int:
        """Rows above the numbers."""
        return 0 if self.header is None else 1

    @property
    def names(self) -> list[str] | None:
        """The labels that name the rows: the first label column with texts in it; None without labels."""
        if not self.labels:
            return None
        j = next((j for j in range(self.left) if any(is_label(r[j]) for r in self.labels)), 0)
        return ["" if is_missing(r[j]) else text(r[j]) for r in self.labels]

    @property
    def left(self) -> int:
        """Columns left of the numbers."""
        return len(self.labels[0]) if self.labels else 0

    def place(self, row: int, col: int, lang: str) -> str:
        """Name a cell of the numbers by its place in the sheet, a column by its header if it has one."""
        if row < 0 and self.header is not None and col >= 0 and (named := text(self.header[self.left + col])):
            return named
        return self.block.place(row if row < 0 else row + self.top, col if col < 0 else col + self.left, lang)


def _empty(cell: object) -> bool:
    return cell is None or cell == ""


def _year(cell: object) -> bool:
    return isinstance(cell, float | int) and not isinstance(cell, bool) and cell in range(1900, 2101)


def _word(cell: object, words: frozenset[str]) -> bool:
    return isinstance(cell, str) and text(cell).casefold() in words


def _is_header(block: Block) -> bool:
    """True if the first row is a header: labels over numbers, or numbers (years) beside a known corner."""
    rows, width = block.values, block.shape[1]
    if len(rows) < 2:
        return False
    corner, first = rows[0][0], rows[0][1:] if width > 1 else rows[0]
    if not (_empty(corner) or is_label(corner)):
        return False
    if all(is_label(c) for c in first):
        return True
    if all(_empty(c) or is_label(c) for c in first):
        # Merged cells leave blanks; a city without any data looks alike, so a label must stand over numbers.
        return any(
            is_label(rows[0][j]) and any(not is_missing(r[j]) and not is_label(r[j]) for r in rows[1:])
            for j in range(width)
        )
    if width == 1:
        return False
    if all(map(_year, first)):
        return _word(corner, NAME_HEADERS | CODE_HEADERS) or (
            _empty(corner) and any(is_label(r[0]) for r in rows[1:])
        )
    return _word(corner, NAME_HEADERS | CODE_HEADERS) and list(first) == list(range(1, width))


def _is_code(column: list[Any]) -> bool:
    """True for serial numbers 1 to n and for distinct six-digit codes."""
    if not all(type(c) in (float, int) for c in column):
        return False
    codes = set(column)
    return codes == set(range(1, len(column) + 1)) or (
        len(codes) == len(column) and all(100_000 <= c < 1_000_000 and c == int(c) for c in codes)
    )


def _edges(block: Block) -> tuple[int, int]:
    """Count header rows (0 or 1) and label columns.

    A column of numbers is a label column if its header says so (代码, code, 序号), or if a column of
    names follows and its numbers are serial or six-digit codes.
    """
    rows, width = block.values, block.shape[1]
    top = 1 if _is_header(block) else 0
    body = rows[top:]
    left = 0
    for j in range(width - 1):
        column = [r[j] for r in body]
        if (any(is_label(c) for c in column) and all(_empty(c) or is_label(c) for c in column)) or (
            top and _word(rows[0][j], CODE_HEADERS)
        ):
            left = j + 1
        elif not _is_code(column):
            break
    return top, left


def numbers(
    rows: Sequence[Sequence[Any]], arg: str, problems: list[MfgError] | None
) -> tuple[Floats, list[Finding]]:
    """Turn rows of raw cells into a float array; odd cells are looked at one by one, the rest at once.

    With ``problems`` given, cells in error become NaN and the errors are collected there.
    """
    kinds = set(map(type, chain.from_iterable(rows)))
    if kinds <= {float, int, type(None)}:
        try:
            values = np.array(rows, dtype=float)
        except OverflowError:
            kinds.add(str)
        else:
            if np.isfinite(values).all() or not np.isinf(values).any():
                return values, []
    cells = np.empty((len(rows), len(rows[0]) if rows else 0), dtype=object)
    cells[:] = [list(r) for r in rows]
    plain = np.frompyfunc(lambda c: type(c) is float and math.isfinite(c), 1, 1)(cells).astype(bool)
    values = np.full(cells.shape, np.nan)
    values[plain] = cells[plain].astype(float)
    findings: list[Finding] = []
    percents: dict[int, tuple[int, Any, float]] = {}
    percent = np.zeros(cells.shape, dtype=bool)
    for i, j in np.argwhere(~plain):
        cell = cells[i, j]
        try:
            values[i, j] = read_cell(cell, int(i), int(j), arg)
        except MfgError as error:
            if problems is None:
                raise
            problems.append(error)
            continue
        if isinstance(cell, str):
            if math.isnan(values[i, j]):
                if cell.strip() and cell.strip().upper() != NA:
                    findings.append(Finding("info", "token_missing", arg, int(i), int(j), {"found": cell}))
            else:
                findings.append(
                    Finding(
                        "warning", "number_text", arg, int(i), int(j), {"found": cell, "value": values[i, j]}
                    )
                )
                if "%" in unicodedata.normalize("NFKC", cell):
                    percents.setdefault(int(j), (int(i), cell, float(values[i, j])))
                    percent[i, j] = True
    for j, (i, cell, value) in percents.items():
        # "3.9%" is 0.039 in Excel: beside plain 3.5 it would be wrong by 100 and nobody would see it.
        others = values[~percent[:, j] & ~np.isnan(values[:, j]), j]
        big = others[np.abs(others) > 1.0]
        if big.size:
            mixed = MfgError("percent_mixed", arg, i, j, found=cell, value=value, other=float(big[0]))
            if problems is None:
                raise mixed
            problems.append(mixed)
    return values, findings


def matrix(block: Block | None, arg: str = "data", problems: list[MfgError] | None = None) -> Matrix:
    """Read a data block, units x indicators, with or without a header row and label columns."""
    if block is None or block.is_blank or not block.shape[1]:
        raise MfgError("empty_data", arg)
    top, left = _edges(block)
    first = block.values[0]
    if not top and len(first) > 1 and all(map(_year, first)):
        steps = [b - a for a, b in pairwise(first)]
        if set(steps) in ({1}, {-1}) and not any(all(map(_year, r)) for r in block.values[1:]):
            raise _at(
                MfgError("header_years", arg, 0, 0, found=f"{text(first[0])}, {text(first[1])} ..."), block
            )
    rows = [r[left:] for r in block.values[top:]] if left else block.values[top:]
    header = list(block.values[0]) if top else None
    labels = [list(r[:left]) for r in block.values[top:]] if left else None
    mine: list[MfgError] | None = None if problems is None else []
    try:
        values, findings = numbers(rows, arg, mine)
    except MfgError as error:
        raise _at(error, block, top, left) from None
    for e in mine or ():
        assert problems is not None
        problems.append(_at(e, block, top, left))
    findings = [replace(f.moved(top, left), source=block) for f in findings]
    return Matrix(values, block, header, labels, findings)


def _at(error: MfgError, block: Block, top: int = 0, left: int = 0) -> MfgError:
    """Give an error its place in the block: rows and columns moved past the labels."""
    if error.row is not None:
        error.row += top
    if error.col is not None:
        error.col += left
    error.source = block
    return error


def is_given(block: Block | None) -> bool:
    """True where an argument holds something; omitted, blank and "" mean the default."""
    return block is not None and not block.is_blank


def line(block: Block, arg: str, count: int | None = None) -> list[Any]:
    """Return a row or column of cells as a list, without its header if it is one too long."""
    rows, width = block.shape
    if rows != 1 and width != 1:
        raise MfgError("bad_shape", arg, found=f"{rows} × {width}")
    cells = list(block.values[0]) if rows == 1 else [r[0] for r in block.values]
    if count is not None and len(cells) != count:
        if len(cells) == count + 1 and is_label(cells[0]):
            return cells[1:]
        raise MfgError("bad_length", arg, found=len(cells), expected=count)
    return cells


def is_column(*blocks: Block | None) -> bool:
    """True where the first vector given is a column."""
    for b in blocks:
        if b is not None and b.shape != (1, 1) and not b.is_blank:
            return b.shape[1] == 1
    return False


def vector(block: Block, arg: str, count: int | None = None) -> Floats:
    """Read a row or column of numbers, NaN where missing."""
    cells = line(block, arg, count)
    if count is None and len(cells) > 1 and is_label(cells[0]) and not is_label(cells[1]):
        cells = cells[1:]
    try:
        # As a column, so that "30%" among 50 and 20 is seen.
        return numbers([[c] for c in cells], arg, None)[0][:, 0]
    except MfgError as error:
        raise _along(error, block, error.row or 0, len(cells)) from None


def heading(block: Block, count: int) -> list[Any]:
    """Return the header of a row or column of ``count`` values, as a list of none or one."""
    return [block.values[0][0]] if max(block.shape) == count + 1 else []


def upright(block: Block) -> Block:
    """Return a row as a column; any other block as it is."""
    if block.shape[0] != 1 or block.shape[1] == 1:
        return block
    address = block.address
    return Block(
        [[c] for c in block.values[0]], None if address is None else lambda row, col: address(col, row)
    )


def _along(error: MfgError, block: Block, i: int, count: int) -> MfgError:
    """Place an error at position ``i`` of a row or column of ``count`` values under an optional header."""
    i += max(block.shape) - count
    error.row, error.col = (i, 0) if block.shape[1] == 1 else (0, i)
    error.source = block
    return error


def names(block: Block, arg: str, count: int | None = None) -> list[str]:
    """Read a row or column of labels; blanks are ""."""
    cells = line(block, arg, count)
    for i, c in enumerate(cells):
        # A code that could not be looked up is an error; a city or group that could not is blank.
        if is_error(c) or (c == NA and arg in ("parent", "code", "node")):
            raise _along(MfgError("option_error", arg, found=c[:12]), block, i, len(cells))
    if len(cells) > 1 and len(cells) == max(block.shape) and _word(cells[0], _HEADERS.get(arg, frozenset())):
        if count is not None:
            # As many as needed but with the header: every name would stand one row too low.
            raise _along(MfgError("header_inside", arg, found=text(cells[0])), block, 0, len(cells))
        cells = cells[1:]
    return ["" if is_missing(c) else text(c) for c in cells]


_POSITIVE = frozenset(
    {"+", "1", "+1", "正", "正向", "positive", "benefit", "max", "pos", "p", "效益型", "↑", ""}
)
_NEGATIVE = frozenset(
    {"-", "-1", "负", "负向", "逆向", "negative", "cost", "min", "neg", "n", "成本型", "↓", "–", "—"}
)


def direction_of(cell: Any) -> bool:
    """Return whether a direction cell says negative; a blank is positive.

    Raises
    ------
    MfgError
        ``bad_direction``.
    """
    if not isinstance(cell, bool):
        said = unicodedata.normalize("NFKC", text(cell)).replace("\u2212", "-").casefold()
        if said in _NEGATIVE:
            return True
        if said in _POSITIVE:
            return False
    raise MfgError("bad_direction", "direction", found=text(cell))


def directions(block: Block | None, count: int) -> NDArray[np.bool_]:
    """Return which of ``count`` indicators are negative; none where the argument is left out."""
    result = np.zeros(count, dtype=bool)
    if block is None or block.is_blank:
        return result
    cells = line(block, "direction", count)
    for i, c in enumerate(cells):
        try:
            result[i] = direction_of(c)
        except MfgError as error:
            raise _along(error, block, i, len(cells)) from None
    return result


_YES = frozenset({"1", "是", "yes", "y", "true"})
_NO = frozenset({"", "0", "否", "no", "n", "false"})


def flag(cell: Any, arg: str = "cap") -> bool:
    """Return what a yes-or-no cell says; a blank says no.

    Raises
    ------
    MfgError
        ``bad_flag``.
    """
    said = unicodedata.normalize("NFKC", text(cell)).casefold()
    if said in _YES:
        return True
    if is_blank(cell) or said in _NO:
        return False
    raise MfgError("bad_flag", arg, found=text(cell))


def flags(block: Block | None, arg: str, count: int) -> NDArray[np.bool_]:
    """Return ``count`` yes-or-no cells; one cell stands for all, none where the argument is left out."""
    result = np.zeros(count, dtype=bool)
    if block is None or block.is_blank:
        return result
    cells = line(block, arg, None if block.shape == (1, 1) else count)
    for i, c in enumerate(cells):
        try:
            result[i if len(cells) > 1 else slice(None)] = flag(c, arg)
        except MfgError as error:
            raise _along(error, block, i, len(cells)) from None
    return result


def one(block: Block | None, arg: str) -> Any:
    """Return the one cell of an option, None if it is left out or blank.

    Raises
    ------
    MfgError
        ``one_value`` for a range, ``option_error`` for an error value: a failed lookup is no default.
    """
    if not is_given(block):
        return None
    assert block is not None
    if block.shape != (1, 1):
        raise MfgError("one_value", arg, found=f"{block.shape[0]} × {block.shape[1]}")
    cell = block.values[0][0]
    if is_error(cell) or cell == NA:
        raise _at(MfgError("option_error", arg, 0, 0, found=cell[:12]), block)
    return None if is_blank(cell) else cell


def scalar(block: Block | None, arg: str, default: float | None = None) -> float | None:
    """Return a numeric option."""
    cell = one(block, arg)
    if cell is None:
        return default
    if is_missing(cell):
        raise MfgError("not_a_number", arg, found=cell)
    try:
        value = read_cell(cell, 0, 0, arg)
        return default if math.isnan(value) else value
    except MfgError as error:
        if error.key == "text":
            raise MfgError("not_a_number", arg, found=cell) from None
        assert block is not None
        raise _at(error, block) from None


def whole(block: Block | None, arg: str, low: int, high: int) -> int | None:
    """Return an option that is a whole number between ``low`` and ``high``."""
    value = scalar(block, arg)
    if value is None:
        return None
    if value != int(value) or not low <= value <= high:
        raise MfgError("not_whole", arg, found=value, low=low, high=high)
    return int(value)


def choice(block: Block | None, kind: str, arg: str) -> Method:
    """Return the method an option names."""
    cell = one(block, arg)
    return resolve(kind, None if cell is None else text(cell), arg)


def out(values: Any) -> list[list[Any]]:
    """Turn a result into rows of plain Python values; NaN becomes #N/A.

    Raises
    ------
    MfgError
        ``overflow`` where a number is infinite.
    """
    array = np.asarray(values, dtype=float)
    if not array.size:
        raise MfgError("empty_data")
    if array.ndim == 0:
        array = array.reshape(1, 1)
    if np.isinf(array).any():
        raise MfgError("overflow")
    rows: list[list[Any]] = array.tolist()
    if np.isnan(array).any():
        return [[NA if v != v else v for v in r] for r in rows]
    return rows


def along(values: Sequence[Any] | Floats, column: bool, head: Sequence[Any] = ()) -> list[list[Any]]:
    """Lay a vector out as a column or a row, under its header; numbers as by :func:`out`, texts as they are."""
    array = np.asarray(values)
    cells = (
        out(array.reshape(1, -1))[0] if array.dtype.kind == "f" else [NA if v is None else v for v in values]
    )
    cells = [*head, *cells]
    return [[v] for v in cells] if column else [cells]


def table(header: Sequence[str], *fields: Sequence[Any] | Floats) -> list[list[Any]]:
    """Lay columns out under a header row; NaN becomes #N/A, None a blank text."""
    lists = [
        [
            NA if isinstance(v, float) and v != v else "" if v is None else v
            for v in (f.tolist() if isinstance(f, np.ndarray) else f)
        ]
        for f in fields
    ]
    return [list(header), *map(list, zip(*lists, strict=True))]


def locate(error: MfgError, block: Block) -> None:
    """Give an engine error, whose row and column count numbers, its place among the cells of ``block``."""
    if error.source is not None or error.where is not None:
        return
    error.source = block
    rows, width = block.shape
    if error.row is None and error.col is not None and min(rows, width) == 1 and max(rows, width) > 1:
        i = error.col + (1 if is_label(block.values[0][0]) else 0)
        error.row, error.col = (i, 0) if width == 1 else (0, i)
        return
    top, left = _edges(block)
    if error.row is None and error.col is not None and top:
        error.where = text(block.values[0][left + error.col])
    elif error.row is not None:
        error.row += top
    if error.col is not None:
        error.col += left


def like(m: Matrix, values: Any, header: Sequence[str] | None = None) -> list[list[Any]]:
    """Lay results out beside the data: the same rows, with a header row and labels where the data has them.

    Parameters
    ----------
    values
        Shape (n, k). With k equal to the data's columns the data's own labels are repeated; otherwise
        only the header row is kept, filled with ``header``.
    """
    return beside(m, out(values), header)


def beside(m: Matrix, rows: list[list[Any]], header: Sequence[str] | None = None) -> list[list[Any]]:
    """Give result rows the labels and header of the data, as :func:`like` does."""
    if header is None and m.labels:
        rows = [[*lab, *r] for lab, r in zip(m.labels, rows, strict=True)]
    if m.header is not None:
        rows = [list(m.header if header is None else header), *rows]
    return rows
