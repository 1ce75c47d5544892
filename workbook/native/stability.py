"""Native form of MFG_STABILITY: the weight at which two units swap, for every pair that must not swap.

It rests on the weights and scores of the workbook's own steps. With D the distance of two units, w a weight, e that
of its parent down the tree, d the distance in the node and P in its parent, they swap at
``w - D / (e (d - (P - w d) / (s - w)))``, s the sum of the siblings' weights: see :mod:`udfs.engine.uncertainty.stability`.
"""

from __future__ import annotations

from udfs.engine.registry import resolve
from udfs.excel import cells
from workbook.native.call import NativeCall
from workbook.native.expr import NA
from workbook.native.grouping import listed
from workbook.native.nodes import found
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native
from workbook.native.steps import Steps, option

#: Cells of swaps that a helper block may have.
MOST = 60_000


@native("MFG_STABILITY", model=True)
def stability(c: NativeCall) -> Grid:
    """The interval of every weight in which the leader, the first N, two units or all ranks stay."""
    c.refuse("direction", "weight", "parent", "parent_weight", "city")
    s = Steps.of(c)
    codes = [cells.text(line[0]) for line in c.result.values[1:]]
    nodes = [s.place(k) for k in codes]
    raw = _raw(c, s)
    pair = _pairs(c, s, raw)
    if pair.rows * len(nodes) > MOST:
        raise NoNative("shape", "about")
    # The distances of each pair in all nodes of a level, beside those of the level above.
    away = {level.depth: _distances(c, pair, c.clean(level.scores, "0")) for level in s.levels}
    slopes: Grid = [[] for _ in range(pair.rows)]
    movable: Grid = []
    for level, j in nodes:
        w, own = level.weights.item(j), away[level.depth]
        if level.depth == 1:
            down, at, siblings = "1", None, f"COUNTA({level.codes.all})"
            shared = f"SUM({level.weights.all})"
        else:
            above = s.levels[level.depth - 2]
            same = f"({level.parents.all}={level.parents.item(j)})"
            at = c.helper("place", [[f"MATCH({level.parents.item(j)},{above.codes.all},0)"]]).all
            down = f"INDEX({above.effective.all},{at})"
            siblings, shared = f"SUMPRODUCT(--{same})", f"SUMPRODUCT({same}*{level.weights.all})"
        # What the siblings share is 1, or less where weights sum to 1 over a whole level.
        total = c.helper("number", [[f"IF(ABS({shared}-1)<=0.000000000001,1,{shared})"]]).all
        movable.append([f"IF(AND({w}<{total},{siblings}>1),1,0)", total])
        for k in range(pair.rows):
            d = own.at(k, j)
            whole = pair.at(k, 2) if at is None else f"INDEX({away[level.depth - 1].line(k)},{at})"
            rest = f"({whole}-{w}*{d})/({total}-{w})"
            slopes[k].append(f'IF(OR({w}>={total},{pair.at(k, 1)}=""),"",{down}*({d}-{rest}))')
    slope = c.helper("slopes", slopes)
    moves = c.helper("member", movable)
    ends = []
    for sign in (">", "<"):
        grid: Grid = [[] for _ in range(pair.rows)]
        for i, (level, j) in enumerate(nodes):
            for k in range(pair.rows):
                v = slope.at(k, i)
                swap = f"{level.weights.item(j)}-{pair.at(k, 2)}/{v}"
                inside = f"{swap}>=0" if sign == ">" else f"{swap}<={moves.at(i, 1)}"
                grid[k].append(f'IF({v}="","",IF({v}{sign}0,IF({inside},{swap},""),""))')
        ends.append(c.helper("swaps", grid))
    out = [c.head("code", "name", "weight", "lowest", "highest", "fall", "rise", "swap_low", "swap_high")]
    for i, (level, j) in enumerate(nodes):
        w, free = level.weights.item(j), moves.at(i, 0)
        low, high = (block.column(i) for block in ends)
        interval = c.helper(
            "interval", [[_end(low, free, "0", "MAX"), _end(high, free, moves.at(i, 1), "MIN")]]
        )
        change = [f"IF({w}>0,({end}-{w})/{w},{NA})" for end in (interval.item(0), interval.item(1))]
        names = [_swapped(s, pair, v, free, f) for v, f in ((low, "MAX"), (high, "MIN"))]
        out.append(
            [level.codes.item(j), level.names.item(j), w, interval.item(0), interval.item(1), *change, *names]
        )
    return out


