"""The catalogue's functions of expert judgement; :mod:`udfs.excel.catalogue` joins them to the others."""

from __future__ import annotations

from .entry import Arg, Function

_MATRIX = Arg(
    "data",
    "判断矩阵：方阵，可带表头和名称列；1/3 可写成文本“1/3”；可只填一半，未比较留空",
    "judgement matrix: square, labels allowed; the text 1/3 is a number; one half is enough, blank if not compared",
    optional=False,
)
_STACK = Arg(
    "data",
    "一个或多个判断矩阵，项目相同，上下叠放，中间可有空行或表头",
    "one judgement matrix or several of the same items below each other, blank or header rows between allowed",
    optional=False,
)
_PEOPLE = Arg(
    "weight",
    "各判断者的权重，一行或一列；省略则相同",
    "weight of each judge, a row or a column; equal if left out",
)
_AHP = Arg(
    "method",
    "eigenvector 特征向量法（默认）、geometric 方根法、columns 和积法、lls 对数最小二乘法",
    "eigenvector (default), geometric, columns, lls (logarithmic least squares)",
)
_PARENT = Arg(
    "parent",
    "各指标所属上级（维度）的代码，一行或一列；省略则只有一层",
    "code of each indicator's parent (dimension), a row or a column; one level if left out",
)

#: Heading of these functions in the add-in's menu.
TITLE = ("专家判断与主观权重", "Expert judgement and subjective weights")

