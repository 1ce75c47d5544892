"""Bubble charts, which XlsxWriter does not write: its scatter chart with a size for each point."""

from __future__ import annotations

from typing import Any

from xlsxwriter.chart_scatter import ChartScatter


class BubbleChart(ChartScatter):
    """A scatter chart whose points have areas in proportion to ``sizes``."""

    def __init__(self, scale: int = 60) -> None:
        super().__init__({"subtype": "marker_only"})
        self._scale = scale
        self.label_position_default = "right"

    @classmethod
    def of(cls, book: Any, scale: int = 60) -> BubbleChart:
        """Make a chart of a workbook, as ``book.add_chart`` does for the kinds XlsxWriter knows."""
        chart = cls(scale)
        chart.embedded = True
        chart.date_1904, chart.remove_timezone = book.date_1904, book.remove_timezone
        book.charts.append(chart)
        return chart

    def add_series(self, options: dict[str, Any] | None = None) -> None:
        """Add a series; ``sizes`` is a range as ``values`` is."""
        given = dict(options or {})
        sizes = self._list_to_formula(given.pop("sizes"))
        super().add_series(given)
        self.series[-1]["sizes"] = sizes
        self.series[-1]["size_data_id"] = self._get_data_id(sizes, None)

    def _write_scatter_chart(self, args: dict[str, Any]) -> None:
        series = (
            self._get_primary_axes_series() if args["primary_axes"] else self._get_secondary_axes_series()
        )
        if not series:
            return
        self._xml_start_tag("c:bubbleChart")
        self._xml_empty_tag("c:varyColors", [("val", 0)])
        for data in series:
            self._write_ser(data)
        self._xml_empty_tag("c:bubbleScale", [("val", self._scale)])
        self._xml_empty_tag("c:showNegBubbles", [("val", 0)])
        self._xml_empty_tag("c:sizeRepresents", [("val", "area")])
        self._write_axis_ids(args)
        self._xml_end_tag("c:bubbleChart")

    def _write_ser(self, series: dict[str, Any]) -> None:
        index = self.series_index
        self.series_index += 1
        self._xml_start_tag("c:ser")
        self._write_idx(index)
        self._write_order(index)
        self._write_series_name(series)
        self._write_sp_pr(series)
        self._write_c_invert_if_negative(False)
        self._write_d_pt(series.get("points"))
        self._write_d_lbls(series.get("labels"))
        self._write_x_val(series)
        self._write_y_val(series)
        self._xml_start_tag("c:bubbleSize")
        self._write_num_ref(series["sizes"], self.formula_data[series["size_data_id"]], "num")
        self._xml_end_tag("c:bubbleSize")
        self._xml_empty_tag("c:bubble3D", [("val", 0)])
        self._xml_end_tag("c:ser")
