"""What may vary in an index: the choices of its maker, each a factor with alternatives.

A factor takes one of its ``levels`` (names of methods, whole numbers, nodes to leave out), any number of
a range, or is drawn anew under a key (weights, data noise, experts). A design has one column a factor:
the place of the level, the number, or the key.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..columns import Floats
from ..errors import MfgError
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


def named(factor: str, level: str | float, lang: str) -> str | float:
    """Return an alternative of a factor, as :meth:`Factor.shown` gives it, under its name in ``lang``.

    What this returns is understood among choices again.

    Examples
    --------
    >>> named("normalise", "minmax(1,100)", "zh"), named("aggregate_1", "geometric", "en")
    ('极差法(1,100)', 'weighted geometric mean')
    >>> named("remove", "none", "zh"), named("remove", "RDI", "zh")
    ('无', 'RDI')
    """
    base, _ = split(factor)
    if not isinstance(level, str):
        return level
    if base == "remove":
        return "无" if level == "none" and lang == "zh" else level
    if KINDS[base][0] not in ("method", "scaled"):
        return level
    head, bracket, rest = level.partition("(")
    try:
        return resolve(base, head).label(lang) + bracket + rest
    except MfgError:
        return level


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
