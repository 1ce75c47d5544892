"""Every native form and every method it knows, against the engine: as written, after edits, after a change of method."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from native_calls import Call, Written, anchor, calls, write
from native_edits import apply, same
from test_native_matrix import CALLS as MATRIX_CALLS

from workbook import libreoffice
from workbook.book import Book
from workbook.native import to_native
from workbook.native.registry import load
from workbook.recalc import recalc
from workbook.references import Area, a1
from workbook.share import share
from workbook.sheet import CellError
from workbook.syntax import udf_names

pytestmark = pytest.mark.skipif(
    libreoffice.find() is None and os.environ.get("CI") != "true", reason="soffice (LibreOffice) is missing"
)

CALLS = calls()

#: Compared where they have a model to stand on: test_native.py and test_native_whole.py.
OF_THE_MODEL = {"MFG_STABILITY", "MFG_RESCORE"}
#: The modules whose writers this file is about.
MODULES = {
    "agreement", "describe", "experts", "grouping", "nodes", "normalise", "prepare", "profile", "ranks", "rounds",
    "scores", "treat", "weights",
}  # fmt: skip


@pytest.fixture(scope="module")
def profile(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> tuple[Path, Path, Written, dict[int, str]]:
    """The workbook, its native edition, where things stand, and what the engine refuses."""
    path = tmp_path_factory.mktemp("forms") / "calls.xlsx"
    written = write(path, CALLS)
    recalc(path, language="en", libreoffice=False)
    report = to_native(path, path.with_name("native.xlsx"), "en")
    at = {a1(*anchor(k)): k for k in range(len(CALLS))}
    return path, path.with_name("native.xlsx"), written, {at[k.cell]: k.reason for k in report.kept}


@dataclass(frozen=True)
class Compared:
    """A call, its place, its cells by the engine (the message where it refuses) and natively, and those before."""

    call: Call
    place: str
    message: str
    engine: list[Any]
    native: list[Any]
    before: list[Any]

    @property
    def differs(self) -> str:
        """Say what differs; "" for nothing. Where the engine refuses, some native cell must be an error."""
        if self.call.unknown is not None and self.engine != self.before:
            numbers = [v for v in self.native if isinstance(v, float)]
            return f"{self.call}: numbers by a method it does not know: {numbers[:3]}" if numbers else ""
        if self.message:
            wrong = not any(isinstance(v, CellError) for v in self.native)
            return f"{self.call} at {self.place}: {self.message} is {self.native[:3]}" if wrong else ""
        wrong_cells = [(x, y) for x, y in zip(self.engine, self.native, strict=True) if not same(x, y)]
        return f"{self.call} at {self.place}: {wrong_cells[:3]}" if wrong_cells else ""


def compared(before: Path, engine: Path, native: Path, kept: dict[int, str]) -> Iterator[Compared]:
    """Compare every live call."""
    with Book(before) as first, Book(engine) as a, Book(native) as b:
        for k, call in enumerate(CALLS):
            if k in kept:
                continue
            old, new = (x.sheets["calls"].formulas[anchor(k)].area for x in (first, a))
            value = str(a.value("Calls", *anchor(k)))
            message = value if value.startswith("#MFG!") else ""
            whole = replace(old, row2=max(old.row2, new.row2), col2=max(old.col2, new.col2))
            yield Compared(call, a1(*anchor(k)), message, *(cells(x, whole) for x in (a, b, first)))


def cells(book: Book, area: Area) -> list[Any]:
    return [v for line in book.block(area).values for v in line]


def test_every_form_is_called() -> None:
    mine = {n for n, w in load().items() if w.__module__.rpartition(".")[2] in MODULES}
    here = {c.formula.partition("(")[0] for c in CALLS}
    assert here == mine - OF_THE_MODEL
    # And every other form in the file of whole-matrix methods.
    assert here | OF_THE_MODEL | {n for c in MATRIX_CALLS for n in udf_names(c)} == set(load())


def test_only_what_the_engine_refuses_stays_a_value(book) -> None:
    """And of every formula and every method, some call over some data is live."""
    kept = book[3]
    assert all("shows a message" in reason for reason in kept.values()), kept
    live = {(c.formula.partition("(")[0], c.method) for k, c in enumerate(CALLS) if k not in kept}
    assert live == {(c.formula.partition("(")[0], c.method) for c in CALLS}
    assert len(kept) < len(CALLS) / 12


def test_equals_the_engine(book, tmp_path, profile) -> None:
    path, native, _, kept = book
    result = libreoffice.recalculate(native, tmp_path, profile, timeout=300)
    assert [d for c in compared(path, path, result, kept) if (d := c.differs)] == []


def test_equals_the_engine_after_edits_and_other_methods(book, tmp_path, profile) -> None:
    """Values, gaps, ties, a column made constant, directions, weights, groups; every call by another method."""
    path, native, written, kept = book
    made = written.edits(CALLS)
    engine = apply(path, tmp_path / "engine.xlsx", made)
    recalc(engine, language="en", libreoffice=False)
    other = apply(native, tmp_path / "native.xlsx", made)
    result = libreoffice.recalculate(other, tmp_path / "out", profile, timeout=300)
    found = list(compared(path, engine, result, kept))
    assert [d for c in found if (d := c.differs)] == []
    assert sum(c.engine != c.before for c in found) > 0.7 * len(found)
    assert sum(bool(c.message) for c in found) < len(found) / 12


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> tuple[Path, Written]:
    path = tmp_path_factory.mktemp("small") / "small.xlsx"
    written = write(path, CALLS[:12])
    recalc(path, language="en", libreoffice=False)
    return path, written


def test_without_libreoffice_a_shared_copy_is_calculated_when_opened(small, tmp_path, monkeypatch) -> None:
    share(small[0], tmp_path / "with.xlsx", form="native")
    monkeypatch.setattr(libreoffice, "find", lambda: None)
    share(small[0], tmp_path / "without.xlsx", form="native")
    asks = []
    for name in ("with.xlsx", "without.xlsx"):
        with zipfile.ZipFile(tmp_path / name) as file:
            asks.append(b"fullCalcOnLoad" in file.read("xl/workbook.xml"))
    assert asks == [False, True]


def test_values_out_of_date_are_told(small, tmp_path) -> None:
    path, written = small
    row, col = written.names["plain"]
    stale = apply(path, tmp_path / "stale.xlsx", {"Data": {(row, col): 99.0}})
    assert share(path, tmp_path / "a.xlsx", form="native", lang="en").notes == []
    notes = share(stale, tmp_path / "b.xlsx", form="native", lang="en").notes
    assert len(notes) == 1
    assert "up to date" in notes[0]
    assert "Calls!A1" in notes[0]
