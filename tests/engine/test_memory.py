"""Methods that compare all pairs hold no array of pairs: peak memory, counted by tracemalloc, against a bound.

An array over all pairs and indicators of 1 000 units and 20 indicators is 160 MB, one over all pairs 8 MB.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from udfs.engine import ahp
from udfs.engine.aggregate import aggregate
from udfs.engine.ahp_check import consistency
from udfs.engine.ahp_group import group_weights
from udfs.engine.correlation import correlate
from udfs.engine.mcdm import evaluate
from udfs.engine.reliability import alpha
from udfs.engine.weights import one_group
from udfs.engine.weights_spread import gini

MB = 2**20
UNITS, INDICATORS = 1_000, 20


def peak(call: Callable[[], Any]) -> int:
    """Return the bytes a second call holds at its peak (the first one loads what is loaded once)."""
    call()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        call()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def data(units: int = UNITS) -> np.ndarray:
    return np.random.default_rng(5).lognormal(0.0, 0.5, (units, INDICATORS))


def mcdm(method: str, units: int = UNITS) -> Callable[[], Any]:
    x = data(units)
    return lambda: evaluate(x, np.arange(INDICATORS) % 4 == 0, None, method)


def copeland(units: int = UNITS, holes: bool = False) -> Callable[[], Any]:
    x = data(units)
    if holes:
        x[::7, 3] = np.nan
    w = np.full(INDICATORS, 1.0 / INDICATORS)
    return lambda: aggregate(x, w, one_group(INDICATORS), ["copeland"], "reweight")


@pytest.mark.parametrize("method", ["promethee", "promethee:0.3", "codas", "topsis", "vikor", "gra", "rsr"])
def test_whole_matrix_methods_hold_a_few_times_the_data(method: str) -> None:
    assert peak(mcdm(method)) < 10 * data().nbytes


@pytest.mark.parametrize("holes", [False, True])
def test_copeland_holds_tiles(holes: bool) -> None:
    assert peak(copeland(holes=holes)) < 10 * data().nbytes + 3 * MB


@pytest.mark.parametrize("make", [lambda n: mcdm("promethee", n), lambda n: mcdm("codas", n), copeland])
def test_memory_grows_with_the_units_and_not_with_their_pairs(
    make: Callable[[int], Callable[[], Any]],
) -> None:
    assert peak(make(3_000)) < 3.5 * peak(make(1_000))


def judgements(m: int) -> np.ndarray:
    w = np.random.default_rng(2).uniform(1.0, 3.0, m)
    a = w[:, None] / w
    a[0, 1] *= 1.3
    a[1, 0] = 1.0 / a[0, 1]
    return a


def test_ahp_holds_a_few_matrices() -> None:
    """With an m x m x m array 120 items would need 14 MB; one matrix has 0.11 MB."""
    a = judgements(120)
    assert peak(lambda: (ahp.weights(ahp.complete(a)), consistency(a))) < 12 * a.nbytes


def test_a_group_holds_its_matrices_and_a_few_more() -> None:
    """Thirty people, 60 items: their matrices are held once by whoever calls."""
    each = np.array([judgements(60)] * 30)
    assert peak(lambda: group_weights(each, "geometric")) < 20 * each[0].nbytes


def test_correlations_and_gini_work_by_blocks() -> None:
    x = data(20_000)
    holes = x.copy()
    holes[::11, 2] = np.nan
    for call in (lambda: correlate(x), lambda: correlate(holes), lambda: alpha(holes), lambda: gini(x)):
        assert peak(call) < 3 * x.nbytes
