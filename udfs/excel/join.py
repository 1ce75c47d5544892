"""Joining two lists of cities by name."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence

import numpy as np

from udfs.engine.columns import Floats
from udfs.engine.errors import MfgError


def key(name: str) -> str:
    """Return a city's name for comparison: 深圳 and 深圳市, ``Shenzhen`` and ``shenzhen `` are the same."""
    name = unicodedata.normalize("NFKC", name).strip().casefold()
    return name[:-1] if len(name) > 2 and name.endswith("市") else name


def keys(names: Sequence[str], arg: str) -> dict[str, int]:
    """Return the place of each key.

    Raises
    ------
    MfgError
        ``duplicate_name`` where a name stands twice, ``same_city`` where two spellings are one city.
    """
    found: dict[str, int] = {}
    for i, name in enumerate(names):
        if not name:
            continue
        k = key(name)
        if k in found:
            other = names[found[k]]
            if other == name:
                raise MfgError("duplicate_name", arg, found=name)
            raise MfgError("same_city", arg, found=other, other=name)
        found[k] = i
    return found


def same_city(name: str, names: Sequence[str]) -> int:
    """Return the place of a city among ``names``; an unknown one raises ``no_city`` with the nearest."""
    at = keys(names, "city")
    k = key(name)
    if k not in at:
        near = difflib.get_close_matches(k, list(at), n=1, cutoff=0.0)
        raise MfgError("no_city", "city", found=name, nearest=names[at[near[0]]] if near else "-")
    return at[k]


def join(left: Sequence[str], right: Sequence[str], values: Floats) -> Floats:
    """Return ``values`` (of ``right``) in the order of ``left``, NaN where a city is not there."""
    keys(left, "city_a")
    at = keys(right, "city_b")
    place = np.array([at.get(key(n), -1) if n else -1 for n in left])
    return np.where(place >= 0, values[place], np.nan)
