"""Hostile inputs, one row each: what the function gives, or the key words of its message in both languages.

None gives a traceback, nothing, an endless loop, or a wrong number without a word.
"""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from udfs.engine.errors import MfgError
from udfs.engine.messages import ARGUMENTS, MESSAGES, WORDS
from udfs.excel import guard
from udfs.excel.cells import Block

from .kit import (
    CITIES,
    DATA,
    DELPHI,
    DIRECTION,
    FRAMEWORK,
    Rows,
    Sheet,
    X,
    accepted,
    book,
    column,
    message,
    run,
)


class PyTime(dt.datetime):
    """What pywin32 hands over for a date: a datetime with a time zone."""


DATE = PyTime(2021, 3, 1, tzinfo=dt.UTC)
HALF = 1 / 2**0.5


@dataclass(frozen=True)
class Case:
    """One hostile call; a tuple of two texts is the message (zh, en), anything else the result."""

    name: str
    function: str
    args: tuple[Any, ...]
    expected: Any
    named: dict[str, Any] = field(default_factory=dict)
    sheet: dict[str, Any] | None = None


def rank(cell: Any, expected: Any, name: str) -> Case:
    """The cell among the scores 30, 20: its rank, or a message."""
    wanted = expected if isinstance(expected, tuple) else column(expected)
    return Case(name, "MFG_RANK", (column([30.0, cell, 20.0]),), wanted)


def norm(rows: Rows, expected: Any, name: str, **named: Any) -> Case:
    return Case(name, "MFG_NORM", (rows,), expected, named)


def model(
    name: str, expected: Any, function: str = "MFG_SCORE", args: tuple[Any, ...] = (), **sheet: Any
) -> Case:
    return Case(name, function, args, expected, sheet=sheet)


def framework(*rows: list[Any]) -> dict[str, Rows]:
    return {"MFG_Framework": [["代码", "上级", "方向"], *map(list, rows)]}


