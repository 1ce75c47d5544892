"""Native forms of weights: from the data, from experts, given; and of their combination."""

from __future__ import annotations

from udfs.engine.errors import MfgError
from udfs.engine.registry import methods, resolve
from udfs.excel import cells
from workbook.native.call import NativeCall
from workbook.native.experts import classed, means
from workbook.native.expr import quoted
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native
from workbook.native.siblings import Siblings
from workbook.native.turn import TURNS, negatives, turn

#: Objective methods that measure each column by itself.
MEASURES = ("cv", "std", "variance", "infomax", "lopcow", "equal", "entropy", "gini")
COMBINED = (
    "multiplicative", "linear", "geometric", "relative_entropy", "least_squares", "game", "subjective", "objective",
)  # fmt: skip


@native("MFG_WEIGHT")
def weight(c: NativeCall) -> Grid:
    """Weights of one method, fixed at the conversion: each needs blocks of its own."""
    name = _chosen(c)
    row = c.is_row("parent", "code", "weight", "direction")
    if name in ("delphi", "abc", "given"):
        if name == "given":
            u, s = _given(c)
        else:
            code = c.vector("code")
            s = Siblings.of(c, code.size)
            u = means(c, code) if name == "delphi" else classed(c, means(c, code), s)
        return c.along(s.normed(u), row)
    if name == "equal" and (c.given("parent") or c.given("code")):
        count = c.vector("parent" if c.given("parent") else "code").size
        s = Siblings.of(c, count)
        return c.along([f"1/{s.number(i)}" for i in range(count)], row)
    m = c.matrix("data")
    x = c.clean(m.data)
    if "direction" in c.args:
        state = negatives(c, x.cols)
        how, k = c.choice("positive", "positive", TURNS), c.number("k", 0.1)
        x = turn(c, x, [state.item(j) for j in range(x.cols)], how, k)
    s = Siblings.of(c, x.cols)
    v = conflict(c, x, s) if name == "critic" else measured(c, x, name)
    u = c.helper("variation", [[f"IF({s.number(j)}=1,1,{v.item(j)})"] for j in range(x.cols)])
    return c.along(s.normed(u), row)


def _chosen(c: NativeCall) -> str:
    """Return the method; its cell has to keep saying it."""
    block = c.args["method"].block if "method" in c.args else None
    said = "" if block is None or cells.is_blank(block.values[0][0]) else cells.text(block.values[0][0])
    for kind in ("objective", "subjective"):
        try:
            m = resolve(kind, said)
        except MfgError:
            continue
        where = c.args["method"].rect if "method" in c.args else None
        if where is not None:
            same = ",".join(
                f"TRIM({where.all})={quoted(w)}" for w in dict.fromkeys((m.name, m.zh, m.en, *m.aliases))
            )
            blank = f'TRIM({where.all})="",' if m == methods("objective")[0] else ""
            c.guards.append(f"OR({blank}{same})")
        if m.name in (*MEASURES, "critic", "delphi", "abc", "given"):
            return m.name
        raise NoNative("method", m.name)
    raise NoNative("method", said)


def measured(c: NativeCall, x: Rect, name: str) -> Rect:
    """Return the measure of each column by itself, as a column of cells."""
    grid = []
    for j in range(x.cols):
        col = x.column(j)
        mean = f"AVERAGE({col})"
        spread = f"AND(COUNT({col})>1,MAX({col})>MIN({col}))"
        if name == "cv":
            form = f"IF(AND({spread},{mean}>0),STDEV({col})/{mean},1/0)"
        elif name == "std":
            form = f"IF({spread},STDEV({col}),1/0)"
        elif name == "variance":
            form = f"IF({spread},VAR({col}),1/0)"
        elif name == "infomax":
            form = f"IF({spread},1/STDEV({col}),1/0)"
        elif name == "lopcow":
            form = f"IF({spread},ABS(LN(SQRT(SUMSQ({col})/COUNT({col}))/STDEV({col}))),1/0)"
        elif name == "equal":
            form = "1"
        elif name == "entropy":
            terms = _terms(c, x, j)
            form = f"IF(AND({spread},MIN({col})>=0),MAX(SUM({terms}),0)/COUNT({col})/LN(COUNT({col})),1/0)"
        else:
            gaps = _gaps(c, x, j)
            form = f"IF(AND({spread},MIN({col})>=0),SUM({gaps})/(2*COUNT({col})^2*{mean}),1/0)"
        grid.append([form])
    return c.helper("variation", grid)


def _terms(c: NativeCall, x: Rect, j: int) -> str:
    """Write q ln q - (q - 1) with q = x/mean: never negative, so that small divergences keep their digits."""
    col = x.column(j)
    grid = []
    for i in range(x.rows):
        q = f"{x.at(i, j)}/AVERAGE({col})"
        grid.append([f'IF({x.at(i, j)}="","",IF({x.at(i, j)}=0,1,{q}*LN({q})-({q}-1)))'])
    return c.helper("terms", grid).all


def _gaps(c: NativeCall, x: Rect, j: int) -> str:
    """Write sum |x_i - x_k| of each unit i, from the sums of what is below it and of all."""
    col = x.column(j)
    grid = []
    for i in range(x.rows):
        v = x.at(i, j)
        below, number = f"SUMPRODUCT(--({col}<={v}),{col})", f"SUMPRODUCT(--({col}<={v}))"
        grid.append([f'IF({v}="","",{v}*(2*{number}-COUNT({col}))+SUM({col})-2*{below})'])
    return c.helper("terms", grid).all


