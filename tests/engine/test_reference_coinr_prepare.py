"""Data preparation of the ASEM example of COINr 1.1.14: denominators, imputation, screening, outliers, statistics.

``log_GII`` of COINr returns its input and is not copied: ``B_treat_log_GII_only`` equals its untreated data.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from udfs.engine.columns import Floats
from udfs.engine.denominate import denominate
from udfs.engine.impute import Side, impute
from udfs.engine.screening import screen
from udfs.engine.statistics import kurtosis, skewness, statistics
from udfs.engine.treat import Rule, Treatment, treat

#: Some of its values are rounding noise apart in R and equal in the 15 digits printed: fewer unique ones here,
#: by as many as R's ranks part and ours tie (``Asem.PRINTED_TIES`` in shared.py).
PRINTED_TIES = "TolMin"
EXACT: dict[str, Any] = dict(rtol=1e-9, atol=1e-12)


class Asem:
    """The tables of the example, rows and columns in the order of the raw data."""

    def __init__(self, shared: ModuleType) -> None:
        self._shared = shared
        self.raw = self.frame("A_Raw")
        self.codes, self.units = list(self.raw.columns), list(self.raw.index)
        self.meta = self.table("00_iMeta_framework").set_index("iCode")
        self.sides = self.table("00_iData_raw").set_index("uCode").loc[self.units]
        self.negative = (self.meta.loc[self.codes, "Direction"] < 0).to_numpy()

    def table(self, name: str) -> pd.DataFrame:
        frame: pd.DataFrame = self._shared.table(f"reference/coinr/{name}.csv")
        return frame

    def frame(self, name: str) -> pd.DataFrame:
        return self.table(name).set_index("uCode")

    def data(self, name: str) -> Floats:
        return self.frame(name).loc[self.units, self.codes].to_numpy(float)

    def columns(self, name: str) -> pd.DataFrame:
        """Read a table with a row for each indicator."""
        return self.table(name).set_index("iCode").loc[self.codes]

    @property
    def group(self) -> list[str]:
        return self.sides["EurAsia_group"].tolist()


@pytest.fixture(scope="module")
def asem(shared: ModuleType) -> Asem:
    return Asem(shared)


def test_denominated(asem: Asem) -> None:
    names = ["Area", "Energy", "GDP", "Population"]
    use = [names.index(d) if isinstance(d, str) else -1 for d in asem.meta.loc[asem.codes, "Denominator"]]
    assert use.count(-1) == 32
    values, found = denominate(asem.data("A_Raw"), asem.sides[names].to_numpy(float), use)
    np.testing.assert_allclose(values, asem.data("A_Denominated"), **EXACT)
    # One country has no figure for energy: its two indicators over it are missing.
    assert [(f.key, f.col) for f in found] == [("denominator_missing", 1)]


@pytest.mark.parametrize(
    ("method", "theirs"),
    [("group_mean", "A_Imputed"), ("mean", "B_impute_i_mean"), ("median", "B_impute_i_median"),
     ("group_median", "B_impute_i_median_grp_EurAsia")],
)  # fmt: skip
def test_imputed(asem: Asem, method: str, theirs: str) -> None:
    x = asem.data("A_Denominated")
    assert np.isnan(x).sum() == 65
    filled = impute(x, method, Side(group=asem.group))
    np.testing.assert_allclose(filled, asem.data(theirs), **EXACT)


def test_row_mean_on_normalised(asem: Asem) -> None:
    """Their row mean is taken before directions are applied; the table shows 0-100 after them."""
    x = asem.data("A_Denominated")
    low, high = np.nanmin(x, axis=0), np.nanmax(x, axis=0)
    scaled = (x - low) / (high - low)
    expected = asem.data("B_impute_row_mean_on_normalised")
    for ours in (impute(scaled, "row"), (impute(x, "row_minmax") - low) / (high - low)):
        np.testing.assert_allclose(
            100 * np.where(asem.negative, 1 - ours, ours), expected, rtol=1e-9, atol=1e-9
        )


def test_screened(asem: Asem) -> None:
    imputed = asem.data("A_Imputed")
    kept = screen(imputed, "missing", 0.9).keep
    np.testing.assert_array_equal(imputed[kept], asem.frame("A_Screened")[asem.codes].to_numpy(float))


def test_availability_of_the_raw_data(asem: Asem) -> None:
    s = screen(asem.data("A_Raw"), share=0.9)
    theirs = asem.frame("A_data_avail_raw").loc[asem.units]
    np.testing.assert_array_equal(s.missing, theirs["N_missing"])
    np.testing.assert_array_equal(s.zeros, theirs["N_zero"])
    np.testing.assert_array_equal(s.missing + s.zeros, theirs["N_miss_or_zero"])
    np.testing.assert_allclose(s.availability, theirs["Dat_Avail"], **EXACT)
    np.testing.assert_allclose(s.nonzero, theirs["Non_Zero"], **EXACT)
    np.testing.assert_array_equal(s.keep, theirs["Dat_Avail"] >= 0.9)


@pytest.mark.parametrize(
    ("method", "rule", "theirs"),
    [
        ("winlog", Rule(), "A_Treated"),
        *[("winlog", Rule(winmax=n), f"B_treat_winmax{n}_then_log_CT") for n in (1, 2, 3, 10)],
        ("log_ct", Rule(when="failing"), "B_treat_log_CT_only"),
        ("log_ct_one", Rule(when="failing"), "B_treat_log_CT_orig_only"),
        ("log_ct_signed", Rule(when="failing"), "B_treat_log_CT_plus_only"),
        ("none", Rule(), "B_treat_log_GII_only"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_treated(asem: Asem, method: str, rule: Rule, theirs: str) -> None:
    t = treat(asem.data("A_Screened"), method, rule)
    np.testing.assert_allclose(t.values, asem.data(theirs), **EXACT)


@pytest.fixture(scope="module")
def treated(asem: Asem) -> Treatment:
    return treat(asem.data("A_Screened"))


def test_details_of_the_treatment(asem: Asem, treated: Treatment) -> None:
    theirs = asem.columns("A_treat_details")
    failed = ~theirs["check_SkewKurt0.Pass"].astype(bool).to_numpy()
    assert failed.sum() == 15
    for row, suffix, there in ((treated.before, 0, slice(None)), (treated.after, 1, failed)):
        for ours, name in zip(row, ("Skew", "Kurt"), strict=True):
            np.testing.assert_allclose(ours[there], theirs[f"check_SkewKurt{suffix}.{name}"][there], **EXACT)
    np.testing.assert_array_equal(treated.points[failed], theirs["winsorise.nwin"][failed])
    np.testing.assert_array_equal([d == "winsorise" for d in treated.done], failed)
    assert treated.passing.all()
    assert theirs["check_SkewKurt1.Pass"][failed].astype(bool).all()


def test_treated_points(asem: Asem, treated: Treatment) -> None:
    """Rows stand in the order of the screened data."""
    order = [asem.units.index(u) for u in asem.frame("A_Screened").index]
    theirs = asem.table("A_treated_points")[asem.codes].astype(object).fillna("").to_numpy()
    side = np.where(treated.values < treated.data, "winhi", "winlo")
    np.testing.assert_array_equal(np.where(treated.changed, side, "")[order], theirs)
    assert (theirs == "winhi").sum() == 34
    assert (theirs == "winlo").sum() == 1


@pytest.mark.parametrize("name", ["raw", "treated"])
def test_statistics(asem: Asem, name: str) -> None:
    s = statistics(asem.data(f"A_{name.title()}"))
    theirs = asem.columns(f"A_stats_{name}")
    # As many values as R's ranks tell apart and 15 digits do not.
    j = asem.codes.index(PRINTED_TIES)
    apart = np.unique(asem.data("B_norm_rank_from_Screened")[:, j]).size - s.unique[j]
    assert apart == 2
    for ours, column in (
        (s.minimum, "Min"), (s.maximum, "Max"), (s.mean, "Mean"), (s.median, "Median"), (s.sd, "Std"),
        (s.skew, "Skew"), (s.kurt, "Kurt"), (s.n, "N.Avail"), (s.n - s.zeros, "N.NonZero"),
        (s.unique, "N.Unique"), (s.same, "N.Same"), (s.availability, "Frc.Avail"),
        ((s.n - s.zeros) / s.n, "Frc.NonZero"), (s.unique / s.n, "Frc.Unique"), (s.same / s.n, "Frc.Same"),
    ):  # fmt: skip
        lost = np.where(("Unique" in column) & (np.array(asem.codes) == PRINTED_TIES), apart, 0.0)
        added = lost / s.n if column.startswith("Frc") else lost
        np.testing.assert_allclose(ours + added, theirs[column], err_msg=column, **EXACT)
    flags = dict(zip(("Avail", "NonZero", "Unique"), s.low(), strict=True))
    for flag, ours_ in flags.items():
        np.testing.assert_array_equal(ours_, theirs[f"Flag.{flag}"] == "LOW", err_msg=flag)
    np.testing.assert_array_equal(s.outlier, theirs["Flag.SkewKurt"] == "OUT")


def test_skewness_and_kurtosis(asem: Asem) -> None:
    x, theirs = asem.data("A_Screened"), asem.columns("B_skew_kurt_Screened")
    np.testing.assert_allclose(skewness(x), theirs["skew"], **EXACT)
    np.testing.assert_allclose(kurtosis(x), theirs["kurt"], **EXACT)
