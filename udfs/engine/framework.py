"""The indicator tree: a table with one row a node, of any depth.

Rows are kept in canonical order: by depth, inner nodes before indicators, siblings together. So
the nodes of one level stand side by side and the deepest indicators stand last, which is what the
workbook's ranges need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .columns import Floats
from .errors import MfgError
from .weights import Groups

#: The code given to the top where the table has indicators only.
ROOT = "INDEX"


@dataclass(frozen=True)
class Node:
    """One row of the framework table.

    Attributes
    ----------
    code, parent
        Unique code and the parent's code; the top has none.
    zh, en, unit
        Names and unit.
    negative, moderate
        True if smaller is better, or if best is inside the limits (indicators only).
    weight
        Given weight among its siblings, NaN if none.
    low, high, cap
        Goalposts in the indicator's unit, NaN if none, and whether values are capped at them; limits of
        the best interval where ``moderate``: one alone is one-sided, equal ones are a target.
    transform, aggregation
        Name of the transform of an indicator, of the aggregation at an inner node; "" for the default.
    normalisation
        Name of the indicator's own normalisation; "" for the one all share.
    grade
        Importance class A, B, C ... (METHOD B), "" if none.
    factors
        Pairs of a development stage and its factor (or weight) at this node, () if none (METHOD B).
    decimals
        Decimals to which the scores are rounded before ranking, at the top only; None for the option's.
    denominator, factor
        Header of the column of the data that the indicator is divided by, "" for none, and what the quotient
        is multiplied by; values of a unit table are divided already.
    """

    code: str
    parent: str = ""
    zh: str = ""
    en: str = ""
    unit: str = ""
    negative: bool = False
    weight: float = float("nan")
    low: float = float("nan")
    high: float = float("nan")
    cap: bool = False
    transform: str = ""
    aggregation: str = ""
    note: str = ""
    moderate: bool = False
    normalisation: str = ""
    grade: str = ""
    factors: tuple[tuple[str, float], ...] = ()
    decimals: int | None = None
    denominator: str = ""
    factor: float = 1.0

    def name(self, lang: str) -> str:
        """Return the name in ``lang``, the other language's or the code where it is missing."""
        return (self.zh or self.en if lang == "zh" else self.en or self.zh) or self.code


def problems(nodes: Sequence[Node]) -> list[MfgError]:
    """Return everything wrong with the tree: codes, orphans, cycles, tops."""
    found: list[MfgError] = []
    if not nodes:
        return [MfgError("fw_no_rows", "framework")]
    seen: dict[str, Node] = {}
    for i, n in enumerate(nodes):
        if not n.code:
            # A blank code is nobody's parent: the top's blank parent is not this row.
            found.append(MfgError("fw_no_code", "framework", row=i))
            continue
        if n.code in seen:
            found.append(MfgError("fw_duplicate", "framework", found=n.code))
        seen.setdefault(n.code, n)
    for n in nodes:
        if n.parent and n.parent not in seen:
            found.append(MfgError("fw_orphan", "framework", found=n.code, parent=n.parent))
    in_cycle: set[str] = set()
    for n in nodes:
        path: list[str] = []
        code = n.code
        while code in seen and code not in path:
            path.append(code)
            code = seen[code].parent
        if code in path and code not in in_cycle:
            in_cycle.update(path[path.index(code) :])
            found.append(MfgError("fw_cycle", "framework", found=code))
    tops = [n.code for n in nodes if not n.parent]
    parents = {n.parent for n in nodes}
    if len(tops) > 1 and any(t in parents for t in tops):
        found.append(MfgError("fw_roots", "framework", found=", ".join(tops)))
    for n in nodes:
        if not np.isnan(n.weight) and n.weight < 0:
            error = MfgError("negative_weight", "framework", found=n.weight)
            error.where = n.code
            found.append(error)
        if n.moderate:
            key = "moderate_limits" if np.isnan(n.low) and np.isnan(n.high) else "limits"
            if key == "moderate_limits" or n.low > n.high:
                error = MfgError(key, "framework", found=n.low, high=n.high)
                error.where = n.code
                found.append(error)
        elif np.isnan(n.low) != np.isnan(n.high):
            error = MfgError("one_goalpost", "framework")
            error.where = n.code
            found.append(error)
        elif n.low >= n.high:
            error = MfgError("goalposts", "framework", low=n.low, high=n.high)
            error.where = n.code
            found.append(error)
    return found


