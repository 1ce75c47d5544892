"""Native forms of ranks, stages and the sorted ranking."""

from __future__ import annotations

from udfs.engine.messages import word
from udfs.engine.stage import CCID_BREAKS, default_names
from udfs.excel import cells, tables
from udfs.excel.cells import MISSING
from workbook.native.call import NativeCall
from workbook.native.expr import NA, blank_or, quoted
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native

TIES = ("min", "max", "average", "dense", "ordinal")


def scores_of(c: NativeCall, arg: str = "scores") -> Rect:
    """Return one column of scores, "" where missing."""
    return c.clean(c.vector(arg))


def rounded(c: NativeCall, s: Rect) -> Rect:
    """Return the scores that are ranked: rounded where the decimals say so."""
    places = c.number("decimals", None)
    if places == '""':
        return s
    grid = [
        [f'IF({s.item(i)}="","",IF({places}="",{s.item(i)},ROUND({s.item(i)},{places})))']
        for i in range(s.size)
    ]
    return c.helper("rounded", grid)


def ranks_of(c: NativeCall, s: Rect) -> Rect:
    """Return the ranks of a column of scores, 1 for the highest (or by `order`), "" where there is none."""
    t = rounded(c, s)
    ties = c.choice("ties", "ties", TIES)
    order = "0"
    if "order" in c.args:
        order = c.choice("order", "order", ("descending", "ascending")).pick(
            {"descending": "0", "ascending": "1"}
        )
    equal = c.helper("sizes", [[f"SUMPRODUCT(--({t.all}={t.item(i)}))"] for i in range(t.size)])
    grid = []
    for i in range(t.size):
        v = t.item(i)
        least = f"RANK({v},{t.all},{order})"
        number = f"ISNUMBER({t.all})"
        below = f"IF({order}=0,1,0)*({t.all}>{v})+IF({order}=0,0,1)*({t.all}<{v})"
        forms = {
            "min": least,
            "max": f"{least}+{equal.item(i)}-1",
            "average": f"{least}+({equal.item(i)}-1)/2",
            "dense": f"1+ROUND(SUMPRODUCT({number}*({below})/{equal.all}),0)",
            "ordinal": f"{least}+SUMPRODUCT(--({t.upto(i)}={v}))-1",
        }
        grid.append([f'IF({v}="","",{ties.pick(forms)})'])
    return c.helper("rank", grid)


@native("MFG_RANK")
def rank(c: NativeCall) -> Grid:
    """Ranks with any tie rule, over all units or inside groups."""
    block = c.args["scores"].block
    if min(block.shape) != 1:
        raise NoNative("shape", "scores")
    s = scores_of(c)
    if s.size != max(block.shape):
        raise NoNative("shape", "scores")
    r = ranks_within(c, s, c.vector("group", s.size)) if "group" in c.args else ranks_of(c, s)
    return c.along(
        [f'IF({r.item(i)}="",{NA},{r.item(i)})' for i in range(r.size)], block.shape[0] == 1 < block.shape[1]
    )


def ranks_within(c: NativeCall, s: Rect, group: Rect) -> Rect:
    """Return the ranks of scores among those of their own group, "" for a unit without a group or a score."""
    none = c.helper("missing", [[quoted(w)] for w in sorted(MISSING)]).all
    named = []
    for i in range(s.size):
        g = group.item(i)
        text = f'IF(ISNUMBER(MATCH(LOWER(TRIM({g})),{none},0)),"",TRIM({g}))'
        named.append([f'IF(ISNA({g}),"",{text})'])
    own = c.helper("group", named)
    # Left out altogether, the groups are one.
    blank = f"SUMPRODUCT(LEN({group.all}))=0"
    t = rounded(c, s)
    ties = c.choice("ties", "ties", TIES)
    up = "0"
    if "order" in c.args:
        up = c.choice("order", "order", ("descending", "ascending")).pick(
            {"descending": "0", "ascending": "1"}
        )
    # Turned so that larger is better; a unit that has no rank is no number.
    v = c.helper(
        "scores",
        [
            [f'IF(AND(ISNUMBER({t.item(i)}),OR({own.item(i)}<>"",{blank})),IF({up}=0,1,-1)*{t.item(i)},"")']
            for i in range(s.size)
        ],
    )

    def peers(i: int, rows: Rect, groups: Rect) -> str:
        return f"({groups.all}={own.item(i)})*ISNUMBER({rows.all})"

    equal = c.helper(
        "sizes", [[f"SUMPRODUCT({peers(i, v, own)}*({v.all}={v.item(i)}))"] for i in range(s.size)]
    )
    grid = []
    for i in range(s.size):
        x = v.item(i)
        above = f"{peers(i, v, own)}*({v.all}>{x})"
        least = f"1+SUMPRODUCT({above})"
        before = f"{peers(i, v.sub(0, 0, i + 1, 1), own.sub(0, 0, i + 1, 1))}*({v.upto(i)}={x})"
        forms = {
            "min": least,
            "max": f"{least}+{equal.item(i)}-1",
            "average": f"{least}+({equal.item(i)}-1)/2",
            "dense": f"1+ROUND(SUMPRODUCT({above}/({equal.all}+({equal.all}=0))),0)",
            "ordinal": f"{least}+SUMPRODUCT({before})-1",
        }
        grid.append([f'IF({x}="","",{ties.pick(forms)})'])
    return c.helper("rank", grid)


