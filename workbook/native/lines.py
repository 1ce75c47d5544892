"""Normalisation by a straight line: the statistics of each column, and the line of each method.

``(x - centre) / divisor * factor + offset``: a method is four short formulas of a column's statistics, so
that a change of the method changes a few cells and every result follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbook.native.call import NativeCall
from workbook.native.expr import REFUSED, quoted
from workbook.native.parameters import or_default
from workbook.native.rect import Rect
from workbook.native.registry import Grid

#: Methods by a straight line; the reader may change from one to another.
LINES = (
    "vector", "minmax", "zscore", "sum", "max", "mean", "none", "robust", "dist2max", "dist2ref", "dist2targ",
    "efficacy", "index", "index_max", "index_best",
)  # fmt: skip
#: Methods by rank among the units.
RANKS = ("rank", "prank", "borda")
INDEX = ("index", "index_max", "index_best")

#: Methods whose only number is their second parameter, b.
SECOND = ("index_max", "index_best")

#: Methods that know the parameters a and b.
WITH_A = ("minmax", "zscore", "robust", "efficacy", "index", "dist2ref", "dist2targ")
WITH_B = (*WITH_A, *SECOND)

_STATISTICS = ("r_min", "r_max", "r_mean", "r_sd", "r_sum", "r_norm", "r_median", "r_mad")


@dataclass(frozen=True)
class Line:
    """Formulas of one column's line; `top` is the most that (x - centre) / divisor may be, "" for any."""

    centre: str
    divisor: str
    factor: str = "1"
    offset: str = "0"
    top: str = '""'


def statistics(c: NativeCall, t: Rect) -> Rect:
    """Write the statistics of each column that the lines are made of."""
    grid: Grid = [[] for _ in _STATISTICS]
    for j in range(t.cols):
        col = t.column(j)
        median = f"MEDIAN({col})"
        for i, f in enumerate((
            f"MIN({col})", f"MAX({col})", f"AVERAGE({col})", f"STDEV({col})", f"SUM({col})",
            f"SQRT(SUMSQ({col}))", median, f"{{1.4826*MEDIAN(IF(ISNUMBER({col}),ABS({col}-{median})))}}",
        )):  # fmt: skip
            grid[i].append(f)
    return c.helper("spread", refusing(grid), _STATISTICS)


def refusing(grid: Grid) -> Grid:
    """Turn every error into a refusal: a rule that cannot be read is no missing value."""
    return [[f if f.startswith("{") else f"IFERROR({f},{REFUSED})" for f in line] for line in grid]


def lines(
    stats: Sequence[str], column: str, a: str = '""', b: str = '""', inverse: str = "FALSE"
) -> dict[str, Line]:
    """Return the line of each method, from the cells of a column's statistics and of its parameters."""
    low, high, mean, sd, total, norm, median, mad = stats
    wide = f"IF({high}>{low},{high}-{low},{REFUSED})"

    def positive(x: str) -> str:
        return f"IF({x}>0,{x},{REFUSED})"

    def own(x: str, default: float) -> str:
        return or_default(x, default)

    def above(default: float) -> str:
        return str(int(default)) if b == '""' else positive(own(b, default))

    bottom, top = own(a, 0.0), own(b, 1.0)
    span = "1" if a == b == '""' else f"IF({bottom}<{top},{top}-{bottom},{REFUSED})"
    # An index number has its base where the reader says, else at the mean; a base is above 0.
    base = positive(mean) if a == '""' else f'IF({a}="",{positive(mean)},{positive(a)})'
    goal = high if a == '""' else f'IF({a}="",{high},{a})'
    unit = f"INDEX({column},{own(a, 1.0)})"
    beyond = '""' if b == '""' else f'IF({own(b, 0.0)}=1,1,IF({own(b, 0.0)}=0,"",{REFUSED}))'

    def near(x: str) -> str:
        return f"IF(AND(ISNUMBER({x}),{x}>{low},{high}>{low}),{x}-{low},{REFUSED})"

    return {
        "vector": Line("0", norm),
        "minmax": Line(low, wide, span, bottom),
        "zscore": Line(mean, f"IF({high}>{low},{sd},{REFUSED})", above(1.0), own(a, 0.0)),
        "sum": Line("0", positive(total)),
        "max": Line("0", positive(high)),
        "mean": Line("0", positive(mean)),
        "none": Line("0", "1"),
        "robust": Line(median, mad, above(1.0), own(a, 0.0)),
        "dist2max": Line(low, wide),
        "dist2ref": Line(low, near(unit), top=beyond),
        "dist2targ": Line(low, near(goal), top=beyond),
        "efficacy": Line(low, wide, above(40.0), own(a, 60.0)),
        "index": Line("0", base, above(100.0)),
        "index_max": Line("0", positive(high), above(100.0)),
        "index_best": Line("0", f"IF({inverse},{low},{positive(high)})", above(100.0)),
        **dict.fromkeys(RANKS, Line("0", "1")),
    }


def by_name(cell: str, forms: dict[str, str]) -> str:
    """Choose by the name in a cell; names with the same formula share a branch."""
    shared: dict[str, list[str]] = {}
    for name, form in forms.items():
        shared.setdefault(form, []).append(name)
    out = REFUSED
    for form, names in reversed(list(shared.items())):
        tests = ",".join(f"{cell}={quoted(n)}" for n in names)
        out = f"IF({f'OR({tests})' if len(names) > 1 else tests},{form},{out})"
    return out


def ranked(v: str, column: str) -> dict[str, str]:
    """Return the forms of the methods by rank, 1 for the lowest."""
    place = f"RANK({v},{column},1)"
    return {"rank": place, "borda": f"{place}-1", "prank": f"({place}-1)/(COUNT({column})-1)"}
