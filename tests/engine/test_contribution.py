"""Contributions add up to the score; strengths and weaknesses by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from udfs.engine.contribution import contributions, profile
from udfs.engine.errors import MfgError

R = np.array([[0.2, 0.8], [0.5, np.nan], [0.0, 0.0]])
W = np.array([0.25, 0.75])


def test_parts_and_shares() -> None:
    np.testing.assert_allclose(contributions(R, W), [[0.05, 0.6], [0.125, 0], [0, 0]])
    shares = contributions(R, W, shares=True)
    np.testing.assert_allclose(shares, [[0.05 / 0.65, 0.6 / 0.65], [1, 0], [np.nan, np.nan]])


def test_profile_by_hand(refuses: Callable[..., MfgError]) -> None:
    """Unit 1: second, best (cost), constant (left out), missing (left out), worst."""
    x = np.array([[3.0, 9.0, 1.0, 1.0, 5.0], [2.0, 1.0, 1.0, np.nan, 4.0], [1.0, 5.0, 1.0, 2.0, 6.0]])
    negative = np.array([False, True, False, False, False])
    p = profile(x, 1, negative, 2)
    assert (p.strong.tolist(), p.weak.tolist()) == ([1, 0], [0, 4])
    assert p.rank[[0, 1, 4]].tolist() == [2, 1, 3]
    assert np.isnan(p.rank[3])
    refuses("not_whole", profile, x, 1, negative, 0)
