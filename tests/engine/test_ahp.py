"""Pairwise comparisons: weights, consistency, groups; by hand, against published matrices, as properties."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from udfs.engine import ahp
from udfs.engine.ahp import complete, weights
from udfs.engine.ahp_check import RANDOM_INDEX, consistency, gci_limit, geometric_consistency, random_index
from udfs.engine.ahp_group import group_weights, judgements
from udfs.engine.errors import MfgError
from udfs.engine.registry import names

N = float("nan")
METHODS = names("ahp")


def of(w: list[float] | np.ndarray) -> np.ndarray:
    """The consistent matrix of ``w``."""
    v = np.asarray(w, dtype=float)
    return v[:, None] / v


# --- reading -----------------------------------------------------------------------------------------

WHOLE = [[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]]


@pytest.mark.parametrize(
    "given_",
    [
        WHOLE,
        [[N, 3, 5], [N, N, 2], [N, N, N]],
        [[1, N, N], [1 / 3, 1, N], [1 / 5, 1 / 2, 1]],
        [[1, 3, N], [N, 1, 2], [1 / 5, N, 1]],
        [[1, 3, 5], [0.33, 1, 2], [0.2, 0.5, 1]],
        [[1, 3, 5], [0.333, 1, 2], [0.2, 0.5, 1]],
    ],
    ids=["whole", "upper", "lower", "mixed", "two digits", "three digits"],
)
def test_complete(given_: list[list[float]]) -> None:
    np.testing.assert_allclose(complete(np.array(given_, dtype=float)), WHOLE, rtol=1e-15)


@pytest.mark.parametrize(
    ("a", "key", "place"),
    [
        ([[1, 3, 5], [1 / 3, 1, 2]], "ahp_shape", None),
        ([[1]], "ahp_one", None),
        ([[1, 0], [N, 1]], "ahp_positive", (0, 1)),
        ([[1, -3], [N, 1]], "ahp_positive", (0, 1)),
        ([[1, 46025], [N, 1]], "ahp_range", (0, 1)),
        ([[1, 3], [1 / 3, 2]], "ahp_diagonal", (1, 1)),
        ([[1, 3], [3, 1]], "ahp_reciprocal", (1, 0)),
        ([[1, 5, 1], [0.3, 1, 1], [1, 1, 1]], "ahp_reciprocal", (1, 0)),
        ([[1, 2, N, N], [N, 1, N, N], [N, N, 1, 3], [N, N, N, 1]], "ahp_disconnected", None),
        ([[1, N], [N, 1]], "ahp_disconnected", None),
    ],
)
def test_refusals(
    refuses: Callable[..., MfgError], a: list[list[float]], key: str, place: tuple[int, int] | None
) -> None:
    error = refuses(key, complete, np.array(a, dtype=float))
    assert (error.row, error.col) == (place or (None, None))
    if key == "ahp_disconnected":
        assert {error.params["found"], error.params["other"]} in ({"1, 2", "3, 4"}, {"1", "2"})


# --- weights by hand -----------------------------------------------------------------------------------

BY_HAND = [
    # Two items: whatever the method, 3 to 1.
    *((m, [[1, 3], [N, 1]], [0.75, 0.25]) for m in METHODS),
    # Consistent: 6 : 3 : 1 by every method.
    *((m, [[1, 2, 6], [N, 1, 3], [N, N, 1]], [0.6, 0.3, 0.1]) for m in METHODS),
    # Geometric means of the rows: 8^(1/3) = 2, 1, 8^(-1/3) = 0.5, whatever a_12 = 2, a_13 = 4, a_23 = 2.
    ("geometric", [[1, 2, 4], [N, 1, 2], [N, N, 1]], [4 / 7, 2 / 7, 1 / 7]),
    # Rows 1, 8, 1 / 1/8, 1, 8 / 1, 1/8, 1: geometric means 2, 1, 1/2 although judged in a circle.
    ("geometric", [[1, 8, 1], [N, 1, 8], [N, N, 1]], [4 / 7, 2 / 7, 1 / 7]),
    ("lls", [[1, 8, 1], [N, 1, 8], [N, N, 1]], [4 / 7, 2 / 7, 1 / 7]),
    ("方根法", [[1, 8, 1], [N, 1, 8], [N, N, 1]], [4 / 7, 2 / 7, 1 / 7]),
    # Columns 1, 1/2, 1/2 / 2, 1, 1/2 / 2, 2, 1 over 2, 3.5, 5.
    ("columns", [[1, 2, 2], [N, 1, 2], [N, N, 1]],
     [(1 / 2 + 4 / 7 + 2 / 5) / 3, (1 / 4 + 2 / 7 + 2 / 5) / 3, (1 / 4 + 1 / 7 + 1 / 5) / 3]),
    # A chain 2, 3 leaves 1 against 3 open: 6 : 3 : 1 fits it exactly.
    ("lls", [[1, 2, N], [N, 1, 3], [N, N, 1]], [0.6, 0.3, 0.1]),
    ("eigenvector", [[1, 2, N], [N, 1, 3], [N, N, 1]], [0.6, 0.3, 0.1]),
]  # fmt: skip


@pytest.mark.parametrize(("method", "a", "expected"), BY_HAND)
def test_by_hand(method: str, a: list[list[float]], expected: list[float]) -> None:
    np.testing.assert_allclose(weights(complete(np.array(a, dtype=float)), method), expected, rtol=1e-13)


def test_missing_needs_a_method_that_can(refuses: Callable[..., MfgError]) -> None:
    a = complete(np.array([[1, 2, N], [N, 1, 3], [N, N, 1]]))
    for method in ("geometric", "columns"):
        error = refuses("ahp_incomplete", weights, a, method)
        assert (error.row, error.col) == (0, 2)
    refuses("unknown_method", weights, a, "mean")


# --- consistency by hand --------------------------------------------------------------------------------


def test_three_items_by_hand() -> None:
    """For three items lambda max = 1 + t + 1/t with t^3 = a_12 a_23 / a_13; here t = 2."""
    c = consistency(complete(np.array([[1, 2, 1], [N, 1, 4], [N, N, 1]], dtype=float)))
    assert c.lambda_max == pytest.approx(3.5, rel=1e-14)
    assert c.ci == pytest.approx(0.25, rel=1e-13)
    assert c.cr == pytest.approx(0.25 / 0.58, rel=1e-13)
    # Every error is ln t = ln 2, so GCI = 2 / (2 * 1) * 3 ln^2 2.
    assert c.gci == pytest.approx(3 * np.log(2) ** 2, rel=1e-13)
    assert c.gci_limit == 0.31
    assert c.accepted is False
    # All three contradict alike: the first is named; 1/4 = a_13 a_32 mends it, and then all agree.
    assert (c.row, c.col, c.value) == (0, 1, 2.0)
    assert c.mend == pytest.approx(0.25, rel=1e-13)
    assert c.cr_mended == 0.0


def test_indices() -> None:
    assert len(RANDOM_INDEX) == 15
    assert [random_index(m) for m in (2, 3, 9, 15)] == [0.0, 0.58, 1.45, 1.59]
    assert np.isnan(random_index(16))
    assert [gci_limit(m) for m in (3, 4, 5, 9)] == [0.31, 0.35, 0.37, 0.37]
    assert np.isnan(gci_limit(2))


def test_two_items_and_sixteen() -> None:
    two = consistency(complete(np.array([[1.0, 7], [N, 1]])))
    assert (two.cr, two.accepted, two.row) == (0.0, True, -1)
    many = of(np.arange(1.0, 17.0))
    many[0, 1], many[1, 0] = 9.0, 1 / 9
    c = consistency(complete(many))
    assert np.isnan(c.cr) and (c.row, c.col) == (0, 1) and c.mend == pytest.approx(0.5, rel=1e-9)
    assert c.accepted is (c.gci <= 0.37)


def test_missing_has_no_random_index() -> None:
    chain = consistency(complete(np.array([[1, 2, N], [N, 1, 3], [N, N, 1]])))
    assert (chain.missing, chain.ci, chain.row, chain.accepted) == (1, 0.0, -1, None)
    assert np.isnan(chain.ri) and np.isnan(chain.cr) and np.isnan(chain.gci)
    # Without the comparison of 3 and 4, the triangle 1-2-3 contradicts itself; 4 hangs on 1 alone.
    a = complete(np.array([[1, 2, 1, 5], [N, 1, 4, N], [N, N, 1, N], [N, N, N, 1]]))
    c = consistency(a)
    assert (c.missing, c.row, c.col) == (2, 0, 1)
    assert c.gci == pytest.approx(3 * np.log(2) ** 2, rel=1e-12)
    assert c.ci > 0 and np.isnan(c.cr) and c.accepted is False


# --- published ----------------------------------------------------------------------------------------


def test_saaty_house(shared: ModuleType) -> None:
    """Saaty 1990: lambda 9.669, CI .238, CR .169; he names neighbourhood against condition and mends it to 1/2."""
    t = shared.table("reference/published/ahp_saaty_house.csv", index=0)
    a = complete(t.iloc[:, :8].to_numpy())
    np.testing.assert_allclose(weights(a), t["weight_published"], atol=5.01e-4)
    np.testing.assert_allclose(weights(a), t["weight_eig_computed"], rtol=1e-12)
    for method in ("geometric", "lls"):
        np.testing.assert_allclose(weights(a, method), t["weight_geomean_computed"], rtol=1e-12)
    p = shared.table("reference/published/ahp_saaty_house_consistency.csv").iloc[0]
    c = consistency(a)
    assert c.lambda_max == pytest.approx(p["lambda_max_published"], abs=5e-4)
    assert c.ci == pytest.approx(p["CI_published"], abs=5e-4)
    assert c.cr == pytest.approx(p["CR_published"], abs=5e-4)
    assert c.lambda_max == pytest.approx(p["lambda_max_computed"], rel=1e-12)
    assert (t.index[c.row], t.index[c.col]) == ("neighbourhood", "condition")
    assert c.mend == pytest.approx(0.5, abs=0.05) and c.cr_mended < 0.1


def test_bpmsg(shared: ModuleType) -> None:
    """27.9, 7.2, 64.9 %."""
    t = shared.table("reference/published/ahp_bpmsg_3x3.csv", index=0)
    a = complete(t.iloc[:, :3].to_numpy())
    np.testing.assert_allclose(weights(a), t["weight_published"], atol=5.01e-4)
    np.testing.assert_allclose(weights(a, "geometric"), t["weight_geomean_computed"], rtol=1e-12)
    p = shared.table("reference/published/ahp_bpmsg_3x3_consistency.csv").iloc[0]
    assert consistency(a).cr == pytest.approx(p["CR_computed_RI_saaty1980"], rel=1e-11)


# --- properties -----------------------------------------------------------------------------------------

shares = arrays(float, st.integers(2, 9), elements=st.integers(1, 20).map(float))


@st.composite
def matrices(draw: st.DrawFn, holes: bool = False) -> np.ndarray:
    """Reciprocal matrices on Saaty's scale; with holes a chain keeps them linked."""
    m = draw(st.integers(2, 8))
    scale = [1.0 / k for k in range(9, 1, -1)] + [float(k) for k in range(1, 10)]
    a = np.full((m, m), N)
    for i in range(m):
        for j in range(i + 1, m):
            if not holes or j == i + 1 or draw(st.booleans()):
                a[i, j] = draw(st.sampled_from(scale))
    return complete(a)


