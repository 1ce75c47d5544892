"""Results tables, group ranks, one unit's summary, optimised weights and the panel of the ASEM example of COINr 1.1.14."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from udfs.engine.aggregate import aggregate
from udfs.engine.correlation import correlate
from udfs.engine.impute import Side, impute
from udfs.engine.index import Options, Result, compute
from udfs.engine.panel import Panel, growth, jumps
from udfs.engine.rank import rank, rank_within
from udfs.engine.registry import resolve

EXACT: dict[str, Any] = dict(rtol=1e-9, atol=1e-9)
GIVEN = dict(subjective="given", combine="subjective")


@pytest.fixture(scope="module")
def result(asem: Any) -> Result:
    return compute(
        asem.data("A_Treated"), asem.framework, None, Options(positive="max", normalise="minmax", **GIVEN)
    )


def test_scores_of_every_node(asem: Any, result: Result) -> None:
    """get_results: rank, aggregates and normalised indicators, sorted by the index, 15 digits."""
    theirs = asem.read("A_results_scores")
    row = [result.units.names.index(u) for u in theirs.index]
    np.testing.assert_array_equal(result.rank[row], theirs["Rank"])
    assert (np.diff(theirs["Rank"]) >= 0).all()
    columns = [c for c in theirs.columns if c != "Rank"]
    assert len(columns) == len(asem.framework.code)
    ours = 100.0 * result.nodes[:, [asem.framework.index[c] for c in columns]][row]
    np.testing.assert_allclose(ours, theirs[columns], **EXACT)


def test_ranks_inside_groups(asem: Any, result: Result) -> None:
    theirs = asem.read("A_results_groupranks")
    row = np.array([result.units.names.index(u) for u in theirs.index])
    group = theirs.pop("EurAsia_group").to_numpy()
    for code in theirs:
        score = result.nodes[row, asem.framework.index[code]]
        ours = rank_within(score, group.tolist())
        np.testing.assert_array_equal(ours, theirs[code], err_msg=code)


def test_summary_of_one_unit(asem: Any, result: Result) -> None:
    theirs = asem.table("A_unit_summary_GBR", "Code")
    unit = result.units.names.index("GBR")
    for code, line in theirs.iterrows():
        score = result.nodes[:, asem.framework.index[code]]
        # 12 digits are printed.
        assert 100.0 * score[unit] == pytest.approx(line["Score"], rel=1e-11)
        assert rank(score)[unit] == line["Rank"]


def test_given_weights(asem: Any) -> None:
    theirs = asem.table("A_weights_original", "iCode")
    f = asem.framework
    assert sorted(theirs.index) == sorted(f.code)
    ours = np.array([n.weight for n in f.nodes])
    np.testing.assert_array_equal(ours, theirs["Weight"].loc[list(f.code)])
    height = {code: f.levels + 1 - depth for code, depth in zip(f.code, depths(f), strict=True)}
    assert height == theirs["Level"].to_dict()


def depths(f: Any) -> list[int]:
    """Depth of each node, the index at 0; COINr counts levels from the indicators up, 1 to 4."""
    out: dict[str, int] = {}
    for n in f.nodes:
        out[n.code] = out[n.parent] + 1 if n.parent else 0
    return [out[c] for c in f.code]


# --- optimised weights -------------------------------------------------------------------------------


def nelder_mead(f: Callable[[np.ndarray], float], start: np.ndarray, reltol: float) -> np.ndarray:
    """The simplex search of R's ``optim``: reflection 1, contraction 1/2, expansion 2, first step a tenth.

    J. C. Nash, Compact Numerical Methods for Computers (1990), algorithm 19; it stops where the values at
    the corners differ by less than ``reltol (|f(start)| + reltol)``.
    """
    n = start.size
    step = 0.1 * float(np.abs(start).max()) or 0.1
    corner = np.vstack([start, start + step * np.eye(n)])
    value = np.array([f(c) for c in corner])
    close = reltol * (abs(value[0]) + reltol)
    size = n * step
    low = 0
    while True:
        for j in range(n + 1):
            low = j if value[j] < value[low] else low
        high = int(np.argmax(value))
        best, worst = value[low], value[high]
        if worst <= best + close:
            return np.asarray(corner[low])
        centre = (corner.sum(axis=0) - corner[high]) / n
        tried = 2.0 * centre - corner[high]
        at = f(tried)
        if at < best:
            further = 2.0 * tried - centre
            there = f(further)
            corner[high], value[high] = (further, there) if there < at else (tried, at)
            continue
        if at < worst:
            corner[high], value[high] = tried, at
        inner = 0.5 * corner[high] + 0.5 * centre
        there = f(inner)
        if there < value[high]:
            corner[high], value[high] = inner, there
        elif at >= worst:
            corner = corner[low] + 0.5 * (corner - corner[low])
            now = float(np.abs(corner - corner[low]).sum())
            if now >= size:
                return np.asarray(corner[low])
            size = now
            value = np.array([v if j == low else f(c) for j, (c, v) in enumerate(zip(corner, value, strict=True))])  # fmt: skip


@pytest.fixture(scope="module")
def pair(asem: Any) -> np.ndarray:
    """The two sub-indexes."""
    return np.asarray(asem.read("A_Aggregated")[["Conn", "Sust"]], dtype=float)


def shares(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Correlation of each column with the weighted sum, over their sum."""
    score = aggregate(x, w / w.sum(), np.zeros(x.shape[1], dtype=np.int64))
    r = correlate(x, score).r[:, 0]
    return np.asarray(r / r.sum())


