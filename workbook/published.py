"""The published tables the project carries (facts of the two source reports, source named)."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from udfs.engine import gazetteer
from udfs.engine.framework import Framework
from udfs.excel import tables
from udfs.excel.cells import Block

DATA = Path(__file__).with_name("data")


#: Units of the reports' figures and of our indicators, in English.
UNITS: dict[str, str] = {
    "": "", "%": "%", "个百分点": "percentage points", "个": "number", "个城市": "cities", "家": "number", "家（余）": "number (more than)",
    "万家": "10,000 firms", "件": "pieces", "所": "number", "项": "number", "亿元": "100 m yuan", "万亿元": "trillion yuan",
    "亿美元": "100 m USD", "亿美元（近）": "100 m USD (nearly)", "万元/人·年": "10,000 yuan per person-year",
    "亿元/平方公里": "100 m yuan per km²", "件/万人": "per 10,000 people", "吨标准煤/万元": "t of coal equivalent per 10,000 yuan",
}  # fmt: skip


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of one shipped CSV."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def table(name: str) -> Block:
    """Return a shipped CSV as a block with its header row."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return Block(list(csv.reader(file)))


def ccid_framework(language: str = "zh") -> Framework:
    """Return the CCID 2022 framework: 5 dimensions, 24 indicators (units and directions assumed)."""
    nodes = tables.framework(table("ccid2022_framework.csv")).nodes
    return Framework.of([replace(n, unit=_unit(n.unit, language)) for n in nodes])


def _unit(unit: str, language: str) -> str:
    return unit if language == "zh" else UNITS[unit]


def caict_framework(language: str = "zh") -> Framework:
    """Return the CAICT 2025 framework: 7 groups, 22 indicators named in the report's text.

    A reconstruction: the file's columns ``mark``, ``mark_unit`` and ``mark_direction`` say of each row what
    the report states (S) and what is ours (R), and ``section`` where it is named; classes and stage factors
    are ours. ``language`` is that of the stages' names, the units and the notes.
    """
    stages = {r["stage_zh"]: r["stage_en"] for r in rows("ccid2022_ranks.csv")}
    by = {r["code"]: r for r in rows("caict2025_stage_factors.csv")}
    rest = {r["code"]: r for r in rows("caict2025_framework.csv")}
    made = []
    for node in tables.framework(table("caict2025_framework.csv")).nodes:
        said = by.get(node.code)
        factors = () if said is None else tuple(
            (zh if language == "zh" else en, float(said[zh])) for zh, en in stages.items()
        )  # fmt: skip
        row = rest[node.code]
        note = node.note if language == "zh" else row["note_en"]
        made.append(
            replace(node, grade=row["class"], factors=factors, note=note, unit=_unit(node.unit, language))
        )
    return Framework.of(made)


def shown(cities: Sequence[str], language: str) -> tuple[str, ...]:
    """Return cities as they are written in a language: 泰州 is Taizhou (Jiangsu) where 台州 stands there too."""
    if language == "zh":
        return tuple(c.removesuffix("市") for c in cities)
    known = gazetteer.load()
    places = [known.match(c).city for c in cities]
    named = [c if p is None else p.en for c, p in zip(cities, places, strict=True)]
    return tuple(
        n if p is None or named.count(n) == 1 else f"{n} ({known.provinces[p.province].en})"
        for n, p in zip(named, places, strict=True)
    )


def shown_provinces(provinces: Sequence[str], language: str) -> tuple[str, ...]:
    """Return provinces as they are written in a language."""
    known = gazetteer.load()
    found = [known.province_of(p) for p in provinces]
    return tuple(
        p if language == "zh" or zh is None else known.provinces[zh].en
        for p, zh in zip(provinces, found, strict=True)
    )


@dataclass(frozen=True)
class Published:
    """A published ranking to compare with.

    Attributes
    ----------
    sheet
        Sheet name.
    rank, city, province, region
        One entry a city, in the report's order; regions by language.
    score
        Published scores, None where the report prints none.
    stage
        Published stages by language, None where the report has none.
    """

    sheet: str
    title: tuple[str, str]
    source: tuple[str, str]
    rank: tuple[int, ...]
    city: tuple[str, ...]
    province: tuple[str, ...]
    region: tuple[tuple[str, str], ...]
    score: tuple[float, ...] | None = None
    stage: tuple[tuple[str, str], ...] | None = None


def ccid2022() -> Published:
    """Return the 100 published ranks of CCID 2022."""
    r = rows("ccid2022_ranks.csv")
    return Published(
        "CCID2022",
        ("赛迪顾问 2022 先进制造业百强市：公布名次", "CCID 2022 advanced-manufacturing top 100: published ranks"),
        ("来源：赛迪顾问，先进制造业百强市（2022），表 2。报告未公布得分和指标数值。", "Source: CCID Consulting, Advanced-manufacturing top 100 cities (2022), Table 2. The report prints no scores and no indicator values."),
        tuple(int(x["rank"]) for x in r),
        tuple(x["city"] for x in r),
        tuple(x["province"] for x in r),
        tuple((x["region_zh"], x["region_en"]) for x in r),
        stage=tuple((x["stage_zh"], x["stage_en"]) for x in r),
    )  # fmt: skip


def caict2025() -> Published:
    """Return the 50 published scores of CAICT 2025."""
    r = rows("caict2025_scores.csv")
    return Published(
        "CAICT2025",
        ("中国信通院 2025 城市制造业高质量发展：公布得分", "CAICT 2025 high-quality manufacturing cities: published scores"),
        ("来源：中国信息通信研究院，城市制造业高质量发展（2025），表 1。名次按得分排出。", "Source: CAICT, High-quality development of city manufacturing (2025), Table 1. Ranks counted from the scores."),
        tuple(int(x["rank"]) for x in r),
        tuple(x["city"] for x in r),
        tuple(x["province"] for x in r),
        tuple((x["region_zh"], x["region_en"]) for x in r),
        score=tuple(float(x["score"]) for x in r),
    )  # fmt: skip