MISSING = [1.0, "#N/A", 2.0]
CELLS = [
    # what may stand in a cell
    rank(None, MISSING, "blank cell"),
    rank("", MISSING, "empty text"),
    rank(" \u3000", MISSING, "spaces"),
    rank("#N/A", MISSING, "#N/A"),
    rank("—", MISSING, "a dash for missing"),
    rank("缺失", MISSING, "a word for missing"),
    rank(float("nan"), MISSING, "NaN"),
    rank("#DIV/0!", ("第 2 行第 1 列 是错误值 #DIV/0!", "row 2, column 1 is #DIV/0!"), "#DIV/0!"),
    rank("#REF!", ("错误值 #REF!", "is #REF!"), "#REF!"),
    rank("#BUSY!", ("错误值 #BUSY!", "is #BUSY!"), "an error value of a newer Excel"),
    rank("#MFG! weight: no", ("错误值 #MFG!；请先修正", "is #MFG!; mend"), "the message of another function"),
    rank("abc", ("是“abc”，不是数", 'is "abc", not a number'), "text"),
    rank("1,028", [2.0, 1.0, 3.0], "thousands with a comma"),
    rank("1 028", [2.0, 1.0, 3.0], "thousands with a space"),
    rank("1\u00a0028", [2.0, 1.0, 3.0], "thousands with a hard space"),
    rank("１２３", [2.0, 1.0, 3.0], "full-width digits"),
    rank("−5", [1.0, 3.0, 2.0], "the minus sign of a text processor"),
    rank("1,5", ("是“1,5”", 'is "1,5"'), "decimal comma"),
    rank("(5)", ("是“(5)”", 'is "(5)"'), "accountant's minus, or a footnote"),
    rank("1e400", ("太大", "too large"), "a number beyond range as text"),
    rank(
        "3.9%",
        ("（即 0.039），而同列有 30", "(= 0.039) among numbers such as 30"),
        "a percentage among plain numbers",
    ),
    rank(
        "３．９％", ("同列有 30", "among numbers such as 30"), "a full-width percentage among plain numbers"
    ),
    Case("percentages only", "MFG_RANK", (column(["3.9%", "４％", 0.05]),), column([3.0, 2.0, 1.0])),
    Case("a percentage among whole numbers as text", "MFG_RANK", (column(["3.9%", "50"]),), ("50", "50")),
    Case("a percentage among ints", "MFG_RANK", (column(["3.9%", 50]),), ("50", "50")),
    rank(dt.datetime(2021, 3, 1), ("是日期 2021-03-01；", "the date 2021-03-01;"), "datetime"),
    rank(dt.date(2021, 3, 1), ("是日期 2021-03-01；", "the date 2021-03-01;"), "date"),
    rank(DATE, ("是日期 2021-03-01；", "the date 2021-03-01;"), "date with a time zone, as pywin32 has it"),
    rank(dt.datetime(2021, 3, 1, 8, 30), ("2021-03-01 08:30", "2021-03-01 08:30"), "date and time"),
    rank(dt.time(8), ("是日期 08:00:00", "the date 08:00:00"), "time"),
    rank(Decimal("25.5"), [1.0, 2.0, 3.0], "currency"),
    rank(Decimal("NaN"), MISSING, "a decimal that is no number"),
    rank(True, ("逻辑值 TRUE", "logical value TRUE"), "logical value"),
    rank(np.float64(25), [1.0, 2.0, 3.0], "numpy float"),
    rank(np.int32(25), [1.0, 2.0, 3.0], "numpy int"),
    rank(np.bool_(True), ("逻辑值 TRUE", "logical value TRUE"), "numpy logical value"),
    rank("很长" * 9000, ("很长很长", "很长很长"), "very long text"),
    rank("a\nb\r\nc", ("“a b  c”", '"a b  c"'), "text with line breaks"),
    rank("=cmd|' /C calc'!A0", ("=cmd|", "=cmd|"), "a formula in a text"),
    rank("🏙", ("“🏙”", '"🏙"'), "emoji"),
    rank(10**400, ("太大", "too large"), "an integer beyond range"),
    rank(float("inf"), ("太大", "too large"), "infinity"),
    rank(float("-inf"), ("太大", "too large"), "minus infinity"),
    rank(1e308, [2.0, 1.0, 3.0], "1e308"),
    rank(-1e308, [1.0, 3.0, 2.0], "-1e308"),
    rank(1e-308, [1.0, 3.0, 2.0], "1e-308"),
    rank("@sum", ("是“@sum”", 'is "@sum"'), "the engine's own mark for a word"),
    rank("@nobody", ("是“@nobody”", 'is "@nobody"'), "a mention"),
    rank("{0}{where}", ("“{0}{where}”", '"{0}{where}"'), "braces"),
    rank([1, 2], ("不是数", "not a number"), "a list in a cell"),
]
NUMBERS = [
    # the numbers of a block
    norm(column([1e308, -1e308]), [[HALF], [-HALF]], "1e308 and -1e308 do not overflow"),
    norm(column([3e-308, 4e-308]), [[0.6], [0.8]], "1e-308 does not vanish"),
    norm(column([1e308, -1e308]), ("均值", "mean"), "mean of 1e308 and -1e308", method="mean"),
    norm(column([5.0, 5.0]), ("第 1 列 的所有值相同（5），minmax", "column 1 has the same value 5"), "constant column", method="minmax"),
    norm([["城市", "产值"], ["a", 5.0], ["b", 5.0]], ("产值 的所有值相同", "产值 has the same"), "constant column with a header", method="极差法"),
    norm([[1.0, None], [2.0, None]], ("第 2 列 全部缺失", "column 2 has no value at all"), "all-missing column"),
    norm([[3.0, 1.0], [None, None], [4.0, 1.0]], [[0.6, HALF], ["#N/A"] * 2, [0.8, HALF]], "all-missing row"),
    norm([[None, None], [None, ""]], ("没有数据", "there is no data"), "all-blank block"),
    norm([], ("没有数据", "there is no data"), "no rows"),
    norm([[]], ("没有数据", "there is no data"), "a row without cells"),
    norm([[7.0]], [[1.0]], "1 x 1"),
    norm([[3.0, 4.0]], [[1.0, 1.0]], "one row"),
    norm([[3.0, 4.0]], ("只有 1 个单位", "only 1 unit"), "one row under min-max", method="minmax"),
    norm([[3.0, 1.0], [4.0]], [[0.6, 1.0], [0.8, "#N/A"]], "ragged rows"),
    norm([[3.0, None], [4.0, None], [None, None]], ("第 2 列 全部缺失", "column 2 has no value"), "trailing blank column"),
    norm([[3.0], [4.0], [None], [None]], [[0.6], [0.8], ["#N/A"], ["#N/A"]], "trailing blank rows"),
    norm([[2019.0, 2020.0, 2021.0], [1.0, 2.0, 3.0]], ("像年份表头（2019, 2020 ...）", "header of years (2019, 2020"), "years above bare numbers"),
    norm([[None, 2019.0, 2020.0], ["深圳", 3.0, 1.0], ["苏州", 4.0, 1.0]], [["", 2019.0, 2020.0], ["深圳", 0.6, HALF], ["苏州", 0.8, HALF]], "years above labelled numbers"),
    norm([["序号", "p"], [1.0, 3.0], [2.0, 4.0]], [["序号", "p"], [1.0, 0.6], [2.0, 0.8]], "serial numbers are labels"),
    norm([["adcode", "p"], [110000.0, 3.0], [120000.0, 4.0]], [["adcode", "p"], [110000.0, 0.6], [120000.0, 0.8]], "numeric codes are labels"),
    norm([["创新", None], ["p", "q"], [1.0, 2.0]], ("第 2 行第 1 列 是“p”", 'row 2, column 1 is "p"'), "two header rows, the upper merged"),
    norm([["深圳", "#N/A"], ["苏州", 4.0]], [["深圳", "#N/A"], ["苏州", 1.0]], "a labelled row without a value"),
    norm([["深圳", 1.0], [DATE, 2.0]], ("“深圳”，不是数", '"深圳", not a number'), "a date among the names"),
    norm(column([-1.0, 0.0, 1.0]), ("合计为", "has sum"), "sum 0 under sum", method="sum"),
    norm(X, ("没有“minmix”这个方法；最接近的是 minmax", 'no method "minmix"; the nearest is minmax'), "unknown method", method="minmix"),
    norm(X, ("没有“3”这个方法", 'no method "3"'), "method as a number", method=3),
    norm(X, ("没有“TRUE”这个方法", 'no method "TRUE"'), "method as a logical value", method=True),
    norm(X, ("没有“—”这个方法", 'no method "—"'), "a dash as a method is no default", method="—"),
    norm(X, ("错误值 #N/A；请先修正", "is #N/A; mend that formula"), "a failed lookup as a method is no default", method="#N/A"),
    norm(X, ("错误值 #N/A", "is #N/A"), "a failed lookup as k", k="#N/A"),
    norm(X, ("2 × 1 的区域；请给一个值", "block of 2 × 1; give one value"), "a range as a method", method=column(["minmax", "max"])),
    norm(X, ("是“许多”；请给一个数", 'is "许多"; give a number'), "text as k", k="许多"),
    norm(X, ("请填 1（是）", "enter 1 (yes)"), "an unknown word for cap", cap=["maybe", 1, 0]),
    norm(X, ("只给了一个界限", "one goalpost only"), "one goalpost", low=[0, None, None]),
    norm(X, ("下限 5 不小于上限 5", "lower goalpost 5 not below"), "goalposts the wrong way", low=[5, None, None], high=[5, None, None]),
    norm(X, ("没有“cube”这个方法", 'no method "cube"'), "unknown transform", transform=["cube", "", ""]),
    norm(column([0.0, 1.0]), ("不能取 log", "log cannot be taken"), "log of 0", transform="log"),
    Case("k = 0 with x = -max|x|", "MFG_POSITIVE", (column([-2.0, 2.0]), "-", None, 0), ("不是正数；请取更大的 k", "choose a larger k")),
    Case("k negative", "MFG_POSITIVE", (column([1.0, 2.0]), "-", None, -5), ("不是正数", "is not positive")),
    Case("1/x of 0", "MFG_POSITIVE", (column([0.0, 2.0]), "-", "inverse"), ("不能取倒数", "1/x cannot be used")),
    Case("1/x of 1e-320", "MFG_POSITIVE", (column([1e-320, 2.0]), "-", "inverse"), ("过大", "too large")),
    Case("1e308 turned", "MFG_POSITIVE", (column([1e308, 1.0]), "-"), ("太大", "too large")),
]  # fmt: skip
VECTORS = [
    # directions, weights, names
    Case("a direction that is none", "MFG_NORM", (X, ["+", "up", "-"]), ("第 1 行第 2 列 是“up”", 'row 1, column 2 is "up"')),
    Case("direction 0", "MFG_NORM", (X, ["+", 0, "-"]), ("是“0”", 'is "0"')),
    Case("direction as a logical value", "MFG_NORM", (X, ["+", True, "-"]), ("是“TRUE”", 'is "TRUE"')),
    Case("too few directions", "MFG_NORM", (X, ["+", "-"]), ("有 2 个值，应为 3 个", "has 2 values where 3 are needed")),
    Case("too many directions", "MFG_NORM", (X, ["+"] * 5), ("有 5 个值", "has 5 values")),
    Case("2-D where a vector is due", "MFG_NORM", (X, [["+", "+"], ["-", "-"]]), ("是 2 × 2；请给一行或一列", "is 2 × 2; give one row or one column")),
    Case("a reversed vector is as good as any", "MFG_WEIGHT", (None, None, column([1, 3]), None, None, "given"), [[0.25], [0.75]]),
    Case("negative weight", "MFG_SCORE", (X, DIRECTION, [0.5, -0.2, 0.7]), ("第 1 行第 2 列 的权重 -0.2 为负", "row 1, column 2 has weight -0.2")),
    Case("zero weights", "MFG_SCORE", (X, DIRECTION, [0, 0, 0]), ("权重合计为 0", "sum to 0")),
    Case("blank weight", "MFG_SCORE", (X, DIRECTION, [0.5, None, 0.5]), ("第 1 行第 2 列 为空", "row 1, column 2 is blank")),
    Case("weights that do not sum to 1", "MFG_WEIGHT", (None, None, [2, 6], None, None, "given"), [[0.25, 0.75]]),
    Case("weights as percent texts", "MFG_WEIGHT", (None, None, ["25%", "75%"], None, None, "given"), [[0.25, 0.75]]),
    Case("percent texts among plain weights", "MFG_WEIGHT", (None, None, ["30%", 50, 20], None, None, "given"), ("而同列有 50", "among numbers such as 50")),
    Case("weights of 1e308", "MFG_WEIGHT", (None, None, [1e308, 1e308], None, None, "given"), [[0.5, 0.5]]),
    Case("names with their header, one row too low", "MFG_RANKING", (column([3, 1]), column(["城市", "深圳"])), ("是表头“城市”；请从下一格选起", 'is the header "城市"; start one cell later')),
    Case("an error among the names", "MFG_RANKING", (column([3, 1]), column(["深圳", "#REF!"])), ("第 2 行第 1 列 是错误值 #REF!", "row 2, column 1 is #REF!")),
    Case("too few names", "MFG_RANKING", (column([3, 1]), column(["深圳"])), ("有 1 个值，应为 2 个", "has 1 values where 2")),
    Case("a parent that could not be looked up", "MFG_DIMENSION", (X, [1, 1, 1], ["A", "#N/A", "B"]), ("错误值 #N/A", "is #N/A")),
    Case("a dimension that is not there", "MFG_DIMENSION", (X, [1, 1, 1], ["A", "A", "B"], "C"), ("“C”没有下级指标", '"C" has no indicators')),
    Case("a dimension asked for twice", "MFG_DIMENSION", (X, [1, 1, 1], ["A", "A", "B"], ["B", "B"]), ("B 重复", "B stands twice")),
    Case("duplicate city, two spellings", "MFG_COMPARE", ([1, 2], [1, 2], ["深圳", "深圳市"], ["深圳", "苏州"]), ("“深圳”与“深圳市”是同一城市", '"深圳" and "深圳市" are one city')),
    Case("duplicate city", "MFG_COMPARE", ([1, 2], [1, 2], ["深圳", "苏州"], ["深圳", "深圳"]), ("城市 b：深圳 重复", "city_b: 深圳 stands twice")),
    Case("no city in common", "MFG_COMPARE", ([1, 2], [1, 2], ["深圳", "苏州"], ["北京", "上海"]), ("只有 0 个共同单位", "share 0 unit")),
    Case("rankings of different length", "MFG_COMPARE", ([1, 2, 3], [1, 2]), ("有 2 个值，应为 3 个", "has 2 values where 3")),
]  # fmt: skip
METHODS = [
    # methods that do not fit the numbers
    Case("zero mean under CV", "MFG_WEIGHT", ([[-1.0, 1.0], [1.0, 2.0]],), ("第 1 列 的均值为 0，变异系数无意义", "column 1 has mean 0")),
    Case("negative values under entropy", "MFG_WEIGHT", ([[-1.0, 1.0], [1.0, 2.0]], None, None, None, None, "熵值法"), ("有 -1，entropy 不能用于负数", "holds -1; entropy needs values of 0 or more")),
    Case("zeros under MEREC", "MFG_WEIGHT", ([[0.0, 1.0], [1.0, 2.0]], None, None, None, None, "merec"), ("有 0，merec 要求全为正数", "holds 0; merec needs positive values")),
    Case("two copies of one indicator under CRITIC", "MFG_WEIGHT", ([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]], None, None, None, None, "critic"), ("完全相关", "perfectly correlated")),
    Case("indicators that run against each other under PCA", "MFG_WEIGHT", ([[1.0, 1.0, 3.0], [2.0, 3.0, 2.0], [3.0, 2.0, 1.0], [4.0, 4.0, 0.0]], None, None, None, None, "pca"), ("第 3 列 的 pca 系数为", "column 3 has the pca coefficient")),
    Case("as many indicators as units under independence", "MFG_WEIGHT", ([[1.0, 5.0], [2.0, 3.0]], None, None, None, None, "独立性权重"), ("只有 2 个单位的同级指标齐全，independence 至少要 3 个", "only 2 units have all values of these siblings; independence needs at least 3")),
    Case("min-max ends the wrong way round", "MFG_NORM", (X, None, None, None, None, None, "minmax", None, None, None, 100, 1), ("参数 a：是 100；应小于 b（1）", "a: is 100; it must be below b (1)")),
    Case("a parameter the method does not have", "MFG_NORM", (X, None, None, None, None, None, "rank", None, None, None, 5), ("方法 rank 没有参数 a", "rank has no parameter a")),
    Case("all units inside the moderate interval", "MFG_MODERATE", ([[1.0, 3.0], [2.0, 4.0]], 0, 9), ("第 1 列 的所有单位都在适度区间内", "all units of column 1 lie inside the limits")),
    Case("z-score and CV", "MFG_SCORE", (X, DIRECTION, None, None, None, None, "zscore"), ("不要用 zscore", "not zscore")),
    Case("constant column under CV", "MFG_SCORE", ([[1.0, 5.0], [2.0, 5.0]],), ("第 2 列 的所有值相同", "column 2 has the same value")),
    Case("one row under CV", "MFG_SCORE", ([[1.0, 5.0]],), ("只有 1 个单位", "only 1 unit")),
    Case("zero under a geometric mean", "MFG_SCORE", ([["市", "a", "b"], ["x", 0.0, 1.0], ["y", 2.0, 3.0]], None, [1, 1], None, None, "geometric"), ("第 2 行第 2 列 有 0，几何平均要求全为正数", "row 2, column 2 holds 0; a geometric mean needs")),
    Case("negative under a geometric mean", "MFG_DIMENSION", ([[1.0, -1.0]], [1, 1], None, None, "几何平均"), ("有 -1，几何平均", "holds -1; a geometric")),
    Case("max100 of negative scores", "MFG_SCORE", (column([-2.0, -1.0]), None, [1], None, None, None, "none", "max100"), ("不能换算成 max100", "max100 cannot be used")),
    Case("0-100 of equal scores", "MFG_SCORE", (column([2.0, 2.0]), None, [1], None, None, None, "none", "minmax100"), ("minmax100 无法计算", "minmax100 cannot be computed")),
    Case("alpha above 1", "MFG_COMBINE", ([1, 2], [2, 1], None, "linear", 2), ("应在 0 到 1 之间", "between 0 and 1")),
    Case("breaks not ordered", "MFG_STAGE", ([5, 3, 1], [3, 1, 2]), ("3, 1, 2 没有从小到大排列", "3, 1, 2 are not in ascending")),
    Case("score breaks the wrong way", "MFG_STAGE", ([5, 3, 1], "1, 3", None, "score"), ("从大到小", "descending")),
    Case("stage names of the wrong count", "MFG_STAGE", ([5, 3, 1], [1, 2], "a, b, c, d"), ("有 4 个名称，应与分界同数（2）", "there are 4 names; give as many as breaks (2)")),
    Case("breaks that are text", "MFG_STAGE", ([5, 3, 1], "一；二"), ("“一”，不是数", '"一", not a number')),
    Case("decimals 2.5", "MFG_RANK", ([3, 1], None, 2.5), ("是 2.5；应为 -15 到 15 之间的整数", "is 2.5; it must be a whole number from -15 to 15")),
    Case("decimals 99", "MFG_RANK", ([3, 1], None, 99), ("是 99", "is 99")),
    Case("decimals 1e400", "MFG_RANK", ([3, 1], None, "1e400"), ("太大", "too large")),
    Case("unknown ties", "MFG_RANK", ([3, 1], "minimum"), ("最接近的是 min；可用：min, max", "the nearest is min; known: min, max")),
    Case("order 0", "MFG_RANK", ([3, 1], None, None, 0), ("没有“0”这个方法", 'no method "0"')),
    Case("order as a logical value", "MFG_RANK", ([3, 1], None, None, False), ("没有“FALSE”", 'no method "FALSE"')),
    Case("top 0", "MFG_RANKING", ([3, 1],), ("应为 1 到", "from 1 to"), {"top": 0}),
    Case("Delphi without a header", "MFG_DELPHI", ([[1.0, 9.0], [2.0, 8.0]],), ("需要表头", "needs a header row")),
    Case("Delphi with a missing score", "MFG_DELPHI", ([["专家", "p"], ["甲", 9.0], ["乙", None]], None, None, None), [["Code", "Experts", "Mean", "Median", "Q1", "Q3", "SD", "CV", "Full-score rate", "Weight"], ["p", 1.0, 9.0, 9.0, 9.0, 9.0, "#N/A", "#N/A", 1.0, 1.0]]),
    Case("Delphi item without any score", "MFG_DELPHI", ([["轮次", "专家", "p", "q"], [1, "甲", 9.0, None]],), ("q 为空", "q is blank")),
    Case("Delphi with text", "MFG_DELPHI", ([["轮次", "专家", "p"], [1, "甲", "高"]],), ("第 2 行第 3 列 是“高”", 'row 2, column 3 is "高"')),
    Case("Delphi round in words", "MFG_DELPHI", ([["轮次", "p"], ["第3轮", 7.0], ["第十二轮", 8.0]], None, "第３轮", 8), [["Code", "Experts", "Mean", "Median", "Q1", "Q3", "SD", "CV", "Full-score rate", "Weight"], ["p", 1.0, 7.0, 7.0, 7.0, 7.0, "#N/A", "#N/A", 0.0, 1.0]]),
    Case("Delphi round that is not there", "MFG_DELPHI", (DELPHI, None, 9), ("没有第 9 轮；表中有 1, 2", "no round 9; the table has 1, 2")),
    Case("Delphi round that is no round", "MFG_DELPHI", ([["轮次", "p"], ["最后", 7.0]],), ("“最后”，不是数", '"最后", not a number')),
    Case("Delphi code that is not there", "MFG_WEIGHT", (DELPHI, None, None, None, ["p", "z"], "delphi"), ("没有“z”这一列", 'no column "z"')),
    Case("Delphi column twice", "MFG_DELPHI", ([["p", "ｐ"], [1.0, 2.0]],), ("“ｐ”出现不止一次", '"ｐ" stands more than once')),
]  # fmt: skip
MODELS = [
    # the workbook's own model
    Case("no such name in the workbook", "MFG_SCORE", (), ("没有名称 MFG_Data", "has no name MFG_Data"), sheet={"MFG_Data": None}),
    Case("unknown city", "MFG_SCORE", ("深训",), ("没有“深训”；最接近的是 深圳", 'no "深训"; the nearest is 深圳'), sheet={}),
    Case("a city's name of 32767 characters", "MFG_SCORE", ("深" * 32767,), ("没有“深深", 'no "深深'), sheet={}),
    model("cyclic framework", ("“a”的上级又回到自身", '"a" is its own ancestor'), **framework(["a", "b", "+"], ["b", "a", "+"])),
    model("a node that is its own parent", ("“a”的上级又回到自身", '"a" is its own ancestor'), **framework(["a", "a", "+"])),
    model("orphan parent", ("“p”的上级“X”不在表中", '"p" has parent "X", which is not'), **framework(["T", None, ""], ["p", "X", "+"])),
    model("two roots", ("不止一个顶层：T, U", "more than one top: T, U"), **framework(["T", "", ""], ["U", "", ""], ["p", "T", "+"])),
    model("duplicate codes", ("代码“p”出现不止一次", 'code "p" stands more than once'), **framework(["p", "", "+"], ["p", "", "+"])),
    model("blank code", ("第 4 行第 1 列 没有代码", "row 4, column 1 has no code"), **framework(["p", "", "+"], [None, None, None], [None, "p", "+"])),
    model("framework without a code column", ("没有“code”列", 'no column "code"'), MFG_Framework=[["名称", "方向"], ["p", "+"]]),
    model("framework without a header", ("没有“code”列", 'no column "code"'), MFG_Framework=[["p", "+"], ["q", "+"]]),
    model("empty framework", ("没有内容", "is empty"), MFG_Framework=[[None]]),
    model("direction in the framework", ("第 2 行第 3 列 是“?”", 'row 2, column 3 is "?"'), **framework(["p", "", "?"])),
    model("indicator without a column", ("没有指标“z”这一列", 'no column for indicator "z"'), **framework(["z", "", "+"])),
    model("data without names", ("没有城市（单位）名称列", "no column of city"), MFG_Data=[["p", "q", "n"], *X]),
    model("duplicate city in the data", ("城市“深圳”出现 2 次", 'city "深圳" stands 2 times'), MFG_Data=[*DATA, ["深圳", 1.0, 2.0, 3.0]]),
    model("two spellings of the city asked for", ("是同一城市", "are one city"), "MFG_SCORE", ("深圳",), MFG_Data=[*DATA, ["深圳市", 1.0, 2.0, 3.0]]),
    model("blank city", ("没有城市名称", "no city name"), MFG_Data=[*DATA, [None, 1.0, 2.0, 3.0]]),
    model("error value in the data", ("第 2 行第 3 列 是错误值 #REF!", "row 2, column 3 is #REF!"), MFG_Data=[DATA[0], ["深圳", 1.0, "#REF!", 2.0], *DATA[2:]]),
    model("unknown value in the options", ("标准化方法：没有“minmix”", 'normalise: there is no method "minmix"'), MFG_Options=[["标准化方法", "minmix"]]),
    model("error value in the options", ("第 1 行第 2 列 是错误值 #N/A", "row 1, column 2 is #N/A"), MFG_Options=[["标准化方法", "#N/A"]]),
    model("a column twice", ("表头“p”出现不止一次", 'header "p" stands more than once'), MFG_Data=[[*DATA[0], "p"], *([*r, 1.0] for r in DATA[1:])]),
    model("English headers", column([0.25, 1.0]), MFG_Data=[["City", "p"], ["x", 1.0], ["y", 4.0]], MFG_Framework=[["Code", "Direction"], ["p", "positive"]], MFG_Options=[["normalise", "max"]]),
    model("Chinese headers", column([0.25, 1.0]), MFG_Data=[["地区", "产值"], ["x", 1.0], ["y", 4.0]], MFG_Framework=[["编码", "指标名称", "属性"], ["p", "产值", "正向"]], MFG_Options=[["标准化方法", "Normalisation", "最大值法", "说明"]]),
]  # fmt: skip
TABLE = [*CELLS, *NUMBERS, *VECTORS, *METHODS, *MODELS]


