"""Index weighting and stage-specific weights in cells: MFG_INDEX, MFG_RESCORE, per-unit weights of MFG_SCORE."""

from __future__ import annotations

from typing import Any

import pytest

from .kit import Rows, Sheet, book, column, message, run

X: Rows = [[8.0, 4.0], [4.0, 2.0], [2.0, 8.0]]
SIGN = ["+", "-"]
BEST = [[100.0, 50.0], [50.0, 100.0], [25.0, 25.0]]
#: As MFG_STAGE_WEIGHT reads them: b weighs more while cities grow.
FACTOR: Rows = [["成熟期", "成长期"], [2.0, 1.0], [1.0, 2.0]]
BASE = column([0.625, 0.375])
STAGE = column(["成熟期", "成长期", "成长期"])


def close(rows: Rows, expected: Rows) -> None:
    assert [len(r) for r in rows] == [len(r) for r in expected]
    for row, wanted in zip(rows, expected, strict=True):
        assert row == [w if isinstance(w, str) else pytest.approx(w, rel=1e-12) for w in wanted]


def test_index() -> None:
    close(run("MFG_INDEX", X, SIGN, "best"), BEST)
    close(run("MFG_INDEX", X, column(SIGN), "最优值", points=1000), [[10 * v for v in r] for r in BEST])
    close(run("MFG_INDEX", [["a", "b"], *X], SIGN, [8, "2"]), [["a", "b"], *BEST])
    close(run("MFG_INDEX", X, None, 4)[0:1], [[200.0, 100.0]])
    close(run("MFG_NORM", X, SIGN, method="index_best"), BEST)
    close(run("MFG_NORM", X, SIGN, method="定基指数", a=[8, 2]), BEST)


def test_index_against_another_period() -> None:
    before = [["深圳市", 4.0, 4.0], ["西安", 8.0, 2.0]]
    now = [["西安", 4.0, 4.0], ["深圳", 8.0, 4.0], ["成都", 1.0, 1.0]]
    wanted = [["西安", 50.0, 50.0], ["深圳", 200.0, 100.0], ["成都", "#N/A", "#N/A"]]
    close(run("MFG_INDEX", now, SIGN, before), wanted)
    close(run("MFG_INDEX", column([2.0, 3.0]), None, column([4.0, 2.0])), column([50.0, 150.0]))


def test_index_of_a_base_year() -> None:
    panel = [["深圳", 2020.0, 4.0], ["深圳", 2021.0, 5.0], ["西安", 2020.0, 6.0], ["西安", 2021.0, 3.0]]
    got = [r[2] for r in run("MFG_INDEX", [["城市", "年份", "gdp"], *panel], base_year=2020)[1:]]
    assert got == pytest.approx([100, 125, 100, 50])
    values = [[r[2]] for r in panel]
    city, year = [[r[0]] for r in panel], [[r[1]] for r in panel]
    close(run("MFG_INDEX", values, "-", "mean", city, year, 2020), column([125.0, 100.0, 500 / 6, 500 / 3]))


def test_the_chain_of_method_b_in_cells() -> None:
    """ABC weights, stage factors, each city's weights, index numbers, scores; one formula gives the same."""
    w = run("MFG_ABC", [6, 4], ["A", "B"])
    close(w, [[0.625, 0.375]])
    each = run("MFG_STAGE_WEIGHT", FACTOR, BASE, None, STAGE)
    close(each, [[10 / 13, 3 / 13], [5 / 11, 6 / 11], [5 / 11, 6 / 11]])
    wanted = column([1150 / 13, 850 / 11, 25.0])
    close(run("MFG_SCORE", X, SIGN, each, norm="index_best"), wanted)
    close(run("MFG_SCORE", BEST, None, each, norm="none"), wanted)
    close(run("MFG_DIMENSION", BEST, each), wanted)
    two = run("MFG_SCORE", BEST, None, each, ["p", "q"], [1, 3], norm="none")
    close(two, column([0.25 * 100 + 0.75 * 50, 0.25 * 50 + 75, 25.0]))  # each dimension has one indicator


