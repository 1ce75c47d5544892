"""Screening, imputation and treatment of a unit table, worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework, Node
from udfs.engine.preparation import Preparation, prepared
from udfs.engine.units import UnitTable

NAN = float("nan")
TREE = Framework.of([Node("T"), Node("a", "T"), Node("b", "T", negative=True), Node("c", "T")])
X = np.array([[1.0, 10, 2], [3, NAN, 4], [NAN, NAN, 6], [5, 30, 0], [9, 20, 100]])
UNITS = UnitTable(tuple("uvwxy"), X, {"region": ("E", "E", "W", "W", "W")})


def steps(**named: Any) -> tuple[np.ndarray, list[tuple[str, Any]]]:
    units, found = prepared(UNITS, TREE, Preparation(**named))
    return units.values, [(f.key, f.where) for f in found]


def test_nothing_is_done_by_default() -> None:
    units, found = prepared(UNITS, TREE, Preparation())
    np.testing.assert_array_equal(units.values, X)
    assert found == []
    assert Preparation().is_none
    assert not Preparation(fallback="均值").is_none


def test_screen() -> None:
    units, found = prepared(UNITS, TREE, Preparation(screen="缺失", share=0.6))
    assert units.names == tuple("uvxy")
    assert units.groups == {"region": ("E", "E", "W", "W")}
    np.testing.assert_array_equal(units.values, X[[0, 1, 3, 4]])
    assert [(f.key, f.where) for f in found] == [("screened", "w")]
    units, _ = prepared(UNITS, TREE, Preparation(screen="zeros", nonzero=0.9))
    assert units.names == tuple("uvwy")


@pytest.mark.parametrize(
    ("named", "a", "b"),
    [
        ({"impute": "mean"}, 4.5, [20, 20]),
        ({"impute": "列中位数"}, 4.0, [20, 20]),
        ({"impute": "group_mean"}, 7.0, [10, 25]),  # E: 10; W: (30 + 20)/2 and (5 + 9)/2
        ({"fallback": "median"}, 4.0, [20, 20]),
    ],
)
def test_impute(named: dict[str, Any], a: float, b: list[float]) -> None:
    values, found = steps(**named)
    np.testing.assert_allclose(values[2, 0], a)
    np.testing.assert_allclose(values[[1, 2], 1], b)
    np.testing.assert_array_equal(values[~np.isnan(X)], X[~np.isnan(X)])
    assert found == [("imputed", "a"), ("imputed", "b")]


def test_row_means_take_the_direction() -> None:
    """v: a (3 - 1)/8 = .25, c (4 - 0)/100 = .04; their mean .145 turned: b = 10 + .855 x 20."""
    values, _ = steps(impute="row_minmax")
    np.testing.assert_allclose(values[1, 1], 10 + 0.855 * 20)


def test_treat_comes_after_imputation() -> None:
    """c: 100 among 2, 4, 6, 0 has skewness 2.2 and kurtosis 4.9 (Excel's): winsorised to 6."""
    values, found = steps(impute="mean", treat="winsorise")
    assert values[:, 2].tolist() == [2, 4, 6, 0, 6]
    assert found[-1] == ("treated", "c")
    values, _ = steps(impute="mean", treat="winsorise", winmax=0)
    assert values[4, 2] == 100


def test_refused(refuses: Callable[..., MfgError]) -> None:
    for named, key in (
        ({"impute": "latest"}, "impute_panel"),
        ({"impute": "row"}, "impute_scaled"),
        ({"impute": "group_mean", "impute_group": "省"}, "group_unknown"),
        ({"screen": "missing", "share": 2.0}, "out_of_range"),
        ({"screen": "both", "nonzero": 1.0, "share": 1.0}, None),
        ({"impute": "meen"}, "unknown_method"),
        ({"impute": "mean", "treat": "log"}, "log_domain"),
    ):
        if key is None:
            assert prepared(UNITS, TREE, Preparation(**named))[0].names == ("u", "y")  # type: ignore[arg-type]
        else:
            error = refuses(key, prepared, UNITS, TREE, Preparation(**named))  # type: ignore[arg-type]
    assert error.where == "c"
    empty = UnitTable(("u",), np.array([[NAN] * 3]))
    refuses("screen_none", prepared, empty, TREE, Preparation(screen="missing"))
