"""Native form of MFG_RESCORE of the workbook's model: every city under every stage's weights, then the boundaries.

The list is as long as there are cities at boundaries; lines behind its end are blank, and a list that has become
longer than its block is refused.
"""

from __future__ import annotations

from dataclasses import replace

from udfs.excel import cells, tables
from udfs.excel.model import DATA
from workbook.native.call import Arg, NativeCall
from workbook.native.experts import stage_weight
from workbook.native.expr import NA
from workbook.native.grouping import listed
from workbook.native.parameters import numbered
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native
from workbook.native.scores import aggregated, live_means
from workbook.native.steps import Level, Steps, option

#: Cities on each side of a boundary.
SIDES = 3
#: More than there are cities: a stage's number times it, plus a place, is one key.
STEP = 1_000_000


@native("MFG_RESCORE", model=True)
def rescored(c: NativeCall) -> Grid:
    """Boundary cities under their own and the neighbouring stage's weights."""
    if c.args:
        raise NoNative("argument", next(iter(c.args)))
    s = Steps.of(c)
    if any(n.aggregation for n in s.framework.nodes):
        raise NoNative("method", "aggregation")
    names, weights = _weights(c, s)
    stage = _stages(c, s, names)
    score, own = _under(c, s, weights, names, stage)
    ranks = c.helper("rank", [[f'IF({v}="","",RANK({v},{own.all},0))'] for v in _items(own)])
    slots = _slots(c, names.size, stage, own)
    rows = c.shape[0] - 1
    line, unit, mine, other = (slots.sub(0, j, slots.rows, 1) for j in range(4))
    c.guards += [f"COUNT({line.all})<={rows}", f"COUNT({line.all})>0"]
    at = c.helper("source", [[f'IFERROR(MATCH({k + 1},{line.all},0),"")'] for k in range(rows)])
    out = [
        c.head(
            "city",
            "own_stage",
            "other_stage",
            "score_own",
            "score_other",
            "rank_own",
            "rank_other",
            "rank_shift",
        )
    ]
    taken = c.helper(
        "source",
        [[f'IF({a}="","",INDEX({v.all},{a}))' for v in (unit, mine, other)] for a in _items(at)],
    )
    for k in range(rows):
        i, g, h = (taken.at(k, j) for j in range(3))
        before, after = f"INDEX({score.all},{i},{g})", f"INDEX({score.all},{i},{h})"
        # Its own score leaves the list when the city takes the other weights.
        above = f"SUMPRODUCT(ISNUMBER({own.all})*({own.all}>{after}))-IF({before}>{after},1,0)+1"
        rank = f"INDEX({ranks.all},{i})"
        then = c.helper("rank", [[f'IF({i}="","",IF(ISNUMBER({after}),{above},{NA}))']]).all
        forms = [
            f"INDEX({s.cities.all},{i})",
            f"INDEX({names.all},{g})",
            f"INDEX({names.all},{h})",
            before,
            f"IF(ISNUMBER({after}),{after},{NA})",
            rank,
            then,
            f"{rank}-{then}",
        ]
        out.append([f'IF({i}="","",{f})' for f in forms])
    return out


def _items(r: Rect) -> list[str]:
    return [r.item(i) for i in range(r.size)]


def _weights(c: NativeCall, s: Steps) -> tuple[Rect, dict[int, Rect]]:
    """Return the names of the stages, and for each level with factors its weights, a column a stage."""
    names: Rect | None = None
    found = {}
    for level in s.levels:
        arg = c.named(f"MFG_L{level.depth}_Factors")
        if arg is None or arg.rect is None:
            continue
        args = {
            "factor": arg,
            "weight": _arg(c, level, "Weights"),
            "parent": _arg(c, level, "Parents"),
            "form": option(c, "stage_weight"),
            "scope": option(c, "scope"),
        }
        call = replace(c, args=args)
        grid = stage_weight(call)
        if len(grid) != level.size + 1 or tuple(map(cells.text, arg.block.values[0])) != s.framework.stages:
            raise NoNative("shape", f"MFG_L{level.depth}_Factors")
        names = names or arg.rect.sub(0, 0, 1, arg.rect.cols)
        found[level.depth] = c.helper("normed", grid[1:])
    if names is None:
        raise NoNative("argument", "factor")
    return names, found


def _arg(c: NativeCall, level: Level, what: str) -> Arg:
    found = c.named(f"MFG_L{level.depth}_{what}")
    assert found is not None
    return found


def _stages(c: NativeCall, s: Steps, names: Rect) -> Rect:
    """Return the number of each city's stage, "" where it has none."""
    data = c.named(DATA)
    if data is None or data.rect is None:
        raise NoNative("reference", DATA)
    groups = tables.units(data.block, s.framework).groups
    chosen = option(c, "stage_column")
    said = cells.text(chosen.block.values[0][0])
    fitting = [k for k, v in groups.items() if any(v) and {n for n in v if n} <= set(s.framework.stages)]
    column = said or (fitting[0] if fitting else "")
    head = [cells.text(v) for v in data.block.values[0]]
    if column not in head or data.rect.rows != s.scores.size + 1:
        raise NoNative("shape", DATA)
    if chosen.rect is not None:
        c.guards.append(f'TRIM({chosen.rect.at(0, 0)})="{said}"')
    own = data.rect.sub(1, head.index(column), s.scores.size, 1)
    labels = c.labels(own)
    return c.helper(
        "group", [[f'IF({v}="","",IFERROR(MATCH(TRIM({v}),{names.all},0),1/0))'] for v in _items(labels)]
    )


