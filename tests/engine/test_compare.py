"""Agreement of rankings against scipy, and the figures of METHOD B for the two reports."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau, spearmanr

from udfs.engine.compare import compare
from udfs.engine.errors import MfgError

NAN = float("nan")


def test_by_hand() -> None:
    r = compare(np.array([1.0, 2, 3, 4, NAN, 5]), np.array([2.0, 1, 3, 4, 5, NAN]))
    # four common units; d^2 sum 2: 1 - 6 * 2 / (4 * 15); one discordant pair of six
    assert (r.common, r.same, r.shift) == (4, 2, 0.5)
    assert r.spearman == pytest.approx(0.8, abs=1e-15)
    assert r.kendall == pytest.approx(4 / 6, abs=1e-15)
    # d^2 = 1, 1 by 10 - 3 = 7 each: 1 - 6 * 14 / (256 + 64 - 16 - 4); 2^-1 1/3 + 2^-2 1/2 apart
    assert r.weighted == pytest.approx(1 - 84 / 300, abs=1e-15)
    assert r.ws == pytest.approx(1 - 1 / 6 - 1 / 8, abs=1e-15)


def test_direction_of_either_side() -> None:
    ranks, scores = np.array([1.0, 2, 3]), np.array([90.0, 80, 70])
    assert compare(ranks, scores, True, False).spearman == 1.0
    assert compare(ranks, scores, True, True).spearman == -1.0
    assert compare(ranks, scores, True, False).same == 3


def test_the_top_counts_more() -> None:
    """Swapping the first two costs more than swapping the last two; reversed rankings of five (pymcdm: -1, .1615)."""
    a = np.arange(1.0, 6.0)
    top, bottom = compare(a, a[[1, 0, 2, 3, 4]]), compare(a, a[[0, 1, 2, 4, 3]])
    assert top.spearman == pytest.approx(bottom.spearman)
    assert top.weighted < bottom.weighted < 1 and top.ws < bottom.ws < 1
    assert (compare(a, a).weighted, compare(a, a).ws) == (1, 1)
    turned = compare(a, a[::-1])
    assert turned.weighted == pytest.approx(-1)
    # 2^-1 4/4 + 2^-2 2/3 + 0 + 2^-4 2/3 + 2^-5 4/4
    assert turned.ws == pytest.approx(1 - (1 / 2 + 1 / 6 + 1 / 24 + 1 / 32))


def test_equals_pymcdm() -> None:
    correlations = pytest.importorskip("pymcdm.correlations")
    rng = np.random.default_rng(1)
    for n in (2, 3, 8, 60):
        a, b = rng.permutation(n) + 1.0, rng.permutation(n) + 1.0
        r = compare(a, b)
        assert r.weighted == pytest.approx(correlations.rw(a, b), abs=1e-12)
        assert r.ws == pytest.approx(correlations.ws(a, b), abs=1e-12)


def test_no_spread_has_no_correlation() -> None:
    r = compare(np.array([1.0, 1, 1]), np.array([1.0, 2, 3]))
    assert np.isnan(r.spearman) and np.isnan(r.kendall)
    assert r.common == 3


@pytest.mark.parametrize("b", [[1, NAN, NAN], [NAN, NAN, NAN]])
def test_refuses_fewer_than_two_common(refuses: Callable[..., MfgError], b: list[float]) -> None:
    refuses("no_common", compare, np.array([1.0, 2, 3]), np.array(b))


pairs = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=25).filter(
    lambda p: len({a for a, _ in p}) > 1 and len({b for _, b in p}) > 1
)


@given(p=pairs)
def test_equals_scipy_with_ties(p: list[tuple[int, int]]) -> None:
    a, b = np.array(p, dtype=float).T
    r = compare(a, b)
    assert r.spearman == pytest.approx(spearmanr(a, b).statistic, abs=1e-13)
    assert r.kendall == pytest.approx(kendalltau(a, b).statistic, abs=1e-13)
    assert compare(np.exp(a), b * 1e-300).spearman == pytest.approx(r.spearman, abs=1e-14)


def test_the_two_reports(shared: ModuleType) -> None:
    """METHOD B: CCID 2022 rank against CAICT 2025 over 50 cities: rho 0.843, tau-b 0.661."""
    ccid = shared.table("data/seed_tables/ccid_t2_ranks_2022.csv").set_index("city")["rank"]
    caict = shared.table("data/seed_tables/caict_t1_scores_2025.csv")
    city = caict["city"].str.removesuffix("市")
    r = compare(ccid.reindex(city).to_numpy(float), caict["score_2025"].to_numpy(float), True, False)
    assert (r.common, round(r.spearman, 3), round(r.kendall, 3)) == (50, 0.843, 0.661)
