"""Filler of the sheet Sensitivity: how sure each rank is, and which choice matters.

Tables of bounded size stand above the charts; below them, side by side, those that grow with the indicators,
the scenarios or the reasons of failure.
"""

from __future__ import annotations

from typing import Any

from udfs.engine.errors import MfgError
from udfs.engine.uncertainty.choices import parse
from udfs.engine.uncertainty.explicit import default_choices
from udfs.engine.uncertainty.problem import Problem
from udfs.engine.uncertainty.stability import stability
from workbook.charts import GRID, look
from workbook.maker import Maker, row_height
from workbook.references import Area
from workbook.style import SERIES

#: Rows of the headers above and below the charts, and of the charts.
HEAD, CHARTS, BELOW = 13, 47, 67
#: Units listed, and those whose probabilities are.
TOP, HEAT = 30, 20
#: First columns: of the probabilities (stability starts one before, with its codes), of what stands right.
MIDDLE, RIGHT = 9, 19

#: Values simulated by default, so that a refresh stays short; replications and rows of Sobol's design, at most and at least.
PATIENCE = 30_000_000
N, LEAST = 2000, 200
ROWS, LEAST_ROWS = 400, 100

#: What may differ in the combination of weights besides the form at hand.
_FORMS = ("multiplicative", "linear", "geometric")


def sensitivity(m: Maker) -> None:
    """Rank intervals, probabilities of being among the first, Sobol indices, stability, scenarios."""
    g = m.grid
    widths = {1: 26, 2: 14, **dict.fromkeys(range(3, 8), 8), MIDDLE - 1: min(14, m.code_width()), MIDDLE: min(40, m.name_width())}  # fmt: skip
    widths |= {
        **dict.fromkeys(range(10, 15), 9),
        15: 14,
        16: 14,
        17: 9,
        18: 3,
        RIGHT: 18,
        **dict.fromkeys(range(RIGHT + 1, RIGHT + 5), 15),
    }
    sheet = m.head("Sensitivity", widths, 12)
    _settings(m, sheet)
    experts = "MFG_Experts" if m.model.delphi is not None else ""
    tables = f"MFG_Framework,{experts},MFG_Options"
    model = f"MFG_Data,$B$6,,,,,,{tables}"
    for row, col, key in (
        (HEAD - 1, 1, "rank_intervals"), (HEAD - 1, MIDDLE, "among_first"), (HEAD - 1, RIGHT, "sobol"),
        (BELOW - 1, 1, "failed_draws"), (BELOW - 1, MIDDLE - 1, "stability"), (BELOW - 1, RIGHT, "scenarios"),
    ):  # fmt: skip
        g.put(sheet, row, col, m.t(key), "section")
    intervals = g.udf(
        sheet, HEAD, 1, f'=MFG_UNCERTAINTY({model},$B$8,$B$9,"rank",{{0.05,0.95}},{TOP})',
        lambda i, j: "head" if i == 0 else "label" if j == 0 else "result general" if j == 1 else "result num",
    )  # fmt: skip
    heat = g.udf(
        sheet, HEAD, MIDDLE, f'=MFG_RANKPROB({model},$B$8,$B$9,"top",{HEAT})',
        lambda i, j: "head" if i == 0 else "label" if j == 0 else "result general" if j == 1 else "result share",
    )  # fmt: skip
    sobol = g.udf(
        sheet, HEAD, RIGHT, f'=MFG_SENSITIVITY({model},$B$10,$B$9,"sobol")',
        lambda i, j: "head" if i == 0 else "label" if j == 0 else "result rho",
    )  # fmt: skip
    g.udf(
        sheet, BELOW, 1, f'=MFG_UNCERTAINTY({model},$B$8,$B$9,"failed")',
        lambda i, j: "head" if i == 0 else "label wrap" if j == 0 else "result share" if j == 2 else "result general",
    )  # fmt: skip
    refused = _refused(m)
    if refused is None:
        g.udf(
            sheet, BELOW, MIDDLE - 1, f'=MFG_STABILITY(MFG_Data,"leader",,,,,,,,{tables})',
            lambda i, j: "head" if i == 0 else "label shrink" if j < 2 or j > 6 else "result pct",
        )  # fmt: skip
    else:
        # No exact interval exists for this index: a note, since a cell with a message looks like a fault.
        g.put(sheet, BELOW, MIDDLE - 1, m.both(refused.text("zh"), refused.text("en")), "note")
    g.udf(
        sheet, BELOW, RIGHT, f'=MFG_SCENARIOS(MFG_Data,$B$7,,,,,,{tables},"list")',
        lambda i, j: "head" if i == 0 else "label center" if j == 0 else "label wrap" if j < _levels(m) else "result rho",
    )  # fmt: skip
    sheet.extras += [row_height(HEAD, 30), row_height(BELOW, 44)]
    m.one_page(sheet)
    if not m.failed(heat):
        sheet.extras.append(lambda book, ws, formats: _colours(ws, heat))
    if not m.failed(intervals):
        sheet.extras.append(lambda book, ws, formats: _intervals(m, book, ws, intervals))
    if not m.failed(sobol):
        sheet.extras.append(lambda book, ws, formats: _bars(m, book, ws, sobol))


