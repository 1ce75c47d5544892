"""One way to call every registered method: a kind and a name, a block of numbers, options by name.

A new kind is one function here, under its name in ``RUN``; a new method of a known kind needs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from udfs.engine import ahp, pca
from udfs.engine import convergence as converging
from udfs.engine import impute as imputing
from udfs.engine.abc_classes import abc_weights, stage_weights
from udfs.engine.aggregate import aggregate as aggregating
from udfs.engine.ahp_group import group_weights
from udfs.engine.classes import classify
from udfs.engine.combine import combine as combining
from udfs.engine.correlation import correlate
from udfs.engine.coupling import coupling as coupled
from udfs.engine.delphi import Delphi
from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options, compute
from udfs.engine.indexing import index_numbers
from udfs.engine.mcdm import evaluate
from udfs.engine.moderate import moderate as moderating
from udfs.engine.normalise import normalise as normalising
from udfs.engine.normalise import transform as transforming
from udfs.engine.panel import Panel
from udfs.engine.positive import positive as turning
from udfs.engine.rank import rank
from udfs.engine.rank_weights import rank_weights
from udfs.engine.registry import resolve
from udfs.engine.scale import scale as scaling
from udfs.engine.screening import screen as screening
from udfs.engine.stage import stage as staging
from udfs.engine.summary import summarise
from udfs.engine.treat import Rule
from udfs.engine.treat import treat as treating
from udfs.engine.units import UnitTable
from udfs.excel.gazetteer import MFG_CITY, MFG_REGION
from udfs.excel.guard import NoWorkbook, as_block

Array = np.ndarray[Any, Any]


def block(x: Any) -> Array:
    """Return rows as an array; a flat list is one column."""
    a = np.array(x, dtype=float)
    return a.reshape(-1, 1) if a.ndim == 1 else a


def signs(text: str, m: int) -> Array:
    """Return which indicators are costs: ``+-`` and, where it is too short, benefits."""
    return np.array([s == "-" for s in text.ljust(m, "+")])


def shared_weights(w: Any, m: int) -> Array:
    return np.full(m, 1.0 / m) if w is None else np.array(w, dtype=float)


def positive(name: str, x: Array, k: float = 0.1) -> Array:
    return turning(x, np.ones(x.shape[1], dtype=bool), name, k)


def moderate(name: str, x: Array, low: float = 4.25, high: float = 5.5) -> Array:
    return moderating(x, np.full(x.shape[1], low), np.full(x.shape[1], high), name)


def normalise(name: str, x: Array, a: Any = None, b: Any = None) -> Array:
    return normalising(x, name, a, b)


def reference(name: str, x: Array, costs: str = "") -> Array:
    return index_numbers(x, signs(costs, x.shape[1]), name)


def transform(name: str, x: Array) -> Array:
    return transforming(x, (name,) * x.shape[1])


def whole(x: Array, **options: Any) -> Any:
    """Compute a one-level index of normalised data with given weights."""
    w = options.pop("w", None)
    given = shared_weights(w, x.shape[1])
    tree = Framework.of([Node(f"c{j}", weight=float(v)) for j, v in enumerate(given)])
    delphi = options.pop("delphi", None)
    chosen = dict(normalise="none", subjective="given", combine="subjective", stage="score", breaks=(0.0,))
    units = UnitTable(tuple(f"u{i}" for i in range(len(x))), x)
    return compute(units, tree, delphi, Options(**{**chosen, **options}))


def subjective(name: str, x: Array, rounds: Any = None, absent: bool = False) -> Array:
    """``x``: answers of experts (delphi, with their rounds), one row of given weights, or scores and classes as in ``abc``."""
    m = x.shape[1]
    if name == "abc":
        grades = ["" if np.isnan(g) else "ABCD"[int(g)] for g in x[1]]
        tree = Framework.of([Node(f"c{j}", weight=v, grade=g) for j, (v, g) in enumerate(zip(x[0], grades, strict=True))])  # fmt: skip
        units = UnitTable(("u", "v"), np.arange(2.0 * m).reshape(2, m) + 1)
        o = Options(normalise="none", subjective="abc", combine="subjective", stage="score", breaks=(0.0,))
        return np.asarray(compute(units, tree, None, o).subjective[1:])
    data = np.arange(2.0 * m).reshape(2, m) + 1
    codes = tuple(f"c{j}" for j in range(m))
    when = np.array(rounds if rounds is not None else [1.0] * len(x), dtype=float)
    asked = (
        Delphi(codes, when, tuple(f"e{i}" for i in range(len(x))), x)
        if name == "delphi" and not absent
        else None
    )
    found = whole(data, subjective=name, delphi=asked, w=x[0] if name == "given" else None)
    return np.asarray(found.subjective[1:])


def objective(name: str, x: Array, groups: Any = None) -> Array:
    span = None if groups is None else np.array(groups, dtype=np.int64)
    return np.asarray(resolve("objective", name).function(x, span))


def combine(name: str, x: Array, alpha: float = 0.5, cut: bool = False) -> Array:
    """``x``: a row of subjective and a row of objective weights; ``cut`` leaves the last of them out."""
    return combining(x[0], x[1][:-1] if cut else x[1], name, alpha)


def judged(name: str, x: Array, square: bool = True) -> Array:
    return ahp.weights(ahp.complete(x), name)


def pool(name: str, x: Array, power: Any = None, square: bool = True) -> Array:
    """``x``: the judgement matrices of several people, one under the other."""
    m = x.shape[1] if square else len(x)
    people = np.array([ahp.complete(x[i : i + m]) for i in range(0, len(x), m)])
    return group_weights(people, None, name, None if power is None else np.array(power, dtype=float))


def abc(name: str, x: Array, cut: bool = False) -> Array:
    """``x``: a row of scores and a row of classes, 0 for A; ``cut`` leaves the last class out."""
    grade = x[1].astype(np.int64)
    return abc_weights(x[0], grade[:-1] if cut else grade, name)


def bwm(name: str, x: Array, cut: bool = False) -> Array:
    """``x``: a row of comparisons with the best and a row of those with the worst; ``cut`` leaves the last out."""
    return np.asarray(resolve("bwm", name).function(x[0], x[1][:-1] if cut else x[1]).weight)


def rank_weight(name: str, x: Array) -> Array:
    return rank_weights(x[0], name)


def stage_weight(name: str, x: Array, cut: bool = False) -> Array:
    """``x``: a row an item, a column a stage; for factors the common weights stand before them, ``cut`` leaves one out."""
    if name == "table":
        return stage_weights(x)
    return stage_weights(x[:, 1:], x[:-1, 0] if cut else x[:, 0])


def aggregate(name: str, x: Array, w: Any = None, missing: str | None = None) -> Array:
    weight = shared_weights(w, x.shape[1])
    return aggregating(x, weight, np.zeros(x.shape[1], dtype=np.int64), [name], missing)[:, 0]


def mcdm(name: str, x: Array, costs: str = "", w: Any = None, norm: str | None = None) -> Array:
    return evaluate(x, signs(costs, x.shape[1]), shared_weights(w, x.shape[1]), name, norm)["score"]


def coupling(name: str, x: Array, w: Any = None) -> Array:
    return coupled(x, None if w is None else np.array(w, dtype=float), name).d


def correlation(name: str, x: Array) -> Array:
    return correlate(x, None, name).r


def asked(f: Callable[..., Any], *values: Any) -> list[Any]:
    """Return the cells of a worksheet function, in Chinese; what it refuses is raised."""
    blocks = [as_block(v) for v in values]
    return [c for row in f.__wrapped__(*blocks, caller=NoWorkbook("zh")) for c in row]  # type: ignore[attr-defined]


def place(name: str, x: Array) -> list[Any]:
    """``x``: codes of cities, the only names that are numbers."""
    return asked(MFG_CITY, x.tolist(), name)


def area(name: str, x: Array) -> list[Any]:
    return asked(MFG_REGION, x.tolist(), name)


def convergence(
    name: str, x: Array, years: Any = (2020.0, 2022.0), start: Any = None, end: Any = None
) -> Array:
    """``x``: a row a unit, a column a year; sigma's coefficients of variation, or beta's slope."""
    unit = [f"u{i}" for i in range(len(x)) for _ in years]
    panel, flat = Panel.of(unit, np.tile(np.array(years), len(x))), x.reshape(-1, 1)
    if name == "sigma":
        return converging.sigma(flat, panel).cv[:, 0]
    return converging.beta(flat, panel, start, end).slope


def components(name: str, x: Array) -> Array:
    c = pca.components(x)
    parts = {
        "variance": [c.eigenvalue, c.share, np.cumsum(c.share)],
        # A component's sign is open where its loadings sum to 0: the first indicator's is made positive.
        "loadings": c.loading * np.where(c.loading[0] < 0, -1.0, 1.0),
        "tests": [c.kmo, c.chi2, c.df, c.p],
    }
    return np.array(parts[name], dtype=float)


def classes(name: str, x: Array, count: int = 2) -> Array:
    return classify(x[:, 0], name, count)


def scale(name: str, x: Array) -> Array:
    return scaling(x[:, 0], name)


def ties(name: str, x: Array) -> Array:
    return rank(x[:, 0], name)


def order(name: str, x: Array) -> Array:
    return rank(x[:, 0], None, order=name)


def missing(name: str, x: Array, w: Any = None) -> Array:
    return np.asarray(whole(x, missing=name, w=w).score)


def scope(name: str, x: Array, deeper: bool = False) -> Array:
    """``x``: one row of given weights; the last indicator has another parent than the others, or is the top's."""
    last = x.shape[1] - 1
    leaves = [
        Node(f"c{j}", ("t" if deeper else "q") if j == last else "p", weight=float(w))
        for j, w in enumerate(x[0])
    ]
    groups = [Node("p", "t", weight=1.0), *([] if deeper else [Node("q", "t", weight=1.0)])]
    tree = Framework.of([Node("t"), *groups, *leaves])
    data = np.arange(2.0 * x.shape[1]).reshape(2, -1) + 1
    o = Options(scope=name, normalise="none", subjective="given", combine="subjective")
    found = compute(UnitTable(("u", "v"), data), tree, None, o)
    return np.asarray(found.weights[-x.shape[1] :])


