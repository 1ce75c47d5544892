"""The pandas door: the same numbers as the command line's files, missing values and messages included."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from udfs import frames
from udfs.engine.errors import MfgError

FRAMEWORK = pd.DataFrame(
    {
        "code": ["IDX", "A", "B", "p", "q", "n"],
        "parent": ["", "IDX", "IDX", "A", "A", "B"],
        "direction": [None, None, None, "+", "+", "-"],
    }
)
DATA = pd.DataFrame(
    {
        "city": list("wxyz"),
        "region": list("EEWW"),
        "p": [1, 2, 3, 4],
        "q": [10, 20, 20, 50],
        "n": [0.5, 1, 2, np.nan],
    }
)


def test_two_levels_by_hand_in_pandas() -> None:
    """Min-max, equal weights: a plain pandas recomputation of two levels."""
    t = frames.compute(
        FRAMEWORK, DATA, normalise="极差法", positive="max", combine="subjective", missing="zero"
    )
    x = DATA.set_index("city")[["p", "q", "n"]].fillna(0)
    x["n"] = x["n"].max() - x["n"]
    r = (x - x.min()) / (x.max() - x.min())
    score = (r[["p", "q"]].mean(axis=1) + r["n"]) / 2
    np.testing.assert_allclose(t["normalised"], r, rtol=1e-12)
    np.testing.assert_allclose(t["nodes"]["IDX"], score, rtol=1e-12)
    assert t["ranking"].index.tolist() == score.sort_values(ascending=False, kind="stable").index.tolist()
    assert t["weights"].loc["n", "effective"] == 0.5
    assert t["weights"].loc["p", "effective"] == 0.25
    assert t["ranking"]["region"].loc["w"] == "E"


def test_missing_stays_missing_and_is_reported() -> None:
    t = frames.compute(FRAMEWORK, DATA, combine="subjective")
    assert np.isnan(t["ranking"].loc["z", "Score"])
    assert t["ranking"].index[-1] == "z"
    assert "z" in t["checks"].to_string()


def test_errors_are_the_engines() -> None:
    with pytest.raises(MfgError):
        frames.compute(FRAMEWORK, DATA.drop(columns="p"))
    with pytest.raises(TypeError):
        frames.compute(FRAMEWORK, DATA, normalize="minmax")


def test_denominators_and_steps() -> None:
    """Output a head (10 000 x p / people), q by a column of the data itself, n as it is; then imputed and scored."""
    tree = FRAMEWORK.assign(
        denominator=["", "", "", "people", "area", ""], factor=[None, None, None, 10000, None, None]
    )
    data = DATA.assign(area=[10, 20, 40, 25], p=[1, 2, np.nan, 4])
    people = pd.DataFrame({"city": ["z", "y", "x", "w"], "people": [40000, 10000, 0, 20000]})
    t = frames.compute(
        tree,
        data,
        denominators=people,
        impute="列均值",
        combine="subjective",
        normalise="none",
        positive="max",
    )
    # p: .5, people 0, missing, 1: the last two are filled with .75
    np.testing.assert_allclose(t["data"]["p"], [0.5, 0.75, 0.75, 1], rtol=1e-14)
    np.testing.assert_allclose(t["data"]["q"], [1, 1, 0.5, 2], rtol=1e-14)
    np.testing.assert_allclose(t["data"]["n"], [0.5, 1, 2, 3.5 / 3], rtol=1e-14)
    a = (t["data"]["p"] + t["data"]["q"]) / 2
    np.testing.assert_allclose(t["nodes"]["IDX"], (a + 2 - t["data"]["n"]) / 2, rtol=1e-14)
    said = t["checks"].to_string()
    assert (
        'divided by "people"' in said
        and "2 missing values filled by mean" in said
        and "x · people is 0" in said
    )
    assert "area" not in "".join(r for r in said.splitlines() if "not in the framework" in r)
    with pytest.raises(MfgError, match='no denominator "people"'):
        frames.compute(tree, data)


def test_method_b() -> None:
    """Weights by class and stage from frames alone; by hand in tests/engine/test_stage_sets.py."""
    tree = pd.DataFrame(
        {
            "code": ["a", "b"],
            "direction": ["+", "-"],
            "ABC class": ["A", "B"],
            "stage: mature": [2, 1],
            "stage: grow": [1, 2],
        }
    )
    data = pd.DataFrame(
        {"city": list("uvw"), "phase": ["mature", "grow", "grow"], "a": [8, 4, 2], "b": [4, 2, 8]}
    )
    experts = pd.DataFrame({"expert": ["x", "y"], "a": [5, 7], "b": [3, 5]})
    t = frames.compute(tree, data, experts, normalise="index_best", subjective="abc", combine="subjective")
    np.testing.assert_allclose(
        t["stages"], [[1150 / 13, 800 / 11], [800 / 13, 850 / 11], [25, 25]], rtol=1e-14
    )
    np.testing.assert_allclose(t["ranking"]["Score"], [1150 / 13, 850 / 11, 25], rtol=1e-14)
