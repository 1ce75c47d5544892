"""Native form of MFG_TREAT: percentiles, logarithms, and winsorisation point by point.

Winsorising until a column passes is a loop of at most `winmax` rounds; every round is a block of its own, in
which a column that passes already stays as it is.
"""

from __future__ import annotations

from udfs.engine.treat import Rule
from udfs.excel import scalars
from workbook.native.call import NativeCall
from workbook.native.expr import NA, REFUSED
from workbook.native.lines import refusing
from workbook.native.matrix import same_as_now
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native

#: Methods in which every value has a formula of its own; the reader may change from one to another.
PLAIN = ("none", "percentile", "log", "log_ct", "log_ct_signed", "log_ct_one", "asinh")
#: Methods by rounds.
ROUNDS = ("winsorise", "winlog")
#: Rounds at most: beyond, the helper blocks would outgrow the workbook.
MOST = 10


@native("MFG_TREAT")
def treat(c: NativeCall) -> Grid:
    """Treat every column, or those that fail the rule of skewness and kurtosis."""
    if "method" in c.args and c.args["method"].block.shape != (1, 1):
        raise NoNative("shape", "method")
    m = c.matrix("data")
    how = c.choice("method", "treat", PLAIN)
    power = how.name == "boxcox" and c.given("power")
    if how.name not in (*PLAIN, *ROUNDS) and not power:
        raise NoNative("method", how.name)
    x = c.clean(m.data)
    limits = c.number("skew", Rule.skew), c.number("kurt", Rule.kurt)
    if how.name in ROUNDS:
        return c.like(m, _shown(x, _rounds(c, x, how.name, limits)))
    when = c.choice("when", "when", ("always", "failing"))
    low, high = c.number("low", Rule.low), c.number("high", Rule.high)
    c.guards.append(f"AND({low}>=0,{high}<=1,{low}<{high})")
    s = _ends(c, x, limits, low, high)
    out = []
    for i in range(x.rows):
        line = []
        for j in range(x.cols):
            v = x.at(i, j)
            forms = _forms(v, s, j)
            if power:
                p = c.rect("power").at(0, 0)
                forms["boxcox"] = f"IF({s.at(0, j)}>0,IF({p}=0,LN({v}),({v}^{p}-1)/{p}),{REFUSED})"
            treated = how.pick(forms)
            active = when.pick({"always": "TRUE", "failing": f"{s.at(3, j)}=1"})
            line.append(treated if active == "TRUE" else f"IF({active},{treated},{v})")
        out.append(line)
    return c.like(
        m, [[f"IF(ISNUMBER({x.at(i, j)}),{f},{NA})" for j, f in enumerate(r)] for i, r in enumerate(out)]
    )


def _ends(c: NativeCall, x: Rect, limits: tuple[str, str], low: str, high: str) -> Rect:
    """Write the ends of each column, its skewness, whether it fails, and its percentiles."""
    grid: Grid = [[] for _ in range(6)]
    for j in range(x.cols):
        col = x.column(j)
        for i, f in enumerate((
            f"MIN({col})", f"MAX({col})", f"IF(AND(COUNT({col})>2,MAX({col})>MIN({col})),SKEW({col}),0)",
            _fails(col, limits), f'IF(COUNT({col})=0,"",PERCENTILE({col},{low}))',
            f'IF(COUNT({col})=0,"",PERCENTILE({col},{high}))',
        )):  # fmt: skip
            grid[i].append(f)
    names = ("r_min", "r_max", "r_skew", "r_fails", "r_low", "r_high")
    return c.helper("ends", refusing(grid), names)


def _fails(col: str, limits: tuple[str, str]) -> str:
    """Return 1 where a column needs treatment; nothing judges one of fewer than four values, or of one value."""
    skew, kurt = limits
    judged = f"AND(COUNT({col})>3,MAX({col})>MIN({col}))"
    return f"IF({judged},IF(OR(ABS(SKEW({col}))<{skew},KURT({col})<{kurt}),0,1),0)"


