"""Native forms of tables by group: summary, mean profiles, one column a group."""

from __future__ import annotations

from udfs.excel import cells
from workbook.native.call import NativeCall
from workbook.native.expr import NA, array, blank_or
from workbook.native.ranks import ranks_of, scores_of
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native


def labels_of(c: NativeCall, group: Rect, there: list[str]) -> Rect:
    """Return each row's group: the word for none where only the group is missing, "" where the row is empty."""
    other, named = c.word("blank_group"), c.labels(group)
    grid = [
        [f'IF({g}="",IF({t},{other},""),{g})']
        for g, t in zip((named.item(i) for i in range(named.size)), there, strict=True)
    ]
    return c.helper("group", grid)


def first_of(c: NativeCall, names: Rect) -> Rect:
    """Return 1 where a group stands for the first time."""
    return c.helper(
        "member",
        [
            [f'IF({names.item(i)}="",0,IF(SUMPRODUCT(--({names.upto(i)}={names.item(i)}))=1,1,0))']
            for i in range(names.size)
        ],
    )


def listed(c: NativeCall, place: Rect, count: int) -> Rect:
    """Return the row behind each line of a list, "" beyond its end."""
    return c.helper("source", [[f'IFERROR(MATCH({k + 1},{place.all},0),"")'] for k in range(count)])


@native("MFG_SUMMARY")
def summary(c: NativeCall) -> Grid:
    """Count, mean, highest, lowest, best rank: groups are put in order by size and mean."""
    s = scores_of(c)
    n = s.size
    r = ranks_of(c, s)
    names = labels_of(c, c.vector("group", n), [f"ISNUMBER({s.item(i)})" for i in range(n)])
    first = first_of(c, names)
    sizes = []
    for i in range(n):
        same = f"({names.all}={names.item(i)})"
        number = f"SUMPRODUCT({same}*ISNUMBER({s.all}))"
        sizes.append([number, f"IF({number}=0,-1E+300,SUMPRODUCT(--{same},{s.all})/{number})"])
    size = c.helper("sizes", sizes)
    how = c.choice("sort", "sort", ("count", "mean"))
    grid = []
    for i in range(n):

        def ahead(a: int, b: int, i: int = i) -> str:
            x, y = size.sub(0, a, n, 1), size.sub(0, b, n, 1)
            same = f"({x.all}={x.item(i)})"
            return (
                f"SUMPRODUCT({first.all}*(({x.all}>{x.item(i)})+{same}*({y.all}>{y.item(i)})"
                f"+{same}*({y.all}={y.item(i)})*({names.all}<{names.item(i)})))+1"
            )

        form = how.pick({"count": ahead(0, 1), "mean": ahead(1, 0)})
        grid.append([f'IF({first.item(i)}=1,{form},"")'])
    at = listed(c, c.helper("place", grid), c.shape[0] - 1)
    out = [c.head("group", "count", "mean", "max", "min", "best")]
    for k in range(c.shape[0] - 1):
        name = f"INDEX({names.all},{at.item(k)})"
        inside = f"({names.all}={name})"
        count = f"INDEX({size.column(0)},{at.item(k)})"
        forms = [
            name,
            count,
            f"IF({count}=0,{NA},INDEX({size.column(1)},{at.item(k)}))",
            *(
                array(f"IF({count}=0,NA(),{f}(IF({inside}*ISNUMBER({x.all}),{x.all})))")
                for f, x in (("MAX", s), ("MIN", s), ("MIN", r))
            ),
        ]
        out.append([_filled(at.item(k), f) for f in forms])
    return out


def _filled(at: str, form: str) -> str:
    """Leave a line blank where the list has ended."""
    if form.startswith("{"):
        return array(f'IF({at}="","",{form[1:-1]})')
    return f'IF({at}="","",{form})'


def _codes(c: NativeCall, header: Rect | None, n: int) -> list[str]:
    if c.given("code"):
        v = c.vector("code", n)
        return [v.item(j) for j in range(n)]
    if header is None:
        raise NoNative("argument", "code")
    return [blank_or(header.item(j)) for j in range(n)]


