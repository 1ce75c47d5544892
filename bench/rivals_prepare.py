"""Preparation of data: imputation of three missing values in a hundred, statistics, Box-Cox."""

from __future__ import annotations

import numpy as np
from contest import Call, Case, Contest, Floats, Peer, Prepare

from udfs.engine.impute import Side, impute
from udfs.engine.statistics import kurtosis, skewness
from udfs.engine.treat import treat


def ours(name: str) -> Prepare:
    return lambda case: lambda: impute(case.holes, name)


def groups(case: Case) -> list[str]:
    """Thirty provinces."""
    return [f"p{i % 30}" for i in range(case.n)]


def by_group(case: Case) -> Call:
    side = Side(group=groups(case))
    return lambda: impute(case.holes, "group_mean", side)


def sklearn(strategy: str) -> Peer:
    def prepare(case: Case) -> Call:
        from sklearn.impute import SimpleImputer

        return lambda: SimpleImputer(strategy=strategy).fit_transform(case.holes)

    return Peer("scikit-learn", prepare)


def nearest(case: Case) -> Call:
    """The same neighbours: z-scores, KNNImputer, back."""
    from sklearn.impute import KNNImputer
    from sklearn.preprocessing import StandardScaler

    def run() -> Floats:
        scale = StandardScaler()
        z = KNNImputer(n_neighbors=5).fit_transform(scale.fit_transform(case.holes))
        return np.asarray(scale.inverse_transform(z))

    return run


def transformed(case: Case) -> Call:
    import pandas as pd

    frame, key = pd.DataFrame(case.holes), groups(case)
    return lambda: frame.fillna(frame.groupby(key).transform("mean")).to_numpy()


def moments(case: Case) -> Call:
    return lambda: np.vstack([skewness(case.x), kurtosis(case.x)])


def scipy_moments(case: Case) -> Call:
    from scipy.stats import kurtosis, skew

    return lambda: np.vstack([skew(case.x, bias=False), kurtosis(case.x, bias=False)])


def powers(case: Case) -> Call:
    from scipy.stats import boxcox

    return lambda: np.column_stack([boxcox(c)[0] for c in case.x.T])


CONTESTS = [
    Contest("impute: mean", ours("mean"), (sklearn("mean"),)),
    Contest("impute: median", ours("median"), (sklearn("median"),)),
    Contest("impute: group_mean", by_group, (Peer("pandas", transformed, lacks="nothing"),)),
    Contest("impute: knn", ours("knn"), (Peer("scikit-learn", nearest),), most=1_000),
    Contest("skewness and kurtosis", moments, (Peer("scipy", scipy_moments, lacks="missing values, constant columns"),), rtol=1e-8),
    Contest(
        "treat: boxcox", lambda case: lambda: treat(case.x, "boxcox").values,
        (Peer("scipy", powers, lacks="skewness and kurtosis before and after"),), rtol=1e-4, most=1_000,
    ),
]  # fmt: skip
