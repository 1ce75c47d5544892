"""Order relation analysis (序关系分析法, G1): items in order of importance and the ratio of each neighbour pair."""

from __future__ import annotations

import numpy as np

from .ahp import LIMIT
from .columns import Floats
from .errors import MfgError


def order_relation(ratio: Floats, order: Floats | None = None) -> Floats:
    """Return weights, shape (m,), sum 1: ``w_m = 1 / (1 + sum_k prod_{i>=k} r_i)``, ``w_{k-1} = r_k w_k``.

    Guo Yajun (郭亚军), 综合评价理论、方法及应用, Science Press 2007, ch. 3. His scale of r: 1 equal,
    1.2 slightly, 1.4 clearly, 1.6 strongly, 1.8 extremely more important.

    Parameters
    ----------
    ratio
        Shape (m,): the importance of the item before this one divided by this one's. The first item's
        is not used and may be NaN.
    order
        Shape (m,): the place of each item, 1 the most important; the items stand in order if None.

    Raises
    ------
    MfgError
        ``ahp_one``, ``bad_length``, ``g1_order``, ``g1_blank``, ``g1_ratio``.

    Examples
    --------
    >>> order_relation(np.array([np.nan, 1.2, 1.5])) * 4.3
    array([1.8, 1.5, 1. ])
    """
    m = ratio.size
    if m < 2:
        raise MfgError("ahp_one", "ratio")
    place = np.arange(1.0, m + 1.0) if order is None else order
    if place.size != m:
        raise MfgError("bad_length", "order", found=place.size, expected=m)
    if (np.sort(place) != np.arange(1, m + 1)).any():
        seen = place.tolist()
        wrong = [j for j, p in enumerate(seen) if p not in range(1, m + 1) or seen.index(p) != j]
        raise MfgError("g1_order", "order", col=wrong[0], found=float(place[wrong[0]]), count=m)
    line = np.argsort(place)
    r = ratio[line][1:]
    for key, bad in (("g1_blank", np.isnan(r)), ("g1_ratio", (r < 1.0) | (r > LIMIT))):
        if bad.any():
            j = int(line[1 + int(np.argmax(bad))])
            raise MfgError(key, "ratio", col=j, found=float(ratio[j]))
    # From the last item up; logs keep long chains in range.
    logs = np.concatenate([np.cumsum(np.log(r[::-1]))[::-1], [0.0]])
    w = np.exp(logs - logs.max())
    out = np.empty(m)
    out[line] = w / w.sum()
    return out
