"""Combination of subjective weights a and objective weights b (METHOD A 6).

The report says only "integrated"; every form here is therefore an option the user sees. Both
inputs and the result have shape (m,) and sum to 1 inside each group of siblings.
"""

from __future__ import annotations

import numpy as np

from .columns import Floats
from .errors import MfgError
from .registry import resolve
from .weights import Groups, within


def combine(
    a: Floats, b: Floats, method: str | None = None, alpha: float = 0.5, groups: Groups | None = None
) -> Floats:
    """Combine ``a`` and ``b`` by ``method`` (default ``multiplicative``).

    Parameters
    ----------
    alpha
        Share of the subjective weights in ``linear``, 0 to 1.
    """
    chosen = resolve("combine", method, "method")
    if not 0.0 <= alpha <= 1.0:
        raise MfgError("out_of_range", "alpha", found=alpha, low=0, high=1)
    if a.size != b.size:
        raise MfgError("bad_length", "objective", found=b.size, expected=a.size)
    if chosen.name != "objective":
        a = within(a, groups, "subjective")
    if chosen.name != "subjective":
        b = within(b, groups, "objective")
    return within(np.asarray(chosen.function(a, b, alpha)), groups, "weight")


def multiplicative(a: Floats, b: Floats, alpha: float) -> Floats:
    """``a b``, then normalised."""
    return a * b


def linear(a: Floats, b: Floats, alpha: float) -> Floats:
    """``alpha a + (1 - alpha) b``."""
    return alpha * a + (1.0 - alpha) * b


def geometric(a: Floats, b: Floats, alpha: float) -> Floats:
    """``sqrt(a b)``, then normalised."""
    return np.asarray(np.sqrt(a * b))


def subjective_only(a: Floats, b: Floats, alpha: float) -> Floats:
    """``a``."""
    return a


def objective_only(a: Floats, b: Floats, alpha: float) -> Floats:
    """``b``."""
    return b
