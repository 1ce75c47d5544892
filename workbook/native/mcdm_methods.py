"""Whole-matrix methods as plain formulas.

Each is a function from the data (:class:`workbook.native.matrix.Part`) to its columns by symbol, as the engine's
is; ``score``, larger is better, is the last. DEA and BoD are linear programmes, which have no plain formulas.
"""

from __future__ import annotations

from collections.abc import Callable

from workbook.native.expr import REFUSED
from workbook.native.matrix import Part
from workbook.native.parameters import Numbered
from workbook.native.rect import Rect

Parts = dict[str, Rect]
Form = Callable[[Part, Numbered], Parts]

METHODS: dict[str, Form] = {}


def _method(f: Form) -> Form:
    METHODS[f.__name__] = f
    return f


def _within(x: str, low: float, high: float = 1.0) -> str:
    """Return a method's number, refused outside its range."""
    return f"IF(AND({x}>={low:g},{x}<={high:g}),{x},{REFUSED})"


def _number(p: Part, how: Numbered, default: float, low: float = 0.0) -> str:
    return p.c.helper("number", [[_within(how.number(0, default), low)]]).all


@_method
def topsis(p: Part, how: Numbered) -> Parts:
    low, high = p.low(), p.high()
    best = p.row("r_best", lambda j: f"IF({p.is_cost(j)},{low.item(j)},{high.item(j)})")
    worst = p.row("r_worst", lambda j: f"IF({p.is_cost(j)},{high.item(j)},{low.item(j)})")

    def apart(end: Rect, name: str) -> Rect:
        away = p.block(lambda i, j: f"({p.w.item(j)}*({p.x.at(i, j)}-{end.item(j)}))^2", "step", "0")
        return p.column(lambda i: f"SQRT(SUM({away.line(i)}))", "parts", name)

    up, down = apart(best, "D+"), apart(worst, "D-")
    score = p.column(lambda i: f"{down.item(i)}/({up.item(i)}+{down.item(i)})", "parts", "score")
    return {"D+": up, "D-": down, "score": score}


@_method
def vikor(p: Part, how: Numbered) -> Parts:
    r = p.ranged()
    regret = p.block(lambda i, j: f"{p.w.item(j)}*(1-{r.at(i, j)})", "step", "0")
    s = p.column(lambda i: f"SUM({regret.line(i)})", "parts", "S")
    worst = p.column(lambda i: f"MAX({regret.line(i)})", "parts", "R")
    v = _number(p, how, 0.5)

    def span(x: Rect, i: int) -> str:
        low, high = f"MIN({x.all})", f"MAX({x.all})"
        return f"IF({high}>{low},({x.item(i)}-{low})/({high}-{low}),0)"

    q = p.column(lambda i: f"{v}*{span(s, i)}+(1-{v})*{span(worst, i)}", "parts", "Q")
    return {"S": s, "R": worst, "Q": q, "score": p.column(lambda i: f"1-{q.item(i)}", "parts", "score")}


@_method
def gra(p: Part, how: Numbered) -> Parts:
    r, rho = p.ranged(), _number(p, how, 0.5, 1e-6)
    return {"score": p.sums(lambda i: f"{p.w.all}*{rho}/(1-{r.line(i)}+{rho})", "score")}


def ratio(p: Part, interval: bool = False) -> Rect:
    """Return the rank-sum ratio of each row, whole ranks or ranks by distance."""
    number = f"SUM({p.there.all})"
    if interval:
        unit = p.ranged()
        ranks = p.block(lambda i, j: f"1+({number}-1)*{unit.at(i, j)}", "step")
    else:

        def place(i: int, j: int) -> str:
            v, col = p.x.at(i, j), p.x.column(j)
            return f"RANK({v},{col},1-{p.negative.item(j)})+(SUMPRODUCT(--({col}={v}))-1)/2"

        ranks = p.block(place, "step")
    # Equal ratios may differ in their last digit after the weighted sum.
    return p.column(lambda i: f"ROUND(SUMPRODUCT({p.w.all},{ranks.line(i)})/{number},12)", "parts", "RSR")


