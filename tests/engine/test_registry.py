"""The table of methods: every name resolves, in both languages, to something that runs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from udfs.engine.errors import MfgError
from udfs.engine.registry import DEFAULTS, METHODS, Method, fold, methods, names, resolve

KINDS = sorted({m.kind for m in METHODS})


@pytest.mark.parametrize("m", METHODS, ids=lambda m: f"{m.kind}-{m.name}")
def test_every_name_of_a_method_finds_it(m: Method) -> None:
    for label in (m.name, m.name.upper(), m.zh, m.en, f" {m.en.title()} "):
        assert resolve(m.kind, label) is m, label
    assert m.zh and m.en and m.formula
    if m.target:
        assert callable(m.function)
        assert m.function.__doc__


@pytest.mark.parametrize("kind", KINDS)
def test_aliases_are_not_taken_by_another_method(kind: str) -> None:
    owner: dict[str, str] = {}
    for m in methods(kind):
        for label in {fold(x) if x != "-1" else x for x in (m.name, m.zh, m.en, *m.aliases)}:
            assert owner.setdefault(label, m.name) == m.name, label


@pytest.mark.parametrize(
    ("kind", "default"),
    [("positive", "reciprocal"), ("normalise", "vector"), ("objective", "cv"), ("combine", "multiplicative"),
     ("aggregate", "arithmetic"), ("scope", "local"), ("ties", "min"), ("missing", "keep"), ("scale", "raw"),
     ("stage", "rank"), ("order", "descending"), ("transform", "none"), ("impute", "mean"), ("fallback", "none"),
     ("treat", "winlog"), ("when", "always"), ("screen", "missing"), ("axis", "unit"), ("result", "data")],
)  # fmt: skip
def test_defaults_are_the_source_methods(kind: str, default: str) -> None:
    """METHOD A and the conventions of DESIGN."""
    assert DEFAULTS[kind] == default
    for nothing in (None, "", "  "):
        assert resolve(kind, nothing).name == default


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("normalise", "MIN MAX", "minmax"),
        ("normalise", "ｍｉｎ－ｍａｘ", "minmax"),
        ("normalise", "Z_Score", "zscore"),
        ("objective", "变异系数法", "cv"),
        ("order", "1", "descending"),
        ("order", "-1", "ascending"),
        ("missing", "0", "zero"),
    ],
)
def test_forms(kind: str, text: str, expected: str) -> None:
    assert resolve(kind, text).name == expected


def test_unknown_names_the_nearest(refuses: Callable[..., MfgError]) -> None:
    error = refuses("unknown_method", resolve, "normalise", "minmx", "norm")
    assert error.params["nearest"] == "minmax"
    assert error.arg == "norm"
    assert str(error.params["known"]).split(", ") == list(names("normalise"))
