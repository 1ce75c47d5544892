"""Scenarios: the index under every combination of named methods, and how their rankings agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from ..columns import Floats
from ..errors import MfgError
from .factors import Factor
from .problem import Problem
from .rows import rank_rows
from .sensitivity import shifts, spearman
from .study import Evaluator, Study

#: More combinations than this are no table to read.
LIMIT = 200


@dataclass(frozen=True, eq=False)
class Scenarios:
    """Scores and ranks of every unit in every scenario, shape (scenarios, n); NaN where one failed.

    ``choices`` has the shown alternatives of each scenario; ``shift`` and ``agreement`` are the mean rank
    shift and the Spearman correlation with the index as it is, ``between`` those of all pairs.
    """

    factors: tuple[Factor, ...]
    choices: list[list[str | float]]
    score: Floats
    rank: Floats
    scores: Floats
    ranks: Floats
    shift: Floats
    agreement: Floats
    between: Floats
    errors: list[MfgError | None]


def scenarios(problem: Problem, factors: Sequence[Factor], codes: Floats | None = None) -> Scenarios:
    """Compute the index under every combination of the factors' alternatives, or under the rows of ``codes``.

    Raises
    ------
    MfgError
        ``drawn_scenario`` for a factor that is drawn or has a range, ``many_scenarios``.
    """
    for x in factors:
        if x.kind != "levels":
            raise MfgError("drawn_scenario", "choices", found=x.name)
    if codes is None:
        size = int(np.prod([float(len(x.levels)) for x in factors]))
        if size > LIMIT:
            raise MfgError("many_scenarios", "choices", found=size, high=LIMIT)
        codes = np.array(list(product(*(range(len(x.levels)) for x in factors))), dtype=float)
    study = Study(problem, tuple(factors), len(codes), given=codes)
    evaluator = Evaluator(study)
    score, rank = evaluator.nominal()
    scores, errors = evaluator.scores(codes)
    ranks = rank_rows(scores, *study.ranks_by()).astype(float)
    average = rank_rows(np.vstack([score[None, :], scores]), "average").astype(float)
    both = spearman(average, average)
    return Scenarios(
        tuple(factors),
        [[x.shown(c) for x, c in zip(factors, row, strict=True)] for row in codes.tolist()],
        score, rank, scores, ranks, shifts(ranks, rank), both[0, 1:], both[1:, 1:], errors,
    )  # fmt: skip