HEAD = [
    "城市",
    "所处阶段",
    "相邻阶段",
    "得分",
    "按相邻阶段权重的得分",
    "名次",
    "按相邻阶段权重的名次",
    "名次变动",
]
TABLE: Rows = [
    HEAD,
    ["u", "成熟期", "成长期", 1150 / 13, 800 / 11, 1.0, 2.0, -1.0],
    ["v", "成长期", "成熟期", 850 / 11, 800 / 13, 2.0, 2.0, 0.0],
]


def test_rescore() -> None:
    args = (BEST, FACTOR, BASE, None, None, STAGE, column(["u", "v", "w"]))
    close(run("MFG_RESCORE", *args, None, None, 1, caller=Sheet("zh")), TABLE)
    weights = [["成熟期", "成长期"], [10.0, 5.0], [3.0, 6.0]]
    whole = (BEST, weights, None, None, None, STAGE, column(["u", "v", "w"]))
    close(run("MFG_RESCORE", *whole, None, None, 1, caller=Sheet("zh")), TABLE)
    by_gdp = run("MFG_RESCORE", *args, column([9.0, 1.0, 2.0]), None, 1)
    assert [r[0] for r in by_gdp[1:]] == ["u", "w"]  # w is the richer of the growing cities
    two = run("MFG_RESCORE", BEST, FACTOR, BASE, ["p", "q"], [1, 3], STAGE, count=1)
    assert [r[3:5] for r in two[1:]] == [[62.5, 62.5], [87.5, 87.5]]  # one indicator a dimension: no choice


MODEL = book(
    "zh",
    MFG_Data=[
        ["城市", "所处阶段", "a", "b"],
        *([n, s[0], *r] for n, s, r in zip("uvw", STAGE, X, strict=True)),
    ],
    MFG_Framework=[
        ["代码", "方向", "主次类别", "阶段：成熟期", "阶段：成长期"],
        ["a", "+", "A", 2, 1],
        ["b", "-", "B类", 1, 2],
    ],
    MFG_Delphi=[["专家", "a", "b"], ["甲", 5.0, 3.0], ["乙", 7.0, 5.0]],
    MFG_Options=[
        ["标准化方法", "对最优值指数化"],
        ["主观权重", "主次分类赋权法"],
        ["组合方法", "只用主观权重"],
        ["所处阶段列", "所处阶段"],
        ["主次类别系数", "0.5, 0.3, 0.2"],
    ],
)


def test_the_workbooks_model() -> None:
    close(run("MFG_SCORE", caller=MODEL), column([1150 / 13, 850 / 11, 25.0]))
    close(run("MFG_RESCORE", count=1, caller=MODEL), TABLE)
    assert [r[0] for r in run("MFG_CHECK", caller=MODEL)[1:]] == ["通过"]


def test_weights_by_name() -> None:
    data = [[1.0, 9.0, 3.0], [2.0, 1.0, 4.0], [3.0, 5.0, 9.0], [7.0, 2.0, 5.0]]
    for name in ("entropy", "熵值法", "equal", "critic"):
        w = run("MFG_WEIGHT", data, method=name)
        close(run("MFG_SCORE", data, None, name, norm="none"), run("MFG_SCORE", data, None, w, norm="none"))
        close(run("MFG_DIMENSION", data, name), run("MFG_DIMENSION", data, w))
    parent = ["p", "q", "p"]
    w = run("MFG_WEIGHT", data, None, None, parent, method="std")
    dims = run("MFG_DIMENSION", data, w, parent)
    above = run("MFG_WEIGHT", dims, method="gini")
    close(run("MFG_SCORE", data, None, "std", parent, "gini", norm="none"), run("MFG_DIMENSION", dims, above))


