"""Native form of MFG_NORM: turned data, statistics of each column, then one straight line a column.

Every method but the ones by rank is ``(x - centre) / divisor * factor + offset``; a change of the method or
of a direction therefore changes a few cells of statistics and every result follows.
"""

from __future__ import annotations

from udfs.excel.ranges import _YES
from workbook.native.call import NativeCall
from workbook.native.expr import NA, REFUSED, quoted
from workbook.native.lines import (
    INDEX,
    LINES,
    RANKS,
    SECOND,
    WITH_A,
    WITH_B,
    by_name,
    lines,
    ranked,
    refusing,
    statistics,
)
from workbook.native.parameters import NONE, Numbered, numbered, taken_apart
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native
from workbook.native.turn import (
    INSIDE,
    TURNS,
    direction_of,
    direction_words,
    numbers_per_column,
    per_column,
    turn,
)


@native("MFG_NORM")
def normalise(c: NativeCall) -> Grid:
    """Turn and normalise a block."""
    m = c.matrix("data")
    missing = c.choice("missing", "missing", ("keep", "reweight", "zero"))
    raw = c.clean(m.data, missing.pick({"keep": '""', "reweight": '""', "zero": "0"}))
    common = _method(c)
    rules = _rules(c, raw, common)
    x = _transformed(c, raw, rules)
    how, k = c.choice("positive", "positive", TURNS), c.number("k", 0.1)
    rows = [[rules.at(i, j) for j in range(x.cols)] for i in (6, 2, 3)]
    turned = turn(c, x, rows[0], how, k, rows[1], rows[2], c.choice("moderate", "moderate", INSIDE))
    line = _lines(c, turned, rules, common)
    return c.like(
        m, [[_cell(common, turned, line, rules, i, j) for j in range(x.cols)] for i in range(x.rows)]
    )


def _rules(c: NativeCall, raw: Rect, common: Numbered) -> Rect:
    """Rows: transform, direction, limits, between goalposts, method, how it is turned, capped, parameters, own."""
    n = raw.cols
    transform, direction, cap, own = (
        per_column(c, arg, n) for arg in ("transform", "direction", "cap", "own")
    )
    low, high, a, b = (numbers_per_column(c, arg, n) for arg in ("low", "high", "a", "b"))
    said = direction_words(c)
    yes = c.helper("flags", [[quoted(w)] for w in sorted(_YES)])
    turning = ("none", "log", "log10", "sqrt")
    grid: Grid = [[] for _ in range(11)]
    for j in range(n):
        grid[0].append(_named(c, transform[j], "transform", turning, '"none"'))
        grid[1].append(direction_of(said, direction[j]))
        grid[2].append(f'IF(ISNUMBER({low[j]}),{_through("{T}", low[j])},"")')
        grid[3].append(f'IF(ISNUMBER({high[j]}),{_through("{T}", high[j])},"")')
        both, one = "AND(ISNUMBER({L}),ISNUMBER({H}))", "OR(ISNUMBER({L}),ISNUMBER({H}))"
        grid[4].append(
            f"IF({{D}}=2,IF({one},IF({both},IF({{L}}>{{H}},1/0,0),0),1/0),IF({both},IF({{L}}<{{H}},1,1/0),IF({one},1/0,0)))"
        )
        name, first, second, different = _own(c, own[j], common, j, n)
        grid[5].append(name)
        index = "OR(" + ",".join(f'{{M}}="{k}"' for k in INDEX) + ")"
        grid[6].append(f"IF({{D}}=2,2,IF(AND({{D}}=1,{{P}}=0,NOT({index})),1,0))")
        grid[7].append(f'IF(ISNUMBER(MATCH(LOWER({cap[j]}&""),{yes.all},0)),1,0)')
        only = f"OR({','.join(f'{{M}}={quoted(k)}' for k in SECOND)})"
        # A method with one number has it as its b.
        grid[8].append(_apart(c, "a", a[j], WITH_A, NONE if first == NONE else f'IF({only},"",{first})'))
        grid[9].append(
            _apart(c, "b", b[j], WITH_B, first if first == second else f"IF({only},{first},{second})")
        )
        grid[10].append(different)
    return _placed(c, "rules", grid, "TDLHPMXCABO", (
        "r_transform", "r_direction", "r_low", "r_high", "r_posted", "r_method", "r_turn", "r_cap", "r_a", "r_b",
        "r_own"))  # fmt: skip


def _apart(c: NativeCall, arg: str, cell: str, known: tuple[str, ...], named: str) -> str:
    """Return a parameter: the one given apart, which is the common method's, else the number behind the name."""
    if cell == NONE:
        return named
    knows = f"OR({{P}}=1,{','.join(f'{{M}}={quoted(k)}' for k in known)})"
    given = f'IF({knows},IF(ISNUMBER({cell}),{cell},""),{REFUSED})'
    return f"IF(OR({{O}}=1,COUNT({c.rect(arg).all})=0),{named},{given})"


def _placed(c: NativeCall, key: str, grid: Grid, letters: str, names: tuple[str, ...]) -> Rect:
    """Write a block whose formulas name its own rows: ``{T}`` is the cell in the row of the letter T."""
    top = c.helpers.next + 1
    for j in range(len(grid[0])):
        own = Rect(c.helpers.sheet, top, 2 + j, len(letters), 1)
        for i in range(len(grid)):
            for k, letter in enumerate(letters):
                grid[i][j] = grid[i][j].replace("{" + letter + "}", own.item(k))
    return c.helper(key, refusing(grid), names)


