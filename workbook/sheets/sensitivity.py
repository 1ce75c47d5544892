"""Filler of the sheet Sensitivity: how sure each rank is, and which choice matters."""

from __future__ import annotations

from typing import Any

from workbook.charts import GRID, look
from workbook.maker import Maker, row_height
from workbook.references import Area
from workbook.style import SERIES

HEAD = 11
TOP, HEAT = 30, 20

#: Replications shown by default, fewer for large models so that a refresh stays short: values simulated.
PATIENCE = 30_000_000
N, LEAST = 2000, 200


def sensitivity(m: Maker) -> None:
    """Rank intervals, probabilities of being among the first, Sobol indices, stability, scenarios."""
    g = m.grid
    sheet = m.head("Sensitivity", {1: 16, 2: 12, **dict.fromkeys(range(3, 60), 9.5)}, 9.5)
    _settings(m, sheet)
    experts = "MFG_Experts" if m.model.delphi is not None else ""
    model = f"MFG_Data,$B$6,,,,,,MFG_Framework,{experts},MFG_Options"
    seed = "$B$8"
    g.put(sheet, HEAD - 1, 1, m.t("rank_intervals"), "section")
    intervals = g.udf(
        sheet, HEAD, 1, f'=MFG_UNCERTAINTY({model},$B$7,{seed},"rank",{{0.05,0.5,0.95}},{TOP})',
        lambda i, j: "head" if i == 0 else "label" if j == 0 else "result general" if j == 1 else "result num",
    )  # fmt: skip
    failed = g.udf(
        sheet, intervals.row2 + 3, 1, f'=MFG_UNCERTAINTY({model},$B$7,{seed},"failed")',
        lambda i, j: "head" if i == 0 else "label wrap" if j == 0 else "calc general",
    )  # fmt: skip
    g.put(sheet, intervals.row2 + 2, 1, m.t("failed_draws"), "section")
    col = intervals.col2 + 2
    g.put(sheet, HEAD - 1, col, m.t("among_first"), "section")
    heat = g.udf(
        sheet, HEAD, col, f'=MFG_RANKPROB({model},$B$7,{seed},"top",{HEAT})',
        lambda i, j: "head" if i == 0 else "label" if j == 0 else "result general" if j == 1 else "result share",
    )  # fmt: skip
    col = heat.col2 + 2
    g.put(sheet, HEAD - 1, col, m.t("sobol"), "section")
    sobol = g.udf(
        sheet, HEAD, col, f'=MFG_SENSITIVITY({model},$B$9,{seed},"sobol")',
        lambda i, j: "head" if i == 0 else "label" if j == 0 else "result rho",
    )  # fmt: skip
    at = sobol.row2 + 3
    g.put(sheet, at - 1, col, m.t("scenarios"), "section")
    scenarios = g.udf(
        sheet, at, col, f'=MFG_SCENARIOS({model},"list")',
        lambda i, j: "head" if i == 0 else "label wrap" if not j > 0 else "result general",
    )  # fmt: skip
    right = max(sobol.col2, scenarios.col2) + 2
    g.put(sheet, HEAD - 1, right, m.t("stability"), "section")
    stable = g.udf(
        sheet, HEAD, right, f'=MFG_STABILITY(MFG_Data,"leader",,,,,,,,MFG_Framework,{experts},MFG_Options)',
        lambda i, j: "head" if i == 0 else "label" if j < 2 or j > 6 else "result pct",
    )  # fmt: skip
    sheet.extras.append(row_height(HEAD, 30))
    below = max(failed.row2, heat.row2, scenarios.row2, stable.row2) + 2
    m.one_page(sheet)
    sheet.extras.append(lambda book, ws, formats: _colours(book, ws, formats, heat, (col, right)))
    sheet.extras.append(lambda book, ws, formats: _intervals(m, book, ws, intervals, below))
    sheet.extras.append(lambda book, ws, formats: _bars(m, book, ws, sobol, below))


