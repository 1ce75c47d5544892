"""Native forms of aggregation: dimensions, scores and their scale."""

from __future__ import annotations

from dataclasses import dataclass

from udfs.excel.cells import is_label
from workbook.native.call import Choice, NativeCall
from workbook.native.expr import NA, REFUSED, array
from workbook.native.parameters import Numbered, method_of, numbered
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native
from workbook.native.siblings import Siblings

#: Aggregation by plain formulas; all but the first by array formulas.
MEANS = ("arithmetic", "geometric", "harmonic", "min", "power", "meanmin")


@dataclass(frozen=True)
class Weights:
    """Weights of m columns in one result: the same for all units (a row), or each unit's own (rows)."""

    rect: Rect

    def row(self, i: int) -> str:
        return self.rect.line(i if self.rect.rows > 1 else 0)


def aggregated(x: str, w: str, how: Numbered, missing: Choice) -> str:
    """Return the formula of one unit's result from its row of values and its row of weights.

    A missing value with weight leaves the result missing (keep), passes its weight to the others (reweight),
    or counts as 0 (zero). Weights that are 0 take no part.
    """
    gone = f'SUMPRODUCT({w}*({x}=""))'
    total, there = f"SUM({w})", f'SUMPRODUCT({w}*({x}<>""))'
    if how.cell is None and how.name == "arithmetic":
        plain = f"SUMPRODUCT({w},{x})"
        held = missing.pick(
            {"keep": NA, "reweight": f"IF({there}>0,{plain}*{total}/{there},NA())", "zero": plain}
        )
        return f"IF({gone}=0,{plain},{held})"
    used = f"({w}>0)*ISNUMBER({x})"
    # Weights over a whole level sum to t in a parent: every mean is then t times that of a sum of 1, and what is
    # there takes over the weight of what is missing.
    share = f"{total}/{{D}}"
    # A total of 1 but for rounding must not break ties of units with the same least value.
    snapped = f"IF(ABS({total}-1)<=0.000000000001,1,{total})"
    forms = {
        "arithmetic": f"SUM(IF({used},{w}*{x}))*{share}",
        "geometric": f"EXP(SUM(IF({used},{w}*LN({x})))*{share})",
        "harmonic": f"IF(MIN(IF({used},{x}))>0,{total}*{{D}}/SUM(IF({used},{w}/{x})),1/0)",
        "min": f"{snapped}*MIN(IF({used},{x}))",
    }
    p, a = how.number(0, 2.0), how.number(0, 0.5)
    least = f"MIN(IF({used},{x}))"
    forms["meanmin"] = f"IF(AND({a}>=0,{a}<=1),(1-{a})*{forms['arithmetic']}+{a}*{forms['min']},1/0)"
    # The power 0 is the limit, the geometric mean; values below 0, and 0 to a negative power, are refused.
    raised = f"SUM(IF({used},{w}*{x}^{p}))"
    forms["power"] = (
        f"IF({p}=1,{forms['arithmetic']},IF(OR({least}<0,AND({p}<=0,{least}=0)),1/0,"
        f"IF({p}=0,{total}*EXP(SUM(IF({used},{w}*LN({x})))/{{D}}),{total}*({raised}/{{D}})^(1/{p}))))"
    )
    body = how.pick(forms)
    whole, part = (body.replace("{D}", d) for d in (total, there))
    # A gap that counts as 0 has no geometric or harmonic mean, nor one of a power that is not above 0.
    summed, lowest = f"SUM(IF({used},{w}*{x}))", f"{snapped}*MIN(0,{least})"
    none = how.pick(
        {
            "arithmetic": summed,
            "geometric": REFUSED,
            "harmonic": REFUSED,
            "min": lowest,
            "meanmin": f"IF(AND({a}>=0,{a}<=1),(1-{a})*{summed}+{a}*{lowest},1/0)",
            "power": f"IF({p}=1,{summed},IF(OR({least}<0,{p}<=0),1/0,{total}*({raised}/{total})^(1/{p})))",
        }
    )
    held = missing.pick({"keep": NA, "reweight": f"IF({there}>0,{part},NA())", "zero": none})
    guarded = f"IF({gone}=0,{whole},{held})"
    return array(guarded)


@native("MFG_DIMENSION")
def dimension(c: NativeCall) -> Grid:
    """Weighted means of the columns of each parent."""
    m = c.matrix("data")
    n = m.data.cols
    if not c.given("parent") or m.header is not None or m.labels is not None:
        raise NoNative("shape", "parent")
    how = numbered(c, "method", "aggregate", live_means(c))
    missing = c.choice("missing", "missing", ("keep", "reweight", "zero"))
    s = Siblings.of(c, n)
    assert s.parent is not None
    x = c.clean(m.data)
    nodes = _nodes(c)
    out: list[list[str]] = [[] for _ in range(m.data.rows)]
    for node in nodes:
        w = _weights(c, s, m.data.rows, node)
        for i in range(m.data.rows):
            out[i].append(aggregated(x.line(i), w.row(i), how, missing))
    return out


