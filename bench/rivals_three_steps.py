"""The job of an index: vector normalisation, coefficient-of-variation weights, weighted sum.

Neither library has CV weights by that name. Both have standard-deviation weights, and the standard
deviation of a column divided by its mean or sum is its coefficient of variation up to a common
factor. So their own functions are composed: standard-deviation weights of the mean-scaled (pymcdm)
or sum-scaled (scikit-criteria) matrix, then the weighted sum of the vector-scaled matrix.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from contest import Call, Case, Contest, Floats, Peer

from udfs.engine.aggregate import aggregate
from udfs.engine.normalise import normalise
from udfs.engine.weights import coefficient_of_variation


def steps(x: Floats) -> Floats:
    """The engine's three steps."""
    r = normalise(x, "vector")
    w = coefficient_of_variation(r)
    return aggregate(r, w, np.zeros(x.shape[1], dtype=np.int64))[:, 0]


def pymcdm(case: Case) -> Call:
    """``standard_deviation_weights``, ``WSM(vector_normalization)``."""
    from pymcdm.helpers import normalize_matrix
    from pymcdm.methods import WSM
    from pymcdm.normalizations import vector_normalization
    from pymcdm.weights import standard_deviation_weights

    body, x, types = WSM(vector_normalization), case.x, np.ones(case.m)

    def over_mean(column: Floats, cost: bool = False) -> Floats:
        return np.asarray(column / column.mean())

    def run() -> Floats:
        return np.asarray(body(x, standard_deviation_weights(normalize_matrix(x, over_mean, types)), types))

    return run


def scikit_criteria(case: Case) -> Call:
    """Through its decision matrices."""
    import skcriteria as skc
    from skcriteria.agg.simple import WeightedSumModel
    from skcriteria.preprocessing.scalers import SumScaler, VectorScaler
    from skcriteria.preprocessing.weighters import StdWeighter

    by_sum, by_vector = SumScaler("matrix"), VectorScaler("matrix")
    std, model = StdWeighter(), WeightedSumModel()

    def run() -> Floats:
        dm = skc.mkdm(case.x, np.ones(case.m))
        w = std.transform(by_sum.transform(dm)).weights.to_numpy()
        return np.asarray(model.evaluate(by_vector.transform(dm.replace(weights=w))).e_.score)

    return run


def plain(case: Case) -> Call:
    """Four lines of numpy."""

    def run() -> Floats:
        r = case.x / np.sqrt((case.x**2).sum(axis=0))
        v = r.std(axis=0, ddof=1) / r.mean(axis=0)
        return np.asarray(r @ (v / v.sum()))

    return run


CONTESTS = [
    Contest(
        "vector + CV weights + weighted sum",
        lambda case: partial(steps, case.x),
        (
            Peer("pymcdm", pymcdm),
            Peer("scikit-criteria", scikit_criteria),
            Peer(
                "numpy", plain, lacks="missing values, constant columns, zero means, overflow: checks nothing"
            ),
        ),
        rtol=1e-11,
    )
]
