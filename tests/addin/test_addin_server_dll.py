"""The real DLL and the real server: it dies and is started again; one is started ahead and ends with Excel.

As test_addin_dll.py, these need a Windows Python (Windows, or wine), named in MFG_WINDOWS_PYTHON.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PYTHON = os.environ.get("MFG_WINDOWS_PYTHON", "")
ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(
    not PYTHON, reason="MFG_WINDOWS_PYTHON names no Windows Python (wine) with xlwings and pywin32"
)
RANKS = "[[1.0], [3.0], [2.0]]"
PROCESS = 999_999_999  # stands in the line until the client knows the process


def windows(path: Path) -> str:
    return str(path) if sys.platform == "win32" else "Z:" + str(path).replace("/", "\\")


@pytest.fixture(scope="module")
def vba(tools: ModuleType) -> Any:
    return tools.interpreter(real_xlwings=True)


@pytest.fixture(scope="module")
def seen(vba: Any, run_client: Any) -> dict[str, Any]:
    """What the client saw, with the lines that the VBA makes."""
    python, path = windows(Path(PYTHON)), windows(ROOT)
    class_id = vba.run("MfgWarmClass", os.getpid())
    lines = {
        "first": vba.run("MfgCommandLine", python, path, False, False, 0, "zh"),
        "second": vba.run("MfgCommandLine", python, path, False, False, 1, "zh"),
        "warm": vba.run("MfgWarmLine", python, path, "en", class_id, PROCESS).replace(
            str(PROCESS), "@PROCESS@"
        ),
        "class": class_id,
    }
    answer: dict[str, Any] = run_client("server_client.py", json.dumps(lines))
    print(
        json.dumps(
            {k: round(v, 2) for k, v in {**answer["died"], **answer["ahead"]}.items() if type(v) is float}
        )
    )
    return answer


def test_a_server_that_died_is_seen_and_another_one_answers(
    vba: Any, excel: Any, seen: dict[str, Any]
) -> None:
    found = seen["died"]
    assert found["before"] == found["again"]
    assert found["language"] == "zh"
    assert found["rank"] == RANKS
    # What VBA sees first: the call fails, or the DLL does not find the server. Both start another one.
    assert excel.run("MfgIsGone", found["number"], "")
    if found["same"][0] != "0":
        assert excel.run("MfgIsGone", 1000, found["same"][1]), found["same"]
    assert found["dropped"] == 0
    assert found["after"] != found["before"]
    assert found["rank_after"] == RANKS


def test_a_server_that_is_dropped_ends(seen: dict[str, Any]) -> None:
    assert seen["died"]["dropped_alive"] == 0
    assert seen["died"]["ended"] == 0  # WAIT_OBJECT_0


def test_the_process_started_ahead_is_the_one_that_serves(seen: dict[str, Any]) -> None:
    found = seen["ahead"]
    assert found["nobody"][0] != "0"  # the DLL starts nothing for a bare class
    assert found["code"] == 0
    assert found["pids"][0] == found["pids"][1]
    # The Python of a private environment is the child of a small python.exe that was started.
    assert found["started"] in found["family"]
    assert found["rank"] == RANKS


def test_the_process_started_ahead_ends_with_excel(excel: Any, seen: dict[str, Any]) -> None:
    found = seen["ahead"]
    assert found["ended"] == 0
    assert excel.run("MfgIsGone", found["number"], "")
    assert found["gone"][0] != "0"  # and XLPy goes on to the DLL's own way
