"""What whole-matrix methods start from: directions, weights, the rows that are complete, columns in their direction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from udfs.engine.messages import word
from udfs.excel.cells import MISSING, is_label
from workbook.native.call import MatrixArg, NativeCall
from workbook.native.expr import NA, REFUSED, quoted
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative
from workbook.native.turn import negatives


@dataclass(frozen=True)
class Part:
    """The part of a block that a whole-matrix method sees.

    Attributes
    ----------
    m
        The block as it stands on its sheet.
    x
        Its values in complete rows, "" elsewhere; columns without weight may have gaps.
    there
        1 in complete rows, 0 elsewhere: a column of cells.
    negative, w
        Rows of cells: 1 in columns of costs; weights that sum to 1.
    """

    c: NativeCall
    m: MatrixArg
    x: Rect
    there: Rect
    negative: Rect
    w: Rect

    @classmethod
    def of(cls, c: NativeCall) -> Part:
        m = c.matrix("data")
        n, p = m.data.rows, m.data.cols
        raw = c.clean(m.data)
        negative = negatives(c, p)
        w = _weights(c, p)
        there = c.helper(
            "complete", [[f'IF(SUMPRODUCT(({w.all}>0)*({raw.line(i)}=""))=0,1,0)'] for i in range(n)]
        )
        x = c.helper(
            "part", [[f'IF({there.item(i)}=1,{raw.at(i, j)},"")' for j in range(p)] for i in range(n)]
        )
        found = cls(c, m, x, there, negative, w)
        low = found.row("r_min", lambda j: f"IF(COUNT({raw.column(j)})=0,1/0,MIN({x.column(j)}))", every=True)
        high = found.row("r_max", lambda j: f"MAX({x.column(j)})", every=True)
        # At least two units, no column without any value, and something that differs.
        c.guards.append(f"SUM({there.all})>1")
        c.guards.append(f"SUMPRODUCT(({w.all}>0)*({high.all}>{low.all}))>0")
        return found

    # --- blocks ----------------------------------------------------------------------------------

    def with_values(self, x: Rect) -> Part:
        return replace(self, x=x)

    def row(self, label: str, form: Callable[[int], str], every: bool = False, spare: str = "1") -> Rect:
        """Write one formula a column; `spare` stands in a column without weight, unless `every` column is asked for."""
        p = self.x.cols
        forms = [form(j) if every else f"IF({self.w.item(j)}>0,{form(j)},{spare})" for j in range(p)]
        return self.c.helper("ends", [forms], (label,))

    def block(self, form: Callable[[int, int], str], key: str, spare: str = "1") -> Rect:
        """Write a formula for each value, "" in rows that take no part and `spare` in columns without weight."""
        n, p = self.x.rows, self.x.cols
        return self.c.helper(
            key,
            [
                [
                    f'IF({self.there.item(i)}=0,"",IF({self.w.item(j)}>0,{form(i, j)},{spare}))'
                    for j in range(p)
                ]
                for i in range(n)
            ],
        )

    def column(self, form: Callable[[int], str], key: str = "by row", what: str = "") -> Rect:
        """Write a formula for each row, "" in rows that take no part."""
        grid = [[f'IF({self.there.item(i)}=0,"",{form(i)})'] for i in range(self.x.rows)]
        return self.c.helper(key, grid, what=word("h_score", self.c.lang) if what == "score" else what)

    def sums(self, form: Callable[[int], str], what: str = "") -> Rect:
        """Sum an expression over the columns, for each row."""
        return self.column(lambda i: f"SUMPRODUCT({form(i)})", "parts" if what else "by row", what)

    # --- columns in their direction ----------------------------------------------------------------

    def low(self, x: Rect | None = None) -> Rect:
        """Return the least value of each column."""
        x = x or self.x
        return self.row("r_min", lambda j: f"MIN({x.column(j)})")

    def high(self, x: Rect | None = None) -> Rect:
        """Return the greatest value of each column."""
        x = x or self.x
        return self.row("r_max", lambda j: f"MAX({x.column(j)})")

    def is_cost(self, j: int) -> str:
        return f"{self.negative.item(j)}=1"

    def ranged(self) -> Rect:
        """Return min-max in the direction of each column: 1 is best; a constant column is refused."""
        low, high = self.low(), self.high()

        def form(i: int, j: int) -> str:
            x, a, b = self.x.at(i, j), low.item(j), high.item(j)
            return f"IF({self.is_cost(j)},{b}-{x},{x}-{a})/({b}-{a})"

        return self.block(form, "ranged")

    def linear(self) -> Rect:
        """Return x / max of benefits (x >= 0), min / x of costs (x > 0): 1 is best."""
        low, high = self.low(), self.high()

        def base(j: int) -> str:
            a, b = low.item(j), high.item(j)
            return f"IF({self.is_cost(j)},IF({a}>0,{a},{REFUSED}),IF(AND({a}>=0,{b}>0),{b},{REFUSED}))"

        best = self.row("r_best", base)

        def form(i: int, j: int) -> str:
            x, b = self.x.at(i, j), best.item(j)
            return f"IF({self.is_cost(j)},{b}/{x},{x}/{b})"

        return self.block(form, "linear")

    # --- results -----------------------------------------------------------------------------------

    def shown(self, r: Rect) -> list[str]:
        """Return a column of results as it is shown: #N/A in rows that take no part."""
        return [f"IF({self.there.item(i)}=0,{NA},{r.item(i)})" for i in range(r.size)]

    def ranks(self, r: Rect) -> list[str]:
        """Return the ranks of a column of results, 1 for the highest; equal ones share the least."""
        return [f"IF({self.there.item(i)}=0,{NA},RANK({r.item(i)},{r.all},0))" for i in range(r.size)]

    def names(self, arg: str = "") -> list[str]:
        """Return what the rows are called: by an argument, else by the labels beside the data, else their numbers."""
        n = self.x.rows
        if arg and self.c.given(arg):
            city = self.c.vector(arg, n)
            return [self._name(city.item(i)) for i in range(n)]
        labels = self.m.labels
        if labels is None:
            return [f'"{i + 1}"' for i in range(n)]
        shown = self.c.args["data"].block.values
        at = next((j for j in range(labels.cols) if any(is_label(r[j]) for r in shown[len(shown) - n :])), 0)
        return [self._name(labels.at(i, at)) for i in range(n)]

    def _name(self, cell: str) -> str:
        """Return a name, "" where the cell says that there is none."""
        none = self.c.helper("missing", [[quoted(w)] for w in sorted(MISSING)]).all
        return f'IF(ISNA({cell}),"",IF(ISNUMBER(MATCH(LOWER(TRIM({cell})),{none},0)),"",TRIM({cell})))'


