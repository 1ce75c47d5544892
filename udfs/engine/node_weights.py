"""Weights of the nodes of one level: from experts and classes, from the data, by development stage.

``level`` is the level's slice of nodes and ``span`` numbers the siblings that share a total of 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .abc_classes import abc_weights, stage_weights
from .columns import Floats
from .delphi import Delphi
from .errors import MfgError, naming
from .framework import Framework
from .options import Options
from .registry import resolve
from .stage_sets import numbered
from .units import UnitTable
from .weights import Groups, within
from .weights import given as given_weights


def subjective_weights(f: Framework, level: slice, delphi: Delphi | None, o: Options, span: Groups) -> Floats:
    given = f.weights()[level]
    source = o.subjective
    if source == "auto":
        source = "delphi" if delphi is not None else "equal" if np.isnan(f.weights()[1:]).all() else "given"
    try:
        if source == "abc":
            return _abc(f, level, delphi, o, span)
        if source == "delphi":
            if delphi is None:
                raise MfgError("no_delphi", "delphi")
            return within(delphi.means(f.code[level]), span, "delphi")
        if source == "equal":
            return within(np.ones(given.size), span)
        return given_weights(given, span)
    except MfgError:
        if o.combine == "objective":
            return np.full(given.size, np.nan)
        raise


def _abc(f: Framework, level: slice, delphi: Delphi | None, o: Options, span: Groups) -> Floats:
    """Weights by classes and expert means (given weights without experts); siblings without classes by the means."""
    if (f.grades < 0).all():
        raise MfgError("abc_none", "framework")
    grade, arg = f.grades[level], "framework" if delphi is None else "delphi"
    e = given_weights(f.weights()[level], span) if delphi is None else delphi.means(f.code[level])
    w = within(e, span, arg)
    classed = np.isin(span, span[grade >= 0])
    if (grade[classed] < 0).any():
        raise MfgError("abc_blank", "framework", col=int(np.flatnonzero(classed & (grade < 0))[0]))
    cols = np.flatnonzero(classed)
    if cols.size:
        groups = np.unique(span[cols], return_inverse=True)[1]
        with naming([f.code[level][j] for j in cols]):
            w[cols] = abc_weights(e[cols], grade[cols], o.abc, o.abc_factor, groups)
    return w


def stages_of(units: UnitTable, f: Framework, o: Options) -> NDArray[np.int64] | None:
    """Return the number of each unit's stage, None where the framework has no stage factors."""
    if not f.stages:
        if o.stage_column:
            raise MfgError("stage_no_factors", "framework", found=o.stage_column)
        return None
    column = o.stage_column
    if not column:
        fitting = [k for k, v in units.groups.items() if any(v) and {n for n in v if n} <= set(f.stages)]
        if len(fitting) != 1:
            raise MfgError("stage_column", "data", known=", ".join(f.stages))
        column = fitting[0]
    if column not in units.groups:
        raise MfgError(
            "stage_column_unknown", "stage_column", found=column, known=", ".join(units.groups) or "-"
        )
    with naming([column]):
        try:
            return numbered(units.groups[column], f.stages, "data")
        except MfgError as error:
            error.where = f"{units.names[error.row or 0]} · {column}"
            raise


def under_stages(f: Framework, level: slice, w: Floats, o: Options, span: Groups) -> Floats:
    """Weights of one level under each stage, shape (k, stages); siblings without factors keep the common ones."""
    table = f.factors()[level]
    bare = np.isnan(table).all(axis=1)
    alone = ~np.isin(span, span[~bare])
    out = np.repeat(w[:, None], table.shape[1], axis=1)
    cols = np.flatnonzero(~alone)
    if cols.size:
        groups = np.unique(span[cols], return_inverse=True)[1]
        base = w[cols] if o.stage_weight == "factor" else None
        try:
            out[cols] = stage_weights(table[cols], base, groups)
        except MfgError as error:
            if error.row is not None and error.col is not None:
                error.where = f"{f.code[level][cols[error.row]]} · {f.stages[error.col]}"
            error.arg = "framework"
            raise
    return out


def objective_weights(x: Floats, o: Options, span: Groups) -> Floats:
    try:
        return np.asarray(resolve("objective", o.objective, "objective").function(x, span))
    except MfgError:
        if o.combine == "subjective":
            return np.full(x.shape[1], np.nan)
        raise
