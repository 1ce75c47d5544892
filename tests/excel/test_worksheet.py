"""Every worksheet function against numbers worked by hand (METHOD A test vector) and small examples."""

from __future__ import annotations

import inspect
import re
from typing import Any

import numpy as np
import pytest

from udfs.engine.registry import names, resolve
from udfs.excel.catalogue import BY_NAME
from udfs.excel.catalogue import FUNCTIONS as CATALOGUE
from udfs.excel.guard import call
from udfs.excel.worksheet import FUNCTIONS

from .kit import (
    CITIES,
    DATA,
    DELPHI,
    DIRECTION,
    FRAMEWORK,
    Rows,
    Sheet,
    X,
    book,
    column,
    labelled,
    message,
    run,
)

NEGATIVE = [0.217391, 0.196078, 0.163934, 0.123457]
CV = [0.357941, 0.480229, 0.161830]
SCORES_CV = [0.246110, 0.384172, 0.434974, 0.729078]
GIVEN = [0.5, 0.3, 0.2]
MULTIPLICATIVE = [0.503568, 0.405364, 0.091068]
SCORES = [0.216832, 0.372861, 0.456612, 0.746798]
#: x / sqrt(sum x^2), by hand: sqrt(30), sqrt(3400), sqrt of the sum of the squares of NEGATIVE = 0.357522.
VECTOR = [
    [1 / 30**0.5, 10 / 3400**0.5, 0.217391 / 0.357522],
    [2 / 30**0.5, 20 / 3400**0.5, 0.196078 / 0.357522],
    [3 / 30**0.5, 20 / 3400**0.5, 0.163934 / 0.357522],
    [4 / 30**0.5, 50 / 3400**0.5, 0.123457 / 0.357522],
]
HEADER = ["p", "q", "n"]


def close(rows: Rows, expected: Any, tolerance: float = 1e-6) -> None:
    assert [len(r) for r in rows] == [len(r) for r in expected]
    for row, wanted in zip(rows, expected, strict=True):
        for cell, value in zip(row, wanted, strict=True):
            if isinstance(value, str):
                assert cell == value
            else:
                assert cell == pytest.approx(value, abs=tolerance)


# --- the test vector, column by column -------------------------------------------------------------


def test_positive() -> None:
    close(run("MFG_POSITIVE", X, DIRECTION), [[*r[:2], n] for r, n in zip(X, NEGATIVE, strict=True)])


def test_norm() -> None:
    close(run("MFG_NORM", X, DIRECTION), VECTOR, 2e-6)


def test_weight_cv() -> None:
    close(run("MFG_WEIGHT", run("MFG_NORM", X, DIRECTION)), [CV])


@pytest.mark.parametrize(
    ("method", "weights"),
    [
        (None, MULTIPLICATIVE),
        ("linear", [0.428971, 0.390114, 0.180915]),
        ("geometric", [0.430576, 0.386317, 0.183107]),
        ("subjective", GIVEN),
        ("objective", CV),
        ("线性", [0.428971, 0.390114, 0.180915]),
        ("几何平均", [0.430576, 0.386317, 0.183107]),
    ],
)
def test_combine(method: str | None, weights: list[float]) -> None:
    close(run("MFG_COMBINE", GIVEN, CV, None, method), [weights], 2e-6)
    close(run("MFG_COMBINE", column(GIVEN), CV, None, method), column(weights), 2e-6)


def test_scores() -> None:
    close(run("MFG_SCORE", X, DIRECTION), column(SCORES_CV))
    close(run("MFG_SCORE", X, DIRECTION, MULTIPLICATIVE), column(SCORES), 2e-6)
    normalised = run("MFG_NORM", X, DIRECTION)
    close(run("MFG_DIMENSION", normalised, MULTIPLICATIVE), column(SCORES), 2e-6)
    close(run("MFG_DIMENSION", normalised), column(SCORES_CV))


