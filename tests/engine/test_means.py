"""Means and penalised means of a unit's indicators: by hand, against COINr, and by properties over the registry."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.aggregate import aggregate
from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options, compute
from udfs.engine.registry import methods, resolve
from udfs.engine.units import UnitTable

NAN = float("nan")

# rows, weights, method, missing rule, expected; all worked by hand
CASES = [
    ([[1, 4], [2, 2]], [0.5, 0.5], "harmonic", None, [1.6, 2.0]),
    ([[1, 4]], [0.25, 0.75], "调和平均", None, [1 / 0.4375]),
    ([[4, 0]], [1, 0], "harmonic", None, [4.0]),  # weight 0 takes no part
    ([[2, NAN], [1, 4]], [0.5, 0.5], "harmonic", "reweight", [2.0, 1.6]),
    ([[1e-308, 1e308]], [0.5, 0.5], "harmonic", None, [2e-308]),
    ([[1, 7], [0, 0]], [0.5, 0.5], "power", None, [5.0, 0.0]),
    ([[1, 7]], [0.5, 0.5], "power:2", None, [5.0]),
    ([[1, 4]], [0.5, 0.5], "幂平均：-1", None, [1.6]),
    ([[-1, 3]], [0.5, 0.5], "power:1", None, [1.0]),
    ([[4, 9]], [0.5, 0.5], "power:0", None, [6.0]),
    ([[1, 8]], [0.5, 0.5], "power: 0.5", None, [((1 + 8**0.5) / 2) ** 2]),
    ([[1e300, 7e300]], [0.5, 0.5], "power:2", None, [5e300]),
    ([[7, NAN], [NAN, NAN]], [0.5, 0.5], "power:2", "reweight", [7.0, NAN]),
    ([[3, 1], [-2, 5]], [0.5, 0.5], "min", None, [1.0, -2.0]),
    ([[3, 1]], [1, 0], "minimum", None, [3.0]),
    ([[NAN, 1], [3, 1]], [0.5, 0.5], "min", "keep", [NAN, 1.0]),
    ([[1, 5, 3], [1, 2, 9]], [1 / 3, 1 / 3, 1 / 3], "median", None, [3.0, 2.0]),
    ([[1, 5, 3, 9]], [0.25, 0.25, 0.25, 0.25], "加权中位数", None, [4.0]),
    ([[1, 5, 3]], [0.6, 0.2, 0.2], "median", None, [1.0]),
    ([[1, 5, NAN]], [0.2, 0.2, 0.6], "median", "reweight", [3.0]),
    # OWA: cumulated weight of the largest .5, 1; squared .25, 1, so the larger counts .25
    ([[4, 8]], [0.5, 0.5], "owa", None, [5.0]),
    ([[4, 8]], [0.5, 0.5], "owa:1", None, [6.0]),
    ([[4, 8]], [0.25, 0.75], "owa:2", None, [0.5625 * 8 + 0.4375 * 4]),
    ([[4, 8, NAN]], [0.25, 0.25, 0.5], "owa:0.5", "reweight", [0.5**0.5 * 8 + (1 - 0.5**0.5) * 4]),
    ([[4, 8]], [0.5, 0.5], "meanmin", None, [5.0]),
    ([[4, 8]], [0.5, 0.5], "meanmin:0.25", None, [5.5]),
    ([[4, 8]], [0.5, 0.5], "meanmin:1", None, [4.0]),
    # MPI: columns (1, 3), (2, 4) give z = 90, 110; columns (1, 3), (4, 2) give 90, 110 and 110, 90
    ([[1, 2], [3, 4]], [0.5, 0.5], "mpi", None, [90.0, 110.0]),
    ([[1, 4], [3, 2]], [0.5, 0.5], "mpi", None, [99.0, 99.0]),
    ([[1, 4], [3, 2]], [0.5, 0.5], "MPI+", None, [101.0, 101.0]),
    # weights .25, .75: mean 105, variance .1875 * 400 = 75
    ([[1, 4], [3, 2]], [0.25, 0.75], "mpi", None, [105 - 75 / 105, 95 - 75 / 95]),
    ([[1, 4], [3, 2], [2, NAN]], [0.5, 0.5], "ampi", "reweight", [91.0, 91.0, 100.0]),
    ([[1, 4], [3, 2]], [0.5, 0.5], "ampi", None, [91.0, 91.0]),
    ([[1, 4], [3, 2]], [0.5, 0.5], "ampi+", None, [109.0, 109.0]),
    # Copeland: c beats both; a and b draw
    ([[1, 2], [2, 1], [3, 3]], [0.5, 0.5], "copeland", None, [-1.0, -1.0, 2.0]),
    ([[1, 2], [2, 1], [3, 3]], [0.4, 0.6], "copeland", None, [0.0, -2.0, 2.0]),
    ([[1, NAN], [2, 1], [3, 3]], [0.4, 0.6], "copeland", "reweight", [-2.0, 0.0, 2.0]),
    ([[1, NAN], [2, 1], [3, 3]], [0.4, 0.6], "copeland", "keep", [NAN, -1.0, 1.0]),
    ([[0.1, 0.2, 0.3], [0.2, 0.1, 0.3]], [0.3, 0.1 + 0.2, 0.4], "copeland", None, [0.0, 0.0]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "w", "method", "missing", "expected"), CASES)
def test_by_hand(
    rows: list[list[float]], w: list[float], method: str, missing: str | None, expected: list[float]
) -> None:
    span = np.zeros(len(w), dtype=np.int64)
    out = aggregate(np.array(rows, dtype=float), np.array(w, dtype=float), span, [method], missing)
    np.testing.assert_allclose(out[:, 0], expected, rtol=1e-12, equal_nan=True)


@pytest.mark.parametrize(
    ("key", "rows", "w", "method"),
    [
        ("positive_domain", [[1, 0]], [0.5, 0.5], "harmonic"),
        ("positive_domain", [[1, -1]], [0.5, 0.5], "power"),
        ("positive_domain", [[1, 0]], [0.5, 0.5], "power:-2"),
        ("out_of_range", [[1, 2]], [0.5, 0.5], "owa:0"),
        ("out_of_range", [[1, 2]], [0.5, 0.5], "meanmin:1.5"),
        ("bad_parameter", [[1, 2]], [0.5, 0.5], "power:two"),
        ("bad_parameter", [[1, 2]], [0.5, 0.5], "power:"),
        ("bad_parameter", [[1, 2]], [0.5, 0.5], "power:inf"),
        ("unknown_method", [[1, 2]], [0.5, 0.5], "harmonic:2"),
        ("constant", [[1, 2], [1, 3]], [0.5, 0.5], "mpi"),
        ("constant", [[1, 2], [1, 3]], [0.5, 0.5], "ampi"),
        ("few_units", [[1, 2]], [0.5, 0.5], "mpi"),
    ],
)
def test_refusals(
    refuses: Callable[..., MfgError], key: str, rows: list[list[float]], w: list[float], method: str
) -> None:
    x = np.array(rows, dtype=float)
    refuses(key, aggregate, x, np.array(w), np.zeros(2, dtype=np.int64), [method])


def test_parameter_stays_in_the_name() -> None:
    assert Options(aggregate="广义平均:3").resolved().aggregate == "power:3"
    assert resolve("aggregate", "POWER:0.1").name == "power:0.1"
    assert resolve("aggregate", "power") is methods("aggregate")[3]


NAMES = [m.name for m in methods("aggregate")]
MONOTONE = [n for n in NAMES if n not in ("mpi", "mpi+", "ampi", "ampi+")]  # they trade mean for evenness
MEANS = [n for n in MONOTONE if n != "copeland"]
blocks = arrays(
    float, st.tuples(st.integers(2, 6), st.integers(1, 5)), elements=st.integers(1, 900).map(lambda v: v / 8)
)


@pytest.mark.parametrize("method", NAMES)
@given(x=blocks, seed=st.integers(0, 999))
def test_properties(method: str, x: np.ndarray, seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, m = x.shape
    x[0], x[1] = x[0] + 200.0, x[1] + 0.25  # no constant column
    w, span = rng.dirichlet(np.ones(m)) + 1e-3, np.zeros(m, dtype=np.int64)
    w /= w.sum()
    y = aggregate(x, w, span, [method])
    p, q = rng.permutation(n), rng.permutation(m)
    np.testing.assert_allclose(aggregate(x[p][:, q], w[q], span, [method]), y[p], rtol=1e-9)
    np.testing.assert_array_equal(aggregate(x, w, span, [method], "reweight"), y)
    if method in MEANS:
        assert (y >= x.min(axis=1, keepdims=True) * (1 - 1e-12)).all()
        assert (y <= x.max(axis=1, keepdims=True) * (1 + 1e-12)).all()
        # weights of another total give that multiple (the geometric mean is prod r^w, a power instead)
        if method != "geometric":
            np.testing.assert_allclose(aggregate(x, w / 4, span, [method]), y / 4, rtol=1e-12)
    if method in MONOTONE:
        better = x.copy()
        i, j = int(rng.integers(n)), int(rng.integers(m))
        better[i, j] += 1.0
        assert aggregate(better, w, span, [method])[i, 0] >= y[i, 0] - 1e-9
    if method in ("mpi", "mpi+", "ampi", "ampi+", "copeland"):
        np.testing.assert_allclose(aggregate(x * 8 + 3, w, span, [method]), y, rtol=1e-9)


@pytest.mark.parametrize("method", NAMES)
@given(x=blocks, seed=st.integers(0, 99))
def test_missing(method: str, x: np.ndarray, seed: int) -> None:
    """A unit with a gap has no score, or one without the indicator; weight 0 makes a gap harmless."""
    x = np.column_stack([x, x[:, 0]])
    x[0], x[1] = x[0] + 200.0, x[1] + 0.25
    x = np.vstack([x, x[:1] / 3])
    m = x.shape[1]
    w, span = np.full(m, 1.0 / m), np.zeros(m, dtype=np.int64)
    gap = x.copy()
    gap[-1, 0] = np.nan
    kept = aggregate(gap, w, span, [method])
    assert np.isnan(kept[-1, 0])
    np.testing.assert_allclose(kept[:-1], aggregate(x[:-1], w, span, [method]), rtol=1e-12)
    assert np.isfinite(aggregate(gap, w, span, [method], "reweight")).all()
    nothing = np.where(np.arange(m) == 0, 0.0, w)
    gap[:, 0] = np.nan
    expected = aggregate(x[:, 1:], nothing[1:], span[1:], [method])
    np.testing.assert_allclose(aggregate(gap, nothing, span, [method]), expected, rtol=1e-12)


def test_copeland_in_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    from udfs.engine import penalty

    rng = np.random.default_rng(1)
    x, w = rng.integers(0, 5, (40, 6)).astype(float), rng.dirichlet(np.ones(6))
    d = np.sign(x[:, None, :] - x[None, :, :]) @ w
    whole = np.sign(np.where(abs(d) < 1e-12, 0, d)).sum(axis=1)
    for tile in (1, 7, 20, 1000):
        monkeypatch.setattr(penalty, "TILE", tile)
        np.testing.assert_array_equal(penalty.copeland(x, w), whole)


def test_generalised_mean_of_coinr(shared: ModuleType) -> None:
    """COINr 1.1.14, ASEM example, min-max 1 to 100, generalised mean p = 2 at every level."""
    folder = "reference/coinr/"
    meta = shared.table(folder + "00_iMeta_framework.csv")
    meta = meta[meta["Type"].isin(["Indicator", "Aggregate"])]
    tree = Framework.of(
        [Node(r.iCode, "" if r.Parent != r.Parent else r.Parent, weight=r.Weight) for r in meta.itertuples()]
    )
    data = shared.table(folder + "B_norm_minmax_1_100_from_Treated.csv", "uCode")
    units = UnitTable(tuple(data.index), data[[n.code for n in tree.indicators]].to_numpy(float))
    options = Options(normalise="none", aggregate="power:2", subjective="given", combine="subjective")
    r = compute(units, tree, None, options)
    theirs = shared.table(folder + "B_agg_genmean_p2_minmax1_100_aggs.csv", "uCode").loc[list(units.names)]
    ours = r.nodes[:, [tree.index[c] for c in theirs]]
    np.testing.assert_allclose(ours, theirs, rtol=1e-10)
    ranks = shared.table(folder + "B_agg_genmean_p2_minmax1_100_ranks.csv", "uCode")
    np.testing.assert_array_equal(r.rank, ranks["Index"].loc[list(units.names)])
