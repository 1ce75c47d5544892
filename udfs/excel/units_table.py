"""The table of units: a name column, group columns and one column an indicator, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from udfs.engine.checks import Finding
from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework
from udfs.engine.registry import fold
from udfs.engine.units import UnitTable

from . import cells
from .cells import Block
from .denominators import divided
from .headers import below, find, header_of, placed

_NAME_HEADERS = (
    "城市",
    "city",
    "地级市",
    "城市名称",
    "地市",
    "县市",
    "市",
    "单位",
    "unit",
    "地区",
    "名称",
    "name",
    "省份",
    "province",
    "region",
    "county",
    "县",
    "区县",
    "country",
    "国家",
)


def units(
    block: Block | None,
    f: Framework,
    problems: list[MfgError] | None = None,
    denominators: Block | None = None,
) -> UnitTable:
    """Read a unit table: a name column, group columns and one column an indicator, in any order.

    Indicator columns are found by code, Chinese or English name. The name column is the first with a
    header such as city or 城市, else the first text column. Other text columns are groups; numeric
    columns that are not in the framework are noted and left out. Indicators with a denominator are divided by
    that column of the table, or of ``denominators``, a table of its own joined by name.
    """
    if block is None or block.is_blank:
        raise MfgError("units_no_rows", "data")
    header = header_of(block, "data")
    body = below(block)
    if not body:
        raise MfgError("units_no_rows", "data")
    inds = f.indicators
    columns = _indicator_columns(header, f)
    absent = [n.code for n, j in zip(inds, columns, strict=True) if j < 0]
    if absent:
        error = MfgError("units_no_indicator", "data", found=", ".join(absent))
        if problems is None or len(absent) == len(inds):
            raise error
        problems.append(error)
    rest = [j for j in range(len(header)) if j not in columns]
    texts = [j for j in rest if any(cells.is_label(r[j]) for _, r in body)]
    name = _name_column(header, rest, texts, body)
    if name is None:
        raise MfgError("units_no_name", "data")
    texts = [j for j in texts if j != name]
    rest = [j for j in rest if j != name]
    findings = (
        []
        if find([header[name]], _NAME_HEADERS[:2]) == 0
        else [Finding("info", "name_column", "data", params={"found": header[name]})]
    )
    findings += [
        Finding("info", "column_unused", "data", params={"found": header[j]})
        for j in rest
        if j not in texts and header[j] and fold(header[j]) not in {fold(n.denominator) for n in inds}
    ]
    rows = [[r[j] if j >= 0 else None for j in columns] for _, r in body]
    values, noted = _values(rows, [n.unit for n in inds], block, columns, [i for i, _ in body], problems)
    groups = {
        header[j] or f"#{j + 1}": tuple("" if cells.is_missing(r[j]) else cells.text(r[j]) for _, r in body)
        for j in texts
    }
    labels = tuple("" if cells.is_missing(r[name]) else cells.text(r[name]) for _, r in body)
    if any(n.denominator for n in inds):
        values, more = divided(values, labels, inds, header, [r for _, r in body], denominators)
        noted += more
    return UnitTable(labels, values, groups, header[name], tuple(findings + noted), block)


def _indicator_columns(header: list[str], f: Framework) -> list[int]:
    """Find each indicator's column: by code first, then by name among the columns left; -1 where absent."""
    inds = f.indicators
    columns = [-1 if (j := find(header, [n.code])) is None else j for n in inds]
    owner = {j: n.code for j, n in zip(columns, inds, strict=True) if j >= 0}
    for k, n in enumerate(inds):
        if columns[k] >= 0:
            continue
        names = [s for s in (n.zh, n.en, f"{n.zh}（{n.unit}）", f"{n.zh}({n.unit})") if s]
        j = find(header, names)
        if j is None:
            continue
        if j in owner:
            raise MfgError("column_twice", "data", found=header[j], first=owner[j], second=n.code)
        columns[k], owner[j] = j, n.code
    return columns


def _name_column(
    header: list[str], rest: list[int], texts: list[int], body: list[tuple[int, Sequence[Any]]]
) -> int | None:
    """Choose the column of names: 城市 or city whatever it holds, then a known header, then any text column;
    a column that names each row once goes before one that repeats itself, such as 省份 beside 地级市."""
    sure = find([header[j] if j in rest else "" for j in range(len(header))], _NAME_HEADERS[:2])
    if sure is not None:
        return sure

    def repeats(j: int) -> bool:
        seen = [cells.text(r[j]) for _, r in body if not cells.is_missing(r[j])]
        return len(set(seen)) < len(seen)

    known = [
        j
        for w in _NAME_HEADERS
        if (j := find([header[k] if k in texts else "" for k in range(len(header))], [w])) is not None
    ]
    ordered = [*known, *(j for j in texts if j not in known)]
    return next((j for j in ordered if not repeats(j)), ordered[0] if ordered else None)


def _values(
    rows: list[list[Any]],
    unit: list[str],
    block: Block,
    columns: list[int],
    places: list[int],
    problems: list[MfgError] | None,
) -> tuple[np.ndarray, list[Finding]]:
    percent = [j for j, u in enumerate(unit) if "%" in u or "％" in u]
    noted: list[Finding] = []
    for j in percent:
        # In a column whose unit is %, "3.9%" is 3.9.
        for i, r in enumerate(rows):
            if isinstance(r[j], str) and (read := cells.number(r[j])) is not None and read[1]:
                value = float(f"{read[0] * 100:.15g}")
                noted.append(Finding("warning", "number_text", "data", i, j, {"found": r[j], "value": value}))
                r[j] = value
    mine: list[MfgError] | None = None if problems is None else []
    try:
        values, found = cells.numbers(rows, "data", mine)
    except MfgError as error:
        raise placed(error, block, columns, places) from None
    for e in mine or ():
        assert problems is not None
        problems.append(placed(e, block, columns, places))
    out = [
        replace(n, row=places[n.row], col=columns[n.col], source=block)
        for n in [*noted, *found]
        if n.row is not None and n.col is not None
    ]
    return values, out
