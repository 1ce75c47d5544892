"""Stages by rank and by score; the default breaks against the CCID 2022 report's table."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest

from udfs.engine.errors import MfgError
from udfs.engine.stage import CCID_BREAKS, default_names, shares, stage

NAN = float("nan")

# method, breaks, names, values, expected
CASES = [
    ("rank", [1, 3], ["a", "b"], [1, 2, 3, 3.5, 4, NAN], ["a", "b", "b", "beyond", "beyond", None]),
    ("rank", [1, 3], ["a", "b", "c"], [1, 3, 4], ["a", "b", "c"]),
    ("rank", [1.5], ["a"], [1.5, 1.6], ["a", "beyond"]),
    ("score", [80, 60], ["a", "b"], [90, 80, 79.9, 60, 10, NAN], ["a", "a", "b", "b", "beyond", None]),
    ("score", [0], ["a", "b"], [0, -0.0, -1e-308, 1e308], ["a", "a", "b", "a"]),
    ("得分", [5], ["a"], [5], ["a"]),
    (None, [2], ["a"], [], []),
]


@pytest.mark.parametrize(("method", "breaks", "names", "values", "expected"), CASES)
def test_by_hand(
    method: str | None, breaks: list[float], names: list[str], values: list[float], expected: list[str | None]
) -> None:
    assert stage(np.array(values, dtype=float), breaks, names, method) == expected


def test_default_breaks_are_the_reports(shared: ModuleType) -> None:
    """CCID 2022, table 2: the stage printed beside each of the 100 ranks."""
    table = shared.table("data/seed_tables/ccid_t2_ranks_2022.csv")
    ranks = table["rank"].to_numpy(dtype=float)
    assert stage(ranks, lang="zh") == table["stage"].tolist()
    assert stage(ranks, lang="en") == table["stage_en"].tolist()


def test_default_breaks() -> None:
    ranks = np.array([1, 3, 4, 29, 30, 58, 59, 100, 101.0])
    names = ["leap"] * 2 + ["expansion"] * 2 + ["development"] * 2 + ["start-up"] * 2 + ["beyond"]
    assert CCID_BREAKS == (3, 29, 58, 100)
    assert stage(ranks) == names
    assert stage(ranks, lang="zh")[-1] == "未入围"
    assert default_names(2, "zh") == ("1", "2")


@pytest.mark.parametrize(
    ("count", "breaks"),
    [
        (100, CCID_BREAKS),
        (31, (1, 9, 18, 31)),  # 0.93, 8.99, 17.98
        (293, (9, 85, 170, 293)),  # 8.79, 84.97, 169.94
        (50, (2, 15, 29, 50)),  # 1.5, 14.5, 29: halves up
        (1000, (30, 290, 580, 1000)),
        (5, (1, 2, 3, 5)),
        (4, (1, 2, 3, 4)),
        (3, (1, 2, 3)),
        (2, (1, 2)),
        (1, (1,)),
    ],
)
def test_shares_of_another_number_of_units(count: int, breaks: tuple[float, ...]) -> None:
    """3, 29, 58 and 100 % of the units, by hand; each stage has a unit, the last ends with the last unit."""
    assert shares(count) == breaks


@pytest.mark.parametrize("count", range(1, 400))
def test_shares_are_breaks(count: int) -> None:
    found = shares(count)
    assert found[-1] == count
    assert all(a < b for a, b in itertools.pairwise(found))
    assert len(found) == min(4, count)
    assert len(set(stage(np.arange(1.0, count + 1), found))) == len(found)


@pytest.mark.parametrize(
    ("breaks", "names", "method", "key"),
    [
        ([], None, "rank", "breaks_order"),
        ([3, 3], None, "rank", "breaks_order"),
        ([3, 1], None, "rank", "breaks_order"),
        ([1, NAN], None, "rank", "breaks_order"),
        ([NAN], None, "rank", "breaks_order"),
        ([60, 80], None, "score", "breaks_order"),
        ([1, 3], ["a"], "rank", "stage_names"),
        ([1, 3], ["a", "b", "c", "d"], "rank", "stage_names"),
        ([1, 3], None, "rnk", "unknown_method"),
    ],
)
def test_refusals(
    refuses: Callable[..., MfgError], breaks: list[float], names: list[str] | None, method: str, key: str
) -> None:
    refuses(key, stage, np.array([1.0]), breaks, names, method)
