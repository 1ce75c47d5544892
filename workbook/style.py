"""How cells look: one font, one legend of colours, number formats as Chinese analysts expect."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from typing import Any

from .labels import renderings

FONT = "Microsoft YaHei"

INK, GREY, LINE = "#1F2937", "#6B7280", "#D1D5DB"
BRAND, BRAND_SOFT = "#1F4E79", "#DCE6F1"
INPUT_FILL, CALC_FILL, RESULT_FILL = "#FFF8DC", "#FFFFFF", "#E8F3E8"
WARN = "#B42318"

#: Colours of stages and series, told apart in print and by colour-blind readers.
SERIES = ("#1F4E79", "#2E8B8B", "#D98E04", "#A23B5B", "#6B7280", "#4C9F38")

_BASE: dict[str, Any] = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
_BOX: dict[str, Any] = {"border": 1, "border_color": LINE}

#: Named formats; a cell may combine several: ``"calc pct"``.
FORMATS: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"font_size": 16, "bold": True, "font_color": BRAND},
    "note": {"font_color": GREY, "font_size": 9},
    "mark": {"bold": True, "font_color": WARN},
    "check": {"bold": True},
    "head": {
        **_BOX,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": BRAND,
        "text_wrap": True,
        "align": "center",
    },
    "caption": {"font_color": GREY, "font_size": 8, "text_wrap": True, "align": "center", "valign": "bottom"},
    "subhead": {**_BOX, "bg_color": BRAND_SOFT, "text_wrap": True, "align": "center", "font_size": 9},
    "section": {"bold": True, "font_size": 12, "font_color": BRAND},
    "input": {**_BOX, "bg_color": INPUT_FILL},
    "calc": {**_BOX, "bg_color": CALC_FILL},
    "result": {**_BOX, "bg_color": RESULT_FILL},
    "label": {**_BOX},
    "names": {**_BOX, "num_format": "General;-General;;@"},  # a reference to a blank cell gives 0
    "wrap": {"text_wrap": True, "valign": "top"},
    "shrink": {"shrink": True},
    "middle": {"valign": "vcenter"},
    "center": {"align": "center"},
    "left": {"align": "left"},
    "bold": {"bold": True},
    "int": {"num_format": "#,##0"},
    "num": {"num_format": "#,##0.00"},
    # Not #,##0.####: Excel shows 12 as "12." then.
    "general": {"num_format": "General"},
    **{f"d{k}": {"num_format": "#,##0." + "0" * k} for k in range(1, 5)},
    "turned": {"rotation": 90, "align": "center"},
    # Large numbers whole, small ones with decimals: a column of unlike statistics.
    "stat": {"num_format": "[>=1000]#,##0;[<=-1000]-#,##0;0.0##"},
    "score": {"num_format": "0.00"},
    "fine": {"num_format": "0.0000"},
    "pct": {"num_format": "0.00%"},
    "share": {"num_format": "0%", "align": "center"},
    "rho": {"num_format": "0.000"},
    "heat": {"num_format": "0.00", "align": "center", "font_size": 8},
    "small": {"font_size": 8},
    "na": {"font_color": "#9CA3AF"},
    "code": {"font_name": "Consolas"},
}


def decimals(values: Iterable[float]) -> str:
    """Return the format of a column of numbers: as many decimals, up to four, as its values have.

    Examples
    --------
    >>> decimals([1.0, 2.5, 3.25]), decimals([1200.0, 3.0])
    ('d2', 'int')
    """
    known = [v for v in values if isinstance(v, float) and math.isfinite(v)]
    for k in range(4):
        if all(abs(round(v, k) - v) <= 1e-9 * max(1.0, abs(v)) for v in known):
            return f"d{k}" if k else "int"
    return "d4"


class Formats:
    """Makes and keeps the XlsxWriter formats of one workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            properties = dict(_BASE)
            for part in name.split():
                properties.update(FORMATS[part])
            self._made[name] = self._book.add_format(properties)
        return self._made[name]


def width(text: object) -> int:
    """Return how many narrow characters wide a text is, a label in its wider language; Chinese characters count two."""
    lines = [line for said in renderings(text) for line in said.split("\n")]
    return max(sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line) for line in lines)
