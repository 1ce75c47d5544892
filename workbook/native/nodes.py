"""Native forms of what the framework table says: nodes, levels, effective weights, joins by name."""

from __future__ import annotations

from udfs.engine.registry import fold
from udfs.excel import cells, tables
from workbook.native.call import NativeCall
from workbook.native.expr import NA, blank_or
from workbook.native.rect import Rect
from workbook.native.registry import Grid, NoNative, native

_NAME, _DIMENSION = ("name", "名称", "称谓"), ("dimension", "维度", "parent name", "上级名称")


def _column(c: NativeCall, words: tuple[str, ...]) -> Rect | None:
    """Return the body of the framework's column with one of these headers."""
    table = c.rect("framework")
    header = [fold(cells.text(v)) for v in c.args["framework"].block.values[0]]
    for w in words:
        if fold(w) in header:
            return table.sub(1, header.index(fold(w)), table.rows - 1, 1)
    return None


def _known(c: NativeCall, key: str) -> Rect | None:
    return _column(c, (key, *tables.FRAMEWORK_HEADERS[key]))


@native("MFG_NODES")
def nodes(c: NativeCall) -> Grid:
    """Look the code up in the table: INDEX and MATCH."""
    code = c.rect("code")
    said = cells.text(c.args["what"].block.values[0][0]) if c.given("what") else "name"
    codes = _known(c, "code")
    if codes is None:
        raise NoNative("shape", "framework")
    wanted = fold(said)
    if wanted in map(fold, _DIMENSION):
        parent = _known(c, "parent")
        if parent is None:
            raise NoNative("shape", "framework")
        form = _named(c, codes, f"MATCH(INDEX({parent.all},MATCH({{0}},{codes.all},0)),{codes.all},0)")
        form = f'IF(INDEX({parent.all},MATCH({{0}},{codes.all},0))="","",{form})'
    elif wanted in map(fold, _NAME):
        form = _named(c, codes, f"MATCH({{0}},{codes.all},0)")
    else:
        asked = next((k for k, w in tables.FRAMEWORK_HEADERS.items() if wanted in map(fold, (k, *w))), None)
        column = _known(c, asked) if asked else _column(c, (said,))
        cell = "" if column is None else f"INDEX({column.all},MATCH({{0}},{codes.all},0))"
        if column is None:
            form = '""'
        elif asked == "direction":  # a dash is a direction, and no value anywhere else
            form = blank_or(cell)
        else:
            none = f'IF({cell}="",TRUE,ISNUMBER(MATCH(LOWER(TRIM({cell})),{c.no_value()},0)))'
            form = f'IF(IF(ISNA({cell}),TRUE,{none}),"",{cell})'
    return [
        [f'IF({code.at(i, j)}="","",{form.format(code.at(i, j))})' for j in range(code.cols)]
        for i in range(code.rows)
    ]


def _named(c: NativeCall, codes: Rect, at: str) -> str:
    """Return the name in the workbook's language, the other one's where it is blank, else the code."""
    order = ("zh", "en") if c.lang == "zh" else ("en", "zh")
    form = f"INDEX({codes.all},{at})"
    for key in reversed(order):
        column = _known(c, key)
        if column is not None:
            own = f"INDEX({column.all},{at})"
            form = f'IF({own}="",{form},{own})'
    return form


@native("MFG_LEVEL")
def level(c: NativeCall) -> Grid:
    """Refer to the cells of the codes: which nodes stand at a depth is the model's shape, which is fixed."""
    codes = _known(c, "code")
    if codes is None:
        raise NoNative("shape", "framework")
    place = {
        fold(cells.text(row[codes.col - c.rect("framework").col])): i
        for i, row in enumerate(c.args["framework"].block.values[1:])
    }
    grid = []
    for line in c.result.values:
        try:
            grid.append([codes.item(place[fold(cells.text(v))]) for v in line])
        except KeyError:
            raise NoNative("shape", "framework") from None
    return grid


@native("MFG_EFFECTIVE")
def effective(c: NativeCall) -> Grid:
    """Weight times the effective weight of its parent."""
    w = c.vector("weight")
    row = c.is_row("weight")
    if not c.given("node"):
        return c.along([w.item(i) for i in range(w.size)], row)
    parent, node = c.vector("parent", w.size), c.vector("node")
    above = c.vector("node_weight", node.size)
    return c.along(
        [f"{w.item(i)}*INDEX({above.all},MATCH({parent.item(i)},{node.all},0))" for i in range(w.size)],
        row,
    )


def found(name: str, names: str) -> str:
    """Return where a city stands in a list: as it is written, with 市 or without it."""
    without = f'MATCH(SUBSTITUTE({name},"市",""),{names},0)'
    return f'IFERROR(MATCH({name},{names},0),IFERROR(MATCH({name}&"市",{names},0),{without}))'


@native("MFG_JOIN")
def join(c: NativeCall) -> Grid:
    """Take the values of the same name from the other list."""
    city = c.vector("city")
    m = c.matrix("values")
    other = c.vector("other", m.data.rows)
    x = c.clean(m.data)
    grid = []
    for i in range(city.size):
        at = found(city.item(i), other.all)
        grid.append(
            [f"IF(ISNUMBER(INDEX({x.column(j)},{at})),INDEX({x.column(j)},{at}),{NA})" for j in range(x.cols)]
        )
    return grid
