"""Experts' and combined weights and judgements: their sum, order and unit, as ``udfs/engine/behaviour.py`` states them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from udfs.engine.behaviour import BEHAVIOUR

from .run import run

Array = np.ndarray[Any, Any]
NAN = float("nan")
SAME = dict(rtol=1e-7, atol=1e-9)

vectors = st.lists(st.integers(1, 40), min_size=3, max_size=5).map(lambda v: np.array(v, dtype=float))


@pytest.mark.parametrize("name", [n for k, n in BEHAVIOUR if k == "combine"])
@given(a=vectors, seed=st.integers(0, 99), factor=st.sampled_from([0.125, 7.0, 1e6]))
def test_combined_weights(name: str, a: Array, seed: int, factor: float) -> None:
    """They sum to 1, go with their items, and do not depend on the unit of either side."""
    rng = np.random.default_rng(seed)
    x = np.vstack([a, rng.permutation(a) + 1.0])
    w = run("combine", name, x)
    assert BEHAVIOUR["combine", name].scale == "same" and w.sum() == pytest.approx(1.0, abs=1e-13)
    p = rng.permutation(a.size)
    np.testing.assert_allclose(run("combine", name, x[:, p]), w[p], **SAME)
    np.testing.assert_allclose(run("combine", name, x * [[factor], [1.0]]), w, **SAME)
    np.testing.assert_allclose(run("combine", name, x * [[1.0], [factor]]), w, **SAME)


@pytest.mark.parametrize(
    ("kind", "name"), [k for k in BEHAVIOUR if k[0] in ("subjective", "abc")], ids=lambda v: v
)
@settings(max_examples=15)
@given(a=vectors, seed=st.integers(0, 99), factor=st.sampled_from([0.125, 7.0, 1e6]))
def test_experts_weights(kind: str, name: str, a: Array, seed: int, factor: float) -> None:
    """The scale of the experts' scores has no effect, its zero has (but on equal weights)."""
    p = np.random.default_rng(seed).permutation(a.size)
    grade = np.arange(a.size) % 3

    def weigh(v: Array, order: Array) -> Array:
        rows = [v[order], grade[order]] if "abc" in (kind, name) else [v[order]]
        return np.asarray(run(kind, name, np.vstack(rows)), dtype=float)

    w, same = weigh(a, np.arange(a.size)), np.arange(a.size)
    stated = BEHAVIOUR[kind, name]
    assert stated.scale == "same" and w.sum() == pytest.approx(1.0, abs=1e-13)
    np.testing.assert_allclose(weigh(a, p), w[p], **SAME)
    np.testing.assert_allclose(weigh(a * factor, same), w, **SAME)
    if stated.shift == "same":
        np.testing.assert_allclose(weigh(a + 5.0, same), w, **SAME)
    more = a.copy()
    more[0] += 3.0
    if stated.direction == "up":
        assert weigh(more, same)[0] >= w[0] - 1e-12
    b = np.array([1.0, 2.0, 4.0, 8.0])
    if stated.shift == "changes":
        grade = np.arange(4) // 2
        assert not np.allclose(weigh(b, np.arange(4)), weigh(b + 5.0, np.arange(4)))


@pytest.mark.parametrize(("kind", "name"), [k for k in BEHAVIOUR if k[0] in ("ahp", "pool")], ids=lambda v: v)
@given(w=vectors, seed=st.integers(0, 99), people=st.integers(1, 3))
def test_judgements_go_with_their_items_and_turned_round_give_reciprocals(
    kind: str, name: str, w: Array, seed: int, people: int
) -> None:
    rng = np.random.default_rng(seed)
    m = w.size

    def judgements() -> Array:
        a = np.outer(w, 1 / w) * np.exp(rng.normal(0, 0.3, (m, m)))
        a = np.triu(a, 1)
        return np.where(a > 0, a, NAN)

    one = [judgements() for _ in range(people if kind == "pool" else 1)]
    full = [np.where(np.eye(m, dtype=bool), 1.0, np.where(np.isnan(a), 1 / a.T, a)) for a in one]
    y = run(kind, name, np.vstack(full))
    assert (y > 0).all() and y.sum() == pytest.approx(1.0, abs=1e-13)
    p = rng.permutation(m)
    np.testing.assert_allclose(run(kind, name, np.vstack([a[np.ix_(p, p)] for a in full])), y[p], **SAME)
    if name in ("geometric", "lls"):
        turned = run(kind, name, np.vstack([a.T for a in full]))
        np.testing.assert_allclose(turned * y / (turned * y).sum(), 1 / m, rtol=1e-9)


