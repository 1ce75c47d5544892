"""Every registered normalisation and objective weighting against the invariances stated in the tables here.

A method that is registered without a row fails; so does a row that does not hold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.errors import MfgError
from udfs.engine.normalise import normalise
from udfs.engine.registry import names, resolve

NAN = float("nan")


@dataclass(frozen=True)
class Norm:
    """What is said of a normalisation at its defaults; None stands for "computed", a key for a refusal.

    ``scale``: a unit of measurement does not matter; ``shift``: nor does its zero; ``strict``: what differs
    stays different; ``units``: the order of the units does not matter.
    """

    scale: bool
    shift: bool
    strict: bool = True
    units: bool = True
    constant: str | None = None
    one: str | None = None
    zeros: str | None = None
    negatives: str | None = None


# zeros: (0, 0, 3, 9); negatives: (-8, -5, -4, -1)
NORMS = {
    "vector": Norm(True, False),
    "minmax": Norm(True, True, constant="constant", one="few_units"),
    "zscore": Norm(True, True, constant="constant", one="few_units"),
    "sum": Norm(True, False, negatives="not_positive_sum"),
    "max": Norm(True, False, negatives="not_positive_sum"),
    "mean": Norm(True, False, negatives="not_positive_sum"),
    "none": Norm(False, False),
    "robust": Norm(True, True, constant="constant", one="few_units"),
    "rank": Norm(True, True),
    "prank": Norm(True, True, one="few_units"),
    "borda": Norm(True, True),
    "dist2max": Norm(True, True, constant="constant", one="few_units"),
    "dist2ref": Norm(True, True, units=False, constant="constant", one="few_units", zeros="goal_too_low", negatives="goal_too_low"),
    "dist2targ": Norm(True, True, constant="constant", one="few_units"),
    "efficacy": Norm(True, True, constant="constant", one="few_units"),
    "categorical": Norm(True, True, strict=False, constant="constant", one="few_units"),
    "index": Norm(True, False, negatives="not_positive_sum"),
    "index_max": Norm(True, False, negatives="not_positive_sum"),
    "index_best": Norm(True, False, negatives="not_positive_sum"),
}  # fmt: skip


@dataclass(frozen=True)
class Weight:
    """What is said of an objective weighting.

    ``scale``: the unit of measurement of one column does not matter; ``shift``: nor does its zero; ``all``:
    a common factor of all columns does not matter (it never does).
    """

    scale: bool
    shift: bool
    constant: str | None = "constant"
    one: str | None = "few_units"
    missing: str | None = None
    zeros: str | None = None
    negatives: str | None = None


WEIGHTS = {
    "cv": Weight(True, False, negatives="zero_mean"),
    "equal": Weight(True, True, constant=None, one=None),
    "entropy": Weight(True, False, negatives="needs_not_negative"),
    "std": Weight(False, True),
    "gini": Weight(True, False, negatives="needs_not_negative"),
    "critic": Weight(False, True, one="few_complete"),
    "independence": Weight(True, True, one="few_complete"),
    "merec": Weight(True, False, one="few_complete", zeros="needs_positive", negatives="needs_positive"),
    "pca": Weight(True, True, one="few_complete"),
    "pca1": Weight(True, True, one="few_complete"),
    "factor": Weight(True, True, one="few_complete"),
    "balance": Weight(False, True, one="few_complete"),
    "cilos": Weight(True, False, one="few_complete", negatives="needs_not_negative"),
    "idocriw": Weight(True, False, one="few_units", negatives="needs_not_negative"),
}


def test_the_tables_are_whole() -> None:
    assert set(NORMS) == set(names("normalise"))
    assert set(WEIGHTS) == set(names("objective"))


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
    if stated.scale:
        np.testing.assert_allclose(scaled, y, rtol=1e-9, atol=1e-12)
    else:
        assert not np.allclose(scaled, y)
    if stated.shift:
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
        if NORMS[name].strict:
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


@pytest.mark.parametrize("name", NORMS)
@pytest.mark.parametrize(
    ("case", "column"),
    [("constant", [5, 5, 5]), ("one", [5]), ("zeros", [0, 3, 0, 9]), ("negatives", [-8, -5, -4, -1])],
)
def test_normalisation_of_odd_columns(name: str, case: str, column: list[float]) -> None:
    got = outcome(normalise, np.array([column], dtype=float).T, name)
    assert got == getattr(NORMS[name], case)


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
    if stated.scale:
        np.testing.assert_allclose(weigh(name, x * one), w, rtol=1e-6, atol=1e-9)
    elif w[1] > 0:
        assert not np.allclose(weigh(name, x * one), w)
    other = x + np.where(np.arange(4) == 2, shift, 0.0)
    if stated.shift:
        np.testing.assert_allclose(weigh(name, other), w, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("name", [n for n, w in WEIGHTS.items() if not w.shift])
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


BASE = np.array(
    [[2.0, 3.0, 2.0], [4.0, 3.5, 5.0], [7.0, 6.0, 4.0], [9.0, 9.5, 8.0], [8.0, 8.0, 9.0], [3.0, 2.0, 4.0]]
)


@pytest.mark.parametrize("name", WEIGHTS)
@pytest.mark.parametrize(
    ("case", "x"),
    [
        ("constant", np.where(np.arange(3) == 1, 5.0, BASE)),
        ("one", BASE[:1]),
        ("missing", np.vstack([BASE, [[NAN, 5.0, 6.0]]])),
        ("zeros", BASE - [2.0, 2.0, 2.0]),
        ("negatives", BASE - 12.0),
    ],
)
def test_weights_of_odd_data(name: str, case: str, x: np.ndarray) -> None:
    assert outcome(weigh, name, x) == getattr(WEIGHTS[name], case)


@pytest.mark.parametrize("name", WEIGHTS)
def test_one_indicator_has_weight_one_whatever_its_values(name: str) -> None:
    for column in ([5.0, 5.0], [5.0], [-1.0, 1.0], [NAN, NAN]):
        np.testing.assert_array_equal(weigh(name, np.array([column]).T), [1.0])
