"""Catalogue entries of the functions in :mod:`relate`; :mod:`catalogue` joins them."""

from __future__ import annotations

from .catalogue import _AGGREGATE, _CITY, _DIRECTION, _MISSING, _PARENT, Arg, Function

_DATA = Arg("data", "数据区：单位×指标", "data block: units x indicators", optional=False)
_NORMALISED = Arg(
    "data",
    "标准化后的数据区：单位×指标，负向指标已正向化",
    "normalised data block: units x indicators, negative ones turned",
    optional=False,
)
_CODE = Arg(
    "code",
    "各指标代码或名称；省略则用表头或列号",
    "codes or names of the indicators; the header or column numbers if left out",
)
_CORRELATION = Arg(
    "method",
    "pearson（默认）、spearman、kendall",
    "pearson (default), spearman, kendall",
)

#: Heading of these functions in the add-in's menu.
TITLE = ("相关、贡献与变动", "Relations, contributions and moves")

FUNCTIONS: tuple[Function, ...] = (
    Function(
        "MFG_CORR",
        "相关系数矩阵（或 p 值），按两两都有值的单位计算；数据区带表头时结果带标签。",
        "Correlation matrix, or its p values, over the units each pair has; labelled where the data has a header.",
        (
            _DATA,
            Arg(
                "other",
                "另一数据区（同样的单位），如维度得分；省略则自身两两相关",
                "another block of the same units, such as dimension scores; the data itself if left out",
            ),
            _CORRELATION,
            Arg("pvalue", "1 给出双侧 p 值", "1 for two-sided p values"),
        ),
        "=MFG_CORR({normalised})",
    ),
    Function(
        "MFG_ALPHA",
        "克朗巴赫 α 信度，含表头，每个维度一行：指标数、单位数、α、标准化 α。",
        "Cronbach's alpha with a header row, one row a dimension: indicators, units, alpha, standardised alpha.",
        (_DATA, _DIRECTION, _PARENT),
        "=MFG_ALPHA({data},{direction},{parent})",
    ),
    Function(
        "MFG_PCA",
        "主成分分析（相关矩阵），含表头：特征值与方差贡献、载荷，或 KMO 与 Bartlett 球形检验。",
        "Principal components of the correlation matrix with a header row: eigenvalues and variance, loadings, or KMO and Bartlett's test.",
        (
            _DATA,
            Arg(
                "table",
                "variance 特征值与方差（默认）、loadings 载荷、tests KMO 与 Bartlett",
                "variance (default), loadings, tests (KMO, Bartlett)",
            ),
            _CODE,
        ),
        "=MFG_PCA({normalised})",
    ),
    Function(
        "MFG_REDUNDANT",
        "高度相关、可能重复的指标对，含表头，从强到弱。",
        "Pairs of indicators so correlated that one may go, with a header row, the strongest first.",
        (
            _DATA,
            _CODE,
            _CORRELATION,
            Arg("threshold", "相关系数绝对值的门槛，默认 0.9", "least absolute correlation, default 0.9"),
        ),
        "=MFG_REDUNDANT({normalised})",
    ),
    Function(
        "MFG_CONTRIBUTION",
        "各指标对得分的贡献：权重×标准化值，或占得分的比重。结果与数据区同形。",
        "What each indicator adds to each score: weight times normalised value, or its share of the score. Same shape as the data.",
        (
            _NORMALISED,
            Arg(
                "weight",
                "各指标的最终权重（逐层相乘），一行或一列",
                "effective weight of each indicator (the product down the tree), a row or a column",
                optional=False,
            ),
            Arg("share", "1 给出占得分的比重", "1 for shares of the score"),
        ),
        "=MFG_CONTRIBUTION({normalised},{weight})",
    ),
    Function(
        "MFG_STRENGTHS",
        "一个单位的优势与短板指标，含表头：名次最好和最差的指标、名次、数值。",
        "Strengths and weaknesses of one unit with a header row: the indicators in which it ranks best and worst, ranks and values.",
        (
            _DATA,
            Arg("unit", "单位（城市）名称", "name of the unit (city)", optional=False),
            _DIRECTION,
            _CODE,
            _CITY,
            Arg("top", "各列几个，默认 5", "how many of each, default 5"),
        ),
        "=MFG_STRENGTHS({data},{first_city},{direction},{code},{city})",
    ),
    Function(
        "MFG_MOVES",
        "两个榜单之间的变动，含表头：城市、原名次、现名次、变动、上升/下降/新进/退出。",
        "Moves between two rankings with a header row: city, rank before and after, change, up, down, in or out.",
        (
            Arg("a", "原榜单的名次或得分", "ranks or scores of the earlier ranking", optional=False),
            Arg("b", "现榜单的名次或得分", "ranks or scores of the later ranking", optional=False),
            Arg("city_a", "原榜单的城市", "cities of the earlier ranking"),
            Arg("city_b", "现榜单的城市", "cities of the later ranking"),
            Arg(
                "order_a",
                "1 数大者在前（得分），-1 数小者在前（名次，默认）",
                "1: largest first (scores); -1: smallest first (ranks, default)",
            ),
            Arg("order_b", "同上，对现榜单", "the same for the later ranking"),
        ),
        "=MFG_MOVES({published},{rank},{published_city},{city})",
    ),
    Function(
        "MFG_REMOVE",
        "逐个去掉指标（或维度）后名次的变化，含表头：名次平均变动、最大变动、变动的单位数。",
        "How ranks change without each indicator (or dimension), with a header row: mean and greatest change, units that move.",
        (
            _NORMALISED,
            Arg("weight", "各指标权重，省略则等权", "weight of each indicator; equal if left out"),
            _PARENT,
            Arg(
                "parent_weight",
                "各维度权重，按维度出现次序；省略则等权",
                "weight of each dimension in order of appearance; equal if left out",
            ),
            _CODE,
            Arg("method", *_AGGREGATE),
            _MISSING,
            Arg(
                "dimensions",
                "0 逐个去掉指标（默认）、1 逐个去掉维度",
                "0: without each indicator (default); 1: without each dimension",
            ),
        ),
        "=MFG_REMOVE({normalised},{weight},{parent})",
    ),
)
