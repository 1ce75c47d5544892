"""Fillers of the computed sheets: Normalised, Weights, Scores, Ranking, Groups."""

from __future__ import annotations

from typing import Any

import numpy as np

from workbook.maker import CODE_ROW, FIRST, NAME_ROW, NODE_ROW, Maker, columns, name_height, ref
from workbook.references import Area
from workbook.style import SERIES


def normalised(m: Maker) -> None:
    """Indicators turned and normalised; the deepest level's columns stand last and side by side."""
    f, g, o = m.tree, m.grid, m.option
    sheet = m.head("Normalised", {}, 11.5)
    start = m.left + 1
    _labels(m, sheet)
    leaves = slice(int(f.leaves[0]), int(f.leaves[-1]) + 1)
    _node_heads(m, sheet, start, [int(i) for i in f.leaves])
    # Mixed trees: indicators of different depths are not neighbours on Framework.
    ends = m.at["ends"] = _leaf_columns(m, leaves)
    formula = (
        f"=MFG_NORM({m.data},{ends['F']},{ends['H']},{ends['I']},{ends['K']},{ends['J']},"
        f"{o['normalise']},{o['positive']},{o['k']},{o['missing']}"
    )
    own, inside = any(n.normalisation for n in f.nodes), any(n.moderate for n in f.nodes)
    if own or inside:
        moderate = f'"{m.options.moderate}"' if inside else ""
        formula += f",,,{ends['N'] if own else ''},{moderate}"
    formula = formula.rstrip(",") + ")"
    area = g.udf(sheet, FIRST, start, formula, "calc fine")
    m.at["normalised"] = area
    deepest = f.level(f.levels)
    count = deepest.stop - deepest.start
    m.blocks[f.levels] = Area(sheet.name, area.row1, area.col2 - count + 1, area.row2, area.col2)
    height = name_height(m, [n.name(m.language) for n in f.indicators])
    sheet.extras.append(lambda book, ws, formats: ws.set_row(NAME_ROW - 1, height))
    sheet.extras.append(lambda book, ws, formats: ws.set_row(CODE_ROW - 1, m.code_height()))


def _leaf_columns(m: Maker, leaves: slice) -> dict[str, str]:
    """Columns of Framework over the indicators; a helper block where they are not neighbours."""
    f = m.tree
    wanted = ("F", "H", "I", "J", "K", *(["N"] if any(n.normalisation for n in f.nodes) else []))
    if leaves.stop - leaves.start == len(f.leaves):
        return {c: m.nodes(c, leaves) for c in wanted}
    # Rows DIM_ROW.. of a block right of the data would disturb the layout: the helper stands below it.
    sheet = m.grid.sheet("Normalised")
    top = FIRST + m.n + 2
    found: dict[str, str] = {}
    m.grid.put(sheet, top - 1, 1, m.t("helper"), "note")
    for k, c in enumerate(wanted):
        m.grid.put(
            sheet,
            top + k,
            1,
            m.grid.sheet("Framework").values[NODE_ROW - 1, "ABCDEFGHIJKLMN".index(c) + 1],
            "note",
        )
        for j, i in enumerate(f.leaves):
            value = m.grid.sheet("Framework").values.get((NODE_ROW + int(i), "ABCDEFGHIJKLMN".index(c) + 1))
            cell = f"Framework!${c}${NODE_ROW + int(i)}"
            m.grid.native(
                sheet,
                top + k,
                m.left + 1 + j,
                f'=IF({cell}="","",{cell})',
                "" if value is None else value,
                "calc note",
            )
        found[c] = ref(Area("Normalised", top + k, m.left + 1, top + k, m.left + len(f.leaves)))
    return found


def _labels(m: Maker, sheet: Any) -> None:
    """Copy the names and groups of the units beside their rows."""
    for j, head in enumerate([m.label, *m.group_names]):
        m.grid.put(sheet, CODE_ROW, 1 + j, head, "head")
    m.grid.copy(sheet, FIRST, 1, f"={m.labels()}", "label")


def _node_heads(m: Maker, sheet: Any, col: int, nodes: list[int], row: int = NAME_ROW) -> None:
    """Write name and code of nodes above their columns, as references to Framework."""
    f, g = m.tree, m.grid
    for j, i in enumerate(nodes):
        letter, named = m.name_cell(i)
        g.native(sheet, row, col + j, f"=Framework!${letter}${NODE_ROW + i}", named, "subhead")
        g.native(sheet, CODE_ROW, col + j, f"=Framework!$A${NODE_ROW + i}", f.nodes[i].code, "head")


