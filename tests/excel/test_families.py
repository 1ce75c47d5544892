"""Families of worksheet functions load when one of them is first asked for, whatever way that happens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import udfs

ROOT = Path(udfs.__file__).parents[1]
START = "import sys\nimport udfs.excel.worksheet as w\n"


def said(code: str) -> str:
    """Return what a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", START + code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return done.stdout.strip()


def test_the_start_loads_no_family() -> None:
    code = (
        "print([f for f in w.FAMILIES if f'udfs.excel.{f}' in sys.modules], 'udfs.engine.pca' in sys.modules)"
    )
    assert said(code) == "[] False"


@pytest.mark.parametrize(
    "way",
    [
        "w.MFG_AHP([[1, 3], [None, 1]])",  # what xlwings does: getattr on the module
        "w.FUNCTIONS['MFG_AHP']([[1, 3], [None, 1]])",
        "w.call('mfg_ahp', [Block([[1, 3], [None, 1]])], NoWorkbook())",  # what the headless recalculation does
    ],
)
def test_a_family_comes_when_asked_for(way: str) -> None:
    code = f"from udfs.excel.cells import Block\nfrom udfs.excel.guard import NoWorkbook\nprint([round(float(r[0]), 12) for r in {way}])"
    assert said(code) == "[0.75, 0.25]"


def test_all_are_named_in_the_order_of_the_catalogue() -> None:
    code = (
        "from udfs.excel.catalogue import FUNCTIONS\nnames = [f.name for f in FUNCTIONS]\n"
        "print(set(names) <= set(dir(w)), list(w.FUNCTIONS) == names, all(callable(getattr(w, n)) for n in names))"
    )
    assert said(code) == "True True True"


def test_what_is_nowhere_stays_unknown() -> None:
    code = "print([hasattr(w, n) for n in ('MFG_NOTHING', 'mfg_ahp', 'nothing')])"
    assert said(code) == "[False, False, False]"
