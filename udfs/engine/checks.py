"""Checks that return every finding as a table instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import columns
from .columns import Floats
from .errors import MfgError, Source, shown

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True)
class Finding:
    """One finding: how severe (``error``, ``warning``, ``info``), which message, where, what was found."""

    severity: str
    key: str
    arg: str = "data"
    row: int | None = None
    col: int | None = None
    params: dict[str, Any] = field(default_factory=dict)
    where: str | None = None
    source: Source | None = None

    def moved(self, rows: int, cols: int) -> Finding:
        """Return the finding with its place shifted, as when labels stand around the numbers."""
        return replace(
            self,
            row=None if self.row is None else self.row + rows,
            col=None if self.col is None else self.col + cols,
        )

    def _error(self) -> MfgError:
        error = MfgError(self.key, self.arg, self.row, self.col, **self.params)
        error.where, error.source = self.where, self.source
        return error

    def place(self, lang: str) -> str:
        """Return where it stands, in ``lang``."""
        return self._error().place(lang)

    def text(self, lang: str) -> str:
        """Return the sentence in ``lang``."""
        return self._error().text(lang)

    @staticmethod
    def of(error: MfgError, severity: str = "error") -> Finding:
        """Return an error as a finding."""
        return Finding(
            severity, error.key, error.arg, error.row, error.col, error.params, error.where, error.source
        )


def check_values(
    x: Floats,
    negative: NDArray[np.bool_] | None = None,
    missing: str = "keep",
    names: Sequence[str] | None = None,
    units: Sequence[str] | None = None,
    limit: int = 200,
) -> list[Finding]:
    """Check a data block, shape (n, m): missing values, empty rows and columns, constants, outliers.

    Parameters
    ----------
    missing
        The rule in force, which decides how severe a missing value is.
    names, units
        Codes of the columns and names of the rows, used as places where given.
    limit
        At most this many missing values and outliers are listed one by one.
    """
    found: list[Finding] = []

    def add(severity: str, key: str, row: int | None = None, col: int | None = None, **params: Any) -> None:
        parts = [] if units is None or row is None else [units[row]]
        if names is not None and col is not None:
            parts.append(names[col])
        known = (row is None or units is not None) and (col is None or names is not None)
        where = " · ".join(parts) if known and parts else None
        found.append(Finding(severity, key, "data", row, col, params, where))

    gone = np.isnan(x)
    there = x.shape[0] - gone.sum(axis=0)
    empty_row: NDArray[np.bool_] = np.asarray(gone.all(axis=1))
    for i in np.flatnonzero(empty_row):
        add("error" if missing != "zero" else "warning", "row_all_missing", row=int(i))
    for j in np.flatnonzero(there == 0):
        add("error", "all_missing", col=int(j))
    key = {"zero": "missing_zero", "reweight": "missing_reweight"}.get(missing, "missing")
    single = gone & ~empty_row[:, None] & (there > 0)[None, :]
    for i, j in np.argwhere(single)[:limit]:
        best = missing == "zero" and negative is not None and bool(negative[j])
        add("warning", "missing_zero_negative" if best else key, int(i), int(j))
    if not x.shape[0]:
        return found
    low = columns.minimum(x)
    same = columns.is_constant(x) & (there > 0)
    for j in np.flatnonzero(same):
        add("error" if x.shape[0] > 1 else "warning", "constant_found", col=int(j), found=float(low[j]))
    with np.errstate(invalid="ignore"):
        below = low < 0
    for j in np.flatnonzero(below):
        add("warning", "negative_values", col=int(j), found=float(low[j]))
    y, _ = columns.scaled(x)
    centre, sd = columns.mean(y), columns.deviation(y)
    with np.errstate(invalid="ignore", divide="ignore"):
        far = np.abs(y - centre) / sd
        big = far > 6.0
    for i, j in np.argwhere(big)[:limit]:
        add("info", "outlier", int(i), int(j), found=float(x[i, j]), value=f"{far[i, j]:.1f}")
    return found


def check_names(names: Sequence[str], arg: str = "city") -> list[Finding]:
    """Check unit names: blanks and duplicates."""
    found: list[Finding] = []
    counts: dict[str, int] = {}
    for i, name in enumerate(names):
        if name.casefold() in TOTALS:
            found.append(Finding("warning", "total_row", arg, row=i, where=name))
        if not name:
            found.append(Finding("error", "unit_blank", arg, row=i))
        else:
            counts[name] = counts.get(name, 0) + 1
    for name, count in counts.items():
        if count > 1:
            found.append(
                Finding("error", "unit_duplicate", arg, params={"found": name, "count": count}, where=name)
            )
    return found


#: Names that are rows of a table and no city.
TOTALS = frozenset(
    [
        "合计",
        "总计",
        "小计",
        "全国",
        "全省",
        "全市",
        "平均",
        "平均值",
        "均值",
        "总和",
        "中位数",
        "total",
        "sum",
        "average",
        "mean",
        "median",
    ]
)


def check_weights(
    w: Floats, groups: NDArray[np.int64], parents: Sequence[str], arg: str = "weight"
) -> list[Finding]:
    """Check given weights, shape (m,): blank, negative, all zero, not summing to 1 inside a group."""
    size = len(parents)
    gone = np.isnan(w)
    blank = np.bincount(groups, weights=gone, minlength=size) == np.bincount(groups, minlength=size)
    found = [Finding("error", "blank_weight", arg, col=int(j)) for j in np.flatnonzero(gone & ~blank[groups])]
    with np.errstate(invalid="ignore"):
        found += [
            Finding("error", "negative_weight", arg, col=int(j), params={"found": float(w[j])})
            for j in np.flatnonzero(w < 0)
        ]
    sums = np.bincount(groups, weights=np.nan_to_num(w), minlength=size)
    for g, s in enumerate(sums):
        if blank[g]:
            found.append(Finding("info", "weights_blank", arg, where=parents[g]))
        elif s == 0:
            found.append(Finding("error", "zero_weights", arg, where=parents[g]))
        elif abs(s - 1.0) > 1e-6:
            found.append(
                Finding("warning", "weights_sum", arg, params={"found": shown(float(s))}, where=parents[g])
            )
    return found
