"""What a shared copy says of itself, in Chinese and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "banner": (
        "数值截至 {0}：本文件是数值副本，改动数据后不会重算；来源见 {1} 表",
        "Values as of {0}: this is a values copy, which does not recalculate; see the sheet {1}",
    ),
    "title": ("来源说明", "Provenance"),
    "what": (
        "本文件是 {0} 的数值副本：MFG 公式已换成计算结果，其余内容未改，没有加载项也能看到同样的数值。",
        "This file is a values copy of {0}: MFG formulas became their results and nothing else was changed; "
        "anyone sees the same numbers without the add-in.",
    ),
    "section_file": ("文件", "File"),
    "source": ("源文件", "Made from"),
    "saved": ("源文件保存时间", "Source last saved"),
    "recalculated": ("重算时间", "Recalculated"),
    "shared": ("副本生成时间", "Copy made"),
    "who": ("联系人", "Who to ask"),
    "nobody": ("把本文件发给你的人", "whoever sent you this file"),
    "version": ("生成副本的版本", "Copy made by"),
    "computed": ("计算数值的版本", "Values computed by"),
    "inputs": ("输入数据 SHA-256", "SHA-256 of the inputs"),
    "inputs_note": (
        "除公式结果以外的全部单元格（表名、地址、值），与公式无关：输入相同则相同",
        "every cell that is no formula's result (sheet, address, value): equal inputs give the same",
    ),
    "file": ("源文件 SHA-256", "SHA-256 of the source file"),
    "section_method": ("方法", "Method"),
    "no_method": (
        "工作簿没有 Method 表；方法见下列公式。",
        "The workbook has no sheet Method; the formulas below say how the numbers were made.",
    ),
    "blank": ("（空）", "(blank)"),
    "section_converted": ("换成数值的公式", "Formulas that became values"),
    "counts": (
        "{0} 个公式，{1} 个单元格",
        "{0} formulas, {1} cells",
    ),
    "errors": ("其中错误值 {0} 个，按原样保留：{1}", "{0} of them are errors, kept as they are: {1}"),
    "head_cells": ("单元格", "Cells"),
    "head_formula": ("原公式", "Formula"),
    "more": ("另有 {0} 个公式", "and {0} formulas more"),
    "section_left": ("仍需加载项的内容", "What still needs the add-in"),
    "left_name": ("名称 {0}：{1}", "name {0}: {1}"),
    "left_part": ("{0} 的条件格式或数据验证：{1}", "conditional format or validation on {0}: {1}"),
    "none": ("无", "nothing"),
    "spill": (
        "引用溢出区域的 # 已改为固定区域：{0}",
        "references to spills (#) became fixed ranges: {0}",
    ),
    "same_file": (
        "副本不能覆盖源文件；请另选文件名",
        "the copy cannot replace its source; choose another name",
    ),
    "kind": (
        "副本的扩展名须与源文件相同：{0}",
        "the copy needs the extension of its source: {0}",
    ),
    "exists": ("{0} 已存在；要覆盖请加 --force", "{0} exists already; add --force to replace it"),
    "no_values": (
        "{0} 个 MFG 单元格没有存过数值（如 {1}）；请加 --recalc，或先在 Excel 中保存",
        "{0} MFG cells have never been calculated (such as {1}); add --recalc, or save the file in Excel first",
    ),
    "unknown_names": (
        "{0} 个单元格的值是 #NAME?（如 {1}）：文件曾在没有加载项的 Excel 中重算；加 --recalc 可重新计算",
        "{0} cells hold #NAME? (such as {1}): the file was recalculated without the add-in; --recalc mends that",
    ),
    "nothing": ("没有 MFG 公式，无需转换", "there are no MFG formulas to convert"),
    "no_room": ("首张工作表没有空位放置时间说明", "the first sheet has no room for the banner"),
    "live": (
        "{1} 个 MFG 单元格中 {0} 个（{2:.1f}%）已换成普通公式",
        "{0} of {1} MFG cells ({2:.1f}%) hold plain formulas",
    ),
    "done": (
        "{0} 个公式（{1} 个单元格）已换成数值",
        "{0} formulas ({1} cells) became values",
    ),
}


def say(key: str, lang: str, *values: object) -> str:
    """One text with its gaps filled."""
    return TEXTS[key][0 if lang == "zh" else 1].format(*values)
