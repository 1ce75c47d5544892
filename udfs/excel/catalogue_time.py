"""Catalogue entries of the functions in :mod:`over_time`; :mod:`catalogue` joins them."""

from __future__ import annotations

from .catalogue import _DECIMALS, _TIES, Arg, Function
from .catalogue_prepare import _CITY, _PANEL, _YEAR

FUNCTIONS: tuple[Function, ...] = (
    Function(
        "MFG_CONVERGENCE",
        "面板数据的收敛检验，含表头：σ 收敛为逐年的变异系数和对数标准差；β 收敛为年均增长对期初水平的回归：斜率、标准误、t、p、收敛速度、半程时间。",
        "Convergence of panel data with a header row. Sigma: coefficient of variation and SD of logs by year. Beta: yearly growth against the initial level: slope, standard error, t, p, speed, half-life.",
        (
            _PANEL,
            _CITY,
            _YEAR,
            Arg("method", "sigma σ 收敛（默认）、beta β 收敛", "sigma (default) or beta"),
            Arg(
                "start_year",
                "β 收敛的起始年份；省略则最早一年",
                "first year of beta; the earliest if left out",
            ),
            Arg("end_year", "β 收敛的终止年份；省略则最晚一年", "last year of beta; the latest if left out"),
        ),
        "=MFG_CONVERGENCE({panel},{panel_city},{panel_year})",
    ),
    Function(
        "MFG_RANK_YEARS",
        "各城市历年名次，含表头：每年一列，末列为首末名次变动（上升为正），按最近一年名次排列。",
        "Ranks of each city year by year with a header row: a column a year, then the change from first to last (a rise is positive), in the order of the last year.",
        (
            Arg(
                "scores",
                "得分：每行一个城市的一年，可带表头、城市列和年份列",
                "scores: a row for each city and year; header, city and year columns allowed",
                optional=False,
            ),
            _CITY,
            _YEAR,
            _TIES,
            _DECIMALS,
            Arg(
                "order",
                "1 或 descending 从高到低（默认），-1 或 ascending 从低到高",
                "1 or descending: highest first (default); -1 or ascending: lowest first",
            ),
        ),
        "=MFG_RANK_YEARS({panel},{panel_city},{panel_year})",
    ),
)
