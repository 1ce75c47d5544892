"""Treatment of outliers and skewness, worked by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine.errors import MfgError
from udfs.engine.registry import names
from udfs.engine.treat import Rule, Treatment, treat

NAN = float("nan")


def column(*values: float) -> np.ndarray[Any, Any]:
    return np.array(values, dtype=float).reshape(-1, 1)


def one(values: tuple[float, ...], method: str | None = None, **rule: Any) -> tuple[list[float], Treatment]:
    t = treat(column(*values), method, Rule(**rule))
    return t.values.ravel().tolist(), t


@pytest.mark.parametrize(
    ("values", "rule", "expected", "done"),
    [
        # One extreme, high or low; missing values stay.
        ((1, 2, 3, 4, 5, 99), {}, (1, 2, 3, 4, 5, 5), "winsorise"),
        ((-99, 2, 3, 4, 5, 6), {}, (2, 2, 3, 4, 5, 6), "winsorise"),
        ((1, 2, NAN, 3, 4, 5, 99), {}, (1, 2, NAN, 3, 4, 5, 5), "winsorise"),
        # One after the other: 999 to 99, both to 6.
        ((1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 99, 999), {}, (1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 6, 6), "winsorise"),
        # At most winmax points.
        ((1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 99, 999), {"winmax": 1},
         (1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 99, 99), "winsorise"),
        ((1, 2, 3, 4, 5, 99), {"winmax": 0}, (1, 2, 3, 4, 5, 99), "none"),
        # Tied extremes go together.
        ((*[1, 2, 3] * 6, 99, 99), {"winmax": 1}, (*[1, 2, 3] * 6, 3, 3), "winsorise"),
        # Passing, constant, few values, none: nothing is done.
        ((1, 2, 3, 4, 5, 6), {}, (1, 2, 3, 4, 5, 6), "none"),
        ((7, 7, 7, 7, 7), {}, (7, 7, 7, 7, 7), "none"),
        ((1, 2, 99), {}, (1, 2, 99), "none"),
        ((NAN, NAN), {}, (NAN, NAN), "none"),
        ((5,), {}, (5,), "none"),
    ],
)  # fmt: skip
def test_winsorise(
    values: tuple[float, ...], rule: dict[str, Any], expected: tuple[float, ...], done: str
) -> None:
    out, t = one(values, "winsorise", **rule)
    np.testing.assert_array_equal(out, expected)
    assert t.done == (done,)
    np.testing.assert_array_equal(
        t.changed.ravel(), [a != b and b == b for a, b in zip(out, values, strict=True)]
    )


def test_never_makes_a_column_constant() -> None:
    """Zeros and one other value: the next value is 0, and then nothing would tell units apart."""
    out, t = one((0, 0, 0, 0, 0, 0, 0, 5), "winsorise")
    assert out == [0, 0, 0, 0, 0, 0, 0, 5]
    assert (t.done, t.passing.tolist()) == (("none",), [False])


def test_winsorise_then_log_of_the_original() -> None:
    """Where one point does not do: the logarithm of the data as they were, not of the winsorised ones."""
    values = [2.0**i for i in range(20)]
    out, t = one(tuple(values), winmax=1)
    assert t.done == ("log_ct",)
    np.testing.assert_allclose(out, [math.log(v - 1 + 5242.87) for v in values], rtol=1e-12)
    assert t.passing.tolist() == [True]
    assert one((1, 2, 3, 4, 5, 99))[1].done == ("winsorise",)


@pytest.mark.parametrize(
    ("method", "values", "expected"),
    [
        ("log", (1, math.e, NAN), (0, 1, NAN)),
        ("log_ct", (-5, 95), (math.log(1), math.log(101))),
        ("log_ct_one", (-5, 95, NAN), (0, math.log(101), NAN)),
        # Skewed to the left: the mirror image of log CT.
        ("log_ct_signed", (-100, 0, 0, 0), (-math.log(101), 0, 0, 0)),
        ("log_ct_signed", (100, 0, 0, 0), (math.log(101), 0, 0, 0)),
        ("asinh", (-1, 0, 1), (-0.881373587019543, 0, 0.881373587019543)),
        # Of 1..5 the 25th and 75th percentiles are 2 and 4.
        ("percentile", (1, 2, 3, 4, 5), (2, 2, 3, 4, 4)),
        ("none", (1, 99, 9999), (1, 99, 9999)),
    ],
)
def test_transforms(method: str, values: tuple[float, ...], expected: tuple[float, ...]) -> None:
    out, t = one(values, method, low=0.25, high=0.75)
    np.testing.assert_allclose(out, expected, rtol=1e-12, atol=1e-14)
    assert t.done == (method,)


@pytest.mark.parametrize(
    ("power", "expected"),
    [(0.0, (0, math.log(4), math.log(9))), (0.5, (0, 2, 4)), (1.0, (0, 3, 8)), (-1.0, (0, 0.75, 8 / 9))],
)
def test_boxcox_of_a_given_power(power: float, expected: tuple[float, ...]) -> None:
    out, t = one((1, 4, 9), "boxcox", power=power)
    np.testing.assert_allclose(out, expected, rtol=1e-12, atol=1e-14)
    assert t.parameter.tolist() == [power]


@pytest.mark.parametrize("seed", range(5))
def test_boxcox_of_the_most_likely_power(seed: int) -> None:
    """Against scipy.stats.boxcox, which maximises the same likelihood; the power to 1e-6."""
    from scipy import stats

    x = np.random.default_rng(seed).lognormal(seed, 0.7, 60) + seed
    theirs, power = stats.boxcox(x)
    t = treat(column(*x), "boxcox")
    assert t.parameter[0] == pytest.approx(power, abs=1e-6)
    np.testing.assert_allclose(t.values.ravel(), theirs, rtol=1e-5)
    # The power does not depend on the unit.
    assert treat(column(*x) * 1e6, "boxcox").parameter[0] == pytest.approx(power, abs=1e-6)


def test_one_method_for_each_column() -> None:
    x = np.column_stack([column(1, 2, 3, 4, 5, 99)] * 4)
    t = treat(x, ["winsorise", "自然对数", "none", "box-cox"])
    assert t.done == ("winsorise", "log", "none", "boxcox")
    np.testing.assert_array_equal(t.values[:, 2], x[:, 2])
    assert np.isnan(t.parameter).tolist() == [True, True, True, False]
    assert t.passing.tolist() == [True, True, False, True]
    assert t.before.shape == t.after.shape == (2, 4)


def test_only_what_fails() -> None:
    x = np.column_stack([column(1, 2, 3, 4, 5, 99), column(0, 2, 3, 4, 5, 6)])
    t = treat(x, "log", Rule(when="failing"))
    assert t.done == ("log", "none")
    np.testing.assert_array_equal(t.values[:, 1], x[:, 1])


@pytest.mark.parametrize(
    ("key", "values", "method", "rule"),
    [
        ("log_domain", (1, 0, 2), "log", {}),
        ("log_domain", (1, -3, 2), "boxcox", {}),
        ("constant", (4, 4, 4), "log_ct", {}),
        ("constant", (4, NAN, 4), "log_ct_signed", {}),
        ("constant", (4,), "boxcox", {}),
        ("low_high", (1, 2, 3), "percentile", {"low": 0.6, "high": 0.4}),
        ("out_of_range", (1, 2, 3), "percentile", {"high": 95.0}),
        ("unknown_method", (1, 2, 3), "nothing", {}),
        ("unknown_method", (1, 2, 3), "log", {"when": "sometimes"}),
    ],
)
def test_refused(
    refuses: Callable[..., MfgError], key: str, values: tuple[float, ...], method: str, rule: dict[str, Any]
) -> None:
    x = np.column_stack(
        [column(*range(1, len(values) + 1)) if len(values) > 1 else column(*values), column(*values)]
    )
    error = refuses(key, treat, x, ["none", method] if key != "unknown_method" else method, Rule(**rule))
    if key in ("log_domain", "constant"):
        assert error.col == 1


def test_length_of_the_methods(refuses: Callable[..., MfgError]) -> None:
    assert refuses("bad_length", treat, column(1, 2), ["log", "log"]).arg == "method"


@pytest.mark.parametrize("method", names("treat"))
def test_a_column_without_values_stays(method: str) -> None:
    t = treat(column(NAN, NAN, NAN), method)
    assert np.isnan(t.values).all()
    assert t.done == ("none",)


BLOCKS = arrays(
    float, st.tuples(st.integers(5, 12), st.integers(1, 3)), elements=st.integers(-40, 400).map(float)
)


@given(
    x=BLOCKS,
    seed=st.integers(0, 99),
    method=st.sampled_from(["winsorise", "percentile", "asinh", "log_ct_one"]),
)
def test_order_of_rows_is_of_no_account_and_ranks_stay(x: Any, seed: int, method: str) -> None:
    turn = np.random.default_rng(seed).permutation(x.shape[0])
    t = treat(x, method)
    np.testing.assert_allclose(treat(x[turn], method).values, t.values[turn], rtol=1e-9, atol=1e-9)
    for a, b in zip(x.T, t.values.T, strict=True):
        assert (np.diff(b[np.argsort(a, kind="stable")]) >= 0).all()


@given(x=BLOCKS, factor=st.sampled_from([0.25, 4.0, 1024.0]))
def test_winsorisation_passes_units_through(x: Any, factor: float) -> None:
    """Powers of two, so that skewness is the same to the last digit; and -x is treated at the other end."""
    for method in ("winsorise", "percentile"):
        t = treat(x, method)
        np.testing.assert_allclose(treat(x * factor, method).values, t.values * factor, rtol=1e-12)
        np.testing.assert_allclose(treat(-x, method).values, -t.values, rtol=1e-12, atol=1e-9)
        assert (t.points <= x.shape[0]).all()
