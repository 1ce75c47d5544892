"""Fillers of the computed sheets: Normalised, Weights, Dimensions, Scores.

Weights and scores are filled level by level from the deepest: weights from that level's scores, then
the scores of the level above. Each level has its own columns on Weights, so that it may grow.
"""

from __future__ import annotations

from typing import Any

from workbook.charts import look
from workbook.maker import (
    CODE_ROW,
    DIM_ROW,
    FIRST,
    INDICATORS,
    NAME_ROW,
    NODE_ROOM,
    NODE_ROW,
    STEP,
    UNIT_ROW,
    UNITS,
    WEIGHT_COLUMNS,
    Maker,
    ref,
    row_height,
)
from workbook.sheets import by_stage
from workbook.style import SERIES


def labels(m: Maker, sheet: Any) -> None:
    """Show the names and groups of the units beside their rows."""
    for j, head in enumerate(m.heads()):
        m.grid.put(sheet, CODE_ROW, 1 + j, head, "head")
    m.grid.copy(sheet, FIRST, 1, "=MFG_Labels", "names")


def normalised(m: Maker) -> None:
    """Indicators turned and normalised, in the data's order."""
    f, g, o = m.tree, m.grid, m.option
    sheet = m.head("Normalised", m.label_widths(), 11.5)
    start = m.left + 1
    labels(m, sheet)
    for row, key, what in ((DIM_ROW, "dim_row", "dimension"), (NAME_ROW, "name_row", "name"), (UNIT_ROW, "direction_row", "direction")):  # fmt: skip
        g.put(sheet, row, 1, m.t(key), "subhead")
        g.row(sheet, row, 2, [""] * (start - 2), "subhead")
        g.udf(sheet, row, start, f'=MFG_NODES(MFG_Framework,MFG_Codes,"{what}")', "subhead")
    g.copy(sheet, CODE_ROW, start, "=MFG_Codes", "head")
    area = g.udf(
        sheet, FIRST, start,
        "=MFG_NORM(MFG_Prepared,MFG_P_direction,MFG_P_low,MFG_P_high,MFG_P_transform,MFG_P_cap,"
        f"{o['normalise']},{o['positive']},{o['k']},{o['missing']},,,MFG_P_normalisation,{o['moderate']})",
        "calc fine",
    )  # fmt: skip
    m.at["normalised"] = area
    m.name_block("Normal", area, UNITS, INDICATORS)
    sheet.extras.append(row_height(NAME_ROW, m.name_height([m.named(n) for n in f.indicators])))
    sheet.extras.append(row_height(CODE_ROW, m.code_height()))
    longest = [m.named(f.nodes[f.index[n.parent]]) for n in f.indicators]
    sheet.extras.append(row_height(DIM_ROW, m.name_height(longest)))


def weights_and_scores(m: Maker) -> None:
    """Fill Weights, Dimensions and Scores, level by level from the deepest up."""
    f, g = m.tree, m.grid
    widths: dict[int, float] = {}
    for depth in range(1, f.levels + 1):
        first = 1 + (depth - 1) * STEP
        level = f.level(depth)
        widths |= {
            first: m.code_width(), first + 1: m.name_width(level), first + 2: min(m.code_width(), 16.0),
            first + STEP - 1: 3.0,
        }  # fmt: skip
    sheet = m.head("Weights", widths, 10.5)
    if f.stages:
        by_stage.start(m)
    inner = m.head("Dimensions", m.label_widths(), 11.5) if f.levels > 1 else None
    scores = m.head("Scores", m.label_widths(), 11.5)
    labels(m, scores)
    if inner is not None:
        labels(m, inner)
    col = m.left + 1
    for depth in range(f.levels, 0, -1):
        _level_nodes(m, sheet, depth)
        _level_block(m, depth)
        _level_weights(m, sheet, depth)
        if depth > 1:
            col = _level_above(m, inner, col, depth)
    for depth in range(1, f.levels + 1):
        _effective(m, sheet, depth)
    _scores(m, scores)
    _chart(m, sheet)
    m.one_page(sheet)
    if f.stages:
        by_stage.boundary(m)
    scores.extras.append(row_height(CODE_ROW, m.label_height()))
    if inner is not None:
        codes = [n.code for i, n in enumerate(f.nodes) if i and not f.is_leaf[i]]
        inner.extras.append(row_height(CODE_ROW, max(m.label_height(), m.name_height(codes, 10))))
        names = [m.named(n) for i, n in enumerate(f.nodes) if i and not f.is_leaf[i]]
        inner.extras.append(row_height(NAME_ROW, m.name_height(names)))
    g.put(sheet, NODE_ROW - 2, 1, m.t("level", 1), "section")
    for depth in range(2, f.levels + 1):
        g.put(sheet, NODE_ROW - 2, 1 + (depth - 1) * STEP, m.t("level", depth), "section")


