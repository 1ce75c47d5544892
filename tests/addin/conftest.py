"""Fixtures: the committed add-in, the sources olevba finds in it, and a VBA interpreter."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from addin.build import ADDIN
from addin.install import dll_name


def _load(name: str) -> ModuleType:
    """Load a helper beside this file under a name no other test folder uses."""
    full = f"mfg_addin_{name}"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[full] = module
        spec.loader.exec_module(module)
    return sys.modules[full]


@pytest.fixture(scope="session")
def tools() -> ModuleType:
    return _load("tools")


@pytest.fixture(scope="session")
def link_cases() -> ModuleType:
    return _load("link_cases")


@pytest.fixture(scope="session")
def basic() -> ModuleType:
    return _load("basic")


@pytest.fixture(scope="session")
def stored(tools: ModuleType) -> dict[str, str]:
    """The module sources of the committed add-in, as olevba reads them."""
    sources: dict[str, str] = tools.olevba_sources(ADDIN)
    return sources


@pytest.fixture
def fresh_excel(tools: ModuleType) -> Any:
    """An in-memory Excel that runs the add-in's VBA, with Python and Windows replaced by fakes."""
    return tools.interpreter()


@pytest.fixture(scope="session")
def shared_excel(tools: ModuleType) -> Any:
    return tools.interpreter()


@pytest.fixture
def excel(shared_excel: Any) -> Any:
    """One instance for the tests that leave nothing behind in cells."""
    shared_excel.run("Prepare", 0, "", "en")
    shared_excel.run("Noted")
    return shared_excel


@pytest.fixture(scope="session")
def run_client(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], dict[str, Any]]:
    """Run a client of the xlwings DLL in the Windows Python of MFG_WINDOWS_PYTHON, under wine off Windows.

    The client gets the DLL (beside that Python or one folder up), a file with the text given, and a
    file for its answer.
    """

    def run(client: str, text: str) -> dict[str, Any]:
        python = Path(os.environ["MFG_WINDOWS_PYTHON"])
        name = dll_name()
        dll = next(f for p in (python.parent, python.parent.parent) if (f := p / name).exists())
        folder = tmp_path_factory.mktemp("client")
        given, answer = folder / "given.txt", folder / "answer.json"
        given.write_text(text, encoding="utf-8")
        files = [windows(p) for p in (Path(__file__).with_name(client), dll, given, answer)]
        # wine's own services keep pipes open after the client has ended: its end is waited for, not theirs.
        with subprocess.Popen(
            [*([] if sys.platform == "win32" else ["wine"]), str(python), *files],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"WINEDEBUG": "-all"},
        ) as process:
            assert process.wait(300) == 0
        found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
        return found

    return run


def windows(path: Path) -> str:
    """A path as Windows programs see it."""
    return str(path) if sys.platform == "win32" else "Z:" + str(path).replace("/", "\\")
