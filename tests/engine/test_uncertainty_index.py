"""Every replication against the index computed alone: the engine's own pipeline, and COINr's rules step by step."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from udfs.engine.delphi import Delphi
from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options, Result, compute
from udfs.engine.rank import rank
from udfs.engine.uncertainty.choices import factor
from udfs.engine.uncertainty.explicit import explicit, weight_sets
from udfs.engine.uncertainty.problem import Problem, Staged
from udfs.engine.uncertainty.rows import rank_rows
from udfs.engine.uncertainty.simulate import simulate
from udfs.engine.uncertainty.study import Evaluator, Study, base_study
from udfs.engine.units import UnitTable

TREE = Framework.of(
    [
        Node("T"),
        Node("A", "T", weight=2.0),
        Node("B", "T", weight=1.0),
        Node("z", "T", weight=1.0),
        Node("p", "A", weight=1.0),
        Node("q", "A", weight=3.0, negative=True),
        Node("r", "A", weight=2.0),
        Node("s", "B", weight=1.0),
        Node("t", "B", weight=1.0, transform="log"),
    ]
)


def data(n: int = 12, holes: bool = False) -> UnitTable:
    x = np.random.default_rng(4).lognormal(1.0, 0.5, (n, 6))
    if holes:
        x[2, 1] = x[5, 4] = x[7, 0] = np.nan
        x[9, 3:5] = np.nan
    return UnitTable(tuple(f"u{i}" for i in range(n)), x)


#: One replication a row; every option of the index that a choice can set.
DRAWS: list[dict[str, Any]] = [
    dict(normalise="vector", aggregate="arithmetic", objective="cv", combine="multiplicative"),
    dict(normalise="minmax", aggregate="arithmetic", objective="cv", combine="linear", alpha=0.3),
    dict(normalise="max", aggregate="geometric", objective="entropy", combine="geometric"),
    dict(normalise="vector", aggregate="harmonic", objective="cv", combine="multiplicative"),
    dict(normalise="sum", aggregate="power:3", objective="std", combine="game", positive="inverse"),
    dict(normalise="rank", aggregate="geometric", objective="critic", combine="moment", positive="max"),
    dict(normalise="zscore", aggregate="arithmetic", objective="equal", combine="subjective"),
    dict(normalise="vector", aggregate="mpi", objective="cv", combine="objective", k=2.5),
    dict(normalise="zscore", aggregate="geometric", objective="equal", combine="objective"),
    dict(normalise="zscore", aggregate="arithmetic", objective="cv", combine="linear"),
    dict(normalise="mean", aggregate="min", objective="gini", combine="relative_entropy", missing="zero"),
    dict(normalise="mean", aggregate="geometric", objective="cv", combine="linear", missing="reweight"),
    dict(normalise="max", aggregate="arithmetic", objective="equal", combine="linear", missing="reweight"),
    dict(normalise="max", aggregate="median", objective="equal", combine="linear", missing="reweight"),
    dict(normalise="vector", aggregate="arithmetic", objective="cv", subjective="equal", missing="keep"),
]  # fmt: skip
FULL = dict(normalise="vector", aggregate="arithmetic", objective="cv", combine="multiplicative", alpha=0.5,
            positive="reciprocal", k=0.1, missing="keep", subjective="given")  # fmt: skip


def alone(units: UnitTable, o: Options) -> tuple[str, Result | None]:
    """The index computed alone, or the key of the message that refuses it."""
    try:
        return "", compute(units, TREE, None, o)
    except MfgError as error:
        return error.key, None


@pytest.mark.parametrize("holes", [False, True])
@pytest.mark.parametrize("scale", ["raw", "max100", "minmax100", "efficacy"])
def test_replications_are_the_index_computed_one_by_one(scale: str, holes: bool) -> None:
    units, base = data(holes=holes), Options(scale=scale, subjective="given")
    rows = [FULL | d for d in DRAWS]
    factors, codes = explicit(list(FULL), [list(r.values()) for r in rows], TREE)
    study = Study(Problem.of(units, TREE, None, base), factors, len(rows), given=codes)
    sim = simulate(study)
    seen = 0
    for i, row in enumerate(rows):
        reason, expected = alone(units, replace(base, **row))
        if expected is None:
            assert sim.errors[sim.failed[i]].key == reason
            assert np.isnan(sim.scores[i]).all()
            assert np.isnan(sim.ranks[i]).all()
            continue
        assert sim.failed[i] == -1
        np.testing.assert_allclose(sim.scores[i], expected.score, rtol=1e-12, atol=1e-12)
        np.testing.assert_array_equal(sim.ranks[i], expected.rank)
        seen += 1
    assert 8 <= seen < len(rows)
    expected = compute(units, TREE, None, base)
    np.testing.assert_allclose(sim.score, expected.score, rtol=1e-12)
    np.testing.assert_array_equal(sim.rank, expected.rank)


def test_weights_and_nodes_are_those_of_the_index() -> None:
    units = data()
    expected = compute(units, TREE, None, Options(subjective="given"))
    w, nodes = Evaluator(base_study(Problem.of(units, TREE, None, Options(subjective="given")))).tree()
    np.testing.assert_allclose(w, expected.weights, rtol=1e-12)
    np.testing.assert_allclose(nodes, expected.nodes, rtol=1e-12)


@pytest.mark.parametrize("scope", ["local", "global"])
def test_drawn_weights_enter_every_level(scope: str) -> None:
    """Noise with the replication's own weights at both levels, recomputed from the weights it reports."""
    nodes = [n for n in TREE.nodes if n.code != "z"]
    tree = Framework.of(nodes)
    units = UnitTable(data().names, data().values[:, 1:])
    p = Problem.of(units, tree, None, Options(subjective="given", combine="linear", scope=scope))
    study = Study(p, (factor("weights", ["noise:0.5"], tree),), 40, seed=3)
    sim = simulate(study)
    plain = simulate(replace(study, factors=(factor("weights", ["noise:0"], tree),)))
    np.testing.assert_allclose(plain.scores, np.tile(sim.score, (40, 1)), rtol=1e-12)
    assert (np.abs(sim.scores - sim.score) > 0).all()
    # Weights of one level only leave the dimension scores, or the sum of dimensions, as they are.
    upper = simulate(replace(study, factors=(factor("weights_1", ["noise:0.5"], tree),)))
    _, scores = Evaluator(base_study(p)).tree()
    a, b = (scores[:, tree.index[c]] for c in "AB")
    if scope == "local":
        for s in upper.scores:
            share = (s - b) / (a - b)
            np.testing.assert_allclose(share, share[0], rtol=1e-9)


