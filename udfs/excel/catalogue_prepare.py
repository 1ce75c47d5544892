"""The catalogue of data preparation: statistics, screening, denominators, imputation, outliers, panels."""

from __future__ import annotations

from .entry import Arg, Function

_DATA = Arg(
    "data",
    "数据区：单位×指标，可带表头和名称列",
    "data block: units x indicators, labels allowed",
    optional=False,
)
_PANEL = Arg(
    "data",
    "面板数据区：每行一个城市的一年，可带表头、城市列和年份列",
    "panel data block: a row for each city and year; header, city and year columns allowed",
    optional=False,
)
_CITY = Arg(
    "city",
    "城市（单位）名称，一列；数据区已带名称列时可省略",
    "names of the cities (units); may be left out where the data block holds them",
)
_YEAR = Arg(
    "year",
    "各行的年份，一列；数据区已带年份列时可省略",
    "year of each row; may be left out where the data block holds a year column",
)
_SKEW = Arg("skew", "偏度界限，默认 2", "limit of the absolute skewness, default 2")
_KURT = Arg("kurt", "峰度（超额）界限，默认 3.5", "limit of the excess kurtosis, default 3.5")
_RESULT = Arg(
    "result",
    "data 返回数据区（默认）、table 返回明细表",
    "data: the block of values (default); table: a list of what was found or done",
)
_TREAT = (
    Arg(
        "method",
        "winlog 先缩尾后取对数（默认）、winsorise、percentile、log、log_ct、log_ct_signed、log_ct_one、boxcox、asinh、none；可每个指标一个",
        "winlog: winsorise, then log (default), winsorise, percentile, log, log_ct, log_ct_signed, log_ct_one, boxcox, asinh, none; may be one for each indicator",
    ),
    Arg(
        "when",
        "always 变换用于全部指标（默认）、failing 只用于偏度和峰度都超限的指标；按个数缩尾总是只处理超限的",
        "always: transforms apply to every indicator (default); failing: to those beyond both limits. Winsorising by points always treats failing ones only",
    ),
    Arg(
        "winmax",
        "每个指标最多缩尾几个值，默认 5",
        "how many values of one indicator are winsorised, default 5",
    ),
    _SKEW,
    _KURT,
    Arg("low", "percentile 的下百分位，默认 0.05", "lower percentile of percentile, default 0.05"),
    Arg("high", "percentile 的上百分位，默认 0.95", "upper percentile of percentile, default 0.95"),
    Arg(
        "power",
        "boxcox 的指数；省略则取最大似然值",
        "power (lambda) of boxcox; the most likely one if left out",
    ),
)

#: Heading of these functions in the add-in's menu.
TITLE = ("数据准备", "Data preparation")

