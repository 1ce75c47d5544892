"""Native form of MFG_RSR: the rank-sum ratio, its probit regression over the distinct values, and grades."""

from __future__ import annotations

from udfs.engine.messages import word
from udfs.engine.rsr import LIMITS
from udfs.excel import ranges, scalars
from workbook.native.call import NativeCall
from workbook.native.matrix import Part, same_as_now, table
from workbook.native.mcdm_methods import ratio
from workbook.native.registry import Grid, native


@native("MFG_RSR")
def rsr(c: NativeCall) -> Grid:
    """One row a unit: ratio, rank, cumulated frequency, probit, fitted value, grade."""
    for arg in ("grades", "interval"):
        same_as_now(c, arg)
    grades = scalars.whole(c.args["grades"].block if "grades" in c.args else None, "grades", 2, 5) or 3
    interval = "interval" in c.args and ranges.flag(c.args["interval"].block.values[0][0], "interval")
    p = Part.of(c)
    s = ratio(p, interval)
    n = f"SUM({p.there.all})"
    equal = p.column(lambda i: f"SUMPRODUCT(--({s.all}={s.item(i)}))")
    # Halfway through equal values; the highest would be at 1, which has no probit.
    down = p.column(
        lambda i: (
            f"IF({s.item(i)}=MAX({s.all}),1-1/(4*{n}),"
            f"(RANK({s.item(i)},{s.all},1)-1+({equal.item(i)}+1)/2)/{n})"
        ),
        "parts",
        word("h_down", c.lang),
    )
    probit = p.column(lambda i: f"5+NORMSINV({down.item(i)})", "parts", word("h_probit", c.lang))
    first = p.column(lambda i: f"IF(SUMPRODUCT(--({s.upto(i)}={s.item(i)}))=1,1,0)")
    y = p.column(lambda i: f'IF({first.item(i)}=1,{s.item(i)},"")')
    x = p.column(lambda i: f'IF({first.item(i)}=1,{probit.item(i)},"")')
    line = c.helper(
        "step", [[f"INTERCEPT({y.all},{x.all})"], [f"SLOPE({y.all},{x.all})"]], ("r_offset", "r_factor")
    )
    a, b = line.item(0), line.item(1)
    fitted = p.column(lambda i: f"{a}+{b}*{probit.item(i)}", "parts", word("h_fitted", c.lang))
    limits = c.helper("breaks", [[f"{a}+{b}*{limit!r}"] for limit in LIMITS[grades]])
    grade = p.column(lambda i: f"{grades}-SUMPRODUCT(--({limits.all}<={s.item(i)}))")
    heads = c.head("city", "rsr", "rank", "down", "probit", "fitted", "grade")
    shown = (p.shown(r) for r in (down, probit, fitted, grade))
    return table(heads, p.names("city"), p.shown(s), p.ranks(s), *shown)
