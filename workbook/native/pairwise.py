"""Native forms of judgement matrices: weights by every method, consistency, group weights.

The principal eigenvector comes from powers of the matrix: it is squared until all its columns say the same,
which plain multiplications do to the last digits; a cell checks it, so that a matrix whose powers have not
settled is refused and gives no number.
"""

from __future__ import annotations

from dataclasses import dataclass

from udfs.engine.ahp import LIMIT, ROUNDED
from udfs.engine.ahp_check import CR_LIMIT, gci_limit, random_index
from udfs.engine.messages import word
from udfs.excel import cells, pairwise
from udfs.excel.cells import MISSING, Block
from udfs.excel.labels import edges
from workbook.native.call import MatrixArg, NativeCall
from workbook.native.expr import NA, REFUSED, blank_or, quoted, read_number
from workbook.native.matrix import table
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native

#: Squarings of a judgement matrix: its 512th power.
SQUARINGS = 9

#: Judgement matrices up to this size: beyond, the helper blocks would outgrow the workbook.
LARGEST = 15


@dataclass(frozen=True)
class People:
    """Judgement matrices of the same items, one below the other, whole and reciprocal."""

    m: MatrixArg
    matrices: list[Rect]
    names: list[str]


def read(c: NativeCall) -> People:
    """Read and complete the matrices; comparisons that nobody made have no plain formulas."""
    block, r = c.args["data"].block, c.rect("data")
    rows = [[pairwise.fraction(v) for v in line] for line in block.values]
    top, left = edges(Block(rows))
    data = r.sub(top, left, r.rows - top, r.cols - left)
    size = data.cols
    if not 2 <= size <= LARGEST or data.rows % size:
        raise NoNative("shape", "data")
    body = [line[left:] for line in rows[top:]]
    if data.rows > size and any(all(map(cells.is_blank, line)) for line in body):
        raise NoNative("shape", "data")
    labels = r.sub(top, 0, data.rows, left) if left else None
    m = MatrixArg(data, Block(body), r.sub(0, left, 1, size) if top else None, labels)
    matrices = [_whole(c, data.sub(k * size, 0, size, size)) for k in range(data.rows // size)]
    if labels is not None:
        names = [blank_or(labels.at(i, left - 1)) for i in range(size)]
    elif m.header is not None:
        names = [m.header.item(j) for j in range(size)]
    else:
        names = [quoted(str(j + 1)) for j in range(size)]
    return People(m, matrices, names)


def _whole(c: NativeCall, r: Rect) -> Rect:
    """Return the reciprocal matrix: a blank half from the other one, of two halves the greater one counts."""
    none = c.helper("missing", [[quoted(w)] for w in sorted(MISSING)]).all
    said = []
    for i in range(r.rows):
        line = []
        for j in range(r.cols):
            x = r.at(i, j)
            text = f'SUBSTITUTE(SUBSTITUTE(TRIM({x}),"／","/"),"⁄","/")'
            cut = f'FIND("/",{text})'
            parts = f"{read_number(f'LEFT({text},{cut}-1)')}/{read_number(f'MID({text},{cut}+1,20)')}"
            read = f'IF(ISNUMBER(MATCH(LOWER(TRIM({x})),{none},0)),"",IF(ISNUMBER({cut}),{parts},{read_number(text)}))'
            value = (
                f'IF(ISNUMBER({x}),{x},IF(ISNA({x}),"",IF(ISLOGICAL({x}),1/0,IF(TRIM({x})="","",{read}))))'
            )
            line.append(value)
        said.append(line)
    v = c.helper("fractions", said)
    # What is outside the range is no comparison; Excel's dates are among them.
    fine = f'AND(COUNTIF({v.all},"<="&{1 / LIMIT / 1.01!r})=0,COUNTIF({v.all},">"&{LIMIT:g})=0)'
    grid = []
    for i in range(r.rows):
        line = []
        for j in range(r.cols):
            a, b = v.at(i, j), v.at(j, i)
            if i == j:
                line.append(f'IF({a}="",1,IF(ABS({a}-1)<=0.000000001,1,{REFUSED}))')
                continue
            greater = f"IF({a}>{b},{a},IF({a}<{b},1/{b},1))"
            both = f"IF(ABS({a}*{b}-1)>{ROUNDED},{REFUSED},{greater})"
            value = f'IF({a}="",IF({b}="",{REFUSED},1/{b}),IF({b}="",{a},{both}))'
            line.append(f"IF({fine},{value},{REFUSED})" if j == (i + 1) % r.cols else value)
        grid.append(line)
    return c.helper("judged", grid)


def logs(c: NativeCall, a: Rect) -> Rect:
    return c.helper("logs", [[f"LN({a.at(i, j)})" for j in range(a.cols)] for i in range(a.rows)])


def geometric(c: NativeCall, a: Rect) -> Rect:
    """Return the geometric means of the rows, made to sum to 1: of a whole matrix the least squares too."""
    x = logs(c, a)
    g = c.helper("unnormed", [[f"EXP(AVERAGE({x.line(i)}))"] for i in range(a.rows)])
    return c.helper("vector", [[f"{g.item(i)}/SUM({g.all})"] for i in range(a.rows)])


def column_mean(c: NativeCall, a: Rect) -> Rect:
    """Return the means of the columns, each divided by its sum."""
    total = c.helper("ends", [[f"SUM({a.column(j)})" for j in range(a.cols)]])
    return c.helper("vector", [[f"SUMPRODUCT({a.line(i)}/{total.all})/{a.cols}"] for i in range(a.rows)])


def principal(c: NativeCall, a: Rect) -> tuple[Rect, str]:
    """Return the principal eigenvector, which sums to 1, and the cell of its eigenvalue.

    Every square is divided by the sum of its matrix, which keeps its numbers within range.
    """
    m = a.rows
    b = a
    for _ in range(SQUARINGS):
        b = c.helper(
            "powers",
            [
                [f"SUMPRODUCT(MMULT({b.line(i)},{b.column(j)}))/SUM({b.all})^2" for j in range(m)]
                for i in range(m)
            ],
        )
    first = c.helper("unnormed", [[f"SUM({b.line(i)})/SUM({b.all})"] for i in range(m)])
    # Once more by the matrix itself: rounding of the squares goes away.
    image = c.helper("unnormed", [[f"SUMPRODUCT(MMULT({a.line(i)},{first.all}))"] for i in range(m)])
    each = c.helper("largest", [[f"{image.item(i)}/{first.item(i)}"] for i in range(m)])
    settled = f"MAX({each.all})-MIN({each.all})<0.00000000001*MAX({each.all})"
    value = c.helper("largest", [[f"IF({settled},AVERAGE({each.all}),{REFUSED})"]]).all
    w = c.helper(
        "vector", [[f"IF(ISNUMBER({value}),{image.item(i)}/SUM({image.all}),{REFUSED})"] for i in range(m)]
    )
    return w, value


def weights(c: NativeCall, a: Rect, method: str) -> Rect:
    """Return the weights of a whole matrix."""
    if method == "eigenvector":
        return principal(c, a)[0]
    return column_mean(c, a) if method == "columns" else geometric(c, a)


def _method(c: NativeCall) -> str:
    return c.choice("method", "ahp").name


@native("MFG_AHP")
def ahp(c: NativeCall) -> Grid:
    """Weights of one judgement matrix, a column beside it."""
    p = read(c)
    if len(p.matrices) != 1:
        raise NoNative("shape", "data")
    w = weights(c, p.matrices[0], _method(c))
    return c.like(p.m, [[w.item(i)] for i in range(w.size)], [c.word("h_weight")])


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


def _power(c: NativeCall, people: int) -> Rect:
    """Return the weights of the people, made to sum to 1; equal where left out."""
    if "weight" not in c.args:
        return c.helper("weights in force", [[f"1/{people}"] for _ in range(people)])
    v = c.clean(c.vector("weight", people))
    blank = f"SUMPRODUCT(LEN({c.rect('weight').all}))=0"
    fine = f"AND(COUNT({v.all})={people},MIN({v.all})>=0)"
    return c.helper(
        "weights in force",
        [[f"IF({blank},1/{people},IF({fine},{v.item(k)}/SUM({v.all}),{REFUSED}))"] for k in range(people)],
    )


def pooled(c: NativeCall, matrices: list[Rect], power: Rect) -> Rect:
    """Return the weighted geometric mean of the people's judgements."""
    each = [logs(c, a) for a in matrices]
    m = matrices[0].rows
    return c.helper(
        "judged",
        [
            [
                "EXP(" + "+".join(f"{power.item(k)}*{x.at(i, j)}" for k, x in enumerate(each)) + ")"
                for j in range(m)
            ]
            for i in range(m)
        ],
    )


@native("MFG_AHP_CHECK")
def check(c: NativeCall) -> Grid:
    """Consistency of each person's matrix, and of the group's."""
    p = read(c)
    method = _method(c)
    lines = [[quoted(str(k + 1)), *_judged(c, a, method, p.names)] for k, a in enumerate(p.matrices)]
    if len(p.matrices) > 1:
        group = pooled(c, p.matrices, _power(c, len(p.matrices)))
        lines.append([quoted(word("group_row", c.lang)), *_judged(c, group, method, p.names)])
    heads = c.head(
        "person", "items", "uncompared", "eigen", "ci", "ri", "cr", "gci", "gci_limit", "accepted",
        "worst_row", "worst_col", "said", "mend", "mended",
    )  # fmt: skip
    return table(heads, *(list(col) for col in zip(*lines, strict=True)))


@native("MFG_AHP_GROUP")
def group(c: NativeCall) -> Grid:
    """Weights of a group: of the mean of the judgements, or the mean of everybody's weights."""
    p = read(c)
    method, pool = _method(c), c.choice("pool", "pool").name
    power = _power(c, len(p.matrices))
    if pool == "judgements":
        w = weights(c, pooled(c, p.matrices, power), method)
    else:
        own = [weights(c, a, method) for a in p.matrices]
        product = [
            ["*".join(f"{w.item(i)}^{power.item(k)}" for k, w in enumerate(own))]
            for i in range(p.m.data.cols)
        ]
        u = c.helper("unnormed", product)
        w = c.helper("vector", [[f"{u.item(i)}/SUM({u.all})"] for i in range(u.size)])
    column = [w.item(i) for i in range(w.size)]
    return c.like(p.m, [[f] for f in column], [c.word("h_weight")])
