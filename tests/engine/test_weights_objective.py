"""Objective weights of every family: small cases by hand or printed in papers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from udfs.engine import weights_conflict, weights_factor, weights_spread
from udfs.engine.errors import MfgError
from udfs.engine.normalise import normalise
from udfs.engine.positive import positive
from udfs.engine.registry import resolve

NAN = float("nan")


def groups(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def weigh(name: str, x: object, span: np.ndarray | None = None) -> np.ndarray:
    return np.asarray(resolve("objective", name).function(np.array(x, dtype=float), span))


def correlated(c: object, n: int = 16, seed: int = 1) -> np.ndarray:
    """Data of n units whose correlations are exactly ``c``, with standard deviation 1 and mean 5."""
    c = np.asarray(c, dtype=float)
    z = np.random.default_rng(seed).normal(size=(n, c.shape[0]))
    q = np.linalg.qr(z - z.mean(axis=0))[0]
    value, vector = np.linalg.eigh(c)
    root = vector * np.sqrt(np.maximum(value, 0)) @ vector.T
    return q @ root * np.sqrt(n - 1) + 5.0


# Diakoulaki et al. (1995) table 2: eight pharmaceutical firms, three benefit criteria; weights printed there.
FIRMS = [
    [61.0, 1.08, 4.33], [20.7, 0.26, 4.34], [16.3, 1.98, 2.53], [9.0, 3.29, 1.65],
    [5.4, 2.77, 2.33], [4.0, 4.12, 1.21], [-6.1, 3.52, 2.10], [-34.6, 3.31, 0.98],
]  # fmt: skip
# Keshavarz-Ghorabaee et al. (2021) table 2: two benefit, two cost criteria.
MEREC = [
    [450, 8000, 54, 145],
    [10, 9100, 2, 160],
    [100, 8200, 31, 153],
    [220, 9300, 1, 162],
    [5, 8400, 23, 158],
]
HALF = 1 - (0.25 * np.log(4) + 0.75 * np.log(4 / 3)) / np.log(2)


def test_critic_as_printed() -> None:
    np.testing.assert_allclose(weigh("critic", normalise(np.array(FIRMS), "minmax")), [0.2022, 0.4809, 0.3169], atol=5e-5)  # fmt: skip


def test_merec_as_printed() -> None:
    x = positive(np.array(MEREC, dtype=float), np.array([False, False, True, True]), "inverse")
    np.testing.assert_allclose(weigh("merec", x), [0.5752, 0.0141, 0.4016, 0.0091], atol=5e-5)


# method, data, groups, expected
CASES = [
    # shares (1/4, 3/4) and (0, 1): divergence HALF and 1
    ("entropy", [[1, 0], [3, 8]], None, [HALF / (HALF + 1), 1 / (HALF + 1)]),
    ("熵权法", [[1, NAN], [3, 2], [NAN, 6]], None, [0.5, 0.5]),  # n counts what is there
    ("entropy", [[1, 5, 0], [3, 5, 8]], groups(0, 1, 0), [HALF / (HALF + 1), 1, 1 / (HALF + 1)]),
    ("std", [[0, 0], [2, 6]], None, [0.25, 0.75]),
    ("std", [[0, 0], [2, NAN], [NAN, 6]], None, [0.25, 0.75]),
    ("std", [[1e308, 1e-308], [-1e308, 2e-308]], None, [1, 0]),
    # G = 1/4 of (1, 3), 1/2 of (0, 8)
    ("gini", [[1, 0], [3, 8]], None, [1 / 3, 2 / 3]),
    # G of (1, 2, 3): 8/36 = 2/9; of (0, 0, 3): 12/18 = 2/3
    ("gini", [[3, 0], [1, 3], [2, 0]], None, [0.25, 0.75]),
    # s = 1, 1, 1; C = sum of 1 - r: 1.2, 0.9, 0.9 with r12 = r13 = 0.4, r23 = 0.7
    ("critic", correlated([[1, 0.4, 0.4], [0.4, 1, 0.7], [0.4, 0.7, 1]]), None, [0.4, 0.3, 0.3]),
    # two siblings: 1 - r falls out, s decides
    ("critic", [[1, 2], [2, 9], [4, 4]], None, np.std([[1, 2], [2, 9], [4, 4]], axis=0) / np.std([[1, 2], [2, 9], [4, 4]], axis=0).sum()),
    # R_1^2 = (r12^2 + r13^2 - 2 r12 r13 r23)/(1 - r23^2)
    ("independence", correlated([[1, 0.6, 0.2], [0.6, 1, 0.3], [0.2, 0.3, 1]]), None, None),
    ("independence", correlated([[1, 0.5], [0.5, 1]]), None, [0.5, 0.5]),
    # l = 1.5, v = (1, 1)/sqrt 2
    ("pca", correlated([[1, 0.5], [0.5, 1]]), None, [0.5, 0.5]),
    # blocks of 3 with r = 0.5 (l 2, v 1/sqrt 3) and 2 with r = 0.5 (l 1.5, v 1/sqrt 2)
    ("pca", correlated(np.kron(np.diag([1, 0]), np.full((3, 3), 0.5))[:5, :5] + np.pad(np.full((2, 2), 0.5), (3, 0)) + 0.5 * np.eye(5)),
     None, [2 / 3**0.5] * 3 + [1.5 / 2**0.5] * 2),
    ("pca1", correlated([[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]]), None, [1, 2**0.5, 1]),  # l = 1 + 1/sqrt 2
    # the same blocks: squared loadings (1 + 2 * 0.5)/3 and (1 + 0.5)/2
    ("factor", correlated(np.kron(np.diag([1, 0]), np.full((3, 3), 0.5))[:5, :5] + np.pad(np.full((2, 2), 0.5), (3, 0)) + 0.5 * np.eye(5)),
     None, [2 / 3] * 3 + [0.75] * 2),
    # equal eigenvalues: any basis is as good, varimax finds the blocks
    ("factor", correlated(np.kron(np.eye(2), np.full((2, 2), 0.6)) + 0.4 * np.eye(4)), None, [0.25] * 4),
    # C^-1 1 of r12 = 0.5, r13 = 0, r23 = 0.5 is (1, 0, 1): with s = 1 the middle one needs no weight
    ("balance", correlated([[1, 0.5], [0.5, 1]]) * [1, 3], None, [0.75, 0.25]),
    ("balance", correlated([[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]]), None, [0.5, 0, 0.5]),
    # losses: 1 is best at (4, 1), 2 at (2, 4): p_12 = 3/4, p_21 = 1/2; q = (3/5, 2/5)
    ("cilos", [[4, 1], [2, 4], [1, 1]], None, [0.6, 0.4]),
    # units tied as best at 1: (4, 1) and (4, 3) count as (4, 2): p_12 = 1/2 = p_21
    ("cilos", [[4, 1], [4, 3], [2, 4]], None, [0.5, 0.5]),
    ("idocriw", [[4, 1], [2, 4], [1, 1]], None, None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "x", "span", "expected"), CASES)
def test_by_hand(name: str, x: object, span: np.ndarray | None, expected: object) -> None:
    if expected is None and name == "independence":
        r = np.array([[1, 0.6, 0.2], [0.6, 1, 0.3], [0.2, 0.3, 1]])
        square = [
            (r[i, j] ** 2 + r[i, k] ** 2 - 2 * r[i, j] * r[i, k] * r[j, k]) / (1 - r[j, k] ** 2)
            for i, j, k in ((0, 1, 2), (1, 0, 2), (2, 0, 1))
        ]
        expected = 1 / np.sqrt(square)
    elif expected is None:
        expected = weigh("entropy", x) * weigh("cilos", x)
    e = np.asarray(expected, dtype=float)
    np.testing.assert_allclose(
        weigh(name, x, span), e if span is not None else e / e.sum(), rtol=1e-9, atol=1e-12
    )


GOOD = [1.0, 2.0, 4.0, 3.0, 7.0]
SAME = [5.0] * 5
UP = [1.0, 2.0, 3.0, 4.0, 5.0]


@pytest.mark.parametrize(
    ("name", "columns", "key", "col"),
    [
        *[(n, [GOOD, SAME], "constant", 1) for n in ("entropy", "std", "gini", "critic", "merec", "cilos")],
        *[(n, [GOOD, UP[::-1], SAME], "constant", 2) for n in ("independence", "pca", "pca1", "factor", "balance", "idocriw")],
        ("entropy", [GOOD, [1, 2, -3, 4, 5]], "needs_not_negative", 1),
        ("gini", [GOOD, [1, 2, -3, 4, 5]], "needs_not_negative", 1),
        ("cilos", [GOOD, [1, 2, -3, 4, 5]], "needs_not_negative", 1),
        ("merec", [GOOD, [1, 2, 0, 4, 5]], "needs_positive", 1),
        ("idocriw", [GOOD, [1, 2, -3, 4, 5]], "needs_not_negative", 1),
        ("entropy", [GOOD, [1, NAN, NAN, NAN, NAN]], "few_units", 1),
        ("critic", [GOOD, [1, 2, NAN, NAN, NAN]], "few_complete", 0),
        ("independence", [GOOD[:3], UP[:3], [2, 1, 5]], "few_complete", 0),  # R = 1 for all
        ("critic", [UP, [2 * v for v in UP]], "no_conflict", 0),
        ("independence", [[1, -1, 1, -1], [1, 1, -1, -1]], "uncorrelated", 0),
        ("pca", [[1, -1, 1, -1], [1, 1, -1, -1]], "uncorrelated", 0),
        ("factor", [[1, -1, 1, -1], [1, 1, -1, -1]], "uncorrelated", 0),
        ("pca", [UP, GOOD, UP[::-1]], "negative_loading", 2),
        ("pca1", [UP, GOOD, UP[::-1]], "negative_loading", 2),
        ("balance", [UP, [2 * v for v in UP]], "dependent", 0),
        ("cilos", [UP, GOOD], "no_loss", 0),
    ],
)  # fmt: skip
def test_refusals(
    refuses: Callable[..., MfgError], name: str, columns: list[list[float]], key: str, col: int
) -> None:
    f = resolve("objective", name).function
    x = np.column_stack(columns)
    first = refuses(key, f, x, None)
    assert first.col == col
    # Behind an only child the same column has another number.
    behind = refuses(key, f, np.column_stack([SAME[: len(x)], x]), groups(0, *[1] * len(columns)))
    assert behind.col == col + 1


def test_pca_refuses_components_that_are_not_unique(refuses: Callable[..., MfgError]) -> None:
    x = correlated(np.kron(np.eye(2), np.full((2, 2), 0.6)) + 0.4 * np.eye(4))
    refuses("components_tied", resolve("objective", "pca").function, x, None)


@pytest.mark.parametrize("seed", range(5))
def test_balanced_weights_give_equal_correlations(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(400, 1)) + rng.normal(size=(400, 5)) * rng.uniform(0.8, 1.2, 5)
    x *= rng.uniform(1, 50, 5)
    w = weights_conflict.balance(x)
    assert (w > 0).all()
    r = [np.corrcoef(c, x @ w)[0, 1] for c in x.T]
    np.testing.assert_allclose(r, r[0], rtol=1e-12)


def test_independence_equals_regressions() -> None:
    rng = np.random.default_rng(3)
    x = rng.normal(size=(40, 1)) + rng.normal(size=(40, 6))
    root = []
    for j in range(6):
        others = np.column_stack([np.ones(40), np.delete(x, j, 1)])
        fit = others @ np.linalg.lstsq(others, x[:, j], rcond=None)[0]
        root.append(1 / np.corrcoef(fit, x[:, j])[0, 1])
    np.testing.assert_allclose(weights_conflict.independence(x), np.array(root) / sum(root), rtol=1e-10)


def test_a_linear_dependence_has_multiple_correlation_one() -> None:
    rng = np.random.default_rng(4)
    x = rng.normal(size=(30, 1)) + rng.normal(size=(30, 3))
    x = np.column_stack([x, x[:, 0] + x[:, 1]])
    w = weights_conflict.independence(x)
    np.testing.assert_allclose(w[[0, 1]], w[3], rtol=1e-6)
    assert w[2] > w[3]


def test_varimax_is_a_rotation_to_a_higher_criterion() -> None:
    rng = np.random.default_rng(6)
    a = rng.uniform(-1, 1, (8, 3))
    b = weights_factor.varimax(a)
    np.testing.assert_allclose((b**2).sum(axis=1), (a**2).sum(axis=1), rtol=1e-12)

    def criterion(q: np.ndarray) -> float:
        return float(((q**2 / (q**2).sum(axis=1)[:, None]).var(axis=0)).sum())

    assert criterion(b) > criterion(a)
    for _ in range(50):
        turn = np.linalg.qr(np.eye(3) + 0.05 * rng.normal(size=(3, 3)))[0]
        assert criterion(b @ turn) <= criterion(b) + 1e-12


def test_no_pair_of_units_is_formed() -> None:
    """100 000 units would need 80 GB for one matrix of pairs."""
    import tracemalloc

    x = np.random.default_rng(5).lognormal(0, 1, (20_000, 6))
    tracemalloc.start()
    for name in ("entropy", "std", "gini", "critic", "independence", "merec", "factor", "balance", "idocriw"):
        weigh(name, x)
    assert tracemalloc.get_traced_memory()[1] < 6 * x.nbytes
    tracemalloc.stop()
    assert weights_spread.gini(x).shape == (6,)
