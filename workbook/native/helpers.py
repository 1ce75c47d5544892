"""The sheet of helper blocks: each under a title that says what it is and for which cell."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.native.rect import Rect
from workbook.native.registry import Grid


class Helpers:
    """Collects helper blocks one below the other; nothing of it is hidden.

    Attributes
    ----------
    cells
        Formula by (row, column); texts of titles and labels are in `texts`.
    """

    def __init__(self, sheet: str, first: int) -> None:
        self.sheet = sheet
        self.next = first
        self.cells: dict[tuple[int, int], str] = {}
        self.texts: dict[tuple[int, int], str] = {}
        self.titles: set[int] = set()
        self._known: dict[tuple[str, tuple[tuple[str, ...], ...]], Rect] = {}

    def put(self, title: str, grid: Grid, labels: Sequence[str] = ()) -> Rect:
        """Write a block and return where it stands; the same block is written once."""
        key = ("|".join(labels), tuple(map(tuple, grid)))
        if key in self._known:
            return self._known[key]
        self.titles.add(self.next)
        self.texts[self.next, 1] = title
        top = self.next + 1
        for i, line in enumerate(grid):
            if labels:
                self.texts[top + i, 1] = labels[i]
            for j, formula in enumerate(line):
                self.cells[top + i, 2 + j] = formula
        self.next = top + len(grid) + 1
        rect = Rect(self.sheet, top, 2, len(grid), len(grid[0]))
        self._known[key] = rect
        return rect

    def mark(self) -> tuple[int, int]:
        """Return a state to go back to with `undo`."""
        return self.next, len(self._known)

    def undo(self, mark: tuple[int, int]) -> None:
        """Take back what was written since `mark`: its formula became a value."""
        first, known = mark
        for found in (self.cells, self.texts):
            for key in [k for k in found if k[0] >= first]:
                del found[key]
        self.titles = {r for r in self.titles if r < first}
        for block in list(self._known)[known:]:
            del self._known[block]
        self.next = first
