"""The gazetteer against official counts, an independent list of the 293 cities, and names people type."""

from __future__ import annotations

from collections import Counter

import pytest

from udfs.engine import gazetteer
from udfs.engine.gazetteer import fold, load

from . import shared

G = load()


def test_counts_of_the_official_division() -> None:
    """333 units of the prefecture level (民政部, end of 2023), 4 municipalities, 31 provinces."""
    kinds = Counter(p.kind for p in G.cities)
    assert kinds == {"直辖市": 4, "地级市": 293, "自治州": 30, "地区": 7, "盟": 3}
    assert len({p.code for p in G.cities}) == len({p.full for p in G.cities}) == 337
    assert Counter(p.region for p in G.provinces.values()) == {"东部": 10, "中部": 6, "西部": 12, "东北": 3}


def test_prefecture_level_units_of_some_provinces() -> None:
    """Counts that the provinces print of themselves."""
    found = Counter(p.province for p in G.cities)
    expected = {"江苏": 13, "广东": 21, "四川": 21, "云南": 16, "新疆": 14, "西藏": 7, "海南": 4, "北京": 1}
    assert {p: found[p] for p in expected} == expected


def test_every_city_answers_to_its_own_names() -> None:
    """The full name, the code and the English name that is shown mean one city, with or without the province."""
    for p in G.cities:
        for name in (p.full, p.code, G.english(p), G.provinces[p.province].full + p.full):
            assert G.match(name).city is p, name
        assert G.match(p.zh, p.province).city is p
        assert G.match(p.en.upper(), p.province).city is p


def test_every_name_of_the_independent_list_is_found_with_its_province() -> None:
    """293 cities of another compilation (statistical yearbooks, 2021)."""
    table = shared.table("data/real/cn_city_cross_section_2021.csv")
    assert len(table) == 293
    for name, province, code in zip(table["city"], table["province"], table["code"], strict=True):
        city = G.match(name).city
        assert city is not None and city.full == name
        assert G.provinces[city.province].full == province
        if name != "儋州市":  # upgraded in 2015; the list carries its county-level code
            assert city.code == f"{code:06d}"
        assert G.match(f"{code:06d}").city is city


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("深圳", "深圳市"), ("深圳市", "深圳市"), (" 深 圳 市 ", "深圳市"), ("Shenzhen", "深圳市"),
        ("shenzhen city", "深圳市"), ("ＳＨＥＮＺＨＥＮ", "深圳市"), ("Shenzhen Shi", "深圳市"), ("440300", "深圳市"),
        ("Xi'an", "西安市"), ("Xi’an", "西安市"), ("xian", "西安市"), ("Lüliang", "吕梁市"), ("Lvliang", "吕梁市"),
        ("Harbin", "哈尔滨市"), ("Haerbin", "哈尔滨市"), ("Hohhot", "呼和浩特市"), ("Huhehaote", "呼和浩特市"),
        ("Ürümqi", "乌鲁木齐市"), ("Urumqi", "乌鲁木齐市"), ("Lhasa", "拉萨市"), ("Chongqing Municipality", "重庆市"),
        ("襄樊", "襄阳市"), ("襄樊市", "襄阳市"), ("思茅市", "普洱市"), ("毕节地区", "毕节市"), ("呼伦贝尔盟", "呼伦贝尔市"),
        ("延边", "延边朝鲜族自治州"), ("延边州", "延边朝鲜族自治州"), ("阿坝", "阿坝藏族羌族自治州"),
        ("喀什地区", "喀什地区"), ("锡林郭勒盟", "锡林郭勒盟"), ("大理", "大理白族自治州"),
        ("江苏省苏州市", "苏州市"), ("江苏苏州", "苏州市"), ("Suzhou, Anhui", "宿州市"), ("Suzhou (Jiangsu)", "苏州市"),
        ("Jilin City", "吉林市"), ("吉林市", "吉林市"), ("海南州", "海南藏族自治州"), ("朝阳", "朝阳市"),
        ("廣州", "广州市"), ("瀋陽市", "沈阳市"), ("臺州", "台州市"), ("烏魯木齊", "乌鲁木齐市"), ("110100", "北京市"),
    ],
)  # fmt: skip
def test_usual_spellings(typed: str, full: str) -> None:
    city = G.match(typed).city
    assert city is not None
    assert city.full == full


