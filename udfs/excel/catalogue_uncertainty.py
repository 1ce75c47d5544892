"""Catalogue entries of the functions in :mod:`uncertainty` and :mod:`weighing`; :mod:`catalogue` joins them."""

from __future__ import annotations

from .catalogue import _CITY, _DIRECTION, _PARENT, Arg, Function

_DATA = Arg(
    "data",
    "数据区：单位×指标，可带表头和名称列；省略则用本工作簿的模型",
    "data block: units x indicators, labels allowed; this workbook's model if left out",
)
_CHOICES = Arg(
    "choices",
    "可变的选择：一个文本，如 normalise=vector,minmax(1,100); aggregate=arithmetic,geometric; weights=noise:0.25，或一张表（每行：名称、各取值）；省略则变标准化、汇总和权重 ±25%",
    "what varies: a text such as normalise=vector,minmax(1,100); aggregate=arithmetic,geometric; weights=noise:0.25, or a table (name and alternatives in each row); normalisation, aggregation and weights by 25% if left out",
)
_MODEL = (
    _DIRECTION,
    Arg(
        "weight",
        "各指标权重，一行或一列；省略则用变异系数法",
        "weight of each indicator, a row or a column; coefficient of variation if left out",
    ),
    _PARENT,
    Arg(
        "parent_weight",
        "各维度权重，按维度出现次序；省略则用维度得分的变异系数",
        "weight of each dimension in order of appearance; coefficient of variation of the dimension scores if left out",
    ),
    _CITY,
    Arg(
        "framework",
        "指标体系表，含表头；给出时 data 为带表头的数据表，direction 等不用",
        "the framework table with its header; data is then the data table with its header, and direction to city are not used",
    ),
    Arg("delphi", "专家打分表，含表头", "the expert-score table with its header row"),
    Arg("options", "方法设置表：名称、值两列", "the method-options table: name and value"),
)
_N = Arg("n", "抽样次数，默认 2000", "replications, default 2000")
_SEED = Arg(
    "seed",
    "随机种子，0 或更大的整数，默认 1；同一种子结果相同",
    "seed, a whole number of 0 or more, default 1; the same seed gives the same result",
)
_SAMPLING = Arg(
    "sampling",
    "抽样方式：random 伪随机（默认）、sobol 低差异序列",
    "how draws are made: random (default) or sobol, a low-discrepancy sequence",
)
_DRAWS = Arg(
    "draws",
    "给定的抽样表：表头为选择名称，每行一次抽样；给出时不再随机抽取",
    "draws given as a table: a header of choices, a row a replication; nothing is then drawn",
)
_SETS = Arg(
    "weight_sets",
    "权重组表：表头为指标或维度代码，每行一组；抽样表的 weights 列写组号",
    "table of weight sets: a header of codes, a row a set; the draws' column weights holds their numbers",
)
_STAGES = (
    Arg(
        "stage",
        "各单位所处阶段，一行或一列，用于分阶段权重",
        "stage of each unit, a row or a column, for weights by stage",
    ),
    Arg(
        "stage_factor",
        "分阶段系数：指标×阶段，表头为阶段名",
        "factors by stage: indicators x stages, headed with the stages",
    ),
)
_TOP = Arg(
    "top",
    "只列基准名次的前几名，并按名次排序；省略则全部，按数据次序",
    "only the first units by nominal rank, in that order; all in the order of the data if left out",
)
_UNIT = Arg("unit", "城市（单位）名称", "name of a city (unit)")

