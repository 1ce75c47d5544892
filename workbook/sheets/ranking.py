"""Filler of the sheet Ranking: the sorted list, moves since the last snapshot, a chart of its top."""

from __future__ import annotations

from typing import Any

from workbook.charts import GRID
from workbook.maker import UNIT_ROOM, UNITS, Maker, columns, row_height
from workbook.style import SERIES

HEAD = 5
TOP = 20


def ranking(m: Maker) -> None:
    """The sorted list with a chart of its top."""
    g, o = m.grid, m.option
    groups = len(m.group_names)
    labels = {k + 1: w for k, w in m.label_widths().items()}
    sheet = m.head(
        "Ranking", {1: 12, 3 + groups: 11, 4 + groups: 11, 5 + groups: 10, 6 + groups: 9, **labels}
    )
    sheet.extras.append(row_height(HEAD, m.label_height()))
    group = columns("Data", m.group_names[0], m.group_names[-1], "#All") if m.group_names else ""
    styles = ["result int center", "result bold", *["result"] * groups, m.score_style, "result center"]
    area = g.udf(
        sheet, HEAD, 1,
        f"=MFG_RANKING(MFG_Scores,{columns('Data', m.label, None, '#All')},{group},{o['ties']},{o['decimals']},{o['breaks']},{o['stages']},{o['stage']})",
        lambda i, j: "head" if i == 0 else styles[j],
    )  # fmt: skip
    m.at["ranking"] = area
    value, stage = 3 + groups, area.col2
    rows = UNITS
    for name, col in (
        ("RankingRank", 1),
        ("RankingCity", 2),
        ("RankingScore", value),
        ("RankingStage", stage),
    ):
        m.name_column(name, sheet.area(HEAD + 1, col, HEAD + 1, col), rows, UNIT_ROOM)
    g.udf(
        sheet, HEAD, stage + 1, "=MFG_SINCE(Snapshots[#All],MFG_RankingCity,MFG_RankingRank)",
        lambda i, j: "head" if i == 0 else "result general center",
    )  # fmt: skip
    sheet.extras.append(lambda book, ws, formats: _bars_and_colours(m, book, ws, area, value, stage))
    sheet.extras.append(lambda book, ws, formats: _moves(book, ws, area, stage + 2))
    sheet.extras.append(lambda book, ws, formats: _top(m, book, ws, value, stage + 2))


def _bars_and_colours(m: Maker, book: Any, ws: Any, area: Any, value: int, stage: int) -> None:
    last = area.row2 - 1 + max(50, m.n // 2)  # room for cities to come
    ws.conditional_format(
        HEAD, value - 1, last, value - 1,
        {"type": "data_bar", "bar_solid": True, "bar_color": "#9CC3E6", "min_type": "num", "min_value": 0},
    )  # fmt: skip
    names = list(dict.fromkeys(r for r in m.result.stage if r))
    for k, name in enumerate(names[: len(SERIES)]):
        look = book.add_format({"font_color": SERIES[k], "bold": True})
        rule = {"type": "cell", "criteria": "==", "value": f'"{name}"', "format": look}
        ws.conditional_format(HEAD, stage - 1, last, stage - 1, rule)


def _moves(book: Any, ws: Any, area: Any, col: int) -> None:
    """Show a change of rank as an arrow and a colour."""
    up, down = book.add_format({"font_color": "#1E7B34"}), book.add_format({"font_color": "#B42318"})
    up.set_num_format("▲0;▼0;–")
    down.set_num_format("▲0;▼0;–")
    for sign, look in ((">", up), ("<", down)):
        ws.conditional_format(
            HEAD, col - 1, area.row2 - 1, col - 1,
            {"type": "formula", "criteria": f"=AND(ISNUMBER({_cell(HEAD + 1, col)}),{_cell(HEAD + 1, col)}{sign}0)", "format": look},
        )  # fmt: skip


def _cell(row: int, col: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"${get_column_letter(col)}{row}"


def _top(m: Maker, book: Any, ws: Any, value: int, last: int) -> None:
    top = min(TOP, m.n)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({
        "name": m.chart("h_score"),
        "categories": ["Ranking", HEAD, 1, HEAD - 1 + top, 1],
        "values": ["Ranking", HEAD, value - 1, HEAD - 1 + top, value - 1],
        "fill": {"color": SERIES[0]}, "gap": 40,
        "data_labels": {"value": True, "num_format": "0.0" if m.score_digits == 2 else "0.000", "font": {"size": 8}},
    })  # fmt: skip
    chart.set_title({"name": m.chart("chart_top", top), "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "interval_unit": 1})
    chart.set_x_axis({
        "name": m.chart("chart_axis"), "name_font": {"size": 9, "bold": False}, "major_gridlines": GRID,
        "num_format": "0" if m.score_digits == 2 else "0.00", "label_position": "high",
    })  # fmt: skip
    chart.set_legend({"none": True})
    chart.set_size({"width": 520, "height": 540})
    ws.insert_chart(HEAD - 1, last, chart, {"object_position": 3, "x_offset": 12})
