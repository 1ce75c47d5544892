"""Fillers of the sheets to read: About, Functions, Log."""

from __future__ import annotations

import math
from typing import Any

from udfs.excel.catalogue import FUNCTIONS
from workbook.live import ADDIN_CELL
from workbook.maker import Maker, columns, row_height
from workbook.style import width

#: Says so where the add-in, which is a workbook, is not open; it calls no function of the add-in.
#:
#: INDIRECT is volatile, and has to be: Excel opens files of its own calculation engine (ADR 7) without
#: calculating and shows what was saved. IF(ISERROR(MFG_VERSION()), ...) is saved as "" by whoever has the add-in,
#: so the colleague without it, for whom the line is there, would see nothing until something recalculates; saved
#: the other way round it would stay for those who have it. Right for both is only what Excel calculates on every
#: opening, whatever was saved. A plain reference to the add-in's cell is a link, about which Excel asks; the
#: formula of a conditional format may not call an add-in, and its text would be hidden, not gone. The price: one
#: look-up a calculation (the formula reads no cell here and no cell reads it), Excel's question whether to save on
#: closing, and in manual mode the state of the last calculation.
ABSENT = f'=IF(ISERROR(INDIRECT("{ADDIN_CELL}")),{{}},"")'


def functions(m: Maker) -> None:
    """The catalogue: every worksheet function with its help and one example."""
    sheet = m.head("Functions", {1: 46, 2: 74, 3: 60})
    g = m.grid
    g.row(sheet, 5, 1, [m.t(f"h_{h}") for h in ("function", "does", "example")], "head")
    places = examples(m)
    for i, f in enumerate(FUNCTIONS):
        cells = [f.signature, m.both(f.help("zh"), f.help("en")), f.example.format(**places)]
        for j, (text, style) in enumerate(zip(cells, ("code", "", "code"), strict=True), 1):
            g.put(sheet, 6 + i, j, text, f"label {style} wrap".replace("  ", " "))
        lines = max(math.ceil(width(c) / w) for c, w in zip(cells, (44, 72, 58), strict=True))
        sheet.extras.append(row_height(6 + i, 15.0 * lines + 4))


def examples(m: Maker) -> dict[str, str]:
    """Return what the placeholders of the catalogue's examples stand for in this workbook."""
    level = f"MFG_L{m.tree.levels}_"
    above = f"MFG_L{m.tree.levels - 1}_" if m.tree.levels > 1 else level
    first = next(iter(m.references.values()), None)
    cells = (f"{first.sheet}!$A$9:$A${8 + len(first.rank)}", f"{first.sheet}!$B$9:$B${8 + len(first.rank)}") if first else ("MFG_Ranks", "MFG_Cities")  # fmt: skip
    return {
        "data": "MFG_Values",
        "framework": "MFG_Framework",
        "direction": "MFG_P_direction",
        "low": "MFG_P_low",
        "high": "MFG_P_high",
        "normalised": f"{level}Scores",
        "delphi": "MFG_Experts" if m.model.delphi is not None else "...",
        "node_parent": f"{level}Parents",
        "parent": f"{level}Parents",
        "weight": f"{level}Weights",
        "subjective": f"{level}Subjective",
        "objective": f"{level}Objective",
        "score": "MFG_Scores",
        "rank": "MFG_Ranks",
        "group": columns("Data", m.group_names[0]) if m.group_names else "MFG_Stages",
        "city": "MFG_Cities",
        "code": f"{level}Codes",
        "above": f"{above}Codes",
        "above_weight": f"{above}Effective",
        "snapshots": "Snapshots[#All]",
        "first_city": "INDEX(MFG_Cities,1)",
        "published": cells[0],
        "published_city": cells[1],
        # Judgements stand nowhere in the template: a range of the reader's own.
        "judgements": "$B$2:$E$5",
        "stacked": "$B$2:$E$13",
        "best": "$B$2:$F$2",
        "worst": "$B$3:$F$3",
        "ratio": "$C$2:$C$6",
        "order": "$B$2:$B$6",
        "chart": "$B$2:$E$5",
        "experts": "$B$2:$B$9",
        "grade": "$C$2:$C$9",
        "factor": "$D$2:$G$9",
        "basis": "$B$2:$E$16",
        "familiarity": "$F$2:$F$16",
        # Denominators and panel data are the user's own tables.
        "base": "Base[population]",
        "panel": "Panel[[gdp]:[co2]]",
        "panel_city": "Panel[city]",
        "panel_year": "Panel[year]",
    }


