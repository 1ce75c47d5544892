"""Native forms of MFG_MCDM: methods that score units from the whole matrix.

The methods stand in :mod:`workbook.native.mcdm_methods`. The numbers behind a name (``vikor:0.3``) stay live.
"""

from __future__ import annotations

from udfs.excel import ranges
from workbook.native.call import NativeCall
from workbook.native.expr import quoted
from workbook.native.lines import LINES, RANKS, lines, ranked, statistics
from workbook.native.matrix import Part, same_as_now, table
from workbook.native.mcdm_methods import METHODS
from workbook.native.parameters import Numbered, numbered
from workbook.native.registry import Grid, NoNative, native


@native("MFG_MCDM")
def mcdm(c: NativeCall) -> Grid:
    """Scores, or with detail a table of the method's columns and ranks."""
    how = numbered(c, "method", "mcdm")
    form = METHODS.get(how.name)
    if form is None:
        raise NoNative("method", how.name)
    p = _scaled(c, Part.of(c), how.name)
    parts = form(p, how)
    score = parts["score"]
    same_as_now(c, "detail")
    if not ranges.flag(c.args["detail"].block.values[0][0] if "detail" in c.args else None, "detail"):
        return c.like(p.m, [[s] for s in p.shown(score)], [c.word("h_score")])
    heads = [c.word("h_city"), *map(quoted, list(parts)[:-1]), c.word("h_score"), c.word("h_rank")]
    return table(heads, p.names(), *(p.shown(r) for r in parts.values()), p.ranks(score))


def _scaled(c: NativeCall, p: Part, method: str) -> Part:
    """Scale the data before the method, without turning; TOPSIS by the vector norm unless another is asked for."""
    if "norm" not in c.args or not c.given("norm"):
        if "norm" in c.args:
            same_as_now(c, "norm")
        if method != "topsis":
            return p
        how = Numbered("vector")
    else:
        how = numbered(c, "norm", "normalise")
    x = p.x
    if how.name in RANKS:
        return p.with_values(p.block(lambda i, j: ranked(x.at(i, j), x.column(j))[how.name], "scaled"))
    # The number of a row counts complete rows only, which may change.
    if how.name not in LINES or how.name == "dist2ref":
        raise NoNative("method", how.name)
    a, b = how.numbers
    if how.name in ("index_max", "index_best"):
        a, b = b, a
    stats = statistics(c, x)
    each = [lines([stats.at(k, j) for k in range(8)], x.column(j), a, b)[how.name] for j in range(x.cols)]
    centre, divisor = (
        p.row("r_centre", lambda j: each[j].centre),
        p.row("r_divisor", lambda j: each[j].divisor),
    )
    factor, offset = p.row("r_factor", lambda j: each[j].factor), p.row("r_offset", lambda j: each[j].offset)
    capped = any(line.top != '""' for line in each)
    most = p.row("r_most", lambda j: f'IF({each[j].top}="",1E+300,{each[j].top})') if capped else None

    def form(i: int, j: int) -> str:
        unit = f"({x.at(i, j)}-{centre.item(j)})/{divisor.item(j)}"
        return f"{unit if most is None else f'MIN({most.item(j)},{unit})'}*{factor.item(j)}+{offset.item(j)}"

    return p.with_values(p.block(form, "scaled"))
