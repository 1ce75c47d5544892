"""Delphi from round to round: agreement (Kendall's W), authority of the experts, convergence (METHOD A 5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import columns
from .columns import Floats
from .delphi import Delphi, statistics
from .errors import MfgError

NAN = float("nan")


@dataclass(frozen=True)
class Concordance:
    """Kendall's coefficient of concordance of judges over items.

    Attributes
    ----------
    judges, items
        Judges who scored every item, and items.
    w, w_plain
        With and without the correction for ties; NaN where nobody tells the items apart.
    chi2, df, p
        ``chi2 = judges (items - 1) W``, its degrees of freedom and upper-tail probability.
    """

    judges: int
    items: int
    w: float
    w_plain: float
    chi2: float
    df: int
    p: float


def concordance(scores: Floats) -> Concordance:
    """Return Kendall's W of ``scores``, shape (judges, items); a judge with a gap is left out.

    ``W = 12 S / (k^2 (n^3 - n) - k sum T)``, S the sum of squared deviations of the items' rank sums
    from their mean, ``T = sum (t^3 - t)`` over each judge's groups of t tied items (Kendall and Babington
    Smith 1939, Ann. Math. Stat. 10, 275-287; Zar, Biostatistical Analysis, 20.16).
    """
    x = scores[~np.isnan(scores).any(axis=1)]
    k, n = x.shape
    if k < 2 or n < 2:
        return Concordance(k, n, NAN, NAN, NAN, n - 1, NAN)
    sums, ties = np.zeros(n), 0.0
    for row in x:
        _, place, count = np.unique(row, return_inverse=True, return_counts=True)
        sums += (np.cumsum(count) - (count - 1) / 2.0)[place]
        t = count.astype(float)
        ties += float((t**3 - t).sum())
    s = float(((sums - k * (n + 1) / 2.0) ** 2).sum())
    whole = float(k) ** 2 * (float(n) ** 3 - n)
    plain = min(12.0 * s / whole, 1.0)
    if whole - k * ties <= 0:
        return Concordance(k, n, NAN, NAN, NAN, n - 1, NAN)
    w = min(12.0 * s / (whole - k * ties), 1.0)
    chi2 = k * (n - 1) * w
    from scipy.special import chdtrc

    return Concordance(k, n, w, plain, chi2, n - 1, float(chdtrc(n - 1, chi2)))


@dataclass(frozen=True)
class Rounds:
    """One value a round, each shape (rounds,).

    Attributes
    ----------
    experts
        Experts who scored anything.
    mean, median, q1, q3, full
        Of all scores of the round; ``full`` is the share of full scores.
    cv
        Mean of the items' coefficients of variation.
    agreement
        Kendall's W of the round.
    cv_change, w_change
        Change against the round before, NaN in the first: a falling CV and a rising W are convergence.
    """

    round: Floats
    experts: Floats
    mean: Floats
    median: Floats
    q1: Floats
    q3: Floats
    full: Floats
    cv: Floats
    agreement: tuple[Concordance, ...]
    cv_change: Floats
    w_change: Floats


def rounds(d: Delphi, full: float | None = None) -> Rounds:
    """Describe every round; ``full`` is the full score, the highest of all rounds if None."""
    numbers = d.rounds()
    if full is None and not np.isnan(d.scores).all():
        full = float(np.nanmax(d.scores))
    lines = []
    agreement = []
    for r in numbers:
        x = d.of_round(r)
        s = statistics(x.reshape(-1, 1), full)
        each = statistics(x, full).cv
        some = each[~np.isnan(each)]
        lines.append(
            [
                float((~np.isnan(x)).any(axis=1).sum()),
                *(float(v[0]) for v in (s.mean, s.median, s.q1, s.q3, s.full)),
                float(some.mean()) if some.size else NAN,
            ]
        )
        agreement.append(concordance(x))
    experts, mean, median, q1, q3, rate, cv = np.array(lines).T
    w = np.array([c.w for c in agreement])
    change = [np.concatenate([[NAN], np.diff(v)]) for v in (cv, w)]
    return Rounds(
        np.array(numbers), experts, mean, median, q1, q3, rate, cv, tuple(agreement), change[0], change[1]
    )


@dataclass(frozen=True)
class Authority:
    """Authority of the experts: ``Cr = (Ca + Cs) / 2``, Ca from the basis of judgement, Cs from familiarity."""

    experts: int
    ca: float
    cs: float

    @property
    def cr(self) -> float:
        """Authority coefficient; at least 0.7 is the usual demand."""
        return (self.ca + self.cs) / 2.0


def authority(basis: Floats, familiarity: Floats) -> Authority:
    """Return the authority of experts who answered each for themselves.

    Parameters
    ----------
    basis
        Shape (experts, grounds): the value of each ground of judgement (practice, theory, peers,
        intuition), summed per expert; one column holds the sums.
    familiarity
        Shape (experts,): familiarity with the subject, 0 to 1.

    Raises
    ------
    MfgError
        ``bad_length``, ``authority_range`` where a coefficient is not between 0 and 1, ``authority_none``.
    """
    if len(basis) != familiarity.size:
        raise MfgError("bad_length", "familiarity", found=familiarity.size, expected=len(basis))
    gone = np.isnan(basis).all(axis=1)
    own = np.where(gone, np.nan, np.where(np.isnan(basis), 0.0, basis).sum(axis=1))
    for values, arg in ((own, "basis"), (familiarity, "familiarity")):
        bad = (values < 0.0) | (values > 1.0 + 1e-9)
        if bad.any():
            i = int(np.argmax(bad))
            raise MfgError("authority_range", arg, row=i, found=float(values[i]))
        if np.isnan(values).all():
            raise MfgError("authority_none", arg)
    return Authority(
        int((~np.isnan(own) | ~np.isnan(familiarity)).sum()),
        float(columns.mean(own[:, None])[0]),
        float(columns.mean(familiarity[:, None])[0]),
    )


def coefficient(value: Floats, count: Floats, experts: float) -> float:
    """Return Ca or Cs from a table of frequencies: ``sum M_j W_j / M``, M_j experts with value W_j."""
    return float((value * count).sum() / experts)