def live_means(c: NativeCall) -> tuple[str, ...]:
    """Arithmetic means stay plain formulas; who starts from another mean may change among all."""
    now = c.args["method"].block.values[0][0] if c.given("method") else None
    base = method_of("aggregate", now, "method").base
    if base not in MEANS:
        raise NoNative("method", str(now))
    return () if base == "arithmetic" else MEANS


def _nodes(c: NativeCall) -> list[str]:
    if not c.given("node"):
        raise NoNative("argument", "node")
    v = c.vector("node")
    return [v.item(g) for g in range(v.size)]


def _weights(c: NativeCall, s: Siblings, rows: int, node: str) -> Weights:
    """Return the weights of the columns that belong to a node, 0 elsewhere."""
    assert s.parent is not None
    n = s.count
    member = [f"IF({s.parent.item(j)}={node},1,0)" for j in range(n)]
    if not c.given("weight"):
        raise NoNative("argument", "weight")
    block = c.args["weight"].block
    if is_label(block.values[0][0]):
        raise NoNative("argument", "weight")
    if min(block.shape) == 1 and not (n == 1 and block.shape[0] == rows > 1):
        w = c.helper("normed", [[f] for f in s.normed(c.vector("weight", n))])
        mask = [[f"IF({s.parent.item(j)}={node},{w.item(j)},0)" for j in range(n)]]
        return Weights(c.helper("mask", mask))
    m = c.matrix("weight")
    if m.header is not None or m.labels is not None or m.data.rows != rows or m.data.cols != n:
        raise NoNative("shape", "weight")
    inside = c.helper("member", [member])
    grid = []
    for i in range(rows):
        row = m.data.line(i)
        local = f"SUMPRODUCT({inside.all},{row})"
        total = s.scope.pick({"local": local, "global": f"SUM({row})"})
        # A blank or negative weight is refused; a unit without any has no score.
        grid.append([_own(row, n, f"{inside.item(j)}*{m.data.at(i, j)}/{total}") for j in range(n)])
    return Weights(c.helper("mask", grid))


def _own(row: str, count: int, form: str) -> str:
    """Return a formula from a unit's own weights; a unit without any has no score, a gap is refused."""
    return f"IF(COUNT({row})=0,NA(),IF(COUNT({row})<{count},1/0,IF(MIN({row})<0,1/0,{form})))"


@native("MFG_SCORE")
def score(c: NativeCall) -> Grid:
    """Scores from data that are normalised already: one weighted mean, then the scale."""
    c.refuse("direction", "parent", "parent_weight")
    m = c.matrix("data")
    if c.choice("norm", "normalise").name != "none" or m.header is not None or m.labels is not None:
        raise NoNative("argument", "norm")
    n, rows = m.data.cols, m.data.rows
    how = numbered(c, "method", "aggregate", live_means(c))
    missing = c.choice("missing", "missing", ("keep", "reweight", "zero"))
    x = c.clean(m.data)
    if not c.given("weight") or is_label(c.args["weight"].block.values[0][0]):
        raise NoNative("argument", "weight")
    if min(c.args["weight"].block.shape) == 1 and not (n == 1 and rows > 1):
        s = Siblings(None, Choice("local"), n)
        w = c.helper("normed", [[f] for f in s.normed(c.vector("weight", n))])
        weights = Weights(c.helper("mask", [[w.item(j) for j in range(n)]]))
    else:
        mw = c.matrix("weight").data
        if (mw.rows, mw.cols) != (rows, n):
            raise NoNative("shape", "weight")
        weights = Weights(
            c.helper(
                "mask",
                [
                    [_own(mw.line(i), n, f"{mw.at(i, j)}/SUM({mw.line(i)})") for j in range(n)]
                    for i in range(rows)
                ],
            )
        )
    first = c.helper("raw", [[aggregated(x.line(i), weights.row(i), how, missing)] for i in range(rows)])
    raw = c.clean(first)
    scale = c.choice("score_scale", "scale", ("raw", "max100", "minmax100", "efficacy"))
    low, high = f"MIN({raw.all})", f"MAX({raw.all})"
    out = []
    for i in range(rows):
        s_ = raw.item(i)
        part = f"IF({high}>{low},({s_}-{low})/({high}-{low}),1/0)"
        form = scale.pick(
            {
                "raw": s_,
                "max100": f"IF({high}>0,{s_}/{high}*100,1/0)",
                "minmax100": f"100*{part}",
                "efficacy": f"60+40*{part}",
            }
        )
        out.append([f'IF({s_}="",{NA},{form})'])
    return out