def _canonical(nodes: Sequence[Node]) -> tuple[Node, ...]:
    parents = {n.parent for n in nodes if n.parent}
    if not parents:
        # Indicators only: they all stand under one top, whose code none of them has.
        top, taken = ROOT, {n.code for n in nodes}
        while top in taken:
            top += "_"
        nodes = [Node(top, zh="综合指数", en="Index"), *(replace(n, parent=top) for n in nodes)]
        parents = {top}
    children: dict[str, list[Node]] = {}
    for n in nodes:
        children.setdefault(n.parent, []).append(n)
    level = children[""]
    ordered: list[Node] = []
    while level:
        level = [n for n in level if n.code in parents] + [n for n in level if n.code not in parents]
        ordered += level
        level = [c for n in level for c in children.get(n.code, [])]
    return tuple(ordered)


@dataclass(frozen=True)
class Framework:
    """A checked indicator tree in canonical order; see the module's first paragraph."""

    nodes: tuple[Node, ...] = field(repr=False)

    @staticmethod
    def of(nodes: Sequence[Node]) -> Framework:
        """Build a framework from rows in any order.

        Raises
        ------
        MfgError
            The first of :func:`problems`.
        """
        found = problems(nodes)
        if found:
            raise found[0]
        return Framework(_canonical(nodes))

    @cached_property
    def code(self) -> tuple[str, ...]:
        """Codes of all nodes; the first is the top."""
        return tuple(n.code for n in self.nodes)

    @cached_property
    def index(self) -> dict[str, int]:
        """Place of each code."""
        return {c: i for i, c in enumerate(self.code)}

    @cached_property
    def parent(self) -> NDArray[np.int64]:
        """Place of each node's parent, -1 for the top, shape (nodes,)."""
        return np.array([self.index.get(n.parent, -1) for n in self.nodes])

    @cached_property
    def depth(self) -> NDArray[np.int64]:
        """Depth of each node, 0 for the top."""
        depth = np.zeros(len(self.nodes), dtype=np.int64)
        for i, p in enumerate(self.parent):
            depth[i] = 0 if p < 0 else depth[p] + 1
        return depth

    @cached_property
    def is_leaf(self) -> NDArray[np.bool_]:
        """Which nodes are indicators."""
        leaf = np.ones(len(self.nodes), dtype=bool)
        leaf[self.parent[self.parent >= 0]] = False
        return leaf

    @cached_property
    def leaves(self) -> NDArray[np.int64]:
        """Places of the indicators, in order: the columns of the data."""
        return np.flatnonzero(self.is_leaf)

    @property
    def indicators(self) -> tuple[Node, ...]:
        """The indicators, in the order of the data's columns."""
        return tuple(self.nodes[i] for i in self.leaves)

    @property
    def levels(self) -> int:
        """Number of levels below the top."""
        return int(self.depth.max())

    def level(self, depth: int) -> slice:
        """Return the slice of nodes at one depth."""
        where = np.flatnonzero(self.depth == depth)
        return slice(int(where[0]), int(where[-1]) + 1)

    def inner(self, depth: int) -> slice:
        """Return the slice of nodes at one depth that have children; they stand first in their level."""
        where = np.flatnonzero((self.depth == depth) & ~self.is_leaf)
        return slice(int(where[0]), int(where[-1]) + 1)

    def groups(self, depth: int) -> Groups:
        """Number the parent of each node at one depth, 0 for the first inner node of the level above."""
        return np.asarray(self.parent[self.level(depth)] - self.inner(depth - 1).start, dtype=np.int64)

    @cached_property
    def negative(self) -> NDArray[np.bool_]:
        """Direction of each indicator."""
        return np.array([n.negative for n in self.indicators], dtype=bool)

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """Development stages that the nodes have factors for, in the order of the table."""
        return tuple(dict.fromkeys(name for n in self.nodes for name, _ in n.factors))

    def factors(self) -> Floats:
        """Factors of all nodes under each of :attr:`stages`, shape (nodes, stages), NaN where none."""
        out = np.full((len(self.nodes), len(self.stages)), np.nan)
        for i, n in enumerate(self.nodes):
            for name, value in n.factors:
                out[i, self.stages.index(name)] = value
        return out

    @cached_property
    def grades(self) -> NDArray[np.int64]:
        """Number of each node's importance class, 0 for A, -1 for none, shape (nodes,)."""
        return np.array([ord(n.grade) - ord("A") if n.grade else -1 for n in self.nodes], dtype=np.int64)

    def weights(self) -> Floats:
        """Given weights of all nodes, NaN where none."""
        return np.array([n.weight for n in self.nodes], dtype=float)
