"""Filler of the sheet Checks: cross-checks in plain Excel, MFG_CHECK's findings, the master check."""

from __future__ import annotations

from typing import Any

from udfs.engine.messages import word
from udfs.engine.registry import methods
from workbook.formula import reference
from workbook.maker import FIRST, Maker
from workbook.references import Area
from workbook.style import WARN

#: Sheets where #N/A says that there is no value, and the cells where it may stand: enough for the largest model.
ABSENT = (
    ("DelphiStats", "$A$1:$AZ$1000"), ("Statistics", "$A$1:$AZ$10008"), ("Treated", "MFG_Prepared"),
    ("Normalised", "MFG_Normal"), ("Dimensions", "$A$1:$AZ$10008"), ("Scores", "$A$1:$AZ$10008"),
    ("StageWeights", "$A$1:$BZ$1000"), ("Ranking", "$A$1:$Z$10008"), ("Profile", "$A$1:$N$1000"),
    ("Stages", "$A$1:$Z$10099"), ("Regions", "$A$1:$CZ$1000"), ("Bubble", "$A$1:$D$10008"),
    ("Relations", "$A$1:$SZ$600"), ("Sensitivity", "$A$1:$AZ$700"), ("CCID2022", "$A$1:$Z$1000"), ("CAICT2025", "$A$1:$Z$1000"),
)  # fmt: skip


def _absent(m: Maker, sheet: Any, row: int, listed: list[tuple[str, str]]) -> None:
    """Count #N/A sheet by sheet and say what it means there."""
    g = m.grid
    g.put(sheet, row - 1, 1, m.t("absent"), "section")
    for i, (name, where) in enumerate(listed):
        area = where if where.startswith("MFG_") else f"{name}!{where}"
        count = sum(v == "#N/A" for v in g.sheets[name].values.values())
        formula = f"=SUMPRODUCT(--ISERROR({area}))"
        g.native(sheet, row + i, 1, formula, float(count), "label center")
        g.put(sheet, row + i, 2, name, "label")
        g.put(sheet, row + i, 3, m.t(f"na_{name if name not in m.references else 'published'}"), "label note")


def _all_numbers(m: Maker, area: Area) -> bool:
    return all(isinstance(c, float) for r in m.grid.block(area).values for c in r)


def _level_sum(m: Maker, depth: int) -> float:
    """Sum of the combined weights of one level in the cells, NaN where one is no number."""
    area = reference(f"MFG_L{depth}_Weights", "Weights", m.grid)
    cells = [r[0] for r in m.grid.block(area).values] if area else []
    return sum(cells) if cells and all(isinstance(c, float) for c in cells) else float("nan")


