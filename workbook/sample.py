"""The illustrative data of the template: invented values for the 100 CCID cities. 演示数据.

CCID publishes ranks and no indicator values, so the template's numbers are drawn at random. How:

1. A city published at rank p gets a strength ``t = (100.5 - p) / 100``, between 0 and 1.
2. Indicator j has a range ``low .. high`` in ``RANGES`` (round numbers of a plausible size, chosen by us)
   and a noise level. Counts and amounts: ``low (high/low)^t exp(noise z)``; ratios: ``low + (high - low)
   (t + noise z)``, kept above ``low/2``; z is standard normal.
3. Values are rounded as such figures are printed.

The draws come from Python's ``random.Random(20221)``, whose sequence is the same on every system. Since
the strength comes from the published rank, the model's agreement with that rank says something about
this recipe and nothing about any method; the sheets say so.

Expert scores: 12 invented experts, five rounds, 1 to 10; each round draws scores nearer to a fixed centre.
"""

from __future__ import annotations

import math
import random

import numpy as np

from udfs.engine.delphi import Delphi
from udfs.engine.framework import Framework
from udfs.engine.units import UnitTable

from . import published

SEED = 20221
EXPERTS, ROUNDS = 12, 5

#: code: (kind, low, high, noise, decimals); kind "count" is multiplicative, "ratio" additive.
RANGES: dict[str, tuple[str, float, float, float, int]] = {
    "R&D": ("ratio", 1.2, 5.2, 0.14, 2),
    "HT": ("count", 180, 18000, 0.40, 0),
    "PPP": ("count", 3, 110, 0.45, 1),
    "SCH": ("count", 5, 85, 0.40, 0),
    "NICC": ("count", 4, 120, 0.40, 0),
    "IMQ": ("count", 1, 30, 0.40, 0),
    "IIP": ("count", 1, 25, 0.45, 0),
    "PPI": ("count", 1, 28, 0.45, 0),
    "NDB": ("count", 1, 10, 0.30, 0),
    "SPS": ("ratio", 12.0, 38.0, 0.12, 1),
    "API": ("ratio", 25.0, 72.0, 0.15, 1),
    "NAA": ("count", 1, 14, 0.35, 0),
    "NTS": ("count", 4, 30, 0.25, 0),
    "SAM": ("count", 20, 2500, 0.55, 0),
    "IND": ("count", 350, 9500, 0.30, 1),
    "AMAGG": ("count", 0.05, 8.5, 0.60, 3),
    "NNL": ("count", 6, 420, 0.40, 0),
    "NICH": ("count", 1, 65, 0.50, 0),
    "NMC": ("count", 1, 22, 0.50, 0),
    "ECG": ("ratio", 1.5, 4.8, 0.20, 2),
    "NNE": ("count", 1, 7, 0.35, 0),
    "NPG": ("count", 8, 160, 0.35, 0),
    "RDH": ("ratio", 2.0, 9.5, 0.22, 2),
    "NPC": ("count", 1, 8, 0.35, 0),
}

#: Columns that are zero for some cities, as such counts are: value drawn minus this, at least 0.
SPARSE: dict[str, int] = {"IIP": 2, "PPI": 2, "NMC": 2, "NNE": 1, "NPC": 1, "NICH": 2}


def units(language: str = "zh") -> UnitTable:
    """Return the invented data of the 100 CCID cities in the order of the CCID framework."""
    table, f = published.ccid2022(), published.ccid_framework()
    draw = random.Random(SEED)
    values = np.empty((len(table.rank), len(f.indicators)))
    for i, p in enumerate(table.rank):
        t = (len(table.rank) + 0.5 - p) / len(table.rank)
        for j, node in enumerate(f.indicators):
            values[i, j] = value(RANGES[node.code], SPARSE.get(node.code, 0), t, draw.gauss(0.0, 1.0))
    k = 0 if language == "zh" else 1
    return UnitTable(
        published.shown(table.city, language),
        values,
        {
            ("省份", "Province")[k]: published.shown_provinces(table.province, language),
            ("区域", "Region")[k]: tuple(r[k] for r in table.region),
        },
        ("城市", "City")[k],
    )


def value(spec: tuple[str, float, float, float, int], minus: int, t: float, z: float) -> float:
    """Draw one invented value of strength ``t`` and noise ``z``; ``low`` above ``high`` falls with ``t``."""
    kind, low, high, noise, decimals = spec
    if kind == "count":
        v = low * (high / low) ** t * math.exp(noise * z)
    else:
        v = max(low + (high - low) * (t + noise * z), min(low, high) / 2)
    return max(0.0, math.floor((v - minus) * 10**decimals + 0.5) / 10**decimals)


def delphi(framework: Framework) -> Delphi:
    """Return invented expert scores for every node below the top, in the framework's order."""
    draw = random.Random(SEED + 1)
    codes = framework.code[1:]
    centre = [draw.choice((6.0, 7.0, 7.5, 8.0, 8.5, 9.0)) for _ in codes]
    rounds: list[float] = []
    experts: list[str] = []
    scores: list[list[float]] = []
    for r in range(1, ROUNDS + 1):
        spread = 1.6 * 0.7 ** (r - 1)
        for e in range(EXPERTS):
            rounds.append(float(r))
            experts.append(f"E{e + 1:02d}")
            scores.append(
                [float(min(10, max(1, math.floor(c + spread * draw.gauss(0.0, 1.0) + 0.5)))) for c in centre]
            )
    return Delphi(codes, np.array(rounds), tuple(experts), np.array(scores))
