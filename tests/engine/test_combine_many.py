"""Combined weights by entropy, game theory, least squares and moments; against scipy's own minimisation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import minimize

from udfs.engine import combine_many
from udfs.engine.combine import combine
from udfs.engine.errors import MfgError

A = np.array([0.5, 0.3, 0.2])
B = np.array([0.2, 0.2, 0.6])

#: By hand. A.A = .38, B.B = .44, A.B = .28, d = A - B: A.d = .10, B.d = -.16.
#: game: x : y = .44 * .10 : .38 * .16 = .044 : .0608. moment: p = mean(.5/.7, .3/.5, .2/.8) = 0.521429.
P = (5 / 7 + 3 / 5 + 1 / 4) / 3
CASES = [
    ("game", (0.044 * A + 0.0608 * B) / 0.1048),
    ("博弈论", (0.044 * A + 0.0608 * B) / 0.1048),
    ("least_squares", (A + B) / 2),
    ("moment", P * A + (1 - P) * B),
    ("relative_entropy", np.sqrt(A * B) / np.sqrt(A * B).sum()),
]


@pytest.mark.parametrize(("method", "expected"), CASES)
def test_by_hand(method: str, expected: np.ndarray) -> None:
    np.testing.assert_allclose(combine(A, B, method), expected, rtol=1e-14)


def least(f: Callable[[np.ndarray], Any], m: int) -> np.ndarray:
    """Return scipy's minimum of ``f`` over weights above 0 that sum to 1."""
    done = minimize(
        f, np.full(m, 1 / m), method="SLSQP", bounds=[(1e-9, 1)] * m, options={"ftol": 1e-15, "maxiter": 500},
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
    )  # fmt: skip
    return np.asarray(done.x)


def test_minimum_relative_entropy_is_the_geometric_mean() -> None:
    found = least(lambda w: (w * np.log(w / A)).sum() + (w * np.log(w / B)).sum(), 3)
    np.testing.assert_allclose(combine(A, B, "relative_entropy"), found, atol=1e-6)
    np.testing.assert_array_equal(combine(A, B, "relative_entropy"), combine(A, B, "geometric"))


def test_least_squares_does_not_depend_on_the_data() -> None:
    z = np.random.default_rng(3).uniform(0.1, 1.0, (9, 3))
    found = least(lambda w: (((A - w) * z) ** 2 + ((B - w) * z) ** 2).sum(), 3)
    np.testing.assert_allclose(combine(A, B, "least_squares"), found, atol=1e-5)


def test_game_theory_solves_its_system() -> None:
    x = np.linalg.solve([[A @ A, A @ B], [B @ A, B @ B]], [A @ A, B @ B])
    w = np.abs(x) @ np.array([A, B]) / np.abs(x).sum()
    np.testing.assert_allclose(combine(A, B, "game"), w, rtol=1e-12)
    np.testing.assert_allclose(combine_many.game_theory(np.array([A, B])), w, rtol=1e-12)
    np.testing.assert_allclose(combine(A, A, "game"), A, rtol=1e-15)


@pytest.mark.parametrize("method", ["game", "moment"])
def test_each_parent_by_itself(method: str) -> None:
    span = np.array([0, 0, 0, 1, 1, 1])
    a, b = np.concatenate([A, B[::-1]]), np.concatenate([B, A])
    both = combine(a, b, method, groups=span)
    np.testing.assert_allclose(both[:3], combine(A, B, method), rtol=1e-13)
    np.testing.assert_allclose(both[3:], combine(B[::-1], A, method), rtol=1e-13)


def test_three_vectors_by_hand(refuses: Callable[..., MfgError]) -> None:
    v = np.array([[1.0, 1], [1, 3], [1, 27]])
    np.testing.assert_allclose(combine_many.multiplicative(v), [1 / 82, 81 / 82], rtol=1e-13)
    r = 81 ** (1 / 3)
    np.testing.assert_allclose(combine_many.relative_entropy(v), [1 / (1 + r), r / (1 + r)], rtol=1e-13)
    np.testing.assert_allclose(
        combine_many.linear(v, np.array([2.0, 2, 0])), [(0.5 + 0.25) / 2, (0.5 + 0.75) / 2], rtol=1e-13
    )
    same = np.array([[1.0, 3]] * 3)
    np.testing.assert_allclose(combine_many.game_theory(same), [0.25, 0.75], rtol=1e-12)
    np.testing.assert_allclose(combine_many.moment(same, same[:2]), [0.25, 0.75], rtol=1e-13)
    np.testing.assert_array_equal(combine_many.relative_entropy(np.array([[1.0, 0], [1, 1]])), [1, 0])
    refuses("zero_weights", combine_many.relative_entropy, np.array([[1.0, 0], [0, 1]]))
    refuses("bad_length", combine_many.linear, v, np.array([1.0, 1]))
    refuses("bad_length", combine_many.moment, v, np.ones((1, 3)))
    refuses("argument_missing", combine_many.linear, np.ones(3))