def _settings(m: Maker, sheet: Any) -> None:
    """What varies, how often, and from which seed."""
    g, o = m.grid, m.options
    size = max(1, m.n * len(m.tree.leaves))
    n = float(max(LEAST, min(N, PATIENCE // size)))
    forms = (
        "; combine=multiplicative,linear,geometric" if o.combine not in ("subjective", "objective") else ""
    )
    choices = f"normalise={o.normalise},minmax(1,100){forms}; weights=noise:0.25"
    g.put(sheet, 5, 1, m.t("simulation"), "section")
    for row, key, value in (
        (6, "choices", choices),
        (7, "replications", n),
        (8, "seed", 1.0),
        (9, "sobol_rows", min(400.0, n)),
    ):
        g.put(sheet, row, 1, m.t(key), "label")
        g.put(sheet, row, 2, value, "input left" if isinstance(value, str) else "input int left")


def _colours(book: Any, ws: Any, formats: Any, heat: Area, wide: tuple[int, int]) -> None:
    ws.conditional_format(
        heat.row1, heat.col1 + 1, heat.row2 - 1, heat.col2 - 1,
        {"type": "2_color_scale", "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1, "min_color": "#FFFFFF", "max_color": "#6BAED6"},
    )  # fmt: skip
    for col in wide:
        ws.set_column(col - 1, col - 1, 18, formats["plain"])
    ws.set_column(wide[1], wide[1], 30, formats["plain"])


def _intervals(m: Maker, book: Any, ws: Any, area: Area, row: int) -> None:
    """Draw 5 % to 95 % of the ranks of the first units as bars, the rank itself as a point."""
    chart = book.add_chart({"type": "line"})
    first, last, name = area.row1, area.row2 - 1, area.col1 - 1
    for k, (offset, colour, marker) in enumerate(
        ((5, "#9CA3AF", "short_dash"), (7, "#9CA3AF", "short_dash"), (1, SERIES[0], "circle"))
    ):
        chart.add_series({
            "name": ["Sensitivity", area.row1 - 1, name + offset],
            "categories": ["Sensitivity", first, name, last, name],
            "values": ["Sensitivity", first, name + offset, last, name + offset],
            "line": {"none": True},
            "marker": {"type": marker, "size": 6 if k == 2 else 5, "fill": {"color": colour}, "border": {"color": colour}},
        })  # fmt: skip
    chart.set_high_low_lines({"line": {"color": "#9CA3AF", "width": 3}})
    chart.set_title({"name": m.t("chart_intervals", area.rows - 1), "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "min": 1, "name": m.t("h_rank"), "name_font": {"size": 9, "bold": False}, "major_gridlines": GRID, "num_format": "0", "num_font": {"size": 9}})  # fmt: skip
    chart.set_x_axis({"num_font": {"size": 8, "rotation": -60}, "label_position": "low"})
    chart.set_legend({"position": "bottom", "font": {"size": 9}})
    chart.set_size({"width": 760, "height": 360})
    ws.insert_chart(row, 0, chart, {"object_position": 3})


def _bars(m: Maker, book: Any, ws: Any, area: Area, row: int) -> None:
    """Draw first-order and total indices of each choice."""
    chart = book.add_chart({"type": "bar"})
    for k, offset in enumerate((1, 4)):
        chart.add_series({
            "name": ["Sensitivity", area.row1 - 1, area.col1 - 1 + offset],
            "categories": ["Sensitivity", area.row1, area.col1 - 1, area.row2 - 1, area.col1 - 1],
            "values": ["Sensitivity", area.row1, area.col1 - 1 + offset, area.row2 - 1, area.col1 - 1 + offset],
            "fill": {"color": SERIES[2 * k]}, "gap": 60,
        })  # fmt: skip
    look(chart, m.t("chart_sobol"), m.t("chart_sobol_axis"), "", "0.0")
    chart.set_x_axis({"name": m.t("chart_sobol_axis"), "name_font": {"size": 9, "bold": False}, "num_format": "0.0", "major_gridlines": GRID})  # fmt: skip
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "label_position": "low"})
    chart.set_size({"width": 520, "height": 360})
    ws.insert_chart(row, 12, chart, {"object_position": 3})
