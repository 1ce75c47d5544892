"""The server that Excel starts: it comes back after it was ended, and a thousand calls leave nothing behind."""

from __future__ import annotations

import statistics
from typing import Any

import pytest

from .cases import column
from .conftest import Job
from .wine import Machine

CALL = {"function": "MFG_RANK", "args": [{"array": column([3.0, 1.0, 2.0])}]}
CITIES, INDICATORS = 293, 24
REPEATS = 30


def block() -> list[list[float]]:
    """Numbers without pattern in the size of a source report: 293 cities, 24 indicators."""
    return [[1.0 + (i * 37 + j * 101) % 97 for j in range(INDICATORS)] for i in range(CITIES)]


@pytest.mark.parametrize("locale", ["zh_CN", "en_US"])
def test_an_ended_server_is_started_again(locale: str, job: Job) -> None:
    answer = job("restart", locale=locale, call=CALL)
    first, second = answer["pids"]
    assert first != second
    assert answer["error"]  # the call that met the dead server failed, with an error VBA can catch
    assert answer["results"] == [[[1.0], [3.0], [2.0]]] * 2


def test_server_from_a_folder_with_chinese_and_spaces(machine: Machine, job: Job) -> None:
    """The command line goes to the DLL in the code page of Chinese Windows."""
    folder = machine.folder / "环境 一"
    folder.unlink(missing_ok=True)
    folder.symlink_to(machine.venv)
    answer = job("restart", python=folder / "Scripts" / "python.exe", call=CALL)
    assert answer["results"][1] == [[1.0], [3.0], [2.0]]


@pytest.fixture(scope="module")
def many(job: Job, measured: dict[str, Any]) -> dict[str, Any]:
    """1 100 calls, every fourth with a range, whose cells the server asks of the client; then others for their time."""
    small = column([3.0, 1.0, 2.0])
    array, ranged = ({"function": "MFG_RANK", "args": [{kind: small}]} for kind in ("array", "range"))
    timed = {
        "array": array,
        "range": ranged,
        "block": {"function": "MFG_NORM", "args": [{"range": block()}]},
    }
    answer = job(
        "many", turn=[array, array, array, ranged], count=1100, every=100, repeats=REPEATS, timed=timed
    )
    # Reported, not judged: the machine may be busy, and wine is not Windows.
    measured["milliseconds"] = {
        name: statistics.median(times) for name, times in answer["milliseconds"].items()
    }
    return answer


def test_a_thousand_calls_leave_nothing_behind(many: dict[str, Any], measured: dict[str, Any]) -> None:
    """The first hundred calls warm up; the thousand after them are looked at."""
    calls, memory, handles = zip(*many["seen"], strict=True)
    assert (calls[1], calls[-1]) == (100, 1100)
    measured["memory"] = {
        "start_mb": memory[1] / 2**20,
        "end_mb": memory[-1] / 2**20,
        "handles_start": handles[1],
        "handles_end": handles[-1],
    }
    assert memory[-1] - memory[1] < 5 * 2**20, memory
    assert handles[1] > 0
    assert handles[-1] - handles[1] < 20, handles


def test_every_timed_call_was_made(many: dict[str, Any]) -> None:
    assert {name: len(times) for name, times in many["milliseconds"].items()} == {
        "array": REPEATS,
        "range": REPEATS,
        "block": REPEATS,
    }
