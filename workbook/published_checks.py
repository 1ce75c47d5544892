"""The counts the two reports print, counted again: from their lists of cities, through the gazetteer.

Every figure that can be counted from another one is here; where print and count differ, the note says why
as far as it can be known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from udfs.engine import gazetteer
from udfs.engine.gazetteer import NORTH_SOUTH, Place

from . import published
from .published import rows

_CAICT, _CCID = "caict2025", "ccid2022"

#: Parts and wholes whose share the CAICT text prints: (zh, en, part, whole, printed %).
_SHARES: tuple[tuple[str, str, float, float, float], ...] = (
    ("国家级制造业创新中心占全国", "innovation centres, share of the nation", 23, 33, 69.7),
    ("前 5 城创新中心占全国", "innovation centres of the first 5 cities", 9, 33, 27.2),
    ("综合保税区占全国", "comprehensive bonded zones, share of the nation", 81, 174, 46.6),
    ("前 10 城综合保税区占全国", "comprehensive bonded zones of the first 10 cities", 32, 174, 20),
    ("国家级高新区占全国", "high-tech zones, share of the nation", 47, 178, 27.6),
    ("国家级经开区占全国", "economic and technological development zones", 58, 232, 25),
    ("先进制造业集群占全国", "advanced-manufacturing clusters, share of the nation", 62, 80, 77.5),
    ("中小企业特色产业集群入选率", "cities with SME clusters, share of the 50", 35, 50, 70),
    ("制造业 500 强企业占比", "Top 500 firms, share of the 500", 290, 500, 58),
    ("前 10 城 500 强企业占强市", "Top 500 firms of the first 10 cities", 128, 290, 44.6),
    ("苏鲁浙粤四省占强市", "Jiangsu, Shandong, Zhejiang, Guangdong, share of the 50", 32, 50, 64),
    ("四大城市群占强市", "the four clusters, share of the 50", 41, 50, 82),
)

_NOTES: dict[str, tuple[str, str]] = {
    "north_south": (
        "报告未说明南北方划分规则；本表按省份划分（见 udfs/data/SOURCES.md），相差 2 个城市",
        "the report states no rule; counted by province (see udfs/data/SOURCES.md), 2 cities apart",
    ),
    "share": (
        "按原文的分子和分母重算，与原文占比不符",
        "counted from the printed part and whole; the printed share differs",
    ),
    "listed": (
        "原文数量与所列集群不符（重复，或“超过 5 个”写作 5）",
        'the number printed differs from the clusters listed (repeats, or "more than 5" printed as 5)',
    ),
    "difference": (
        "由原文两期平均重算，尾数不同",
        "counted from the two printed means; the last digits differ",
    ),
}


@dataclass(frozen=True)
class Check:
    """One printed figure and the same figure counted; ``note`` (zh, en) is given where they differ."""

    report: str
    what: tuple[str, str]
    printed: float
    counted: float
    tolerance: float = 0.0
    note: tuple[str, str] = ("", "")

    @property
    def agrees(self) -> bool:
        """True where print and count agree within the rounding of the print."""
        return abs(self.printed - self.counted) <= self.tolerance + 1e-9


def checks() -> tuple[Check, ...]:
    """Return every check, those of CAICT 2025 first."""
    return (*_caict(), *_ccid())


def _places(names: Iterable[str]) -> list[Place]:
    """Return the places of a report's cities; a name that is not one city is a mistake in our tables."""
    g = gazetteer.load()
    found = []
    for n in names:
        m = g.match(n)
        if m.city is None:
            raise g.problem(m)
        found.append(m.city)
    return found


def _compared(
    report: str, printed: Iterable[tuple[tuple[str, str], float]], counted: Counter[str], note: str = ""
) -> Iterator[Check]:
    """Compare printed counts, by Chinese and English name, with our own by Chinese name."""
    for what, number in printed:
        found = counted[what[0]]
        yield Check(report, what, number, found, 0, _NOTES[note] if note and found != number else ("", ""))


def _caict() -> Iterator[Check]:
    g = gazetteer.load()
    cities = _places(published.caict2025().city)
    region = [g.provinces[p.province].region for p in cities]
    yield from _compared(
        _CAICT,
        (((r["region_zh"], r["region_en"]), float(r["count"])) for r in rows("caict2025_regions.csv")),
        Counter(region),
    )
    east = next(r for r in rows("caict2025_regions.csv") if r["region_en"] == "East")
    for first in (10, 20):
        what = (f"前 {first} 名中东部城市", f"eastern cities of the first {first}")
        yield Check(_CAICT, what, float(east[f"top{first}"]), region[:first].count("东部"))
    counted = Counter(c.zh for p in cities for c in g.clusters_of(p)[:1])
    for r in rows("caict2025_clusters.csv"):
        name = r["cluster_zh"].partition("（")[0]
        found = sum(counted[c.partition("（")[0]] for c in _four()) if name == "合计" else counted[name]
        yield Check(_CAICT, (name, r["cluster_en"]), float(r["count"]), found)
    provinces = Counter(g.provinces[p.province].full for p in cities)
    yield from _compared(
        _CAICT,
        ((_both(r["province"]), float(r["count"])) for r in rows("caict2025_provinces.csv")),
        provinces,
    )
    yield from _value_added()
    yield from _secondary()
    yield from _listed()
    for zh, en, part, whole, share in _SHARES:
        c = Check(_CAICT, (zh, en), share, 100 * part / whole, 0.05 if share % 1 else 0.5)
        yield c if c.agrees else Check(c.report, c.what, c.printed, c.counted, c.tolerance, _NOTES["share"])