def stage(name: str, x: Array, breaks: Any = (1.0,), stages: Any = ("first", "second")) -> list[Any]:
    return staging(x[:, 0], breaks, stages, name)


def sort(name: str, x: Array, groups: Any = ()) -> list[Any]:
    return list(summarise(x[:, 0], rank(x[:, 0]), groups, name).name)


def side(x: Array, **options: Any) -> imputing.Side:
    """Units u0, u0, u1, u1 ... in the years 1, 2; two groups by turns of two."""
    n = len(x)
    default: dict[str, Any] = dict(
        group=[f"g{i // 2 % 2}" for i in range(n)],
        unit=[f"u{i // 2}" for i in range(n)],
        time=np.array([i % 2 + 1.0 for i in range(n)]),
    )
    return imputing.Side(**{**default, **options})


def impute(name: str, x: Array, **options: Any) -> Array:
    return imputing.impute(x, name, side(x, **options))


def fallback(name: str, x: Array) -> Array:
    """Every unit is a group of its own, so that the method before fills nothing."""
    return imputing.impute(x, "group_mean", side(x, group=[str(i) for i in range(len(x))]), name)


def treat(name: str, x: Array, **rule: Any) -> Array:
    return treating(x, name, Rule(**rule)).values


def when(name: str, x: Array) -> Array:
    return treating(x, "log_ct_one", Rule(when=name)).values


