"""MFG_CITY, MFG_PROVINCE, MFG_REGION, and lists of cities joined through the gazetteer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from udfs.engine.errors import MfgError
from udfs.excel.join import join, same_city

from .kit import Sheet, message, run

ZH = Sheet("zh")


def test_block_keeps_its_shape_header_and_blanks() -> None:
    """What is no city, or may be two, is #N/A in its place."""
    block = [["城市"], ["深圳市"], [None], ["Shenzhen"], ["Suzhou"], ["苏洲"], ["#N/A"], [440300.0], ["  "]]
    assert run("MFG_CITY", block, caller=ZH) == [
        ["城市"], ["深圳"], [""], ["深圳"], ["#N/A"], ["#N/A"], ["#N/A"], ["深圳"], [""]
    ]  # fmt: skip
    wide = [["西安", "Xi'an"], ["青島市", "乌市"]]
    assert run("MFG_CITY", wide, caller=ZH) == [["西安", "西安"], ["青岛", "乌鲁木齐"]]


@pytest.mark.parametrize(
    ("form", "expected"),
    [("zh", "苏州"), ("英文", "Suzhou (Jiangsu)"), ("FULL", "苏州市"), ("代码", "320500"), (None, "苏州")],
)
def test_forms(form: Any, expected: str) -> None:
    assert run("MFG_CITY", "苏州市", form, caller=ZH) == [[expected]]


def test_language_of_the_workbook_chooses_the_name() -> None:
    assert run("MFG_CITY", "苏州市") == [["Suzhou (Jiangsu)"]]
    assert run("MFG_PROVINCE", "苏州市") == [["Jiangsu"]]
    assert run("MFG_REGION", "苏州市", "cluster") == [["Yangtze River Delta"]]


def test_province_beside_the_names() -> None:
    names = [["城市"], ["Suzhou"], ["Suzhou"], ["吉林"]]
    assert run("MFG_CITY", names, "full", [["省份"], ["安徽省"], ["Jiangsu"], ["吉"]], caller=ZH) == [
        ["城市"], ["宿州市"], ["苏州市"], ["吉林市"]
    ]  # fmt: skip
    assert run("MFG_CITY", [["Suzhou", "Fuyang"]], "full", "安徽", caller=ZH) == [["宿州市", "阜阳市"]]
    assert "1 × 3" in message(
        run("MFG_CITY", [["深圳", "广州"]], None, [["广东", "广东", "广东"]], caller=ZH)
    )
    assert "湖北" in message(run("MFG_CITY", "深圳", None, "湖北", caller=ZH))
    assert "广冬" in message(run("MFG_CITY", "深圳", None, "广冬", caller=ZH))


@pytest.mark.parametrize(
    ("typed", "inside"),
    [("Suzhou", "宿州市"), ("吉林", "吉林省"), ("广东", "省级"), ("莱芜", "济南市"), ("苏洲", "苏州市"), ("#REF!", "#REF!"), (True, "TRUE")],
)  # fmt: skip
def test_one_name_without_an_answer_gets_a_message(typed: Any, inside: str) -> None:
    assert inside in message(run("MFG_CITY", typed, caller=ZH))
    assert message(run("MFG_CITY", typed))


def test_no_answer_at_all_is_a_message_and_not_a_column_of_na() -> None:
    assert "张三" in message(run("MFG_CITY", [["张三"], ["李四"]], caller=ZH))
    assert run("MFG_CITY", [["张三"], ["深圳"]], caller=ZH) == [["#N/A"], ["深圳"]]


def test_province_and_region_need_no_single_city() -> None:
    """吉林 the city and 吉林 the province lie in one region; 海南 does not."""
    names = [["城市"], ["吉林"], ["海南"], ["海南省"], ["莱芜"], ["Tibet"]]
    assert run("MFG_PROVINCE", names, caller=ZH) == [
        ["省份"],
        ["吉林"],
        ["#N/A"],
        ["海南"],
        ["山东"],
        ["西藏"],
    ]
    assert run("MFG_REGION", names, caller=ZH) == [["区域"], ["东北"], ["#N/A"], ["东部"], ["东部"], ["西部"]]
    assert run("MFG_REGION", names, "南北方", caller=ZH) == [
        ["南北方"], ["北方"], ["#N/A"], ["南方"], ["北方"], ["南方"]
    ]  # fmt: skip


