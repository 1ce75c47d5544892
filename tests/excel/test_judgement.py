"""The functions of expert judgement in cells: fractions, dates, labels, stacked matrices, orientation."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from udfs.excel.cells import Block

from .kit import DELPHI, Rows, Sheet, column, message, run

#: 6 : 3 : 1, judged without contradiction, as people type it.
SIX = [[1.0, 2.0, 6.0], ["1/2", 1.0, 3.0], ["1/6", "1／3", 1.0]]
#: lambda = 3.5 by hand, see the engine's test.
ODD = [[1.0, 2.0, 1.0], [0.5, 1.0, 4.0], [1.0, 0.25, 1.0]]
UPPER = [[None, 2.0, 6.0], [None, None, 3.0], [None, None, None]]
ITEMS = ["规模", "创新", "绿色"]


def labelled(rows: Rows, corner: Any = "", items: list[str] = ITEMS) -> Rows:
    return [[corner, *items], *([i, *r] for i, r in zip(items, rows, strict=True))]


def numbers(rows: Rows) -> Any:
    """Floats of a column or row, to compare."""
    return pytest.approx([c for r in rows for c in r], abs=1e-9)


def addressed(rows: Rows) -> Block:
    return Block(rows, lambda r, c: f"S!{chr(65 + c)}{r + 1}")


# --- AHP ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        SIX,
        UPPER,
        [[1.0, None, None], ["1/2", 1.0, None], ["1/6", "⅓", 1.0]],
        [["1", "2/1", "6"], [" 1 / 2", "1", "3"], [0.17, 0.33, 1]],
        [[1, 2, None], [None, 1, 3], [None, None, 1]],
    ],
    ids=["whole", "upper half", "lower half", "texts", "one missing"],
)
@pytest.mark.parametrize("method", [None, "lls", "特征向量法"])
def test_ahp(data: Rows, method: str | None) -> None:
    expected = numbers(column([0.6, 0.3, 0.1]))
    assert [r[0] for r in run("MFG_AHP", data, method)] == expected
    rows = run("MFG_AHP", labelled(data), method, caller=Sheet("zh"))
    assert rows[0] == ["权重"]
    assert [r[0] for r in rows[1:]] == expected
    bare = run("MFG_AHP", [[i, *r] for i, r in zip(ITEMS, data, strict=True)], method)
    assert [r[0] for r in bare] == expected


def test_ahp_methods() -> None:
    circle = [[1, 8, 1], ["1/8", 1, 8], [1, "1/8", 1]]
    assert [r[0] for r in run("MFG_AHP", circle, "方根法")] == numbers(column([4 / 7, 2 / 7, 1 / 7]))
    assert run("MFG_AHP", SIX, "和积法")[0][0] == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([[1, dt.datetime(2026, 1, 3)], [None, 1]], "S!B1 is the date 2026-01-03: Excel turns a fraction such as 1/3"),
        ([[1, 46025], [None, 1]], "S!B1 is 46025; judgements lie between 1/1000 and 1000"),
        ([["", "a", "b"], ["a", 1, "1/2"], ["b", 0, 1]], "S!B3 is 0; a judgement is a positive number"),
        ([["", "a", "b"], ["a", 1, -2], ["b", None, 1]], "S!C2 is -2; a judgement is a positive number"),
        ([["", "a", "b"], ["a", 1, "1/2"], ["b", "1/2", 1]], "S!B3 is 0.5, but the reciprocal of the opposite cell is 2"),
        ([["", "a", "b"], ["a", 2, 3], ["b", None, 1]], "S!B2 is 2; the diagonal"),
        ([[1, 2, 3], [None, 1, 4]], "the judgement matrix is 2 × 3; it must be square"),
        ([[1, 2, 3, 4]], "the judgement matrix is 1 × 4"),
        ([[1]], "there is one item"),
        ([[1, 2, None], [None, 1, None], [None, None, 1]], "items 1, 2 and 3 are linked by no comparison"),
        ([[1, "1/0"], [None, 1]], '"1/0", not a number'),
        ([[1, 2], [None, 1], [1, 3], [None, 1]], "holds 2 judgement matrices; use MFG_AHP_GROUP"),
        ([[1, "#REF!"], [None, 1]], "S!B1 is #REF!"),
    ],
)  # fmt: skip
def test_ahp_messages(data: Rows, said: str) -> None:
    assert said in message(run("MFG_AHP", addressed(data)))


def test_ahp_incomplete() -> None:
    text = message(
        run("MFG_AHP", addressed(labelled([[1, 2, None], [None, 1, 3], [None, None, 1]])), "geometric")
    )
    assert "S!D2 was not compared, and geometric needs every comparison" in text


def test_ahp_check() -> None:
    rows = run("MFG_AHP_CHECK", labelled(ODD))
    assert rows[0] == ["Judge", "Items", "Missing", "Lambda max", "CI", "RI", "CR", "GCI", "GCI limit", "Accepted",
                       "Most inconsistent: row", "Most inconsistent: column", "Judged", "Suggested", "CR then"]  # fmt: skip
    (line,) = rows[1:]
    assert line[:3] == ["1", 3.0, 0.0]
    assert line[3:7] == pytest.approx([3.5, 0.25, 0.58, 0.25 / 0.58])
    assert line[8:13] == [0.31, "no", "规模", "创新", 2.0]
    assert line[13:] == pytest.approx([0.25, 0.0])
    fine = run("MFG_AHP_CHECK", SIX, caller=Sheet("zh"))
    assert fine[1][9:] == ["是", "", "", "", "", ""]
    chain = run("MFG_AHP_CHECK", [[1, 2, None], [None, 1, 3], [None, None, 1]])[1]
    assert chain[2] == 1.0 and chain[5:8] == ["#N/A"] * 3 and chain[9] == ""


PEOPLE = [
    [*labelled(SIX), *labelled(ODD)],
    [*labelled(SIX), [None] * 4, *labelled(ODD)],
    [*labelled(SIX), *labelled(ODD)[1:]],
    [*SIX, *ODD],
    [*SIX, ["", None, " "], *ODD],
]


@pytest.mark.parametrize(
    "data", PEOPLE, ids=["headers", "blank row", "one header", "bare", "bare, blank row"]
)
def test_ahp_group(data: Rows) -> None:
    """Geometric means of judgements: 2, sqrt 6, sqrt 12; by rows (2 sqrt 6)^(1/3) and so on."""
    rows = run("MFG_AHP_GROUP", data, None, "geometric")
    if len(data[0]) == 4:
        assert rows.pop(0) == ["Weight"]
    raw = [(2 * 6**0.5) ** (1 / 3), (0.5 * 12**0.5) ** (1 / 3), (1 / 6**0.5 / 12**0.5) ** (1 / 3)]
    assert [r[0] for r in rows] == pytest.approx([x / sum(raw) for x in raw])
    # Pooled priorities are the same with geometric means.
    pooled = run("MFG_AHP_GROUP", data, None, "geometric", "priorities")[-3:]
    assert [r[0] for r in rows] == pytest.approx([r[0] for r in pooled])
    only = run("MFG_AHP_GROUP", data, [1, 0])
    assert [r[0] for r in only[-3:]] == pytest.approx([0.6, 0.3, 0.1])
    check = run("MFG_AHP_CHECK", data)
    assert [r[0] for r in check] == ["Judge", "1", "2", "group"]
    assert [r[9] for r in check[1:3]] == ["yes", "no"]


@pytest.mark.parametrize(
    ("data", "weight", "said"),
    [
        ([*SIX, *ODD[:2]], None, "is 5 × 3"),
        ([*SIX, *ODD, *ODD[:1]], None, "has 7 rows and 3 columns"),
        ([*labelled(SIX), *labelled(ODD, items=["规模", "绿色", "创新"])[1:]], None, 'S!A6 is "绿色" where the first matrix has "创新"'),
        ([*UPPER[:2], [9, 9, None], *SIX], None, "S!A1 is blank; enter 1 on the diagonals"),
        ([*SIX, *[[1, 2, 3], [0.5, 1, -1], [None, None, 1]]], None, "S!C5 is -1"),
        ([*SIX, *ODD], [1, 2, 3], "weight: has 3 values where 2 are needed"),
        ([*SIX, *ODD], [0, 0], "sum to 0"),
    ],
)  # fmt: skip
def test_group_messages(data: Rows, weight: Any, said: str) -> None:
    text = message(run("MFG_AHP_GROUP", addressed(data), weight))
    assert said in text


# --- best-worst, order relation, precedence chart ----------------------------------------------------------


def test_bwm() -> None:
    best, worst = [8, 2, 1], [1, 5, 8]
    expected = [1 / 14, 4.5 / 14, 8.5 / 14]
    assert run("MFG_BWM", best, worst)[0] == pytest.approx(expected)
    assert [r[0] for r in run("MFG_BWM", column(best), worst)] == pytest.approx(expected)
    headed = run("MFG_BWM", ["最优", *best], ["最劣", *worst])[0]
    assert headed[0] == "最优" and headed[1:] == pytest.approx(expected)
    table = run("MFG_BWM", best, worst, 1)
    assert table[0] == ["Measure", "Value"]
    assert [r[1] for r in table[1:]] == pytest.approx([0.5 / 14, 2 / 56, 3.0, 1.0, 2.0])
    assert run("MFG_BWM", [1, 2, 8], [8, 4, 1], 1)[5][1] == ""
    assert "over worst is 6" in message(run("MFG_BWM", [1, 2, 8], [6, 4, 1]))
    assert "S!C1" in message(run("MFG_BWM", addressed([[1, 2, 0.5]]), worst))
    assert message(run("MFG_BWM", best, [1, 5])).startswith("#MFG! worst:")
    assert message(run("MFG_BWM", best)).startswith("#MFG! worst:")


def test_g1() -> None:
    assert run("MFG_G1", [None, 1.2, 1.5])[0] == pytest.approx([1.8 / 4.3, 1.5 / 4.3, 1 / 4.3])
    rows = run("MFG_G1", column(["比值", 1.5, "-", 1.2]), column([3, 1, 2]))
    assert rows[0] == ["比值"]
    assert [r[0] for r in rows[1:]] == pytest.approx([1 / 4.3, 1.8 / 4.3, 1.5 / 4.3])
    assert "S!C1 has ratio 0.5" in message(run("MFG_G1", addressed([[None, 1.2, 0.5]])))
    assert message(run("MFG_G1", [None, 1.2], [1, 1])).startswith("#MFG! order:")


def test_precedence() -> None:
    expected = [5 / 9, 2 / 9, 2 / 9]
    chart = [[0.5, 1, 1], [0, 0.5, 0.5], [0, 0.5, 0.5]]
    assert [r[0] for r in run("MFG_PRECEDENCE", chart)] == pytest.approx(expected)
    rows = run("MFG_PRECEDENCE", labelled([[None, 1, 1], [None, None, 0.5], [None] * 3]))
    assert rows[0] == ["Weight"] and [r[0] for r in rows[1:]] == pytest.approx(expected)
    assert run("MFG_PRECEDENCE", [9, 7, 7])[0] == pytest.approx(expected)
    assert [r[0] for r in run("MFG_PRECEDENCE", column([9, 7, 7]))] == pytest.approx(expected)
    assert "S!B3 is 0.5 where" in message(run("MFG_PRECEDENCE", addressed(labelled([[0.5, 1, 1], [0.5, 0.5, 1], [0, 0, 0.5]]))))  # fmt: skip
    assert "2 × 3" in message(run("MFG_PRECEDENCE", [[0.5, 1, 1], [0, 0.5, 1]]))


# --- classes, stages ------------------------------------------------------------------------------------------


def test_abc() -> None:
    e, grade = [6, 4, 5, 10], ["A", "a", "Ｂ类", 3]
    assert run("MFG_ABC", e, grade)[0] == pytest.approx([0.3, 0.2, 0.3, 0.2])
    assert run("MFG_ABC", e, grade, None, "multiplier")[0] == pytest.approx([0.36, 0.24, 0.2, 0.2])
    assert run("MFG_ABC", e, grade, None, None, "0.6, 0.3，0.1")[0] == pytest.approx([0.36, 0.24, 0.3, 0.1])
    assert run("MFG_ABC", e, grade, ["x", "x", "y", "y"])[0] == pytest.approx([0.6, 0.4, 0.6, 0.4])
    assert run("MFG_ABC", column(["均值", *e]), column(["类别", *grade]))[1] == [pytest.approx(0.3)]
    experts = [["专家", "a", "b", "c", "d"], ["甲", 7, 4, 5, 9], ["乙", 5, 4, 5, 11]]
    assert run("MFG_ABC", experts, grade)[0] == pytest.approx([0.3, 0.2, 0.3, 0.2])
    assert len(run("MFG_ABC", experts, column(grade))) == 4
    assert 'S!C1 is "重要"; enter a class' in message(run("MFG_ABC", e, addressed([["A", "B", "重要", "C"]])))
    assert "class D" in message(run("MFG_ABC", e, ["A", "B", "C", "D"]))
    assert message(run("MFG_ABC", e, ["A", "B"])).startswith("#MFG! grade:")


def test_stage_weight() -> None:
    factor = [[1, 1], [3, 1]]
    assert run("MFG_STAGE_WEIGHT", factor, column([1, 1])) == [[0.25, 0.5], [0.75, 0.5]]
    assert run("MFG_STAGE_WEIGHT", factor) == [[0.25, 0.5], [0.75, 0.5]]
    # Indicators across: stages run down, and so does the result.
    assert run("MFG_STAGE_WEIGHT", [[1, 3], [1, 1]], [1, 1]) == [[0.25, 0.75], [0.5, 0.5]]
    table = [["指标", "跃升期", "起步期"], ["a", 1, 1], ["b", 3, 1]]
    assert run("MFG_STAGE_WEIGHT", table, column([1, 1]))[2] == ["b", 0.75, 0.5]
    cities = run("MFG_STAGE_WEIGHT", table, column([1, 1]), None, column(["起步期", "", "跃升期"]))
    assert cities == [[0.5, 0.5], ["#N/A", "#N/A"], [0.25, 0.75]]
    assert run("MFG_STAGE_WEIGHT", factor, None, None, [2, 1]) == [[0.5, 0.5], [0.25, 0.75]]
    assert run("MFG_STAGE_WEIGHT", factor, None, ["p", "q"]) == [[1.0, 1.0], [1.0, 1.0]]
    text = message(run("MFG_STAGE_WEIGHT", table, None, None, addressed(column(["起步期", "成熟期"]))))
    assert 'S!A2 is of stage "成熟期"' in text and "跃升期, 起步期" in text
    assert "S!C2 is -1" in message(
        run("MFG_STAGE_WEIGHT", addressed([["指标", "x", "y"], ["a", 1, -1], ["b", 1, 1]]))
    )
    # Turned, a place is still that of the sheet.
    assert "S!B1 is -1" in message(run("MFG_STAGE_WEIGHT", addressed([[1, -1], [1, 1]]), [1, 1]))


# --- Delphi ---------------------------------------------------------------------------------------------------


def test_rounds() -> None:
    rows = run("MFG_ROUNDS", DELPHI, caller=Sheet("zh"))
    assert rows[0] == ["轮次", "人数", "均值", "中位数", "下四分位", "上四分位", "满分率", "平均变异系数", "肯德尔 W",
                       "卡方", "自由度", "p", "变异系数变化", "W 变化"]  # fmt: skip
    assert rows[1][:3] == [1.0, 1.0, 9.0] and rows[1][8] == "#N/A"
    # Ranks 3 2 1 and 3 1 2 of p, q, n: sums 6, 3, 3; S = 6, W = 72 / (4 * 24) = 0.75.
    assert rows[2][8:11] == pytest.approx([0.75, 3.0, 2.0])
    assert rows[2][:2] == [2.0, 2.0] and rows[2][2] == pytest.approx(20 / 6)
    assert run("MFG_ROUNDS", DELPHI, 5)[2][6] == pytest.approx(2 / 6)


def test_authority() -> None:
    basis = [["专家", "实践", "理论"], ["甲", 0.5, 0.3], ["乙", 0.3, None], ["丙", 0.5, 0.5]]
    rows = run("MFG_AUTHORITY", basis, column(["熟悉程度", 0.8, 0.6, 1.0]))
    assert rows[0] == ["Round", "Experts", "Ca (basis)", "Cs (familiarity)", "Cr (authority)"]
    assert rows[1][:2] == ["", 3.0] and rows[1][2:] == pytest.approx([0.7, 0.8, 0.75])
    rows = run("MFG_AUTHORITY", [0.8, 0.6, 1.0], [0.8, 0.6, 1.0], [1, 2, 2])
    assert [r[0] for r in rows[1:]] == ["1", "2"]
    assert rows[2][2:] == pytest.approx([0.8, 0.8, 0.8])
    assert "S!C1 has coefficient 1.5" in message(
        run("MFG_AUTHORITY", [0.8] * 3, addressed([[0.5, 0.5, 1.5]]), [1, 2, 2])
    )
    assert "3 values where 2" in message(run("MFG_AUTHORITY", [0.8] * 2, [0.5] * 3))


# --- the new combinations ---------------------------------------------------------------------------------------


def test_combinations() -> None:
    a, b = [0.5, 0.3, 0.2], [0.2, 0.2, 0.6]
    game = [(0.044 * x + 0.0608 * y) / 0.1048 for x, y in zip(a, b, strict=True)]
    for name in ("game", "博弈论"):
        assert run("MFG_COMBINE", a, b, None, name)[0] == pytest.approx(game)
    assert run("MFG_COMBINE", a, b, None, "最小相对信息熵") == run("MFG_COMBINE", a, b, None, "geometric")
    assert run("MFG_COMBINE", a, b, None, "最小二乘法")[0] == pytest.approx([0.35, 0.25, 0.4])


def test_bwm_nonlinear() -> None:
    """Rezaei (2015): .0714, .3387, .5899; ksi .26, CI 4.47, CR .058."""
    w = run("MFG_BWM", [8, 2, 1], [1, 5, 8], None, "非线性模型")[0]
    assert w == pytest.approx([0.0714, 0.3387, 0.5899], abs=5e-5)
    table = run("MFG_BWM", column([8, 2, 1]), [1, 5, 8], 1, "nonlinear")
    assert [r[1] for r in table[1:6]] == pytest.approx([0.2583, 4.4689, 0.0578, 3, 1], abs=5e-5)
    assert [r[0] for r in table[6:8]] == ["least weight of item 1", "greatest weight of item 1"]
    assert [r[1] for r in table[6::2]] == pytest.approx(w)
    assert 'no method "cubic"' in message(run("MFG_BWM", [8, 2, 1], [1, 5, 8], None, "cubic"))
