"""The MFG_* functions of expert judgement: pairwise comparisons, orders, classes, Delphi rounds."""

from __future__ import annotations

from typing import Any

import numpy as np

from udfs.engine import ahp, bwm, columns, g1
from udfs.engine.abc_classes import abc_weights, of_units, stage_weights
from udfs.engine.ahp_check import Consistency, consistency
from udfs.engine.ahp_group import group_weights, judgements
from udfs.engine.bwm_nonlinear import best_worst_nonlinear
from udfs.engine.columns import Floats
from udfs.engine.delphi_rounds import authority, rounds
from udfs.engine.errors import MfgError
from udfs.engine.messages import word
from udfs.engine.node_weights import staged_weights
from udfs.engine.precedence import chart_of, precedence
from udfs.engine.weights import Groups, one_group, within

from . import cells, pairwise, ranges, scalars, spills, stages, tables
from .cells import Block, is_given
from .guard import Rows, worksheet_function

Cells = Block | None


def _need(block: Cells, arg: str) -> Block:
    if block is None or block.is_blank:
        raise MfgError("argument_missing", arg)
    return block


def _groups(parent: Cells, count: int) -> Groups | None:
    """Number the parents in order of appearance; None where the argument is left out."""
    if parent is None or parent.is_blank:
        return None
    labels = ranges.names(parent, "parent", count)
    order = {p: g for g, p in enumerate(dict.fromkeys(labels))}
    return np.array([order[p] for p in labels], dtype=np.int64)


def _beside(m: ranges.Matrix, w: Floats, lang: str) -> Rows:
    """Lay weights out as a column beside a square block, under a header where the block has one."""
    return spills.like(m, w.reshape(-1, 1), [word("h_weight", lang)])


@worksheet_function
def MFG_AHP(data: Cells = None, method: Cells = None, caller: Any = None) -> Rows:
    """Weights of one judgement matrix, a column beside it."""
    j = pairwise.read(data)
    if len(j.values) > 1:
        raise MfgError("ahp_several", "data", found=len(j.values))
    with j.placing():
        w = ahp.weights(j.values[0], scalars.choice(method, "ahp", "method").name)
    return _beside(j.matrix, w, caller.language)


@worksheet_function
def MFG_AHP_CHECK(data: Cells = None, weight: Cells = None, method: Cells = None, caller: Any = None) -> Rows:
    """Consistency of each judgement matrix, and of the group's, one a row."""
    j, lang = pairwise.read(data), caller.language
    how = scalars.choice(method, "ahp", "method").name
    people = len(j.values)
    found = []
    for p, a in enumerate(j.values):
        with j.placing(p):
            found.append(consistency(a, how))
    named = [str(p + 1) for p in range(people)]
    if people > 1:
        found.append(consistency(judgements(j.values, _power(weight, people)), how))
        named.append(word("group_row", lang))
    heads = ("person", "items", "uncompared", "eigen", "ci", "ri", "cr", "gci", "gci_limit", "accepted",
             "worst_row", "worst_col", "said", "mend", "mended")  # fmt: skip
    rows = [[n, *_line(c, j.names, lang)] for n, c in zip(named, found, strict=True)]
    return spills.table([word(f"h_{h}", lang) for h in heads], *zip(*rows, strict=True))


def _line(c: Consistency, names: list[str], lang: str) -> list[Any]:
    accepted = None if c.accepted is None else word("yes" if c.accepted else "no", lang)
    odd = [names[c.row], names[c.col], c.value, c.mend, c.cr_mended] if c.row >= 0 else [None] * 5
    return [
        float(c.size),
        float(c.missing),
        c.lambda_max,
        c.ci,
        c.ri,
        c.cr,
        c.gci,
        c.gci_limit,
        accepted,
        *odd,
    ]


def _power(weight: Cells, people: int) -> Floats:
    """Return the weights of the people, equal where left out."""
    given = (
        np.ones(people) if not is_given(weight) or weight is None else ranges.vector(weight, "weight", people)
    )
    return within(given)


@worksheet_function
def MFG_AHP_GROUP(
    data: Cells = None, weight: Cells = None, method: Cells = None, pool: Cells = None, caller: Any = None
) -> Rows:
    """Weights of a group, each person's matrix below the other, as a column."""
    j = pairwise.read(data)
    power = _power(weight, len(j.values))
    with j.placing():
        w = group_weights(
            j.values,
            scalars.choice(method, "ahp", "method").name,
            scalars.choice(pool, "pool", "pool").name,
            power,
        )
    return _beside(j.matrix, w, caller.language)


