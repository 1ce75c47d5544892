"""The four-level ASEM index of COINr 1.1.14: normalisation, aggregation, weights, ranks, relations.

COINr turns negative indicators by -1 before it normalises; for min-max and z-scores that is the
same as ``max - x`` here.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pytest

from udfs.engine.contribution import profile
from udfs.engine.correlation import correlate
from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options, Result, compute
from udfs.engine.normalise import goalposts, normalise
from udfs.engine.pca import components
from udfs.engine.positive import positive
from udfs.engine.rank import rank
from udfs.engine.reliability import alpha
from udfs.engine.remove import remove
from udfs.engine.weights_factor import loadings

EXACT = dict(rtol=1e-10, atol=1e-10)
GIVEN = dict(subjective="given", combine="subjective")


def test_framework(asem: Any) -> None:
    f = asem.framework
    assert (f.levels, len(f.indicators), len(f.nodes), f.code[0]) == (3, 49, 60, "Index")


@pytest.mark.parametrize("data", ["Treated", "Screened"])
@pytest.mark.parametrize(
    ("ours", "theirs", "scale", "shift"),
    [("minmax", "minmax_0_100", 100, 0), ("minmax", "minmax_1_100", 99, 1), ("zscore", "zscore_0_1", 1, 0),
     ("zscore", "zscore_10_2", 2, 10)],
)  # fmt: skip
def test_normalisation(asem: Any, data: str, ours: str, theirs: str, scale: float, shift: float) -> None:
    x = asem.data(f"A_{data}").values
    r = normalise(positive(x, asem.framework.negative, "max"), ours) * scale + shift
    expected = asem.read(f"B_norm_{theirs}_from_{data}")[asem.codes]
    np.testing.assert_allclose(r, expected, **EXACT)


@pytest.mark.parametrize("data", ["Treated", "Screened"])
def test_ranks_as_normalisation(asem: Any, shared: ModuleType, data: str) -> None:
    """COINr's "rank": ties share the least, 1 is the worst after turning by -1; Borda and prank follow."""
    x = asem.data(f"A_{data}").values * asem.sign
    low, high = (np.column_stack([rank(c, t, order="ascending") for c in x.T]) for t in ("min", "max"))
    np.testing.assert_array_equal(normalise(x, "rank"), low)
    there = (~np.isnan(x)).sum(axis=0)
    for name, theirs in (
        ("rank", lambda v: v), ("borda", lambda v: v + 1), ("prank", lambda v: v * (there - 1) + 1)
    ):  # fmt: skip
        read = theirs(asem.read(f"B_norm_{name}_from_{data}")[asem.codes].to_numpy(float))
        assert abs(read - np.round(read)).max() < 1e-12
        read = np.round(read)
        for j, code in enumerate(asem.codes):
            other = shared.broken_ties(x[:, j], low[:, j], high[:, j], read[:, j])
            assert other == (3 if code == asem.PRINTED_TIES else 0), code


# COINr's name, ours, a, b.
NORMS = [
    ("minmax_0_100", "minmax", 0, 100), ("minmax_1_100", "minmax", 1, 100), ("zscore_0_1", "zscore", None, None),
    ("zscore_10_2", "zscore", 10, 2), ("dist2max", "dist2max", None, None), ("fracmax", "fracmax", None, None),
]  # fmt: skip


