"""Objective weights that a library also has. All see benefits only: pymcdm and pyDecision turn costs their own ways."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from contest import Call, Case, Contest, Floats, Peer, Prepare

from udfs.engine.normalise import normalise
from udfs.engine.registry import resolve

BARE = "missing values, constant columns, values out of the method's domain: a bare array function"


def ours(name: str) -> Prepare:
    """Return this engine's weights of that name from data as they are."""
    return lambda case: partial(_weights, name, case.x)


def _weights(name: str, x: Floats) -> Floats:
    return np.asarray(resolve("objective", name).function(x))


def ours_minmax(name: str) -> Prepare:
    """Return this engine's weights of that name as the libraries do them: min-max first."""
    return lambda case: lambda: _weights(name, normalise(case.x, "minmax"))


def pymcdm(name: str, most: int = 10**9) -> Peer:
    def prepare(case: Case) -> Call:
        from pymcdm import weights

        return partial(getattr(weights, f"{name}_weights"), case.x, np.ones(case.m))

    return Peer("pymcdm", prepare, most, BARE)


def scikit_criteria(name: str, *more: Callable[[Case], Any]) -> Peer:
    def prepare(case: Case) -> Call:
        from skcriteria.preprocessing import weighters

        return partial(getattr(weighters, f"{name}_weights"), case.x, *(f(case) for f in more))

    return Peer("scikit-criteria", prepare, lacks=BARE)


def pydecision(name: str, most: int = 10**9) -> Peer:
    def prepare(case: Case) -> Call:
        from pyDecision import algorithm

        return partial(getattr(algorithm, f"{name}_method"), case.x, ["max"] * case.m)

    return Peer("pyDecision", prepare, most, BARE)


def objectives(case: Case) -> Floats:
    return np.ones(case.m)


# pymcdm's Gini walks over every pair of units in Python, its CRITIC correlates each pair of columns by
# itself (6 s at 3 000 x 100), its MEREC goes through the data once for each column, as pyDecision's does.
CONTESTS = [
    Contest("weights: entropy", ours("entropy"), (pymcdm("entropy"), scikit_criteria("entropy"))),
    Contest("weights: std", ours("std"), (pymcdm("standard_deviation"), scikit_criteria("std"))),
    # Both of pymcdm's take their own min-max.
    Contest("weights: variance", ours_minmax("variance"), (pymcdm("variance"),)),
    Contest("weights: lopcow", ours_minmax("lopcow"), (pymcdm("lopcow"),)),
    Contest("weights: gini", ours("gini"), (pymcdm("gini", 1_000), scikit_criteria("gini"))),
    # pyDecision adds 1e-10 to the ranges of CRITIC and 1e-9 to the values of MEREC.
    Contest(
        "weights: critic",
        ours_minmax("critic"),
        (pymcdm("critic", 10_000), scikit_criteria("critic", objectives), pydecision("critic")),
        rtol=1e-7,
    ),
    Contest(
        "weights: merec",
        ours("merec"),
        (pymcdm("merec", 10_000), scikit_criteria("merec", objectives), pydecision("merec", 10_000)),
        rtol=1e-6,
    ),
    Contest("weights: cilos", ours("cilos"), (pymcdm("cilos"),), rtol=1e-8),
    Contest("weights: idocriw", ours("idocriw"), (pymcdm("idocriw"),), rtol=1e-8),
]
