"""Ranks against scipy.stats.rankdata, and rounding as Excel's ROUND."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from udfs.engine.errors import MfgError
from udfs.engine.rank import rank, rank_within, round_half_away
from udfs.engine.registry import names

NAN = float("nan")

# ties, order, scores, expected
CASES = [
    (None, None, [9, 7, 7, 5], [1, 2, 2, 4]),
    ("min", None, [9, 7, 7, 5], [1, 2, 2, 4]),
    ("max", None, [9, 7, 7, 5], [1, 3, 3, 4]),
    ("average", None, [9, 7, 7, 5], [1, 2.5, 2.5, 4]),
    ("dense", None, [9, 7, 7, 5], [1, 2, 2, 3]),
    ("ordinal", None, [9, 7, 7, 5], [1, 2, 3, 4]),
    ("min", "ascending", [9, 7, 7, 5], [4, 2, 2, 1]),
    ("ordinal", "升序", [9, 7, 7, 5], [4, 2, 3, 1]),
    ("min", None, [NAN, 7, NAN, 9], [NAN, 2, NAN, 1]),
    ("min", None, [NAN, NAN], [NAN, NAN]),
    ("min", None, [], []),
    ("min", None, [3], [1]),
    ("min", None, [4, 4, 4], [1, 1, 1]),
    ("max", None, [4, 4, 4], [3, 3, 3]),
    ("min", None, [0.0, -0.0, 1e-308, 1e308, -1e308], [3, 3, 2, 1, 5]),
]


@pytest.mark.parametrize(("ties", "order", "scores", "expected"), CASES)
def test_by_hand(ties: str | None, order: str | None, scores: list[float], expected: list[float]) -> None:
    np.testing.assert_array_equal(rank(np.array(scores, dtype=float), ties, order=order), expected)


scores = st.lists(st.integers(-5, 5).map(lambda v: v / 3), min_size=1, max_size=30).map(np.array)


@pytest.mark.parametrize("ties", names("ties"))
@given(s=scores)
def test_equals_scipy(ties: str, s: np.ndarray) -> None:
    np.testing.assert_array_equal(rank(s, ties), rankdata(-s, method=ties))
    np.testing.assert_array_equal(rank(s, ties, order="ascending"), rankdata(s, method=ties))


@pytest.mark.parametrize("ties", names("ties"))
@given(s=scores, seed=st.integers(0, 99))
def test_invariances(ties: str, s: np.ndarray, seed: int) -> None:
    r = rank(s, ties)
    for f in (lambda v: 1e6 * v + 3, np.exp, lambda v: np.arctan(v) * 1e-200):
        np.testing.assert_array_equal(rank(f(s), ties), r)
    if ties != "ordinal":
        p = np.random.default_rng(seed).permutation(s.size)
        np.testing.assert_array_equal(rank(s[p], ties), r[p])
    gaps = np.insert(s, s.size // 2, NAN)
    np.testing.assert_array_equal(np.delete(rank(gaps, ties), s.size // 2), r)


# Excel: =ROUND(x, d)
ROUND = [
    (1.005, 2, 1.01),
    (2.5, 0, 3),
    (-2.5, 0, -3),
    (0.5, 0, 1),
    (-0.5, 0, -1),
    (2.675, 2, 2.68),
    (1.115, 2, 1.12),
    (0.285, 2, 0.29),
    (4.35, 1, 4.4),
    (1.45, 1, 1.5),
    (-1.005, 2, -1.01),
    (1.00499, 2, 1.0),
    (2.4999999999, 0, 2),
    (150, -2, 200),
    (-150, -2, -200),
    (149, -2, 100),
    (1234567.891, -3, 1235000),
    (0.1 + 0.2, 15, 0.3),
    (1234567890.123453, 5, 1234567890.12345),
    (98765432101234.25, 0, 98765432101234.0),
    (98765432101234.5, 0, 98765432101235.0),
    (1e308, 2, 1e308),
    (1e308, 15, 1e308),
    (1e-308, 15, 0.0),
    (9007199254740993.0, 2, 9007199254740993.0),
]


@pytest.mark.parametrize(("x", "decimals", "expected"), ROUND)
def test_rounds_as_excel(x: float, decimals: int, expected: float) -> None:
    assert round_half_away(np.array([x]), decimals).tolist() == [expected]


@given(x=st.integers(-(10**9), 10**9), places=st.integers(0, 5), decimals=st.integers(-3, 4))
def test_rounds_decimal_fractions_exactly(x: int, places: int, decimals: int) -> None:
    exact = Decimal(x).scaleb(-places)
    expected = float(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
    assert round_half_away(np.array([float(exact)]), decimals).tolist() == [expected]


def test_missing_stays_missing_and_range_is_checked(refuses: Callable[..., MfgError]) -> None:
    assert np.isnan(round_half_away(np.array([NAN]), 2)).all()
    for decimals in (16, -16):
        refuses("out_of_range", round_half_away, np.array([1.0]), decimals)
    refuses("unknown_method", rank, np.array([1.0]), "first")


def test_rounding_before_ranking_makes_ties() -> None:
    s = np.array([73.64, 73.61, 73.55, 70.0])
    assert rank(s).tolist() == [1, 2, 3, 4]
    assert rank(s, decimals=1).tolist() == [1, 1, 1, 4]
    assert rank(s, "average", 0).tolist() == [2, 2, 2, 4]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("min", [1, 1, 1, NAN, 3, NAN]), ("max", [2, 1, 2, NAN, 3, NAN]), ("average", [1.5, 1, 1.5, NAN, 3, NAN]),
     ("dense", [1, 1, 1, NAN, 2, NAN]), ("ordinal", [1, 1, 2, NAN, 3, NAN])],
)  # fmt: skip
def test_ranks_inside_groups_by_hand(ties: str, expected: list[float]) -> None:
    """广东 has 9, 9, 3; 江苏 8; one has no score, one no group."""
    s, g = np.array([9.0, 8, 9, NAN, 3, 7]), ["广东", "江苏", "广东", "江苏", "广东", ""]
    np.testing.assert_array_equal(rank_within(s, g, ties), expected)


@pytest.mark.parametrize("ties", names("ties"))
@given(
    s=st.lists(st.one_of(st.integers(-3, 3).map(float), st.just(NAN)), max_size=12),
    order=st.sampled_from(names("order")),
    seed=st.integers(0, 99),
)
def test_ranks_inside_groups_are_those_of_each_group(
    ties: str, s: list[float], order: str, seed: int
) -> None:
    v = np.array(s, dtype=float)
    g = np.array(["a", "b", "c"])[np.random.default_rng(seed).integers(0, 3, v.size)]
    got = rank_within(v, g.tolist(), ties, None, order)
    for name in "abc":
        np.testing.assert_array_equal(got[g == name], rank(v[g == name], ties, order=order))


def test_groups_as_many_as_scores(refuses: Callable[..., MfgError]) -> None:
    assert refuses("bad_length", rank_within, np.array([1.0, 2.0]), ["a"]).arg == "group"
