"""The four-level ASEM index of COINr 1.1.14: normalisation, aggregation, weights, ranks, relations.

COINr turns negative indicators by -1 before it normalises; for min-max and z-scores that is the
same as ``max - x`` here.
"""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from udfs.engine.contribution import profile
from udfs.engine.correlation import correlate
from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options, Result, compute
from udfs.engine.normalise import normalise
from udfs.engine.pca import components
from udfs.engine.positive import positive
from udfs.engine.rank import rank
from udfs.engine.registry import resolve
from udfs.engine.reliability import alpha
from udfs.engine.remove import remove
from udfs.engine.units import UnitTable
from udfs.engine.weights_factor import loadings

EXACT = dict(rtol=1e-10, atol=1e-10)
#: Its values are rounding noise apart in R and equal in the 15 digits printed: ties here, none there.
PRINTED_TIES = "TolMin"
GIVEN = dict(subjective="given", combine="subjective")


class Asem:
    """The framework of the example and its tables, in the order of the framework."""

    def __init__(self, shared: ModuleType) -> None:
        self.table = shared.table
        meta = shared.table("reference/coinr/00_iMeta_framework.csv")
        meta = meta[meta["Type"].isin(["Indicator", "Aggregate"])]
        self.framework = Framework.of(
            [
                Node(
                    r.iCode, "" if pd.isna(r.Parent) else r.Parent, negative=r.Direction < 0, weight=r.Weight
                )
                for r in meta.itertuples()
            ]
        )
        self.codes = [n.code for n in self.framework.indicators]

    def read(self, name: str) -> pd.DataFrame:
        """Read one table, a row a unit."""
        frame: pd.DataFrame = self.table(f"reference/coinr/{name}.csv", index="uCode")
        return frame

    def data(self, name: str) -> UnitTable:
        """Read a data set as a unit table."""
        frame = self.read(name)
        return UnitTable(tuple(frame.index), frame[self.codes].to_numpy(float))

    def compare(self, result: Result, name: str) -> None:
        """Assert that the nodes of a result are the columns of a table."""
        frame = self.read(name).loc[list(result.units.names)]
        codes = [c for c in self.framework.code if c in frame]
        assert "Index" in codes
        ours = result.nodes[:, [self.framework.index[c] for c in codes]]
        np.testing.assert_allclose(ours, frame[codes], **EXACT)


@pytest.fixture(scope="module")
def asem(shared: ModuleType) -> Asem:
    return Asem(shared)


def test_framework(asem: Asem) -> None:
    f = asem.framework
    assert (f.levels, len(f.indicators), len(f.nodes), f.code[0]) == (3, 49, 60, "Index")


@pytest.mark.parametrize("data", ["Treated", "Screened"])
@pytest.mark.parametrize(
    ("ours", "theirs", "scale", "shift"),
    [("minmax", "minmax_0_100", 100, 0), ("minmax", "minmax_1_100", 99, 1), ("zscore", "zscore_0_1", 1, 0),
     ("zscore", "zscore_10_2", 2, 10)],
)  # fmt: skip
def test_normalisation(asem: Asem, data: str, ours: str, theirs: str, scale: float, shift: float) -> None:
    x = asem.data(f"A_{data}").values
    r = normalise(positive(x, asem.framework.negative, "max"), ours) * scale + shift
    expected = asem.read(f"B_norm_{theirs}_from_{data}")[asem.codes]
    np.testing.assert_allclose(r, expected, **EXACT)


@pytest.mark.parametrize("data", ["Treated", "Screened"])
def test_ranks_as_normalisation(asem: Asem, data: str) -> None:
    """COINr's "rank": ties share the least, 1 is the worst after turning by -1."""
    x = asem.data(f"A_{data}").values * np.where(asem.framework.negative, -1.0, 1.0)
    ours = np.column_stack([rank(c, "min", order="ascending") for c in x.T])
    theirs = asem.read(f"B_norm_rank_from_{data}")[asem.codes].to_numpy()
    kept = np.array(asem.codes) != PRINTED_TIES
    np.testing.assert_array_equal(ours[:, kept], theirs[:, kept])
    assert (ours != theirs).sum() == 3


