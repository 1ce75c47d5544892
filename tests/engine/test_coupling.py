"""Coupling coordination and obstacles: by hand, as printed by another package, and by properties."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.behaviour import BEHAVIOUR
from udfs.engine.coupling import coupling, obstacles
from udfs.engine.errors import MfgError

NAN = float("nan")
# The example of the R package mathmodels (Zhang Jingxin), coupling_degree and obstacle_degree; its printed results.
U = np.array(
    [[0.0162, 0.2720, 0.2655], [0.1782, 0.6824, 0.3721], [0.5490, 0.0593, 0.5729], [0.6730, 0.4812, 0.9082],
     [0.0207, 0.8891, 0.2017], [0.9875, 0.5573, 0.8984]]
)  # fmt: skip
W = np.array([0.4, 0.3, 0.3])


def test_standard_as_printed_by_mathmodels() -> None:
    r = coupling(U)
    np.testing.assert_allclose(r.c, [0.571, 0.867, 0.674, 0.967, 0.418, 0.971], atol=5.01e-4)
    np.testing.assert_allclose(r.t, [0.185, 0.411, 0.394, 0.687, 0.370, 0.814], atol=5.5e-4)
    np.testing.assert_allclose(r.d, [0.325, 0.597, 0.515, 0.815, 0.393, 0.889], atol=5.01e-4)
    np.testing.assert_array_equal(r.level, [4, 6, 6, 9, 4, 9])


def test_adjusted_as_printed_by_mathmodels() -> None:
    r = coupling(U, W, "adjusted")
    np.testing.assert_allclose(r.c, [0.447, 0.501, 0.455, 0.669, 0.175, 0.715], atol=5.01e-4)
    np.testing.assert_allclose(r.t, [0.168, 0.388, 0.409, 0.686, 0.336, 0.832], atol=5.01e-4)
    np.testing.assert_allclose(r.d, [0.274, 0.440, 0.432, 0.678, 0.242, 0.771], atol=5.01e-4)


def test_gaps_as_printed_by_mathmodels() -> None:
    printed = [[0.394, 0.218, 0.220], [0.329, 0.0953, 0.188], [0.180, 0.282, 0.128], [0.131, 0.156, 0.0275],
               [0.392, 0.0333, 0.239], [0.005, 0.133, 0.0305]]  # fmt: skip
    np.testing.assert_allclose(obstacles(U, W, shares=False), printed, atol=5.01e-4)


def test_shares_by_hand() -> None:
    """Weights 1 : 3; gaps 1/4 * 1, 3/4 * 1/2 = 2/8, 3/8; none; and with a missing value all on the other."""
    r = np.array([[0.0, 0.5], [1.0, 1.0], [0.2, NAN]])
    np.testing.assert_allclose(obstacles(r, np.array([1.0, 3.0])), [[0.4, 0.6], [0, 0], [1, NAN]])


def test_zeros_and_gaps() -> None:
    """One system at 0: not coupled. All at 0: nothing to couple, and no coordination. A gap: no score."""
    for method in ("standard", "adjusted"):
        r = coupling(np.array([[0.0, 0.8], [0.0, 0.0], [0.5, NAN], [1.0, 1.0]]), None, method)
        np.testing.assert_allclose(r.c, [0, NAN, NAN, 1], atol=1e-15)
        np.testing.assert_allclose(r.t, [0.4, 0, NAN, 1])
        np.testing.assert_allclose(r.d, [0, 0, NAN, 1], atol=1e-15)
        np.testing.assert_array_equal(r.level, [1, 1, NAN, 10])
        assert BEHAVIOUR["coupling", method].missing == "score"


def test_levels_begin_at_their_tenth() -> None:
    """Equal systems have C = 1 and D = sqrt(u): D = .1, .2 ... .9 begin the levels 2 to 10."""
    d = np.arange(1, 10) / 10
    r = coupling(np.column_stack([d**2, d**2]))
    np.testing.assert_allclose(r.d, d, rtol=1e-14)
    np.testing.assert_array_equal(r.level, np.arange(2, 11))
    np.testing.assert_array_equal(coupling(np.column_stack([d**2, d**2]) - 1e-6).level, np.arange(1, 10))


def test_refusals(refuses: Callable[..., MfgError]) -> None:
    error = refuses("unit_interval", obstacles, np.array([[0.5, 0.5], [0.5, 60.0]]), W[:2])
    assert (error.row, error.col) == (1, 1)
    refuses("unit_interval", coupling, np.array([[0.5, -0.1]]))
    refuses("few_indicators", coupling, np.array([[0.5]]))


scores = arrays(float, st.tuples(st.integers(1, 6), st.integers(2, 5)), elements=st.integers(1, 64).map(lambda v: v / 64))  # fmt: skip


@pytest.mark.parametrize("method", ["standard", "adjusted"])
@given(u=scores, seed=st.integers(0, 99))
def test_properties(method: str, u: np.ndarray, seed: int) -> None:
    rng = np.random.default_rng(seed)
    m = u.shape[1]
    w = rng.dirichlet(np.ones(m))
    r = coupling(u, w, method)
    assert ((r.c >= 0) & (r.c <= 1 + 1e-12)).all() and (r.d <= np.sqrt(r.t) + 1e-12).all()
    p, q = rng.permutation(len(u)), rng.permutation(m)
    np.testing.assert_allclose(coupling(u[p][:, q], w[q], method).d, r.d[p], rtol=1e-9)
    half = coupling(u / 2, w, method).d
    if BEHAVIOUR["coupling", method].scale == "times":
        np.testing.assert_allclose(half, r.d / 2**0.5, rtol=1e-12)
    # one pair at a time, as the formula is written
    if method == "adjusted":
        pairs = [np.abs(u[:, i] - u[:, j]) for i in range(m) for j in range(i)]
        product = np.prod(u / u.max(axis=1, keepdims=True), axis=1) ** (1 / (m - 1))
        np.testing.assert_allclose(r.c, np.sqrt((1 - np.mean(pairs, axis=0)) * product), rtol=1e-9)
    equal = coupling(np.repeat(u[:, :1], m, axis=1), w, method)
    np.testing.assert_allclose(equal.c, 1.0, rtol=1e-12)
    np.testing.assert_allclose(obstacles(u, w).sum(axis=1)[(u < 1).any(axis=1)], 1.0, rtol=1e-9)


def test_stated_changes() -> None:
    u = np.array([[0.1, 0.4, 0.3]])
    for method in ("standard", "adjusted"):
        d = coupling(u, None, method).d
        assert not np.allclose(coupling(u + 0.2, None, method).d, d)
        assert not np.allclose(coupling(u + 0.2, None, method).d, d + 0.2)
    assert not np.allclose(coupling(u * 2, None, "adjusted").d, coupling(u, None, "adjusted").d * 2**0.5)
