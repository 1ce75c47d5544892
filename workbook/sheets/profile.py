"""Filler of the sheet Profile: one chosen city beside a peer and the mean."""

from __future__ import annotations

from typing import Any

from udfs.excel.join import key
from workbook.charts import GRID, look
from workbook.maker import Maker, dropdown, row_height
from workbook.references import Area
from workbook.sheets.inputs import directed
from workbook.style import SERIES, width

HEAD = 12
CITY, PEER = "Profile!$B$6", "Profile!$D$6"


def profile(m: Maker) -> None:
    """Scores, ranks, dimensions, strengths and weaknesses, and contributions of a chosen city."""
    g, r = m.grid, m.result
    wide = m.name_width(m.tree.leaves.tolist())
    dimensions = max([22.0, *(2.0 + width(n) for n in m.level_names(1))])
    sheet = m.head("Profile", {1: min(40.0, dimensions), 2: max(26.0, min(44.0, wide)), 3: 13, 4: 13, 5: 13, 6: 10, 7: 3, 8: max(30.0, wide), 9: 13, 10: 13, 11: 13, 12: 13, 13: 10, 14: 13})  # fmt: skip
    order = r.order()
    city, peer = r.units.names[order[0]], r.units.names[order[min(1, m.n - 1)]]
    g.put(sheet, 6, 1, m.t("choose_city"), "label bold")
    g.put(sheet, 6, 2, city, "input bold")
    g.put(sheet, 6, 3, m.t("choose_peer"), "label bold")
    g.put(sheet, 6, 4, peer, "input bold")
    g.name_("MFG_ProfileCity", CITY)
    g.name_("MFG_ProfilePeer", PEER)
    for col in (2, 4):
        sheet.extras.append(dropdown(6, col, "=MFG_Cities"))
    _facts(m, sheet, city, peer)
    g.put(sheet, HEAD - 1, 1, m.t("profile_dimensions"), "section")
    names = m.level_names(1)
    styles = ["label", *["result num"] * 4, "result general center"]
    dims = g.udf(
        sheet, HEAD, 1, "=MFG_PROFILE(MFG_L1_Scores,MFG_ProfileCity,MFG_ProfilePeer,MFG_Cities,MFG_L1_Names,,,1)",
        lambda i, j: "head" if i == 0 else styles[j],
    )  # fmt: skip
    m.at["profile"] = dims
    g.put(sheet, HEAD - 1, 8, m.t("profile_indicators"), "section")
    weight = f"MFG_L{m.tree.levels}_Effective" if m.even else ""
    styles_ = ["label", *["result fine"] * 4, "result general center", "result fine"]
    inds = g.udf(
        sheet, HEAD, 8,
        f'=MFG_PROFILE(MFG_Normal,MFG_ProfileCity,MFG_ProfilePeer,MFG_Cities,MFG_NODES(MFG_Framework,MFG_Codes,"name"),,{weight})',
        lambda i, j: "head" if i == 0 else styles_[j],
    )  # fmt: skip
    at = dims.row2 + 22
    g.put(sheet, at, 1, m.t("profile_strengths"), "section")
    kinds = ["label center", "label shrink", "result general center", "result general"]
    values, direction = directed(m)
    g.udf(
        sheet, at + 1, 1,
        f'=MFG_STRENGTHS({values},MFG_ProfileCity,{direction},MFG_NODES(MFG_Framework,MFG_Codes,"name"),MFG_Cities,{min(5, len(m.tree.indicators))})',
        lambda i, j: "head" if i == 0 else kinds[j],
    )  # fmt: skip
    m.one_page(sheet)
    sheet.extras.append(row_height(HEAD, 30))
    if m.failed(dims) or m.failed(inds):
        return
    if len(names) >= 3:
        sheet.extras.append(lambda book, ws, formats: _radar(m, book, ws, dims))
    else:
        sheet.extras.append(lambda book, ws, formats: _bars(m, book, ws, dims))
    if weight:
        sheet.extras.append(lambda book, ws, formats: _contributions(m, book, ws, inds))


