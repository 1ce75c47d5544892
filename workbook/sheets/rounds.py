"""Filler of DelphiStats: what the experts' last round says, and how the rounds converge."""

from __future__ import annotations

from typing import Any

from udfs.engine.messages import word
from workbook.charts import look
from workbook.maker import NODE_ROW, Maker, row_height
from workbook.references import Area
from workbook.style import SERIES


def statistics(m: Maker) -> None:
    """Statistics of the last round by item, and of every round with a chart."""
    d, g = m.model.delphi, m.grid
    if d is None:
        return
    sheet = m.head("DelphiStats", {1: m.code_width()}, 9.5)
    row = NODE_ROW - 1
    g.put(sheet, row - 1, 1, m.t("statistics"), "section")
    known = set(d.code) <= set(m.tree.code)
    parents = ',MFG_NODES(MFG_Framework,MFG_ExpertCodes,"parent")' if known else ""
    styles = ["label", "calc int", *["calc num"] * 5, "calc pct", "calc pct", "calc pct"]
    area = g.udf(
        sheet, row, 1, f"=MFG_DELPHI(Delphi[#All]{parents})",
        lambda i, j: "head" if i == 0 else styles[j],
    )  # fmt: skip
    col = area.col2 + 2
    g.put(sheet, row - 1, col, m.t("rounds"), "section")
    formats = ["label center", "calc int", *["calc num"] * 20]
    rounds = g.udf(
        sheet, row, col, "=MFG_ROUNDS(Delphi[#All])",
        lambda i, j: "head" if i == 0 else formats[j],
    )  # fmt: skip
    sheet.extras.append(row_height(row, 44))
    m.one_page(sheet)
    if rounds.rows > 2:
        _convergence(m, sheet, rounds)


def _convergence(m: Maker, sheet: Any, rounds: Area) -> None:
    """Draw how the experts' spread shrinks and their agreement grows from round to round."""
    heads = [m.grid.sheets["DelphiStats"].values[rounds.row1, c] for c in range(rounds.col1, rounds.col2 + 1)]
    cv, w = (heads.index(word(k, m.language)) + rounds.col1 - 1 for k in ("h_cv_mean", "h_w"))

    def draw(book: Any, ws: Any, formats: Any) -> None:
        chart = book.add_chart({"type": "line"})
        for k, col in enumerate((cv, w)):
            chart.add_series({
                "name": ["DelphiStats", rounds.row1 - 1, col],
                "categories": ["DelphiStats", rounds.row1, rounds.col1 - 1, rounds.row2 - 1, rounds.col1 - 1],
                "values": ["DelphiStats", rounds.row1, col, rounds.row2 - 1, col],
                "line": {"color": SERIES[2 * k], "width": 2.25},
                "marker": {"type": "circle", "size": 6, "fill": {"color": SERIES[2 * k]}, "border": {"color": SERIES[2 * k]}},
            })  # fmt: skip
        look(chart, m.chart("chart_rounds"), m.chart("h_round"), m.chart("chart_rounds_axis"), "0.00")
        chart.set_size({"width": 560, "height": 300})
        ws.insert_chart(rounds.row2 + 1, rounds.col1 - 1, chart, {"object_position": 3})

    sheet.extras.append(draw)
