"""Fillers of the input sheets: Framework, Data, Delphi, Snapshots; Method has a module of its own."""

from __future__ import annotations

import math
from typing import Any

from udfs.engine.registry import methods
from udfs.excel import model as names
from udfs.excel.tables import FRAMEWORK_HEADERS
from workbook.labels import SHEET
from workbook.maker import (
    CODE_ROW,
    COLUMN_ROOM,
    DIM_ROW,
    FIRST,
    INDICATORS,
    NAME_ROW,
    NODE_ROOM,
    NODE_ROW,
    UNIT_ROOM,
    UNIT_ROW,
    UNITS,
    Maker,
    columns,
    ref,
    row_height,
)
from workbook.style import decimals, width


def _index(lang: str) -> int:
    return 0 if lang == "zh" else 1


def _value(v: Any) -> Any:
    return None if isinstance(v, float) and math.isnan(v) else v


def framework(m: Maker) -> None:
    """The indicator tree as a table."""
    lang, g = m.language, m.grid
    # Columns behind the note are written only where a node has something to say there.
    extra = [k for k in EXTRA_COLUMNS if any(_said(getattr(n, k)) for n in m.tree.nodes)]
    usual = list(FRAMEWORK_HEADERS)[: list(FRAMEWORK_HEADERS).index("note") + 1]
    labels = [m.both(*FRAMEWORK_HEADERS[k][:2]) for k in [*usual, *extra]]
    labels += [m.t("stage_head", m.term(name)) for name in m.tree.stages]
    heads = [str(label) for label in labels]
    heads[len(heads) - len(m.tree.stages) :] = [m.word("stage_head", name) for name in m.tree.stages]
    sheet = m.head("Framework", _framework_widths(m))
    sheet.extras.append(row_height(NODE_ROW - 1, m.name_height(heads[6:], 9)))
    m.captions(sheet, NODE_ROW - 2, labels)
    g.row(sheet, NODE_ROW - 1, 1, heads, "head")
    own = any(n.aggregation for n in m.tree.nodes)
    leaf = m.tree.is_leaf
    for i, n in enumerate(m.tree.nodes):
        word_ = "moderate_word" if n.moderate else "negative_word" if n.negative else "positive_word"
        direction = m.word(word_) if leaf[i] else ""
        agg = n.aggregation or (m.options.aggregate if own and not leaf[i] else "")
        agg = next((x.label(lang) for x in methods("aggregate") if x.name == agg), agg)
        how = next((x.label(lang) for x in methods("transform") if x.name == n.transform), n.transform)
        cap = 1 if n.cap else None
        cells = [
            n.code,
            n.parent,
            n.zh,
            n.en,
            n.unit,
            direction,
            n.weight,
            n.low,
            n.high,
            cap,
            how,
            agg,
            n.note,
            *(getattr(n, k) for k in extra),
            *(dict(n.factors).get(name, math.nan) for name in m.tree.stages),
        ]
        for j, v in enumerate(cells):
            style = (
                "input bold"
                if not leaf[i] and j in (0, 2, 3)
                else "input general"
                if 6 <= j <= 8
                else "input"
            )
            g.put(sheet, NODE_ROW + i, 1 + j, _value(v) if v != "" else None, style)
    last = NODE_ROW + len(m.tree.nodes) - 1
    m.table(sheet, "Framework", NODE_ROW - 1, last, heads)
    g.name_(names.FRAMEWORK, "Framework[#All]")
    m.at["parameters"] = len(heads) + 2
    words = [m.t(f"{word}_word") for word in ("positive", "negative", "moderate")]
    first_word, last_word = m.grid.texts.listed(words, sheet.name)
    source = f"={SHEET}!$D${first_word}:$D${last_word}"

    def lists(book: Any, ws: Any, formats: Any) -> None:
        ws.data_validation(NODE_ROW - 1, 5, last - 1, 5, {"validate": "list", "source": source})

    sheet.extras.append(lists)


#: Columns of the framework that are shown only where used.
EXTRA_COLUMNS = ("normalisation", "grade", "decimals")


