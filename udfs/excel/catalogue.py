"""The MFG_* worksheet functions, declared once.

The wizard help, the generated VBA, the workbook's Functions sheet, ``mfg functions``, the README
table and the tests all read this table. Texts are at most 255 characters, the limit of
Excel's function wizard; argument names are ASCII and no VBA keyword.
"""

from __future__ import annotations

from .catalogue_judgement import FUNCTIONS as JUDGEMENT
from .catalogue_prepare import FUNCTIONS as PREPARE
from .entry import Arg, Function

# Arguments that mean the same wherever they stand.
_DIRECTION = Arg(
    "direction",
    "各指标方向：+ 或“正向”、- 或“负向”，一行或一列；省略则全为正向",
    "direction of each indicator: + or positive, - or negative, a row or a column; all positive if left out",
)
_PARENT = Arg(
    "parent",
    "各指标所属上级（维度）的代码，一行或一列；省略则只有一层",
    "code of each indicator's parent (dimension), a row or a column; one level if left out",
)
_WEIGHT = Arg(
    "weight",
    "各指标权重，一行或一列，可为百分数，自动归一",
    "weight of each indicator, a row or a column, any positive total; rescaled to sum to 1",
)
_POSITIVE = Arg(
    "positive",
    "负向指标正向化方法：reciprocal（1/(k+max|x|+x)，默认）、inverse、max、mean",
    "how negative indicators are turned: reciprocal (1/(k+max|x|+x), default), inverse, max, mean",
)
_K = Arg(
    "k",
    "reciprocal 的系数 k，默认 0.1，与指标同单位",
    "coefficient k of reciprocal, default 0.1, in the indicator's unit",
)
_NORM_METHOD = Arg(
    "method",
    "标准化方法：vector（默认）、minmax（可写 minmax:1:100）、zscore、sum、max、mean、none、robust、rank、prank、borda、dist2max、dist2ref、dist2targ、efficacy、categorical、index、index_max、index_best",
    "normalisation: vector (default), minmax (or minmax:1:100), zscore, sum, max, mean, none, robust, rank, prank, borda, dist2max, dist2ref, dist2targ, efficacy, categorical, index, index_max, index_best",
)
_MISSING = Arg(
    "missing",
    "缺失值：keep 保留缺失（默认）、reweight 按已有指标重分权重、zero 以 0 代替",
    "missing values: keep (default), reweight over what is there, zero",
)
_SCOPE = Arg(
    "scope",
    "权重归一范围：local 同一上级内合计为 1（默认）、global 同层合计为 1",
    "where weights sum to 1: local, inside each parent (default), or global, over the whole level",
)
_TIES = Arg(
    "ties",
    "并列名次：min 取最小（默认）、max、average、dense、ordinal",
    "tied ranks: min (default), max, average, dense, ordinal",
)
_DECIMALS = Arg(
    "decimals",
    "排名前将得分四舍五入到几位小数；省略则不舍入",
    "round scores to this many decimals before ranking; not rounded if left out",
)
_BREAKS = Arg(
    "breaks",
    "阶段分界，一行或一列；名次上限（默认 3,29,58,100）或得分下限",
    "breaks between stages, a row or a column: last rank of each (default 3,29,58,100) or least score of each",
)
_STAGES = Arg(
    "stages",
    "阶段名称，与分界同数，或多一个给其余单位；默认跃升期、扩张期、发展期、起步期",
    "stage names, as many as breaks, or one more for the rest; default leap, expansion, development, start-up",
)
_AGGREGATE = (
    "arithmetic 加权算术平均（默认）、geometric、harmonic、power:2、min、median、owa:2、meanmin:0.5、mpi、ampi、copeland",
    "arithmetic (default), geometric, harmonic, power:2, min, median, owa:2, meanmin:0.5, mpi, ampi, copeland",
)
_CITY = Arg("city", "城市（单位）名称，一行或一列", "names of the cities (units), a row or a column")
_SCORES = Arg("scores", "得分，一行或一列", "scores, a row or a column", optional=False)

#: Heading of the functions of this file in the add-in's menu; each catalogue_* file may have its own.
TITLE = ("计算指数：权重、得分、排名", "The index: weights, scores, ranks")