def conflict(c: NativeCall, x: Rect, s: Siblings) -> Rect:
    """Return CRITIC's s_j sum (1 - r_jk) over the siblings k, from the rows that have all values of the siblings."""
    x = _complete(c, x, s)
    grid = []
    for i in range(x.cols):
        line = []
        for j in range(x.cols):
            d = f"(1-CORREL({x.column(i)},{x.column(j)}))"
            # Below that a difference is rounding noise, as in the engine.
            r = f"{d}*({d}>=0.000000000001)" if i != j else "0"
            if s.parent is not None:
                other = s.scope.pick({"local": f"{s.parent.item(i)}={s.parent.item(j)}", "global": "TRUE"})
                r = f"IF({other},{r},0)"
            line.append(r)
        grid.append(line)
    against = c.helper("conflict", grid)
    # Correlations of fewer than three rows say nothing.
    return c.helper(
        "variation",
        [
            [f"IF(COUNT({x.column(j)})>2,STDEV({x.column(j)})*SUM({against.line(j)}),1/0)"]
            for j in range(x.cols)
        ],
    )


def _complete(c: NativeCall, x: Rect, s: Siblings) -> Rect:
    """Return the values of rows that have all values of a column's siblings, "" in the others."""
    grid = []
    if s.parent is None:
        for i in range(x.rows):
            whole = f"COUNT({x.line(i)})={x.cols}"
            grid.append([f'IF({whole},{x.at(i, j)},"")' for j in range(x.cols)])
        return c.helper("siblings complete", grid)
    # The parents as a row, beside which a row of values can be laid.
    parent = c.helper("turned", [[s.parent.item(j) for j in range(x.cols)]])
    for i in range(x.rows):
        line = []
        for j in range(x.cols):
            inside = f"({parent.all}={parent.item(j)})*"
            gaps = s.scope.pick(
                {
                    "local": f'SUMPRODUCT({inside}({x.line(i)}=""))',
                    "global": f'SUMPRODUCT(--({x.line(i)}=""))',
                }
            )
            line.append(f'IF({gaps}=0,{x.at(i, j)},"")')
        grid.append(line)
    return c.helper("siblings complete", grid)


def _given(c: NativeCall) -> tuple[Rect, Siblings]:
    """Return the given weights; siblings that are all left blank share equally."""
    w = c.vector("weight")
    s = Siblings.of(c, w.size)
    grid = []
    for i in range(w.size):
        some = s.total(f"ISNUMBER({w.all})", i)
        grid.append([f"IF({some}=0,1,IF(ISNUMBER({w.item(i)}),{w.item(i)},1/0))"])
    return c.helper("unnormed", grid), s


@native("MFG_COMBINE")
def combined(c: NativeCall) -> Grid:
    """Combine two vectors of weights by any method the reader chooses."""
    how = c.choice("method", "combine", COMBINED)
    if how.name not in COMBINED:
        raise NoNative("method", how.name)
    lead = "subjective" if c.given("subjective") else "objective"
    block = c.args[lead].block
    if min(block.shape) != 1 or cells.is_label(block.values[0][0]):
        raise NoNative("shape", lead)
    n = max(block.shape)
    s = Siblings.of(c, n)
    a = _side(c, "subjective", s, n)
    b = _side(c, "objective", s, n)
    alpha = c.number("alpha", 0.5)
    grid = []
    for i in range(n):
        p, q = a.item(i) if a else "1/0", b.item(i) if b else "1/0"
        linear = f"IF(AND({alpha}>=0,{alpha}<=1),{alpha}*{p}+(1-{alpha})*{q},1/0)"
        forms = {
            "multiplicative": f"{p}*{q}",
            "linear": linear,
            "geometric": f"SQRT({p}*{q})",
            "relative_entropy": f"SQRT({p}*{q})",
            "least_squares": f"({p}+{q})/2",
            "game": _game(a, b, s, i) if a and b and (how.cell or how.name == "game") else "1/0",
            "subjective": p,
            "objective": q,
        }
        grid.append([how.pick(forms)])
    return c.along(s.normed(c.helper("unnormed", grid)), c.args[lead].block.shape[1] > 1)


def _side(c: NativeCall, arg: str, s: Siblings, n: int) -> Rect | None:
    if not c.given(arg):
        return None
    return c.helper("normed", [[f] for f in s.normed(c.vector(arg, n))])


def _game(a: Rect, b: Rect, s: Siblings, i: int) -> str:
    """Return the share of each vector from |b.b (a.d)| and |a.a (b.d)|, d = a - b."""
    aa, bb = s.total(f"{a.all}*{a.all}", i), s.total(f"{b.all}*{b.all}", i)
    ad, bd = s.total(f"{a.all}*({a.all}-{b.all})", i), s.total(f"{b.all}*({a.all}-{b.all})", i)
    x, y = f"ABS({bb}*{ad})", f"ABS({aa}*{bd})"
    p, q = a.item(i), b.item(i)
    return f"IF({x}+{y}=0,({p}+{q})/2,({x}*{p}+{y}*{q})/({x}+{y}))"
