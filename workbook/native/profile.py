"""Native forms of views of one city: profile, strengths and weaknesses, change since a snapshot."""

from __future__ import annotations

from collections.abc import Callable

from udfs.excel.ranges import _MODERATE, _NEGATIVE
from udfs.excel.since import snapshot_columns
from workbook.native.call import NativeCall
from workbook.native.expr import NA, blank_or, quoted
from workbook.native.grouping import _codes
from workbook.native.nodes import found
from workbook.native.ranks import sorted_rows
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native


def negative(c: NativeCall, count: int) -> list[str]:
    """Return for each column the formula of 1 where it is negative."""
    if "direction" not in c.args:
        return ["0"] * count
    v = c.vector("direction", count)
    words = c.helper("flags", [[quoted(w)] for w in sorted(_NEGATIVE)])
    odd = c.helper("flags", [[quoted(w)] for w in sorted(_MODERATE)])
    return [
        f'IF(ISNUMBER(MATCH(LOWER(TRIM({d}))&"",{odd.all},0)),1/0,'
        f'IF(ISNUMBER(MATCH(LOWER(TRIM({d}))&"",{words.all},0)),1,0))'
        for d in (v.item(j) for j in range(count))
    ]


def _row(c: NativeCall, arg: str, names: Rect) -> str:
    return c.helper("unit", [[found(c.rect(arg).at(0, 0), names.all)]]).all


def _places(c: NativeCall, x: Rect, at: str) -> Rect:
    """Return the rank of one unit in each column, 1 the best, "" where it has no value."""
    turned = c.helper("rules", [negative(c, x.cols)], ("r_direction",))
    grid = []
    for j in range(x.cols):
        v = f"INDEX({x.column(j)},{at})"
        grid.append([f'IF(ISNUMBER({v}),RANK({v},{x.column(j)},{turned.item(j)}),"")'])
    return c.helper("rank", grid)


@native("MFG_PROFILE")
def profile(c: NativeCall) -> Grid:
    """One unit beside a peer, the mean and the best."""
    m = c.matrix("data")
    if not c.given("city"):
        raise NoNative("argument", "city")
    city = c.vector("city", m.data.rows)
    x = c.clean(m.data)
    own = _row(c, "unit", city)
    peer = _row(c, "peer", city) if c.given("peer") else None
    places = _places(c, x, own)
    turned = c.helper("rules", [negative(c, x.cols)], ("r_direction",))
    codes = _codes(c, m.header, x.cols)
    w = c.vector("weight", x.cols) if c.given("weight") else None
    relative = c.given("relative") and bool(c.args["relative"].block.values[0][0])
    if relative and c.args["relative"].rect is not None:
        raise NoNative("argument", "relative")
    heads = [c.word("h_indicator"), f"INDEX({city.all},{own})"]
    if peer:
        heads.append(f"INDEX({city.all},{peer})")
    # The best is the lowest of a negative column, and is called so while there is one.
    best = f"IF(MAX({turned.all})=1,{c.word('h_best_value')},{c.word('h_top_value')})"
    heads += [*c.head("overall"), best, *c.head("rank", *(["contribution"] if w else []))]
    out = [heads]
    for j in range(x.cols):
        col = x.column(j)
        cost = turned.item(j)
        top = c.helper("spread", [[f"IF({cost}=1,MIN({col}),MAX({col}))"]]).all

        def shown(v: str, top: str = top, cost: str = cost) -> str:
            """Show a value, or its share of the best; without a positive best there is none."""
            if not relative:
                return v
            inverse = f"IF({v}>0,100*{top}/{v},{NA})"
            return f"IF({top}>0,IF({cost}=1,{inverse},100*{v}/{top}),{NA})"

        def value(at: str, col: str = col, shown: Callable[[str], str] = shown) -> str:
            v = f"INDEX({col},{at})"
            return f"IF(ISNUMBER({v}),{shown(v)},{NA})"

        line = [codes[j], value(own)]
        if peer:
            line.append(value(peer))
        some = f"COUNT({col})>0"
        line += [f"IF({some},{shown(f'AVERAGE({col})')},{NA})", f"IF({some},{shown(top)},{NA})"]
        line.append(f'IF({places.item(j)}="",{NA},{places.item(j)})')
        if w:
            line.append(f"N(INDEX({col},{own}))*{w.item(j)}")
        out.append(line)
    return out