def _raw(c: NativeCall, s: Steps) -> Rect:
    """Return the scores before their scale, "" where a unit has none."""
    c.args["missing"] = option(c, "missing")
    missing = c.choice("missing", "missing", ("keep", "reweight", "zero"))
    first = s.levels[0]
    x = c.clean(first.scores, "0")
    across = c.helper("turned", [[first.weights.item(j) for j in range(first.size)]]).all
    gaps = ",".join(f"COUNT({level.scores.all})<{level.scores.size}" for level in s.levels)
    # With weights passed on, a unit's distances would not be straight lines of the weights.
    gap = missing.pick({"keep": "0", "reweight": f"IF(OR({gaps}),1/0,0)", "zero": "0"})
    whole = c.helper("number", [[gap]]).all
    return c.helper(
        "raw",
        [
            [f'IF(ISNUMBER({v}),SUMPRODUCT({across},{x.line(i)})+{whole},IF(ISNA({v}),"",{v}))']
            for i, v in enumerate(s.scores.item(i) for i in range(s.scores.size))
        ],
    )


def _pairs(c: NativeCall, s: Steps, raw: Rect) -> Rect:
    """Return a row a pair: the row of the unit in front, that of the one behind it, their distance."""
    n = raw.size
    said = c.args["about"].block.values[0][0] if c.given("about") else None
    default = "pair" if c.given("unit") or c.given("rival") else None
    how, _, count = resolve(
        "about", cells.text(said) if said is not None else default, "about"
    ).name.partition(":")
    if c.given("about") and c.args["about"].rect is not None:
        c.guards.append(f'{c.rect("about").at(0, 0)}="{cells.text(said)}"')
    place = c.helper(
        "place",
        [
            [
                f'IF({v}="","",SUMPRODUCT(ISNUMBER({raw.all})*({raw.all}>{v}))+SUMPRODUCT(--({raw.upto(i)}={v})))'
            ]
            for i, v in enumerate(raw.item(i) for i in range(n))
        ],
    )
    at = listed(c, place, n)
    c.guards.append(f"COUNT({raw.all})>1")
    if how == "pair":
        both = [c.helper("unit", [[found(c.rect(a).at(0, 0), s.cities.all)]]).all for a in ("unit", "rival")]
        c.guards.append(f"{both[0]}<>{both[1]}")
        a, b = (f"INDEX({raw.all},{x})" for x in both)
        ahead = c.helper("place", [[f"IF({a}>={b},{x},{y})" for x, y in (both, both[::-1])]])
        ends = [(ahead.item(0), ahead.item(1))]
    elif how == "ranking":
        ends = [(at.item(k), at.item(k + 1)) for k in range(n - 1)]
    else:
        first = 1 if how == "leader" else int(float(count or 10))
        c.guards.append(f"COUNT({raw.all})>{first}")
        ends = [(at.item(k), at.item(m)) for k in range(first) for m in range(first, n)]
    if len(ends) > MOST:
        raise NoNative("shape", "about")
    top = c.helpers.next + 1
    grid = []
    for k, (a, b) in enumerate(ends):
        own = Rect(c.helpers.sheet, top + k, 2, 1, 3)
        gap = f"INDEX({raw.all},{own.at(0, 0)})-INDEX({raw.all},{own.at(0, 1)})"
        behind = (
            f'IF({b}="","",IF(INDEX({raw.all},{a})=INDEX({raw.all},{b}),"",{b}))' if how == "ranking" else b
        )
        grid.append([a, behind, f'IF({own.at(0, 1)}="","",{gap})'])
    return c.helper("couples", grid)


def _distances(c: NativeCall, pair: Rect, x: Rect) -> Rect:
    """Return the distance of each pair in each node."""
    grid = []
    for k in range(pair.rows):
        a, b = pair.at(k, 0), pair.at(k, 1)
        grid.append(
            [f'IF({b}="","",INDEX({x.column(j)},{a})-INDEX({x.column(j)},{b}))' for j in range(x.cols)]
        )
    return c.helper("distances", grid)


def _end(swaps: str, movable: str, otherwise: str, nearest: str) -> str:
    return f"IF({movable}=0,{NA},IF(COUNT({swaps})=0,{otherwise},{nearest}({swaps})))"


def _swapped(s: Steps, pair: Rect, swaps: str, movable: str, nearest: str) -> str:
    """Name the units that swap at one end of an interval."""
    at = f"MATCH({nearest}({swaps}),{swaps},0)"
    front, behind = (f"INDEX({s.cities.all},INDEX({pair.column(k)},{at}))" for k in (0, 1))
    return f'IF({movable}=0,"",IF(COUNT({swaps})=0,"",{front}&" > "&{behind}))'
