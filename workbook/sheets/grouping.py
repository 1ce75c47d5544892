"""Fillers of Stages and Regions: sizes, means and pictures of groups of units."""

from __future__ import annotations

from typing import Any

from udfs.engine.gazetteer import REGIONS, load
from workbook.charts import GRID, look
from workbook.labels import Label
from workbook.maker import Maker, columns, row_height
from workbook.references import Area
from workbook.style import SERIES

HEAD = 6


def _summary(m: Maker, sheet: Any, row: int, col: int, title: Label, source: str, sort: str) -> Area:
    """Place one summary by group under its title."""
    g, o = m.grid, m.option
    styles = ["label shrink", "result int", m.score_style, m.score_style, m.score_style, "result general"]
    g.put(sheet, row - 1, col, title, "section")
    return g.udf(
        sheet, row, col, f"=MFG_SUMMARY(MFG_Scores,{source},{o['ties']},{o['decimals']},\"{sort}\")",
        lambda i, j: "head" if i == 0 else styles[j],
    )  # fmt: skip


def stages(m: Maker) -> None:
    """Size and mean of each stage, each stage against the mean by dimension, and the curve of scores by rank."""
    g, f = m.grid, m.tree
    dims = f.level(1).stop - f.level(1).start
    sheet = m.head("Stages", {1: 16, **{8 + j: 12.0 for j in range(dims + 3)}, 7: 3, 8: 16}, 10)
    one = _summary(m, sheet, HEAD, 1, m.t("by", m.t("h_stage")), "MFG_Stages", "mean")
    g.put(sheet, HEAD - 1, 8, m.t("against_mean"), "section")
    order = m.name_column(
        "StageOrder", sheet.area(HEAD + 1, 1, HEAD + 1, 1), f"COUNTA(Stages!$A${HEAD + 1}:$A${HEAD + 40})", 40
    )
    means = g.udf(
        sheet, HEAD, 8, f"=MFG_MEANS(MFG_L1_Scores,MFG_Stages,MFG_L1_Names,{order},1)",
        lambda i, j: "head" if i == 0 else "label" if j == 0 else "result int" if j == 1 else "result num",
    )  # fmt: skip
    sheet.extras.append(row_height(HEAD, m.name_height(m.level_names(1))))
    below = max(one.row2, means.row2) + 2
    curve = 8
    g.put(sheet, below + 20, curve, m.t("curve_data"), "section")
    g.put(sheet, below + 21, curve, m.t("h_rank"), "head")
    g.copy(sheet, below + 22, curve, "=MFG_RankingRank", "calc general center")
    split = g.udf(
        sheet, below + 21, curve + 1, f"=MFG_SPLIT(MFG_RankingScore,MFG_RankingStage,{order})",
        lambda i, j: "head" if i == 0 else "calc num na",
    )  # fmt: skip
    m.one_page(sheet, below + 19, max(means.col2, 16))
    if any(m.result.stage):
        if dims >= 3:
            sheet.extras.append(lambda book, ws, formats: _radar(m, book, ws, means, below))
        sheet.extras.append(lambda book, ws, formats: _curve(m, book, ws, split, curve, below, dims >= 3))


def _radar(m: Maker, book: Any, ws: Any, means: Area, row: int) -> None:
    chart = book.add_chart({"type": "radar", "subtype": "with_markers"})
    first = means.col1 + 1  # the columns behind group and count, 0-based
    for k, r in enumerate(range(means.row1, means.row2)):
        mean = r == means.row2 - 1
        colour = "#9CA3AF" if mean else SERIES[k % len(SERIES)]
        chart.add_series({
            "name": ["Stages", r, means.col1 - 1],
            "categories": ["Stages", means.row1 - 1, first, means.row1 - 1, means.col2 - 1],
            "values": ["Stages", r, first, r, means.col2 - 1],
            "line": {"color": colour, "width": 2.25, **({"dash_type": "dash"} if mean else {})},
            "marker": {"type": "none"} if mean else {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}},
        })  # fmt: skip
    chart.set_title({"name": m.chart("chart_radar"), "name_font": {"size": 12}})
    chart.set_y_axis(
        {"major_gridlines": GRID, "num_font": {"size": 8, "color": "#6B7280"}, "num_format": "0"}
    )
    chart.set_x_axis({"num_font": {"size": 9}})
    chart.set_legend({"position": "bottom", "font": {"size": 9}})
    chart.set_size({"width": 500, "height": 380})
    ws.insert_chart(row, 0, chart, {"object_position": 3})