def test_an_indicator_left_out_is_the_index_without_it() -> None:
    units, o = data(), Options(subjective="given", combine="subjective")
    p = Problem.of(units, TREE, None, o)
    f = factor("remove", ["q", "B", "p"], TREE)
    sim = simulate(Study(p, (f,), 4, given=np.array([[0.0], [1.0], [2.0], [3.0]])))
    np.testing.assert_allclose(sim.scores[0], sim.score)
    for k, gone in ((1, ["q"]), (2, ["B", "s", "t"]), (3, ["p"])):
        kept = [n for n in TREE.nodes if n.code not in gone]
        codes = [n.code for n in TREE.indicators]
        x = units.values[:, [codes.index(n.code) for n in Framework.of(kept).indicators]]
        alone = compute(UnitTable(units.names, x), Framework.of(kept), None, o)
        np.testing.assert_allclose(sim.scores[k], alone.score, rtol=1e-12)


def test_given_weight_sets() -> None:
    units = data()
    o = Options(combine="subjective", subjective="given")
    sets = weight_sets(
        ["p", "q", "r", "A", "z", "B"], np.array([[1, 1, 1, 1, 1, 1], [0, 5, 1, 3, 0, 2.0]]), TREE
    )
    factors, codes = explicit(["weights"], [[2.0], [1.0], ["2"]], TREE, sets)
    sim = simulate(Study(Problem.of(units, TREE, None, o), factors, 3, given=codes, sets=sets))
    for row, given in ((0, dict(p=0, q=5, r=1, A=3, z=0, B=2)), (1, dict(p=1, q=1, r=1, A=1, z=1, B=1))):
        tree = Framework.of([replace(n, weight=float(given.get(n.code, n.weight))) for n in TREE.nodes])
        np.testing.assert_allclose(sim.scores[row], compute(units, tree, None, o).score, rtol=1e-12)
    np.testing.assert_array_equal(sim.scores[0], sim.scores[2])


