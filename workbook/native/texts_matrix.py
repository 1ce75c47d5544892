"""Titles of the helper blocks of whole-matrix methods, judgement matrices and methods with numbers."""

from __future__ import annotations

#: As in :mod:`workbook.native.texts`: {0} is the cell a block serves.
TITLES = {
    "directions in force": ("{0}: direction (1 negative)", "{0}：方向（1 为负向）"),
    "limits": ("{0}: 2 where a column has limits", "{0}：有界限的列为 2"),
    "weights in force": ("{0}: weights, made to sum to 1", "{0}：权重（合计为 1）"),
    "complete": ("{0}: 1 where a row has every value with weight", "{0}：有权重的值齐全的行为 1"),
    "part": ("{0}: values of complete rows", "{0}：齐全行的数值"),
    "ends": ("{0}: by column", "{0}：按列"),
    "scaled": ("{0}: scaled data", "{0}：无量纲化后的数据"),
    "by row": ("{0}: by row", "{0}：按行"),
    "ranged": ("{0}: 0 worst to 1 best, in the direction of each column", "{0}：按各列方向，0 最差、1 最好"),
    "linear": ("{0}: share of the best, in the direction of each column", "{0}：按各列方向，与最好值之比"),
    "step": ("{0}: terms", "{0}：各项"),
    "parts": ("{0}: {1}", "{0}：{1}"),
    "fractions": ("{0}: judgements as numbers, blank where not made", "{0}：判断值（数值），未作比较处为空"),
    "judged": ("{0}: reciprocal matrix of judgements", "{0}：互反判断矩阵"),
    "logs": ("{0}: logarithms of the judgements", "{0}：判断值的对数"),
    "powers": ("{0}: the matrix times itself, scaled", "{0}：矩阵自乘（按比例缩小）"),
    "vector": ("{0}: weights", "{0}：权重"),
    "largest": ("{0}: lambda max by row", "{0}：各行的最大特征根"),
    "errors": ("{0}: |ln(a w_j / w_i)| above the diagonal", "{0}：对角线以上的 |ln(a w_j / w_i)|"),
    "texts": (
        "TRUE while no text in {1} is a date, a time, a fraction, money or a word",
        "{1} 中没有日期、时间、分数、金额或文字时为 TRUE",
    ),
    "siblings complete": (
        "{0}: values of rows that are complete among siblings",
        "{0}：同级指标齐全的行的数值",
    ),
    "scores": (
        "{0}: scores in the order of ranks, blank without a rank",
        "{0}：参与排名的得分，无名次处为空",
    ),
    "r_first": ("first number", "第一个参数"),
    "r_second": ("second number", "第二个参数"),
    "r_a": ("parameter a", "参数 a"),
    "r_b": ("parameter b", "参数 b"),
    "r_best": ("best", "最优"),
    "r_worst": ("worst", "最劣"),
    "r_full": ("full preference from", "完全偏好的差"),
    "r_share": ("weight over sum", "权重除以总和"),
    "r_border": ("border", "边界"),
    "r_skew": ("skewness", "偏度"),
    "r_fails": ("1 where the rule is failed", "不达标为 1"),
    "r_open": ("1 where the column changes", "本轮改动的列为 1"),
    "r_extreme": ("extreme value", "极值"),
    "r_next": ("value next to it", "次极值"),
    "r_own": ("own method", "自有方法"),
    "r_least": ("at least", "不低于"),
    "r_most": ("at most", "不高于"),
}

#: As there: why a formula became a value.
REASONS = {
    "gaps": (
        "{0}: comparisons that nobody made are found by solving equations, for which there are no plain formulas",
        "{0}：未作的比较须解方程组，没有普通公式",
    ),
    "powers": (
        "{0}: the judgements contradict each other so much that the powers of the matrix do not settle",
        "{0}：判断自相矛盾过甚，矩阵各次幂不收敛",
    ),
}
