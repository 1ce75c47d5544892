"""Tables with a header row: the columns found by their headings, the rows below that hold something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from udfs.engine.errors import MfgError
from udfs.engine.registry import fold

from . import cells
from .cells import Block


def header_of(block: Block, arg: str) -> list[str]:
    """Return the header row as texts.

    Raises
    ------
    MfgError
        ``column_duplicate``.
    """
    header = [cells.text(c) for c in block.values[0]]
    seen: set[str] = set()
    for h in header:
        if h and fold(h) in seen:
            raise MfgError("column_duplicate", arg, found=h)
        seen.add(fold(h))
    return header


def find(header: Sequence[str], wanted: Sequence[str]) -> int | None:
    """Return the place of the first of the wanted headings that is there."""
    place = {fold(h): i for i, h in reversed(list(enumerate(header))) if h}
    for w in wanted:
        if fold(w) in place:
            return place[fold(w)]
    return None


def below(block: Block) -> list[tuple[int, Sequence[Any]]]:
    """Rows below the header that hold something, with their row number in the block."""
    return [(i, r) for i, r in enumerate(block.values) if i and any(not cells.is_missing(c) for c in r)]


def placed(error: MfgError, block: Block, columns: list[int], places: list[int]) -> MfgError:
    """Give an error its cell in the block: ``columns`` and ``places`` are the block's columns and rows that were read."""
    if error.row is not None:
        error.row = places[error.row]
    if error.col is not None:
        error.col = columns[error.col]
    error.source = block
    return error