def _level_nodes(m: Maker, sheet: Any, depth: int) -> None:
    """Codes, names, parents and given weights of one level."""
    g, col = m.grid, 1 + (depth - 1) * STEP
    g.row(sheet, NODE_ROW - 1, col, [m.t(f"h_{h}") for h in WEIGHT_COLUMNS], "head")
    if depth == m.tree.levels and m.even:
        codes = g.copy(sheet, NODE_ROW, col, "=TRANSPOSE(MFG_Codes)", "names")
    else:
        codes = g.udf(sheet, NODE_ROW, col, f"=MFG_LEVEL(MFG_Framework,{depth})", "label")
    _named(m, depth, "Codes", codes)
    for j, (what, name, style) in enumerate(
        (("name", "Names", "label"), ("parent", "Parents", "label"), ("weight", "Given", "calc general")), 1
    ):
        area = g.udf(
            sheet, NODE_ROW, col + j, f'=MFG_NODES(MFG_Framework,MFG_L{depth}_Codes,"{what}")', style
        )
        _named(m, depth, name, area)


def _named(m: Maker, depth: int, what: str, area: Any) -> None:
    """Name one column of a level: as many cells as the level has codes."""
    col = 1 + (depth - 1) * STEP
    codes = m.grid.sheets["Weights"].area(NODE_ROW, col, NODE_ROW + NODE_ROOM - 1, col)
    m.name_column(f"L{depth}_{what}", area, f"COUNTA({ref(codes)})", NODE_ROOM)


def _level_block(m: Maker, depth: int) -> None:
    """Name the scores of the deepest level: its columns of Normalised."""
    f = m.tree
    if depth < f.levels:
        return
    if m.even:
        m.grid.name_(f"MFG_L{depth}_Scores", "MFG_Normal")
        return
    # Indicators stand at several depths: the deepest are the last columns of the data.
    last, count = len(f.leaves), f.level(depth).stop - f.level(depth).start
    m.grid.name_(f"MFG_L{depth}_Scores", f"INDEX(MFG_Normal,0,{last - count + 1}):INDEX(MFG_Normal,0,{last})")


def _level_weights(m: Maker, sheet: Any, depth: int) -> None:
    g, o, col = m.grid, m.option, 1 + (depth - 1) * STEP
    level = f"MFG_L{depth}_"
    experts = "Delphi[#All]" if m.model.delphi is not None else ""
    classes = ""
    if any(n.grade for n in m.tree.nodes):
        classes = f',,,MFG_NODES(MFG_Framework,{level}Codes,"grade"),{o["abc"]},{o["abc_factor"]}'
    formulas = (
        (
            "Subjective",
            f"=MFG_WEIGHT({experts},,{level}Given,{level}Parents,{level}Codes,{o['subjective']},{o['scope']}{classes})",
            "calc pct",
        ),
        (
            "Objective",
            f"=MFG_WEIGHT({level}Scores,,,{level}Parents,,{o['objective']},{o['scope']})",
            "calc pct",
        ),
        (
            "Weights",
            f"=MFG_COMBINE({level}Subjective,{level}Objective,{level}Parents,{o['combine']},{o['alpha']},{o['scope']})",
            "result pct",
        ),
    )
    for j, (name, formula, style) in enumerate(formulas, 4):
        _named(m, depth, name, g.udf(sheet, NODE_ROW, col + j, formula, style))