@native("MFG_STRENGTHS")
def strengths(c: NativeCall) -> Grid:
    """The columns in which one unit ranks best and worst."""
    m = c.matrix("data")
    if not c.given("city"):
        raise NoNative("argument", "city")
    city = c.vector("city", m.data.rows)
    x = c.clean(m.data)
    n = x.cols
    own = _row(c, "unit", city)
    places = _places(c, x, own)
    telling = c.helper(
        "member",
        [[f'IF({places.item(j)}="",0,IF(MIN({x.column(j)})<MAX({x.column(j)}),1,0))'] for j in range(n)],
    )
    grid = []
    for j in range(n):
        p = places.item(j)
        ahead = f"SUMPRODUCT({telling.all}*({places.all}<{p}))"
        same = f"SUMPRODUCT({telling.upto(j)}*({places.upto(j)}={p}))"
        grid.append([f'IF({telling.item(j)}=1,{ahead}+{same},"")'])
    place = c.helper("place", grid)
    rows = c.shape[0] - 1
    # As many of each kind as asked for and as there are; both kinds stand one below the other without a gap.
    most = c.number("top", min(5, n))
    count = c.helper("number", [[f"MIN({most},SUM({telling.all}))"]]).all
    c.guards.append(f"2*{count}<={rows}")
    lines = [
        f"IF({k + 1}<={count},{k + 1},IF({k + 1}<=2*{count},SUM({telling.all})-2*{count}+{k + 1},0))"
        for k in range(rows)
    ]
    at = c.helper("source", [[f'IFERROR(MATCH({line},{place.all},0),"")'] for line in lines])
    codes = c.helper("stages", [[k] for k in _codes(c, m.header, n)])
    out = [c.head("kind", "indicator", "rank", "value")]
    for k in range(rows):
        a = at.item(k)
        forms = [
            f"IF({k + 1}<={count},{c.word('strength')},{c.word('weakness')})",
            f"INDEX({codes.all},{a})",
            f"INDEX({places.all},{a})",
            f"INDEX({x.all},{own},{a})",
        ]
        out.append([f'IF({a}="","",{f})' for f in forms])
    return out


@native("MFG_SORT")
def sort(c: NativeCall) -> Grid:
    """Rows of a block by a vector, the smallest first."""
    if c.given("order") and c.choice("order", "order").name != "ascending":
        raise NoNative("argument", "order")
    block = c.rect("data")
    by = c.clean(c.vector("by", block.rows))
    at = sorted_rows(c, by, ["TRUE"] * by.size, by.size)
    return [
        [blank_or(f"INDEX({block.column(j)},{at.item(i)})") for j in range(block.cols)]
        for i in range(block.rows)
    ]


@native("MFG_SINCE")
def since(c: NativeCall) -> Grid:
    """Rank in the last snapshot and the change since."""
    table = c.rect("snapshots")
    at = snapshot_columns(c.args["snapshots"].block.values[0])
    ranks = c.clean(c.vector("ranks"))
    city = c.vector("city", ranks.size)
    body = table.sub(1, 0, table.rows - 1, table.cols)
    date, name, rank = (body.sub(0, at[k], body.rows, 1) for k in ("date", "city", "rank"))
    for i, row in enumerate(c.args["snapshots"].block.values[1:]):
        if isinstance(row[at["date"]], str) and row[at["date"]].strip():
            raise NoNative("shape", f"snapshots {i + 1}")
    last = c.helper("last", [[f'IF(SUMPRODUCT(--({name.all}<>""))=0,"",MAX({date.all}))']]).all
    out = [c.head("last_rank", "rank_change")]
    for i in range(ranks.size):
        now, k = ranks.item(i), city.item(i)
        # Names are compared as numbers of matches, since dates and names both have to fit.
        here = f"({date.all}={last})*({name.all}={k})"
        then = f"SUMPRODUCT({here}*ISNUMBER({rank.all}),{rank.all})/SUMPRODUCT({here}*ISNUMBER({rank.all}))"
        there = f"SUMPRODUCT({here}*ISNUMBER({rank.all}))"
        none = f'OR({last}="",{now}="",{k}="")'
        out.append(
            [
                f'IF({none},"",IF({there}=0,"",{then}))',
                f'IF({none},"",IF({there}=0,{c.word("move_new")},{then}-{now}))',
            ]
        )
    return out
