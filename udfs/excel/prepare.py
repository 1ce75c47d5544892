"""Worksheet functions of data preparation: read, engine, write. Their texts stand in catalogue_prepare."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

import numpy as np

from udfs.engine import panel as engine
from udfs.engine.columns import Floats
from udfs.engine.denominate import denominate
from udfs.engine.errors import MfgError
from udfs.engine.impute import Side, impute
from udfs.engine.messages import say, word
from udfs.engine.registry import fold
from udfs.engine.screening import SHARE, screen
from udfs.engine.statistics import KURT_LIMIT, SKEW_LIMIT, statistics
from udfs.engine.treat import Rule, Treatment, treat

from . import cells, findings, ranges, scalars, spills
from .cells import Block, is_given
from .guard import Rows, worksheet_function
from .join import key, keys
from .panels import panel_rows
from .ranges import Matrix

Cells = Block | None

#: Methods of imputation that need a city and a year for each row.
_PANEL_METHODS = ("latest", "linear")


def _number(block: Cells, arg: str, default: float) -> float:
    value = scalars.scalar(block, arg, default)
    return default if value is None else value


def _whole(block: Cells, arg: str, low: int, default: int) -> int:
    value = scalars.whole(block, arg, low, 10**7)
    return default if value is None else value


def _table(block: Cells) -> bool:
    return scalars.choice(block, "result", "result").name == "table"


def _codes(m: Matrix) -> list[str]:
    """Return what the columns are called: their headers, else their numbers."""
    count = m.values.shape[1]
    heads = [""] * count if m.header is None else [cells.text(c) for c in m.header[m.left :]]
    return [h or str(j + 1) for j, h in enumerate(heads)]


def _units(m: Matrix, city: Cells) -> list[str]:
    """Return what the rows are called: the cities given, the labels of the data, else their numbers."""
    n = m.values.shape[0]
    if is_given(city) and city is not None:
        return ranges.names(city, "city", n)
    return m.names or [str(i + 1) for i in range(n)]


def _nothing(rows: Rows, lang: str) -> Rows:
    """Say so in a table that would be empty."""
    if len(rows) == 1:
        rows.append([say("fine", lang), *[""] * (len(rows[0]) - 1)])
    return rows


def _heads(lang: str, *keys_: str) -> list[str]:
    return [word(f"h_{k}", lang) for k in keys_]


@worksheet_function
def MFG_STATS(data: Cells = None, skew: Cells = None, kurt: Cells = None, caller: Any = None) -> Rows:
    """Statistics of each indicator as a table, one row an indicator."""
    m, lang = ranges.matrix(data), caller.language
    s = statistics(m.values, _number(skew, "skew", SKEW_LIMIT), _number(kurt, "kurt", KURT_LIMIT))
    marks = ("f_outliers", "f_few", "f_zeros", "f_repeated")
    comma = "、" if lang == "zh" else ", "
    flags = [
        comma.join(word(f, lang) for f, on in zip(marks, row, strict=True) if on)
        for row in zip(s.outlier, *s.low(), strict=True)
    ]
    heads = _heads(
        lang, "indicator", "values", "missing", "available", "low", "high", "avg", "median", "sd",
        "skew", "kurt", "zeros", "unique", "same", "iqr", "flags",
    )  # fmt: skip
    return spills.table(
        heads, _codes(m), s.n, s.missing, s.availability, s.minimum, s.maximum, s.mean, s.median, s.sd,
        s.skew, s.kurt, s.zeros, s.unique, s.same, s.iqr_outliers, flags,
    )  # fmt: skip


@worksheet_function
def MFG_SCREEN(
    data: Cells = None,
    city: Cells = None,
    method: Cells = None,
    share: Cells = None,
    nonzero: Cells = None,
    axis: Cells = None,
    result: Cells = None,
    caller: Any = None,
) -> Rows:
    """The units or indicators with enough data, or the availability of each as a table."""
    m, lang = ranges.matrix(data), caller.language
    by = scalars.choice(axis, "axis", "axis").name
    s = screen(
        m.values,
        scalars.choice(method, "screen", "method").name,
        _number(share, "share", SHARE),
        _number(nonzero, "nonzero", SHARE),
        by,
    )
    if _table(result):
        first, names = ("city", _units(m, city)) if by == "unit" else ("indicator", _codes(m))
        heads = _heads(lang, first, "missing", "zeros", "available", "nonzero", "keep")
        return spills.table(
            heads, names, s.missing, s.zeros, s.availability, s.nonzero, s.keep.astype(np.int64)
        )
    kept = np.flatnonzero(s.keep)
    if not kept.size:
        raise MfgError("screen_none", "data")
    if by == "unit":
        labels = None if m.labels is None else [m.labels[i] for i in kept]
        return spills.like(replace(m, values=m.values[kept], labels=labels), m.values[kept])
    header = None if m.header is None else [*m.header[: m.left], *(m.header[m.left + j] for j in kept)]
    return spills.like(replace(m, header=header), m.values[:, kept])


@worksheet_function
def MFG_DENOMINATE(
    data: Cells = None,
    base: Cells = None,
    pick: Cells = None,
    factor: Cells = None,
    result: Cells = None,
    caller: Any = None,
) -> Rows:
    """Data divided by denominators, same shape, or what is wrong with the denominators as a table."""
    m = ranges.matrix(data)
    b = ranges.matrix(base, "base")
    count = m.values.shape[1]
    d = b.values
    if m.names is not None and b.names is not None:
        at = keys(b.names, "base")
        place = np.array([at.get(key(n), -1) if n else -1 for n in m.names])
        d = np.where((place >= 0)[:, None], d[place], np.nan)
    times = np.ones(count)
    if is_given(factor) and factor is not None:
        one = factor.shape == (1, 1)
        times = (
            np.full(count, _number(factor, "factor", 1.0)) if one else ranges.vector(factor, "factor", count)
        )
    values, found = denominate(m.values, d, _picked(pick, b, count), times)
    if not _table(result):
        return spills.like(m, values)
    names, codes = _units(m, None), _codes(b)
    # The rows are those of the data: a city without denominators has no row of its own among them.
    named = [
        replace(f, where=f"{names[f.row]} · {codes[f.col]}")
        for f in found
        if f.row is not None and f.col is not None
    ]
    return findings.table(named, caller.language)


def _picked(pick: Cells, b: Matrix, count: int) -> list[int]:
    """Return the column of denominators for each indicator, -1 for none."""
    size = b.values.shape[1]
    if pick is None or pick.is_blank:
        if size not in (1, count):
            raise MfgError("denominator_columns", "base", found=size, expected=count)
        return [0] * count if size == 1 else list(range(count))
    codes = _codes(b)
    at = {str(j + 1): j for j in range(size)} | {fold(c): j for j, c in reversed(list(enumerate(codes)))}
    chosen = []
    one = pick.shape == (1, 1)
    for name in ranges.names(pick, "pick", None if one else count):
        if name and fold(name) not in at:
            raise MfgError("denominator_unknown", "pick", found=name, known=", ".join(codes)[:120])
        chosen.append(at[fold(name)] if name else -1)
    return chosen * count if one else chosen


@worksheet_function
def MFG_IMPUTE(
    data: Cells = None,
    direction: Cells = None,
    parent: Cells = None,
    city: Cells = None,
    group: Cells = None,
    year: Cells = None,
    method: Cells = None,
    fallback: Cells = None,
    k: Cells = None,
    limit: Cells = None,
    result: Cells = None,
    caller: Any = None,
) -> Rows:
    """Data with missing values filled, same shape, or the cells that were missing as a table."""
    m, lang = ranges.matrix(data), caller.language
    n, count = m.values.shape
    how = scalars.choice(method, "impute", "method").name
    unit: list[Hashable] | None = None
    time: Floats | None = None
    if how in _PANEL_METHODS:
        unit, time, _ = panel_rows(m, city, year)
    side = Side(
        ranges.names(group, "group", n) if is_given(group) and group else None,
        unit,
        time,
        # Only this method turns anything: a moderate indicator has no direction to read.
        ranges.directions(direction if how == "row_minmax" else None, count),
        ranges.names(parent, "parent", count) if is_given(parent) and parent else None,
        _whole(k, "k", 1, 5),
        scalars.scalar(limit, "limit"),
    )
    filled = impute(m.values, how, side, scalars.choice(fallback, "fallback", "fallback").name)
    if not _table(result):
        return spills.like(m, filled)
    names, codes = _units(m, city), _codes(m)
    rows: Rows = [_heads(lang, "city", "indicator", "new")]
    heads = rows[0]
    if time is not None:
        heads.insert(1, word("h_year", lang))
    for i, j in np.argwhere(np.isnan(m.values)):
        value = float(filled[i, j])
        line: list[Any] = [names[i], codes[j], cells.NA if value != value else value]
        if time is not None:
            line.insert(1, float(time[i]))
        rows.append(line)
    return _nothing(rows, lang)


def _treated(m: Matrix, method: Cells, when: Cells, winmax: Cells, numbers: dict[str, Cells]) -> Treatment:
    how: Any
    if method is not None and not method.is_blank and method.shape != (1, 1):
        how = ranges.names(method, "method", m.values.shape[1])
    else:
        how = scalars.choice(method, "treat", "method").name
    default = Rule()
    limits = {n: _number(numbers[n], n, getattr(default, n)) for n in ("skew", "kurt", "low", "high")}
    rule = Rule(
        winmax=_whole(winmax, "winmax", 0, default.winmax),
        power=scalars.scalar(numbers["power"], "power"),
        when=scalars.choice(when, "when", "when").name,
        **limits,
    )
    return treat(m.values, how, rule)


@worksheet_function
def MFG_TREAT(
    data: Cells = None,
    method: Cells = None,
    when: Cells = None,
    winmax: Cells = None,
    skew: Cells = None,
    kurt: Cells = None,
    low: Cells = None,
    high: Cells = None,
    power: Cells = None,
    caller: Any = None,
) -> Rows:
    """Data with outliers and skewness treated, same shape."""
    m = ranges.matrix(data)
    numbers = {"skew": skew, "kurt": kurt, "low": low, "high": high, "power": power}
    return spills.like(m, _treated(m, method, when, winmax, numbers).values)


@worksheet_function
def MFG_TREATED(
    data: Cells = None,
    city: Cells = None,
    method: Cells = None,
    when: Cells = None,
    winmax: Cells = None,
    skew: Cells = None,
    kurt: Cells = None,
    low: Cells = None,
    high: Cells = None,
    power: Cells = None,
    caller: Any = None,
) -> Rows:
    """What was treated, as a table: a row for each winsorised cell, one for each transformed indicator."""
    m, lang = ranges.matrix(data), caller.language
    names, codes = _units(m, city), _codes(m)
    numbers = {"skew": skew, "kurt": kurt, "low": low, "high": high, "power": power}
    t = _treated(m, method, when, winmax, numbers)
    heads = _heads(
        lang, "indicator", "method", "points", "city", "old", "new", "skew_before", "kurt_before",
        "skew_after", "kurt_after", "lambda", "rule",
    )  # fmt: skip
    rows: Rows = [heads]
    for j, name in enumerate(t.done):
        if name == "none":
            continue
        front: Rows = [[codes[j], name, int(t.points[j])]]
        back = [
            *t.before[:, j],
            *t.after[:, j],
            t.parameter[j] if name == "boxcox" else "",
            int(t.passing[j]),
        ]
        middle: Rows = [[word("all_units", lang), "", ""]]
        if name in ("winsorise", "percentile"):
            middle = [
                [names[i], float(t.data[i, j]), float(t.values[i, j])]
                for i in np.flatnonzero(t.changed[:, j])
            ]
        rows += [[*front[0], *cell, *back] for cell in middle]
    return _nothing(rows, lang)


@worksheet_function
def MFG_JUMPS(
    data: Cells = None,
    city: Cells = None,
    year: Cells = None,
    low: Cells = None,
    high: Cells = None,
    caller: Any = None,
) -> Rows:
    """Suspect year-on-year changes of panel data as a table."""
    m, lang = ranges.matrix(data), caller.language
    unit, time, names = panel_rows(m, city, year)
    found = engine.jumps(
        m.values,
        engine.Panel.of(unit, time),
        _number(low, "low", engine.LOW),
        _number(high, "high", engine.HIGH),
    )
    codes, x = _codes(m), m.values
    rows = spills.table(
        _heads(lang, "city", "indicator", "year_before", "old", "year", "new", "ratio"),
        [names[i] for i in found.row],
        [codes[j] for j in found.col],
        time[found.before],
        x[found.before, found.col],
        time[found.row],
        x[found.row, found.col],
        found.ratio,
    )
    return _nothing(rows, lang)


@worksheet_function
def MFG_GROWTH(data: Cells = None, city: Cells = None, year: Cells = None, caller: Any = None) -> Rows:
    """Yearly growth rates of panel data, same shape."""
    m = ranges.matrix(data)
    unit, time, _ = panel_rows(m, city, year)
    return spills.like(m, engine.growth(m.values, engine.Panel.of(unit, time)))
