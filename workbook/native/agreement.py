"""Native forms of comparing two rankings: agreement and moves."""

from __future__ import annotations

from workbook.native.call import NativeCall
from workbook.native.expr import NA
from workbook.native.grouping import listed
from workbook.native.nodes import found
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native


@native("MFG_COMPARE")
def compare(c: NativeCall) -> Grid:
    """Spearman's rho, Kendall's tau-b, mean shift over the units that both lists have."""
    a = c.clean(c.vector("a"))
    n = a.size
    b = c.clean(c.vector("b"))
    named = c.given("city_a") and c.given("city_b")
    up = [
        c.choice(f"order_{k}", "order").name == "ascending" if c.given(f"order_{k}") else True for k in "ab"
    ]
    left = c.vector("city_a", n) if named else None
    right = c.vector("city_b", b.size) if named else None
    if not named and b.size != n:
        raise NoNative("shape", "b")
    grid = []
    for i in range(n):
        other = b.item(i)
        if left is not None and right is not None:
            at = found(left.item(i), right.all)
            other = f'IF({left.item(i)}="","",IFERROR(INDEX({b.all},{at}),""))'
        grid.append([other])
    y = c.helper("joined", grid)
    both = [f"AND(ISNUMBER({a.item(i)}),ISNUMBER({y.item(i)}))" for i in range(n)]
    signs = ["" if u else "-" for u in up]
    pair = c.helper(
        "joined",
        [
            [
                f"IF({both[i]},1,0)",
                f'IF({both[i]},{signs[0]}{a.item(i)},"")',
                f'IF({both[i]},{signs[1]}{y.item(i)},"")',
                f"IF({both[i]},{signs[0]}{a.item(i)},0)",
                f"IF({both[i]},{signs[1]}{y.item(i)},0)",
            ]
            for i in range(n)
        ],
    )
    there = pair.column(0)
    ranks, terms = [], []
    for i in range(n):
        line = []
        for j in (1, 2):
            v, col = pair.at(i, j), pair.column(j)
            least = f"RANK({v},{col},1)"
            line.append(f'IF({v}="","",{least}+(SUMPRODUCT(--({col}={v}))-1)/2)')
            line.append(f'IF({v}="","",{least})')
        ranks.append(line)
        p, q = (f"SIGN({pair.at(i, j)}-{pair.column(j)})" for j in (3, 4))
        here = f"{pair.at(i, 0)}*{there}"
        terms.append([f"SUMPRODUCT({here}*{s})" for s in (f"{p}*{q}", f"ABS({p})", f"ABS({q})")])
    r, t = c.helper("rank", ranks), c.helper("terms", terms)
    rho = f"CORREL({r.column(0)},{r.column(2)})"
    tau = f"SUM({t.column(0)})/SQRT(SUM({t.column(1)})*SUM({t.column(2)}))"
    common = f"SUM({there})"
    step = [f"ABS({r.at(i, 1)}-{r.at(i, 3)})" for i in range(n)]
    shift = c.helper("terms", [[f'IF({pair.at(i, 0)}=1,{step[i]},"")'] for i in range(n)])
    number = c.helper("number", [[f"SUM({there})"]]).all
    apart = []
    for i in range(n):
        x, z = r.at(i, 0), r.at(i, 2)
        top = f"({x}-{z})^2*(2*{number}+2-{x}-{z})"
        near = f"2^(-{x})*ABS({x}-{z})/MAX({x}-1,{number}-{x})"
        apart.append([f'IF({pair.at(i, 0)}=1,{f},"")' for f in (top, near)])
    d = c.helper("terms", apart)
    power = f"({number}^4+{number}^3-{number}^2-{number})"
    rows = [
        ("common", f"IF({common}<2,{NA},{common})"),
        ("spearman", f"IFERROR({rho},{NA})"),
        ("kendall", f"IFERROR({tau},{NA})"),
        ("shift", f"IFERROR(AVERAGE({shift.all}),{NA})"),
        ("same", f"SUMPRODUCT(--({shift.all}=0))"),
        ("weighted", f"IFERROR(1-6*SUM({d.column(0)})/{power},{NA})"),
        ("ws", f"IFERROR(1-SUM({d.column(1)}),{NA})"),
    ]
    return [c.head("measure", "value"), *([c.word(f"m_{k}"), f] for k, f in rows)]


@native("MFG_MOVES")
def moves(c: NativeCall) -> Grid:
    """The units of the second ranking in its order, then those that left in the order of the first."""
    c.refuse("order_a", "order_b")
    if not (c.given("city_a") and c.given("city_b")):
        raise NoNative("argument", "city_a")
    a, b = c.clean(c.vector("a")), c.clean(c.vector("b"))
    left, right = c.vector("city_a", a.size), c.vector("city_b", b.size)
    n, m = a.size, b.size
    # Where each unit stands in the other list, "" where it does not.
    to_left = c.helper(
        "joined",
        [[_at(right.item(i), left)] for i in range(m)],
    )
    to_right = c.helper("joined", [[_at(left.item(i), right)] for i in range(n)])
    before = c.helper(
        "joined",
        [[f'IF({to_left.item(i)}="","",INDEX({a.all},{to_left.item(i)}))'] for i in range(m)],
    )
    gone = c.helper(
        "joined",
        [
            [
                f'IF(AND({left.item(i)}<>"",ISNUMBER({a.item(i)})),'
                f'IF({to_right.item(i)}="",{a.item(i)},IF(INDEX({b.all},{to_right.item(i)})="",{a.item(i)},"")),"")'
            ]
            for i in range(n)
        ],
    )
    stay = c.helper(
        "joined", [[f'IF(AND({right.item(i)}<>"",ISNUMBER({b.item(i)})),{b.item(i)},"")'] for i in range(m)]
    )
    first = _order(c, stay, "0")
    rows = c.shape[0] - 1
    second = _order(c, gone, f"COUNT({stay.all})")
    at, out_at = listed(c, first, rows), listed(c, second, rows)
    out = [c.head("city", "before", "after", "change", "kind")]
    for k in range(rows):
        i, o = at.item(k), out_at.item(k)
        then, now = f"INDEX({before.all},{i})", f"INDEX({b.all},{i})"
        own = f"INDEX({to_left.all},{i})"
        name = f'IF({own}="",INDEX({right.all},{i}),INDEX({left.all},{own}))'
        kind = (
            f'IF({then}="",{c.word("move_in")},IF({then}>{now},{c.word("move_up")},'
            f"IF({then}<{now},{c.word('move_down')},{c.word('move_same')})))"
        )
        lines = (
            (name, f"INDEX({left.all},{o})"),
            (f'IF({then}="",NA(),{then})', f"INDEX({a.all},{o})"),
            (now, NA),
            (f'IF({then}="",NA(),{then}-{now})', NA),
            (kind, c.word("move_out")),
        )
        out.append([f'IF({i}<>"",{x},IF({o}<>"",{y},""))' for x, y in lines])
    return out


def _at(name: str, names: Rect) -> str:
    return f'IF({name}="","",IFERROR({found(name, names.all)},""))'


def _order(c: NativeCall, r: Rect, after: str) -> Rect:
    """Return the place of each row by its rank, equal ones in their order, behind `after` others."""
    grid = []
    for i in range(r.size):
        v = r.item(i)
        mine = f"SUMPRODUCT(--({r.all}<{v}))+SUMPRODUCT(--({r.upto(i)}={v}))"
        grid.append([f'IF({v}="","",{after}+{mine})'])
    return c.helper("place", grid)
