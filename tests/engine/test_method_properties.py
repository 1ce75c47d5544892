"""Every registered normalisation and objective weighting at the ends of the range, in groups, and alone.

What is stated of them stands in ``udfs/engine/behaviour.py``; odd data and refusals are tried in test_method_behaviour.py,
other kinds and smaller factors in test_method_invariance.py.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.behaviour import BEHAVIOUR
from udfs.engine.errors import MfgError
from udfs.engine.normalise import normalise
from udfs.engine.registry import resolve

NAN = float("nan")
NORMS = {n: b for (k, n), b in BEHAVIOUR.items() if k == "normalise"}
WEIGHTS = {n: b for (k, n), b in BEHAVIOUR.items() if k == "objective"}


#: Distinct values, none near another, so that rounding moves no rank; the first is never the least.
blocks = st.integers(5, 9).flatmap(
    lambda n: st.lists(
        st.lists(st.integers(1, 400), min_size=n, max_size=n, unique=True).map(
            lambda v: v if v[0] != min(v) else v[::-1]
        ),
        min_size=1,
        max_size=4,
    ).map(lambda c: np.array(c, dtype=float).T / 4.0)
)


@pytest.mark.parametrize("name", NORMS)
@given(x=blocks, seed=st.integers(0, 99))
def test_normalisation_and_permutation(name: str, x: np.ndarray, seed: int) -> None:
    rng = np.random.default_rng(seed)
    p, q = rng.permutation(x.shape[0]), rng.permutation(x.shape[1])
    y = normalise(x, name)
    np.testing.assert_allclose(normalise(x[:, q], name), y[:, q], rtol=1e-12, atol=1e-12)
    if NORMS[name].units:
        np.testing.assert_allclose(normalise(x[p], name), y[p], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", NORMS)
@given(
    x=blocks, factor=st.sampled_from([1e-200, 2.0**-9, 3.0, 1e250]), shift=st.sampled_from([-90.0, 0.5, 1e4])
)
def test_normalisation_scale_and_shift(name: str, x: np.ndarray, factor: float, shift: float) -> None:
    y, stated = normalise(x, name), NORMS[name]
    scaled = normalise(x * factor, name)
    if stated.scale == "same":
        np.testing.assert_allclose(scaled, y, rtol=1e-9, atol=1e-12)
    else:
        assert not np.allclose(scaled, y)
    if stated.shift == "same":
        np.testing.assert_allclose(normalise(x + shift, name), y, rtol=1e-9, atol=1e-9)
    elif shift > 0:
        assert not np.allclose(normalise(x + shift, name), y, rtol=1e-9, atol=0)


@pytest.mark.parametrize("name", NORMS)
@given(x=blocks)
def test_normalisation_keeps_direction(name: str, x: np.ndarray) -> None:
    """A better unit never gets less."""
    y = normalise(x, name)
    for j in range(x.shape[1]):
        steps = np.diff(y[np.argsort(x[:, j]), j])
        assert (steps >= 0).all()
        if name != "categorical":
            assert (steps > 0).all()


@pytest.mark.parametrize("name", NORMS)
def test_normalisation_passes_over_missing_values(name: str) -> None:
    x = np.array([[3.0, 2.0, 9.0, 4.0, 7.0]]).T
    gap = np.vstack([x[:2], [[NAN]], x[2:]])
    out = normalise(gap, name)
    assert np.isnan(out[2, 0])
    np.testing.assert_array_equal(np.delete(out, 2, 0), normalise(x, name))


def outcome(call: object, *args: object) -> str | None:
    try:
        out = call(*args)  # type: ignore[operator]
    except MfgError as error:
        return error.key
    assert np.isfinite(out).all()
    return None


#: Positively related columns, as PCA weights need; n > m.
related = arrays(float, (9, 4), elements=st.integers(0, 40).map(float)).map(
    lambda e: 20.0 + 30.0 * np.arange(9.0)[:, None] + e
)


def weigh(name: str, x: np.ndarray, groups: np.ndarray | None = None) -> np.ndarray:
    return np.asarray(resolve("objective", name).function(x, groups))


@pytest.mark.parametrize("name", WEIGHTS)
@given(x=related, seed=st.integers(0, 99))
def test_weights_permute_and_sum_to_one(name: str, x: np.ndarray, seed: int) -> None:
    if outcome(weigh, name, x) is not None:
        return  # an indicator best everywhere (cilos), or an exact dependence
    rng = np.random.default_rng(seed)
    p, q = rng.permutation(9), rng.permutation(4)
    w = weigh(name, x)
    assert (w >= 0).all()
    assert abs(w.sum() - 1.0) < 1e-14
    np.testing.assert_allclose(weigh(name, x[p][:, q]), w[q], rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("name", WEIGHTS)
@given(x=related, factor=st.sampled_from([1e-200, 2.0**-9, 3.0, 1e250]), shift=st.sampled_from([0.5, 77.0]))
def test_weights_scale_and_shift(name: str, x: np.ndarray, factor: float, shift: float) -> None:
    if outcome(weigh, name, x) is not None:
        return
    w, stated = weigh(name, x), WEIGHTS[name]
    np.testing.assert_allclose(weigh(name, x * factor), w, rtol=1e-6, atol=1e-9)
    one = np.where(np.arange(4) == 1, factor, 1.0)
    if stated.scale == "same":
        np.testing.assert_allclose(weigh(name, x * one), w, rtol=1e-6, atol=1e-9)
    elif w[1] > 0:
        assert not np.allclose(weigh(name, x * one), w)
    other = x + np.where(np.arange(4) == 2, shift, 0.0)
    if stated.shift == "same":
        np.testing.assert_allclose(weigh(name, other), w, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("name", [n for n, w in WEIGHTS.items() if w.shift == "changes"])
def test_weights_that_depend_on_the_zero(name: str) -> None:
    x = np.array([[1.0, 9.0, 4.0], [6.0, 2.0, 8.0], [3.0, 5.0, 2.0], [8.0, 4.0, 5.0]])
    assert not np.allclose(weigh(name, x + np.array([0.0, 50.0, 0.0])), weigh(name, x))


@pytest.mark.parametrize("name", WEIGHTS)
@given(x=related)
def test_groups_are_weighted_by_themselves(name: str, x: np.ndarray) -> None:
    span = np.array([1, 0, 1, 2], dtype=np.int64)
    if outcome(weigh, name, x[:, [0, 2]]) is not None:
        return
    w = weigh(name, x, span)
    np.testing.assert_allclose(w[[0, 2]], weigh(name, x[:, [0, 2]]), rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(w[[1, 3]], [1.0, 1.0])


@pytest.mark.parametrize("name", WEIGHTS)
def test_one_indicator_has_weight_one_whatever_its_values(name: str) -> None:
    for column in ([5.0, 5.0], [5.0], [-1.0, 1.0], [NAN, NAN]):
        np.testing.assert_array_equal(weigh(name, np.array([column]).T), [1.0])
