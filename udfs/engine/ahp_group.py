"""Group decisions with the analytic hierarchy process: any number of people, each with a judgement matrix.

Forman and Peniwati (1998), EJOR 108, 165-169: judgements are pooled where the group acts as one
(AIJ), priorities where its members act each for themselves (AIP); both by geometric means, which
alone keep judgements reciprocal.
"""

from __future__ import annotations

import numpy as np

from . import ahp
from .columns import Floats
from .registry import resolve
from .weights import within


def group_weights(
    matrices: Floats, method: str | None = None, pool: str | None = None, power: Floats | None = None
) -> Floats:
    """Return the weights of a group, shape (m,), sum 1.

    Parameters
    ----------
    matrices
        Completed matrices, shape (people, m, m).
    method
        How weights follow from a matrix: see the methods of kind ``ahp``.
    pool
        ``judgements`` (AIJ, default) or ``priorities`` (AIP).
    power
        Weight of each person, shape (people,); equal if None.
    """
    p = within(np.ones(len(matrices)) if power is None else power)
    if resolve("pool", pool, "pool").name == "judgements":
        return ahp.weights(judgements(matrices, p), method)
    return priorities(np.array([ahp.weights(a, method) for a in matrices]), p)


def judgements(matrices: Floats, power: Floats) -> Floats:
    """Pool judgements (AIJ): ``a_ij = prod_k a_ij^(k) ^ p_k``, over the people who made the comparison.

    Parameters
    ----------
    matrices
        Completed matrices, shape (people, m, m), NaN where somebody made no comparison.
    power
        Weight of each person, shape (people,), sum 1.
    """
    m = matrices.shape[1]
    total, share = np.zeros((m, m)), np.zeros((m, m))
    for a, p in zip(matrices, power, strict=True):
        known = ~np.isnan(a)
        total += p * np.log(np.where(known, a, 1.0))
        share += p * known
    with np.errstate(invalid="ignore", divide="ignore"):
        out = np.exp(np.where(share > 0, total / share, np.nan))
    # The two halves are reciprocal to the last digit but one; people expect the last.
    out = np.where(np.tri(m, k=-1, dtype=bool), 1.0 / out.T, out)
    ahp.refuse_parts(~np.isnan(out), "data")
    return np.asarray(out)


def priorities(w: Floats, power: Floats) -> Floats:
    """Pool priorities (AIP): ``w_j = prod_k w_kj ^ p_k``, normalised; ``w`` has shape (people, m)."""
    logs = (power[:, None] * np.log(w)).sum(axis=0)
    out = np.exp(logs - logs.max())
    return np.asarray(out / out.sum())
