"""How charts look: one font size, quiet gridlines, titled axes, colours told apart in print."""

from __future__ import annotations

from typing import Any

GRID = {"visible": True, "line": {"color": "#E5E7EB", "width": 0.75}}


def look(
    chart: Any, title: str, x: str = "", y: str = "", digits: str = "General", legend: bool = True
) -> None:
    """Give a chart its title, axis titles, number format and legend."""
    chart.set_title({"name": title, "name_font": {"size": 12, "bold": True}, "overlay": False})
    chart.set_x_axis({"name": x, "name_font": {"size": 9, "bold": False}, "num_font": {"size": 9}})
    chart.set_y_axis({
        "name": y, "name_font": {"size": 9, "bold": False}, "num_font": {"size": 9},
        "num_format": digits, "major_gridlines": GRID,
    })  # fmt: skip
    chart.set_legend({"position": "bottom", "font": {"size": 9}} if legend else {"none": True})
