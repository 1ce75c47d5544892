"""Worksheet functions on how sure a ranking is: uncertainty, probabilities of ranks, sensitivity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from udfs.engine.columns import Floats
from udfs.engine.errors import MfgError
from udfs.engine.messages import word
from udfs.engine.uncertainty import results, sensitivity
from udfs.engine.uncertainty.cache import kept
from udfs.engine.uncertainty.factors import label, named
from udfs.engine.uncertainty.simulate import Simulation, simulate
from udfs.engine.uncertainty.sobol import Indices
from udfs.engine.uncertainty.study import Study

from . import cells, scalars, spills, studies
from .arguments import Cells, Rows, optional_vector
from .cells import is_given
from .guard import worksheet_function
from .join import same_city


def simulated(s: Study) -> Simulation:
    """Return the simulation of a study, the one at hand where nothing changed."""
    return kept(("simulation", s.digest()), lambda: simulate(s))


def unit_of(block: Cells, names: tuple[str, ...], arg: str) -> int:
    """Read the name of one unit."""
    cell = scalars.one(block, arg)
    if cell is None or cells.is_missing(cell):
        raise MfgError("argument_missing", arg)
    try:
        return same_city(cells.text(cell), names)
    except MfgError as error:
        error.arg = arg
        raise


def heads(lang: str, *names: str) -> list[str]:
    """Return headers in ``lang``."""
    return [word(f"h_{n}", lang) for n in names]


@worksheet_function
def MFG_UNCERTAINTY(
    data: Cells = None,
    choices: Cells = None,
    direction: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    parent_weight: Cells = None,
    city: Cells = None,
    framework: Cells = None,
    delphi: Cells = None,
    options: Cells = None,
    n: Cells = None,
    seed: Cells = None,
    table: Cells = None,
    quantiles: Cells = None,
    top: Cells = None,
    sampling: Cells = None,
    draws: Cells = None,
    weight_sets: Cells = None,
    stage: Cells = None,
    stage_factor: Cells = None,
    caller: Any = None,
) -> Rows:
    """Spread of every unit's rank or score over a simulation, with a header row."""
    which = scalars.choice(table, "uncertainty", "table").name
    p = studies.problem(
        data, direction, weight, parent, parent_weight, city, framework, delphi, options, caller, stage, stage_factor
    )  # fmt: skip
    s = studies.study(p, choices, n, seed, sampling, draws, weight_sets)
    first = studies.first(top)
    q = optional_vector(quantiles, "quantiles", None)
    q = np.array(results.QUANTILES) if q is None else q
    sim = simulated(s)
    lang = caller.language
    if which == "failed":
        return failures(sim, lang)
    if which == "draws":
        return design(sim)
    found = kept(("spread", s.digest(), which, tuple(q)), lambda: results.spread(sim, which, q.tolist()))
    return spread_rows(sim, found, which, q, list(studies.order(sim.rank, first)), lang)


def spread_rows(
    sim: Simulation, found: results.Spread, which: str, q: Floats, units: Sequence[int], lang: str
) -> Rows:
    """Return a row a unit: nominal value, mean, median, standard deviation, quantiles."""
    base = sim.rank if which == "rank" else sim.score
    columns = [base, found.mean, found.median, found.sd, *found.quantiles.T]
    head = heads(lang, "city", which, "avg", "median", "sd") + [f"{v:.4g}%" for v in (100 * q).tolist()]
    at = list(units)
    return spills.table(head, [sim.study.problem.names[i] for i in at], *(c[at] for c in columns))


def failures(sim: Simulation, lang: str) -> Rows:
    """Return why replications could not be computed, a row a reason; one row where all could."""
    head = heads(lang, "reason", "replications", "share_of", "first_one")
    found = results.reasons(sim)
    if not found:
        return [head, [word("all_computed", lang), 0, 0.0, ""]]
    return [head, *([r.error.text(lang), r.count, r.share, r.first + 1] for r in found)]


def design(sim: Simulation) -> Rows:
    """Return the choices of every replication; given back as ``draws`` with the same seed they repeat it."""
    from udfs.engine.uncertainty.study import Evaluator

    s = sim.study
    codes = Evaluator(s).codes(0, s.size)
    columns = [
        [shown_draw(x)] * s.size if x.kind == "key" else [x.shown(c) for c in codes[:, i].tolist()]
        for i, x in enumerate(s.factors)
    ]
    return [[x.name for x in s.factors], *map(list, zip(*columns, strict=True))]


def shown_draw(x: Any) -> str:
    """Return a factor that is drawn as it is written among choices."""
    amount = ",".join(f"{v:.15g}" for v in x.amount)
    return f"{x.how}:{amount}" if x.how else amount or "1"


@worksheet_function
def MFG_RANKPROB(
    data: Cells = None,
    choices: Cells = None,
    direction: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    parent_weight: Cells = None,
    city: Cells = None,
    framework: Cells = None,
    delphi: Cells = None,
    options: Cells = None,
    n: Cells = None,
    seed: Cells = None,
    table: Cells = None,
    top: Cells = None,
    counts: Cells = None,
    rival: Cells = None,
    sampling: Cells = None,
    draws: Cells = None,
    weight_sets: Cells = None,
    stage: Cells = None,
    stage_factor: Cells = None,
    caller: Any = None,
) -> Rows:
    """Probabilities of ranks, of being among the first, of stages, of being before another, with a header row."""
    which = scalars.choice(table, "probability", "table").name
    p = studies.problem(
        data, direction, weight, parent, parent_weight, city, framework, delphi, options, caller, stage, stage_factor
    )  # fmt: skip
    s = studies.study(p, choices, n, seed, sampling, draws, weight_sets)
    first = studies.first(top)
    lang = caller.language
    sim = simulated(s)
    rows = list(studies.order(sim.rank, first))
    given = optional_vector(counts, "counts", None)
    other = unit_of(rival, p.names, "rival") if is_given(rival) else None
    return probability_rows(sim, which, rows, lang, None if given is None else given.tolist(), other)