def _under(c: NativeCall, s: Steps, weights: dict[int, Rect], names: Rect, stage: Rect) -> tuple[Rect, Rect]:
    """Return the scores of every city under every stage's weights, and those under its own."""
    args = {"method": option(c, "aggregate"), "missing": option(c, "missing")}
    c = replace(c, args=args | {"scale": option(c, "scale")})
    how = numbered(c, "method", "aggregate", live_means(c))
    missing = c.choice("missing", "missing", ("keep", "reweight", "zero"))
    n = s.scores.size
    columns = []
    for g in range(names.size):
        x = c.clean(s.levels[-1].scores)
        for depth in range(len(s.levels), 0, -1):
            level = s.levels[depth - 1]
            own = weights.get(depth)
            w = level.weights if own is None else own.sub(0, g, level.size, 1)
            above = s.levels[depth - 2] if depth > 1 else None
            if above is not None and all(d < depth for d in weights):
                # No weights below differ by stage: the scores are those of the sheet.
                x = c.clean(above.scores)
                continue
            parents = [above.codes.item(i) for i in range(above.size)] if above else [""]
            children = set(_children(s, level.depth))
            grid: Grid = [[] for _ in range(n)]
            for k, parent in enumerate(parents):
                if above is not None and above.code[k] not in children:
                    # An indicator beside dimensions: its own column.
                    for i in range(n):
                        grid[i].append(f"IF(ISNUMBER({above.scores.at(i, k)}),{above.scores.at(i, k)},{NA})")
                    continue
                mask = [
                    w.item(j) if above is None else f"IF({level.parents.item(j)}={parent},{w.item(j)},0)"
                    for j in range(level.size)
                ]
                row = c.helper("mask", [mask]).all
                for i in range(n):
                    grid[i].append(aggregated(x.line(i), row, how, missing))
            x = c.clean(c.helper("under", grid, what=s.framework.stages[g]))
        columns.append(x)
    raw = c.helper("raw", [[f'IF({stage.item(i)}="","",CHOOSE({stage.item(i)},{",".join(x.item(i) for x in columns)}))'] for i in range(n)])  # fmt: skip
    low, high = f"MIN({raw.all})", f"MAX({raw.all})"
    scale = c.choice("scale", "scale", ("raw", "max100", "minmax100", "efficacy"))

    def scaled(v: str) -> str:
        part = f"IF({high}>{low},({v}-{low})/({high}-{low}),1/0)"
        form = scale.pick(
            {
                "raw": v,
                "max100": f"IF({high}>0,{v}/{high}*100,1/0)",
                "minmax100": f"100*{part}",
                "efficacy": f"60+40*{part}",
            }
        )
        return f'IF({v}="","",{form})'

    score = c.helper("raw", [[scaled(x.item(i)) for x in columns] for i in range(n)])
    own = c.helper("raw", [[scaled(raw.item(i))] for i in range(n)])
    return score, own


def _children(s: Steps, depth: int) -> list[str]:
    """Return the codes that have children at a depth."""
    f = s.framework
    return [f.nodes[i].parent for i in range(f.level(depth).start, f.level(depth).stop)]


def _slots(c: NativeCall, count: int, stage: Rect, own: Rect) -> Rect:
    """Return a row for each place at a boundary: its line in the list, the city's row, own and other stage."""
    n = stage.size
    there = f"ISNUMBER({own.all})"
    number = [f"SUMPRODUCT(({stage.all}={g + 1})*{there})" for g in range(count)]
    sizes = c.helper(
        "sizes",
        [[k, f'IF({k}=0,"",AVERAGEIF({stage.all},{g + 1},{own.all}))'] for g, k in enumerate(number)],
    )
    size, mean = sizes.sub(0, 0, count, 1), sizes.sub(0, 1, count, 1)
    place = c.helper(
        "place",
        [
            [
                f'IF({v}="","",SUMPRODUCT(ISNUMBER({mean.all})*({mean.all}>{v}))+SUMPRODUCT(--({mean.upto(g)}={v})))'
            ]
            for g, v in enumerate(_items(mean))
        ],
    )
    order = listed(c, place, count)
    keys = []
    for i in range(n):
        v, g = own.item(i), stage.item(i)
        same = f"({stage.all}={g})*{there}"
        tied = f"SUMPRODUCT(({stage.upto(i)}={g})*({own.upto(i)}={v}))"
        keys.append(
            [
                f'IF(OR({v}="",{g}=""),"",{g}*{STEP}+SUMPRODUCT({same}*({own.all}{sign}{v}))+{tied})'
                for sign in ("<", ">")
            ]
        )
    key = c.helper("place", keys)
    # Of the upper stage the lowest cities, the least last; of the lower stage the highest, the first first.
    segments: Grid = []
    top = c.helpers.next + 1
    for k in range(count - 1):
        for side in (0, 1):
            own_, other = order.item(k + side), order.item(k + 1 - side)
            here = f'IF({order.item(k + 1)}="",0,MIN({SIDES},INDEX({size.all},{own_})))'
            row = Rect(c.helpers.sheet, top + len(segments), 2, 1, 4)
            before = "0" if not segments else f"{row.sub(-1, 2, 1, 1).all}+{row.sub(-1, 3, 1, 1).all}"
            segments.append([f'IF({own_}="","",{own_})', f'IF({other}="","",{other})', before, here])
    parts = c.helper("sizes", segments)
    grid = []
    for k in range(parts.rows):
        mine, other, before, here = (parts.at(k, j) for j in range(4))
        column = key.column(k % 2)
        for q in range(1, SIDES + 1):
            nth = f"{here}-{q - 1}" if k % 2 == 0 else str(q)
            unit = f"MATCH({mine}*{STEP}+{nth},{column},0)"
            grid.append([f'IF({q}<={here},{f},"")' for f in (f"{before}+{q}", unit, mine, other)])
    return c.helper("boundary", grid)
