"""Principal components by hand (two indicators, equal correlations) and by identities."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from udfs.engine.errors import MfgError
from udfs.engine.pca import components


def test_two_indicators_by_hand() -> None:
    """r = .5: eigenvalues 1.5 and .5, loadings sqrt(.75) and sqrt(.25); KMO of two is always .5."""
    x = np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 2.0]])
    c = components(x)
    np.testing.assert_allclose(c.eigenvalue, [1.5, 0.5], rtol=1e-14)
    np.testing.assert_allclose(c.share, [0.75, 0.25], rtol=1e-14)
    np.testing.assert_allclose(c.loading[:, 0], [0.75**0.5] * 2, rtol=1e-14)
    np.testing.assert_allclose(np.abs(c.loading[:, 1]), [0.5] * 2, rtol=1e-14)
    assert c.kmo == pytest.approx(0.5)
    # chi-square = -(3 - 1 - 9/6) ln(1 - .25), 1 degree of freedom
    assert c.chi2 == pytest.approx(-0.5 * np.log(0.75))
    assert (c.df, c.units) == (1, 3)
    assert 0.7 < c.p < 0.71  # P(chi-square(1) > .1438) = .7045


def test_identities() -> None:
    rng = np.random.default_rng(2)
    x = rng.normal(size=(50, 5)) @ rng.normal(size=(5, 5)) * [1, 10, 100, 1e-3, 1e6] + 5.0
    c = components(x)
    r = np.corrcoef(x.T)
    np.testing.assert_allclose(c.loading @ c.loading.T, r, atol=1e-12)
    assert c.share.sum() == pytest.approx(1.0)
    assert (np.diff(c.eigenvalue) <= 0).all() and (c.vector.sum(axis=0) >= 0).all()
    # KMO from partial correlations of regressions
    inverse = np.linalg.inv(r)
    q = -inverse / np.sqrt(np.outer(np.diag(inverse), np.diag(inverse)))
    off = ~np.eye(5, dtype=bool)
    assert c.kmo == pytest.approx((r[off] ** 2).sum() / ((r[off] ** 2).sum() + (q[off] ** 2).sum()))
    gap = np.vstack([x, [np.nan, 1, 1, 1, 1]])
    np.testing.assert_array_equal(components(gap).eigenvalue, c.eigenvalue)
    np.testing.assert_allclose(components(x[::-1] * 8).eigenvalue, c.eigenvalue, rtol=1e-12)


def test_singular_matrix_has_no_kmo() -> None:
    x = np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 1.0], [3.0, 6.0, 2.0], [5.0, 10.0, 2.0]])
    c = components(x)
    assert np.isnan([c.kmo, c.chi2, c.p]).all() and np.isnan(c.sampling).all()
    assert c.eigenvalue[-1] == pytest.approx(0.0, abs=1e-12)


def test_refusals(refuses: Callable[..., MfgError]) -> None:
    refuses("few_indicators", components, np.array([[1.0], [2.0], [3.0]]))
    refuses("few_units", components, np.array([[1.0, 2.0], [2.0, 3.0]]))
    refuses("constant", components, np.array([[1.0, 2.0], [2.0, 2.0], [3.0, 2.0]]))