def _choices(m: Maker) -> list[str]:
    """Return what varies: the engine's choices and the form of the combination where weights are combined."""
    o, model = m.options, m.model
    try:
        p = Problem.of(model.units, m.tree, model.delphi, o, model.preparation)
        listed = default_choices(p).split("; ")
    except MfgError:
        listed = [f"normalise={o.normalise},minmax(1,100)", "weights=noise:0.25"]
    if o.combine not in ("subjective", "objective"):
        listed.insert(1, f"combine={','.join(dict.fromkeys([o.combine, *_FORMS]))}")
    return listed


def _levels(m: Maker) -> int:
    """Return the number of columns of the scenarios that name methods, with the first."""
    return 1 + len([name for name, _ in parse("; ".join(_choices(m))) if name != "weights"])


def _refused(m: Maker) -> MfgError | None:
    """Return why the weights have no exact intervals, None where they have."""
    model = m.model
    try:
        stability(Problem.of(model.units, m.tree, model.delphi, m.options, model.preparation))
    except MfgError as error:
        return error
    return None


def _settings(m: Maker, sheet: Any) -> None:
    """What varies, how often, and from which seed."""
    g = m.grid
    size = max(1, m.n * len(m.tree.leaves))
    n = float(max(LEAST, min(N, PATIENCE // size)))
    listed = _choices(m)
    g.put(sheet, 5, 1, m.t("simulation"), "section")
    for row, key, value in (
        (6, "choices", "; ".join(listed)),
        (7, "scenario_choices", "; ".join(c for c in listed if not c.startswith("weights"))),
        (8, "replications", n),
        (9, "seed", 1.0),
        (10, "sobol_rows", max(LEAST_ROWS, n // (N // ROWS))),
    ):
        g.put(sheet, row, 1, m.t(key), "label")
        g.put(sheet, row, 2, value, "input left" if isinstance(value, str) else "input int left")
        if isinstance(value, str):
            sheet.extras.append(lambda book, ws, formats, r=row, v=value: ws.merge_range(r - 1, 1, r - 1, 15, v, formats["input left"]))  # fmt: skip


def _colours(ws: Any, heat: Area) -> None:
    ws.conditional_format(
        heat.row1, heat.col1 + 1, heat.row2 - 1, heat.col2 - 1,
        {"type": "2_color_scale", "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1, "min_color": "#FFFFFF", "max_color": "#6BAED6"},
    )  # fmt: skip


def _intervals(m: Maker, book: Any, ws: Any, area: Area) -> None:
    """Draw 5 % to 95 % of the ranks of the first units as lines, the rank itself as a point."""
    # A chart of high, low and close: LibreOffice draws the lines of no other.
    chart = book.add_chart({"type": "stock"})
    first, last, name = area.row1, area.row2 - 1, area.col1 - 1
    for offset, colour, marker, size in ((6, "#6B7280", "short_dash", 6), (5, "#6B7280", "short_dash", 6), (1, SERIES[0], "circle", 6)):  # fmt: skip
        chart.add_series({
            "name": ["Sensitivity", area.row1 - 1, name + offset],
            "categories": ["Sensitivity", first, name, last, name],
            "values": ["Sensitivity", first, name + offset, last, name + offset],
            "line": {"none": True},
            "marker": {"type": marker, "size": size, "fill": {"color": colour}, "border": {"color": colour}},
        })  # fmt: skip
    chart.set_high_low_lines({"line": {"color": "#9CA3AF", "width": 2.5}})
    chart.set_title({"name": m.chart("chart_intervals", area.rows - 1), "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "min": 1, "name": m.chart("h_rank"), "name_font": {"size": 9, "bold": False}, "major_gridlines": GRID, "num_format": "0", "num_font": {"size": 9}})  # fmt: skip
    chart.set_x_axis({"text_axis": True, "num_format": "General", "num_font": {"size": 9, "rotation": -45}, "label_position": "high"})  # fmt: skip
    chart.set_legend({"position": "top", "font": {"size": 9}})
    chart.set_size({"width": 1180, "height": 370})
    ws.insert_chart(CHARTS - 1, 0, chart, {"object_position": 3})


def _bars(m: Maker, book: Any, ws: Any, area: Area) -> None:
    """Draw first-order and total indices of each choice."""
    chart = book.add_chart({"type": "bar"})
    for k, offset in enumerate((1, 4)):
        chart.add_series({
            "name": ["Sensitivity", area.row1 - 1, area.col1 - 1 + offset],
            "categories": ["Sensitivity", area.row1, area.col1 - 1, area.row2 - 1, area.col1 - 1],
            "values": ["Sensitivity", area.row1, area.col1 - 1 + offset, area.row2 - 1, area.col1 - 1 + offset],
            "fill": {"color": SERIES[2 * k]}, "gap": 60,
        })  # fmt: skip
    look(chart, m.chart("chart_sobol"), m.chart("chart_sobol_axis"), "", "0.0")
    # XlsxWriter calls x the axis that lies: that of the values.
    chart.set_x_axis({"name": m.chart("chart_sobol_axis"), "name_font": {"size": 9, "bold": False}, "num_format": "0.0", "num_font": {"size": 9}, "label_position": "high", "major_gridlines": GRID})  # fmt: skip
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "label_position": "low"})
    chart.set_size({"width": 620, "height": 370})
    ws.insert_chart(CHARTS - 1, RIGHT - 1, chart, {"object_position": 3})
