"""Native forms of judgement matrices: weights by every method, group weights.

The principal eigenvector comes from powers of the matrix: it is squared until all its columns say the same,
which plain multiplications do to the last digits; a cell checks it, so that a matrix whose powers have not
settled is refused and gives no number.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np

from udfs.engine.ahp import LIMIT, ROUNDED
from udfs.excel import cells, pairwise
from udfs.excel.cells import MISSING, Block
from udfs.excel.labels import edges
from workbook.native.call import MatrixArg, NativeCall
from workbook.native.expr import REFUSED, blank_or, quoted, read_number
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native
from workbook.native.typed import refuse_odd

#: Squarings of a judgement matrix: its 512th power.
SQUARINGS = 9

#: Characters of a judgement written as text that are looked at.
_LONGEST = 25

#: What is left of the second eigenvector after that, at most.
NOISE = 1e-13

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
    _refuse(c.args["data"].block)
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


def _refuse(block: Block) -> None:
    """Refuse judgements with gaps or odd characters, and those so contradictory that their powers do not settle."""
    for line in block.values:
        for v in line:
            # "½" and full-width digits; "／" is read.
            if isinstance(v, str) and cells.number(str(pairwise.fraction(v))) is not None:
                refuse_odd([[part.strip() for part in re.split("[/／⁄]", v)]])
                if unicodedata.normalize("NFKC", v).count("⁄") > v.count("⁄"):
                    raise NoNative("reference", v)
    for a in pairwise.read(block).values:
        if np.isnan(a).any():
            raise NoNative("gaps")
        size = np.sort(np.abs(np.linalg.eigvals(a)))
        if (size[-2] / size[-1]) ** 2**SQUARINGS > NOISE:
            raise NoNative("powers")


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
            number = f"IF({_digits(text)},IF(ISNUMBER({cut}),{parts},{read_number(text)}),{REFUSED})"
            read = f'IF(ISNUMBER(MATCH(LOWER(TRIM({x})),{none},0)),"",{number})'
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


def _digits(text: str) -> str:
    """Return the condition that a text has nothing but digits, points and fraction bars: no time, no money."""
    places = ",".join(str(k) for k in range(1, _LONGEST + 1))
    # LibreOffice finds no empty text, Excel does: blanks behind the text make both find one.
    letter = f'MID({text}&REPT(" ",{_LONGEST}),{{{places}}},1)'
    return f'SUMPRODUCT(--ISERROR(FIND({letter},"0123456789./ ")))=0'


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


def method_of(c: NativeCall) -> str:
    return c.choice("method", "ahp").name


@native("MFG_AHP")
def ahp(c: NativeCall) -> Grid:
    """Weights of one judgement matrix, a column beside it."""
    p = read(c)
    if len(p.matrices) != 1:
        raise NoNative("shape", "data")
    w = weights(c, p.matrices[0], method_of(c))
    return c.like(p.m, [[w.item(i)] for i in range(w.size)], [c.word("h_weight")])


def power_of(c: NativeCall, people: int) -> Rect:
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


@native("MFG_AHP_GROUP")
def group(c: NativeCall) -> Grid:
    """Weights of a group: of the mean of the judgements, or the mean of everybody's weights."""
    p = read(c)
    method, pool = method_of(c), c.choice("pool", "pool").name
    power = power_of(c, len(p.matrices))
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
