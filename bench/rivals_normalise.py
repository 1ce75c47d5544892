"""Normalisations that a library also has; all of them take positive data as they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from contest import Call, Case, Contest, Floats, Peer, Prepare

from udfs.engine.normalise import normalise

BARE = "missing values, constant columns, sums of 0, overflow: a bare array function that checks nothing"


def ours(name: str) -> Prepare:
    """Return this engine's normalisation of that name."""
    return lambda case: partial(normalise, case.x, name)


def pymcdm(name: str) -> Peer:
    """pymcdm's ``normalize_matrix``, column by column."""

    def prepare(case: Case) -> Call:
        from pymcdm import normalizations
        from pymcdm.helpers import normalize_matrix

        return partial(normalize_matrix, case.x, getattr(normalizations, f"{name}_normalization"), None)

    return Peer("pymcdm", prepare, lacks=BARE)


def scikit_criteria(name: str) -> Peer:
    """scikit-criteria's bare functions on arrays."""

    def prepare(case: Case) -> Call:
        from skcriteria.preprocessing import scalers

        return partial(getattr(scalers, f"scale_by_{name}"), case.x, axis=0)

    return Peer("scikit-criteria", prepare, lacks=BARE)


def sklearn(name: str, **options: object) -> Peer:
    """scikit-learn's scaling functions, which check for missing and infinite values too."""

    def prepare(case: Case) -> Call:
        from sklearn import preprocessing

        return partial(getattr(preprocessing, name), case.x, axis=0, **options)

    return Peer("scikit-learn", prepare, lacks="constant columns, overflow")


def scipy(f: Callable[[Floats], Floats], lacks: str = BARE) -> Peer:
    """A composition of scipy's functions."""
    return Peer("scipy", lambda case: partial(f, case.x), lacks=lacks)


def zscore(x: Floats) -> Floats:
    from scipy.stats import zscore

    return np.asarray(zscore(x, axis=0, ddof=1))


def robust(x: Floats) -> Floats:
    from scipy.stats import median_abs_deviation

    return np.asarray((x - np.median(x, axis=0)) / median_abs_deviation(x, axis=0, scale=1 / 1.4826))


def rank(x: Floats) -> Floats:
    from scipy.stats import rankdata

    return np.asarray(rankdata(x, "min", axis=0))


CONTESTS = [
    Contest("normalise: vector", ours("vector"), (pymcdm("vector"), scikit_criteria("vector"), sklearn("normalize"))),
    Contest("normalise: minmax", ours("minmax"), (pymcdm("minmax"), sklearn("minmax_scale"))),
    Contest("normalise: sum", ours("sum"), (pymcdm("sum"), scikit_criteria("sum"), sklearn("normalize", norm="l1"))),
    Contest("normalise: max", ours("max"), (pymcdm("max"), sklearn("maxabs_scale"))),
    Contest("normalise: zscore", ours("zscore"), (scipy(zscore),)),
    Contest("normalise: robust", ours("robust"), (scipy(robust),)),
    Contest("normalise: rank", ours("rank"), (scipy(rank),)),
]  # fmt: skip
