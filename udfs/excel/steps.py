"""Worksheet functions of the first steps: checks, direction, moderate indicators, normalisation."""

from __future__ import annotations

from typing import Any

import numpy as np

from udfs.engine.columns import Floats
from udfs.engine.errors import MfgError
from udfs.engine.indicators import Rules, on_scale
from udfs.engine.moderate import moderate as turn_moderate
from udfs.engine.positive import positive as turn

from . import findings, model, ranges, scalars, spills
from .arguments import Cells, coefficient
from .cells import is_given
from .guard import Rows, worksheet_function


@worksheet_function
def MFG_CHECK(
    data: Cells = None,
    direction: Cells = None,
    weight: Cells = None,
    parent: Cells = None,
    city: Cells = None,
    framework: Cells = None,
    delphi: Cells = None,
    options: Cells = None,
    caller: Any = None,
) -> Rows:
    """Every finding about data, tree, weights, names and experts as a table: level, place, finding."""
    given = {"direction": direction, "weight": weight, "parent": parent, "city": city}
    if not any(is_given(b) for b in (data, framework, delphi, *given.values())):
        data, framework, delphi, options = (
            caller.named(n) for n in (model.DATA, model.FRAMEWORK, model.DELPHI, model.OPTIONS)
        )
        if data is None or framework is None:
            raise MfgError("no_model", "model", name=model.DATA if data is None else model.FRAMEWORK)
    if is_given(framework):
        found = findings.of_model(data, framework, delphi, options, caller.language)
    else:
        found = findings.of_block(data, delphi, **given)
    return findings.table(found, caller.language)


@worksheet_function
def MFG_POSITIVE(
    data: Cells = None, direction: Cells = None, method: Cells = None, k: Cells = None, caller: Any = None
) -> Rows:
    """Data with negative indicators turned, same shape (METHOD A 2)."""
    m = ranges.matrix(data)
    negative = ranges.directions(direction, m.values.shape[1])
    return spills.like(
        m, turn(m.values, negative, scalars.choice(method, "positive", "method").name, coefficient(k))
    )


@worksheet_function
def MFG_MODERATE(
    data: Cells = None, low: Cells = None, high: Cells = None, method: Cells = None, caller: Any = None
) -> Rows:
    """Data with moderate indicators turned, same shape: interval, target, one-sided goalposts."""
    m = ranges.matrix(data)
    count = m.values.shape[1]
    bottom, top = _vector_or(low, "low", count), _vector_or(high, "high", count)
    return spills.like(
        m, turn_moderate(m.values, bottom, top, scalars.choice(method, "moderate", "method").name)
    )


@worksheet_function
def MFG_NORM(
    data: Cells = None,
    direction: Cells = None,
    low: Cells = None,
    high: Cells = None,
    transform: Cells = None,
    cap: Cells = None,
    method: Cells = None,
    positive: Cells = None,
    k: Cells = None,
    missing: Cells = None,
    a: Cells = None,
    b: Cells = None,
    own: Cells = None,
    moderate: Cells = None,
    caller: Any = None,
) -> Rows:
    """Data turned and normalised, same shape (METHOD A 2 and 3)."""
    m = ranges.matrix(data)
    count = m.values.shape[1]
    x = m.values
    if scalars.choice(missing, "missing", "missing").name == "zero":
        x = np.where(np.isnan(x), 0.0, x)
    posts = [_vector_or(post, name, count) for post, name in ((low, "low"), (high, "high"))]
    ab = [_vector_or(v, f"norm_{n}", count) if is_given(v) else None for v, n in ((a, "a"), (b, "b"))]
    negative, inside = ranges.directions_and_moderate(direction, count)
    rules = Rules(
        negative, inside, posts[0], posts[1], ranges.flags(cap, "cap", count),
        _names_or(transform, "transform", count), _names_or(own, "own", count),
    )  # fmt: skip
    _, r = on_scale(
        x, rules, scalars.choice(method, "normalise", "method").name,
        scalars.choice(positive, "positive", "positive").name, coefficient(k), ab[0], ab[1],
        scalars.choice(moderate, "moderate", "moderate").name,
    )  # fmt: skip
    return spills.like(m, r)


def _names_or(block: Cells, arg: str, count: int) -> tuple[str, ...]:
    """Read a name for each of ``count`` columns; one stands for all, "" where left out."""
    if block is None or block.is_blank:
        return ("",) * count
    each = ranges.names(block, arg, None if block.shape == (1, 1) else count)
    return tuple(each * count if len(each) < count else each)


def _vector_or(block: Cells, arg: str, count: int, default: float = float("nan")) -> Floats:
    if block is None or block.is_blank:
        return np.full(count, default)
    if block.shape == (1, 1) and count > 1:
        return np.full(count, scalars.scalar(block, arg, default))
    return ranges.vector(block, arg, count)
