"""Who moved between two rankings: up, down, in, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .columns import Floats


@dataclass(frozen=True)
class Moves:
    """Units of both rankings: in the order of the second, then those that left in the order of the first.

    ``before`` and ``after`` are NaN for entrants and leavers; ``change`` = before - after, positive for a
    rise; ``kind`` is one of ``up down same in out``.
    """

    name: tuple[str, ...]
    before: Floats
    after: Floats
    change: Floats
    kind: tuple[str, ...]


def moves(names_a: Sequence[str], a: Floats, names_b: Sequence[str], b: Floats) -> Moves:
    """Join two rankings (ranks, 1 = best) by name; a unit without a rank in one is not in that one."""
    first = {k: v for k, v in zip(names_a, a.tolist(), strict=True) if k and v == v}
    second = {k: v for k, v in zip(names_b, b.tolist(), strict=True) if k and v == v}
    stay = sorted(second, key=lambda k: second[k])
    left = sorted((k for k in first if k not in second), key=lambda k: first[k])
    name = (*stay, *left)
    before = np.array([first.get(k, np.nan) for k in name], dtype=float)
    after = np.array([second.get(k, np.nan) for k in name], dtype=float)
    change = before - after
    kind = tuple(
        "in" if p != p else "out" if q != q else "up" if p > q else "down" if p < q else "same"
        for p, q in zip(before.tolist(), after.tolist(), strict=True)
    )
    return Moves(name, before, after, change, kind)
