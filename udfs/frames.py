"""The whole method on pandas tables, for scripts and notebooks.

Examples
--------
>>> import pandas as pd
>>> framework = pd.DataFrame({"code": ["p", "q", "n"], "direction": ["+", "+", "-"]})
>>> data = pd.DataFrame(
...     {"city": list("ABCD"), "p": [1, 2, 3, 4], "q": [10, 20, 20, 50], "n": [0.5, 1, 2, 4]}
... )
>>> tables = compute(framework, data, combine="objective")
>>> tables["ranking"]["Score"].round(6).tolist()
[0.729078, 0.434974, 0.384172, 0.24611]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from udfs.engine.index import Options, Result
from udfs.engine.messages import word
from udfs.engine.preparation import STEPS, Preparation
from udfs.excel import findings, tables
from udfs.excel.cells import Block
from udfs.excel.model import Model

if TYPE_CHECKING:
    import pandas as pd


def _block(frame: pd.DataFrame) -> Block:
    cells = frame.astype(object).where(frame.notna(), None)
    return Block([list(map(str, frame.columns)), *cells.to_numpy(dtype=object).tolist()])


def compute(
    framework: pd.DataFrame,
    data: pd.DataFrame,
    delphi: pd.DataFrame | None = None,
    lang: str = "en",
    denominators: pd.DataFrame | None = None,
    **options: Any,
) -> dict[str, pd.DataFrame]:
    """Compute an index from pandas tables and return every table as pandas.

    Parameters
    ----------
    framework
        One row a node: ``code``, ``parent``, ``direction`` ... (headers as in a framework file).
    data
        One row a unit: a name column, group columns, one column an indicator.
    delphi
        One row an expert and round: ``round``, ``expert``, one column a code.
    denominators
        Population, area ...: a name column and one column a denominator, joined by name; the framework's column
        ``denominator`` says which one divides an indicator. Columns of ``data`` serve too.
    options
        The choices of :class:`udfs.engine.options.Options` and the steps of
        :class:`udfs.engine.preparation.Preparation` (``screen``, ``impute``, ``treat`` ...), by English or
        Chinese name.

    Returns
    -------
    dict
        ``checks``, ``data`` (as prepared), ``positive``, ``normalised``, ``weights``, ``nodes`` (raw scores of
        every node), ``ranking``; with stage factors ``stages`` (each unit's score under every stage's weights).

    Raises
    ------
    udfs.engine.errors.MfgError
        Whatever stops the computation.
    """
    tree = tables.framework(_block(framework))
    base = None if denominators is None else _block(denominators)
    units = tables.units(_block(data), tree, None, base)
    experts = None if delphi is None else tables.delphi(_block(delphi))
    steps = Preparation(**{k: options.pop(k) for k in STEPS if k in options})
    return of_result(Model(units, tree, experts, Options(**options), steps).compute(lang), lang)


def of_result(r: Result, lang: str = "en") -> dict[str, pd.DataFrame]:
    """Return the tables of a result as pandas, units by name and nodes by code."""
    import pandas as pd

    names = pd.Index(r.units.names, name=r.units.label or None)
    codes = [n.code for n in r.framework.indicators]
    order = r.order()
    ranking = pd.DataFrame(
        {
            word("h_rank", lang): r.rank,
            **{k: list(v) for k, v in r.units.groups.items()},
            word("h_score", lang): r.score,
            word("h_stage", lang): list(r.stage),
        },
        index=names,
    ).iloc[order]
    found = findings.table(list(r.findings), lang)
    weights = {
        "subjective": r.subjective,
        "objective": r.objective,
        "combined": r.weights,
        "effective": r.effective,
    }
    out = {
        "checks": pd.DataFrame(found[1:], columns=found[0]),
        "data": pd.DataFrame(r.data, index=names, columns=codes),
        "positive": pd.DataFrame(r.positive, index=names, columns=codes),
        "normalised": pd.DataFrame(r.normalised, index=names, columns=codes),
        "weights": pd.DataFrame(
            {"parent": [n.parent for n in r.framework.nodes], **weights}, index=list(r.framework.code)
        ).iloc[1:],
        "nodes": pd.DataFrame(np.asarray(r.nodes), index=names, columns=list(r.framework.code)),
        "ranking": ranking,
    }
    if r.sets is not None:
        out["stages"] = pd.DataFrame(r.sets.score, index=names, columns=list(r.sets.names))
    return out
