"""What the native edition says: titles of helper blocks, and why something became a value."""

from __future__ import annotations

from workbook.native.texts_matrix import REASONS as _MATRIX_REASONS
from workbook.native.texts_matrix import TITLES as _MATRIX

#: Name of the sheet of helper blocks.
SHEET = "Native"

#: Titles of helper blocks; {0} is the cell they serve, {1} what they are about.
_TITLES = {
    "head": ("Helper blocks of the native edition", "原生版的辅助计算区"),
    "note": (
        "Plain formulas that recalculate in any spreadsheet program. The shape (cities, indicators, dimensions) is "
        "fixed; a method without plain formulas turns results into #DIV/0!.",
        "以下均为普通公式，任何表格软件都能重算。城市、指标和维度的个数固定不变；改用没有普通公式的方法时，结果显示 #DIV/0!。",
    ),
    "literal": ("{0}: value in the formula", "{0}：公式中的常量"),
    "upright": ("{0}: as a column", "{0}：转成一列"),
    "turned": ("{0}: rows and columns exchanged", "{0}：行列互换"),
    "chosen": ("{0}: chosen row or column", "{0}：所选的行或列"),
    "nested": ("{0}: {1}", "{0}：{1}"),
    "looked up": ("{0}: {1}, as it was at the conversion", "{0}：{1}，转换时的结果"),
    "guard": ("{0}: TRUE while its methods are ones these formulas know", "{0}：方法均有普通公式时为 TRUE"),
    "method": ("{0}: method in force", "{0}：当前方法"),
    "words": ("Names of methods: {1}", "方法名称：{1}"),
    "number": ("{0}: number in force", "{0}：当前数值"),
    "list": ("{0}: list taken apart", "{0}：拆开的列表"),
    "clean": ("Numbers of {1}, blank where missing", "{1} 中的数值，缺失处为空"),
    "labels": ("Names of {1}, blank where missing", "{1} 中的名称，缺失处为空"),
    "missing": ("Texts that mean no value", "表示缺失的文字"),
    "directions": (
        "Words for a direction: 0 positive, 1 negative, 2 moderate",
        "方向用词：0 正向，1 负向，2 适度",
    ),
    "flags": ("Words for yes", "表示“是”的用词"),
    "fills": ("{0}: what fills a gap, by column", "{0}：各列的填补值"),
    "rules": ("{0}: rules of each column", "{0}：各列规则"),
    "turned data": ("{0}: larger is better", "{0}：正向化后的数据"),
    "transformed": ("{0}: transformed data", "{0}：变换后的数据"),
    "spread": ("{0}: statistics of each column", "{0}：各列统计量"),
    "line": ("{0}: (x - centre) / divisor * factor + offset", "{0}：(x - 中心) / 除数 × 系数 + 常数"),
    "unnormed": ("{0}: before they are made to sum to 1", "{0}：归一之前"),
    "means": ("{0}: mean score of the last round", "{0}：末轮平均分"),
    "classes": ("{0}: number of the class (A is 1)", "{0}：类别序号（A 为 1）"),
    "variation": ("{0}: measure of each column", "{0}：各列的度量"),
    "terms": ("{0}: terms of the measure", "{0}：度量的各项"),
    "conflict": ("{0}: 1 - r of siblings", "{0}：同级指标的 1 - r"),
    "normed": ("{0}: made to sum to 1", "{0}：归一后"),
    "mask": ("{0}: weight of each column in each result", "{0}：各列在各结果中的权重"),
    "member": ("{0}: 1 where a column belongs to a result", "{0}：列属于该结果时为 1"),
    "raw": ("{0}: before the score scale", "{0}：换算刻度之前"),
    "rounded": ("{0}: scores that are ranked", "{0}：用于排名的得分"),
    "rank": ("{0}: ranks", "{0}：名次"),
    "place": ("{0}: place of each row in the result", "{0}：各行在结果中的位置"),
    "source": ("{0}: row behind each line of the result", "{0}：结果各行的来源行"),
    "group": ("{0}: group of each row", "{0}：各行所在组"),
    "sizes": ("{0}: size and mean of each row's group", "{0}：各行所在组的个数和均值"),
    "stages": ("{0}: names of the stages", "{0}：阶段名称"),
    "breaks": ("{0}: stage breaks", "{0}：阶段分界"),
    "factors": ("{0}: factors times weights", "{0}：系数乘权重"),
    "unit": ("{0}: row of the city and of its peer", "{0}：城市和对照城市所在行"),
    "last": ("{0}: date of the last snapshot", "{0}：最近一次快照的日期"),
    "joined": ("{0}: the two lists side by side", "{0}：两份名单对齐"),
    "pairs": ("{0}: covariances of columns", "{0}：各列协方差"),
    "round": ("{0}: scores of the round", "{0}：该轮评分"),
    "couples": (
        "{0}: row of the unit in front, row of the unit behind it, distance of their scores",
        "{0}：在前城市所在行、在后城市所在行、得分差距",
    ),
    "distances": ("{0}: distances of the pairs in each node", "{0}：各对城市在每个节点上的差距"),
    "slopes": ("{0}: change of the distance with the weight of each node", "{0}：差距随各节点权重的变化率"),
    "swaps": ("{0}: weights at which the pairs swap", "{0}：使两城换位的权重"),
    "interval": ("{0}: end of an interval", "{0}：区间端点"),
    "under": ("{0}: scores under the weights of {1}", "{0}：按“{1}”阶段权重的得分"),
    "boundary": (
        "{0}: line of the result, row of the city, own stage, other stage",
        "{0}：结果行号、城市所在行、本阶段、相邻阶段",
    ),
    # What the sender is told, the sheet Provenance and the banner.
    "unlike": (
        "LibreOffice gives other values in {0} of the cells with plain formulas (such as {1}): were the workbook's values "
        "up to date? --recalc calculates them first",
        "LibreOffice 对 {0} 个普通公式单元格（如 {1}）算出的值不同：工作簿中的值可能已过时，加 --recalc 可先重算",
    ),
    "what": (
        "This file is the native edition of {0}: plain formulas stand for the MFG functions and recalculate without "
        "the add-in. What is listed as a value below does not follow changes.",
        "本文件是 {0} 的原生版：MFG 函数已换成普通公式，没有加载项也能重算。下面列为数值的单元格不随改动变化。",
    ),
    "section": ("Plain formulas", "普通公式"),
    "share": (
        "{0} of {1} MFG cells ({2}%) hold plain formulas; helper blocks on the sheet {3}",
        "{1} 个 MFG 单元格中 {0} 个（{2}%）为普通公式；辅助计算区在 {3} 表",
    ),
    "why": ("Values, and why", "数值及原因"),
    "banner": (
        "Native edition: plain formulas recalculate without the add-in; see the sheet {0}",
        "原生版：普通公式，无需加载项即可重算；说明见 {0} 表",
    ),
    # Rows of blocks.
    "r_transform": ("transform (1 none)", "变换（1 为无）"),
    "r_direction": ("direction", "方向"),
    "r_low": ("low", "下限"),
    "r_high": ("high", "上限"),
    "r_posted": ("between goalposts", "按上下限"),
    "r_method": ("method", "方法"),
    "r_turn": ("turned (1 negative, 2 moderate)", "正向化（1 负向，2 适度）"),
    "r_min": ("least", "最小值"),
    "r_max": ("greatest", "最大值"),
    "r_mean": ("mean", "均值"),
    "r_sd": ("standard deviation", "标准差"),
    "r_sum": ("sum", "总和"),
    "r_norm": ("root of sum of squares", "平方和的平方根"),
    "r_median": ("median", "中位数"),
    "r_mad": ("1.4826 median distance", "1.4826 倍中位差"),
    "r_centre": ("centre", "中心"),
    "r_divisor": ("divisor", "除数"),
    "r_factor": ("factor", "系数"),
    "r_offset": ("offset", "常数"),
    "r_inverse": ("inverse (negative index)", "取倒数（负向指数）"),
    "r_cap": ("capped", "截断"),
}

