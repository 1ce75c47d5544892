"""The real xlwings DLL starts the real Python with the command line the VBA makes, no Excel needed.

Needs a Windows Python with xlwings and pywin32; the xlwings DLL stands beside it or one folder up: on
Windows itself, or under wine. Name it in MFG_WINDOWS_PYTHON (a path as this machine sees it), as
`make windows` does; without it these tests are skipped.
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
    beside = Path(PYTHON).parent
    dll = next(f for p in (beside, beside.parent) if (f := p / f"xlwings64-{VERSION}.dll").exists())
    result = folder / "answer.json"
    # wine's own services keep pipes open after the client has ended: its end is waited for, not theirs.
    with subprocess.Popen(
        [*runner, PYTHON, windows(client), windows(dll), windows(file), windows(result)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"WINEDEBUG": "-all"},
    ) as process:
        assert process.wait(120) == 0
    answer: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
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