def test_model_of_the_workbook() -> None:
    """Given weights (.5, .3, .2) combined with CV: the multiplicative scores."""
    close(run("MFG_SCORE", caller=book()), column(SCORES))
    for name in ("深圳", "深圳市", " 深圳 "):
        close(run("MFG_SCORE", name, caller=book()), [[SCORES[0]]])
    close(run("MFG_SCORE", [["西安"]], caller=book()), [[SCORES[3]]])
    # Expert means 5, 3, 2 of the last round are the same weights.
    close(run("MFG_SCORE", caller=book(MFG_Delphi=DELPHI)), column(SCORES))
    options = [["设置", "值"], ["组合方法", "objective"], ["Score scale", "max100"]]
    close(
        run("MFG_SCORE", caller=book(MFG_Options=options)),
        column([100 * s / SCORES_CV[3] for s in SCORES_CV]),
        2e-4,
    )


def test_ranking_of_the_workbook() -> None:
    zh = run("MFG_RANKING", caller=book("zh"))
    assert zh[0] == ["名次", "城市", "得分", "阶段"]
    assert [r[1] for r in zh[1:]] == ["西安", "成都", "苏州", "深圳"]
    assert [r[0] for r in zh[1:]] == [1.0, 2.0, 3.0, 4.0]
    assert [r[3] for r in zh[1:]] == ["跃升期", "跃升期", "跃升期", "扩张期"]
    en = run("MFG_RANKING", top=2, caller=book("en"))
    assert en[0] == ["Rank", "城市", "Score", "Stage"]
    assert len(en) == 3
    assert en[1][3] == "leap"


def test_check_of_the_workbook() -> None:
    assert run("MFG_CHECK", caller=book("zh")) == [["级别", "位置", "发现与建议"], ["通过", "", "未发现问题"]]
    assert run("MFG_CHECK", caller=book("en")) == [
        ["Level", "Where", "Finding and what to do"],
        ["ok", "", "nothing to report"],
    ]


# --- labels, orientation, blanks -------------------------------------------------------------------


@pytest.mark.parametrize("header", [None, HEADER])
@pytest.mark.parametrize("city", [None, CITIES])
def test_labels_may_be_passed(header: list[Any] | None, city: list[Any] | None) -> None:
    data = labelled(header, city)
    scores = run("MFG_SCORE", data, DIRECTION)
    close(scores, [*([["Score"]] if header else []), *column(SCORES_CV)])
    normalised = run("MFG_NORM", data, DIRECTION)
    close(normalised, labelled(header, city, VECTOR), 2e-6)
    close(run("MFG_WEIGHT", normalised), [CV])


@pytest.mark.parametrize(
    "codes", [[1.0, 2.0, 3.0, 4.0], [440300.0, 320500.0, 510100.0, 610100.0]], ids=["serial", "six digits"]
)
def test_codes_before_names_are_labels(codes: list[float]) -> None:
    data = [[c, *r] for c, r in zip(codes, labelled(city=CITIES), strict=True)]
    close(run("MFG_SCORE", data, DIRECTION), column(SCORES_CV))
    ranking = run("MFG_RANKING", [r[:3] for r in data])
    assert ranking[1][1] == "西安"


def test_code_column_with_a_header_is_a_label() -> None:
    data = [["代码", "p", "q"], [440300.0, 1.0, 10.0], [320500.0, 3.0, 20.0]]
    result = run("MFG_NORM", data)
    close(result, [["代码", "p", "q"], [440300.0, 0.316228, 0.447214], [320500.0, 0.948683, 0.894427]])


def test_header_of_years() -> None:
    body = [["深圳", 3.0, 1.0], ["苏州", 4.0, 1.0]]
    expected = [["深圳", 0.6, 0.707107], ["苏州", 0.8, 0.707107]]
    for corner in (None, "", "城市"):
        result = run("MFG_NORM", [[corner, 2019.0, 2020.0], *body])
        assert result[0][1:] == [2019.0, 2020.0]
        close(result[1:], expected)


def test_merged_header() -> None:
    result = run("MFG_NORM", [["城市", "产值", None], ["深圳", 3.0, 1.0], ["苏州", 4.0, 1.0]])
    assert result[0] == ["城市", "产值", ""]
    close(result[1:], [["深圳", 0.6, 0.707107], ["苏州", 0.8, 0.707107]])


