"""The real xlwings DLL starts the real Python with the command line the VBA makes, no Excel needed.

Needs a Windows Python with xlwings and pywin32; the xlwings DLL stands beside it or one folder up: on
Windows itself, or under wine. Name it in MFG_WINDOWS_PYTHON (a path as this machine sees it), as
`make windows` does; without it these tests are skipped.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PYTHON = os.environ.get("MFG_WINDOWS_PYTHON", "")
pytestmark = pytest.mark.skipif(
    not PYTHON, reason="MFG_WINDOWS_PYTHON names no Windows Python (wine) with xlwings and pywin32"
)
LONGEST = 2048 - 30 - 1  # the buffer of the DLL, less the growth of $(CLSID), less the closing zero


def windows(path: Path) -> str:
    return str(path) if sys.platform == "win32" else "Z:" + str(path).replace("/", "\\")


@pytest.fixture
def serve(run_client: Any) -> Any:
    """Start Python through the DLL and return what the client saw."""

    def run(command: str) -> dict[str, Any]:
        answer: dict[str, Any] = run_client("dll_client.py", command)
        assert answer["error"] == ""
        return answer

    return run


@pytest.fixture(scope="module")
def vba(tools: ModuleType) -> Any:
    return tools.interpreter(real_xlwings=True)


def test_one_process_without_the_working_folder(vba: Any, excel: Any, serve: Any) -> None:
    answer = serve(vba.run("MfgCommandLine", windows(Path(PYTHON)), "", False, False))
    assert len(set(answer["pids"])) == 1
    assert answer["safe_path"] == "True"
    assert "" not in answer["path"]
    assert answer["no_argument"] == "Windows"
    assert answer["argument"].startswith("datetime.date(")
    assert excel.run("MfgFailure", 1000, answer["description"]) == (
        "#MFG! Python failed: ModuleNotFoundError: No module named 'no'; mfg doctor checks the installation"
    )


def test_python_path_of_the_settings(vba: Any, serve: Any) -> None:
    extra = "Z:\\some folder\\it's"
    answer = serve(vba.run("MfgCommandLine", windows(Path(PYTHON)), extra, False, False))
    assert answer["path"][0] == extra.lower()


def test_longest_command_fits_the_buffer(vba: Any, serve: Any) -> None:
    """One byte more and Python does not start; MfgCheckCommand stops there."""
    command = vba.run("MfgCommandLine", windows(Path(PYTHON)), "", False, False)
    head, tail = command.split("import xlwings")
    filled = f"{head}x={'1' * (LONGEST - len(command) - 3)};import xlwings{tail}"
    assert len(filled) == LONGEST
    serve(filled)
