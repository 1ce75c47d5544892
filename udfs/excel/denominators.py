"""Denominators of a unit table: columns of the table itself, or of a table of its own joined by city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from udfs.engine.checks import Finding
from udfs.engine.columns import Floats
from udfs.engine.denominate import denominate
from udfs.engine.errors import MfgError
from udfs.engine.framework import Node
from udfs.engine.registry import fold

from . import cells
from .cells import Block
from .join import key, keys


def divided(
    values: Floats,
    names: Sequence[str],
    indicators: Sequence[Node],
    header: Sequence[str],
    rows: Sequence[Sequence[Any]],
    other: Block | None = None,
) -> tuple[Floats, list[Finding]]:
    """Divide the indicators that have a denominator; the others keep their values.

    Parameters
    ----------
    values, names
        Shape (n, m) and the n units.
    header, rows
        The unit table: its header and the n rows.
    other
        A table with the units' names in its first text column; its columns go before those of ``rows``.

    Raises
    ------
    MfgError
        ``denominator_unknown``; ``duplicate_name`` and ``same_city`` in ``other``; what a cell may hold wrongly.
    """
    columns: dict[str, list[Any]] = {}
    known: list[str] = []
    if other is not None and not other.is_blank:
        heads = [cells.text(c) for c in other.values[0]]
        body = [r for r in other.values[1:] if any(not cells.is_missing(c) for c in r)]
        first = next((j for j in range(len(heads)) if any(cells.is_label(r[j]) for r in body)), 0)
        at = keys([cells.text(r[first]) for r in body], "base")
        place = [at.get(key(n), -1) for n in names]
        for j, h in enumerate(heads):
            if j != first and h:
                columns.setdefault(fold(h), [body[p][j] if p >= 0 else None for p in place])
                known.append(h)
    for j, h in enumerate(header):
        if h:
            columns.setdefault(fold(h), [r[j] for r in rows])
            known.append(h)
    wanted = list(dict.fromkeys(n.denominator for n in indicators if n.denominator))
    for name in wanted:
        if fold(name) not in columns:
            raise MfgError("denominator_unknown", "denominator", found=name, known=", ".join(known)[:120])
    raw = [list(r) for r in zip(*(columns[fold(name)] for name in wanted), strict=True)]
    try:
        base, _ = cells.numbers(raw, "base", None)
    except MfgError as error:
        error.where = f"{names[error.row or 0]} · {wanted[error.col or 0]}"
        raise
    use = np.array([wanted.index(n.denominator) if n.denominator else -1 for n in indicators])
    out, noted = denominate(values, base, use, np.array([n.factor for n in indicators]))
    found = [replace(f, where=f"{names[f.row or 0]} · {wanted[f.col or 0]}") for f in noted]
    found += [
        Finding("info", "denominated", "data", params={"found": n.denominator}, where=n.code)
        for n in indicators
        if n.denominator
    ]
    return out, found
