"""Whole-matrix methods: by hand, printed examples, directions, and properties over the registry."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.errors import MfgError
from udfs.engine.mcdm import evaluate
from udfs.engine.registry import methods
from udfs.engine.rsr import grading, ratio

NAN = float("nan")
NAMES = [m.name for m in methods("mcdm")]
#: The fourth unit's distance from the anti-ideal; it is .75 from the ideal.
FAR = (0.75**2 + 0.5**2) ** 0.5
CORNERS = [[0, 1], [3, 0], [3, 1], [1.5, 1]]

# rows, which are costs, weights, method, scaling, expected; worked by hand
BY_HAND = [
    (CORNERS, "++", [0.5, 0.5], "topsis", "none", [0.25, 0.75, 1.0, FAR / (FAR + 0.75)]),
    (CORNERS, "++", [0.5, 0.5], "vikor", None, [0.0, 0.0, 1.0, 0.5]),
    (CORNERS, "++", [0.75, 0.25], "vikor:1", None, [0.0, 2 / 3, 1.0, 0.5]),
    (CORNERS, "++", [0.5, 0.5], "gra", None, [2 / 3, 2 / 3, 1.0, 0.75]),
    (CORNERS, "++", [0.5, 0.5], "gra:1", None, [0.75, 0.75, 1.0, 0.5 + 1 / 3]),
    ([[2, 1], [3, 4]], "+-", [0.5, 0.5], "copras", None, [1.0, 2 / 3]),
    ([[2, 1], [3, 4]], "++", [0.5, 0.5], "copras", None, [3 / 7, 1.0]),
    ([[2, 1], [4, 2]], "+-", [0.5, 0.5], "waspas:1", None, [0.75, 0.75]),
    ([[2, 1], [4, 4]], "+-", [0.5, 0.5], "waspas:0", None, [0.5**0.5, 0.5]),
    ([[1, 3], [3, 1]], "+-", [0.5, 0.5], "edas", None, [0.0, 1.0]),
    ([[1], [2], [3]], "+", [1], "edas", None, [0.0, 0.5, 1.0]),
    ([[1], [2], [4]], "+", [1], "promethee", None, [-1.0, 0.0, 1.0]),
    ([[1], [2], [4]], "-", [1], "promethee", None, [1.0, 0.0, -1.0]),
    ([[1], [2], [4]], "+", [1], "promethee:0.5", None, [-5 / 6, -1 / 6, 1.0]),
    ([[1, 3], [2, 2], [3, 1]], "++", [0.75, 0.25], "rsr", None, [0.5, 2 / 3, 2.5 / 3]),
    ([[1, 3], [1, 2], [3, 1]], "+-", [0.5, 0.5], "秩和比", None, [1.25 / 3, 1.75 / 3, 1.0]),
    ([[0], [1], [2], [3], [4]], "+", [1], "fuzzy:3", None, [0, 25, 50, 75, 100]),
    ([[0], [1], [2], [3], [4]], "-", [1], "fuzzy:3", None, [100, 75, 50, 25, 0]),
    ([[0], [0], [0], [1]], "+", [1], "fuzzy:3", None, [25, 25, 25, 100]),
    ([[2, 1], [2, 2], [3, 3]], "+-", [0.5, 0.5], "dea", None, [1.0, 0.5, 0.5]),
    ([[1, 0], [0, 1], [0.5, 0.5], [0.25, 0.5]], "++", [0.5, 0.5], "bod", None, [1, 1, 1, 0.75]),
    ([[1, 0], [0, 1], [0.5, 0.5], [0.25, 0.5]], "++", [0.5, 0.5], "dea", None, [1, 1, 1, 0.75]),
    # weight 0 and missing: left out
    ([[1, 9], [2, NAN], [4, 1]], "++", [1, 0], "promethee", None, [-1.0, 0.0, 1.0]),
    ([[1, 1], [2, NAN], [4, 4]], "++", [1, 1], "promethee", None, [-1.0, NAN, 1.0]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "signs", "w", "method", "norm", "expected"), BY_HAND)
def test_by_hand(
    rows: list[list[float]],
    signs: str,
    w: list[float],
    method: str,
    norm: str | None,
    expected: list[float],
) -> None:
    negative = np.array([s == "-" for s in signs])
    out = evaluate(np.array(rows, dtype=float), negative, np.array(w, dtype=float), method, norm)
    np.testing.assert_allclose(out["score"], expected, rtol=1e-9, atol=1e-9, equal_nan=True)


#: Matrix, costs, weights and printed scores with their decimals.
PRINTED = {
    # Keshavarz Ghorabaee et al. (2015), EDAS, inventory classification
    "edas": (
        [[3873, 39.55, 0.27, 0.87, 150, 0.07, 12, 2130], [5067, 67.26, 0.23, 0.23, 40, 0.02, 21, 2200],
         [2213, 24.69, 0.08, 0.17, 200, 0.04, 35, 570], [6243, 132, 0.07, 0.25, 100, 0.04, 16, 100],
         [8312, 460.47, 0.05, 0.21, 25, 0.1, 25, 200]],
        "---++-++", [0.131, 0.113, 0.126, 0.125, 0.126, 0.129, 0.132, 0.117], [0.841, 0.632, 0.883, 0.457, 0.104], 3),
    # Zavadskas et al. (2012), WASPAS
    "waspas": (
        [[30, 23, 5, 0.745, 0.745, 1500, 5000], [18, 13, 15, 0.745, 0.745, 1300, 6000],
         [15, 12, 10, 0.500, 0.500, 950, 7000], [25, 20, 13, 0.745, 0.745, 1200, 4000],
         [14, 18, 14, 0.255, 0.745, 950, 3500], [17, 15, 9, 0.745, 0.500, 1250, 5250],
         [23, 18, 20, 0.500, 0.745, 1100, 3000], [16, 8, 14, 0.255, 0.500, 1500, 3000]],
        "+++++--", [0.1181, 0.1181, 0.0445, 0.1181, 0.2861, 0.2861, 0.0445],
        [0.8329, 0.7884, 0.6987, 0.8831, 0.7971, 0.7036, 0.8728, 0.5749], 4),
    # Stevic et al. (2020), MARCOS
    "marcos": (
        [[660, 1000, 1600, 18, 1200], [800, 1000, 1600, 24, 900], [980, 1000, 2500, 24, 900],
         [920, 1500, 1600, 24, 900], [1380, 1500, 1500, 24, 1150], [1230, 1000, 1600, 24, 1150],
         [680, 1500, 1600, 18, 1100], [960, 2000, 1600, 12, 1150]],
        "-++++", [0.1061, 0.3476, 0.3330, 0.1185, 0.0949],
        [0.5649, 0.5543, 0.6410, 0.6174, 0.6016, 0.5453, 0.6282, 0.6543], 4),
    # Keshavarz Ghorabaee et al. (2016), CODAS, tau = 0.02
    "codas": (
        [[45, 3600, 45, 0.9], [25, 3800, 60, 0.8], [23, 3100, 35, 0.9], [14, 3400, 50, 0.7], [15, 3300, 40, 0.8],
         [28, 3000, 30, 0.6]],
        "+-++", [0.2857, 0.3036, 0.2321, 0.1786], [1.3914, 0.3411, -0.2170, -0.5381, -0.7292, -0.2481], 4),
}  # fmt: skip


@pytest.mark.parametrize("method", PRINTED)
def test_printed_examples(method: str) -> None:
    rows, signs, w, printed, places = PRINTED[method]
    w_ = np.array(w)
    parts = evaluate(np.array(rows, dtype=float), np.array([s == "-" for s in signs]), w_, method)
    out, total = parts["score"], w_.sum()
    # The papers' rounded weights do not sum to 1; ours do.
    if method == "waspas":
        out = 0.5 * parts["WSM"] * total + 0.5 * parts["WPM"] ** total
    elif method == "codas":
        out = out * total
    np.testing.assert_allclose(out, printed, atol=1.1 * 10**-places)


@pytest.mark.parametrize("method", NAMES)
def test_directions(method: str) -> None:
    """Better in both: higher; with the directions swapped: lower."""
    x = np.array([[1.0, 5.0], [2.0, 3.0], [4.0, 1.0]])
    if (
        method == "cocoso"
    ):  # it refuses a unit that is the worst in everything: two more are worst in one each
        x = np.vstack([x, [0.5, 0.5], [5.0, 6.0]])
    up = evaluate(x, np.array([False, True]), None, method)["score"][:3]
    down = evaluate(x, np.array([True, False]), None, method)["score"][:3]
    assert (np.diff(up) > 1e-9).all()
    assert (np.diff(down) < -1e-9).all()


@pytest.mark.parametrize(
    ("key", "rows", "signs", "methods_"),
    [
        ("few_units", [[1, 2]], "++", NAMES),
        ("few_units", [[1, 2], [NAN, 3]], "++", NAMES),
        ("all_same", [[1, 2], [1, 2]], "++", NAMES),
        ("all_missing", [[NAN, 2], [NAN, 3]], "++", NAMES),
        ("constant", [[1, 2], [1, 3]], "++", ["vikor", "gra", "fuzzy"]),
        ("positive_domain", [[0, 2], [1, 3]], "-+", ["waspas", "codas", "marcos", "bod", "dea"]),
        ("positive_domain", [[-1, 2], [1, 3]], "++", ["waspas", "codas", "marcos", "bod", "dea", "copras"]),
        ("positive_domain", [[0, 2], [0, 3]], "++", ["waspas", "codas", "marcos", "bod", "dea", "copras"]),
        ("positive_domain", [[0, 2], [1, 3]], "++", ["marcos"]),
        ("positive_domain", [[0, 2], [1, 3]], "-+", ["copras"]),
        ("not_positive_sum", [[-1, 2], [1, 3]], "++", ["edas"]),
    ],
)
def test_refusals(
    refuses: Callable[..., MfgError], key: str, rows: list[list[float]], signs: str, methods_: list[str]
) -> None:
    for method in methods_:
        refuses(
            key,
            evaluate,
            np.array(rows, dtype=float),
            np.array([s == "-" for s in signs]),
            None,
            method,
        )


@pytest.mark.parametrize(
    ("name", "key"),
    [("vikor:2", "out_of_range"), ("codas:-1", "out_of_range"), ("fuzzy:2.5", "not_whole"), ("gra:0", "out_of_range"),
     ("topsis:1", "unknown_method"), ("fuzzy:x", "bad_parameter"), ("electre", "unknown_method")],
)  # fmt: skip
def test_bad_names(refuses: Callable[..., MfgError], name: str, key: str) -> None:
    refuses(key, evaluate, np.array([[1.0, 2.0], [2.0, 1.0]]), None, None, name)


def test_place_of_a_refusal_counts_all_rows_and_columns(refuses: Callable[..., MfgError]) -> None:
    x = np.array([[NAN, 1.0, 1.0], [1.0, 1.0, 2.0], [2.0, 5.0, -3.0]])
    error = refuses("positive_domain", evaluate, x, None, np.array([1.0, 0.0, 1.0]), "marcos")
    assert error.row is None or (error.row, error.col) == (2, 2)


blocks = arrays(
    float, st.tuples(st.integers(3, 7), st.integers(1, 5)), elements=st.integers(1, 900).map(lambda v: v / 8)
)


@pytest.mark.parametrize("method", [n if n != "codas" else "codas:0" for n in NAMES])
@given(x=blocks, seed=st.integers(0, 999))
def test_properties(method: str, x: np.ndarray, seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, m = x.shape
    negative, w = rng.random(m) < 0.4, rng.dirichlet(np.ones(m)) + 0.01
    sign = np.where(negative, -1.0, 1.0)
    step = rng.integers(1, 40, m) / 8.0
    x[1] = x[0] + np.where(negative, 0.0, step)  # unit 1 dominates unit 0
    x[0] += np.where(negative, step, 0.0)
    if method == "cocoso" and (x * sign == (x * sign).min(axis=0)).all(axis=1).any():
        with pytest.raises(MfgError, match="worst"):
            evaluate(x, negative, w, method)
        return
    y = evaluate(x, negative, w, method)["score"]
    assert np.isfinite(y).all()
    assert ((x[1] - x[0]) * sign > 0).all() and y[1] >= y[0] - 1e-8
    p, q = rng.permutation(n), rng.permutation(m)
    again = evaluate(x[p][:, q], negative[q], w[q], method)["score"]
    np.testing.assert_allclose(again, y[p], rtol=1e-7, atol=1e-8)
    # a change of unit changes nothing
    unit = evaluate(x * rng.choice([0.125, 4.0, 1000.0], m), negative, w, method)["score"]
    np.testing.assert_allclose(unit, y, rtol=1e-7, atol=1e-8)
    # a unit with a missing value takes no part
    gap = np.vstack([x, np.full(m, np.nan)])
    np.testing.assert_array_equal(evaluate(gap, negative, w, method)["score"][:-1], y)


@given(x=blocks, tau=st.sampled_from([0.0, 0.02, 0.1, 0.5]), seed=st.integers(0, 99))
def test_codas_and_promethee_equal_all_pairs(x: np.ndarray, tau: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    m = x.shape[1]
    x[0] += 0.125
    w = np.full(m, 1.0 / m)
    parts = evaluate(x, None, w, f"codas:{tau}")
    e, t = parts["E"], parts["T"]
    d = e[:, None] - e
    whole = (d + (np.abs(d) >= tau) * (t[:, None] - t)).sum(axis=1)
    np.testing.assert_allclose(parts["score"], whole, atol=1e-10)
    negative = rng.random(m) < 0.5
    y = np.where(negative, -x, x)
    full = tau * (y.max(axis=0) - y.min(axis=0))
    d3 = y[:, None, :] - y
    with np.errstate(divide="ignore", invalid="ignore"):
        linear = np.where(full > 0, np.clip(d3 / full, 0.0, 1.0), (d3 > 0).astype(float))
    flow = (linear @ w).sum(axis=1) - (linear @ w).sum(axis=0)
    ours = evaluate(x, negative, w, f"promethee:{tau}")["score"]
    np.testing.assert_allclose(ours, flow / (len(x) - 1), atol=1e-10)


def test_frontier_equals_one_programme_with_all_constraints() -> None:
    from scipy.optimize import linprog

    rng = np.random.default_rng(5)
    x = rng.lognormal(0, 0.5, (40, 6))
    negative = np.array([False, False, False, True, True, False])
    ours = evaluate(x, negative, None, "dea")["score"]
    rows = np.hstack([x[:, ~negative], -x[:, negative]])
    for i in range(40):
        goal = np.concatenate([-x[i, ~negative], np.zeros(2)])
        equal = np.concatenate([np.zeros(4), x[i, negative]])[None, :]
        whole = linprog(goal, rows, np.zeros(40), equal, [1.0], method="highs")
        assert ours[i] == pytest.approx(-whole.fun, abs=1e-9)
    assert ours.max() == pytest.approx(1.0, abs=1e-9)


def test_large_numbers_end_in_a_number_or_a_message() -> None:
    x = np.array([[1e308, 1.0], [-1e308, 2.0], [1e308, 5e-324]])
    for method in NAMES:
        try:
            scores = evaluate(x, None, None, method)["score"]
        except MfgError as error:
            key = error.key
        else:
            key = "overflow" if np.isfinite(scores).all() else "infinite"
        assert key in ("overflow", "positive_domain", "not_positive_sum"), method


# --- rank-sum ratio ----------------------------------------------------------------------------------


def test_rsr_of_intervals() -> None:
    """非整次: R = 1 + (n - 1)(x - min)/(max - min)."""
    x = np.array([[0.0, 5.0], [1.0, 4.0], [4.0, 1.0]])
    out = ratio(x, np.array([False, True]), np.array([0.5, 0.5]), interval=True)
    np.testing.assert_allclose(out, [1 / 3, 1.5 / 3, 1.0])


def test_grading_by_hand() -> None:
    """Four units: cumulated 1/4, 2/4, 3/4, 1 - 1/16; their probits from the normal table."""
    s = np.array([0.9, 0.3, 0.5, 0.7])
    g = grading(s, 3)
    np.testing.assert_allclose(g.down, [0.9375, 0.25, 0.5, 0.75])
    np.testing.assert_allclose(g.probit, [6.5341, 4.3255, 5.0, 5.6745], atol=5e-5)
    b = np.polyfit(g.probit, s, 1)
    np.testing.assert_allclose([g.b, g.a], b, rtol=1e-12)
    np.testing.assert_allclose(g.fitted, g.a + g.b * g.probit)
    assert 0.97 < g.r2 < 1
    # Limits: fitted values at probits 4 and 6, .24 and .79.
    assert g.grade.tolist() == [1, 2, 2, 2]
    # One limit, fitted at probit 5: .6 - .273 (5.3835 - 5) = .495
    assert grading(s, 2).grade.tolist() == [1, 2, 1, 1]


def test_grading_of_ties() -> None:
    """Two units share the places 1 and 2: mean place 1.5 of 4."""
    g = grading(np.array([0.2, 0.2, 0.5, 0.8]))
    np.testing.assert_allclose(g.down, [0.375, 0.375, 0.75, 0.9375])


def test_grading_refuses(refuses: Callable[..., MfgError]) -> None:
    refuses("all_same", grading, np.array([0.5, 0.5]))
    refuses("not_whole", grading, np.array([0.5, 0.6]), 7)
