"""Filler of StageWeights (METHOD B): factors and weights of every stage, and cities at the boundaries."""

from __future__ import annotations

from typing import Any

from workbook.maker import NODE_ROOM, NODE_ROW, STEP, Maker, columns, ref, row_height


def column_of(m: Maker) -> str:
    """Return the column of Data that says each city's stage, as a table reference."""
    names = m.model.options.stage_column
    if not names:
        stages = set(m.tree.stages)
        names = next(k for k, v in m.model.units.groups.items() if any(v) and {n for n in v if n} <= stages)
    return columns("Data", names)


def level(m: Maker, depth: int) -> str | None:
    """Place the factors of one level; return the formula of each city's weights, None if all share the same."""
    f, g = m.tree, m.grid
    where = f.level(depth)
    if not f.stages or all(not n.factors for n in f.nodes[where]):
        return None
    sheet = g.sheet("StageWeights")
    count = len(f.stages)
    wide = 2 * count + 3
    col = 1 + (f.levels - depth) * (wide + 1)
    g.put(sheet, NODE_ROW - 2, col, m.t("level", depth), "section")
    g.row(sheet, NODE_ROW - 1, col, [m.t("h_code"), m.t("h_name")], "head")
    g.copy(sheet, NODE_ROW, col, f"=MFG_L{depth}_Codes", "names")
    g.copy(sheet, NODE_ROW, col + 1, f"=MFG_L{depth}_Names", "names")
    codes = g.sheets["Weights"].area(NODE_ROW, 1 + (depth - 1) * STEP, NODE_ROW + NODE_ROOM - 1, 1 + (depth - 1) * STEP)  # fmt: skip
    g.put(sheet, NODE_ROW - 2, col + 2, m.t("stage_factors"), "section")
    for k, stage in enumerate(f.stages):
        g.put(sheet, NODE_ROW - 1, col + 2 + k, stage, "head")
        g.udf(
            sheet, NODE_ROW, col + 2 + k,
            f'=MFG_NODES(MFG_Framework,MFG_L{depth}_Codes,"{m.word("stage_head", stage)}")', "calc general",
        )  # fmt: skip
    # The block begins at its header row: the stages' names.
    whole = sheet.area(NODE_ROW, col + 2, NODE_ROW + NODE_ROOM - 1, col + 1 + count)
    head = ref(sheet.area(NODE_ROW - 1, col + 2, NODE_ROW - 1, col + 2))
    g.name_(f"MFG_L{depth}_Factors", f"{head}:INDEX({ref(whole)},COUNTA({ref(codes)}),{count})")
    g.put(sheet, NODE_ROW - 2, col + 2 + count, m.t("stage_weights"), "section")
    args = f"MFG_L{depth}_Factors,MFG_L{depth}_Weights,MFG_L{depth}_Parents"
    form = f"{m.option['stage_weight']},{m.option['scope']}"
    g.udf(
        sheet, NODE_ROW - 1, col + 2 + count, f"=MFG_STAGE_WEIGHT({args},,{form})",
        lambda i, j: "head" if i == 0 else "result pct",
    )  # fmt: skip
    return f"MFG_STAGE_WEIGHT({args},{column_of(m)},{form})"


def boundary(m: Maker) -> None:
    """Cities at the boundaries between stages, scored under both sets of weights."""
    g, f = m.grid, m.tree
    sheet = g.sheet("StageWeights")
    # To the right of every level: the levels above grow down.
    col = 1 + f.levels * (2 * len(f.stages) + 4)
    m.one_page(sheet)
    g.put(sheet, NODE_ROW - 3, col, m.t("boundary"), "section")
    g.put(sheet, NODE_ROW - 2, col, m.t("boundary_note"), "note")
    area = g.udf(
        sheet, NODE_ROW - 1, col, "=MFG_RESCORE()", lambda i, j: "head" if i == 0 else "result general"
    )
    heads = [str(head) for line in (g.block(area).values[0], g.other(area)[0]) for head in line]
    sheet.extras.append(row_height(NODE_ROW - 1, m.name_height([*heads, *f.stages], 10)))


def widths(m: Maker) -> dict[int, float]:
    """Column widths of the sheet."""
    count = len(m.tree.stages)
    found: dict[int, float] = {}
    for depth in range(1, m.tree.levels + 1):
        col = 1 + (m.tree.levels - depth) * (2 * count + 4)
        found |= {col: 12.0, col + 1: m.name_width(m.tree.level(depth)), col + 2 * count + 2: 3.0}
    return found


def start(m: Maker) -> Any:
    """Start the sheet."""
    return m.head("StageWeights", widths(m), 12)
