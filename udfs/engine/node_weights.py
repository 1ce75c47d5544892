"""Weights of the nodes of one level: from experts and classes, from the data, by development stage.

``level`` is the level's slice of nodes and ``span`` numbers the siblings that share a total of 1.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    with naming(f.code[level]):
        return classed_weights(e, grade, span, o.abc, o.abc_factor, arg)


def classed_weights(
    e: Floats,
    grade: NDArray[np.int64],
    span: Groups,
    form: str | None = None,
    factor: Sequence[float] | None = None,
    arg: str = "data",
) -> Floats:
    """ABC weights of one level; siblings without classes are weighted by the expert means alone.

    Parameters
    ----------
    e, grade, span
        Shape (k,): expert means, classes (0 is A, -1 is none), and the group of siblings of each.
    form, factor
        As in :func:`udfs.engine.abc_classes.abc_weights`.

    Raises
    ------
    MfgError
        ``abc_blank`` where only some siblings have a class.
    """
    w = within(e, span, arg)
    classed = np.isin(span, span[grade >= 0])
    if (grade[classed] < 0).any():
        raise MfgError("abc_blank", "framework", col=int(np.flatnonzero(classed & (grade < 0))[0]))
    cols = np.flatnonzero(classed)
    if cols.size:
        groups = np.unique(span[cols], return_inverse=True)[1]
        try:
            w[cols] = abc_weights(e[cols], grade[cols], form, factor, groups)
        except MfgError as error:
            if error.col is not None:
                error.col = int(cols[error.col])
            raise
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
    try:
        return staged_weights(f.factors()[level], w, span, o.stage_weight == "table")
    except MfgError as error:
        if error.row is not None and error.col is not None:
            error.where = f"{f.code[level][error.row]} · {f.stages[error.col]}"
        error.arg = "framework"
        raise


def staged_weights(table: Floats, w: Floats, span: Groups, whole: bool = False) -> Floats:
    """Weights of k nodes under each of G stages, shape (k, G); siblings without factors keep ``w``, made to sum to 1.

    Parameters
    ----------
    table
        Shape (k, G): factors on the common weights, or with ``whole`` the weights themselves; NaN for none.
    w, span
        Shape (k,): common weights and the group of siblings of each.
    """
    bare = np.isnan(table).all(axis=1)
    factored = np.isin(span, span[~bare])
    common = w.copy()
    if not factored.all():
        common[~factored] = within(w[~factored], np.unique(span[~factored], return_inverse=True)[1])
    out = np.repeat(common[:, None], table.shape[1], axis=1)
    cols = np.flatnonzero(factored)
    if cols.size:
        groups = np.unique(span[cols], return_inverse=True)[1]
        try:
            out[cols] = stage_weights(table[cols], None if whole else w[cols], groups)
        except MfgError as error:
            if error.row is not None:
                error.row = int(cols[error.row])
            raise
    return out


def objective_weights(x: Floats, o: Options, span: Groups) -> Floats:
    try:
        return np.asarray(resolve("objective", o.objective, "objective").function(x, span))
    except MfgError:
        if o.combine == "subjective":
            return np.full(x.shape[1], np.nan)
        raise