@worksheet_function
def MFG_BWM(
    best: Cells = None, worst: Cells = None, detail: Cells = None, method: Cells = None, caller: Any = None
) -> Rows:
    """Best-worst weights, same shape as ``best``; with detail 1 their consistency as a table."""
    lead = _need(best, "best")
    a = ranges.vector(lead, "best")
    b = ranges.vector(_need(worst, "worst"), "worst", a.size)
    lang = caller.language
    tabled = scalars.whole(detail, "detail", 0, 1) == 1
    if scalars.choice(method, "bwm", "method").name == "nonlinear":
        s = best_worst_nonlinear(a, b)
        if not tabled:
            return spills.along(s.weight, lead.shape[1] == 1, ranges.heading(lead, a.size))
        rows: list[tuple[str, float]] = [
            (word("m_ksi_nonlinear", lang), s.ksi), (word("m_bwm_index", lang), s.index), (word("m_bwm_ratio", lang), s.cr),
            (word("m_best", lang), float(s.best + 1)), (word("m_worst", lang), float(s.worst + 1)),
        ]  # fmt: skip
        for j in range(a.size):
            rows += [
                (word("m_low_weight", lang, j + 1), float(s.low[j])),
                (word("m_high_weight", lang, j + 1), float(s.high[j])),
            ]
        return spills.table([word("h_measure", lang), word("h_value", lang)], *zip(*rows, strict=True))
    r = bwm.best_worst(a, b)
    if not tabled:
        return spills.along(r.weight, lead.shape[1] == 1, ranges.heading(lead, a.size))
    return spills.table(
        [word("h_measure", lang), word("h_value", lang)],
        [word(f"m_{k}", lang) for k in ("ksi", "bwm_cr", "best", "worst", "odd")],
        [r.ksi, r.cr, float(r.best + 1), float(r.worst + 1), float(r.odd + 1) if r.odd >= 0 else None],
    )


@worksheet_function
def MFG_G1(ratio: Cells = None, order: Cells = None, caller: Any = None) -> Rows:
    """Order-relation weights, same shape as the ratios."""
    lead = _need(ratio, "ratio")
    r = ranges.vector(lead, "ratio")
    place = ranges.vector(order, "order", r.size) if is_given(order) and order is not None else None
    return spills.along(g1.order_relation(r, place), lead.shape[1] == 1, ranges.heading(lead, r.size))


@worksheet_function
def MFG_PRECEDENCE(data: Cells = None, caller: Any = None) -> Rows:
    """Precedence-chart weights: of a chart as a column, of scores in their own shape."""
    block = _need(data, "data")
    if 1 in block.shape:
        s = ranges.vector(block, "data")
        w = precedence(chart_of(s))
        return spills.along(w, block.shape[1] == 1, ranges.heading(block, s.size))
    m = ranges.matrix(block)
    return _beside(m, precedence(m.values), caller.language)


@worksheet_function
def MFG_ABC(
    data: Cells = None,
    grade: Cells = None,
    parent: Cells = None,
    method: Cells = None,
    factor: Cells = None,
    caller: Any = None,
) -> Rows:
    """Weights of classed indicators from expert scores (METHOD B), a row or a column as the classes are."""
    block = _need(data, "data")
    if 1 in block.shape:
        e = ranges.vector(block, "data")
        column, head = block.shape[1] == 1, ranges.heading(block, e.size)
    else:
        x = ranges.matrix(block).values
        columns.refuse_missing_column(x)
        e, column, head = columns.mean(x), ranges.is_column(grade, parent), []
    listed = _need(grade, "grade")
    classes = ranges.grades(listed, e.size)
    if (classes < 0).any():
        raise MfgError("abc_class", "grade", found="")
    given = tables.numbers(factor, "factor") if is_given(factor) and factor is not None else None
    how = scalars.choice(method, "abc", "method").name
    try:
        w = abc_weights(e, classes, how, given, _groups(parent, e.size))
    except MfgError as error:
        if error.arg == "grade" and error.col is not None:
            # Classes are labels themselves: a heading shows only in the number of cells.
            cells.at_position(error, listed, error.col, e.size)
        raise
    return spills.along(w, column, head)


