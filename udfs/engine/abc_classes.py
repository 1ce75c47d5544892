"""ABC classes with expert scores, and weights that differ by development stage (METHOD B, a reconstruction)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .columns import Floats
from .errors import MfgError
from .registry import resolve
from .weights import Groups, one_group, within

#: Shares and multipliers of the classes A, B, C.
SHARES = (0.5, 0.3, 0.2)
MULTIPLIERS = (3.0, 2.0, 1.0)


def abc_weights(
    score: Floats,
    classes: NDArray[np.int64],
    method: str | None = None,
    factor: Sequence[float] | None = None,
    groups: Groups | None = None,
) -> Floats:
    """Return weights of classed items, shape (m,), sum 1 inside each group of siblings (METHOD B).

    Parameters
    ----------
    score
        Expert mean e of each item, shape (m,), not negative.
    classes
        Number of each item's class: 0 is A, 1 is B, 2 is C ...
    method
        ``share`` (default): ``w_j = P_c e_j / sum_{k in c} e_k``, the class total is fixed; classes that
        a group does not have leave their share to the others. ``multiplier``: ``w_j = m_c e_j / sum m e``.
    factor
        P or m of each class; 0.5, 0.3, 0.2 or 3, 2, 1 if None.

    Raises
    ------
    MfgError
        ``bad_length``, ``abc_factor`` where a class has none, ``blank_weight``, ``negative_weight``,
        ``zero_weights``.
    """
    chosen = resolve("abc", method, "method").name
    if classes.size != score.size:
        raise MfgError("bad_length", "grade", found=classes.size, expected=score.size)
    given = np.asarray(factor if factor is not None else SHARES if chosen == "share" else MULTIPLIERS, float)
    for bad, key in ((np.isnan(given), "blank_weight"), (given < 0, "negative_weight")):
        if bad.any():
            raise MfgError(key, "factor", col=int(np.argmax(bad)), found=float(given[int(np.argmax(bad))]))
    top = int(classes.max(initial=-1))
    if top >= given.size:
        raise MfgError(
            "abc_factor", "grade", col=int(np.argmax(classes)), found=chr(65 + top), count=given.size
        )
    span = one_group(score.size) if groups is None else groups
    e = within(score, span, "data")
    if chosen == "share":
        # Each class of each group to 1: its items share P by their scores alone.
        e = within(e, np.unique(span * given.size + classes, return_inverse=True)[1], "data")
    return within(given[classes] * e, span, "factor")


def stage_weights(table: Floats, base: Floats | None = None, groups: Groups | None = None) -> Floats:
    """Return the weights of each stage, shape (m, stages); each column sums to 1 inside each group.

    Parameters
    ----------
    table
        Shape (m, stages): factors ``t_jg`` on ``base``, ``w_j^(g) = w_j t_jg / sum_k w_k t_kg``; without
        ``base`` the weights themselves, a full table per stage (METHOD B).
    base
        Weights that all stages share, shape (m,).

    Raises
    ------
    MfgError
        ``bad_length``; ``stage_factor_blank``, ``stage_factor_negative``, ``stage_zero`` with the cell.
    """
    m, stages = table.shape
    if base is not None and base.size != m:
        raise MfgError("bad_length", "weight", found=base.size, expected=m)
    for key, bad in (("stage_factor_blank", np.isnan(table)), ("stage_factor_negative", table < 0)):
        if bad.any():
            i, j = (int(v) for v in np.argwhere(bad)[0])
            raise MfgError(key, "factor", i, j, found=float(table[i, j]))
    w = np.ones(m) if base is None else within(base, groups)
    out = np.empty((m, stages))
    for g in range(stages):
        try:
            # Each column to 1 first: products stay within range.
            out[:, g] = within(w * within(table[:, g], None, "factor"), groups, "factor")
        except MfgError as error:
            if error.key == "zero_weights":
                raise MfgError("stage_zero", "factor", 0 if error.col is None else error.col, g) from None
            error.row, error.col = error.col, g
            raise
    return out


def of_units(weights: Floats, stage: NDArray[np.int64]) -> Floats:
    """Return the weights of each unit, shape (n, m), from those of its stage, shape (m, stages); NaN for stage -1.

    ``aggregate.arithmetic`` and ``aggregate.geometric`` take them as they are. Scores under different
    weights are comparable only with a note (METHOD B).
    """
    return np.where(stage[:, None] >= 0, weights.T[np.maximum(stage, 0)], np.nan)