def test_first_city_without_data_is_no_header() -> None:
    """Two label columns and a city with no values look like a merged header; the city must stay."""
    rows = run("MFG_RANK", [["广东", "深圳", None], ["江苏", "苏州", 4.0], ["四川", "成都", 5.0]])
    assert rows == [["广东", "深圳", "#N/A"], ["江苏", "苏州", 2.0], ["四川", "成都", 1.0]]


@pytest.mark.parametrize(
    "shape", [lambda v: v, column, lambda v: [v], lambda v: ["h", *v], lambda v: column(["h", *v])]
)
def test_vectors_are_rows_or_columns(shape: Any) -> None:
    expected = run("MFG_SCORE", X, DIRECTION, GIVEN)
    assert run("MFG_SCORE", X, shape(DIRECTION), shape(GIVEN)) == expected


@pytest.mark.parametrize("blank", [None, "", " ", [[None]], [["", None]], float("nan")])
def test_blank_is_the_default(blank: Any) -> None:
    assert run("MFG_NORM", X, DIRECTION, blank, blank, blank, blank, blank, blank, blank) == run(
        "MFG_NORM", X, DIRECTION
    )
    assert run("MFG_RANK", X, blank, blank, blank) == run("MFG_RANK", X)
    assert run("MFG_STAGE", SCORES, blank, blank, blank, blank, blank) == run("MFG_STAGE", SCORES)


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("minmax", ["极差法", "MinMax", "MIN-MAX", " min max ", "ｍｉｎｍａｘ", "极差标准化"]),
        ("zscore", ["Z 分数", "z-score", "ＺＳＣＯＲＥ", "标准差标准化"]),
        ("vector", ["向量归一化", "Vector", "模一化"]),
    ],
)
def test_names_of_methods(name: str, same: list[str]) -> None:
    expected = run("MFG_NORM", X, DIRECTION, method=name)
    for label in same:
        assert run("MFG_NORM", X, DIRECTION, method=label) == expected


@pytest.mark.parametrize(
    "words", [["正向", "正", "负向"], ["positive", "MAX", "Cost"], [1, "＋", -1], ["", None, "−"]]
)
def test_words_of_direction(words: list[Any]) -> None:
    assert run("MFG_POSITIVE", X, words) == run("MFG_POSITIVE", X, DIRECTION)


# --- the functions, one by one -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("inverse", [2.0, 1.0, 0.5, 0.25]),
        ("max", [3.5, 3.0, 2.0, 0.0]),
        ("mean", [3.25, 2.75, 1.75, -0.25]),
    ],
)
def test_positive_methods(method: str, expected: list[float]) -> None:
    close(run("MFG_POSITIVE", column([0.5, 1.0, 2.0, 4.0]), "-", method), column(expected))


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("minmax", [0.0, 1 / 3, 2 / 3, 1.0]),
        ("zscore", [-1.161895, -0.387298, 0.387298, 1.161895]),
        ("sum", [0.1, 0.2, 0.3, 0.4]),
        ("max", [0.25, 0.5, 0.75, 1.0]),
        ("mean", [0.4, 0.8, 1.2, 1.6]),
        ("none", [1.0, 2.0, 3.0, 4.0]),
    ],
)
def test_norm_methods(method: str, expected: list[float]) -> None:
    close(run("MFG_NORM", column([1.0, 2.0, 3.0, 4.0]), method=method), column(expected))


def test_norm_parameters() -> None:
    data = [[1.0, 1.0], [2.0, 3.0], [3.0, 9.0]]
    close(run("MFG_NORM", data, method="minmax", a=1, b=100), [[1.0, 1.0], [50.5, 25.75], [100.0, 100.0]])
    close(
        run("MFG_NORM", data, method="指数化", a=[2, None]),
        [[50, 300 / 13], [100, 900 / 13], [150, 2700 / 13]],
    )
    close(run("MFG_NORM", data, method="index", a=column([2, 3]), b="1000")[0:1], [[500.0, 1000 / 3]])
    # Parameters of columns with goalposts are not asked for; the others keep theirs.
    close(run("MFG_NORM", data, None, [0, None], [4, None], method="dist2targ", a=[9, 5])[1:2], [[0.5, 0.5]])
    error = run("MFG_NORM", data, method="vector", a=1, caller=Sheet("zh"))[0][0]
    assert error == "#MFG! 参数 a：方法 vector 没有参数 a；请留空"
    assert run("MFG_NORM", data, method="minmax", a="x")[0][0].startswith("#MFG! a: ")