def _said(value: Any) -> bool:
    return value not in ("", None) and not (isinstance(value, float) and math.isnan(value))


def _framework_widths(m: Maker) -> dict[int, float]:
    def fit(texts: list[str], least: float, most: float) -> float:
        return min(most, max(least, 2.0 + max(map(width, texts), default=0)))

    nodes, code = m.tree.nodes, m.code_width()
    return {
        1: code, 2: code, 3: fit([n.zh for n in nodes], 16, 46), 4: fit([n.en for n in nodes], 16, 66),
        5: fit([n.unit for n in nodes], 8, 16), 6: 9, 7: 9, 8: 9, 9: 9, 10: 7, 11: 10, 12: 14,
        13: fit([n.note for n in nodes], 10, 70),
    }  # fmt: skip


def parameters(m: Maker) -> None:
    """What the framework says of each data column, beside the table, in the data's order; formulas read it."""
    g, col = m.grid, int(m.at["parameters"])
    sheet = g.sheet("Framework")
    sheet.extras.append(
        lambda book, ws, formats: ws.set_column(col - 1, col - 1, m.code_width(), formats["plain"])
    )
    sheet.extras.append(
        lambda book, ws, formats: ws.set_column(col, col + len(PARAMETERS) - 1, 14, formats["plain"])
    )
    g.put(sheet, NODE_ROW - 2, col, m.t("parameters"), "section")
    g.put(sheet, NODE_ROW - 1, col, m.t("h_code"), "head")
    area = g.copy(sheet, NODE_ROW, col, "=TRANSPOSE(MFG_Codes)", "names")
    codes = m.name_column("P_code", area, INDICATORS, NODE_ROOM)
    for j, key in enumerate(PARAMETERS, 1):
        g.put(sheet, NODE_ROW - 1, col + j, m.both(*FRAMEWORK_HEADERS[key][:2]), "head")
        area = g.udf(sheet, NODE_ROW, col + j, f'=MFG_NODES(MFG_Framework,{codes},"{key}")', "calc general")
        m.name_column(f"P_{key}", area, INDICATORS, NODE_ROOM)

    if not m.even:
        # Indicators stand at several depths: the columns of the data must then be in the framework's order.
        at = col + len(PARAMETERS) + 1
        g.put(sheet, NODE_ROW - 1, at, m.t("h_order"), "head")
        area = g.udf(sheet, NODE_ROW, at, "=MFG_LEVEL(MFG_Framework)", "label")
        m.name_column("Order", area, INDICATORS, NODE_ROOM)


def directed(m: Maker) -> tuple[str, str]:
    """Return the block to compare indicators on and its directions: the data, or what the limits of moderate
    indicators made of them, which has none."""
    moderate = any(n.moderate for n in m.tree.nodes)
    return ("MFG_Normal", "") if moderate else ("MFG_Values", "MFG_P_direction")


#: Columns of the framework that formulas read in the data's order.
PARAMETERS = ("direction", "low", "high", "transform", "cap", "normalisation")


