"""Moves between two rankings by hand."""

from __future__ import annotations

import numpy as np

from udfs.engine.moves import moves


def test_by_hand() -> None:
    t = moves(["a", "b", "c", "d", ""], np.array([1.0, 2, 3, 4, 5]), ["c", "a", "e", "d", "b"], np.array([1.0, 2, 3, 4, np.nan]))  # fmt: skip
    assert t.name == ("c", "a", "e", "d", "b")
    assert t.kind == ("up", "down", "in", "same", "out")
    np.testing.assert_array_equal(t.before, [3, 1, np.nan, 4, 2])
    np.testing.assert_array_equal(t.after, [1, 2, 3, 4, np.nan])
    np.testing.assert_array_equal(t.change, [2, -1, np.nan, 0, np.nan])


def test_nothing_in_common() -> None:
    t = moves(["a"], np.array([1.0]), ["b"], np.array([1.0]))
    assert (t.name, t.kind) == (("b", "a"), ("in", "out"))
