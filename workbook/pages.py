"""Fillers of the input and reading sheets: About, Method, Framework, Data, Delphi, Functions, Log."""

from __future__ import annotations

import math
from typing import Any

from udfs.engine.registry import methods
from udfs.engine.stage import default_names
from udfs.excel import model as names
from udfs.excel.catalogue import FUNCTIONS
from udfs.excel.tables import FRAMEWORK_HEADERS, OPTION_LABELS
from workbook.maker import (
    CODE_ROW,
    DIM_ROW,
    FIRST,
    NAME_ROW,
    NODE_ROW,
    UNIT_ROW,
    Maker,
    columns,
    name_height,
    ref,
)
from workbook.references import TableInfo
from workbook.style import width

#: Options that the sheets' formulas read, with METHOD A's mark of each: stated, pinned, reconstructed.
MARKS = {
    "positive": "P", "k": "P", "normalise": "P", "missing": "R", "subjective": "S", "objective": "S",
    "combine": "R", "alpha": "R", "scope": "R", "aggregate": "S", "scale": "R", "ties": "R",
    "decimals": "R", "stage": "S", "breaks": "S", "stages": "S",
}  # fmt: skip


def _index(lang: str) -> int:
    return 0 if lang == "zh" else 1


def _value(v: Any) -> Any:
    return None if isinstance(v, float) and math.isnan(v) else v


def method(m: Maker) -> None:
    """The options, one a row, with a dropdown each; formulas read the third column."""
    sheet = m.head("Method", {1: 22, 2: 15, 3: 40, 4: 7, 5: 96})
    g, row, lang = m.grid, 6, m.language
    g.row(sheet, 5, 1, [m.t(f"h_{h}") for h in ("option", "key", "value", "mark", "choices")], "head")
    for key in MARKS:
        labels, value = OPTION_LABELS[key], getattr(m.options, key)
        choices = [c for c in methods(key) if c.name]
        listed: list[str] = []
        if choices:
            listed = [c.label(lang) for c in choices]
            value = next((c.label(lang) for c in choices if c.name == value), value)
            between, after = ("；", "：") if lang == "zh" else ("; ", ": ")
            shown = between.join(
                c.label(lang) + (after + c.explained(lang) if c.formula else "") for c in choices
            )
        else:
            shown = m.t(f"o_{key}")
        if key == "subjective" and m.model.delphi is None:
            listed = [c.label(lang) for c in choices if c.name != "delphi"]
        if key == "stages" and value is None and len(m.options.breaks) == 4:
            value = default_names(4, lang)
        if isinstance(value, tuple):
            value = ", ".join(f"{v:g}" if isinstance(v, float) else v for v in value)
        g.put(sheet, row, 1, labels[_index(lang)], "label")
        g.put(sheet, row, 2, key, "label code")
        g.put(sheet, row, 3, value, "input left")
        g.put(sheet, row, 4, MARKS[key], "label center")
        g.put(sheet, row, 5, shown, "label note wrap middle")
        sheet.extras.append(_row_height(row - 1, 4 + 14.0 * math.ceil(width(shown) / 108)))
        m.option[key] = f"Method!$C${row}"
        if listed:
            # A name may carry numbers, such as power:3: the list then proposes and does not refuse.
            sheet.extras.append(_dropdown(row, listed, any(c.parameter for c in choices)))
        row += 1
    g.put(sheet, row, 1, m.t("language"), "label")
    g.put(sheet, row, 2, "language", "label code")
    g.put(sheet, row, 3, m.t("language_value"), "input left")
    g.row(sheet, row, 4, ["", ""], "label")
    sheet.extras.append(_dropdown(row, ["中文", "English"]))
    g.name_(names.LANGUAGE, f"Method!$C${row}")
    g.name_(names.OPTIONS, f"Method!$A$6:$C${row - 1}")


