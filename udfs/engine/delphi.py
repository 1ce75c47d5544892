"""Delphi expert scores: statistics of a round and the mean of the last round as weights (METHOD A 5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import columns
from .columns import Floats
from .errors import MfgError


@dataclass(frozen=True)
class Delphi:
    """Expert scores: ``scores`` of shape (answers, items), the round and expert of each answer.

    An answer is one expert's line in one round; NaN is an item that the expert left out.
    """

    code: tuple[str, ...]
    round: Floats
    expert: tuple[str, ...]
    scores: Floats

    def rounds(self) -> list[float]:
        """Return the round numbers in order."""
        return sorted(set(self.round.tolist()))

    def of_round(self, which: float | None = None) -> Floats:
        """Return the scores of one round, the last if None, shape (experts, items)."""
        known = self.rounds()
        which = known[-1] if which is None else which
        if which not in known:
            raise MfgError(
                "delphi_round", "delphi", found=f"{which:g}", known=", ".join(f"{r:g}" for r in known)
            )
        return self.scores[self.round == which]

    def means(self, codes: tuple[str, ...]) -> Floats:
        """Return the last round's mean score of each of ``codes``, shape (len(codes),)."""
        place = {c: j for j, c in enumerate(self.code)}
        for c in codes:
            if c not in place:
                raise MfgError("delphi_code", "delphi", found=c)
        last = self.of_round()[:, [place[c] for c in codes]]
        none = columns.present(last) == 0
        if none.any():
            raise MfgError("delphi_none", "delphi", found=codes[int(np.argmax(none))])
        return columns.mean(last)


@dataclass(frozen=True)
class RoundStatistics:
    """Statistics of one round, each shape (items,): see METHOD A 5."""

    n: Floats
    mean: Floats
    median: Floats
    q1: Floats
    q3: Floats
    sd: Floats
    cv: Floats
    full: Floats


def statistics(scores: Floats, full: float | None = None) -> RoundStatistics:
    """Describe one round's scores, shape (experts, items).

    Quartiles interpolate as Excel's QUARTILE.INC; the standard deviation has n - 1; the full-score
    rate is the share of experts who gave ``full`` (the highest score in the table if None).
    """
    n = columns.present(scores).astype(float)
    if full is None:
        full = float(np.nanmax(scores)) if scores.size and not np.isnan(scores).all() else float("nan")
    blank = np.full(scores.shape[1], np.nan)
    q1, median, q3 = blank.copy(), blank.copy(), blank.copy()
    some = n > 0
    if some.any():
        q1[some], median[some], q3[some] = np.nanquantile(scores[:, some], [0.25, 0.5, 0.75], axis=0)
    mean = np.where(some, columns.mean(scores), np.nan)
    y, unit = columns.scaled(scores)
    sd = columns.deviation(y) * unit
    with np.errstate(invalid="ignore", divide="ignore"):
        cv = np.where(mean != 0, sd / mean, np.nan)
        rate = np.where(some, (scores == full).sum(axis=0) / n, np.nan)
    return RoundStatistics(n, mean, median, q1, q3, sd, cv, rate)