@pytest.mark.parametrize("method", METHODS)
@given(w=shares)
def test_consistent_judgements_give_exact_weights_and_cr_0(method: str, w: np.ndarray) -> None:
    a = complete(of(w))
    np.testing.assert_allclose(weights(a, method), w / w.sum(), rtol=1e-13)
    c = consistency(a, method)
    assert (c.ci, c.cr, c.row) == (0.0, 0.0, -1)
    assert c.accepted is True


@pytest.mark.parametrize("method", METHODS)
@given(a=matrices(), seed=st.integers(0, 99))
def test_sum_and_permutation(method: str, a: np.ndarray, seed: int) -> None:
    w = weights(a, method)
    assert w.sum() == pytest.approx(1.0, abs=1e-14) and (w > 0).all()
    p = np.random.default_rng(seed).permutation(len(a))
    np.testing.assert_allclose(weights(a[np.ix_(p, p)], method), w[p], rtol=1e-10)
    assert consistency(a).lambda_max >= len(a) - 1e-9


@given(a=matrices(holes=True), seed=st.integers(0, 99))
def test_missing_comparisons(a: np.ndarray, seed: int) -> None:
    """Weights permute; the least-squares condition holds: the errors of each row sum to 0."""
    p = np.random.default_rng(seed).permutation(len(a))
    for method in ("eigenvector", "lls"):
        w = weights(a, method)
        np.testing.assert_allclose(weights(a[np.ix_(p, p)], method), w[p], rtol=1e-9)
    w = weights(a, "lls")
    errors = np.nan_to_num(np.log(a * w / w[:, None]))
    np.testing.assert_allclose(errors.sum(axis=1), 0.0, atol=1e-11)


