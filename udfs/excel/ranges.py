"""Ranges as a function sees them: data blocks, vectors of numbers, names, directions and flags."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from udfs.engine.checks import Finding
from udfs.engine.columns import Floats
from udfs.engine.errors import MfgError

from .cells import NA, Block, at, at_position, is_blank, is_error, is_label, is_missing, numbers, text
from .labels import HEADERS, edges, is_word, is_year


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


def matrix(block: Block | None, arg: str = "data", problems: list[MfgError] | None = None) -> Matrix:
    """Read a data block, units x indicators, with or without a header row and label columns."""
    if block is None or block.is_blank or not block.shape[1]:
        raise MfgError("empty_data", arg)
    top, left = edges(block)
    first = block.values[0]
    if not top and len(first) > 1 and all(map(is_year, first)):
        steps = [b - a for a, b in pairwise(first)]
        if set(steps) in ({1}, {-1}) and not any(all(map(is_year, r)) for r in block.values[1:]):
            raise at(
                MfgError("header_years", arg, 0, 0, found=f"{text(first[0])}, {text(first[1])} ..."), block
            )
    rows = [r[left:] for r in block.values[top:]] if left else block.values[top:]
    header = list(block.values[0]) if top else None
    labels = [list(r[:left]) for r in block.values[top:]] if left else None
    mine: list[MfgError] | None = None if problems is None else []
    try:
        values, findings = numbers(rows, arg, mine)
    except MfgError as error:
        raise at(error, block, top, left) from None
    for e in mine or ():
        assert problems is not None
        problems.append(at(e, block, top, left))
    findings = [replace(f.moved(top, left), source=block) for f in findings]
    return Matrix(values, block, header, labels, findings)


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
        raise at_position(error, block, error.row or 0, len(cells)) from None


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


def names(block: Block, arg: str, count: int | None = None) -> list[str]:
    """Read a row or column of labels; blanks are ""."""
    cells = line(block, arg, count)
    for i, c in enumerate(cells):
        # A code that could not be looked up is an error; a city or group that could not is blank.
        if is_error(c) or (c == NA and arg in ("parent", "code", "node")):
            raise at_position(MfgError("option_error", arg, found=c[:12]), block, i, len(cells))
    if len(cells) > 1 and len(cells) == max(block.shape) and is_word(cells[0], HEADERS.get(arg, frozenset())):
        if count is not None:
            # As many as needed but with the header: every name would stand one row too low.
            raise at_position(MfgError("header_inside", arg, found=text(cells[0])), block, 0, len(cells))
        cells = cells[1:]
    return ["" if is_missing(c) else text(c) for c in cells]


_POSITIVE = frozenset(
    {"+", "1", "+1", "正", "正向", "positive", "benefit", "max", "pos", "p", "效益型", "↑", ""}
)


_NEGATIVE = frozenset(
    {"-", "-1", "负", "负向", "逆向", "negative", "cost", "min", "neg", "n", "成本型", "↓", "–", "—"}
)


_MODERATE = frozenset({"适度", "适度型", "中性", "区间", "区间型", "moderate", "interval", "target"})


def direction_word(cell: Any) -> str:
    """Return ``positive``, ``negative`` or ``moderate``; a blank is positive.

    Raises
    ------
    MfgError
        ``bad_direction``.
    """
    if not isinstance(cell, bool):
        said = unicodedata.normalize("NFKC", text(cell)).replace("\u2212", "-").casefold()
        for word, known in (("negative", _NEGATIVE), ("positive", _POSITIVE), ("moderate", _MODERATE)):
            if said in known:
                return word
    raise MfgError("bad_direction", "direction", found=text(cell))


def direction_of(cell: Any) -> bool:
    """Return whether a direction cell says negative; "moderate" needs limits and is refused here."""
    word = direction_word(cell)
    if word == "moderate":
        raise MfgError("moderate_direction", "direction", found=text(cell))
    return word == "negative"


def grade_of(cell: Any) -> str:
    """Return the importance class a cell says, a letter from A: ``b``, ``Ｂ类`` and 2 are B; "" for a blank.

    Raises
    ------
    MfgError
        ``abc_class``.
    """
    if is_missing(cell):
        return ""
    said = unicodedata.normalize("NFKC", text(cell)).strip().upper().removesuffix("类").removeprefix("CLASS ")
    if len(said) == 1 and "A" <= said <= "Z":
        return said
    if len(said) == 1 and "1" <= said <= "9":
        return chr(ord("A") + int(said) - 1)
    raise MfgError("abc_class", "grade", found=text(cell))


def grades(block: Block, count: int) -> NDArray[np.int64]:
    """Number the importance classes of ``count`` nodes: A, ``a``, ``Ａ类`` and 1 are 0, B is 1, a blank is -1.

    Raises
    ------
    MfgError
        ``abc_class`` with the cell; ``bad_length``.
    """
    lines = line(block, "grade")
    if len(lines) == count + 1:
        lines = lines[1:]
    if len(lines) != count:
        raise MfgError("bad_length", "grade", found=len(lines), expected=count)
    out = np.full(count, -1, dtype=np.int64)
    for i, cell in enumerate(lines):
        try:
            if letter := grade_of(cell):
                out[i] = ord(letter) - ord("A")
        except MfgError as error:
            raise at_position(error, block, i, count) from None
    return out


def directions(block: Block | None, count: int) -> NDArray[np.bool_]:
    """Return which of ``count`` indicators are negative; none where the argument is left out."""
    return _directions(block, count, direction_of).astype(bool)


def directions_and_moderate(block: Block | None, count: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which of ``count`` indicators are negative, and which are best inside their limits."""
    words = _directions(block, count, direction_word)
    return words == "negative", words == "moderate"


def _directions(block: Block | None, count: int, read: Callable[[Any], Any]) -> NDArray[Any]:
    result = np.zeros(count, dtype=object)
    if block is None or block.is_blank:
        return result
    cells = line(block, "direction", count)
    for i, c in enumerate(cells):
        try:
            result[i] = read(c)
        except MfgError as error:
            raise at_position(error, block, i, len(cells)) from None
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
            raise at_position(error, block, i, len(cells)) from None
    return result


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
    top, left = edges(block)
    if error.row is None and error.col is not None and top:
        error.where = text(block.values[0][left + error.col])
    elif error.row is not None:
        error.row += top
    if error.col is not None:
        error.col += left
