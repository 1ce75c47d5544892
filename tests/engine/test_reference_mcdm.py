"""Normalisation, CV weights and aggregation against stored outputs of pymcdm and scikit-criteria.

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
from udfs.engine.normalise import normalise
from udfs.engine.positive import positive
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


@pytest.mark.parametrize("column", ["numpy.w.CV_ddof1", "numpy.w.CV_ddof0"])
def test_cv_weights_do_not_depend_on_the_divisor(ref: Reference, column: str) -> None:
    """METHOD A 4: n - 1 or n has no effect on the weights."""
    np.testing.assert_allclose(coefficient_of_variation(ref.x), ref.read("weights")[column], **EXACT)


@pytest.mark.parametrize("column", ["pymcdm.m.WSM", "skc.m.WSM_on_MinMaxInverter"])
def test_weighted_sum(ref: Reference, column: str) -> None:
    r = normalise(positive(ref.x, ref.negative, "max"), "minmax")
    ours = aggregate(r, ref.weights, ref.one)[:, 0]
    np.testing.assert_allclose(ours, ref.read("method_scores")[column], rtol=1e-11)


def test_weighted_product(ref: Reference) -> None:
    """scikit-criteria's weighted product score is the common logarithm of the geometric mean."""
    turned = normalise(positive(ref.x, ref.negative, "inverse"), "max")
    ours = np.log10(aggregate(turned, ref.weights, ref.one, ["geometric"])[:, 0])
    theirs = ref.read("method_scores")["skc.m.WPM_on_BenefitCostInverter"]
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


def test_idocriw(ref: Reference) -> None:
    """pymcdm takes the entropy of the data as they are and CILOS of the turned data."""
    w = resolve("objective", "entropy").function(ref.x) * resolve("objective", "cilos").function(
        positive(ref.x, ref.negative, "inverse")
    )
    np.testing.assert_allclose(w / w.sum(), ref.read("weights")["pymcdm.w.idocriw"], rtol=1e-10)
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