def _level_above(m: Maker, sheet: Any, col: int, depth: int) -> int:
    """Place the scores of one inner level, and the indicators that stand at that level beside them."""
    f, g, o = m.tree, m.grid, m.option
    level = f.level(depth - 1)
    nodes = f"MFG_LEVEL(MFG_Framework,{depth - 1},1)"
    rule = f'MFG_NODES(MFG_Framework,{nodes},"aggregation")' if m.own_aggregation else o["aggregate"]
    name = f"MFG_L{depth}_"
    weights = by_stage.level(m, depth) or f"{name}Weights"
    area = g.udf(
        sheet, FIRST, col,
        f"=MFG_DIMENSION({name}Scores,{weights},{name}Parents,{nodes},{rule},{o['missing']},{o['scope']})",
        "calc fine",
    )  # fmt: skip
    end = area.col2
    for i in range(area.cols, level.stop - level.start):
        # An indicator beside dimensions: its column of Normalised.
        k = int((f.leaves < level.start + i).sum()) + 1
        end += 1
        g.copy(sheet, FIRST, end, f"=INDEX(MFG_Normal,0,{k})", "calc fine")
    codes = m.grid.sheets["Weights"]
    codes_at = codes.area(NODE_ROW, 1 + (depth - 2) * STEP, NODE_ROW + NODE_ROOM - 1, 1 + (depth - 2) * STEP)
    room = 2 * (end - col + 1) + 10 if depth > 2 else 500
    count = f"COUNTA({ref(codes_at)})"
    m.name_block(f"L{depth - 1}_Scores", sheet.area(area.row1, col, area.row2, end), UNITS, count, room)  # fmt: skip
    across = f"MFG_LEVEL(MFG_Framework,{depth - 1},,1)"
    g.udf(sheet, NAME_ROW, col, f'=MFG_NODES(MFG_Framework,{across},"name")', "subhead")
    g.udf(sheet, CODE_ROW, col, f"={across}", "head")
    m.at[f"dimensions{depth - 1}"] = sheet.area(area.row1, col, area.row2, end)
    return int(col + room)


def _effective(m: Maker, sheet: Any, depth: int) -> None:
    """Weights multiplied down the tree."""
    name, above = f"MFG_L{depth}_", f"MFG_L{depth - 1}_"
    rest = "" if depth == 1 else f",{name}Parents,{above}Codes,{above}Effective"
    col = depth * STEP - 1
    area = m.grid.udf(sheet, NODE_ROW, col, f"=MFG_EFFECTIVE({name}Weights{rest})", "result pct")
    _named(m, depth, "Effective", area)


def _scores(m: Maker, sheet: Any) -> None:
    """Composite score, rank and stage."""
    g, o, col = m.grid, m.option, m.left + 1
    rule = (
        'MFG_NODES(MFG_Framework,MFG_LEVEL(MFG_Framework,0),"aggregation")'
        if m.tree.nodes[0].aggregation
        else o["aggregate"]
    )
    weights = by_stage.level(m, 1) or "MFG_L1_Weights"
    area = m.at["score"] = g.udf(
        sheet, FIRST, col,
        f'=MFG_SCORE(MFG_L1_Scores,,{weights},,,{rule},"none",{o["scale"]},,,{o["missing"]})', m.score_style,
    )  # fmt: skip
    rows = UNITS
    m.name_column("Scores", area, rows)
    m.at["rank"] = g.udf(
        sheet, FIRST, col + 1, f"=MFG_RANK(MFG_Scores,{o['ties']},{o['decimals']})", "result general center"
    )
    m.name_column("Ranks", m.at["rank"], rows)
    m.at["stage"] = g.udf(
        sheet, FIRST, col + 2,
        f"=MFG_STAGE(MFG_Scores,{o['breaks']},{o['stages']},{o['stage']},{o['ties']},{o['decimals']})", "result center",
    )  # fmt: skip
    m.name_column("Stages", m.at["stage"], rows)
    for j, key in enumerate(("score", "rank", "stage")):
        g.put(sheet, CODE_ROW, col + j, m.t(f"h_{key}"), "head")


def _chart(m: Maker, sheet: Any) -> None:
    """Draw subjective, objective and combined weights of the deepest level side by side."""
    f = m.tree
    col = 1 + (f.levels - 1) * STEP
    level = f.level(f.levels)
    count = min(40, level.stop - level.start)

    def draw(book: Any, ws: Any, formats: Any) -> None:
        chart = book.add_chart({"type": "column"})
        for k, j in enumerate((4, 5, 6)):
            chart.add_series({
                "name": ["Weights", NODE_ROW - 2, col + j - 1],
                "categories": ["Weights", NODE_ROW - 1, col - 1, NODE_ROW - 2 + count, col - 1],
                "values": ["Weights", NODE_ROW - 1, col + j - 1, NODE_ROW - 2 + count, col + j - 1],
                "fill": {"color": SERIES[(0, 2, 1)[k]]}, "gap": 60,
            })  # fmt: skip
        look(chart, m.chart("chart_weights"), m.chart("h_code"), m.chart("chart_weights_axis"), "0%")
        chart.set_size({"width": 1080, "height": 330})
        row = NODE_ROW + max(level.stop - level.start for level in map(f.level, range(1, f.levels + 1))) + 2
        ws.insert_chart(row, 0, chart, {"object_position": 3})

    sheet.extras.append(draw)
