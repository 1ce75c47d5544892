"""A year of Chinese cities: 293 units, 24 indicators in 5 dimensions, every table of the template.

Check, Norm, Weight, Dimension, Score, Rank and Summary once as the engine computes them and once as
worksheet functions on plain lists of Python values, as Excel sends them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from contest import Case
from layout import ms, table
from measure import interleaved

from udfs.engine.aggregate import aggregate
from udfs.engine.checks import check_names, check_values, check_weights
from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options, compute
from udfs.engine.normalise import normalise
from udfs.engine.positive import positive
from udfs.engine.rank import rank
from udfs.engine.scale import scale
from udfs.engine.summary import summarise
from udfs.engine.units import UnitTable
from udfs.engine.weights import coefficient_of_variation, one_group
from udfs.excel import worksheet

#: Milliseconds of engine time for the whole model.
LIMIT = 10.0

PARENT = np.repeat(np.arange(5), (5, 5, 5, 5, 4))


class Model:
    """The model's inputs, as arrays and as the lists that come from Excel."""

    def __init__(self) -> None:
        case = Case(293, 24)
        self.x, self.negative = case.x, np.arange(24) % 8 == 7
        self.names = [f"city {i}" for i in range(293)]
        self.group = [f"province {i % 30}" for i in range(293)]
        self.given = np.ones(24)
        self.rows = self.x.tolist()
        self.signs = [["-" if n else "+" for n in self.negative]]
        self.parents = [[f"D{p}" for p in PARENT]]
        self.weight = [[1.0] * 24]
        self.cities, self.groups = ([[v] for v in names] for names in (self.names, self.group))

    def engine(self) -> dict[str, Callable[[], Any]]:
        """Return the engine's steps in order, each on what the one before returns."""
        s: dict[str, Any] = {}
        top = one_group(5)

        def check() -> None:
            check_names(self.names)
            check_values(self.x, self.negative, "keep", None, self.names)
            check_weights(self.given, PARENT, [f"D{i}" for i in range(5)])

        def norm() -> None:
            s["r"] = normalise(positive(self.x, self.negative), "vector")

        def weight() -> None:
            s["w"] = coefficient_of_variation(s["r"], PARENT)

        def dimension() -> None:
            s["d"] = aggregate(s["r"], s["w"], PARENT)

        def score() -> None:
            s["s"] = scale(aggregate(s["d"], coefficient_of_variation(s["d"], top), top)[:, 0], "max100")

        def ranked() -> None:
            s["rank"] = rank(s["s"])

        def summary() -> None:
            summarise(s["s"], s["rank"], self.group)

        return dict(zip(STEPS, (check, norm, weight, dimension, score, ranked, summary), strict=True))

    def excel(self) -> dict[str, Callable[[], Any]]:
        """Return the same as worksheet functions; values go from one to the next as Excel passes them on."""
        s: dict[str, Any] = {}

        def keep(name: str, rows: list[list[Any]]) -> None:
            assert not str(rows[0][0]).startswith("#"), rows[0][0]
            s[name] = rows

        f = worksheet.FUNCTIONS

        def check() -> None:
            f["MFG_CHECK"](self.rows, self.signs, self.weight, self.parents, self.cities)

        def norm() -> None:
            keep("r", f["MFG_NORM"](self.rows, self.signs))

        def weight() -> None:
            keep("w", f["MFG_WEIGHT"](s["r"], None, None, self.parents))

        def dimension() -> None:
            keep("d", f["MFG_DIMENSION"](s["r"], s["w"], self.parents))

        def score() -> None:
            v = f["MFG_WEIGHT"](s["d"])
            keep("s", f["MFG_SCORE"](s["d"], None, v, None, None, None, "none", "max100"))

        def ranked() -> None:
            keep("rank", f["MFG_RANK"](s["s"]))

        def summary() -> None:
            keep("sum", f["MFG_SUMMARY"](s["s"], self.groups))

        return dict(zip(STEPS, (check, norm, weight, dimension, score, ranked, summary), strict=True))

    def whole(self) -> Callable[[], Any]:
        """Return ``index.compute`` of the same model with expert weights combined, and its summary."""
        nodes = [Node("INDEX"), *(Node(f"D{d}", "INDEX", weight=1.0) for d in range(5))]
        nodes += [
            Node(f"I{j}", f"D{PARENT[j]}", negative=bool(self.negative[j]), weight=1.0) for j in range(24)
        ]
        framework = Framework.of(nodes)
        units = UnitTable(tuple(self.names), self.x, groups={"province": tuple(self.group)})
        return lambda: compute(units, framework, None, Options()).summary("province")


STEPS = ("Check", "Norm", "Weight", "Dimension", "Score", "Rank", "Summary")


def all_of(steps: dict[str, Callable[[], Any]]) -> Callable[[], None]:
    """Return one call that takes every step."""

    def run() -> None:
        for step in steps.values():
            step()

    return run


def year(quick: bool) -> tuple[list[str], dict[str, float]]:
    """Return the section and the least seconds of the whole model by way."""
    model = Model()
    engine, excel = model.engine(), model.excel()
    all_of(engine)(), all_of(excel)()
    calls = {
        **{f"engine {k}": v for k, v in engine.items()},
        **{f"excel {k}": v for k, v in excel.items()},
        "engine": all_of(engine),
        "excel": all_of(excel),
        "compute": model.whole(),
    }
    for call in calls.values():
        call()
    t = interleaved(calls, 20 if quick else 200)
    rows = [
        [name, *(ms(t[f"{way} {k}"].least) for k in STEPS), f"**{ms(t[way].least)}**", ms(t[way].median)]
        for way, name in (("engine", "engine"), ("excel", "worksheet functions on lists"))
    ]
    took = {k: t[k].least for k in ("engine", "excel", "compute")}
    verdict = "under" if t["engine"].median * 1e3 < LIMIT else "ABOVE"
    return [
        "## A year of cities: 293 units, 24 indicators, 5 dimensions",
        "",
        f"Engine time is {verdict} the limit of {LIMIT:.0f} ms. A worksheet function reads rows of Python values, computes and",
        "writes rows of Python values; MFG_SCORE's step includes the weights of the dimensions. Excel's own 4-13 ms",
        "a call over COM come on top. `index.compute`, the same in one call with combined weights, stages and ranks",
        f"of the whole tree, takes {ms(t['compute'].least)}.",
        "",
        *table(["least of 200 rounds" if not quick else "least", *STEPS, "all", "all, median"], rows),
        *dirty(model, quick),
    ], took


def dirty(model: Model, quick: bool) -> list[str]:
    """Show what numbers stored as text cost: every fiftieth value is one."""
    rows = [
        [f"{v:,.3f}" if (i + j) % 50 == 0 else v for j, v in enumerate(r)] for i, r in enumerate(model.rows)
    ]
    f = worksheet.FUNCTIONS["MFG_NORM"]
    calls = {"numbers": lambda: f(model.rows, model.signs), "texts": lambda: f(rows, model.signs)}
    t = interleaved(calls, 10 if quick else 100)
    return [
        f"`MFG_NORM` takes {ms(t['numbers'].least)}, and {ms(t['texts'].least)} where every 50th number is a text such as `1,234.5`.",
        "",
    ]
