"""Catalogue entries of the functions in :mod:`balance`; :mod:`catalogue` joins them."""

from __future__ import annotations

from .catalogue import _CITY, Arg, Function

FUNCTIONS: tuple[Function, ...] = (
    Function(
        "MFG_COUPLING",
        "耦合协调度，含表头：耦合度 C、协调指数 T、耦合协调度 D 和十级协调等级，每个单位一行。",
        "Coupling coordination with a header row: coupling degree C, coordination index T, coupling coordination degree D and its level out of ten, one row a unit.",
        (
            Arg(
                "data",
                "各系统（维度）得分：单位×系统，0 到 1",
                "scores of the systems (dimensions): units x systems, 0 to 1",
                optional=False,
            ),
            Arg("weight", "各系统在 T 中的权重，省略则等权", "weight of each system in T; equal if left out"),
            Arg(
                "method",
                "standard 标准公式（默认）、adjusted 王淑佳等（2021）修正公式",
                "standard (default); adjusted: Wang et al. (2021), spread over 0 to 1",
            ),
            _CITY,
        ),
        "=MFG_COUPLING({normalised})",
    ),
    Function(
        "MFG_OBSTACLE",
        "障碍度：各指标在各单位与最优之间差距中所占的比重。结果与数据区同形，缺失处仍缺失。",
        "Obstacle degrees: the share of each indicator in each unit's distance from the best. Same shape as the data; missing stays missing.",
        (
            Arg(
                "data",
                "标准化后的数据区：单位×指标，0 到 1，1 最优",
                "normalised data block: units x indicators, 0 to 1, 1 the best",
                optional=False,
            ),
            Arg(
                "weight",
                "各指标权重，自动归一",
                "weight of each indicator, rescaled to sum to 1",
                optional=False,
            ),
            Arg(
                "share",
                "1 所占比重（默认），0 加权差距 w(1-r) 本身",
                "1 shares (default), 0 the weighted gaps w(1-r) themselves",
            ),
        ),
        "=MFG_OBSTACLE({normalised},{weight})",
    ),
)
