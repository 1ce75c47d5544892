"""What may vary in an index: the choices of its maker, each a factor with alternatives.

A factor takes one of its ``levels`` (names of methods, whole numbers, nodes to leave out), any number of
a range, or is drawn anew under a key (weights, data noise, experts). A design has one column a factor:
the place of the level, the number, or the key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..columns import Floats
from ..errors import MfgError
from ..framework import Framework
from ..registry import fold, resolve

#: Every kind of factor: how its alternatives are read, its Chinese name, its English name.
KINDS: dict[str, tuple[str, str, str]] = {
    "impute": ("method", "插补方法", "Imputation"),
    "treat": ("method", "异常值处理", "Outlier treatment"),
    "winmax": ("whole", "缩尾个数", "Points winsorised"),
    "skew": ("number", "偏度界限", "Limit of skewness"),
    "kurt": ("number", "峰度界限", "Limit of kurtosis"),
    "percentile_low": ("number", "缩尾下百分位", "Lower percentile"),
    "percentile_high": ("number", "缩尾上百分位", "Upper percentile"),
    "positive": ("method", "正向化方法", "Positive-isation"),
    "k": ("number", "系数 k", "Coefficient k"),
    "normalise": ("scaled", "标准化方法", "Normalisation"),
    "missing": ("method", "缺失值规则", "Missing values"),
    "subjective": ("method", "主观权重", "Subjective weights"),
    "objective": ("method", "客观权重", "Objective weights"),
    "combine": ("method", "组合方法", "Combination"),
    "alpha": ("number", "线性组合 alpha", "Alpha of linear"),
    "scope": ("method", "权重归一范围", "Scope of weights"),
    "aggregate": ("method", "汇总方法", "Aggregation"),
    "remove": ("node", "去掉", "Left out"),
    "weights": ("weights", "权重扰动", "Weights"),
    "experts": ("experts", "专家抽样", "Experts"),
    "noise": ("noise", "数据误差", "Data noise"),
    "stage_weights": ("stages", "分阶段权重", "Stage weights"),
}

#: Kinds that may be given for one level only, as ``aggregate_1``: 1 is the level below the top.
BY_LEVEL = frozenset(["aggregate", "weights"])

#: Ways to draw weights, each with what its number means and the number's default.
WEIGHT_DRAWS: dict[str, tuple[tuple[str, ...], float]] = {
    "noise": (("噪声", "扰动", "±"), 0.25),
    "dirichlet": (("狄利克雷",), 100.0),
    "flat": (("均匀", "任意"), 1.0),
}

_RANGE = re.compile(r"(.+?)(?:\.\.+|…+|~|至|到)(.+)")
_CALL = re.compile(r"([^()]+)\(([^()]*)\)")


@dataclass(frozen=True)
class Factor:
    """One choice that varies.

    Attributes
    ----------
    name
        A name of :data:`KINDS`, with ``_1``, ``_2`` ... behind it for one level.
    kind
        ``levels``, ``range`` or ``key``.
    levels
        The alternatives of ``levels``: method names, ``(name, a, b)`` of a normalisation, numbers, node
        codes ("" leaves nothing out), numbers of weight sets.
    low, high
        The ends of ``range``.
    amount
        Of ``key``: relative noise (of weights, of data: one value or one an indicator) or concentration.
    how
        Of drawn weights: ``noise``, ``dirichlet``, ``flat``; ``sets`` for rows of a table.
    """

    name: str
    kind: str
    levels: tuple[Any, ...] = ()
    low: float = 0.0
    high: float = 0.0
    amount: tuple[float, ...] = ()
    how: str = ""

    @property
    def base(self) -> str:
        """The name without its level."""
        return split(self.name)[0]

    @property
    def depth(self) -> int | None:
        """The level it is about, None for all."""
        return split(self.name)[1]

    def code(self, u: Floats, keys: Floats) -> Floats:
        """Turn numbers of [0, 1) into a column of a design; ``keys`` are those of a drawn factor."""
        if self.kind == "key":
            return keys
        if self.kind == "range":
            return self.low + u * (self.high - self.low)
        return np.minimum(np.floor(u * len(self.levels)), len(self.levels) - 1.0)

    def shown(self, code: float) -> str | float:
        """Return one cell of a design as people read it."""
        if self.kind != "levels":
            return float(code) + (self.kind == "key")
        level = self.levels[int(code)]
        if isinstance(level, tuple):
            name, *ends = level
            given = ["" if e is None else f"{e:g}" for e in ends]
            return f"{name}({','.join(given)})" if any(given) else str(name)
        return level if isinstance(level, int | float) else str(level or "none")


def split(name: str) -> tuple[str, int | None]:
    """Split ``weights_2`` into its kind and its level."""
    head, _, tail = name.rpartition("_")
    return (head, int(tail)) if head in BY_LEVEL and tail.isdigit() else (name, None)


def label(name: str, lang: str) -> str:
    """Return what people call a factor."""
    base, depth = split(name)
    text = KINDS[base][1 if lang == "zh" else 2]
    return text if depth is None else f"{text} {depth}"


def kind_of(text: str) -> str:
    """Return the factor called ``text`` in Chinese or English.

    Raises
    ------
    MfgError
        ``unknown_factor`` with the nearest name.
    """
    said = unicodedata.normalize("NFKC", str(text)).strip()
    at = {fold(s): k for k, v in KINDS.items() for s in (k, v[1], v[2])}
    if fold(said) in at:
        return at[fold(said)]
    head = said.rstrip("0123456789")
    if head != said and at.get(fold(head)) in BY_LEVEL:
        return f"{at[fold(head)]}_{int(said[len(head) :])}"
    import difflib

    near = difflib.get_close_matches(fold(said), list(at), n=1, cutoff=0.0)
    raise MfgError(
        "unknown_factor",
        "choices",
        found=text,
        nearest=at[near[0]] if near else "normalise",
        known=", ".join(KINDS),
    )


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
    """Read a normalisation with its parameters: ``minmax(1,100)`` is ("minmax", 1.0, 100.0)."""
    said = unicodedata.normalize("NFKC", text).strip()
    found = _CALL.fullmatch(said)
    if found is None:
        return resolve("normalise", said, "normalise").name, None, None
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


def check(factors: Sequence[Factor]) -> tuple[Factor, ...]:
    """Return the factors, refusing one that stands twice, or weights of all levels beside those of one."""
    names = [f.name for f in factors]
    for name in names:
        base, depth = split(name)
        if names.count(name) > 1 or (depth is not None and base in names):
            raise MfgError("choice_twice", "choices", found=name)
    if not factors:
        raise MfgError("no_choices", "choices")
    return tuple(factors)
