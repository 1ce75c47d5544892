"""Fillers of the comparison sheets: a published ranking beside ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbook.charts import look
from workbook.maker import CODE_ROW, FIRST, Maker, ref, row_height
from workbook.published import shown, shown_provinces
from workbook.style import SERIES


def published(m: Maker) -> None:
    """A published ranking with our score and rank beside it and the agreement of the two."""
    for p in [p for p in m.references.values() if p.sheet not in m.grid.sheets]:
        _published(m, p)
        return


def _published(m: Maker, p: Any) -> None:
    m.about[f"t_{p.sheet}"], m.about[f"n_{p.sheet}"] = m.both(*p.title), m.both(*p.source)
    g, n = m.grid, len(p.rank)
    # A list shorter than ours is compared by the ranks among its own cities, in a column more.
    whole = n == m.n
    beside = 10 if whole else 11
    sheet = m.head(
        p.sheet,
        {
            1: 10,
            2: 14,
            3: 12,
            4: 10,
            5: 12,
            6: 12,
            7: 12,
            8: 12,
            9: 11,
            beside - 1: 3,
            beside: 36,
            beside + 1: 12,
        },
        10,
    )
    m.quiet(sheet)
    both = "pub_stage" if p.score is None else "pub_score"
    heads = ["pub_rank", "city", "province", "region", both, "our_score", "our_rank"]
    heads += ["moved"] if whole else ["our_listed", "moved"]
    g.row(sheet, CODE_ROW, 1, [m.t(f"h_{h}") for h in heads], "head")
    # Cities are matched with those of Data, which keep the language they were typed in.
    cities = shown(p.city, m.language)
    provinces = [m.both(*pair) for pair in zip(*(shown_provinces(p.province, k) for k in ("zh", "en")), strict=True)]  # fmt: skip
    at = joined(cities, m.model.units.names)
    city, score, rank = "MFG_Cities", "MFG_Scores", "MFG_Ranks"
    last_row = FIRST + n - 1
    ours_all = f"$G${FIRST}:$G${last_row}"
    listed = _listed(p.rank, [None if j is None else float(m.result.rank[j]) for j in at])
    for i in range(n):
        row = FIRST + i
        last = p.score[i] if p.score is not None else m.both(*p.stage[i])
        g.put(sheet, row, 1, p.rank[i], "label center")
        g.row(sheet, row, 2, [cities[i], provinces[i], m.both(*p.region[i])], "label")
        g.put(sheet, row, 5, last, "label center" if p.score is None else "label score")
        j = at[i]
        find = f"MATCH($B{row},{city},0)"
        ours = ("", "") if j is None else (float(m.result.score[j]), float(m.result.rank[j]))
        g.native(sheet, row, 6, f'=IFERROR(INDEX({score},{find}),"")', ours[0], m.score_style)
        g.native(sheet, row, 7, f'=IFERROR(INDEX({rank},{find}),"")', ours[1], "result general center")
        if whole:
            moved = "" if j is None else p.rank[i] - ours[1]
            g.native(sheet, row, 8, f'=IF(ISNUMBER(G{row}),A{row}-G{row},"")', moved, "result general center")
        else:
            theirs = f'COUNTIFS($A${FIRST}:$A${last_row},"<"&A{row},{ours_all},">0")+1'
            g.native(
                sheet, row, 9, f'=IF(ISNUMBER(G{row}),{theirs}-H{row},"")', listed[i], "result general center"
            )
    g.put(sheet, CODE_ROW - 1, beside, m.t("agreement"), "section")
    a, b = ref(sheet.area(FIRST, 1, FIRST + n - 1, 1)), ref(sheet.area(FIRST, 2, FIRST + n - 1, 2))
    area = g.udf(
        sheet, CODE_ROW, beside, f"=MFG_COMPARE({a},{rank},{b},{city})",
        lambda i, j: "head" if i == 0 else "label" if j == 0 else "result rho" if i in (2, 3, 6, 7) else "result general",
    )  # fmt: skip
    if m.notice:
        said = m.t("illustrative_compare")
        g.put(sheet, area.row2 + 1, beside, said, "mark wrap")

        def note(book: Any, ws: Any, formats: Any) -> None:
            m.merge(ws, (area.row2, beside - 1, area.row2 + 4, beside), said, formats["mark wrap"])

        sheet.extras.append(note)
    if not whole:
        # Not by a formula of Excel's own: what feeds a function of ours is a function of ours.
        g.udf(
            sheet, FIRST, 8, f'=MFG_RANK(MFG_JOIN({b},{city},{rank}),,,"ascending")', "result general center"
        )
    c = ref(sheet.area(FIRST, 8, last_row, 8))
    after = f"{rank},{b},{city}" if whole else f"{c},{b},{b}"
    g.udf(
        sheet, CODE_ROW, beside + 3, f"=MFG_MOVES({a},{after})",
        lambda i, j: "head" if i == 0 else "label" if j == 0 else "result general center",
    )  # fmt: skip
    g.put(sheet, CODE_ROW - 1, beside + 3, m.t("movers"), "section")
    sheet.extras.append(row_height(CODE_ROW, 30))
    key = "our_rank" if whole else "our_listed"
    sheet.extras.append(
        lambda book, ws, formats: _scatter(m, book, ws, p.sheet, n, (area.row2 + 6, beside - 1), key)
    )


def _listed(published: Sequence[float], ours: Sequence[float | None]) -> list[float | str]:
    """Return how far each city moved between its places among the listed ones that we have too."""
    both = [(a, b) for a, b in zip(published, ours, strict=True) if b is not None]
    out: list[float | str] = []
    for a, b in zip(published, ours, strict=True):
        moved = sum(x < a for x, _ in both) - sum(b is not None and y < b for _, y in both)
        out.append("" if b is None else float(moved))
    return out


def joined(cities: Sequence[str], units: Sequence[str]) -> list[int | None]:
    """Return the place of each published city among the units by the exact name, as the cells' MATCH finds it."""
    at = {u.casefold(): i for i, u in reversed(list(enumerate(units)))}
    return [at.get(c.casefold()) for c in cities]


def _scatter(m: Maker, book: Any, ws: Any, name: str, n: int, place: tuple[int, int], key: str) -> None:
    """Draw the published rank against ours, or against that among the listed cities."""
    col = 6 if key == "our_rank" else 7
    chart = book.add_chart({"type": "scatter"})
    chart.add_series({
        "name": m.chart(f"h_{key}"),
        "categories": [name, FIRST - 1, 0, FIRST + n - 2, 0],
        "values": [name, FIRST - 1, col, FIRST + n - 2, col],
        "marker": {"type": "circle", "size": 5, "fill": {"color": SERIES[1]}, "border": {"color": SERIES[0]}},
    })  # fmt: skip
    look(chart, m.chart("chart_compare"), m.chart("h_pub_rank"), m.chart(f"h_{key}"), "0", legend=False)
    chart.set_size({"width": 400, "height": 360})
    ws.insert_chart(*place, chart, {"object_position": 3})
