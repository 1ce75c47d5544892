"""Catalogue entries of the functions in :mod:`views`; :mod:`catalogue` joins them."""

from __future__ import annotations

from .catalogue import _CITY, _DIRECTION, Arg, Function

_DATA = Arg("data", "数据区：单位×列", "data block: units x columns", optional=False)
_CODE = Arg(
    "code", "各列的名称；省略则用表头或列号", "names of the columns; the header or column numbers if left out"
)

#: Heading of these functions in the add-in's menu.
TITLE = ("画像、分组与快照", "Profiles, groups and snapshots")

FUNCTIONS: tuple[Function, ...] = (
    Function(
        "MFG_NODES",
        "由代码查指标体系表：名称、上级名称、单位、方向等，形状与代码相同。",
        "Looks node codes up in the framework: name, dimension, unit, direction and so on, in the shape of the codes.",
        (
            Arg("framework", "指标体系表，含表头", "framework table with its header row", optional=False),
            Arg("code", "节点代码", "node codes", optional=False),
            Arg(
                "what",
                "name 名称（默认）、dimension 上级名称，或表中任一列：unit、direction、weight……",
                "name (default), dimension, or any column of the table: unit, direction, weight ...",
            ),
        ),
        '=MFG_NODES({framework},{code},"unit")',
    ),
    Function(
        "MFG_LEVEL",
        "列出某一层的节点代码（1 为维度）；省略层号则为全部指标；竖排或横排。",
        "Codes of the nodes at one depth below the top (1: dimensions), or of all indicators; a column or a row.",
        (
            Arg("framework", "指标体系表，含表头", "framework table with its header row", optional=False),
            Arg("level", "层号：0 顶层，1 维度，……", "depth: 0 the top, 1 dimensions, ..."),
            Arg("inner", "1 只要有下级的节点", "1 for nodes with children only"),
            Arg("across", "1 横排", "1 for a row instead of a column"),
        ),
        "=MFG_LEVEL({framework},1)",
    ),
    Function(
        "MFG_EFFECTIVE",
        "有效权重：各权重乘以其上级的有效权重，形状与权重相同。",
        "Effective weights down the tree: each weight times the effective weight of its parent.",
        (
            Arg("weight", "本层权重", "weights of this level", optional=False),
            Arg("parent", "各权重的上级代码", "parent code of each weight"),
            Arg(
                "node",
                "上一层的节点代码；省略则为顶层之下",
                "node codes of the level above; left out below the top",
            ),
            Arg("node_weight", "上一层的有效权重", "effective weights of the level above"),
        ),
        "=MFG_EFFECTIVE({weight},{parent},{above},{above_weight})",
    ),
    Function(
        "MFG_MEANS",
        "按组（阶段、区域）求各列平均，含表头，末行为全部平均。",
        "Mean of each column by group (stage, region) with a header row; the last row is over all units.",
        (
            _DATA,
            Arg("group", "各单位所属组", "group of each unit", optional=False),
            _CODE,
            Arg("order", "组的次序", "the order of the groups"),
            Arg("relative", "1 表示以全部平均为 100", "1: the mean over all units is 100"),
        ),
        "=MFG_MEANS({normalised},{group},{code})",
    ),
    Function(
        "MFG_PROFILE",
        "一个城市的画像，含表头：每列一行，本市、对照城市、平均、最高（有负向时为最优）、名次、贡献。",
        "Profile of one city with a header row: a row a column with its value, the peer's, the mean, the highest (the best of negative ones), its rank, its contribution.",
        (
            _DATA,
            Arg("unit", "城市", "the city", optional=False),
            Arg("peer", "对照城市", "a city to compare with"),
            _CITY,
            _CODE,
            _DIRECTION,
            Arg(
                "weight",
                "有效权重；给出则末列为贡献",
                "effective weights; then the last column is the contribution",
            ),
            Arg("relative", "1 表示以最高（最优）值为 100", "1: the highest (best) value is 100"),
        ),
        "=MFG_PROFILE({normalised},{first_city},,{city},{code})",
    ),
    Function(
        "MFG_SPLIT",
        "按组拆成多列，含表头，本组之外为 #N/A，供分组着色的图表使用。",
        "One column a group with a header row: the values of its units, #N/A elsewhere; for charts coloured by group.",
        (
            Arg("data", "一列数值", "a column of numbers", optional=False),
            Arg("group", "各值所属组", "group of each value", optional=False),
            Arg("order", "组的次序", "the order of the groups"),
        ),
        "=MFG_SPLIT({score},{group})",
    ),
    Function(
        "MFG_JOIN",
        "按城市名取另一列表的数值（“深圳”与“深圳市”视为同一城市），找不到为 #N/A。",
        "Values of another list in the order of these cities (深圳 and 深圳市 are one city); #N/A where a city is not there.",
        (
            Arg("city", "要取值的城市", "the cities wanted", optional=False),
            Arg("other", "另一列表的城市", "the cities of the other list", optional=False),
            Arg("values", "另一列表的数值，一列或多列", "its values, one column or more", optional=False),
        ),
        "=MFG_JOIN({published_city},{city},{score})",
    ),
    Function(
        "MFG_SORT",
        "按一列数（如名次）给各行排序，小的在前；相等的保持原次序，缺失的在最后。",
        "Rows of a block sorted by a column of numbers such as ranks, the smallest first; equal ones keep their order, missing ones come last.",
        (
            Arg("data", "要排序的区域，可以是文字", "the block to sort, texts too", optional=False),
            Arg("by", "排序依据，一列数", "what to sort by, a column of numbers", optional=False),
            Arg("order", "1 大的在前，-1 小的在前（默认）", "1 largest first, -1 smallest first (default)"),
        ),
        "=MFG_SORT({city},{rank})",
    ),
    Function(
        "MFG_SINCE",
        "与最近一次快照相比：上次名次和升降，含表头，每城市一行。",
        "Compared with the last snapshot: last rank and change with a header row, a row a city.",
        (
            Arg(
                "snapshots",
                "快照表，含表头：日期、城市、名次",
                "snapshots with their header: date, city, rank",
                optional=False,
            ),
            Arg("city", "城市", "cities", optional=False),
            Arg("ranks", "现在的名次", "ranks now", optional=False),
        ),
        "=MFG_SINCE({snapshots},{city},{rank})",
    ),
)
