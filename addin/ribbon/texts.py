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
    "mfgTab.label": ("MFG 指数", "MFG Index"),
    "mfgGroupModel.label": ("模型", "Model"),
    "mfgGroupHelp.label": ("设置与帮助", "Settings and help"),
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
    "mfgNew.label": ("用模板新建", "New from template"),
    "mfgNew.tip": ("用模板新建工作簿", "New workbook from a template"),
    "mfgNew.help": (
        "打开一个未保存的新工作簿，内含指标体系和全部计算步骤。模板本身不会被改动。",
        "Opens a new, unsaved workbook with a framework and every step of the computation. The template "
        "itself is not changed.",
    ),
    "mfgNewCcid.label": ("赛迪 2022 先进制造业百强市", "CCID 2022, top 100 cities in advanced manufacturing"),
    "mfgNewCcid.help": ("报告的指标体系，演示数据。", "The report's framework with illustrative data."),
    "mfgNewCaict.label": ("信通院 2025 城市制造业", "CAICT 2025, manufacturing cities"),
    "mfgNewCaict.help": (
        "按报告文字整理的指标体系，演示数据。",
        "A framework drawn up from the report's text, with illustrative data.",
    ),
    "mfgNewBlank.label": ("空白模型", "Blank model"),
    "mfgNewBlank.help": (
        "只有工作表和公式，填入自己的指标和数据。",
        "Only the sheets and formulas: fill in your own indicators and data.",
    ),
    "mfgInsert.label": ("插入函数", "Insert function"),
    "mfgInsert.tip": ("在活动单元格中插入 MFG 函数", "Insert an MFG function into the active cell"),
    "mfgInsert.help": (
        "按类别列出全部 MFG 函数；选中后写入活动单元格，并打开 Excel 的参数窗口。指向函数名可看说明。",
        "Lists every MFG function by topic; the one you choose is written into the active cell and Excel's "
        "window for its arguments opens. Point at a name for its help.",
    ),
    "mfgProfile.label": ("城市画像", "City profile"),
    "mfgProfile.tip": ("查看所选城市的画像", "Profile of the selected city"),
    "mfgProfile.help": (
        "选中一个城市名后点击，转到 Profile 工作表并显示该城市；没有选中城市时只转到该表。",
        "Select a cell with a city's name first: the sheet Profile then shows that city. Without one, it "
        "only goes to the sheet.",
    ),
    "mfgSnapshot.label": ("保存名次", "Snapshot ranking"),
    "mfgSnapshot.tip": ("保存当前榜单，供日后比较名次变化", "Keep today's ranking to compare with later"),
    "mfgSnapshot.help": (
        "把当前的名次和得分连同时间追加到 Snapshots 工作表（没有则新建），每个城市一行。",
        "Appends ranks and scores with the time to the sheet Snapshots, which is added if need be: one "
        "row a city.",
    ),
    "mfgRepair.label": ("修复链接", "Repair links"),
    "mfgRepair.tip": ("修复指向别处加载项的公式", "Repair formulas that point at another add-in file"),
    "mfgRepair.help": (
        "在另一台电脑上保存的公式可能带有 'C:\\...\\MFG.xlam'! 前缀。去掉前缀后公式恢复计算，溢出保持不变。"
        "打开工作簿时会自动修复。",
        "Formulas saved on another computer may carry the prefix 'C:\\...\\MFG.xlam'!. Without it they "
        "calculate again, and spills stay spills. This also happens when a workbook is opened.",
    ),
    "mfgGroupShare.label": ("分享", "Share"),
    "mfgShare.label": ("分享", "Share"),
    "mfgShare.tip": ("发给没有加载项的同事", "Send to colleagues without the add-in"),
    "mfgShare.help": (
        "另存数值副本，或先看看对方会看到什么。两者都读取已保存的文件，不改动本工作簿。",
        "Make a copy with values, or see first what the others will see. Both read the saved file and leave "
        "this workbook as it is.",
    ),
    "mfgShareValues.label": ("数值副本", "Copy with values"),
    "mfgShareValues.help": (
        "在同一文件夹生成“名称.values.xlsx”（已有的会被替换）：MFG 公式换成数值，其余不变，并附来源说明。",
        "Writes NAME.values.xlsx beside the workbook (replacing an older one): MFG formulas become values, all "
        "else stays, and a sheet says where they come from.",
    ),
    "mfgShareCheck.label": ("对方会看到什么", "What they will see"),
    "mfgShareCheck.help": (
        "逐项说明在有无加载项的 Excel、WPS、LibreOffice 中的样子，以及文件里看不见的内容（姓名、路径、批注等）。",
        "Says how the file looks in Excel with and without the add-in, in WPS and LibreOffice, and what it "
        "carries unseen: names, paths, comments.",
    ),
    "mfgFunctions.label": ("帮助", "Help"),
    "mfgFunctions.tip": ("函数帮助", "Help on the functions"),
    "mfgFunctions.help": (
        "打开 Functions 工作表（没有则新建）：每个函数的用途和参数。",
        "Opens the sheet Functions, which is added if need be: what every function does, and its arguments.",
    ),
    "mfgLanguage.label": ("语言", "Language"),
    "mfgLanguage.tip": ("加载项的语言", "Language of the add-in"),
    "mfgLanguage.help": (
        "功能区、消息和函数说明的语言；当前工作簿若有语言单元格（Method 表），也一并切换并重算。",
        "Language of the ribbon, the messages and the function help; also of the active workbook, where it has "
        "a cell for it (sheet Method), which is then recalculated.",
    ),
    "mfgLog.label": ("日志", "Log"),
    "mfgLog.tip": ("打开日志文件", "Open the log file"),
    "mfgLog.help": (
        "函数和命令出错时的调用与出错位置；不含单元格内容。",
        "Calls and places of errors of functions and commands; no contents of cells.",
    ),
    "mfgDoctor.label": ("诊断", "Doctor"),
    "mfgDoctor.tip": ("检查安装", "Check the installation"),
    "mfgDoctor.help": (
        "检查 Excel、Python、xlwings 和加载项是否匹配，报告写入新工作簿，每项附处理办法。",
        "Checks whether Excel, Python, xlwings and the add-in fit together; the report goes into a new "
        "workbook, each finding with its repair.",
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
    "new.busy": ("MFG：正在打开模板……", "MFG: opening the template ..."),
    "doctor.busy": ("MFG：正在检查安装……", "MFG: checking the installation ..."),
    "insert.busy": ("MFG：正在写入公式……", "MFG: writing the formula ..."),
    "insert.nocell": ("请先选中一个单元格。", "Select a cell first."),
    "insert.filled": (
        "单元格 {0} 已有内容，请先选中一个空单元格。",
        "Cell {0} is not empty: select an empty one first.",
    ),
    "insert.refused": (
        "公式无法写入：工作表可能受保护",
        "the formula could not be written: the sheet may be protected",
    ),
    "repair.busy": ("MFG：正在修复公式……", "MFG: repairing formulas ..."),
    "repair.none": ("没有需要修复的公式。", "No formula needs repair."),
    "repair.done": (
        "MFG：已修复 {0} 个公式；{1} 个无法写入（例如工作表受保护）。",
        "MFG: {0} formulas repaired; {1} could not be written, for example on a protected sheet.",
    ),
    "language.value": ("中文", "English"),
    "language.book": (
        "MFG：加载项和本工作簿的语言已改为中文。",
        "MFG: the add-in and this workbook are in English now.",
    ),
    "language.done": ("MFG：语言已改为中文。", "MFG: the language is English now."),
    "log.none": ("还没有日志：{0}", "There is no log yet: {0}"),
    "python.gone": (
        "Python 进程已停止，未能重新启动；请稍后点“刷新”，或点“诊断”",
        "the Python process has stopped and could not be started again; press Refresh, or Doctor",
    ),
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