def test_moderate() -> None:
    data = [[0.0, 5.0], [3.0, 6.0], [5.0, 7.0], [12.0, 8.0]]
    close(run("MFG_MODERATE", data, [4, None], [6, None]), [[1 / 3, 5], [5 / 6, 6], [1, 7], [0, 8]])
    close(run("MFG_MODERATE", data, 5, 5, "距离")[0:1], [[2.0, 3.0]])
    close(run("MFG_MODERATE", data, [4, 6])[0:1], [[0.0, 0.0]])
    labelled_ = run("MFG_MODERATE", [["市", "p"], ["甲", 1.0], ["乙", 2.0]], 2, 2)
    assert labelled_ == [["市", "p"], ["甲", 0.0], ["乙", 1.0]]
    assert run("MFG_MODERATE", data) == run("MFG_MODERATE", data, [None, ""], "") == data
    assert run("MFG_MODERATE", data, 9, 1)[0][0].startswith("#MFG! low: column 1 has its lower limit 9 above")


@pytest.mark.parametrize("name", [n for n in names("objective") if n not in ("pca", "pca1")])
def test_every_objective_method_is_a_method_of_weight(name: str) -> None:
    data = [[2.0, 3.0, 8.0], [4.0, 9.5, 5.0], [7.0, 6.0, 4.0], [9.0, 3.5, 2.5], [8.0, 8.0, 9.0]]
    method = resolve("objective", name)
    expected = method.function(np.array(data), np.array([0, 0, 0]))
    for label in (name, method.zh, method.en):
        close(run("MFG_WEIGHT", data, method=label), [expected.tolist()], 1e-12)
    two = run("MFG_WEIGHT", data, parent=column(["A", "B", "A"]), method=name)
    assert two[1] == [1.0]
    assert two[0][0] + two[2][0] == pytest.approx(1.0, abs=1e-14)


def test_norm_goalposts_transform_cap() -> None:
    data = [[1.0, 1.0], [10.0, 2.0], [1000.0, 5.0]]
    rows = run("MFG_NORM", data, ["+", "-"], [1.0, 0.0], [100.0, 4.0], ["log10", ""], ["是", 0])
    close(rows, [[0.0, 0.75], [0.5, 0.5], [1.0, -0.25]])
    one = run("MFG_NORM", data, None, 0, 1000, None, "yes")
    close(one, [[0.001, 0.001], [0.01, 0.002], [1.0, 0.005]])
    assert run("MFG_NORM", data, transform="log10", method="none")[2] == pytest.approx(
        [3.0, 0.698970], abs=1e-6
    )


def test_weights() -> None:
    assert run("MFG_WEIGHT", X, method="等权") == [[1 / 3] * 3]
    assert run("MFG_WEIGHT", parent=column(["A", "A", "B"]), method="equal") == column([0.5, 0.5, 1.0])
    assert run("MFG_WEIGHT", parent=column(["上级", "A", "A", "B"]), method="equal") == column(
        [0.5, 0.5, 1.0]
    )
    close(run("MFG_WEIGHT", weight=[2, 3, 5], method="given"), [[0.2, 0.3, 0.5]])
    close(run("MFG_WEIGHT", weight=["20%", "30%", "50%"], method="给定权重"), [[0.2, 0.3, 0.5]])
    close(run("MFG_WEIGHT", weight=[2, 3, 5], parent=["A", "A", "B"], method="given"), [[0.4, 0.6, 1.0]])
    close(
        run("MFG_WEIGHT", weight=[2, 3, 5], parent=["A", "A", "B"], method="given", scope="global"),
        [[0.2, 0.3, 0.5]],
    )
    close(run("MFG_WEIGHT", DELPHI, method="delphi"), [[0.5, 0.3, 0.2]])
    close(run("MFG_WEIGHT", DELPHI, method="delphi", code=column(["n", "p"])), column([2 / 7, 5 / 7]))


