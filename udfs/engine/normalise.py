"""Normalisation: bring indicators of different units onto one scale.

Each method is a function of the positive-ised data, shape (n, m) with NaN for missing, to the
same shape. Methods with parameters take them as ``a`` and ``b``, one value or one for each
indicator; None and NaN mean the documented default. Sources stand in the registry; ranks and
categories are in :mod:`normalise_ranks`, targets, reference units and bases in :mod:`normalise_targets`.
"""

from __future__ import annotations

import inspect

import numpy as np
from numpy.typing import NDArray

from . import columns
from .columns import Floats
from .errors import MfgError
from .registry import resolve


def normalise(x: Floats, method: str | None = None, a: Option = None, b: Option = None) -> Floats:
    """Normalise every column by ``method`` (default ``vector``).

    Parameters
    ----------
    a, b
        The method's parameters, one value or shape (m,); what they are stands in its own docstring.

    Raises
    ------
    MfgError
        ``all_missing``, ``constant`` (min-max and z-score of a column of one value),
        ``not_positive_sum`` (sum, mean and max scaling of a column that is not positive on the whole),
        ``unused_option`` (a parameter the method does not have), and those of the methods.
    """
    chosen = resolve("normalise", method, "norm")
    x = np.asarray(x, dtype=float)
    columns.refuse_missing_column(x)
    given = {name: value for name, value in (("a", a), ("b", b)) if value is not None}
    if given:
        known = inspect.signature(chosen.function).parameters
        for name in given:
            if name not in known:
                raise MfgError("unused_option", f"norm_{name}", found=name, method=chosen.name)
    return np.asarray(chosen.function(x, **given))


#: A parameter of a method: one value, or one for each indicator.
Option = Floats | float | None


def vector(x: Floats) -> Floats:
    """``x / sqrt(sum x^2)``."""
    y, _ = columns.scaled(x)
    norm = np.sqrt(columns.squares(y))
    if (norm == 0).any():
        j = int(np.argmax(norm == 0))
        raise MfgError("constant", col=j, found=0.0, method="vector")
    return np.asarray(y / norm)


def minmax(x: Floats, a: Option = None, b: Option = None) -> Floats:
    """``a + (b - a)(x - min)/(max - min)``: from a (default 0) to b (default 1), a < b."""
    ends = columns.ends(x)
    columns.refuse_constant(x, "minmax", known=ends)
    y, unit = columns.scaled(x, ends)
    low, high = ends[0] / unit, ends[1] / unit
    r = np.asarray((y - low) / (high - low))
    if a is None and b is None:
        return r
    bottom, top = (columns.option(v, d, x.shape[1]) for v, d in ((a, 0.0), (b, 1.0)))
    bad = ~(bottom < top)
    if bad.any():
        j = int(np.argmax(bad))
        raise MfgError("ends_order", "norm_a", found=float(bottom[j]), high=float(top[j]))
    # The weighted form reaches both ends exactly.
    return bottom * (1.0 - r) + top * r


def zscore(x: Floats, a: Option = None, b: Option = None) -> Floats:
    """``a + b (x - mean)/sd`` with n - 1: mean a (default 0), standard deviation b (default 1, above 0)."""
    count, ends = columns.present(x), columns.ends(x)
    columns.refuse_constant(x, "zscore", known=ends, count=count)
    y, _ = columns.scaled(x, ends)
    centre = columns.mean(y, count)
    return _placed((y - centre) / columns.deviation(y, centre, count), a, b)


def robust(x: Floats, a: Option = None, b: Option = None) -> Floats:
    """``a + b (x - median)/(1.4826 MAD)``, MAD the median distance from the median.

    ``a`` (default 0) is the score of the median, ``b`` (default 1, above 0) that of one robust standard
    deviation. Refused where half of the units or more have the median's value: MAD is 0.
    """
    ends = columns.ends(x)
    columns.refuse_constant(x, "robust", known=ends)
    y, _ = columns.scaled(x, ends)
    d = y - columns.median(y)
    spread = 1.4826 * columns.median(np.abs(d))
    if (spread == 0).any():
        raise MfgError("zero_mad", col=int(np.argmax(spread == 0)))
    return _placed(d / spread, a, b)