#: The N of the first N where nobody says.
TOPS = (1, 3, 10, 20, 30, 50, 100)


def probability_rows(
    sim: Simulation,
    which: str,
    units: Sequence[int],
    lang: str,
    counts: Sequence[float] | None = None,
    rival: int | None = None,
) -> Rows:
    """Return a row a unit: its nominal rank and the probabilities of one kind."""
    at, names = list(units), sim.study.problem.names
    if which == "rank":
        each = results.rank_probability(sim)[at]
        used = np.flatnonzero((each > 0).any(axis=0))
        last = int(used[-1]) + 1 if used.size else 1
        labels, shares = [str(k) for k in range(1, last + 1)], each[:, :last]
    elif which == "top":
        tops = [t for t in TOPS if t < len(names)] or [1] if counts is None else list(counts)
        shares = results.top_probability(sim, tops)[at]
        labels = [word("top_n", lang, int(t)) for t in tops]
    elif which == "stage":
        labels, shares = results.stage_probability(sim, lang)
        shares = shares[at]
    else:
        others = at if rival is None else [rival]
        labels = [names[i] for i in others]
        shares = np.column_stack([results.beat_probability(sim, i)[at] for i in others])
    head = [*heads(lang, "city", "rank"), *labels]
    return spills.table(head, [names[i] for i in at], sim.rank[at], *shares.T)


@worksheet_function
def MFG_SENSITIVITY(
    data: Cells = None,
    choices: Cells = None,
    direction: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    parent_weight: Cells = None,
    city: Cells = None,
    framework: Cells = None,
    delphi: Cells = None,
    options: Cells = None,
    n: Cells = None,
    seed: Cells = None,
    table: Cells = None,
    output: Cells = None,
    unit: Cells = None,
    bootstraps: Cells = None,
    level: Cells = None,
    sampling: Cells = None,
    stage: Cells = None,
    stage_factor: Cells = None,
    caller: Any = None,
) -> Rows:
    """Which choice matters: Sobol indices, one choice at a time, one indicator left out, with a header row."""
    which = scalars.choice(table, "sensitivity", "table").name
    p = studies.problem(
        data, direction, weight, parent, parent_weight, city, framework, delphi, options, caller, stage, stage_factor
    )  # fmt: skip
    what = scalars.choice(output, "output", "output").name
    who = unit_of(unit, p.names, "unit") if is_given(unit) or (which == "sobol" and what != "shift") else None
    lang = caller.language
    start = scalars.whole(seed, "seed", 0, 2**53)
    if which in ("remove", "dimensions"):
        depth = 1 if which == "dimensions" else None
        found = kept((which, p.digest()), lambda: sensitivity.without_each(p, depth))
        return changes(found, lang, who, "removed")
    if which == "oat":
        factors = studies.choices(choices, p)
        found = kept(
            ("oat", p.digest(), factors, start),
            lambda: sensitivity.one_at_a_time(p, factors, 1 if start is None else start),
        )
        return changes(found, lang, who)
    s = studies.study(p, choices, n, seed, sampling, default=400)
    times = scalars.whole(bootstraps, "bootstraps", 0, 10_000) if is_given(bootstraps) else 100
    share = scalars.scalar(level, "confidence", 0.95)
    key = ("sobol", s.digest(), what, who, times, share)
    got = kept(key, lambda: sensitivity.sobol(s, what, who or 0, times or 0, share or 0.95))[0]
    return sobol_rows(s, got, lang)


def sobol_rows(s: Study, got: Indices, lang: str) -> Rows:
    """Return a row a factor, and a last one where rows of the design were lost."""
    head = heads(lang, "choice", "first_order", "from", "to", "total", "from", "to")
    columns = [got.first, *got.first_ends, got.total, *got.total_ends]
    rows = spills.table(head, [label(x.name, lang) for x in s.factors], *columns)
    if got.lost:
        rows.append([word("lost_rows", lang, got.lost, got.lost + got.used), *[""] * 6])
    return rows


def changes(found: list[sensitivity.Change], lang: str, unit: int | None, first: str = "choice") -> Rows:
    """Return a row a change; the last columns tell of one unit where one is asked for."""
    pair = first == "choice"
    head = heads(lang, "choice", "alternative") if pair else heads(lang, first)
    head += heads(lang, "mean_move", "max_move", "moved", "agreement")
    head += heads(lang, "score", "rank") if unit is not None else []
    noted = any(c.error is not None for c in found)
    rows: Rows = []
    for c in found:
        level = named(c.factor, c.level, lang)
        name = [label(c.factor, lang), level or word("drawn", lang)] if pair else [level]
        numbers = [c.shift, c.greatest, c.moved, c.spearman]
        numbers += [float(c.score[unit]), float(c.rank[unit])] if unit is not None else []
        note = [] if not noted else [c.error.text(lang) if c.error is not None else ""]
        rows.append([*name, *(cells.NA if v != v else v for v in numbers), *note])
    return [head + (heads(lang, "note") if noted else []), *rows]
