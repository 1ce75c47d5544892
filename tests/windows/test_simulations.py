"""The same seed gives the same simulation on Windows (the oldest packages) as here (the newest)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from .simulations import KINDS
from .wine import ROOT, Machine, windows

SCRIPT = Path(__file__).resolve().parent / "simulations.py"
Runs = dict[str, Any]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    out = tmp_path_factory.mktemp("simulations") / "here.json"
    subprocess.run([sys.executable, str(SCRIPT), str(out)], cwd=ROOT, check=True, env=_with_root())
    return dict(json.loads(out.read_text()))


@pytest.fixture(scope="module")
def there(machine: Machine) -> Runs:
    out = machine.folder / "simulations.json"
    out.unlink(missing_ok=True)
    done = machine.run(machine.python, windows(SCRIPT), windows(out), timeout=600)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(out.read_text()))


def _with_root() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def same(a: Runs, b: Runs, rtol: float) -> None:
    assert a["failed"] == b["failed"]
    np.testing.assert_array_equal(a["ranks"], b["ranks"])
    np.testing.assert_allclose(a["scores"], b["scores"], rtol=rtol, atol=rtol)


@pytest.mark.parametrize("sampling", ["random", "sobol"])
@pytest.mark.parametrize("kind", KINDS)
def test_chunks_and_workers_change_no_bit(kind: str, sampling: str, here: Runs) -> None:
    runs = here["results"]
    whole = runs[f"{kind}, {sampling}, whole"]
    assert len(whole["ranks"]) == 600 * 40
    for how in ("chunks", "workers"):
        same(runs[f"{kind}, {sampling}, {how}"], whole, 0.0)


def test_windows_gives_the_same(here: Runs, there: Runs) -> None:
    assert here["numpy"] != there["numpy"]
    assert here["results"].keys() == there["results"].keys() and len(here["results"]) == 7 * len(KINDS)
    for name, run in here["results"].items():
        same(there["results"][name], run, 1e-12 if "indices" not in name else 1e-9)
