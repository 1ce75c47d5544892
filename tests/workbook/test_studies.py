"""Studies of whole models: nothing varied is the model's own index; what varies is the index computed alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest

from udfs.engine.delphi import Delphi
from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options
from udfs.engine.preparation import Preparation
from udfs.engine.uncertainty.choices import factor
from udfs.engine.uncertainty.explicit import explicit, weight_sets
from udfs.engine.uncertainty.factors import Factor
from udfs.engine.uncertainty.problem import Problem
from udfs.engine.uncertainty.simulate import Simulation, simulate
from udfs.engine.uncertainty.stability import stability
from udfs.engine.uncertainty.study import Evaluator, Study, base_study
from udfs.engine.uncertainty.whatif import goal
from udfs.engine.units import UnitTable
from udfs.excel.model import Model
from workbook import build

STAGES = ("early", "late")
SPAN = ["early", "late", "early"]


def staged_nodes(**top: Any) -> list[Node]:
    """Three levels with stage factors at each of them, except below B; one indicator beside the dimensions."""
    t = np.random.default_rng(3).uniform(0.4, 2.5, (12, 2)).tolist()

    def f(k: int) -> tuple[tuple[str, float], ...]:
        return tuple(zip(STAGES, t[k], strict=True))

    return [
        Node("T", **top),
        Node("A", "T", weight=2, factors=f(0), grade="A"),
        Node("B", "T", weight=3, factors=f(1), grade="B"),
        Node("z", "T", weight=1, factors=f(2), grade="A"),
        Node("p", "A", weight=1, factors=f(3), grade="A"),
        Node("q", "A", weight=4, factors=f(4), grade="C", negative=True),
        Node("r", "A", weight=2, factors=f(5), grade="C"),
        Node("s", "B", weight=1),
        Node("u", "B", weight=2, low=1.5, high=4.0, moderate=True),
    ]


def staged(
    lost: bool = False, nodes: list[Node] | None = None, steps: Preparation | None = None, **o: Any
) -> Model:
    """A model with stages; with ``lost`` one unit has none and values are missing."""
    tree = Framework.of(nodes or staged_nodes())
    x = np.random.default_rng(9).lognormal(1.0, 0.6, (15, 6))
    stage = [SPAN[i % 3] for i in range(15)]
    if lost:
        stage[4] = ""
        x[2, 1] = x[5, 4] = x[9, 3] = np.nan
    units = UnitTable(tuple(f"u{i}" for i in range(15)), x, {"Region": tuple("abc"[i % 3] for i in range(15)), "Stage": tuple(stage)})  # fmt: skip
    return Model(units, tree, None, Options(**({"subjective": "given"} | o)), steps or Preparation())


def own_rules() -> Model:
    nodes = [
        Node("T", decimals=1),
        Node("p", "T", normalisation="zscore:50:10"),
        Node("q", "T", normalisation="index_best", negative=True),
        Node("r", "T", low=2, high=5, moderate=True),
        Node("D", "T"),
        Node("s", "D", low=0, high=30, cap=True, normalisation="efficacy"),
        Node("t", "D", transform="log"),
    ]
    x = np.random.default_rng(5).lognormal(1.0, 0.6, (11, 5))
    return Model(
        UnitTable(tuple("abcdefghijk"), x), Framework.of(nodes), None,
        Options(normalise="minmax:1:100", subjective="equal", combine="linear", scale="max100"),
    )  # fmt: skip


PREPARED = Preparation(
    screen="missing", share=0.6, impute="group_median", fallback="mean", impute_group="Stage", treat="winlog",
    when="failing", winmax=2, skew=0.5, kurt=0.5,
)  # fmt: skip

MODELS: dict[str, Callable[[], Model]] = {
    **{f"shipped {k}": (lambda m=m: m.model("zh")) for k, m in build.MODELS.items()},  # type: ignore[misc]
    "own rules": own_rules,
    "stages": staged,
    "stages, data missing": lambda: staged(True),
    "stages, reweighted": lambda: staged(True, missing="reweight"),
    "stages, whole tables": lambda: staged(True, stage_weight="table", combine="linear"),
    "stages, classes": lambda: staged(subjective="abc", combine="subjective", abc="multiplier"),
    "stages, all units at once": lambda: staged(True, aggregate="mpi", normalise="minmax"),
    "stages, pairs": lambda: staged(True, aggregate="copeland", missing="reweight"),
    "stages, geometric": lambda: staged(True, aggregate="geometric", normalise="minmax:1:100", objective="entropy"),
    "prepared": lambda: staged(True, steps=PREPARED),
    "treated, then zeros": lambda: staged(True, missing="zero", steps=Preparation(treat="log", winmax=1)),
}  # fmt: skip


def problem(m: Model) -> Problem:
    return Problem.of(m.units, m.framework, m.delphi, m.options, m.preparation)


@pytest.mark.parametrize("name", MODELS)
def test_nothing_varied_is_the_models_index(name: str) -> None:
    m = MODELS[name]()
    r = m.compute("zh")
    evaluator = Evaluator(base_study(problem(m)))
    score, rank = evaluator.nominal()
    weights, nodes = evaluator.tree()
    np.testing.assert_allclose(score, r.score, rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(rank, r.rank)
    np.testing.assert_allclose(weights, r.weights, rtol=1e-12)
    np.testing.assert_allclose(nodes, r.nodes, rtol=1e-12, atol=1e-12)
    assert (~np.isnan(score)).sum() > 1


def test_weights_of_the_shipped_model_with_stages_vary_around_its_own() -> None:
    m = build.MODELS["caict2025"].model("zh")
    assert m.framework.stages
    p = problem(m)
    still = simulate(Study(p, (factor("weights", ["noise:0"], m.framework),), 3))
    for row in still.scores:
        np.testing.assert_allclose(row, m.compute("zh").score, rtol=1e-12)
    sim = simulate(Study(p, (factor("weights", ["noise:0.25"], m.framework),), 200, seed=4))
    assert sim.ok.all()
    there = ~np.isnan(sim.score)
    spread = sim.scores[:, there]
    assert (spread.std(axis=0) > 0).all()
    assert np.abs(spread.mean(axis=0) / sim.score[there] - 1).max() < 0.05


def alone(m: Model, **changed: Any) -> np.ndarray:
    return replace(m, **changed).compute("en").score


def equal_or_refused(sim: Simulation, k: int, m: Model, **changed: Any) -> bool:
    """Whether the index of a changed model has scores: those of a replication then; else it fails alike."""
    expected, reason = None, ""
    try:
        expected = alone(m, **changed)
    except MfgError as error:
        reason = error.key
    assert (sim.errors[sim.failed[k]].key if sim.failed[k] >= 0 else "") == reason
    if expected is not None:
        np.testing.assert_allclose(sim.scores[k], expected, rtol=1e-12, atol=1e-12)
    return expected is not None


@pytest.mark.parametrize(
    "name", ["stages", "stages, whole tables", "stages, classes", "stages, all units at once"]
)
def test_nodes_left_out_under_stages(name: str) -> None:
    m = MODELS[name]()
    f = factor("remove", ["q", "B", "z"], m.framework)
    sim = simulate(Study(problem(m), (f,), 4, given=np.arange(4.0)[:, None]))
    codes = [n.code for n in m.framework.indicators]
    for k, gone in enumerate(([], ["q"], ["B", "s", "u"], ["z"])):
        tree = Framework.of([n for n in m.framework.nodes if n.code not in gone])
        x = m.units.values[:, [codes.index(n.code) for n in tree.indicators]]
        expected = alone(m, framework=tree, units=replace(m.units, values=x))
        np.testing.assert_allclose(sim.scores[k], expected, rtol=1e-12, atol=1e-12)


def test_weight_sets_and_methods_under_stages() -> None:
    m = staged(True, aggregate="arithmetic")
    table = np.array([[1, 2, 3, 1, 0, 2.0], [5, 1, 1, 2, 2, 1]])
    heads = ["A", "B", "z", "p", "q", "r"]
    sets = weight_sets(heads, table, m.framework)
    rows = [
        list(r)
        for r in product([1, 2], ["arithmetic", "geometric", "mpi"], ["vector", "minmax(1,100)"], [0, 1])
    ]
    header = ["weights", "aggregate", "normalise", "stage_weights"]
    own = replace(m, options=replace(m.options, combine="subjective"))
    factors, codes = explicit(header, rows, m.framework, sets)
    sim = simulate(Study(problem(own), factors, len(rows), given=codes, sets=sets))
    good = 0
    for k, row in enumerate(rows):
        given = dict(zip(heads, table[row[0] - 1].tolist(), strict=True))
        nodes = [replace(n, weight=given.get(n.code, n.weight)) for n in m.framework.nodes]
        if not row[3]:
            nodes = [replace(n, factors=()) for n in nodes]
        o = replace(own.options, aggregate=row[1], normalise="minmax:1:100" if "(" in row[2] else row[2])
        good += equal_or_refused(sim, k, own, framework=Framework.of(nodes), options=o)
    assert len(rows) / 2 < good < len(rows)


def test_steps_before_the_index_as_choices() -> None:
    """Imputation and treatment as choices start from the model's own steps."""
    m = MODELS["prepared"]()
    rows = [list(r) for r in product(["none", "median", "group_mean"], ["none", "winlog", "log"], [1, 3])]
    factors, codes = explicit(["impute", "treat", "winmax"], rows, m.framework)
    sim = simulate(Study(problem(m), factors, len(rows), given=codes))
    assert sim.ok.all()
    for (fill, treat, winmax), scores in zip(rows, sim.scores, strict=True):
        steps = replace(PREPARED, impute=fill, treat=treat, winmax=winmax)
        np.testing.assert_allclose(scores, alone(m, preparation=steps), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("form", ["share", "multiplier"])
def test_experts_drawn_again_weigh_by_classes(form: str) -> None:
    """Every replication is the index with two of three experts drawn with replacement."""
    m = staged(subjective="abc", combine="subjective", abc=form)
    codes = m.framework.code[1:]
    scores = np.random.default_rng(2).integers(1, 10, (3, len(codes))).astype(float)
    m = replace(m, delphi=Delphi(codes, np.ones(3), ("x", "y", "z"), scores))
    sim = simulate(Study(problem(m), (factor("experts", [], m.framework),), 60, seed=2))
    possible = np.array([
        alone(m, delphi=Delphi(codes, np.ones(3), ("1", "2", "3"), scores[list(drawn)]))
        for drawn in product(range(3), repeat=3)
    ])  # fmt: skip
    nearest = np.abs(sim.scores[:, None, :] - possible[None]).max(axis=2).min(axis=1)
    assert sim.ok.all()
    assert nearest.max() < 1e-12
    assert len(np.unique(sim.scores.round(9), axis=0)) > 5


def test_noise_in_data_goes_through_the_models_own_rules() -> None:
    """Data with noise, made side by side, are the index of those data."""
    m = own_rules()
    sim = simulate(Study(problem(m), (Factor("noise", "key", amount=(0.05,)),), 5, seed=6))
    still = simulate(Study(problem(m), (Factor("noise", "key", amount=(0.0,)),), 5, seed=6))
    np.testing.assert_allclose(still.scores, np.tile(sim.score, (5, 1)), rtol=1e-12)
    assert (np.abs(sim.scores - sim.score).max(axis=1) > 0).all()


def test_a_moderate_indicator_goes_towards_its_best_interval() -> None:
    m = staged(
        nodes=[replace(n, factors=()) for n in staged_nodes()], combine="subjective", normalise="minmax"
    )
    p = problem(m)
    _, rank = Evaluator(base_study(p)).nominal()
    u = m.framework.indicators.index(next(n for n in m.framework.indicators if n.code == "u"))
    outside = [i for i in np.argsort(rank).tolist() if rank[i] > 1 and not 1.5 <= p.values[i, u] <= 4.0]
    moved = 0
    for unit in outside:
        try:
            g = goal(p, unit, int(rank[unit]) - 1, [u])
        except MfgError:
            # Some are too far behind for one indicator.
            continue
        moved += 1
        ends = sorted([p.values[unit, u], min(max(p.values[unit, u], 1.5), 4.0)])
        assert ends[0] - 1e-9 <= g.needed[u] <= ends[1] + 1e-9
        assert g.rank[1] <= rank[unit] - 1
    assert moved


def test_what_cannot_be_done_says_so() -> None:
    with pytest.raises(MfgError, match="stage") as refused:
        stability(problem(staged(combine="subjective")))
    assert refused.value.key == "stability_staged"
    m = staged(stage_weight="table")
    sets = weight_sets(["A"], np.ones((1, 1)), m.framework)
    factors, codes = explicit(["weights"], [[1]], m.framework, sets)
    with pytest.raises(MfgError) as refused:
        Study(problem(m), factors, 1, given=codes, sets=sets)
    assert refused.value.key == "sets_staged"
    with pytest.raises(MfgError) as refused:
        problem(staged(steps=Preparation(impute="group_mean", impute_group="State")))
    assert refused.value.key == "group_unknown"
    sim = simulate(Study(problem(staged(True)), (factor("impute", ["mean", "linear"], m.framework),), 2, given=np.array([[0.0], [1.0]])))  # fmt: skip
    assert [e.key for e in sim.errors] == ["impute_panel"]
    for lang in ("zh", "en"):
        assert refused.value.text(lang)
