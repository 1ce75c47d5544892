"""Every method that another library has gives that library's results: the benchmark's own check, on small data."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import udfs

ROOT = Path(udfs.__file__).parents[1]


def test_all_contests_agree() -> None:
    """Libraries that are not installed are left out; the benchmark's environment has them all."""
    pytest.importorskip("pymcdm", reason="pip install .[bench]")
    done = subprocess.run(
        [sys.executable, "bench/run.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert int(done.stdout.split()[0]) >= 20


def test_every_method_is_compared_or_says_why_not() -> None:
    """No library is needed for that."""
    code = (
        "import sys; sys.path[:0] = ['.', 'bench']; from uncompared import uncompared; print(uncompared()[1])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "[]"
