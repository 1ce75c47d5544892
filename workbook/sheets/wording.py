"""Filler of the sheet Texts: every label in both languages, and the one that is shown."""

from __future__ import annotations

import math
from typing import Any

from udfs.excel.model import LANGUAGE
from workbook.labels import FIRST_TEXT, SHEET, SHOWN
from workbook.maker import Maker
from workbook.style import width

#: 2 for English, 1 for Chinese and for whatever is neither; as ``udfs.excel.model.language_of`` reads the cell.
NUMBER = f'=IF(OR(LEFT(TRIM({LANGUAGE}),2)="en",LEFT(TRIM({LANGUAGE}),1)="英"),2,1)'

#: Widths of number, Chinese, English, shown, first used on.
WIDTHS = (16.0, 56.0, 72.0, 64.0, 16.0)
HEADS = ("h_number", "", "", "h_current", "h_used")


def texts(m: Maker) -> None:
    """The labels of every sheet, one a row; its rows are written last, when all labels are known."""
    g = m.grid
    if m.values_only:
        m.about[f"n_{SHEET}"] = m.t(f"n_{SHEET}_values")
    sheet = m.head(SHEET, dict(enumerate(WIDTHS, 1)))
    g.put(sheet, 5, 1, m.t("shown_language"), "label bold")
    g.native(sheet, 5, 2, NUMBER, 1.0 if m.language == "zh" else 2.0, "calc int left")
    g.put(sheet, 5, 3, m.t("shown_how"), "note")
    heads = ["中文", "English"]
    g.row(sheet, FIRST_TEXT - 1, 1, [m.t(k) if k else heads.pop(0) for k in HEADS], "head")
    sheet.extras.append(lambda book, ws, formats: _rows(m, ws, formats))


def _rows(m: Maker, ws: Any, formats: Any) -> None:
    """Write every label, with the formula that chooses between its two renderings."""
    index = 0 if m.language == "zh" else 1
    for number, (*pair, place, free) in enumerate(m.grid.texts.rows, 1):
        r, row = FIRST_TEXT + number - 2, FIRST_TEXT + number - 1
        ws.write_number(r, 0, number, formats["label int center"])
        for col, text in enumerate(pair, 1):
            ws.write_string(r, col, text, formats["input wrap" if free else "label wrap"])
        shown = formats["calc wrap"]
        if m.values_only:
            ws.write_string(r, 3, pair[index], shown)
        else:
            # An emptied text shows as nothing, not as 0.
            ws.write_formula(r, 3, f'=IF({SHOWN}=2,C{row},B{row})&""', shown, pair[index])
        ws.write_string(r, 4, place, formats["label"])
        lines = max(math.ceil(width(t) / (w - 2)) for t, w in zip((*pair, max(pair, key=width)), WIDTHS[1:], strict=False))  # fmt: skip
        ws.set_row(r, min(400.0, 15.0 * lines + 4))
