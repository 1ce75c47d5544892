"""Distinct normalised data sets of a simulation: few among many replications, each made once and kept.

The order is that of the index: data noise, imputation, zeros, outlier treatment, then transforms, turning and
normalisation. What the steps share is shared: replications that differ in normalisation only are imputed once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
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

    def rule(self) -> Rule:
        """Return when and how far columns are treated."""
        return Rule(self.winmax, self.skew, self.kurt, self.percentile_low, self.percentile_high)

    def cleaned(self) -> tuple[Any, ...]:
        """Return what decides the data before turning and normalising, without parameters nothing uses."""
        return (
            self.noise,
            self.impute,
            self.missing == "zero",
            self.treat,
            self.rule() if self.treat != "none" else None,
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

    def many(self, recipes: Sequence[Recipe]) -> list[Floats | MfgError]:
        """Return the data of recipes that agree but for their data noise, each or the error that stops it.

        They are made side by side, as one wide block. Read-only.
        """
        if recipes[0].impute != "none":
            return self.each(recipes)
        try:
            return [*self._wide(recipes)]
        except MfgError:
            # The good ones go again together, so that a number never depends on its neighbours.
            alone = self.each(recipes)
            good = [r for r, z in zip(recipes, alone, strict=True) if not isinstance(z, MfgError)]
            made = iter(self._wide(good)) if good else iter(())
            return [z if isinstance(z, MfgError) else next(made) for z in alone]

    def each(self, recipes: Sequence[Recipe]) -> list[Floats | MfgError]:
        """Return the data of any recipes, each or the error that stops it."""
        found: list[Floats | MfgError] = []
        for r in recipes:
            try:
                found.append(self(r))
            except MfgError as error:
                found.append(error)
        return found

    def _wide(self, recipes: Sequence[Recipe]) -> list[Floats]:
        r, m = recipes[0], self._p.shape[1]
        # A block of one column would be summed in another order than a wide one.
        count = max(2, len(recipes))
        x = np.hstack([self._noisy(q.noise) for q in (*recipes, r)[:count]])
        if r.missing == "zero":
            x = np.where(np.isnan(x), 0.0, x)
        if r.treat != "none":
            x = treat(x, r.treat, r.rule()).values
        negative, cap = np.tile(self._p.framework.negative, count), np.tile(self._cap, count)
        low, high = np.tile(self._low, count), np.tile(self._high, count)
        name, a, b = r.normalise
        # Looking up thousands of names of no transform takes longer than the rest.
        plain = not any(self._how) and bool(np.isnan(self._low).all())
        how = () if plain else self._how * count
        _, out = normalised_block(x, negative, low, high, how, cap, name, r.positive, r.k, a, b)
        return [out[:, k * m : (k + 1) * m] for k in range(len(recipes))]

    def _noisy(self, key: int) -> Floats:
        x = self._p.values
        if key < 0 or self._noise is None:
            return x
        return x * (1.0 + self._noise * generator(self._seed, NOISE, key).standard_normal(x.shape))

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
        x = self._noisy(r.noise)
        with naming(self._codes, "data"):
            if r.impute != "none":
                x = impute(x, r.impute, self._side(), None)
            if r.missing == "zero":
                x = np.where(np.isnan(x), 0.0, x)
            if r.treat != "none":
                x = treat(x, r.treat, r.rule()).values
        return x

    def _side(self) -> Side:
        f = self._p.framework
        return Side(self._p.group, negative=f.negative, parent=[n.parent for n in f.indicators])
