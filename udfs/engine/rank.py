"""Ranks with named tie rules, and rounding as Excel rounds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .columns import Floats
from .errors import MfgError
from .registry import resolve


def round_half_away(x: Floats, decimals: int) -> Floats:
    """Round half away from zero, as Excel's ROUND: 1.005 to 2 decimals is 1.01.

    A value within 2^-49 of itself below a half counts as the half, since Excel compares 15 digits.
    """
    if not -15 <= decimals <= 15:
        raise MfgError("out_of_range", "decimals", found=decimals, low=-15, high=15)
    p = 10.0 ** abs(decimals)
    y = np.abs(x)
    with np.errstate(over="ignore"):
        y = y * p if decimals >= 0 else y / p
    # The cap keeps numbers of 14 and more digits, where 2^-49 of them is a half itself, in their place.
    whole = np.floor(y + np.minimum(y * 2.0**-49, 2.0**-4) + 0.5)
    out = whole / p if decimals >= 0 else whole * p
    # Beyond 2^52 there are no decimals left to round.
    return np.asarray(np.where(y < 2.0**52, np.copysign(out, x), x))


def rank(s: Floats, ties: str | None = None, decimals: int | None = None, order: str | None = None) -> Floats:
    """Rank scores, 1 for the highest; a missing score has no rank (NaN).

    Parameters
    ----------
    s
        Scores, shape (n,).
    ties
        ``min`` (default: tied units share the least rank), ``max``, ``average``, ``dense``, ``ordinal``.
    decimals
        Round scores to this many decimals first; None: ranks are taken on unrounded scores.
    order
        ``descending`` (default) or ``ascending``.

    Examples
    --------
    >>> rank(np.array([9.0, 7.0, 7.0, 5.0])).tolist()
    [1.0, 2.0, 2.0, 4.0]
    """
    rule = resolve("ties", ties, "ties").name
    up = resolve("order", order, "order").name == "ascending"
    if decimals is not None:
        s = round_half_away(s, decimals)
    out = np.full(s.shape, np.nan)
    there = np.flatnonzero(~np.isnan(s))
    if not there.size:
        return out
    key = s[there] if up else -s[there]
    # Only the order of appearance needs a stable sort, which takes three times as long.
    turn = np.argsort(key, kind="stable" if rule == "ordinal" else None)
    ordered = key[turn]
    n = turn.size
    if rule == "ordinal":
        ranks = np.arange(1.0, n + 1)
    else:
        new = np.empty(n, dtype=bool)
        new[0] = True
        np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
        dense = np.cumsum(new)
        if rule == "dense":
            ranks = dense.astype(float)
        else:
            first = np.flatnonzero(new)
            last = np.append(first[1:], n)
            each = {"min": first + 1.0, "max": last * 1.0, "average": (first + 1.0 + last) / 2.0}[rule]
            ranks = each[dense - 1]
    out[there[turn]] = ranks
    return out


#: Cells of a block of columns ranked at a time.
CELLS = 1 << 16


def column_ranks(x: Floats, ties: str = "average") -> Floats:
    """Rank every column of ``x``, shape (n, m), 1 for the lowest; NaN where missing.

    ``ties`` is ``min``, ``max`` or ``average``. All columns of a block are sorted at once.

    Examples
    --------
    >>> column_ranks(np.array([[9.0], [7.0], [7.0]])).ravel().tolist()
    [3.0, 1.5, 1.5]
    """
    n, m = x.shape
    out = np.empty((n, m))
    at = np.arange(n)
    step = max(1, CELLS // max(n, 1))
    for start in range(0, m, step):
        block = x[:, start : start + step].T
        turn = np.argsort(block, axis=1)
        ordered = np.take_along_axis(block, turn, axis=1)
        first = np.ones(ordered.shape, dtype=bool)
        np.not_equal(ordered[:, 1:], ordered[:, :-1], out=first[:, 1:])
        low = high = at
        if ties != "max":
            low = np.maximum.accumulate(np.where(first, at, 0), axis=1)
        if ties != "min":
            last = np.ones_like(first)
            last[:, :-1] = first[:, 1:]
            high = np.minimum.accumulate(np.where(last, at, n - 1)[:, ::-1], axis=1)[:, ::-1]
        place = {"min": low, "max": high}[ties] + 1.0 if ties != "average" else (low + high) / 2.0 + 1.0
        ranks = np.empty_like(ordered)
        np.put_along_axis(ranks, turn, place, axis=1)
        # Missing values stand last, each by itself, and have no rank.
        out[:, start : start + step] = np.where(np.isnan(block), np.nan, ranks).T
    return out


def rank_within(
    s: Floats,
    groups: Sequence[str],
    ties: str | None = None,
    decimals: int | None = None,
    order: str | None = None,
) -> Floats:
    """Rank each score among those of its own group (province); a unit without a group ("") has no rank.

    Parameters
    ----------
    groups
        n group names; the others as in :func:`rank`.

    Examples
    --------
    >>> rank_within(np.array([9.0, 7.0, 8.0, 5.0]), ["a", "a", "b", "b"]).tolist()
    [1.0, 2.0, 1.0, 2.0]
    """
    if len(groups) != s.size:
        raise MfgError("bad_length", "group", found=len(groups), expected=s.size)
    named = np.array([bool(g) for g in groups], dtype=bool)
    number = np.unique(np.asarray(groups, dtype=object).astype(str), return_inverse=True)[1]
    # Places in the whole, group after group, less what stands in the groups before.
    place = rank(np.where(named, s, np.nan), "dense", decimals, order)
    placed = rank(number * (s.size + 1.0) + place, ties, order="ascending")
    out = np.full(s.shape, np.nan)
    there = ~np.isnan(placed)
    if resolve("ties", ties, "ties").name == "dense":
        least = np.full(number.max(initial=0) + 1, np.inf)
        np.minimum.at(least, number[there], placed[there])
        before = least - 1.0
    else:
        before = np.concatenate([[0.0], np.cumsum(np.bincount(number[there], minlength=1))])
    out[there] = placed[there] - before[number[there]]
    return out