def stages_of(c: NativeCall, s: Rect, r: Rect) -> list[str]:
    """Return the stage of each unit, by ranks `r` or by scores `s`."""
    by = c.choice("method", "stage", ("rank", "score"))
    cuts = CCID_BREAKS
    if c.given("breaks"):
        cuts = tuple(tables.numbers(c.args["breaks"].block, "breaks"))
        breaks = c.listed("breaks", len(cuts), numbers=True)
    else:
        if "breaks" in c.args and c.args["breaks"].rect is not None:
            c.guards.append(f'{c.rect("breaks").at(0, 0)}=""')
        breaks = c.helper("breaks", [[repr(float(v))] for v in cuts])
    rest = quoted(word("stage_rest", c.lang))
    if c.given("stages"):
        block = c.args["stages"].block
        one = block.shape == (1, 1)
        count = len(tables.parts(cells.text(block.values[0][0]))) if one else max(block.shape)
        listed = c.listed("stages", count, numbers=False)
        named = [listed.item(k) for k in range(count)]
    else:
        if "stages" in c.args and c.args["stages"].rect is not None:
            c.guards.append(f'{c.rect("stages").at(0, 0)}=""')
        named = [quoted(n) for n in default_names(len(cuts), c.lang)]
    named = [*named, rest] if len(named) == len(cuts) else named
    if len(named) != len(cuts) + 1:
        raise NoNative("shape", "stages")
    names = c.helper("stages", [[n] for n in named])
    t = rounded(c, s)
    out = []
    for i in range(s.size):
        place = by.pick(
            {
                "rank": f"SUMPRODUCT(--({breaks.all}<{r.item(i)}))",
                "score": f"SUMPRODUCT(--({breaks.all}>{t.item(i)}))",
            }
        )
        out.append(f'IF({s.item(i)}="",{NA},INDEX({names.all},{place}+1))')
    return out


@native("MFG_STAGE")
def stage(c: NativeCall) -> Grid:
    """Name the stage by how many breaks lie before the rank or score."""
    block = c.args["scores"].block
    if min(block.shape) != 1:
        raise NoNative("shape", "scores")
    s = scores_of(c)
    return c.along(stages_of(c, s, ranks_of(c, s)), block.shape[0] == 1 < block.shape[1])


def sorted_rows(c: NativeCall, r: Rect, there: list[str], count: int) -> Rect:
    """Return the row behind each line of a list sorted by rank, rows without a rank last, in their order."""
    grid = []
    for i in range(r.size):
        mine = f"SUMPRODUCT(--({r.all}<{r.item(i)}))+SUMPRODUCT(--({r.upto(i)}={r.item(i)}))"
        last = f'COUNT({r.all})+SUMPRODUCT(--({r.upto(i)}=""))'
        grid.append([f'IF({there[i]},IF({r.item(i)}="",{last},{mine}),"")'])
    place = c.helper("place", grid)
    rows = [[f'IFERROR(MATCH({k + 1},{place.all},0),"")'] for k in range(count)]
    return c.helper("source", rows)


@native("MFG_RANKING")
def ranking(c: NativeCall) -> Grid:
    """Sort by rank: a place for every row, then INDEX by place."""
    c.refuse("top")
    block = c.args["scores"].block
    s = scores_of(c)
    n = s.size
    if min(block.shape) != 1 or max(block.shape) != n or not c.given("city"):
        raise NoNative("shape", "scores")
    r = ranks_of(c, s)
    city = c.vector("city", n)
    heads = [c.word("h_rank"), _city_head(c, n)]
    columns: list[tuple[Rect, bool]] = [(r, True), (city, False)]  # whether a gap is #N/A or blank
    if c.given("group"):
        for rect, head in _groups(c, n):
            heads.append(head)
            columns.append((c.labels(rect), False))
    heads.append(c.word("h_score"))
    columns.append((s, True))
    if c.given("breaks"):
        heads.append(c.word("h_stage"))
        named = [f'IF({s.item(i)}="","",{f})' for i, f in enumerate(stages_of(c, s, r))]
        columns.append((c.helper("stages", [[f] for f in named]), False))
    there = [f'OR({city.item(i)}<>"",ISNUMBER({s.item(i)}))' for i in range(n)]
    at = sorted_rows(c, r, there, c.shape[0] - 1)
    grid = [heads]
    for k in range(c.shape[0] - 1):
        line = []
        for rect, number in columns:
            form = f"INDEX({rect.all},{at.item(k)})"
            line.append(f'IF({at.item(k)}="","",IF({form}="",{NA if number else quoted("")},{form}))')
        grid.append(line)
    return grid


def _city_head(c: NativeCall, n: int) -> str:
    """Return the heading of the names: their own header where they have one."""
    r = c.rect("city")
    return r.item(0) if max(r.rows, r.cols) == n + 1 else c.word("h_city")


def _groups(c: NativeCall, n: int) -> list[tuple[Rect, str]]:
    """Return each column of groups and its heading."""
    r = c.rect("group")
    if r.rows not in (n, n + 1):
        raise NoNative("shape", "group")
    skip = r.rows - n
    return [
        (r.sub(skip, j, n, 1), blank_or(r.at(0, j)) if skip else c.word("h_group")) for j in range(r.cols)
    ]