def test_delphi_table() -> None:
    table = run("MFG_DELPHI", DELPHI, caller=Sheet("zh"))
    assert table[0] == [
        "代码",
        "人数",
        "均值",
        "中位数",
        "下四分位",
        "上四分位",
        "标准差",
        "变异系数",
        "满分率",
        "权重",
    ]
    # q: 4 and 2; quartiles as QUARTILE.INC, sd sqrt(2), nobody gave the highest score 5.
    close([table[2][1:]], [[2.0, 3.0, 3.0, 2.5, 3.5, 2**0.5, 2**0.5 / 3, 0.0, 0.3]])
    assert run("MFG_DELPHI", DELPHI)[0][-1] == "Weight"
    for which in (1, "第1轮", "第一轮", "Round 1", "１"):
        assert [r[2] for r in run("MFG_DELPHI", DELPHI, round=which)[1:]] == [9.0, 9.0, 9.0]
    assert [r[8] for r in run("MFG_DELPHI", DELPHI, full=4)[1:]] == [0.0, 0.5, 0.0]


def test_delphi_rounds_in_words() -> None:
    table = [
        ["轮次", "专家", "p"],
        *([f"第{r}轮", "甲", s] for r, s in [("九", 1), ("十", 2), ("十二", 3), ("二十", 4)]),
    ]
    for which, score in ((9, 1.0), (10, 2.0), (12, 3.0), (20, 4.0), (None, 4.0)):
        assert run("MFG_DELPHI", table, round=which)[1][2] == score


def test_dimensions() -> None:
    data = [[1.0, 3.0, 5.0], [2.0, 4.0, 8.0]]
    parent = ["A", "A", "B"]
    close(run("MFG_DIMENSION", data, [1, 3, 1], parent), [[2.5, 5.0], [3.5, 8.0]])
    close(run("MFG_DIMENSION", data, [1, 3, 1], parent, ["B", "A"]), [[5.0, 2.5], [8.0, 3.5]])
    close(run("MFG_DIMENSION", data, [1, 3, 1], parent, "B"), [[5.0], [8.0]])
    close(
        run("MFG_DIMENSION", data, [1, 1, 1], parent, None, ["geometric", None]),
        [[3**0.5, 5.0], [8**0.5, 8.0]],
    )
    close(
        run("MFG_DIMENSION", [["x", "y", "z"], *data], [1, 3, 1], parent),
        [["A", "B"], [2.5, 5.0], [3.5, 8.0]],
    )
    gap = [[1.0, None, 5.0], [2.0, 4.0, 8.0]]
    close(run("MFG_DIMENSION", gap, [1, 3, 1], parent), [["#N/A", 5.0], [3.5, 8.0]])
    close(run("MFG_DIMENSION", gap, [1, 3, 1], parent, missing="reweight"), [[1.0, 5.0], [3.5, 8.0]])
    close(run("MFG_DIMENSION", gap, [1, 3, 1], parent, missing="补零"), [[0.25, 5.0], [3.5, 8.0]])


def test_score_of_two_levels() -> None:
    """Level by level: 0.25 p + 0.75 q in A, r alone in B; then 0.4 A + 0.6 B."""
    rows = run(
        "MFG_SCORE", [[1.0, 3.0, 5.0], [2.0, 4.0, 8.0]], None, [1, 3, 1], ["A", "A", "B"], [2, 3], norm="none"
    )
    close(rows, column([0.4 * 2.5 + 0.6 * 5.0, 0.4 * 3.5 + 0.6 * 8.0]))


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        (None, [1.0, 2.0, 2.0, 4.0]),
        ("max", [1.0, 3.0, 3.0, 4.0]),
        ("平均", [1.0, 2.5, 2.5, 4.0]),
        ("dense", [1.0, 2.0, 2.0, 3.0]),
        ("次序", [1.0, 2.0, 3.0, 4.0]),
    ],
)
def test_rank(ties: str | None, expected: list[float]) -> None:
    assert run("MFG_RANK", column([9, 7, 7, 5]), ties) == column(expected)
    assert run("MFG_RANK", [9, 7, 7, 5], ties) == [expected]
    assert run("MFG_RANK", ["得分", 9, 7, 7, 5], ties) == [["得分", *expected]]


