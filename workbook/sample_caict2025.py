"""The illustrative inputs of the CAICT 2025 model: invented values, classes, survey, stage factors. 演示数据.

CAICT publishes 50 scores and the method's words, no indicator system, values, classes or weights (METHOD B).
What stands here is our reconstruction, an option that the user sees and can change:

1. Cities: the 50 of Table 1 in its order, then the other 50 of the CCID 2022 top 100 in their order. A
   city at place p gets the strength ``t = (100.5 - p) / 100``; values are drawn as in ``workbook.sample``
   from ``random.Random(20251)`` with the ranges below (round numbers of a plausible size, chosen by us).
2. Development stage of each city: the stage CCID 2022 prints for it, the only published stage of these
   cities; CAICT weights by stage and does not say which stages.
3. ABC class of each node (column ``class`` of the framework file), factors of each stage
   (``caict2025_stage_factors.csv``): chosen by us.
4. Expert survey: 15 invented experts, one round (each answers alone, the mean is final), 1 to 10.

Since the strength comes from the published order, the model's agreement with it says something about
this recipe and nothing about any method; the sheets say so.
"""

from __future__ import annotations

import math
import random

import numpy as np
from numpy.typing import NDArray

from udfs.engine.columns import Floats
from udfs.engine.delphi import Delphi
from udfs.engine.framework import Framework
from udfs.engine.units import UnitTable

from . import published
from .sample import value

SEED = 20251
EXPERTS = 15

#: code: (kind, low, high, noise, decimals) as in ``workbook.sample``; ``low`` above ``high``: less is better.
RANGES: dict[str, tuple[str, float, float, float, int]] = {
    "LP": ("ratio", 22.0, 62.0, 0.15, 1),
    "PM": ("ratio", 3.4, 7.2, 0.18, 1),
    "ESF": ("count", 1.5, 9, 0.35, 0),
    "FGF": ("count", 2, 45, 0.45, 0),
    "EPG": ("ratio", 0.72, 0.26, 0.14, 2),
    "GF": ("count", 12, 115, 0.30, 0),
    "GP": ("count", 1, 8, 0.35, 0),
    "RDI": ("ratio", 1.0, 3.4, 0.14, 2),
    "PAT": ("count", 6, 115, 0.35, 1),
    "TCV": ("count", 15, 1500, 0.45, 1),
    "MIC": ("count", 0.7, 3.2, 0.35, 0),
    "EXP": ("count", 150, 18000, 0.45, 1),
    "FDI": ("count", 0.6, 50, 0.50, 1),
    "CBZ": ("count", 1, 5, 0.35, 0),
    "FTZ": ("count", 1, 3, 0.35, 0),
    "ADC": ("count", 1.2, 6, 0.35, 0),
    "HTZ": ("count", 1, 2.4, 0.25, 0),
    "ETZ": ("count", 1, 5, 0.40, 0),
    "SMC": ("count", 1.2, 6, 0.40, 0),
    "TOP": ("count", 1.5, 20, 0.45, 0),
    "LG": ("count", 15, 650, 0.35, 0),
    "SCE": ("count", 2, 75, 0.40, 0),
}

#: Columns that are zero for some cities, as such counts are: value drawn minus this, at least 0.
SPARSE: dict[str, int] = {
    "ESF": 1,
    "FGF": 1,
    "GP": 1,
    "MIC": 1,
    "CBZ": 1,
    "FTZ": 1,
    "ADC": 1,
    "SMC": 1,
    "TOP": 1,
}

#: What the invented experts' scores of a class lie around.
CENTRE = (8.5, 7.0, 5.5)


def cities() -> tuple[dict[str, str], ...]:
    """Return the 100 cities: ``city`` (without 市), ``province``, ``region_zh``/``_en``, ``stage_zh``/``_en``."""
    ccid = {r["city"]: r for r in published.rows("ccid2022_ranks.csv")}
    first = [r["city"].removesuffix("市") for r in published.rows("caict2025_scores.csv")]
    return tuple(ccid[c] for c in [*first, *(c for c in ccid if c not in first)])


def units(language: str = "zh") -> UnitTable:
    """Return the invented data: 100 cities x 22 indicators in the order of the CAICT framework.

    Groups: province, region, development stage (headers and names in ``language``; cities in Chinese).
    """
    rows, f = cities(), published.caict_framework()
    draw = random.Random(SEED)
    values = np.empty((len(rows), len(f.indicators)))
    for i in range(len(rows)):
        t = (len(rows) - 0.5 - i) / len(rows)
        for j, node in enumerate(f.indicators):
            values[i, j] = value(RANGES[node.code], SPARSE.get(node.code, 0), t, draw.gauss(0.0, 1.0))
    k, lang = (0, "zh") if language == "zh" else (1, "en")
    return UnitTable(
        published.shown([r["city"] for r in rows], language),
        values,
        {
            ("省份", "Province")[k]: published.shown_provinces([r["province"] for r in rows], language),
            ("区域", "Region")[k]: tuple(r[f"region_{lang}"] for r in rows),
            ("发展阶段", "Development stage")[k]: tuple(r[f"stage_{lang}"] for r in rows),
        },
        ("城市", "City")[k],
    )


def stages() -> NDArray[np.int64]:
    """Return the number of each city's stage, shape (100,): 0 leap, 1 expansion, 2 development, 3 start-up."""
    order = stage_names("zh")
    return np.array([order.index(r["stage_zh"]) for r in cities()])


def stage_names(language: str = "zh") -> tuple[str, ...]:
    """Return the four stages, the most advanced first."""
    names = {r["stage_zh"]: r["stage_en"] for r in published.rows("ccid2022_ranks.csv")}
    return tuple(names) if language == "zh" else tuple(names.values())


def classes(framework: Framework) -> NDArray[np.int64]:
    """Return the class of every node below the top, shape (nodes - 1,): 0 is A, 1 is B, 2 is C."""
    letter = {r["code"]: r["class"] for r in published.rows("caict2025_framework.csv")}
    return np.array(["ABC".index(letter[c]) for c in framework.code[1:]])


def stage_factors(framework: Framework) -> Floats:
    """Return the factor ``t_jg`` of every node below the top in each stage, shape (nodes - 1, 4)."""
    by = {r["code"]: r for r in published.rows("caict2025_stage_factors.csv")}
    return np.array([[float(by[c][s]) for s in stage_names("zh")] for c in framework.code[1:]])


def survey(framework: Framework) -> Delphi:
    """Return the invented expert survey: one round, 15 experts, a score for every node below the top."""
    draw = random.Random(SEED + 1)
    centre = [CENTRE[c] + draw.choice((-0.5, 0.0, 0.5)) for c in classes(framework)]
    scores = [
        [float(min(10, max(1, math.floor(c + draw.gauss(0.0, 1.0) + 0.5)))) for c in centre]
        for _ in range(EXPERTS)
    ]
    names = tuple(f"E{e + 1:02d}" for e in range(EXPERTS))
    return Delphi(framework.code[1:], np.ones(EXPERTS), names, np.array(scores))
