"""Availability of data by unit or by indicator, and which to keep."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .columns import Floats
from .errors import MfgError
from .registry import resolve

#: Least share of values that a kept unit has (COINr Screen).
SHARE = 2 / 3


@dataclass(frozen=True)
class Screening:
    """Availability of each unit (or indicator) and whether it is kept; every field has the same length.

    Attributes
    ----------
    missing, zeros
        Values that are missing, and that are 0.
    availability
        Share of values that are there.
    nonzero
        Share of the values there that are not 0; NaN where none is there.
    keep
        Which stay.
    """

    missing: NDArray[np.int64]
    zeros: NDArray[np.int64]
    availability: Floats
    nonzero: Floats
    keep: NDArray[np.bool_]


def screen(
    x: Floats,
    method: str | None = None,
    share: float = SHARE,
    nonzero: float = SHARE,
    axis: str | None = None,
) -> Screening:
    """Screen units (rows) or indicators (columns) of ``x``, shape (n, m), by their availability.

    Parameters
    ----------
    method
        ``missing``: availability >= ``share``. ``zeros``: share of values other than 0 >= ``nonzero``.
        ``both``: both.
    axis
        ``unit`` (default) or ``indicator``.

    Raises
    ------
    MfgError
        ``empty_data``; ``out_of_range`` for a share outside 0 to 1.

    Notes
    -----
    Whoever has no value at all is not kept by any rule with a share above 0.
    Source: COINr Screen (byNA, byzeros, byNAandzeros).

    Examples
    --------
    >>> screen(np.array([[1.0, np.nan], [1.0, 2.0]]), share=0.9).keep.tolist()
    [False, True]
    """
    name = resolve("screen", method, "method").name
    for arg, value in (("share", share), ("nonzero", nonzero)):
        if not 0 <= value <= 1:
            raise MfgError("out_of_range", arg, found=value, low=0, high=1)
    x = np.asarray(x, dtype=float)
    if resolve("axis", axis, "axis").name == "indicator":
        x = x.T
    size = x.shape[1]
    if not x.size:
        raise MfgError("empty_data")
    missing = np.isnan(x).sum(axis=1)
    zeros = (x == 0).sum(axis=1)
    there = size - missing
    available = there / size
    filled = np.where(there > 0, (there - zeros) / np.maximum(there, 1), np.nan)
    enough = available >= share
    # NaN, where nothing is there, is less than any share but 0.
    full = np.where(np.isnan(filled), 0.0, filled) >= nonzero
    keep = {"missing": enough, "zeros": full, "both": enough & full}[name]
    return Screening(missing, zeros, available, filled, np.asarray(keep))
