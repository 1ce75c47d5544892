"""Best-worst, order relation, precedence chart, ABC classes and stage weights: by hand and as properties."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.abc_classes import abc_weights, of_units, stage_weights
from udfs.engine.bwm import best_worst
from udfs.engine.errors import MfgError
from udfs.engine.g1 import order_relation
from udfs.engine.precedence import chart_of, precedence

N = float("nan")


def floats(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)


# --- best-worst -------------------------------------------------------------------------------------------


def test_best_worst_inconsistent_by_hand() -> None:
    """Comparisons 8, 2, 1 and 1, 5, 8 (Rezaei 2015, transport mode).

    With w_W = 1: |w_B - 8| <= k, |w_B - 2x| <= k, |x - 5| <= k leave x <= 4 + k and x >= 5 - k, so k = 1/2,
    x = 4.5, w_B = 8.5; the sum is 14.
    """
    r = best_worst(floats(8, 2, 1), floats(1, 5, 8))
    np.testing.assert_allclose(r.weight, floats(1, 4.5, 8.5) / 14, atol=1e-9)
    assert r.ksi == pytest.approx(0.5 / 14, abs=1e-9)
    assert (r.best, r.worst, r.odd) == (2, 0, 1)
    assert r.cr == pytest.approx(2 / 56)  # |2 * 5 - 8| / (64 - 8)


@pytest.mark.parametrize(
    ("best", "worst", "weight"),
    [
        ([1, 2, 8], [8, 4, 1], [8 / 13, 4 / 13, 1 / 13]),
        ([1, 3], [3, 1], [0.75, 0.25]),
        ([1, 1, 1], [1, 1, 1], [1 / 3] * 3),
        ([1, 1, 4], [4, 4, 1], [4 / 9, 4 / 9, 1 / 9]),
    ],
)
def test_best_worst_consistent_by_hand(best: list[float], worst: list[float], weight: list[float]) -> None:
    r = best_worst(floats(*best), floats(*worst))
    np.testing.assert_allclose(r.weight, weight, rtol=1e-15)
    assert (r.ksi, r.cr, r.odd) == (0.0, 0.0, -1)


@pytest.mark.parametrize(
    ("best", "worst", "key", "arg", "col"),
    [
        ([1], [1], "ahp_one", "best", None),
        ([1, 2, 3], [3, 1], "bad_length", "worst", None),
        ([1, N, 3], [3, 2, 1], "bwm_blank", "best", 1),
        ([1, 2, 3], [3, 0.5, 1], "bwm_range", "worst", 1),
        ([1, 2, 30000], [3, 2, 1], "bwm_range", "best", 2),
        ([2, 2, 3], [3, 2, 1], "bwm_no_one", "best", None),
        ([1, 2, 3], [3, 2, 2], "bwm_no_one", "worst", None),
        ([1, 2, 8], [6, 4, 1], "bwm_mismatch", "worst", 0),
    ],
)
def test_best_worst_refusals(
    refuses: Callable[..., MfgError], best: list[float], worst: list[float], key: str, arg: str, col: int | None
) -> None:  # fmt: skip
    error = refuses(key, best_worst, floats(*best), floats(*worst))
    assert (error.arg, error.col) == (arg, col)


@st.composite
def best_worst_vectors(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    m = draw(st.integers(2, 7))
    top = draw(st.integers(2, 9))
    a, b = (floats(*draw(st.lists(st.integers(2, top), min_size=m, max_size=m))) for _ in range(2))
    a[0], b[0], a[-1], b[-1] = 1, top, top, 1
    return a, b


@given(v=best_worst_vectors(), seed=st.integers(0, 99))
def test_best_worst_properties(v: tuple[np.ndarray, np.ndarray], seed: int) -> None:
    """The constraints hold, weights sum to 1, and the order of the items does not matter."""
    a, b = v
    r = best_worst(a, b)
    assert r.weight.sum() == pytest.approx(1.0, abs=1e-12) and (r.weight >= 0).all()
    assert np.abs(r.weight[0] - a * r.weight).max() <= r.ksi + 1e-7
    assert np.abs(r.weight - b * r.weight[-1]).max() <= r.ksi + 1e-7
    assert r.cr >= 0
    p = np.random.default_rng(seed).permutation(a.size)
    turned = best_worst(a[p], b[p])
    np.testing.assert_allclose(turned.weight, r.weight[p], atol=1e-7)
    assert turned.ksi == pytest.approx(r.ksi, abs=1e-9)


# --- order relation ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ratio", "order", "weight"),
    [
        # r2 r3 = 1.8, r3 = 1.5: w3 = 1 / (1 + 1.8 + 1.5).
        ([N, 1.2, 1.5], None, [1.8 / 4.3, 1.5 / 4.3, 1 / 4.3]),
        ([1.5, N, 1.2], [3, 1, 2], [1 / 4.3, 1.8 / 4.3, 1.5 / 4.3]),
        ([N, 1, 1, 1], None, [0.25] * 4),
        ([9, 2, 2], None, [4 / 7, 2 / 7, 1 / 7]),  # the first item's is not used
    ],
)
def test_order_relation(ratio: list[float], order: list[float] | None, weight: list[float]) -> None:
    w = order_relation(floats(*ratio), None if order is None else floats(*order))
    np.testing.assert_allclose(w, weight, rtol=1e-14)


@pytest.mark.parametrize(
    ("ratio", "order", "key", "col"),
    [
        ([N], None, "ahp_one", None),
        ([N, 1.2], [1, 2, 3], "bad_length", None),
        ([N, 1.2, 1.2], [1, 2, 2], "g1_order", 2),
        ([N, 1.2, 1.2], [1, 2, 5], "g1_order", 2),
        ([N, 1.2, 1.2], [1, N, 3], "g1_order", 1),
        ([N, 1.2, N], None, "g1_blank", 2),
        ([1.2, N, 0.8], [2, 1, 3], "g1_ratio", 2),
        ([N, -1.2], None, "g1_ratio", 1),
    ],
)
def test_order_relation_refusals(
    refuses: Callable[..., MfgError], ratio: list[float], order: list[float] | None, key: str, col: int | None
) -> None:  # fmt: skip
    error = refuses(key, order_relation, floats(*ratio), None if order is None else floats(*order))
    assert error.col == col


@given(r=st.lists(st.floats(1, 9), min_size=2, max_size=60), seed=st.integers(0, 99))
def test_order_relation_properties(r: list[float], seed: int) -> None:
    ratio = floats(*r)
    w = order_relation(ratio)
    assert w.sum() == pytest.approx(1.0, abs=1e-13)
    np.testing.assert_allclose(w[:-1], w[1:] * ratio[1:], rtol=1e-11)
    p = np.random.default_rng(seed).permutation(ratio.size)
    np.testing.assert_allclose(order_relation(ratio[p], p + 1.0), w[p], rtol=1e-12)


# --- precedence chart ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chart", "weight"),
    [
        # Rows 0.5 + 1 + 1, 0 + 0.5 + 0.5, 0 + 0.5 + 0.5 of 4.5.
        ([[0.5, 1, 1], [0, 0.5, 0.5], [0, 0.5, 0.5]], [5 / 9, 2 / 9, 2 / 9]),
        ([[N, 1, 1], [N, N, 0.5], [N, N, N]], [5 / 9, 2 / 9, 2 / 9]),
        ([[0.5, 0.7], [0.3, 0.5]], [0.6, 0.4]),  # 70 % of the experts prefer the first
    ],
)
def test_precedence(chart: list[list[float]], weight: list[float]) -> None:
    np.testing.assert_allclose(precedence(np.array(chart)), weight, rtol=1e-14)


def test_chart_of_scores() -> None:
    np.testing.assert_array_equal(chart_of(floats(9, 7, 7)), [[0.5, 1, 1], [0, 0.5, 0.5], [0, 0.5, 0.5]])


@pytest.mark.parametrize(
    ("chart", "key", "place"),
    [
        ([[0.5, 1]], "chart_shape", (None, None)),
        ([[0.5]], "ahp_one", (None, None)),
        ([[0.5, 2], [N, 0.5]], "chart_range", (0, 1)),
        ([[1, 1], [0, 0.5]], "chart_diagonal", (0, 0)),
        ([[0.5, 1], [1, 0.5]], "chart_sum", (1, 0)),
        ([[0.5, N], [N, 0.5]], "chart_blank", (0, 1)),
    ],
)
def test_precedence_refusals(
    refuses: Callable[..., MfgError], chart: list[list[float]], key: str, place: tuple[int | None, int | None]
) -> None:  # fmt: skip
    error = refuses(key, precedence, np.array(chart))
    assert (error.row, error.col) == place
    refuses("ahp_one", chart_of, floats(3))
    assert refuses("score_blank", chart_of, floats(3, N)).col == 1


@given(s=arrays(float, st.integers(2, 9), elements=st.integers(1, 5).map(float)), seed=st.integers(0, 99))
def test_precedence_properties(s: np.ndarray, seed: int) -> None:
    """Weights sum to 1, permute, tie where scores tie, and follow (m - mean rank + 1/2)."""
    from scipy.stats import rankdata

    w = precedence(chart_of(s))
    assert w.sum() == pytest.approx(1.0, abs=1e-14)
    np.testing.assert_allclose(w, (rankdata(s) - 0.5) / (s.size**2 / 2), rtol=1e-13)
    p = np.random.default_rng(seed).permutation(s.size)
    np.testing.assert_array_equal(precedence(chart_of(s[p])), w[p])


# --- ABC classes and stages ----------------------------------------------------------------------------------

CLASSES = np.array([0, 0, 1, 2])
ABC = [
    # A holds 0.5 as 6 : 4, B 0.3, C 0.2.
    ("share", None, None, [0.3, 0.2, 0.3, 0.2]),
    (None, None, None, [0.3, 0.2, 0.3, 0.2]),
    ("类别份额", [6, 3, 1], None, [0.36, 0.24, 0.3, 0.1]),
    # 3 * 6, 3 * 4, 2 * 5, 1 * 10 of 50.
    ("multiplier", None, None, [0.36, 0.24, 0.2, 0.2]),
    ("multiplier", [1, 1, 1], None, [0.24, 0.16, 0.2, 0.4]),
    # Two parents: A alone fills the first; B and C, 0.3 : 0.2, the second.
    ("share", None, [0, 0, 1, 1], [0.6, 0.4, 0.6, 0.4]),
    ("multiplier", None, [0, 0, 1, 1], [0.6, 0.4, 0.5, 0.5]),
]


@pytest.mark.parametrize(("method", "factor", "groups", "expected"), ABC)
def test_abc(method: str, factor: list[float], groups: list[int], expected: list[float]) -> None:
    span = None if groups is None else np.array(groups)
    w = abc_weights(floats(6, 4, 5, 10), CLASSES, method, factor, span)
    np.testing.assert_allclose(w, expected, rtol=1e-14)


@pytest.mark.parametrize(
    ("score", "factor", "key", "arg"),
    [
        ([6, 4, 5], None, "bad_length", "grade"),
        ([6, 4, 5, N], None, "blank_weight", "data"),
        ([6, 4, 5, -1], None, "negative_weight", "data"),
        ([6, 4, 5, 0], None, "zero_weights", "data"),
        ([6, 4, 5, 1], [0.5, 0.5], "abc_factor", "grade"),
        ([6, 4, 5, 1], [0.5, -0.5, 1], "negative_weight", "factor"),
        ([6, 4, 5, 1], [0.5, N, 1], "blank_weight", "factor"),
        ([6, 4, 5, 1], [0, 0, 0], "zero_weights", "factor"),
    ],
)
def test_abc_refusals(
    refuses: Callable[..., MfgError], score: list[float], factor: list[float] | None, key: str, arg: str
) -> None:
    assert refuses(key, abc_weights, floats(*score), CLASSES, None, factor).arg == arg


@given(e=arrays(float, 6, elements=st.integers(1, 10).map(float)), seed=st.integers(0, 99))
def test_abc_properties(e: np.ndarray, seed: int) -> None:
    classes = np.array([0, 1, 2, 0, 1, 2])
    for method in ("share", "multiplier"):
        w = abc_weights(e, classes, method)
        assert w.sum() == pytest.approx(1.0, abs=1e-14)
        p = np.random.default_rng(seed).permutation(6)
        np.testing.assert_allclose(abc_weights(e[p], classes[p], method), w[p], rtol=1e-13)
    share = abc_weights(e, classes)
    np.testing.assert_allclose(np.bincount(classes, weights=share), [0.5, 0.3, 0.2], rtol=1e-13)


def test_stages_by_hand() -> None:
    """0.5, 0.5 under factors 1, 3 and 1, 1."""
    t = np.array([[1.0, 1], [3, 1]])
    w = stage_weights(t, floats(1, 1))
    np.testing.assert_allclose(w, [[0.25, 0.5], [0.75, 0.5]], rtol=1e-15)
    np.testing.assert_allclose(stage_weights(t), [[0.25, 0.5], [0.75, 0.5]], rtol=1e-15)
    np.testing.assert_allclose(stage_weights(t, floats(3, 1))[:, 0], [0.5, 0.5], rtol=1e-15)
    np.testing.assert_allclose(stage_weights(t, None, np.array([0, 1])), np.ones((2, 2)))
    np.testing.assert_allclose(of_units(w, np.array([1, 0, 1])), [[0.5, 0.5], [0.25, 0.75], [0.5, 0.5]])


@pytest.mark.parametrize(
    ("table", "key", "place"),
    [
        ([[1, N], [1, 1]], "stage_factor_blank", (0, 1)),
        ([[1, 1], [1, -1]], "stage_factor_negative", (1, 1)),
        ([[1, 0], [1, 0]], "stage_zero", (0, 1)),
    ],
)
def test_stage_refusals(
    refuses: Callable[..., MfgError], table: list[list[float]], key: str, place: tuple[int, int]
) -> None:
    error = refuses(key, stage_weights, np.array(table), floats(1, 1))
    assert (error.arg, error.row, error.col) == ("factor", *place)
    assert refuses("bad_length", stage_weights, np.ones((2, 2)), floats(1, 1, 1)).arg == "weight"
