"""Weights by class and by development stage (METHOD B) through the whole pipeline, worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from udfs.engine.aggregate import aggregate
from udfs.engine.delphi import Delphi
from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options, compute
from udfs.engine.registry import names
from udfs.engine.scale import rescale, scale
from udfs.engine.stage_sets import boundary, rescore
from udfs.engine.units import UnitTable
from udfs.engine.weights import within_rows

NAN = float("nan")

# Index to the best: a = 100, 50, 25; b (negative, least 2) = 50, 100, 25.
X = np.array([[8.0, 4], [4, 2], [2, 8]])
# Experts: a 6, b 4. Shares .5 of class A and .3 of B over .8: a .625, b .375.
EXPERTS = Delphi(("a", "b"), np.array([1.0, 1]), ("x", "y"), np.array([[5.0, 3], [7, 5]]))
NODES = [
    Node("a", grade="A", factors=(("mature", 2.0), ("grow", 1.0))),
    Node("b", negative=True, grade="B", factors=(("mature", 1.0), ("grow", 2.0))),
]
METHOD_B = Options(normalise="index_best", subjective="abc", combine="subjective")
UNITS = UnitTable(("u", "v", "w"), X, {"region": ("E", "E", "W"), "phase": ("mature", "grow", "grow")})


def test_method_b_by_hand() -> None:
    r = compute(UNITS, Framework.of(NODES), EXPERTS, METHOD_B)
    np.testing.assert_allclose(r.weights[1:], [0.625, 0.375], rtol=1e-14)
    assert r.sets is not None
    assert r.sets.names == ("mature", "grow")
    # mature: 1.25, .375 over 1.625; grow: .625, .75 over 1.375
    np.testing.assert_allclose(r.sets.weights[1:], [[10 / 13, 5 / 11], [3 / 13, 6 / 11]], rtol=1e-14)
    np.testing.assert_allclose(
        r.sets.score, [[1150 / 13, 800 / 11], [800 / 13, 850 / 11], [25, 25]], rtol=1e-14
    )
    np.testing.assert_allclose(r.score, [1150 / 13, 850 / 11, 25], rtol=1e-14)
    assert r.rank.tolist() == [1, 2, 3]
    again = rescore(r.sets.score, r.sets.stage, None, 1)
    assert (again.unit.tolist(), again.own.tolist(), again.other.tolist()) == ([0, 1], [0, 1], [1, 0])
    np.testing.assert_allclose(again.after, [800 / 11, 800 / 13], rtol=1e-14)
    # u falls behind v (77.27) under the other weights; v stays between u and w.
    assert again.rank_before.tolist() == [1, 2]
    assert again.rank_after.tolist() == [2, 2]


@pytest.mark.parametrize(
    ("options", "weights"),
    [
        ({"abc": "multiplier"}, [18 / 26, 8 / 26]),  # 3 x 6 and 2 x 4
        ({"abc": "倍数", "abc_factor": (2.0, 1.0)}, [0.75, 0.25]),
        ({"abc_factor": (0.6, 0.2)}, [0.75, 0.25]),
        ({"subjective": "delphi"}, [0.6, 0.4]),
    ],
)
def test_forms_of_weights(options: dict[str, Any], weights: list[float]) -> None:
    r = compute(UNITS, Framework.of(NODES), EXPERTS, replace(METHOD_B, **options))
    np.testing.assert_allclose(r.weights[1:], weights, rtol=1e-14)
    unused = [f.key for f in r.findings if f.key == "abc_unused"]
    assert unused == (["abc_unused"] if "subjective" in options else [])


def test_a_full_table_of_weights_by_stage() -> None:
    """The columns hold the weights themselves: 2 : 1 and 1 : 2."""
    r = compute(UNITS, Framework.of(NODES), EXPERTS, replace(METHOD_B, stage_weight="分阶段权重表"))
    np.testing.assert_allclose(r.score, [250 / 3, 250 / 3, 25], rtol=1e-14)
    assert r.rank.tolist() == [1, 1, 3]


TREE = [
    Node("T"), Node("D", "T"), Node("E", "T"),
    Node("a", "D", factors=(("g", 3.0), ("h", 1.0))), Node("b", "D", factors=(("g", 1.0), ("h", 1.0))), Node("c", "E"),
]  # fmt: skip


def test_two_levels_where_only_one_dimension_has_factors() -> None:
    """D under g is .75 a + .25 b, under h the mean; D and E keep equal weights, c is alone."""
    x = [[4.0, 8, 2], [4, 8, 2], [NAN, 8, 2]]
    units = UnitTable(("p", "q", "r"), np.array(x), {"stage": ("g", "h", "")})
    o = Options(normalise="none", subjective="equal", combine="subjective", scale="max100")
    r = compute(units, Framework.of(TREE), None, o)
    np.testing.assert_allclose(r.nodes[:2, 1], [5, 6], rtol=1e-14)
    np.testing.assert_allclose(r.nodes[:2, 0], [3.5, 4], rtol=1e-14)
    assert np.isnan(r.score[2])  # no stage, no weights
    assert [f.where for f in r.findings if f.key == "stage_blank"] == ["r"]
    assert r.sets is not None
    # On the score's scale: the best own score, 4, is 100.
    np.testing.assert_allclose(r.sets.score[:2], [[87.5, 100], [87.5, 100]], rtol=1e-14)
    flat = compute(
        UnitTable(units.names, units.values), Framework.of([replace(n, factors=()) for n in TREE]), None, o
    )
    assert flat.sets is None
    np.testing.assert_allclose(flat.nodes[:2, 0], [4, 4], rtol=1e-14)


@pytest.mark.parametrize("method", names("aggregate"))
def test_each_units_weights_aggregate_as_its_own_set_would(method: str) -> None:
    """Units of one set by themselves, or all under it: the same scores as with a row of weights each."""
    x = np.array([[1.0, 4, 2], [5, 3, 9], [7, 7, 1], [2, 8, 6], [6, 1, 3]])
    sets = np.array([[0.5, 0.3, 0.2], [0.1, 0.1, 0.8]])
    one = np.zeros(3, dtype=np.int64)
    which = np.array([0, 1, 1, 0, 1])
    got = aggregate(x, sets[which], one, [method])[:, 0]
    each = np.column_stack([aggregate(x, w, one, [method])[:, 0] for w in sets])
    if method == "copeland":  # a duel of two units takes the weights of both
        assert np.isfinite(got).all()
        return
    np.testing.assert_allclose(got, each[np.arange(5), which], rtol=1e-12)
    gap = x.copy()
    gap[2, 0] = NAN
    for rule in ("keep", "reweight"):
        got = aggregate(gap, sets[which], one, [method], rule)[:, 0]
        assert np.isnan(got[2]) == (rule == "keep")
    none = np.vstack([sets[which][:4], [[NAN] * 3]])
    assert np.isnan(aggregate(x, none, one, [method])[4, 0])


def test_boundary() -> None:
    """Three stages in the order of their means of GDP a head: 2 (30, 20), 0 (12, 10, 6), 1 (9, 1)."""
    stage = np.array([0, 2, 1, 0, 2, 0, 1, -1])
    gdp = np.array([10.0, 30, 9, 6, 20, 12, 1, 50])
    assert boundary(stage, gdp, 1) == [(4, 2, 0), (5, 0, 2), (3, 0, 1), (2, 1, 0)]
    assert boundary(stage, gdp, 2)[:4] == [(1, 2, 0), (4, 2, 0), (5, 0, 2), (0, 0, 2)]
    assert boundary(stage[:1], gdp[:1]) == []


def test_refused(refuses: Callable[..., MfgError]) -> None:
    f = Framework.of(NODES)
    refuses(
        "abc_none", compute, UNITS, Framework.of([replace(n, grade="") for n in NODES]), EXPERTS, METHOD_B
    )
    half = Framework.of([NODES[0], replace(NODES[1], grade="")])
    assert refuses("abc_blank", compute, UNITS, half, EXPERTS, METHOD_B).where == "b"
    c = Framework.of([NODES[0], replace(NODES[1], grade="D")])
    refuses("abc_factor", compute, UNITS, c, EXPERTS, METHOD_B)
    bare = replace(UNITS, groups={"region": UNITS.groups["region"]})
    assert "mature, grow" in refuses("stage_column", compute, bare, f, EXPERTS, METHOD_B).text("en")
    named = replace(METHOD_B, stage_column="x")
    assert (
        refuses("stage_column_unknown", compute, UNITS, f, EXPERTS, named).params["known"] == "region, phase"
    )
    odd = replace(UNITS, groups={"phase": ("mature", "old", "grow")})
    error = refuses("stage_unknown", compute, odd, f, EXPERTS, replace(METHOD_B, stage_column="phase"))
    assert error.where == "v · phase"
    plain = Framework.of([replace(n, factors=()) for n in NODES])
    refuses("stage_no_factors", compute, UNITS, plain, EXPERTS, replace(METHOD_B, stage_column="phase"))
    gap = Framework.of([NODES[0], replace(NODES[1], factors=(("mature", 1.0),))])
    assert refuses("stage_factor_blank", compute, UNITS, gap, EXPERTS, METHOD_B).where == "b · grow"
    refuses("one_stage", rescore, np.ones((3, 2)), np.array([0, 0, -1]))
    one = np.zeros(2, dtype=np.int64)
    for key, w in (
        ("blank_weight", [[0.5, NAN]]), ("negative_weight", [[0.5, -1]]), ("zero_weights", [[0, 0]]), ("too_large", [[np.inf, 1]]),
    ):  # fmt: skip
        assert refuses(key, within_rows, np.array([[1.0, 1], *w]), one).row == 1


def test_weights_of_rows() -> None:
    w = within_rows(np.array([[1.0, 3, 5], [NAN] * 3, [1e300, 1e300, 2]]), np.array([0, 0, 1]))
    np.testing.assert_allclose(w, [[0.25, 0.75, 1], [NAN] * 3, [0.5, 0.5, 1]])


@pytest.mark.parametrize("method", names("scale"))
def test_rescale_is_the_scale_of_the_scores(method: str) -> None:
    s = np.array([3.0, NAN, 8.0, 5.0])
    np.testing.assert_allclose(rescale(s, s, method), scale(s, method), rtol=1e-14)
    top = np.array([0.0, 3.0, 8.0])  # 3 and 8 are the ends of s; 0 lies outside
    expected = {
        "raw": [0, 3, 8],
        "max100": [0, 37.5, 100],
        "minmax100": [-60, 0, 100],
        "efficacy": [36, 60, 100],
    }
    np.testing.assert_allclose(rescale(top, s, method), expected[method], rtol=1e-14, atol=1e-12)
