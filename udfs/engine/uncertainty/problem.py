"""The index whose ranks are in question: data, tree, options, experts, as plain arrays."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import Floats
from ..delphi import Delphi
from ..errors import MfgError
from ..framework import Framework
from ..index import Options, check
from ..node_weights import stages_of, under_stages
from ..preparation import Preparation, prepared
from ..registry import resolve
from ..units import UnitTable
from ..weights import Groups, one_group, within


@dataclass(frozen=True, eq=False)
class Staged:
    """Weights by development stage.

    Attributes
    ----------
    of
        Shape (n,): the place of each unit's stage, -1 for a unit without one (it has no score).
    factors
        Shape (nodes, stages), NaN where siblings have none: factors on the common weights, or with ``whole``
        the weights themselves.
    """

    of: NDArray[np.int64]
    factors: Floats
    whole: bool = False

    @staticmethod
    def of_indicators(framework: Framework, of: NDArray[np.int64], factors: Floats) -> Staged:
        """Take factors of the indicators only, shape (m, stages): all other nodes have 1."""
        every = np.ones((len(framework.nodes), factors.shape[1]))
        every[framework.leaves] = factors
        return Staged(of, every)


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything a replication starts from.

    Attributes
    ----------
    values
        Shape (n, m), NaN where missing, before imputation and treatment.
    options
        Resolved; the decimals of the framework's top are among them.
    group
        n group names for imputation by group.
    combine
        Combination of weights by level (1 below the top) where it is not that of the options.
    stages
        Weights by stage, None where all units share their weights.
    preparation
        What is done to the data before the index; units screened out are gone already.
    """

    names: tuple[str, ...]
    values: Floats
    framework: Framework
    options: Options
    delphi: Delphi | None = None
    group: tuple[str, ...] | None = None
    combine: dict[int, str] = field(default_factory=dict)
    stages: Staged | None = None
    preparation: Preparation = field(default_factory=Preparation)

    @staticmethod
    def of(
        units: UnitTable,
        framework: Framework,
        delphi: Delphi | None = None,
        options: Options | None = None,
        preparation: Preparation | None = None,
        **more: Any,
    ) -> Problem:
        """Take a problem from what :func:`udfs.engine.index.compute` takes and what goes before it, with the checks."""
        o = (options or Options()).resolved()
        if o.decimals is None:
            o = replace(o, decimals=framework.nodes[0].decimals)
        steps = _named(preparation or Preparation())
        if steps.screen:
            units, _ = prepared(units, framework, Preparation(steps.screen, steps.share, steps.nonzero))
        check(units, framework, o)
        if o.scope == "global":
            refuse_global(framework)
        if "stages" not in more:
            more["stages"] = _staged(units, framework, o)
        group = units.groups.get(steps.impute_group or next(iter(units.groups), ""))
        if group is None and (steps.impute_group or steps.impute.startswith("group")):
            known = ", ".join(units.groups) or "-"
            raise MfgError("group_unknown", "impute_group", found=steps.impute_group, known=known)
        values = np.asarray(units.values, dtype=float)
        return Problem(units.names, values, framework, o, delphi, group, preparation=steps, **more)

    @property
    def shape(self) -> tuple[int, int]:
        """Units and indicators."""
        return self.values.shape[0], self.values.shape[1]

    def digest(self) -> str:
        """Return a text that is the same for the same inputs only."""
        seen = hashlib.sha256()
        parts: list[Any] = [self.names, self.framework.nodes, self.options, self.group, self.combine]
        parts += [self.preparation, self.stages is not None and self.stages.whole]
        if self.delphi is not None:
            parts += [self.delphi.code, self.delphi.expert]
        seen.update(repr(parts).encode())
        arrays: list[NDArray[Any]] = [self.values]
        if self.delphi is not None:
            arrays += [self.delphi.round, self.delphi.scores]
        if self.stages is not None:
            arrays += [self.stages.of, self.stages.factors]
        for a in arrays:
            seen.update(f"{a.shape}{a.dtype}".encode())
            seen.update(np.ascontiguousarray(a).tobytes())
        return seen.hexdigest()


def _named(p: Preparation) -> Preparation:
    """Return the steps under their English names."""
    named: dict[str, Any] = {k: resolve(k, getattr(p, k), k).name for k in ("impute", "fallback", "treat")}
    return replace(p, **named)


def _staged(units: UnitTable, framework: Framework, o: Options) -> Staged | None:
    """Read the stages of the framework, refusing factors that are blank, negative or all 0."""
    of = stages_of(units, framework, o)
    if of is None:
        return None
    for depth in range(1, framework.levels + 1):
        span = spans(framework, depth, o.scope)
        under_stages(framework, framework.level(depth), within(np.ones(span.size), span), o, span)
    return Staged(of, framework.factors(), o.stage_weight == "table")


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
