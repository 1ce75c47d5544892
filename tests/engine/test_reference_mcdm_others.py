"""What the other libraries add up otherwise: built from our parts where it is sound, refuted where it is a defect.

Together with test_reference_mcdm.py every file and column of the folder is either reproduced or has its reason here,
asserted (pymcdm 1.4.0, scikit-criteria 0.10, pyDecision 5.1.8).
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import rankdata

from udfs.engine.aggregate import aggregate
from udfs.engine.correlation import correlate
from udfs.engine.mcdm import evaluate
from udfs.engine.normalise import normalise
from udfs.engine.positive import positive
from udfs.engine.rank import rank
from udfs.engine.registry import resolve

EXACT: dict[str, Any] = dict(rtol=1e-10, atol=1e-13)


class Data:
    """The matrix, its directions and weights, and what is often taken of it."""

    def __init__(self, shared: ModuleType) -> None:
        self.table = shared.table
        self.x = self.read("matrix_293x24").to_numpy()
        types = self.read("criteria_types_weights")
        self.negative = types["type"].to_numpy() < 0
        self.w = types["weight"].to_numpy()
        self.minmax = normalise(positive(self.x, self.negative, "max"), "minmax")
        #: x / max, and min / x for costs.
        self.linear = normalise(positive(self.x, self.negative, "inverse"), "max")

    def read(self, name: str) -> pd.DataFrame:
        frame: pd.DataFrame = self.table(f"reference/mcdm/{name}.csv", index=0)
        return frame

    def sum(self, r: np.ndarray, how: str = "arithmetic") -> np.ndarray:
        """Weighted mean over the row, by our aggregation."""
        return aggregate(r, self.w, np.zeros(24, dtype=np.int64), [how])[:, 0]


@pytest.fixture(scope="module")
def d(shared: ModuleType) -> Data:
    return Data(shared)


def ours(name: str) -> Callable[[Data], np.ndarray]:
    """Scores of our method of that name."""
    return lambda d: evaluate(d.x, d.negative, d.w, name)["score"]


def multiplied_border(d: Data) -> np.ndarray:
    """MABAC with the border as a product of all units' values: of 293 small ones it is 0 in most criteria."""
    v = d.w * (d.minmax + 1)
    product = np.prod(v, axis=0)
    assert (product == 0).any()
    np.testing.assert_allclose(ours("mabac")(d), (v - np.exp(np.log(v).mean(axis=0))).sum(axis=1), **EXACT)
    return np.asarray((v - product ** (1 / len(v))).sum(axis=1))


# column of method_scores, how it follows from our parts, the order of its ranks
BUILT: list[tuple[str, Callable[[Data], np.ndarray], str]] = [
    ("pymcdm.m.WPM", lambda d: d.sum(normalise(positive(d.x, d.negative, "inverse"), "sum"), "geometric"), "descending"),
    ("pymcdm.m.ARAS", ours("aras"), "descending"),
    ("pymcdm.m.MABAC", multiplied_border, "descending"),
    ("pymcdm.m.MAIRCA", lambda d: 1 - ours("mairca")(d), "ascending"),
    ("pymcdm.m.MOORA", ours("moora"), "descending"),
    ("skc.m.RatioMOORA_on_VectorScaler", ours("moora"), "descending"),
    ("pymcdm.m.CoCoSo", ours("cocoso"), "descending"),
    ("pyDecision.m.SAW", lambda d: d.sum(d.linear), "descending"),
    # It adds benefits and costs alike: a defect, and what ours gives when told that nothing is a cost.
    ("pymcdm.m.COPRAS", lambda d: evaluate(d.x, None, d.w, "copras")["score"], "descending"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "ours", "order"), BUILT, ids=[b[0] for b in BUILT])
def test_scores_built_from_parts(
    d: Data, column: str, ours: Callable[[Data], np.ndarray], order: str
) -> None:
    score = ours(d)
    np.testing.assert_allclose(score, d.read("method_scores")[column], **EXACT)
    np.testing.assert_array_equal(rank(score, "average", order=order), d.read("method_ranks")[column])


def test_copras_of_pymcdm_rewards_costs(d: Data) -> None:
    """A unit made worse in a cost criterion gains there: not copied."""
    worse = d.x.copy()
    j = int(np.argmax(d.negative))
    worse[0, j] *= 3
    assert evaluate(worse, None, d.w, "copras")["Q"][0] > evaluate(d.x, None, d.w, "copras")["Q"][0]
    assert (
        evaluate(worse, d.negative, d.w, "copras")["Q"][0] < evaluate(d.x, d.negative, d.w, "copras")["Q"][0]
    )


def objective(name: str, x: np.ndarray) -> np.ndarray:
    return np.asarray(resolve("objective", name).function(x))


