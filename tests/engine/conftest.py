"""Fixtures: reference tables outside the project, and a check that a call is refused with one message."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings

from udfs.engine.errors import MfgError

# No deadline: a slow machine is not a failure. Derandomised: the same cases everywhere.
settings.register_profile("engine", deadline=None, derandomize=True, max_examples=60, database=None)
settings.load_profile("engine")


@pytest.fixture(scope="session")
def shared() -> ModuleType:
    """The helper ``shared.py`` beside this file."""
    return beside("shared")


def beside(stem: str) -> ModuleType:
    """Load a file of this folder under a name no other test folder uses."""
    name = f"mfg_engine_{stem}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{stem}.py"))
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def asem(shared: ModuleType) -> Any:
    """COINr's ASEM index, or a skip."""
    return shared.Asem()


@pytest.fixture(scope="session")
def mcdm_claims() -> Any:
    """Columns of other libraries' tables that test_reference_mcdm.py reproduces."""
    return beside("test_reference_mcdm").claims()


@pytest.fixture(scope="session")
def refuses() -> Callable[..., MfgError]:
    """``refuses(key, f, *args)``: the call raises that message; in both languages it can be said."""

    def check(key: str, f: Callable[..., Any], *args: Any, **named: Any) -> MfgError:
        with pytest.raises(MfgError) as caught:
            f(*args, **named)
        error = caught.value
        assert error.key == key, error
        for lang in ("zh", "en"):
            text = error.cell(lang)
            assert text.startswith("#MFG! ") and len(text) <= 255
            assert "{" not in text
        return error

    return check
