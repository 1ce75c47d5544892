"""Reading choices: texts and cells to factors.

``normalise=vector,minmax(1,100); k=0.05..0.2; weights=noise:0.25`` names three factors with their alternatives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from ..errors import MfgError
from ..framework import Framework
from ..registry import fold, resolve
from .factors import KINDS, Factor, kind_of, split

#: Ways to draw weights, each with what its number means and the number's default.
WEIGHT_DRAWS: dict[str, tuple[tuple[str, ...], float]] = {
    "noise": (("噪声", "扰动", "±"), 0.25),
    "dirichlet": (("狄利克雷",), 100.0),
    "flat": (("均匀", "任意"), 1.0),
}

_RANGE = re.compile(r"(.+?)(?:\.\.+|…+|~|至|到)(.+)")
_CALL = re.compile(r"([^()]+)\(([^()]*)\)")


def number(text: object, name: str) -> float:
    """Read one number of a choice, a percentage as its hundredth."""
    if isinstance(text, int | float) and not isinstance(text, bool):
        value = float(text)
    else:
        said = unicodedata.normalize("NFKC", str(text)).strip()
        part = said.endswith("%")
        try:
            value = float(said[:-1] if part else said) * (0.01 if part else 1.0)
        except ValueError:
            value = float("nan")
    if not abs(value) < float("inf"):
        raise MfgError("choice_number", "choices", found=text, factor=name)
    return value


def factor(name: str, alternatives: Sequence[object], framework: Framework) -> Factor:
    """Read a factor from its name and the texts or numbers of its alternatives.

    Raises
    ------
    MfgError
        ``unknown_factor``, ``unknown_method``, ``choice_number``, ``choice_empty``, ``choice_level``,
        ``choice_range``, ``choice_one``, ``negative_sd``, ``unknown_node``.
    """
    name = kind_of(name)
    base, depth = split(name)
    said = [a for a in alternatives if a is not None and str(a).strip()]
    how = KINDS[base][0]
    if depth is not None and not 1 <= depth <= framework.levels:
        raise MfgError("choice_level", "choices", found=name, levels=framework.levels)
    if not said and how not in ("weights", "experts", "stages"):
        raise MfgError("choice_empty", "choices", factor=name)
    if how == "experts":
        return Factor(name, "key")
    if how == "stages":
        return Factor(name, "levels", (0, 1))
    if how == "weights":
        return _weights(name, said)
    if how == "noise":
        return _noise(name, said, len(framework.indicators))
    if how == "node":
        return Factor(name, "levels", _nodes(said, framework))
    if how == "method":
        return Factor(name, "levels", _once(resolve(base, str(a), base).name for a in said))
    if how == "scaled":
        return Factor(name, "levels", _once(scaled(str(a)) for a in said))
    return _numbers(name, said, how == "whole")


def _once(values: Any) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


def scaled(text: str) -> tuple[str, float | None, float | None]:
    """Read a normalisation with its parameters: ``minmax(1,100)`` and ``minmax:1:100`` are ("minmax", 1.0, 100.0)."""
    said = unicodedata.normalize("NFKC", text).strip()
    found = _CALL.fullmatch(said)
    if found is None:
        chosen = resolve("normalise", said, "normalise")
        if set(chosen.given) <= {"a", "b"}:
            return chosen.base, chosen.given.get("a"), chosen.given.get("b")
        return chosen.name, None, None
    given = [number(p, "normalise") if p.strip() else None for p in found[2].split(",")]
    if len(given) > 2:
        raise MfgError("choice_number", "choices", found=text, factor="normalise")
    a, b = [*given, None][:2]
    return resolve("normalise", found[1].strip(), "normalise").name, a, b


def _weights(name: str, said: list[object]) -> Factor:
    if len(said) > 1:
        raise MfgError("choice_one", "choices", factor=name)
    text = unicodedata.normalize("NFKC", str(said[0])).strip() if said else "noise"
    head, _, tail = text.partition(":")
    known = {fold(s): k for k, (aliases, _) in WEIGHT_DRAWS.items() for s in (k, *aliases)}
    how = known.get(fold(head))
    if how is None:
        # A bare number is relative noise.
        how, tail = "noise", text
        if not re.match(r"[-+.\d]", text):
            raise MfgError(
                "unknown_method", name, found=text, nearest="noise:0.25", known=", ".join(WEIGHT_DRAWS)
            )
    amount = number(tail, name) if tail.strip() else WEIGHT_DRAWS[how][1]
    if how == "noise" and not 0 <= amount <= 1:
        raise MfgError(
            "negative_sd" if amount < 0 else "out_of_range", name, found=amount, low=0, high=1, factor=name
        )
    if how != "noise" and amount <= 0:
        raise MfgError("choice_positive", "choices", found=amount, factor=name)
    return Factor(name, "key", amount=(amount,), how=how)


def _noise(name: str, said: list[object], count: int) -> Factor:
    amount = tuple(number(a, name) for a in said)
    if len(amount) not in (1, count):
        raise MfgError("bad_length", name, found=len(amount), expected=count)
    if min(amount) < 0:
        raise MfgError("negative_sd", name, found=min(amount), factor=name)
    return Factor(name, "key", amount=amount)


def _nodes(said: list[object], framework: Framework) -> tuple[str, ...]:
    """Codes to leave out one at a time; ``indicators`` and ``dimensions`` stand for a whole level."""
    listed: list[str] = [""]
    for a in said:
        text = str(a).strip()
        if fold(text) in ("indicators", "指标", "全部指标", "all"):
            listed += [n.code for n in framework.indicators]
        elif fold(text) in ("dimensions", "维度", "全部维度"):
            listed += list(framework.code[framework.level(1)])
        elif fold(text) not in ("none", "无"):
            listed.append(node(text, framework))
    return _once(listed)


def node(text: str, framework: Framework) -> str:
    """Return the code of the node below the top that ``text`` names by code or name."""
    at = {fold(s): n.code for n in framework.nodes[1:] for s in (n.zh, n.en, n.code) if s}
    if fold(text) not in at:
        import difflib

        near = difflib.get_close_matches(fold(text), list(at), n=1, cutoff=0.0)
        raise MfgError("unknown_node", "choices", found=text, nearest=at[near[0]] if near else "-")
    return at[fold(text)]


def _numbers(name: str, said: list[object], whole: bool) -> Factor:
    found = _RANGE.fullmatch(unicodedata.normalize("NFKC", str(said[0])).strip()) if len(said) == 1 else None
    values = [number(p, name) for p in (found.groups() if found else said)]
    if whole and any(v != int(v) or not 0 <= v <= 1_000_000 for v in values):
        raise MfgError("not_whole", name, found=values[0], low=0, high=1_000_000)
    if not found:
        return Factor(name, "levels", _once(int(v) if whole else v for v in values))
    low, high = values
    if not low < high:
        raise MfgError("choice_range", "choices", found=said[0], factor=name)
    if whole:
        if high - low >= 10_000:
            raise MfgError("choice_range", "choices", found=said[0], factor=name)
        return Factor(name, "levels", tuple(range(int(low), int(high) + 1)))
    return Factor(name, "range", low=low, high=high)


def parse(text: str) -> list[tuple[str, list[str]]]:
    """Split ``normalise=vector,minmax(1,100); weights=noise:0.25`` into names and alternatives.

    Examples
    --------
    >>> parse("normalise=vector,minmax(1,100); weights=noise:0.25")
    [('normalise', ['vector', 'minmax(1,100)']), ('weights', ['noise:0.25'])]
    """
    listed = []
    for part in re.split(r"[;；\n]", text):
        if part.strip():
            name, _, rest = part.replace("＝", "=").partition("=")
            listed.append((name.strip(), alternatives(rest)))
    return listed


def alternatives(text: str) -> list[str]:
    """Split at commas outside brackets.

    Examples
    --------
    >>> alternatives("vector，minmax(1,100)、效用")
    ['vector', 'minmax(1,100)', '效用']
    """
    text = text.replace("，", ",").replace("、", ",").replace("（", "(").replace("）", ")")
    return [p.strip() for p in re.split(r",(?![^()]*\))", text) if p.strip()]
