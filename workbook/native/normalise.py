"""Native form of MFG_NORM: turned data, statistics of each column, then one straight line a column.

Every method but the ones by rank is ``(x - centre) / divisor * factor + offset``; a change of the method or
of a direction therefore changes a few cells of statistics and every result follows.
"""

from __future__ import annotations

from udfs.excel.ranges import _MODERATE, _NEGATIVE, _POSITIVE, _YES
from workbook.native.call import Choice, NativeCall
from workbook.native.expr import NA, REFUSED, quoted
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native

#: Methods by a straight line; the reader may change from one to another.
LINES = (
    "vector", "minmax", "zscore", "sum", "max", "mean", "none", "robust", "dist2max", "efficacy",
    "index", "index_max", "index_best",
)  # fmt: skip
#: Methods by rank among the units.
RANKS = ("rank", "prank", "borda")
INDEX = ("index", "index_max", "index_best")


@native("MFG_NORM")
def normalise(c: NativeCall) -> Grid:
    """Turn and normalise a block."""
    c.refuse("a", "b")
    m = c.matrix("data")
    missing = c.choice("missing", "missing", ("keep", "reweight", "zero"))
    raw = c.clean(m.data, missing.pick({"keep": '""', "reweight": '""', "zero": "0"}))
    rules = _rules(c, raw)
    x = _transformed(c, raw, rules)
    turned = _turned(c, x, rules)
    line = _lines(c, turned, rules)
    return c.like(m, [[_cell(c, turned, line, rules, i, j) for j in range(x.cols)] for i in range(x.rows)])


def _per_column(c: NativeCall, arg: str, count: int) -> list[str]:
    """Return the cell of each column's rule; one cell stands for all, "" where the argument is left out."""
    if arg not in c.args:
        return ['""'] * count
    if c.args[arg].block.shape == (1, 1):
        return [c.rect(arg).all] * count
    v = c.vector(arg, count)
    return [v.item(j) for j in range(count)]


def _rules(c: NativeCall, raw: Rect) -> Rect:
    """Rows: transform, direction, limits, between goalposts, method, how it is turned, capped."""
    n = raw.cols
    transform, direction, low, high, cap, own = (
        _per_column(c, a, n) for a in ("transform", "direction", "low", "high", "cap", "own")
    )
    words = [
        [quoted(w), str(k)]
        for k, known in ((1, _NEGATIVE), (2, _MODERATE), (0, _POSITIVE))
        for w in sorted(known)
        if w
    ]
    said = c.helper("directions", words)
    yes = c.helper("flags", [[quoted(w)] for w in sorted(_YES)])
    method = _method(c)
    turning = ("none", "log", "log10", "sqrt")
    grid: Grid = [[] for _ in range(8)]
    for j in range(n):
        grid[0].append(_named(c, transform[j], "transform", turning, '"none"'))
        d = f"LOWER(TRIM({direction[j]}))"
        grid[1].append(f'IF({d}="",0,INDEX({said.column(1)},MATCH({d}&"",{said.column(0)},0)))')
        grid[2].append(f'IF(ISNUMBER({low[j]}),{_through("{T}", low[j])},"")')
        grid[3].append(f'IF(ISNUMBER({high[j]}),{_through("{T}", high[j])},"")')
        both, one = "AND(ISNUMBER({L}),ISNUMBER({H}))", "OR(ISNUMBER({L}),ISNUMBER({H}))"
        grid[4].append(f"IF({{D}}=2,IF({one},0,1/0),IF({both},IF({{L}}<{{H}},1,1/0),IF({one},1/0,0)))")
        grid[5].append(_own(c, own[j], method))
        index = "OR(" + ",".join(f'{{M}}="{k}"' for k in INDEX) + ")"
        grid[6].append(f"IF({{D}}=2,2,IF(AND({{D}}=1,{{P}}=0,NOT({index})),1,0))")
        grid[7].append(f'IF(ISNUMBER(MATCH(LOWER({cap[j]}&""),{yes.all},0)),1,0)')
    return _placed(c, "rules", grid, "TDLHPMXC", (
        "r_transform", "r_direction", "r_low", "r_high", "r_posted", "r_method", "r_turn", "r_cap"))  # fmt: skip


