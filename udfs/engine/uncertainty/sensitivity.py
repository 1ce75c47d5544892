"""Which choice matters: Sobol indices of a simulation, one choice at a time, one indicator left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import Floats
from ..errors import MfgError
from .factors import Factor
from .problem import Problem
from .rows import rank_rows
from .simulate import Executor, Reasons, all_failed, parts
from .sobol import Indices, indices
from .study import Evaluator, Part, Study

#: Draws of a factor that is drawn at random, one at a time.
DRAWS = 200


@dataclass(frozen=True, eq=False)
class Output:
    """One number of each replication: the mean rank shift, or the score or rank of one unit."""

    kind: str
    rank: Floats
    unit: int = 0

    def __call__(self, part: Part) -> tuple[Floats, tuple[MfgError | None, ...]]:
        """Return the output, NaN in a replication that failed, and the reasons."""
        if self.kind == "shift":
            y = shifts(part.ranks, self.rank)
        else:
            y = (part.scores if self.kind == "score" else part.ranks)[:, self.unit].astype(float)
        return y, part.errors


def shifts(ranks: NDArray[Any], base: Floats) -> Floats:
    """Return the mean absolute difference of each row of ranks from ``base``, over units that have both."""
    d = np.abs(ranks - base)
    there = ~np.isnan(d)
    count = there.sum(axis=1)
    total = np.where(there, d, 0.0).sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def sobol(
    study: Study,
    output: str = "shift",
    unit: int = 0,
    bootstraps: int = 100,
    level: float = 0.95,
    chunk: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
    ahead: int = 4,
) -> tuple[Indices, Reasons]:
    """Estimate Sobol indices of every factor of a study; ``study.n`` is the number of rows of each half.

    It takes ``n (factors + 2)`` replications. A row of the design with a failed replication is left out and
    counted.
    """
    design = replace(study, saltelli=True, given=None)
    _, rank = Evaluator(design).nominal()
    y = np.empty(design.size)
    found = Reasons(design.size)
    at = 0
    for values, errors in parts(design, chunk, executor, Output(output, rank, unit), ahead):
        y[at : at + len(values)] = values
        found.add(at, errors)
        at += len(values)
        if progress is not None:
            progress(at, design.size)
    if (found.failed >= 0).all():
        raise all_failed(found.errors[0], design.size)
    blocks = y.reshape(-1, design.n)
    return indices(blocks[0], blocks[1], blocks[2:].T, bootstraps, level, study.seed, f"@out_{output}"), found


@dataclass(frozen=True)
class Change:
    """What changes with one choice: over its draws, and over units, where there are several.

    ``shift`` and ``greatest`` are the mean and greatest absolute change of rank, ``moved`` the units that
    move (a mean over draws), ``spearman`` the correlation with the nominal ranks; ``score`` and ``rank`` are
    means of each unit, shape (n,). With ``error`` the choice could not be computed at all.
    """

    factor: str
    level: str | float
    shift: float
    greatest: float
    moved: float
    spearman: float
    score: Floats
    rank: Floats
    error: MfgError | None = None


def one_at_a_time(
    problem: Problem, factors: Sequence[Factor], seed: int = 1, draws: int = DRAWS
) -> list[Change]:
    """Change one choice at a time: every alternative; both ends and the middle of a range; random draws."""
    found: list[Change] = []
    for x in factors:
        groups: list[tuple[str | float, NDArray[np.int64]]]
        if x.kind == "key":
            codes = np.arange(float(draws))[:, None]
            groups = [("", np.arange(draws))]
        elif x.kind == "range":
            codes = np.array([[x.low], [(x.low + x.high) / 2.0], [x.high]])
            groups = [(x.shown(float(c)), np.array([i])) for i, c in enumerate(codes[:, 0])]
        else:
            codes = np.arange(float(len(x.levels)))[:, None]
            groups = [(x.shown(float(c)), np.array([i])) for i, c in enumerate(codes[:, 0])]
        if x.base == "remove":
            codes, groups = codes[1:], [(name, i - 1) for name, i in groups[1:]]
        if len(codes):
            found += _changes(problem, x, codes, groups, seed)
    return found


def without_each(problem: Problem, depth: int | None = None) -> list[Change]:
    """Leave out every node of one level in turn, the indicators if None; siblings share its weight."""
    f = problem.framework
    codes = [n.code for n in f.indicators] if depth is None else list(f.code[f.level(depth)])
    if len(codes) < 2:
        raise MfgError("few_indicators", "data", found=len(codes), method="remove")
    return one_at_a_time(problem, [Factor("remove", "levels", ("", *codes))])


def _changes(
    problem: Problem, x: Factor, codes: Floats, groups: Sequence[tuple[str | float, np.ndarray]], seed: int
) -> list[Change]:
    study = Study(problem, (x,), len(codes), seed, given=codes)
    evaluator = Evaluator(study)
    _, base = evaluator.nominal()
    scores, errors = evaluator.scores(codes)
    ranks = rank_rows(scores, *study.ranks_by()).astype(float)
    base_average = rank_rows(-base[None, :], "average").astype(float)
    average = rank_rows(scores, "average").astype(float)
    found = []
    for name, rows in groups:
        ok = np.array([r for r in rows.tolist() if errors[r] is None], dtype=np.int64)
        blank = np.full(problem.shape[0], np.nan)
        if not ok.size:
            nan = float("nan")
            found.append(Change(x.name, name, nan, nan, nan, nan, blank, blank, errors[int(rows[0])]))
            continue
        d = np.abs(ranks[ok] - base)
        there = ~np.isnan(d)
        rho = float(np.nanmean(spearman(average[ok], base_average)))
        found.append(
            Change(
                x.name,
                name,
                float(shifts(ranks[ok], base).mean()),
                float(np.where(there, d, 0.0).max()),
                float((there & (d > 0)).sum(axis=1).mean()),
                rho,
                scores[ok].mean(axis=0),
                ranks[ok].mean(axis=0),
            )
        )
    return found


def spearman(a: Floats, b: Floats) -> Floats:
    """Return Pearson's correlations of the rows of ``a`` with those of ``b`` (mean ranks), shape (rows a, rows b).

    Pairs are taken over units that have both; without gaps they are Spearman's correlations.
    """
    out = np.full((len(a), len(b)), np.nan)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            both = ~(np.isnan(x) | np.isnan(y))
            u, v = x[both], y[both]
            if both.sum() < both.size:
                u, v = (rank_rows(-w[None, :], "average")[0].astype(float) for w in (u, v))
            if u.size > 1:
                u, v = u - u.mean(), v - v.mean()
                size = np.sqrt((u * u).sum() * (v * v).sum())
                out[i, j] = (u * v).sum() / size if size > 0 else np.nan
    return out
