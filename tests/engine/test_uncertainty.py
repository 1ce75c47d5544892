"""Draws, runs and their results: closed forms, the same numbers whatever the chunks, messages for what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import integrate, stats

from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options
from udfs.engine.uncertainty import results
from udfs.engine.uncertainty.choices import factor, parse
from udfs.engine.uncertainty.draws import Stream
from udfs.engine.uncertainty.explicit import default_choices, explicit, weight_sets
from udfs.engine.uncertainty.factors import Factor
from udfs.engine.uncertainty.problem import Problem
from udfs.engine.uncertainty.rows import within_rows
from udfs.engine.uncertainty.simulate import Simulation, simulate
from udfs.engine.uncertainty.study import Study
from udfs.engine.uncertainty.weigh import drawn
from udfs.engine.units import UnitTable

PLAIN = Options(normalise="none", subjective="given", combine="subjective")


def flat(count: int, **weights: float) -> Framework:
    """A tree of one level."""
    return Framework.of(
        [Node("T"), *(Node(f"x{j}", "T", weight=weights.get(f"x{j}", 1.0)) for j in range(count))]
    )


def problem(x: Any, o: Options = PLAIN, tree: Framework | None = None) -> Problem:
    x = np.array(x, dtype=float)
    tree = tree or flat(x.shape[1])
    return Problem.of(UnitTable(tuple(f"u{i}" for i in range(len(x))), x), tree, None, o)


def study(p: Problem, text: str, n: int, **more: Any) -> Study:
    return Study(p, tuple(factor(a, b, p.framework) for a, b in parse(text)), n, **more)


CITIES = np.random.default_rng(20).lognormal(1.0, 0.4, (30, 6))
CHOICES = "normalise=vector,minmax(1,100); aggregate=arithmetic,geometric; weights=noise:0.25"


# --- closed forms ---------------------------------------------------------------------------------


@pytest.mark.parametrize("sampling", ["random", "sobol"])
def test_dirichlet_moments(sampling: str) -> None:
    """Mean w, variance w (1 - w)/(c + 1), covariance -w_i w_j/(c + 1)."""
    w, c, n = np.array([0.5, 0.3, 0.2]), 20.0, 20_000
    u = Stream(7, 0, 3, sampling).weights(np.arange(n))
    got = within_rows(drawn(w[None, :], "dirichlet", c, u), np.zeros(3, dtype=np.int64))
    np.testing.assert_allclose(got.sum(axis=1), 1.0, rtol=1e-12)
    cov = (np.diag(w) - np.outer(w, w)) / (c + 1)
    se = np.sqrt(np.diag(cov) / n)
    assert (np.abs(got.mean(axis=0) - w) < 4 * se).all()
    np.testing.assert_allclose(np.cov(got.T), cov, atol=4 * cov.max() * np.sqrt(2 / n))


def test_flat_weights_fill_the_simplex() -> None:
    """Each is Beta(1, m - 1): Dirichlet with all parameters 1."""
    u = Stream(3, 0, 4).weights(np.arange(5000))
    got = within_rows(drawn(np.array([[0.7, 0.1, 0.1, 0.1]]), "flat", 1.0, u), np.zeros(4, dtype=np.int64))
    for w in got.T:
        assert stats.kstest(w, stats.beta(1, 3).cdf).pvalue > 0.001
    # An indicator without weight stays without.
    none = drawn(np.array([[0.5, 0.5, 0.0, 0.0]]), "flat", 1.0, u)
    assert (none[:, 2:] == 0).all()


def test_noise_is_uniform_around_the_weight() -> None:
    u = Stream(3, 0, 2).weights(np.arange(5000))
    got = drawn(np.array([[0.8, 0.2]]), "noise", 0.25, u) / [0.8, 0.2]
    assert stats.kstest(got[:, 0], stats.uniform(0.75, 0.5).cdf).pvalue > 0.001
    assert abs(np.corrcoef(got.T)[0, 1]) < 4 / np.sqrt(5000)


@pytest.mark.parametrize("sampling", ["random", "sobol"])
def test_two_cities_and_drawn_weights(sampling: str) -> None:
    """A = (4, 1), B = (1, 3): A leads where 3 w1 > 2 w2. Probabilities by integration of the densities."""
    p = problem([[4.0, 1.0], [1.0, 3.0]], tree=flat(2, x0=0.35, x1=0.65))
    n = 8192
    sim = simulate(study(p, "weights=dirichlet:8", n, seed=5, sampling=sampling))
    exact = stats.beta(8 * 0.35, 8 * 0.65).sf(2 / 5)
    assert abs(results.beat_probability(sim, 1)[0] - exact) < 4 * np.sqrt(exact * (1 - exact) / n)
    noisy = simulate(study(p, "weights=noise:0.5", n, seed=6, sampling=sampling))

    # The density of (a, b) is 1/4 on the square; A leads below the line 1.05 (1 + a/2) = 1.3 (1 + b/2).
    def area(a: float) -> float:
        return float(np.clip((1.05 * (1 + a / 2) / 1.3 - 1) * 2, -1, 1) + 1) / 4

    by_hand, _ = integrate.quad(area, -1, 1, limit=200)
    tolerance = 4 * np.sqrt(by_hand * (1 - by_hand) / n)
    assert abs(results.beat_probability(noisy, 1)[0] - by_hand) < tolerance
    np.testing.assert_allclose(results.rank_probability(sim).sum(axis=0), 1.0)


def test_two_cities_and_data_noise() -> None:
    """x (1 + s e): A = 10 before B = 9 with probability Phi(1 / (s sqrt(100 + 81)))."""
    sim = simulate(study(problem([[10.0], [9.0]]), "noise=0.1", 4000, seed=2))
    exact = stats.norm.cdf(1 / (0.1 * np.sqrt(181)))
    assert abs(results.beat_probability(sim, 1)[0] - exact) < 4 * np.sqrt(exact * (1 - exact) / 4000)
    np.testing.assert_allclose(sim.scores.std(axis=0), [1.0, 0.9], rtol=0.05)


def test_noise_of_each_indicator() -> None:
    sim = simulate(study(problem([[10.0, 5.0], [20.0, 5.0]], tree=flat(2, x1=0.0)), "noise=0.1,0.5", 2000))
    np.testing.assert_allclose(sim.scores.std(axis=0), [1.0, 2.0], rtol=0.1)


# --- the same numbers -------------------------------------------------------------------------------


def same(a: Simulation, b: Simulation) -> None:
    np.testing.assert_array_equal(a.scores, b.scores)
    np.testing.assert_array_equal(a.ranks, b.ranks)
    np.testing.assert_array_equal(a.failed, b.failed)


@pytest.mark.parametrize("sampling", ["random", "sobol"])
@pytest.mark.parametrize(
    "more", ["", "; noise=0.05; winmax=1..3; treat=none,winsorise; k=0.1..2", "; remove=indicators"]
)
def test_chunks_and_workers_change_nothing(sampling: str, more: str) -> None:
    s = study(problem(CITIES, Options()), CHOICES + more, 560, seed=4, sampling=sampling)
    whole = simulate(s)
    for chunk in (77, 256, 559):
        same(whole, simulate(s, chunk=chunk))
    with ThreadPoolExecutor(2) as pool:
        same(whole, simulate(s, chunk=130, executor=pool))
    same(whole, simulate(s, chunk=200, in_memory=0))
    other = simulate(replace(s, seed=5))
    assert (other.scores != whole.scores).mean() > 0.5
    # More replications go on where fewer ended.
    longer = simulate(replace(s, n=600))
    np.testing.assert_array_equal(longer.scores[:560], whole.scores)


@pytest.mark.parametrize(
    ("more", "sampling", "digest"),
    [("weights=noise:0.25; noise=0.02", "random", "d6c4f33a6eb5bde9"),
     ("weights=dirichlet:50; k=0.05..0.5", "sobol", "16b735c6c57ffd89")],
)  # fmt: skip
def test_same_numbers_on_every_system(more: str, sampling: str, digest: str) -> None:
    """Digests of rounded results, the same on Linux (numpy 1.26 and 2.4) and on Windows CPython (numpy 1.26)."""
    text = "normalise=vector,minmax(1,100); aggregate=arithmetic,geometric; " + more
    sim = simulate(study(problem(CITIES, Options()), text, 600, seed=20240101, sampling=sampling))
    seen = ",".join(f"{v:.9e}" for v in sim.scores[::37].ravel())
    seen += "".join(f"{v:g}" for v in sim.ranks.ravel())
    assert hashlib.sha256(seen.encode()).hexdigest()[:16] == digest


def test_order_of_units_only_permutes_the_result() -> None:
    turn = np.random.default_rng(0).permutation(len(CITIES))
    a = simulate(study(problem(CITIES, Options()), CHOICES, 200))
    b = simulate(study(problem(CITIES[turn], Options()), CHOICES, 200))
    np.testing.assert_allclose(b.scores, a.scores[:, turn], rtol=1e-12)


# --- what a simulation says -------------------------------------------------------------------------


def test_spread_and_probabilities_against_plain_counting() -> None:
    o = Options(breaks=(2.0, 10.0), missing="reweight")
    x = CITIES.copy()
    x[3, 2] = np.nan
    sim = simulate(study(problem(x, o), CHOICES + "; missing=keep,reweight", 300, seed=9))
    seen = results.spread(sim, "rank", (0.1, 0.5, 0.9))
    score = results.spread(sim, "score", (0.25,))
    ranks = sim.ranks.astype(float)
    for i in range(len(x)):
        r = ranks[~np.isnan(ranks[:, i]), i]
        assert seen.count[i] == r.size == (300 if i != 3 else (~np.isnan(sim.scores[:, 3])).sum())
        np.testing.assert_allclose(
            [seen.mean[i], seen.median[i], seen.sd[i]], [r.mean(), np.median(r), r.std(ddof=1)]
        )
        np.testing.assert_allclose(seen.quantiles[i], np.percentile(r, [10, 50, 90]))
        s = sim.scores[~np.isnan(sim.scores[:, i]), i]
        np.testing.assert_allclose(score.quantiles[i, 0], np.percentile(s, 25))
    assert 0 < seen.count[3] < 300
    each = results.rank_probability(sim)
    np.testing.assert_allclose(each[:, 4], (ranks == 5).mean(axis=0))
    np.testing.assert_allclose(results.rank_probability(sim, 4), each[:, :4])
    np.testing.assert_allclose(
        results.top_probability(sim, [1, 10]), np.array([(ranks <= t).mean(axis=0) for t in (1, 10)]).T
    )
    names, shares = results.stage_probability(sim, "en")
    assert names[-1] == "beyond"
    expected = [(ranks <= 2), (ranks > 2) & (ranks <= 10), ranks > 10]
    np.testing.assert_allclose(shares, np.array([e.mean(axis=0) for e in expected]).T)
    np.testing.assert_allclose(results.beat_probability(sim, 7), (ranks < ranks[:, [7]]).mean(axis=0))
    by_score = replace(
        sim, study=study(problem(x, replace(o, stage="score", breaks=(0.2, 0.15))), CHOICES, 300)
    )
    _, shares = results.stage_probability(by_score)
    s = sim.scores
    expected = [s >= 0.2, (s < 0.2) & (s >= 0.15), s < 0.15]
    np.testing.assert_allclose(shares, np.array([e.mean(axis=0) for e in expected]).T)


def test_failures_are_counted_and_named() -> None:
    sim = simulate(
        study(
            problem(CITIES, Options()), "normalise=minmax,vector,zscore; aggregate=arithmetic,geometric", 600
        )
    )
    found = results.reasons(sim)
    assert sum(r.count for r in found) == (~sim.ok).sum()
    assert {r.error.key for r in found} == {"geometric_domain", "zero_mean"}
    for r in found:
        assert sim.failed[r.first] >= 0
        assert r.share == r.count / 600
    # Those that cannot be computed take no part in shares.
    np.testing.assert_allclose(results.rank_probability(sim).sum(axis=1), 1.0)


def test_ties_and_decimals_are_the_options() -> None:
    o = replace(PLAIN, ties="average", decimals=0)
    sim = simulate(study(problem([[1.0, 1.2], [1.1, 1.1], [3.0, 0.0]], o), "weights=noise:0.1", 50))
    assert (sim.ranks[:, :2] == 2.5).any()
    assert results.rank_probability(sim).shape == (3, 3)


# --- reading choices and draws ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("标准化方法=极差法，vector", Factor("normalise", "levels", (("minmax", None, None), ("vector", None, None)))),
        ("normalise=minmax(1,100),zscore(10,2),minmax（，100）",
         Factor("normalise", "levels", (("minmax", 1.0, 100.0), ("zscore", 10.0, 2.0), ("minmax", None, 100.0)))),
        ("winmax=1..5", Factor("winmax", "levels", (1, 2, 3, 4, 5))),
        ("winmax = 2, 4", Factor("winmax", "levels", (2, 4))),
        ("k=0.05到0.2", Factor("k", "range", low=0.05, high=0.2)),
        ("k=0.1,1,1", Factor("k", "levels", (0.1, 1.0))),
        ("weights=25%", Factor("weights", "key", amount=(0.25,), how="noise")),
        ("权重扰动1=狄利克雷:50", Factor("weights_1", "key", amount=(50.0,), how="dirichlet")),
        ("aggregate_1=算术平均,power:3", Factor("aggregate_1", "levels", ("arithmetic", "power:3"))),
        ("noise=5%", Factor("noise", "key", amount=(0.05,))),
        ("去掉=x1,无,x1", Factor("remove", "levels", ("", "x1"))),
        ("remove=指标", Factor("remove", "levels", ("", "x0", "x1", "x2"))),
    ],
)  # fmt: skip
def test_choices(text: str, expected: Factor) -> None:
    ((name, said),) = parse(text)
    assert factor(name, said, flat(3)) == expected


def test_default_choices_can_be_computed(refuses: Callable[..., MfgError]) -> None:
    zero = CITIES.copy()
    zero[4, 2] = 0.0
    for o, x, means in (
        (Options(), CITIES, True),
        (Options(), zero, False),
        (Options(normalise="minmax"), CITIES, False),
        (Options(normalise="zscore", combine="subjective", subjective="equal"), CITIES, False),
        (Options(aggregate="harmonic"), CITIES, True),
        (Options(aggregate="geometric"), CITIES, False),
    ):
        p = problem(x, o)
        assert ("geometric" in default_choices(p)) == means
        assert simulate(study(p, default_choices(p), 60)).ok.all()
    refuses("zero_mean", default_choices, problem(CITIES, Options(normalise="zscore")))


WRONG: list[tuple[str, str]] = [
    ("unknown_factor", "normalize_it=vector"),
    ("unknown_method", "normalise=best"),
    ("unknown_method", "weights=wild"),
    ("choice_empty", "normalise="),
    ("choice_number", "k=ten"),
    ("choice_number", "normalise=minmax(a,b)"),
    ("choice_number", "normalise=minmax(1,2,3)"),
    ("choice_range", "k=2..1"),
    ("choice_range", "winmax=1..99999"),
    ("not_whole", "winmax=1.5"),
    ("not_whole", "winmax=-1"),
    ("choice_one", "weights=noise:0.1,dirichlet:5"),
    ("choice_positive", "weights=dirichlet:0"),
    ("negative_sd", "weights=noise:-0.1"),
    ("out_of_range", "weights=noise:1.5"),
    ("negative_sd", "noise=-0.1"),
    ("choice_number", "noise=nan"),
    ("bad_length", "noise=0.1,0.2"),
    ("unknown_node", "remove=y9"),
    ("choice_level", "weights_2=noise"),
    ("choice_level", "aggregate_0=geometric"),
    ("choice_twice", "k=1,2; k=3"),
    ("choice_twice", "weights=0.1; weights_1=0.2"),
    ("no_choices", " ; "),
    ("no_delphi", "experts="),
    ("no_stages", "stage_weights="),
    ("argument_missing", "impute=group_mean"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "text"), WRONG, ids=[t for _, t in WRONG])
def test_wrong_choices_are_refused(key: str, text: str, refuses: Callable[..., MfgError]) -> None:
    refuses(key, lambda: study(problem(CITIES[:, :3]), text, 10))


def test_wrong_numbers_are_refused(refuses: Callable[..., MfgError]) -> None:
    p = problem(CITIES)
    refuses("no_draws", study, p, CHOICES, 0)
    refuses("not_whole", study, p, CHOICES, 5, seed=-1)
    refuses("unknown_method", lambda: simulate(study(p, CHOICES, 5, sampling="best")))
    refuses("not_whole", simulate, study(p, CHOICES, 5), 0)
    s = simulate(study(p, CHOICES, 5))
    refuses("out_of_range", results.spread, s, "rank", (0.5, 1.5))
    refuses("out_of_range", results.spread, s, "rank", (float("nan"),))
    refuses("not_whole", results.top_probability, s, [0])


def test_all_failing_gives_the_first_reason(refuses: Callable[..., MfgError]) -> None:
    error = refuses("all_failed", simulate, study(problem(CITIES, Options()), "normalise=zscore", 20))
    assert "coefficient of variation" in error.text("en")
    assert "变异系数" in error.text("zh")
    # The index itself has to be computed: its own message, not that of the draws.
    refuses(
        "zero_mean", simulate, study(problem(CITIES, Options(normalise="zscore")), "normalise=vector", 20)
    )


def test_wrong_draws_are_refused(refuses: Callable[..., MfgError]) -> None:
    tree = flat(2)
    sets = weight_sets(["x0", "x1"], np.array([[1.0, 2.0]]), tree)
    refuses("draws_empty", explicit, ["k"], [], tree)
    refuses("draws_column", explicit, ["k", ""], [[1.0, 2.0]], tree)
    refuses("unknown_factor", explicit, ["kk"], [[1.0]], tree)
    for blank in (None, float("nan"), " "):
        error = refuses("draws_missing", explicit, ["k"], [[1.0], [blank]], tree)
        assert error.row == 1
    refuses("draws_set", explicit, ["weights"], [[2]], tree, sets)
    refuses("draws_set", explicit, ["weights"], [["a"]], tree, sets)
    refuses("draws_no_sets", explicit, ["weights"], [[1], [2]], tree)
    refuses("choice_one", explicit, ["weights"], [["noise:0.1"], ["noise:0.2"]], tree)
    refuses("sets_empty", weight_sets, [], np.empty((0, 0)), tree)
    refuses("unknown_node", weight_sets, ["y"], np.ones((1, 1)), tree)
    refuses("blank_weight", weight_sets, ["x0"], np.array([[np.nan]]), tree)
    refuses("negative_weight", weight_sets, ["x0"], np.array([[-1.0]]), tree)
    given = np.array([[np.nan]])
    refuses("draws_missing", Study, problem([[1.0, 2.0]] * 2), (Factor("k", "range"),), 1, given=given)


def test_a_draw_that_leaves_nothing() -> None:
    p = problem(CITIES[:, :2], replace(PLAIN, normalise="vector"), flat(2, x1=0.0))
    sim = simulate(study(p, "remove=x0,x1", 50))
    assert {r.error.key for r in results.reasons(sim)} == {"zero_weights"}
