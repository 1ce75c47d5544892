"""The other tables of the two reports, as they are printed, in both languages.

Rankings to compare with are in :mod:`workbook.published`; the same figures counted again from our own
tables are in :mod:`workbook.published_checks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from udfs.engine import gazetteer

from . import published

_CAICT = (
    "来源：中国信息通信研究院，城市制造业高质量发展研究报告（2025），{}",
    "Source: CAICT, High-quality development of city manufacturing (2025), {}",
)
_CCID = (
    "来源：赛迪顾问，先进制造业百强市（2022），{}",
    "Source: CCID Consulting, Advanced-manufacturing top 100 cities (2022), {}",
)

#: file: (report's source line, place in the report, title), each in Chinese and English.
_TABLES: dict[str, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    "caict2025_aggregates": (_CAICT, ("正文", "text"), ("50 个制造业强市的合计与平均", "Totals and means of the 50 cities")),
    "caict2025_regions": (_CAICT, ("二(一)", "section 2.1"), ("制造业强市区域分布", "The 50 cities by region")),
    "caict2025_clusters": (_CAICT, ("二(一)", "section 2.1"), ("制造业强市城市群分布", "The 50 cities by city cluster")),
    "caict2025_provinces": (_CAICT, ("表 1、二(一)", "Table 1, section 2.1"), ("制造业强市省份分布", "The 50 cities by province")),
    "caict2025_green_top10": (_CAICT, ("表 2（截至 2024 年 12 月底）", "Table 2 (end of 2024)"), ("绿色工厂、绿色园区数量前十", "Top 10 by green factories and green parks")),
    "caict2025_zones_top10": (_CAICT, ("表 3（2024 年）", "Table 3 (2024)"), ("入围国家级高新区、经开区前十的园区", "Zones in the national top 10")),
    "caict2025_advanced_clusters": (_CAICT, ("表 4（截至 2024 年 12 月）", "Table 4 (end of 2024)"), ("国家先进制造业集群主要城市", "National advanced-manufacturing clusters")),
    "caict2025_sme_clusters": (_CAICT, ("表 5（截至 2024 年 12 月）", "Table 5 (end of 2024)"), ("中小企业特色产业集群主要城市", "SME characteristic industrial clusters")),
    "caict2025_value_added": (_CAICT, ("表 6", "Table 6"), ("制造业强市工业增加值分区域占比", "Industrial value added of the 50 cities by region")),
    "caict2025_secondary_share": (_CAICT, ("表 7", "Table 7"), ("超大、特大城市第二产业占比变化", "Secondary industry's share in the largest cities")),
    "ccid2022_stages": (_CCID, ("五大特征(四)、图 4", "feature 4, Figure 4"), ("百强市发展阶段", "Development stages of the 100 cities")),
    "ccid2022_stage_profile": (_CCID, ("图 5 至图 8", "Figures 5 to 8"), ("各阶段与百强市平均水平的差距", "Each stage against the mean of the 100 cities")),
    "ccid2022_provinces": (_CCID, ("表 4", "Table 4"), ("百强市区域和省份分布", "The 100 cities by region and province")),
    "ccid2022_history": (_CCID, ("五大特征", "the five features"), ("历年对比", "Comparison over the years")),
    "ccid2022_headline": (_CCID, ("表 3", "Table 3"), ("百强市主要指标", "Headline figures of the 100 cities")),
    "ccid2022_cluster_winners": (_CCID, ("表 5", "Table 5"), ("先进制造业集群决赛优胜者", "Winners of the advanced-manufacturing cluster contest")),
}  # fmt: skip

_HEADS: dict[str, tuple[str, str]] = {
    "indicator": ("指标", "Indicator"), "value": ("数值", "Value"), "unit": ("单位", "Unit"), "share": ("占比 %", "Share %"),
    "year": ("年份", "Year"), "section": ("出处", "Section"), "region": ("区域", "Region"), "count": ("城市数", "Cities"),
    "count_2024": ("上年城市数", "Cities the year before"), "improved": ("进步突出", "Marked progress"), "top10": ("前 10", "Top 10"),
    "top20": ("前 20", "Top 20"), "cluster": ("城市群", "City cluster"), "province": ("省份", "Province"), "tier": ("梯队", "Tier"),
    "change": ("较上年", "Change"), "remark": ("说明", "Remark"), "rank": ("排名", "Rank"), "city": ("城市", "City"), "list": ("榜单", "List"),
    "zone": ("园区", "Zone"), "province_printed": ("所在省（市）", "Province as printed"), "count_printed": ("数量（原文）", "Number as printed"),
    "listed": ("列出数", "Listed"), "distinct": ("去重数", "Distinct"), "number": ("序号", "No."), "cluster_name": ("集群", "Cluster"),
    "repeated": ("重复", "Repeated"), "value_2023": ("2023 年（亿元）", "2023 (100 m yuan)"), "value_2024": ("2024 年（亿元）", "2024 (100 m yuan)"),
    "share_2023": ("2023 年占比 %", "Share 2023 %"), "share_2024": ("2024 年占比 %", "Share 2024 %"), "class": ("规模等级", "Size class"),
    "is_mean": ("平均", "Mean"), "mean_2012_2017": ("2012—2017 年平均 %", "Mean 2012-2017 %"), "mean_2018_2023": ("2018—2023 年平均 %", "Mean 2018-2023 %"),
    "difference": ("差", "Difference"), "stage": ("阶段", "Stage"), "rank_from": ("名次起", "From rank"), "rank_to": ("名次止", "To rank"),
    "mean_score": ("平均得分", "Mean score"), "east": ("东部", "East"), "central": ("中部", "Central"), "west": ("西部", "West"),
    "northeast": ("东北", "Northeast"), "dimension": ("维度", "Dimension"), "statement": ("原文表述", "Statement"), "region_count": ("区域城市数", "Cities of the region"),
    "measure": ("项目", "Measure"), "field": ("方向", "Field"), "body": ("促进机构", "Promotion body"), "cities": ("城市", "Cities"), "in_top100": ("在百强市", "In the 100"),
}  # fmt: skip


#: Shares that the report prints in words.
_SHARES = {"近四成": "nearly 40", "不足5": "below 5"}

#: Fields of the clusters of CCID's Table 5.
_FIELDS: dict[str, str] = {
    "人工智能": "artificial intelligence", "工程机械及农机装备": "construction and farm machinery",
    "新一代信息技术": "new-generation information technology", "新一代信息通信": "new-generation communications",
    "新型显示和智能家电": "new displays and smart appliances", "新材料": "new materials",
    "智能制造及农机装备": "intelligent manufacturing and farm machinery", "生物医药": "biomedicine",
    "生物医药及高端医疗器械": "biomedicine and high-end medical devices", "能源装备": "energy equipment",
    "轨道交通、航空、船舶及海工装备": "rail, aviation, ships and offshore equipment",
    "软件和信息服务": "software and information services", "金属材料": "metal materials",
    "集成电路": "integrated circuits", "非金属材料": "non-metal materials",
}  # fmt: skip


@dataclass(frozen=True)
class PublishedTable:
    """One printed table.

    Attributes
    ----------
    name
        Its file in ``workbook/data``, without the suffix; begins with the report, ``caict2025`` or ``ccid2022``.
    title, source
        By language: (Chinese, English).
    columns
        Keys of the columns.
    """

    name: str
    title: tuple[str, str]
    source: tuple[str, str]
    columns: tuple[str, ...]

    def header(self, language: str) -> list[str]:
        """Return the headers of the columns."""
        return [_HEADS[c][0 if language == "zh" else 1] for c in self.columns]

    def rows(self, language: str) -> list[list[Any]]:
        """Return the rows: numbers as float, texts as printed, "" where the report prints nothing.

        In English, regions, indicators, units, places in the report, cities and provinces are translated; names
        of clusters, zones and bodies stay as printed.
        """
        tail = "_zh" if language == "zh" else "_en"
        return [
            [_cell(r.get(c + tail, r.get(c, "")), c, language) for c in self.columns]
            for r in published.rows(f"{self.name}.csv")
        ]


def _cell(text: str, column: str, language: str) -> Any:
    if language == "en" and text:
        if column in ("city", "cities", "province"):
            return ", ".join(_english(text.split(";")))
        if column == "unit":
            return published.UNITS[text]
        if column == "field":
            return _FIELDS[text]
        if column == "share":
            return _SHARES.get(text, _number(text))
        if column == "section":
            return _section(text)
    return text if column == "year" or not text else _number(text)


def _number(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


#: Numbers of the reports' chapters and sections.
_NUMBERS = {zh: str(n) for n, zh in enumerate("一二三四五六七八九", 1)}


def _section(text: str) -> str:
    """Return a place in a report in English.

    Examples
    --------
    >>> _section("前言/二(三)"), _section("三(三)/图11"), _section("二")
    ('foreword / 2.3', '3.3 / Figure 11', '2')
    """
    said = text.replace("(", ".").replace(")", "").replace("图", "Figure ").replace("前言", "foreword")
    return "".join(_NUMBERS.get(c, c) for c in said).replace("/", " / ")


def _english(names: list[str]) -> Iterator[str]:
    g = gazetteer.load()
    for n in names:
        if (city := g.match(n).city) is not None:
            # The reports name few cities: no two of them share an English name.
            yield city.en
        else:
            province = g.province_of(n)
            yield n if province is None else g.provinces[province].en


def table(name: str) -> PublishedTable:
    """Return one table by the name of its file."""
    report, place, title = _TABLES[name]
    columns = dict.fromkeys(
        c.removesuffix("_zh").removesuffix("_en") for c in published.rows(f"{name}.csv")[0]
    )
    source = (report[0].format(place[0]), report[1].format(place[1]))
    return PublishedTable(name, title, source, tuple(columns))


def tables(report: str = "") -> tuple[PublishedTable, ...]:
    """Return all tables, or those of one report (``caict2025``, ``ccid2022``)."""
    return tuple(table(n) for n in _TABLES if n.startswith(report))