def _placed(c: NativeCall, key: str, grid: Grid, letters: str, names: tuple[str, ...]) -> Rect:
    """Write a block whose formulas name its own rows: ``{T}`` is the cell in the row of the letter T."""
    top = c.helpers.next + 1
    for j in range(len(grid[0])):
        own = Rect(c.helpers.sheet, top, 2 + j, len(letters), 1)
        for i in range(len(grid)):
            for k, letter in enumerate(letters):
                grid[i][j] = grid[i][j].replace("{" + letter + "}", own.item(k))
    return c.helper(key, _refusing(grid), names)


def _refusing(grid: Grid) -> Grid:
    """Turn every error into a refusal: a rule that cannot be read is no missing value."""
    return [[f if f.startswith("{") else f"IFERROR({f},{REFUSED})" for f in line] for line in grid]


def _method(c: NativeCall) -> Choice:
    chosen = c.choice("method", "normalise", LINES)
    if chosen.name not in LINES and chosen.name not in RANKS:
        raise NoNative("method", chosen.name)
    return chosen


def _own(c: NativeCall, cell: str, common: Choice) -> str:
    shared = common.cell or quoted(common.name)
    return shared if cell == '""' else _named(c, cell, "normalise", LINES, shared)


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


def _turned(c: NativeCall, x: Rect, rules: Rect) -> Rect:
    """Write the data with larger always better (METHOD A 2)."""
    how = c.choice("positive", "positive", ("reciprocal", "inverse", "max", "mean"))
    inside = c.choice("moderate", "moderate", ("interval", "distance", "reciprocal"))
    k = c.number("k", 0.1)
    grid: Grid = [[] for _ in range(5)]
    for j in range(x.cols):
        col = x.column(j)
        low = f"IF(ISNUMBER({rules.at(2, j)}),{rules.at(2, j)}-MIN({col}),0)"
        high = f"IF(ISNUMBER({rules.at(3, j)}),MAX({col})-{rules.at(3, j)},0)"
        grid[0].append(f"IF(COUNT({col})=0,1/0,MAX({col}))")
        grid[1].append(f"AVERAGE({col})")
        # What 1/(k + max|x| + x) adds to x; #N/A where the sum would not be positive.
        base = f"{k}+MAX(MAX({col}),-MIN({col}))"
        grid[2].append(f"IF({base}+MIN({col})>0,{base},1/0)")
        grid[3].append(f"MAX({low},{high},0)")
        grid[4].append(f"MIN({col})")
    s = c.helper("spread", _refusing(grid), ("r_max", "r_mean", "r_offset", "r_divisor", "r_min"))
    out = []
    for i in range(x.rows):
        line = []
        for j in range(x.cols):
            v = x.at(i, j)
            negative = how.pick(
                {
                    "reciprocal": f"1/({s.at(2, j)}+{v})",
                    "inverse": f"IF({s.at(4, j)}*{s.at(0, j)}>0,1/{v},1/0)",
                    "max": f"{s.at(0, j)}-{v}",
                    "mean": f"2*{s.at(1, j)}-{v}",
                }
            )
            low, high = rules.at(2, j), rules.at(3, j)
            d = f"MAX(0,IF(ISNUMBER({low}),{low}-{v},0),IF(ISNUMBER({high}),{v}-{high},0))"
            moderate = inside.pick(
                {
                    "interval": f"1-{d}/{s.at(3, j)}",
                    "distance": f"{s.at(3, j)}-{d}",
                    "reciprocal": f"1/(1+{d})",
                }
            )
            x_ = rules.at(6, j)
            line.append(f'IF({v}="","",IF({x_}=0,{v},IF({x_}=1,{negative},{moderate})))')
        out.append(line)
    return c.helper("turned data", out)


