"""Native forms of expert judgement: Delphi means and statistics, classes, weights by stage."""

from __future__ import annotations

from udfs.engine.abc_classes import MULTIPLIERS, SHARES
from udfs.engine.registry import fold
from udfs.excel import cells, tables
from udfs.excel.delphi_table import EXPERT_HEADERS, ROUND_HEADERS
from workbook.native.call import Choice, NativeCall
from workbook.native.expr import NA, blank_or
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native
from workbook.native.siblings import Siblings


def rounds_of(c: NativeCall, arg: str) -> tuple[Rect, Rect, dict[str, int]]:
    """Return the body of the expert table, its column of rounds, and where each code's column stands."""
    table, block = c.rect(arg), c.args[arg].block
    header = [cells.text(v) for v in block.values[0]]
    folded = [fold(h) for h in header]

    def column(words: tuple[str, ...]) -> int | None:
        return next((folded.index(fold(w)) for w in words if fold(w) in folded), None)

    round_, expert = column(ROUND_HEADERS), column(EXPERT_HEADERS)
    if round_ is None:
        raise NoNative("shape", arg)
    said = [row[round_] for row in block.values[1:] if any(v is not None for v in row)]
    if not all(isinstance(v, float | int) and not isinstance(v, bool) for v in said):
        raise NoNative("shape", arg)
    body = table.sub(1, 0, table.rows - 1, table.cols)
    where = {h: j for j, h in enumerate(header) if h and j not in (round_, expert)}
    return body, body.sub(0, round_, body.rows, 1), where


def means(c: NativeCall, code: Rect) -> Rect:
    """Return the mean score of each code in the last round, as a column."""
    body, rounds, _ = rounds_of(c, "data")
    heads = Rect(body.sheet, body.row - 1, body.col, 1, body.cols)
    grid = []
    for i in range(code.size):
        scores = f"INDEX({body.all},0,MATCH({code.item(i)},{heads.all},0))"
        grid.append([f"AVERAGEIF({rounds.all},MAX({rounds.all}),{scores})"])
    return c.helper("means", grid)


def classed(c: NativeCall, e: Rect, s: Siblings) -> Rect:
    """Return ABC weights before they are made to sum to 1; siblings without classes by the means alone."""
    grade = c.vector("grade", e.size)
    number = c.helper(
        "classes",
        [
            [
                f'IF({g}="",0,IF(ISNUMBER({g}),{g},CODE(UPPER(SUBSTITUTE(SUBSTITUTE({g},"类",""),"class ","")))-64))'
            ]
            for g in (grade.item(i) for i in range(e.size))
        ],
    )
    how = c.choice("form", "abc", ("share", "multiplier"))
    share, times = _factors(c, "share"), _factors(c, "multiplier")
    grid = []
    for i in range(e.size):
        k, mean = number.item(i), e.item(i)
        inside = s.total(f"({number.all}={k})*{e.all}", i)
        forms = {
            "share": f"INDEX({share},{k})*{mean}/{inside}",
            "multiplier": f"INDEX({times},{k})*{mean}",
        }
        some = s.total(f"{number.all}>0", i)
        grid.append([f"IF({k}=0,IF({some}=0,{mean},1/0),{how.pick(forms)})"])
    return c.helper("unnormed", grid)


def _factors(c: NativeCall, form: str) -> str:
    """Return the share or multiple of each class: as listed, else the usual ones."""
    usual = SHARES if form == "share" else MULTIPLIERS
    if c.given("factor"):
        values = tables.numbers(c.args["factor"].block, "factor")
        return c.listed("factor", len(values), numbers=True).all
    plain = [repr(float(v)) for v in usual]
    if "factor" in c.args and c.args["factor"].block.shape == (1, 1):
        return c.listed("factor", len(usual), numbers=True, otherwise=plain).all
    return c.helper("list", [[v] for v in plain]).all