def checks(m: Maker) -> None:
    """Cross-checks in plain Excel, the findings of MFG_CHECK, and the master check."""
    g, f = m.grid, m.tree
    sheet = m.head("Checks", {1: 12, 2: 34, 3: 100})
    scope = m.option["scope"]
    words = ",".join(f'"{x}"' for x in (methods("scope")[1].zh, methods("scope")[1].en, "global"))
    absent = [(name, where) for name, where in ABSENT if name in g.sheets]
    top = 16 + 3 + len(absent)
    experts = "MFG_Experts" if m.model.delphi is not None else ""
    args = f"MFG_Data,,,,,MFG_Framework,{experts},MFG_Options"
    g.put(sheet, top - 2, 1, m.t("findings"), "section")
    found = g.udf(sheet, top - 1, 1, f"=MFG_CHECK({args})", lambda i, j: "head" if i == 0 else "label wrap")
    # MFG_CHECK writes in the language of its last calculation, which may not be the one shown.
    bad, doubtful = ([word(key, lang) for lang in ("zh", "en")] for key in ("error", "warning"))
    ranked = m.at["rank"]
    scores = Area("Scores", FIRST, m.left + 1, m.at["score"].row2, ranked.col2)
    wanted = [
        f"IF(OR({scope}={{{words}}}),1,SUMPRODUCT(1/COUNTIF(MFG_L{d}_Parents,MFG_L{d}_Parents)))"
        for d in range(1, f.levels + 1)
    ]
    expected = [
        1.0 if m.options.scope == "global" else float(len(set(f.parent[f.level(d)].tolist())))
        for d in range(1, f.levels + 1)
    ]
    off = "+".join(f"ABS(SUM(MFG_L{d}_Weights)-{w})" for d, w in enumerate(wanted, 1))
    codes = [n.code for n in f.indicators]
    errors = "+".join(f'COUNTIF($A${top}:$A${top + 986},"{w}")' for w in bad)
    tests = [
        (
            "c_weights",
            f"={off}<0.000000001",
            all(abs(_level_sum(m, d) - e) < 1e-9 for d, e in enumerate(expected, 1)),
        ),
        ("c_ranked", "=COUNT(MFG_Ranks)=ROWS(MFG_Cities)", _all_numbers(m, ranked)),
        (
            "c_errors",
            '=SUMPRODUCT(--ISERROR(MFG_Scores))+SUMPRODUCT(--ISERROR(MFG_Ranks))+COUNTIF(MFG_Scores,"#MFG!*")=0',
            not any(str(c).startswith("#") for r in g.block(scores).values for c in r),
        ),
        (
            "c_complete",
            "=ROWS(MFG_Scores)=COUNT(MFG_Scores)+SUMPRODUCT(--ISERROR(MFG_Scores))",
            True,
        ),
        (
            "c_columns",
            "=SUMPRODUCT(--(MFG_P_code<>MFG_Order))=0"
            if not m.even
            else '=COUNTIF(MFG_P_direction,"#MFG!*")=0',
            codes == [c[0] for c in g.block(reference("MFG_P_code", "", g)).values],  # type: ignore[arg-type]
        ),
        (
            "c_findings",
            f"={errors}=0",
            not set(bad) & {sheet.values.get((r, 1)) for r in range(top, found.row2 + 1)},
        ),
    ]
    g.put(sheet, 5, 1, m.t("crosschecks"), "section")
    good, not_good = m.t("pass"), m.t("fail")
    yes, no = m.cell(good, "Checks"), m.cell(not_good, "Checks")
    # Names, since a conditional format of Excel before 2010 cannot refer to another sheet.
    m.at["pass"] = g.label("Pass", good)
    failed = g.label("Fail", not_good)
    for row, (key, formula, value) in enumerate(tests, 6):
        shown = f"=IF({formula[1:]},{yes},{no})"
        g.native(sheet, row, 1, shown, good if value else not_good, "label center")
        g.put(sheet, row, 2, m.t(key), "label")
    last_test = 5 + len(tests)
    _absent(m, sheet, last_test + 3, absent)
    outcome = good if all(v for _, _, v in tests) else not_good
    master = f"=IF(COUNTIF($A$6:$A${last_test},{yes})=ROWS($A$6:$A${last_test}),{yes},{no})"
    g.native(sheet, 3, 2, master, outcome, "check")
    m.at["master"], m.at["outcome"] = "Checks!$B$3", outcome
    last = found.row2 + 50

    def colour(book: Any, ws: Any, formats: Any) -> None:
        red, amber = (
            book.add_format({"font_color": WARN, "bold": True}),
            book.add_format({"font_color": "#B45309"}),
        )
        for words, look in ((bad, red), (doubtful, amber)):
            for said in words:
                rule = {"type": "cell", "criteria": "==", "value": f'"{said}"', "format": look}
                ws.conditional_format(top - 1, 0, last, 0, rule)
        rule = {"type": "cell", "criteria": "==", "value": f"={failed}", "format": red}
        ws.conditional_format(5, 0, 11, 0, rule)

    sheet.extras.append(colour)