def caller(case: Case, language: str) -> Sheet:
    return Sheet(language) if case.sheet is None else book(language, **case.sheet)


@pytest.mark.parametrize("case", TABLE, ids=lambda c: c.name)
def test_hostile_input(case: Case) -> None:
    if isinstance(case.expected, tuple):
        for language, words in zip(("zh", "en"), case.expected, strict=True):
            said = message(run(case.function, *case.args, caller=caller(case, language), **case.named))
            assert words in said
            assert len(said) <= 255
        return
    rows = run(case.function, *case.args, caller=caller(case, "en"), **case.named)
    assert [len(r) for r in rows] == [len(r) for r in case.expected]
    for row, wanted in zip(rows, case.expected, strict=True):
        assert row == [w if isinstance(w, str) else pytest.approx(w, abs=1e-6) for w in wanted]


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 60
    assert len({c.name for c in TABLE}) == len(TABLE)


# --- MFG_CHECK lists them all at once ------------------------------------------------------------------


def found(rows: Rows, level: str) -> str:
    return "\n".join(f"{r[1]} | {r[2]}" for r in rows[1:] if r[0] == level)


def test_check_lists_everything_about_ranges() -> None:
    data = [
        ["城市", "p", "q"],
        ["深圳", "abc", 1.0],
        ["深圳市", "1,028", 1.0],
        ["苏州", 7.0, None],
        ["苏州", True, 1.0],
        ["", None, None],
    ]
    rows = run("MFG_CHECK", data, ["+", "?"], [0.5, -1.0], caller=Sheet("zh"))
    errors, warnings = found(rows, "错误"), found(rows, "提醒")
    for words in ("“abc”", "逻辑值 TRUE", "“?”", "权重 -1 为负", "城市“苏州”出现 2 次", "q | q 所有值都是 1"):
        assert words in errors
    for words in ("文本“1,028”，按 1028", "“深圳”与“深圳市”是同一城市", "第 4 行第 3 列 缺失"):
        assert words in warnings
    assert "没有城市名称" not in errors  # the last row has neither a name nor a value