@given(a=matrices())
def test_whole_matrices_least_squares_is_the_geometric_mean(a: np.ndarray) -> None:
    np.testing.assert_allclose(weights(a, "lls"), weights(a, "geometric"), rtol=1e-12)
    m = len(a)
    if m > 2:
        w = weights(a, "geometric")
        upper = np.triu_indices(m, 1)
        by_hand = 2 * (np.log(a * w / w[:, None])[upper] ** 2).sum() / ((m - 1) * (m - 2))
        assert geometric_consistency(a) == pytest.approx(by_hand, rel=1e-12)


@given(a=matrices())
def test_mend_does_not_make_it_worse(a: np.ndarray) -> None:
    c = consistency(a)
    if c.row >= 0:
        assert c.cr_mended <= c.cr + 1e-9
        assert c.mend > 0 and a[c.row, c.col] == c.value


@given(a=matrices())
def test_eigenvector_is_one(a: np.ndarray) -> None:
    largest, w = ahp.principal(a)
    np.testing.assert_allclose(a @ w, largest * w, rtol=1e-9)


# --- groups ---------------------------------------------------------------------------------------------


def test_group_by_hand() -> None:
    """Two people, 2 and 8: the geometric mean is 4. With weights 3 : 1 it is (2^3 8)^(1/4) = 2^1.5."""
    people = np.array([complete(np.array([[1.0, 2], [N, 1]])), complete(np.array([[1.0, 8], [N, 1]]))])
    for pool in ("judgements", "priorities", "AIJ", "权重集结"):
        np.testing.assert_allclose(group_weights(people, None, pool), [0.8, 0.2], rtol=1e-13)
    r = 2**1.5
    np.testing.assert_allclose(
        group_weights(people, None, None, np.array([3.0, 1])), [r / (1 + r), 1 / (1 + r)], rtol=1e-13
    )


