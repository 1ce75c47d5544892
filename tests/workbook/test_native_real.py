"""The native edition of real data: 293 cities (2021) and 31 provinces (2023), skipped where they are absent."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from native_edits import differences
from typer.testing import CliRunner

import mfg
from workbook import libreoffice
from workbook.native import to_native

SHARED = Path(os.environ.get("MFG_SHARED", Path(__file__).resolve().parents[3] / "shared"))
REAL = SHARED / "data" / "real"

pytestmark = [
    pytest.mark.skipif(not REAL.is_dir(), reason="the folder shared/data/real is not there"),
    pytest.mark.skipif(
        libreoffice.find() is None and os.environ.get("CI") != "true",
        reason="soffice (LibreOffice) is missing",
    ),
]

CITIES = """code,parent,name_zh,direction
va2_density_100m_per_km2,,二产增加值密度,+
fdi_musd,,实际利用外资,+
va2_100m,,二产增加值,+
gdp_pc_yuan,,人均GDP,+
va3_share_pct,,三产占比,+
co2_t_per_10k_gdp,,单位GDP碳排放,-
"""

PROVINCES = """code,parent,name_zh,direction
IDX,,科技制造指数,
RD,IDX,研发,
IND,IDX,产业,
rd_expenditure,RD,研发经费,+
rd_intensity,RD,研发强度,+
hitech_rd_expenditure,RD,高技术研发经费,+
hitech_mfg_firms,IND,高技术企业数,+
hitech_mfg_revenue,IND,高技术营业收入,+
hitech_mfg_profit,IND,高技术利润,+
"""


@pytest.mark.parametrize(
    ("framework", "data", "options"),
    [
        (CITIES, "cn_city_cross_section_2021.csv", ["--weights", "cv", "--missing", "zero"]),
        (PROVINCES, "cn_province_cross_section_2023.csv", ["--scale", "max100"]),
    ],
    ids=["293 cities", "31 provinces"],
)
def test_equals_the_engine(tmp_path, framework, data, options) -> None:
    (tmp_path / "f.csv").write_text(framework, encoding="utf-8")
    book = tmp_path / "b.xlsx"
    inputs = [book, "--framework", tmp_path / "f.csv", "--data", REAL / data, *options, "--lang", "zh"]
    made = CliRunner().invoke(mfg.app, ["new", *map(str, inputs)], catch_exceptions=False)
    assert made.exit_code == 0, made.stderr
    report = to_native(book, tmp_path / "native.xlsx")
    assert report.live / report.closed >= 0.95
    result = libreoffice.recalculate(tmp_path / "native.xlsx", tmp_path / "out", timeout=600)
    kept = frozenset(f"{k.sheet}!{k.cell}" for k in report.kept if k.cells)
    found, count = differences(book, result, kept)
    assert count > 1500
    assert not found, found[:10]
