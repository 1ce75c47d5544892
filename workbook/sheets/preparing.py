"""Fillers of Statistics and Treated: what the data are like, and what is done to them before normalising."""

from __future__ import annotations

from workbook.maker import (
    CODE_ROW,
    DIM_ROW,
    FIRST,
    INDICATORS,
    NAME_ROW,
    UNIT_ROW,
    UNITS,
    Maker,
    columns,
    row_height,
)
from workbook.sheets.calculation import labels
from workbook.style import width

HEAD = 6


def statistics(m: Maker) -> None:
    """Statistics of each indicator, and every value that the treatment of outliers changed."""
    g, o = m.grid, m.option
    sheet = m.head("Statistics", {1: m.code_width()}, 12)
    area = g.udf(
        sheet, HEAD, 1, "=MFG_STATS(MFG_Labelled)",
        lambda i, j: "head" if i == 0 else "label" if j == 0 else "calc int" if j in (1, 2) else "calc stat",
    )  # fmt: skip
    sheet.extras.append(row_height(HEAD, 30))
    notes = [str(line[-1]) for line in (*g.block(area).values, *g.other(area))]
    wide = min(60.0, max(12.0, 2.0 + max(map(width, notes))))
    sheet.extras.append(
        lambda book, ws, formats: ws.set_column(area.col2 - 1, area.col2 - 1, wide, formats["plain"])
    )
    col = area.col2 + 2
    g.put(sheet, HEAD - 1, 1, m.t("statistics_of_data"), "section")
    g.put(sheet, HEAD - 1, col, m.t("treated_values"), "section")
    g.udf(
        sheet, HEAD, col, f"=MFG_TREATED(MFG_Labelled,MFG_Cities,{o['treat']},{o['when']},{o['winmax']})",
        lambda i, j: "head" if i == 0 else "calc general",
    )  # fmt: skip
    sheet.extras.append(lambda book, ws, formats: ws.set_column(col - 1, col - 1, 14, formats["plain"]))


def treated(m: Maker) -> None:
    """The data with missing values filled and outliers treated, as chosen on Method."""
    f, g, o = m.tree, m.grid, m.option
    sheet = m.head("Treated", m.label_widths(), 11.5)
    start = m.left + 1
    labels(m, sheet)
    for row, key, what in ((DIM_ROW, "dim_row", "dimension"), (NAME_ROW, "name_row", "name"), (UNIT_ROW, "unit_row", "unit")):  # fmt: skip
        g.put(sheet, row, 1, m.t(key), "subhead")
        g.row(sheet, row, 2, [""] * (start - 2), "subhead")
        g.udf(sheet, row, start, f'=MFG_NODES(MFG_Framework,MFG_Codes,"{what}")', "subhead")
    g.copy(sheet, CODE_ROW, start, "=MFG_Codes", "head")
    grouped = m.model.preparation.impute_group or next(iter(m.group_names), "")
    group = columns("Data", grouped) if grouped else ""
    parents = 'MFG_NODES(MFG_Framework,MFG_Codes,"parent")'
    filled = (
        f"MFG_IMPUTE(MFG_Values,MFG_P_direction,{parents},MFG_Cities,{group},,{o['impute']},{o['fallback']})"
    )
    area = g.udf(
        sheet,
        FIRST,
        start,
        f"=MFG_TREAT({filled},{o['treat']},{o['when']},{o['winmax']})",
        lambda i, j: f"calc {m.at['decimals'][j]}",
    )
    m.name_block("Prepared", area, UNITS, INDICATORS)
    sheet.extras.append(row_height(NAME_ROW, m.name_height([m.named(n) for n in f.indicators])))
    sheet.extras.append(row_height(CODE_ROW, m.code_height()))
    dims = [m.named(f.nodes[f.index[n.parent]]) for n in f.indicators]
    sheet.extras.append(row_height(DIM_ROW, m.name_height(dims)))
