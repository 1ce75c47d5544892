"""Whole-matrix methods that add up and compare sums: ARAS, MOORA, CoCoSo, MABAC, MAIRCA."""

from __future__ import annotations

import numpy as np

from . import columns
from .columns import Floats
from .errors import MfgError
from .mcdm import Bools, Parts, refuse, scored, unit_range
from .normalise import normalise


@scored
def aras(x: Floats, negative: Bools, w: Floats) -> Parts:
    """``K = S / S_0``: the weighted sum of ``r / sum(r)`` over that of an ideal unit, which the sum includes.

    r = x for benefits (>= 0, not all 0) and 1/x for costs (> 0); the ideal unit has the best of each.
    Zavadskas and Turskis, Technological and Economic Development of Economy 16 (2010) 159.
    """
    refuse(np.where(negative, x <= 0, x < 0), x, "aras")
    with np.errstate(divide="ignore"):
        r = np.where(negative, 1.0 / np.where(negative, x, 1.0), x)
    y, _ = columns.scaled(r)
    best = columns.maximum(y)
    refuse((best <= 0)[None, :] & np.ones_like(x, dtype=bool), x, "aras")
    share = w / (columns.total(y) + best)
    s = y @ share
    return {"S": s, "score": s / float(best @ share)}


@scored
def moora(x: Floats, negative: Bools, w: Floats) -> Parts:
    """The ratio system: the weighted sum of ``x / sqrt(sum x^2)`` over the benefits less that over the costs.

    Brauers and Zavadskas, Control and Cybernetics 35 (2006) 445.
    """
    r = normalise(x, "vector") * w
    gain, cost = r[:, ~negative].sum(axis=1), r[:, negative].sum(axis=1)
    return {"gain": gain, "cost": cost, "score": gain - cost}


@scored
def cocoso(x: Floats, negative: Bools, w: Floats, share_of_sum: float = 0.5) -> Parts:
    """``(ka kb kc)^(1/3) + (ka + kb + kc)/3``: three compromises of ``S = sum w r`` and ``P = sum r^w``, r min-max.

    ka = (S + P)/sum(S + P), kb = S/min S + P/min P, kc = (l S + (1 - l) P)/(l max S + (1 - l) max P). A unit
    that is the worst in every indicator has S = 0, and kb no value: refused. Yazdani, Zarate, Zavadskas and
    Turskis, Management Decision 57 (2019) 2501.
    """
    if not 0.0 <= share_of_sum <= 1.0:
        raise MfgError("out_of_range", "method", found=f"cocoso:{share_of_sum:g}", low=0, high=1)
    r = unit_range(x, negative, "cocoso")
    s, p = r @ w, (r**w).sum(axis=1)
    worst = ~(r > 0).any(axis=1)
    if worst.any():
        raise MfgError("worst_everywhere", row=int(np.argmax(worst)), method="cocoso")
    ka = (s + p) / (s + p).sum()
    kb = s / s.min() + p / p.min()
    kc = (share_of_sum * s + (1 - share_of_sum) * p) / (share_of_sum * s.max() + (1 - share_of_sum) * p.max())
    score = np.cbrt(ka * kb * kc) + (ka + kb + kc) / 3.0
    return {"S": s, "P": p, "ka": ka, "kb": kb, "kc": kc, "score": score}


@scored
def mabac(x: Floats, negative: Bools, w: Floats) -> Parts:
    """``sum (V - G)``: how far ``V = w (r + 1)``, r min-max, lies beyond the border, its geometric mean over the units.

    Pamučar and Ćirović, Expert Systems with Applications 42 (2015) 3016. It ranks as the weighted sum of r does.
    """
    v = w * (unit_range(x, negative, "mabac") + 1.0)
    border = np.exp(np.log(v).mean(axis=0))
    return {"score": (v - border).sum(axis=1)}


@scored
def mairca(x: Floats, negative: Bools, w: Floats) -> Parts:
    """``1 - Q``, Q the sum of the gaps ``w (1 - r) / n`` between what each unit could and does have, r min-max.

    Every unit is as likely to be chosen (1/n). Gigović et al., Sustainability 8 (2016) 372. It ranks as the
    weighted sum of r does.
    """
    gap = (1.0 - unit_range(x, negative, "mairca")) @ w / x.shape[0]
    return {"Q": gap, "score": 1.0 - gap}