def _dropdown(row: int, listed: list[str], free: bool = False) -> Any:
    def add(book: Any, ws: Any, formats: Any) -> None:
        rule = {"validate": "list", "source": listed, "show_error": not free}
        ws.data_validation(row - 1, 2, row - 1, 2, rule)

    return add


def framework(m: Maker) -> None:
    """The indicator tree as a table."""
    lang, g = m.language, m.grid
    # Columns behind the note are written only where a node has something to say there.
    extra = [k for k in ("normalisation", "grade") if any(getattr(n, k) for n in m.tree.nodes)]
    usual = list(FRAMEWORK_HEADERS)[: list(FRAMEWORK_HEADERS).index("note") + 1]
    heads = [FRAMEWORK_HEADERS[k][_index(lang)] for k in [*usual, *extra]]
    heads += [m.t("stage_head", name) for name in m.tree.stages]
    sheet = m.head("Framework", _framework_widths(m))
    g.row(sheet, NODE_ROW - 1, 1, heads, "head")
    own = any(n.aggregation for n in m.tree.nodes)
    leaf = m.tree.is_leaf
    for i, n in enumerate(m.tree.nodes):
        word = "moderate_word" if n.moderate else "negative_word" if n.negative else "positive_word"
        direction = m.t(word) if leaf[i] else ""
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
    _table(m, sheet, "Framework", NODE_ROW - 1, 1, last, len(heads), heads)
    g.name_(names.FRAMEWORK, "Framework[#All]")
    words = [m.t("positive_word"), m.t("negative_word")]
    words += [m.t("moderate_word")] if any(n.moderate for n in m.tree.nodes) else []

    def lists(book: Any, ws: Any, formats: Any) -> None:
        ws.data_validation(NODE_ROW - 1, 5, last - 1, 5, {"validate": "list", "source": words})

    sheet.extras.append(lists)


def _framework_widths(m: Maker) -> dict[int, float]:
    def fit(texts: list[str], least: float, most: float) -> float:
        return min(most, max(least, 2.0 + max(map(width, texts), default=0)))

    nodes, code = m.tree.nodes, m.code_width()
    return {
        1: code, 2: code, 3: fit([n.zh for n in nodes], 16, 46), 4: fit([n.en for n in nodes], 16, 66),
        5: fit([n.unit for n in nodes], 8, 16), 6: 9, 7: 9, 8: 9, 9: 9, 10: 7, 11: 10, 12: 14,
        13: fit([n.note for n in nodes], 10, 70),
    }  # fmt: skip


def data(m: Maker) -> None:
    """Units x indicators as a table under the codes, with dimension, name and unit above."""
    u, f, g = m.model.units, m.tree, m.grid
    inds = f.indicators
    widths: dict[int, float] = {1: max(10, min(28, 2 + max(map(width, u.names))))}
    for j, k in enumerate(m.group_names, 2):
        widths[j] = max(8, min(24, 2 + max((width(v) for v in u.groups[k]), default=8)))
    sheet = m.head("Data", widths, 11.5)
    start = m.left + 1
    g.put(sheet, DIM_ROW, 1, m.t("dim_row"), "subhead")
    g.put(sheet, NAME_ROW, 1, m.t("name_row"), "subhead")
    g.put(sheet, UNIT_ROW, 1, m.t("unit_row"), "subhead")
    for row in (DIM_ROW, NAME_ROW, UNIT_ROW):
        g.row(sheet, row, 2, [""] * (start - 2), "subhead")
    for j, n in enumerate(inds):
        above = f.nodes[f.index[n.parent]]
        g.put(sheet, DIM_ROW, start + j, above.name(m.language), "subhead")
        g.put(sheet, NAME_ROW, start + j, n.name(m.language), "subhead")
        g.put(sheet, UNIT_ROW, start + j, n.unit, "subhead")
    heads = [m.label, *m.group_names, *(n.code for n in inds)]
    g.row(sheet, CODE_ROW, 1, heads, "head")
    for i, name in enumerate(u.names):
        g.put(sheet, FIRST + i, 1, name, "input")
        for j, k in enumerate(m.group_names):
            g.put(sheet, FIRST + i, 2 + j, u.groups[k][i] or None, "input")
        for j, v in enumerate(u.values[i].tolist()):
            g.put(sheet, FIRST + i, start + j, v, "input general")
    _table(m, sheet, "Data", CODE_ROW, 1, FIRST + m.n - 1, len(heads), heads)
    g.name_(names.DATA, "Data[#All]")
    sheet.extras.append(_row_height(NAME_ROW - 1, name_height(m, [n.name(m.language) for n in inds])))
    sheet.extras.append(_row_height(CODE_ROW - 1, m.code_height()))
    longest = max(width(f.nodes[f.index[n.parent]].name(m.language)) for n in inds)
    sheet.extras.append(_row_height(DIM_ROW - 1, 15.0 * min(3, math.ceil(longest / 12))))


