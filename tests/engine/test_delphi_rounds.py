"""Delphi rounds: Kendall's W by hand, published and against scipy's Friedman test; authority; convergence."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import friedmanchisquare

from udfs.engine.delphi import Delphi
from udfs.engine.delphi_rounds import authority, coefficient, concordance, rounds
from udfs.engine.errors import MfgError

N = float("nan")


def test_concordance_by_hand() -> None:
    """Ranks 1 2 3, 1 2 3, 2 1 3: sums 4, 5, 9 about 6; S = 14, W = 12 * 14 / (9 * 24) = 7/9, chi2 = 6 W."""
    c = concordance(np.array([[1.0, 2, 3], [10, 20, 30], [5, 4, 9]]))
    assert (c.judges, c.items, c.df) == (3, 3, 2)
    assert c.w == pytest.approx(7 / 9, rel=1e-15) and c.w_plain == c.w
    assert c.chi2 == pytest.approx(14 / 3, rel=1e-15)
    assert c.p == pytest.approx(np.exp(-7 / 3), rel=1e-13)  # two degrees of freedom: exp(-chi2 / 2)


def test_ties_by_hand() -> None:
    """Both judges 1.5 1.5 3: S = (3-4)^2 * 2 + (6-4)^2 = 6, W = 72 / (4 * 24 - 2 * 2 * 6) = 1."""
    c = concordance(np.array([[7.0, 7, 9], [1, 1, 4]]))
    assert c.w == 1.0
    assert c.w_plain == pytest.approx(0.75)


@pytest.mark.parametrize(
    "scores",
    [[[1.0, 2, 3]], [[1.0], [2.0]], [[5.0, 5], [3, 3]], [[1.0, N], [N, 2]]],
    ids=["one judge", "one item", "nobody tells them apart", "nobody scored all"],
)
def test_no_concordance(scores: list[list[float]]) -> None:
    c = concordance(np.array(scores))
    assert np.isnan([c.w, c.chi2, c.p]).all()


@pytest.mark.parametrize("case", ["zar_ex20_5", "4judges_5projects"])
def test_published(shared: ModuleType, case: str) -> None:
    columns = {"zar_ex20_5": ["wing_rank", "tail_rank", "bill_rank"], "4judges_5projects": ["j1", "j2", "j3", "j4"]}  # fmt: skip
    x = shared.table(f"reference/published/kendallw_{case}.csv")[columns[case]].to_numpy(dtype=float).T
    p = shared.table("reference/published/kendallw_results.csv", index=0).loc[case]
    c = concordance(x)
    assert (c.judges, c.items, c.df) == (p["m"], p["n"], p["df"])
    assert c.w_plain == pytest.approx(p["W_uncorrected"], rel=1e-12)
    assert c.w == pytest.approx(p["W_tie_corrected"], rel=1e-12)
    assert c.chi2 == pytest.approx(p["chi2_corrected"], rel=1e-12)


scores = arrays(float, st.tuples(st.integers(2, 6), st.integers(3, 8)), elements=st.integers(1, 5).map(float))


@given(x=scores, seed=st.integers(0, 99))
def test_concordance_properties(x: np.ndarray, seed: int) -> None:
    """W in [0, 1]; the chi-square is Friedman's; order of judges and items, and scales, do not matter."""
    c = concordance(x)
    if (x == x[:, :1]).all():
        assert np.isnan(c.w)
        return
    assert 0.0 <= c.w_plain <= c.w <= 1.0
    friedman = friedmanchisquare(*x.T)
    assert c.chi2 == pytest.approx(friedman.statistic, rel=1e-9, abs=1e-9)
    assert c.p == pytest.approx(friedman.pvalue, rel=1e-6, abs=1e-12)
    rng = np.random.default_rng(seed)
    y = x[rng.permutation(x.shape[0])][:, rng.permutation(x.shape[1])]
    assert concordance(y * 3 + 7).w == pytest.approx(c.w, rel=1e-12, abs=1e-15)
    same = concordance(np.repeat(x[:1], 3, axis=0))
    assert np.isnan(same.w) or same.w == 1.0