@_method
def rsr(p: Part, how: Numbered) -> Parts:
    return {"score": ratio(p)}


def _share(p: Part, x: Rect) -> tuple[Rect, Rect]:
    """Return the weighted sums of the benefits and of the costs, for each row."""
    gain = p.sums(lambda i: f"{p.w.all}*(1-{p.negative.all})*{x.line(i)}")
    return gain, p.sums(lambda i: f"{p.w.all}*{p.negative.all}*{x.line(i)}")


@_method
def copras(p: Part, how: Numbered) -> Parts:
    low = p.low()
    total = p.row(
        "r_sum",
        lambda j: f"IF(AND({low.item(j)}>=0,SUM({p.x.column(j)})>0),SUM({p.x.column(j)}),{REFUSED})",
    )
    gain, cost = _share(p, p.block(lambda i, j: f"{p.x.at(i, j)}/{total.item(j)}", "step"))
    inverse = p.column(lambda i: f"IF({cost.item(i)}>0,1/{cost.item(i)},{REFUSED})")
    some = f"SUMPRODUCT(({p.w.all}>0)*{p.negative.all})>0"

    def form(i: int) -> str:
        share = f"SUM({cost.all})/({cost.item(i)}*SUM({inverse.all}))"
        return f"{gain.item(i)}+IF({some},{share},0)"

    q = p.column(form, "parts", "Q")
    score = p.column(lambda i: f"{q.item(i)}/MAX({q.all})", "parts", "score")
    return {"S+": gain, "S-": cost, "Q": q, "score": score}


@_method
def waspas(p: Part, how: Numbered) -> Parts:
    r, part = p.linear(), _number(p, how, 0.5)
    added = p.sums(lambda i: f"{p.w.all}*{r.line(i)}", "WSM")
    product = p.column(
        lambda i: f"IF(MIN({r.line(i)})>0,EXP(SUMPRODUCT({p.w.all}*LN({r.line(i)}))),0)", "parts", "WPM"
    )
    score = p.column(lambda i: f"{part}*{added.item(i)}+(1-{part})*{product.item(i)}", "parts", "score")
    return {"WSM": added, "WPM": product, "score": score}


@_method
def edas(p: Part, how: Numbered) -> Parts:
    mean = p.row("r_mean", lambda j: f"IF(AVERAGE({p.x.column(j)})>0,AVERAGE({p.x.column(j)}),{REFUSED})")
    d = p.block(
        lambda i, j: f"IF({p.is_cost(j)},-1,1)*({p.x.at(i, j)}-{mean.item(j)})/{mean.item(j)}", "step", "0"
    )
    above = p.sums(lambda i: f"{p.w.all}*({d.line(i)}>0)*{d.line(i)}", "SP")
    below = p.sums(lambda i: f"{p.w.all}*({d.line(i)}<0)*-{d.line(i)}", "SN")

    def part(x: Rect, i: int) -> str:
        return f"IF(MAX({x.all})>0,{x.item(i)}/MAX({x.all}),{x.item(i)})"

    score = p.column(lambda i: f"({part(above, i)}+1-{part(below, i)})/2", "parts", "score")
    return {"SP": above, "SN": below, "score": score}


@_method
def marcos(p: Part, how: Numbered) -> Parts:
    low, high = p.low(), p.high()
    worst = p.row("r_worst", lambda j: f"IF({low.item(j)}>0,{low.item(j)}/{high.item(j)},{REFUSED})")
    r = p.linear()
    up = p.sums(lambda i: f"{p.w.all}*{r.line(i)}", "K+")
    down = p.column(lambda i: f"{up.item(i)}/SUMPRODUCT({p.w.all},{worst.all})", "parts", "K-")

    def form(i: int) -> str:
        a, b = up.item(i), down.item(i)
        # (1 - f) / f of f = b / (a + b) is a / b.
        return f"({a}+{b})/(1+{a}/{b}+{b}/{a})"

    return {"K+": up, "K-": down, "score": p.column(form, "parts", "score")}