def delphi(m: Maker) -> None:
    """Expert scores as a table, with the last round's statistics on the right."""
    d, g = m.model.delphi, m.grid
    if d is None:
        return
    sheet = m.head("Delphi", {1: 8, 2: 10}, 8)
    row = NODE_ROW
    sheet.extras.append(_row_height(NODE_ROW - 2, 1.3 * m.code_height()))
    heads = [m.t("h_round"), m.t("h_expert"), *d.code]
    g.row(sheet, row - 1, 1, heads, "head")
    for i, line in enumerate(d.scores.tolist()):
        g.put(sheet, row + i, 1, d.round[i], "input int")
        g.put(sheet, row + i, 2, d.expert[i], "input")
        for j, v in enumerate(line):
            g.put(sheet, row + i, 3 + j, v, "input general")
    last = row + len(d.expert) - 1
    _table(m, sheet, "Delphi", row - 1, 1, last, len(heads), heads)
    g.name_(names.DELPHI, "Delphi[#All]")
    col = len(heads) + 2
    g.put(sheet, row - 2, col, m.t("statistics"), "section")
    parents = ""
    if d.code == m.tree.code[1:]:
        parents = f",{m.nodes('B', slice(1, len(m.tree.nodes)))}"
    styles = ["label", "calc int", *["calc num"] * 5, "calc pct", "calc pct", "calc pct"]
    g.udf(
        sheet, row - 1, col, f"=MFG_DELPHI(Delphi[#All]{parents})",
        lambda i, j: "head" if i == 0 else styles[j],
    )  # fmt: skip


def _table(
    m: Maker, sheet: Any, name: str, row: int, col: int, last: int, count: int, heads: list[str]
) -> None:
    """Make a range with its header row a worksheet table."""
    area = sheet.area(row, col, last, col + count - 1)
    m.grid.tables[name] = TableInfo(name, area, tuple(heads))

    def add(book: Any, ws: Any, formats: Any) -> None:
        ws.add_table(
            row - 1, col - 1, last - 1, col + count - 2,
            {
                "name": name, "style": None, "autofilter": False,
                "columns": [{"header": h, "header_format": formats["head"]} for h in heads],
            },
        )  # fmt: skip

    sheet.extras.insert(0, add)


def functions(m: Maker) -> None:
    """The catalogue: every worksheet function with its help and one example."""
    sheet = m.head("Functions", {1: 46, 2: 74, 3: 60})
    g, lang = m.grid, m.language
    g.row(sheet, 5, 1, [m.t(f"h_{h}") for h in ("function", "does", "example")], "head")
    places = examples(m)
    for i, f in enumerate(FUNCTIONS):
        cells = [f.signature, f.help(lang), f.example.format(**places)]
        for j, (text, style) in enumerate(zip(cells, ("code", "", "code"), strict=True), 1):
            g.put(sheet, 6 + i, j, text, f"label {style} wrap".replace("  ", " "))
        lines = max(math.ceil(width(c) / w) for c, w in zip(cells, (44, 72, 58), strict=True))
        sheet.extras.append(_row_height(5 + i, 15.0 * lines + 4))