def log(m: Maker) -> None:
    """Versions, sources, hash of the inputs, and room for a change log."""
    sheet = m.head("Log", {1: 30, 2: 100})
    g = m.grid
    g.put(sheet, 5, 1, m.t("l_version"), "label")
    g.udf(sheet, 5, 2, "=MFG_VERSION()", "calc")
    for row, key in enumerate(("model", "source", "hash", "made"), 6):
        g.put(sheet, row, 1, m.t(f"l_{key}"), "label")
        g.put(sheet, row, 2, m.about.get(key, ""), "label wrap")
    sheet.extras.append(lambda book, ws, formats: ws.set_row(6, 32))
    g.put(sheet, 11, 1, m.t("l_change"), "section")
    for row in range(12, 22):
        g.row(sheet, row, 1, [None, None], "input")


def about(m: Maker) -> None:
    """What this is, three steps, status, legend."""
    sheet = m.head("About", {1: 24, 2: 20, 3: 30, 4: 30})
    g, r = m.grid, m.result
    g.put(sheet, 2, 1, m.about.get("title", ""), "note")
    if not m.values_only:
        # Excel looks again when it opens the file; where nothing recalculates, the notice is right as it is.
        notice = m.t("a_absent")
        g.native(sheet, 4, 1, ABSENT.format(m.cell(notice, "About")), notice, "mark")
    g.put(sheet, 5, 1, m.t("about_model"), "section")
    best = r.order()[0]
    for row, key in enumerate(("a_units", "a_indicators", "a_first"), 6):
        g.put(sheet, row, 1, m.t(key), "label")
    g.native(sheet, 8, 2, "=Ranking!$B$6", r.units.names[best], "result left")
    g.put(sheet, 9, 1, m.t("l_model"), "label")
    g.put(sheet, 9, 2, m.about.get("model", ""), "plain")
    g.put(sheet, 11, 1, m.t("about_steps"), "section")
    for row, key in enumerate(("about_1", "about_2", "about_3"), 12):
        g.put(sheet, row, 1, m.t(f"{key}_values" if m.values_only and key == "about_2" else key), "plain")
    if not m.values_only:
        g.put(sheet, 15, 1, m.t("about_language"), "plain")
    g.put(sheet, 17, 1, m.t("about_legend"), "section")
    for row, key in enumerate(("input", "calc", "result"), 18):
        g.put(sheet, row, 1, None, key)
        g.put(sheet, row, 2, m.t(f"legend_{key}"), "plain")
    g.put(sheet, 22, 1, m.t("about_sheets"), "section")
    listed = [s for s in m.at["order"] if s != "About"]
    for row, name in enumerate(listed, 23):
        g.put(sheet, row, 1, name, "label bold")
        g.put(sheet, row, 2, m.about.get(f"t_{name}") or m.t(f"t_{name}"), "plain")
        sheet.extras.append(_link(row - 1, name))
    g.put(sheet, 24 + len(listed), 1, m.t("a_note_values" if m.values_only else "a_note"), "note")


def _link(row: int, name: str) -> Any:
    """Make the first cell of a row a link to a sheet."""
    return lambda book, ws, formats: ws.write_url(
        row, 0, f"internal:'{name}'!A1", formats["label bold"], name
    )
