"""The worksheet functions of data preparation: shapes, labels, tables, messages."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .kit import Rows, Sheet, accepted, column, labelled, message, run

NA = "#N/A"
CITY = ["深圳", "苏州", "成都", "西安", "武汉", "长沙"]
#: q has one far value, r one missing.
X: Rows = [
    [1.0, 10.0, 3.0],
    [2.0, 20.0, None],
    [3.0, 30.0, 5.0],
    [4.0, 40.0, 6.0],
    [5.0, 50.0, 8.0],
    [6.0, 990.0, 8.0],
]
HEAD = ["p", "q", "r"]
FULL = labelled(HEAD, CITY, X)


def close(rows: Rows, expected: Any) -> None:
    assert [len(r) for r in rows] == [len(r) for r in expected]
    for row, wanted in zip(rows, expected, strict=True):
        for cell, value in zip(row, wanted, strict=True):
            assert cell == (value if isinstance(value, str) else pytest.approx(value, rel=1e-9, abs=1e-9))


# --- statistics -------------------------------------------------------------------------------------


def test_stats() -> None:
    rows = run("MFG_STATS", FULL)
    assert rows[0][:5] == ["Indicator", "Values", "Missing", "Availability", "Minimum"]
    assert run("MFG_STATS", FULL, caller=Sheet("zh"))[0][:3] == ["指标", "有值", "缺失"]
    assert [r[0] for r in rows[1:]] == HEAD
    q = dict(zip(rows[0], rows[2], strict=True))
    assert (q["Values"], q["Mean"], q["Median"], q["Maximum"], q["IQR outliers"]) == (6, 190, 35, 990, 1)
    assert q["Flags"] == "outliers"
    r = dict(zip(rows[0], rows[3], strict=True))
    assert (r["Values"], r["Missing"], r["Different values"], r["Most repeated"], r["Flags"]) == (
        5,
        1,
        4,
        2,
        "",
    )
    assert r["Availability"] == pytest.approx(5 / 6)


def test_stats_without_labels_and_with_other_limits() -> None:
    rows = run("MFG_STATS", X, 9, 99)
    assert [r[0] for r in rows[1:]] == ["1", "2", "3"]
    assert all(r[-1] == "" for r in rows[1:])
    bare = run("MFG_STATS", [[1.0, 0.0], [1.0, None], [1.0, None]], caller=Sheet("zh"))
    assert bare[1][-1] == "重复多"
    assert bare[2][-1] == "缺失多、零值多、重复多"
    assert bare[2][bare[0].index("标准差")] == NA


# --- screening --------------------------------------------------------------------------------------


def test_screen() -> None:
    kept = [FULL[0], *(FULL[i] for i in (1, 3, 4, 5, 6))]
    assert run("MFG_SCREEN", FULL, share=0.9) == kept
    assert run("MFG_SCREEN", X, share=0.9) == [X[i] for i in (0, 2, 3, 4, 5)]
    assert run("MFG_SCREEN", FULL, share=0.9, axis="指标") == [r[:3] for r in FULL]
    close(
        run("MFG_SCREEN", FULL, share=0.9, result="table")[:3],
        [["City", "Missing", "Zeros", "Availability", "Share not 0", "Keep"],
         ["深圳", 0, 0, 1, 1, 1], ["苏州", 1, 0, 2 / 3, 1, 0]],
    )  # fmt: skip
    table = run("MFG_SCREEN", FULL, share=0.9, axis="indicator", result="明细表", caller=Sheet("zh"))
    assert table[0][0] == "指标"
    assert [r[-1] for r in table[1:]] == [1, 1, 0]
    assert run("MFG_SCREEN", X, column(CITY), result="table")[1][0] == "深圳"
    assert "choose a lower share" in message(run("MFG_SCREEN", [[1.0, None]], share=1))
    assert "must lie between 0 and 1" in message(run("MFG_SCREEN", X, share=90))


# --- denominators -----------------------------------------------------------------------------------

BASE: Rows = [["城市", "人口", "面积"], *([c, 2.0, 10.0] for c in CITY)]


def test_denominate() -> None:
    assert run("MFG_DENOMINATE", X, column([2.0] * 6))[0] == [0.5, 5.0, 1.5]
    assert run("MFG_DENOMINATE", X, column([2.0] * 6), factor=100)[1] == [100.0, 1000.0, NA]
    # By header, by number, none; one factor each.
    for pick in (["人口", "", "面积"], ["1", None, 2.0]):
        rows = run("MFG_DENOMINATE", FULL, BASE, pick, [1, 1, 10])
        assert rows[0] == FULL[0]
        assert rows[1] == ["深圳", 0.5, 10.0, 3.0]
    assert run("MFG_DENOMINATE", FULL, BASE, "面积")[1] == ["深圳", 0.1, 1.0, 0.3]
    # As many denominators as indicators: column by column.
    assert run("MFG_DENOMINATE", X, X)[0] == [1.0, 1.0, 1.0]


def test_denominators_are_joined_by_city() -> None:
    """Other order, 深圳市 for 深圳, one city without a row, one with 0."""
    base = [["城市", "人口"], ["苏州", 4.0], ["深圳市", 2.0], ["成都", 0.0], ["西安", None], ["武汉", 5.0]]
    rows = run("MFG_DENOMINATE", FULL, base)
    assert [r[1] for r in rows[1:]] == [0.5, 0.5, NA, NA, 1.0, NA]
    found = run("MFG_DENOMINATE", FULL, base, result="table")
    assert [r[1] for r in found[1:]] == ["base 西安 · 人口", "base 长沙 · 人口", "base 成都 · 人口"]
    assert run("MFG_DENOMINATE", FULL, BASE, "人口", result="table")[1][0] == "ok"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((X, BASE), "has 2 columns for 3 indicators"),
        ((X, BASE, ["人口", "GDP", ""]), 'no denominator "GDP"; known: 人口, 面积'),
        ((X, column([1.0])), "has 1 values where 6 are needed"),
        ((X, column([1.0] * 6), None, 0), "a factor cannot be 0"),
        ((X,), "base: there is no data"),
        ((FULL, [*BASE, BASE[1]], "人口"), "深圳 stands twice"),
    ],
)
def test_denominate_refuses(args: tuple[Any, ...], words: str) -> None:
    assert words in message(run("MFG_DENOMINATE", *args))


# --- imputation -------------------------------------------------------------------------------------


def test_impute() -> None:
    rows = run("MFG_IMPUTE", FULL)
    assert rows[0] == FULL[0]
    assert rows[2] == ["苏州", 2.0, 20.0, 6.0]
    assert run("MFG_IMPUTE", X, method="列中位数")[1][2] == 6.0
    group = column(["南", "南", "西", "西", "中", "中"])
    assert run("MFG_IMPUTE", X, group=group, method="group_mean")[1][2] == 3.0
    assert run("MFG_IMPUTE", X, group=column(["南", "东", *"西西中中"]), method="分组均值")[1][2] == NA
    assert (
        run("MFG_IMPUTE", X, group=["南", "东", *"西西中中"], method="分组均值", fallback="mean")[1][2] == 6.0
    )
    # p 1/5 of its range, q 1/98: on the same scale the mean of both; q turned: 1/5 and 97/98.
    r = run("MFG_IMPUTE", X, method="row_minmax")[1][2]
    assert r == pytest.approx(3 + 5 * (1 / 5 + 1 / 98) / 2)
    r = run("MFG_IMPUTE", X, ["+", "-", "+"], method="row_minmax")[1][2]
    assert r == pytest.approx(3 + 5 * (1 / 5 + 97 / 98) / 2)
    r = run("MFG_IMPUTE", X, None, ["A", "B", "A"], method="row_minmax")[1][2]
    assert r == pytest.approx(3 + 5 / 5)


def test_impute_table() -> None:
    assert run("MFG_IMPUTE", FULL, result="table") == [["City", "Indicator", "New value"], ["苏州", "r", 6.0]]
    assert run("MFG_IMPUTE", [[1.0]], result="table")[1] == ["nothing to report", "", ""]


PANEL: Rows = [
    ["城市", "年份", "p", "q"],
    ["深圳", 2020.0, 10.0, 5.0],
    ["深圳", 2021.0, None, 20.0],
    ["深圳", 2022.0, 30.0, 20.0],
    ["苏州", 2020.0, None, 1.0],
    ["苏州", 2022.0, 8.0, 4.0],
]


def test_impute_panel() -> None:
    """City and year as labels of the block or as vectors beside it."""
    rows = run("MFG_IMPUTE", PANEL, method="latest")
    assert [r[2] for r in rows[1:]] == [10.0, 10.0, 30.0, NA, 8.0]
    assert [r[2] for r in run("MFG_IMPUTE", PANEL, method="线性插值")[1:]] == [10.0, 20.0, 30.0, 8.0, 8.0]
    bare, city, year = ([r[2:] for r in PANEL[1:]], *(column([r[j] for r in PANEL[1:]]) for j in (0, 1)))
    got = run("MFG_IMPUTE", bare, city=city, year=year, method="latest", limit=1)
    assert [r[0] for r in got] == [10.0, 10.0, 30.0, NA, 8.0]
    table = run("MFG_IMPUTE", PANEL, method="latest", result="table")
    assert table == [
        ["City", "Year", "Indicator", "New value"],
        ["深圳", 2021, "p", 10.0],
        ["苏州", 2020, "p", NA],
    ]
    assert "year: is missing" in message(run("MFG_IMPUTE", bare, city=city, method="latest"))
    assert "city: is missing" in message(run("MFG_IMPUTE", bare, year=year, method="latest"))
    assert "group: is missing" in message(run("MFG_IMPUTE", bare, method="group_mean"))


def test_impute_knn() -> None:
    pytest.importorskip("sklearn")
    # Nearest to 苏州 in p and q are 深圳 (3) and 成都 (5).
    assert run("MFG_IMPUTE", X, method="knn", k=2)[1][2] == pytest.approx(4)


# --- outliers ---------------------------------------------------------------------------------------


def test_treat() -> None:
    rows = run("MFG_TREAT", FULL)
    assert rows[0] == FULL[0]
    assert [r[2] for r in rows[1:]] == [10.0, 20.0, 30.0, 40.0, 50.0, 50.0]
    assert [r[1] for r in rows[1:]] == [r[0] for r in X]
    assert rows[2][3] == NA
    assert run("MFG_TREAT", X, winmax=0)[5][1] == pytest.approx(math.log(980 + 9.8))
    assert run("MFG_TREAT", X, ["none", "asinh", ""])[5][:2] == [6.0, pytest.approx(7.590852689)]
    assert run("MFG_TREAT", X, "percentile", low=0, high=0.8)[5][0] == 5.0
    assert run("MFG_TREAT", X, "boxcox", power=1)[5][0] == pytest.approx(5)
    assert run("MFG_TREAT", X, "log", "failing")[0][0] == 1.0


def test_treated() -> None:
    rows = run("MFG_TREATED", FULL)
    assert rows[0][:6] == ["Indicator", "Method", "Values changed", "City", "Old value", "New value"]
    assert rows[1][:6] == ["q", "winsorise", 1, "长沙", 990.0, 50.0]
    assert rows[1][-1] == 1
    assert len(rows) == 2
    assert run("MFG_TREATED", X, column(CITY))[1][3] == "长沙"
    log = run("MFG_TREATED", X, None, ["none", "boxcox", "none"], caller=Sheet("zh"))
    assert log[0][:2] == ["指标", "方法"]
    assert log[1][:6] == ["2", "boxcox", 6, "全部单位", "", ""]
    assert -1 < log[1][-2] < 0.5
    assert run("MFG_TREATED", [[1.0], [2.0]])[1][0] == "nothing to report"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (([[1.0], [0.0]], "log"), "holds 0, so log cannot be taken"),
        (([[1.0], [1.0]], "log_ct"), "has the same value 1"),
        ((X, "winlg"), 'no method "winlg"; the nearest is winlog'),
        ((X, ["log", "log"]), "has 2 values where 3 are needed"),
        ((X, "percentile", None, None, None, None, 5), "must lie between 0 and 1"),
        ((X, None, None, 1.5), "whole number"),
    ],
)
def test_treat_refuses(args: tuple[Any, ...], words: str) -> None:
    assert words in message(run("MFG_TREAT", *args))


# --- panel ------------------------------------------------------------------------------------------


def test_jumps() -> None:
    heads = ["City", "Indicator", "Year before", "Old value", "Year", "New value", "Ratio"]
    assert run("MFG_JUMPS", PANEL) == [
        heads,
        ["深圳", "q", 2020, 5.0, 2021, 20.0, 4.0],
        ["苏州", "q", 2020, 1.0, 2022, 4.0, 4.0],
    ]
    assert run("MFG_JUMPS", PANEL, high=5)[1][0] == "nothing to report"
    zh = run("MFG_JUMPS", PANEL, low=0.9, high=2.5, caller=Sheet("zh"))
    assert zh[0][:3] == ["城市", "指标", "上一年份"]
    assert [r[:2] for r in zh[1:]] == [["深圳", "q"], ["深圳", "p"], ["苏州", "q"]]


def test_growth() -> None:
    rows = run("MFG_GROWTH", PANEL)
    assert rows[0] == PANEL[0]
    assert [r[3] for r in rows[1:]] == [NA, 3.0, 0.0, NA, pytest.approx(1)]
    assert rows[3][2] == pytest.approx(3**0.5 - 1)


def test_years_as_texts_and_rows_below_the_table() -> None:
    texts = [r if i == 0 else [r[0], f"{r[1]:.0f}年", *r[2:]] for i, r in enumerate(PANEL)]
    assert run("MFG_JUMPS", texts) == run("MFG_JUMPS", PANEL)
    city, year = ([r[j] for r in PANEL[1:]] for j in (0, 1))
    below = [[*r[2:]] for r in PANEL[1:]] + [[None, None]] * 2
    rows = run("MFG_JUMPS", below, column([*city, None, None]), column([*year, None, None]))
    assert [r[0] for r in rows[1:]] == ["深圳", "苏州"]
    assert run("MFG_GROWTH", below, [*city, "", ""], [*year, None, None])[-1] == [NA, NA]


@pytest.mark.parametrize(
    ("city", "year", "words"),
    [
        (["a", "a"], [2020.0, 2020.0], '"a" has two rows for 2020'),
        (["a", ""], [2020.0, 2021.0], "has no city name"),
        (["a", "a"], [2020.0, None], "has no year"),
        (["a", "a"], [2020.0, "last"], 'year: is "last"; give a number'),
        (["a"], [2020.0, 2021.0], "has 1 values where 2 are needed"),
    ],
)
def test_panel_refuses(city: list[Any], year: list[Any], words: str) -> None:
    assert words in message(run("MFG_JUMPS", [[1.0], [2.0]], city, year))


NUMBERS = st.one_of(
    st.none(), st.sampled_from([0.0, 1.0, -1.0, 1e308, -1e308, 5e-324, 1e-200]), st.floats(-9, 9)
)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(data=st.data())
def test_any_numbers(data: st.DataObject) -> None:
    """Every method, any numbers: a rectangle of plain values or one message."""
    n, m = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 3))
    x = data.draw(st.lists(st.lists(NUMBERS, min_size=m, max_size=m), min_size=n, max_size=n))
    city = [f"c{i % 2}" for i in range(n)]
    year = [2000.0 + i // 2 for i in range(n)]
    result = data.draw(st.sampled_from(["data", "table"]))
    for method in ("mean", "group_median", "row", "row_minmax", "latest", "linear"):
        accepted(run("MFG_IMPUTE", x, None, None, city, city, year, method, "median", result=result))
    for method in (
        "winlog",
        "winsorise",
        "percentile",
        "log",
        "log_ct",
        "log_ct_signed",
        "log_ct_one",
        "boxcox",
        "asinh",
    ):
        accepted(run("MFG_TREAT", x, method))
        accepted(run("MFG_TREATED", x, city, method, "failing"))
    for name in ("MFG_JUMPS", "MFG_GROWTH"):
        accepted(run(name, x, city, year))
    accepted(run("MFG_STATS", x))
    accepted(run("MFG_DENOMINATE", x, [r[:1] for r in x], result=result))
    accepted(run("MFG_SCREEN", x, method="both", result=result))
