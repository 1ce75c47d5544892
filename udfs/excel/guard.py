"""The wall around every worksheet function: blocks in, rows of plain values out, no exception past it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from udfs.engine.errors import CELL_LIMIT, MfgError

from . import cells, log
from .cells import Block
from .model import Context

Rows = list[list[Any]]

#: Every worksheet function by name, filled by :func:`worksheet_function`.
FUNCTIONS: dict[str, Callable[..., Rows]] = {}


@dataclass(frozen=True)
class NoWorkbook:
    """The context of a call that comes from no workbook."""

    language: str = "zh"

    def named(self, name: str) -> Block | None:
        return None


def default_language() -> str:
    """Return the language set by the environment (``MFG_LANG``), Chinese if there is none."""
    return "en" if os.environ.get("MFG_LANG", "zh").lower().startswith("en") else "zh"


def as_block(value: Any) -> Block | None:
    """Wrap whatever a caller passes: a block, rows, a flat list, or one value."""
    if value is None or isinstance(value, Block):
        return value
    if isinstance(value, list | tuple):
        rows = [list(r) if isinstance(r, list | tuple) else [r] for r in value]
        if value and not isinstance(value[0], list | tuple):
            rows = [list(value)]
        return Block(rows)
    return Block([[value]])


def worksheet_function(f: Callable[..., Rows]) -> Callable[..., Rows]:
    """Register ``f`` and guard it: an error becomes one cell with a short text.

    ``f`` takes its arguments as blocks (None where left out) and, as ``caller``, the
    :class:`~udfs.excel.model.Context` of the formula.
    """
    code = f.__code__
    names = code.co_varnames[: code.co_argcount - 1]

    @wraps(f)
    def guarded(*args: Any, caller: Any = None, **named: Any) -> Rows:
        if len(args) > len(names):
            *args, caller = args  # type: ignore[assignment]
        blocks = {**dict(zip(names, map(as_block, args), strict=False)), **named}
        context = _context(caller)
        try:
            return _safe(f(**blocks, caller=context))
        except MfgError as error:
            block = blocks.get(error.arg)
            if block is not None:
                cells.locate(error, block)
            return [[error.cell(context.language)]]
        except Exception as error:  # the last wall before Excel: it must never see a traceback
            shapes = {k: b.shape for k, b in blocks.items() if b is not None}
            log.logger().exception("%s failed, shapes %s", f.__name__, shapes)
            lost = MfgError("internal", "model", found=type(error).__name__, log=str(log.path()))
            return [[lost.cell(context.language)]]

    FUNCTIONS[f.__name__] = guarded
    return guarded


def _safe(rows: Rows) -> Rows:
    """Cut texts that Excel cannot take in an array; nothing but plain values leaves."""
    for row in rows:
        for j, cell in enumerate(row):
            if type(cell) is str and len(cell) > CELL_LIMIT:
                row[j] = cell[: CELL_LIMIT - 1] + "…"
    return rows


def _context(caller: Any) -> Context:
    if caller is None:
        return NoWorkbook(default_language())
    if hasattr(caller, "named"):
        return caller  # type: ignore[no-any-return]
    from .bridge import ExcelContext

    return ExcelContext(caller)


def call(name: str, args: list[Block | None], context: Context) -> Rows:
    """Call a worksheet function by name, as the headless recalculation does; never raises."""
    from . import worksheet  # noqa: F401  (fills FUNCTIONS)

    f = FUNCTIONS.get(name.upper())
    if f is None:
        return [["#NAME?"]]
    count = f.__wrapped__.__code__.co_argcount - 1  # type: ignore[attr-defined]
    if len(args) > count:
        return [["#VALUE!"]]
    return f(*args, caller=context)
