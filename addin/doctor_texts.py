"""What the doctor says: (Chinese, English, repair in Chinese, repair in English) by key."""

from __future__ import annotations

REINSTALL = ("运行 mfg install", "run mfg install")

FINDINGS: dict[str, tuple[str, str, str, str]] = {
    # Windows and Excel
    "windows": ("Windows {0}，代码页 {1}", "Windows {0}, code page {1}", "", ""),
    "not_windows": (
        "本机不是 Windows：未检查 Excel、注册表和安装位置",
        "this is not Windows: Excel, registry and places of installation were not checked",
        "", "",
    ),
    "excel": ("Excel {0}，{1} 位：{2}", "Excel {0}, {1}-bit: {2}", "", ""),
    "excel_none": (
        "没有找到 Microsoft Excel",
        "Microsoft Excel was not found",
        "安装 Microsoft Excel（2016 及以上，推荐 Microsoft 365）；WPS 不能运行本加载项",
        "install Microsoft Excel (2016 or later, best Microsoft 365); WPS does not run this add-in",
    ),
    "excel_old": (
        "Excel {0} 没有动态数组：结果不会自动溢出",
        "Excel {0} has no dynamic arrays: results do not spill",
        "先选中结果区域，再用 Ctrl+Shift+Enter 输入公式；或升级到 Excel 2021 或 Microsoft 365",
        "select the area of the result and enter the formula with Ctrl+Shift+Enter, or move to Excel 2021 or Microsoft 365",
    ),
    "excel_ancient": (
        "Excel {0} 过旧",
        "Excel {0} is too old",
        "升级到 Excel 2016 或更新版本",
        "move to Excel 2016 or later",
    ),
    "wps_com": (
        "WPS 接管了 Excel.Application：{0}",
        "WPS has taken over Excel.Application: {0}",
        "在 WPS 的“配置工具 > 高级 > 兼容设置”中取消与 Microsoft Office 的关联，再修复 Office（设置 > 应用 > Microsoft Office > 修改 > 快速修复）",
        "in WPS's configuration tool (Advanced > Compatibility) undo the association with Microsoft Office, then repair Office (Settings > Apps > Microsoft Office > Modify > Quick Repair)",
    ),
    "wps_files": (
        ".xlsx 文件默认用 WPS 打开",
        ".xlsx files open in WPS by default",
        "先打开 Excel，再从 Excel 中打开工作簿；或把 .xlsx 的默认应用改为 Excel",
        "open workbooks from inside Excel, or make Excel the default app of .xlsx",
    ),
    "wps_no": ("Excel.Application 是 Microsoft Excel", "Excel.Application is Microsoft Excel", "", ""),
    # trust
    "trust": (
        "信任设置允许加载项（不需要“信任对 VBA 工程对象模型的访问”）",
        "the trust settings allow the add-in (access to the VBA project is not needed)",
        "", "",
    ),
    "trust_addins": (
        "信任中心禁用了全部加载项（{0}）",
        "the Trust Center disables all add-ins ({0})",
        "文件 > 选项 > 信任中心 > 加载项：取消“禁用所有应用程序加载项”；若为公司策略，请联系管理员",
        "File > Options > Trust Center > Add-ins: untick \"Disable all Application Add-ins\"; if it is a policy, ask the administrator",
    ),
    "trust_signed": (
        "信任中心要求加载项有数字签名（{0}），本加载项没有签名",
        "the Trust Center requires signed add-ins ({0}), and this one is not signed",
        "文件 > 选项 > 信任中心 > 加载项：取消“要求……签名”；若为公司策略，请管理员放行 {1}",
        "File > Options > Trust Center > Add-ins: untick the requirement of a signature; if it is a policy, ask the administrator to allow {1}",
    ),
    "trust_locations": (
        "受信任位置全部停用（{0}），XLSTART 中的宏可能不运行",
        "all trusted locations are disabled ({0}); macros in XLSTART may not run",
        "文件 > 选项 > 信任中心 > 受信任位置：取消“禁用所有受信任位置”；若为公司策略，请联系管理员",
        "File > Options > Trust Center > Trusted Locations: untick \"Disable all\"; if it is a policy, ask the administrator",
    ),
    "trust_macros": (
        "宏被禁用且不提示（{0} = {1}）；受信任位置 XLSTART 通常不受影响",
        "macros are disabled without notice ({0} = {1}); the trusted location XLSTART is usually exempt",
        "若函数显示 #NAME?：文件 > 选项 > 信任中心 > 宏设置，改为“禁用……并发出通知”",
        "if functions show #NAME?: File > Options > Trust Center > Macro Settings, \"Disable ... with notification\"",
    ),
    "disabled_item": (
        "Excel 在一次崩溃后停用了 MFG.xlam",
        "Excel disabled MFG.xlam after a crash",
        "文件 > 选项 > 加载项 > 管理：禁用项目 > 转到，启用 MFG.xlam",
        "File > Options > Add-ins > Manage: Disabled Items > Go, enable MFG.xlam",
    ),
    # the add-in
    "addin": ("加载项 {0}，与本版本一致", "the add-in {0} is the one of this version", "", ""),
    "addin_none": ("没有安装加载项：{0}", "the add-in is not installed: {0}", *REINSTALL),
    "addin_foreign": (
        "{0} 不是本软件的加载项",
        "{0} is another add-in",
        "将其改名或移走，再运行 mfg install",
        "rename it or move it away, then run mfg install",
    ),
    "addin_old": (
        "{0} 与本版本（{1}）不一致",
        "{0} is not the one of this version ({1})",
        "关闭 Excel，运行 mfg install",
        "close Excel and run mfg install",
    ),
    "addin_blocked": (
        "{0} 带有“来自网络”的标记，Excel 会阻止它",
        "{0} carries the mark of the web, and Excel blocks it",
        "运行 mfg install；或右键 > 属性 > 解除锁定",
        "run mfg install, or right click > Properties > Unblock",
    ),
    "addin_twice": (
        "另有一份 MFG.xlam 会被 Excel 加载：{0}",
        "Excel also loads another copy of MFG.xlam: {0}",
        "在 文件 > 选项 > 加载项 > 转到 中取消勾选，或删除那一份",
        "untick it in File > Options > Add-ins > Go, or delete that copy",
    ),
    "xlstart_other": (
        "XLSTART 中的 {0} 不是工作簿或加载项，Excel 启动时会把它当工作簿打开",
        "{0} in XLSTART is no workbook or add-in; Excel opens it as a workbook at every start",
        "将其移出 {1}",
        "move it out of {1}",
    ),
    # settings and Python
    "conf": ("设置 {0}", "settings {0}", "", ""),
    "conf_none": ("没有设置文件 {0}", "there is no settings file {0}", *REINSTALL),
    "conf_encoding": (
        "设置文件 {0} 不是本机代码页（{1}）的文本，Excel 读到的路径会是乱码",
        "the settings file {0} is not in this Windows' code page ({1}); Excel would misread its paths",
        *REINSTALL,
    ),
    "conf_no_interpreter": ("{0} 中没有 INTERPRETER_WIN", "{0} has no INTERPRETER_WIN", *REINSTALL),
    "conf_gone": (
        "设置中的 Python 不存在：{0}",
        "the Python of the settings is gone: {0}",
        "重新安装本软件后运行 mfg install",
        "install the package again, then run mfg install",
    ),
    "conf_other": (
        "Excel 用的是另一个 Python：{0}",
        "Excel uses another Python: {0}",
        "若不是有意为之，运行 mfg install 改用 {1}",
        "if that is not meant, run mfg install to use {1}",
    ),
    "home": (
        "用户文件夹 {0} 含有代码页 {1} 之外的字符，VBA 读不到设置",
        "the user folder {0} has characters outside code page {1}: the VBA cannot read the settings",
        "在“区域 > 管理”中更改系统区域（或勾选 UTF-8），或换一个 Windows 用户",
        "change the system locale (Region > Administrative, or tick UTF-8), or use another account",
    ),
    "python": ("Python {0}，{1} 位：{2}", "Python {0}, {1}-bit: {2}", "", ""),
    "python_store": (
        "这是微软商店版 Python：{0}；它写入的文件 Excel 看不到",
        "this is the Python of the Microsoft Store: {0}; Excel does not see the files it writes",
        "安装 python.org 的 Python，在其中重新安装本软件",
        "install Python from python.org and this package in it",
    ),
    "python_path": (
        "Python 的路径含有代码页 {1} 之外的字符：{0}",
        "the path of Python has characters outside code page {1}: {0}",
        "把 Python 安装到只含英文字母和数字的文件夹，如 C:\\mfg，再运行 mfg install",
        "install Python in a folder of plain English letters, such as C:\\mfg, then run mfg install",
    ),
    "dll": ("{0}", "{0}", "", ""),
    "dll_none": (
        "在 {1} 及其上级文件夹中找不到 {0}",
        "{0} is not in {1} or the folder above it",
        "重新安装：python -m pip install --force-reinstall xlwings=={2}；装在用户目录时请改用私有环境（py -m venv）",
        "python -m pip install --force-reinstall xlwings=={2}; after a \"--user\" installation use a private environment (py -m venv) instead",
    ),
    "xlwings": ("xlwings {0}，与加载项的 DLL 一致", "xlwings {0}, the version of the add-in's DLL", "", ""),
    "xlwings_other": (
        "xlwings 是 {0}，加载项需要 {1}",
        "xlwings is {0}, the add-in needs {1}",
        "python -m pip install xlwings=={1}",
        "python -m pip install xlwings=={1}",
    ),
    "xlwings_none": (
        "没有安装 xlwings",
        "xlwings is not installed",
        "python -m pip install xlwings=={0}",
        "python -m pip install xlwings=={0}",
    ),
    "command": ("启动命令 {0} 字节，上限 {1}", "the start command has {0} bytes of at most {1}", "", ""),
    "command_long": (
        "启动命令有 {0} 字节，超过上限 {1}",
        "the start command has {0} bytes, more than {1}",
        "缩短 mfg.conf 中的 PYTHONPATH，或把 Python 装到较短的路径",
        "shorten PYTHONPATH in mfg.conf, or install Python in a shorter path",
    ),
    "start": (
        "Python 启动并加载 {1} 个函数用时 {0} 秒",
        "Python starts and loads {1} functions in {0} s",
        "", "",
    ),
    "start_slow": (
        "Python 启动并加载函数用了 {0} 秒",
        "Python took {0} s to start and load the functions",
        "请杀毒软件放行 {1} 所在文件夹；第二次启动通常更快",
        "let the virus scanner exempt the folder of {1}; the second start is usually faster",
    ),
    "start_failed": (
        "Python 启动失败：{0}",
        "Python does not start: {0}",
        "重新安装本软件：python -m pip install --force-reinstall 安装包；再运行 mfg doctor",
        "install the package again: python -m pip install --force-reinstall PACKAGE; then run mfg doctor",
    ),
    "start_other": (
        "Excel 用的 Python 中是 MFG Index {0}，这里是 {1}",
        "the Python that Excel uses has MFG Index {0}, this one is {1}",
        *REINSTALL,
    ),
    "log": ("日志 {0}", "log {0}", "", ""),
    "log_denied": (
        "日志文件夹 {0} 不可写：{1}；函数照常工作，但没有日志",
        "the log folder {0} cannot be written: {1}; functions work, but nothing is logged",
        "检查该文件夹的权限",
        "look at the permissions of that folder",
    ),
    # a workbook
    "book": ("{0} 没有失效的加载项链接", "{0} has no stale add-in links", "", ""),
    "book_stale": (
        "{0} 有 {1} 处公式带着加载项的路径或链接，首处 {2}",
        "{0} has {1} formulas with a path or link to the add-in, the first at {2}",
        "关闭该文件后运行：mfg repair \"{0}\"",
        "close the file and run: mfg repair \"{0}\"",
    ),
    "book_link": (
        "{0} 里留有指向加载项的多余链接",
        "{0} has a link to the add-in that nothing uses",
        "关闭该文件后运行：mfg repair \"{0}\"",
        "close the file and run: mfg repair \"{0}\"",
    ),
    "book_unread": (
        "{0}",
        "{0}",
        "换一个文件，或先在 Excel 中另存为 .xlsx",
        "choose another file, or save it as .xlsx in Excel first",
    ),
    "probe": (
        "检查 {0} 时出错：{1}",
        "the check {0} failed: {1}",
        "请把这份报告发给维护者",
        "send this report to the maintainers",
    ),
}  # fmt: skip

LINES: dict[str, tuple[str, str]] = {
    "title": ("MFG Index {0} 诊断报告 {1}", "MFG Index {0} doctor {1}"),
    "broken": ("{0} 处故障，{1} 处注意", "broken: {0}, warnings: {1}"),
    "fine": ("没有故障（{1} 处注意）", "nothing is broken (warnings: {1})"),
    "fix": ("处理：", "fix: "),
}
