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
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Any

import numpy as np

from udfs.engine.checks import Finding
from udfs.engine.columns import Floats
from udfs.engine.errors import MfgError, rowcol

#: The text that stands for the error cell #N/A in a result.
NA = "#N/A"


#: Error values as Excel shows them, and our own messages; #N/A means missing, every other one is refused.
_ERROR = re.compile(r"#(?:[A-Z0-9_/]+[!?]|GETTING_DATA|MFG!.*)", re.DOTALL)


#: Texts that tables use for "no value". A character that could mean zero or a label is not here.
MISSING = frozenset({"na", "n/a", "#n/a", "nan", "null", "-", "--", "—", "——", "–", "..", "缺失", "暂无数据"})


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


def at(error: MfgError, block: Block, top: int = 0, left: int = 0) -> MfgError:
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


def at_position(error: MfgError, block: Block, i: int, count: int) -> MfgError:
    """Place an error at position ``i`` of a row or column of ``count`` values under an optional header."""
    i += max(block.shape) - count
    error.row, error.col = (i, 0) if block.shape[1] == 1 else (0, i)
    error.source = block
    return error
