"""Reference data that stays outside the project: where it is, and a skip that says so where it is not.

The folder is named by the environment variable ``MFG_SHARED``, else it is ``../shared`` beside the
repository. Nothing of it is copied here; every method also has a worked case in these tests.
"""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]


def path(name: str) -> Path:
    """Return a file of the shared folder, or skip the test with a message."""
    folder = Path(os.environ.get("MFG_SHARED") or ROOT.parent / "shared")
    file = folder / name
    if not file.is_file():
        pytest.skip(f"shared/{name} is absent (set MFG_SHARED to the folder of reference data)")
    return file


def table(name: str, index: str | int | None = None) -> pd.DataFrame:
    """Read a CSV file of the shared folder."""
    return pd.read_csv(path(name), index_col=index)
