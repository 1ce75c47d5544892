"""Ranks without one element, by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework, Node
from udfs.engine.remove import remove

FLAT = Framework.of([Node("a"), Node("b")])


def test_two_indicators() -> None:
    """Scores 5, 6, 4.5 (ranks 2, 1, 3); without a: 9, 5, 2 (1, 2, 3); without b: 1, 7, 7 (3, 1, 1)."""
    r = np.array([[1.0, 9.0], [7.0, 5.0], [7.0, 2.0]])
    out = remove(r, FLAT, np.ones(3))
    assert out.nodes == (1, 2)
    np.testing.assert_allclose(out.mean, [2 / 3, 1.0])
    np.testing.assert_allclose(out.greatest, [1, 2])
    np.testing.assert_allclose(out.moved, [2, 2])


def test_a_dimension_goes_with_its_last_indicator() -> None:
    """D1 = a, D2 = (b, c): without a the ranks are those of D2, as without D1."""
    tree = Framework.of([Node("T"), Node("D1", "T"), Node("D2", "T"), Node("a", "D1"), Node("b", "D2"), Node("c", "D2")])  # fmt: skip
    r = np.array([[9.0, 1.0, 1.0], [1.0, 2.0, 3.0], [5.0, 3.0, 9.0]])
    indicators, dimensions = remove(r, tree, np.ones(6)), remove(r, tree, np.ones(6), 1)
    assert indicators.mean[0] == dimensions.mean[0] > 0
    assert (indicators.nodes, dimensions.nodes) == ((3, 4, 5), (1, 2))


def test_weight_zero_moves_nobody_and_missing_stays_missing() -> None:
    r = np.array([[1.0, 9.0], [7.0, 5.0], [7.0, np.nan]])
    out = remove(r, FLAT, np.array([1.0, 1.0, 0.0]))
    assert out.mean[1] == 0
    assert np.isnan(out.mean[0])  # nothing is left


def test_one_indicator_is_refused(refuses: Callable[..., MfgError]) -> None:
    refuses("few_indicators", remove, np.array([[1.0], [2.0]]), Framework.of([Node("a")]), np.ones(2))