def test_moment_is_the_minimum_of_its_squares() -> None:
    a, b = np.array([A, [0.4, 0.4, 0.2]]), np.array([B])
    ea = a.mean(axis=0)
    p = (ea / (ea + B)).mean()
    found = least(lambda w: p * ((w - a) ** 2).sum() + (1 - p) * ((w - b) ** 2).sum(), 3)
    np.testing.assert_allclose(combine_many.moment(a, b), found, atol=1e-6)


vectors = arrays(float, (2, 5), elements=st.integers(1, 1000).map(float))


@given(v=vectors)
def test_two_vectors_are_as_in_combine(v: np.ndarray) -> None:
    for many, method in (("relative_entropy", "relative_entropy"), ("multiplicative", "multiplicative"),
                         ("linear", "least_squares")):  # fmt: skip
        np.testing.assert_allclose(getattr(combine_many, many)(v), combine(v[0], v[1], method), rtol=1e-12)
    np.testing.assert_allclose(combine_many.moment(v[:1], v[1:]), combine(v[0], v[1], "moment"), rtol=1e-12)
    w = combine(v[0], v[1], "game")
    low, high = (
        np.minimum(*(v / v.sum(axis=1, keepdims=True))),
        np.maximum(*(v / v.sum(axis=1, keepdims=True))),
    )
    assert (w >= low - 1e-12).all() and (w <= high + 1e-12).all()


# --- one door to all methods ----------------------------------------------------------------------------

THREE = np.array([[0.5, 0.3, 0.2], [0.2, 0.2, 0.6], [0.25, 0.5, 0.25]])
ROOTS = np.cbrt(THREE.prod(axis=0))


@pytest.mark.parametrize(
    ("method", "share", "expected"),
    [
        (None, None, np.array([25, 30, 30]) / 85),  # .025, .03, .03
        ("线性加权", None, np.array([0.95, 1.0, 1.05]) / 3),
        ("linear", [2, 1, 1], [0.3625, 0.325, 0.3125]),
        ("least_squares", None, np.array([0.95, 1.0, 1.05]) / 3),
        ("geometric", None, ROOTS / ROOTS.sum()),
        ("relative_entropy", [1, 1, 0], np.sqrt(A * B) / np.sqrt(A * B).sum()),
    ],
)
def test_one_door_by_hand(method: str | None, share: Any, expected: Any) -> None:
    p = None if share is None else np.array(share, dtype=float)
    np.testing.assert_allclose(combine_many.combine_many(THREE, None, method, p), expected, rtol=1e-12)
    np.testing.assert_allclose(
        combine_many.combine_many(THREE[:1], THREE[1:], method, p), expected, rtol=1e-12
    )


@pytest.mark.parametrize(
    "method", ["multiplicative", "linear", "geometric", "relative_entropy", "game", "least_squares", "moment"]
)
@given(seed=st.integers(0, 999))
def test_two_vectors_are_the_case_of_combine(method: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    a, b = rng.uniform(0.05, 1.0, (2, 5))
    groups = np.array([0, 1, 0, 1, 1])
    got = combine_many.combine_many(a.reshape(1, -1), b.reshape(1, -1), method, None, groups)
    np.testing.assert_allclose(got, combine(a, b, method, 0.5, groups), rtol=1e-9)


def test_one_door_refuses(refuses: Callable[..., MfgError]) -> None:
    f = combine_many.combine_many
    refuses("combine_one_side", f, THREE, None, "moment")
    refuses("combine_many_only", f, THREE, None, "objective")
    refuses("combine_no_share", f, THREE, None, "game", np.ones(3))
    refuses("bad_length", f, THREE, THREE[:, :2], "linear")
    assert refuses("bad_length", f, THREE, None, "linear", np.ones(2)).arg == "alpha"
    bad = THREE.copy()
    bad[1, 2] = -1
    error = refuses("negative_weight", f, bad, None, "linear", None, np.array([0, 1, 1]))
    assert (error.row, error.col) == (1, 2)
