"""Sobol indices against closed forms; stability against brute force; scenarios and what-if against the index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import stats

from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options, compute
from udfs.engine.remove import remove
from udfs.engine.uncertainty.choices import factor, parse
from udfs.engine.uncertainty.draws import Stream
from udfs.engine.uncertainty.factors import Factor
from udfs.engine.uncertainty.problem import Problem
from udfs.engine.uncertainty.scenarios import scenarios
from udfs.engine.uncertainty.sensitivity import one_at_a_time, sobol, without_each
from udfs.engine.uncertainty.simulate import simulate
from udfs.engine.uncertainty.sobol import indices
from udfs.engine.uncertainty.stability import stability
from udfs.engine.uncertainty.study import Study
from udfs.engine.uncertainty.whatif import goal, rivals
from udfs.engine.units import UnitTable

TREE = Framework.of(
    [
        Node("T"),
        Node("A", "T", weight=3.0),
        Node("B", "T", weight=2.0),
        Node("p", "A", weight=1.0),
        Node("q", "A", weight=2.0, negative=True),
        Node("r", "A", weight=2.0),
        Node("s", "B", weight=1.0),
        Node("t", "B", weight=3.0),
        Node("u", "B", weight=1.0),
    ]
)
X = np.random.default_rng(12).lognormal(1.0, 0.5, (15, 6))
GIVEN = Options(normalise="minmax", positive="max", subjective="given", combine="subjective")


def problem(o: Options = GIVEN, x: np.ndarray = X, tree: Framework = TREE) -> Problem:
    return Problem.of(UnitTable(tuple(f"u{i}" for i in range(len(x))), x), tree, None, o)


def factors(text: str, tree: Framework = TREE) -> list[Factor]:
    return [factor(a, b, tree) for a, b in parse(text)]


# --- Sobol indices --------------------------------------------------------------------------------


def run(f: Callable[[np.ndarray], np.ndarray], d: int, n: int, sampling: str, **more: Any) -> Any:
    stream = Stream(17, d, 0, sampling, 2, n)
    a, b = (stream.choices(np.arange(n), side) for side in (0, 1))
    ab = []
    for i in range(d):
        mixed = a.copy()
        mixed[:, i] = b[:, i]
        ab.append(f(mixed))
    return indices(f(a), f(b), np.array(ab).T, **more)


def ishigami(u: np.ndarray) -> np.ndarray:
    x = np.pi * (2 * u - 1)
    return np.asarray(np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))


def g_function(u: np.ndarray) -> np.ndarray:
    a = np.array([0.0, 1.0, 4.5, 9.0, 99.0])
    return np.asarray(np.prod((np.abs(4 * u - 2) + a) / (1 + a), axis=1))


def ishigami_indices() -> tuple[list[float], list[float]]:
    """Ishigami and Homma (1990), a = 7, b = 0.1."""
    a, b = 7.0, 0.1
    v1, v2 = (1 + b * np.pi**4 / 5) ** 2 / 2, a**2 / 8
    v13 = b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    v = v1 + v2 + v13
    return [v1 / v, v2 / v, 0.0], [(v1 + v13) / v, v2 / v, v13 / v]


def g_indices() -> tuple[list[float], list[float]]:
    """Saltelli and Sobol (1995): V_i = 1/(3 (1 + a_i)^2)."""
    vi = 1 / (3 * (1 + np.array([0.0, 1.0, 4.5, 9.0, 99.0])) ** 2)
    v = np.prod(1 + vi) - 1
    return list(vi / v), list(vi * np.prod(1 + vi) / (1 + vi) / v)


@pytest.mark.parametrize(
    ("f", "exact"), [(ishigami, ishigami_indices()), (g_function, g_indices())], ids=["ishigami", "g"]
)
@pytest.mark.parametrize(("sampling", "tolerance"), [("random", 0.05), ("sobol", 0.015)])
def test_closed_forms(f: Any, exact: Any, sampling: str, tolerance: float) -> None:
    d = len(exact[0])
    got = run(f, d, 8192, sampling)
    np.testing.assert_allclose(got.first, exact[0], atol=tolerance)
    np.testing.assert_allclose(got.total, exact[1], atol=tolerance)
    # Intervals of 95 % from 100 bootstraps: nearly all of the truths lie inside them, widened by a third.
    for ends, true in ((got.first_ends, exact[0]), (got.total_ends, exact[1])):
        middle, half = ends.mean(axis=0), np.ptp(ends, axis=0) / 2
        assert (np.abs(np.array(true) - middle) <= 4 / 3 * half + 1e-3).sum() >= d - 1


def test_intervals_narrow_with_the_root_of_n() -> None:
    widths = [np.ptp(run(ishigami, 3, n, "random", bootstraps=300).total_ends, axis=0) for n in (512, 8192)]
    np.testing.assert_allclose(widths[0] / widths[1], 4.0, rtol=0.45)


def test_estimators_by_hand(refuses: Callable[..., MfgError]) -> None:
    """Outputs 1, 3 and 2, 4; V = 1.25 about the mean 2.5."""
    a, b = np.array([1.0, 3.0]), np.array([2.0, 4.0])
    got = indices(a, b, np.array([[2.0, 1.0], [4.0, 3.0]]), bootstraps=0)
    # S_1 = mean((-0.5)(1), (1.5)(1)) / 1.25, T_1 = mean(1, 1)/2.5; the second input changes nothing.
    np.testing.assert_allclose(got.first, [0.4, 0.0])
    np.testing.assert_allclose(got.total, [0.4, 0.0])
    assert np.isnan(got.first_ends).all()
    gap = indices(
        np.array([1.0, 3.0, np.nan]), np.append(b, 7.0), np.array([[2.0, 1.0], [4.0, 3.0], [1.0, 1.0]]), 0
    )
    np.testing.assert_allclose(gap.first, got.first)
    assert (gap.used, gap.lost) == (2, 1)
    refuses("few_rows", indices, a[:1], b[:1], np.ones((1, 2)))
    refuses("no_variance", indices, np.ones(4), np.ones(4), np.ones((4, 2)), what="@out_shift")
    refuses("out_of_range", indices, a, b, np.ones((2, 2)), 10, 1.5)


@pytest.mark.parametrize("output", ["shift", "score", "rank"])
def test_indices_of_the_index_are_those_of_its_replications(output: str) -> None:
    """The design built here from single choices; every replication computed by the index itself."""
    fs = factors(
        "normalise=vector,minmax(1,100); aggregate=arithmetic,geometric; positive=reciprocal,inverse"
    )
    base = Options(subjective="given", normalise="max")
    p = problem(base)
    n = 16
    study = Study(p, tuple(fs), n, seed=8)
    got, why = sobol(study, output, 3, bootstraps=0)
    assert (why.failed < 0).all()
    stream = Stream(8, 3, 0, "random", 2, n)
    halves = [np.floor(stream.choices(np.arange(n), side) * 2).astype(int) for side in (0, 1)]
    nominal = compute(UnitTable(p.names, X), TREE, None, base).rank

    def y(row: np.ndarray) -> float:
        o = replace(base, normalise=["vector", "minmax"][row[0]], aggregate=["arithmetic", "geometric"][row[1]],
                    positive=["reciprocal", "inverse"][row[2]])  # fmt: skip
        if row[0]:
            codes = np.array([[1.0, float(row[1]), float(row[2])]])
            sim = simulate(Study(p, tuple(fs), 1, given=codes))
            score, rank = sim.scores[0], sim.ranks[0]
        else:
            r = compute(UnitTable(p.names, X), TREE, None, o)
            score, rank = r.score, r.rank
        return {
            "shift": float(np.abs(rank - nominal).mean()),
            "score": float(score[3]),
            "rank": float(rank[3]),
        }[output]

    a, b = (np.array([y(r) for r in h]) for h in halves)
    ab = np.empty((n, 3))
    for i in range(3):
        mixed = halves[0].copy()
        mixed[:, i] = halves[1][:, i]
        ab[:, i] = [y(r) for r in mixed]
    expected = indices(a, b, ab, 0)
    np.testing.assert_allclose(got.first, expected.first, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(got.total, expected.total, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("sampling", ["random", "sobol"])
def test_weights_matter_only_where_they_vary(sampling: str) -> None:
    """A choice of one alternative has no index; with drawn weights the rest is theirs."""
    study = Study(problem(), tuple(factors("positive=max; weights=noise:0.5")), 256, sampling=sampling)
    got, _ = sobol(study, "score", 2)
    np.testing.assert_allclose(got.first, [0.0, 1.0], atol=0.25)
    np.testing.assert_allclose(got.total, [0.0, 1.0], atol=0.25)
    assert got.total[0] == 0.0
    again, _ = sobol(study, "score", 2, chunk=100)
    np.testing.assert_array_equal(got.total, again.total)
    np.testing.assert_array_equal(got.total_ends, again.total_ends)


def test_sobol_refuses(refuses: Callable[..., MfgError]) -> None:
    refuses("no_variance", sobol, Study(problem(), tuple(factors("positive=max")), 20))
    same_everywhere = Study(problem(Options()), tuple(factors("normalise=zscore")), 20)
    refuses("all_failed", sobol, same_everywhere)


# --- one at a time ----------------------------------------------------------------------------------


def test_one_at_a_time() -> None:
    p = problem()
    base = compute(UnitTable(p.names, X), TREE, None, GIVEN)
    found = one_at_a_time(
        p, factors("normalise=minmax,vector; k=0.1..0.3; weights=noise:0.3; aggregate=geometric")
    )
    assert [(c.factor, c.level) for c in found] == [
        ("normalise", "minmax"), ("normalise", "vector"), ("k", 0.1), ("k", 0.2), ("k", 0.3), ("weights", ""),
        ("aggregate", "geometric"),
    ]  # fmt: skip
    other = compute(UnitTable(p.names, X), TREE, None, replace(GIVEN, normalise="vector"))
    d = np.abs(other.rank - base.rank)
    assert (found[0].shift, found[0].moved, found[0].spearman) == (0.0, 0.0, pytest.approx(1.0))
    c = found[1]
    assert (c.shift, c.greatest, c.moved) == (pytest.approx(d.mean()), d.max(), (d > 0).sum())
    assert c.spearman == pytest.approx(stats.spearmanr(other.score, base.score).statistic)
    np.testing.assert_allclose(c.score, other.score)
    assert 0 < found[5].shift < 5
    # Min-max data hold zeros, which a geometric mean refuses.
    assert found[6].error is not None and found[6].error.key == "geometric_domain"
    assert np.isnan(found[6].shift)


@pytest.mark.parametrize("depth", [None, 1])
def test_without_each_is_remove(depth: int | None) -> None:
    p = problem()
    base = compute(UnitTable(p.names, X), TREE, None, GIVEN)
    expected = remove(base.normalised, TREE, base.weights, depth)
    found = without_each(p, depth)
    assert [c.level for c in found] == [TREE.code[i] for i in expected.nodes]
    np.testing.assert_allclose([c.shift for c in found], expected.mean)
    np.testing.assert_allclose([c.greatest for c in found], expected.greatest)
    np.testing.assert_allclose([c.moved for c in found], expected.moved)


# --- stability ----------------------------------------------------------------------------------------


def order_with(weights: np.ndarray, r: np.ndarray) -> np.ndarray:
    """Ranks of the index with given local weights, by hand for the two levels of the tree."""
    nodes = np.full((len(r), len(TREE.nodes)), np.nan)
    nodes[:, TREE.leaves] = r
    for parent in ("A", "B", "T"):
        kids = [i for i, n in enumerate(TREE.nodes) if n.parent == parent]
        nodes[:, TREE.index[parent]] = nodes[:, kids] @ weights[kids]
    return nodes[:, 0]


@pytest.mark.parametrize("scope", ["local", "global"])
@pytest.mark.parametrize("about", ["leader", "top:4", "ranking", "pair"])
def test_stability_against_moving_the_weight(about: str, scope: str) -> None:
    """Siblings give way in proportion; over a whole level they share less than 1."""
    p = problem(replace(GIVEN, scope=scope))
    base = compute(UnitTable(p.names, X), TREE, None, replace(GIVEN, scope=scope))
    pair = (3, 9) if about == "pair" else None
    s = stability(p, about, pair)
    np.testing.assert_allclose(s.weight, base.weights[1:])
    ended = 0

    def state(score: np.ndarray) -> Any:
        order = np.argsort(-score)
        if about == "pair":
            return bool(score[3] > score[9])
        return list(order) if about == "ranking" else set(order[: 1 if about == "leader" else 4].tolist())

    for j in range(1, len(TREE.nodes)):
        kids = [i for i in range(1, len(TREE.nodes)) if TREE.parent[i] == TREE.parent[j]]

        def moved(t: float, j: int = j, kids: list[int] = kids) -> Any:
            w = base.weights.copy()
            rest = [k for k in kids if k != j]
            w[rest] *= (w[kids].sum() - t) / w[rest].sum()
            w[j] = t
            return state(order_with(w, base.normalised))

        now = state(base.score)
        low, high = s.low[j - 1], s.high[j - 1]
        assert low <= s.weight[j - 1] <= high
        for t in np.linspace(low, high, 25)[1:-1]:
            assert moved(t) == now
        for end, pairs, beyond in ((low, s.low_pair, low - 1e-6), (high, s.high_pair, high + 1e-6)):
            if pairs[j - 1, 0] < 0:
                assert end == 0.0 or end == pytest.approx(base.weights[kids].sum(), abs=1e-12)
            else:
                assert moved(beyond) != now
                ended += 1
    assert ended >= (1 if about == "pair" else 3)


def test_stability_by_hand() -> None:
    """Two indicators, A = (0.8, 0.2), B = (0.3, 0.9), w = (0.7, 0.3): they swap at w1 = 0.7/1.2."""
    tree = Framework.of([Node("T"), Node("x", "T", weight=0.7), Node("y", "T", weight=0.3)])
    p = problem(replace(GIVEN, normalise="none"), np.array([[0.8, 0.2], [0.3, 0.9]]), tree)
    s = stability(p)
    np.testing.assert_allclose(s.low, [0.7 / 1.2, 0.0])
    np.testing.assert_allclose(s.high, [1.0, 0.5 / 1.2])
    assert s.low_pair.tolist() == [[0, 1], [-1, -1]]


def test_stability_refuses(refuses: Callable[..., MfgError]) -> None:
    refuses("stability_linear", stability, problem(replace(GIVEN, aggregate="geometric")))
    x = X.copy()
    x[1, 1] = np.nan
    refuses("stability_missing", stability, problem(replace(GIVEN, missing="reweight"), x))
    stability(problem(GIVEN, x))
    refuses("no_score", stability, problem(GIVEN, x), "pair", (1, 2))
    refuses("no_score", stability, problem(GIVEN, x), "pair", (2, 1))
    refuses("argument_missing", stability, problem(), "pair")
    refuses("unknown_method", stability, problem(), "everything")
    refuses("not_whole", stability, problem(), "top:99")
    refuses("two_units", stability, problem(replace(GIVEN, normalise="none"), X[:1]))
    only = Framework.of([Node("T"), Node("A", "T"), Node("x", "A")])
    assert np.isnan(stability(problem(replace(GIVEN, subjective="equal"), X[:, :1], only)).low).all()


# --- scenarios ----------------------------------------------------------------------------------------


def test_scenarios() -> None:
    p = problem(Options(subjective="given"))
    s = scenarios(p, factors("normalise=vector,minmax; aggregate=arithmetic,geometric; combine=linear"))
    assert s.choices == [[n, a, "linear"] for n in ("vector", "minmax") for a in ("arithmetic", "geometric")]
    ranks = []
    for k, (n, a, c) in enumerate(s.choices):
        o = Options(subjective="given", normalise=str(n), aggregate=str(a), combine=str(c))
        if (n, a) == ("minmax", "geometric"):
            assert s.errors[k] is not None and s.errors[k].key == "geometric_domain"
            assert np.isnan(s.agreement[k])
            continue
        r = compute(UnitTable(p.names, X), TREE, None, o)
        np.testing.assert_allclose(s.scores[k], r.score, rtol=1e-12)
        assert s.agreement[k] == pytest.approx(stats.spearmanr(r.score, s.score).statistic)
        ranks.append(r.score)
    np.testing.assert_allclose(s.between[:3, :3], stats.spearmanr(np.array(ranks).T).statistic, rtol=1e-9)


def test_scenarios_refuse(refuses: Callable[..., MfgError]) -> None:
    refuses("drawn_scenario", scenarios, problem(), factors("weights=noise:0.1"))
    refuses("drawn_scenario", scenarios, problem(), factors("k=1..2.5"))
    refuses("many_scenarios", scenarios, problem(), factors("winmax=1..300"))
    refuses("no_choices", scenarios, problem(), [])


# --- what if --------------------------------------------------------------------------------------------


def test_goal_of_a_linear_index_is_the_least_change() -> None:
    """Known answer: with fixed min-max ends the cheapest indicator is that of the largest effective weight."""
    x = np.array([[0.0, 0.0], [1.0, 1.0], [0.5, 0.4], [0.6, 0.5], [0.45, 0.45]])
    tree = Framework.of([Node("T"), Node("a", "T", weight=0.7), Node("b", "T", weight=0.3)])
    p = problem(GIVEN, x, tree)
    g = goal(p, 4, 2)
    # Score .45 has to reach that of the fourth, .57: by a alone, .12/.7.
    assert g.linear
    np.testing.assert_allclose(g.needed, [0.45 + 0.12 / 0.7, 0.45], atol=1e-8)
    assert g.rank == (4.0, 2.0)
    assert g.cost == pytest.approx(0.12 / 0.7)
    # By b alone it takes .4 of it.
    only_b = goal(p, 4, 2, [1])
    np.testing.assert_allclose(only_b.needed, [0.45, 0.85], atol=1e-8)


@pytest.mark.parametrize(
    "o",
    [
        GIVEN,
        Options(),
        Options(aggregate="geometric"),
        Options(normalise="zscore", combine="subjective", subjective="equal"),
    ],
)
@pytest.mark.parametrize("unit", [0, 5, 11])
def test_goals_are_reached_and_not_wasteful(o: Options, unit: int) -> None:
    p = problem(o)
    now = compute(UnitTable(p.names, X), TREE, None, o)
    target = max(1, int(now.rank[unit]) - 3)
    if now.rank[unit] == 1:
        return
    g = goal(p, unit, target)
    x = X.copy()
    x[unit] = g.needed
    then = compute(UnitTable(p.names, x), TREE, None, o)
    assert then.rank[unit] <= target
    assert g.rank == (now.rank[unit], then.rank[unit])
    assert g.score == pytest.approx((now.score[unit], then.score[unit]))
    # Towards better values only, within those seen; nine tenths of the change is not enough.
    better = np.where(TREE.negative, -1.0, 1.0) * (g.needed - X[unit])
    assert (better >= -1e-12).all()
    assert ((g.needed <= X.max(axis=0) + 1e-12) & (g.needed >= X.min(axis=0) - 1e-12)).all()
    x[unit] = X[unit] + 0.9 * (g.needed - X[unit])
    assert compute(UnitTable(p.names, x), TREE, None, o).rank[unit] > target
    # No indicator alone does it at less cost.
    span = np.ptp(X, axis=0)
    assert g.cost == pytest.approx((np.abs(g.needed - X[unit]) / span).sum())
    end = np.where(TREE.negative, X.min(axis=0), X.max(axis=0))
    for j in range(6):
        x[unit] = X[unit]
        step = np.sign(end[j] - X[unit, j]) * 0.95 * g.cost * span[j]
        if abs(step) <= abs(end[j] - X[unit, j]):
            x[unit, j] += step
            assert compute(UnitTable(p.names, x), TREE, None, o).rank[unit] > target


def test_goal_refuses(refuses: Callable[..., MfgError]) -> None:
    p = problem()
    order = np.argsort(compute(UnitTable(p.names, X), TREE, None, GIVEN).rank)
    last, first = int(order[-1]), int(order[0])
    refuses("already_there", goal, p, first, 1)
    refuses("goal_out_of_reach", goal, p, last, 1, None, 1e-3)
    refuses("goal_out_of_reach", goal, p, last, 1, [])
    refuses("not_whole", goal, p, last, 0)
    refuses("choice_positive", goal, p, last, 3, None, -1.0)
    x = X.copy()
    x[2, 0] = np.nan
    refuses("no_score", goal, problem(GIVEN, x), 2, 1)
    refuses("no_score", rivals, problem(GIVEN, x), 2)


def test_a_missing_value_stays_out_of_the_goal() -> None:
    x = X.copy()
    x[5, 0] = np.nan
    o = replace(GIVEN, missing="reweight")
    p = problem(o, x)
    now = compute(UnitTable(p.names, x), TREE, None, o)
    g = goal(p, 5, int(now.rank[5]) - 1)
    assert np.isnan(g.needed[0])
    x[5] = g.needed
    assert compute(UnitTable(p.names, x), TREE, None, o).rank[5] < now.rank[5]


def test_rivals() -> None:
    p = problem()
    now = compute(UnitTable(p.names, X), TREE, None, GIVEN)
    order = np.argsort(now.rank)
    unit = int(order[4])
    found = rivals(p, unit, 2)
    assert [r.unit for r in found] == [int(order[k]) for k in (2, 3, 5, 6)]
    for r in found:
        assert r.gap == pytest.approx(now.score[r.unit] - now.score[unit])
        assert r.rank == now.rank[r.unit]
        effects = []
        for j in range(6):
            x = X.copy()
            x[unit, j] = X[r.unit, j]
            effects.append(compute(UnitTable(p.names, x), TREE, None, GIVEN).score[unit] - now.score[unit])
        assert (r.gain_in, r.loss_in) == (int(np.argmax(effects)), int(np.argmin(effects)))
        assert (r.gain, r.loss) == (pytest.approx(max(effects)), pytest.approx(-min(effects)))