@native("MFG_DELPHI")
def delphi(c: NativeCall) -> Grid:
    """Statistics of one round; quartiles and full scores by array formulas."""
    c.refuse("round")
    body, rounds, where = rounds_of(c, "delphi")
    codes = list(where)
    s = Siblings.of(c, len(codes))
    last = c.helper("last", [[f"MAX({rounds.all})"]]).all
    scores = c.helper(
        "round",
        [
            [f'IF({rounds.item(i)}={last},{blank_or(body.at(i, where[k]))},"")' for k in codes]
            for i in range(body.rows)
        ],
    )
    full = c.number("full", None)
    grid = [c.head("code", "n", "avg", "median", "q1", "q3", "sd", "cv", "full", "weight")]
    mean = c.helper("means", [[f"AVERAGE({scores.column(j)})"] for j in range(len(codes))])
    weight = s.normed(mean)
    heads = Rect(body.sheet, body.row - 1, body.col, 1, body.cols)
    for j, k in enumerate(codes):
        col = scores.column(j)
        high = f"MAX({scores.all})" if full == '""' else f'IF({full}="",MAX({scores.all}),{full})'
        grid.append(
            [
                heads.item(where[k]),
                f"COUNT({col})",
                mean.item(j),
                f"MEDIAN({col})",
                f"QUARTILE({col},1)",
                f"QUARTILE({col},3)",
                f"IF(COUNT({col})>1,STDEV({col}),{NA})",
                f"IF(AND(COUNT({col})>1,{mean.item(j)}<>0),STDEV({col})/{mean.item(j)},{NA})",
                f"SUMPRODUCT(--({col}={high}))/COUNT({col})",
                weight[j],
            ]
        )
    return grid


@native("MFG_STAGE_WEIGHT")
def stage_weight(c: NativeCall) -> Grid:
    """Factors times the common weights, made to sum to 1 in each stage; for cities those of their stage."""
    m = c.matrix("factor")
    if m.labels is not None or m.header is None or c.is_row("weight", "parent"):
        raise NoNative("shape", "factor")
    t, n = m.data, m.data.rows
    how = c.choice("form", "stage_weight", ("factor", "table"))
    parent = c.vector("parent", n) if c.given("parent") else None
    s = Siblings(parent, Choice("local"), n)
    if not c.given("weight"):
        raise NoNative("argument", "weight")
    w = c.helper("normed", [[f] for f in s.normed(c.vector("weight", n))])
    factors = c.clean(t)
    product = c.helper(
        "factors",
        [
            [
                how.pick({"factor": f"{w.item(i)}*{factors.at(i, g)}", "table": factors.at(i, g)}).join(
                    (f"IF(ISNUMBER({factors.at(i, g)}),", ',"")')
                )
                for g in range(t.cols)
            ]
            for i in range(n)
        ],
    )
    # Siblings without any factor keep the common weights; a gap among factors is refused.
    some = c.helper("member", [[f"IF(COUNT({factors.line(i)})>0,1,0)"] for i in range(n)])
    grid = []
    for i in range(n):
        line = []
        for g in range(t.cols):
            col = product.sub(0, g, n, 1)
            mine = s.local(f"ISNUMBER({col.all})*({some.all}=1)", i)
            all_ = s.local("1*(" + some.all + "=" + some.all + ")", i)
            # SUMPRODUCT passes over the blanks of siblings elsewhere.
            total = f"SUMPRODUCT(--{s.same(i)},{col.all})" if parent is not None else f"SUM({col.all})"
            own = f"IF(AND({mine}={all_},MIN({factors.column(g)})>=0),{product.at(i, g)}/{total},1/0)"
            line.append(f"IF({s.local(some.all, i)}=0,{w.item(i)},{own})")
        grid.append(line)
    if not c.given("group"):
        return c.like(m, grid)
    block = c.helper("normed", grid)
    group = c.labels(c.vector("group"))
    return [
        [
            f'IF({group.item(u)}="",{NA},IFERROR(INDEX({block.line(i)},MATCH({group.item(u)},{m.header.all},0)),1/0))'
            for i in range(n)
        ]
        for u in range(group.size)
    ]
