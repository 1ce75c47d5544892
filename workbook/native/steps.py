"""The workbook's own steps, level by level: what a function of the whole model rests on natively.

A workbook of the template names the results of every step (``MFG_L2_Weights``, ``MFG_Scores``), and those are
plain formulas of their own in the native edition. Functions that compute the whole model again refer to them.
"""

from __future__ import annotations

from dataclasses import dataclass

from udfs.engine.framework import Framework
from udfs.engine.registry import fold
from udfs.excel import cells, tables
from udfs.excel.cells import Block
from udfs.excel.model import DATA, DELPHI, FRAMEWORK, OPTIONS
from workbook.native.call import Arg, NativeCall
from workbook.native.rect import Rect
from workbook.native.registry import NoNative


@dataclass(frozen=True)
class Level:
    """The nodes of one depth: their codes (now), and columns of cells; ``scores`` has a column a node."""

    depth: int
    code: tuple[str, ...]
    codes: Rect
    names: Rect
    parents: Rect
    weights: Rect
    effective: Rect
    scores: Rect

    @property
    def size(self) -> int:
        return len(self.code)


@dataclass(frozen=True)
class Steps:
    """The levels from the first below the top, the units' names and their scores."""

    levels: tuple[Level, ...]
    cities: Rect
    scores: Rect
    framework: Framework

    @classmethod
    def of(cls, c: NativeCall) -> Steps:
        """Find the steps of the model a call is about.

        Raises
        ------
        NoNative
            The call is about another model, or the workbook names no such steps.
        """
        for arg, name in (("data", DATA), ("framework", FRAMEWORK), ("delphi", DELPHI), ("options", OPTIONS)):
            if c.given(arg) and c.args[arg].rect != _named(c, name).rect:
                raise NoNative("argument", arg)
        if c.given("data") and not (c.given("framework") and c.given("options")):
            raise NoNative("argument", "framework")
        tree = tables.framework(_named(c, FRAMEWORK).block)
        cities, scores = _rect(c, "MFG_Cities"), _rect(c, "MFG_Scores")
        levels = tuple(_level(c, depth) for depth in range(1, tree.levels + 1))
        for level in levels:
            own = tree.code[tree.level(level.depth)]
            whole = (level.size, scores.size)
            if set(own) != set(level.code) or (level.scores.cols, level.scores.rows) != whole:
                raise NoNative("shape", f"MFG_L{level.depth}_Codes")
        if cities.size != scores.size:
            raise NoNative("shape", "MFG_Cities")
        return cls(levels, cities, scores, tree)

    def place(self, code: str) -> tuple[Level, int]:
        """Return the level of a node and its place there."""
        for level in self.levels:
            if code in level.code:
                return level, level.code.index(code)
        raise NoNative("shape", code)


def option(c: NativeCall, key: str) -> Arg:
    """Return the cell of an option of the model; a literal blank where the table does not have it."""
    arg = _named(c, OPTIONS)
    rect = arg.rect
    if rect is not None:
        labels = (tables.OPTION_LABELS | tables.STEP_LABELS)[key]
        known = {fold(w) for w in (key, *labels)}
        for i, line in enumerate(arg.block.values):
            if any(fold(cells.text(v)) in known for v in line[:-1]):
                last = rect.cols - 1
                return Arg(rect.sub(i, last, 1, 1), Block([[line[last]]]))
    return Arg(None, Block([[None]]))


def _named(c: NativeCall, name: str) -> Arg:
    found = c.named(name)
    if found is None or found.rect is None:
        raise NoNative("reference", name)
    return found


def _rect(c: NativeCall, name: str) -> Rect:
    rect = _named(c, name).rect
    assert rect is not None
    return rect


def _level(c: NativeCall, depth: int) -> Level:
    names = [
        f"MFG_L{depth}_{what}" for what in ("Codes", "Names", "Parents", "Weights", "Effective", "Scores")
    ]
    code = tuple(cells.text(v) for line in _named(c, names[0]).block.values for v in line)
    return Level(depth, code, *(_rect(c, name) for name in names))
