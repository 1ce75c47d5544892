"""Catalogue entries of the functions in :mod:`evaluate`; :mod:`catalogue` joins them."""

from __future__ import annotations

from .catalogue import _CITY, _DIRECTION, _SCORES, Arg, Function

_DATA = Arg("data", "数据区：单位×指标", "data block: units x indicators", optional=False)

#: Heading of these functions in the add-in's menu.
TITLE = ("多属性评价与分级", "Multi-attribute evaluation and classes")

FUNCTIONS: tuple[Function, ...] = (
    Function(
        "MFG_MCDM",
        "多属性决策（整表）方法的得分，越大越好，正负向由方法自行处理：TOPSIS、VIKOR、灰色关联、秩和比、COPRAS、WASPAS、EDAS、MARCOS、CODAS、PROMETHEE II、模糊综合评价、DEA、BoD。",
        "Scores of a whole-matrix (MCDM) method, larger is better, directions handled by the method: TOPSIS, VIKOR, GRA, RSR, COPRAS, WASPAS, EDAS, MARCOS, CODAS, PROMETHEE II, fuzzy, DEA, BoD.",
        (
            _DATA,
            _DIRECTION,
            Arg(
                "weight",
                "各指标权重，自动归一；省略则等权",
                "weight of each indicator, rescaled to sum to 1; equal if left out",
            ),
            Arg(
                "method",
                "topsis（默认）、vikor:0.5、gra:0.5、rsr、copras、waspas:0.5、edas、marcos、codas:0.02、promethee、fuzzy:5、dea、bod、aras、moora、cocoso:0.5、mabac、mairca；冒号后为参数",
                "topsis (default), vikor:0.5, gra:0.5, rsr, copras, waspas:0.5, edas, marcos, codas:0.02, promethee, fuzzy:5, dea, bod, aras, moora, cocoso:0.5, mabac, mairca; the number is the method's parameter",
            ),
            Arg(
                "norm",
                "方法之前的无量纲化（不转方向）：vector、minmax、sum、max 等；省略则按方法（TOPSIS 用 vector）",
                "scaling before the method, without turning: vector, minmax, sum, max ...; the method's own if left out (TOPSIS: vector)",
            ),
            Arg(
                "detail",
                "1 列出中间结果（距离、S、R、Q 等）和名次",
                "1 for a table with the method's columns (distances, S, R, Q ...) and ranks",
            ),
        ),
        "=MFG_MCDM({data},{direction})",
    ),
    Function(
        "MFG_RSR",
        "秩和比法，含表头：RSR、名次、累计频率、概率单位（Probit）、回归拟合值、分档（1 为最好）。",
        "Rank-sum ratio with a header row: RSR, rank, cumulated frequency, probit, fitted value of the regression, grade (1 is best).",
        (
            _DATA,
            _DIRECTION,
            Arg(
                "weight",
                "各指标权重，自动归一；省略则等权",
                "weight of each indicator, rescaled to sum to 1; equal if left out",
            ),
            _CITY,
            Arg("grades", "分几档，2 到 5，默认 3", "how many grades, 2 to 5, default 3"),
            Arg(
                "interval",
                "0 整次秩（默认）、1 非整次秩：1 + (n-1)(x-min)/(max-min)",
                "0 whole ranks (default), 1 interval ranks 1 + (n-1)(x-min)/(max-min)",
            ),
        ),
        "=MFG_RSR({data},{direction})",
    ),
    Function(
        "MFG_CLASS",
        "把得分分成若干类，1（或第一个名称）为最高一类，形状同得分：自然断点、分位数、等间距、标准差、K 均值。",
        "Parts scores into classes, 1 (or the first name) the highest, same shape as the scores: natural breaks, quantiles, equal steps, standard deviations, k-means.",
        (
            _SCORES,
            Arg(
                "method",
                "jenks 自然断点（默认）、quantile 分位数、equal 等间距、sd 标准差、kmeans（需 scikit-learn）",
                "jenks natural breaks (default), quantile, equal, sd, kmeans (needs scikit-learn)",
            ),
            Arg("count", "分几类，默认 4，或与名称同数", "how many classes, default 4 or as many as names"),
            Arg("names", "类名，从高到低；省略则为 1、2……", "names, highest first; 1, 2 ... if left out"),
        ),
        "=MFG_CLASS({score})",
    ),
)