@pytest.mark.parametrize("data", ["Treated", "Screened"])
@pytest.mark.parametrize(("theirs", "ours", "a", "b"), NORMS)
def test_named_normalisations(
    asem: Any, data: str, theirs: str, ours: str, a: float | None, b: float | None
) -> None:
    x = asem.data(f"A_{data}").values * asem.sign
    kept = np.ones(49, bool)
    if ours == "fracmax":
        kept = ~asem.framework.negative & (np.nanmax(x, axis=0) > 0)
    expected = asem.read(f"B_norm_{theirs}_from_{data}")[asem.codes].to_numpy(float)
    assert kept.sum() >= 35
    out = normalise(x[:, kept], ours, a, b)
    np.testing.assert_allclose(out, expected[:, kept], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("data", ["Treated", "Screened"])
def test_fraction_of_a_negative_maximum_is_refused_where_coinr_reverses(asem: Any, data: str) -> None:
    """Where -1 turned a cost indicator COINr divides by its negative maximum: the worst unit gets most."""
    x = asem.data(f"A_{data}").values * asem.sign
    theirs = asem.read(f"B_norm_fracmax_from_{data}")[asem.codes].to_numpy(float)
    top = x.max(axis=0)
    wrong = np.flatnonzero(top <= 0)
    assert wrong.size and asem.framework.negative[wrong].all()
    for j in wrong:
        with pytest.raises(MfgError) as caught:
            normalise(x[:, [j]], "max")
        assert caught.value.key == "not_positive_sum"
        if top[j] < 0:
            np.testing.assert_allclose(theirs[:, j], x[:, j] / top[j], rtol=1e-9)
            assert np.argmax(theirs[:, j]) == np.argmin(x[:, j])
        else:
            assert not np.isfinite(theirs[:, j]).all()


@pytest.mark.parametrize("data", ["Treated", "Screened"])
def test_scaled(asem: Any, data: str) -> None:
    """n_scaled is 100 (x - l)/(u - l), l = 0 and u = 100 by default: goalposts that nobody set."""
    x = asem.data(f"A_{data}").values * asem.sign
    low, high, no = np.zeros(49), np.full(49, 100.0), np.zeros(49, bool)
    expected = asem.read(f"B_norm_scaled_from_{data}")[asem.codes].to_numpy(float)
    np.testing.assert_allclose(100 * goalposts(x, low, high, no, no), expected, rtol=1e-12, atol=1e-12)


def test_loadings_of_the_first_component(asem: Any) -> None:
    """get_PCA on the normalised data, by group; its signs are those of R's eigenvectors, open to a flip."""
    f, x = asem.framework, asem.data("A_Normalised").values
    theirs = asem.table("A_pca_weights_level1", index="iCode")["Weight"]
    groups = f.groups(f.levels)
    for g in np.unique(groups):
        cols = np.flatnonzero(groups == g)
        ours = loadings(x[:, cols], "pca1")[0][:, 0]
        expected = theirs[[asem.codes[j] for j in cols]].to_numpy()
        flip = np.sign(expected @ ours)
        np.testing.assert_allclose(ours, expected * flip, rtol=1e-6, atol=1e-9)


def test_the_whole_pipeline_from_treated_data(asem: Any, shared: ModuleType) -> None:
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
        v = normalised[code].to_numpy(float)
        theirs = ranks[code].loc[normalised.index].to_numpy(float)
        other = shared.broken_ties(v, rank(v, "min"), rank(v, "max"), theirs)
        assert other == (1 if code == asem.PRINTED_TIES else 0), code


def test_effective_weights(asem: Any) -> None:
    r = compute(
        asem.data("A_Treated"), asem.framework, None, Options(positive="max", normalise="minmax", **GIVEN)
    )
    theirs = asem.table("A_effective_weights", index="iCode")["EffWeight"]
    np.testing.assert_allclose(r.effective, theirs.loc[list(asem.framework.code)], rtol=1e-12)


@pytest.mark.parametrize(("ours", "theirs"), [("arithmetic", "amean"), ("geometric", "gmean")])
def test_aggregation_from_1_to_100(asem: Any, ours: str, theirs: str) -> None:
    units = asem.data("B_norm_minmax_1_100_from_Treated")
    turned = Framework.of([Node(**{**vars(n), "negative": False}) for n in asem.framework.nodes])
    r = compute(units, turned, None, Options(normalise="none", aggregate=ours, **GIVEN))
    asem.compare(r, f"B_agg_{theirs}_minmax1_100_aggs")
    ranks = asem.read(f"B_agg_{theirs}_minmax1_100_ranks").loc[list(units.names)]
    np.testing.assert_array_equal(r.rank, ranks["Index"])


def test_correlations(asem: Any) -> None:
    """Pearson among normalised indicators; three kinds of indicator and index."""
    frame = asem.read("A_Normalised")
    x = frame[asem.codes].to_numpy(float)
    theirs = asem.table("A_corr_ind_ind_pearson")
    theirs = theirs.pivot(index="Var1", columns="Var2", values="Correlation").loc[asem.codes, asem.codes]
    np.testing.assert_allclose(correlate(x).r, theirs, atol=1e-12)
    index = asem.read("A_Aggregated").loc[frame.index, ["Index"]].to_numpy(float)
    # R saw no ties where 15 digits show some: with the ranks it took the coefficients are the same.
    ranks = asem.read("A_results_ranks").loc[frame.index, asem.PRINTED_TIES]
    apart = x.copy()
    apart[:, asem.codes.index(asem.PRINTED_TIES)] = -ranks.to_numpy(float)
    for method in ("pearson", "spearman", "kendall"):
        printed = asem.table(f"A_corr_ind_index_{method}", index="Var2")["Correlation"]
        ours = correlate(x if method == "pearson" else apart, index, method).r[:, 0]
        np.testing.assert_allclose(ours, printed.loc[asem.codes], atol=1e-12)


def test_cronbach_alpha_of_raw_data(asem: Any) -> None:
    theirs = asem.table("A_cronbach_raw", index="group")["alpha"]
    raw = asem.read("A_Raw")
    for group, value in theirs.items():
        codes = [n.code for n in asem.framework.indicators if n.parent == group]
        ours = alpha(raw[codes or asem.codes].to_numpy(float)).raw
        assert ours == pytest.approx(value, abs=1e-12), group


def test_principal_components(asem: Any) -> None:
    eigen = asem.table("A_pca_eigen")
    weights = asem.table("A_pca_weights_level1", index="iCode")["Weight"]
    treated = asem.read("A_Normalised")
    for group, rows in eigen.groupby("group"):
        codes = [n.code for n in asem.framework.indicators if n.parent == group]
        c = components(treated[codes].to_numpy(float))
        np.testing.assert_allclose(c.eigenvalue, rows["eigenvalue"], rtol=1e-10)
        np.testing.assert_allclose(c.share, rows["share"], rtol=1e-10)
        first = weights.loc[codes].to_numpy(float)
        np.testing.assert_allclose(c.vector[:, 0] * np.sign(c.vector[0, 0] * first[0]), first, atol=1e-10)


def test_strengths_and_weaknesses(asem: Any) -> None:
    frame = asem.read("A_Raw")
    unit = list(frame.index).index("GBR")
    p = profile(frame[asem.codes].to_numpy(float), unit, asem.framework.negative)
    for name, ours in (("strengths", p.strong), ("weaknesses", p.weak)):
        theirs = asem.table(f"A_{name}_GBR", index="Code")["Rank"]
        assert {asem.codes[j]: p.rank[j] for j in ours} == theirs.to_dict()


def test_removal_of_pillars(asem: Any) -> None:
    theirs = asem.table("A_remove_elements_L2", index="removed")["mean_abs_rank_diff"]
    x = asem.read("A_Normalised")[asem.codes].to_numpy(float)
    out = remove(x, asem.framework, np.nan_to_num(asem.framework.weights(), nan=1.0), 2)
    for node, mean in zip(out.nodes, out.mean, strict=True):
        assert mean == pytest.approx(theirs[asem.framework.code[node]], abs=1e-12)
