"""Mean profiles of groups: how a stage, region or cluster does in every column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .columns import Floats
from .errors import MfgError


@dataclass(frozen=True)
class GroupMeans:
    """Means of each column by group, in order of the groups' first appearance.

    Attributes
    ----------
    name
        g group names.
    count
        Units of each group, shape (g,).
    mean
        Shape (g, m); NaN where a group has no value in a column.
    overall
        Means over all units that belong to a group, shape (m,).
    """

    name: tuple[str, ...]
    count: Floats
    mean: Floats
    overall: Floats


def group_means(x: Floats, groups: Sequence[str]) -> GroupMeans:
    """Average the columns of ``x``, shape (n, m), by the n group names; missing values are left out.

    Raises
    ------
    MfgError
        ``bad_length`` where there is not one group a unit.
    """
    if len(groups) != x.shape[0]:
        raise MfgError("bad_length", "group", found=len(groups), expected=x.shape[0])
    names = tuple(dict.fromkeys(groups))
    number = {g: i for i, g in enumerate(names)}
    where = np.array([number[g] for g in groups], dtype=np.int64)
    member = (where == np.arange(len(names))[:, None]).astype(float)
    there = (~np.isnan(x)).astype(float)
    # A mean of the largest numbers is within range though their sum is not.
    unit = 2.0**-64 if x.size and np.nanmax(np.abs(x), initial=0.0) > 1e280 else 1.0
    filled = np.where(there > 0, x, 0.0) * unit
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (member @ filled) / (member @ there) / unit
        overall = filled.sum(axis=0) / there.sum(axis=0) / unit
    return GroupMeans(names, member.sum(axis=1), mean, overall)