def _weights(c: NativeCall, p: int) -> Rect:
    """Return the weights as a row that sums to 1: equal where nothing is given; a gap or a negative one is refused."""
    if "weight" not in c.args:
        return c.helper("weights in force", [[f"1/{p}"] * p])
    v = c.clean(c.vector("weight", p))
    blank = f"SUMPRODUCT(LEN({c.rect('weight').all}))=0"
    given = c.helper(
        "unnormed",
        [
            [
                f"IF({blank},1,IF(AND(ISNUMBER({v.item(j)}),MIN({v.all})>=0),{v.item(j)},{REFUSED}))"
                for j in range(p)
            ]
        ],
    )
    return c.helper("weights in force", [[f"{given.item(j)}/SUM({given.all})" for j in range(p)]])


def same_as_now(c: NativeCall, arg: str) -> None:
    """Let the formulas hold only while a cell says what it says now: the layout depends on it."""
    if arg not in c.args or c.args[arg].rect is None:
        return
    block = c.args[arg].block
    if block.shape != (1, 1):
        raise NoNative("shape", arg)
    value = block.values[0][0]
    cell = c.rect(arg).all
    if value is None or value == "":
        c.guards.append(f'{cell}=""')
    elif isinstance(value, bool):
        c.guards.append(cell if value else f"NOT({cell})")
    elif isinstance(value, float | int):
        c.guards.append(f"{cell}={value!r}")
    else:
        text = str(value).replace('"', '""')
        c.guards.append(f'{cell}="{text}"')


def table(heads: list[str], *columns: list[str]) -> Grid:
    """Lay columns out under a header row."""
    return [heads, *map(list, zip(*columns, strict=True))]
