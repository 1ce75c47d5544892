"""The template's sheets, declared: name, colour, orientation, who fills it. Adding a sheet is one line.

Sheets are filled in the order of calculation and written in the order of this table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import comparison, crosschecks, pages, results

if TYPE_CHECKING:
    from .maker import Maker


@dataclass(frozen=True)
class SheetSpec:
    """One sheet: its name in formulas, tab colour, page orientation, frozen rows and columns, and filler."""

    name: str
    colour: str
    landscape: bool
    freeze: tuple[int, int]
    fill: Callable[[Maker], None] | None
    order: int


INPUT, CALC, OUT, INFO = "#D98E04", "#1F4E79", "#2E8B57", "#6B7280"

#: In tab order; ``order`` is the order of calculation. Scores and Weights are filled together, level by level.
SHEETS: tuple[SheetSpec, ...] = (
    SheetSpec("About", INFO, False, (3, 0), pages.about, 90),
    SheetSpec("Ranking", OUT, False, (5, 2), results.ranking, 60),
    SheetSpec("Data", INPUT, True, (8, 1), pages.data, 20),
    SheetSpec("Framework", INPUT, True, (6, 1), pages.framework, 15),
    SheetSpec("Delphi", INPUT, True, (6, 2), pages.delphi, 30),
    SheetSpec("Method", INPUT, True, (5, 0), pages.method, 10),
    SheetSpec("Normalised", CALC, True, (8, 1), results.normalised, 40),
    SheetSpec("Weights", CALC, False, (6, 2), results.weights_and_scores, 50),
    SheetSpec("Scores", CALC, False, (8, 1), None, 51),
    SheetSpec("Groups", OUT, True, (5, 0), results.groups, 65),
    SheetSpec("CCID2022", OUT, False, (8, 2), comparison.published, 70),
    SheetSpec("CAICT2025", OUT, False, (8, 2), comparison.published, 71),
    SheetSpec("Checks", INFO, True, (5, 0), crosschecks.checks, 80),
    SheetSpec("Functions", INFO, True, (5, 1), pages.functions, 85),
    SheetSpec("Log", INFO, True, (5, 0), pages.log, 86),
)
