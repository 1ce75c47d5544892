"""Fixtures of the checks under wine: the Windows Python, jobs of a COM client in it, and what was measured."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from addin.install import dll_name
from addin.probes_python import command_line

from . import cases
from .wine import Machine, home, windows

# They run in a process of their own: a Windows Python, or one with stubs in the place of pywin32.
collect_ignore = ["com_book.py", "com_calls.py", "linux_calls.py", "replay.py", "run.py", "simulations.py"]

HERE = Path(__file__).resolve().parent
Job = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def machine() -> Iterator[Machine]:
    """The Windows Python that `make windows` has made."""
    if not os.environ.get("MFG_WINDOWS_PYTHON") or sys.platform == "win32":
        pytest.skip("needs wine and a Windows Python in it: make windows")
    made = Machine(home())
    yield made
    made.stop()


@pytest.fixture(scope="session")
def measured(machine: Machine) -> Iterator[dict[str, Any]]:
    """What the tests measure; written beside the machine for docs/windows_measured.py."""
    found: dict[str, Any] = {}
    yield found
    (machine.folder / "measured.json").write_text(json.dumps(found, indent=1), encoding="utf-8")


@pytest.fixture(scope="session")
def spec() -> dict[str, Any]:
    """All calls, as both sides read them."""
    return cases.everything()


@pytest.fixture(scope="session")
def calls_file(machine: Machine, spec: dict[str, Any]) -> Path:
    path = machine.folder / "calls.json"
    path.write_text(json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def job(machine: Machine, calls_file: Path) -> Job:
    """Run one task of com_calls.py in a Windows process and return its answer."""

    def run(task: str, python: Path = machine.python, locale: str = "zh_CN", **more: Any) -> dict[str, Any]:
        answer = machine.folder / f"{task}-answer.json"
        answer.unlink(missing_ok=True)
        order = {
            "task": task,
            "dll": windows(python.parents[1] / dll_name(64)),
            "command": command_line(windows(python)),
            "command_after": command_line(windows(python), start=1),
            "calls": windows(calls_file),
            "answer": windows(answer),
            **more,
        }
        file = machine.folder / f"{task}-job.json"
        file.write_text(json.dumps(order, ensure_ascii=False), encoding="utf-8")
        done = machine.run(
            machine.python, windows(HERE / "com_calls.py"), windows(file),
            env=machine.environment(locale), timeout=900,
        )  # fmt: skip
        assert done.returncode == 0 and answer.is_file(), done.stdout + done.stderr
        found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
        return found

    return run
