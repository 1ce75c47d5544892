"""Options in one cell: numbers and names of methods."""

from __future__ import annotations

import math
from typing import Any

from udfs.engine.errors import MfgError
from udfs.engine.registry import Method, resolve

from .cells import NA, Block, at, is_blank, is_error, is_given, is_missing, read_cell, text


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
        raise at(MfgError("option_error", arg, 0, 0, found=cell[:12]), block)
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
        raise at(error, block) from None


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
