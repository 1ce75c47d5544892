"""The template's sheets, declared: name, colour, orientation, who fills it. Adding a sheet is one line.

Sheets are filled in the order of calculation and written in the order of this table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .sheets import (
    bubble,
    calculation,
    checks,
    comparison,
    grouping,
    inputs,
    method,
    preparing,
    profile,
    ranking,
    reading,
    relations,
    reports,
    rounds,
    sensitivity,
    wording,
)

if TYPE_CHECKING:
    from .maker import Maker


def _always(m: Maker) -> bool:
    return True


@dataclass(frozen=True)
class SheetSpec:
    """One sheet: its name in formulas, tab colour, page orientation, frozen rows and columns, filler.

    ``order`` is the order of calculation; ``used`` says whether a model has the sheet.
    """

    name: str
    colour: str
    landscape: bool
    freeze: tuple[int, int]
    fill: Callable[[Maker], None] | None
    order: int
    used: Callable[[Maker], bool] = _always


INPUT, CALC, OUT, INFO = "#D98E04", "#1F4E79", "#2E8B57", "#6B7280"


def _published(sheet: str) -> Callable[[Maker], bool]:
    return lambda m: sheet in m.references


#: In tab order; ``order`` is the order of calculation. Dimensions and Scores are filled with Weights.
SHEETS: tuple[SheetSpec, ...] = (
    SheetSpec("About", INFO, False, (3, 0), reading.about, 90),
    SheetSpec("Ranking", OUT, False, (5, 2), ranking.ranking, 60),
    SheetSpec("Profile", OUT, True, (7, 0), profile.profile, 68),
    SheetSpec("Data", INPUT, True, (8, 1), inputs.data, 20),
    SheetSpec("Framework", INPUT, True, (6, 1), inputs.framework, 15),
    SheetSpec("Delphi", INPUT, True, (6, 2), inputs.delphi, 30, lambda m: m.model.delphi is not None),
    SheetSpec("DelphiStats", CALC, True, (6, 1), rounds.statistics, 31, lambda m: m.model.delphi is not None),
    SheetSpec("Method", INPUT, True, (5, 0), method.method, 10),
    SheetSpec("Statistics", CALC, True, (6, 1), preparing.statistics, 38),
    SheetSpec("Treated", CALC, True, (8, 1), preparing.treated, 39),
    SheetSpec("Normalised", CALC, True, (8, 1), calculation.normalised, 40),
    SheetSpec("Weights", CALC, True, (6, 2), calculation.weights_and_scores, 50),
    SheetSpec("StageWeights", CALC, True, (6, 2), None, 53, lambda m: bool(m.tree.stages)),
    SheetSpec("Dimensions", CALC, False, (8, 1), None, 51, lambda m: m.tree.levels > 1),
    SheetSpec("Scores", CALC, False, (8, 1), None, 52),
    SheetSpec("Stages", OUT, True, (6, 0), grouping.stages, 65),
    SheetSpec("Regions", OUT, True, (6, 0), grouping.regions, 66, lambda m: bool(m.group_names)),
    SheetSpec("Bubble", OUT, True, (8, 1), bubble.bubble, 67, lambda m: len(m.tree.leaves) > 1),
    SheetSpec("Relations", OUT, True, (7, 1), relations.relations, 69, lambda m: len(m.tree.leaves) > 1),
    SheetSpec("Sensitivity", OUT, True, (3, 0), sensitivity.sensitivity, 75),
    SheetSpec("CCID2022", OUT, True, (8, 2), comparison.published, 70, _published("CCID2022")),
    SheetSpec("CAICT2025", OUT, True, (8, 2), comparison.published, 71, _published("CAICT2025")),
    SheetSpec("CCID_Tables", OUT, False, (3, 0), reports.ccid, 72, _published("CCID2022")),
    SheetSpec("CAICT_Tables", OUT, False, (3, 0), reports.caict, 73, _published("CAICT2025")),
    SheetSpec(
        "Recount", OUT, True, (5, 0), reports.recount, 74, lambda m: bool(m.references) and bool(m.notice)
    ),
    SheetSpec("Snapshots", INPUT, False, (6, 0), inputs.snapshots, 35),
    SheetSpec("Checks", INFO, True, (5, 0), checks.checks, 80),
    SheetSpec("Functions", INFO, True, (5, 1), reading.functions, 85),
    SheetSpec("Log", INFO, True, (5, 0), reading.log, 86),
    # The last to be written: by then every label has its row.
    SheetSpec("Texts", INFO, True, (7, 0), wording.texts, 95),
)