FUNCTIONS: tuple[Function, ...] = (
    Function(
        "MFG_CHECK",
        "检查数据、方向、权重、层级、城市、专家表，逐条列出问题：级别、位置、发现、处理建议。不带参数时检查本工作簿的模型。",
        "Checks data, directions, weights, tree, cities and expert scores and lists every finding: level, place, what was found, what to do. Without arguments it checks this workbook's model.",
        (
            Arg(
                "data",
                "数据区：单位×指标，可带表头和名称列",
                "data block: units x indicators, labels allowed",
            ),
            _DIRECTION,
            _WEIGHT,
            _PARENT,
            _CITY,
            Arg("framework", "指标体系表，含表头", "the framework table with its header row"),
            Arg("delphi", "专家打分表，含表头", "the expert-score table with its header row"),
            Arg("options", "方法设置表：名称、值两列", "the method-options table: name and value"),
        ),
        "=MFG_CHECK()",
    ),
    Function(
        "MFG_POSITIVE",
        "正向化：正向指标不变，负向指标按所选方法转换。结果与数据区同形。",
        "Positive-isation: positive indicators stay, negative ones are turned by the chosen method. Same shape as the data.",
        (
            Arg("data", "数据区：单位×指标", "data block: units x indicators", optional=False),
            _DIRECTION,
            Arg("method", _POSITIVE.zh, _POSITIVE.en),
            _K,
        ),
        "=MFG_POSITIVE({data},{direction})",
    ),
    Function(
        "MFG_MODERATE",
        "适度指标正向化：在 low 与 high 之间最好，越远越差；low = high 为适度值；只给一个为单侧界限。没有界限的列不变。结果与数据区同形。",
        "Turns moderate indicators: best between low and high, worse the farther outside; low = high is a target, one limit alone is one-sided. Columns without limits stay. Same shape as the data.",
        (
            Arg("data", "数据区：单位×指标", "data block: units x indicators", optional=False),
            Arg(
                "low",
                "各指标下限，一行或一列，留空则无下限",
                "lower limit of each indicator, a row or a column; blank if none",
            ),
            Arg(
                "high",
                "各指标上限，一行或一列，留空则无上限",
                "upper limit of each indicator, a row or a column; blank if none",
            ),
            Arg(
                "method",
                "interval：1 - d/max(d)（默认）、distance：max(d) - d、reciprocal：1/(1 + d)；d 为区间外的距离",
                "interval: 1 - d/max(d) (default), distance: max(d) - d, reciprocal: 1/(1 + d); d is the distance outside",
            ),
        ),
        "=MFG_MODERATE({data},{low},{high})",
    ),
    Function(
        "MFG_NORM",
        "标准化（无量纲化），先按方向正向化。结果与数据区同形。有上下限的指标按上下限标准化。",
        "Normalises the indicators after turning negative ones. Same shape as the data. Indicators with goalposts are normalised between them.",
        (
            Arg("data", "数据区：单位×指标", "data block: units x indicators", optional=False),
            _DIRECTION,
            Arg("low", "各指标下限（目标值），留空则不用", "lower goalpost of each indicator; blank if none"),
            Arg(
                "high", "各指标上限（目标值），留空则不用", "upper goalpost of each indicator; blank if none"
            ),
            Arg(
                "transform",
                "各指标变换：log、log10、sqrt，留空则不变换",
                "transform of each indicator: log, log10, sqrt; blank if none",
            ),
            Arg(
                "cap",
                "各指标是否截到上下限之内：1 是、0 否",
                "whether each indicator is capped at its goalposts: 1 or 0",
            ),
            _NORM_METHOD,
            _POSITIVE,
            _K,
            _MISSING,
            Arg(
                "a",
                "方法的第一个参数，一个或每个指标一个：minmax 下端 0，zscore、robust 中心 0，efficacy 基分 60，index 基数（均值），dist2targ 目标（最大值），dist2ref 参照行号 1，categorical 档数",
                "first parameter, one or one per indicator: minmax lower end 0; zscore, robust centre 0; efficacy base 60; index base (mean); dist2targ target (maximum); dist2ref row 1; categorical classes",
            ),
            Arg(
                "b",
                "方法的第二个参数：minmax 上端 1，zscore、robust 尺度 1，efficacy 分值 40，index 基数对应值 100，dist2ref、dist2targ 是否封顶 0",
                "second parameter: minmax upper end 1; zscore, robust unit 1; efficacy points 40; index value at the base 100; dist2ref, dist2targ cap 0 or 1 (default 0)",
            ),
            Arg(
                "own",
                "各指标自己的标准化方法，留空则用 method；可带参数，如 minmax:1:100、efficacy:60:40",
                "each indicator's own normalisation, blank for method; parameters behind the name: minmax:1:100, efficacy:60:40",
            ),
            Arg(
                "moderate",
                "方向为“适度”的指标如何转换：interval（默认）、distance、reciprocal；low、high 为其界限",
                "how indicators of direction moderate are turned: interval (default), distance, reciprocal; low and high are their limits",
            ),
        ),
        "=MFG_NORM({data},{direction})",
    ),
    Function(
        "MFG_DELPHI",
        "德尔菲专家打分统计：最后一轮（或指定轮）各指标的人数、均值、中位数、四分位数、标准差、变异系数、满分率和权重。",
        "Delphi statistics of the last (or a chosen) round: experts, mean, median, quartiles, standard deviation, coefficient of variation, full-score rate and weight of each indicator.",
        (
            Arg(
                "delphi",
                "专家打分表，含表头：轮次、专家、各指标代码",
                "expert-score table with its header row: round, expert, indicator codes",
                optional=False,
            ),
            _PARENT,
            Arg("round", "第几轮；省略则取最后一轮", "which round; the last if left out"),
            Arg(
                "full", "满分值；省略则取表中最高分", "full score; the highest score in the table if left out"
            ),
        ),
        "=MFG_DELPHI({delphi})",
    ),
    Function(
        "MFG_WEIGHT",
        "权重：客观方法（变异系数、熵值、CRITIC、MEREC、主成分等）、等权、给定权重、德尔菲均值。给出上级时在每个上级内归一。方向为列时结果为列。",
        "Weights: objective methods (coefficient of variation, entropy, CRITIC, MEREC, PCA ...), equal, given, Delphi mean. With parents they sum to 1 inside each parent. A column if the vectors passed are columns.",
        (
            Arg(
                "data",
                "标准化后的数据区；method 为 delphi、abc 时是专家打分表",
                "normalised data block; the expert-score table when method is delphi or abc",
            ),
            _DIRECTION,
            _WEIGHT,
            _PARENT,
            Arg(
                "code",
                "各指标代码，决定 delphi 结果的次序；省略则按专家表的列序",
                "codes that set the order of a Delphi result; the table's own order if left out",
            ),
            Arg(
                "method",
                "cv 变异系数法（默认）、equal 等权、given 给定、delphi 专家均值、abc 主次分类、entropy 熵值法、std、variance、gini、critic、independence 独立性、merec、pca 主成分、pca1、factor 因子分析、balance、infomax、lopcow、cilos、idocriw",
                "cv (default), equal, given, delphi, abc, entropy, std, variance, gini, critic, independence, merec, pca, pca1, factor, balance, infomax, lopcow, cilos, idocriw",
            ),
            _SCOPE,
            _POSITIVE,
            _K,
            Arg(
                "grade",
                "method 为 abc 时各指标的类别 A、B、C",
                "class A, B, C of each indicator when method is abc",
            ),
            Arg(
                "form",
                "abc 的形式：share 份额（默认）、multiplier 倍数",
                "form of abc: share (default), multiplier",
            ),
            Arg(
                "factor",
                "abc 各类的份额或倍数，如 0.5,0.3,0.2",
                "shares or multipliers of the classes for abc, such as 0.5,0.3,0.2",
            ),
        ),
        "=MFG_WEIGHT({normalised})",
    ),
    Function(
        "MFG_COMBINE",
        "主客观组合权重：乘法、线性、几何平均、最小相对信息熵、博弈论、最小二乘、矩估计，或只取其一。形状同主观权重。",
        "Combines subjective and objective weights: multiplicative, linear, geometric, minimum relative entropy, game theory, least squares, moment estimation, or one of them alone. Same shape as the subjective weights.",
        (
            Arg(
                "subjective",
                "主观权重，一行或一列；或多组权重并排的区域（每列一组；上级为一行时每行一组）",
                "subjective weights, a row or a column; or several vectors side by side (one a column, one a row where parent is a row)",
                optional=False,
            ),
            Arg(
                "objective",
                "客观权重，一行或一列，或多组并排；主观为多组时可省略",
                "objective weights, a row or a column, or several vectors; may be left out beside several subjective ones",
            ),
            _PARENT,
            Arg(
                "method",
                "multiplicative 乘法（默认）、linear 线性、geometric 几何、relative_entropy 最小相对信息熵（同几何）、game 博弈论、least_squares 最小二乘（同线性 0.5）、moment 矩估计、subjective、objective",
                "multiplicative (default), linear, geometric, relative_entropy (= geometric), game, least_squares (= linear, 0.5), moment, subjective, objective",
            ),
            Arg(
                "alpha",
                "线性组合中主观权重的比重，0 到 1，默认 0.5；多组时为每组的比重，默认相同",
                "share of the subjective weights in linear, 0 to 1, default 0.5; with several vectors the share of each, equal if left out",
            ),
            _SCOPE,
        ),
        "=MFG_COMBINE({subjective},{objective},{node_parent})",
    ),
    Function(
        "MFG_DIMENSION",
        "把一层指标按上级汇总为维度得分：单位×维度。",
        "Aggregates one level of indicators into dimension scores: units x dimensions.",
        (
            Arg(
                "data",
                "标准化后的数据区：单位×指标",
                "normalised data block: units x indicators",
                optional=False,
            ),
            Arg(
                "weight",
                "各指标权重，自动归一；或每个单位一行的权重区；或方法名（cv 默认、entropy、critic 等）",
                "weight of each indicator, rescaled to sum to 1; or a block with each unit's own; or a method's name (cv by default, entropy, critic ...)",
            ),
            _PARENT,
            Arg(
                "node",
                "要输出的维度代码及次序；省略则按出现次序",
                "dimension codes to return, in order; order of appearance if left out",
            ),
            Arg(
                "method",
                f"{_AGGREGATE[0]}；可每个维度一个",
                f"{_AGGREGATE[1]}; may be one per dimension",
            ),
            _MISSING,
            _SCOPE,
        ),
        "=MFG_DIMENSION({normalised},{weight},{parent})",
    ),
    Function(
        "MFG_SCORE",
        '综合得分。不带参数时给出本工作簿模型的全部得分；=MFG_SCORE("深圳") 给出该市得分；给数据区时从正向化一直算到得分。',
        "Composite scores. Without arguments the scores of this workbook's model; =MFG_SCORE(\"深圳\") that city's; with a data block everything from positive-isation to the score.",
        (
            Arg("data", "数据区、城市名，或留空", "data block, a city's name, or nothing"),
            _DIRECTION,
            Arg(
                "weight",
                "各指标权重；或每个单位一行的权重区（MFG_STAGE_WEIGHT）；或方法名（cv 默认、entropy、critic 等）",
                "weight of each indicator; or a block with each unit's own (MFG_STAGE_WEIGHT); or a method's name (cv by default, entropy, critic ...)",
            ),
            _PARENT,
            Arg(
                "parent_weight",
                "各维度权重，按维度出现次序；或每个单位一行；或方法名，由维度得分算出（默认 cv）",
                "weight of each dimension in order of appearance; or each unit's own; or a method's name, taken from the dimension scores (default cv)",
            ),
            Arg(
                "method",
                *_AGGREGATE,
            ),
            Arg("norm", _NORM_METHOD.zh, _NORM_METHOD.en),
            Arg(
                "score_scale",
                "得分刻度：raw（默认）、max100、minmax100、efficacy",
                "score scale: raw (default), max100, minmax100, efficacy",
            ),
            _POSITIVE,
            _K,
            _MISSING,
        ),
        "=MFG_SCORE()",
    ),
    Function(
        "MFG_RANK",
        "名次，形状同得分；缺失的得分没有名次（#N/A）。",
        "Ranks, same shape as the scores; a missing score has no rank (#N/A).",
        (
            _SCORES,
            _TIES,
            _DECIMALS,
            Arg(
                "order",
                "1 或 descending 从高到低（默认），-1 或 ascending 从低到高",
                "1 or descending: highest first (default); -1 or ascending: lowest first",
            ),
            Arg(
                "group",
                "分组（省份等），给出则在组内排名；没有分组的单位没有名次",
                "groups (province): ranks inside each; a unit without a group has no rank",
            ),
        ),
        "=MFG_RANK({score})",
    ),
    Function(
        "MFG_RANKING",
        "排好序的榜单，含表头：名次、城市、分组、得分、阶段。不带参数时给出本工作簿模型的榜单。",
        "The sorted ranking with a header row: rank, city, groups, scores, stage. Without arguments the ranking of this workbook's model.",
        (
            Arg(
                "scores",
                "得分列；可多列，第一列定名次",
                "scores; several columns allowed, the first decides the rank",
            ),
            _CITY,
            Arg(
                "group",
                "分组列（省份、区域等），可多列，可带表头",
                "group columns (province, region), header allowed",
            ),
            _TIES,
            _DECIMALS,
            Arg(
                "breaks",
                "阶段分界（各阶段最后一名），一行或一列；省略则不列阶段",
                "last rank of each stage, a row or a column; no stage column if left out",
            ),
            _STAGES,
            Arg(
                "method",
                "阶段划分依据：rank 按名次（默认）、score 按得分",
                "stages by rank (default) or score",
            ),
            Arg("top", "只列前几名；省略则全部", "how many to list; all if left out"),
        ),
        "=MFG_RANKING()",
    ),
    Function(
        "MFG_STAGE",
        "发展阶段，按名次或得分分界。形状同得分。",
        "Stages by rank breaks or score breaks. Same shape as the scores.",
        (
            _SCORES,
            _BREAKS,
            _STAGES,
            Arg("method", "rank 按名次（默认）、score 按得分", "rank (default) or score"),
            _TIES,
            _DECIMALS,
        ),
        "=MFG_STAGE({score})",
    ),
    Function(
        "MFG_SUMMARY",
        "分组汇总，含表头：分组、数量、均值、最高、最低、最好名次。",
        "Summary by group with a header row: group, count, mean, highest, lowest, best rank.",
        (
            _SCORES,
            Arg(
                "group",
                "分组（省份、区域、阶段等），一行或一列",
                "groups (province, region, stage), a row or a column",
                optional=False,
            ),
            _TIES,
            _DECIMALS,
            Arg(
                "sort",
                "count 数量多的在前（默认），mean 平均分高的在前",
                "count: largest group first (default); mean: highest mean first",
            ),
        ),
        "=MFG_SUMMARY({score},{group})",
    ),
    Function(
        "MFG_COMPARE",
        "两个榜单的一致性：共同单位数、Spearman 秩相关、Kendall tau-b、名次平均变动、加权 Spearman、WS 相似系数。给出城市名时按城市对齐。",
        "Agreement of two rankings: units in common, Spearman's rho, Kendall's tau-b, mean shift of rank, weighted Spearman, WS. With city names they are joined by city.",
        (
            Arg("a", "第一个榜单的名次或得分", "ranks or scores of the first ranking", optional=False),
            Arg("b", "第二个榜单的名次或得分", "ranks or scores of the second ranking", optional=False),
            Arg("city_a", "第一个榜单的城市", "cities of the first ranking"),
            Arg("city_b", "第二个榜单的城市", "cities of the second ranking"),
            Arg(
                "order_a",
                "1 数大者在前（得分），-1 数小者在前（名次，默认）",
                "1: largest first (scores); -1: smallest first (ranks, default)",
            ),
            Arg("order_b", "同上，对第二个榜单", "the same for the second ranking"),
        ),
        "=MFG_COMPARE({rank},{published},{city},{published_city})",
    ),
    Function(
        "MFG_VERSION",
        "MFG Index 的版本；参数为 1 时列出 Python 和各软件包的版本。",
        "The version of MFG Index; with 1, the versions of Python and its packages too.",
        (Arg("detail", "1 列出全部版本", "1 for all versions"),),
        "=MFG_VERSION()",
    ),
)

from . import (  # noqa: E402  (they need what stands above)
    catalogue_balance,
    catalogue_decisions,
    catalogue_evaluate,
    catalogue_gazetteer,
    catalogue_indexing,
    catalogue_relate,
    catalogue_time,
    catalogue_uncertainty,
    catalogue_views,
)

FUNCTIONS += (
    catalogue_balance.FUNCTIONS
    + catalogue_decisions.FUNCTIONS
    + catalogue_evaluate.FUNCTIONS
    + catalogue_gazetteer.FUNCTIONS
    + catalogue_indexing.FUNCTIONS
    + JUDGEMENT
    + catalogue_time.FUNCTIONS
    + PREPARE
    + catalogue_relate.FUNCTIONS
    + catalogue_views.FUNCTIONS
    + catalogue_uncertainty.FUNCTIONS
)

BY_NAME: dict[str, Function] = {f.name: f for f in FUNCTIONS}
