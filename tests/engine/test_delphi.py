"""Delphi statistics (METHOD A 5) by hand, against pandas, and against Excel's QUARTILE.INC rule."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from udfs.engine.delphi import Delphi, statistics
from udfs.engine.errors import MfgError

NAN = float("nan")


def experts() -> Delphi:
    """Two rounds of three experts on two items; expert c leaves one item out of the last round."""
    return Delphi(
        ("A", "B"),
        np.array([1.0, 1, 1, 2, 2, 2]),
        ("a", "b", "c") * 2,
        np.array([[1.0, 9], [2, 8], [9, 1], [4, 6], [6, 6], [5, NAN]]),
    )


def test_last_round_is_what_counts() -> None:
    d = experts()
    assert d.rounds() == [1.0, 2.0]
    np.testing.assert_array_equal(d.of_round(), [[4, 6], [6, 6], [5, NAN]])
    np.testing.assert_array_equal(d.of_round(1), [[1, 9], [2, 8], [9, 1]])
    np.testing.assert_array_equal(d.means(("B", "A")), [6.0, 5.0])


def test_refusals(refuses: Callable[..., MfgError]) -> None:
    d = experts()
    assert refuses("delphi_round", d.of_round, 3).params["known"] == "1, 2"
    refuses("delphi_code", d.means, ("A", "C"))
    silent = Delphi(("A",), np.array([1.0, 2.0]), ("a", "a"), np.array([[5.0], [NAN]]))
    refuses("delphi_none", silent.means, ("A",))


def test_statistics_by_hand() -> None:
    s = statistics(np.array([[4.0, 10], [6, 10], [8, NAN], [10, NAN]]), full=10)
    np.testing.assert_array_equal(s.n, [4, 2])
    np.testing.assert_array_equal(s.mean, [7, 10])
    np.testing.assert_array_equal(s.median, [7, 10])
    np.testing.assert_array_equal(s.q1, [5.5, 10])  # QUARTILE.INC(4, 6, 8, 10)
    np.testing.assert_array_equal(s.q3, [8.5, 10])
    np.testing.assert_allclose(s.sd, [(20 / 3) ** 0.5, 0], rtol=1e-15)
    np.testing.assert_allclose(s.cv, [(20 / 3) ** 0.5 / 7, 0], rtol=1e-15)
    np.testing.assert_array_equal(s.full, [0.25, 1.0])


def test_statistics_equal_pandas() -> None:
    rng = np.random.default_rng(8)
    x = rng.integers(1, 11, (17, 9)).astype(float)
    x[rng.random(x.shape) < 0.15] = NAN
    s, p = statistics(x), pd.DataFrame(x)
    for mine, theirs in (
        (s.n, p.count()), (s.mean, p.mean()), (s.median, p.median()), (s.q1, p.quantile(0.25)),
        (s.q3, p.quantile(0.75)), (s.sd, p.std()), (s.cv, p.std() / p.mean()), (s.full, (p == 10).sum() / p.count()),
    ):  # fmt: skip
        np.testing.assert_allclose(mine, theirs, rtol=1e-13)


def test_one_expert_nobody_and_the_ends_of_the_range() -> None:
    s = statistics(np.array([[7.0, NAN]]))
    np.testing.assert_array_equal(s.mean, [7, NAN])
    np.testing.assert_array_equal(s.sd, [NAN, NAN])
    np.testing.assert_array_equal(s.full, [1, NAN])
    s = statistics(np.array([[1e308, 1e-308, 0.0], [1e308, 3e-308, 0.0]]))
    np.testing.assert_allclose(s.mean, [1e308, 2e-308, 0], rtol=1e-14)
    np.testing.assert_allclose(s.cv, [0, 0.5**0.5, NAN], rtol=1e-14)
    assert np.isnan(statistics(np.full((2, 1), NAN)).full).all()


def test_order_of_experts_does_not_matter() -> None:
    x = np.random.default_rng(9).uniform(1, 10, (11, 4))
    a, b = statistics(x), statistics(x[::-1])
    for name in ("n", "mean", "median", "q1", "q3", "sd", "cv", "full"):
        np.testing.assert_allclose(getattr(a, name), getattr(b, name), rtol=1e-14)