def _curve(m: Maker, book: Any, ws: Any, split: Area, col: int, row: int, beside: bool) -> None:
    chart = book.add_chart({"type": "scatter"})
    room = max(50, m.n // 2)
    for k, c in enumerate(range(split.col1 - 1, split.col2)):
        colour = SERIES[k % len(SERIES)]
        chart.add_series({
            "name": ["Stages", split.row1 - 1, c],
            "categories": ["Stages", split.row1, col - 1, split.row2 - 1 + room, col - 1],
            "values": ["Stages", split.row1, c, split.row2 - 1 + room, c],
            "marker": {"type": "circle", "size": 4, "fill": {"color": colour}, "border": {"color": colour}},
        })  # fmt: skip
    look(
        chart,
        m.chart("chart_curve"),
        m.chart("h_rank"),
        m.chart("h_score"),
        "0" if m.score_digits == 2 else "0.00",
    )
    chart.set_x_axis({"name": m.chart("h_rank"), "min": 0, "max": m.n + (-m.n) % 10, "name_font": {"size": 9, "bold": False}, "num_font": {"size": 9}})  # fmt: skip
    chart.set_size({"width": 560, "height": 380})
    ws.insert_chart(row, 7 if beside else 0, chart, {"object_position": 3, "x_offset": 24 if beside else 0})


def regions(m: Maker) -> None:
    """Count, mean and best of each group of units: province, region, and whatever else Data has."""
    sheet = m.head("Regions", {1 + 7 * k: 16.0 for k in range(8)} | {7 * k: 3.0 for k in range(1, 8)}, 9.5)
    col, areas = 1, []
    sources = [(m.t("by", m.term(name)), columns("Data", name)) for name in m.group_names]
    kinds, beside = _of_gazetteer(m)
    sources += [(m.t("by", m.t(n)), f'MFG_REGION(MFG_Cities,"{kind}"{beside})') for n, kind in kinds]
    for title, source in sources:
        areas.append((title, _summary(m, sheet, HEAD, col, title, source, "count")))
        col += 7
    m.one_page(sheet)
    wide = max((a.row2 for _, a in areas), default=HEAD)
    for k, (title, area) in enumerate(pair for pair in areas if not m.failed(pair[1])):
        sheet.extras.append(_columns_of(m, area, title, wide + 1, k))


#: What the gazetteer knows of cities: (label, what MFG_REGION is asked for).
REGIONS_OF_CITIES = (("four_regions", "region"), ("north_south", "north_south"), ("cluster", "cluster"))


def _of_gazetteer(m: Maker) -> tuple[list[tuple[str, str]], str]:
    """Groupings that the gazetteer has for every unit and that Data does not have already.

    With them the further argument that MFG_REGION needs: a column of provinces where a name alone may be two
    cities, as Suzhou is.
    """
    names, known, beside = m.model.units.names, load(), ""
    places = [known.match(n).city for n in names]
    if any(p is None for p in places):
        for head, said in m.model.units.groups.items():
            within = [known.province_of(str(v)) for v in said]
            inside = [known.match(n, p).city for n, p in zip(names, within, strict=True) if p is not None]
            if len(inside) == m.n and None not in inside:
                places, beside = inside, f",{columns('Data', head)}"
                break
    if any(p is None for p in places):
        provinces = all(known.province_of(n) is not None for n in names)
        return [r for r in REGIONS_OF_CITIES if provinces and r[1] != "cluster"], ""
    regions = {known.provinces[p.province].region for p in places if p is not None}
    both = (regions, {REGIONS[r] for r in regions})
    has = any(r <= set(v) for r in both for v in m.model.units.groups.values())
    return [r for r in REGIONS_OF_CITIES if not (has and r[1] == "region")], beside


def _columns_of(m: Maker, area: Area, title: Label, row: int, place: int) -> Any:
    """Draw the counts of one summary, at most 20 groups."""

    def draw(book: Any, ws: Any, formats: Any) -> None:
        last = min(area.row2, area.row1 + 20) - 1
        chart = book.add_chart({"type": "column"})
        chart.add_series({
            "name": ["Regions", area.row1 - 1, area.col1],
            "categories": ["Regions", area.row1, area.col1 - 1, last, area.col1 - 1],
            "values": ["Regions", area.row1, area.col1, last, area.col1],
            "fill": {"color": SERIES[place % len(SERIES)]}, "gap": 50,
            "data_labels": {"value": True, "font": {"size": 8}},
        })  # fmt: skip
        look(chart, m.shown(title), "", m.chart("h_units"), "0", legend=False)
        chart.set_size({"width": 470, "height": 300})
        ws.insert_chart(row, 7 * place, chart, {"object_position": 3})

    return draw
