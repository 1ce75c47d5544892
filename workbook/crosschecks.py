"""Filler of the sheet Checks: cross-checks in plain Excel, MFG_CHECK's findings, the master check."""

from __future__ import annotations

from typing import Any

from openpyxl.utils import get_column_letter

from udfs.engine.messages import word
from udfs.engine.registry import methods
from workbook.maker import CODE_ROW, FIRST, NODE_ROW, Maker, ref
from workbook.references import Area
from workbook.style import WARN


def _all_numbers(m: Maker, area: Area) -> bool:
    return all(isinstance(c, float) for r in m.grid.block(area).values for c in r)


def _sums_to_one(m: Maker) -> bool:
    """Tell whether the combined weights in the cells sum to the number of parents (or of levels)."""
    f, last = m.tree, NODE_ROW + len(m.tree.nodes) - 2
    cells = [r[0] for r in m.grid.block(Area("Weights", NODE_ROW, 7, last, 7)).values]
    if not all(isinstance(c, float) for c in cells):
        return False
    wanted = len(set(f.parent[1:].tolist())) if m.options.scope == "local" else f.levels
    return abs(sum(cells) - wanted) < 1e-9


def checks(m: Maker) -> None:
    """Cross-checks in plain Excel, the findings of MFG_CHECK, and the master check."""
    g, f = m.grid, m.tree
    sheet = m.head("Checks", {1: 12, 2: 34, 3: 100})
    every = slice(1, len(f.nodes))
    parents, combined = m.nodes("B", every), m.nodes("G", every, "Weights")
    scope = m.option["scope"]
    words = ",".join(f'"{x}"' for x in (methods("scope")[1].zh, methods("scope")[1].en, "global"))
    start = m.left + 1
    codes = f"Data!${get_column_letter(start)}${CODE_ROW}:${get_column_letter(start + len(f.leaves) - 1)}${CODE_ROW}"
    top = 14
    args = ",".join(
        [
            "MFG_Data",
            "",
            "",
            "",
            "",
            "MFG_Framework",
            "MFG_Experts" if m.model.delphi is not None else "",
            "MFG_Options",
        ]
    )
    g.put(sheet, top - 2, 1, m.t("findings"), "section")
    found = g.udf(sheet, top - 1, 1, f"=MFG_CHECK({args})", lambda i, j: "head" if i == 0 else "label wrap")
    bad = word("error", m.language)
    ranked, scores = m.at["rank"], Area("Scores", FIRST, m.left + 1, m.at["score"].row2, m.at["rank"].col2)
    tests = [
        (
            "c_weights",
            f"=ABS(SUM({combined})-IF(OR({scope}={{{words}}}),MAX({m.nodes('D', every, 'Weights')}),"
            f"SUMPRODUCT(1/COUNTIF({parents},{parents}))))<0.000000001",
            _sums_to_one(m),
        ),
        ("c_ranked", f"=COUNT({ref(ranked)})=ROWS({ref(ranked)})", _all_numbers(m, ranked)),
        (
            "c_errors",
            f'=SUMPRODUCT(--ISERROR({ref(scores)}))+COUNTIF({ref(scores)},"#MFG!*")=0',
            not any(str(c).startswith("#") for r in g.block(scores).values for c in r),
        ),
        (
            "c_columns",
            f"=SUMPRODUCT(--({codes}<>{codes.replace('Data!', 'Normalised!')}))=0",
            [g.sheets["Data"].values.get((CODE_ROW, start + j)) for j in range(len(f.leaves))]
            == [g.sheets["Normalised"].values.get((CODE_ROW, start + j)) for j in range(len(f.leaves))],
        ),
        (
            "c_findings",
            f'=COUNTIF($A${top}:$A${top + 986},"{bad}")=0',
            bad not in [sheet.values.get((r, 1)) for r in range(top, found.row2 + 1)],
        ),
    ]
    g.put(sheet, 5, 1, m.t("crosschecks"), "section")
    good, not_good = m.t("pass"), m.t("fail")
    for row, (key, formula, value) in enumerate(tests, 6):
        shown = f'=IF({formula[1:]},"{good}","{not_good}")'
        g.native(sheet, row, 1, shown, good if value else not_good, "label center")
        g.put(sheet, row, 2, m.t(key), "label")
    last_test = 5 + len(tests)
    outcome = good if all(v for _, _, v in tests) else not_good
    master = f'=IF(COUNTIF($A$6:$A${last_test},"{good}")=ROWS($A$6:$A${last_test}),"{good}","{not_good}")'
    g.native(sheet, 3, 2, master, outcome, "check")
    m.at["master"], m.at["outcome"] = "Checks!$B$3", outcome
    last = found.row2 + 50

    def colour(book: Any, ws: Any, formats: Any) -> None:
        red, amber = (
            book.add_format({"font_color": WARN, "bold": True}),
            book.add_format({"font_color": "#B45309"}),
        )
        ws.conditional_format(
            top - 1, 0, last, 0, {"type": "cell", "criteria": "==", "value": f'"{bad}"', "format": red}
        )
        ws.conditional_format(
            top - 1,
            0,
            last,
            0,
            {"type": "cell", "criteria": "==", "value": f'"{word("warning", m.language)}"', "format": amber},
        )
        ws.conditional_format(
            5, 0, 9, 0, {"type": "cell", "criteria": "==", "value": f'"{not_good}"', "format": red}
        )

    sheet.extras.append(colour)