def _four() -> list[str]:
    return [r["cluster_zh"] for r in rows("caict2025_clusters.csv") if r["cluster_zh"] != "合计"]


def _both(province: str) -> tuple[str, str]:
    g = gazetteer.load()
    zh = g.province_of(province)
    return (province, province if zh is None else g.provinces[zh].en)


def _value_added() -> Iterator[Check]:
    table = rows("caict2025_value_added.csv")
    for year in ("2023", "2024"):
        total = sum(float(r[f"value_{year}"]) for r in table)
        for r in table:
            what = (
                f"{year} 年{r['region_zh']}工业增加值占比",
                f"{r['region_en']} share of value added {year}",
            )
            counted = 100 * float(r[f"value_{year}"]) / total
            c = Check(_CAICT, what, float(r[f"share_{year}"]), counted, 0.05)
            yield c if c.agrees else Check(_CAICT, what, c.printed, counted, 0.05, _NOTES["share"])


def _secondary() -> Iterator[Check]:
    g = gazetteer.load()
    for r in rows("caict2025_secondary_share.csv"):
        city = g.match(r["city"]).city
        name = (r["class_zh"] + "平均", f"mean, {r['class_en']}") if city is None else (city.full, city.en)
        what = (f"{name[0]}第二产业占比变化", f"{name[1]}: change of secondary share")
        counted = float(r["mean_2018_2023"]) - float(r["mean_2012_2017"])
        # Three rounded figures: the difference of two may be off by one in the last digit.
        c = Check(_CAICT, what, float(r["difference"]), counted, 0.011)
        yield c if c.agrees else Check(_CAICT, what, c.printed, counted, 0.011, _NOTES["difference"])


def _listed() -> Iterator[Check]:
    for file, column, zh, en in (
        (
            "caict2025_advanced_clusters.csv",
            "distinct",
            "先进制造业集群数",
            "advanced-manufacturing clusters",
        ),
        ("caict2025_sme_clusters.csv", "listed", "中小企业特色产业集群数", "SME clusters"),
    ):
        firsts = {r["city"]: r for r in reversed(rows(file))}
        for city, place in zip(firsts, _places(firsts), strict=True):
            r = firsts[city]
            listed = {x["cluster_name"] for x in rows(file) if x["city"] == city}
            assert len(listed) == int(r[column]), (file, city)
            c = Check(
                _CAICT,
                (f"{place.full}{zh}", f"{place.en}: {en}"),
                float(r["count_printed"]),
                float(len(listed)),
            )
            yield c if c.agrees else Check(_CAICT, c.what, c.printed, c.counted, 0, _NOTES["listed"])


def _ccid() -> Iterator[Check]:
    g = gazetteer.load()
    report = published.ccid2022()
    cities = _places(report.city)
    region = [g.provinces[p.province].region for p in cities]
    table = rows("ccid2022_provinces.csv")
    printed = {(r["region_zh"], r["region_en"]): float(r["region_count"]) for r in table}
    yield from _compared(_CCID, printed.items(), Counter(region))
    yield from _compared(
        _CCID,
        ((_both(r["province"]), float(r["count"])) for r in table),
        Counter(p.province for p in cities),
    )
    assert report.stage is not None
    for r in rows("ccid2022_stages.csv"):
        first, last = int(r["rank_from"]), int(r["rank_to"])
        inside = [i for i, rank in enumerate(report.rank) if first <= rank <= last]
        yield Check(_CCID, (r["stage_zh"], r["stage_en"]), float(r["count"]), len(inside))
        here = Counter(region[i] for i in inside)
        for zh, en in gazetteer.REGIONS.items():
            if r[en.lower()]:
                what = (f"{r['stage_zh']}{zh}城市", f"{en}, {r['stage_en']}")
                yield Check(_CCID, what, float(r[en.lower()]), here[zh])
    south = {
        r["measure_zh"][:2]: float(r["value"]) for r in rows("ccid2022_history.csv") if r["year"] == "2022"
    }
    yield from _compared(
        _CCID,
        (((zh, en), south[zh]) for zh, en in NORTH_SOUTH.items()),
        Counter(g.provinces[p.province].north_south for p in cities),
        "north_south",
    )
