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
