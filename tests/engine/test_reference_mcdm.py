"""Normalisation, CV weights, aggregation and whole-matrix methods against stored outputs of pymcdm and scikit-criteria.

Only definitions that agree are compared. pymcdm turns cost criteria inside its normalisation
(1 - r for vector and max, reversed min-max, 1/x for sum), so its files are compared on benefit
criteria, and on all of them for min-max, where "max - x" before it is the same. scikit-criteria
scales without directions; its z-score divides by n.
"""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from udfs.engine.aggregate import aggregate
from udfs.engine.mcdm import evaluate
from udfs.engine.normalise import normalise
from udfs.engine.positive import positive
from udfs.engine.rank import rank
from udfs.engine.registry import resolve
from udfs.engine.weights import coefficient_of_variation

EXACT = dict(rtol=1e-11, atol=1e-13)


class Reference:
    """The matrix of the comparison, its directions and weights."""

    def __init__(self, shared: ModuleType) -> None:
        self.table = shared.table
        self.x = self.read("matrix_293x24").to_numpy()
        types = self.read("criteria_types_weights")
        self.negative = types["type"].to_numpy() < 0
        self.weights = types["weight"].to_numpy()
        self.one = np.zeros(self.x.shape[1], dtype=np.int64)

    def read(self, name: str) -> pd.DataFrame:
        """Read one file of the comparison."""
        frame: pd.DataFrame = self.table(f"reference/mcdm/{name}.csv", index=0)
        return frame


@pytest.fixture(scope="module")
def ref(shared: ModuleType) -> Reference:
    return Reference(shared)


@pytest.mark.parametrize("method", ["vector", "sum", "max", "minmax"])
def test_scikit_criteria_without_directions(ref: Reference, method: str) -> None:
    np.testing.assert_allclose(normalise(ref.x, method), ref.read(f"norm_skc_{method}"), **EXACT)