def screen(name: str, x: Array, share: float = 2 / 3, nonzero: float = 2 / 3) -> Array:
    return screening(x, name, share, nonzero).keep.astype(float)


def axis(name: str, x: Array, share: float = 2 / 3) -> Array:
    return screening(x, None, share, axis=name).keep.astype(float)


def result(name: str, x: Array) -> list[Any]:
    """The rows of MFG_SCREEN, whose last argument it is."""
    from udfs.excel.prepare import MFG_SCREEN

    return list(MFG_SCREEN(x.tolist(), result=name))


RUN: dict[str, Callable[..., Any]] = {
    "positive": positive, "moderate": moderate, "normalise": normalise, "reference": reference, "transform": transform,
    "subjective": subjective, "objective": objective, "combine": combine, "ahp": judged, "pool": pool, "bwm": bwm, "rank_weight": rank_weight,
    "abc": abc, "stage_weight": stage_weight, "place": place, "area": area, "convergence": convergence,
    "aggregate": aggregate, "mcdm": mcdm, "correlation": correlation, "coupling": coupling, "pca": components, "classes": classes,
    "scale": scale, "ties": ties, "order": order, "missing": missing, "scope": scope, "stage": stage, "sort": sort,
    "impute": impute, "fallback": fallback, "treat": treat, "when": when, "screen": screen, "axis": axis,
    "result": result,
}  # fmt: skip


def run(kind: str, name: str, x: Any, **options: Any) -> Any:
    """Run a method on ``x`` and return what it makes."""
    return RUN[kind](name, block(x), **options)