# COINr's name, ours, a, b. Its fracmax divides by a negative maximum where a cost indicator was turned by
# -1, which reverses it or gives Inf: compared on the others.
NORMS = [
    ("minmax_0_100", "minmax", 0, 100), ("minmax_1_100", "minmax", 1, 100), ("zscore_0_1", "zscore", None, None),
    ("zscore_10_2", "zscore", 10, 2), ("rank", "rank", None, None), ("borda", "borda", None, None),
    ("prank", "prank", None, None), ("dist2max", "dist2max", None, None), ("fracmax", "fracmax", None, None),
]  # fmt: skip


@pytest.mark.parametrize("data", ["Treated", "Screened"])
@pytest.mark.parametrize(("theirs", "ours", "a", "b"), NORMS)
def test_named_normalisations(
    asem: Asem, data: str, theirs: str, ours: str, a: float | None, b: float | None
) -> None:
    x = asem.data(f"A_{data}").values * np.where(asem.framework.negative, -1.0, 1.0)
    kept = np.array(asem.codes) != PRINTED_TIES if ours in ("rank", "borda", "prank") else np.ones(49, bool)
    if ours == "fracmax":
        kept = ~asem.framework.negative & (np.nanmax(x, axis=0) > 0)
    expected = asem.read(f"B_norm_{theirs}_from_{data}")[asem.codes].to_numpy(float)
    assert kept.sum() >= 35
    out = normalise(x[:, kept], ours, a, b)
    np.testing.assert_allclose(out, expected[:, kept], rtol=1e-9, atol=1e-9)


def test_loadings_of_the_first_component(asem: Asem) -> None:
    """get_PCA on the normalised data, by group; its signs are those of R's eigenvectors, open to a flip."""
    f, x = asem.framework, asem.data("A_Normalised").values
    theirs = asem.table("reference/coinr/A_pca_weights_level1.csv", index="iCode")["Weight"]
    groups = f.groups(f.levels)
    for g in np.unique(groups):
        cols = np.flatnonzero(groups == g)
        ours = loadings(x[:, cols], "pca1")[0][:, 0]
        expected = theirs[[asem.codes[j] for j in cols]].to_numpy()
        flip = np.sign(expected @ ours)
        np.testing.assert_allclose(ours, expected * flip, rtol=1e-6, atol=1e-9)


def test_balanced_weights_are_where_coinr_searches(asem: Asem) -> None:
    """get_opt_weights stops at its default tolerance of 0.1: near the solution, correlations not yet equal."""
    x = asem.read("A_Aggregated")[["Conn", "Sust"]].to_numpy(float)
    theirs = asem.table("reference/coinr/A_opt_weights_level3_corr.csv")["OptWeight"].to_numpy()
    ours = resolve("objective", "balance").function(x)

    def gap(w: np.ndarray) -> float:
        r = [np.corrcoef(c, x @ w)[0, 1] for c in x.T]
        return float(abs(r[0] - r[1]))

    np.testing.assert_allclose(ours, theirs, atol=0.005)
    assert gap(ours) < 1e-12 < gap(theirs)


def test_the_whole_pipeline_from_treated_data(asem: Asem) -> None:
    """Min-max, directions, three levels of weighted arithmetic means, ranks of every node."""
    r = compute(
        asem.data("A_Treated"), asem.framework, None, Options(positive="max", normalise="minmax", **GIVEN)
    )
    scaled = Result(**{**vars(r), "nodes": r.nodes * 100.0})
    asem.compare(scaled, "A_Aggregated")
    ranks = asem.read("A_results_ranks").loc[list(r.units.names)]
    for code in asem.framework.code[: asem.framework.leaves[0]]:
        ours = rank(r.nodes[:, asem.framework.index[code]])
        np.testing.assert_array_equal(ours, ranks[code], err_msg=code)
    np.testing.assert_array_equal(r.rank, ranks["Index"])
    normalised = asem.read("A_Normalised")
    for code in asem.codes:
        if code != PRINTED_TIES:
            ours = rank(normalised[code].to_numpy(float))
            np.testing.assert_array_equal(ours, ranks[code].loc[normalised.index], err_msg=code)


def test_effective_weights(asem: Asem) -> None:
    r = compute(
        asem.data("A_Treated"), asem.framework, None, Options(positive="max", normalise="minmax", **GIVEN)
    )
    theirs = asem.table("reference/coinr/A_effective_weights.csv", index="iCode")["EffWeight"]
    np.testing.assert_allclose(r.effective, theirs.loc[list(asem.framework.code)], rtol=1e-12)


