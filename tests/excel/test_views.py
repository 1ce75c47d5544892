"""Labels, profiles, means of groups, joins and snapshots in cells: worked by hand, and hostile."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from udfs.excel.cells import Block

from .kit import CITIES, DATA, Rows, Sheet, X, column, message, run

NA = "#N/A"
ZH = Sheet("zh")


def at(rows: Rows, sheet: str, corner: str = "A1") -> Block:
    """Cells that know their addresses."""
    left, top = ord(corner[0]) - ord("A"), int(corner[1:])
    return Block(rows, lambda r, c: f"{sheet}!{chr(ord('A') + left + c)}{top + r}")


# --- MFG_NODES, MFG_LEVEL ---------------------------------------------------------------------------------

TREE: Rows = [
    ["代码", "上级", "中文名称", "英文名称", "单位", "方向", "权重", "阶段：成长期"],
    ["T", None, "综合", "Index", None, None, None, None],
    ["A", "T", "创新", "Innovation", None, None, 0.6, None],
    ["B", "T", "绿色", "Green", None, None, 0.4, None],
    ["p", "A", "专利", "Patents", "件", "+", 0.5, 2.0],
    ["n", "B", "能耗", "Energy", "吨", "-", 1.0, NA],
]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (None, [["Patents", "Innovation"], ["", "Index"]]),
        ("名称", [["Patents", "Innovation"], ["", "Index"]]),
        ("dimension", [["Innovation", "Index"], ["", ""]]),
        ("上级", [["A", "T"], ["", ""]]),
        ("单位", [["件", ""], ["", ""]]),
        ("direction", [["+", ""], ["", ""]]),
        ("weight", [[0.5, 0.6], ["", ""]]),
        ("阶段：成长期", [[2.0, ""], ["", ""]]),
        ("decimals", [["", ""], ["", ""]]),
    ],
)
def test_nodes(what: Any, expected: Rows) -> None:
    assert run("MFG_NODES", TREE, [["p", " a "], [None, "Ｔ"]], what) == expected


def test_a_dash_is_a_direction_and_no_value_elsewhere() -> None:
    """Read as missing, the direction of a cost would be blank, and MFG_NORM would take the cost for a benefit."""
    for dash in ("-", "–", "—", "-1"):
        tree = [*TREE[:-1], ["n", "B", "能耗", "Energy", "-", dash, 1.0, NA]]
        assert run("MFG_NODES", tree, [["n", "p"]], "direction") == [[dash, "+"]]
        assert run("MFG_NODES", tree, [["n"]], "unit") == [[""]]


def test_nodes_say_names_in_the_workbooks_language() -> None:
    assert run("MFG_NODES", TREE, [["n"]], caller=ZH) == [["能耗"]]
    assert run("MFG_NODES", TREE, [["n"]], "维度", caller=ZH) == [["绿色"]]
    assert run("MFG_NODES", [["code", "parent"], [1.0, None], [11.0, 1.0]], [[11.0]], "parent") == [[1.0]]


@pytest.mark.parametrize(
    ("cell", "zh", "en"),
    [
        ("q", "代码：Profile!C8 的代码“q”不在指标体系表中；最接近的是“", 'code: Profile!C8 has the code "q", which is not in the framework; the nearest is "'),
        ("nn", "最接近的是“n”", 'the nearest is "n"'),
        (True, "“TRUE”不在", '"TRUE", which is not'),
        (NA, "Profile!C8 是错误值 #N/A", "Profile!C8 is #N/A"),
        ("#REF!", "Profile!C8 是错误值 #REF!", "Profile!C8 is #REF!"),
    ],
)  # fmt: skip
def test_nodes_name_the_cell_of_a_code_that_is_none(cell: Any, zh: str, en: str) -> None:
    codes = at([["p", "n"], ["A", cell]], "Profile", "B7")
    assert zh in message(run("MFG_NODES", TREE, codes, caller=ZH))
    assert en in message(run("MFG_NODES", TREE, codes))


def test_nodes_refuse_what_the_table_does_not_have() -> None:
    assert "name, dimension, code, parent" in message(run("MFG_NODES", TREE, [["p"]], "colour"))
    assert "“colour”不是节点的属性" in message(run("MFG_NODES", TREE, [["p"]], "colour", caller=ZH))
    assert "1 × 2" in message(run("MFG_NODES", TREE, [["p"]], [["unit", "weight"]]))
    assert '"code"' in message(run("MFG_NODES", [["a", "b"], [1, 2]], [["p"]]))
    for given in ((None, [["p"]]), (TREE, None), (TREE, [[None]])):
        assert "missing" in message(run("MFG_NODES", *given))


@pytest.mark.parametrize(
    ("level", "inner", "across", "expected"),
    [
        (None, None, None, [["p"], ["n"]]),
        (None, None, 1, [["p", "n"]]),
        (0, None, None, [["T"]]),
        (1, None, "是", [["A", "B"]]),
        ("2", 0, 0, [["p"], ["n"]]),
        (1, 1, None, [["A"], ["B"]]),
    ],
)
def test_level(level: Any, inner: Any, across: Any, expected: Rows) -> None:
    assert run("MFG_LEVEL", TREE, level, inner, across) == expected


def test_level_leaves_out_what_has_no_children() -> None:
    mixed = [*TREE, ["x", "T", "其他", "Other", None, "+", 1.0, None]]
    assert run("MFG_LEVEL", mixed, 1, None, 1) == [["A", "B", "x"]]
    assert run("MFG_LEVEL", mixed, 1, 1, 1) == [["A", "B"]]


def test_level_refusals() -> None:
    assert "from 0 to 2" in message(run("MFG_LEVEL", TREE, 3))
    assert "from 0 to 2" in message(run("MFG_LEVEL", TREE, 0.5))
    assert "from 0 to 1" in message(run("MFG_LEVEL", TREE, 2, 1))  # no indicator has children
    assert "level: is missing" in message(run("MFG_LEVEL", TREE, None, 1))
    assert '"x"' in message(run("MFG_LEVEL", TREE, "x"))
    assert "across" in message(run("MFG_LEVEL", TREE, 1, None, 7))


# --- MFG_EFFECTIVE -----------------------------------------------------------------------------------------


def test_effective() -> None:
    """.5 * .6, .25 * .4, .25 * .6; names are compared without case and width."""
    w, parent = column([0.5, 0.25, 0.25]), ["A", "b", "Ａ"]
    assert run("MFG_EFFECTIVE", w, parent, ["a", "B"], [0.6, 0.4]) == column([0.3, 0.1, 0.15])
    assert run("MFG_EFFECTIVE", w) == w
    assert run("MFG_EFFECTIVE", [[1.0, None]], ["a", "a"], ["a", "b"], [0.5, None]) == [[0.5, NA]]
    # A header above the weights stays above the result.
    assert run("MFG_EFFECTIVE", column(["权重", 0.5]), ["a"], ["a"], [0.5]) == column(["权重", 0.25])


@pytest.mark.parametrize(
    ("parent", "node", "above", "said"),
    [
        (["a", "x"], ["a", "b"], [1, 1], 'L!C5 has the parent "x", which is no code of the level above'),
        (["a", None], ["a", "b"], [1, 1], "L!C5 has no parent"),
        (["a", "#REF!"], ["a", "b"], [1, 1], "L!C5 is #REF!"),
        (["a"], ["a", "b"], [1, 1], "parent: has 1 values where 2 are needed"),
        (None, ["a", "b"], [1, 1], "parent: is missing"),
        (["a", "a"], ["a", "A"], [1, 1], "node: A stands twice"),
        (["a", "a"], ["a", "b"], [1], "node_weight: has 1 values where 2 are needed"),
        (["a", "a"], ["a", "b"], None, "node_weight: is missing"),
        (["a", "a"], ["a", "b"], [1, "x"], '"x", not a number'),
    ],
)
def test_effective_refusals(parent: Any, node: Any, above: Any, said: str) -> None:
    named = None if parent is None else at([[p] for p in parent], "L", "C4")
    text = message(run("MFG_EFFECTIVE", column([0.5, 0.5]), named, node, above))
    assert said in text
    if parent == ["a", "x"]:
        zh = message(run("MFG_EFFECTIVE", column([0.5, 0.5]), named, node, above, caller=ZH))
        assert "L!C5 的上级“x”不在上一层的代码中" in zh


# --- MFG_MEANS, MFG_SPLIT ----------------------------------------------------------------------------------


def test_means() -> None:
    """p of the groups: (1 + 3)/2, 2, 4; n: (.5 + 2)/2, 1, 4; the means over all are 2.5, 25, 1.875."""
    heads = ["Group", "Count", "p", "q", "n"]
    a, b, none = ["a", 2, 2, 15, 1.25], ["b", 1, 2, 20, 1], ["(blank)", 1, 4, 50, 4]
    every = ["All units", 4, 2.5, 25, 1.875]
    group = ["a", "b", "a", None]
    assert run("MFG_MEANS", DATA, group) == [heads, a, b, none, every]
    assert run("MFG_MEANS", X, ["分组", *group[:3], NA], ["p", "q", "n"], ["b", "none", "b"]) == [heads, b, a, none, every]  # fmt: skip
    relative = run("MFG_MEANS", DATA, group, None, None, 1)
    assert relative[1][2:] == pytest.approx([80, 60, 100 * 1.25 / 1.875])
    assert relative[-1][2:] == [100, 100, 100]


def test_means_pass_over_rows_below_the_table_and_missing_values() -> None:
    rows = [[1.0, NA], [3.0, "—"], [None, None]]
    assert run("MFG_MEANS", rows, ["a", "a", None], caller=ZH) == [
        ["分组", "数量", "第 1 列", "第 2 列"], ["a", 2, 2, NA], ["全部平均", 2, 2, NA],
    ]  # fmt: skip
    assert run("MFG_MEANS", [[-1.0], [-3.0]], ["a", "b"], None, None, 1)[1:] == [
        ["a", 1, NA], ["b", 1, NA], ["All units", 2, NA],
    ]  # fmt: skip


def test_means_refusals() -> None:
    assert "has 3 values where 4 are needed" in message(run("MFG_MEANS", X, ["a", "b", "c"]))
    assert "S!B3 is #REF!" in message(run("MFG_MEANS", X, at(column(["a", "#REF!", "b", "c"]), "S", "B2")))
    bad = at([*X[:1], [2.0, "x", 1.0], *X[2:]], "S", "B2")
    assert 'S!C3 is "x", not a number' in message(run("MFG_MEANS", bad, ["a"] * 4))
    assert "S!C3 是“x”，不是数" in message(run("MFG_MEANS", bad, ["a"] * 4, caller=ZH))
    assert "group: is missing" in message(run("MFG_MEANS", X))
    assert "order: is 2 × 2" in message(run("MFG_MEANS", X, ["a"] * 4, None, [["a", "b"], ["c", "d"]]))


def test_split() -> None:
    assert run("MFG_SPLIT", column([1, 2, 3]), ["a", "b", "a"]) == [["a", "b"], [1, NA], [NA, 2], [3, NA]]
    # The order keeps its columns where a group is empty, so that a chart keeps its colours; blanks are nowhere.
    assert run("MFG_SPLIT", [1, None, 3], ["a", "b", None], ["b", "z", "b"]) == [
        ["b", "z", "a"], [NA, NA, 1], [NA, NA, NA], [NA, NA, NA],
    ]  # fmt: skip
    assert run("MFG_SPLIT", column(["得分", 1, 2]), column(["a", "b"])) == [["a", "b"], [1, NA], [NA, 2]]
    assert "has 2 values where 3 are needed" in message(run("MFG_SPLIT", [1, 2, 3], ["a", "b"]))
    assert "group: is missing" in message(run("MFG_SPLIT", [1, 2], [[None], [None]], ["a"]))
    assert 'A2 is "x"' in message(run("MFG_SPLIT", at(column([1, "x"]), "S"), ["a", "b"]))


# --- MFG_PROFILE -------------------------------------------------------------------------------------------


def test_profile() -> None:
    """Of Shenzhen: ranks 4, 4 and, energy being negative, 1; the means 2.5, 25, 1.875."""
    heads = ["Indicator", "深圳", "Mean", "Highest", "Rank"]
    assert run("MFG_PROFILE", DATA, "深圳市") == [
        heads, ["p", 1, 2.5, 4, 4], ["q", 10, 25, 50, 4], ["n", 0.5, 1.875, 4, 4],
    ]  # fmt: skip
    turned = run("MFG_PROFILE", DATA, "Shenzhen", "510100", None, None, ["+", "+", "-"], [0.5, 0.3, 0.2], caller=ZH)  # fmt: skip
    assert turned == [
        ["指标", "深圳", "成都", "平均", "最优", "名次", "贡献"],
        ["p", 1, 3, 2.5, 4, 4, 0.5], ["q", 10, 20, 25, 50, 4, 3], ["n", 0.5, 2, 1.875, 0.5, 1, 0.1],
    ]  # fmt: skip


def test_relative_profile_puts_the_best_at_100() -> None:
    """p 1/4, 3/4, 2.5/4; energy .5/.5, .5/2, .5/1.875: four times the energy is a quarter, not 400."""
    rows = run("MFG_PROFILE", DATA, "深圳", "成都", None, None, ["+", "+", "-"], None, 1)
    assert rows[1] == ["p", 25, 75, 62.5, 100, 4]
    assert rows[3][1:] == [100, 25, pytest.approx(100 * 0.5 / 1.875), 100, 1]
    # No best value above 0, or a cost of 0: no share.
    rows = run("MFG_PROFILE", [[-1.0, 0.0], [-2.0, 3.0]], "1", None, None, None, ["+", "-"], None, 1)
    assert [r[1] for r in rows[1:]] == [NA, NA]


def test_profile_of_missing_values() -> None:
    rows = run("MFG_PROFILE", [[None, 2.0], [None, 3.0]], "b", "a", ["a", "b"], None, None, [0.5, 0.5])
    assert rows[1:] == [["column 1", NA, NA, NA, NA, NA, 0], ["column 2", 3, 2, 2.5, 3, 1, 1.5]]


@pytest.mark.parametrize(
    ("unit", "peer", "en", "zh"),
    [
        ("深", None, 'unit: there is no "深"; the nearest is 深圳', "没有“深”；最接近的是 深圳"),
        ("成都", "Xi'anx", 'peer: there is no "Xi\'anx"', "对照城市：没有“Xi'anx”"),
        ("Suzhou", None, 'unit: "Suzhou" may be 苏州市 Suzhou (Jiangsu), 宿州市', "“Suzhou”可能是 苏州市"),
        ("成都", "Suzhou", 'peer: "Suzhou" may be 苏州市', "对照城市：“Suzhou”可能是 苏州市"),
        (None, None, "unit: is missing", "没有给出"),
        ("-", None, "unit: is missing", "没有给出"),
        (NA, None, "row 1, column 1 is #N/A", "第 1 行第 1 列 是错误值 #N/A"),
        ([["深圳", "成都"]], None, "unit: is a block of 1 × 2", "1 × 2"),
        ("成都", [["深圳"], ["西安"]], "peer: is a block of 2 × 1", "对照城市"),
    ],
)
def test_profile_of_a_city_that_is_not_there(unit: Any, peer: Any, en: str, zh: str) -> None:
    assert en in message(run("MFG_PROFILE", DATA, unit, peer))
    assert zh in message(run("MFG_PROFILE", DATA, unit, peer, caller=ZH))


def test_profile_refusals() -> None:
    assert "b stands twice" in message(run("MFG_PROFILE", X, "a", None, ["a", "b", "b", "c"]))
    twice = message(run("MFG_PROFILE", X, "a", None, ["a", "深圳", "深圳市", "c"]))
    assert 'city: "深圳" and "深圳市" are one city' in twice
    blank = message(run("MFG_PROFILE", DATA, "深圳", None, None, None, None, [0.5, None, 0.5]))
    assert "weight" in blank and "column 2" in blank
    assert "has 2 values where 3" in message(run("MFG_PROFILE", DATA, "深圳", None, None, None, ["+", "-"]))


# --- MFG_JOIN ----------------------------------------------------------------------------------------------


def test_join() -> None:
    """Through the gazetteer: 440300 is 深圳; Suzhou may be two cities and is neither."""
    values = column([1, 2, 3, 4])
    asked = ["Shenzhen", "苏州市", None, "北京", "Suzhou", 610100.0]
    assert run("MFG_JOIN", asked, CITIES, values) == column([1, 2, NA, NA, NA, 4])
    assert run("MFG_JOIN", ["成都"], CITIES, X) == [[3, 20, 2]]
    assert run("MFG_JOIN", ["成都", "北京"], CITIES, DATA) == [[3, 20, 2], [NA, NA, NA]]
    assert run("MFG_JOIN", ["深圳"], CITIES, column([NA, 2, 3, 4])) == [[NA]]


def test_join_keeps_a_header() -> None:
    assert run("MFG_JOIN", column(["城市", "成都"]), CITIES, DATA) == [["p", "q", "n"], [3, 20, 2]]
    assert run("MFG_JOIN", column(["城市", "成都"]), CITIES, X) == [["", "", ""], [3, 20, 2]]


@pytest.mark.parametrize(
    ("city", "other", "values", "said"),
    [
        (["深圳", "440300"], CITIES, X, 'city: "深圳" and "440300" are one city'),
        (["深圳", "深圳"], CITIES, X, "city: 深圳 stands twice"),
        (["Shenzhen"], ["深圳", "深圳市", "a", "b"], X, 'other: "深圳" and "深圳市" are one city'),
        (["Shenzhen"], ["深圳", "440300", "a", "b"], X, 'other: "深圳" and "440300" are one city'),
        (["深圳"], ["深圳"], X, "other: has 1 values where 4 are needed"),
        (["#REF!"], CITIES, X, "city: row 1, column 1 is #REF!"),
        (["深圳"], ["深圳"], [["x"]], 'values: row 1, column 1 is "x"'),
        (["深圳"], ["深圳"], [[True]], "values: row 1, column 1"),
        (None, CITIES, X, "city: is missing"),
        (["深圳"], None, X, "other: is missing"),
        (["深圳"], CITIES, None, "values: is missing"),
        ([["a", "b"], ["c", "d"]], CITIES, X, "city: is 2 × 2"),
    ],
)
def test_join_refusals(city: Any, other: Any, values: Any, said: str) -> None:
    assert said in message(run("MFG_JOIN", city, other, values))


# --- MFG_SINCE ---------------------------------------------------------------------------------------------

KEPT: Rows = [
    ["日期", "城市", "名次", "得分"],
    ["2026-01-02", "深圳市", 2, 80.0],
    ["2026-01-02", "苏州", 1, 90.0],
    ["2025-01-01", "深圳", 1, 70.0],
]
HEAD = ["Last rank", "Change"]


def test_since() -> None:
    """Shenzhen rises from 2 to 1, Suzhou falls from 1 to 3; the older snapshot does not count."""
    now = run("MFG_SINCE", KEPT, ["440300", "苏州市", "成都", "西安", None], [1, 3, 2, None, None])
    assert now == [HEAD, [2, 1], [1, -2], ["", "new"], ["", ""], ["", ""]]
    assert run("MFG_SINCE", KEPT[:1], ["深圳"], [1], caller=ZH) == [["上次名次", "升降"], ["", ""]]
    other = [[r[2], r[0], r[1]] for r in [["DATE", "name", "Rank"], *(r[:3] for r in KEPT[1:])]]
    assert run("MFG_SINCE", other, ["深圳"], [1]) == [HEAD, [2, 1]]


@pytest.mark.parametrize("date", [dt.datetime(2026, 1, 3), 46025.0, "2026/01/03", "2026-01-03 08:00"])
def test_the_latest_date_counts_however_it_is_written(date: Any) -> None:
    """46025 is 3 January 2026 in Excel."""
    assert run("MFG_SINCE", [*KEPT, [date, "成都", 7, None]], ["成都", "深圳"], [6, 1]) == [HEAD, [7, 1], ["", "new"]]  # fmt: skip


def test_odd_snapshots() -> None:
    # Kept twice in one minute: the last row of a city counts; 西安 had no rank; "3" is a number; a blank row.
    rows = [*KEPT, ["2026-01-02", "深圳", "3", None], ["2026-01-02", "西安", NA, None], [None] * 4]
    assert run("MFG_SINCE", rows, ["深圳", "西安"], [1, 2]) == [HEAD, [3, 2], ["", "new"]]
    # Texts that are no dates come before dates, among themselves in their order.
    words = [["date", "city", "rank"], ["round 2", "深圳", 5], ["round 1", "深圳", 9]]
    assert run("MFG_SINCE", words, ["深圳"], [1]) == [HEAD, [5, 4]]
    assert run("MFG_SINCE", [*words, ["2025-01-01", "深圳", 2]], ["深圳"], [1]) == [HEAD, [2, 1]]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["2026-01-02", "成都", "x", 1], 'K!C5 is "x", not a number'),
        (["2026-01-02", "成都", "#REF!", 1], "K!C5 is #REF!"),
        (["2026-01-02", "成都", True, 1], "K!C5"),
        (["#VALUE!", "成都", 1, 1], "K!A5 is #VALUE!"),
        (["2026-01-02", "#NAME?", 1, 1], "K!B5 is #NAME?"),
        (["2026-01-02", "440300", 1, 1], 'snapshots: "深圳市" and "440300" are one city'),
    ],
)
def test_since_names_the_cell_at_fault(row: list[Any], said: str) -> None:
    assert said in message(run("MFG_SINCE", at([*KEPT, row], "K"), ["Shenzhen"], [1]))


def test_since_refusals() -> None:
    missing = [r[:2] for r in KEPT]
    assert "“名次”" in message(run("MFG_SINCE", missing, ["深圳"], [1], caller=ZH))
    assert "date, city, rank" in message(run("MFG_SINCE", missing, ["深圳"], [1]))
    assert "深圳 stands twice" in message(run("MFG_SINCE", KEPT, ["深圳", "深圳"], [1, 2]))
    assert "has 1 values where 2" in message(run("MFG_SINCE", KEPT, ["深圳"], [1, 2]))
    assert "名次：" in message(run("MFG_SINCE", KEPT, ["深圳"], ["a"], caller=ZH))
    assert "ranks: is missing" in message(run("MFG_SINCE", KEPT, ["深圳"], None))
