"""Every text of the add-in that people read, in both languages, by key.

Ribbon controls use ``<id>.label``, ``<id>.tip`` (screen tip) and ``<id>.help`` (its second
paragraph). ``{0}`` and ``{1}`` are filled in by VBA. Function help is not here but in the
catalogue.
"""

from __future__ import annotations

# key: (Chinese, English)
TEXTS: dict[str, tuple[str, str]] = {
    "app.title": ("MFG 指数", "MFG Index"),
    # ribbon
    "mfgGroupCalculate.label": ("计算", "Calculate"),
    "mfgGroupWorkbook.label": ("工作簿", "Workbook"),
    "mfgGroupHelp.label": ("帮助", "Help"),
    "mfgRefresh.label": ("刷新", "Refresh"),
    "mfgRefresh.tip": ("刷新整个工作簿", "Refresh the workbook"),
    "mfgRefresh.help": (
        "重新计算本工作簿中所有含 MFG 函数的公式及其下游单元格。=MFG_SCORE() 这类不带参数的公式读取工作簿的模型，"
        "改动数据后须刷新。",
        "Recalculates every formula with an MFG function in this workbook and what depends on it. "
        "Formulas without arguments, such as =MFG_SCORE(), read the workbook's model and need it after "
        "a change of data.",
    ),
    "mfgRefreshMenu.label": ("刷新范围", "What to refresh"),
    "mfgRefreshBook.label": ("整个工作簿", "Whole workbook"),
    "mfgRefreshBook.tip": ("刷新整个工作簿", "Refresh the workbook"),
    "mfgRefreshBook.help": (
        "重新计算所有工作表中含 MFG 函数的公式。",
        "Recalculates the formulas with MFG functions on all sheets.",
    ),
    "mfgRefreshSheet.label": ("当前工作表", "This sheet"),
    "mfgRefreshSheet.tip": ("只刷新当前工作表", "Refresh this sheet only"),
    "mfgRefreshSheet.help": (
        "重新计算当前工作表中含 MFG 函数的公式，以及依赖它们的单元格。",
        "Recalculates the formulas with MFG functions on this sheet, and the cells that depend on them.",
    ),
    "mfgRefreshSelection.label": ("所选单元格", "Selected cells"),
    "mfgRefreshSelection.tip": ("只刷新所选单元格", "Refresh the selected cells only"),
    "mfgRefreshSelection.help": (
        "重新计算所选单元格中的 MFG 公式；选中溢出区域的任一单元格即可。",
        "Recalculates the MFG formulas in the selection; any cell of a spilled block will do.",
    ),
    "mfgCheck.label": ("检查", "Check"),
    "mfgCheck.tip": ("检查模型和数据", "Check the model and its data"),
    "mfgCheck.help": (
        "检查数据、方向、权重、指标体系和专家表，逐条列出问题及处理建议。",
        "Checks data, directions, weights, framework and expert scores and lists every finding with "
        "what to do.",
    ),
    "mfgNew.label": ("新建工作簿", "New workbook"),
    "mfgNew.tip": ("用 MFG 模板新建工作簿", "New workbook from the MFG template"),
    "mfgNew.help": (
        "打开一个未保存的新工作簿，内含指标体系、示例数据和全部计算步骤。模板本身不会被改动。",
        "Opens a new, unsaved workbook with a framework, sample data and every step of the computation. "
        "The template itself is not changed.",
    ),
    "mfgFunctions.label": ("函数一览", "Functions"),
    "mfgFunctions.tip": ("列出全部 MFG 函数", "List all MFG functions"),
    "mfgFunctions.help": (
        "在本工作簿中打开“Functions”工作表：每个函数的用途、参数和例子。",
        "Opens the sheet Functions in this workbook: what every function does, its arguments and an example.",
    ),
    "mfgAbout.label": ("关于", "About"),
    "mfgAbout.tip": ("版本与设置", "Versions and settings"),
    "mfgAbout.help": (
        "MFG Index、Python 和各软件包的版本，以及所用的设置文件。",
        "The versions of MFG Index, Python and its packages, and the settings file in use.",
    ),
    # messages
    "refresh.busy": ("MFG：正在刷新……", "MFG: refreshing ..."),
    "refresh.done": ("MFG：已重新计算 {0} 个公式，用时 {1} 秒", "MFG: {0} formulas recalculated in {1} s"),
    "refresh.none": (
        "所选范围内没有含 MFG 函数的公式。",
        "There is no formula with an MFG function here.",
    ),
    "book.none": ("请先打开一个工作簿。", "Open a workbook first."),
    "python.busy": ("MFG：正在等待 Python……", "MFG: waiting for Python ..."),
    "python.failed": (
        "Python 出错：{0}；可运行 mfg doctor 检查安装",
        "Python failed: {0}; mfg doctor checks the installation",
    ),
    "about.failed": (
        "MFG Index 加载项（xlwings {0}）。未能取得 Python 端的信息。\u000a设置文件：{1}",
        "MFG Index add-in (xlwings {0}). Python could not be asked.\u000aSettings: {1}",
    ),
    "conf.none": (
        "没有设置 Python：{0} 中缺少 INTERPRETER_WIN；请运行 mfg install",
        "Python is not set: no INTERPRETER_WIN in {0}; run mfg install",
    ),
    "conf.python": (
        "找不到 Python：{0}；请运行 mfg install",
        "Python is not at {0}; run mfg install",
    ),
    "conf.dll": (
        "无法从 {1} 或其上级文件夹加载 {0}；请运行 mfg doctor",
        "{0} could not be loaded from {1} or the folder above it; run mfg doctor",
    ),
    "conf.ansi": (
        "Python 的路径含有本机 Windows 代码页之外的字符，请安装到英文路径：{0}",
        "the path of Python has characters outside the code page of this Windows; install it elsewhere: {0}",
    ),
    "conf.long": (
        "启动 Python 的命令有 {0} 字节，超过 2048；请缩短 mfg.conf 中的 PYTHONPATH",
        "the command that starts Python has {0} bytes, more than 2048; shorten PYTHONPATH in mfg.conf",
    ),
}