def weights_and_scores(m: Maker) -> None:
    """Level by level from the deepest: weights from that level's scores, then the scores of the level above."""
    f, g, o = m.tree, m.grid, m.option
    code = m.code_width()
    sheet = m.head(
        "Weights", {1: code, 2: m.name_width(), 3: min(code, 16.0), 4: 8, 5: 12, 6: 12, 7: 12, 8: 12}
    )
    scores = m.head("Scores", {}, 11.5)
    heads = ["code", "name", "parent", "level", "subjective", "objective", "combined", "effective"]
    g.row(sheet, NODE_ROW - 1, 1, [m.t(f"h_{h}") for h in heads], "head")
    for i, n in enumerate(f.nodes[1:], 1):
        row = NODE_ROW + i - 1
        letter, named = m.name_cell(i)
        g.native(sheet, row, 1, f"=Framework!$A${NODE_ROW + i}", n.code, "label")
        g.native(sheet, row, 2, f"=Framework!${letter}${NODE_ROW + i}", named, "label")
        g.native(sheet, row, 3, f"=Framework!$B${NODE_ROW + i}", n.parent, "label")
        g.put(sheet, row, 4, int(f.depth[i]), "label center")
    _labels(m, scores)
    col = m.left + 1
    data = "Delphi[#All]" if m.model.delphi is not None else ""
    for depth in range(f.levels, 0, -1):
        level, block = f.level(depth), ref(m.blocks[depth])
        parents, codes = m.nodes("B", level), m.nodes("A", level)
        e, fo, w = (m.nodes(c, level, "Weights") for c in "EFG")
        row = NODE_ROW + level.start - 1
        g.udf(
            sheet,
            row,
            5,
            f"=MFG_WEIGHT({data},,{m.nodes('G', level)},{parents},{codes},{o['subjective']},{o['scope']})",
            "calc pct",
        )
        g.udf(sheet, row, 6, f"=MFG_WEIGHT({block},,,{parents},,{o['objective']},{o['scope']})", "calc pct")
        g.udf(
            sheet,
            row,
            7,
            f"=MFG_COMBINE({e},{fo},{parents},{o['combine']},{o['alpha']},{o['scope']})",
            "result pct",
        )
        if depth > 1:
            col = _level_above(m, scores, col, depth, block, w, parents)
            continue
        agg = f"Framework!$L${NODE_ROW}" if f.nodes[0].aggregation else o["aggregate"]
        top = g.udf(
            scores,
            FIRST,
            col,
            f'=MFG_SCORE({block},,{w},,,{agg},"none",{o["scale"]},,,{o["missing"]})',
            m.score_style,
        )
    m.at["score"] = top
    m.at["rank"] = g.udf(
        scores, FIRST, col + 1, f"=MFG_RANK({ref(top)},{o['ties']},{o['decimals']})", "result general"
    )
    m.at["stage"] = g.udf(
        scores, FIRST, col + 2,
        f"=MFG_STAGE({ref(top)},{o['breaks']},{o['stages']},{o['stage']},{o['ties']},{o['decimals']})", "result center",
    )  # fmt: skip
    for j, key in enumerate(("score", "rank", "stage")):
        g.put(scores, NAME_ROW, col + j, m.t(f"h_{key}"), "subhead")
        g.put(scores, CODE_ROW, col + j, m.t(f"h_{key}"), "head")
    _effective(m, sheet)
    scores.extras.append(lambda book, ws, formats: ws.set_row(CODE_ROW - 1, m.code_height()))
    scores.extras.append(lambda book, ws, formats: ws.set_row(NAME_ROW - 1, 40))


def _level_above(m: Maker, scores: Any, col: int, depth: int, block: str, w: str, parents: str) -> int:
    """Place the scores of one inner level, and the indicators that stand at that level beside them."""
    f, g, o = m.tree, m.grid, m.option
    above, level = f.inner(depth - 1), f.level(depth - 1)
    own = any(n.aggregation for n in f.nodes)
    agg = m.nodes("L", above) if own else o["aggregate"]
    area = g.udf(
        scores, FIRST, col,
        f"=MFG_DIMENSION({block},{w},{parents},{m.nodes('A', above)},{agg},{o['missing']},{o['scope']})", "calc fine",
    )  # fmt: skip
    _node_heads(m, scores, col, list(range(above.start, above.stop)))
    col = area.col2 + 1
    first = m.at["normalised"]
    for i in range(above.stop, level.stop):
        j = first.col1 + int(np.searchsorted(f.leaves, i))
        g.copy(scores, FIRST, col, f"={ref(Area('Normalised', FIRST, j, first.row2, j))}", "calc fine")
        _node_heads(m, scores, col, [i])
        col += 1
    m.blocks[depth - 1] = Area("Scores", FIRST, area.col1, area.row2, col - 1)
    return col