def _method(c: NativeCall) -> Numbered:
    chosen = numbered(c, "method", "normalise", LINES)
    if chosen.name not in LINES and chosen.name not in RANKS:
        raise NoNative("method", chosen.name)
    return chosen


def _own(c: NativeCall, cell: str, common: Numbered, j: int, count: int) -> tuple[str, str, str, str]:
    """Return a column's method, its numbers, and 1 where it is not the one that all share."""
    shared = (common.cell or quoted(common.name), common.numbers[0], common.numbers[1])
    if cell == NONE:
        return (*shared, "0")
    said = _said(c, j, count)
    own = taken_apart(c, cell, "normalise", LINES, shared, said)
    name, first, second = (own.item(k) for k in range(3))
    same = f"AND({name}={shared[0]},COUNT({first},{second},{shared[1]},{shared[2]})=0)"
    return name, first, second, f'IF(OR(TRIM({cell})="",{same}),0,1)'


def _said(c: NativeCall, j: int, count: int) -> object:
    """Return what the cell of a column's own method says now."""
    block = c.args["own"].block
    if block.shape == (1, 1):
        return block.values[0][0]
    values = list(block.values[0]) if block.shape[0] == 1 else [line[0] for line in block.values]
    return values[j + len(values) - count]


def _named(c: NativeCall, cell: str, kind: str, known: tuple[str, ...], blank: str) -> str:
    """Return the method a cell names; `blank` where it is empty."""
    if cell == '""':
        return blank
    words = c.words(kind, known)
    return f'IF(TRIM({cell})="",{blank},INDEX({words.column(1)},MATCH(TRIM({cell}),{words.column(0)},0)))'


def _through(transform: str, x: str) -> str:
    """Return x through the transform a cell names."""
    return f'IF({transform}="none",{x},IF({transform}="log",LN({x}),IF({transform}="log10",LOG10({x}),SQRT({x}))))'


def _transformed(c: NativeCall, raw: Rect, rules: Rect) -> Rect:
    t = [rules.at(0, j) for j in range(raw.cols)]
    return c.helper(
        "transformed",
        [
            [f'IF({raw.at(i, j)}="","",{_through(t[j], raw.at(i, j))})' for j in range(raw.cols)]
            for i in range(raw.rows)
        ],
    )


def _lines(c: NativeCall, t: Rect, rules: Rect, common: Numbered) -> Rect:
    """Write centre, divisor, factor and offset of each column, whether it is inverted, and its ends."""
    s = statistics(c, t)
    # Cells of parameters only where somebody may give some: their formulas are long.
    plain = not {"a", "b", "own"} & c.args.keys() and common.numbers == (NONE, NONE)
    grid: Grid = [[] for _ in range(7)]
    for j in range(t.cols):
        negative, bottom, top, posted, method, cap, a, b, own = (
            rules.at(i, j) for i in (1, 2, 3, 4, 5, 7, 8, 9, 10)
        )
        inverse = f"AND({negative}=1,{posted}=0)"
        low = s.at(0, j)
        forms = lines(
            [s.at(i, j) for i in range(8)], t.column(j), *(('""', '""') if plain else (a, b)), inverse
        )
        centre, divisor, factor, offset, beyond = (
            by_name(method, {k: getattr(f, part) for k, f in forms.items()})
            for part in ("centre", "divisor", "factor", "offset", "top")
        )
        ends = f'OR({method}="minmax",{method}="efficacy")'
        other = f"IF({own}=1,{REFUSED},1)"
        grid[0].append(f"IF({posted}=1,IF({negative}=1,{top},{bottom}),{centre})")
        grid[1].append(f"IF({posted}=1,IF({negative}=1,{bottom}-{top},{top}-{bottom}),{divisor})")
        grid[2].append(f"IF(AND({posted}=1,NOT({ends})),{other},{factor})")
        grid[3].append(f"IF(AND({posted}=1,NOT({ends})),0,{offset})")
        points = "OR(" + ",".join(f'{method}="{k}"' for k in INDEX) + ")"
        grid[4].append(f"IF(AND({inverse},{points}),IF({low}>0,1,1/0),0)")
        grid[5].append(f"IF(AND({posted}=1,{cap}=1),0,-1E+300)")
        most = f'IF({beyond}="",1E+300,{beyond})' if not plain else "1E+300"
        grid[6].append(f"IF({posted}=1,IF({cap}=1,1,1E+300),{most})")
    names = ("r_centre", "r_divisor", "r_factor", "r_offset", "r_inverse", "r_least", "r_most")
    return c.helper("line", refusing(grid), names)


def _cell(common: Numbered, t: Rect, line: Rect, rules: Rect, i: int, j: int) -> str:
    v, col = t.at(i, j), t.column(j)
    centre, divisor, factor, offset, inverse, least, most = (line.at(k, j) for k in range(7))
    unit = f"MAX({least},MIN({most},({v}-{centre})/{divisor}))"
    form = f"IF({inverse}=1,{factor}*{divisor}/{v},{unit}*{factor}+{offset})"
    posted, method = rules.at(4, j), rules.at(5, j)
    if common.name in RANKS:
        by_rank = by_name(method, ranked(v, col))
        form = f"IF(AND({posted}=0,OR({','.join(f'{method}={quoted(k)}' for k in RANKS)})),{by_rank},{form})"
    return f'IF({v}="",{NA},{form})'
