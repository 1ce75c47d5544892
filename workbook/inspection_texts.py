"""What ``mfg check`` says, in Chinese and English."""

from __future__ import annotations

GROUPS: dict[str, tuple[str, str]] = {
    "with": ("Excel，已装加载项", "Excel with the add-in"),
    "without": ("Excel，没有加载项", "Excel without the add-in"),
    "wps": ("WPS 表格", "WPS Spreadsheets"),
    "office": ("LibreOffice", "LibreOffice"),
    "hidden": ("文件里看不见的内容", "What the file carries unseen"),
}

LEVELS: dict[str, tuple[str, str]] = {
    "ok": ("正常", "ok"),
    "info": ("提示", "note"),
    "warning": ("注意", "warning"),
    "error": ("有误", "wrong"),
}

TEXTS: dict[str, tuple[str, str]] = {
    "fine": ("显示的数值与这里相同", "shows the same values as here"),
    "live": (
        "{0} 个 MFG 公式（{1} 个单元格）随输入重算",
        "{0} MFG formulas ({1} cells) recalculate with their inputs",
    ),
    "full": (
        "文件要求打开时全部重算（fullCalcOnLoad）：{0} 个 MFG 单元格会变成 #NAME?",
        "the file asks for a full recalculation on opening (fullCalcOnLoad): {0} MFG cells become #NAME?",
    ),
    "old": (
        "计算引擎号 {1} 早于当前 Excel，打开时会全部重算：{0} 个 MFG 单元格会变成 #NAME?",
        "its calculation engine ({1}) is older than today's Excel, which then recalculates on opening: "
        "{0} MFG cells become #NAME?",
    ),
    "unset": (
        "没有注明计算引擎号，Excel 打开时会全部重算：{0} 个 MFG 单元格会变成 #NAME?",
        "it does not say which engine calculated it, so Excel recalculates on opening: "
        "{0} MFG cells become #NAME?",
    ),
    "last": (
        "{0} 个 MFG 单元格显示最后一次的数值；一旦重算（改动其输入、强制重算）就变成 #NAME?。用 mfg share 发数值副本",
        "{0} MFG cells show their last values and become #NAME? once recalculated (inputs changed, forced "
        "recalculation). mfg share makes a values copy",
    ),
    "ends": (
        "其中 {0} 个用到以 INDEX 结尾的区域（A1:INDEX(…)）；Excel 打开文件时可能就重算这些单元格，随即变成 #NAME?（尚未在真实 Excel 中"
        "证实，“受保护的视图”里不会）。请改发 mfg share 的副本",
        "{0} of them use ranges that end at INDEX (A1:INDEX(...)); Excel may recalculate those as soon as it opens the "
        "file and then show #NAME? (not yet proved in real Excel; not in Protected View). Send a copy by mfg share instead",
    ),
    "wps": (
        "WPS 不能运行加载项：{0} 个 MFG 单元格一经重算就变成 #NAME?。用 mfg share 发数值副本",
        "WPS cannot run the add-in: {0} MFG cells become #NAME? once it recalculates them. mfg share makes a "
        "values copy",
    ),
    "office": (
        "LibreOffice 不认识 MFG 函数：{0} 个单元格一打开就显示 #NAME?。用 mfg share 发数值副本",
        "LibreOffice does not know the MFG functions: {0} cells show #NAME? as soon as it opens the file. "
        "mfg share makes a values copy",
    ),
    "names": (
        "{0} 个单元格保存的值已经是 #NAME?（如 {1}）；用 mfg recalc 重新计算",
        "{0} cells already hold #NAME? (such as {1}): run mfg recalc",
    ),
    "messages": (
        "{0} 个单元格显示 MFG 的错误说明（如 {1}：{2}）",
        "{0} cells show an MFG message (such as {1}: {2})",
    ),
    "empty": (
        "{0} 个 MFG 单元格从未计算过（如 {1}）；用 mfg recalc 计算",
        "{0} MFG cells have never been calculated (such as {1}): run mfg recalc",
    ),
    "blocked": (
        "{0} 个动态数组被挡住或出错（#SPILL! 或 #VALUE!，如 {1}）",
        "{0} dynamic arrays are blocked or fail (#SPILL! or #VALUE!, such as {1})",
    ),
    "links": (
        "{0} 个公式带着另一台电脑的加载项路径（如 {1}）；用 mfg repair 修复",
        "{0} formulas carry the path of an add-in on another computer (such as {1}): run mfg repair",
    ),
    "spills": (
        "{0} 个动态数组：Excel 2019 及更早版本显示为固定区域的 {{=…}} 数组公式",
        "{0} dynamic arrays: Excel 2019 and older show them as {{=...}} formulas over fixed ranges",
    ),
    "newer": (
        "原生公式用到较新的函数：{0}；不支持的程序一旦重算就显示 #NAME?",
        "native formulas use newer functions: {0}; a program without them shows #NAME? once it recalculates",
    ),
    "named": ("名称 {0} 调用 MFG 函数", "the name {0} calls an MFG function"),
    "rule": (
        "{0} 的条件格式或数据验证调用 MFG 函数：{1}",
        "a conditional format or validation on {0} calls an MFG function: {1}",
    ),
    "manual": (
        "计算方式为手动：改动输入后须按 F9",
        "calculation is manual: press F9 after changing inputs",
    ),
    # hidden content; {0} is what was found
    "nothing": ("没有发现", "nothing found"),
    "properties": ("个人信息：{0}", "personal properties: {0}"),
    "paths": ("本机路径：{0}", "paths of this computer: {0}"),
    "external": ("外部链接：{0}", "external links: {0}"),
    "comments": ("批注 {0} 条，作者：{1}", "{0} comments, by {1}"),
    "printers": ("打印机设置 {0} 份（含打印机名）", "{0} printer settings (they name printers)"),
    "sheets": ("隐藏的工作表：{0}", "hidden sheets: {0}"),
    "rows": ("隐藏的行列：{0}", "hidden rows or columns: {0}"),
    "hidden_names": ("隐藏的名称：{0}", "hidden names: {0}"),
    "connections": ("数据连接：{0}", "data connections: {0}"),
    "macros": ("含有 VBA 宏", "it has VBA macros"),
    "embedded": ("嵌入的文件：{0}", "embedded files: {0}"),
    "pivots": (
        "透视表缓存 {0} 份，可能含有不显示的源数据",
        "{0} pivot caches, which may hold source data that is not shown",
    ),
    "custom": ("自定义 XML {0} 份", "{0} custom XML parts"),
    "clean_hint": ("用 mfg check --clean 可清除：{0}", "mfg check --clean removes: {0}"),
    # cleaning
    "cleaned": ("已清除：{0}", "removed: {0}"),
    "clean_none": ("没有需要清除的内容", "there is nothing to remove"),
    "link_values": (
        "{0} 个引用其他工作簿的公式改为数值",
        "{0} formulas that read other workbooks became values",
    ),
    "link_kept": (
        "外部链接仍保留，因为 {0} 还在使用",
        "external links stay, because {0} still uses them",
    ),
    "name_gone": ("引用其他工作簿的名称已删除：{0}", "names of other workbooks removed: {0}"),
    "backup": ("原文件备份为 {0}", "the old file is kept as {0}"),
    "exists": ("{0} 已存在；请用 --out 另选文件名", "{0} exists already; choose another name with --out"),
}

#: What ``--clean`` can remove.
CLEANABLE: dict[str, tuple[str, str]] = {
    "properties": ("个人信息", "personal properties"),
    "paths": ("本机路径", "paths of this computer"),
    "printers": ("打印机设置", "printer settings"),
    "comments": ("批注", "comments"),
    "external": ("外部链接", "external links"),
}


def pick(texts: dict[str, tuple[str, str]], key: str, lang: str, *values: object) -> str:
    """One text with its gaps filled."""
    return texts[key][0 if lang == "zh" else 1].format(*values)
