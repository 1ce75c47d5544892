"""Objective weights from principal components and factors of the correlations between siblings.

All take turned and normalised data, shape (n, m) with NaN for missing, and the parent number of each
column; weights sum to 1 inside each group. Correlations are taken over the units that have all values
of the group, so any increasing linear normalisation gives the same weights. Components with an
eigenvalue above 1 are kept (Kaiser). An only child has weight 1.
"""

from __future__ import annotations

import numpy as np

from .columns import Floats
from .errors import MfgError
from .weights import Groups, by_group
from .weights_conflict import complete, correlations


def principal_components(x: Floats, groups: Groups | None = None) -> Floats:
    """PCA weights: coefficients of the kept components, weighted by their share of variance.

    ``c_j = sum_k v_jk l_k / sum_k l_k`` with eigenvalues l > 1 and unit eigenvectors v (loading / sqrt l), each
    turned so that its sum is positive; ``w_j = c_j / sum c``. A negative coefficient is refused: its
    indicator works against the common direction.

    Usual in Chinese applied work (线性组合系数, 综合得分系数, 归一化): loading over the root of the eigenvalue, weighted by the
    share of variance.
    """
    return by_group(x, groups, _components)


def first_component(x: Floats, groups: Groups | None = None) -> Floats:
    """Weights proportional to the loadings of the first principal component alone.

    Refused where a loading is negative. Source: COINr ``get_PCA(weights_to = )``, which passes negative
    loadings on.
    """
    return by_group(x, groups, lambda y: _not_negative(loadings(y, "pca1")[0][:, 0], "pca1"))


def factor(x: Floats, groups: Groups | None = None) -> Floats:
    """Factor weights ``w_j = max_k q_jk^2 / sum_j``, q the loadings after varimax.

    Loadings of the kept components (eigenvector * sqrt l) are rotated by varimax with Kaiser's
    normalisation. Each indicator belongs to the factor it loads on most; its share of that factor's
    variance times the factor's share of all explained variance is proportional to its squared loading.

    Source: Nicoletti, Scarpetta and Boylaud (2000); OECD/JRC Handbook (2008) ch. 6, factor analysis.
    """
    return by_group(x, groups, _factor)


def _components(x: Floats) -> Floats:
    vector, value = loadings(x, "pca")
    if (np.abs(np.diff(value)) < 1e-9 * value[0]).any():
        raise MfgError("components_tied", method="pca")
    return _not_negative(vector @ value / value.sum(), "pca")


def _factor(x: Floats) -> Floats:
    vector, value = loadings(x, "factor")
    return np.asarray((varimax(vector * np.sqrt(value)) ** 2).max(axis=1))


def loadings(x: Floats, method: str) -> tuple[Floats, Floats]:
    """Return the kept unit eigenvectors, shape (m, k), and their eigenvalues, the largest first.

    Raises
    ------
    MfgError
        ``uncorrelated`` where no eigenvalue is above 1; ``few_complete``, ``constant``.
    """
    value, vector = np.linalg.eigh(correlations(complete(x, method, 3), method))
    value, vector = value[::-1], vector[:, ::-1]
    kept = value > 1.0 + 1e-10
    if not kept.any():
        raise MfgError("uncorrelated", method=method)
    value, vector = value[kept], vector[:, kept]
    sums = vector.sum(axis=0)
    # Where the sum is rounding noise, its cubes decide.
    sums = np.where(np.abs(sums) < 1e-9, (vector**3).sum(axis=0), sums)
    return vector * np.where(sums < 0, -1.0, 1.0), value


def varimax(a: Floats) -> Floats:
    """Rotate loadings, shape (m, k), to the greatest variance of squared loadings, rows normalised.

    Pairs of factors are turned by Kaiser's closed angle until none moves. Source: Kaiser,
    Psychometrika 23 (1958) 187-200.
    """
    h = np.sqrt((a**2).sum(axis=1))
    q = a / np.where(h > 0, h, 1.0)[:, None]
    m, k = q.shape
    for _ in range(500):
        moved = 0.0
        for i in range(k - 1):
            for j in range(i + 1, k):
                u, v = q[:, i] ** 2 - q[:, j] ** 2, 2.0 * q[:, i] * q[:, j]
                up = 2.0 * (u @ v - u.sum() * v.sum() / m)
                down = u @ u - v @ v - (u.sum() ** 2 - v.sum() ** 2) / m
                angle = np.arctan2(up, down) / 4.0 if np.hypot(up, down) > 1e-14 else 0.0
                cos, sin = np.cos(angle), np.sin(angle)
                q[:, i], q[:, j] = cos * q[:, i] + sin * q[:, j], cos * q[:, j] - sin * q[:, i]
                moved = max(moved, abs(angle))
        if moved < 1e-13:
            break
    return np.asarray(q * h[:, None])


def _not_negative(c: Floats, method: str) -> Floats:
    c = np.where(np.abs(c) < 1e-12, 0.0, c)
    if (c < 0).any():
        j = int(np.argmax(c < 0))
        raise MfgError("negative_loading", col=j, found=float(c[j]), method=method)
    return c
