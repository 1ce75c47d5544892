"""A contest: one method as this engine and as other libraries compute it; agreement, time, peak memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import Any

import numpy as np
from measure import Measured, measure
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: What is timed: a call without arguments that returns an array.
Call = Callable[[], Any]

#: Import names of packages whose name on PyPI is another one.
MODULES = {"scikit-criteria": "skcriteria", "scikit-learn": "sklearn", "factor_analyzer": "factor_analyzer"}


class Case:
    """Data of one size: positive, on scales as different as people and yuan, every fourth indicator a cost."""

    def __init__(self, n: int, m: int) -> None:
        rng = np.random.default_rng(20240101)
        self.n, self.m = n, m
        self.x: Floats = rng.lognormal(0.0, 0.6, (n, m)) * rng.uniform(1.0, 500.0, m)
        self.negative = np.arange(m) % 4 == 3
        self.w: Floats = np.random.default_rng(7).dirichlet(np.full(m, 5.0))

    @cached_property
    def holes(self) -> Floats:
        """The data with three values in a hundred missing."""
        gone = np.random.default_rng(1).random(self.x.shape) < 0.03
        return np.where(gone, np.nan, self.x)

    @cached_property
    def unit(self) -> Floats:
        """The data between 0.01 and 1, larger is better."""
        from udfs.engine.normalise import minmax

        return minmax(self.x, 0.01, 1.0)

    @property
    def size(self) -> str:
        return f"{self.n:,} x {self.m}".replace(",", " ")


#: What a library does before its call is timed (its own type of table, say); returns the call.
Prepare = Callable[[Case], Call]


@dataclass(frozen=True)
class Peer:
    """One library's way.

    Attributes
    ----------
    most
        Units it can bear: beyond, a call would take minutes or more memory than there is.
    lacks
        What its call leaves out that ours does; shown where it is faster.
    """

    library: str
    prepare: Prepare
    most: int = 10**9
    lacks: str = ""

    @property
    def installed(self) -> bool:
        return find_spec(MODULES.get(self.library, self.library)) is not None


@dataclass(frozen=True)
class Contest:
    """One method; results agree to ``rtol`` before anything is timed."""

    name: str
    ours: Prepare
    peers: tuple[Peer, ...]
    rtol: float = 1e-9
    atol: float = 1e-12
    most: int = 10**9

    def present(self, units: int) -> list[Peer]:
        """Return who is installed and can bear so many units."""
        return [p for p in self.peers if p.installed and units <= p.most]

    def calls(self, case: Case) -> tuple[dict[str, Call], dict[str, float]]:
        """Return the calls of those who take part, ours first, and how long each took once; they agree."""
        calls: dict[str, Call] = {"ours": self.ours(case)}
        start = time.perf_counter()
        mine = calls["ours"]()
        took = {"ours": time.perf_counter() - start}
        for peer in self.present(case.n):
            call = calls[peer.library] = peer.prepare(case)
            start = time.perf_counter()
            theirs = call()
            took[peer.library] = time.perf_counter() - start
            np.testing.assert_allclose(
                theirs, mine, self.rtol, self.atol, err_msg=f"{self.name}: {peer.library}"
            )
        return calls, took

    def run(self, case: Case, seconds: float) -> dict[str, Measured]:
        """Measure everyone, rounds for about ``seconds``."""
        calls, took = self.calls(case)
        return measure(calls, took, seconds)
