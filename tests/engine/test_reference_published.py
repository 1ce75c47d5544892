"""Weights printed in papers, from the folder of reference data."""

from __future__ import annotations

from types import ModuleType

import numpy as np

from udfs.engine.normalise import normalise
from udfs.engine.positive import positive
from udfs.engine.registry import resolve


def test_critic_diakoulaki_1995(shared: ModuleType) -> None:
    x = shared.table("reference/published/critic_diakoulaki1995_matrix.csv", index=0).to_numpy(float)
    printed = shared.table("reference/published/critic_diakoulaki1995_weights.csv", index=0)
    ours = resolve("objective", "critic").function(normalise(x, "minmax"))
    np.testing.assert_allclose(ours, printed["w_critic_pearson"], atol=5e-9)


def test_merec_keshavarz_2021(shared: ModuleType) -> None:
    frame = shared.table("reference/published/merec_keshavarz2021_matrix.csv")
    cost = np.array([c.endswith("min") for c in frame])
    printed = shared.table("reference/published/merec_keshavarz2021_weights.csv").to_numpy(float)[0]
    ours = resolve("objective", "merec").function(positive(frame.to_numpy(float), cost, "inverse"))
    np.testing.assert_allclose(ours, printed, atol=5e-5)
