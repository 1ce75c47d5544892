"""Native form of MFG_ROUNDS: every Delphi round by array formulas, Kendall's W from each answer's own ranks."""

from __future__ import annotations

from workbook.native.call import NativeCall
from workbook.native.experts import rounds_of
from workbook.native.expr import NA, array
from workbook.native.grouping import first_of, listed
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native


@native("MFG_ROUNDS")
def rounds(c: NativeCall) -> Grid:
    """A line a round: its scores, the spread of its items, the agreement of its experts, the change."""
    body, said, where = rounds_of(c, "delphi")
    first, count = min(where.values()), len(where)
    if max(where.values()) - first + 1 != count:
        raise NoNative("shape", "delphi")
    x = c.clean(body.sub(0, first, body.rows, count))
    own = _own(c, x, said)
    number = _numbers(c, own, c.shape[0] - 1)
    highest = f"MAX({x.all})"
    given = c.number("full", None)
    full = c.helper("number", [[highest if given == '""' else f'IF({given}="",{highest},{given})']]).all
    some = c.helper("member", [[f"IF(COUNT({x.line(i)})>0,1,0)"] for i in range(x.rows)])
    ranks = _ranks(c, x)
    out = [
        c.head(
            "round", "n", "avg", "median", "q1", "q3", "full", "cv_mean", "w", "chi", "df", "p", "cv_change", "w_change"
        )
    ]  # fmt: skip
    before: tuple[str, str] | None = None
    for k in range(number.size):
        r = number.item(k)
        here = f"({own.all}={r})"
        scores = f"IF({here}*ISNUMBER({x.all}),{x.all})"
        spread = c.helper("variation", [[_variation(x.column(j), here) for j in range(count)]])
        cv = c.helper("means", [[f"IF(COUNT({spread.all})=0,{NA},AVERAGE({spread.all}))"]]).all
        w, judges = _agreement(c, ranks, own, r, here, count)
        chi = f"{judges}*{count - 1}*{w}"
        lines = [
            r,
            f"SUMPRODUCT({here}*{some.all})",
            *(
                array(f"IF(COUNT({scores})=0,{NA},{f})")
                for f in (
                    f"AVERAGE({scores})", f"MEDIAN({scores})", f"QUARTILE({scores},1)", f"QUARTILE({scores},3)",
                    f"SUM({here}*({x.all}={full}))/COUNT({scores})",
                )
            ),
            cv,
            w,
            chi,
            str(count - 1),
            f"CHIDIST({chi},{count - 1})",
            NA if before is None else f"{cv}-{before[0]}",
            NA if before is None else f"{w}-{before[1]}",
        ]  # fmt: skip
        before = cv, w
        out.append([_unless_over(r, f) for f in lines])
    return out


def _unless_over(number: str, form: str) -> str:
    """Leave a line blank behind the last round."""
    if form.startswith("{"):
        return array(f'IF({number}="","",{form[1:-1]})')
    return f'IF({number}="","",{form})'


def _own(c: NativeCall, x: Rect, said: Rect) -> Rect:
    """Return the round of each answer; scores without a round are refused, an empty row is no answer."""
    grid = []
    for i in range(x.rows):
        r = said.item(i)
        grid.append([f'IF({r}="",IF(COUNT({x.line(i)})=0,"",1/0),IF(ISNUMBER({r}),{r},1/0))'])
    return c.helper("round", grid)


def _numbers(c: NativeCall, own: Rect, count: int) -> Rect:
    """Return the numbers of the rounds in order, "" beyond the last; more than there are lines are refused."""
    first = first_of(c, own)
    place = c.helper(
        "place",
        [
            [f'IF({first.item(i)}=1,SUMPRODUCT({first.all}*({own.all}<{own.item(i)}))+1,"")']
            for i in range(own.size)
        ],
    )
    c.guards.append(f"SUM({first.all})<={count}")
    at = listed(c, place, count)
    return c.helper(
        "last", [[f'IF({a}="","",INDEX({own.all},{a}))'] for a in (at.item(k) for k in range(count))]
    )


def _variation(col: str, here: str) -> str:
    """Return the coefficient of variation of one item in one round, "" where it has none."""
    scores = f"IF({here}*ISNUMBER({col}),{col})"
    return array(f'IF(COUNT({scores})<2,"",IF(AVERAGE({scores})=0,"",STDEV({scores})/AVERAGE({scores})))')


def _ranks(c: NativeCall, x: Rect) -> Rect:
    """Return each answer's ranks of the items and its sum of t^3 - t over ties of t; "" where it has a gap."""
    grid = []
    for i in range(x.rows):
        line = x.line(i)
        whole = f"COUNT({line})={x.cols}"
        each = [
            f'IF({whole},RANK({v},{line},1)+(COUNTIF({line},{v})-1)/2,"")'
            for v in (x.at(i, j) for j in range(x.cols))
        ]
        grid.append([*each, f'IF({whole},SUMPRODUCT(COUNTIF({line},{line})^2-1),"")'])
    return c.helper("rank", grid)


def _agreement(c: NativeCall, ranks: Rect, own: Rect, r: str, here: str, items: int) -> tuple[str, str]:
    """Return the cells of Kendall's W of one round and of its number of judges without a gap."""
    ties = ranks.column(items)
    sums = c.helper("terms", [[f"SUMIF({own.all},{r},{ranks.column(j)})" for j in range(items)]])
    judges = c.helper("number", [[f"SUMPRODUCT({here}*ISNUMBER({ties}))"]]).all
    whole = f"({judges}^2*{items**3 - items}-{judges}*SUMIF({own.all},{r},{ties}))"
    w = f"IF(AND({judges}>1,{items}>1),IF({whole}>0,MIN(12*DEVSQ({sums.all})/{whole},1),{NA}),{NA})"
    return c.helper("terms", [[w]]).all, judges
