"""Imputation, worked by hand."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.errors import MfgError
from udfs.engine.impute import Side, impute
from udfs.engine.registry import names

NAN = float("nan")
X = np.array([[1.0, 10, NAN], [NAN, 20, NAN], [3, NAN, NAN], [8, 60, NAN]])
GROUP = ["东", "东", "西", "东"]
SIDE = Side(GROUP, ["a", "a", "b", "b"], np.array([2020.0, 2021, 2020, 2021]))


@pytest.mark.parametrize(
    ("method", "first", "second"),
    [
        (None, [1, 4, 3, 8], [10, 20, 30, 60]),
        ("列中位数", [1, 3, 3, 8], [10, 20, 20, 60]),
        ("group_mean", [1, 4.5, 3, 8], [10, 20, NAN, 60]),
        ("分组中位数", [1, 4.5, 3, 8], [10, 20, NAN, 60]),
        ("latest", [1, 1, 3, 8], [10, 20, NAN, 60]),
        ("linear", [1, 1, 3, 8], [10, 20, 60, 60]),
        ("row", [1, 20, 3, 8], [10, 20, 3, 60]),
        # min-max of column 1: 0, -, 2/7, 1; of column 2: 0, 1/5, -, 1.
        ("row_minmax", [1, 1 + 7 / 5, 3, 8], [10, 20, 10 + 50 * 2 / 7, 60]),
        ("none", X[:, 0], X[:, 1]),
    ],
)
def test_methods(method: str | None, first: list[float], second: list[float]) -> None:
    out = impute(X, method, SIDE)
    np.testing.assert_allclose(out[:, 0], first, rtol=1e-12)
    np.testing.assert_allclose(out[:, 1], second, rtol=1e-12)
    if method != "row":
        # A column without any value has nothing to be filled from.
        assert np.isnan(out[:, 2]).all()


@pytest.mark.parametrize(("fallback", "value"), [(None, NAN), ("none", NAN), ("mean", 30), ("median", 20)])
def test_fallback_of_a_group_without_values(fallback: str | None, value: float) -> None:
    np.testing.assert_allclose(impute(X, "group_mean", SIDE, fallback)[2, 1], value)


def test_no_group_is_no_group() -> None:
    out = impute(X, "group_mean", Side(["", "", "西", "东"]))
    np.testing.assert_array_equal(out, X)


def test_row_means_stay_inside_a_parent() -> None:
    x = np.array([[1.0, 3, NAN, 10], [2, 4, 6, NAN]])
    out = impute(x, "row", Side(parent=["p", "p", "p", "q"]))
    np.testing.assert_allclose(out, [[1, 3, 2, 10], [2, 4, 6, NAN]])


def test_row_means_turn_negative_indicators() -> None:
    """Best in the positive one (r = 1), so best, that is least, in the negative one."""
    x = np.array([[0.0, 5], [10, NAN], [5, 9]])
    assert impute(x, "row_minmax", Side(negative=np.array([False, True])))[1, 1] == 5
    assert impute(x, "row_minmax")[1, 1] == 9


def test_constant_column_takes_part_in_no_row_mean() -> None:
    x = np.array([[0.0, 7, 0], [10, NAN, 1], [NAN, 7, 0.25]])
    np.testing.assert_allclose(impute(x, "row_minmax"), [[0, 7, 0], [10, 7, 1], [2.5, 7, 0.25]])


def test_limit_of_latest() -> None:
    x = np.array([[1.0], [NAN], [NAN]])
    side = Side(unit=["a"] * 3, time=np.array([2018.0, 2019, 2020]), limit=1)
    np.testing.assert_array_equal(impute(x, "latest", side).ravel(), [1, 1, NAN])


def test_knn() -> None:
    """The two units nearest to the last one in the first column have 10 and 20 in the second."""
    pytest.importorskip("sklearn")
    x = np.array([[1.0, 10, NAN], [2, 20, NAN], [90, 500, NAN], [1.4, NAN, NAN]])
    out = impute(x, "knn", Side(k=2))
    np.testing.assert_allclose(out[3, 1], 15, rtol=1e-12)
    np.testing.assert_array_equal(out[:3], x[:3])
    # The unit of a column is of no account: distances are taken on z-scores.
    np.testing.assert_allclose(impute(x * [1000, 1, 1], "knn", Side(k=2))[3, 1], 15, rtol=1e-12)
    assert np.isnan(impute(np.full((2, 2), NAN), "knn")).all()
    np.testing.assert_allclose(impute(np.array([[5.0], [5], [NAN]]), "knn"), [[5], [5], [5]])


def test_knn_without_its_package(monkeypatch: pytest.MonkeyPatch, refuses: Callable[..., MfgError]) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    monkeypatch.setitem(sys.modules, "sklearn.impute", None)
    assert "scikit-learn" in refuses("knn_absent", impute, X, "knn").text("en")


@pytest.mark.parametrize(
    ("method", "side", "arg"),
    [("group_mean", Side(), "group"), ("latest", Side(), "city"), ("linear", Side(unit=["a"] * 4), "year")],
)
def test_what_a_method_needs(refuses: Callable[..., MfgError], method: str, side: Side, arg: str) -> None:
    assert refuses("argument_missing", impute, X, method, side).arg == arg


def test_refused(refuses: Callable[..., MfgError]) -> None:
    refuses("bad_length", impute, X, "group_mean", Side(["东"]))
    refuses("unknown_method", impute, X, "nothing")
    assert refuses("unknown_method", impute, X, "mean", None, "nothing").arg == "fallback"


@pytest.mark.parametrize("method", [n for n in names("impute") if n != "knn"])
def test_one_unit_and_large_numbers(method: str) -> None:
    alone = Side(["g"], ["a"], np.array([2020.0]))
    assert impute(np.array([[NAN, NAN]]), method, alone).shape == (1, 2)
    big = np.array([[1e308, NAN], [1e308, 1e308]])
    two = Side(["g", "g"], ["a", "a"], np.array([2020.0, 2021]))
    assert not np.isinf(impute(big, method, two)).any()


@pytest.mark.parametrize("method", [n for n in names("impute") if n != "knn"])
@given(data=st.data())
def test_known_values_stay_and_units_pass_through(method: str, data: Any) -> None:
    x = data.draw(arrays(float, (4, 3), elements=st.one_of(st.just(NAN), st.integers(-9, 60).map(float))))
    out = impute(x, method, SIDE)
    np.testing.assert_array_equal(out[~np.isnan(x)], x[~np.isnan(x)])
    np.testing.assert_allclose(impute(x * 4.0, method, SIDE), out * 4.0, rtol=1e-9, atol=1e-9)
    turn = [2, 0, 3, 1]
    mixed = Side([GROUP[i] for i in turn], ["b", "a", "b", "a"], np.array([2020.0, 2020, 2021, 2021]))
    np.testing.assert_allclose(impute(x[turn], method, mixed), out[turn], rtol=1e-9, atol=1e-9)
