"""Filler of the sheet Method: the options, a dropdown each, and the language."""

from __future__ import annotations

import math
from collections.abc import Sequence

from udfs.engine.preparation import REFUSED
from udfs.engine.registry import Method, methods
from udfs.engine.stage import CCID_BREAKS, default_names, shares
from udfs.excel import model as names
from udfs.excel.tables import OPTION_LABELS, STEP_LABELS
from workbook.grid import Sheet
from workbook.labels import SHEET, Label
from workbook.maker import Maker, dropdown, row_height
from workbook.style import width

#: Options that the sheets' formulas read, with the mark of each: stated, pinned, reconstructed.
MARKS = {
    "impute": "R", "fallback": "R", "treat": "R", "when": "R", "winmax": "R", "positive": "P", "k": "P", "moderate": "R", "normalise": "P", "missing": "R", "subjective": "S",
    "objective": "S", "combine": "R", "alpha": "R", "scope": "R", "aggregate": "S", "scale": "R", "ties": "R",
    "decimals": "R", "stage": "S", "breaks": "S", "stages": "S",
}  # fmt: skip

#: The same for METHOD B, and the options that only it reads.
MARKS_B = {
    "normalise": "S", "subjective": "S", "abc": "R", "abc_factor": "R", "stage_weight": "R", "stage_column": "R",
    "objective": "R", "aggregate": "S", "stage": "R", "breaks": "R", "stages": "R", "positive": "R", "k": "R",
}  # fmt: skip


def _marks(m: Maker) -> dict[str, str]:
    """Options of this model and their marks: METHOD B where the framework has classes or weights by stage."""
    if not any(n.grade for n in m.tree.nodes) and not m.tree.stages:
        return MARKS
    marks = MARKS | MARKS_B
    return {k: marks[k] for k in (*STEP_LABELS, *OPTION_LABELS) if k in marks}


def method(m: Maker) -> None:
    """The options, one a row, with a dropdown each; formulas read the third column."""
    sheet = m.head("Method", {1: 22, 2: 15, 3: 40, 4: 7, 5: 96})
    g, row, lang = m.grid, 6, m.language
    g.row(sheet, 5, 1, [m.t(f"h_{h}") for h in ("option", "key", "value", "mark", "choices")], "head")
    shared = m.n != 100 and m.options.breaks == shares(m.n)
    for key, mark in _marks(m).items():
        labels = (OPTION_LABELS | STEP_LABELS)[key]
        value = getattr(m.model.preparation if key in STEP_LABELS else m.options, key)
        choices = [c for c in methods(key) if c.name and not (key == "impute" and c.name in REFUSED)]
        listed: list[Label] = []
        if choices:
            listed = [m.both(c.zh, c.en) for c in choices]
            value = next((c.label(lang) for c in choices if c.name == value), value)
            shown = m.both(_explained(choices, "zh"), _explained(choices, "en"))
        else:
            shown = m.t("o_breaks_shares", m.n) if key == "breaks" and shared else m.t(f"o_{key}")
        if key == "breaks" and (m.n != 100 or m.options.breaks != CCID_BREAKS):
            mark = "R"  # the report's own breaks are ranks of its 100 cities
        if key == "subjective" and m.model.delphi is None:
            listed = [m.both(c.zh, c.en) for c in choices if c.name != "delphi"]
        if key == "stages" and value is None and len(m.options.breaks) == 4:
            value = default_names(4, lang)
        if isinstance(value, tuple):
            value = ", ".join(f"{v:g}" if isinstance(v, float) else v for v in value)
        g.put(sheet, row, 1, m.both(*labels), "label")
        g.put(sheet, row, 2, key, "label code")
        g.put(sheet, row, 3, value, "input left")
        g.put(sheet, row, 4, mark, "label center")
        g.put(sheet, row, 5, shown, "label note wrap middle")
        sheet.extras.append(row_height(row, 4 + 14.0 * math.ceil((width(shown) + 30 * bool(listed)) / 108)))
        m.option[key] = f"Method!$C${row}"
        if listed:
            source = _meant(m, sheet, row, listed, shown)
            # A name may carry numbers, such as power:3: the list then proposes and does not refuse.
            sheet.extras.append(dropdown(row, 3, source, any(c.parameter for c in choices)))
        row += 1
    g.put(sheet, row, 1, m.t("language"), "label")
    g.put(sheet, row, 2, "language", "label code")
    g.put(sheet, row, 3, m.word("language_value"), "input left")
    g.row(sheet, row, 4, ["", ""], "label")
    sheet.extras.append(dropdown(row, 3, ["中文", "English"]))
    g.name_(names.LANGUAGE, f"Method!$C${row}")
    # Without the labels of the first column: what MFG functions read must not change with the language, or
    # Excel would recalculate them, also where the add-in is absent.
    g.name_(names.OPTIONS, f"Method!$B$6:$C${row - 1}")


def _meant(m: Maker, sheet: Sheet, row: int, listed: list[Label], shown: Label) -> str:
    """Return the list of a dropdown, which follows the language; the choice itself stays as it was made.

    A choice made in the other language is said in this one before the explanation of the choices.
    """
    first, last = m.grid.texts.listed(listed, sheet.name)
    zh, en, now = (f"{SHEET}!${col}${first}:${col}${last}" for col in "BCD")
    said = f"INDEX({now},IFERROR(MATCH($C{row},{zh},0),MATCH($C{row},{en},0)))"
    before = f'IFERROR(IF({said}=$C{row},"",{m.cell(m.t("now"))}&{said}&" | "),"")'
    m.grid.native(sheet, row, 5, f"={before}&{m.cell(shown)}", shown, "label note wrap middle")
    return f"={now}"


def _explained(choices: Sequence[Method], lang: str) -> str:
    """Return what may be chosen, each with its formula."""
    between, after = ("；", "：") if lang == "zh" else ("; ", ": ")
    return between.join(c.label(lang) + (after + c.explained(lang) if c.formula else "") for c in choices)