def _effective(m: Maker, sheet: Any) -> None:
    """Multiply combined weights down the tree, in plain Excel; the values are those of the cells."""
    f, g, out = m.tree, m.grid, [1.0]
    for i in range(1, len(f.nodes)):
        row = NODE_ROW + i - 1
        out.append(sheet.values[row, 7] * out[f.parent[i]])
        if f.depth[i] == 1:
            formula = f"=G{row}"
        else:
            above = f.level(int(f.depth[i]) - 1)
            formula = f"=G{row}*INDEX({m.nodes('H', above, 'Weights').split('!')[1]},MATCH(C{row},{m.nodes('A', above, 'Weights').split('!')[1]},0))"
        g.native(sheet, row, 8, formula, out[i], "calc pct")


def ranking(m: Maker) -> None:
    """The sorted list with a chart of its top."""
    g, o = m.grid, m.option
    sheet = m.head("Ranking", {1: 12, 2: 14, **{3 + j: 11.0 for j in range(len(m.group_names) + 2)}})
    group = columns("Data", m.group_names[0], m.group_names[-1], "#All") if m.group_names else ""
    styles = [
        "result int center",
        "result bold",
        *["result"] * len(m.group_names),
        m.score_style,
        "result center",
    ]
    area = g.udf(
        sheet, 5, 1,
        f"=MFG_RANKING({ref(m.at['score'])},{columns('Data', m.label, None, '#All')},{group},{o['ties']},{o['decimals']},{o['breaks']},{o['stages']},{o['stage']})",
        lambda i, j: "head" if i == 0 else styles[j],
    )  # fmt: skip
    m.at["ranking"] = area
    value, stage = 3 + len(m.group_names), area.col2
    top = min(20, m.n)

    def decorate(book: Any, ws: Any, formats: Any) -> None:
        ws.conditional_format(
            5, value - 1, area.row2 - 1, value - 1,
            {"type": "data_bar", "bar_solid": True, "bar_color": "#9CC3E6", "min_type": "num", "min_value": 0},
        )  # fmt: skip
        names = list(dict.fromkeys(r for r in m.result.stage if r))
        for k, name in enumerate(names[: len(SERIES)]):
            look = book.add_format({"font_color": SERIES[k], "bold": True})
            ws.conditional_format(
                5,
                stage - 1,
                area.row2 - 1,
                stage - 1,
                {"type": "cell", "criteria": "==", "value": f'"{name}"', "format": look},
            )
        chart = book.add_chart({"type": "bar"})
        chart.add_series(
            {
                "name": m.t("h_score"),
                "categories": ["Ranking", 5, 1, 4 + top, 1],
                "values": ["Ranking", 5, value - 1, 4 + top, value - 1],
                "fill": {"color": SERIES[0]},
                "gap": 40,
                "data_labels": {
                    "value": True,
                    "num_format": "0.0" if m.score_digits == 2 else "0.000",
                    "font": {"size": 8},
                },
            }
        )
        chart.set_title({"name": m.t("chart_top", top), "name_font": {"size": 12}})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        chart.set_x_axis(
            {
                "name": m.t("chart_axis"),
                "major_gridlines": {"visible": True, "line": {"color": "#E5E7EB"}},
                "num_format": "0",
                "label_position": "high",
            }
        )
        chart.set_legend({"none": True})
        chart.set_size({"width": 520, "height": 520})
        ws.insert_chart(4, area.col2 + 1, chart, {"object_position": 3})

    sheet.extras.append(decorate)


def groups(m: Maker) -> None:
    """Summaries by each group and by stage, side by side."""
    g, o = m.grid, m.option
    sheet = m.head("Groups", {1: 14, 7: 3, 8: 14, 14: 3, 15: 14, 21: 3, 22: 14}, 9.5)
    score, col = ref(m.at["score"]), 1
    sources = [(k, columns("Data", k), "count") for k in m.group_names]
    sources = [*sources, (m.t("h_stage"), ref(m.at["stage"]), "mean")]
    styles = ["label", "result int", m.score_style, m.score_style, m.score_style, "result general"]
    for name, source, sort in sources:
        g.put(sheet, 5, col, m.t("by", name), "section")
        g.udf(
            sheet, 6, col, f"=MFG_SUMMARY({score},{source},{o['ties']},{o['decimals']},\"{sort}\")",
            lambda i, j: "head" if i == 0 else styles[j],
        )  # fmt: skip
        col += 7
