"""The functions behind the real xlwings: its decorators, its ``call_udf``, a fake Excel behind COM."""

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
    r"^    (\w+),$", (HERE / "xlwings_checks.py").read_text(encoding="utf-8").split("CHECKS:")[1], re.M
)


@pytest.fixture(scope="module")
def outcome() -> dict[str, str | None]:
    """Run the checks in a process of their own, where stubs may stand in the place of pywin32."""
    done = subprocess.run(
        [sys.executable, str(HERE / "xlwings_checks.py")],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1]), "PYTHONIOENCODING": "utf-8"},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, str | None] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("check", CHECKS)
def test_with_xlwings(check: str, outcome: dict[str, str | None]) -> None:
    assert outcome[check] is None, outcome[check]


def test_nothing_heavy_is_imported_without_excel() -> None:
    """Off Excel the functions need numpy only, and no stub of theirs is left in this process."""
    code = (
        "import sys, udfs.excel.worksheet; "
        "print([m for m in ('xlwings', 'pandas', 'scipy', 'openpyxl', 'xlsxwriter', 'pythoncom') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=HERE.parents[1], timeout=60
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
    assert "pywintypes" not in sys.modules
