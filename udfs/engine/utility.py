"""Whole-matrix methods that add up utilities: COPRAS, WASPAS, EDAS, MARCOS, PROMETHEE II, fuzzy evaluation."""

from __future__ import annotations

import numpy as np

from . import columns
from .columns import Floats
from .errors import MfgError
from .mcdm import Bools, Parts, linear, refuse, scored, share, unit_range


@scored
def copras(x: Floats, negative: Bools, w: Floats) -> Parts:
    """``Q = S+ + sum(S-) / (S- sum(1/S-))``, S+ and S- the weighted sums of ``x / sum(x)`` over benefits and costs.

    The score is Q / max(Q). Values must be >= 0, and no unit may have S- = 0. Without costs Q = S+.
    Zavadskas, Kaklauskas and Sarka, Technological and Economic Development of Economy 1 (1994) 131.
    """
    refuse(x < 0, x, "copras")
    total = columns.total(x)
    refuse((total <= 0)[None, :] & np.ones_like(x, dtype=bool), x, "copras")
    r = x / total * w
    gain, cost = r[:, ~negative].sum(axis=1), r[:, negative].sum(axis=1)
    q = gain
    if negative.any():
        refuse((cost <= 0)[:, None] & negative, x, "copras")
        q = gain + cost.sum() / (cost * (1.0 / cost).sum())
    return {"S+": gain, "S-": cost, "Q": q, "score": q / q.max()}


@scored
def waspas(x: Floats, negative: Bools, w: Floats, share_of_sum: float = 0.5) -> Parts:
    """``lambda sum w r + (1 - lambda) prod r^w``, r linear: x / max, or min / x for costs.

    Zavadskas et al., Elektronika ir Elektrotechnika 122 (2012) 3.
    """
    part = share(share_of_sum, "waspas")
    r = linear(x, negative, "waspas")
    added = r @ w
    with np.errstate(divide="ignore"):
        product = np.exp(np.log(r) @ w) if (r > 0).all() else np.prod(r**w, axis=1)
    return {"WSM": added, "WPM": product, "score": part * added + (1.0 - part) * product}


@scored
def edas(x: Floats, negative: Bools, w: Floats) -> Parts:
    """``(SP / max SP + 1 - SN / max SN) / 2``, SP and SN the weighted distances above and below the mean, over it.

    Means must be positive. Keshavarz Ghorabaee et al., Informatica 26 (2015) 435.
    """
    mean = columns.mean(x)
    if (mean <= 0).any():
        j = int(np.argmax(mean <= 0))
        raise MfgError("not_positive_sum", col=j, what="@mean", found=float(mean[j]), method="edas")
    d = np.where(negative, mean - x, x - mean) / mean
    above, below = np.maximum(d, 0.0) @ w, np.maximum(-d, 0.0) @ w
    nsp = above / above.max() if above.max() > 0 else above
    nsn = 1.0 - (below / below.max() if below.max() > 0 else below)
    return {"SP": above, "SN": below, "score": (nsp + nsn) / 2.0}


@scored
def marcos(x: Floats, negative: Bools, w: Floats) -> Parts:
    """Utility ``(K+ + K-) / (1 + (1 - f+)/f+ + (1 - f-)/f-)`` against the ideal and the anti-ideal, x > 0.

    K+ = S / S_ideal, K- = S / S_anti, f+ = K- / (K+ + K-), f- = K+ / (K+ + K-). Stević et al., Computers and
    Industrial Engineering 140 (2020) 106231.
    """
    refuse(x <= 0, x, "marcos")
    low, high = columns.ends(x)
    s = np.where(negative, low / x, x / high) @ w
    anti = float((low / high) @ w)
    up, down = s, s / anti
    f_up, f_down = down / (up + down), up / (up + down)
    score = (up + down) / (1.0 + (1.0 - f_up) / f_up + (1.0 - f_down) / f_down)
    return {"K+": up, "K-": down, "score": score}


@scored
def promethee(x: Floats, negative: Bools, w: Floats, p: float = 0.0) -> Parts:
    """Net flow ``phi+ - phi-`` of PROMETHEE II, each the mean preference over and under the other units.

    p = 0: the usual criterion, any difference is full preference. p > 0: V-shaped, full preference at p
    times the indicator's range. Each column is sorted once; no pair is looked at. Brans and Vincke, Management
    Science 31 (1985) 647.
    """
    share(p, "promethee")
    n, m = x.shape
    y, _ = columns.scaled(x)
    win, lose = np.zeros(n), np.zeros(n)
    for j in range(m):
        mine = -y[:, j] if negative[j] else y[:, j]
        # Looked up in order, neighbours are found near each other: several times as fast as in any order.
        turn = np.argsort(mine)
        ordered = mine[turn] - mine[turn[0]]
        full = p * float(ordered[-1])
        win[turn] += w[j] * _preferred(ordered, full)
        down = -ordered[::-1]
        lose[turn] += w[j] * _preferred(down, full)[::-1]
    win, lose = win / (n - 1), lose / (n - 1)
    # Flows are sums of shares of pairs, which are often equal but for their last digit: such units tie.
    return {"phi+": win, "phi-": lose, "score": np.round(win - lose, 13)}


def _preferred(ordered: Floats, full: float) -> Floats:
    """Sum over the others of the preference for each of sorted values: 1 from ``full`` on, linear from 0 to it."""
    high = np.searchsorted(ordered, ordered, "left")
    if full <= 0.0:
        return np.asarray(high, dtype=float)
    low = np.minimum(np.searchsorted(ordered, ordered - full, "right"), high)
    cum = np.concatenate([[0.0], np.cumsum(ordered)])
    return np.asarray(low + ((high - low) * ordered - (cum[high] - cum[low])) / full)


@scored
def fuzzy(x: Floats, negative: Bools, w: Floats, classes: float = 5.0) -> Parts:
    """Fuzzy comprehensive evaluation: memberships ``B = sum_j w_j R_j`` in classes, scored 100 (best) to 0.

    A class stands at each of equally spaced quantiles of an indicator; a value between two of them belongs
    to both, the nearer the more (triangular membership), and the operator is M(product, sum). Columns B1
    (best) to Bk. Wang Peizhuang (1983); how classes are placed is this tool's choice.
    """
    k = share(classes, "fuzzy", 2, 9)
    if k != int(k):
        raise MfgError("not_whole", "method", found=k, low=2, high=9)
    count = int(k)
    y = unit_range(x, negative, "fuzzy")
    steps = np.arange(count, dtype=float)
    out = np.zeros((x.shape[0], count))
    for j in range(x.shape[1]):
        marks = np.quantile(y[:, j], steps / (count - 1))
        # From both sides, so that values on equal quantiles stand in the middle of their classes.
        up = np.interp(y[:, j], marks, steps)
        down = count - 1 - np.interp(-y[:, j], -marks[::-1], steps)
        place = (up + down) / 2.0
        out += w[j] * np.maximum(0.0, 1.0 - np.abs(place[:, None] - steps))
    best_first = out[:, ::-1]
    score = best_first @ (100.0 * (count - 1 - steps) / (count - 1))
    return {**{f"B{i + 1}": best_first[:, i] for i in range(count)}, "score": score}
