"""Consistency of pairwise comparisons: lambda max, CI, CR, GCI, the most inconsistent cell and its mend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import ahp
from .columns import Floats
from .registry import resolve

NAN = float("nan")

#: Random index of Saaty for 1 to 15 items (Saaty 1980, The Analytic Hierarchy Process, McGraw-Hill).
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)

#: Saaty's limit of CR.
CR_LIMIT = 0.10


@dataclass(frozen=True)
class Consistency:
    """Consistency of one judgement matrix.

    Attributes
    ----------
    size, missing
        Items, and comparisons nobody made.
    lambda_max, ci, ri, cr
        ``CI = (lambda_max - m) / (m - 1)``, ``CR = CI / RI`` (0 for two items). RI and CR are NaN
        beyond 15 items, and where comparisons are missing: the random index is of whole matrices.
    gci, gci_limit
        Geometric consistency index and the value that answers to CR = 0.10.
    row, col
        The most inconsistent comparison, row < col; -1 where the matrix is consistent.
    value, mend
        What was said there, and what all other comparisons say.
    cr_mended
        CR with ``mend`` in its place.
    """

    size: int
    missing: int
    lambda_max: float
    ci: float
    ri: float
    cr: float
    gci: float
    gci_limit: float
    row: int
    col: int
    value: float
    mend: float
    cr_mended: float

    @property
    def accepted(self) -> bool | None:
        """True where CR is at most 0.10; GCI decides where there is no CR; None where neither is known."""
        if not np.isnan(self.cr):
            return self.cr <= CR_LIMIT + 1e-12
        return None if np.isnan(self.gci) else self.gci <= self.gci_limit + 1e-12


def random_index(m: int) -> float:
    """Return Saaty's random index for ``m`` items, NaN beyond 15."""
    return RANDOM_INDEX[m - 1] if 1 <= m <= len(RANDOM_INDEX) else NAN


def gci_limit(m: int) -> float:
    """Return the limit of GCI: 0.31 for 3 items, 0.35 for 4, 0.37 for more; NaN for two.

    Aguarón and Moreno-Jiménez (2003), EJOR 147, 137-145.
    """
    return NAN if m < 3 else {3: 0.31, 4: 0.35}.get(m, 0.37)


def geometric_consistency(a: Floats) -> float:
    """Return ``GCI = sum_{i<j} ln^2(a_ij w_j / w_i) / (e - m + 1)``, w by logarithmic least squares.

    e is the number of comparisons, so the divisor is (m - 1)(m - 2) / 2 for a whole matrix (Aguarón
    and Moreno-Jiménez 2003) and the degrees of freedom of the fit otherwise (Crawford and Williams
    1985). NaN where nothing is left over to disagree.
    """
    upper = np.triu(~np.isnan(a), 1)
    free = int(upper.sum()) - a.shape[0] + 1
    if free <= 0:
        return NAN
    return float((_errors(a, ahp.least_squares(a))[upper] ** 2).sum() / free)


def _errors(a: Floats, w: Floats) -> Floats:
    """Return ``ln(a_ij w_j / w_i)``."""
    return np.asarray(np.log(a * w / w[:, None]))


def consistency(a: Floats, method: str | None = None) -> Consistency:
    """Judge a completed matrix (see ``ahp.complete``).

    lambda max is the principal eigenvalue whatever the method of the weights. The most inconsistent
    comparison has the largest ``|ln(a_ij w_j / w_i)|`` under the weights of ``method`` (Saaty 2003,
    EJOR 145, 85-91); its mend is ``w_i / w_j`` of the weights without it (Harker 1987).
    """
    m, chosen = a.shape[0], resolve("ahp", method, "method").name
    missing = int(np.isnan(a).sum()) // 2
    largest, _ = ahp.principal(a)
    ci, ri, cr = _ratio(largest, m, missing)
    row, col, value, mend, after = -1, -1, NAN, NAN, NAN
    upper = np.triu(~np.isnan(a), 1)
    error = np.where(upper, np.abs(_errors(a, ahp.weights(a, chosen))), 0.0)
    # Errors that differ in their last digits only are one: the first of them is named.
    for place in np.argsort(-np.round(error, 9), axis=None, kind="stable")[: int(upper.sum())].tolist():
        i, j = divmod(place, m)
        if error[i, j] <= 1e-9:
            break
        rest = a.copy()
        rest[i, j] = rest[j, i] = NAN
        if not ahp.reach(~np.isnan(rest)).all():
            # Nothing else links the two: there is nothing this judgement could contradict.
            continue
        w = ahp.least_squares(rest) if chosen in ("lls", "geometric") else ahp.eigenvector(rest)
        row, col, value, mend = i, j, float(a[i, j]), float(w[i] / w[j])
        mended = a.copy()
        mended[i, j], mended[j, i] = mend, 1.0 / mend
        after = _ratio(ahp.principal(mended)[0], m, missing)[2]
        break
    return Consistency(
        m, missing, largest, ci, ri, cr, geometric_consistency(a), gci_limit(m), row, col, value, mend, after
    )


def _ratio(largest: float, m: int, missing: int) -> tuple[float, float, float]:
    """Return CI, RI and CR; an index below 0 is the last digit of a consistent matrix."""
    ci = max((largest - m) / (m - 1), 0.0)
    if ci < 1e-12:
        ci = 0.0
    ri = NAN if missing else random_index(m)
    return ci, ri, 0.0 if m == 2 else ci / ri
