"""The index whose ranks are in question: data, tree, options, experts, as plain arrays."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import Floats
from ..delphi import Delphi
from ..errors import MfgError
from ..framework import Framework
from ..index import Options, check
from ..units import UnitTable
from ..weights import Groups, one_group


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything a replication starts from.

    Attributes
    ----------
    values
        Shape (n, m), NaN where missing.
    options
        Resolved.
    group
        n group names for imputation by group.
    combine
        Combination of weights by level (1 below the top) where it is not that of the options.
    stages
        With weights by stage: the place of each unit's stage, shape (n,), and the factors of the
        indicators, shape (m, stages).
    """

    names: tuple[str, ...]
    values: Floats
    framework: Framework
    options: Options
    delphi: Delphi | None = None
    group: tuple[str, ...] | None = None
    combine: dict[int, str] = field(default_factory=dict)
    stages: tuple[NDArray[np.int64], Floats] | None = None

    @staticmethod
    def of(
        units: UnitTable,
        framework: Framework,
        delphi: Delphi | None = None,
        options: Options | None = None,
        **more: Any,
    ) -> Problem:
        """Take a problem from what :func:`udfs.engine.index.compute` takes, with its checks."""
        o = (options or Options()).resolved()
        check(units, framework, o)
        if o.scope == "global":
            refuse_global(framework)
        group = next(iter(units.groups.values()), None)
        values = np.asarray(units.values, dtype=float)
        return Problem(units.names, values, framework, o, delphi, group, **more)

    @property
    def shape(self) -> tuple[int, int]:
        """Units and indicators."""
        return self.values.shape[0], self.values.shape[1]

    def digest(self) -> str:
        """Return a text that is the same for the same inputs only."""
        seen = hashlib.sha256()
        parts: list[Any] = [self.names, self.framework.nodes, self.options, self.group, self.combine]
        if self.delphi is not None:
            parts += [self.delphi.code, self.delphi.expert]
        seen.update(repr(parts).encode())
        arrays: list[NDArray[Any]] = [self.values]
        if self.delphi is not None:
            arrays += [self.delphi.round, self.delphi.scores]
        if self.stages is not None:
            arrays += list(self.stages)
        for a in arrays:
            seen.update(f"{a.shape}{a.dtype}".encode())
            seen.update(np.ascontiguousarray(a).tobytes())
        return seen.hexdigest()


def refuse_global(framework: Framework) -> None:
    """Weights over a whole level need all indicators on it."""
    if len(set(framework.depth[framework.leaves].tolist())) > 1:
        raise MfgError("scope_global", "scope")


def spans(framework: Framework, depth: int, scope: str) -> Groups:
    """Number the nodes of a level whose weights sum to 1 together."""
    groups = framework.groups(depth)
    return groups if scope == "local" else one_group(groups.size)


def out_with(framework: Framework, code: str) -> NDArray[np.bool_]:
    """Return which nodes go with a node: itself, what is below, and parents left without children."""
    out = np.zeros(len(framework.nodes), dtype=bool)
    if not code:
        return out
    out[framework.index[code]] = True
    for i, parent in enumerate(framework.parent):
        if parent >= 0 and out[parent]:
            out[i] = True
    for i in range(len(framework.nodes) - 1, -1, -1):
        below = framework.parent == i
        if below.any() and out[below].all():
            out[i] = True
    return out
