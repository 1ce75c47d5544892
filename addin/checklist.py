"""What only real Excel can show: steps a person does in twenty minutes, each proving one mechanism.

``tests/windows/CHECKLIST.md`` and the workbook of ``mfg doctor --checklist`` are written from `STEPS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from udfs import __version__


@dataclass(frozen=True)
class Item:
    """One step and the mechanism it proves, in Chinese and English."""

    zh: str
    en: str
    proves_zh: str
    proves_en: str

    def step(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en

    def proves(self, lang: str) -> str:
        return self.proves_zh if lang == "zh" else self.proves_en


STEPS: tuple[Item, ...] = (
    Item(
        "运行 mfg install，再运行 mfg doctor：报告没有“故障”",
        "Run mfg install, then mfg doctor: nothing is BROKEN in the report",
        "安装路径、设置编码、信任设置",
        "places, encoding of the settings, trust settings",
    ),
    Item(
        "启动 Excel：没有修复提示，没有宏提示，没有多打开的窗口；出现“MFG 指数”选项卡",
        "Start Excel: no repair prompt, no macro prompt, no extra window opens; the tab MFG Index is there",
        "不用 Excel 生成的 .xlam；XLSTART 中只有加载项",
        "the .xlam built without Excel; nothing but the add-in in XLSTART",
    ),
    Item(
        "选项卡上的图标、按键提示和中（英）文标签都在；按 Alt 可用键盘操作",
        "Icons, keytips and labels of the tab are all there in your language; Alt shows the keys",
        "功能区 XML 与 getLabel 回调",
        "ribbon XML, getLabel callbacks",
    ),
    Item(
        "Alt+F11，调试 > 编译：没有错误",
        "Alt+F11, Debug > Compile: no error",
        "自动生成的 VBA",
        "generated VBA",
    ),
    Item(
        "输入 =MFG_VERSION()：给出版本；任务管理器中有一个 python.exe；再新建一个工作簿并输入同一公式：仍只有一个",
        "Type =MFG_VERSION(): the version; Task Manager shows one python.exe; the same in a second workbook: still one",
        "启动命令只生成一次，一个服务进程",
        "cached command, one server",
    ),
    Item(
        "在任务管理器中结束 python.exe，按 Ctrl+Alt+F9：函数重新给出结果，没有“需要对象”",
        "End python.exe in Task Manager, press Ctrl+Alt+F9: the functions answer again, no \"object required\"",
        "服务进程死后自动重启",
        "restart of a dead server",
    ),
    Item(
        "把 mfg.conf 暂时改名，重启 Excel，输入 =MFG_VERSION()：单元格里是一句 #MFG!，没有弹窗；改回来",
        "Rename mfg.conf, restart Excel, type =MFG_VERSION(): a #MFG! sentence in the cell and no dialog; rename it back",
        "函数桩的错误处理",
        "guard of the stubs",
    ),
    Item(
        "打开 workbook/MFG_Template.xlsx：打开时不重算，MFG 公式前没有 @，溢出区有蓝框；About 表第 4 行为空",
        "Open workbook/MFG_Template.xlsx: no recalculation on opening, no @ before MFG formulas, spills have their blue frame; row 4 of About is empty",
        "cm=\"1\"、metadata.xml、calcId；以 INDEX 结尾的名称不引起打开时重算；易失的 INDIRECT 能看到已加载的 .xlam",
        "cm=\"1\", metadata.xml, calcId; names that end in INDEX start no calculation; the volatile INDIRECT sees the loaded .xlam",
    ),
    Item(
        "改 Data 表中一个数：Normalised、Weights、Scores、Ranking 随之变化",
        "Change one value on Data: Normalised, Weights, Scores, Ranking follow",
        "经区域和表格引用的依赖关系",
        "dependency tracking through ranges and tables",
    ),
    Item(
        "在 Data 表末尾加一个城市：Normalised 的溢出区增长一行",
        "Add a city at the foot of the table Data: the spill of Normalised grows by a row",
        "结构化引用",
        "table references",
    ),
    Item(
        "在空白处输入 =MFG_SCORE()：溢出；改 Data，再按“刷新”：随之变化；按 Ctrl+Z：能撤销 Data 的改动",
        "Type =MFG_SCORE() in an empty cell: it spills; change Data and press Refresh: it follows; Ctrl+Z undoes the change of Data",
        "定义名称、刷新不写单元格",
        "defined names; Refresh writes no cell",
    ),
    Item(
        "输入 =MFG_SCORE(\"深圳\")：该市得分",
        "Type =MFG_SCORE(\"深圳\"): that city's score",
        "经 COM 传递中文",
        "Chinese literals over COM",
    ),
    Item(
        "删去 Data 中一个值：结果中为真正的 #N/A（ISNA 为 TRUE）；改为 abc：提示写明单元格 Data!…",
        "Delete a value on Data: the result is a real #N/A (ISNA is TRUE); type abc instead: the message names the cell Data!...",
        "MfgToCells、按需取地址",
        "MfgToCells, lazily asked address",
    ),
    Item(
        "把数据设为货币和日期格式再引用：结果不变或给出说明",
        "Format data as currency and as date and use them: same result, or a message",
        "COM 传来的 Decimal 和 datetime",
        "Decimal and datetime from COM",
    ),
    Item(
        "输入 =MFG_RANK(A:A) 和 =MFG_RANK((A1:A9,C1:C9))：几秒内得到结果或说明",
        "Type =MFG_RANK(A:A) and =MFG_RANK((A1:A9,C1:C9)): an answer or a message within seconds",
        "整列截断、CountLarge",
        "trimming, CountLarge",
    ),
    Item(
        "插入函数：有 MFG 类别，函数和参数说明为本语言；先启动 Excel 不开工作簿，再新建，说明仍在",
        "Insert Function: the category MFG, help and argument help in your language, also when Excel started without a workbook",
        "Workbook_Open 时的 MacroOptions",
        "MacroOptions at Workbook_Open",
    ),
    Item(
        "若装有 ExcelDna.IntelliSense64.xll：键入 =MFG_RANK( 时出现参数提示",
        "With ExcelDna.IntelliSense64.xll loaded: typing =MFG_RANK( shows the arguments",
        "加载项内的自定义 XML 部件",
        "custom XML part inside the add-in",
    ),
    Item(
        "刷新工作簿、工作表、所选（在溢出区内）：手动计算模式保持不变，隐藏表也刷新，状态栏几秒后恢复",
        "Refresh workbook, sheet, selection (inside a spill): manual mode is kept, hidden sheets are refreshed, the status bar clears",
        "MfgRefresh",
        "MfgRefresh",
    ),
    Item(
        "选项卡上其余每个按钮按一次：中文路径下、没有打开工作簿时、受保护的视图中，都有结果或一句话",
        "Press every other button of the tab: under a Chinese path, with no workbook open, in Protected View: a result or a sentence",
        "经服务进程的命令、MessageBoxW",
        "commands through the server, MessageBoxW",
    ),
    Item(
        "“函数”新增一张表；“新建”打开未保存的副本；写入的命令都说明写到哪里",
        "Functions adds a new sheet; New opens an unsaved copy; commands that write say where",
        "写入只在新表或新文件",
        "commands write to new sheets or files",
    ),
    Item(
        "打开模板，切换语言（若有按钮，否则 mfg install --lang en 后重启）：标签、说明和提示随之变化；模板的标题、表头和图题也换语言",
        "With the template open, change the language (the button, or mfg install --lang zh and a restart): labels, help and messages follow; so do the template's titles, headers and chart titles",
        "LANGUAGE 设置、标签失效重取；Texts 表的公式、引用单元格的图题",
        "LANGUAGE setting, invalidated labels; formulas of the sheet Texts, chart titles that refer to cells",
    ),
    Item(
        "About 表第 4 行为空时保存工作簿，卸载加载项（mfg uninstall）后打开：显示上次的数值，按 F9 之前没有 #NAME?；第 4 行立即说明没有加载项",
        "Save the workbook while row 4 of About is empty, run mfg uninstall, open it: last values are shown, no #NAME? until F9; row 4 says at once that the add-in is absent",
        "没有 fullCalcOnLoad；卸载；易失公式不受保存时状态的影响",
        "no fullCalcOnLoad; uninstall; a volatile formula forgets the state it was saved in",
    ),
    Item(
        "重新安装后打开同一文件：公式中没有 'C:\\…\\MFG.xlam'! 前缀",
        "Install again and open the same file: no 'C:\\...\\MFG.xlam'! in its formulas",
        "固定位置、链接修复",
        "fixed place, link repair",
    ),
    Item(
        "另一台电脑（用户名不同）打开该文件，保存，再拿回来：公式仍是普通写法；否则按“修复链接”，溢出区保持溢出",
        "Open and save it on a computer with another user name and bring it back: plain formulas; if not, Repair links makes them plain and spills stay spills",
        "链接修复（Formula2）",
        "link repair (Formula2)",
    ),
    Item(
        "对该文件运行 mfg repair（关闭后），再打开：没有修复提示，没有“更新链接”提示",
        "Close it, run mfg repair on it, open it: no repair prompt and no question about links",
        "不用 Excel 的链接修复",
        "link repair without Excel",
    ),
    Item(
        "对 Excel 保存的文件运行 mfg recalc，再打开：没有修复提示；“分享 > 数值副本”由打开着的文件生成的副本也一样",
        "Run mfg recalc on a file saved by Excel and open it: no repair prompt; the same for the copy that Share > Copy with values makes of the open file",
        "按部件改写文件",
        "package patcher",
    ),
    Item(
        "关闭 Excel：不问是否保存 MFG.xlam；python.exe 结束",
        "Close Excel: no question to save MFG.xlam; python.exe ends",
        "加载项不变脏；服务进程结束",
        "the add-in is never dirty; the server ends",
    ),
    Item(
        "Excel 开着时运行 mfg install --lang en（再 --lang zh）：提示先关闭 Excel，什么也没坏",
        "With Excel open run mfg install --lang zh (then --lang en): it asks to close Excel, and nothing is broken",
        "文件被占用时的处理",
        "a file in use",
    ),
    Item(
        "Excel 2016 或 2019（若有）：{数组} 公式，数值正确，Ctrl+Alt+F9 后仍正确",
        "Excel 2016 or 2019, if at hand: {array} formulas, values right, still right after Ctrl+Alt+F9",
        "数组公式的完整 ref",
        "full ref of array formulas",
    ),
    Item(
        "32 位 Excel（若有）：=MFG_VERSION() 给出版本",
        "32-bit Excel, if at hand: =MFG_VERSION() gives the version",
        "32 位 DLL",
        "the 32-bit DLL",
    ),
)  # fmt: skip

#: A person does them in twenty minutes.
LIMIT = 30

_HEADS = {
    "zh": ("序号", "步骤", "证明", "Excel 版本与语言", "结果", "备注"),
    "en": ("#", "Step", "Proves", "Excel, language", "Result", "Note"),
}
_ABOUT = {
    "zh": "真实 Excel 核对表（MFG Index {0}）：这些机制在没有 Excel 的机器上无法证明。逐条操作，填写 Excel 版本、语言和结果。",
    "en": "Checklist for real Excel (MFG Index {0}): what cannot be proved on a machine without it. Do each step and write Excel's version and bitness, the language, and the result.",
}
_RESULTS = {"zh": ["通过", "不通过", "未做"], "en": ["pass", "fail", "not done"]}


def markdown() -> str:
    """The checklist as ``tests/windows/CHECKLIST.md``, in both languages."""
    lines = [
        "# What only real Excel can show / 只有真实 Excel 才能证明的事",
        "",
        "Nothing here has been run yet. 以下各条尚未运行。Written by `python docs/checklist.py` from `addin/checklist.py`;",
        "`mfg doctor --checklist FILE.xlsx` writes the same steps as a workbook to fill in.",
        "",
        "| # | Step / 步骤 | Proves / 证明 | Excel, language / 版本、语言 | Result / 结果 |",
        "|---|---|---|---|---|",
    ]
    for number, item in enumerate(STEPS, 1):
        step = f"{item.en}<br>{item.zh}".replace("|", "\\|")
        lines.append(f"| {number} | {step} | {item.proves_en}<br>{item.proves_zh} | | |")
    return "\n".join(lines) + "\n"


def write(path: Path, lang: str) -> Path:
    """Write the checklist as a workbook with columns for version, result and note.

    Raises
    ------
    PackageError
        The file is open or cannot be written.
    """
    import xlsxwriter

    from workbook.package import refuse_target, replacing

    refuse_target(path, lang)
    with replacing(path, lang) as temporary:
        book = xlsxwriter.Workbook(temporary)
        sheet = book.add_worksheet("核对表" if lang == "zh" else "Checklist")
        base = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
        title = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        head = book.add_format({**base, "bold": True, "bg_color": "#1F4E78", "font_color": "#FFFFFF"})
        cell = book.add_format(base)
        entry = book.add_format({**base, "bg_color": "#FFF2CC", "locked": False})
        sheet.merge_range(0, 0, 0, 5, _ABOUT[lang].format(__version__), title)
        sheet.set_row(0, 34)
        for column, width in enumerate((6, 70, 34, 24, 12, 34)):
            sheet.set_column(column, column, width)
        sheet.write_row(1, 0, _HEADS[lang], head)
        for row, item in enumerate(STEPS, 2):
            sheet.write_number(row, 0, row - 1, cell)
            # A step may begin with "=": write_string keeps it a text.
            sheet.write_string(row, 1, item.step(lang), cell)
            sheet.write_string(row, 2, item.proves(lang), cell)
            for column in (3, 4, 5):
                sheet.write_blank(row, column, None, entry)
            wide = sum(2 if ord(ch) > 0x2E7F else 1 for ch in item.step(lang))
            sheet.set_row(row, 16 * max(1, -(-wide // 66)))
        last = len(STEPS) + 1
        sheet.data_validation(2, 4, last, 4, {"validate": "list", "source": _RESULTS[lang]})
        sheet.freeze_panes(2, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)
        book.close()
    return path