@pytest.mark.parametrize(
    ("typed", "key", "inside"),
    [
        ("Suzhou", "city_ambiguous", "苏州市"), ("Taizhou", "city_ambiguous", "台州市"),
        ("fuzhou", "city_ambiguous", "抚州市"), ("Yichun", "city_ambiguous", "伊春市"),
        ("Yulin City", "city_ambiguous", "榆林市"), ("吉林", "city_ambiguous", "吉林省"),
        ("海南", "city_ambiguous", "海南藏族自治州"), ("Jilin", "city_ambiguous", "吉林市"),
        ("广东", "city_is_province", ""), ("内蒙古自治区", "city_is_province", ""), ("海南省", "city_is_province", ""),
        ("莱芜市", "city_abolished", "济南市"), ("巢湖", "city_abolished", "合肥市"),
        ("苏洲", "city_unknown_near", "苏州市"), ("Shenzen", "city_unknown_near", "深圳市"),
        # County-level units of the same short name are not the prefecture.
        ("大理市", "city_unknown_near", "大理白族自治州"), ("喀什市", "city_unknown_near", "喀什地区"),
        ("朝阳区", "city_unknown_near", "朝阳市"), ("abc", "city_unknown", ""), ("市", "city_unknown", ""),
    ],
)  # fmt: skip
def test_what_is_not_one_city_is_not_guessed(typed: str, key: str, inside: str) -> None:
    m = G.match(typed)
    assert m.city is None
    error = G.problem(m)
    assert error.key == key
    for lang in ("zh", "en"):
        assert typed in error.text(lang)
        assert inside in error.text(lang)


def test_province_tells_cities_of_one_name_apart() -> None:
    for name, province, full in (
        ("Suzhou", "安徽", "宿州市"), ("Suzhou", "江苏", "苏州市"), ("吉林", "吉林", "吉林市"), ("海南", "青海", "海南藏族自治州"),
        ("Taizhou", "浙江", "台州市"), ("北京", "北京", "北京市"),
    ):  # fmt: skip
        city = G.match(name, province).city
        assert city is not None and city.full == full
    wrong = G.problem(G.match("深圳", "湖南"))
    assert wrong.key == "city_elsewhere"
    assert G.province_of("Inner Mongolia Autonomous Region") == "内蒙古"
    assert G.province_of("粤") == G.province_of("Guangdong Province") == "广东"
    assert G.province_of("Tibet") == "西藏"
    assert G.province_of("深圳") is None


def test_no_two_cities_share_a_chinese_spelling() -> None:
    """Only the two names that are also provinces' are shared; English ones are five pairs and these two."""
    shared_names = {k: {p.full for p in v} for k, v in G.index.items() if len(v) > 1}
    assert {k for k in shared_names if not k.isascii()} == {"吉林", "海南"}
    assert {k for k in shared_names if k.isascii() and not k.endswith(("city", "shi", "prefecture"))} == {
        "suzhou", "taizhou", "fuzhou", "yichun", "yulin", "jilin", "hainan"
    }  # fmt: skip


def test_clusters_follow_their_plans() -> None:
    """Sizes that the plans state: 13, 41, 9, 28 (13 + 8 + 9 + part of 吉安, less 3 county-level cities), 16, 30 with 济源."""
    size = {c.zh: len(c.members) for c in G.clusters}
    assert size["京津冀城市群"] == 13
    assert size["长三角城市群"] == 41
    assert size["粤港澳大湾区"] == 9
    assert size["长江中游城市群"] == 13 - 3 + 8 + 9 + 1
    assert size["山东半岛城市群"] == 16
    assert size["中原城市群"] == 30 - 1
    assert size["哈长城市群"] == 11
    assert all(c.source and c.partly <= c.members for c in G.clusters)
    handan = G.match("邯郸").city
    assert handan is not None
    assert [c.zh for c in G.clusters_of(handan)] == ["京津冀城市群", "中原城市群"]


def test_fold_keeps_what_tells_names_apart() -> None:
    assert fold("Hai’nan  Zhou") == "hainanzhou"
    assert fold("銅陵") == "铜陵"
    assert fold("") == ""


def test_traditional_characters_touch_no_simplified_name() -> None:
    for p in G.places:
        assert fold(p.full) == p.full


def test_tables_are_read_once() -> None:
    assert gazetteer.load() is G
