"""Indicators per head, per area, per unit of output: division by denominators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .checks import Finding
from .columns import Floats
from .errors import MfgError


def denominate(
    x: Floats,
    base: Floats,
    use: NDArray[np.int64] | Sequence[int],
    factor: Floats | float = 1.0,
) -> tuple[Floats, list[Finding]]:
    """Divide indicators by denominators: ``factor * x / d``.

    Parameters
    ----------
    x
        Shape (n, m), NaN for missing.
    base
        Denominators, shape (n, p), e.g. population and area.
    use
        Shape (m,): column of ``base`` that each indicator is divided by, -1 for none.
    factor
        Shape (m,) or one for all: 10000 for "per ten thousand". Indicators that are not divided keep
        their values.

    Returns
    -------
    tuple
        Values, shape (n, m), missing where the denominator is missing or 0; and one finding for each
        such cell of ``base``, and for each negative denominator.

    Notes
    -----
    Source: COINr Denominate; OECD/JRC Handbook (2008) ch. 1.5.

    Examples
    --------
    >>> denominate(np.array([[6.0], [8.0]]), np.array([[3.0], [0.0]]), [0], 100)[0].tolist()
    [[200.0], [nan]]
    """
    x, base = np.asarray(x, dtype=float), np.asarray(base, dtype=float)
    which = np.asarray(use, dtype=np.int64)
    factors = np.broadcast_to(np.asarray(factor, dtype=float), which.shape)
    wrong = np.isnan(factors) | (factors == 0)
    if wrong.any():
        raise MfgError(
            "bad_factor", "factor", col=int(np.argmax(wrong)), found=float(factors[np.argmax(wrong)])
        )
    if x.shape[0] != base.shape[0]:
        raise MfgError("bad_length", "base", found=base.shape[0], expected=x.shape[0])
    out = x.copy()
    divided = np.flatnonzero(which >= 0)
    d = base[:, which[divided]]
    with np.errstate(over="ignore"):
        out[:, divided] = x[:, divided] / np.where(d == 0, np.nan, d) * factors[divided]
    over = np.isinf(out).any(axis=0)
    if over.any():
        raise MfgError("overflow", col=int(np.argmax(over)))
    return out, _findings(base, np.unique(which[divided]))


def _findings(base: Floats, used: NDArray[np.int64]) -> list[Finding]:
    found: list[Finding] = []
    d = base[:, used]
    for key, cells in (
        ("denominator_missing", np.isnan(d)),
        ("denominator_zero", d == 0),
        ("denominator_negative", d < 0),
    ):
        for i, j in np.argwhere(cells):
            col = int(used[j])
            params: dict[str, Any] = {} if key != "denominator_negative" else {"found": float(base[i, col])}
            found.append(Finding("warning", key, "base", int(i), col, params))
    return found
