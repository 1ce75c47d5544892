"""A computation as tables for files: the columns of ``mfg compute``'s CSVs."""

from __future__ import annotations

from typing import Any

import numpy as np

from udfs.engine.checks import Finding
from udfs.engine.index import Result
from udfs.engine.messages import word
from udfs.excel import findings
from workbook.texts import t

Rows = list[list[Any]]


def _plain(v: Any) -> Any:
    if v is None or (isinstance(v, float) and v != v):
        return ""
    return int(v) if isinstance(v, float) and v.is_integer() and abs(v) < 1e15 else v


def _unit_rows(r: Result, values: np.ndarray) -> Rows:
    groups = r.units.groups.values()
    return [
        [name, *(g[i] for g in groups), *map(_plain, values[i].tolist())]
        for i, name in enumerate(r.units.names)
    ]


def checks(found: list[Finding], lang: str) -> Rows:
    """Every finding, worst first."""
    return findings.table(found, lang)


def normalised(r: Result, lang: str) -> Rows:
    """Units x indicators, normalised."""
    head = [r.units.label or word("h_city", lang), *r.units.groups, *(n.code for n in r.framework.indicators)]
    return [head, *_unit_rows(r, r.normalised)]


def prepared(r: Result, lang: str) -> Rows:
    """Units x indicators after screening, imputation and treatment, in the indicators' units."""
    head = [r.units.label or word("h_city", lang), *r.units.groups, *(n.code for n in r.framework.indicators)]
    return [head, *_unit_rows(r, r.data)]


def stages(r: Result, lang: str) -> Rows:
    """One row a unit: its score under the weights of every development stage."""
    assert r.sets is not None
    head = [r.units.label or word("h_city", lang), *r.units.groups, *r.sets.names]
    return [head, *_unit_rows(r, r.sets.score)]


def weights(r: Result, lang: str) -> Rows:
    """One row a node below the top: weights among its siblings and down the tree."""
    heads = ("code", "name", "parent", "subjective", "objective", "combined", "effective")
    rows: Rows = [[t(f"h_{h}", lang) for h in heads]]
    for i, n in enumerate(r.framework.nodes[1:], 1):
        numbers = (r.subjective[i], r.objective[i], r.weights[i], r.effective[i])
        rows.append([n.code, n.name(lang), n.parent, *(_plain(float(v)) for v in numbers)])
    return rows


def scores(r: Result, lang: str) -> Rows:
    """One row a unit: raw scores of the inner nodes below the top, score, rank, stage."""
    inner = [i for i in range(1, len(r.framework.nodes)) if not r.framework.is_leaf[i]]
    head = [r.units.label or word("h_city", lang), *r.units.groups, *(r.framework.code[i] for i in inner)]
    head += [t(f"h_{h}", lang) for h in ("score", "rank", "stage")]
    table = np.column_stack([r.nodes[:, inner], r.score, r.rank])
    return [head, *([*row, s or ""] for row, s in zip(_unit_rows(r, table), r.stage, strict=True))]


def ranking(r: Result, lang: str) -> Rows:
    """Units from first to last: rank, name, groups, score, stage."""
    head = [word("h_rank", lang), r.units.label or word("h_city", lang), *r.units.groups]
    head += [word("h_score", lang), word("h_stage", lang)]
    groups = list(r.units.groups.values())
    rows = [
        [
            _plain(float(r.rank[i])),
            r.units.names[i],
            *(g[i] for g in groups),
            _plain(float(r.score[i])),
            r.stage[i] or "",
        ]
        for i in r.order()
    ]
    return [head, *rows]


def all_tables(found: list[Finding], r: Result, lang: str, steps: bool = False) -> dict[str, Rows]:
    """Every file of ``mfg compute`` by name; the prepared data where there were ``steps`` of preparation."""
    more = {"prepared.csv": prepared(r, lang)} if steps else {}
    if r.sets is not None:
        more["stages.csv"] = stages(r, lang)
    return more | {
        "checks.csv": checks(found, lang),
        "normalised.csv": normalised(r, lang),
        "weights.csv": weights(r, lang),
        "scores.csv": scores(r, lang),
        "ranking.csv": ranking(r, lang),
    }
