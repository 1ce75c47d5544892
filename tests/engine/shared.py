"""Reference data that stays outside the project: where it is, and a skip that says so where it is not.

The folder is named by the environment variable ``MFG_SHARED``, else it is ``../shared`` beside the
repository. Nothing of it is copied here; every method also has a worked case in these tests.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from udfs.engine.framework import Framework, Node
from udfs.engine.index import Result
from udfs.engine.units import UnitTable

ROOT = Path(__file__).resolve().parents[2]

#: Where the audit wants to be told which test opened which file.
LOG = "MFG_SHARED_LOG"


def folder() -> Path:
    """Return the folder of reference data, there or not."""
    return Path(os.environ.get("MFG_SHARED") or ROOT.parent / "shared")


def path(name: str) -> Path:
    """Return a file of the shared folder, or skip the test with a message."""
    file = folder() / name
    if not file.is_file():
        pytest.skip(f"shared/{name} is absent (set MFG_SHARED to the folder of reference data)")
    if log := os.environ.get(LOG):
        with Path(log).open("a", encoding="utf-8") as f:
            f.write(f"{name}\t{os.environ.get('PYTEST_CURRENT_TEST', '')}\n")
    return file


def table(name: str, index: str | int | None = None) -> pd.DataFrame:
    """Read a CSV file of the shared folder."""
    return pd.read_csv(path(name), index_col=index)


class Asem:
    """The ASEM index of COINr: its framework and tables, in the order of the framework.

    COINr turns negative indicators by -1 before it normalises; for min-max and z-scores that is the
    same as ``max - x`` here.
    """

    #: Values of this indicator are rounding noise apart in R and equal in the 15 digits printed: ties
    #: here, none there. ``broken_ties`` asserts that this, and nothing else, parts the ranks.
    PRINTED_TIES = "TolMin"

    def __init__(self) -> None:
        meta = table("reference/coinr/00_iMeta_framework.csv")
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
        self.sign = np.where(self.framework.negative, -1.0, 1.0)

    def table(self, name: str, index: str | None = None) -> pd.DataFrame:
        """Read one table as it is."""
        return table(f"reference/coinr/{name}.csv", index)

    def read(self, name: str) -> pd.DataFrame:
        """Read one table, a row a unit."""
        return self.table(name, "uCode")

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
        np.testing.assert_allclose(ours, frame[codes], rtol=1e-10, atol=1e-10)


def broken_ties(values: np.ndarray, low: np.ndarray, high: np.ndarray, theirs: np.ndarray) -> int:
    """Assert that ``theirs`` ranks ``values`` as we do, up to which of equal values comes first.

    ``low`` and ``high`` are our least and greatest ranks of ties: where they are one, it is theirs; among
    equal values theirs are ranks between the two. Return how many units have another rank than our least.
    """
    assert ((low <= theirs) & (theirs <= high)).all()
    alone = low == high
    np.testing.assert_array_equal(theirs[alone], low[alone])
    other = theirs != low
    # Each of them shares its value with a unit that has the least rank: only a lost digit parts them.
    for i in np.flatnonzero(other):
        same = np.flatnonzero(values == values[i])
        assert same.size > 1 and theirs[same].min() == low[i]
    return int(other.sum())
