"""`mfg compute` and `mfg new` on real data: 293 cities (2021) and 31 provinces (2023), read from outside
the project and skipped where they are absent."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import mfg
from workbook import published
from workbook.book import Book
from workbook.recalc import recalc

SHARED = Path(os.environ.get("MFG_SHARED", Path(__file__).resolve().parents[3] / "shared"))
REAL = SHARED / "data" / "real"

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the folder shared/data/real is not there")

CITIES = """code,parent,name_zh,name_en,unit,direction
va2_density_100m_per_km2,,二产增加值密度,Secondary value added per km2,亿元/km2,+
fdi_musd,,实际利用外资,FDI used,百万美元,+
va2_100m,,二产增加值,Secondary value added,亿元,+
loans_to_gdp,,贷款与GDP之比,Loans to GDP,,+
gdp_pc_yuan,,人均GDP,GDP per head,元,+
road_m2_pc,,人均道路面积,Road area per head,m2,+
va3_share_pct,,三产占比,Tertiary share,%,+
co2_t_per_10k_gdp,,单位GDP碳排放,CO2 per GDP,t/万元,-
"""

PROVINCE_GROUPS = {
    "RD": ("rd_expenditure", "rd_intensity", "hitech_rd_expenditure", "hitech_rd_personnel_fte", "hitech_rd_institutions", "fiscal_science_expenditure"),
    "OUT": ("invention_patents_granted", "invention_patents_valid", "hitech_valid_patents", "hitech_patent_applications", "hitech_invention_applications", "tech_contract_output_value", "tech_contract_input_value"),
    "IND": ("hitech_mfg_firms", "hitech_mfg_revenue", "hitech_mfg_profit", "hitech_newprod_sales", "hitech_newprod_projects", "hitech_newprod_dev_expenditure", "hitech_enterprises_certified", "gdp_100m"),
}  # fmt: skip


def run(*args: object) -> str:
    result = CliRunner().invoke(mfg.app, [str(a) for a in args], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result.stderr


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))


@pytest.fixture(scope="module")
def cities(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cities")
    (folder / "f.csv").write_text(CITIES, encoding="utf-8")
    data = REAL / "cn_city_cross_section_2021.csv"
    inputs = [
        "--framework",
        folder / "f.csv",
        "--data",
        data,
        "--weights",
        "cv",
        "--missing",
        "zero",
        "--lang",
        "zh",
    ]
    said = run("compute", *inputs, "--out", folder / "o")
    run("new", folder / "b.xlsx", *inputs)
    return folder, said


def test_missing_fdi_is_reported(cities) -> None:
    folder, _ = cities
    text = (folder / "o" / "checks.csv").read_text(encoding="utf-8-sig")
    assert "fdi_musd" in text
    assert "按 0 计算" in text


def test_ranks_agree_with_the_published_ones(cities) -> None:
    """CCID 2022 over the 100 cities: Spearman above 0.8 (a reference run gave 0.853)."""
    stats = pytest.importorskip("scipy.stats")
    folder, _ = cities
    table = rows(folder / "o" / "scores.csv")
    assert len(table) == 294
    rank = {r[0].removesuffix("市"): float(r[table[0].index("名次")]) for r in table[1:]}
    ccid = published.rows("ccid2022_ranks.csv")
    pairs = [(float(r["rank"]), rank[r["city"]]) for r in ccid]
    rho = stats.spearmanr(*zip(*pairs, strict=True)).statistic
    assert len(pairs) == 100
    assert rho == pytest.approx(0.853, abs=0.01)


def test_cells_and_files_agree(cities) -> None:
    folder, _ = cities
    table = rows(folder / "o" / "scores.csv")
    norm = rows(folder / "o" / "normalised.csv")
    score = table[0].index("综合得分")
    with Book(folder / "b.xlsx") as book:
        scores, normalised = book.sheet("Scores"), book.sheet("Normalised")
        head = [scores.get(8, c) for c in range(1, 12)]
        got = [scores.get(9 + i, 1 + head.index("综合得分")) for i in range(293)]
        np.testing.assert_allclose(got, [float(r[score]) for r in table[1:]], rtol=1e-12)
        start = len(norm[0]) - 8
        for j in range(8):
            got = [normalised.get(9 + i, 1 + start + j) for i in range(293)]
            np.testing.assert_allclose(got, [float(r[start + j]) for r in norm[1:]], rtol=1e-12)
    assert recalc(folder / "b.xlsx", check=True, libreoffice=False).changes == []


def test_missing_without_a_rule_leaves_cities_unranked_and_says_so(tmp_path) -> None:
    (tmp_path / "f.csv").write_text(CITIES, encoding="utf-8")
    said = run(
        "compute",
        "--framework",
        tmp_path / "f.csv",
        "--data",
        REAL / "cn_city_cross_section_2021.csv",
        "--out",
        tmp_path / "o",
        "--lang",
        "en",
    )
    assert "have no score" in said
    table = rows(tmp_path / "o" / "ranking.csv")
    assert len(table) == 294
    assert table[-1][0] == ""


def test_provinces_with_21_indicators(tmp_path) -> None:
    """31 provinces, 21 indicators in three dimensions, two levels of weights."""
    lines = ["code,parent,name_zh", "IDX,,科技制造指数", *(f"{d},IDX,{d}" for d in PROVINCE_GROUPS)]
    lines += [f"{c},{d},{c}" for d, codes in PROVINCE_GROUPS.items() for c in codes]
    assert len(lines) - 5 == 21
    (tmp_path / "f.csv").write_text("\n".join(lines), encoding="utf-8")
    inputs = [
        "--framework",
        tmp_path / "f.csv",
        "--data",
        REAL / "cn_province_cross_section_2023.csv",
        "--scale",
        "max100",
    ]
    run("compute", *inputs, "--out", tmp_path / "o", "--lang", "en")
    run("new", tmp_path / "b.xlsx", *inputs, "--lang", "zh")
    ranking = rows(tmp_path / "o" / "ranking.csv")
    assert len(ranking) == 32
    assert ranking[1][1] == "广东"
    assert float(ranking[1][ranking[0].index("Score")]) == 100
    assert recalc(tmp_path / "b.xlsx", check=True, libreoffice=False).changes == []
