"""What ``udfs/engine/behaviour.py`` states of every method: its refusals, each brought about, and what odd data give."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.behaviour import BEHAVIOUR, SIMULATION
from udfs.engine.errors import MfgError
from udfs.engine.messages import MESSAGES
from udfs.engine.registry import METHODS
from udfs.engine.texts.behaviour import CHANGE, DIRECTION, KINDS, MISSING, NOTES, OCCASIONS

from .provoke import BASE, BLOCKS, COLUMN, COLUMNS, PROBES, PROVOKE
from .run import RUN, run

NAN = float("nan")
#: May stop any method, whatever its line says: numbers without a place in a double.
BEYOND = {"overflow", "too_large"}


def probes(kind: str) -> dict[str, np.ndarray]:
    """Odd data that every method of the kind is tried on."""
    return PROBES if kind in BLOCKS else COLUMN if kind in COLUMNS else {}


def outcome(kind: str, name: str, x: Any, **options: Any) -> str:
    """Return the key of the refusal; "" for a result, in which nothing is infinite."""
    try:
        out = run(kind, name, x, **options)
    except MfgError as error:
        for lang in ("zh", "en"):
            text = error.cell(lang)
            assert text.startswith("#MFG! ") and len(text) <= 255 and "{" not in text
        return error.key
    assert not np.isinf(np.asarray([v for v in np.ravel(out) if not isinstance(v, str)], dtype=float)).any()
    return ""


def optional(name: str) -> None:
    if name in ("knn", "kmeans"):
        pytest.importorskip("sklearn")


def test_every_method_has_a_line() -> None:
    registered = {(m.kind, m.name) for m in METHODS if m.kind not in SIMULATION}
    assert not registered - BEHAVIOUR.keys(), (
        "add a line Behaviour(scale, shift, direction, missing, refuses)"
    )
    assert not BEHAVIOUR.keys() - registered
    kinds = {kind for kind, _ in registered}
    assert kinds == RUN.keys() == KINDS.keys() - SIMULATION and NOTES.keys() <= kinds
    for key, b in BEHAVIOUR.items():
        assert b.scale in CHANGE and b.shift in CHANGE and b.direction in DIRECTION, key
        assert b.missing in MISSING and b.refusals.keys() <= OCCASIONS.keys(), key
        assert set(b.refusals.values()) <= MESSAGES.keys(), key
    used = {o for b in BEHAVIOUR.values() for o in b.refusals}
    assert used == OCCASIONS.keys()


@pytest.mark.parametrize(
    ("kind", "name", "probe"),
    [(k, n, p) for k, n in BEHAVIOUR for p in probes(k)],
    ids=lambda v: v,
)
def test_odd_data_get_a_value_or_the_stated_message(kind: str, name: str, probe: str) -> None:
    optional(name)
    assert outcome(kind, name, probes(kind)[probe]) == BEHAVIOUR[kind, name].refusals.get(probe, "")


STATED = [
    (kind, name, occasion)
    for (kind, name), b in BEHAVIOUR.items()
    for occasion in b.refusals
    if occasion not in probes(kind)
]


@pytest.mark.parametrize(("kind", "name", "occasion"), STATED, ids=lambda v: v)
def test_each_other_refusal_is_brought_about(
    kind: str, name: str, occasion: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = PROVOKE.get((kind, name, occasion)) or PROVOKE.get((kind, occasion))
    assert found is not None, f"add ({kind}, {occasion}) to PROVOKE in tests/engine/provoke.py"
    x, options = found[0], dict(found[1])
    if package := options.pop("without", None):
        for part in (package.partition(".")[0], package):
            monkeypatch.setitem(sys.modules, part, None)
    called = options.pop("name", name)
    assert outcome(kind, called, x, **options) == BEHAVIOUR[kind, name].refusals[occasion]


def test_nothing_is_provoked_that_nobody_states() -> None:
    stated = {(k, o) for k, _, o in STATED} | set(STATED)
    assert not PROVOKE.keys() - stated


values = st.one_of(
    st.integers(-3, 9).map(float), st.just(NAN), st.sampled_from([0.0, 0.5, 1e-9, -1e9, 1e12, 1e200, -1e-300])
)
hostile = arrays(float, st.tuples(st.integers(1, 7), st.integers(1, 4)), elements=values)


@pytest.mark.parametrize(
    ("kind", "name"), [k for k in BEHAVIOUR if k[0] in (*BLOCKS, *COLUMNS)], ids=lambda v: v
)
@settings(max_examples=20)
@given(x=hostile)
def test_no_refusal_is_silent_about_in_the_table(kind: str, name: str, x: np.ndarray) -> None:
    """Whatever the data, a method ends in a number, a gap, or a message that its line names."""
    optional(name)
    key = outcome(kind, name, x)
    assert not key or key in BEHAVIOUR[kind, name].refusals.values() or key in BEYOND


# --- missing values ------------------------------------------------------------------------------------


def case(kind: str) -> np.ndarray:
    return BASE[:, [0]] if kind in COLUMNS else BASE


@pytest.mark.parametrize(
    ("kind", "name"), [k for k in BEHAVIOUR if k[0] in (*BLOCKS, *COLUMNS)], ids=lambda v: v
)
def test_missing_values(kind: str, name: str) -> None:
    optional(name)
    x = case(kind)
    gap = x.copy()
    gap[-1, 0] = NAN
    y = np.asarray(run(kind, name, gap), dtype=float)
    how = BEHAVIOUR[kind, name].missing
    if how == "stays":
        y = y.reshape(len(x), -1)
        assert np.isnan(y[-1, 0]) and np.isnan(y).sum() == 1
        # The others are what they are without the unit, in that indicator.
        alone = np.asarray(run(kind, name, x[:-1]), dtype=float).reshape(len(x) - 1, -1)
        np.testing.assert_allclose(y[:-1, 0], alone[:, 0], rtol=1e-12)
    elif how in ("score", "out"):
        assert np.isnan(y[-1])
        np.testing.assert_allclose(y[:-1], run(kind, name, x[:-1]), rtol=1e-12)
    elif how == "complete":
        np.testing.assert_allclose(y, run(kind, name, x[:-1]), rtol=1e-9)
    elif how == "filled":
        known = ~np.isnan(gap)
        np.testing.assert_array_equal(y[known], gap[known])
        filled = name != "latest"  # the unit's only earlier year is needed: it has one
        assert filled is False or np.isfinite(y[~known]).all()
    else:
        assert how == "over"
        if kind == "screen":
            assert np.isfinite(y).all()
            return
        # What does not look at the gap's column, or looks at it by itself, is as without the gap.
        both = np.asarray(run(kind, name, x), dtype=float)
        assert np.isfinite(y).all()
        if kind == "correlation":
            np.testing.assert_allclose(y[1:, 1:], both[1:, 1:], rtol=1e-12)
            np.testing.assert_allclose(y[0], run(kind, name, x[:-1])[0], rtol=1e-12)
        else:
            np.testing.assert_allclose(y[1] / y[2], both[1] / both[2], rtol=1e-12)


@pytest.mark.parametrize("name", ["eigenvector", "lls"])
def test_a_missing_comparison_is_passed_over(name: str) -> None:
    """What follows from the others anyway changes nothing: 6 : 3 : 1."""
    for a in ([[1, 2, 6], [NAN, 1, 3], [NAN, NAN, 1]], [[1, 2, NAN], [NAN, 1, 3], [NAN, NAN, 1]]):
        np.testing.assert_allclose(run("ahp", name, a), [0.6, 0.3, 0.1], rtol=1e-12)
    assert BEHAVIOUR["ahp", name].missing == "over"
