"""Filler of the sheet Bubble: two chosen indicators against each other, the score as the bubble's area."""

from __future__ import annotations

from typing import Any

from workbook.bubble_chart import BubbleChart
from workbook.charts import GRID
from workbook.maker import FIRST, Maker, dropdown, row_height
from workbook.style import SERIES

#: Indicators shown first where the model has them: the pair of CCID's own figure.
PAIRS = (("R&D", "AMAGG"), ("RDI", "LG"))
SHOWN, NAMED = 60, 12


def bubble(m: Maker) -> None:
    """A bubble chart of two indicators chosen from dropdowns."""
    g = m.grid
    codes = [n.code for n in m.tree.indicators]
    x, y = next((p for p in PAIRS if set(p) <= set(codes)), (codes[0], codes[min(1, len(codes) - 1)]))
    sheet = m.head("Bubble", {1: 18, 2: 16, 3: 16, 4: 14}, 10)
    for row, label, code in ((5, "bubble_x", x), (6, "bubble_y", y)):
        g.put(sheet, row, 1, m.t(label), "label bold")
        g.put(sheet, row, 2, code, "input bold")
        j = codes.index(code) + 1
        g.native(sheet, row, 3, f"=MATCH($B${row},MFG_Codes,0)", float(j), "calc int center")
        sheet.extras.append(dropdown(row, 2, "=MFG_Codes"))
    head = FIRST - 1
    g.put(sheet, head, 1, m.term(m.label), "head")
    for col, row in ((2, 5), (3, 6)):
        g.udf(sheet, head, col, f'=MFG_NODES(MFG_Framework,$B${row},"name")', "head")
    g.put(sheet, head, 4, m.t("h_score"), "head")
    g.copy(sheet, FIRST, 1, "=MFG_RankingCity", "names")
    for col, row in ((2, 5), (3, 6)):
        g.udf(
            sheet,
            FIRST,
            col,
            f"=MFG_SORT(INDEX(MFG_Values,0,$C${row}),MFG_Ranks)",
            "calc general",
        )
    g.copy(sheet, FIRST, 4, "=MFG_RankingScore", m.score_style)
    names = [m.named(n) for n in m.tree.indicators]
    sheet.extras.append(row_height(head, min(70.0, m.name_height(names, 14))))
    shown = min(SHOWN, m.n)
    m.one_page(sheet, FIRST + shown - 1, 17)

    def points(first: int, last: int) -> dict[str, Any]:
        top, end = FIRST - 1 + first, FIRST - 1 + last
        return {
            "categories": ["Bubble", top, 1, end, 1], "values": ["Bubble", top, 2, end, 2],
            "sizes": ["Bubble", top, 3, end, 3],
        }  # fmt: skip

    def draw(book: Any, ws: Any, formats: Any) -> None:
        chart = BubbleChart.of(book, 35)
        # A series each for the first cities: the series' name is the label, in every program.
        for i in range(min(NAMED, shown)):
            chart.add_series({
                **points(i, i), "name": f"=Bubble!$A${FIRST + i}",
                "fill": {"color": SERIES[0], "transparency": 45}, "border": {"color": SERIES[0], "width": 0.5},
                "data_labels": {"series_name": True, "value": False, "position": "right", "font": {"size": 8}},
            })  # fmt: skip
        if shown > NAMED:
            chart.add_series({
                **points(NAMED, shown - 1), "name": m.chart("chart_bubble_series", NAMED + 1, shown),
                "fill": {"color": SERIES[1], "transparency": 55}, "border": {"color": SERIES[1], "width": 0.5},
            })  # fmt: skip
        axis = {"name_font": {"size": 9, "bold": False}, "num_font": {"size": 9}, "major_gridlines": GRID}
        chart.set_title({"name": m.chart("chart_bubble", shown), "name_font": {"size": 12}})
        chart.set_x_axis({**axis, "name": "=Bubble!$B$8"})
        chart.set_y_axis({**axis, "name": "=Bubble!$C$8"})
        chart.set_legend({"none": True})
        chart.set_size({"width": 760, "height": 520})
        ws.insert_chart(4, 5, chart, {"object_position": 3})

    sheet.extras.append(draw)
