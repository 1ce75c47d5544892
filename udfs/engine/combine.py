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

#: Methods whose shares of a and b depend on all siblings at once.
_WHOLE = frozenset(["game", "moment"])


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
    if chosen.name in _WHOLE and groups is not None:
        w = np.empty(a.size)
        for g in range(int(groups.max(initial=-1)) + 1):
            mine = np.flatnonzero(groups == g)
            w[mine] = chosen.function(a[mine], b[mine], alpha)
    else:
        w = np.asarray(chosen.function(a, b, alpha))
    return within(w, groups, "weight")


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


def relative_entropy(a: Floats, b: Floats, alpha: float) -> Floats:
    """Minimum relative entropy: ``min sum w ln(w/a) + sum w ln(w/b)``, sum w = 1.

    The Lagrangian gives ``ln w = (ln a + ln b) / 2 + const``, so ``w = sqrt(a b) / sum sqrt(a b)``: the
    same weights as ``geometric``.
    """
    return geometric(a, b, alpha)


def least_squares(a: Floats, b: Floats, alpha: float) -> Floats:
    """Least squares: ``min sum_ij ((a_j - w_j) z_ij)^2 + ((b_j - w_j) z_ij)^2``, sum w = 1.

    The Lagrangian gives ``w_j = (a_j + b_j) / 2 + c / sum_i z_ij^2``, and c = 0 because a and b each sum
    to 1: the data z drop out, and the weights are those of ``linear`` with alpha 0.5.
    """
    return linear(a, b, 0.5)


def game_theory(a: Floats, b: Floats, alpha: float) -> Floats:
    """Game theory: ``w = (|x| a + |y| b) / (|x| + |y|)``, where x a + y b deviates least from a and from b.

    The first-order conditions are ``[a.a a.b; b.a b.b] [x; y] = [a.a; b.b]`` (陈加良,
    基于博弈论的组合赋权评价方法研究, 福建电脑 2003(9) 15-16). With d = a - b, x is to y as ``b.b (a.d)`` to ``-a.a (b.d)``: no digits are lost where a and b
    are close. Equal vectors share equally.
    """
    d = a - b
    x, y = abs(float(b @ b) * float(a @ d)), abs(float(a @ a) * float(b @ d))
    if x + y == 0.0:
        x = y = 1.0
    return np.asarray((x * a + y * b) / (x + y))


def moment(a: Floats, b: Floats, alpha: float) -> Floats:
    """Moment estimation: ``w = p a + (1 - p) b``, ``p = mean_j a_j / (a_j + b_j)`` over items with any weight.

    With more than one vector a side: ``combine_many.moment``, which has the derivation.
    """
    some = a + b > 0
    p = float((a[some] / (a[some] + b[some])).mean()) if some.any() else 0.5
    return p * a + (1.0 - p) * b
