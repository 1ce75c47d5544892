"""Agreement of two rankings of the same units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .columns import Floats
from .errors import MfgError
from .rank import rank


@dataclass(frozen=True)
class Agreement:
    """How two rankings agree over the units that have both.

    ``spearman`` is Pearson's correlation of average ranks; ``kendall`` is tau-b; ``shift`` the mean
    absolute difference of ranks (1 = best, ties sharing the least) among the common units; ``same``
    counts units with the same rank. ``weighted`` is Spearman's correlation with more weight on the first ranks
    (Pinto da Costa and Soares 2005, Australian and New Zealand Journal of Statistics 47, 515), ``ws`` the
    similarity to ``a`` in which a unit counts half as much as the one before it (Sałabun and Urbaniak 2020,
    ICCS, LNCS 12138, 632); both from average ranks, 1 where the rankings are the same.
    """

    common: int
    spearman: float
    kendall: float
    shift: float
    same: int
    weighted: float
    ws: float


def compare(a: Floats, b: Floats, a_ascending: bool = True, b_ascending: bool = True) -> Agreement:
    """Compare ``a`` with ``b``, both shape (n,); units missing in either are left out.

    ``a_ascending`` is True for ranks (1 is best), False for scores (largest is best).
    """
    both = ~(np.isnan(a) | np.isnan(b))
    n = int(both.sum())
    if n < 2:
        raise MfgError("no_common", "a", found=n)
    x = a[both] if a_ascending else -a[both]
    y = b[both] if b_ascending else -b[both]
    from scipy.stats import kendalltau

    rx, ry = rank(x, "average", order="ascending"), rank(y, "average", order="ascending")
    dx, dy = rx - rx.mean(), ry - ry.mean()
    spread = np.sqrt((dx * dx).sum() * (dy * dy).sum())
    rho = float((dx * dy).sum() / spread) if spread > 0 else float("nan")
    tau = float(kendalltau(x, y, variant="b").statistic)
    step = np.abs(rank(x, "min", order="ascending") - rank(y, "min", order="ascending"))
    apart = rx - ry
    weighted = 1.0 - 6.0 * float((apart**2 * (2 * n + 2 - rx - ry)).sum()) / (n**4 + n**3 - n**2 - n)
    ws = 1.0 - float((2.0**-rx * np.abs(apart) / np.maximum(rx - 1.0, n - rx)).sum())
    return Agreement(n, rho, tau, float(step.mean()), int((step == 0).sum()), weighted, ws)
