"""Convergence and yearly ranks in cells."""

from __future__ import annotations

from math import e, log, sqrt

import pytest

from .kit import Rows, Sheet, column, message, run

HEAD = ["城市", "年份", "gdp"]
#: ln x0 = 0, 1, 2 and yearly growth .5, .1, .3: the line by hand stands in the engine's test.
PANEL: Rows = [
    ["深圳", "2020年", 1.0], ["苏州", "2020年", e], ["成都", "2020年", e**2],
    ["深圳", "2022年", e], ["苏州市", "2022年", e**1.2], ["成都", "2022年", e**2.6],
]  # fmt: skip


def test_beta() -> None:
    rows = run("MFG_CONVERGENCE", [HEAD, *PANEL], method="β 收敛", caller=Sheet("zh"))
    assert rows[0][:6] == ["指标", "起始年份", "终止年份", "单位数", "β（斜率）", "标准误"]
    assert rows[1][0] == "gdp"
    wanted = [
        2020,
        2022,
        3,
        -0.1,
        sqrt(0.03),
        -1 / sqrt(3),
        2 / 3,
        0.4,
        0.25,
        -log(0.8) / 2,
        2 * log(2) / -log(0.8),
    ]
    assert rows[1][1:] == [pytest.approx(v, rel=1e-12) for v in wanted]


def test_sigma() -> None:
    values = column([1.0, 2.0, 3.0, 4.0, 6.0, None])
    rows = run("MFG_CONVERGENCE", values, column([r[0] for r in PANEL]), column([r[1] for r in PANEL]))
    assert [r[:4] for r in rows] == [["Indicator", "Year", "Units", "Mean"], ["column 1", 2020.0, 3.0, 2.0], ["column 1", 2022.0, 2.0, 5.0]]  # fmt: skip
    assert [r[5] for r in rows[1:]] == pytest.approx([0.5, sqrt(2) / 5])


def test_ranks_by_year() -> None:
    rows = run("MFG_RANK_YEARS", [HEAD, *PANEL, ["东莞", 2022, 0.5], ["", "", None]][:-1], caller=Sheet("zh"))
    assert rows == [
        ["城市", "2020", "2022", "首末变动"],
        ["成都", 1.0, 1.0, 0.0],
        ["苏州", 2.0, 2.0, 0.0],
        ["深圳", 3.0, 3.0, 0.0],
        ["东莞", "#N/A", 4.0, "#N/A"],
    ]
    turned = run(
        "MFG_RANK_YEARS", column([3, 1, 1, 2]), column(["u", "v", "u", "v"]), column([1991, 1991, 1992, 1992])
    )
    assert turned[1:] == [["v", 2.0, 1.0, 1.0], ["u", 1.0, 2.0, -1.0]]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (([HEAD, *PANEL[:3]], None, None, "beta"), ("只有一个年份", "holds one period")),
        (
            ([HEAD, *PANEL], None, None, "beta", 2021),
            ("没有 2021 年；数据中有：2020, 2022", "no period 2021"),
        ),
        (
            ([HEAD, *PANEL], None, None, "beta", 2022, 2020),
            ("终点 2020 不晚于起点 2022", "2020 is not after"),
        ),
        (([HEAD, *PANEL[:5]], None, None, "beta"), ("gdp 只有 2 个城市", "gdp: only 2 units")),
        (([HEAD, *PANEL[:5], ["成都", 2022, -1]], None, None, "beta"), ("gdp 有 -1", "gdp holds -1")),
        (([HEAD, *PANEL], None, None, "gamma"), ("没有“gamma”这个方法", 'no method "gamma"')),
        (([HEAD, *PANEL, PANEL[0]],), ("“深圳”在 2020 年有两行", '"深圳" has two rows for 2020')),
    ],
)
def test_refused(args: tuple[object, ...], words: tuple[str, str]) -> None:
    for language, wanted in zip(("zh", "en"), words, strict=True):
        assert wanted in message(run("MFG_CONVERGENCE", *args, caller=Sheet(language)))
