"""Cronbach's alpha by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from udfs.engine.errors import MfgError
from udfs.engine.reliability import alpha


def test_by_hand() -> None:
    """Variances 1 and 4, covariance 2 (y = 2x): 2 (1 - 5/9) = 8/9; standardised 1."""
    a = alpha(np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]))
    assert (a.items, a.units) == (2, 3)
    assert a.raw == pytest.approx(8 / 9, rel=1e-14)
    assert a.standardised == pytest.approx(1.0, rel=1e-14)


def test_three_items() -> None:
    """Covariances: var 1 each, cov .5, .5, -.5: 1.5 (1 - 3/4) = .375; mean r 1/6: .5 / (4/3) = .375."""
    x = np.array([[1.0, 1.0, 2.0], [2.0, 3.0, 1.0], [3.0, 2.0, 3.0]])
    r = np.corrcoef(x.T)
    assert [r[0, 1], r[0, 2], r[1, 2]] == pytest.approx([0.5, 0.5, -0.5])
    a = alpha(x * 1e6)
    assert (a.raw, a.standardised) == pytest.approx((0.375, 0.375))


def test_pairs_with_a_gap_are_used() -> None:
    x = np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0], [9.0, np.nan]])
    a = alpha(x)
    var = np.var(x[:, 0], ddof=1)
    assert a.raw == pytest.approx(2 * (1 - (var + 4) / (var + 4 + 4)))
    assert a.units == 4


def test_one_item_has_none_and_a_constant_is_refused(refuses: Callable[..., MfgError]) -> None:
    assert np.isnan(alpha(np.array([[1.0], [2.0]])).raw)
    refuses("constant", alpha, np.array([[1.0, 3.0], [2.0, 3.0]]))
    refuses("few_units", alpha, np.array([[1.0, 3.0]]))
    refuses("few_units", alpha, np.array([[1.0, np.nan], [2.0, 1.0], [np.nan, 2.0]]))