def test_experts_drawn_again() -> None:
    """With as many draws as needed every mean is a mean of resampled experts; blanks pass over."""
    scores = np.array([[5.0, 3.0, 2.0], [1.0, 4.0, np.nan], [2.0, 2.0, 6.0]])
    tree = Framework.of([Node("T"), *(Node(c, "T") for c in "pqr")])
    experts = Delphi(("p", "q", "r"), np.ones(3), ("a", "b", "c"), scores)
    x = np.random.default_rng(1).lognormal(0, 1, (5, 3))
    p = Problem.of(
        UnitTable(tuple("abcde"), x), tree, experts, Options(normalise="none", combine="subjective")
    )
    sim = simulate(Study(p, (factor("experts", [], tree),), 400, seed=2))
    possible = []
    for i in range(3):
        for j in range(3):
            for k in range(3):
                drawn = scores[[i, j, k]]
                if not np.isnan(drawn).all(axis=0).any():
                    m = np.nanmean(drawn, axis=0)
                    possible.append(x @ (m / m.sum()))
    ok = sim.scores[sim.ok]
    nearest = np.abs(ok[:, None, :] - np.array(possible)[None]).max(axis=2).min(axis=1)
    assert nearest.max() < 1e-12
    # Expert b alone (1 of 27) leaves r without a score.
    assert {e.key for e in sim.errors} == {"delphi_none"}
    assert abs((~sim.ok).mean() - 1 / 27) < 3 * np.sqrt(1 / 27 / 400)


def test_stage_weights() -> None:
    """METHOD B: a unit in stage g has w_j t_jg / sum_k w_k t_kg inside each parent."""
    units = data()
    stage_of = np.arange(12) % 2
    t = np.random.default_rng(0).uniform(0.5, 2.0, (6, 2))
    o = Options(combine="subjective", subjective="given")
    p = Problem.of(units, TREE, None, o, stages=Staged.of_indicators(TREE, stage_of, t))
    sim = simulate(Study(p, (factor("stage_weights", [], TREE),), 2, given=np.array([[0.0], [1.0]])))
    np.testing.assert_allclose(sim.scores[0], compute(units, TREE, None, o).score, rtol=1e-12)
    codes = [n.code for n in TREE.indicators]
    for g in (0, 1):
        tree = Framework.of(
            [
                replace(n, weight=n.weight * (t[codes.index(n.code), g] if n.code in codes else 1.0))
                for n in TREE.nodes
            ]
        )
        alone = compute(units, tree, None, o)
        # z stands alone beside the dimensions: its factor changes their shares, as a sibling's does.
        np.testing.assert_allclose(sim.scores[1][stage_of == g], alone.score[stage_of == g], rtol=1e-12)


@pytest.mark.parametrize("ties", ["min", "max", "average", "dense", "ordinal"])
def test_ranks_of_rows_are_ranks(ties: str) -> None:
    s = np.random.default_rng(8).integers(0, 6, (50, 9)).astype(float)
    s[::7, 2] = np.nan
    s[3] = np.nan
    s[5] = np.arange(9.0)
    for row, ours in zip(s, rank_rows(s, ties), strict=True):
        np.testing.assert_array_equal(ours, rank(row, ties))
    np.testing.assert_array_equal(rank_rows(s / 3, ties, 0)[1], rank(s[1] / 3, ties, 0))


# --- the ASEM example by COINr's rules, written here from its documentation ---------------------------


def skew_kurt(x: np.ndarray) -> tuple[float, float]:
    """e1071 type 2."""
    n = x.size
    d = x - x.mean()
    m2, m3, m4 = ((d**k).mean() for k in (2, 3, 4))
    g1, g2 = m3 / m2**1.5, m4 / m2**2 - 3
    return g1 * np.sqrt(n * (n - 1)) / (n - 2), ((n + 1) * g2 + 6) * (n - 1) / ((n - 2) * (n - 3))


def coinr_treat(x: np.ndarray, winmax: int) -> np.ndarray:
    """Winsorise point by point up to ``winmax``, then log CT of the column as it was."""

    def good(y: np.ndarray) -> bool:
        s, k = skew_kurt(y)
        return abs(s) < 2 or k < 3.5

    known = ~np.isnan(x)
    y = x[known].copy()
    moved = 0
    while not good(y) and moved < winmax:
        if skew_kurt(y)[0] >= 0:
            y[y == y.max()] = np.unique(y)[-2]
        else:
            y[y == y.min()] = np.unique(y)[1]
        moved = int((y != x[known]).sum())
    if not good(y):
        z = x[known]
        y = np.log(z - z.min() + 0.01 * (z.max() - z.min()))
    out = x.copy()
    out[known] = y
    return out


