"""The engine knows nothing of Excel, and the worksheet functions load without the heavy packages."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import udfs.engine

ENGINE = Path(udfs.engine.__file__).parent
ROOT = ENGINE.parents[1]
SPREADSHEET = {"xlwings", "openpyxl", "xlsxwriter", "lxml"}


@pytest.mark.parametrize("file", sorted(ENGINE.rglob("*.py")), ids=lambda f: f.stem)
def test_no_source_of_the_engine_imports_a_spreadsheet_package(file: Path) -> None:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    assert not {name.split(".")[0] for name in found} & SPREADSHEET
    assert not {n for n in found if n.startswith(("udfs.excel", "..excel", "workbook", "addin"))}


def loaded(code: str) -> set[str]:
    """Return the top-level modules a fresh interpreter has after running ``code``."""
    tail = "\nimport sys; print(' '.join(sorted({m.partition('.')[0] for m in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", code + tail], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import udfs.engine.index", SPREADSHEET | {"pandas", "scipy"}),
        ("import udfs.excel.worksheet", SPREADSHEET | {"pandas", "scipy"}),
    ],
)
def test_heavy_packages_are_loaded_only_when_needed(code: str, absent: set[str]) -> None:
    assert loaded(code) & absent == set()