def test_clusters() -> None:
    names = [["邯郸"], ["拉萨"], ["广州"], ["广东"]]
    assert run("MFG_REGION", names, "cluster", caller=ZH) == [
        ["京津冀城市群"], ["其他"], ["粤港澳大湾区"], ["#N/A"]
    ]  # fmt: skip
    assert run("MFG_REGION", names, "全部城市群", caller=ZH)[0] == ["京津冀城市群、中原城市群"]
    assert run("MFG_REGION", "吉林", "cluster", "吉林", caller=ZH) == [["哈长城市群"]]


def test_lists_join_through_the_gazetteer() -> None:
    left = ["深圳", "苏州", "襄阳", "西安", "某县", ""]
    right = ["Xi'an", "襄樊市", "Suzhou, Jiangsu", "Shenzhen", "某县"]
    np.testing.assert_array_equal(join(left, right, np.arange(5.0)), [3, 2, 1, 0, 4, np.nan])


def test_names_written_alike_stand_before_the_gazetteer() -> None:
    """吉林 joins 吉林 though it may be a province; Jilin joins nothing."""
    np.testing.assert_array_equal(join(["吉林", "Suzhou"], ["Suzhou", "吉林"], np.arange(2.0)), [1, 0])
    np.testing.assert_array_equal(join(["Jilin"], ["吉林市"], np.arange(1.0)), [np.nan])


@pytest.mark.parametrize(
    ("left", "right", "arg"),
    [
        (["深圳", "Shenzhen"], ["深圳市"], "city_a"),
        (["深圳", "Shenzhen"], ["440300"], "city_a"),
        (["襄樊"], ["襄阳", "Xiangyang"], "city_b"),
    ],
)
def test_two_spellings_of_one_city_are_refused(left: list[str], right: list[str], arg: str) -> None:
    with pytest.raises(MfgError) as caught:
        join(left, right, np.arange(float(len(right))))
    assert (caught.value.key, caught.value.arg) == ("same_city", arg)


def test_compare_moves_and_one_city() -> None:
    """The values of MFG_COMPARE by hand: ranks 1 2 3 4 against 3 4 1 2, rho = 1 - 6 * 16 / 60."""
    rows = run("MFG_COMPARE", [1, 2, 3, 4], [2, 1, 4, 3], ["深圳", "苏州", "襄阳", "西安"],
               ["Xi'an", "襄樊市", "Suzhou, Jiangsu", "Shenzhen"])  # fmt: skip
    assert rows[1][1] == 4.0
    assert rows[2][1] == pytest.approx(-0.6)
    moved = run("MFG_MOVES", [1, 2], [2, 1], ["深圳", "苏州"], ["Shenzhen", "苏州市"])
    assert [r[0] for r in moved[1:]] == ["苏州", "深圳"]
    assert same_city("Shenzhen", ["广州", "深圳市"]) == 1
    with pytest.raises(MfgError, match='"Suzhou" may be'):
        same_city("Suzhou", ["广州", "深圳市"])


def test_check_lists_strange_names_of_a_list_of_cities() -> None:
    data = [[float(i)] for i in range(5)]
    rows = run("MFG_CHECK", data, city=["深圳", "Shenzhen", "西安", "吉林", "苏洲"])
    text = "\n".join(str(r[2]) for r in rows)
    assert '"深圳" and "Shenzhen" are one city' in text
    assert '"吉林" may be' in text
    assert '"苏洲" is no prefecture-level city; the nearest is 苏州市' in text


@pytest.mark.parametrize(
    "names", [["广东", "江苏", "浙江", "吉林", "海南"], ["甲", "乙", "丙", "丁", "戊"], ["深圳", "苏州", "甲", "乙", "丙"]]
)  # fmt: skip
def test_check_leaves_other_lists_alone(names: list[str]) -> None:
    rows = run("MFG_CHECK", [[1.0], [2.0], [4.0], [7.0], [9.0]], city=names)
    assert rows[1][0] == "ok"
