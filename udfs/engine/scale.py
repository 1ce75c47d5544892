"""Score scales (METHOD A 7): the report prints scores of 0 to 100 and gives no rule, so all are options.

Each takes scores, shape (n,), NaN where missing, and returns the same shape.
"""

from __future__ import annotations

import numpy as np

from .columns import Floats
from .errors import MfgError
from .registry import resolve


def scale(s: Floats, method: str | None = None) -> Floats:
    """Rescale scores by ``method``: ``raw`` (default), ``max100``, ``minmax100``, ``efficacy``."""
    chosen = resolve("scale", method, "scale")
    s = np.asarray(s, dtype=float)
    if not s.size or np.isnan(s).all():
        return s
    return np.asarray(chosen.function(s))


def rescale(other: Floats, s: Floats, method: str | None = None) -> Floats:
    """Put ``other`` scores, any shape, onto the scale that :func:`scale` gives to ``s``, shape (n,)."""
    if resolve("scale", method, "scale").name == "raw" or not s.size or np.isnan(s).all():
        return other
    # Every scale is a straight line through what it makes of the highest score and one other value.
    top, low = float(np.nanmax(s)), float(np.nanmin(s))
    ends = scale(s, method)
    high_to, low_to = float(np.nanmax(ends)), float(np.nanmin(ends))
    if top == low:
        return other / top * high_to
    # Halves keep the differences of the largest numbers within range.
    part = (other / 2.0 - low / 2.0) / (top / 2.0 - low / 2.0)
    return np.asarray(low_to + (high_to - low_to) * part)


def raw(s: Floats) -> Floats:
    """``s``."""
    return s


def max100(s: Floats) -> Floats:
    """``100 s / max(s)``; the maximum must be positive."""
    top = float(np.nanmax(s))
    if top <= 0:
        raise MfgError("scale_positive", "scale", found=top)
    with np.errstate(over="ignore"):
        out = s / top * 100.0
    if np.isinf(out).any():
        raise MfgError("overflow", "scale")
    return np.asarray(out)


def minmax100(s: Floats) -> Floats:
    """``100 (s - min) / (max - min)``."""
    return 100.0 * _unit(s, "minmax100")


def efficacy(s: Floats) -> Floats:
    """``60 + 40 (s - min) / (max - min)``, the efficacy coefficient."""
    return 60.0 + 40.0 * _unit(s, "efficacy")


def _unit(s: Floats, method: str) -> Floats:
    low, high = float(np.nanmin(s)), float(np.nanmax(s))
    if low == high:
        raise MfgError("scale_constant", "scale", found=low, method=method)
    if max(abs(low), abs(high)) > 1e307:
        # Half of each keeps the differences of the largest numbers within range.
        s, low, high = s / 2.0, low / 2.0, high / 2.0
    return np.asarray((s - low) / (high - low))
