"""The whole method: METHOD A's test vector in every column, trees, rules, and its invariances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from udfs.engine import index
from udfs.engine.aggregate import aggregate
from udfs.engine.combine import combine
from udfs.engine.delphi import Delphi
from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options, compute, compute_scores, prepare
from udfs.engine.normalise import normalise
from udfs.engine.positive import positive
from udfs.engine.units import UnitTable
from udfs.engine.weights import coefficient_of_variation

NAN = float("nan")

# METHOD A, test vector: p and q positive, n negative, k = 0.1, vector norm.
X = np.array([[1, 10, 0.5], [2, 20, 1], [3, 20, 2], [4, 50, 4]], dtype=float)
A = np.array([0.5, 0.3, 0.2])
TURNED = [0.217391, 0.196078, 0.163934, 0.123457]
V = [0.516398, 0.692820, 0.233470]
B = [0.357941, 0.480229, 0.161830]
W = {
    "multiplicative": [0.503568, 0.405364, 0.091068],
    "linear": [0.428971, 0.390114, 0.180915],
    "geometric": [0.430576, 0.386317, 0.183107],
    "objective": B,
    "subjective": A.tolist(),
}
SCORES = {
    "objective": [0.246110, 0.384172, 0.434974, 0.729078],
    "multiplicative": [0.216832, 0.372861, 0.456612, 0.746798],
}
SIX = dict(rtol=0, atol=5.0000001e-7)  # six decimals


def units(x: Any, **named: Any) -> UnitTable:
    x = np.array(x, dtype=float)
    return UnitTable(tuple(f"u{i}" for i in range(len(x))), x, **named)


def flat(given: Any = None) -> Framework:
    w = [NAN] * 3 if given is None else list(given)
    return Framework.of(
        [Node("p", weight=w[0]), Node("q", weight=w[1]), Node("n", negative=True, weight=w[2])]
    )


def test_vector_step_by_step() -> None:
    turned = positive(X, np.array([False, False, True]))
    np.testing.assert_allclose(turned[:, 2], TURNED, **SIX)
    r = normalise(turned)
    s30 = 30**0.5
    np.testing.assert_allclose(r[:, 0], [1 / s30, 2 / s30, 3 / s30, 4 / s30], rtol=1e-14)
    s34 = 34**0.5
    np.testing.assert_allclose(r[:, 1], [1 / s34, 2 / s34, 2 / s34, 5 / s34], rtol=1e-14)
    from udfs.engine.weights import variation

    np.testing.assert_allclose(variation(turned), V, **SIX)
    np.testing.assert_allclose(variation(r), V, **SIX)
    b = coefficient_of_variation(r)
    np.testing.assert_allclose(b, B, **SIX)
    one = np.zeros(3, dtype=np.int64)
    np.testing.assert_allclose(aggregate(r, b, one)[:, 0], SCORES["objective"], **SIX)
    for method, w in W.items():
        np.testing.assert_allclose(combine(A, b, method), w, **SIX)
    w = combine(A, b)
    np.testing.assert_allclose(aggregate(r, w, one)[:, 0], SCORES["multiplicative"], **SIX)


@pytest.mark.parametrize("method", list(W))
def test_vector_through_compute(method: str) -> None:
    result = compute(units(X), flat(A), None, Options(combine=method))
    np.testing.assert_allclose(result.positive[:, 2], TURNED, **SIX)
    np.testing.assert_array_equal(result.positive[:, :2], X[:, :2])
    np.testing.assert_allclose((result.normalised**2).sum(axis=0), [1, 1, 1], rtol=1e-14)
    np.testing.assert_allclose(result.subjective, [1, *A], rtol=1e-14)
    np.testing.assert_allclose(result.objective, [1, *B], **SIX)
    np.testing.assert_allclose(result.weights, [1, *W[method]], **SIX)
    np.testing.assert_array_equal(result.effective, result.weights)
    if method in SCORES:
        np.testing.assert_allclose(result.score, SCORES[method], **SIX)
    np.testing.assert_array_equal(result.nodes[:, 0], result.score)
    np.testing.assert_array_equal(result.nodes[:, 1:], result.normalised)
    assert result.rank.tolist() == [4, 3, 2, 1]
    assert result.order() == [3, 2, 1, 0]
    assert result.stage == ("expansion", "leap", "leap", "leap")


def test_vector_through_compute_scores() -> None:
    s = compute_scores(X, flat(), Options())
    np.testing.assert_allclose(s, SCORES["objective"], **SIX)
    w = np.array(W["multiplicative"])
    np.testing.assert_allclose(compute_scores(X, flat(), Options(), w), SCORES["multiplicative"], atol=2e-6)


def test_vector_from_experts() -> None:
    """Expert scores 5, 3, 2 on average in the last round are the subjective weights .5, .3, .2."""
    d = Delphi(
        ("q", "n", "p"), np.array([1.0, 2, 2]), ("a", "a", "b"), np.array([[9.0, 9, 9], [2, 1, 6], [4, 3, 4]])
    )
    result = compute(units(X), flat(), d)
    np.testing.assert_allclose(result.subjective[1:], A, rtol=1e-14)
    np.testing.assert_allclose(result.score, SCORES["multiplicative"], **SIX)


@pytest.mark.parametrize(
    ("given", "subjective", "expected"),
    [
        (None, "auto", [1 / 3] * 3),
        (A, "auto", A),
        (2 * A, "given", A),
        (A, "equal", [1 / 3] * 3),
    ],
)
def test_source_of_subjective_weights(given: Any, subjective: str, expected: Any) -> None:
    result = compute(units(X), flat(given), None, Options(subjective=subjective))
    np.testing.assert_allclose(result.subjective[1:], expected, rtol=1e-14)


# Two levels by hand: D over a, b and E over c; min-max; given weights.
TREE = [
    Node("T"), Node("D", "T", weight=0.6), Node("E", "T", weight=0.4),
    Node("a", "D", weight=0.25), Node("b", "D", weight=0.75, negative=True), Node("c", "E"),
]  # fmt: skip
DATA = [[0, 10, 5], [5, 0, 1], [10, 5, 3]]
GIVEN = Options(positive="max", normalise="minmax", combine="subjective")


def test_two_levels_by_hand() -> None:
    r = compute(units(DATA), Framework.of(TREE), None, GIVEN)
    np.testing.assert_array_equal(r.normalised, [[0, 0, 1], [0.5, 1, 0], [1, 0.5, 0.5]])
    # D = .25 a + .75 b: 0, .875, .625; E = c; T = .6 D + .4 E
    np.testing.assert_allclose(
        r.nodes[:, :3], [[0.4, 0, 1], [0.525, 0.875, 0], [0.575, 0.625, 0.5]], rtol=1e-14
    )
    np.testing.assert_allclose(r.effective, [1, 0.6, 0.4, 0.15, 0.45, 0.4], rtol=1e-14)
    np.testing.assert_allclose(r.normalised @ r.effective[3:], r.score, rtol=1e-14)
    assert r.rank.tolist() == [3, 2, 1]


def test_global_scope_by_hand() -> None:
    """Weights of a level sum to 1 over the level (METHOD A 1): a, b, c = .25, .75, 1 over 2."""
    tree = [replace(n, weight=1.0) if n.code == "c" else n for n in TREE]
    r = compute(units(DATA), Framework.of(tree), None, replace(GIVEN, scope="global"))
    np.testing.assert_allclose(r.weights[3:], [0.125, 0.375, 0.5], rtol=1e-14)
    np.testing.assert_allclose(r.nodes[:, 1], [0, 0.4375, 0.3125], rtol=1e-14)
    np.testing.assert_allclose(r.score, [0.2, 0.2625, 0.2875], rtol=1e-14)


def test_global_scope_of_objective_weights() -> None:
    r = compute(
        units(np.array(DATA) + 1.0), Framework.of(TREE), None, Options(combine="objective", scope="global")
    )
    for depth in (1, 2):
        assert r.weights[r.framework.level(depth)].sum() == pytest.approx(1, abs=1e-14)
    v = np.std(r.normalised, axis=0, ddof=1) / np.mean(r.normalised, axis=0)
    np.testing.assert_allclose(r.weights[3:], v / v.sum(), rtol=1e-12)


def test_first_level_cv_uses_the_dimension_scores() -> None:
    """METHOD A 1: "a first-level CV uses the dimension scores as its data"."""
    r = compute(units(np.array(DATA) + 1.0), Framework.of(TREE), None, Options(combine="objective"))
    d = r.nodes[:, 1:3]
    v = d.std(axis=0, ddof=1) / d.mean(axis=0)
    np.testing.assert_allclose(r.weights[1:3], v / v.sum(), rtol=1e-12)
    assert r.weights[5] == 1.0  # an only child


def test_aggregation_at_a_node_overrides_the_option() -> None:
    tree = [replace(n, aggregation="geometric") if n.code == "D" else n for n in TREE]
    data = [[4, 9, 1], [1, 1, 3]]
    r = compute(
        units(data), Framework.of([replace(n, negative=False) for n in tree]), None,
        Options(normalise="none", combine="subjective"),
    )  # fmt: skip
    np.testing.assert_allclose(r.nodes[:, 1], [4**0.25 * 9**0.75, 1], rtol=1e-14)
    np.testing.assert_allclose(r.score, 0.6 * r.nodes[:, 1] + 0.4 * np.array([1, 3]), rtol=1e-14)
    g = compute(
        units(data), Framework.of([replace(n, negative=False) for n in TREE]), None,
        Options(normalise="none", combine="subjective", aggregate="几何平均"),
    )  # fmt: skip
    np.testing.assert_allclose(g.score, r.nodes[:, 1] ** 0.6 * np.array([1, 3]) ** 0.4, rtol=1e-14)


def test_human_development_index() -> None:
    """HDR 2014 technical note 1, Costa Rica 2013: HDI = (0.9220 * 0.6540 * 0.7354)^(1/3) = 0.763."""
    tree = [
        Node("HDI"), Node("EDU", "HDI", aggregation="arithmetic"),
        Node("LE", "HDI", low=20, high=85, cap=True),
        Node("GNI", "HDI", low=100, high=75000, cap=True, transform="log"),
        Node("MYS", "EDU", low=0, high=15, cap=True), Node("EYS", "EDU", low=0, high=18, cap=True),
    ]  # fmt: skip
    f = Framework.of(tree)
    assert [n.code for n in f.indicators] == ["LE", "GNI", "MYS", "EYS"]
    data = [[79.93, 13011.7, 8.37, 13.5], [90.0, 200000.0, 16.0, 20.0]]
    o = Options(subjective="equal", combine="subjective", aggregate="geometric")
    r = compute(units(data), f, None, o)
    np.testing.assert_array_equal(np.round(r.nodes[0, 1:4], 4), [0.6540, 0.9220, 0.7354])
    assert round(float(r.score[0]), 3) == 0.763
    assert r.score[1] == 1.0  # capped at every goalpost
    alone = compute(units(data[:1]), f, None, o)
    np.testing.assert_allclose(alone.score, r.score[:1], rtol=1e-15)  # goalposts need no other unit


def test_negative_goalposts_and_other_columns_keep_their_own_rule() -> None:
    f = Framework.of([Node("a", negative=True, low=0, high=10), Node("b", negative=True), Node("c")])
    x = np.array([[2.0, 4, 3], [7, 1, 4]])
    turned, r = prepare(x, f, Options())
    np.testing.assert_array_equal(turned[:, 0], x[:, 0])
    np.testing.assert_allclose(turned[:, 1], [1 / 8.1, 1 / 5.1], rtol=1e-14)
    np.testing.assert_allclose(r[:, 0], [0.8, 0.3], rtol=1e-14)
    np.testing.assert_allclose(r[:, 2], [0.6, 0.8], rtol=1e-14)


def test_four_levels_beside_an_indicator_under_the_top() -> None:
    """T over A and k; A over B and l; B over C and m; C over n and o: equal weights, by hand."""
    f = Framework.of(
        [Node(*p.partition(":")[::2]) for p in ["T", "A:T", "k:T", "B:A", "l:A", "C:B", "m:B", "n:C", "o:C"]]
    )
    x = [[1, 2, 4, 8, 16], [1, 1, 1, 1, 1]]  # k l m n o
    o = Options(normalise="none", subjective="equal", combine="subjective")
    r = compute(units(x), f, None, o)
    # C = 12, B = (12 + 4)/2 = 8, A = (8 + 2)/2 = 5, T = (5 + 1)/2 = 3
    assert dict(zip(f.code, r.nodes[0].tolist(), strict=True)) == {
        "T": 3, "A": 5, "k": 1, "B": 8, "l": 2, "C": 12, "m": 4, "n": 8, "o": 16,
    }  # fmt: skip
    np.testing.assert_allclose(r.effective[f.leaves], [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 16])
    assert r.score[1] == 1.0


GAPS = [[1, 10, 0.5], [2, NAN, 1], [3, 20, 2], [4, 50, 4]]


@pytest.mark.parametrize(
    ("missing", "scores"),
    [
        # weights .5 .3 .2 on max-scaled data; row 2 is (.5, gap, .25 turned to .75)
        ("keep", [0.125 + 0.06 + 0.2, NAN, 0.375 + 0.12 + 2 / 3.5 * 0.2, 0.5 + 0.3]),
        ("reweight", [0.385, (0.25 + 0.2 * 3 / 3.5) / 0.7, 0.495 + 0.4 / 3.5, 0.8]),
        ("zero", [0.385, 0.25 + 0.2 * 3 / 3.5, 0.495 + 0.4 / 3.5, 0.8]),
    ],
)
def test_missing_rules(missing: str, scores: list[float]) -> None:
    o = Options(positive="max", normalise="max", combine="subjective", missing=missing)
    r = compute(units(GAPS), flat(A), None, o)
    np.testing.assert_allclose(r.score, scores, rtol=1e-14, equal_nan=True)
    assert [f.key for f in r.findings] == [{"keep": "missing"}.get(missing, f"missing_{missing}")]
    assert r.findings[0].where == "u1 · q"
    if missing == "keep":
        assert np.isnan(r.rank[1]) and r.stage[1] is None
        assert r.order()[-1] == 1
    np.testing.assert_array_equal(np.isnan(r.data), np.isnan(GAPS) & (missing != "zero"))


@pytest.mark.parametrize("missing", ["keep", "reweight", "zero"])
def test_missing_values_under_cv(missing: str) -> None:
    r = compute(units(GAPS), flat(A), None, Options(missing=missing))
    x = np.array(GAPS)
    if missing == "zero":
        x = np.nan_to_num(x)
    x[:, 2] = 1 / (0.1 + 4 + x[:, 2])
    v = np.nanstd(x, axis=0, ddof=1) / np.nanmean(x, axis=0)
    np.testing.assert_allclose(r.objective[1:], v / v.sum(), rtol=1e-12)


def test_a_unit_without_any_value() -> None:
    x = [[1, 10, 0.5], [NAN, NAN, NAN], [3, 20, 2], [4, 50, 4]]
    for missing in ("keep", "reweight"):
        r = compute(units(x), flat(A), None, Options(missing=missing, scale="max100"))
        assert np.isnan(r.score[1]) and np.isnan(r.rank[1])
        assert sorted(r.rank[[0, 2, 3]]) == [1, 2, 3]
        alone = compute(units(np.delete(x, 1, 0)), flat(A), None, Options(missing=missing, scale="max100"))
        np.testing.assert_allclose(np.delete(r.score, 1), alone.score, rtol=1e-14)


@pytest.mark.parametrize(
    ("x", "options", "key", "where"),
    [
        ([[1, 7, 1], [2, 7, 2]], Options(), "constant", "q"),
        ([[1, 7, 1]], Options(), "few_units", "p"),
        ([[1, NAN, 1], [2, NAN, 2]], Options(), "all_missing", "q"),
        (X, Options(normalise="zscore"), "zero_mean", "p"),
        (X, Options(normalise="minmax", aggregate="geometric"), "geometric_domain", "p"),
        ([[1, 7, 1], [2, 0, 2]], Options(positive="inverse", k=0), None, None),
        ([[1, 7, 0], [2, 1, 2]], Options(positive="inverse"), "inverse_sign", "n"),
        ([[1, 7, -2], [2, 1, 2]], Options(k=0), "reciprocal_zero", "n"),
        (X, Options(decimals=99), "out_of_range", None),
        (X, Options(normalise="veector"), "unknown_method", None),
        (X, Options(subjective="delfi"), "unknown_method", None),
        (X, Options(subjective="delphi"), "no_delphi", None),
        (X, Options(breaks=(3.0, 1.0)), "breaks_order", None),
        (np.empty((0, 3)), Options(), "units_no_rows", None),
    ],
)
def test_refusals_name_the_indicator(
    refuses: Callable[..., MfgError], x: Any, options: Options, key: str | None, where: str | None
) -> None:
    f = flat()
    if key is None:
        compute(units(x), f, None, options)
    else:
        assert refuses(key, compute, units(x), f, None, options).where == where


def test_one_blank_among_given_weights_is_refused(refuses: Callable[..., MfgError]) -> None:
    f = flat([0.5, NAN, 0.5])
    assert refuses("blank_weight", compute, units(X), f).where == "q"


def test_names_are_checked(refuses: Callable[..., MfgError]) -> None:
    refuses("unit_duplicate", compute, UnitTable(("a", "a", "b", "c"), X), flat())
    refuses("unit_blank", compute, UnitTable(("a", "", "b", "c"), X), flat())


def test_one_unit_one_indicator() -> None:
    o = Options(combine="subjective", subjective="equal")
    r = compute(units([[5]]), Framework.of([Node("a")]), None, o)
    assert (r.score.tolist(), r.rank.tolist(), r.stage) == ([1.0], [1.0], ("leap",))
    r = compute(units([[3], [4]]), Framework.of([Node("a")]))  # an only child needs no CV
    np.testing.assert_allclose(r.score, [0.6, 0.8])


@pytest.mark.parametrize("unit", [1e307, 1e-307, 1e200, 1e-200])
def test_ends_of_the_range_change_nothing(unit: float) -> None:
    """Units of measurement of positive indicators do not matter, however large or small."""
    f = Framework.of([Node("p"), Node("q"), Node("n")])
    a, b = compute(units(X), f), compute(units(X * [unit, 1.0, unit]), f)
    np.testing.assert_allclose(b.weights, a.weights, rtol=1e-12)
    np.testing.assert_allclose(b.score, a.score, rtol=1e-12)


def test_options_are_resolved_in_either_language() -> None:
    o = Options(normalise="极差法", combine="乘法", ties="并列取平均名次", scale="百分制").resolved()
    assert (o.normalise, o.combine, o.ties, o.scale) == ("minmax", "multiplicative", "average", "max100")
    assert o.subjective == "auto"


def test_summary_by_group() -> None:
    r = compute(
        units(X, groups={"province": ("苏", "苏", "浙", "浙")}), flat(A), None, Options(scale="max100")
    )
    g = r.summary("province")
    assert g.name == ("浙", "苏")
    assert g.high[0] == 100.0 and g.best.tolist() == [1, 3]


matrices = st.integers(0, 10_000).map(
    lambda seed: np.random.default_rng(seed).integers(1, 999, (6, 3)).astype(float) / 7
).filter(lambda x: (np.ptp(x, axis=0) > 0).all())  # fmt: skip


@given(x=matrices, seed=st.integers(0, 99))
def test_order_of_units_and_of_indicators_does_not_matter(x: np.ndarray, seed: int) -> None:
    rng = np.random.default_rng(seed)
    p, q = rng.permutation(6), rng.permutation(3)
    a = compute(units(x), flat(A))
    b = compute(units(x[p]), flat(A))
    np.testing.assert_allclose(b.score, a.score[p], rtol=1e-12)
    nodes = list(flat(A).nodes[1:])
    c = compute(units(x[:, q]), Framework.of([replace(nodes[j], parent="") for j in q]))
    np.testing.assert_allclose(c.score, a.score, rtol=1e-12)
    np.testing.assert_allclose(c.weights[1:], a.weights[1:][q], rtol=1e-12)


@given(x=matrices, i=st.integers(0, 5), j=st.integers(0, 2))
def test_better_in_one_indicator_is_better_on_the_whole(x: np.ndarray, i: int, j: int) -> None:
    """With weights and goalposts fixed: larger p or q raises the score, larger n lowers it."""
    f = Framework.of([replace(n, low=0, high=500, parent="") for n in flat(A).nodes[1:]])
    o = Options(combine="subjective")
    y = x.copy()
    y[i, j] += 1.0
    a, b = compute(units(x), f, None, o).score, compute(units(y), f, None, o).score
    assert (b[i] < a[i]) if j == 2 else (b[i] > a[i])
    np.testing.assert_array_equal(np.delete(a, i), np.delete(b, i))


@given(x=matrices, factor=st.sampled_from([1e-9, 0.3, 10.0, 1e12]))
def test_units_of_measurement_do_not_matter(x: np.ndarray, factor: float) -> None:
    for o in (Options(positive="max"), Options(positive="mean"), Options(k=0.1)):
        k = o.k * factor  # METHOD A 2: "k carries the indicator's unit"
        a, b = compute(units(x), flat(A), None, o), compute(units(x * factor), flat(A), None, replace(o, k=k))
        np.testing.assert_allclose(a.score, b.score, rtol=1e-9)


def test_whole_numbers_in_integer_arrays_are_not_cut() -> None:
    x = np.array([[1, 10, 5], [2, 20, 1], [3, 20, 2]])
    tree = [
        Node("p", low=0, high=7, transform="sqrt", weight=1),
        Node("q", weight=2),
        Node("n", negative=True, weight=3),
    ]
    names = ("a", "b", "c")
    whole = compute(UnitTable(names, x), Framework.of(tree))
    exact = compute(
        UnitTable(names, x.astype(float)), Framework.of([replace(n, low=n.low * 1.0) for n in tree])
    )
    np.testing.assert_array_equal(whole.normalised, exact.normalised)
    np.testing.assert_allclose(whole.normalised[:, 0], np.sqrt([1 / 7, 2 / 7, 3 / 7]), rtol=1e-14)
    np.testing.assert_array_equal(whole.score, exact.score)
    no = np.array([False, False, True])
    np.testing.assert_array_equal(positive(x, no), positive(x.astype(float), no))
    np.testing.assert_array_equal(normalise(x), normalise(x.astype(float)))


def test_inputs_are_not_changed() -> None:
    x = np.array(GAPS)
    before = x.copy()
    compute(units(x), flat(A), None, Options(missing="zero", positive="max", normalise="minmax"))
    np.testing.assert_array_equal(x, before)


def test_effective_weights_of_the_pipeline() -> None:
    f = Framework.of(TREE)
    np.testing.assert_allclose(
        index.effective(np.array([1, 0.6, 0.4, 0.25, 0.75, 1]), f), [1, 0.6, 0.4, 0.15, 0.45, 0.4]
    )
