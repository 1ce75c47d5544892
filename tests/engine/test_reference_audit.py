"""Every file of reference data is opened by a test that passes.

The tests that read the folder are run once more in a process of their own, in which each opening is noted with its
test. A file nobody opens fails here: write a test that reproduces it (read it with ``shared.table``, so that the
opening is seen) in the test file named after its oracle.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).resolve().parent
FOLDERS = ("coinr", "mcdm", "published")


@pytest.fixture(scope="module")
def opened(shared: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Which tests opened which file."""
    for name in FOLDERS:
        shared.path(f"reference/{name}/README.md")  # skips without the folder
    log = tmp_path_factory.mktemp("audit") / "opened.txt"
    readers = [
        str(p) for p in sorted(HERE.glob("test_*.py"))
        if (p.name != Path(__file__).name and "reference/" in p.read_text(encoding="utf-8"))
        or p.name.startswith("test_reference_coinr")
    ]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *readers],
        cwd=HERE.parents[1],
        env={**os.environ, shared.LOG: str(log)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    found: dict[str, set[str]] = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        name, test = line.split("\t")
        found.setdefault(name, set()).add(test)
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_is_reproduced(shared: ModuleType, opened: dict[str, set[str]], folder: str) -> None:
    here = shared.folder() / "reference" / folder
    files = {f"reference/{folder}/{p.name}" for p in here.iterdir() if p.suffix != ".md"}
    assert len(files) >= 16
    assert sorted(files - opened.keys()) == []
    assert all(any("test_" in t for t in opened[f]) for f in files)
