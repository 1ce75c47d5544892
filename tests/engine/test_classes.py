"""Classes of scores: by hand, natural breaks against every possible partition, and by properties."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.classes import classify, percentile_rank
from udfs.engine.errors import MfgError

NAN = float("nan")
S = [1.0, 2.0, 4.0, 5.0, 50.0, NAN]

# scores, method, classes, expected; by hand
CASES = [
    (S, None, 3, [3, 3, 2, 2, 1, NAN]),
    (S, "自然断点", 2, [2, 2, 2, 2, 1, NAN]),
    (S, "quantile", 2, [2, 2, 1, 1, 1, NAN]),
    (S, "equal", 2, [2, 2, 2, 2, 1, NAN]),
    # mean 3, sd sqrt(2.5) = 1.58: breaks 1.42, 3, 4.58
    ([1, 2, 3, 4, 5], "sd", 4, [4, 3, 2, 2, 1]),
    ([1, 2, 3, 4, 5], "sd", 2, [2, 2, 1, 1, 1]),
    ([7, 7, 3, 3], "jenks", 2, [1, 1, 2, 2]),
]


@pytest.mark.parametrize(("s", "method", "count", "expected"), CASES)
def test_by_hand(s: list[float], method: str | None, count: int, expected: list[float]) -> None:
    np.testing.assert_array_equal(classify(np.array(s, dtype=float), method, count), expected)


def squares(parts: list[np.ndarray]) -> float:
    return sum(float(((p - p.mean()) ** 2).sum()) for p in parts)


@given(s=arrays(float, st.integers(3, 9), elements=st.integers(0, 40)), count=st.integers(2, 3))
def test_natural_breaks_are_the_best_of_all(s: np.ndarray, count: int) -> None:
    value = np.unique(s)
    if value.size < count:
        return
    found = classify(s, "jenks", count)
    ours = squares([s[found == c] for c in range(1, count + 1)])
    best = min(
        squares([s[np.digitize(s, cut) == c] for c in range(count)])
        for cut in combinations(value[1:].tolist(), count - 1)
    )
    assert ours == pytest.approx(best, abs=1e-9)
    assert (np.diff(found[np.argsort(s)]) <= 0).all()
    np.testing.assert_array_equal(classify(s * 1e6 + 1e9, "jenks", count), found)


def test_kmeans() -> None:
    pytest.importorskip("sklearn")
    s = np.array([1.0, 1.1, 5.0, 5.1, 9.0, NAN])
    np.testing.assert_array_equal(classify(s, "kmeans", 3), [3, 3, 2, 2, 1, NAN])


def test_kmeans_without_scikit_learn(
    monkeypatch: pytest.MonkeyPatch, refuses: Callable[..., MfgError]
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "sklearn.cluster", None)
    refuses("no_package", classify, np.array([1.0, 2.0, 3.0]), "kmeans", 2)


@pytest.mark.parametrize("method", ["jenks", "quantile", "equal", "sd", "kmeans"])
def test_refusals(refuses: Callable[..., MfgError], method: str) -> None:
    refuses("few_values", classify, np.array([1.0, 1.0, NAN]), method, 2)
    refuses("not_whole", classify, np.array([1.0, 2.0]), method, 1)


def test_percentile_rank() -> None:
    """Excel: PERCENTRANK.INC({1,2,2,4,5}, 2) = .25."""
    out = percentile_rank(np.array([1.0, 2.0, 2.0, 4.0, 5.0, NAN]))
    np.testing.assert_array_equal(out, [0, 25, 25, 75, 100, NAN])
    assert percentile_rank(np.array([3.0])).tolist() == [100.0]