FUNCTIONS: tuple[Function, ...] = (
    Function(
        "MFG_AHP",
        "层次分析法权重：由一个判断矩阵得一列权重。有缺失比较时用 Harker 法（eigenvector）或 lls。",
        "AHP weights: a column of weights from one judgement matrix. With missing comparisons by Harker's method (eigenvector) or lls.",
        (_MATRIX, _AHP),
        "=MFG_AHP({judgements})",
    ),
    Function(
        "MFG_AHP_CHECK",
        "判断矩阵一致性，含表头：最大特征根、CI、RI、CR、GCI 及上限、是否通过（CR ≤ 0.1）、最不一致的一对、其余判断所示的建议值、改后 CR。多人时每人一行，末行为集体。",
        "Consistency with a header row: lambda max, CI, RI, CR, GCI and its limit, accepted (CR at most 0.1), the most inconsistent pair, the value all other judgements suggest, CR then. One row a judge, the group last.",
        (_STACK, _PEOPLE, _AHP),
        "=MFG_AHP_CHECK({judgements})",
    ),
    Function(
        "MFG_AHP_GROUP",
        "群决策层次分析法：任意多人的判断矩阵，得一列集体权重。",
        "AHP of a group: a column of group weights from the judgement matrices of any number of people.",
        (
            _STACK,
            _PEOPLE,
            _AHP,
            Arg(
                "pool",
                "judgements 判断矩阵几何平均 AIJ（默认）、priorities 各人权重几何平均 AIP",
                "judgements: geometric mean of judgements, AIJ (default); priorities: of each one's weights, AIP",
            ),
        ),
        "=MFG_AHP_GROUP({stacked})",
    ),
    Function(
        "MFG_BWM",
        "最优最劣法（BWM）权重，线性或非线性模型，形状同 best；detail 为 1 时列出一致性（非线性另列权重区间）。",
        "Best-worst method, linear or nonlinear: weights in the shape of best; with detail 1 a table of their consistency (and of the weights' intervals if nonlinear).",
        (
            Arg(
                "best",
                "最优项对各项的比较，1 到 9，最优项自身为 1，一行或一列",
                "the best item over each item, 1 to 9, 1 for itself, a row or a column",
                optional=False,
            ),
            Arg(
                "worst",
                "各项对最劣项的比较，1 到 9，最劣项自身为 1，一行或一列",
                "each item over the worst item, 1 to 9, 1 for itself, a row or a column",
                optional=False,
            ),
            Arg(
                "detail",
                "1 列出 ksi、输入一致性比率、最优、最劣和最不一致的项",
                "1 lists ksi, the input-based consistency ratio, the best, the worst and the most inconsistent item",
            ),
            Arg(
                "method",
                "linear 线性模型（默认）、nonlinear 非线性模型（取权重区间中点）",
                "linear (default) or nonlinear (the middles of the weights' intervals)",
            ),
        ),
        "=MFG_BWM({best},{worst})",
    ),
    Function(
        "MFG_G1",
        "序关系分析法（G1）权重：重要性次序与相邻两项重要性之比。形状同 ratio。",
        "Order relation (G1) weights from the order of importance and the ratios of neighbours. Same shape as ratio.",
        (
            Arg(
                "ratio",
                "前一项与本项重要性之比：1 相同、1.2 稍微、1.4 明显、1.6 强烈、1.8 极端；第一项留空",
                "importance of the item before over this one: 1 equal, 1.2 slightly, 1.4 clearly, 1.6 strongly, 1.8 extremely more; blank for the first",
                optional=False,
            ),
            Arg(
                "order",
                "各项的重要性次序 1、2、3……；省略则已按次序排列",
                "place of each item by importance, 1, 2, 3 ...; already in order if left out",
            ),
        ),
        "=MFG_G1({ratio},{order})",
    ),
    Function(
        "MFG_PRECEDENCE",
        "优序图法权重：方阵中 1 为更重要、0.5 为相同、0 为次要；或给一行、一列重要性得分，自动两两比较。",
        "Precedence-chart weights: a square chart with 1 more important, 0.5 equal, 0 less; or a row or column of importance scores, compared in pairs.",
        (
            Arg(
                "data",
                "优序图（方阵，可带表头和名称列，可只填一半），或一行、一列得分",
                "the chart (square, labels allowed, one half is enough), or a row or column of scores",
                optional=False,
            ),
        ),
        "=MFG_PRECEDENCE({chart})",
    ),
    Function(
        "MFG_ABC",
        "主次分类赋权：ABC 类别与专家均值合成权重（公开方法的重构）。给出上级时在每个上级内归一。",
        "Weights from ABC classes and expert means (a reconstruction of the published wording). With parents they sum to 1 inside each parent.",
        (
            Arg(
                "data",
                "各指标专家均值（一行或一列），或专家×指标的打分区",
                "expert mean of each indicator (a row or a column), or a block of experts x indicators",
                optional=False,
            ),
            Arg(
                "grade",
                "各指标类别 A、B、C，一行或一列",
                "class of each indicator, A, B or C, a row or a column",
                optional=False,
            ),
            _PARENT,
            Arg(
                "method",
                "share 类别份额（默认）：每类总权重固定；multiplier 类别倍数：打分乘倍数",
                "share (default): the total of each class is fixed; multiplier: scores times the class multiplier",
            ),
            Arg(
                "factor",
                "A、B、C 的份额（默认 0.5,0.3,0.2）或倍数（默认 3,2,1）",
                "shares of A, B, C (default 0.5,0.3,0.2) or multipliers (default 3,2,1)",
            ),
        ),
        "=MFG_ABC({experts},{grade})",
    ),
    Function(
        "MFG_STAGE_WEIGHT",
        "分阶段权重：基础权重乘各阶段系数后归一；省略权重时系数表即各阶段权重。给出各城市阶段时每城一行。不同权重下的得分须注明才可比较。",
        "Weights per stage: base weights times stage factors, rescaled; without weights the table holds them. With each city's stage one row a city. Scores under different weights are comparable only with a note.",
        (
            Arg(
                "factor",
                "系数表：指标×阶段，可带表头（阶段名）和名称列；权重为行时阶段×指标",
                "table of factors: indicators x stages, labels allowed; stages x indicators where the weights are a row",
                optional=False,
            ),
            Arg(
                "weight",
                "各指标基础权重，一行或一列；省略则系数表即权重",
                "base weight of each indicator, a row or a column; if left out the table holds the weights",
            ),
            _PARENT,
            Arg(
                "group",
                "各城市所处阶段（名称同表头，无表头则为 1、2、3）",
                "stage of each city: names of the header, or 1, 2, 3 without one",
            ),
            Arg(
                "form",
                "factor 系数表乘以基础权重（默认）、table 表中即权重",
                "factor: the table multiplies the base weights (default); table: it holds the weights",
            ),
            Arg(
                "scope",
                "权重归一范围：local 同一上级内合计为 1（默认）、global 同层合计为 1",
                "where weights sum to 1: local, inside each parent (default), or global, over the whole level",
            ),
        ),
        "=MFG_STAGE_WEIGHT({factor},{experts})",
    ),
    Function(
        "MFG_ROUNDS",
        "德尔菲各轮汇总，含表头：人数、均值、中位数、四分位数、满分率、平均变异系数、肯德尔 W（校正并列）、卡方、自由度、p，以及较上一轮的变化。",
        "All Delphi rounds with a header row: experts, mean, median, quartiles, full-score rate, mean CV, Kendall's W (corrected for ties), chi-square, df, p, and the change against the round before.",
        (
            Arg(
                "delphi",
                "专家打分表，含表头：轮次、专家、各指标代码",
                "expert-score table with its header row: round, expert, indicator codes",
                optional=False,
            ),
            Arg(
                "full", "满分值；省略则取表中最高分", "full score; the highest score in the table if left out"
            ),
        ),
        "=MFG_ROUNDS({delphi})",
    ),
    Function(
        "MFG_AUTHORITY",
        "专家权威程度，含表头：判断依据 Ca、熟悉程度 Cs、权威程度 Cr = (Ca + Cs)/2，每轮一行。",
        "Authority of the experts with a header row: Ca (basis of judgement), Cs (familiarity), Cr = (Ca + Cs)/2, one row a round.",
        (
            Arg(
                "basis",
                "每位专家的判断依据系数；可多列（实践、理论、同行、直觉），按人求和",
                "basis of judgement of each expert; several columns (practice, theory, peers, intuition) are summed",
                optional=False,
            ),
            Arg(
                "familiarity",
                "每位专家的熟悉程度系数，0 到 1",
                "familiarity of each expert, 0 to 1",
                optional=False,
            ),
            Arg(
                "round",
                "每位专家所在轮次；省略则为一轮",
                "round of each expert's answer; one round if left out",
            ),
        ),
        "=MFG_AUTHORITY({basis},{familiarity})",
    ),
)