FUNCTIONS: tuple[Function, ...] = (
    Function(
        "MFG_STATS",
        "各指标的统计表，含表头：个数、缺失、最小、最大、均值、中位数、标准差、偏度、峰度、零值、不同值、离群值和提示。",
        "Statistics of each indicator with a header row: count, missing, minimum, maximum, mean, median, SD, skewness, kurtosis, zeros, different values, outliers, flags.",
        (_DATA, _SKEW, _KURT),
        "=MFG_STATS({data})",
    ),
    Function(
        "MFG_SCREEN",
        "按数据完整程度筛选单位或指标：返回保留的数据区，或每个单位（指标）的缺失、零值、比例和是否保留。",
        "Screens units or indicators by how complete their data are: the block that is kept, or missing values, zeros, shares and the verdict for each.",
        (
            _DATA,
            _CITY,
            Arg(
                "method",
                "missing 按缺失（默认）、zeros 按零值、both 两者",
                "missing (default), zeros, both",
            ),
            Arg(
                "share",
                "至少要有值的比例，默认 2/3",
                "least share of values that are there, default 2/3",
            ),
            Arg(
                "nonzero",
                "有值中非零的最低比例，默认 2/3",
                "least share of values other than 0 among those there, default 2/3",
            ),
            Arg("axis", "unit 筛选单位（默认）、indicator 筛选指标", "unit (default) or indicator"),
            _RESULT,
        ),
        "=MFG_SCREEN({data},{city})",
    ),
    Function(
        "MFG_DENOMINATE",
        "指标除以分母（人口、面积、GDP 等），再乘以倍数。分母缺失或为 0 处按缺失；有名称列时按城市对齐。",
        "Divides indicators by denominators (population, area, GDP) and multiplies by a factor. Missing where the denominator is missing or 0; joined by city where both blocks hold names.",
        (
            Arg(
                "data", "数据区：单位×指标", "data block: units x indicators, labels allowed", optional=False
            ),
            Arg(
                "base",
                "分母区：单位×分母，可带表头和名称列",
                "denominators: units x denominators, labels allowed",
                optional=False,
            ),
            Arg(
                "pick",
                "各指标所用分母的表头或列号，留空为不除；分母只有一列或与指标同数时可省略",
                "header or number of each indicator's denominator, blank for none; may be left out with one denominator or as many as indicators",
            ),
            Arg(
                "factor",
                "倍数，一个或每个指标一个，默认 1；每万人为 10000",
                "factor, one or one for each indicator, default 1; 10000 for per ten thousand",
            ),
            _RESULT,
        ),
        "=MFG_DENOMINATE({data},{base})",
    ),
    Function(
        "MFG_IMPUTE",
        "补缺失值：列、分组、行、往年、插值或近邻。结果与数据区同形；无法补的仍为 #N/A。",
        "Fills missing values from the column, the group, the row, other years or near neighbours. Same shape as the data; what cannot be filled stays #N/A.",
        (
            _DATA,
            Arg(
                "direction",
                "各指标方向，只用于 row_minmax；省略则全为正向",
                "direction of each indicator, for row_minmax only; all positive if left out",
            ),
            Arg(
                "parent",
                "各指标所属上级，行均值只在同一上级内取；省略则取整行",
                "parent of each indicator: row means are taken inside it; the whole row if left out",
            ),
            _CITY,
            Arg(
                "group",
                "各行的分组（省份等），用于 group_mean、group_median",
                "group of each row (province), for group_mean and group_median",
            ),
            _YEAR,
            Arg(
                "method",
                "mean 列均值（默认）、median、group_mean、group_median、row、row_minmax、latest、linear、knn、none",
                "mean (default), median, group_mean, group_median, row, row_minmax, latest, linear, knn, none",
            ),
            Arg(
                "fallback",
                "仍缺失处：none 保留（默认）、mean 列均值、median 列中位数",
                "what is still missing: none leaves it (default), mean or median of the column",
            ),
            Arg("k", "knn 的近邻数，默认 5", "neighbours of knn, default 5"),
            Arg(
                "limit",
                "latest 最多往回几年；省略则不限",
                "how many years latest may look back; any if left out",
            ),
            _RESULT,
        ),
        "=MFG_IMPUTE({data})",
    ),
    Function(
        "MFG_TREAT",
        "处理离群值和偏态：缩尾、取对数、Box-Cox 等，默认先缩尾、仍不达标再取对数。结果与数据区同形。",
        "Treats outliers and skewed indicators: winsorisation, logarithms, Box-Cox; by default winsorised, then logged if that does not do. Same shape as the data.",
        (_DATA, *_TREAT),
        "=MFG_TREAT({data})",
    ),
    Function(
        "MFG_TREATED",
        "MFG_TREAT 改了什么，含表头：指标、方法、单位、原值、新值、处理前后的偏度和峰度、是否达标。",
        "What MFG_TREAT changed, with a header row: indicator, method, unit, old and new value, skewness and kurtosis before and after, whether it passes.",
        (_DATA, _CITY, *_TREAT),
        "=MFG_TREATED({data},{city})",
    ),
    Function(
        "MFG_JUMPS",
        "面板数据中可疑的逐年变化，含表头：与该城市上一次的值之比超出上下限（默认 1/3 到 3）的值。",
        "Suspect year-on-year changes in panel data, with a header row: values whose ratio to the city's last known one lies outside the limits (default 1/3 to 3).",
        (
            _PANEL,
            _CITY,
            _YEAR,
            Arg("low", "倍数下限，默认 1/3", "lower limit of the ratio, default 1/3"),
            Arg("high", "倍数上限，默认 3", "upper limit of the ratio, default 3"),
        ),
        "=MFG_JUMPS({panel},{panel_city},{panel_year})",
    ),
    Function(
        "MFG_GROWTH",
        "面板数据的年均增长率，与数据区同形；首年和非正数处为 #N/A。隔几年的按年均复合计算。",
        "Yearly growth rates of panel data, same shape as the data; #N/A in a city's first year and where values are not positive. Over a gap of years it is the compound rate.",
        (_PANEL, _CITY, _YEAR),
        "=MFG_GROWTH({panel},{panel_city},{panel_year})",
    ),
)