def test_people_may_each_leave_something_out(refuses: Callable[..., MfgError]) -> None:
    one = complete(np.array([[1, 2, N], [N, 1, 3], [N, N, 1]]))
    two = complete(np.array([[1, N, 6], [N, 1, 3], [N, N, 1]]))
    power = np.array([0.5, 0.5])
    np.testing.assert_allclose(judgements(np.array([one, two]), power), of([6, 3, 1]), rtol=1e-14)
    # Who counts for nothing does not fill in what nobody else compared.
    error = refuses(
        "ahp_incomplete", group_weights, np.array([one, two]), "geometric", None, np.array([1.0, 0])
    )
    assert error.col == 2


@given(a=matrices(), copies=st.integers(1, 4))
def test_people_who_agree_are_one(a: np.ndarray, copies: int) -> None:
    for pool in ("judgements", "priorities"):
        np.testing.assert_allclose(group_weights(np.array([a] * copies), None, pool), weights(a), rtol=1e-11)


@given(w=arrays(float, (3, 4), elements=st.integers(1, 9).map(float)))
def test_pools_agree_on_geometric_means(w: np.ndarray) -> None:
    """With the geometric mean of rows the two ways of pooling are one (Barzilai and Golany 1994)."""
    people = np.array([of(v) for v in w])
    np.testing.assert_allclose(
        group_weights(people, "geometric", "judgements"), group_weights(people, "geometric", "priorities"),
        rtol=1e-12,
    )  # fmt: skip
