"""Correlations, reliability and principal components."""

from __future__ import annotations

from functools import partial

import numpy as np
from contest import Call, Case, Contest, Floats, Peer

from udfs.engine.correlation import correlate
from udfs.engine.pca import components
from udfs.engine.reliability import alpha

NO_P = "p values, missing values, constant columns"


def pearson(case: Case) -> Call:
    return lambda: correlate(case.x).r


def pearson_gaps(case: Case) -> Call:
    return lambda: correlate(case.holes).r


def spearman(case: Case) -> Call:
    return lambda: correlate(case.x, None, "spearman").r


def kendall(case: Case) -> Call:
    return lambda: correlate(case.x, None, "kendall").r


def pandas(how: str, holes: bool = False) -> Peer:
    """Through a table that is built before the clock starts."""

    def prepare(case: Case) -> Call:
        import pandas as pd

        frame = pd.DataFrame(case.holes if holes else case.x)
        return lambda: frame.corr(how).to_numpy()

    return Peer("pandas", prepare, lacks="p values")


def numpy(case: Case) -> Call:
    return partial(np.corrcoef, case.x, rowvar=False)


def scipy(case: Case) -> Call:
    from scipy.stats import spearmanr

    return lambda: spearmanr(case.x).statistic


def cronbach(case: Case) -> Call:
    def run() -> float:
        k, c = case.m, np.cov(case.x, rowvar=False)
        return float(k / (k - 1) * (1.0 - np.trace(c) / c.sum()))

    return run


def variances(case: Case) -> Call:
    from sklearn.decomposition import PCA

    def run() -> Floats:
        z = (case.x - case.x.mean(axis=0)) / case.x.std(axis=0, ddof=1)
        return np.asarray(PCA().fit(z).explained_variance_)

    return run


def sampling(case: Case) -> Call:
    from factor_analyzer import calculate_bartlett_sphericity, calculate_kmo

    def run() -> tuple[float, float]:
        return float(calculate_kmo(case.x)[1]), float(calculate_bartlett_sphericity(case.x)[0])

    return run


def tests(case: Case) -> Call:
    def run() -> tuple[float, float]:
        found = components(case.x)
        return found.kmo, found.chi2

    return run


CONTESTS = [
    Contest("correlation: pearson", pearson, (
        pandas("pearson"), Peer("numpy", numpy, lacks=NO_P),
    )),
    Contest("correlation: pearson, 3% missing", pearson_gaps, (pandas("pearson", holes=True),)),
    Contest("correlation: spearman", spearman, (pandas("spearman"), Peer("scipy", scipy, lacks="missing values"))),
    Contest("correlation: kendall", kendall, (pandas("kendall"),), most=1_000),
    Contest("alpha", lambda case: lambda: alpha(case.x).raw, (
        Peer("numpy", cronbach, lacks="the standardised alpha, missing values, constant columns"),
    )),
    Contest("pca: eigenvalues", lambda case: lambda: components(case.x).eigenvalue, (
        Peer("scikit-learn", variances, lacks="KMO and Bartlett, constant columns"),
    )),
    # With the determinant of the correlations, which loses digits with many indicators.
    Contest("pca: KMO and Bartlett", tests, (Peer("factor_analyzer", sampling, lacks="eigenvalues and loadings, missing values, constant columns"),), rtol=1e-6),
]  # fmt: skip