def test_scikit_criteria_zscore_divides_by_n(ref: Reference) -> None:
    n = len(ref.x)
    ours = normalise(ref.x, "zscore") * (n / (n - 1)) ** 0.5
    np.testing.assert_allclose(ours, ref.read("norm_skc_zscore"), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("method", ["vector", "sum", "max"])
def test_pymcdm_on_benefit_criteria(ref: Reference, method: str) -> None:
    theirs = ref.read(f"norm_pymcdm_{method}").to_numpy()
    np.testing.assert_allclose(normalise(ref.x, method)[:, ~ref.negative], theirs[:, ~ref.negative], **EXACT)


@pytest.mark.parametrize("name", ["norm_pymcdm_minmax", "norm_skc_cenit_directional"])
def test_minmax_with_directions(ref: Reference, name: str) -> None:
    ours = normalise(positive(ref.x, ref.negative, "max"), "minmax")
    np.testing.assert_allclose(ours, ref.read(name), rtol=1e-10, atol=1e-12)


def test_pymcdm_sum_turns_cost_by_the_inverse(ref: Reference) -> None:
    ours = normalise(positive(ref.x, ref.negative, "inverse"), "sum")
    np.testing.assert_allclose(ours, ref.read("norm_pymcdm_sum"), **EXACT)


CV = ["numpy.w.CV_ddof1", "numpy.w.CV_ddof0"]


@pytest.mark.parametrize("column", CV)
def test_cv_weights_do_not_depend_on_the_divisor(ref: Reference, column: str) -> None:
    """METHOD A 4: n - 1 or n has no effect on the weights."""
    np.testing.assert_allclose(coefficient_of_variation(ref.x), ref.read("weights")[column], **EXACT)


WSM = ["pymcdm.m.WSM", "skc.m.WSM_on_MinMaxInverter"]
WPM = "skc.m.WPM_on_BenefitCostInverter"


@pytest.mark.parametrize("column", WSM)
def test_weighted_sum(ref: Reference, column: str) -> None:
    r = normalise(positive(ref.x, ref.negative, "max"), "minmax")
    ours = aggregate(r, ref.weights, ref.one)[:, 0]
    np.testing.assert_allclose(ours, ref.read("method_scores")[column], rtol=1e-11)


def test_weighted_product(ref: Reference) -> None:
    """scikit-criteria's weighted product score is the common logarithm of the geometric mean."""
    turned = normalise(positive(ref.x, ref.negative, "inverse"), "max")
    ours = np.log10(aggregate(turned, ref.weights, ref.one, ["geometric"])[:, 0])
    theirs = ref.read("method_scores")[WPM]
    np.testing.assert_allclose(ours, theirs, rtol=1e-11)


# our method, how costs are turned, normalisation, and the columns that agree with it. pymcdm's entropy,
# Gini and standard deviation know no directions; its CRITIC ignores them, so only the others' is compared.
WEIGHTS = [
    ("entropy", None, "none", ["pymcdm.w.entropy", "skc.w.entropy"]),
    ("std", None, "none", ["pymcdm.w.standard_deviation", "skc.w.std"]),
    ("std", "max", "minmax", ["pymcdm.w.standard_deviation_on_minmax"]),
    ("gini", None, "none", ["pymcdm.w.gini", "skc.w.gini"]),
    ("critic", "max", "minmax", ["skc.w.critic", "pyDecision.w.critic"]),
    ("critic", None, "minmax", ["pymcdm.w.critic"]),
    ("merec", "inverse", "none", ["pymcdm.w.merec", "skc.w.merec", "pyDecision.w.merec"]),
    ("cilos", "inverse", "none", ["pymcdm.w.cilos"]),
    ("equal", None, "none", ["pymcdm.w.equal", "skc.w.equal"]),
]


@pytest.mark.parametrize(("method", "turn", "norm", "columns"), WEIGHTS)
def test_objective_weights(
    ref: Reference, method: str, turn: str | None, norm: str, columns: list[str]
) -> None:
    x = ref.x if turn is None else positive(ref.x, ref.negative, turn)
    ours = resolve("objective", method).function(normalise(x, norm), None)
    for column in columns:
        np.testing.assert_allclose(ours, ref.read("weights")[column], rtol=1e-10, err_msg=column)


IDOCRIW = "pymcdm.w.idocriw"


def test_idocriw(ref: Reference) -> None:
    """pymcdm takes the entropy of the data as they are and CILOS of the turned data."""
    w = resolve("objective", "entropy").function(ref.x) * resolve("objective", "cilos").function(
        positive(ref.x, ref.negative, "inverse")
    )
    np.testing.assert_allclose(w / w.sum(), ref.read("weights")[IDOCRIW], rtol=1e-10)
    benefit = ref.x[:, ~ref.negative]
    one = resolve("objective", "idocriw").function(benefit)
    both = [resolve("objective", n).function(benefit) for n in ("entropy", "cilos")]
    np.testing.assert_allclose(one, both[0] * both[1] / (both[0] * both[1]).sum(), rtol=1e-12)


@pytest.mark.parametrize(("name", "power"), [("linear", 1), ("nonlinear", None)])
def test_pymcdm_linear_turns_cost_by_the_inverse(ref: Reference, name: str, power: int | None) -> None:
    """Linear: x/max, costs min/x. Nonlinear: its square, costs its cube."""
    ours = normalise(positive(ref.x, ref.negative, "inverse"), "max")
    ours = ours if power else np.where(ref.negative, ours**3, ours**2)
    np.testing.assert_allclose(ours, ref.read(f"norm_pymcdm_{name}"), rtol=1e-10)


MATRIX = [
    ("topsis", "pymcdm.m.TOPSIS_vector", 1.0),
    ("topsis", "skc.m.TOPSIS_on_VectorScaler_NegateMin", 1.0),
    ("topsis", "pyDecision.m.TOPSIS", 1.0),
    ("copras", "skc.m.COPRAS_on_SumScaler", 0.01),
    ("copras", "pyDecision.m.COPRAS", 1.0),
    ("edas", "pymcdm.m.EDAS", 1.0),
    ("edas", "skc.m.EDAS", 1.0),
    ("edas", "pyDecision.m.EDAS", 1.0),
    ("waspas", "pymcdm.m.WASPAS", 1.0),
    ("marcos", "pymcdm.m.MARCOS", 1.0),
    ("codas", "pymcdm.m.CODAS", 1.0),
    ("promethee", "pymcdm.m.PROMETHEE_II", 1.0),
    ("gra", "pyDecision.m.GRA", 293.0),  # it divides by the row count
]


@pytest.mark.parametrize(("method", "column", "unit"), MATRIX)
def test_whole_matrix_methods(ref: Reference, method: str, column: str, unit: float) -> None:
    ours = evaluate(ref.x, ref.negative, ref.weights, method)["score"]
    np.testing.assert_allclose(ours, ref.read("method_scores")[column] * unit, rtol=1e-10, atol=1e-13)
    ranks = ref.read("method_ranks")[column]
    np.testing.assert_array_equal(rank(np.round(ours, 13), "average"), ranks)


VIKOR = ["pymcdm.m.VIKOR", "skc.m.VIKOR_q", "pyDecision.m.VIKOR_q"]


@pytest.mark.parametrize("column", VIKOR)
def test_vikor_q(ref: Reference, column: str) -> None:
    parts = evaluate(ref.x, ref.negative, ref.weights, "vikor")
    np.testing.assert_allclose(parts["Q"], ref.read("method_scores")[column], rtol=1e-10, atol=1e-13)
    np.testing.assert_array_equal(rank(parts["score"], "average"), ref.read("method_ranks")[column])


TOPSIS_MINMAX, COPELAND = "pymcdm.m.TOPSIS_minmax", "pyDecision.m.Copeland_unweighted"


def test_topsis_of_minmax(ref: Reference) -> None:
    ours = evaluate(ref.x, ref.negative, ref.weights, "topsis", "minmax")["score"]
    np.testing.assert_allclose(ours, ref.read("method_scores")[TOPSIS_MINMAX], rtol=1e-10)


def test_net_flow_is_pydecisions_copeland(ref: Reference) -> None:
    """What it calls Copeland adds wins minus losses over all indicators: PROMETHEE's flow times m (n - 1)."""
    n, m = ref.x.shape
    ours = evaluate(ref.x, ref.negative, None, "promethee")["score"] * m * (n - 1)
    np.testing.assert_allclose(ours, ref.read("method_scores")[COPELAND], atol=1e-8)


@pytest.mark.parametrize("weight_set", [1, 2, 3, 4])
def test_vikor_of_opricovic_2007(ref: Reference, weight_set: int) -> None:
    """European Journal of Operational Research 178, 514: S, R, Q and ranks as printed, v = .5."""
    folder = "reference/published/vikor_opricovic2007"
    x = ref.table(f"{folder}_matrix.csv", index=0)
    w = ref.table(f"{folder}_weights_unnormalised.csv", index=0).loc[weight_set].to_numpy(float)
    printed = ref.table(f"{folder}_published_SRQ.csv")
    printed = printed[printed["weight_set"] == weight_set]
    negative = np.array([c.endswith("_min") for c in x])
    parts = evaluate(x.to_numpy(float), negative, w, "vikor")
    for key in "SRQ":
        np.testing.assert_allclose(parts[key], printed[key], atol=5.1e-4)
    np.testing.assert_array_equal(rank(parts["score"]), printed["rank"])


def claims() -> dict[str, set[str]]:
    """Columns of the score and weight tables that the tests above reproduce, for test_reference_mcdm_others.py."""
    return {
        "scores": {m[1] for m in MATRIX} | {*VIKOR, *WSM, WPM, TOPSIS_MINMAX, COPELAND},
        "weights": {c for w in WEIGHTS for c in w[3]} | {*CV, IDOCRIW},
    }
