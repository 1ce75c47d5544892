"""Checks list every finding, worst and place included."""

from __future__ import annotations

import numpy as np
import pytest

from udfs.engine.checks import Finding, check_names, check_values, check_weights

NAN = float("nan")


def brief(found: list[Finding]) -> list[tuple[str, str, int | None, int | None]]:
    for f in found:
        for lang in ("zh", "en"):
            assert "{" not in f.text(lang) and f.place(lang)
    return [(f.severity, f.key, f.row, f.col) for f in found]


# data, rule for missing values, findings
VALUES = [
    ([[1, 2], [3, 4]], "keep", []),
    ([[1, NAN], [3, 4], [5, 6]], "keep", [("warning", "missing", 0, 1)]),
    ([[1, NAN], [3, 4], [5, 6]], "zero", [("warning", "missing_zero", 0, 1)]),
    ([[1, NAN], [3, 4], [5, 6]], "reweight", [("warning", "missing_reweight", 0, 1)]),
    ([[1, 2], [NAN, NAN], [3, 4]], "keep", [("error", "row_all_missing", 1, None)]),
    ([[1, 2], [NAN, NAN], [3, 4]], "zero", [("warning", "row_all_missing", 1, None)]),
    ([[1, NAN], [3, NAN]], "keep", [("error", "all_missing", None, 1)]),
    ([[1, 7], [3, 7]], "keep", [("error", "constant_found", None, 1)]),
    ([[1, 7]], "keep", [("warning", "constant_found", None, 0), ("warning", "constant_found", None, 1)]),
    ([[1, -7], [3, 7]], "keep", [("warning", "negative_values", None, 1)]),
    ([[1e308, 1e-308], [-1e308, 3e-308]], "keep", [("warning", "negative_values", None, 0)]),
    (np.empty((0, 2)), "keep", [("error", "all_missing", None, 0), ("error", "all_missing", None, 1)]),
]


@pytest.mark.parametrize(("x", "missing", "expected"), VALUES)
def test_values(x: list[list[float]], missing: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert brief(check_values(np.array(x, dtype=float), missing=missing)) == expected


def test_outliers_are_beyond_six_deviations() -> None:
    x = np.ones((101, 1))
    x[:50] = 2.0
    x[100] = 1000.0
    (f,) = check_values(x, names=["GDP"], units=[f"u{i}" for i in range(101)])
    assert (f.severity, f.key, f.row, f.where) == ("info", "outlier", 100, "u100 · GDP")
    assert f.params["value"] == f"{(1000 - x.mean()) / x.std(ddof=1):.1f}"
    assert brief(check_values(x * 1e300)) == brief(check_values(x))


def test_long_lists_are_cut() -> None:
    x = np.random.default_rng(0).normal(5, 1, (500, 2))
    x[:400, 0] = NAN
    assert len(check_values(x, limit=10)) == 10


def test_names() -> None:
    assert brief(check_names(["a", "", "b", "a", "a"])) == [
        ("error", "unit_blank", 1, None),
        ("error", "unit_duplicate", None, None),
    ]
    assert check_names(["a", "a"])[0].params == {"found": "a", "count": 2}
    assert check_names([]) == []


@pytest.mark.parametrize(
    ("w", "groups", "expected"),
    [
        ([0.5, 0.5], [0, 0], []),
        ([1 / 3, 1 / 3, 1 / 3], [0, 0, 0], []),
        ([0.5, 0.6], [0, 0], [("warning", "weights_sum", None, None)]),
        ([NAN, 1], [0, 0], [("error", "blank_weight", None, 0)]),
        ([-0.5, 1.5], [0, 0], [("error", "negative_weight", None, 0)]),
        ([1, 0], [0, 1], [("error", "zero_weights", None, None)]),
    ],
)
def test_weights(w: list[float], groups: list[int], expected: list[tuple[str, str, int, int]]) -> None:
    found = check_weights(np.array(w, dtype=float), np.array(groups), [f"p{g}" for g in set(groups)])
    assert brief(found) == expected


def test_moved() -> None:
    f = Finding("warning", "missing", row=1, col=2)
    assert (f.moved(1, 3).row, f.moved(1, 3).col) == (2, 5)
    assert f.place("en") == "row 2, column 3"
    assert Finding("info", "fine").moved(1, 1).row is None


def test_missing_counted_as_zero_is_said_to_be_best_for_a_negative_indicator() -> None:
    x = np.array([[1.0, np.nan], [np.nan, 2.0], [3.0, 4.0]])
    found = check_values(x, np.array([False, True]), "zero")
    assert [(f.key, f.row, f.col) for f in found] == [("missing_zero_negative", 0, 1), ("missing_zero", 1, 0)]
