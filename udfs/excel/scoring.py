"""Worksheet functions that score: dimensions and the index."""

from __future__ import annotations

from typing import Any

import numpy as np

from udfs.engine import index
from udfs.engine.aggregate import aggregate
from udfs.engine.errors import MfgError
from udfs.engine.framework import ROOT
from udfs.engine.index import Options
from udfs.engine.messages import word
from udfs.engine.registry import resolve
from udfs.engine.weights import within, within_rows

from . import cells, model, ranges, scalars, spills
from .arguments import Cells, coefficient, groups, spanned, tree_of
from .arguments import weights as read_weights
from .cells import is_given
from .guard import Rows, worksheet_function
from .join import same_city


@worksheet_function
def MFG_DIMENSION(
    data: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    node: Cells = None,
    method: Cells = None,
    missing: Cells = None,
    scope: Cells = None,
    caller: Any = None,
) -> Rows:
    """Scores of the level above, units x dimensions (METHOD A 1)."""
    m = ranges.matrix(data)
    number, labels = groups(parent, m.values.shape[1])
    span = spanned(number, scope)
    given_ = read_weights(weight, "weight", number.size, m.values.shape[0])
    if given_ is None or isinstance(given_, str):
        w = np.asarray(resolve("objective", given_, "weight").function(m.values, span))
    else:
        w = within_rows(given_, span) if given_.ndim == 2 else within(given_, span)
    wanted = ranges.names(node, "node") if is_given(node) and node is not None else labels
    for i, n in enumerate(wanted):
        if n not in labels:
            raise MfgError("node_unknown", "node", found=n)
        if n in wanted[:i]:
            raise MfgError("duplicate_name", "node", found=n)
    turn_ = np.array([wanted.index(p) if p in wanted else -1 for p in labels])[number]
    used = np.flatnonzero(turn_ >= 0)
    methods = (
        [h or None for h in ranges.names(method, "method")]
        if is_given(method) and method is not None
        else [None]
    )
    rule = scalars.choice(missing, "missing", "missing").name
    x = m.values if rule != "zero" else np.where(np.isnan(m.values), 0.0, m.values)
    out = aggregate(x[:, used] if used.size < turn_.size else x, w[..., used], turn_[used], methods, rule)
    return spills.like(m, out, wanted)


@worksheet_function
def MFG_SCORE(
    data: Cells = None,
    direction: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    parent_weight: Cells = None,
    method: Cells = None,
    norm: Cells = None,
    score_scale: Cells = None,
    positive: Cells = None,
    k: Cells = None,
    missing: Cells = None,
    caller: Any = None,
) -> Rows:
    """Composite scores of a block, of the workbook's model (no argument), or of one city (its name)."""
    if data is None or data.is_blank or (data.shape == (1, 1) and cells.is_label(data.values[0][0])):
        result = model.read(caller).compute(caller.language)
        if data is None or data.is_blank:
            return spills.along(result.score, True)
        return [
            [spills.out(result.score[same_city(cells.text(data.values[0][0]), result.units.names)])[0][0]]
        ]
    m = ranges.matrix(data)
    number, labels = groups(parent, m.values.shape[1])
    options = Options(
        positive=scalars.choice(positive, "positive", "positive").name,
        k=coefficient(k),
        normalise=scalars.choice(norm, "normalise", "norm").name,
        missing=scalars.choice(missing, "missing", "missing").name,
        combine="multiplicative",
        aggregate=scalars.choice(method, "aggregate", "method").name,
        scale=scalars.choice(score_scale, "scale", "score_scale").name,
    )
    tree = tree_of(number, labels, ranges.directions(direction, number.size))
    n = m.values.shape[0]
    own = read_weights(weight, "weight", number.size, n)
    above = read_weights(parent_weight, "parent_weight", len(labels), n)
    # The tree lists siblings side by side, wherever their columns stand.
    column = [int(i.code) for i in tree.indicators]
    if isinstance(own, np.ndarray):
        own = own[..., column]
    try:
        score = index.compute_scores(m.values[:, column], tree, options, own, above)
    except MfgError as error:
        raise _named(error, m, labels, caller.language) from None
    return spills.like(m, score.reshape(-1, 1), [word("h_score", caller.language)])


def _named(error: MfgError, m: ranges.Matrix, labels: list[str], lang: str) -> MfgError:
    """Turn the codes of :func:`tree_of` in an error into places; only here the addresses are asked for."""
    where = error.where
    if where is None or where == ROOT:
        return error
    number = int(where.removeprefix("p"))
    if error.arg in ("weight", "parent_weight"):
        error.where, error.col = None, number
    elif where.startswith("p"):
        error.where = labels[number]
    else:
        error.where = m.place(-1 if error.row is None else error.row, number, lang)
        if error.key == "constant":
            # The engine saw the normalised value; people look for their own.
            error.params["found"] = float(np.nanmax(m.values[:, number]))
    return error
