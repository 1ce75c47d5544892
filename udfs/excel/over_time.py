"""Worksheet functions on the periods of panel data: convergence, ranks from period to period."""

from __future__ import annotations

from typing import Any

import numpy as np

from udfs.engine import convergence
from udfs.engine.messages import word
from udfs.engine.panel import Panel

from . import ranges, scalars, spills
from .arguments import Cells, Rows, indicators
from .guard import worksheet_function
from .panels import panel_rows


@worksheet_function
def MFG_CONVERGENCE(
    data: Cells = None,
    city: Cells = None,
    year: Cells = None,
    method: Cells = None,
    start_year: Cells = None,
    end_year: Cells = None,
    caller: Any = None,
) -> Rows:
    """Sigma- or beta-convergence of each indicator of panel data, with a header row."""
    m, lang = ranges.matrix(data), caller.language
    unit, time, _ = panel_rows(m, city, year)
    panel, names = Panel.of(unit, time), indicators(m, None, lang)
    if scalars.choice(method, "convergence", "method").name == "beta":
        b = convergence.beta(
            m.values, panel, scalars.scalar(start_year, "start_year"), scalars.scalar(end_year, "end_year")
        )
        columns = ("indicator", "start", "end", "units", "slope", "se", "t", "p", "intercept", "r2", "speed", "half_life")  # fmt: skip
        k = len(names)
        return spills.table(
            [word(f"h_{h}", lang) for h in columns], names, [b.start] * k, [b.end] * k,
            b.n, b.slope, b.se, b.t, b.p, b.intercept, b.r2, b.speed, b.half_life,
        )  # fmt: skip
    s = convergence.sigma(m.values, panel)
    heads = ("indicator", "year", "units", "avg", "sd", "cv", "sd_log")
    periods = s.period.size
    return spills.table(
        [word(f"h_{h}", lang) for h in heads], np.repeat(names, periods).tolist(), np.tile(s.period, len(names)),
        *(v.T.ravel() for v in (s.n, s.mean, s.sd, s.cv, s.sd_log)),
    )  # fmt: skip


@worksheet_function
def MFG_RANK_YEARS(
    scores: Cells = None,
    city: Cells = None,
    year: Cells = None,
    ties: Cells = None,
    decimals: Cells = None,
    order: Cells = None,
    caller: Any = None,
) -> Rows:
    """Ranks of each city in each year and the change from its first to its last, with a header row."""
    m, lang = ranges.matrix(scores, "scores"), caller.language
    unit, time, names = panel_rows(m, city, year)
    r = convergence.rank_changes(
        m.values[:, 0],
        Panel.of(unit, time),
        scalars.choice(ties, "ties", "ties").name,
        scalars.whole(decimals, "decimals", -15, 15),
        scalars.choice(order, "order", "order").name,
    )
    # A row with neither a name nor a score, as below a table, is no city.
    there = [k for k, i in enumerate(r.unit) if names[i]]
    heads = [word("h_city", lang), *(f"{t:g}" for t in r.period), word("h_first_last", lang)]
    return spills.table(heads, [names[r.unit[k]] for k in there], *r.rank[there].T, r.change[there])
