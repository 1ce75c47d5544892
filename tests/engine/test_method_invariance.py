"""Order of units and indicators, unit and zero of the data, and direction, as ``udfs/engine/behaviour.py`` states them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from udfs.engine.behaviour import BEHAVIOUR
from udfs.engine.errors import MfgError

from .provoke import BASE, BLOCKS, COLUMNS
from .run import run

Array = np.ndarray[Any, Any]
NAN = float("nan")

#: Results with a row for each unit; with a number for each unit; with one for each indicator; one for each pair of them.
ROWS = ("positive", "moderate", "normalise", "reference", "transform", "impute", "fallback", "treat")
SCORES = ("aggregate", "mcdm", "screen", *COLUMNS)
SAME = dict(rtol=1e-7, atol=1e-9)

TRIED = [k for k in BEHAVIOUR if k[0] in (*BLOCKS, *COLUMNS)]


def optional(name: str) -> None:
    if name in ("knn", "kmeans"):
        pytest.importorskip("sklearn")


def drawn(seed: int) -> Array:
    """Positive data, 6 to 8 units, 3 indicators that go together, no value twice, the first unit nowhere the least.

    Each indicator has another best unit, so that every one of them loses somewhere, and no unit is the worst in all.
    """
    rng = np.random.default_rng(seed)
    n = int(rng.integers(6, 9))
    x = 20.0 + 5.0 * np.arange(n)[:, None] + rng.uniform(0, 9, (n, 3))
    x[n - 2, 0] = x[n - 1, 0] + 3.0
    x[n - 3, 1] = x[:, 1].max() + 1.0
    x[1, 2] = x[:, 2].min() - 1.0
    x[0, 0] = x[:, 0].min() - 1.0
    return x[np.r_[2, 0, 1, 3:n]]


#: Drawn by a seed: what hypothesis would shrink to (equal columns, straight lines) is refused by half of the methods.
def blocks() -> st.SearchStrategy[Array]:
    return st.integers(0, 10**6).map(drawn)


def data(kind: str, x: Array) -> Array:
    """What the kind is tried on: the block, one column of it, or the block with gaps for imputation."""
    if kind in COLUMNS:
        return x[:, [0]]
    if kind in ("impute", "fallback"):
        y = x.copy()
        y[1, 0] = y[4, 2] = NAN
        return y
    return x


def result(kind: str, name: str, x: Array, **options: Any) -> Array:
    try:
        return np.asarray(run(kind, name, x, **options), dtype=float)
    except MfgError as error:
        # Some data have indicators that never lose, or components that are not unique: nothing to compare.
        assume(error.key not in ("no_loss", "negative_loading", "uncorrelated", "components_tied"))
        raise


def permuted(kind: str, y: Array, p: Array, q: Array) -> Array:
    """What a result becomes when units and indicators change places."""
    if kind in ROWS:
        return y[p][:, q]
    if kind in SCORES:
        return y[p]
    if kind == "correlation":
        return y[np.ix_(q, q)]
    return y[q] if kind == "objective" else y


@pytest.mark.parametrize(("kind", "name"), TRIED, ids=lambda v: v)
@settings(max_examples=6)
@given(x=blocks(), seed=st.integers(0, 99))
def test_order_of_units_and_indicators(kind: str, name: str, x: Array, seed: int) -> None:
    optional(name)
    x = data(kind, x)
    rng = np.random.default_rng(seed)
    p, q = rng.permutation(x.shape[0]), rng.permutation(x.shape[1])
    if not BEHAVIOUR[kind, name].units:
        p = np.arange(x.shape[0])
    options: dict[str, Any] = {}
    if kind == "impute":
        # Groups, cities and years go with their units.
        n = len(x)
        options = dict(
            group=[f"g{i // 2 % 2}" for i in p], unit=[f"u{i // 2}" for i in p], time=np.array([i % 2 + 1.0 for i in p])
        )  # fmt: skip
        assert len(options["group"]) == n
    y, z = result(kind, name, x), result(kind, name, x[p][:, q], **options)
    if kind == "pca" and name == "loadings":
        # Signs hang on the first indicator.
        y, z = np.abs(y[q]), np.abs(z)
    # Box-Cox searches its power: sums in another order end it elsewhere by as much as the likelihood shows.
    close = dict(rtol=1e-5, atol=1e-4) if name == "boxcox" else SAME
    np.testing.assert_allclose(z, permuted(kind, y, p, q), **close)


@pytest.mark.parametrize(("kind", "name"), [k for k in TRIED if not BEHAVIOUR[k].units], ids=lambda v: v)
def test_where_the_order_of_units_is_stated_to_matter_it_does(kind: str, name: str) -> None:
    x = np.array([[3.0], [2.0], [3.0], [9.0]])
    y = np.ravel(result(kind, name, x))
    z = np.ravel(result(kind, name, x[::-1]))[::-1]
    assert not np.allclose(y, z)


Change = Callable[[Array], Array]


def changes(kind: str, m: int, factor: float, step: float) -> tuple[Change, Change]:
    """Return what is done to the unit and to the zero of the data: NOTES says of which columns."""
    first = np.arange(m) == 0
    if kind in ("aggregate", "classes", "scale", "ties", "order"):
        first = np.ones(m, dtype=bool)
    return lambda x: np.where(first, x * factor, x), lambda x: np.where(first, x + step, x)


def options_of(kind: str, change: Change) -> dict[str, Any]:
    """The limits of moderate indicators go with the data."""
    if kind != "moderate":
        return {}
    low, high = (float(change(np.array([[v]]))[0, 0]) for v in (24.25, 45.5))
    return {"low": low, "high": high}


def holds(how: str, before: Array, after: Array, expected: Array) -> bool:
    """Tell whether a result changed as stated."""
    if how == "same":
        return np.allclose(after, before, equal_nan=True, **SAME)
    if how == "follows":
        return np.allclose(after, expected, equal_nan=True, **SAME)
    with np.errstate(divide="ignore", invalid="ignore"):
        step = after - before if how == "adds" else after / before
    step = step.reshape(len(step), -1)[:, 0]
    return bool(np.allclose(step, step[0], **SAME)) and not np.allclose(after, before, **SAME)


@pytest.mark.parametrize("what", ["scale", "shift"])
@pytest.mark.parametrize(("kind", "name"), TRIED, ids=lambda v: v)
@settings(max_examples=6)
@given(x=blocks(), factor=st.sampled_from([0.125, 4.0, 1024.0]), step=st.sampled_from([0.5, 64.0]))
def test_unit_and_zero(kind: str, name: str, what: str, x: Array, factor: float, step: float) -> None:
    optional(name)
    how = getattr(BEHAVIOUR[kind, name], what)
    assert how
    if how in ("changes", "step"):
        return  # examples that show it stand below
    # A moderate indicator by itself: the limits are one for the block.
    x = data(kind, x[:, [0]] if kind == "moderate" else x)
    change = changes(kind, x.shape[1], factor, step)[what == "shift"]
    before = result(kind, name, x, **options_of(kind, lambda v: v))
    after = result(kind, name, change(x), **options_of(kind, change))
    expected = change(before) if how == "follows" and before.ndim == 2 else before
    if how == "follows" and before.ndim == 1:
        expected = change(before[:, None])[:, 0]
    assert holds(how, before, after, expected)


#: Where BASE does not show it: other data.
SHOWN: dict[tuple[str, str], Array] = {
    ("impute", "row"): np.where(np.eye(6, 3, dtype=bool), NAN, BASE),
    ("screen", "zeros"): np.where(np.eye(6, 3, dtype=bool), BASE, 0.0),
    ("screen", "both"): np.where(np.eye(6, 3, dtype=bool), BASE, 0.0),
}


@pytest.mark.parametrize(
    ("kind", "name", "what"),
    [(*k, w) for k in TRIED for w in ("scale", "shift") if getattr(BEHAVIOUR[k], w) == "changes"],
    ids=lambda v: v,
)
def test_where_a_change_is_stated_there_is_one(kind: str, name: str, what: str) -> None:
    """Neither unchanged nor changed as the data: on one example at least."""
    x = SHOWN.get((kind, name), BASE)
    x = x[:, [0]] if kind in COLUMNS else x
    change = changes(kind, x.shape[1], 4.0, 2.5)[what == "shift"]
    options = [dict(low=4.25, high=5.5), dict(low=17.0, high=22.0)] if kind == "moderate" else [{}, {}]
    before = result(kind, name, x, **options[0])
    after = result(kind, name, change(x), **options[1])
    assert not np.allclose(after, before, equal_nan=True, rtol=1e-6)
    if before.shape == x.shape:
        assert not np.allclose(after, change(before), equal_nan=True, rtol=1e-6)


@pytest.mark.parametrize("winmax", [1, 9])
def test_winsorise_then_log_goes_with_the_step_done(winmax: int) -> None:
    """Twenty points that double: five winsorised do, one does not, and then it is log CT."""
    assert (BEHAVIOUR["treat", "winlog"].scale, BEHAVIOUR["treat", "winlog"].shift) == ("step", "step")
    x = 2.0 ** np.arange(20.0)[:, None]
    y = run("treat", "winlog", x, winmax=winmax)
    like = BEHAVIOUR["treat", "log_ct" if winmax == 1 else "winsorise"]
    assert (winmax == 1) == bool(y[-1, 0] < 20)
    for how, change in ((like.scale, lambda v: v * 4.0), (like.shift, lambda v: v + 64.0)):
        assert holds(how, y, run("treat", "winlog", change(x), winmax=winmax), change(y))


# --- direction -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name"),
    [k for k in TRIED if BEHAVIOUR[k].direction in ("up", "down", "first", "near")],
    ids=lambda v: v,
)
@settings(max_examples=6)
@given(x=blocks(), seed=st.integers(0, 99))
def test_direction_inside_a_column(kind: str, name: str, x: Array, seed: int) -> None:
    """Results of one column follow its order, or go against it; nearer to the limits is higher."""
    optional(name)
    how = BEHAVIOUR[kind, name].direction
    if kind == "aggregate":
        better = x.copy()
        rng = np.random.default_rng(seed)
        i, j = int(rng.integers(len(x))), int(rng.integers(3))
        better[i, j] += 9.0
        assert result(kind, name, better)[i] >= result(kind, name, x)[i] - 1e-9
        return
    x = x[:, [0]]
    y = result(kind, name, x, **({"low": 24.25, "high": 45.5} if kind == "moderate" else {})).ravel()
    v = x[:, 0]
    if how == "near":
        v = -np.maximum(np.maximum(24.25 - v, v - 45.5), 0.0)
    steps = np.diff(y[np.argsort(v, kind="stable")])
    steps = steps if how in ("up", "near") else -steps
    if how == "near":
        assert (steps >= -1e-12).all()
    elif (kind, name) in (("normalise", "categorical"), ("treat", "winsorise"), ("treat", "winlog"), ("treat", "percentile")) or kind == "classes":  # fmt: skip
        assert (steps >= 0).all() and (steps > 0).any()
    else:
        assert (steps > 0).all()


@pytest.mark.parametrize("name", [n for k, n in TRIED if k == "mcdm"])
@settings(max_examples=6)
@given(x=blocks(), costs=st.sampled_from(["+++", "-++", "--+", "---"]))
def test_better_is_higher(name: str, x: Array, costs: str) -> None:
    """A unit that is better in every indicator, in their own directions, never has less."""
    assert BEHAVIOUR["mcdm", name].direction == "better"
    sign = np.array([1.0 if s == "+" else -1.0 for s in costs])
    x = np.vstack([x, x[0] + sign * 2.0])
    y = result("mcdm", name, x, costs=costs, w=[0.5, 0.3, 0.2])
    # CODAS drops taxicab distances below its threshold, which may cost a dominating unit a hair.
    slack = 0.05 if name == "codas" else 1e-9
    assert y[-1] >= y[0] - slack


@pytest.mark.parametrize("name", [n for k, n in TRIED if BEHAVIOUR[k, n].direction == "even"])
def test_evenness_counts(name: str) -> None:
    """More of one indicator can mean less: that is what "not monotone" says. Less spread at one mean is never worse."""
    x = np.array([[1.0, 1.0], [9.0, 9.0], [5.0, 5.0], [3.0, 7.0]])
    y = run("aggregate", name, x)
    assert (y[2] - y[3]) * (-1.0 if name.endswith("+") else 1.0) > 0


@pytest.mark.parametrize("name", [n for k, n in TRIED if k == "correlation"])
@settings(max_examples=6)
@given(x=blocks())
def test_turning_an_indicator_turns_its_correlations(name: str, x: Array) -> None:
    assert BEHAVIOUR["correlation", name].direction == "sign"
    turn = np.array([-1.0, 1.0, 1.0])
    np.testing.assert_allclose(
        result("correlation", name, x * turn), result("correlation", name, x) * np.outer(turn, turn), **SAME
    )