def test_check_notes_what_is_not_used() -> None:
    options = [["设置", "值"], ["标准化方式", "minmax"], ["得分刻度", "raw"]]
    rows = run(
        "MFG_CHECK",
        caller=book("zh", MFG_Options=options, MFG_Data=[[*DATA[0], "人口"], *([*r, 9.0] for r in DATA[1:])]),
    )
    notes = found(rows, "说明")
    assert "“标准化方式”不认识" in notes
    assert "“人口”列不在指标体系中" in notes


def test_check_lists_every_fault_of_the_tree() -> None:
    rows = [
        ["代码", "上级", "方向", "权重"],
        ["T", "", "", ""],
        ["p", "T", "?", "x"],
        ["p", "X", "+", -1],
        [None, "T", "+", 1],
    ]
    errors = found(run("MFG_CHECK", caller=book("en", MFG_Framework=rows)), "error")
    for words in (
        'row 3, column 3 is "?"',
        'row 3, column 4 is "x"',
        '"p" stands more than once',
        'parent "X"',
        "row 5, column 1 has no code",
        "weight -1",
    ):
        assert words in errors


# --- huge blocks ----------------------------------------------------------------------------------------


def whole_column(values: list[Any]) -> Rows:
    return [[v] for v in values] + [[None]] * (1_048_576 - len(values))


