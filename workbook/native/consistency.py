"""Native form of MFG_AHP_CHECK: consistency of judgement matrices, and the judgement to mend."""

from __future__ import annotations

from udfs.engine.ahp_check import CR_LIMIT, gci_limit, random_index
from udfs.engine.messages import word
from workbook.native.call import NativeCall
from workbook.native.expr import NA, quoted
from workbook.native.matrix import table
from workbook.native.pairwise import (
    column_mean,
    geometric,
    logs,
    method_of,
    pooled,
    power_of,
    principal,
    read,
)
from workbook.native.rect import Rect
from workbook.native.registry import Grid, native


def _ratio(value: str, m: int) -> tuple[str, str, str]:
    """Return CI, RI and CR from the eigenvalue."""
    ci = f"IF(({value}-{m})/{m - 1}<0.000000000001,0,({value}-{m})/{m - 1})"
    ri = random_index(m)
    return ci, repr(ri), "0" if m == 2 else f"{ci}/{ri!r}"


def _judged(c: NativeCall, a: Rect, method: str, names: list[str]) -> list[str]:
    """Return one line of the table of consistency."""
    m = a.rows
    largest, value = principal(c, a)
    g = geometric(c, a)
    w = largest if method == "eigenvector" else column_mean(c, a) if method == "columns" else g
    ci, ri, cr = _ratio(value, m)
    if m == 2:
        said = [c.word("yes")] + ['""'] * 5
        return ["2", "0", value, ci, ri, cr, NA, NA, *said]

    def errors(v: Rect) -> Rect:
        return c.helper(
            "errors",
            [
                [f"ABS(LN({a.at(i, j)}*{v.item(j)}/{v.item(i)}))" if i < j else "0" for j in range(m)]
                for i in range(m)
            ],
        )

    gci = f"SUMSQ({errors(g).all})/{(m - 1) * (m - 2) // 2}"
    e = errors(w)
    # Errors that differ in their last digits only are one: the first of them is named.
    near = c.helper("errors", [[f"ROUND({e.at(i, j)},9)" for j in range(m)] for i in range(m)])
    rows = c.helper("errors", [[f"MAX({near.line(i)})"] for i in range(m)])
    row = f"MATCH(MAX({near.all}),{rows.all},0)"
    place = c.helper("errors", [[row, f"MATCH(MAX({near.all}),INDEX({near.all},{row},0),0)"]])
    i, j = place.item(0), place.item(1)
    odd = f"MAX({e.all})>0.000000001"
    if method in ("lls", "geometric"):
        x = logs(c, a)
        own = f"INDEX({x.all},{i},{j})"
        mend = f"EXP((SUM(INDEX({x.all},{i},0))-SUM(INDEX({x.all},{j},0))-2*{own})/{m - 2})"
    else:
        # Harker: the two cells are 0 and each diagonal cell counts one gap.
        rest, _ = principal(c, _with(c, a, i, j, "0", "0", "2"))
        mend = f"INDEX({rest.all},{i})/INDEX({rest.all},{j})"
    mended = c.helper("errors", [[mend]]).all
    _, after = principal(c, _with(c, a, i, j, mended, f"1/{mended}", "1"))
    shown = (
        f"INDEX({c.helper('words', [[n] for n in names], what='data').all},{i})",
        f"INDEX({c.helper('words', [[n] for n in names], what='data').all},{j})",
        f"INDEX({a.all},{i},{j})",
        mended,
        _ratio(after, m)[2],
    )
    accepted = f"IF({cr}<={CR_LIMIT + 1e-12!r},{c.word('yes')},{c.word('no')})"
    head = [str(m), "0", value, ci, ri, cr, gci, repr(gci_limit(m)), accepted]
    return head + [f'IF({odd},{f},"")' for f in shown]


def _with(c: NativeCall, a: Rect, row: str, col: str, one: str, other: str, diagonal: str) -> Rect:
    """Return a matrix with other values in one pair of cells and on the diagonal of their rows."""
    grid = []
    for i in range(a.rows):
        line = []
        for j in range(a.cols):
            if i == j:
                line.append(f"IF(OR({row}={i + 1},{col}={i + 1}),{diagonal},1)")
            else:
                r, k, new = (i, j, one) if i < j else (j, i, other)
                line.append(f"IF(AND({row}={r + 1},{col}={k + 1}),{new},{a.at(i, j)})")
        grid.append(line)
    return c.helper("judged", grid)


@native("MFG_AHP_CHECK")
def check(c: NativeCall) -> Grid:
    """Consistency of each person's matrix, and of the group's."""
    p = read(c)
    method = method_of(c)
    lines = [[quoted(str(k + 1)), *_judged(c, a, method, p.names)] for k, a in enumerate(p.matrices)]
    if len(p.matrices) > 1:
        group = pooled(c, p.matrices, power_of(c, len(p.matrices)))
        lines.append([quoted(word("group_row", c.lang)), *_judged(c, group, method, p.names)])
    heads = c.head(
        "person", "items", "uncompared", "eigen", "ci", "ri", "cr", "gci", "gci_limit", "accepted",
        "worst_row", "worst_col", "said", "mend", "mended",
    )  # fmt: skip
    return table(heads, *(list(col) for col in zip(*lines, strict=True)))
