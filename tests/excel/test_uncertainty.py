"""Worksheet functions on how sure a ranking is: the engine's numbers in cells, the model, tables, messages."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from udfs.engine.index import Options
from udfs.engine.rank import rank
from udfs.engine.uncertainty import cache, results
from udfs.engine.uncertainty.choices import factor, parse
from udfs.engine.uncertainty.problem import Problem
from udfs.engine.uncertainty.simulate import simulate
from udfs.engine.uncertainty.study import Study
from udfs.excel import tables
from udfs.excel import uncertainty as functions
from udfs.excel.guard import as_block

from .kit import DELPHI, FRAMEWORK, Rows, Sheet, book, column, labelled, message, run

N, M = 14, 6
X = np.random.default_rng(6).lognormal(1.0, 0.5, (N, M)).tolist()
NAMES = [f"城{i}" for i in range(N)]
CODES = [f"x{j}" for j in range(M)]
DATA = labelled(CODES, NAMES, X)
PARENT = ["A", "A", "A", "B", "B", "B"]
TREE: Rows = [
    ["代码", "上级", "方向", "权重"],
    ["T", None, None, None],
    ["A", "T", None, 2.0],
    ["B", "T", None, 3.0],
    *([c, p, "-" if j == 4 else "+", 1.0 + j] for j, (c, p) in enumerate(zip(CODES, PARENT, strict=True))),
]
OPTIONS: Rows = [
    ["normalise", "minmax"],
    ["subjective", "given"],
    ["combine", "subjective"],
    ["positive", "reciprocal"],
]
CHOICES = "normalise=minmax(1,100),vector; aggregate=arithmetic,geometric; weights=noise:0.2"


def model(**more: Any) -> Sheet:
    return Sheet("en", MFG_Data=DATA, MFG_Framework=TREE, MFG_Options=OPTIONS, **more)


def engine(options: Rows = OPTIONS) -> Problem:
    tree = tables.framework(as_block(TREE))
    return Problem.of(tables.units(as_block(DATA), tree), tree, None, tables.options(as_block(options)))


def simulation(n: int = 300, seed: int = 5, **more: Any) -> Any:
    p = engine()
    fs = tuple(factor(a, b, p.framework) for a, b in parse(CHOICES))
    return simulate(Study(p, fs, n, seed, **more))


def test_ranks_and_scores_are_the_engines() -> None:
    sim = simulation()
    rows = run(
        "MFG_UNCERTAINTY", DATA, CHOICES, framework=TREE, options=OPTIONS, n=300, seed=5, quantiles=[0.1, 0.9]
    )
    assert rows[0] == ["City", "Rank", "Mean", "Median", "SD", "10%", "90%"]
    s = results.spread(sim, "rank", (0.1, 0.9))
    for i, row in enumerate(rows[1:]):
        expected = [sim.rank[i], s.mean[i], s.median[i], s.sd[i], *s.quantiles[i]]
        assert row == [NAMES[i], *map(pytest.approx, expected)]
    # The workbook's model is the same without a range, from the names of the template.
    assert run("MFG_UNCERTAINTY", None, CHOICES, n=300, seed=5, quantiles=[0.1, 0.9], caller=model()) == rows
    scores = run("MFG_UNCERTAINTY", None, CHOICES, n=300, seed=5, table="得分", caller=model())
    assert scores[1][2] == pytest.approx(results.spread(sim, "score").mean[0])
    top = run("MFG_UNCERTAINTY", None, CHOICES, n=300, seed=5, top=4, caller=model())
    assert [r[1] for r in top[1:]] == [1.0, 2.0, 3.0, 4.0]
    every = run("MFG_UNCERTAINTY", None, CHOICES, n=300, seed=5, top=99, caller=model())
    assert len(every) == 1 + N


def test_the_whole_model_counts_with_ranges_and_without() -> None:
    """Experts, stages, classes, own rules and the steps of the options table: as MFG_SCORE() computes them."""
    tree: Rows = [
        ["代码", "上级", "方向", "主次类别", "标准化", "下限", "上限", "阶段：早", "阶段：晚"],
        ["T"] + [None] * 8,
        ["A", "T", None, "A", None, None, None, 1, 3],
        ["B", "T", None, "B", None, None, None, 2, 1],
        ["x0", "A", "+", "A", None, None, None, 1, 2],
        ["x1", "A", "-", "B", "index_best", None, None, 2, 1],
        ["x2", "A", "+", "B", None, None, None, 1, 1],
        ["x3", "B", "+", "A", None, None, None, None, None],
        ["x4", "B", "适度", "A", None, 2, 4, None, None],
        ["x5", "B", "+", "C", None, None, None, None, None],
    ]
    stage = ["晚", "早", "晚"]
    data = [[*r, "阶段" if not i else stage[i % 3]] for i, r in enumerate(labelled(CODES, NAMES, X))]
    data[3][2] = data[6][4] = None
    codes = ["A", "B", *CODES]
    scores = np.random.default_rng(1).integers(1, 10, (4, 8)).tolist()
    experts: Rows = [["轮次", "专家", *codes], *([1, f"e{i}", *r] for i, r in enumerate(scores))]
    options: Rows = [
        ["normalise", "minmax:1:100"], ["subjective", "abc"], ["combine", "linear"], ["补缺失值", "median"],
        ["离群值处理", "winlog"], ["最多缩尾个数", 1], ["decimals", 2],
    ]  # fmt: skip
    sheet = Sheet("zh", MFG_Data=data, MFG_Framework=tree, MFG_Experts=experts, MFG_Options=options)
    whole = {"framework": tree, "delphi": experts, "options": options}
    expected = [r[0] for r in run("MFG_SCORE", caller=sheet)]
    for name, args in (
        ("MFG_UNCERTAINTY", dict(choices="weights=0.2; experts=; stage_weights=", n=60, table="score")),
        ("MFG_RANKPROB", dict(choices="weights=0.2; treat=none,winlog", n=40)),
        ("MFG_SENSITIVITY", dict(choices="weights=0.2; impute=median,mean", n=16)),
        ("MFG_SCENARIOS", dict(choices="normalise=minmax:1:100,vector", table="score")),
        ("MFG_WHATIF", dict(unit=NAMES[2])),
    ):
        plain = run(name, None, caller=sheet, **args)
        assert len(plain) > 1, plain
        assert plain == run(name, data, caller=Sheet("zh"), **whole, **args)
        if args.get("table") == "score":
            np.testing.assert_allclose([r[1] for r in plain[1:]], expected, rtol=1e-12)
    for lang, said in (("zh", "阶段"), ("en", "stage")):
        assert said in message(run("MFG_STABILITY", data, caller=Sheet(lang), **whole))


def test_bare_ranges_are_computed_as_by_score() -> None:
    """With the same arguments the nominal rank is that of MFG_SCORE, whatever weights are given."""
    for more in ({}, {"weight": list(range(1, 7))}, {"weight": list(range(1, 7)), "parent_weight": [1, 3]}, {"parent_weight": [1, 3]}):  # fmt: skip
        scores = run(
            "MFG_SCORE", DATA, direction=["+"] * 5 + ["-"], parent=["B", "A", "A", "B", "B", "A"], **more
        )
        rows = run("MFG_UNCERTAINTY", DATA, "weights=0.1", direction=["+"] * 5 + ["-"], parent=["B", "A", "A", "B", "B", "A"], n=20, table="score", **more)  # fmt: skip
        np.testing.assert_allclose([r[1] for r in rows[1:]], [r[-1] for r in scores[-N:]], rtol=1e-12)
    one_level = run("MFG_UNCERTAINTY", X, "weights=0.1", table="score", n=20, city=NAMES)
    np.testing.assert_allclose([r[1] for r in one_level[1:]], [r[0] for r in run("MFG_SCORE", X)], rtol=1e-12)


def test_columns_of_a_dimension_need_not_stand_together() -> None:
    """MFG_SCORE and MFG_UNCERTAINTY: the order of the columns, with what describes them, changes nothing."""
    parent, direction, weight = ["B", "A", "A", "B", "B", "A"], ["+"] * 5 + ["-"], [1, 2, 3, 4, 5, 6]
    order = [0, 3, 4, 1, 2, 5]
    turned = [[r[j] for j in order] for r in X]
    p, d, w = ([v[j] for j in order] for v in (parent, direction, weight))
    for more, less in (({}, {}), ({"weight": weight}, {"weight": w})):
        one = run("MFG_SCORE", X, direction=direction, parent=parent, **more)
        other = run("MFG_SCORE", turned, direction=d, parent=p, **less)
        np.testing.assert_allclose(one, other, rtol=1e-12)
        a = run("MFG_UNCERTAINTY", X, "remove=dimensions", direction=direction, parent=parent, n=50, **more)
        b = run("MFG_UNCERTAINTY", turned, "remove=dimensions", direction=d, parent=p, n=50, **less)
        assert a == b
    gone = [[*r[:5], None] for r in X]
    assert "column 6" in message(run("MFG_SCORE", gone, direction=direction, parent=parent))


def test_a_chosen_combination_goes_before_that_of_bare_ranges() -> None:
    """Bare ranges combine nothing; with ``combine`` among the choices every replication does what it says."""
    w = [5, 1, 1, 1, 1, 1]
    rows = run("MFG_SCENARIOS", X, "combine=subjective,objective,multiplicative", weight=w, table="score")
    given, cv = run("MFG_SCORE", X, weight=w), run("MFG_SCORE", X)
    np.testing.assert_allclose([r[1] for r in rows[1:]], [r[0] for r in given])
    np.testing.assert_allclose([r[2] for r in rows[1:]], [r[0] for r in given])
    np.testing.assert_allclose([r[3] for r in rows[1:]], [r[0] for r in cv])
    r = run("MFG_NORM", X)
    b = np.array(run("MFG_COMBINE", w, run("MFG_WEIGHT", r)[0])[0])
    np.testing.assert_allclose([r[4] for r in rows[1:]], np.array(r) @ b)
    assert "framework" in message(run("MFG_UNCERTAINTY", X, "experts=", delphi=DELPHI))


def test_choices_as_a_table_as_a_text_and_by_default() -> None:
    rows = [["选择", "取值", None], ["标准化方法", "minmax(1,100)", "vector"], [None, None, None],
            ["aggregate", "arithmetic, geometric", None], ["权重扰动", 0.2, None]]  # fmt: skip
    args: dict[str, Any] = dict(n=100, seed=1, caller=model())
    as_table = run("MFG_UNCERTAINTY", None, rows, **args)
    assert as_table == run("MFG_UNCERTAINTY", None, CHOICES, **args)
    assert as_table == run("MFG_UNCERTAINTY", None, [*column(CHOICES.split(";")), [None]], **args)
    assert run("MFG_UNCERTAINTY", caller=model())[0][1] == "Rank"


def test_draws_replay_a_simulation() -> None:
    args: dict[str, Any] = dict(seed=7, caller=model())
    drawn = run("MFG_UNCERTAINTY", None, CHOICES, n=60, table="draws", **args)
    assert drawn[0] == ["normalise", "aggregate", "weights"]
    assert run("MFG_UNCERTAINTY", draws=drawn, **args) == run("MFG_UNCERTAINTY", None, CHOICES, n=60, **args)
    sets = [["A", "B"], [1, 1], [5, 1]]
    given = [["weights", "normalise"], [1, "minmax"], [2, "minmax"], [2, "vector"]]
    rows = run("MFG_UNCERTAINTY", draws=given, weight_sets=sets, table="score", quantiles=[0, 1], **args)
    by_set = [
        run("MFG_SCORE", DATA, direction=["+"] * 4 + ["-", "+"], weight=list(range(1, 7)), parent=PARENT,
            parent_weight=w, norm=n, positive="reciprocal")
        for w, n in (([1, 1], "minmax"), ([5, 1], "minmax"), ([5, 1], "vector"))
    ]  # fmt: skip
    for i in range(N):
        each = [b[i + 1][-1] for b in by_set]
        assert rows[i + 1][2] == pytest.approx(np.mean(each))
        assert rows[i + 1][5:] == pytest.approx([min(each), max(each)])
    alone = run("MFG_UNCERTAINTY", weight_sets=sets, n=500, table="draws", **args)
    assert {r[0] for r in alone[1:]} == {1, 2}


def test_failures() -> None:
    rows = run(
        "MFG_UNCERTAINTY", None, "aggregate=arithmetic,geometric", n=200, table="failed", caller=model()
    )
    assert rows[0] == ["Reason", "Replications", "Share", "First"]
    assert "geometric mean needs positive" in rows[1][0]
    assert rows[1][2] == rows[1][1] / 200
    fine = run("MFG_UNCERTAINTY", None, CHOICES, n=20, table="无法计算", caller=model())
    assert fine[1] == ["every replication was computed", 0, 0.0, ""]


def test_probabilities() -> None:
    sim = simulation()
    args: dict[str, Any] = dict(choices=CHOICES, n=300, seed=5, caller=model())
    rows = run("MFG_RANKPROB", **args)
    each = results.rank_probability(sim)
    assert rows[0][:4] == ["City", "Rank", "1", "2"]
    np.testing.assert_allclose(np.array([r[2:] for r in rows[1:]]), each[:, : len(rows[0]) - 2])
    assert each[:, len(rows[0]) - 2 :].sum() == 0
    assert all(sum(r[2:]) == pytest.approx(1.0) for r in run("MFG_RANKPROB", top=3, **args)[1:])
    tops = run("MFG_RANKPROB", table="top", counts=[1, 5], **args)
    assert tops[0] == ["City", "Rank", "top 1", "top 5"]
    np.testing.assert_allclose([r[2:] for r in tops[1:]], results.top_probability(sim, [1, 5]))
    stages = run("MFG_RANKPROB", table="stage", **args)
    assert stages[0][2:] == ["leap", "expansion", "development", "start-up", "beyond"]
    beats = run("MFG_RANKPROB", table="beats", rival="城3", **args)
    np.testing.assert_allclose([r[2] for r in beats[1:]], results.beat_probability(sim, 3))
    pairs = run("MFG_RANKPROB", table="beats", **args)
    assert pairs[0][2:] == NAMES
    assert pairs[1][3] + pairs[2][2] == pytest.approx(1.0)


def test_the_same_simulation_is_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []
    monkeypatch.setattr(functions, "simulate", lambda s: runs.append(s) or simulate(s))
    cache.clear()
    args: dict[str, Any] = dict(choices=CHOICES, n=40, seed=77, caller=model())
    first = run("MFG_UNCERTAINTY", **args)
    assert run("MFG_UNCERTAINTY", **args) == first
    run("MFG_RANKPROB", **args)
    assert len(runs) == 1
    run("MFG_UNCERTAINTY", **(args | {"seed": 78}))
    changed = [list(r) for r in DATA]
    changed[1][1] += 1e-9
    run(
        "MFG_UNCERTAINTY",
        **(args | {"caller": Sheet("en", MFG_Data=changed, MFG_Framework=TREE, MFG_Options=OPTIONS)}),
    )
    assert len(runs) == 3
    monkeypatch.setattr(cache, "COUNT", 2)
    for k in range(4):
        run("MFG_UNCERTAINTY", **(args | {"seed": k}))
    assert len(cache._HELD) <= 2


def test_sensitivity() -> None:
    args: dict[str, Any] = dict(choices=CHOICES, caller=model())
    rows = run("MFG_SENSITIVITY", n=64, **args)
    assert rows[0] == ["Choice", "First order", "from", "to", "Total effect", "from", "to"]
    assert [r[0] for r in rows[1:]] == ["Normalisation", "Aggregation", "Weights"]
    assert all(r[5] <= r[4] <= r[6] for r in rows[1:])
    oat = run("MFG_SENSITIVITY", table="逐个变动", unit="城2", **args)
    assert oat[0] == ["Choice", "Alternative", "Mean change of rank", "Greatest change", "Units that move",
                      "Rank correlation with the index", "Score", "Rank", "Note"]  # fmt: skip
    assert oat[4][2] == "#N/A" and "geometric mean" in oat[4][8]
    removed = run("MFG_SENSITIVITY", table="remove", caller=model())
    engine_rows = run("MFG_REMOVE", run("MFG_NORM", DATA, ["+"] * 4 + ["-", "+"], method="minmax", positive="reciprocal"), list(range(1, 7)), PARENT, [2, 3])  # fmt: skip
    assert [r[:4] for r in removed[1:]] == [[c, *map(pytest.approx, e[1:])] for c, e in zip(CODES, engine_rows[1:], strict=True)]  # fmt: skip
    assert [r[0] for r in run("MFG_SENSITIVITY", table="dimensions", caller=model())[1:]] == ["A", "B"]
    lost = run("MFG_SENSITIVITY", None, "aggregate=arithmetic,geometric; weights=0.2; normalise=minmax,vector", n=64, caller=model())  # fmt: skip
    assert "of 64 rows of the design left out" in lost[-1][0]


def test_stability() -> None:
    rows = run("MFG_STABILITY", caller=model())
    assert rows[0][:5] == ["Code", "Name", "Weight", "Lowest", "Highest"]
    assert [r[0] for r in rows[1:]] == ["A", "B", *CODES]
    assert rows[1][2] == pytest.approx(0.4)
    for r in rows[1:]:
        assert r[3] <= r[2] <= r[4]
        assert r[5] == pytest.approx(r[3] / r[2] - 1)
    pair = run("MFG_STABILITY", None, None, "城1", "城4", caller=model())
    assert pair == run("MFG_STABILITY", DATA, "两城", "城4", "城1", framework=TREE, options=OPTIONS)
    assert all(s in ("", "城1 > 城4", "城4 > 城1") for r in pair[1:] for s in r[7:])


def test_scenarios() -> None:
    args: dict[str, Any] = dict(choices="normalise=minmax,vector", caller=model())
    rows = run("MFG_SCENARIOS", **args)
    assert rows[0] == ["City", "As it is", "min-max", "vector"]
    chinese = Sheet("zh", MFG_Data=DATA, MFG_Framework=TREE, MFG_Options=OPTIONS)
    named = run("MFG_SCENARIOS", **(args | {"caller": chinese}))[0][2:]
    assert named == ["极差法", "向量归一化"]
    assert run("MFG_SCENARIOS", choices=f"normalise={','.join(named)}", caller=model()) == rows
    assert [r[1] for r in rows[1:]] == [r[2] for r in rows[1:]]
    vector = run("MFG_SCORE", DATA, direction=["+"] * 4 + ["-", "+"], weight=list(range(1, 7)), parent=PARENT,
                 parent_weight=[2, 3], norm="vector", positive="reciprocal")  # fmt: skip
    assert [r[3] for r in rows[1:]] == rank(np.array([r[-1] for r in vector[1:]])).tolist()
    both = run("MFG_SCENARIOS", table="秩相关", **args)
    assert both[1][1] == both[2][2] == pytest.approx(1.0)
    assert both[1][2] == both[2][1] < 1
    listed = run(
        "MFG_SCENARIOS", None, "normalise=minmax,vector; aggregate=geometric", table="list", caller=model()
    )
    assert listed[0] == ["Scenario", "Normalisation", "Aggregation", "Rank correlation with the index", "Mean change of rank", "Note"]  # fmt: skip
    assert [r[1:3] for r in listed[1:]] == [
        ["min-max", "weighted geometric mean"],
        ["vector", "weighted geometric mean"],
    ]
    assert "geometric" in listed[1][5] and listed[2][5] != listed[1][5]
    assert len(run("MFG_SCENARIOS", top=3, **args)) == 4


def test_whatif() -> None:
    ranks = {r[0]: r[1] for r in run("MFG_UNCERTAINTY", None, CHOICES, n=1, caller=model())[1:]}
    who = next(c for c, r in ranks.items() if r == 6)
    near = run("MFG_WHATIF", None, who, caller=model())
    assert near[0] == [
        "City",
        "Rank",
        "Score",
        "Gap",
        "Catch up in",
        "Score gained",
        "Ahead in",
        "Score lost",
    ]
    assert [r[1] for r in near[1:]] == [3.0, 4.0, 5.0, 7.0, 8.0, 9.0]
    assert all((r[3] > 0) == (r[1] < 6) for r in near[1:])
    goal = run("MFG_WHATIF", None, who + "市", 3, caller=model())
    assert goal[0] == ["Indicator", "Now", "Needed", "Change", "Relative change", "Of the range"]
    assert goal[1][:3] == ["Rank", 6.0, 3.0]
    assert goal[-1][0].startswith("Sum of changes")
    # What it says is put into the data: the rank is reached.
    needed = {r[0]: r[2] for r in goal[3:-1]}
    data = [list(r) for r in DATA]
    for j, c in enumerate(CODES):
        data[1 + NAMES.index(who)][j + 1] = needed.get(c, data[1 + NAMES.index(who)][j + 1])
    then = run("MFG_UNCERTAINTY", data, CHOICES, framework=TREE, options=OPTIONS, n=1)
    assert then[1 + NAMES.index(who)][1] == 3.0
    one = run("MFG_WHATIF", None, who, 5, ["x5", "x0"], caller=model())
    assert {r[0] for r in one[3:-1]} <= {"x0", "x5"}


def test_experts_and_stages() -> None:
    tree, data = FRAMEWORK, [["城市", "p", "q", "n"], *([f"u{i}", *r[:3]] for i, r in enumerate(X))]
    rows = run("MFG_UNCERTAINTY", data, "experts=", framework=tree, delphi=DELPHI, n=200)
    assert len(rows) == N + 1
    factors = [["s1", "s2"], *([1.0, 2.0 - 0.2 * j] for j in range(M))]
    staged = run("MFG_UNCERTAINTY", DATA, "stage_weights=", framework=TREE, options=OPTIONS, n=50, table="draws",
                 stage=["s1", "s2"] * 7, stage_factor=factors)  # fmt: skip
    assert {r[0] for r in staged[1:]} == {0, 1}
    assert "t9" in message(
        run("MFG_UNCERTAINTY", DATA, "weights=0.1", n=5, stage=["t9"] * N, stage_factor=factors)
    )


ARGS: list[tuple[str, dict[str, Any], tuple[str, str]]] = [
    ("MFG_UNCERTAINTY", dict(choices="norm=vector"), ("不是可变的选择", "no choice that can vary")),
    ("MFG_UNCERTAINTY", dict(choices=[["normalise", "vector"], ["标准", "x"]]), ("“标准”不是", '"标准" is no choice')),
    ("MFG_UNCERTAINTY", dict(choices=[["k", "#DIV/0!"], ["alpha", 0.1]]), ("#DIV/0!", "#DIV/0!")),
    ("MFG_UNCERTAINTY", dict(choices="normalise=zscore"), ("首个原因", "the first reason")),
    ("MFG_UNCERTAINTY", dict(choices="noise=-5%"), ("误差幅度不能为负", "cannot be negative")),
    ("MFG_UNCERTAINTY", dict(n=0), ("抽样次数", "n: is 0")),
    ("MFG_UNCERTAINTY", dict(n="abc"), ("抽样次数", "n: is")),
    ("MFG_UNCERTAINTY", dict(n=1e9), ("抽样次数", "200000")),
    ("MFG_UNCERTAINTY", dict(seed=-1), ("随机种子", "seed")),
    ("MFG_UNCERTAINTY", dict(seed=1.5), ("随机种子", "seed")),
    ("MFG_UNCERTAINTY", dict(quantiles=[0.5, 1.2]), ("分位数", "quantiles")),
    ("MFG_UNCERTAINTY", dict(quantiles=["x", "y"]), ("分位数", "quantiles")),
    ("MFG_UNCERTAINTY", dict(table="everything"), ("everything", "everything")),
    ("MFG_UNCERTAINTY", dict(top=0), ("前几名", "top")),
    ("MFG_UNCERTAINTY", dict(sampling="halton"), ("抽样方式", "sampling")),
    ("MFG_UNCERTAINTY", dict(draws=[["normalise"]]), ("没有抽样", "no draws")),
    ("MFG_UNCERTAINTY", dict(draws=[["normalise"], ["vector"], [None], ["max"]]), ("第 3 行", "row 3")),
    ("MFG_UNCERTAINTY", dict(draws=[["k"], [0.1], ["#N/A"]]), ("第 3 行", "row 3")),
    ("MFG_UNCERTAINTY", dict(draws=[["k"], ["ten"]]), ("不是数", "not a number")),
    ("MFG_UNCERTAINTY", dict(draws=[["weights"], [1], [2]]), ("没有给权重组表", "no table of weight_sets")),
    ("MFG_UNCERTAINTY", dict(draws=[["weights"], [9]], weight_sets=[["x0"], [1]]), ("1 到 1", "1 to 1")),
    ("MFG_UNCERTAINTY", dict(weight_sets=[["y0"], [1]]), ("没有“y0”", 'no "y0"')),
    ("MFG_UNCERTAINTY", dict(weight_sets=[["x0"], [-1]]), ("权重组表", "weight_sets")),
    ("MFG_RANKPROB", dict(table="beats", rival="纽约"), ("纽约", "纽约")),
    ("MFG_RANKPROB", dict(table="top", counts=[0]), ("前几名", "top")),
    ("MFG_SENSITIVITY", dict(output="rank"), ("单位", "unit")),
    ("MFG_SENSITIVITY", dict(bootstraps=-1), ("自助次数", "bootstraps")),
    ("MFG_SENSITIVITY", dict(level=2), ("置信水平", "level")),
    ("MFG_SENSITIVITY", dict(choices="normalise=minmax"), ("没有可分解的方差", "no variance")),
    ("MFG_STABILITY", dict(about="top:0"), ("比较对象", "about")),
    ("MFG_STABILITY", dict(unit="城1"), ("对手", "rival")),
    ("MFG_STABILITY", dict(unit="城1", rival="城1市"), ("与自身比较", "compared with itself")),
    ("MFG_SCENARIOS", dict(choices="weights=0.2"), ("不能作为方案", "makes no scenario")),
    ("MFG_WHATIF", dict(), ("单位", "unit")),
    ("MFG_WHATIF", dict(unit="城1", target=0), ("目标名次", "target")),
    ("MFG_WHATIF", dict(unit="城1", target=14), ("已是", "already")),
    ("MFG_WHATIF", dict(unit="城1", target=1, indicators="A"), ("没有“A”", 'no "A"')),
    ("MFG_WHATIF", dict(unit="城1", target=1, limit=-0.1), ("正数", "positive")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "texts"), ARGS, ids=[f"{n} {g}"[:70] for n, g, _ in ARGS])
def test_hostile_arguments(name: str, given: dict[str, Any], texts: tuple[str, str]) -> None:
    cv = (
        [["normalise", "minmax"], ["positive", "max"]]
        if given.get("choices") == "normalise=zscore"
        else OPTIONS
    )
    for lang, text in zip(("zh", "en"), texts, strict=True):
        sheet = Sheet(lang, MFG_Data=DATA, MFG_Framework=TREE, MFG_Options=cv)
        assert text in message(run(name, caller=sheet, **given))


@pytest.mark.parametrize("name", ["MFG_UNCERTAINTY", "MFG_RANKPROB", "MFG_SENSITIVITY", "MFG_STABILITY", "MFG_SCENARIOS", "MFG_WHATIF"])  # fmt: skip
def test_without_a_model_or_with_a_wrong_one(name: str) -> None:
    more = {"unit": "城3"} if name == "MFG_WHATIF" else {}
    assert "MFG_Data" in message(run(name, **more))
    assert "needs a data block" in message(run(name, direction=["+"], **more))
    bad = labelled(CODES, NAMES, [[*X[0][:5], "abc"], *X[1:]])
    assert '"abc"' in message(run(name, bad, **more))
    assert "blank" in message(run(name, DATA, weight=[1, None, 1, 1, 1, 1], **more))
    assert message(run(name, DATA, city=NAMES[:3], **more))
    assert "城1" in message(run(name, X, city=["城1", *NAMES[1:]], **more))
    gone = [[None] * M, *X[1:]]
    rows = run(name, gone, city=NAMES, **more)
    assert len(rows) > 1


def test_options_are_the_documented_defaults() -> None:
    """Without a table of options a framework is computed with the defaults of the index."""
    tree = tables.framework(as_block(TREE))
    p = Problem.of(tables.units(as_block(DATA), tree), tree, None, Options())
    expected = simulate(Study(p, (factor("weights", ["0.1"], tree),), 5))
    rows = run("MFG_UNCERTAINTY", DATA, "weights=0.1", framework=TREE, n=5)
    assert [r[1] for r in rows[1:]] == expected.rank.tolist()
    assert book("zh").language == "zh"