def test_indicators_of_one_dimension_need_not_stand_side_by_side() -> None:
    """Columns p, q, p: the same scores as with the columns in order (min-max, weights 1 : 3 in p)."""
    data = [[1.0, 5.0, 2.0], [2.0, 3.0, 9.0], [4.0, 8.0, 1.0], [7.0, 2.0, 5.0]]
    rows = run(
        "MFG_SCORE", data, ["+", "-", "+"], [1, 2, 3], ["p", "q", "p"], [1, 1], None, "minmax", None, "max"
    )
    a = [0.0, 1 / 6, 0.5, 1.0]
    b = [0.5, 5 / 6, 0.0, 1.0]  # 8 - x, min-max
    c = [1 / 8, 1.0, 0.0, 0.5]
    wanted = [(0.25 * i + 0.75 * k + j) / 2 for i, j, k in zip(a, b, c, strict=True)]
    assert [r[0] for r in rows] == pytest.approx(wanted, rel=1e-12)
    bad = run("MFG_SCORE", data, None, [1, 2, -3], ["p", "q", "p"], [1, 1])
    assert "row 1, column 3" in message(bad)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("MFG_INDEX", X, SIGN, "bst"), ("没有“bst”这个方法；最接近的是 best", "nearest is best")),
        (("MFG_INDEX", X, SIGN, [1.0, -2.0]), ("第 2 列 的参照值是 -2", "reference of column 2 is -2")),
        (("MFG_INDEX", [[1.0], [0.0]], "-"), ("第 2 行第 1 列 是 0", "row 2, column 1 is 0")),
        (("MFG_INDEX", X, SIGN, [[1.0, 2.0], [3.0, 4.0]]), ("与数据区同形的 3 × 2", "block of 3 × 2")),
        (("MFG_INDEX", X, SIGN, [1.0, 2.0, 3.0]), ("有 3 个值，应为 2 个", "has 3 values where 2")),
        (("MFG_INDEX", X, SIGN, None, column("uvw"), [[2020]] * 3, 2019), ("没有 2019 年的行", "no row of 2019")),
        (("MFG_INDEX", X, SIGN, 3, column("uvw"), [[2020]] * 3, 2020), ("只留其一", "leave one")),
        (("MFG_SCORE", X, SIGN, [[0.5, 0.5], [1.0, 0.0]]), ("有 2 行，应为", "has 2 rows")),
        (("MFG_SCORE", X, SIGN, [[0.5, 0.5], [1.0, -1.0], [1, 1]]), ("第 2 行第 2 列 的权重 -1", "row 2, column 2 has weight -1")),
        (("MFG_SCORE", X, SIGN, "delphi"), ("delphi 的权重不能由数据算出", "weights by delphi do not come")),
        (("MFG_SCORE", X, SIGN, "entropi"), ("最接近的是 entropy", "nearest is entropy")),
        (("MFG_SCORE", X, SIGN, "abc"), ("abc 的权重", "weights by abc")),
        (("MFG_WEIGHT", X, None, None, None, None, "abc"), ("专家打分表需要表头", "needs a header row")),
        (("MFG_RESCORE", BEST, FACTOR, BASE, None, None, column(["成熟期", "老", "成长期"])), ("第 2 行第 1 列 的阶段是“老”", 'row 2, column 1 is of stage "老"')),
        (("MFG_RESCORE", BEST, FACTOR, BASE, None, None, column(["成熟期"] * 3)), ("只有一个阶段有城市", "fewer than two stages")),
        (("MFG_RESCORE", BEST, FACTOR[:2], BASE, None, None, STAGE), ("有 1 个值，应为 2 个", "has 1 values")),
        (("MFG_RESCORE", BEST, None, BASE, None, None, STAGE), ("没有给出", "is missing")),
        (("MFG_NORM", X, ["适度", "+"]), ("第 1 列 是适度指标，却没有界限", "column 1 is a moderate indicator without")),
        (("MFG_POSITIVE", X, ["适度", "+"]), ("请用 MFG_NORM 或 MFG_MODERATE", "use MFG_NORM or MFG_MODERATE")),
        (("MFG_NORM", X, None, 0, 9, None, None, None, None, None, None, None, None, ["zscore", ""]), ("第 1 列 有上下限", "column 1 has goalposts")),
        (("MFG_NORM", X, None, None, None, None, None, "minmax:9:1"), ("应小于 b（1）", "below b (1)")),
        (("MFG_NORM", X, None, None, None, None, None, "minmax:1:x"), ("“x”不是 minmax 的参数", "no parameter of minmax")),
    ],
)  # fmt: skip
def test_refused(call: tuple[Any, ...], words: tuple[str, str]) -> None:
    for language, wanted in zip(("zh", "en"), words, strict=True):
        assert wanted in message(run(*call, caller=Sheet(language)))


