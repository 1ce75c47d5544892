"""Joining two lists of cities by name: as they are written, then through the gazetteer."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from udfs.engine import gazetteer
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
    """Return the place of a city among ``names``.

    Raises
    ------
    MfgError
        ``no_city`` with the nearest, ``city_which`` where the name may mean several cities.
    """
    at = keys(names, "city")
    k = key(name)
    if k not in at:
        found = int(places([name], names, "city", "city")[0])
        if found >= 0:
            return found
        g = gazetteer.load()
        if len(mean := g.match(name).places) > 1:
            raise MfgError("city_which", "city", found=name, known=g.shown(mean))
        near = difflib.get_close_matches(k, list(at), n=1, cutoff=0.0)
        raise MfgError("no_city", "city", found=name, nearest=names[at[near[0]]] if near else "-")
    return at[k]


def join(left: Sequence[str], right: Sequence[str], values: Floats) -> Floats:
    """Return ``values`` (of ``right``) in the order of ``left``, NaN where a city is not there."""
    place = places(left, right)
    return np.where(place >= 0, values[place], np.nan)


def places(
    left: Sequence[str], right: Sequence[str], arg_left: str = "city_a", arg_right: str = "city_b"
) -> NDArray[np.int64]:
    """Return where each city of ``left`` stands in ``right``, shape (len(left),), -1 where it does not.

    A name that is written alike stands first; what is left is matched where the gazetteer knows both
    names as one city. A name that may be two cities is never matched.

    Raises
    ------
    MfgError
        ``duplicate_name``, ``same_city``: two names of one list are one city.
    """
    keys(left, arg_left)
    at = keys(right, arg_right)
    place = np.array([at.get(key(n), -1) if n else -1 for n in left], dtype=np.int64)
    if not any(n and p < 0 for n, p in zip(left, place, strict=True)):
        return place
    g = gazetteer.load()
    mine, theirs = ([c.code if (c := g.match(n).city) else "" for n in names] for names in (left, right))
    first: dict[str, int] = {}
    second: dict[str, int] = {}
    for j, code in enumerate(theirs):
        second.setdefault(code, j)
    for i, code in enumerate(mine):
        other = first.setdefault(code, i)
        if not code or code not in second:
            continue
        if other != i:
            raise MfgError("same_city", arg_left, found=left[other], other=left[i])
        if place[i] < 0:
            j = second[code]
            twice = next((t for t in range(j + 1, len(theirs)) if theirs[t] == code), None)
            if twice is not None:
                raise MfgError("same_city", arg_right, found=right[j], other=right[twice])
            place[i] = j
    return place
