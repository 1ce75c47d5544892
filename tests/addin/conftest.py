"""Fixtures: the committed add-in, the sources olevba finds in it, and a VBA interpreter."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from addin.build import ADDIN


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