def test_no_stages_in_the_model() -> None:
    assert "no weights by stage" in message(run("MFG_RESCORE", caller=book()))


def test_norm_by_indicator() -> None:
    """Own methods with their parameters, a moderate column, and goalposts on the scale of min-max."""
    data = [[1.0, 5.0, 2.0], [2.0, 10.0, 5.0], [3.0, 20.0, 12.0]]
    rows = run(
        "MFG_NORM", data, ["+", "+", "适度"], [None, 0, 4], [None, 20, 6], method="极差法：1：100",
        own=["zscore:50:10", None, None],
    )  # fmt: skip
    close(rows, [[40.0, 25.75, 67.0], [50.0, 50.5, 100.0], [60.0, 100.0, 1.0]])
    close(run("MFG_NORM", data, own="minmax:0:10")[0:1], [[0.0, 0.0, 0.0]])
    near = run("MFG_NORM", [[4.0], [6.0], [9.0]], "target", 5, 5, method="none", moderate="distance")
    close(near, column([3.0, 3.0, 0.0]))


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("minmax:1:100", [100.0, 34.0, 1.0]),
        ("极差法：0：10", [10.0, 10 / 3, 0.0]),
        ("efficacy:50:50", [100.0, 200 / 3, 50.0]),
        ("Z 分数:50:10", [50 + 10 * 10 / 84**0.5, None, None]),
    ],
)
def test_parameters_in_the_options_table(option: str, expected: list[float | None]) -> None:
    """One indicator 8, 4, 2: the score is its normalised value; z of 8 is (10/3)/sd, sd^2 = 28/3."""
    sheet = book(
        MFG_Data=[["city", "a"], ["u", 8.0], ["v", 4.0], ["w", 2.0]],
        MFG_Framework=[["code", "direction"], ["a", "+"]],
        MFG_Options=[["normalise", option], ["combine", "subjective"]],
    )
    got = [r[0] for r in run("MFG_SCORE", caller=sheet)]
    for value, wanted in zip(got, expected, strict=True):
        if wanted is not None:
            assert value == pytest.approx(wanted, rel=1e-12)


def test_check_lists_what_the_stages_lack() -> None:
    """A city without a stage, and classes that no option uses, stand in MFG_CHECK."""
    data = [list(r) for r in MODEL._names["MFG_Data"]]
    data[3][1] = None
    sheet = book(
        "zh", MFG_Data=data, MFG_Framework=MODEL._names["MFG_Framework"],
        MFG_Options=[["标准化方法", "index_best"], ["所处阶段列", "所处阶段"]],
    )  # fmt: skip
    said = "\n".join(r[2] for r in run("MFG_CHECK", caller=sheet))
    assert "没有所处阶段，因而没有权重和得分" in said and "类别未使用" in said


def test_a_city_without_a_stage_has_no_score() -> None:
    each = run("MFG_STAGE_WEIGHT", FACTOR, BASE, None, column(["成熟期", None, "成长期"]))
    assert each[1] == ["#N/A", "#N/A"]
    rows = run("MFG_SCORE", X, SIGN, each, norm="index_best")
    assert rows[1] == ["#N/A"] and rows[0][0] == pytest.approx(1150 / 13)
    assert run("MFG_DIMENSION", BEST, each)[1] == ["#N/A"]
    assert "row 2, column 2 is blank" in message(run("MFG_SCORE", X, SIGN, [[1, 1], [1, None], [1, 1]]))