def test_whole_columns_are_trimmed() -> None:
    began = time.process_time()
    scores, city = whole_column(["得分", 50.0, 80.0, None]), whole_column(["城市", "深圳", "苏州", "成都"])
    assert run("MFG_RANK", scores) == [["得分"], [2.0], [1.0]]
    # All huge blocks of a call keep the same rows, so the names stay beside their scores.
    rows = run("MFG_RANKING", scores, city)
    assert [r[1] for r in rows] == ["城市", "苏州", "深圳", "成都"]
    assert time.process_time() - began < 30


def test_whole_column_without_anything() -> None:
    assert "missing" in message(run("MFG_RANK", whole_column([])))


def test_whole_rows_are_trimmed() -> None:
    assert run("MFG_RANK", [[3.0, 1.0, *[None] * 16382]]) == [[1.0, 2.0]]


def test_usual_blocks_keep_their_size() -> None:
    assert len(run("MFG_RANK", column([3.0, *[None] * 999]))) == 1000


# --- whatever breaks --------------------------------------------------------------------------------------


def test_a_defect_is_one_short_text_and_a_log_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Sheet):
        def named(self, name: str) -> Block | None:
            raise KeyError("secret cell content")

    rows = guard.FUNCTIONS["MFG_SCORE"](caller=Broken("zh"))
    assert len(rows) == len(rows[0]) == 1
    assert rows[0][0].startswith("#MFG! 模型：内部错误（KeyError）")
    assert len(rows[0][0]) <= 255


