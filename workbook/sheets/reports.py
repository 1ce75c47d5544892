"""Fillers of the sheets with the two reports' other tables, and of Recount: each printed count counted again."""

from __future__ import annotations

from typing import Any

from workbook.maker import Maker
from workbook.published_checks import checks
from workbook.published_tables import PublishedTable, tables
from workbook.style import WARN, width


def _stacked(m: Maker, name: str, report: str) -> None:
    """Every table of one report under the other, with its title and its place in the report."""
    g, row = m.grid, 5
    found = [(table, *_both(m, table)) for table in tables(report)]
    widest: dict[int, float] = {}
    for _, header, lines in found:
        for line in [header, *lines]:
            for j, cell in enumerate(line, 1):
                widest[j] = max(widest.get(j, 9.0), min(58.0, 2.0 + width(cell)))
    sheet = m.head(name, widest)
    m.quiet(sheet)
    for table, header, lines in found:
        g.put(sheet, row, 1, m.both(*table.title), "section")
        g.put(sheet, row + 1, 1, m.both(*table.source), "note")
        g.row(sheet, row + 2, 1, header, "head")
        row += 3
        for line in lines:
            for j, cell in enumerate(line, 1):
                g.put(sheet, row, j, cell, "label general" if isinstance(cell, float) else "label")
            row += 1
        row += 1


def _both(m: Maker, table: PublishedTable) -> tuple[list[Any], list[list[Any]]]:
    """Return the header and the rows of a table, texts in both languages."""
    zh, en = ([table.header(lang), *table.rows(lang)] for lang in ("zh", "en"))
    header, *lines = (
        [m.both(a, b) if isinstance(a, str) else a for a, b in zip(x, y, strict=True)]
        for x, y in zip(zh, en, strict=True)
    )
    return header, lines


def ccid(m: Maker) -> None:
    """The other tables of CCID 2022."""
    _stacked(m, "CCID_Tables", "ccid2022")


def caict(m: Maker) -> None:
    """The other tables of CAICT 2025."""
    _stacked(m, "CAICT_Tables", "caict2025")


def recount(m: Maker) -> None:
    """Counts printed in the reports beside the same counts made from their tables and the gazetteer."""
    g = m.grid
    found = checks()
    sheet = m.head("Recount", {1: 12, 2: 44, 3: 12, 4: 12, 5: 10, 6: 90})
    g.row(
        sheet,
        5,
        1,
        [m.t(f"h_{h}") for h in ("report", "what", "printed", "counted", "agrees", "remark")],
        "head",
    )
    m.quiet(sheet)
    same, differs = m.t("same"), m.t("differs")
    named = g.label("Differs", differs)
    for i, c in enumerate(found):
        row = 6 + i
        g.row(sheet, row, 1, [c.report, m.both(*c.what)], "label")
        for col, v in ((3, float(c.printed)), (4, float(c.counted))):
            g.put(sheet, row, col, v, "label int" if v.is_integer() else "label num")
        g.native(
            sheet, row, 5, f"=IF(ABS(C{row}-D{row})<={c.tolerance + 1e-9!r},{m.cell(same)},{m.cell(differs)})",
            same if c.agrees else differs, "label center",
        )  # fmt: skip
        g.put(sheet, row, 6, m.both(*c.note), "label note wrap")

    def colour(book: object, ws: object, formats: object) -> None:
        red = book.add_format({"font_color": WARN, "bold": True})  # type: ignore[attr-defined]
        rule = {"type": "cell", "criteria": "==", "value": f"={named}", "format": red}
        ws.conditional_format(5, 4, 4 + len(found), 4, rule)  # type: ignore[attr-defined]

    sheet.extras.append(colour)
