"""Methods that score units from the whole matrix at once: TOPSIS, VIKOR and their kind.

A method is a function ``(x, negative, w, **options) -> scores``, larger is better, marked with
:func:`scored`, so that its intermediate columns can be had too. ``x`` has shape (n, m) without NaN and
n >= 2, ``negative`` says which indicators are costs, ``w`` sums to 1 and has no 0; :func:`evaluate` sees to that.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import columns
from .columns import Floats
from .errors import MfgError
from .normalise import normalise
from .registry import resolve
from .weights import one_group, within

Bools = NDArray[np.bool_]

#: Columns of a method by their symbol, each shape (n,); ``score`` is the last.
Parts = dict[str, Floats]


def scored(f: Callable[..., Parts]) -> Callable[..., Floats]:
    """Make a function that returns parts return its scores; the parts stay at ``.parts``."""

    @wraps(f)
    def scores(*args: Any, **named: Any) -> Floats:
        return f(*args, **named)["score"]

    scores.parts = f  # type: ignore[attr-defined]
    return scores


def evaluate(
    x: Floats,
    negative: Bools | None = None,
    w: Floats | None = None,
    method: str | None = None,
    norm: str | None = None,
) -> Parts:
    """Score units by a whole-matrix method.

    Parameters
    ----------
    x
        Data, shape (n, m). A unit with a missing value gets no score and takes no part.
    negative, w
        Which indicators are costs (none if None) and their weights (equal if None); weight 0 leaves one out.
    method
        A name of the kind ``mcdm``; a number may follow it, ``vikor:0.3``.
    norm
        Scaling before the method, by a name of the kind ``normalise`` and without turning: the method
        knows the directions. Default: none; TOPSIS scales by ``vector``.

    Returns
    -------
    Parts
        The method's columns by symbol, NaN for units left out; ``score``, larger is better, is the last.

    Raises
    ------
    MfgError
        ``few_units`` for one unit, ``all_same`` where no unit differs, and what the method refuses.
    """
    x = np.asarray(x, dtype=float)
    chosen = resolve("mcdm", method, "method")
    m = x.shape[1]
    turn = np.zeros(m, dtype=bool) if negative is None else negative
    weight = within(np.ones(m) if w is None else w, one_group(m))
    used = np.flatnonzero(weight > 0)
    columns.refuse_missing_column(x)
    taken = x if used.size == m else x[:, used]
    rows = np.flatnonzero(~np.isnan(taken).any(axis=1))
    if rows.size < 2:
        raise MfgError("few_units", found=int(rows.size), method=chosen.name)
    part = taken if rows.size == x.shape[0] else taken[rows]
    if (columns.is_constant(part)).all():
        raise MfgError("all_same", method=chosen.name)
    try:
        with np.errstate(over="raise", divide="raise", invalid="raise", under="ignore"):
            how = "vector" if norm is None and chosen.name == "topsis" else norm
            if how is not None:
                part = normalise(part, how)
            function = chosen.function
            if isinstance(function, partial):
                found = function.func.parts(part, turn[used], weight[used], **function.keywords)  # type: ignore[attr-defined]
            else:
                found = function.parts(part, turn[used], weight[used])  # type: ignore[attr-defined]
    except FloatingPointError:
        raise MfgError("overflow") from None
    except MfgError as error:
        if error.row is not None:
            error.row = int(rows[error.row])
        if error.col is not None:
            error.col = int(used[error.col])
        raise
    out = {}
    for name, values in found.items():
        out[name] = np.full(x.shape[0], np.nan)
        out[name][rows] = values
    return out


def refuse(bad: Bools, x: Floats, method: str) -> None:
    """Raise ``positive_domain`` for the first cell marked ``bad``."""
    if bad.any():
        row, col = (int(v) for v in np.argwhere(bad)[0])
        raise MfgError("positive_domain", row=row, col=col, found=float(x[row, col]), method=method)


def share(value: float, name: str, low: float = 0.0, high: float = 1.0) -> float:
    """Return the number behind a method's name; ``out_of_range`` outside ``low`` to ``high``."""
    if not low <= value <= high:
        raise MfgError("out_of_range", "method", found=f"{name}:{value:g}", low=low, high=high)
    return value


def linear(x: Floats, negative: Bools, method: str) -> Floats:
    """``x / max`` for benefits (x >= 0, max > 0), ``min / x`` for costs (x > 0): 1 is best."""
    refuse(np.where(negative, x <= 0, x < 0), x, method)
    low, high = columns.ends(x)
    refuse((~negative & (high <= 0))[None, :] & np.ones_like(x, dtype=bool), x, method)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(negative, low / np.where(negative, x, 1.0), x / high))


def unit_range(x: Floats, negative: Bools, method: str) -> Floats:
    """Min-max in the indicator's own direction: 1 is best; refuses constant columns."""
    known = columns.ends(x)
    columns.refuse_constant(x, method, known=known)
    y, unit = columns.scaled(x, known)
    low, high = known[0] / unit, known[1] / unit
    worst = np.where(negative, high, low)
    r = y - worst
    r /= np.where(negative, low, high) - worst
    return r