@_method
def codas(p: Part, how: Numbered) -> Parts:
    r = p.linear()
    v = p.block(lambda i, j: f"{p.w.item(j)}*{r.at(i, j)}", "step", "0")
    low = p.row("r_min", lambda j: f"MIN({v.column(j)})", spare="0")
    e = p.column(lambda i: f"SQRT(SUMPRODUCT(({v.line(i)}-{low.all})^2))", "parts", "E")
    t = p.column(lambda i: f"SUMPRODUCT({v.line(i)}-{low.all})", "parts", "T")
    tau = _number(p, how, 0.02)
    # Rows that take no part as 0, so that differences can be taken of all.
    e0, t0 = (p.c.helper("step", [[f"N({x.item(i)})"] for i in range(x.size)]) for x in (e, t))

    def form(i: int) -> str:
        apart = f"({e.item(i)}-{e0.all})"
        return f"SUMPRODUCT({p.there.all}*({apart}+(ABS{apart}>={tau})*({t.item(i)}-{t0.all})))"

    return {"E": e, "T": t, "score": p.column(form, "parts", "score")}


@_method
def promethee(p: Part, how: Numbered) -> Parts:
    share = _number(p, how, 0.0)
    full = p.row("r_full", lambda j: f"{share}*(MAX({p.x.column(j)})-MIN({p.x.column(j)}))")
    plain = p.block(lambda i, j: f"N({p.x.at(i, j)})", "step", "0")
    # Rows that take no part are 0 there and masked.
    zero = p.c.helper(
        "step", [[f"N({plain.at(i, j)})" for j in range(plain.cols)] for i in range(plain.rows)]
    )

    def over(i: int, j: int, sign: str) -> str:
        v, col = p.x.at(i, j), p.x.column(j)
        order = f"IF({p.is_cost(j)},{0 if sign == '1' else 1},{1 if sign == '1' else 0})"
        usual = f"RANK({v},{col},{order})-1"
        d = f"(IF({p.is_cost(j)},-1,1)*{sign}*({v}-{zero.column(j)}))"
        f = full.item(j)
        shaped = f"SUMPRODUCT({p.there.all}*({d}>0)*(({d}>={f})+({d}<{f})*{d}/{f}))"
        return f"IF({f}>0,{shaped},{usual})"

    n = f"(SUM({p.there.all})-1)"

    def flow(sign: str, name: str) -> Rect:
        wins = p.block(lambda i, j: over(i, j, sign), "step", "0")
        return p.sums(lambda i: f"{p.w.all}*{wins.line(i)}/{n}", name)

    win, lose = flow("1", "phi+"), flow("-1", "phi-")
    # Flows are sums of shares of pairs, which are often equal but for their last digit.
    score = p.column(lambda i: f"ROUND({win.item(i)}-{lose.item(i)},13)", "parts", "score")
    return {"phi+": win, "phi-": lose, "score": score}


@_method
def fuzzy(p: Part, how: Numbered) -> Parts:
    count = 5 if not how.now or how.now[0] is None else int(how.now[0])
    # Each class has a column of its own: their number stays what it is.
    p.c.guards.append(f"{how.number(0, 5)}={count}")
    r = p.ranged()
    marks = p.c.helper(
        "breaks",
        [[f"PERCENTILE({r.column(j)},{k}/{count - 1})" for j in range(r.cols)] for k in range(count)],
    )

    def place(i: int, j: int) -> str:
        v, col = r.at(i, j), marks.column(j)
        below, upto = f"SUMPRODUCT(--({col}<{v}))", f"(SUMPRODUCT(--({col}<={v}))-1)"
        # In the middle of the marks it stands on, or between two of them.
        low, high = f"INDEX({col},{below})", f"INDEX({col},{below}+1)"
        return f"IF({upto}>={below},({upto}+{below})/2,{below}-1+({v}-{low})/({high}-{low}))"

    at = p.block(place, "step", "0")

    def member(k: int) -> Rect:
        def form(i: int) -> str:
            near = f"(1-ABS({at.line(i)}-{count - 1 - k}))"
            return f"{p.w.all}*({near}>0)*{near}"

        return p.sums(form, f"B{k + 1}")

    out = {f"B{k + 1}": member(k) for k in range(count)}
    points = [f"{100 * (count - 1 - k) / (count - 1)!r}" for k in range(count)]

    def score(i: int) -> str:
        return "+".join(f"{b.item(i)}*{x}" for b, x in zip(out.values(), points, strict=True))

    return {**out, "score": p.column(score, "parts", "score")}