def test_optimised_weights_of_coinr_are_its_search_stopped_early(asem: Any, pair: np.ndarray) -> None:
    """get_opt_weights(itarg = "equal", Level = 3), toler 0.1: least ln(mean (1/2 - share of r)^2), to 1e-6.

    Our correlations and weighted sums under R's search give its number; the stopping rule alone parts it
    from the balanced weights.
    """
    seen: list[np.ndarray] = []

    def goal(w: np.ndarray) -> float:
        share = shares(pair, w)
        seen.append(share)
        return float(np.log(((0.5 - share) ** 2).mean()))

    w = nelder_mead(goal, np.array([0.5, 0.5]), reltol=0.1)
    theirs = asem.table("A_opt_weights_level3_corr")
    np.testing.assert_allclose(w / w.sum(), theirs["OptWeight"], rtol=1e-6)
    np.testing.assert_array_equal(theirs["Desired"], [0.5, 0.5])
    # "Obtained" are the shares of the last weights tried, not of the best ones.
    np.testing.assert_allclose(seen[-1], theirs["Obtained"], rtol=1e-6)
    whole = asem.table("A_opt_weights_level3_balance", "iCode")
    level = whole[whole["Level"] == 3]["Weight"]
    np.testing.assert_allclose(level.loc[["Conn", "Sust"]], theirs["OptWeight"], rtol=1e-14)
    assert (whole[whole["Level"] != 3]["Weight"] == 1).all()


def test_balanced_weights_end_the_search(asem: Any, pair: np.ndarray) -> None:
    """The same search with a finer tolerance ends at our closed form; COINr's stop is 0.005 away."""
    ours = resolve("objective", "balance").function(pair)
    fine = nelder_mead(
        lambda w: float(((0.5 - shares(pair, w)) ** 2).mean()), np.array([0.5, 0.5]), reltol=1e-15
    )
    np.testing.assert_allclose(fine / fine.sum(), ours, rtol=1e-6)
    theirs = asem.table("A_opt_weights_level3_corr")["OptWeight"].to_numpy()
    assert 0.001 < abs(theirs - ours).max() < 0.005

    def gap(w: np.ndarray) -> float:
        return float(np.ptp(shares(pair, w)))

    assert gap(ours) < 1e-12 < 1e-4 < gap(theirs)


@pytest.mark.parametrize("seed", range(3))
def test_infomax_ends_coinrs_other_search(seed: int) -> None:
    """optype = "infomax": least -sum of correlations, from equal weights; searched on finer, it ends at 1/s."""
    rng = np.random.default_rng(seed)
    x = (rng.normal(size=(40, 1)) + rng.normal(size=(40, 3))) * rng.uniform(1, 4, 3)

    def goal(w: np.ndarray) -> float:
        score = aggregate(x, np.abs(w) / np.abs(w).sum(), np.zeros(3, dtype=np.int64))
        return -float(correlate(x, score).r.sum())

    w = np.abs(nelder_mead(goal, np.ones(3), reltol=1e-15))
    ours = resolve("objective", "infomax").function(x)
    np.testing.assert_allclose(w / w.sum(), ours, atol=1e-6)
    assert goal(ours) <= goal(w) + 1e-12


# --- panel -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def panel(asem: Any) -> pd.DataFrame:
    frame: pd.DataFrame = asem.table("00_iData_panel")
    return frame.sort_values("Time", kind="stable", ignore_index=True)


def test_first_year_of_the_panel_is_the_raw_data(asem: Any, panel: pd.DataFrame) -> None:
    first = panel[panel["Time"] == 2018].set_index("uCode").loc[list(asem.read("A_Raw").index)]
    np.testing.assert_array_equal(first[asem.codes], asem.read("A_Raw")[asem.codes])


def test_panel_against_pandas(asem: Any, panel: pd.DataFrame) -> None:
    """255 rows, 49 indicators, gaps made by a rule: latest, linear, growth and jumps as pandas has them."""
    x = panel[asem.codes].to_numpy(float)
    row, col = np.indices(x.shape)
    x[(row * 7 + col * 3) % 5 == 0] = np.nan
    data = pd.DataFrame(x, columns=asem.codes)
    by = panel["uCode"]
    side = Side(unit=by.tolist(), time=panel["Time"].to_numpy(float))
    latest = data.groupby(by).ffill()
    np.testing.assert_array_equal(impute(x, "latest", side), latest)
    line = data.groupby(by, group_keys=False).apply(lambda g: g.interpolate(limit_direction="both"))
    np.testing.assert_allclose(impute(x, "linear", side), line.loc[data.index], rtol=1e-12)
    before = latest.groupby(by).shift()
    ratio = (data / before).where(before > 0).to_numpy()
    p = Panel.of(by.tolist(), panel["Time"].to_numpy(float))
    found = jumps(x, p)
    theirs = {(int(i), int(j)) for i, j in np.argwhere((ratio > 3) | (ratio < 1 / 3))}
    ours = {(int(i), int(j)) for i, j in zip(found.row, found.col, strict=True) if before.iat[int(i), int(j)] > 0}  # fmt: skip
    assert ours == theirs
    years = panel["Time"].to_numpy(float)[:, None]
    when = pd.DataFrame(np.where(np.isnan(x), np.nan, years)).groupby(by).ffill().groupby(by).shift().to_numpy()  # fmt: skip
    with np.errstate(invalid="ignore", divide="ignore"):
        positive = (x > 0) & (before.to_numpy() > 0)
        yearly = np.where(positive, (x / before.to_numpy()) ** (1 / (years - when)) - 1, np.nan)
        ours_ = growth(x, p)
        both = ~np.isnan(ours_)
    assert both.sum() > 5000
    np.testing.assert_allclose(ours_[both], yearly[both], rtol=1e-9, atol=1e-12)
    assert not (np.isnan(ours_) & positive & ~np.isnan(yearly)).any()
