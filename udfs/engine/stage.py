"""Stages: named ranges of ranks or scores (METHOD A 8)."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

import numpy as np

from .columns import Floats
from .errors import MfgError
from .messages import word
from .registry import resolve

#: Last rank of each stage in the CCID 2022 report: 1-3, 4-29, 30-58, 59-100.
CCID_BREAKS: tuple[float, ...] = (3.0, 29.0, 58.0, 100.0)


def shares(count: int) -> tuple[float, ...]:
    """Return the last rank of each stage for another number of units: the report's shares, 3, 29, 58 and 100 %.

    Rounded, each stage with one unit at least; fewer than four units are a stage each.

    Examples
    --------
    >>> shares(31), shares(293), shares(100) == CCID_BREAKS
    ((1.0, 9.0, 18.0, 31.0), (9.0, 85.0, 170.0, 293.0), True)
    >>> shares(5), shares(2)
    ((1.0, 2.0, 3.0, 5.0), (1.0, 2.0))
    """
    found: list[float] = []
    for share in CCID_BREAKS:
        last = floor(share * count / 100 + 0.5)
        found.append(float(min(count, max(last, len(found) + 1, found[-1] + 1 if found else 1))))
    return tuple(dict.fromkeys(found))


def default_names(count: int, lang: str) -> tuple[str, ...]:
    """Return the report's stage names; numbered ones where there are more breaks than names."""
    if count == 4:
        return tuple(word(f"stage_{i}", lang) for i in range(1, 5))
    return tuple(str(i) for i in range(1, count + 1))


def stage(
    values: Floats,
    breaks: Sequence[float] = CCID_BREAKS,
    names: Sequence[str] | None = None,
    method: str | None = None,
    lang: str = "en",
) -> list[str | None]:
    """Name the stage of each unit; None where the value is missing.

    Parameters
    ----------
    values
        Ranks (method ``rank``) or scores (method ``score``), shape (n,).
    breaks
        Last rank of each stage, ascending; or least score of each stage, descending.
    names
        As many as breaks, or one more for what lies beyond the last.
    """
    by = resolve("stage", method, "method").name
    cut = np.asarray(breaks, dtype=float)
    right_way = np.all(np.diff(cut) > 0) if by == "rank" else np.all(np.diff(cut) < 0)
    if not cut.size or np.isnan(cut).any() or not right_way:
        raise MfgError(
            "breaks_order",
            "breaks",
            found=", ".join(f"{b:g}" for b in cut) or "-",
            order="@ascending" if by == "rank" else "@descending",
        )
    labels = list(default_names(cut.size, lang) if names is None else names)
    if len(labels) == cut.size:
        labels.append(word("stage_rest", lang))
    elif len(labels) != cut.size + 1:
        raise MfgError("stage_names", "stages", found=len(labels), expected=cut.size)
    place = np.searchsorted(cut, values, "left") if by == "rank" else np.searchsorted(-cut, -values, "left")
    place = np.where(np.isnan(values), -1, place)
    return [None if p < 0 else labels[p] for p in place.tolist()]
