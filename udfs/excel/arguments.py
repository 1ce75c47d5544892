"""Arguments that several worksheet functions read in the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from udfs.engine.columns import Floats
from udfs.engine.errors import MfgError
from udfs.engine.framework import ROOT, Framework, Node
from udfs.engine.messages import word
from udfs.engine.registry import resolve
from udfs.engine.weights import Groups, one_group

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


def weights(block: Cells, arg: str, count: int, rows: int) -> Floats | str | None:
    """Read weights: a row or column, a block with each unit's own, or the name of a method that takes them
    from the data; None where left out.

    Raises
    ------
    MfgError
        ``weights_elsewhere`` for a subjective method, ``unknown_method``, ``weight_rows``, ``bad_length``.
    """
    if block is None or block.is_blank:
        return None
    height, width = block.shape
    if (height, width) == (1, 1) and cells.is_label(cell := block.values[0][0]):
        try:
            return resolve("objective", cells.text(cell), arg).name
        except MfgError as error:
            try:
                name = resolve("subjective", cells.text(cell), arg).name
            except MfgError:
                raise error from None
            raise MfgError("weights_elsewhere", arg, found=name) from None
    if min(height, width) > 1 or (count == 1 and height == rows > 1):
        m = ranges.matrix(block, arg)
        if m.values.shape[0] != rows:
            raise MfgError("weight_rows", arg, found=m.values.shape[0], expected=rows)
        if m.values.shape[1] != count:
            raise MfgError("bad_length", arg, found=m.values.shape[1], expected=count)
        return m.values
    return ranges.vector(block, arg, count)


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


def tree_of(groups: Groups, labels: list[str], negative: NDArray[np.bool_]) -> Framework:
    """Build a one- or two-level framework: columns are coded by their number, parents by p and theirs."""
    if len(labels) == 1 and not labels[0]:
        return Framework.of([Node(f"{j}", negative=bool(negative[j])) for j in range(groups.size)])
    nodes = [Node(ROOT), *(Node(f"p{g}", ROOT) for g in range(len(labels)))]
    return Framework.of(
        [*nodes, *(Node(f"{j}", f"p{groups[j]}", negative=bool(negative[j])) for j in range(groups.size))]
    )


def spanned(number: Groups, scope: Cells) -> Groups:
    """Return the groups inside which weights sum to 1: the parents, or one group where the scope is global."""
    return number if scalars.choice(scope, "scope", "scope").name == "local" else one_group(number.size)


def coefficient(k: Cells) -> float:
    """Read the coefficient of reciprocals, 0.1 where left out."""
    value = scalars.scalar(k, "k", 0.1)
    return 0.1 if value is None else value
