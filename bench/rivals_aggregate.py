"""Aggregation of normalised data (0.01 to 1) by weights, and ranks of the scores."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from contest import Call, Case, Contest, Floats, Peer, Prepare

from udfs.engine.aggregate import aggregate
from udfs.engine.classes import classify
from udfs.engine.rank import rank
from udfs.engine.weights import one_group

BARE = "missing values, values out of the method's domain: a bare array function"


def ours(name: str) -> Prepare:
    return lambda case: lambda: aggregate(case.unit, case.w, one_group(case.m), [name])[:, 0]


def pymcdm(name: str) -> Peer:
    """On data that are normalised already."""

    def prepare(case: Case) -> Call:
        from pymcdm import methods

        body = getattr(methods, name)(lambda x, cost=False: x)
        return partial(body, case.unit, case.w, np.ones(case.m))

    return Peer("pymcdm", prepare)


def scipy(name: str, *args: float) -> Peer:
    def prepare(case: Case) -> Call:
        from scipy import stats

        return partial(getattr(stats, name), case.unit, *args, axis=1, weights=case.w)

    return Peer("scipy", prepare, lacks=BARE)


def scikit_criteria(name: str, back: Callable[[Floats], Floats]) -> Peer:
    def prepare(case: Case) -> Call:
        from skcriteria.agg import simple

        return lambda: back(getattr(simple, name)(case.unit, case.w)[1])

    return Peer("scikit-criteria", prepare, lacks=BARE)


def product(case: Case) -> Call:
    return lambda: case.unit @ case.w


def pairs(case: Case) -> Call:
    """Copeland's rule over an n x n x m array."""

    def run() -> Floats:
        lead = np.sign(case.unit[:, None, :] - case.unit[None, :, :]) @ case.w
        return np.asarray(np.sign(np.where(np.abs(lead) < 1e-12, 0.0, lead)).sum(axis=1))

    return run


def ranked(case: Case) -> Call:
    from scipy.stats import rankdata

    return lambda: rankdata(-case.x[:, 0], "min")


def jenks(case: Case) -> Call:
    import jenkspy

    def run() -> Floats:
        breaks = jenkspy.jenks_breaks(case.x[:, 0], n_classes=4)
        return np.asarray(4.0 - np.searchsorted(breaks[1:-1], case.x[:, 0], "left"))

    return run


CONTESTS = [
    Contest("aggregate: arithmetic", ours("arithmetic"), (
        pymcdm("WSM"), scikit_criteria("wsm", np.asarray),
        Peer("numpy", product, lacks=f"{BARE}; one call of a matrix product"),
    )),
    Contest("aggregate: geometric", ours("geometric"), (
        pymcdm("WPM"), scikit_criteria("wpm", lambda s: 10.0**s), scipy("gmean"),
    )),
    Contest("aggregate: harmonic", ours("harmonic"), (scipy("hmean"),)),
    Contest("aggregate: power:3", ours("power:3"), (scipy("pmean", 3),)),
    Contest("aggregate: copeland", ours("copeland"), (Peer("numpy", pairs, 500, "an n x n x m array"),), most=5_000),
    Contest("rank (one column)", lambda case: partial(rank, case.x[:, 0]), (Peer("scipy", ranked, lacks="rounding, orders by name"),)),
    Contest(
        "classes: jenks (one column)", lambda case: partial(classify, case.x[:, 0], "jenks", 4),
        (Peer("jenkspy", jenks, 5_000, "nothing: the same dynamic programme in compiled C++, ours in numpy"),), most=5_000,
    ),
]  # fmt: skip