def test_rank_options() -> None:
    assert run("MFG_RANK", [1.004, 1.0, 0.9], decimals=2) == [[1.0, 1.0, 3.0]]
    assert run("MFG_RANK", [3, 1, 2], order=-1) == [[3.0, 1.0, 2.0]]
    inside = run("MFG_RANK", column([9, 7, 8, 5]), group=["粤", "粤", "苏", None])
    assert inside == [[1.0], [2.0], [1.0], ["#N/A"]]
    assert "has 1 value" in message(run("MFG_RANK", column([9, 7]), group=["粤"]))
    assert run("MFG_RANK", [3, 1, 2], order="升序") == [[3.0, 1.0, 2.0]]
    assert run("MFG_RANK", [3, 1, 2], order=1) == [[1.0, 3.0, 2.0]]
    assert run("MFG_RANK", [["城市", "a", "b"], ["深圳", 1, 9], ["苏州", 2, None]]) == [
        ["城市", "a", "b"],
        ["深圳", 2.0, 1.0],
        ["苏州", 1.0, "#N/A"],
    ]


def test_ranking() -> None:
    rows = run(
        "MFG_RANKING",
        column([50, 80, None, 80]),
        column(CITIES),
        [["省份", "区域"], ["广东", "东部"], ["江苏", "东部"], ["四川", "西部"], ["陕西", "西部"]],
        breaks=[2, 3],
        stages="一, 二",
        caller=Sheet("zh"),
    )
    assert rows == [
        ["名次", "城市", "省份", "区域", "得分", "阶段"],
        [1.0, "苏州", "江苏", "东部", 80.0, "一"],
        [1.0, "西安", "陕西", "西部", 80.0, "一"],
        [3.0, "深圳", "广东", "东部", 50.0, "二"],
        ["#N/A", "成都", "四川", "西部", "#N/A", ""],
    ]
    assert run("MFG_RANKING", [5, 9], top=1) == [["Rank", "City", "Score"], [1.0, "2", 9.0]]


def test_ranking_leaves_out_rows_below_the_table() -> None:
    rows = run("MFG_RANKING", column([50, 80, None, None]), column(["深圳", "苏州", "成都", None]))
    assert [r[1] for r in rows[1:]] == ["苏州", "深圳", "成都"]


def test_stage() -> None:
    scores = [*range(101, 0, -1)]
    names = [r[0] for r in run("MFG_STAGE", column(scores), caller=Sheet("zh"))]
    assert [names.count(n) for n in ("跃升期", "扩张期", "发展期", "起步期", "未入围")] == [3, 26, 29, 42, 1]
    assert run("MFG_STAGE", [73, 51, 34, None], "70, 50, 30", "a，b，c", "score") == [["a", "b", "c", "#N/A"]]
    assert run("MFG_STAGE", [["得分"], [9], [5]], [1, 2]) == [["得分"], ["1"], ["2"]]


def test_summary() -> None:
    rows = run("MFG_SUMMARY", [9, 7, 5, None, 3], ["东", "西", "东", "东", ""], caller=Sheet("zh"))
    assert rows == [
        ["分组", "数量", "平均分", "最高分", "最低分", "最好名次"],
        ["东", 2.0, 7.0, 9.0, 5.0, 1.0],
        ["西", 1.0, 7.0, 7.0, 7.0, 2.0],
        ["（空）", 1.0, 3.0, 3.0, 3.0, 4.0],
    ]


