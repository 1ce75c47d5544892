"""Judgement matrices in cells: fractions, dates that were fractions, halves, several people below each other."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from udfs.engine import ahp
from udfs.engine.columns import Floats
from udfs.engine.errors import MfgError

from . import cells, ranges
from .cells import Block
from .labels import edges

_FRACTION = re.compile(r"(\d+(?:\.\d+)?)\s*[/\u2044]\s*(\d+(?:\.\d+)?)")


def fraction(cell: Any) -> Any:
    """Return ``"1/3"``, ``"１／３"`` and ``"⅓"`` as the number they say; anything else as it is.

    Examples
    --------
    >>> fraction("1/4"), fraction("⅓"), fraction("a/b"), fraction("1/0"), fraction(3.0)
    (0.25, 0.3333333333333333, 'a/b', '1/0', 3.0)
    """
    if not isinstance(cell, str):
        return cell
    read = _FRACTION.fullmatch(unicodedata.normalize("NFKC", cell).strip())
    return cell if read is None or not float(read[2]) else float(read[1]) / float(read[2])


@dataclass(frozen=True, eq=False)
class Judgements:
    """Completed matrices of one or more people, shape (people, m, m), and the cells they came from."""

    values: Floats
    names: list[str]
    matrix: ranges.Matrix

    @contextmanager
    def placing(self, person: int = 0) -> Iterator[None]:
        """Give an error that counts rows and columns of a person's matrix its cell."""
        with _placing(self.matrix, person * self.values.shape[1]):
            yield


@contextmanager
def _placing(m: ranges.Matrix, first: int) -> Iterator[None]:
    try:
        yield
    except MfgError as error:
        if error.source is None and error.row is not None and error.col is not None:
            error.row, error.col, error.source = error.row + first + m.top, error.col + m.left, m.block
        raise


def read(block: Block | None, arg: str = "data") -> Judgements:
    """Read square judgement matrices of the same items, one below the other, labels allowed.

    Blank rows and repeated header rows between them are passed over. A blank half is the reciprocal of
    the other; the diagonal may be blank too, except where several matrices without labels leave open
    where each begins.

    Raises
    ------
    MfgError
        ``argument_missing``, ``ahp_date``, ``ahp_shape``, ``ahp_stack``, ``ahp_items``,
        ``ahp_diagonal_blank``, and what ``ahp.complete`` refuses, with the cell.
    """
    if block is None or block.is_blank:
        raise MfgError("argument_missing", arg)
    for i, row in enumerate(block.values):
        for j, cell in enumerate(row):
            if isinstance(cell, dt.date | dt.time | dt.timedelta):
                raise cells.at(MfgError("ahp_date", arg, i, j, found=cells.text(cell)), block)
    m = ranges.matrix(_body(block), arg)
    rows, count = m.values.shape
    if rows % count:
        key = "ahp_shape" if rows < 2 * count else "ahp_stack"
        raise MfgError(key, arg, found=f"{rows} × {count}" if key == "ahp_shape" else count, count=rows)
    people = rows // count
    items = _items(m, count, arg)
    stacked = m.values.reshape(people, count, count)
    if people > 1 and not m.labels and (gone := np.isnan(np.diagonal(stacked, axis1=1, axis2=2))).any():
        p, i = (int(v) for v in np.argwhere(gone)[0])
        raise cells.at(MfgError("ahp_diagonal_blank", arg, p * count + i, i), m.block, m.top, m.left)
    whole = []
    for p, a in enumerate(stacked):
        with _placing(m, p * count):
            whole.append(ahp.complete(a, arg))
    return Judgements(np.array(whole), items, m)


def _body(block: Block) -> Block:
    """Return the block with fractions read, without repeated headers and, between matrices, blank rows."""
    rows = [[fraction(c) for c in r] for r in block.values]
    top, left = edges(Block(rows))
    kept = [i for i, r in enumerate(rows) if not (top and i and r[left:] == rows[0][left:])]
    if len(kept) - top != len(rows[0]) - left:
        kept = [i for i in kept if not all(map(cells.is_blank, rows[i]))]
    address = block.address
    return Block(
        [rows[i] for i in kept], None if address is None else lambda row, col: address(kept[row], col)
    )


def _items(m: ranges.Matrix, count: int, arg: str) -> list[str]:
    """Return the items' names, from the last label column, the header, or their numbers."""
    if m.labels:
        named = [cells.text(r[-1]) for r in m.labels]
        for i, name in enumerate(named):
            if name != named[i % count]:
                error = MfgError("ahp_items", arg, i, -1, found=name, expected=named[i % count])
                raise cells.at(error, m.block, m.top, m.left)
        return named[:count]
    if m.header is not None:
        return [cells.text(c) for c in m.header]
    return [str(i + 1) for i in range(count)]
