"""Catalogue entries of the functions in :mod:`views`; :mod:`catalogue` joins them."""

from __future__ import annotations

from .catalogue import _CITY, _DIRECTION, Arg, Function

_DATA = Arg("data", "数据区：单位×列", "data block: units x columns", optional=False)
_CODE = Arg(
    "code", "各列的名称；省略则用表头或列号", "names of the columns; the header or column numbers if left out"
)

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
        '=MFG_NODES(MFG_Framework,{code},"unit")',
    ),
    Function(
        "MFG_LEVEL",
        "列出某一层的节点代码（1 为维度）；省略层号则为全部指标，一列。",
        "Codes of the nodes at one depth below the top (1: dimensions), or of all indicators, as a column.",
        (
            Arg("framework", "指标体系表，含表头", "framework table with its header row", optional=False),
            Arg("level", "层号：0 顶层，1 维度，……", "depth: 0 the top, 1 dimensions, ..."),
            Arg("inner", "1 只要有下级的节点", "1 for nodes with children only"),
        ),
        "=MFG_LEVEL(MFG_Framework,1)",
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
        ),
        "=MFG_MEANS({normalised},{group},{code})",
    ),
    Function(
        "MFG_PROFILE",
        "一个城市的画像，含表头：每列一行，本市、对照城市、平均、最高、名次、贡献。",
        "Profile of one city with a header row: a row a column with its value, the peer's, the mean, the highest, its rank, its contribution.",
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
        ),
        "=MFG_PROFILE({normalised},{first_city},,{city},{code})",
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
