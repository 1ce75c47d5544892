"""Arguments that several worksheet functions read in the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from udfs.engine.columns import Floats
from udfs.engine.errors import MfgError
from udfs.engine.messages import word
from udfs.engine.weights import one_group

from . import cells, ranges, scalars
from .cells import Block

Cells = Block | None
Rows = list[list[Any]]


def need(block: Cells, arg: str) -> Block:
    """Return a block that has to be given."""
    if block is None or block.is_blank:
        raise MfgError("argument_missing", arg)
    return block


def groups(parent: Cells, count: int) -> tuple[NDArray[np.int64], list[str]]:
    """Number the parents in order of appearance; one group where the argument is left out."""
    if parent is None or parent.is_blank:
        return one_group(count), [""]
    labels = ranges.names(parent, "parent", count)
    order = {p: g for g, p in enumerate(dict.fromkeys(labels))}
    return np.array([order[p] for p in labels], dtype=np.int64), list(order)


def upright(scores: Cells) -> tuple[ranges.Matrix, Callable[[Rows], Rows]]:
    """Read scores as columns; a row is turned, and so is its result by the function returned."""
    block = need(scores, "scores")
    turned = ranges.upright(block)
    m = ranges.matrix(turned, "scores")
    return m, (lambda rows: rows) if turned is block else (
        lambda rows: [list(c) for c in zip(*rows, strict=True)]
    )


def optional_vector(block: Cells, arg: str, count: int | None) -> Floats | None:
    """Read a row or column of numbers that may be left out; of any length where ``count`` is None."""
    return None if block is None or block.is_blank else ranges.vector(block, arg, count)


def indicators(m: ranges.Matrix, code: Cells, lang: str) -> list[str]:
    """Name the columns: by the codes given, else by the header, else by number."""
    count = m.values.shape[1]
    if code is not None and not code.is_blank:
        return ranges.names(code, "code", count)
    if m.header is not None:
        return [cells.text(c) for c in m.header[m.left :]]
    return [word("column", lang, j + 1) for j in range(count)]


def units(m: ranges.Matrix, city: Cells) -> list[str]:
    """Name the rows: by the cities given, else by the labels beside the data, else by number."""
    n = m.values.shape[0]
    if city is not None and not city.is_blank:
        return ranges.names(city, "city", n)
    return m.names or [str(i + 1) for i in range(n)]


def yes(block: Cells, arg: str) -> bool:
    """Read an option that is 1 (yes) or 0 (no)."""
    return ranges.flag(scalars.one(block, arg), arg)