def _facts(m: Maker, sheet: Any, city: str, peer: str) -> None:
    """Score, rank and stage of the city and its peer, in plain Excel."""
    g, r = m.grid, m.result
    at = {key(n): i for i, n in enumerate(r.units.names)}
    g.row(sheet, 7, 1, ["", city, "", peer], "head")
    g.native(sheet, 7, 2, f"={CITY}", city, "head")
    g.native(sheet, 7, 4, f"={PEER}", peer, "head")
    for row, (label, name, values, style) in enumerate(
        (
            ("h_score", "MFG_Scores", r.score, m.score_style),
            ("h_rank", "MFG_Ranks", r.rank, "result general"),
            ("h_stage", "MFG_Stages", r.stage, "result"),
        ),
        8,
    ):
        g.put(sheet, row, 1, m.t(label), "label")
        g.put(sheet, row, 3, "", "label")
        for col, who in ((2, city), (4, peer)):
            value: Any = list(values)[at[key(who)]]
            cell = CITY if col == 2 else PEER
            formula = f'=IFERROR(INDEX({name},MATCH({cell},MFG_Cities,0)),"")'
            g.native(
                sheet, row, col, formula, "" if value is None or value != value else value, style + " center"
            )


def _series(area: Area, col: int, name: str = "Profile") -> dict[str, Any]:
    """One column of a profile table as a chart's series."""
    return {
        "name": [name, area.row1 - 1, col],
        "categories": [name, area.row1, area.col1 - 1, area.row2 - 1, area.col1 - 1],
        "values": [name, area.row1, col, area.row2 - 1, col],
    }


def _radar(m: Maker, book: Any, ws: Any, dims: Area) -> None:
    chart = book.add_chart({"type": "radar", "subtype": "with_markers"})
    for k, colour in ((1, SERIES[0]), (2, SERIES[2]), (3, "#9CA3AF")):
        chart.add_series({
            **_series(dims, dims.col1 - 1 + k),
            "line": {"color": colour, "width": 2.25, **({"dash_type": "dash"} if k == 3 else {})},
            "marker": {"type": "none"} if k == 3 else {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}},
        })  # fmt: skip
    chart.set_title({"name": m.chart("chart_profile"), "name_font": {"size": 12}})
    chart.set_y_axis({"major_gridlines": GRID, "min": 0, "num_font": {"size": 8, "color": "#6B7280"}, "num_format": "0"})  # fmt: skip
    chart.set_x_axis({"num_font": {"size": 9}})
    chart.set_legend({"position": "bottom", "font": {"size": 9}})
    chart.set_size({"width": 600, "height": 400})
    ws.insert_chart(dims.row2, 0, chart, {"object_position": 3, "y_offset": 8})


def _bars(m: Maker, book: Any, ws: Any, dims: Area) -> None:
    chart = book.add_chart({"type": "column"})
    for k, colour in ((1, SERIES[0]), (2, SERIES[2]), (3, "#9CA3AF")):
        chart.add_series({**_series(dims, dims.col1 - 1 + k), "fill": {"color": colour}})
    look(chart, m.chart("chart_profile"), "", "", "0")
    chart.set_size({"width": 600, "height": 400})
    ws.insert_chart(dims.row2, 0, chart, {"object_position": 3, "y_offset": 8})


def _contributions(m: Maker, book: Any, ws: Any, inds: Area) -> None:
    count = min(40, inds.rows - 1)
    shown = Area(inds.sheet, inds.row1, inds.col1, inds.row1 + count, inds.col2)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({**_series(shown, inds.col2 - 1), "fill": {"color": SERIES[0]}, "gap": 40})
    chart.set_title({"name": m.chart("chart_contribution"), "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 8}, "interval_unit": 1})
    chart.set_x_axis({
        "name": m.chart("chart_contribution_axis"), "name_font": {"size": 9, "bold": False}, "major_gridlines": GRID,
        "num_format": "0.000", "label_position": "high", "num_font": {"size": 8},
    })  # fmt: skip
    chart.set_legend({"none": True})
    chart.set_size({"width": 560, "height": max(320, 20 * count + 110)})
    ws.insert_chart(inds.row1 - 2, inds.col2, chart, {"object_position": 3, "x_offset": 16})
