"""The published tables: what is carried is what was printed, and the counts come out again."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest

from udfs.engine.errors import CELL_LIMIT
from workbook import published, published_checks, published_tables
from workbook.published_tables import PublishedTable

SHARED = Path(os.environ.get("MFG_SHARED") or Path(__file__).resolve().parents[3] / "shared")
CHECKS = published_checks.checks()
TABLES = published_tables.tables()


def found(report: str, *names: str) -> list[tuple[float, float]]:
    """Printed and counted figure of each check called by its Chinese name."""
    by = {c.what[0]: (c.printed, c.counted) for c in CHECKS if c.report == report}
    return [by[n] for n in names]


def test_caict_counts_come_out_of_the_gazetteer() -> None:
    """Regions 36/10/2/2, clusters 21/8/6/6 of 50 (section 2.1), counted from Table 1's names alone."""
    regions = found("caict2025", "东部", "中部", "西部", "东北")
    assert regions == [(36, 36), (10, 10), (2, 2), (2, 2)]
    clusters = found("caict2025", "长三角城市群", "山东半岛城市群", "长江中游城市群", "粤港澳大湾区", "合计")
    assert clusters == [(21, 21), (8, 8), (6, 6), (6, 6), (41, 41)]


def test_ccid_counts_come_out_of_the_gazetteer() -> None:
    """Regions 55/27/12/6, stages 3/26/29/42 (Table 4, Figure 4); expansion by region 18/4/2/2."""
    assert found("ccid2022", "东部", "中部", "西部", "东北") == [(55, 55), (27, 27), (12, 12), (6, 6)]
    assert found("ccid2022", "跃升期", "扩张期", "发展期", "起步期") == [(3, 3), (26, 26), (29, 29), (42, 42)]
    assert found("ccid2022", *(f"扩张期{r}城市" for r in ("东部", "中部", "西部", "东北"))) == [
        (18, 18), (4, 4), (2, 2), (2, 2)
    ]  # fmt: skip


def test_what_differs_is_known_and_explained() -> None:
    """North and south (no rule in the report), four shares, four numbers of SME clusters; nothing else."""
    differ = {c.what[0]: (c.printed, round(c.counted, 1)) for c in CHECKS if not c.agrees}
    assert differ == {
        "南方": (70, 68), "北方": (30, 32),
        "前 5 城创新中心占全国": (27.2, 27.3), "前 10 城综合保税区占全国": (20, 18.4),
        "国家级高新区占全国": (27.6, 26.4), "前 10 城 500 强企业占强市": (44.6, 44.1),
        "广州市中小企业特色产业集群数": (5, 7), "深圳市中小企业特色产业集群数": (5, 6),
        "宁波市中小企业特色产业集群数": (5, 6), "青岛市中小企业特色产业集群数": (5, 6),
    }  # fmt: skip
    for c in CHECKS:
        assert all(c.note) == (not c.agrees), c.what
        assert all(c.what), c


def test_regions_the_carried_rankings_print_are_the_gazetteers() -> None:
    """City by city: province and region of both rankings against the gazetteer's."""
    from udfs.engine import gazetteer

    g = gazetteer.load()
    for report in (published.ccid2022(), published.caict2025()):
        for city, province, region in zip(report.city, report.province, report.region, strict=True):
            place = g.match(city).city
            assert place is not None
            assert g.province_of(province) == place.province
            assert region == (g.provinces[place.province].region, gazetteer.REGIONS[region[0]])


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_table_is_whole_in_both_languages(table: PublishedTable) -> None:
    zh, en = table.rows("zh"), table.rows("en")
    assert len(zh) == len(en) == len(published.rows(f"{table.name}.csv"))
    assert len(table.header("zh")) == len(table.header("en")) == len(set(table.header("en"))) == len(zh[0])
    assert all(table.title) and all(s.count("{") == 0 for s in table.source)
    for a, b in zip(zh, en, strict=True):
        for x, y in zip(a, b, strict=True):
            # A number is a number in both languages, and a blank a blank.
            assert type(x) is type(y) and (x == "") == (y == "")
            assert not isinstance(x, str) or len(x) <= CELL_LIMIT
    assert any(r != s for r, s in zip(zh, en, strict=True))


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_english_tables_are_english_but_for_proper_names(table: PublishedTable) -> None:
    names = ("cluster_name", "zone", "body", "province_printed")
    for row in table.rows("en"):
        said = [c for k, c in zip(table.columns, row, strict=True) if k not in names and isinstance(c, str)]
        assert not [c for c in said if re.search("[\u4e00-\u9fff]", c)]


@pytest.mark.parametrize(
    ("name", "seed", "pairs"),
    [
        ("caict2025_green_top10", "caict_t2_green_top10", {"value": "value", "rank": "rank_printed"}),
        ("caict2025_value_added", "caict_t6_industrial_va_by_region", {"value_2023": "va_2023_100m_cny", "share_2024": "share_2024_pct"}),
        ("caict2025_secondary_share", "caict_t7_secondary_share", {"difference": "diff_pp_printed"}),
        ("caict2025_provinces", "caict_province_counts", {"count": "count_stated"}),
        ("ccid2022_stages", "ccid_stages", {"mean_score": "mean_score", "count": "city_count"}),
        ("ccid2022_provinces", "ccid_t4_region_province_counts", {"count": "count_printed"}),
    ],
)  # fmt: skip
def test_figures_are_those_read_from_the_reports(name: str, seed: str, pairs: dict[str, str]) -> None:
    file = SHARED / "data" / "seed_tables" / f"{seed}.csv"
    if not file.is_file():
        pytest.skip(f"{file.name} is absent (set MFG_SHARED to the folder of reference data)")
    with file.open(encoding="utf-8-sig", newline="") as source:
        read = list(csv.DictReader(source))
    rows = published.rows(f"{name}.csv")
    for ours, theirs in pairs.items():
        assert [float(r[ours]) for r in rows] == [float(r[theirs]) for r in read]
