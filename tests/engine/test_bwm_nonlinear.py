"""The nonlinear best-worst model: Rezaei's own example, and linear programmes that check the least ksi and the intervals."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from udfs.engine.bwm_nonlinear import best_worst_nonlinear
from udfs.engine.errors import MfgError


def floats(*v: float) -> np.ndarray:
    return np.array(v, dtype=float)


def test_rezaei_2015_example() -> None:
    """Load flexibility, accessibility, cost (printed: .0714, .3387, .5899, ksi .26, CI 4.47, CR .058).

    By hand: (2 - k)(5 - k) = 8 + k gives k^2 - 8 k + 2 = 0, k = 4 - sqrt 14.
    """
    r = best_worst_nonlinear(floats(8, 2, 1), floats(1, 5, 8))
    np.testing.assert_array_equal(np.round(r.weight, 4), [0.0714, 0.3387, 0.5899])
    assert (r.best, r.worst) == (2, 0)
    assert r.ksi == pytest.approx(4 - 14**0.5, rel=1e-12)
    assert (round(r.ksi, 2), round(r.index, 2), round(r.cr, 3)) == (0.26, 4.47, 0.058)
    np.testing.assert_allclose(r.low, r.high, rtol=1e-9)  # three items: one solution


@pytest.mark.parametrize(
    ("top", "printed"),
    [(1, 0), (2, 0.44), (3, 1), (4, 1.63), (5, 2.3), (6, 3), (7, 3.73), (8, 4.47), (9, 5.23)],
)
def test_consistency_index_is_the_printed_table(top: int, printed: float) -> None:
    """Rezaei (2015), table of consistency indices for a_BW = 1 ... 9."""
    r = best_worst_nonlinear(floats(1, top), floats(top, 1))
    assert round(r.index, 2) == printed
    assert r.ksi == r.cr == 0
    np.testing.assert_allclose(r.weight, [top / (top + 1), 1 / (top + 1)], rtol=1e-14)


def test_consistent_judgements_give_their_weights() -> None:
    r = best_worst_nonlinear(floats(2, 1, 4, 2, 8), floats(4, 8, 2, 4, 1))
    np.testing.assert_allclose(r.weight, floats(4, 8, 2, 4, 1) / 19, rtol=1e-12)
    assert r.ksi == 0


def programme(a: np.ndarray, b: np.ndarray, best: int, worst: int, ksi: float, goal: np.ndarray) -> object:
    """The weights that keep every ratio within ksi of its judgement, by linear programming."""
    rows = []
    for j in range(a.size):
        for i, k, v in ((best, j, a[j]), (j, worst, b[j])):
            if i != k:
                for sign in (1.0, -1.0):  # sign (w_i - v w_k) <= ksi w_k
                    row = np.zeros(a.size)
                    row[i] += sign
                    row[k] += -sign * v - ksi
                    rows.append(row)
    return linprog(
        goal, np.array(rows), np.zeros(len(rows)), np.ones((1, a.size)), [1.0], (0, None), "highs-ds"
    )


@st.composite
def judgements(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    top = draw(st.integers(2, 9))
    inner = draw(st.lists(st.tuples(st.integers(1, top), st.integers(1, top)), min_size=1, max_size=4))
    a = [1, top, *(p for p, _ in inner)]
    b = [top, 1, *(q for _, q in inner)]
    return floats(*a), floats(*b)


@given(v=judgements())
def test_against_linear_programming(v: tuple[np.ndarray, np.ndarray]) -> None:
    a, b = v
    r = best_worst_nonlinear(a, b)
    m = a.size
    assert r.weight.sum() == pytest.approx(1, abs=1e-12)
    if r.ksi > 1e-9:
        assert programme(a, b, r.best, r.worst, r.ksi * (1 - 1e-4), np.zeros(m)).status == 2  # type: ignore[attr-defined]
    for j in range(m):
        for sign, end in ((1.0, r.low[j]), (-1.0, r.high[j])):
            done = programme(a, b, r.best, r.worst, r.ksi + 1e-9, sign * np.eye(m)[j])
            assert done.status == 0  # type: ignore[attr-defined]
            assert sign * done.fun == pytest.approx(end, abs=1e-5)  # type: ignore[attr-defined]


def test_refused(refuses: Callable[..., MfgError]) -> None:
    refuses("bad_length", best_worst_nonlinear, floats(1, 2), floats(2, 1, 3))
    refuses("bwm_mismatch", best_worst_nonlinear, floats(1, 2, 8), floats(6, 4, 1))
