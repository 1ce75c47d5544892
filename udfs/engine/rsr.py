"""Rank-sum ratio (秩和比) with its probit regression and grades. Tian Fengdiao (田凤调), 秩和比法及其应用, 中国统计出版社 1993."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import columns
from .columns import Floats
from .errors import MfgError
from .mcdm import Bools, Parts, scored
from .rank import column_ranks
from .weights import one_group, within

#: Probits that part the grades, from the lowest up, by the number of grades (Tian's table).
LIMITS: dict[int, tuple[float, ...]] = {
    2: (5.0,),
    3: (4.0, 6.0),
    4: (3.5, 5.0, 6.5),
    5: (3.2, 4.4, 5.6, 6.8),
}


def ratio(x: Floats, negative: Bools, w: Floats, interval: bool = False) -> Floats:
    """``RSR_i = sum_j w_j R_ij / n``: R = n for the best unit, ties share their mean rank.

    ``interval`` (非整次): ``R = 1 + (n - 1)(x - min)/(max - min)`` in the indicator's direction instead of whole ranks.
    """
    n = x.shape[0]
    y, _ = columns.scaled(np.where(negative, -x, x))
    if interval:
        columns.refuse_constant(y, "rsr")
        low, high = columns.ends(y)
        r = 1.0 + (n - 1) * (y - low) / (high - low)
    else:
        r = column_ranks(y, "average")
    # Equal ratios may differ in their last digit after the weighted sum: such units tie.
    return np.asarray(np.round(r @ w / n, 12))


@scored
def rsr(x: Floats, negative: Bools, w: Floats) -> Parts:
    """Weighted rank-sum ratio with whole ranks, 0 to 1."""
    return {"score": ratio(x, negative, w)}


@dataclass(frozen=True)
class Grading:
    """The distribution of RSR and the grades made from it.

    ``down`` is the cumulated frequency, ``probit`` 5 + the normal quantile of it (the last one is taken
    at 1 - 1/(4n)), ``fitted`` = a + b probit, ``grade`` 1 for the best; ``r2`` of the regression over the distinct
    values.
    """

    rsr: Floats
    down: Floats
    probit: Floats
    fitted: Floats
    grade: Floats
    a: float
    b: float
    r2: float


def grading(s: Floats, grades: int = 3) -> Grading:
    """Grade RSR values, shape (n,): limits are the fitted RSR at the probits of :data:`LIMITS`."""
    from scipy.special import ndtri

    if grades not in LIMITS:
        raise MfgError("not_whole", "grades", found=grades, low=min(LIMITS), high=max(LIMITS))
    value, where, count = np.unique(s, return_inverse=True, return_counts=True)
    if value.size < 2:
        raise MfgError("all_same", method="rsr")
    n = s.size
    last = np.cumsum(count)
    down = (last - (count - 1) / 2.0) / n
    down[-1] = 1.0 - 1.0 / (4.0 * n)
    probit = 5.0 + ndtri(down)
    centre = probit - probit.mean()
    b = float((centre * (value - value.mean())).sum() / (centre * centre).sum())
    a = float(value.mean() - b * probit.mean())
    fitted = a + b * probit
    r2 = 1.0 - float(((value - fitted) ** 2).sum() / ((value - value.mean()) ** 2).sum())
    limits = a + b * np.array(LIMITS[grades])
    grade = (grades - np.searchsorted(limits, value, "right")).astype(float)
    return Grading(s, down[where], probit[where], fitted[where], grade[where], a, b, r2)


def graded(
    x: Floats, negative: Bools, w: Floats | None = None, grades: int = 3, interval: bool = False
) -> Grading:
    """Rank-sum ratio and grades of a data block, shape (n, m); units with a missing value are left out (NaN)."""
    m = x.shape[1]
    weight = within(np.ones(m) if w is None else w, one_group(m))
    used = np.flatnonzero(weight > 0)
    columns.refuse_missing_column(x)
    rows = np.flatnonzero(~np.isnan(x[:, used]).any(axis=1))
    if rows.size < 2:
        raise MfgError("few_units", found=int(rows.size), method="rsr")
    try:
        s = ratio(x[np.ix_(rows, used)], negative[used], weight[used], interval)
    except MfgError as error:
        if error.col is not None:
            error.col = int(used[error.col])
        raise
    g = grading(s, grades)

    def spread(v: Floats) -> Floats:
        out = np.full(x.shape[0], np.nan)
        out[rows] = v
        return out

    return Grading(
        spread(g.rsr), spread(g.down), spread(g.probit), spread(g.fitted), spread(g.grade), g.a, g.b, g.r2
    )  # fmt: skip