def _row_height(row: int, height: float) -> Any:
    return lambda book, ws, formats: ws.set_row(row, height)


#: Columns of the sheet Framework that stand for arguments in examples.
EXAMPLE_COLUMNS = {"direction": "F", "low": "H", "high": "I"}


def examples(m: Maker) -> dict[str, str]:
    """Return what the placeholders of the catalogue's examples stand for in this workbook."""
    f = m.tree
    leaves = f.level(f.levels)
    every = slice(1, len(f.nodes))
    group = columns("Data", m.group_names[0]) if m.group_names else m.cities
    first = next(iter(m.references.values()), None)
    pub = f"{first.sheet}!$A$9:$A${8 + len(first.rank)}" if first else ref(m.at["rank"])
    pub_city = f"{first.sheet}!$B$9:$B${8 + len(first.rank)}" if first else m.cities
    return {
        "data": m.data,
        **{k: m.at["ends"][c] for k, c in EXAMPLE_COLUMNS.items()},
        "normalised": ref(m.blocks[f.levels]),
        "delphi": "Delphi[#All]" if m.model.delphi is not None else "...",
        "node_parent": m.nodes("B", every),
        "parent": m.nodes("B", leaves),
        "weight": m.nodes("G", leaves, "Weights"),
        "subjective": m.nodes("E", every, "Weights"),
        "objective": m.nodes("F", every, "Weights"),
        "score": ref(m.at["score"]),
        "rank": ref(m.at["rank"]),
        "group": group,
        "city": m.cities,
        "code": m.nodes("A", leaves),
        "above": m.nodes("A", f.level(max(f.levels - 1, 1))),
        "above_weight": m.nodes("H", f.level(max(f.levels - 1, 1)), "Weights"),
        "snapshots": "Snapshots[#All]",
        "first_city": f"INDEX({m.cities},1)",
        "published": pub,
        "published_city": pub_city,
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
    g.put(sheet, 5, 1, m.t("about_model"), "section")
    best = r.order()[0]
    facts: list[tuple[str, str, Any, str]] = [
        ("a_units", f"=ROWS({m.cities})", float(m.n), "result int left"),
        ("a_indicators", f"=COLUMNS({m.data})", float(len(m.tree.indicators)), "result int left"),
        (
            "a_first",
            "=Ranking!$B$6",
            r.units.names[best],
            "result left",
        ),
    ]
    for row, (key, formula, value, style) in enumerate(facts, 6):
        g.put(sheet, row, 1, m.t(key), "label")
        g.native(sheet, row, 2, formula, value, style)
    g.put(sheet, 9, 1, m.t("l_model"), "label")
    g.put(sheet, 9, 2, m.about.get("model", ""), "plain")
    g.put(sheet, 11, 1, m.t("about_steps"), "section")
    for row, key in enumerate(("about_1", "about_2", "about_3"), 12):
        g.put(sheet, row, 1, m.t(f"{key}_values" if m.values_only and key == "about_2" else key), "plain")
    g.put(sheet, 16, 1, m.t("about_legend"), "section")
    for row, key in enumerate(("input", "calc", "result"), 17):
        g.put(sheet, row, 1, None, key)
        g.put(sheet, row, 2, m.t(f"legend_{key}"), "plain")
    g.put(sheet, 21, 1, m.t("about_sheets"), "section")
    listed = [s for s in m.at["order"] if s != "About"]
    for row, name in enumerate(listed, 22):
        g.put(sheet, row, 1, name, "label bold")
        g.put(sheet, row, 2, m.about.get(f"t_{name}") or m.t(f"t_{name}"), "plain")
        sheet.extras.append(_link(row - 1, name))
    g.put(sheet, 23 + len(listed), 1, m.t("a_note_values" if m.values_only else "a_note"), "note")


def _link(row: int, name: str) -> Any:
    """Make the first cell of a row a link to a sheet."""
    return lambda book, ws, formats: ws.write_url(
        row, 0, f"internal:'{name}'!A1", formats["label bold"], name
    )
