"""Analytic hierarchy process: weights from pairwise comparisons.

A judgement matrix has shape (m, m): ``a[i, j]`` says how many times item i is as important as item j,
``a[j, i] = 1 / a[i, j]``; NaN is a comparison nobody made. :func:`complete` makes it whole and checks
it; every other function takes what it returns. Consistency stands in ``ahp_check``, groups in
``ahp_group``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .columns import Floats
from .errors import MfgError
from .registry import resolve

#: Judgements outside 1/LIMIT .. LIMIT are no comparisons; Excel's dates (46025 for 1/3) are among them.
LIMIT = 1000.0

#: ``a_ij a_ji`` may miss 1 by this much: 0.13 beside 8 is a rounded 1/8.
ROUNDED = 0.05


def complete(a: Floats, arg: str = "data") -> Floats:
    """Return the whole reciprocal matrix of judgements, shape (m, m).

    A blank diagonal is 1, a blank half is the reciprocal of the other half. Where both halves are
    given and agree up to rounding (0.33 beside 3) the greater one counts and the other is its exact
    reciprocal. A pair without any judgement stays NaN.

    Raises
    ------
    MfgError
        ``ahp_shape``, ``ahp_one``, ``ahp_positive``, ``ahp_range``, ``ahp_diagonal``,
        ``ahp_reciprocal``, ``ahp_disconnected``.

    Examples
    --------
    >>> complete(np.array([[np.nan, 2.0], [np.nan, np.nan]]))
    array([[1. , 2. ],
           [0.5, 1. ]])
    """
    if a.ndim != 2 or a.shape[0] != a.shape[1]:
        raise MfgError("ahp_shape", arg, found=" × ".join(map(str, a.shape)))
    m = a.shape[0]
    if m < 2:
        raise MfgError("ahp_one", arg)
    _refuse(a <= 0, "ahp_positive", a, arg)
    _refuse((a > LIMIT) | (a < 1.0 / LIMIT / 1.01), "ahp_range", a, arg)
    diagonal = np.diagonal(a)
    _refuse(np.diag(~np.isnan(diagonal) & (np.abs(diagonal - 1.0) > 1e-9)), "ahp_diagonal", a, arg)
    out = np.where(np.isnan(a), 1.0 / a.T, a)
    product = out * out.T
    off = np.abs(np.where(np.isnan(product), 1.0, product) - 1.0) > ROUNDED
    if off.any():
        i, j = (int(v) for v in np.argwhere(off)[0])
        raise MfgError("ahp_reciprocal", arg, j, i, found=float(a[j, i]), expected=float(1.0 / a[i, j]))
    out = np.where(out > out.T, out, np.where(out < out.T, 1.0 / out.T, out / out.T))
    np.fill_diagonal(out, 1.0)
    refuse_parts(~np.isnan(out), arg)
    return out


def _refuse(bad: NDArray[np.bool_], key: str, a: Floats, arg: str) -> None:
    if bad.any():
        i, j = (int(v) for v in np.argwhere(bad)[0])
        raise MfgError(key, arg, i, j, found=float(a[i, j]))


def refuse_parts(known: NDArray[np.bool_], arg: str) -> None:
    """Refuse comparisons that fall into parts without a link: no weights follow from them."""
    reached = reach(known)
    if not reached.all():
        inside, outside = (", ".join(str(i + 1) for i in np.flatnonzero(r)) for r in (reached, ~reached))
        raise MfgError("ahp_disconnected", arg, found=inside, other=outside)


def reach(known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which items the first is linked with through comparisons, shape (m,)."""
    reached = np.zeros(known.shape[0], dtype=bool)
    reached[0] = True
    while True:
        more = reached | known[reached].any(axis=0)
        if (more == reached).all():
            return reached
        reached = more


def weights(a: Floats, method: str | None = None) -> Floats:
    """Return the weights of a completed matrix by ``method`` (default ``eigenvector``), shape (m,), sum 1.

    Raises
    ------
    MfgError
        ``ahp_incomplete`` where a method cannot do with a missing comparison.
    """
    chosen = resolve("ahp", method, "method")
    return np.asarray(chosen.function(a))


def eigenvector(a: Floats) -> Floats:
    """Principal right eigenvector, ``A w = lambda_max w`` (Saaty 1980).

    Missing comparisons as Harker (1987, Math. Modelling 9, 353-360): they are 0 and the diagonal is
    1 + their number in the row.
    """
    return principal(a)[1]


def principal(a: Floats) -> tuple[float, Floats]:
    """Return ``lambda_max`` and the principal eigenvector of a completed matrix (Harker's where incomplete)."""
    gaps = np.isnan(a)
    # Divided by its own least-squares weights the matrix is near 1 everywhere: no digits are lost,
    # and a consistent matrix gives its weights to the last one.
    d = least_squares(a)
    b = np.where(gaps, 0.0, a * d / d[:, None])
    b[np.diag_indices_from(b)] = 1.0 + gaps.sum(axis=1)
    values, vectors = np.linalg.eig(b)
    k = int(np.argmax(values.real))
    v = np.abs(vectors[:, k].real) * d
    return float(values[k].real), np.asarray(v / v.sum())


def geometric_mean(a: Floats) -> Floats:
    """Normalised geometric means of the rows, ``w_i = (prod_j a_ij)^(1/m)`` (Crawford and Williams 1985)."""
    _refuse_gaps(a, "geometric")
    logs = np.log(a).mean(axis=1)
    w = np.exp(logs - logs.max())
    return np.asarray(w / w.sum())


def column_mean(a: Floats) -> Floats:
    """Mean of the columns each divided by its sum (Saaty 1980, an approximation of the eigenvector; 和积法)."""
    _refuse_gaps(a, "columns")
    return np.asarray((a / a.sum(axis=0)).mean(axis=1))


def _refuse_gaps(a: Floats, method: str) -> None:
    gaps = np.isnan(a)
    if gaps.any():
        i, j = (int(v) for v in np.argwhere(gaps)[0])
        raise MfgError("ahp_incomplete", "data", i, j, method=method)


def least_squares(a: Floats) -> Floats:
    """Logarithmic least squares: the least ``sum (ln a_ij - ln w_i + ln w_j)^2`` over what was compared.

    The normal equations are ``L x = r`` with L the Laplacian of the graph of comparisons and
    ``r_i = sum_j ln a_ij`` (Bozóki, Fülöp and Rónyai 2010, Math. Comput. Model. 52, 318-333). With
    every comparison there the result is the geometric mean of the rows.
    """
    m = a.shape[0]
    known = ~np.isnan(a)
    np.fill_diagonal(known, False)
    r = np.log(np.where(known, a, 1.0)).sum(axis=1)
    laplacian = np.diag(known.sum(axis=1).astype(float)) - known
    x = np.linalg.solve(laplacian + 1.0 / m, r)
    w = np.exp(x - x.max())
    return np.asarray(w / w.sum())