def _lines(c: NativeCall, t: Rect, rules: Rect) -> Rect:
    """Write centre, divisor, factor and offset of each column (rows 0 to 3) and whether it is inverted (4)."""
    stats: Grid = [[] for _ in range(8)]
    for j in range(t.cols):
        col = t.column(j)
        median = f"MEDIAN({col})"
        for i, f in enumerate((
            f"MIN({col})", f"MAX({col})", f"AVERAGE({col})", f"STDEV({col})", f"SUM({col})",
            f"SQRT(SUMSQ({col}))", median, f"{{1.4826*MEDIAN(IF(ISNUMBER({col}),ABS({col}-{median})))}}",
        )):  # fmt: skip
            stats[i].append(f)
    names = ("r_min", "r_max", "r_mean", "r_sd", "r_sum", "r_norm", "r_median", "r_mad")
    s = c.helper("spread", _refusing(stats), names)
    grid: Grid = [[] for _ in range(5)]
    for j in range(t.cols):
        low, high, mean, sd, total, norm, median, mad = (s.at(i, j) for i in range(8))
        negative, bottom, top, posted, method = (rules.at(i, j) for i in (1, 2, 3, 4, 5))
        inverse = f"AND({negative}=1,{posted}=0)"
        wide = f"IF({high}>{low},{high}-{low},1/0)"
        lines = {
            "vector": ("0", norm), "minmax": (low, wide), "zscore": (mean, f"IF({high}>{low},{sd},1/0)"),
            "sum": ("0", f"IF({total}>0,{total},1/0)"), "max": ("0", f"IF({high}>0,{high},1/0)"),
            "mean": ("0", f"IF({mean}>0,{mean},1/0)"), "none": ("0", "1"), "robust": (median, mad),
            "dist2max": (low, wide), "efficacy": (low, wide),
            "index": ("0", f"IF({mean}>0,{mean},1/0)"), "index_max": ("0", f"IF({high}>0,{high},1/0)"),
            "index_best": ("0", f"IF({inverse},{low},IF({high}>0,{high},1/0))"),
            **dict.fromkeys(RANKS, ("0", "1")),
        }  # fmt: skip
        centre = _by(method, {k: v[0] for k, v in lines.items()})
        divisor = _by(method, {k: v[1] for k, v in lines.items()})
        grid[0].append(f"IF({posted}=1,IF({negative}=1,{top},{bottom}),{centre})")
        grid[1].append(f"IF({posted}=1,IF({negative}=1,{bottom}-{top},{top}-{bottom}),{divisor})")
        points = "OR(" + ",".join(f'{method}="{k}"' for k in INDEX) + ")"
        grid[2].append(f'IF({method}="efficacy",40,IF(AND({posted}=0,{points}),100,1))')
        grid[3].append(f'IF({method}="efficacy",60,0)')
        grid[4].append(f"IF(AND({inverse},{points}),IF({low}>0,1,1/0),0)")
    return c.helper("line", _refusing(grid), ("r_centre", "r_divisor", "r_factor", "r_offset", "r_inverse"))


def _by(cell: str, forms: dict[str, str]) -> str:
    """Choose by the name in a cell; names with the same formula share a branch."""
    shared: dict[str, list[str]] = {}
    for name, form in forms.items():
        shared.setdefault(form, []).append(name)
    out = REFUSED
    for form, names in reversed(list(shared.items())):
        tests = ",".join(f"{cell}={quoted(n)}" for n in names)
        out = f"IF({f'OR({tests})' if len(names) > 1 else tests},{form},{out})"
    return out


def _cell(c: NativeCall, t: Rect, line: Rect, rules: Rect, i: int, j: int) -> str:
    v, col = t.at(i, j), t.column(j)
    centre, divisor, factor, offset, inverse = (line.at(k, j) for k in range(5))
    unit = f"({v}-{centre})/{divisor}"
    posted, cap, method = rules.at(4, j), rules.at(7, j), rules.at(5, j)
    straight = f"IF(AND({cap}=1,{posted}=1),MIN(1,MAX(0,{unit})),{unit})*{factor}+{offset}"
    form = f"IF({inverse}=1,{factor}*{divisor}/{v},{straight})"
    if c.choice("method", "normalise", LINES).name in RANKS:
        place = f"RANK({v},{col},1)"
        ranks = {"rank": place, "borda": f"{place}-1", "prank": f"({place}-1)/(COUNT({col})-1)"}
        by_rank = _by(method, ranks)
        form = f"IF(AND({posted}=0,OR({','.join(f'{method}={quoted(k)}' for k in RANKS)})),{by_rank},{form})"
    return f'IF({v}="",{NA},{form})'
