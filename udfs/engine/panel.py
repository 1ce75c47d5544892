"""Long panel data, a row for each unit and year: known values before and after, jumps, growth."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .columns import Floats
from .errors import MfgError

Indices = NDArray[np.int64]

#: A value is suspect where it is less than a third or more than three times the one before.
LOW, HIGH = 1 / 3, 3.0


@dataclass(frozen=True)
class Panel:
    """The order of n rows by unit and time.

    Attributes
    ----------
    order
        Shape (n,): row numbers sorted by unit, then time; ``time`` and the ends below follow it.
    first, last
        Shape (n,): where the unit of each sorted row begins and ends.
    """

    order: Indices
    time: Floats
    first: Indices
    last: Indices

    @staticmethod
    def of(unit: Sequence[Hashable], time: Floats) -> Panel:
        """Sort the rows of n units and times.

        Raises
        ------
        MfgError
            ``year_missing``; ``panel_duplicate`` where a unit has two rows for one time.
        """
        time = np.asarray(time, dtype=float)
        if len(unit) != time.size:
            raise MfgError("bad_length", "year", found=time.size, expected=len(unit))
        if np.isnan(time).any():
            raise MfgError("year_missing", "year", row=int(np.argmax(np.isnan(time))))
        number = {u: i for i, u in enumerate(dict.fromkeys(unit))}
        ids = np.array([number[u] for u in unit], dtype=np.int64)
        order = np.lexsort((time, ids))
        ids, time = ids[order], time[order]
        twice = (ids[1:] == ids[:-1]) & (time[1:] == time[:-1])
        if twice.any():
            i = int(np.argmax(twice)) + 1
            raise MfgError(
                "panel_duplicate", "year", row=int(order[i]), found=unit[order[i]], value=f"{time[i]:.12g}"
            )
        starts = np.flatnonzero(np.r_[True, ids[1:] != ids[:-1]]) if ids.size else ids
        sizes = np.diff(np.r_[starts, ids.size])
        return Panel(order, time, np.repeat(starts, sizes), np.repeat(starts + sizes - 1, sizes))

    def before(self, known: NDArray[np.bool_]) -> Indices:
        """Return, for sorted cells, the row of the last known value up to and with each cell; -1 for none."""
        at = np.arange(known.shape[0])[:, None]
        p = np.maximum.accumulate(np.where(known, at, -1), axis=0)
        return np.where(p >= self.first[:, None], p, -1)

    def after(self, known: NDArray[np.bool_]) -> Indices:
        """Return, for sorted cells, the row of the first known value from each cell on; -1 for none."""
        size = known.shape[0]
        at = np.arange(size)[:, None]
        q = np.minimum.accumulate(np.where(known, at, size)[::-1], axis=0)[::-1]
        return np.where(q <= self.last[:, None], q, -1)

    def earlier(self, known: NDArray[np.bool_]) -> Indices:
        """Return the row of the last known value strictly before each cell; -1 for none."""
        p = np.full(known.shape, -1)
        p[1:] = self.before(known)[:-1]
        return np.where(p >= self.first[:, None], p, -1)

    def unsorted(self, values: Floats) -> Floats:
        """Return sorted rows in their own order."""
        out = np.empty_like(values)
        out[self.order] = values
        return out


def latest(x: Floats, panel: Panel, limit: float | None = None) -> Floats:
    """Fill missing values, shape (n, m), with the unit's last known value, at most ``limit`` years old.

    Nothing is taken from later years. Source: COINr impute_panel, "latest".
    """
    y = x[panel.order]
    p = panel.before(~np.isnan(y))
    usable = p >= 0
    if limit is not None:
        usable &= panel.time[:, None] - panel.time[p] <= limit
    return panel.unsorted(np.where(usable, y[p, np.arange(y.shape[1])], y))


def linear(x: Floats, panel: Panel) -> Floats:
    """Fill missing values between two known years on the line through them: ``x_p + (x_q - x_p)(t - t_p)/(t_q - t_p)``.

    Before the first and after the last known year the nearest known value stands, as in COINr
    impute_panel, "linear" (R's approx with rule = 2).
    """
    y = x[panel.order]
    known = ~np.isnan(y)
    j = np.arange(y.shape[1])
    p, q = panel.before(known), panel.after(known)
    tp, tq = panel.time[p], panel.time[q]
    between = (p >= 0) & (q >= 0) & ~known
    part = np.where(between, panel.time[:, None] - tp, 0.0) / np.where(between, tq - tp, 1.0)
    line = y[p, j] * (1 - part) + y[q, j] * part
    out = np.where(known, y, np.where(between, line, np.where(p >= 0, y[p, j], y[q, j])))
    return panel.unsorted(np.where((p < 0) & (q < 0), np.nan, out))


def growth(x: Floats, panel: Panel) -> Floats:
    """Growth a year since the unit's last known year: ``(x_t / x_s)^(1/(t - s)) - 1``, shape (n, m).

    Missing in a unit's first known year and where one of both values is not positive.
    """
    y = x[panel.order]
    p = panel.earlier(~np.isnan(y))
    before = y[p, np.arange(y.shape[1])]
    years = np.where(p >= 0, panel.time[:, None] - panel.time[p], 1.0)
    with np.errstate(invalid="ignore"):
        sound = (p >= 0) & (y > 0) & (before > 0)
    a, b = np.where(sound, y, 1.0), np.where(sound, before, 1.0)
    with np.errstate(over="ignore", under="ignore"):
        rate = np.where(years == 1.0, a / b - 1, np.expm1((np.log(a) - np.log(b)) / years))
    if np.isinf(rate).any():
        raise MfgError("overflow")
    return panel.unsorted(np.where(sound, rate, np.nan))


@dataclass(frozen=True)
class Jumps:
    """Suspect values, in the order of the rows: their row and column, the row before, the ratio of both.

    ``ratio`` is NaN where the value before is 0 and this one is not.
    """

    row: Indices
    col: Indices
    before: Indices
    ratio: Floats


def jumps(x: Floats, panel: Panel, low: float = LOW, high: float = HIGH) -> Jumps:
    """List values whose ratio to the unit's last known year lies outside ``low`` to ``high``.

    A value after 0 is listed unless it is 0 too; a change of sign gives a ratio below 0 and is listed.

    Raises
    ------
    MfgError
        ``low_high`` unless low < high.
    """
    if not low < high:
        raise MfgError("low_high", "low", low=low, high=high)
    y = x[panel.order]
    p = panel.earlier(~np.isnan(y))
    before = np.where(p >= 0, y[p, np.arange(y.shape[1])], np.nan)
    both = ~np.isnan(y) & ~np.isnan(before)
    zero = both & (before == 0)
    with np.errstate(over="ignore", under="ignore"):
        ratio = np.where(both & ~zero, y, np.nan) / np.where(zero, np.nan, before)
    with np.errstate(invalid="ignore"):
        odd = (zero & (y != 0)) | (ratio < low) | (ratio > high)
    i, j = np.nonzero(odd)
    rows, cols = panel.order[i], j
    turn = np.lexsort((cols, rows))
    ratio = np.minimum(ratio[i, j], np.finfo(float).max)
    return Jumps(rows[turn], cols[turn], panel.order[p[i, j]][turn], ratio[turn])