def data(m: Maker) -> None:
    """Units x indicators as a table under the codes, with dimension, name and unit above."""
    u, f, g = m.model.units, m.tree, m.grid
    inds = f.indicators
    sheet = m.head("Data", m.label_widths(), 11.5)
    start = m.left + 1
    heads = [m.label, *m.group_names, *(n.code for n in inds)]
    g.row(sheet, CODE_ROW, 1, heads, "head")
    styles = m.at["decimals"] = [decimals(column) for column in u.values.T.tolist()]
    for i, name in enumerate(u.names):
        g.put(sheet, FIRST + i, 1, name, "input")
        for j, k in enumerate(m.group_names):
            g.put(sheet, FIRST + i, 2 + j, u.groups[k][i] or None, "input")
        for j, v in enumerate(u.values[i].tolist()):
            g.put(sheet, FIRST + i, start + j, v, f"input {styles[j]}")
    m.table(sheet, "Data", CODE_ROW, FIRST + m.n - 1, heads)
    g.name_(names.DATA, "Data[#All]")
    # LibreOffice reads table references in cells but not in names: the counts stand in cells.
    about = g.sheet("About")
    g.native(about, 6, 2, f"=ROWS({columns('Data', m.label)})", float(m.n), "result int left")
    codes = ref(sheet.area(CODE_ROW, start, CODE_ROW, start + COLUMN_ROOM - 1))
    g.native(about, 7, 2, f"=COUNTA({codes})", float(len(inds)), "result int left")
    at = sheet.area(FIRST, 1, FIRST, 1)
    m.name_column("Cities", at, UNITS)
    m.name_block("Labels", at, UNITS, str(m.left), m.left)
    m.name_block("Values", sheet.area(FIRST, start, FIRST, start), UNITS, INDICATORS)
    below = ref(sheet.area(FIRST, start, FIRST + UNIT_ROOM - 1, start + COLUMN_ROOM - 1))
    codes = ref(sheet.area(CODE_ROW, start, CODE_ROW, start))
    g.name_("MFG_Labelled", f"{codes}:INDEX({below},{UNITS},{INDICATORS})")
    m.name_row("Codes", sheet.area(CODE_ROW, start, CODE_ROW, start), INDICATORS)
    for row, key, what in ((DIM_ROW, "dim_row", "dimension"), (NAME_ROW, "name_row", "name"), (UNIT_ROW, "unit_row", "unit")):  # fmt: skip
        g.put(sheet, row, 1, m.t(key), "subhead")
        g.row(sheet, row, 2, [""] * (start - 2), "subhead")
        g.udf(sheet, row, start, f'=MFG_NODES(MFG_Framework,MFG_Codes,"{what}")', "subhead")
    parameters(m)
    sheet.extras.append(row_height(NAME_ROW, m.name_height([m.named(n) for n in inds])))
    sheet.extras.append(row_height(CODE_ROW, m.code_height()))
    longest = max(width(m.named(f.nodes[f.index[n.parent]])) for n in inds)
    sheet.extras.append(row_height(DIM_ROW, 15.0 * min(3, math.ceil(longest / 12))))


def delphi(m: Maker) -> None:
    """Expert scores as a table; nothing stands beside it, so that it may grow."""
    d, g = m.model.delphi, m.grid
    if d is None:
        return
    sheet = m.head("Delphi", {1: 8, 2: 10}, 8)
    row = NODE_ROW
    sheet.extras.append(row_height(NODE_ROW - 1, 1.3 * m.code_height()))
    labels = [m.t("h_round"), m.t("h_expert")]
    heads = [*map(str, labels), *d.code]
    m.captions(sheet, row - 2, labels)
    g.row(sheet, row - 1, 1, heads, "head")
    for i, line in enumerate(d.scores.tolist()):
        g.put(sheet, row + i, 1, d.round[i], "input int")
        g.put(sheet, row + i, 2, d.expert[i], "input")
        for j, v in enumerate(line):
            g.put(sheet, row + i, 3 + j, v, "input general")
    m.table(sheet, "Delphi", row - 1, row + len(d.expert) - 1, heads)
    g.name_(names.DELPHI, "Delphi[#All]")
    codes = sheet.area(row - 1, 3, row - 1, 2 + COLUMN_ROOM)
    m.name_row("ExpertCodes", sheet.area(row - 1, 3, row - 1, 3), f"COUNTA({ref(codes)})")


def snapshots(m: Maker) -> None:
    """Rankings kept from earlier dates; the ribbon's Snapshot button adds to it."""
    g = m.grid
    sheet = m.head("Snapshots", {1: 14, 2: 16, 3: 10, 4: 12})
    labels = [m.t("h_date"), m.term(m.label), m.t("h_rank"), m.t("h_score")]
    heads = [str(labels[0]), m.label, *map(str, labels[2:])]
    m.captions(sheet, NODE_ROW - 2, labels)
    g.row(sheet, NODE_ROW - 1, 1, heads, "head")
    g.row(sheet, NODE_ROW, 1, [None] * 4, "input")
    m.table(sheet, "Snapshots", NODE_ROW - 1, NODE_ROW, heads)