@_method
def aras(p: Part, how: Numbered) -> Parts:
    low = p.low()

    def value(i: int, j: int) -> str:
        x, a = p.x.at(i, j), low.item(j)
        return f"IF({p.is_cost(j)},IF({a}>0,1/{x},{REFUSED}),IF({a}>=0,{x},{REFUSED}))"

    r = p.block(value, "step")
    best = p.row("r_best", lambda j: f"IF(MAX({r.column(j)})>0,MAX({r.column(j)}),{REFUSED})")
    share = p.row("r_share", lambda j: f"{p.w.item(j)}/(SUM({r.column(j)})+{best.item(j)})", spare="0")
    s = p.sums(lambda i: f"{share.all}*{r.line(i)}", "S")
    score = p.column(lambda i: f"{s.item(i)}/SUMPRODUCT({share.all},{best.all})", "parts", "score")
    return {"S": s, "score": score}


@_method
def moora(p: Part, how: Numbered) -> Parts:
    norm = p.row("r_norm", lambda j: f"SQRT(SUMSQ({p.x.column(j)}))")
    gain, cost = _share(p, p.block(lambda i, j: f"{p.x.at(i, j)}/{norm.item(j)}", "step"))
    score = p.column(lambda i: f"{gain.item(i)}-{cost.item(i)}", "parts", "score")
    return {"gain": gain, "cost": cost, "score": score}


@_method
def cocoso(p: Part, how: Numbered) -> Parts:
    r, part = p.ranged(), _number(p, how, 0.5)
    s = p.sums(lambda i: f"{p.w.all}*{r.line(i)}", "S")
    power = p.sums(lambda i: f"({p.w.all}>0)*{r.line(i)}^{p.w.all}", "P")
    both = p.column(lambda i: f"{s.item(i)}+{power.item(i)}")
    ka = p.column(lambda i: f"{both.item(i)}/SUM({both.all})", "parts", "ka")
    # Where a unit is the worst in everything its sum is 0 and nothing can be divided by it.
    kb = p.column(lambda i: f"{s.item(i)}/MIN({s.all})+{power.item(i)}/MIN({power.all})", "parts", "kb")
    top = f"({part}*MAX({s.all})+(1-{part})*MAX({power.all}))"
    kc = p.column(lambda i: f"({part}*{s.item(i)}+(1-{part})*{power.item(i)})/{top}", "parts", "kc")

    def form(i: int) -> str:
        k = [x.item(i) for x in (ka, kb, kc)]
        return f"({'*'.join(k)})^(1/3)+({'+'.join(k)})/3"

    score = p.column(form, "parts", "score")
    return {"S": s, "P": power, "ka": ka, "kb": kb, "kc": kc, "score": score}


@_method
def mabac(p: Part, how: Numbered) -> Parts:
    r = p.ranged()
    v = p.block(lambda i, j: f"{p.w.item(j)}*({r.at(i, j)}+1)", "step")
    logs = p.block(lambda i, j: f"LN({v.at(i, j)})", "step")
    border = p.row("r_border", lambda j: f"EXP(AVERAGE({logs.column(j)}))")
    return {"score": p.sums(lambda i: f"({p.w.all}>0)*({v.line(i)}-{border.all})", "score")}


@_method
def mairca(p: Part, how: Numbered) -> Parts:
    r = p.ranged()
    gap = p.sums(lambda i: f"{p.w.all}*(1-{r.line(i)})/SUM({p.there.all})", "Q")
    return {"Q": gap, "score": p.column(lambda i: f"1-{gap.item(i)}", "parts", "score")}
