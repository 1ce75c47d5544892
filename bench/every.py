"""All contests, by family, and the sizes they are held at."""

from __future__ import annotations

import rivals_aggregate
import rivals_frontier
import rivals_judgement
import rivals_mcdm
import rivals_normalise
import rivals_prepare
import rivals_relations
import rivals_three_steps
import rivals_weights
from contest import Case, Contest

#: Units x indicators.
SIZES = ((293, 24), (3_000, 100), (100_000, 50))

FAMILIES: dict[str, list[Contest]] = {
    "The job of an index": rivals_three_steps.CONTESTS,
    "Normalisation": rivals_normalise.CONTESTS,
    "Objective weights": rivals_weights.CONTESTS,
    "Aggregation, ranks, classes": rivals_aggregate.CONTESTS,
    "Whole-matrix methods": rivals_mcdm.CONTESTS,
    "Data envelopment": rivals_frontier.CONTESTS,
    "Relations": rivals_relations.CONTESTS,
    "Preparation of data": rivals_prepare.CONTESTS,
    "AHP": rivals_judgement.CONTESTS,
}


def cases(family: str) -> list[Case]:
    """Return the data a family is compared on.

    AHP's sizes are items of a judgement matrix; linear programmes take a small size that a process each can bear.
    """
    if family == "AHP":
        return [Case(m, m) for m in rivals_judgement.SIZES]
    if family == "Data envelopment":
        return [Case(60, 8), Case(*SIZES[0])]
    return [Case(n, m) for n, m in SIZES]