def over_sum(v: np.ndarray) -> np.ndarray:
    return np.asarray(v / v.sum())


def critic_spearman(d: Data) -> np.ndarray:
    """CRITIC with Spearman's correlations, from our min-max data and our correlations."""
    r = correlate(d.minmax, None, "spearman").r
    return over_sum(d.minmax.std(axis=0) * (1 - r).sum(axis=0))


def angle(d: Data) -> np.ndarray:
    """Angle between the column and a constant one: arc tangent of its coefficient of variation (n)."""
    share = objective("cv", d.x)
    v = share * (np.std(d.x[:, 0]) / np.mean(d.x[:, 0]) / share[0])
    return over_sum(np.arctan(v))


# column of weights, from our parts, tolerance
WEIGHTS_BUILT: list[tuple[str, Callable[[Data], np.ndarray], float]] = [
    ("skc.w.critic_spearman", critic_spearman, 1e-10),
    ("pymcdm.w.angle", angle, 1e-10),
    # pymcdm's variance weights take their own min-max without directions; the variance is the same.
    ("pymcdm.w.variance", lambda d: objective("variance", d.minmax), 1e-10),
    ("pymcdm.w.lopcow", lambda d: objective("lopcow", d.minmax), 1e-10),
    # Costs turned by 1/x, and 1e-9 added before the logarithm: agrees to that.
    ("pyDecision.w.entropy", lambda d: objective("entropy", positive(d.x, d.negative, "inverse")), 3e-6),
]


@pytest.mark.parametrize(("column", "ours", "rtol"), WEIGHTS_BUILT, ids=[b[0] for b in WEIGHTS_BUILT])
def test_weights_built_from_parts(
    d: Data, column: str, ours: Callable[[Data], np.ndarray], rtol: float
) -> None:
    np.testing.assert_allclose(ours(d), d.read("weights")[column], rtol=rtol)


def test_enhanced_accuracy(d: Data) -> None:
    """1 - (best - x)/sum(best - x): with 293 units all values lie near 1."""
    away = np.where(d.negative, d.x - d.x.min(axis=0), d.x.max(axis=0) - d.x)
    ours = 1 - normalise(away, "sum")
    np.testing.assert_allclose(ours, d.read("norm_pymcdm_enhanced_accuracy"), **EXACT)


def test_logarithmic_normalisation_of_pymcdm_tells_no_units_apart(d: Data) -> None:
    """ln x / ln(prod x): the product of 293 values is beyond the range of a number, so that all are 0.

    With logarithms added up, ln x / sum(ln x), it is what ours gives after ``treat log``.
    """
    theirs = d.read("norm_pymcdm_logarithmic").to_numpy()
    n = len(d.x)
    assert (theirs[:, ~d.negative] == 0).all()
    np.testing.assert_allclose(theirs[:, d.negative], 1 / (n - 1))
    with np.errstate(over="ignore"):
        assert np.isinf(np.prod(d.x, axis=0)).all()
    few = d.x[:5, ~d.negative] + 1
    ours = normalise(np.log(few), "sum")
    np.testing.assert_allclose(ours, np.log(few) / np.log(np.prod(few, axis=0)), rtol=1e-12)


def test_timings_are_no_results(d: Data) -> None:
    """timing_all.csv is seconds of the libraries on another machine: for bench/RESULTS.md, nothing to reproduce."""
    t = d.read("timing_all")
    assert (t.to_numpy(float)[~np.isnan(t.to_numpy(float))] > 0).all()


def test_every_column_is_reproduced_or_explained(d: Data, mcdm_claims: dict[str, set[str]]) -> None:
    """A new column of the reference fails here: add it to a table of test_reference_mcdm.py, or above."""
    scores = set(d.read("method_scores"))
    assert scores == set(d.read("method_ranks"))
    assert scores == mcdm_claims["scores"] | {b[0] for b in BUILT}
    built = {b[0] for b in WEIGHTS_BUILT}
    assert set(d.read("weights")) == mcdm_claims["weights"] | built


def test_ranks_of_the_remaining_columns(d: Data, mcdm_claims: dict[str, set[str]]) -> None:
    """Every rank column follows from its score column by our mean ranks, VIKOR's and MAIRCA's from below."""
    for column, score in d.read("method_scores").items():
        up = "VIKOR" in str(column) or "MAIRCA" in str(column)
        theirs = d.read("method_ranks")[column]
        v = score.to_numpy(float)
        np.testing.assert_array_equal(
            rank(v, "average", order="ascending" if up else "descending"), theirs, err_msg=str(column)
        )
        np.testing.assert_array_equal(rankdata(v if up else -v), theirs, err_msg=str(column))
