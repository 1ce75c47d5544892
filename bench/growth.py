"""How time and memory grow when units, or indicators, double: the exponent of the power law.

Exponent 1: twice the units take twice the time; 2: four times. It is the slope of log time over log
size, by least squares over the doublings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from contest import Call, Case
from layout import count, mb, ms, table
from measure import interleaved, peak
from rivals_judgement import judgements
from rivals_three_steps import steps

from udfs.engine import ahp
from udfs.engine.aggregate import aggregate
from udfs.engine.ahp_check import consistency
from udfs.engine.correlation import correlate
from udfs.engine.mcdm import evaluate
from udfs.engine.weights import one_group

Make = Callable[[Case], Call]


def job(case: Case) -> Call:
    return partial(steps, case.x)


def mcdm(name: str) -> Make:
    return lambda case: lambda: evaluate(case.x, case.negative, case.w, name)


def copeland(case: Case) -> Call:
    return lambda: aggregate(case.unit, case.w, one_group(case.m), ["copeland"])


def pearson(case: Case) -> Call:
    return lambda: correlate(case.x)


#: Name, call, sizes in units, sizes in indicators.
GROWTH: tuple[tuple[str, Make, Sequence[int], Sequence[int]], ...] = (
    ("vector + CV + weighted sum", job, (6_250, 12_500, 25_000, 50_000, 100_000), (25, 50, 100, 200, 400)),
    ("topsis", mcdm("topsis"), (6_250, 12_500, 25_000, 50_000), (25, 50, 100, 200)),
    ("promethee", mcdm("promethee"), (6_250, 12_500, 25_000, 50_000), (25, 50, 100, 200)),
    ("codas", mcdm("codas"), (6_250, 12_500, 25_000, 50_000), (25, 50, 100, 200)),
    ("copeland", copeland, (500, 1_000, 2_000, 4_000), (12, 25, 50, 100)),
    ("correlation: pearson", pearson, (6_250, 12_500, 25_000, 50_000), (25, 50, 100, 200)),
    ("dea", mcdm("dea"), (50, 100, 200, 400), (6, 12, 24)),
)

#: Indicators while units grow, and units while indicators grow.
INDICATORS, UNITS = {"dea": 12, "copeland": 24}, {"dea": 100, "copeland": 1_000}


def slope(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the exponent b of ``seconds = a size^b``."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def doubling(title: str, of_units: bool, quick: bool) -> list[str]:
    """Return the table of growth with units or with indicators."""
    rows = []
    for name, make, units, indicators in GROWTH:
        sizes = units if of_units else indicators
        fixed = INDICATORS.get(name, 50) if of_units else UNITS.get(name, 5_000)
        if quick:
            sizes = sizes[:2]
        calls = {str(k): make(Case(*((k, fixed) if of_units else (fixed, k)))) for k in sizes}
        for call in calls.values():
            call()
        t = interleaved(calls, 2 if quick else 3)
        seconds = [t[k].least for k in calls]
        rows.append([
            name, f"{fixed} indicators" if of_units else f"{count(fixed)} units",
            " → ".join(count(k) for k in sizes), " → ".join(ms(s) for s in seconds),
            f"**{slope(sizes, seconds):.2f}**", mb(peak(list(calls.values())[-1])),
        ])  # fmt: skip
    head = ["method", "at", "sizes", "least times", "exponent", "peak memory at the largest"]
    return [f"### {title}", "", *table(head, rows)]


def pairs(quick: bool) -> list[str]:
    """Return the peak memory of the methods that compare all pairs, beside an n x n x m array."""
    rows = []
    for name, make, n, m in (
        ("promethee", mcdm("promethee"), 3_000, 100),
        ("promethee:0.3", mcdm("promethee:0.3"), 3_000, 100),
        ("codas", mcdm("codas"), 3_000, 100),
        ("copeland", copeland, 500 if quick else 3_000, 100),
        ("ahp: weights and consistency", _judged, 100, 100),
    ):
        case = Case(n, m)
        whole = (m**3 if name.startswith("ahp") else n * n * m) * 8
        data = (m * m if name.startswith("ahp") else n * m) * 8
        call = make(case)
        call()
        rows.append([name, case.size, mb(data), mb(peak(call)), mb(whole)])
    head = ["method", "size", "the data", "peak memory above them", "an array of all pairs and indicators"]
    return ["## Pairs without an array of pairs", "", *table(head, rows)]


def _judged(case: Case) -> Call:
    a = ahp.complete(judgements(case.m))
    return lambda: (ahp.weights(a), consistency(a))


def growth(quick: bool) -> list[str]:
    return [
        "## Growth",
        "",
        "Least of three rounds at each size. The exponent says how time grows: 1 with the size, 2 with its square.",
        "Sorting (PROMETHEE, CODAS) is a little above 1 with units; Copeland looks at every pair of units, and",
        "correlations at every pair of indicators.",
        "",
        *doubling("Units", True, quick),
        *doubling("Indicators", False, quick),
    ]