#: Why a formula became a value; {0} is the function, {1} what it is about.
REASONS = {
    "findings": ("{0} looks at what is written in the inputs; it has no closed form", "{0} 检查输入的写法，没有封闭公式"),
    "length": ("{0} is a list whose length changes with the data", "{0} 的行数随数据变化，没有封闭公式"),
    "constant": ("{0} is a fixed text", "{0} 是固定文字"),
    "closed": ("{0} has no closed form in plain formulas", "{0} 没有普通公式可以表达"),
    "gazetteer": ("{0} looks names up in a gazetteer: its answers stand as values at {1}", "{0} 查地名表，其结果以数值存于 {1}"),
    "function": ("{0} has no native form yet", "{0} 暂无普通公式"),
    "argument": ("{0} with the argument {1} has no native form", "{0} 带参数 {1} 时没有普通公式"),
    "method": ("{0} by the method {1} has no native form", "{0} 采用方法 {1} 时没有普通公式"),
    "parameter": ("{0} by {1} (with parameters) has no native form", "{0} 采用 {1}（带参数）时没有普通公式"),
    "shape": ("{0}: the shape of {1} has no native form", "{0}：{1} 的形状没有普通公式"),
    "message": ("{0} shows a message", "{0} 显示的是提示信息"),
    "reference": ("{0}: {1} cannot be followed", "{0}：无法解析 {1}"),
}  # fmt: skip


def _say(pair: tuple[str, str], lang: str, *values: str) -> str:
    return pair[1 if lang == "zh" else 0].format(*values)


def title(key: str, lang: str, *values: str) -> str:
    """Return a title or label in Chinese or English."""
    return _say(_TITLES[key] if key in _TITLES else _MATRIX[key], lang, *values)


def why(key: str, lang: str, *values: str) -> str:
    """Return the reason for a value in Chinese or English."""
    return _say(REASONS[key] if key in REASONS else _MATRIX_REASONS[key], lang, *values)
