"""Objective weights from what is lost without an indicator: MEREC, CILOS, IDOCRIW.

All take turned and normalised data, shape (n, m), larger is better, and the parent number of each
column; weights sum to 1 inside each group. They use the units that have all values of the group and
do not depend on the scale of a column. An only child has weight 1.
"""

from __future__ import annotations

import numpy as np

from . import columns
from .columns import Floats
from .errors import MfgError
from .weights import Groups, by_group, one_group
from .weights_conflict import complete
from .weights_spread import entropy, refuse_below


def merec(x: Floats, groups: Groups | None = None) -> Floats:
    """MEREC weights: how much the units' performance changes when an indicator is removed.

    ``n_ij = min_j / x_ij``; ``S_i = ln(1 + sum_k |ln n_ik| / m)``; ``S_ij`` the same without indicator j;
    ``E_j = sum_i |S_ij - S_i|``; ``w_j = E_j / sum E``. Needs positive values: not min-max from 0 nor z-scores.
    The paper's cost criteria are these formulas after turning by 1/x (method ``inverse``).

    Source: Keshavarz-Ghorabaee et al., Symmetry 13 (2021) 525. Equals pymcdm, scikit-criteria, pyDecision.
    """
    return by_group(x, groups, _merec)


def _merec(x: Floats) -> Floats:
    x = complete(x, "merec", 2)
    ends = columns.ends(x)
    columns.refuse_constant(x, "merec", known=ends)
    refuse_below(x, ends[0], "merec", positive=True)
    m, least = x.shape[1], np.log(ends[0])
    effect = np.zeros(m)
    for start in range(0, x.shape[0], columns.BLOCK):
        # |ln n_ij|, without forming ratios that may be beyond the range of a number.
        away = (np.log(x[start : start + columns.BLOCK]) - least) / m
        whole = 1.0 + away.sum(axis=1, keepdims=True)
        effect -= np.log1p(-away / whole).sum(axis=0)
    return effect


def cilos(x: Floats, groups: Groups | None = None) -> Floats:
    """CILOS weights: the less an indicator loses where others are best, the more it weighs.

    ``p_ij = (max_j - a_ij)/max_j`` with a_ij the value of j in the unit best at i; the weights solve ``F q = 0``,
    F = P with the negative column sums on its diagonal. Needs values >= 0. Only the best units enter, so
    the weights hang on few values; units tied as best at i are averaged, so that their order does not
    matter (pymcdm takes the first). Refused where an indicator never loses.

    Source: Zavadskas and Podvezko, Int. J. Information Technology & Decision Making 15 (2016) 267-283.
    """
    return by_group(x, groups, _cilos)


def _cilos(x: Floats) -> Floats:
    x = complete(x, "cilos", 2)
    low, top = columns.ends(x)
    columns.refuse_constant(x, "cilos", known=(low, top))
    refuse_below(x, low, "cilos")
    best = np.array([x[x[:, i] == top[i]].mean(axis=0) for i in range(top.size)]) / top
    p = np.where(np.eye(top.size, dtype=bool), 0.0, 1.0 - best)
    lost = p.sum(axis=0)
    if (lost < 1e-12).any():
        raise MfgError("no_loss", col=int(np.argmax(lost < 1e-12)), method="cilos")
    # With a loss in every column the solution is unique: were there two sets of indicators that lose
    # nothing to each other, the best units of one would be best at everything.
    q = np.linalg.svd(p - np.diag(lost))[2][-1]
    q = q * np.sign(q.sum())
    return np.asarray(np.where(np.abs(q) < 1e-14, 0.0, q))


def idocriw(x: Floats, groups: Groups | None = None) -> Floats:
    """IDOCRIW weights: entropy weights times CILOS weights, normalised.

    Both are taken over the units that have all values. Source: Zavadskas and Podvezko (2016), as :func:`cilos`;
    needs what both need.
    """
    return by_group(x, groups, _idocriw)


def _idocriw(x: Floats) -> Floats:
    x = complete(x, "idocriw", 2)
    w = _cilos(x)
    return entropy(x, one_group(x.shape[1])) * w / w.sum()
