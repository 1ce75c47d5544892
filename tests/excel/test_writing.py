"""Commands that write into a workbook, through the real xlwings: see ``writing_checks.py``."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
CHECKS = re.findall(
    r"^    (\w+),$", (HERE / "writing_checks.py").read_text(encoding="utf-8").split("CHECKS:")[1], re.M
)


@pytest.fixture(scope="module")
def outcome() -> dict[str, str | None]:
    done = subprocess.run(
        [sys.executable, str(HERE / "writing_checks.py")],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1]), "PYTHONIOENCODING": "utf-8"},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, str | None] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("check", CHECKS)
def test_writing(check: str, outcome: dict[str, str | None]) -> None:
    assert outcome[check] is None, outcome[check]
