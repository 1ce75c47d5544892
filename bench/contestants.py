"""The same job three ways: vector normalisation, CV weights, weighted sum.

Neither library has CV weights by that name. Both have standard-deviation weights, and the standard
deviation of a column divided by its mean or sum is its coefficient of variation up to a common
factor. So their own functions are composed: standard-deviation weights of the mean-scaled (pymcdm)
or sum-scaled (scikit-criteria) matrix, then the weighted sum of the vector-scaled matrix. Scores
agree with ours to rounding, which :func:`agree` asserts before anything is timed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from udfs.engine.aggregate import aggregate
from udfs.engine.normalise import normalise
from udfs.engine.registry import resolve
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


@dataclass(frozen=True)
class Rivalry:
    """One method: ours and what the libraries have under that name, on benefit criteria."""

    title: str
    ours: Callable[[Floats], Floats]
    pymcdm: Callable[[Floats], Floats] | None = None
    scikit_criteria: Callable[[Floats], Floats] | None = None

    def others(self, units: int) -> dict[str, Callable[[Floats], Floats]]:
        """Return the libraries that have the method and can bear so many units."""
        # pymcdm's Gini walks over every pair of units in Python, its CRITIC correlates each pair of columns
        # by itself (6 s at 3 000 x 100), its MEREC goes through the data once for each column.
        limit = {"weights: gini": 1_000, "weights: critic": 10_000, "weights: merec": 10_000}
        slow = units > limit.get(self.title, units)
        found = {"pymcdm": None if slow else self.pymcdm, "scikit-criteria": self.scikit_criteria}
        return {name: f for name, f in found.items() if f is not None}


def weight(name: str) -> Callable[[Floats], Floats]:
    """Return our objective weights of that name on data as they are."""
    return lambda x: np.asarray(resolve("objective", name).function(x))


def critic(x: Floats) -> Floats:
    """CRITIC as the libraries do it: min-max first."""
    return weight("critic")(normalise(x, "minmax"))


def rivalries() -> list[Rivalry]:
    """Return the normalisations and objective weights that a library also has; None where it does not.

    The libraries' bare array functions are called where they have them, without decision matrices and
    their checks. pymcdm normalises column by column.
    """
    theirs: dict[str, Callable[[Floats], Floats]] = {}
    bare: dict[str, Callable[[Floats], Floats]] = {}
    try:
        from pymcdm import normalizations, weights
        from pymcdm.helpers import normalize_matrix

        for name, f in (
            ("vector", normalizations.vector_normalization),
            ("minmax", normalizations.minmax_normalization),
            ("sum", normalizations.sum_normalization),
            ("max", normalizations.max_normalization),
        ):
            theirs[name] = partial(normalize_matrix, method=f, criteria_types=None)
        for name, w in (
            ("entropy", weights.entropy_weights),
            ("std", weights.standard_deviation_weights),
            ("gini", weights.gini_weights),
            ("critic", weights.critic_weights),
            ("merec", weights.merec_weights),
            ("cilos", weights.cilos_weights),
            ("idocriw", weights.idocriw_weights),
        ):
            theirs[name] = _with_types(w)
    except ImportError:
        pass
    try:
        from skcriteria.preprocessing import scalers, weighters

        bare = {
            "vector": partial(scalers.scale_by_vector, axis=0),
            "sum": partial(scalers.scale_by_sum, axis=0),
            "entropy": weighters.entropy_weights,
            "std": weighters.std_weights,
            "gini": weighters.gini_weights,
            "critic": _with_types(weighters.critic_weights),
            "merec": _with_types(weighters.merec_weights),
        }
    except ImportError:
        pass
    norms = [
        Rivalry(f"normalise: {n}", partial(normalise, method=n), theirs.get(n), bare.get(n))
        for n in ("vector", "minmax", "sum", "max")
    ]
    found = [
        Rivalry(f"weights: {n}", critic if n == "critic" else weight(n), theirs.get(n), bare.get(n))
        for n in ("entropy", "std", "gini", "critic", "merec", "cilos", "idocriw")
    ]
    return [r for r in (*norms, *found) if r.pymcdm or r.scikit_criteria]


def _with_types(f: Callable[..., Floats]) -> Callable[[Floats], Floats]:
    return lambda x: f(x, np.ones(x.shape[1]))


def same(r: Rivalry, x: Floats) -> None:
    """Assert that the libraries compute what we do."""
    mine = r.ours(x)
    for name, other in r.others(x.shape[0]).items():
        np.testing.assert_allclose(other(x), mine, rtol=1e-8, atol=1e-11, err_msg=f"{r.title}: {name}")
