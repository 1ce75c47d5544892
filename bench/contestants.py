"""The same job three ways: vector normalisation, CV weights, weighted sum.

Neither library has CV weights by that name. Both have standard-deviation weights, and the standard
deviation of a column divided by its mean or sum is its coefficient of variation up to a common
factor. So their own functions are composed: standard-deviation weights of the mean-scaled (pymcdm)
or sum-scaled (scikit-criteria) matrix, then the weighted sum of the vector-scaled matrix. Scores
agree with ours to rounding, which :func:`agree` asserts before anything is timed.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from udfs.engine.aggregate import aggregate
from udfs.engine.normalise import normalise
from udfs.engine.weights import coefficient_of_variation

Floats = NDArray[np.float64]


def ours(x: Floats) -> Floats:
    """The engine's three steps."""
    r = normalise(x, "vector")
    w = coefficient_of_variation(r)
    return aggregate(r, w, np.zeros(x.shape[1], dtype=np.int64))[:, 0]


def pymcdm() -> Callable[[Floats], Floats]:
    """Return pymcdm's way: ``standard_deviation_weights``, ``WSM(vector_normalization)``."""
    from pymcdm.helpers import normalize_matrix
    from pymcdm.methods import WSM
    from pymcdm.normalizations import vector_normalization
    from pymcdm.weights import standard_deviation_weights

    body = WSM(vector_normalization)

    def over_mean(column: Floats, cost: bool = False) -> Floats:
        return np.asarray(column / column.mean())

    def run(x: Floats) -> Floats:
        types = np.ones(x.shape[1])
        w = standard_deviation_weights(normalize_matrix(x, over_mean, types))
        return np.asarray(body(x, w, types))

    return run


def scikit_criteria() -> Callable[[Floats], Floats]:
    """Return scikit-criteria's way, through its decision matrices."""
    import skcriteria as skc
    from skcriteria.agg.simple import WeightedSumModel
    from skcriteria.preprocessing.scalers import SumScaler, VectorScaler
    from skcriteria.preprocessing.weighters import StdWeighter

    by_sum, by_vector, std, model = (
        SumScaler("matrix"),
        VectorScaler("matrix"),
        StdWeighter(),
        WeightedSumModel(),
    )

    def run(x: Floats) -> Floats:
        dm = skc.mkdm(x, np.ones(x.shape[1]))
        w = std.transform(by_sum.transform(dm)).weights.to_numpy()
        return np.asarray(model.evaluate(by_vector.transform(dm.replace(weights=w))).e_.score)

    return run


def scikit_criteria_bare() -> Callable[[Floats], Floats]:
    """Return scikit-criteria's bare functions on arrays, without its decision matrices and checks."""
    from skcriteria.agg.simple import wsm
    from skcriteria.preprocessing.scalers import scale_by_sum, scale_by_vector
    from skcriteria.preprocessing.weighters import std_weights

    def run(x: Floats) -> Floats:
        w = std_weights(scale_by_sum(x, axis=0))
        return np.asarray(wsm(scale_by_vector(x, axis=0), w)[1])

    return run


def agree(x: Floats, others: dict[str, Callable[[Floats], Floats]]) -> None:
    """Assert that every contestant computes our scores."""
    mine = ours(x)
    for name, other in others.items():
        np.testing.assert_allclose(other(x), mine, rtol=1e-11, err_msg=name)