@worksheet_function
def MFG_STAGE_WEIGHT(
    factor: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    group: Cells = None,
    form: Cells = None,
    scope: Cells = None,
    caller: Any = None,
) -> Rows:
    """Weights per stage, same shape as the factors; with each city's stage one row a city (METHOD B)."""
    lead = _need(factor, "factor")
    # Vectors that are rows lay the indicators across, so the stages run down.
    across = any(
        b is not None and b.shape[0] == 1 and b.shape[1] > 1 and not b.is_blank for b in (weight, parent)
    )
    m = ranges.matrix(_turned(lead) if across else lead, "factor")
    count = m.values.shape[0]
    base = ranges.vector(weight, "weight", count) if is_given(weight) and weight is not None else None
    try:
        one = scalars.choice(scope, "scope", "scope").name == "global"
        groups = one_group(count) if one else _groups(parent, count)
        whole = scalars.choice(form, "stage_weight", "stage_weight").name == "table"
        if base is None:
            w = stage_weights(m.values, None, groups)
        else:
            w = staged_weights(m.values, base, one_group(count) if groups is None else groups, whole)
    except MfgError as error:
        if error.arg == "factor" and error.row is not None:
            cells.at(error, m.block, m.top, m.left)
        raise
    if not is_given(group) or group is None:
        rows = spills.like(m, w)
        return [list(r) for r in zip(*rows, strict=True)] if across else rows
    names = (
        [cells.text(c) for c in m.header[m.left :]] if m.header else [str(g + 1) for g in range(w.shape[1])]
    )
    # A city without a stage has no weights.
    return spills.out(of_units(w, stages.read(group, names)))


def _turned(block: Block) -> Block:
    """Return a block with rows and columns exchanged."""
    address = block.address
    return Block(
        [list(r) for r in zip(*block.values, strict=True)],
        None if address is None else lambda row, col: address(col, row),
    )


@worksheet_function
def MFG_ROUNDS(delphi: Cells = None, full: Cells = None, caller: Any = None) -> Rows:
    """Every Delphi round as a table: spread, agreement, convergence (METHOD A 5)."""
    r = rounds(tables.delphi(_need(delphi, "delphi")), scalars.scalar(full, "full"))
    heads = ("round", "n", "avg", "median", "q1", "q3", "full", "cv_mean", "w", "chi", "df", "p", "cv_change", "w_change")  # fmt: skip
    w, chi, df, p = (
        [float(getattr(c, k)) for c in r.agreement] for k in ("w", "chi2", "df", "p")
    )  # fmt: skip
    return spills.table(
        [word(f"h_{h}", caller.language) for h in heads],
        r.round, r.experts, r.mean, r.median, r.q1, r.q3, r.full, r.cv, w, chi, df, p, r.cv_change, r.w_change,
    )  # fmt: skip


@worksheet_function
def MFG_AUTHORITY(
    basis: Cells = None, familiarity: Cells = None, round: Cells = None, caller: Any = None
) -> Rows:
    """Authority of the experts, Ca, Cs and Cr, one row a round (METHOD A 5)."""
    lead, other = _need(basis, "basis"), _need(familiarity, "familiarity")
    if other.shape[0] == 1:
        lead = ranges.upright(lead)
    m = ranges.matrix(lead, "basis")
    count = m.values.shape[0]
    known = ranges.vector(other, "familiarity", count)
    named = [""] * count
    if is_given(round) and round is not None:
        named = [cells.text(c) for c in ranges.line(round, "round", count)]
    rows: list[list[Any]] = []
    for name in dict.fromkeys(named):
        mine = np.array([i for i, n in enumerate(named) if n == name])
        try:
            a = authority(m.values[mine], known[mine])
        except MfgError as error:
            if error.row is not None:
                place = int(mine[error.row])
                if error.arg == "basis":
                    error.row, error.source = place + m.top, m.block
                else:
                    error.row, error.col = None, place
            raise
        rows.append([name or None, float(a.experts), a.ca, a.cs, a.cr])
    heads = ("round", "n", "ca", "cs", "authority")
    return spills.table([word(f"h_{h}", caller.language) for h in heads], *zip(*rows, strict=True))
