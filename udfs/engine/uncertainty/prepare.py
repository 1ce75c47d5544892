"""Distinct normalised data sets of a simulation: few among many replications, each made once and kept.

The order is that of the index: data noise, imputation, outlier treatment, zeros, then transforms, turning and
normalisation. What the steps share is shared: replications that differ in normalisation only are imputed once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from ..columns import Floats
from ..errors import MfgError, naming
from ..index import rules_of
from ..indicators import Rules, on_scale
from ..preparation import filled
from ..treat import Rule, treat
from .draws import NOISE, generator
from .problem import Problem


@dataclass(frozen=True)
class Recipe:
    """One way to prepare the data; equal recipes give equal data.

    ``noise`` is the key of the data noise, -1 for none; ``treat``, ``impute`` and ``fallback`` are names of
    methods, ``when`` as in :class:`udfs.engine.treat.Rule`.
    """

    noise: int = -1
    impute: str = "none"
    fallback: str = "none"
    missing: str = "keep"
    treat: str = "none"
    when: str = Rule.when
    winmax: int = Rule.winmax
    skew: float = Rule.skew
    kurt: float = Rule.kurt
    percentile_low: float = Rule.low
    percentile_high: float = Rule.high
    positive: str = "reciprocal"
    k: float = 0.1
    normalise: tuple[str, float | None, float | None] = ("vector", None, None)

    def rule(self) -> Rule:
        """Return when and how far columns are treated."""
        ends = self.percentile_low, self.percentile_high
        return Rule(self.winmax, self.skew, self.kurt, *ends, when=self.when)

    def cleaned(self) -> tuple[Any, ...]:
        """Return what decides the data before turning and normalising, without parameters nothing uses."""
        return (
            self.noise,
            self.impute,
            self.fallback,
            self.treat,
            self.rule() if self.treat != "none" else None,
        )

    @property
    def fills(self) -> bool:
        """Whether missing values are filled."""
        return self.impute != "none" or self.fallback != "none"

    def key(self) -> tuple[Any, ...]:
        """Return what decides the normalised data."""
        turn = (self.positive, self.k if self.positive == "reciprocal" else 0.0)
        return (*self.cleaned(), self.missing == "zero", *turn, self.normalise)


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
        self._codes = [n.code for n in problem.framework.indicators]
        self._rules = rules_of(problem.framework)

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
        if recipes[0].fills:
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
        if r.treat != "none":
            x = treat(x, r.treat, r.rule()).values
        out = self._scaled(x, _side_by_side(self._rules, count), r)
        return [out[:, k * m : (k + 1) * m] for k in range(len(recipes))]

    def _noisy(self, key: int) -> Floats:
        x = self._p.values
        if key < 0 or self._noise is None:
            return x
        return x * (1.0 + self._noise * generator(self._seed, NOISE, key).standard_normal(x.shape))

    def _normalised(self, r: Recipe) -> Floats:
        x = self._clean.get(r.cleaned(), lambda: self._cleaned(r))
        with naming(self._codes, "data"):
            return self._scaled(x, self._rules, r)

    def _scaled(self, x: Floats, rules: Rules, r: Recipe) -> Floats:
        if r.missing == "zero":
            x = np.where(np.isnan(x), 0.0, x)
        name, a, b = r.normalise
        return on_scale(x, rules, name, r.positive, r.k, a, b, self._p.options.moderate)[1]

    def _cleaned(self, r: Recipe) -> Floats:
        x, steps = self._noisy(r.noise), self._p.preparation
        with naming(self._codes, "data"):
            if r.fills:
                chosen = replace(steps, impute=r.impute, fallback=r.fallback)
                x = filled(x, self._p.framework, chosen, self._p.group)
            if r.treat != "none":
                x = treat(x, r.treat, r.rule()).values
        return x


def _side_by_side(rules: Rules, count: int) -> Rules:
    """Return the rules of ``count`` copies of the data beside one another."""
    # Looking up thousands of names that are all blank takes longer than the rest.
    how, own = (tuple(v) * count if any(v) else () for v in (rules.transform, rules.own))
    return Rules(
        np.tile(rules.negative, count), np.tile(rules.moderate, count), np.tile(rules.low, count),
        np.tile(rules.high, count), np.tile(rules.cap, count), how, own,
    )  # fmt: skip