def asem(shared: ModuleType) -> tuple[Framework, pd.DataFrame]:
    """The framework of the example and its screened data, in the order of the framework."""
    meta = shared.table("reference/coinr/00_iMeta_framework.csv")
    meta = meta[meta["Type"].isin(["Indicator", "Aggregate"])]
    tree = Framework.of(
        [Node(r.iCode, "" if pd.isna(r.Parent) else r.Parent, negative=r.Direction < 0, weight=r.Weight)
         for r in meta.itertuples()]
    )  # fmt: skip
    return tree, shared.table("reference/coinr/A_Screened.csv", index="uCode")


def test_asem_replications_are_coinrs_own_results(shared: ModuleType) -> None:
    """COINr's printed indices: five points winsorised, min-max(1, 100), three means at all levels."""
    tree, frame = asem(shared)
    x = frame[[n.code for n in tree.indicators]].to_numpy(float)
    o = Options(positive="max", subjective="given", combine="subjective")
    p = Problem.of(UnitTable(tuple(frame.index), x), tree, None, o)
    names = {"arithmetic": "amean", "geometric": "gmean", "power:2": "genmean_p2"}
    header = ["treat", "winmax", "normalise", "aggregate"]
    rows = [["winlog", 5, "minmax(1,100)", method] for method in names]
    factors, design = explicit(header, rows, tree)
    sim = simulate(Study(p, factors, len(rows), given=design))
    for scores, ranks, name in zip(sim.scores, sim.ranks, names.values(), strict=True):
        theirs = shared.table(f"reference/coinr/B_agg_{name}_minmax1_100_aggs.csv", index="uCode")
        np.testing.assert_allclose(scores, theirs.loc[list(frame.index), "Index"], rtol=1e-9)
        ranked = shared.table(f"reference/coinr/B_agg_{name}_minmax1_100_ranks.csv", index="uCode")
        np.testing.assert_array_equal(ranks, ranked.loc[list(frame.index), "Index"])


def test_asem_with_explicit_draws(shared: ModuleType) -> None:
    """Winsorisation 1-5, min-max(1, 100) or z-score(10, 2), weights drawn at two levels, two means: to 1e-9."""
    tree, frame = asem(shared)
    codes = [n.code for n in tree.indicators]
    units = UnitTable(tuple(frame.index), frame[codes].to_numpy(float))
    rng = np.random.default_rng(11)
    count = 60
    upper = [n.code for n in tree.nodes if tree.depth[tree.index[n.code]] == 2]
    top = [n.code for n in tree.nodes if tree.depth[tree.index[n.code]] == 1]
    table = rng.uniform(0.75, 1.25, (count, len(upper) + len(top)))
    header = ["winmax", "normalise", "weights", "aggregate", "treat"]
    rows = [
        [int(rng.integers(1, 6)), ["minmax(1,100)", "zscore(10,2)"][rng.integers(2)], i + 1,
         ["arithmetic", "geometric"][rng.integers(2)], "winlog"]
        for i in range(count)
    ]  # fmt: skip
    sets = weight_sets(upper + top, table, tree)
    factors, design = explicit(header, rows, tree, sets)
    o = Options(positive="max", subjective="given", combine="subjective")
    sim = simulate(Study(Problem.of(units, tree, None, o), factors, count, given=design, sets=sets))
    assert sim.ok.all()

    children: dict[str, list[str]] = {}
    for n in tree.nodes:
        children.setdefault(n.parent, []).append(n.code)
    sign = dict(zip(codes, np.where(tree.negative, -1.0, 1.0), strict=True))
    for i, (winmax, norm, _, mean, _) in enumerate(rows):
        value: dict[str, np.ndarray] = {}
        for c in codes:
            x = coinr_treat(frame[c].to_numpy(float), winmax) * sign[c]
            if norm.startswith("minmax"):
                value[c] = 1 + 99 * (x - np.nanmin(x)) / (np.nanmax(x) - np.nanmin(x))
            else:
                value[c] = 10 + 2 * (x - np.nanmean(x)) / np.nanstd(x, ddof=1)
        weight = {n.code: n.weight for n in tree.nodes} | dict(zip(upper + top, table[i], strict=True))
        for parent in [n.code for n in tree.nodes if n.code in children][::-1]:
            kids = children[parent]
            w = np.array([weight[k] for k in kids])
            w = w / w.sum()
            block = np.array([value[k] for k in kids])
            value[parent] = w @ block if mean == "arithmetic" else np.exp(w @ np.log(block))
        expected = value[tree.code[0]]
        np.testing.assert_allclose(sim.scores[i], expected, rtol=1e-9, atol=1e-9)
        np.testing.assert_array_equal(sim.ranks[i], rank(expected))
