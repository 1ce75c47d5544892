"""Native form of imputation by column or group."""

from __future__ import annotations

from workbook.native.call import NativeCall
from workbook.native.expr import NA
from workbook.native.registry import Grid, NoNative, native


@native("MFG_IMPUTE")
def impute(c: NativeCall) -> Grid:
    """Fill gaps by the mean or the median of the column or of the unit's group."""
    m = c.matrix("data")
    how = c.choice("method", "impute", ("none", "mean", "median", "group_mean"))
    rest = c.choice("fallback", "fallback", ("none", "mean", "median"))
    if how.name not in ("none", "mean", "median", "group_mean"):
        raise NoNative("method", how.name)
    c.refuse("result")
    if how.cell is not None:
        # The fallback must not stand in for a method that these formulas do not know.
        c.guards.append(f"ISTEXT({how.cell})")
    x = c.clean(m.data)
    fills = c.helper(
        "fills",
        [
            [f'IF(COUNT({x.column(j)})=0,"",AVERAGE({x.column(j)}))' for j in range(x.cols)],
            [f'IF(COUNT({x.column(j)})=0,"",MEDIAN({x.column(j)}))' for j in range(x.cols)],
        ],
        ("r_mean", "r_median"),
    )
    group = c.labels(c.vector("group", x.rows)) if c.given("group") else None
    grid = []
    for i in range(x.rows):
        line = []
        for j in range(x.cols):
            own = NA
            if group is not None:
                g = group.item(i)
                own = f'IF({g}="",NA(),AVERAGEIF({group.all},{g},{x.column(j)}))'
            mean, median = fills.at(0, j), fills.at(1, j)
            forms = {"none": NA, "mean": mean, "median": median, "group_mean": own}
            first = how.pick(forms)
            second = rest.pick({"none": NA, "mean": mean, "median": median})
            line.append(f"IF(ISNUMBER({x.at(i, j)}),{x.at(i, j)},IFERROR({first},{second}))")
        grid.append(line)
    return c.like(m, grid)
