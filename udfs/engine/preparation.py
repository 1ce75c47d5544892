"""Preparation of a unit table before an index: screen, impute, treat, in this order (COINr's).

Denominators go before all of it: they are read with the table, since they are columns of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from .checks import Finding
from .columns import Floats
from .errors import MfgError, naming
from .framework import Framework
from .impute import Side, impute
from .registry import resolve
from .screening import SHARE, screen
from .treat import Rule, treat
from .units import UnitTable

#: Imputation methods that a table of one year cannot feed, or that need data on one scale already.
_PANEL, _SCALED = ("latest", "linear"), ("row",)
REFUSED = _PANEL + _SCALED


@dataclass(frozen=True)
class Preparation:
    """The steps, each by name; the defaults do nothing.

    Attributes
    ----------
    screen, share, nonzero
        Which rule units have to meet (``missing``, ``zeros``, ``both``; "" for none) and the least shares.
    impute, fallback, impute_group, neighbours
        How missing values are filled, what fills the rest, the group column of ``group_mean`` and
        ``group_median`` (the first if ""), neighbours of ``knn``.
    treat, when, winmax, skew, kurt
        Treatment of outliers and its rule (:class:`udfs.engine.treat.Rule`).
    """

    screen: str = ""
    share: float = SHARE
    nonzero: float = SHARE
    impute: str = "none"
    fallback: str = "none"
    impute_group: str = ""
    neighbours: int = 5
    treat: str = "none"
    when: str = "always"
    winmax: int = Rule.winmax
    skew: float = Rule.skew
    kurt: float = Rule.kurt

    @property
    def is_none(self) -> bool:
        """True where no step is asked for."""
        steps = (("impute", self.impute), ("fallback", self.fallback), ("treat", self.treat))
        return not self.screen and all(resolve(kind, name, kind).name == "none" for kind, name in steps)


#: Names of the steps and their settings.
STEPS = tuple(f.name for f in fields(Preparation))


def prepared(units: UnitTable, framework: Framework, p: Preparation) -> tuple[UnitTable, list[Finding]]:
    """Return the table after the steps, and what was done as findings.

    Raises
    ------
    MfgError
        ``screen_none``; ``impute_panel``, ``impute_scaled``; ``group_unknown``; those of the methods.
    """
    if p == Preparation():
        return units, []
    found: list[Finding] = []
    if p.screen:
        units = _screened(units, p, found)
    codes = [n.code for n in framework.indicators]
    with naming(codes):
        values = _imputed(units, framework, p, found)
        values = _treated(values, codes, p, found)
    return replace(units, values=values), found


def _screened(units: UnitTable, p: Preparation, found: list[Finding]) -> UnitTable:
    keep = screen(units.values, resolve("screen", p.screen, "screen").name, p.share, p.nonzero).keep
    if not keep.any():
        raise MfgError("screen_none", "data")
    found += [Finding("warning", "screened", "city", where=units.names[i]) for i in np.flatnonzero(~keep)]
    rows = np.flatnonzero(keep)
    return replace(
        units,
        names=tuple(units.names[i] for i in rows),
        values=units.values[rows],
        groups={k: tuple(v[i] for i in rows) for k, v in units.groups.items()},
    )


def _imputed(units: UnitTable, f: Framework, p: Preparation, found: list[Finding]) -> Floats:
    x = np.asarray(units.values, dtype=float)
    how = resolve("impute", p.impute, "impute").name
    group = None
    if how.startswith("group"):
        column = p.impute_group or next(iter(units.groups), "")
        if column not in units.groups:
            raise MfgError(
                "group_unknown", "impute_group", found=column, known=", ".join(units.groups) or "-"
            )
        group = units.groups[column]
    out = filled(x, f, p, group)
    for j, n in enumerate(f.indicators):
        count = int((np.isnan(x[:, j]) & ~np.isnan(out[:, j])).sum())
        if count:
            found.append(
                Finding("info", "imputed", "data", params={"count": count, "method": how}, where=n.code)
            )
    return out


def filled(x: Floats, f: Framework, p: Preparation, group: Sequence[str] | None) -> Floats:
    """Return the data of one year, shape (n, m), imputed.

    Parameters
    ----------
    group
        n group names, for the methods that go by group.

    Raises
    ------
    MfgError
        ``impute_panel``, ``impute_scaled``; those of the methods.
    """
    how = resolve("impute", p.impute, "impute").name
    if how in _PANEL:
        raise MfgError("impute_panel", "impute", found=how)
    if how in _SCALED:
        raise MfgError("impute_scaled", "impute", found=how)
    side = Side(group, None, None, f.negative, [n.parent for n in f.indicators], p.neighbours)
    return impute(x, how, side, p.fallback)


def _treated(x: Floats, codes: list[str], p: Preparation, found: list[Finding]) -> Floats:
    how = resolve("treat", p.treat, "treat").name
    if how == "none":
        return x
    t = treat(x, how, Rule(winmax=p.winmax, skew=p.skew, kurt=p.kurt, when=p.when))
    for j, done in enumerate(t.done):
        if done != "none":
            params = {"method": done, "count": int(t.points[j])}
            found.append(Finding("info", "treated", "data", params=params, where=codes[j]))
    return t.values