@pytest.mark.parametrize("name", [n for k, n in BEHAVIOUR if k == "stage_weight"])
@given(a=vectors, seed=st.integers(0, 99), factor=st.sampled_from([0.125, 7.0, 1e6]))
def test_weights_of_stages(name: str, a: Array, seed: int, factor: float) -> None:
    """Each stage's column sums to 1 and does not know its unit; more for an item is never less weight."""
    rng = np.random.default_rng(seed)
    x = np.column_stack([a, rng.permutation(a) + 1.0, a[::-1]])
    w, p = run("stage_weight", name, x), rng.permutation(a.size)
    assert BEHAVIOUR["stage_weight", name].scale == "same"
    np.testing.assert_allclose(w.sum(axis=0), 1.0, atol=1e-13)
    np.testing.assert_allclose(run("stage_weight", name, x[p]), w[p], **SAME)
    np.testing.assert_allclose(run("stage_weight", name, x * [1.0, factor, 1.0]), w, **SAME)
    more = x.copy()
    more[0, 2] += 3.0
    assert run("stage_weight", name, more)[0, -1] >= w[0, -1]
    near = np.array([[1.0, 1.0], [1.0, 3.0]])
    further = near + np.array([0.0, 5.0])
    assert not np.allclose(run("stage_weight", name, further), run("stage_weight", name, near))


@pytest.mark.parametrize("name", [n for k, n in BEHAVIOUR if k == "rank_weight"])
@given(a=vectors, seed=st.integers(0, 99))
def test_weights_of_an_order(name: str, a: Array, seed: int) -> None:
    """Only the order counts; a later place never has more; equal places share alike."""
    p = np.random.default_rng(seed).permutation(a.size)
    w = run("rank_weight", name, a[None])
    assert w.sum() == pytest.approx(1.0, abs=1e-13)
    np.testing.assert_allclose(run("rank_weight", name, a[None, p]), w[p], **SAME)
    np.testing.assert_allclose(run("rank_weight", name, a[None] ** 2 * 8 + 5), w, **SAME)
    step = w[:, None] - w
    assert (step[a[:, None] < a] > 0).all() and (np.abs(step[a[:, None] == a]) < 1e-15).all()


@pytest.mark.parametrize("name", [n for k, n in BEHAVIOUR if k == "bwm"])
@given(w=vectors, seed=st.integers(0, 99))
def test_best_and_worst_go_with_their_items(name: str, w: Array, seed: int) -> None:
    """Comparisons that agree give back the weights they were taken from, in any order of the items."""
    p = np.random.default_rng(seed).permutation(w.size)
    x = np.vstack([w.max() / w, w / w.min()])
    np.testing.assert_allclose(run("bwm", name, x), w / w.sum(), rtol=1e-7)
    np.testing.assert_allclose(run("bwm", name, x[:, p]), w[p] / w.sum(), rtol=1e-7)


@pytest.mark.parametrize("name", [n for k, n in BEHAVIOUR if k == "convergence"])
@given(x=st.lists(vectors.filter(lambda v: v.size == 3), min_size=3, max_size=6), seed=st.integers(0, 99))
def test_convergence_knows_no_unit_of_measurement(name: str, x: list[Array], seed: int) -> None:
    """The unit and the order of the cities do not matter, a city without values neither; the zero does."""
    a = np.array(x)[:, :2]
    if np.ptp(a[:, 0]) == 0:
        return
    y = run("convergence", name, a)
    stated = BEHAVIOUR["convergence", name]
    assert (stated.scale, stated.shift, stated.missing) == ("same", "changes", "over")
    p = np.random.default_rng(seed).permutation(len(a))
    for other in (a[p], a * 8.0, np.vstack([a, [NAN, NAN]])):
        np.testing.assert_allclose(run("convergence", name, other), y, **SAME)
    b = np.array([[1.0, 2.0], [3.0, 7.0], [8.0, 9.0]])
    assert not np.allclose(run("convergence", name, b + 5.0), run("convergence", name, b))
