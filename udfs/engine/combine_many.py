"""Combination of more than two weight vectors: several experts' methods, several objective ones.

Vectors are rows, shape (k, m), each is made to sum to 1; results have shape (m,) and sum to 1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .columns import Floats
from .errors import MfgError
from .registry import resolve
from .weights import Groups, one_group, within

#: Methods that take shares of the vectors.
_SHARED = frozenset(["linear", "geometric", "relative_entropy", "least_squares"])


def combine_many(
    subjective: Floats,
    objective: Floats | None = None,
    method: str | None = None,
    share: Floats | None = None,
    groups: Groups | None = None,
) -> Floats:
    """Combine k weight vectors by a method of the kind ``combine`` (default ``multiplicative``).

    Parameters
    ----------
    subjective, objective
        Vectors as rows, shape (k, m) and (l, m). Only ``moment`` tells the two sides apart; the others
        combine all rows together.
    share
        Share of each vector in ``linear``, ``geometric``, ``relative_entropy`` and ``least_squares``, in the order
        subjective, objective; equal if None.
    groups
        Parent number of each item, shape (m,): vectors are combined, and sum to 1, inside each group.

    Raises
    ------
    MfgError
        ``combine_one_side`` (moment without objective vectors), ``combine_many_only``, ``combine_no_share``, and
        those of the methods.
    """
    name = resolve("combine", method, "method").name
    if name in ("subjective", "objective"):
        raise MfgError("combine_many_only", "method", method=name)
    if name == "moment" and objective is None:
        raise MfgError("combine_one_side", "objective", method=name)
    if share is not None and name not in _SHARED:
        raise MfgError("combine_no_share", "alpha", method=name)
    if objective is not None and objective.shape[1] != subjective.shape[1]:
        raise MfgError("bad_length", "objective", found=objective.shape[1], expected=subjective.shape[1])
    rows = subjective if objective is None else np.vstack([subjective, objective])
    span = one_group(rows.shape[1]) if groups is None else groups
    forms: dict[str, Callable[[Floats], Floats]] = {
        "multiplicative": multiplicative,
        "linear": lambda v: linear(v, share),
        "geometric": lambda v: relative_entropy(v, share),
        "relative_entropy": lambda v: relative_entropy(v, share),
        "least_squares": lambda v: linear(v, share),
        "game": game_theory,
        "moment": lambda v: moment(v[: len(subjective)], v[len(subjective) :]),
    }
    out = np.empty(rows.shape[1])
    for g in range(int(span.max(initial=-1)) + 1):
        mine = np.flatnonzero(span == g)
        try:
            out[mine] = forms[name](rows[:, mine])
        except MfgError as error:
            if error.col is not None and error.arg != "alpha":
                error.col = int(mine[error.col])
            raise
    return out


def _rows(vectors: Floats, arg: str) -> Floats:
    if vectors.ndim != 2 or not vectors.size:
        raise MfgError("argument_missing", arg)
    rows = []
    for i, v in enumerate(vectors):
        try:
            rows.append(within(np.asarray(v, dtype=float), None, arg))
        except MfgError as error:
            error.row = i
            raise
    return np.array(rows)


def _shares(share: Floats | None, k: int) -> Floats:
    if share is not None and share.size != k:
        raise MfgError("bad_length", "alpha", found=share.size, expected=k)
    return within(np.ones(k) if share is None else share, None, "alpha")


def linear(vectors: Floats, share: Floats | None = None) -> Floats:
    """``w = sum_k p_k w_k``; also the least-squares combination with weights p."""
    w = _rows(vectors, "weight")
    return within(_shares(share, len(w)) @ w)


def multiplicative(vectors: Floats) -> Floats:
    """``w = prod_k w_k``, normalised."""
    return relative_entropy(vectors, None, power=len(vectors))


def relative_entropy(vectors: Floats, share: Floats | None = None, power: float = 1.0) -> Floats:
    """Minimum relative entropy, ``min sum_k p_k sum_j w_j ln(w_j / w_kj)``: ``w = prod_k w_k ^ p_k``, normalised.

    It is the weighted geometric mean. An item without weight in one vector of share above 0 has none.

    Raises
    ------
    MfgError
        ``zero_weights`` where no item has weight in all vectors.
    """
    w = _rows(vectors, "weight")
    p = _shares(share, len(w)) * power
    used = w[p > 0]
    some = (used > 0).all(axis=0)
    logs = (p[p > 0, None] * np.log(np.where(some, used, 1.0))).sum(axis=0)
    top = logs[some].max() if some.any() else 0.0
    return within(np.where(some, np.exp(np.where(some, logs - top, 0.0)), 0.0))


def game_theory(vectors: Floats) -> Floats:
    """``w = sum_k |x_k| w_k / sum |x|``, where ``sum_l x_l w_k.w_l = w_k.w_k`` for every k (陈加良 2003).

    Dependent vectors leave x undecided: the smallest x is taken, so equal vectors share equally.
    """
    w = _rows(vectors, "weight")
    gram = w @ w.T
    x = np.abs(np.linalg.lstsq(gram, np.diagonal(gram), rcond=1e-12)[0])
    return within(x @ w)


def moment(subjective: Floats, objective: Floats) -> Floats:
    """Moment estimation with l subjective and b objective vectors.

    Per item ``p_j = E(a_j) / (E(a_j) + E(b_j))`` with E the mean over the vectors of a side, ``p`` its
    mean over the items; then ``min p sum_k |w - a_k|^2 + (1 - p) sum_k |w - b_k|^2``, sum w = 1, has the
    solution ``w = (p sum a_k + (1 - p) sum b_k) / (p l + (1 - p) b)``. (矩估计理论组合赋权; with one vector a
    side, ``combine.moment``.)
    """
    a, b = _rows(subjective, "subjective"), _rows(objective, "objective")
    if a.shape[1] != b.shape[1]:
        raise MfgError("bad_length", "objective", found=b.shape[1], expected=a.shape[1])
    ea, eb = a.mean(axis=0), b.mean(axis=0)
    some = ea + eb > 0
    p = float((ea[some] / (ea[some] + eb[some])).mean())
    return within(p * a.sum(axis=0) + (1.0 - p) * b.sum(axis=0))
