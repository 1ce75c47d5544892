"""Weights by development stage: each unit scored under its own stage's weights, and under its neighbour's.

METHOD B (CAICT 2025) states that weights differ by the city's stage; the form is a reconstruction. Scores
under different weights are comparable only with a note: :func:`rescore` shows what a boundary unit would
get under the weights of the stage next to its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .columns import Floats
from .errors import MfgError
from .rank import rank

Indices = NDArray[np.int64]


@dataclass(frozen=True)
class StageSets:
    """Weights of G stages and the scores of n units under each.

    Attributes
    ----------
    names
        G stages, in their order of development.
    stage
        Shape (n,): number of each unit's stage, -1 for a unit without one.
    weights
        Shape (nodes, G): weights of each node among its siblings under each stage.
    score
        Shape (n, G): score of each unit under each stage's weights, on the scale of the result's score.
    """

    names: tuple[str, ...]
    stage: Indices
    weights: Floats
    score: Floats


@dataclass(frozen=True)
class Rescored:
    """Boundary units, a row each: under their own weights and under those of the stage next to theirs.

    ``unit``, ``own`` and ``other`` are numbers of units and stages; ``rank_after`` is the rank the unit
    would have if it alone took the other weights.
    """

    unit: Indices
    own: Indices
    other: Indices
    before: Floats
    after: Floats
    rank_before: Floats
    rank_after: Floats


def numbered(labels: Sequence[str], names: Sequence[str], arg: str = "group") -> Indices:
    """Return the number of each unit's stage, -1 where the label is blank.

    Raises
    ------
    MfgError
        ``stage_unknown`` with the row.
    """
    at = {n: g for g, n in enumerate(names)}
    for i, label in enumerate(labels):
        if label and label not in at:
            raise MfgError("stage_unknown", arg, row=i, found=label, known=", ".join(names))
    return np.array([at[n] if n else -1 for n in labels], dtype=np.int64)


def own_scores(score: Floats, stage: Indices) -> Floats:
    """Return each unit's score under its own stage's weights, from scores of shape (n, G)."""
    return np.where(stage >= 0, score[np.arange(stage.size), np.maximum(stage, 0)], np.nan)


def boundary(stage: Indices, by: Floats, count: int = 3) -> list[tuple[int, int, int]]:
    """Return the units nearest to each boundary between neighbouring stages: (unit, own stage, other stage).

    Parameters
    ----------
    stage
        Shape (n,): number of each unit's stage, -1 for none.
    by
        Shape (n,): what the stages were told apart by (income a head, the score). Stages are put in the
        order of its mean, the highest first; of the upper stage of two the units with the least values are
        at the boundary, of the lower one those with the greatest.
    count
        Units on each side of a boundary.
    """
    there = (stage >= 0) & ~np.isnan(by)
    members = {int(g): np.flatnonzero(there & (stage == g)) for g in np.unique(stage[there])}
    order = sorted(members, key=lambda g: (-float(by[members[g]].mean()), g))
    found: list[tuple[int, int, int]] = []
    for upper, lower in pairwise(order):
        top, bottom = members[upper], members[lower]
        least = top[np.argsort(by[top], kind="stable")[:count]][::-1]
        greatest = bottom[np.argsort(-by[bottom], kind="stable")[:count]]
        found += [(int(i), upper, lower) for i in least] + [(int(i), lower, upper) for i in greatest]
    return found


def rescore(score: Floats, stage: Indices, by: Floats | None = None, count: int = 3) -> Rescored:
    """Score the boundary units under both weight sets (METHOD B).

    Parameters
    ----------
    score
        Shape (n, G): scores under each stage's weights, on one scale.
    stage
        Shape (n,): number of each unit's stage, -1 for none.
    by, count
        As in :func:`boundary`; the units' own scores where ``by`` is None.

    Raises
    ------
    MfgError
        ``one_stage`` where fewer than two stages have a unit.
    """
    own = own_scores(score, stage)
    pairs = boundary(stage, own if by is None else by, count)
    if not pairs:
        raise MfgError("one_stage", "group")
    unit, mine, other = (np.array(v, dtype=np.int64) for v in zip(*pairs, strict=True))
    before, after = score[unit, mine], score[unit, other]
    ranks = rank(own)
    # Its own score leaves the list when the unit takes the other weights.
    above = np.array([np.count_nonzero(np.delete(own, i) > s) for i, s in zip(unit, after, strict=True)])
    then = np.where(np.isnan(after), np.nan, above + 1.0)
    return Rescored(unit, mine, other, before, after, ranks[unit], then)
