"""Directions, and native forms of turned data: MFG_POSITIVE, MFG_MODERATE, and the step inside others."""

from __future__ import annotations

from collections.abc import Sequence

from udfs.excel.ranges import _MODERATE, _NEGATIVE, _POSITIVE
from workbook.native.call import Choice, NativeCall
from workbook.native.expr import NA, REFUSED, quoted
from workbook.native.lines import refusing
from workbook.native.rect import Rect
from workbook.native.registry import Grid, native

#: Ways of turning negative and moderate columns; the reader may change from one to another.
TURNS = ("reciprocal", "inverse", "max", "mean")
INSIDE = ("interval", "distance", "reciprocal")

_NONE = '""'


def per_column(c: NativeCall, arg: str, count: int) -> list[str]:
    """Return the cell of each column's rule; one cell stands for all, "" where the argument is left out."""
    if arg not in c.args:
        return [_NONE] * count
    if c.args[arg].block.shape == (1, 1):
        return [c.rect(arg).all] * count
    v = c.vector(arg, count)
    return [v.item(j) for j in range(count)]


def numbers_per_column(c: NativeCall, arg: str, count: int) -> list[str]:
    """Return the cell of each column's number, "" where there is none; what is no number is refused."""
    if arg not in c.args:
        return [_NONE] * count
    if c.args[arg].block.shape == (1, 1):
        return [c.clean(c.rect(arg)).all] * count
    v = c.clean(c.vector(arg, count))
    return [v.item(j) for j in range(count)]


def direction_words(c: NativeCall) -> Rect:
    """Return the words for a direction and what each means: 0 positive, 1 negative, 2 moderate."""
    return c.helper(
        "directions",
        [
            [quoted(w), str(k)]
            for k, known in ((1, _NEGATIVE), (2, _MODERATE), (0, _POSITIVE))
            for w in sorted(known)
            if w
        ],
    )


def direction_of(said: Rect, cell: str) -> str:
    """Return the formula that reads one direction; an unknown word is an error."""
    d = f"LOWER(TRIM({cell}))"
    return f'IF({d}="",0,INDEX({said.column(1)},MATCH({d}&"",{said.column(0)},0)))'


def negatives(c: NativeCall, count: int) -> Rect:
    """Return a row: 1 for a negative column, 0 for a positive one; a moderate one has no place here."""
    if "direction" not in c.args:
        return c.helper("directions in force", [["0"] * count])
    said, line = direction_words(c), c.vector("direction", count)
    forms = [direction_of(said, line.item(j)) for j in range(count)]
    return c.helper("directions in force", [[f"IF({f}<2,{f},{REFUSED})" for f in forms]])


def turn(
    c: NativeCall,
    x: Rect,
    state: Sequence[str],
    how: Choice,
    k: str,
    low: Sequence[str] = (),
    high: Sequence[str] = (),
    inside: Choice | None = None,
) -> Rect:
    """Write the data with larger always better (METHOD A 2).

    Parameters
    ----------
    state
        For each column a formula: 0 stays, 1 is turned as negative, 2 as moderate.
    low, high, inside
        Limits and method of moderate columns; none of them can be moderate where `inside` is None.
    """
    low, high = low or [_NONE] * x.cols, high or [_NONE] * x.cols
    grid: Grid = [[] for _ in range(5)]
    for j in range(x.cols):
        col = x.column(j)
        below = f"IF(ISNUMBER({low[j]}),{low[j]}-MIN({col}),0)"
        above = f"IF(ISNUMBER({high[j]}),MAX({col})-{high[j]},0)"
        grid[0].append(f"IF(COUNT({col})=0,1/0,MAX({col}))")
        grid[1].append(f"AVERAGE({col})")
        # What 1/(k + max|x| + x) adds to x; refused where the sum would not be positive.
        base = f"{k}+MAX(MAX({col}),-MIN({col}))"
        grid[2].append(f"IF({base}+MIN({col})>0,{base},1/0)")
        grid[3].append(f"MAX({below},{above},0)")
        grid[4].append(f"MIN({col})")
    s = c.helper("spread", refusing(grid), ("r_max", "r_mean", "r_offset", "r_divisor", "r_min"))
    out = []
    for i in range(x.rows):
        line = []
        for j in range(x.cols):
            v = x.at(i, j)
            most, mean, offset, far, least = (s.at(i_, j) for i_ in range(5))
            negative = how.pick(
                {
                    "reciprocal": f"1/({offset}+{v})",
                    "inverse": f"IF({least}*{most}>0,1/{v},1/0)",
                    "max": f"{most}-{v}",
                    "mean": f"2*{mean}-{v}",
                }
            )
            moderate = REFUSED
            if inside is not None:
                below = f"IF(ISNUMBER({low[j]}),{low[j]}-{v},0)"
                d = f"MAX(0,{below},IF(ISNUMBER({high[j]}),{v}-{high[j]},0))"
                moderate = inside.pick(
                    {"interval": f"1-{d}/{far}", "distance": f"{far}-{d}", "reciprocal": f"1/(1+{d})"}
                )
            line.append(f'IF({v}="","",IF({state[j]}=0,{v},IF({state[j]}=1,{negative},{moderate})))')
        out.append(line)
    return c.helper("turned data", out)


def _shown(c: NativeCall, turned: Rect) -> Grid:
    return [
        [f'IF({turned.at(i, j)}="",{NA},{turned.at(i, j)})' for j in range(turned.cols)]
        for i in range(turned.rows)
    ]


@native("MFG_POSITIVE")
def positive(c: NativeCall) -> Grid:
    """Turn the negative columns."""
    m = c.matrix("data")
    x, state = c.clean(m.data), negatives(c, m.data.cols)
    how, k = c.choice("method", "positive", TURNS), c.number("k", 0.1)
    return c.like(m, _shown(c, turn(c, x, [state.item(j) for j in range(x.cols)], how, k)))


@native("MFG_MODERATE")
def moderate(c: NativeCall) -> Grid:
    """Turn the columns that have a limit."""
    m = c.matrix("data")
    x = c.clean(m.data)
    low, high = (numbers_per_column(c, arg, x.cols) for arg in ("low", "high"))
    forms = []
    for a, b in zip(low, high, strict=True):
        both = f"AND(ISNUMBER({a}),ISNUMBER({b}))"
        forms.append(f"IF({both},IF({a}>{b},{REFUSED},2),IF(OR(ISNUMBER({a}),ISNUMBER({b})),2,0))")
    state = c.helper("limits", [forms])
    inside = c.choice("method", "moderate", INSIDE)
    turned = turn(
        c, x, [state.item(j) for j in range(x.cols)], Choice("reciprocal"), "0.1", low, high, inside
    )
    return c.like(m, _shown(c, turned))