FUNCTIONS: tuple[Function, ...] = (
    Function(
        "MFG_UNCERTAINTY",
        "名次有多稳：对方法、权重、数据误差做蒙特卡罗模拟，给出每个城市名次（或得分）的均值、中位数、标准差和分位数，含表头；也列出无法计算的抽样。",
        "How sure each rank is: Monte Carlo over methods, weights and data errors; mean, median, sd and quantiles of every city's rank (or score), with a header row; also why replications failed.",
        (
            _DATA,
            _CHOICES,
            *_MODEL,
            _N,
            _SEED,
            Arg(
                "table",
                "rank 名次（默认）、score 得分、failed 无法计算的原因、draws 每次抽样的选择",
                "rank (default), score, failed (reasons), draws (the choices of every replication)",
            ),
            Arg(
                "quantiles",
                "分位数，0 到 1，一行或一列；默认 0.05, 0.95",
                "quantiles of 0 to 1, a row or a column; default 0.05, 0.95",
            ),
            _TOP,
            _SAMPLING,
            _DRAWS,
            _SETS,
            *_STAGES,
        ),
        "=MFG_UNCERTAINTY()",
    ),
    Function(
        "MFG_RANKPROB",
        "名次概率，含表头：处于各名次、进入前 N 名、处于各阶段、先于另一城市的概率。选择同 MFG_UNCERTAINTY，相同的模拟只算一次。",
        "Probabilities with a header row: of each rank, of being among the first N, of each stage, of being before another city. Same choices as MFG_UNCERTAINTY; the same simulation is computed once.",
        (
            _DATA,
            _CHOICES,
            *_MODEL,
            _N,
            _SEED,
            Arg(
                "table",
                "rank 各名次（默认）、top 前 N 名、stage 各阶段、beats 先于另一城市",
                "rank: each rank (default); top: the first N; stage: each stage; beats: before another city",
            ),
            _TOP,
            Arg(
                "counts",
                "table 为 top 时的 N，一行或一列；默认 1, 3, 10, 20, 30, 50, 100",
                "the N of top, a row or a column; default 1, 3, 10, 20, 30, 50, 100",
            ),
            Arg(
                "rival",
                "table 为 beats 时的另一城市；省略则两两都给",
                "the other city of beats; all pairs if left out",
            ),
            _SAMPLING,
            _DRAWS,
            _SETS,
            *_STAGES,
        ),
        '=MFG_RANKPROB(,,,,,,,,,,,,"top")',
    ),
    Function(
        "MFG_SENSITIVITY",
        "哪个选择最要紧，含表头：Sobol 一阶与总效应指数及自助区间，逐个变动，去掉每个指标或维度。",
        "Which choice matters, with a header row: first-order and total Sobol indices with bootstrap intervals, one choice at a time, the ranking without each indicator or dimension.",
        (
            _DATA,
            _CHOICES,
            *_MODEL,
            Arg(
                "n",
                "Sobol 设计的行数，默认 400；共算 n×(选择数+2) 次",
                "rows of the Sobol design, default 400; n x (choices + 2) runs in all",
            ),
            _SEED,
            Arg(
                "table",
                "sobol 指数（默认）、oat 逐个变动、remove 去掉指标、dimensions 去掉维度",
                "sobol indices (default), oat one at a time, remove each indicator, dimensions: remove each",
            ),
            Arg(
                "output",
                "对什么的影响：shift 名次平均变动（默认）、score 得分、rank 名次（后两者要给 unit）",
                "effect on what: shift, the mean change of rank (default); score or rank of one city (give unit)",
            ),
            _UNIT,
            Arg("bootstraps", "自助次数，默认 100", "bootstraps, default 100"),
            Arg("level", "区间的置信水平，默认 0.95", "level of the intervals, default 0.95"),
            _SAMPLING,
            *_STAGES,
        ),
        "=MFG_SENSITIVITY()",
    ),
    Function(
        "MFG_STABILITY",
        "权重稳定区间，含表头：每个权重在多大范围内变动（同级按比例让出），第一名、前 N 名、两城先后或全部名次不变；只用于加权算术平均，结果精确。",
        "Weight stability with a header row: how far each weight may move (its siblings in proportion) before the leader, the first N, two cities or any ranks change; exact, for weighted arithmetic means.",
        (
            _DATA,
            Arg(
                "about",
                "什么不变：leader 第一名（默认）、top:10 前 10 名、ranking 全部名次、pair 两城先后",
                "what stays: leader (default), top:10, ranking, pair",
            ),
            _UNIT,
            Arg("rival", "与 unit 比较的另一城市", "the city that unit is compared with"),
            *_MODEL,
        ),
        "=MFG_STABILITY()",
    ),
    Function(
        "MFG_SCENARIOS",
        "方案比较，含表头：各种方法组合下每个城市的名次或得分，组合之间的秩相关，各组合与基准的一致性。",
        "Scenarios with a header row: every city's rank or score under each combination of methods, rank correlations between them, and their agreement with the index as it is.",
        (
            _DATA,
            Arg(
                "choices",
                "要组合的方法，如 normalise=vector,minmax(1,100); aggregate=arithmetic,geometric，或一张表；省略则变标准化和汇总",
                "methods to combine, such as normalise=vector,minmax(1,100); aggregate=arithmetic,geometric, or a table; normalisation and aggregation if left out",
            ),
            *_MODEL,
            Arg(
                "table",
                "rank 名次（默认）、score 得分、correlation 秩相关、list 方案表",
                "rank (default), score, correlation, list",
            ),
            _TOP,
        ),
        "=MFG_SCENARIOS()",
    ),
    Function(
        "MFG_WHATIF",
        "怎样才能到第几名，含表头：使城市达到目标名次、变动最小的指标值（按整个模型重算验证）；不给目标名次时列出最近的竞争者及差距。",
        "What it takes to reach a rank, with a header row: the indicator values of least change, verified by recomputing the whole index; without a target the nearest competitors and the gaps.",
        (
            _DATA,
            _UNIT,
            Arg(
                "target",
                "目标名次；省略则列出最近的竞争者",
                "rank to reach; the nearest competitors if left out",
            ),
            Arg(
                "indicators",
                "可以变动的指标代码或名称；省略则全部",
                "codes or names of the indicators that may change; all if left out",
            ),
            Arg(
                "limit",
                "每个指标最多变动的比例，如 0.2；省略则最多到各单位中的最好值",
                "greatest relative change of an indicator, such as 0.2; up to the best value of all units if left out",
            ),
            *_MODEL,
            Arg("top", "列出前后各几个竞争者，默认 3", "competitors in front and behind, default 3"),
        ),
        "=MFG_WHATIF(,{first_city})",
    ),
)
