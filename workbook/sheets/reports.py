"""Fillers of the sheets with the two reports' other tables, and of Recount: each printed count counted again."""

from __future__ import annotations

from workbook.maker import Maker
from workbook.published_checks import checks
from workbook.published_tables import tables
from workbook.style import WARN, width


def _stacked(m: Maker, name: str, report: str) -> None:
    """Every table of one report under the other, with its title and its place in the report."""
    lang, g, row = m.language, m.grid, 5
    k = 0 if lang == "zh" else 1
    found = tables(report)
    widest: dict[int, float] = {}
    for table in found:
        for line in [table.header(lang), *table.rows(lang)]:
            for j, cell in enumerate(line, 1):
                widest[j] = max(widest.get(j, 9.0), min(58.0, 2.0 + width(cell)))
    sheet = m.head(name, widest)
    for table in found:
        g.put(sheet, row, 1, table.title[k], "section")
        g.put(sheet, row + 1, 1, table.source[k], "note")
        g.row(sheet, row + 2, 1, list(table.header(lang)), "head")
        row += 3
        for line in table.rows(lang):
            for j, cell in enumerate(line, 1):
                g.put(sheet, row, j, cell, "label general" if isinstance(cell, float) else "label")
            row += 1
        row += 1


def ccid(m: Maker) -> None:
    """The other tables of CCID 2022."""
    _stacked(m, "CCID_Tables", "ccid2022")


def caict(m: Maker) -> None:
    """The other tables of CAICT 2025."""
    _stacked(m, "CAICT_Tables", "caict2025")


def recount(m: Maker) -> None:
    """Counts printed in the reports beside the same counts made from their tables and the gazetteer."""
    k, g = (0 if m.language == "zh" else 1), m.grid
    found = checks()
    sheet = m.head("Recount", {1: 12, 2: 44, 3: 12, 4: 12, 5: 10, 6: 90})
    g.row(
        sheet,
        5,
        1,
        [m.t(f"h_{h}") for h in ("report", "what", "printed", "counted", "agrees", "remark")],
        "head",
    )
    for i, c in enumerate(found):
        row = 6 + i
        g.row(sheet, row, 1, [c.report, c.what[k]], "label")
        for col, v in ((3, float(c.printed)), (4, float(c.counted))):
            g.put(sheet, row, col, v, "label int" if v.is_integer() else "label num")
        g.native(
            sheet, row, 5, f'=IF(ABS(C{row}-D{row})<={c.tolerance + 1e-9!r},"{m.t("same")}","{m.t("differs")}")',
            m.t("same") if c.agrees else m.t("differs"), "label center",
        )  # fmt: skip
        g.put(sheet, row, 6, c.note[k], "label note wrap")

    def colour(book: object, ws: object, formats: object) -> None:
        red = book.add_format({"font_color": WARN, "bold": True})  # type: ignore[attr-defined]
        rule = {"type": "cell", "criteria": "==", "value": f'"{m.t("differs")}"', "format": red}
        ws.conditional_format(5, 4, 4 + len(found), 4, rule)  # type: ignore[attr-defined]

    sheet.extras.append(colour)