def test_a_caller_without_a_language_still_gets_its_message() -> None:
    class Mute:
        @property
        def language(self) -> str:
            raise OSError

        def named(self, name: str) -> None:
            return None

    accepted([[c for r in guard.FUNCTIONS["MFG_VERSION"](caller=Mute()) for c in r]])
    assert guard.FUNCTIONS["MFG_RANK"]("x", caller=Mute())[0][0].startswith("#MFG! ")


@pytest.mark.parametrize("args", [(X,) * 40, (X,) * 7])
def test_too_many_arguments(args: tuple[Any, ...]) -> None:
    assert "最多 5 个" in guard.FUNCTIONS["MFG_RANK"](*args, caller=Sheet("zh"))[0][0]


def test_results_never_hold_what_excel_cannot_take() -> None:
    """Labels come back in results; the longest allowed text is 255 characters."""
    rows = run("MFG_NORM", [["市", "h" * 400], ["x" * 300, 3.0], [None, 4.0]])
    assert rows[0][1] == "h" * 254 + "…"
    assert len(rows[1][0]) == 255
    assert rows[2] == ["", 0.8]
    dated = run("MFG_RANKING", column([1, 2]), column([DATE, Decimal("7")]))
    assert [r[1] for r in dated[1:]] == ["7", "2021-03-01"]


def test_messages_of_every_key_fit_a_cell() -> None:
    """Filled with the longest values a message can show, in both languages; both use the same fields."""
    for key, (zh, en) in MESSAGES.items():
        names = dict.fromkeys(("found", "known", "nearest", "value", "other", "method", "low", "high", "count", "expected", "parent", "what", "order", "name", "log", "first", "second", "factor", "reason", "levels", "rank"), "x" * 400)  # fmt: skip
        for language, text in (("zh", zh), ("en", en)):
            assert text.strip() == text
            error = MfgError(key, "data", 1, 1, **names)
            assert len(error.cell(language)) <= 255
        fields = [{p.split("}")[0] for p in t.split("{")[1:]} for t in (zh, en)]
        assert fields[0] == fields[1] or key == "one_value", key
    assert all(len(pair) == 2 and all(pair) for pair in (*ARGUMENTS.values(), *WORDS.values()))


def test_the_city_list_of_the_kit_is_a_model() -> None:
    assert [r[0] for r in run("MFG_SCORE", caller=book())] != []
    assert len(CITIES) == len(FRAMEWORK) - 1