@native("MFG_MEANS")
def group_means(c: NativeCall) -> Grid:
    """Means of each column by group, in the order given, and over all rows."""
    m = c.matrix("data")
    x = c.clean(m.data)
    n = x.rows
    names = labels_of(c, c.vector("group", n), [f"COUNT({x.line(i)})>0" for i in range(n)])
    first = first_of(c, names)
    order = c.vector("order") if c.given("order") else None
    key = [
        [str(100000 + i) if order is None else f"IFERROR(MATCH({names.item(i)},{order.all},0),{100000 + i})"]
        for i in range(n)
    ]
    keys = c.helper("sizes", key)
    place = c.helper(
        "place",
        [
            [f'IF({first.item(i)}=1,SUMPRODUCT({first.all}*({keys.all}<{keys.item(i)}))+1,"")']
            for i in range(n)
        ],
    )
    rows = c.shape[0] - 1
    at = listed(c, place, rows)
    # The row of all units follows the last group, wherever that stands now.
    number = c.helper("number", [[f"SUM({first.all})"]]).all
    relative = c.given("relative") and bool(c.args["relative"].block.values[0][0])
    if relative and c.args["relative"].rect is not None:
        raise NoNative("argument", "relative")
    out = [[*c.head("group", "count"), *_codes(c, m.header, x.cols)]]
    overall = c.helper(
        "spread",
        [[f'AVERAGE(IF({names.all}<>"",{x.column(j)}))'.join("{}") for j in range(x.cols)]],
        ("r_mean",),
    )
    last = [
        c.word("overall_mean"),
        f'SUMPRODUCT(--({names.all}<>""))',
        *(
            f"IF({overall.item(j)}>0,100,{NA})" if relative else f"IFERROR({overall.item(j)},{NA})"
            for j in range(x.cols)
        ),
    ]
    for k in range(rows):
        name = f"INDEX({names.all},{at.item(k)})"
        line = [name, f"SUMPRODUCT(--({names.all}={name}))"]
        for j in range(x.cols):
            mean = f"AVERAGEIF({names.all},{name},{x.column(j)})"
            if relative:
                mean = f"IF({overall.item(j)}>0,100*{mean}/{overall.item(j)},NA())"
            line.append(f"IFERROR({mean},{NA})")
        out.append(
            [f'IF({number}>{k},{f},IF({number}={k},{all_},""))' for f, all_ in zip(line, last, strict=True)]
        )
    return out


@native("MFG_SPLIT")
def split(c: NativeCall) -> Grid:
    """One column a group: the value where the row belongs to it, else #N/A."""
    x = c.clean(c.vector("data"))
    n = x.size
    group = c.vector("group", n)
    names = c.labels(group)
    heads: list[str] = []
    if c.given("order"):
        order = c.vector("order")
        block = c.args["order"].block
        said = [v for line in block.values for v in line][-order.size :]
        heads = [order.item(k) for k in range(order.size) if not cells.is_missing(said[k])]
    extra = c.shape[1] - len(heads)
    if extra:
        first = first_of(c, names)
        others = first
        if heads:
            listed_ = c.helper("stages", [[h] for h in heads]).all
            others = c.helper(
                "member",
                [[f"IF(ISNUMBER(MATCH({names.item(i)},{listed_},0)),0,{first.item(i)})"] for i in range(n)],
            )
        place = c.helper("place", [[f'IF({others.item(i)}=1,SUM({others.upto(i)}),"")'] for i in range(n)])
        at = listed(c, place, extra)
        heads += [f'IF({at.item(k)}="","",INDEX({names.all},{at.item(k)}))' for k in range(extra)]
    head = c.helper("stages", [heads])
    rows = [
        [
            f'IF({head.item(j)}="","",IF(AND({names.item(i)}={head.item(j)},ISNUMBER({x.item(i)})),{x.item(i)},{NA}))'
            for j in range(len(heads))
        ]
        for i in range(n)
    ]
    return [[head.item(j) for j in range(len(heads))], *rows]
