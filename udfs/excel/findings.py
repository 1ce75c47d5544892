"""What MFG_CHECK lists: every finding of a block of ranges or of a whole model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from udfs.engine import checks, gazetteer
from udfs.engine.checks import SEVERITIES, Finding
from udfs.engine.errors import CELL_LIMIT, MfgError
from udfs.engine.index import Options, compute
from udfs.engine.messages import argument, word
from udfs.engine.preparation import Preparation, prepared
from udfs.engine.units import UnitTable

from . import cells, ranges, tables
from .cells import Block, is_given
from .join import key

Rows = list[list[Any]]


def table(found: list[Finding], lang: str) -> Rows:
    """Lay findings out, worst first, with a header row; one line says so where there are none."""
    rows: Rows = [[word("severity", lang), word("place", lang), word("finding", lang)]]
    seen: set[tuple[str, ...]] = set()
    for severity in SEVERITIES:
        for f in found:
            if f.severity != severity:
                continue
            place = (
                f"{argument(f.arg, lang)} {f.place(lang)}"
                if f.place(lang) != argument(f.arg, lang)
                else f.place(lang)
            )
            row = (word(severity, lang), place[:CELL_LIMIT], f.text(lang)[:CELL_LIMIT])
            if row not in seen:
                seen.add(row)
                rows.append(list(row))
    if len(rows) == 1:
        rows.append([word("ok", lang), "", Finding("info", "fine").text(lang)])
    return rows


def of_block(data: Block | None, delphi: Block | None, **vectors: Block | None) -> list[Finding]:
    """Check ranges: the data block and whatever vectors are given with it."""
    found: list[Finding] = []

    def attempt(arg: str, block: Block | None, read: Any) -> Any:
        try:
            return read()
        except MfgError as error:
            if block is not None:
                ranges.locate(error, block)
            found.append(Finding.of(error))
            return None

    problems: list[MfgError] = []
    m = attempt("data", data, lambda: ranges.matrix(data, "data", problems)) if is_given(data) else None
    found += [Finding.of(e) for e in problems]
    count = None
    if m is not None:
        count = m.values.shape[1]
        found += m.findings
        negative = attempt(
            "direction", vectors["direction"], lambda: ranges.directions(vectors["direction"], count)
        )
        unread = {(e.row, e.col) for e in problems}
        for f in checks.check_values(m.values, negative):
            if f.row is not None and f.col is not None and (f.row + m.top, f.col + m.left) in unread:
                continue
            found.append(replace(f, source=m))
    weight, parent, city = vectors["weight"], vectors["parent"], vectors["city"]
    labels = (
        attempt("parent", parent, lambda: ranges.names(parent, "parent", count))
        if parent is not None and is_given(parent)
        else None
    )
    if is_given(weight) and weight is not None:
        size = count if labels is None else len(labels)
        w = attempt("weight", weight, lambda: ranges.vector(weight, "weight", size))
        if w is not None:
            order = {p: g for g, p in enumerate(dict.fromkeys(labels or [""] * w.size))}
            groups = np.array([order[p] for p in labels or [""] * w.size], dtype=np.int64)
            for f in checks.check_weights(w, groups, list(order)):
                f = replace(f, where=f.where or None)
                error = f._error()
                ranges.locate(error, weight)
                found.append(replace(f, row=error.row, col=error.col, source=error.source))
    names = None
    if is_given(city) and city is not None:
        rows = None if m is None else m.values.shape[0]
        names = attempt("city", city, lambda: ranges.names(city, "city", rows))
    elif m is not None and m.labels:
        names = m.names
    if names is not None:
        found += _names(names)
        if m is not None and len(names) == len(m.values):
            # A row with neither a name nor a value is no city.
            empty = {i for i, n in enumerate(names) if not n and np.isnan(m.values[i]).all()}
            found = [
                f
                for f in found
                if not (f.key == "unit_blank" and f.row in empty)
                and not (f.key == "row_all_missing" and f.source is m and f.row in empty)
            ]
    if is_given(delphi):
        attempt("delphi", delphi, lambda: tables.delphi(delphi))
    return found


def _names(names: Sequence[str]) -> list[Finding]:
    """Check names: blanks, duplicates, and one city written in two ways (深圳, 深圳市)."""
    found = checks.check_names(names)
    seen: dict[str, str] = {}
    for name in filter(None, dict.fromkeys(names)):
        other = seen.setdefault(key(name), name)
        if other != name:
            found.append(
                Finding("warning", "same_city", "city", params={"found": other, "other": name}, where=name)
            )
    return found + _cities(list(seen.values()))


#: Names that are no city are listed one by one up to this number.
_LISTED = 20


def _cities(names: Sequence[str]) -> list[Finding]:
    """Look a list of cities up in the gazetteer: two spellings of one city, unknown and ambiguous names.

    A list most of whose names are no prefecture-level cities is one of provinces, counties or others,
    and is left alone.
    """
    g = gazetteer.load()
    matches = [g.match(n) for n in names]
    known = [m for m in matches if m.city]
    if len(known) < 3 or 2 * len(known) < len(matches):
        return []
    found = []
    seen: dict[str, str] = {}
    for m in known:
        assert m.city is not None
        other = seen.setdefault(m.city.code, m.name)
        if other != m.name:
            params = {"found": other, "other": m.name}
            found.append(Finding("warning", "same_city", "city", params=params, where=m.name))
    strange = [m for m in matches if m.city is None]
    for m in strange[:_LISTED]:
        found.append(Finding.of(g.problem(m), "info"))
    if len(strange) > _LISTED:
        found.append(Finding("info", "cities_more", "city", params={"found": len(strange) - _LISTED}))
    return found


def of_model(
    data: Block | None,
    framework: Block | None,
    delphi: Block | None,
    options: Block | Options | None,
    lang: str,
    preparation: Preparation | None = None,
    denominators: Block | None = None,
) -> list[Finding]:
    """Check a whole model: framework, units, experts, options (a table or ready ones), and whether it computes.

    With a ``preparation`` the data are checked after it.
    """
    wrong = tables.framework_problems(framework)
    if wrong:
        return [Finding.of(e) for e in wrong]
    f = tables.framework(framework)
    found: list[Finding] = tables.framework_findings(framework)
    chosen, experts = Options(), None
    if isinstance(options, Options):
        chosen = options
    else:
        try:
            chosen = tables.options(options)
        except MfgError as error:
            found.append(Finding.of(error))
        found += tables.options_unknown(options)
    if is_given(delphi):
        try:
            experts = tables.delphi(delphi)
            if experts.scores.shape[0]:
                last = experts.of_round()
                missing = np.argwhere(np.isnan(last))[:50]
                found += [
                    Finding("warning", "delphi_missing", "delphi", where=experts.code[j]) for _, j in missing
                ]
        except MfgError as error:
            found.append(Finding.of(error))
    problems: list[MfgError] = []
    try:
        units: UnitTable | None = tables.units(data, f, problems, denominators)
    except MfgError as error:
        return [*found, Finding.of(error)]
    assert units is not None
    found += [Finding.of(e) for e in problems]
    found += units.findings
    read = units.names
    if preparation is not None and not preparation.is_none:
        try:
            units, done = prepared(units, f, preparation)
        except MfgError as error:
            return [*found, Finding.of(error)]
        found += done
    found += [replace(x, source=units.source) for x in _names(units.names)]
    codes = [n.code for n in f.indicators]
    unread = {(read[e.row - 1], e.col) for e in problems if e.row and e.row <= len(read)}
    found += [
        x
        for x in checks.check_values(units.values, f.negative, chosen.missing, codes, units.names)
        if x.row is None or x.col is None or not unread or not _reported(x, problems, units, f)
    ]
    w = f.weights()
    for depth in range(1, f.levels + 1):
        level = f.level(depth)
        if chosen.subjective != "equal" and not np.isnan(w[level]).all() and experts is None:
            parents = [n.code for n in f.nodes[f.inner(depth - 1)]]
            for x in checks.check_weights(w[level], f.groups(depth), parents, "framework"):
                found.append(x if x.col is None else replace(x, where=f.code[level][x.col]))
    if not any(x.severity == "error" for x in found):
        try:
            result = compute(units, f, experts, chosen, lang)
            found += [x for x in result.findings if x.key in ("no_weights", "abc_unused", "stage_blank")]
        except MfgError as error:
            found.append(Finding.of(error))
    return found


def _reported(x: Finding, problems: list[MfgError], units: UnitTable, f: Any) -> bool:
    """True where a missing value is only an unreadable cell that is already listed."""
    block = units.source
    header = [cells.text(c) for c in block.values[0]]
    for e in problems:
        if e.row is None or e.col is None or x.col is None or x.row is None:
            continue
        node = f.indicators[x.col]
        if header[e.col] in (node.code, node.zh, node.en) and units.names[x.row] in [
            cells.text(c) for c in block.values[e.row]
        ]:
            return True
    return False
