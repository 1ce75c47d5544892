"""Distinct normalised data sets of a simulation: few among many replications, each made once and kept.

The order is that of the index: data noise, imputation, zeros, outlier treatment, then transforms, turning and
normalisation. What the steps share is shared: replications that differ in normalisation only are imputed once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from ..columns import Floats
from ..errors import MfgError, naming
from ..impute import Side, impute
from ..index import normalised_block
from ..treat import Rule, treat
from .draws import NOISE, generator
from .problem import Problem


@dataclass(frozen=True)
class Recipe:
    """One way to prepare the data; equal recipes give equal data.

    ``noise`` is the key of the data noise, -1 for none; ``treat`` and ``impute`` are names of methods.
    """

    noise: int = -1
    impute: str = "none"
    missing: str = "keep"
    treat: str = "none"
    winmax: int = 5
    skew: float = Rule.skew
    kurt: float = Rule.kurt
    percentile_low: float = Rule.low
    percentile_high: float = Rule.high
    positive: str = "reciprocal"
    k: float = 0.1
    normalise: tuple[str, float | None, float | None] = ("vector", None, None)

    def cleaned(self) -> tuple[Any, ...]:
        """Return what decides the data before turning and normalising, without parameters nothing uses."""
        rule = (self.winmax, self.skew, self.kurt, self.percentile_low, self.percentile_high)
        return (
            self.noise,
            self.impute,
            self.missing == "zero",
            self.treat,
            rule if self.treat != "none" else (),
        )

    def key(self) -> tuple[Any, ...]:
        """Return what decides the normalised data."""
        turn = (self.positive, self.k if self.positive == "reciprocal" else 0.0)
        return (*self.cleaned(), *turn, self.normalise)


RECIPE = frozenset(f.name for f in fields(Recipe))


class _Kept:
    """The last results of a function, up to a number of bytes; an error is a result as well."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._held: OrderedDict[Any, Floats | MfgError] = OrderedDict()

    def get(self, key: Any, make: Callable[[], Floats]) -> Floats:
        if key in self._held:
            self._held.move_to_end(key)
        else:
            try:
                value: Floats | MfgError = make()
            except MfgError as error:
                value = error
            self._held[key] = value
            self._size += getattr(value, "nbytes", 0)
            while self._size > self._limit and len(self._held) > 1:
                self._size -= getattr(self._held.popitem(last=False)[1], "nbytes", 0)
        found = self._held[key]
        if isinstance(found, MfgError):
            raise found
        return found


class Preparer:
    """Makes the normalised data of a recipe, shape (n, m); see the module."""

    def __init__(self, problem: Problem, seed: int, noise: Floats | None, limit: int = 64 << 20) -> None:
        self._p, self._seed, self._noise = problem, seed, noise
        self._clean, self._done = _Kept(limit), _Kept(limit)
        inds = problem.framework.indicators
        self._codes = [n.code for n in inds]
        self._low, self._high = (
            np.array([getattr(n, a) for n in inds], dtype=float) for a in ("low", "high")
        )
        self._cap = np.array([n.cap for n in inds], dtype=bool)
        self._how = tuple(n.transform for n in inds)

    def __call__(self, recipe: Recipe) -> Floats:
        """Return the data, read-only.

        Raises
        ------
        MfgError
            Whatever a step refuses, naming the indicator.
        """
        return self._done.get(recipe.key(), lambda: self._normalised(recipe))

    def _normalised(self, r: Recipe) -> Floats:
        x = self._clean.get(r.cleaned(), lambda: self._cleaned(r))
        name, a, b = r.normalise
        with naming(self._codes, "data"):
            _, out = normalised_block(
                x,
                self._p.framework.negative,
                self._low,
                self._high,
                self._how,
                self._cap,
                name,
                r.positive,
                r.k,
                a,
                b,
            )
        return out

    def _cleaned(self, r: Recipe) -> Floats:
        x = self._p.values
        with naming(self._codes, "data"):
            if r.noise >= 0 and self._noise is not None:
                x = x * (1.0 + self._noise * generator(self._seed, NOISE, r.noise).standard_normal(x.shape))
            if r.impute != "none":
                x = impute(x, r.impute, self._side(), None)
            if r.missing == "zero":
                x = np.where(np.isnan(x), 0.0, x)
            if r.treat != "none":
                rule = Rule(r.winmax, r.skew, r.kurt, r.percentile_low, r.percentile_high)
                x = treat(x, r.treat, rule).values
        return x

    def _side(self) -> Side:
        f = self._p.framework
        return Side(self._p.group, negative=f.negative, parent=[n.parent for n in f.indicators])
