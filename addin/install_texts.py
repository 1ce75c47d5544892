"""What ``mfg install`` and ``mfg uninstall`` say, in Chinese and English."""

from __future__ import annotations

#: Steps, with what they were done to; "would" is put before them in a dry run.
STEPS: dict[str, tuple[str, str]] = {
    "folder": ("新建文件夹 {0}", "make the folder {0}"),
    "conf": ("写入设置 {0}（Python：{1}）", "write the settings {0} (Python: {1})"),
    "addin": ("安装加载项 {0}", "install the add-in {0}"),
    "unblock": ("解除锁定（来自网络的标记）：{0}", "unblock (mark of the web): {0}"),
    "same": ("已是最新，不必改动：{0}", "already up to date: {0}"),
    "remove": ("删除 {0}", "remove {0}"),
    "rmdir": ("删除空文件夹 {0}", "remove the empty folder {0}"),
    "kept": ("保留（不是本软件的文件，或含有您的数据）：{0}", "kept (not ours, or holds your data): {0}"),
    "nothing": ("没有安装过，无事可做", "nothing is installed"),
    "short": (
        "Python 的路径含有本机代码页（{0}）之外的字符，改用短路径 {1}",
        "the path of Python has characters outside this Windows' code page ({0}); its short form is used: {1}",
    ),
}

#: Why nothing was done, and what to do about it.
ERRORS: dict[str, tuple[str, str]] = {
    "locked": (
        "{0} 正被 Excel 使用；请关闭所有 Excel 窗口后重试",
        "{0} is open in Excel; close every Excel window and try again",
    ),
    "denied": ("无法写入 {0}：{1}", "{0} cannot be written: {1}"),
    "foreign": (
        "{0} 不是本软件的加载项，未改动；请先将其改名或移走",
        "{0} is another add-in and was left alone; rename it or move it away first",
    ),
    "store": (
        "这是微软商店版 Python（{0}），它写入的文件 Excel 看不到；请安装 python.org 的 Python 再试",
        "this is the Python of the Microsoft Store ({0}): Excel does not see the files it writes; "
        "install Python from python.org and try again",
    ),
    "dll": (
        "在 {1} 及其上级文件夹中找不到 {0}；请在私有环境中安装：py -m venv C:\\mfg，再运行 C:\\mfg\\Scripts\\pip install 安装包",
        "{0} is not in {1} or the folder above it; install into a private environment: py -m venv C:\\mfg, "
        "then C:\\mfg\\Scripts\\pip install PACKAGE",
    ),
    "interpreter": (
        "Excel 不能用这个路径启动 Python：{0}；请把 Python 安装到只含英文字母和数字的文件夹，如 C:\\mfg",
        "Excel cannot start Python from this path: {0}; install Python in a folder of plain English letters, "
        "such as C:\\mfg",
    ),
    "home": (
        "用户文件夹 {0} 含有本机代码页（{1}）之外的字符，Excel 的 VBA 读不到设置；"
        "请在“区域”设置的“管理”中更改系统区域（或勾选 UTF-8），或换一个 Windows 用户",
        "the user folder {0} has characters outside this Windows' code page ({1}), so Excel's VBA cannot read "
        "the settings; change the system locale (Region > Administrative, or tick UTF-8) or use another account",
    ),
    "package": (
        "安装包不完整：缺少 {0}；请重新安装",
        "the package is incomplete: {0} is missing; install it again",
    ),
}

#: Lines around the steps, and the help of the commands.
LINES: dict[str, tuple[str, str]] = {
    "would": ("将{0}", "would {0}"),
    "dry": ("演练：未做任何改动", "dry run: nothing was changed"),
    "windows": (
        "本机不是 Windows：以下是在 Windows 上会做的事",
        "this is not Windows: this is what would be done there",
    ),
    "next": (
        "完成。打开 Excel（已打开则先全部关闭），在单元格中输入 =MFG_VERSION()",
        "Done. Open Excel (close it first if it is open) and type =MFG_VERSION() into a cell",
    ),
    "gone": ("已卸载，没有留下任何东西", "uninstalled; nothing is left"),
    "gone_but": ("已卸载；以上文件保留", "uninstalled; the files above were kept"),
    "help.install": (
        "把加载项装进本用户的 Excel（可重复运行）。",
        "Install the add-in into this user's Excel (may be repeated).",
    ),
    "help.uninstall": (
        "卸载加载项及其设置、日志，不留痕迹，不动其他加载项。",
        "Remove the add-in, its settings and its log without trace; other add-ins are not touched.",
    ),
    "help.doctor": (
        "检查安装，打印一份可复制的报告；有故障时退出码为 1。",
        "Check the installation and print a report to copy; exit code 1 if something is broken.",
    ),
    "help.repair": (
        "修复工作簿中指向 MFG.xlam 的链接（不用 Excel；先备份）。",
        "Repair a workbook's links to MFG.xlam (without Excel; a backup is kept).",
    ),
    "help.dry_run": ("只说明会做什么，不做改动", "say what would be done and change nothing"),
    "help.book": ("检查这个工作簿里是否有失效的加载项链接", "look for stale add-in links in this workbook"),
    "help.checklist": (
        "写出真实 Excel 核对表（.xlsx），供逐条核对",
        "write the checklist for real Excel as a workbook",
    ),
    "help.check": ("只检查，不写文件；需要修复时退出码为 1", "look only, write nothing; exit code 1 if repair is needed"),
    "help.out": ("写到另一个文件；省略则改原文件并备份", "write to another file; in place with a backup if left out"),
    "help.repair_book": ("要修复的工作簿", "the workbook to repair"),
    "repair.fix": ("{0}: {1} -> {2}", "{0}: {1} -> {2}"),
    "repair.more": ("…… 另有 {0} 处", "... and {0} more"),
    "repair.removed": ("去掉链接 {0}", "link removed: {0}"),
    "repair.kept": ("保留链接 {0}（还有其他内容用到它）", "link kept, something else uses it: {0}"),
    "repair.done": ("{1} 个公式中的 {0} 处调用已恢复为普通写法", "{0} calls in {1} formulas are plain again"),
    "repair.would": ("{1} 个公式中的 {0} 处调用需要修复", "{0} calls in {1} formulas need repair"),
    "repair.none": ("没有需要修复的链接", "no link needs repair"),
    "repair.stale": (
        "其中 {0} 个单元格存的是错误值；请用 Excel 打开刷新，或运行 mfg recalc",
        "{0} of these cells hold an error value; refresh them in Excel or run mfg recalc",
    ),
    "repair.backup": ("原文件备份为 {0}", "the old file is kept as {0}"),
}  # fmt: skip


def say(table: dict[str, tuple[str, str]], key: str, lang: str, *values: object) -> str:
    """One text of a table in Chinese ("zh") or English."""
    return table[key][0 if lang == "zh" else 1].format(*values)