def test_compare() -> None:
    """Four cities in both; rho = 1 - 6 * 2 / 60, tau = 4/6."""
    rows = run("MFG_COMPARE", [1, 2, 3, 4], [1, 3, 2, 4])
    close(rows, [["Measure", "Value"], ["Units in common", 4.0], ["Spearman's rho", 0.8], ["Kendall's tau-b", 4 / 6], ["Mean shift of rank", 0.5], ["Units with the same rank", 2.0], ["Weighted Spearman (the top counts more)", 0.8], ["WS similarity (against a)", 1 - 1 / 8 - 1 / 16]])  # fmt: skip
    joined = run(
        "MFG_COMPARE", [1, 2, 3, 4], [4, 2, 3, 1, 9], CITIES, ["西安市", "成都", "苏州", "深圳", "武汉"]
    )
    close([r[1:] for r in joined[1:4]], [[4.0], [0.8], [4 / 6]])
    scores = run("MFG_COMPARE", [1, 2, 3], [90, 80, 70], order_b=1)
    assert scores[2][1] == 1.0


def test_version() -> None:
    assert re.fullmatch(r"MFG Index \d+\.\d+\.\d+", run("MFG_VERSION")[0][0])
    assert " · Python 3." in run("MFG_VERSION", 1)[0][0]


# --- the catalogue and the functions agree -----------------------------------------------------------


#: Words that VBA keeps for itself.
VBA = """
    addressof alias and any as boolean byref byte byval call case cdbl const currency date decimal declare dim
    do double each else elseif empty end enum eqv erase error event exit false for friend function get global
    gosub goto if imp implements in input integer is let lib like line lock long loop lset me mid mod name new
    next not nothing null object on open option optional or paramarray preserve print private property public
    put raiseevent redim rem resume return rset seek select set single static step stop string sub then time to
    true type unlock until variant wend while with withevents write xor
"""


def test_catalogue_and_functions_are_the_same() -> None:
    """The order of registration is that of the catalogue unless a family was imported by itself before."""
    assert sorted(FUNCTIONS) == sorted(f.name for f in CATALOGUE)
    assert len(set(FUNCTIONS)) == len(CATALOGUE)


@pytest.mark.parametrize("function", CATALOGUE, ids=lambda f: f.name)
def test_catalogue_entry(function: Any) -> None:
    signature = inspect.signature(FUNCTIONS[function.name])
    *args, caller = signature.parameters.values()
    assert [a.name for a in args] == [a.name for a in function.args]
    assert caller.name == "caller"
    assert all(p.default is None for p in signature.parameters.values())
    # What has to be given stands before what may be left out.
    assert [a.optional for a in function.args] == sorted(a.optional for a in function.args)
    for text in (function.zh, function.en, *(t for a in function.args for t in (a.zh, a.en))):
        assert 0 < len(text) <= 255
    for a in function.args:
        assert re.fullmatch(r"[a-z][a-z_]*", a.name)
        assert a.name not in VBA.split()
    one = r'(?:{\w+}|"[^"]*"|[\d.]+|)'  # a place in the workbook, a literal, or nothing
    assert re.fullmatch(rf"={function.name}\({one}(?:,{one})*\)", function.example)
    assert function.example.count("{") <= len(function.args)


@pytest.mark.parametrize("function", CATALOGUE, ids=lambda f: f.name)
def test_required_arguments_are_asked_for(function: Any) -> None:
    """Without anything: a message in both languages, except where nothing is needed."""
    for language in ("zh", "en"):
        rows = run(function.name, caller=Sheet(language))
        if function.name == "MFG_VERSION":
            assert rows[0][0].startswith("MFG Index")
        else:
            assert message(rows)


def test_call_by_name() -> None:
    assert call("mfg_rank", [], Sheet())[0][0].startswith("#MFG! ")
    assert call("MFG_NOTHING", [], Sheet()) == [["#NAME?"]]
    assert call("MFG_VERSION", [None, None], Sheet()) == [["#VALUE!"]]
    assert BY_NAME["MFG_VERSION"].signature == "MFG_VERSION([detail])"


def test_model_tables_are_the_ones_of_the_kit() -> None:
    assert run("MFG_CHECK", DATA, framework=FRAMEWORK)[1][0] == "ok"
