"""AHP: weights and consistency ratio of one judgement matrix of as many items as the case has indicators.

pyDecision's table of random indices ends at 15 items, so that sizes here are 5, 9 and 15.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from contest import Call, Case, Contest, Floats, Peer, Prepare

from udfs.engine import ahp
from udfs.engine.ahp_check import consistency

#: Items of the judgement matrices.
SIZES = (5, 9, 15)

BARE = "the check of the matrix: judgements that are not positive, not reciprocal, out of range, blank"


def judgements(m: int) -> Floats:
    """Return a reciprocal matrix on Saaty's scale, nearly consistent."""
    rng = np.random.default_rng(m)
    w = rng.dirichlet(np.full(m, 3.0))
    scale = np.array([1 / k for k in range(9, 1, -1)] + [float(k) for k in range(1, 10)])
    said = np.log(w[:, None] / w) + rng.normal(0.0, 0.2, (m, m))
    a = np.ones((m, m))
    for i, j in combinations(range(m), 2):
        a[i, j] = scale[np.argmin(np.abs(np.log(scale) - said[i, j]))]
        a[j, i] = 1.0 / a[i, j]
    return a


def ours(method: str) -> Prepare:
    return lambda case: lambda: ahp.weights(ahp.complete(judgements_of(case)), method)


def judgements_of(case: Case) -> Floats:
    """Return the case's matrix, made once."""
    return case.__dict__.setdefault("judgements", judgements(case.m))  # type: ignore[no-any-return]


def ratio(case: Case) -> Call:
    """Weights, CI, CR, GCI, the most inconsistent judgement and its mend."""
    return lambda: consistency(ahp.complete(judgements_of(case)), "eigenvector").cr


def pydecision(wd: str, part: int = 0) -> Peer:
    def prepare(case: Case) -> Call:
        from pyDecision.algorithm import ahp_method

        a = judgements_of(case)
        return lambda: ahp_method(a, wd)[part]

    return Peer("pyDecision", prepare, lacks=BARE)


def ahpy(case: Case) -> Call:
    """Return ahpy's weights with as many digits as it gives."""
    from ahpy import Compare

    a, names = judgements_of(case), [f"i{i:02}" for i in range(case.m)]
    given = {(names[i], names[j]): float(a[i, j]) for i, j in combinations(range(case.m), 2)}

    def weights() -> Floats:
        found = Compare("goal", given, precision=14).target_weights
        return np.array([found[n] for n in names])

    return weights


CONTESTS = [
    Contest("ahp: eigenvector", ours("eigenvector"), (pydecision("me"), Peer("ahpy", ahpy, lacks=BARE)), rtol=1e-8),
    Contest("ahp: geometric", ours("geometric"), (pydecision("g"),)),
    Contest("ahp: columns", ours("columns"), (pydecision("m"),)),
    # ahpy's random indices are others than Saaty's table of 1980 (1.25 for 6 items, 1.24 there).
    Contest("ahp: consistency", ratio, (
        Peer("pyDecision", pydecision("me", 1).prepare, lacks=f"{BARE}; GCI, the most inconsistent judgement and its mend"),
    )),
]  # fmt: skip