def test_rounds_by_hand() -> None:
    """Two experts, two items; in round 2 they agree."""
    d = Delphi(
        ("A", "B"), np.array([1.0, 1, 2, 2]), ("a", "b") * 2, np.array([[4.0, 8], [8, 4], [10, 6], [10, 6]])
    )
    r = rounds(d)
    np.testing.assert_array_equal(r.round, [1, 2])
    np.testing.assert_array_equal(r.experts, [2, 2])
    np.testing.assert_array_equal(r.mean, [6, 8])
    np.testing.assert_array_equal(r.median, [6, 8])
    np.testing.assert_array_equal(r.q1, [4, 6])
    np.testing.assert_array_equal(r.q3, [8, 10])
    np.testing.assert_array_equal(r.full, [0, 0.5])
    np.testing.assert_allclose(r.cv, [8**0.5 / 6, 0], rtol=1e-15)
    assert [c.w for c in r.agreement] == [0.0, 1.0]
    np.testing.assert_allclose(r.cv_change, [N, -(8**0.5) / 6], rtol=1e-15)
    np.testing.assert_array_equal(r.w_change, [N, 1])
    np.testing.assert_array_equal(rounds(d, 8).full, [0.5, 0])


def test_empty_round() -> None:
    d = Delphi(("A",), np.array([1.0, 2]), ("a", "a"), np.array([[N], [5.0]]))
    r = rounds(d)
    assert r.experts.tolist() == [0, 1]
    assert np.isnan(r.mean[0]) and r.mean[1] == 5


def test_authority_by_hand(refuses: Callable[..., MfgError]) -> None:
    a = authority(np.array([[0.5, 0.3], [0.3, N], [0.5, 0.5]]), np.array([0.8, 0.6, 1.0]))
    assert a.experts == 3
    assert a.ca == pytest.approx(0.7) and a.cs == pytest.approx(0.8) and a.cr == pytest.approx(0.75)
    with_gap = authority(np.array([[N], [0.5]]), np.array([0.8, N]))
    assert (with_gap.experts, with_gap.ca, with_gap.cs) == (2, 0.5, 0.8)
    one = np.array([0.8])
    assert refuses("bad_length", authority, np.ones((2, 1)), one).arg == "familiarity"
    assert refuses("authority_range", authority, np.array([[0.8, 0.5]]), one).row == 0
    assert refuses("authority_range", authority, np.array([[0.8]]), -one).arg == "familiarity"
    refuses("authority_none", authority, np.array([[N]]), one)


def test_authority_published(shared: ModuleType) -> None:
    """Ca on round 1 only: the printed Ca of round 2 is not what its own table gives."""
    t = shared.table("reference/published/delphi_authority_bmjopen.csv")
    p = shared.table("reference/published/delphi_authority_bmjopen_results.csv", index=0)
    for which in (1, 2):
        found = {}
        for kind in ("Ca_judgement", "Cs_familiarity"):
            part = t[(t["round"] == which) & (t["component"] == kind)]
            value, count = part["value"].to_numpy(), part["n_experts_or_count"].to_numpy(dtype=float)
            found[kind[:2]] = coefficient(value, count, float(p.loc[which, "n_experts"]))
        assert found["Cs"] == pytest.approx(p.loc[which, "Cs"], abs=5.01e-4)
        if which == 1:
            assert found["Ca"] == pytest.approx(p.loc[1, "Ca"], abs=5.01e-4)
            # Printed from the rounded Ca and Cs: (.944 + .775) / 2 = .8595.
            cr = (round(found["Ca"], 3) + round(found["Cs"], 3)) / 2
            assert cr == pytest.approx(p.loc[1, "Cr"], abs=5.01e-4)
