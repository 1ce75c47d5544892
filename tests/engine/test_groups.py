"""Means of groups, worked by hand and against pandas."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.errors import MfgError
from udfs.engine.groups import group_means

NAN = float("nan")


def test_by_hand() -> None:
    """b: (2 + 4)/2 and 6 alone; a: 9 alone and nothing; all: 15/3 and 6."""
    g = group_means(np.array([[2.0, NAN], [9, NAN], [4, 6]]), ["b", "a", "b"])
    assert g.name == ("b", "a")
    assert g.count.tolist() == [2, 1]
    np.testing.assert_array_equal(g.mean, [[3, 6], [9, NAN]])
    np.testing.assert_array_equal(g.overall, [5, 6])


def test_ends_of_the_range() -> None:
    """Sums leave the range of a number, means do not; the least numbers keep their digits."""
    g = group_means(np.array([[1.7e308], [1.6e308], [5e-324]]), ["a", "a", "b"])
    np.testing.assert_allclose(g.mean[0], [1.65e308], rtol=1e-12)
    np.testing.assert_allclose(g.overall, [1.1e308], rtol=1e-12)
    np.testing.assert_array_equal(group_means(np.array([[5e-324], [5e-324]]), ["a", "a"]).mean, [[5e-324]])


def test_nothing_at_all() -> None:
    g = group_means(np.full((2, 2), NAN), ["a", "a"])
    assert np.isnan(g.mean).all() and np.isnan(g.overall).all()


def test_refused(refuses: Callable[..., MfgError]) -> None:
    error = refuses("bad_length", group_means, np.ones((3, 1)), ["a", "b"])
    assert (error.arg, error.params["found"], error.params["expected"]) == ("group", 2, 3)


@given(
    x=arrays(float, (7, 3), elements=st.one_of(st.just(NAN), st.integers(-90, 90).map(float))),
    groups=st.lists(st.sampled_from("abc"), min_size=7, max_size=7),
    seed=st.integers(0, 99),
)
def test_against_pandas_in_any_order(x: np.ndarray, groups: list[str], seed: int) -> None:
    turn = np.random.default_rng(seed).permutation(7)
    g = group_means(x[turn], [groups[i] for i in turn])
    theirs = pd.DataFrame(x).groupby(groups).mean().loc[list(g.name)]
    np.testing.assert_allclose(g.mean, theirs, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(g.overall, pd.DataFrame(x).mean(), rtol=1e-12, atol=1e-12)
    assert dict(zip(g.name, g.count.tolist(), strict=True)) == dict(pd.Series(groups).value_counts())
