"""Indicators onto one scale: each transformed, turned and normalised by the rules it has.

Goalposts, own normalisation and a moderate direction go before the method that all others share.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import columns
from .columns import Floats
from .errors import MfgError
from .indexing import BASES, index_numbers
from .moderate import moderate
from .normalise import Option, goalposts, normalise, transform
from .positive import positive
from .registry import Method, resolve

#: Methods whose own ends the goalposts take the place of; a column between goalposts runs from 0 to 1 under others.
_ENDS = {"minmax": (0.0, 1.0), "efficacy": (60.0, 40.0)}


@dataclass(frozen=True, eq=False)
class Rules:
    """The rules of m indicators; every array has shape (m,).

    Attributes
    ----------
    negative, moderate
        Direction; an indicator that is neither is positive.
    low, high
        Goalposts, NaN where none; limits of the best interval of a moderate indicator.
    cap
        Whether values beyond the goalposts are set to them.
    transform
        Names of transforms, "" for none.
    own
        Names of the indicators' own normalisation, "" for the one all share; () where none has its own.
    """

    negative: NDArray[np.bool_]
    moderate: NDArray[np.bool_]
    low: Floats
    high: Floats
    cap: NDArray[np.bool_]
    transform: tuple[str, ...]
    own: tuple[str, ...] = ()


def on_scale(
    data: Floats,
    rules: Rules,
    method: str | None,
    turn: str | None,
    k: float,
    a: Option = None,
    b: Option = None,
    inside: str | None = None,
) -> tuple[Floats, Floats]:
    """Return the turned and the normalised data, both shape (n, m).

    A column with both goalposts keeps its values and is normalised between the goalposts in its own
    direction (the goalposts go through the same transform), onto the ends of ``minmax`` or ``efficacy`` where
    that is its method, else onto 0 to 1. Index numbers keep their own direction too (METHOD B). A moderate
    column is turned by the method ``inside``, every other negative one by ``turn``; both are then normalised.

    Parameters
    ----------
    method, a, b
        The normalisation of all columns without their own, and its parameters, one value or shape (m,).

    Raises
    ------
    MfgError
        ``all_missing``, ``one_goalpost``, ``moderate_limits``, ``goalpost_method``, and those of the methods.
    """
    # Whole numbers in an integer array would be cut to whole results.
    data = np.asarray(data, dtype=float)
    columns.refuse_missing_column(data)
    data = transform(data, rules.transform)
    ends = transform(np.vstack([rules.low, rules.high]).astype(float), rules.transform)
    posted = _posted(rules)
    common = resolve("normalise", method, "norm")
    chosen = [common] * data.shape[1]
    if any(rules.own):
        chosen = [resolve("normalise", name, "norm") if name else common for name in rules.own]
    kept = posted | (np.array([c.base in BASES for c in chosen]) & ~rules.moderate)
    turned = positive(data, rules.negative & ~kept, turn, k)
    if rules.moderate.any():
        limits = np.where(rules.moderate, ends, np.nan)
        turned = moderate(turned, limits[0], limits[1], inside)
    parts: dict[tuple[str, bool], list[int]] = {}
    for j, c in enumerate(chosen):
        parts.setdefault((c.name, bool(posted[j])), []).append(j)
    out = np.empty_like(data)
    for (_, between), listed in parts.items():
        cols = np.array(listed)
        c = chosen[listed[0]]
        # Parameters given apart belong to the method all share.
        p, q = (_of(v, cols) if c is common else None for v in (a, b))
        whole = cols.size == data.shape[1]
        x = turned if whole else turned[:, cols]
        try:
            if between:
                if c is not common and c.base not in _ENDS:
                    raise MfgError("goalpost_method", col=0, method=c.name)
                g = goalposts(x, ends[0, cols], ends[1, cols], rules.negative[cols], rules.cap[cols])
                y = _onto(g, c, p, q)
            elif c.base in BASES:
                y = _indexed(x, rules.negative[cols] & ~rules.moderate[cols], c, p, q)
            else:
                y = normalise(x, c.name, p, q)
        except MfgError as error:
            if error.col is not None:
                error.col = int(cols[error.col])
            raise
        if whole:
            return turned, y
        out[:, cols] = y
    return turned, out


def _posted(rules: Rules) -> NDArray[np.bool_]:
    """Tell which columns have goalposts; refuse half of them, and a moderate column without any limit."""
    below, above = ~np.isnan(rules.low), ~np.isnan(rules.high)
    half = (below != above) & ~rules.moderate
    if half.any():
        raise MfgError("one_goalpost", col=int(np.argmax(half)))
    bare = rules.moderate & ~below & ~above
    if bare.any():
        raise MfgError("moderate_limits", col=int(np.argmax(bare)))
    return np.asarray(below & above & ~rules.moderate)


def _of(option: Option, cols: NDArray[np.int64]) -> Option:
    """Return the options of some columns where there is one for each."""
    return option if option is None or np.ndim(option) == 0 else np.asarray(option)[cols]


def _onto(g: Floats, c: Method, a: Option, b: Option) -> Floats:
    """Bring 0 to 1 onto the ends of min-max (``a`` to ``b``) or of the efficacy coefficient (``a + b g``)."""
    if c.base not in _ENDS:
        return g
    named, default = c.given, _ENDS[c.base]
    p, q = (
        columns.option(own if own is not None else named.get(key), d, g.shape[1])
        for own, key, d in ((a, "a", default[0]), (b, "b", default[1]))
    )
    if c.base == "efficacy":
        columns.refuse_not_positive(q, "norm_b")
        return p + q * g
    bad = ~(p < q)
    if bad.any():
        j = int(np.argmax(bad))
        raise MfgError("ends_order", "norm_a", found=float(p[j]), high=float(q[j]))
    return p * (1.0 - g) + q * g


def _indexed(x: Floats, negative: NDArray[np.bool_], c: Method, a: Option, b: Option) -> Floats:
    named = c.given
    known = c.parameter.split(":")
    for key, value in (("a", a), ("b", b)):
        if value is not None and key not in known:
            raise MfgError("unused_option", f"norm_{key}", found=key, method=c.name)
    base: str | Option = a if a is not None else named.get("a")
    if base is None or c.base != "index":
        base = BASES[c.base]
    try:
        return index_numbers(x, negative, base, b if b is not None else named.get("b"))
    except MfgError as error:
        if error.arg == "points":
            error.arg = "norm_b"
        raise