@pytest.mark.parametrize(("ours", "theirs"), [("arithmetic", "amean"), ("geometric", "gmean")])
def test_aggregation_from_1_to_100(asem: Asem, ours: str, theirs: str) -> None:
    units = asem.data("B_norm_minmax_1_100_from_Treated")
    turned = Framework.of([Node(**{**vars(n), "negative": False}) for n in asem.framework.nodes])
    r = compute(units, turned, None, Options(normalise="none", aggregate=ours, **GIVEN))
    asem.compare(r, f"B_agg_{theirs}_minmax1_100_aggs")
    ranks = asem.read(f"B_agg_{theirs}_minmax1_100_ranks").loc[list(units.names)]
    np.testing.assert_array_equal(r.rank, ranks["Index"])


def test_correlations(asem: Asem) -> None:
    """Pearson among normalised indicators; three kinds of indicator and index."""
    frame = asem.read("A_Normalised")
    x = frame[asem.codes].to_numpy(float)
    theirs = asem.table("reference/coinr/A_corr_ind_ind_pearson.csv")
    theirs = theirs.pivot(index="Var1", columns="Var2", values="Correlation").loc[asem.codes, asem.codes]
    np.testing.assert_allclose(correlate(x).r, theirs, atol=1e-12)
    index = asem.read("A_Aggregated").loc[frame.index, ["Index"]].to_numpy(float)
    kept = np.array(asem.codes) != PRINTED_TIES
    for method in ("pearson", "spearman", "kendall"):
        printed = asem.table(f"reference/coinr/A_corr_ind_index_{method}.csv", index="Var2")["Correlation"]
        ours = correlate(x, index, method).r[:, 0]
        np.testing.assert_allclose(ours[kept], printed.loc[asem.codes].to_numpy()[kept], atol=1e-12)


def test_cronbach_alpha_of_raw_data(asem: Asem) -> None:
    theirs = asem.table("reference/coinr/A_cronbach_raw.csv", index="group")["alpha"]
    raw = asem.read("A_Raw")
    for group, value in theirs.items():
        codes = [n.code for n in asem.framework.indicators if n.parent == group]
        ours = alpha(raw[codes or asem.codes].to_numpy(float)).raw
        assert ours == pytest.approx(value, abs=1e-12), group


def test_principal_components(asem: Asem) -> None:
    eigen = asem.table("reference/coinr/A_pca_eigen.csv")
    weights = asem.table("reference/coinr/A_pca_weights_level1.csv", index="iCode")["Weight"]
    treated = asem.read("A_Normalised")
    for group, rows in eigen.groupby("group"):
        codes = [n.code for n in asem.framework.indicators if n.parent == group]
        c = components(treated[codes].to_numpy(float))
        np.testing.assert_allclose(c.eigenvalue, rows["eigenvalue"], rtol=1e-10)
        np.testing.assert_allclose(c.share, rows["share"], rtol=1e-10)
        first = weights.loc[codes].to_numpy(float)
        np.testing.assert_allclose(c.vector[:, 0] * np.sign(c.vector[0, 0] * first[0]), first, atol=1e-10)


def test_strengths_and_weaknesses(asem: Asem) -> None:
    frame = asem.read("A_Raw")
    unit = list(frame.index).index("GBR")
    p = profile(frame[asem.codes].to_numpy(float), unit, asem.framework.negative)
    for name, ours in (("strengths", p.strong), ("weaknesses", p.weak)):
        theirs = asem.table(f"reference/coinr/A_{name}_GBR.csv", index="Code")["Rank"]
        assert {asem.codes[j]: p.rank[j] for j in ours} == theirs.to_dict()


def test_removal_of_pillars(asem: Asem) -> None:
    theirs = asem.table("reference/coinr/A_remove_elements_L2.csv", index="removed")["mean_abs_rank_diff"]
    x = asem.read("A_Normalised")[asem.codes].to_numpy(float)
    out = remove(x, asem.framework, np.nan_to_num(asem.framework.weights(), nan=1.0), 2)
    for node, mean in zip(out.nodes, out.mean, strict=True):
        assert mean == pytest.approx(theirs[asem.framework.code[node]], abs=1e-12)