def _placed(z: Floats, a: Option, b: Option) -> Floats:
    if a is None and b is None:
        return np.asarray(z)
    centre, unit = (columns.option(v, d, z.shape[1]) for v, d in ((a, 0.0), (b, 1.0)))
    columns.refuse_not_positive(unit, "norm_b")
    return centre + unit * z


def by_sum(x: Floats) -> Floats:
    """``x / sum(x)``; the sum must be positive."""
    ends = columns.ends(x)
    y, unit = columns.scaled(x, ends)
    return over(y, columns.total(y), "@sum", "sum", columns.largest(x, ends) / unit)


def by_mean(x: Floats) -> Floats:
    """``x / mean(x)``; the mean must be positive."""
    ends = columns.ends(x)
    y, unit = columns.scaled(x, ends)
    return over(y, columns.mean(y), "@mean", "mean", columns.largest(x, ends) / unit)


def by_max(x: Floats) -> Floats:
    """``x / max(x)``; the maximum must be positive."""
    ends = columns.ends(x)
    return over(x, ends[1], "@maximum", "max", columns.largest(x, ends))


def unchanged(x: Floats) -> Floats:
    """``x`` itself."""
    return x


def over(x: Floats, base: Floats, what: str, method: str, largest: Floats | None = None) -> Floats:
    """``x / base``, refused where the base is not clearly positive; ``largest`` |x| of each column where known."""
    # A sum that is only rounding noise is 0: dividing by it would make numbers out of nothing.
    noise = 1e-12 * (columns.largest(x) if largest is None else largest)
    bad = base <= noise
    if bad.any():
        j = int(np.argmax(bad))
        raise MfgError("not_positive_sum", col=j, found=float(base[j]), what=what, method=method)
    return np.asarray(x / base)


def goalposts(
    x: Floats, low: Floats, high: Floats, negative: NDArray[np.bool_], cap: NDArray[np.bool_]
) -> Floats:
    """``(x - low) / (high - low)``, or ``(high - x) / (high - low)`` for a negative indicator.

    Parameters
    ----------
    x
        Shape (n, m), in the indicators' units.
    low, high
        Goalposts, shape (m,), low < high.
    negative, cap
        Shape (m,): direction, and whether values beyond the goalposts are set to 0 or 1.

    Source: UNDP, Human Development Report, technical note 1 (dimension index).
    """
    bad = ~(low < high)
    if bad.any():
        j = int(np.argmax(bad))
        raise MfgError("goalposts", col=j, low=float(low[j]), high=float(high[j]))
    # A quarter of each keeps the differences of the largest numbers within range.
    reach = np.fmax(np.fmax(np.abs(low), np.abs(high)), columns.largest(x))
    unit = np.where(reach > 1e307, 0.25, 1.0)
    x, low, high = x * unit, low * unit, high * unit
    with np.errstate(over="ignore"):
        out = np.where(negative, high - x, x - low) / (high - low)
    out = np.where(cap, np.clip(out, 0.0, 1.0), out)
    beyond = np.isinf(out).any(axis=0)
    if beyond.any():
        raise MfgError("overflow", col=int(np.argmax(beyond)))
    return out


def log(x: Floats) -> Floats:
    """Natural logarithm of positive values."""
    return np.asarray(np.log(_domain(x, x <= 0, "log")))


def log10(x: Floats) -> Floats:
    """Common logarithm of positive values."""
    return np.asarray(np.log10(_domain(x, x <= 0, "log10")))


def sqrt(x: Floats) -> Floats:
    """Square root of values that are not negative."""
    return np.asarray(np.sqrt(_domain(x, x < 0, "sqrt")))


def _domain(x: Floats, bad: NDArray[np.bool_], method: str) -> Floats:
    if bad.any():
        row, col = (int(v) for v in np.argwhere(bad)[0])
        raise MfgError("log_domain", row=row, col=col, found=float(x[row, col]), method=method)
    return x


def transform(x: Floats, how: tuple[str, ...]) -> Floats:
    """Apply the transform named for each column (``log``, ``log10``, ``sqrt``, or "" for none)."""
    chosen = [resolve("transform", h, "transform") for h in how]
    if all(c.name == "none" for c in chosen):
        return x
    out = np.array(x, dtype=float)
    for j, c in enumerate(chosen):
        if c.name != "none":
            try:
                out[:, j : j + 1] = c.function(x[:, j : j + 1])
            except MfgError as error:
                error.col = j
                raise
    return out
