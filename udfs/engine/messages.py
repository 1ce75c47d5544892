"""Every sentence a person may read from the engine and the cells, in Chinese and English.

A message says what, where, found, fix. ``{where}`` is the place (a cell such as ``Data!B7``, an
indicator's code, or "row 3, column 2"); the other fields are named by whoever raises it.
"""

from __future__ import annotations

from .texts import (
    arguments,
    cells,
    combining,
    convergence,
    coupling,
    decisions,
    delphi,
    findings,
    framework,
    gazetteer,
    methods,
    pairwise,
    preparation,
    prepare,
    ribbon,
    stages,
    uncertainty,
    units,
    views,
    words,
)

#: The families of texts; a new family is one file in ``texts`` and one name here.
FAMILIES = (
    cells,
    combining,
    convergence,
    methods,
    framework,
    units,
    delphi,
    pairwise,
    findings,
    preparation,
    prepare,
    stages,
    views,
    gazetteer,
    uncertainty,
    arguments,
    words,
    coupling,
    decisions,
    ribbon,
)


def _join(kind: str) -> dict[str, tuple[str, str]]:
    joined: dict[str, tuple[str, str]] = {}
    for family in FAMILIES:
        texts = getattr(family, kind, {})
        if twice := joined.keys() & texts.keys():
            raise ValueError(f"{kind} {sorted(twice)} of {family.__name__} stand elsewhere too")
        joined |= texts
    return joined


MESSAGES = _join("MESSAGES")
#: What an argument is called in front of a message.
ARGUMENTS = _join("ARGUMENTS")
#: Short words used inside messages and as table headers.
WORDS = _join("WORDS")


def say(key: str, lang: str, **params: object) -> str:
    """Return the message ``key`` in ``lang`` ("zh" or "en") with its fields filled in."""
    return MESSAGES[key][0 if lang == "zh" else 1].format(**params)


def word(key: str, lang: str, *params: object) -> str:
    """Return a short word or header in ``lang``."""
    return WORDS[key][0 if lang == "zh" else 1].format(*params)


def argument(name: str, lang: str) -> str:
    """Return what the argument ``name`` is called in ``lang``; unknown names stay as they are."""
    return ARGUMENTS.get(name, (name, name))[0 if lang == "zh" else 1]
