"""Filler of the sheet Relations: correlations as a heat map, reliability, redundant indicators."""

from __future__ import annotations

from typing import Any

from workbook.maker import Maker, row_height
from workbook.sheets.inputs import directed

HEAD = 7


def relations(m: Maker) -> None:
    """Correlations of the normalised indicators, Cronbach's alpha by dimension, pairs so alike that one may go."""
    g, f = m.grid, m.tree
    count = len(f.indicators)
    sheet = m.head("Relations", {1: m.code_width() + 2, **{2 + j: 6.5 for j in range(count)}}, 10)
    g.put(sheet, HEAD - 2, 1, m.t("correlations"), "section")
    g.put(sheet, HEAD - 1, 1, "", "plain")
    g.copy(sheet, HEAD, 2, "=MFG_Codes", "head small")
    g.copy(sheet, HEAD + 1, 1, "=TRANSPOSE(MFG_Codes)", "names")
    heat = g.udf(sheet, HEAD + 1, 2, "=MFG_CORR(MFG_Normal)", "calc heat")
    sheet.extras.append(row_height(HEAD, 2 * m.code_height()))
    col = heat.col2 + 2
    g.put(sheet, HEAD - 2, col, m.t("alpha"), "section")
    values, direction = directed(m)
    alpha = g.udf(
        sheet, HEAD, col, f'=MFG_ALPHA({values},{direction},MFG_NODES(MFG_Framework,MFG_Codes,"dimension"))',
        lambda i, j: "head" if i == 0 else "label" if j == 0 else "result int" if j < 3 else "result rho",
    )  # fmt: skip
    g.put(sheet, alpha.row2 + 2, col, m.t("redundant"), "section")
    pairs = g.udf(
        sheet, alpha.row2 + 3, col, "=MFG_REDUNDANT(MFG_Normal,MFG_Codes)",
        lambda i, j: "head" if i == 0 else "label" if j < 2 else "result rho",
    )  # fmt: skip

    m.one_page(sheet)

    def decorate(book: Any, ws: Any, formats: Any) -> None:
        ws.conditional_format(
            heat.row1 - 1, heat.col1 - 1, heat.row2 - 1, heat.col2 - 1,
            {
                "type": "3_color_scale", "min_type": "num", "mid_type": "num", "max_type": "num",
                "min_value": -1, "mid_value": 0, "max_value": 1,
                "min_color": "#F4A582", "mid_color": "#FFFFFF", "max_color": "#92C5DE",
            },
        )  # fmt: skip
        ws.set_column(col - 1, col - 1, 24, formats["plain"])
        ws.set_column(col, pairs.col2, 12, formats["plain"])

    sheet.extras.append(decorate)