def _forms(v: str, s: Rect, j: int) -> dict[str, str]:
    low, high, skew, _, least, most = (s.at(i, j) for i in range(6))
    up = f"LN({v}-{low}+0.01*({high}-{low}))"
    down = f"-LN({high}-{v}+0.01*({high}-{low}))"
    return {
        "none": v,
        "percentile": f"MIN({most},MAX({least},{v}))",
        "log": f"IF({low}>0,LN({v}),{REFUSED})",
        "log_ct": up,
        "log_ct_signed": f"IF({skew}<0,{down},{up})",
        "log_ct_one": f"LN({v}-{low}+1)",
        "asinh": f"ASINH({v})",
    }


def _rounds(c: NativeCall, x: Rect, how: str, limits: tuple[str, str]) -> Rect:
    """Set the most extreme value of failing columns to the next one, round after round; then logarithms (winlog)."""
    same_as_now(c, "winmax")
    block = c.args["winmax"].block if "winmax" in c.args else None
    most = scalars.whole(block, "winmax", 0, 10**7)
    most = Rule.winmax if most is None else most
    if most > MOST:
        raise NoNative("argument", "winmax")
    y, before = x, None
    for _ in range(most):
        rules = _round(c, x, y, before, limits, most)
        y = c.helper(
            "part",
            [
                [
                    f"IF(AND({rules.at(0, j)}=1,{y.at(i, j)}={rules.at(1, j)}),{rules.at(2, j)},{y.at(i, j)})"
                    for j in range(x.cols)
                ]
                for i in range(x.rows)
            ],
        )
        before = rules
    if how == "winsorise":
        return y
    ends = c.helper(
        "ends",
        refusing([[f(x.column(j), y.column(j)) for j in range(x.cols)] for f in (
            lambda a, b: f"MIN({a})", lambda a, b: f"MAX({a})", lambda a, b: _fails(b, limits))]),
        ("r_min", "r_max", "r_fails"),
    )  # fmt: skip
    grid = []
    for i in range(x.rows):
        line = []
        for j in range(x.cols):
            v, (low, high, fails) = x.at(i, j), (ends.at(k, j) for k in range(3))
            log = f"LN({v}-{low}+0.01*({high}-{low}))"
            line.append(f"IF(AND({fails}=1,ISNUMBER({v})),{log},{y.at(i, j)})")
        grid.append(line)
    return c.helper("part", grid)


def _round(c: NativeCall, x: Rect, y: Rect, before: Rect | None, limits: tuple[str, str], most: int) -> Rect:
    """Rows of one round: 1 where a column changes, the extreme value and the one next to it."""
    grid: Grid = [[] for _ in range(3)]
    for j in range(x.cols):
        col = y.column(j)
        high = f"SKEW({col})>=0"
        extreme = f"IF({high},MAX({col}),MIN({col}))"
        ties = f"SUMPRODUCT(--({col}={extreme}))+1"
        following = f"IF({high},LARGE({col},{ties}),SMALL({col},{ties}))"
        # Never so far that one value is left, and never more points than allowed.
        useful = f"IF({high},{following}>MIN({col}),{following}<MAX({col}))"
        moved = f"SUMPRODUCT(({col}<>{x.column(j)})*ISNUMBER({x.column(j)}))<{most}"
        open_ = (
            f"{_fails(col, limits)}=1"
            if before is None
            else f"AND({before.at(0, j)}=1,{moved},{_fails(col, limits)}=1)"
        )
        grid[0].append(f"IF({open_},IF({useful},1,0),0)")
        grid[1].append(f'IF({open_},{extreme},"")')
        grid[2].append(f'IF({open_},{following},"")')
    return c.helper("ends", refusing(grid), ("r_open", "r_extreme", "r_next"))


def _shown(x: Rect, y: Rect) -> Grid:
    return [[f"IF(ISNUMBER({x.at(i, j)}),{y.at(i, j)},{NA})" for j in range(x.cols)] for i in range(x.rows)]
