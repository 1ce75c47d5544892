"""The real xlwings DLL starts the real Python with the command line the VBA makes, no Excel needed.

Needs a Windows Python with xlwings and pywin32 whose folder also holds the xlwings DLL: on Windows
itself, or under wine. Name it in MFG_WINDOWS_PYTHON (a path as this machine sees it); without it
these tests are skipped.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from addin.build import vba_modules

PYTHON = os.environ.get("MFG_WINDOWS_PYTHON", "")
pytestmark = pytest.mark.skipif(
    not PYTHON, reason="MFG_WINDOWS_PYTHON names no Windows Python (wine) with xlwings and pywin32"
)
VERSION = vba_modules()["xlwings"].split("'Version: ")[1].split("\n")[0]
LONGEST = 2048 - 30 - 1  # the buffer of the DLL, less the growth of $(CLSID), less the closing zero


def windows(path: Path) -> str:
    return str(path) if sys.platform == "win32" else "Z:" + str(path).replace("/", "\\")


def serve(command: str, folder: Path) -> dict[str, Any]:
    """Start Python through the DLL and return what the client saw."""
    file = folder / "command.txt"
    file.write_text(command, encoding="utf-8")
    runner = [] if sys.platform == "win32" else ["wine"]
    client = Path(__file__).with_name("dll_client.py")
    dll = Path(PYTHON).with_name(f"xlwings64-{VERSION}.dll")
    done = subprocess.run(
        [*runner, PYTHON, windows(client), windows(dll), windows(file)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"WINEDEBUG": "-all"},
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    assert answer["error"] == ""
    return answer


@pytest.fixture(scope="module")
def vba(tools: ModuleType) -> Any:
    return tools.interpreter(real_xlwings=True)


def test_one_process_without_the_working_folder(vba: Any, excel: Any, tmp_path: Path) -> None:
    answer = serve(vba.run("MfgCommandLine", windows(Path(PYTHON)), "", False, False), tmp_path)
    assert len(set(answer["pids"])) == 1
    assert answer["safe_path"] == "True"
    assert "" not in answer["path"]
    assert answer["no_argument"] == "Windows"
    assert answer["argument"].startswith("datetime.date(")
    assert excel.run("MfgFailure", 1000, answer["description"]) == (
        "#MFG! Python failed: ModuleNotFoundError: No module named 'no'; mfg doctor checks the installation"
    )


def test_python_path_of_the_settings(vba: Any, tmp_path: Path) -> None:
    extra = "Z:\\some folder\\it's"
    answer = serve(vba.run("MfgCommandLine", windows(Path(PYTHON)), extra, False, False), tmp_path)
    assert answer["path"][0] == extra.lower()


def test_longest_command_fits_the_buffer(vba: Any, tmp_path: Path) -> None:
    """One byte more and Python does not start; MfgCheckCommand stops there."""
    command = vba.run("MfgCommandLine", windows(Path(PYTHON)), "", False, False)
    head, tail = command.split("import xlwings")
    filled = f"{head}x={'1' * (LONGEST - len(command) - 3)};import xlwings{tail}"
    assert len(filled) == LONGEST
    serve(filled, tmp_path)
