"""Filler of the sheet Relations: correlations as a heat map, reliability, redundant indicators."""

from __future__ import annotations

from typing import Any

from workbook.maker import Maker, row_height
from workbook.sheets.inputs import directed
from workbook.style import width

HEAD = 7


def relations(m: Maker) -> None:
    """Correlations of the normalised indicators, Cronbach's alpha by dimension, pairs so alike that one may go."""
    g, count = m.grid, len(m.tree.indicators)
    # The heat map stands last: it grows to the right and down, the two lists only down.
    sheet = m.head("Relations", {}, 6.5)
    values, direction = directed(m)
    g.put(sheet, HEAD - 2, 1, m.t("alpha"), "section")
    alpha = g.udf(
        sheet, HEAD, 1, f'=MFG_ALPHA({values},{direction},MFG_NODES(MFG_Framework,MFG_Codes,"dimension"))',
        lambda i, j: "head" if i == 0 else "label" if j == 0 else "result int" if j < 3 else "result rho",
    )  # fmt: skip
    at = alpha.col2 + 2
    g.put(sheet, HEAD - 2, at, m.t("redundant"), "section")
    pairs = g.udf(
        sheet, HEAD, at, "=MFG_REDUNDANT(MFG_Normal,MFG_Codes)",
        lambda i, j: "head" if i == 0 else "label" if j < 2 else "result rho",
    )  # fmt: skip
    col = pairs.col2 + 2
    g.put(sheet, HEAD - 2, col, m.t("correlations"), "section")
    longest = max(width(n.code) for n in m.tree.indicators)
    turned = longest > 9  # codes that do not fit across a narrow column stand upright
    g.copy(sheet, HEAD, col + 1, "=MFG_Codes", "head small turned" if turned else "head small")
    g.copy(sheet, HEAD + 1, col, "=TRANSPOSE(MFG_Codes)", "names")
    heat = g.udf(sheet, HEAD + 1, col + 1, "=MFG_CORR(MFG_Normal)", "calc heat")
    sheet.extras.append(row_height(HEAD, min(200.0, 5.0 * longest + 14) if turned else 30.0))
    m.one_page(sheet)

    def decorate(book: Any, ws: Any, formats: Any) -> None:
        ws.conditional_format(
            heat.row1 - 1, heat.col1 - 1, heat.row2 + count, heat.col2 + count,
            {
                "type": "3_color_scale", "min_type": "num", "mid_type": "num", "max_type": "num",
                "min_value": -1, "mid_value": 0, "max_value": 1,
                "min_color": "#F4A582", "mid_color": "#FFFFFF", "max_color": "#92C5DE",
            },
        )  # fmt: skip
        ws.set_column(0, 0, 24, formats["plain"])
        ws.set_column(1, pairs.col2 - 1, 11, formats["plain"])
        ws.set_column(pairs.col1 - 1, pairs.col1, m.code_width(), formats["plain"])
        for gap in (alpha.col2, pairs.col2):
            ws.set_column(gap, gap, 3, formats["plain"])
        ws.set_column(col - 1, col - 1, m.code_width() + 2, formats["plain"])

    sheet.extras.append(decorate)
