"""Catalogue entries of the functions in :mod:`indexing`; :mod:`catalogue` joins them."""

from __future__ import annotations

from .catalogue import _AGGREGATE, _CITY, _DIRECTION, _PARENT, Arg, Function

FUNCTIONS: tuple[Function, ...] = (
    Function(
        "MFG_INDEX",
        "指数化（指数加权法）：100 × 值 ÷ 参照，负向指标 100 × 参照 ÷ 值。参照为均值、最大值、最优值、给定值、另一期数据或基期年份。结果与数据区同形。",
        "Index numbers for index weighting: 100 x value / reference, 100 x reference / value where negative. Reference: mean, maximum, best, given values, another period's block or a base year. Same shape as the data.",
        (
            Arg("data", "数据区：单位×指标", "data block: units x indicators", optional=False),
            _DIRECTION,
            Arg(
                "ref",
                "参照：mean 均值（默认）、max 最大值、best 最优值；或一个值、每个指标一个值，或与数据区同形的基期数据",
                "reference: mean (default), max, best; or one value, one for each indicator, or a block like the data (another period)",
            ),
            Arg(
                "city", "面板数据各行的城市，用于基期年份", "city of each row of panel data, for a base year"
            ),
            Arg(
                "year", "面板数据各行的年份，用于基期年份", "year of each row of panel data, for a base year"
            ),
            Arg(
                "base_year",
                "基期年份：各城市对自身该年的值；同时给 ref（mean、max、best）则对该年各城市的均值等",
                "base year: each city against its own value then; with ref mean, max or best against that of all cities then",
            ),
            Arg("points", "参照处的指数，默认 100", "index at the reference, default 100"),
        ),
        "=MFG_INDEX({data},{direction})",
    ),
    Function(
        "MFG_RESCORE",
        "分界城市在本阶段和相邻阶段两套权重下的得分与名次，含表头。不带参数时取本工作簿的模型。",
        "Boundary cities scored under their own and the neighbouring stage's weights, with ranks and a header row. Without arguments of this workbook's model.",
        (
            Arg(
                "data",
                "标准化后的数据区：单位×指标；省略则取模型",
                "normalised data block: units x indicators; the model if left out",
            ),
            Arg(
                "factor",
                "系数表：指标×阶段，表头为阶段名；省略权重时即各阶段权重",
                "table of factors: indicators x stages under the stages' names; the weights themselves without weight",
            ),
            Arg(
                "weight",
                "各指标基础权重；省略则系数表即权重",
                "base weight of each indicator; if left out the table holds the weights",
            ),
            _PARENT,
            Arg(
                "parent_weight",
                "各维度权重，按维度出现次序；省略则等权",
                "weight of each dimension in order of appearance; equal if left out",
            ),
            Arg("group", "各城市所处阶段", "stage of each city"),
            _CITY,
            Arg(
                "by",
                "划分阶段所依据的数值（如人均 GDP）；省略则用得分",
                "what the stages were told apart by (such as GDP a head); the score if left out",
            ),
            Arg("method", *_AGGREGATE),
            Arg("count", "每条分界两侧各列几个城市，默认 3", "cities on each side of a boundary, default 3"),
        ),
        "=MFG_RESCORE()",
    ),
)
