"""The wall around every worksheet function: blocks in, rows of plain values out, no exception past it."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import wraps
from time import perf_counter
from typing import Any

import numpy as np

from udfs.engine.errors import CELL_LIMIT, MfgError

from . import cells, log, ranges
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


#: Blocks of more rows or columns than this lose their trailing blank rows or columns.
HUGE_ROWS, HUGE_COLUMNS = 100_000, 10_000


def as_block(value: Any) -> Block | None:
    """Wrap whatever a caller passes: a block, rows, a flat list, or one value; ragged rows are filled up."""
    if value is None:
        return None
    address = None
    if isinstance(value, Block):
        rows, address = value.values, value.address
    else:
        if hasattr(value, "tolist"):
            value = value.tolist()
        if not isinstance(value, list | tuple):
            return Block([[value]])
        nested = [isinstance(r, list | tuple) for r in value]
        rows = (
            [list(r) if n else [r] for r, n in zip(value, nested, strict=True)]
            if any(nested)
            else [list(value)]
        )
    width = max(map(len, rows), default=0)
    if not width:
        return Block([])
    if any(len(r) != width for r in rows):
        rows = [[*r, *[None] * (width - len(r))] for r in rows]
    elif isinstance(value, Block):
        return value
    return Block(rows, address)


def _extent(rows: Sequence[Sequence[Any]]) -> int:
    """Count rows up to the last that holds something."""
    count = len(rows)
    while count and not any(c is not None and c != "" for c in rows[count - 1]):
        count -= 1
    return count


def trimmed(blocks: dict[str, Block | None]) -> dict[str, Block | None]:
    """Cut the blank tail of huge blocks: ``=MFG_RANK(C:C)`` has 1 048 576 rows, most of them blank.

    All huge blocks of one call are cut to the same number of rows, that of the longest, so that
    ``=MFG_RANKING(C:C,A:A)`` keeps its rows together. Blocks of a usual size are never cut: their
    results keep their size.
    """
    tall = [b.values for b in blocks.values() if b is not None and b.shape[0] > HUGE_ROWS]
    wide = [b.values for b in blocks.values() if b is not None and b.shape[1] > HUGE_COLUMNS]
    if not tall and not wide:
        return blocks
    rows = max([1, *map(_extent, tall)])
    columns = max([1, *(_extent(list(zip(*v[:rows], strict=True))) for v in wide)])

    def cut(block: Block | None) -> Block | None:
        if block is None:
            return None
        values = block.values[:rows] if block.shape[0] > HUGE_ROWS else block.values
        if block.shape[1] > HUGE_COLUMNS:
            values = [r[:columns] for r in values]
        return block if values is block.values else Block(values, block.address)

    return {name: cut(b) for name, b in blocks.items()}


def worksheet_function(f: Callable[..., Rows]) -> Callable[..., Rows]:
    """Register ``f`` and guard it: an error becomes one cell with a short text.

    ``f`` takes its arguments as blocks (None where left out) and, as ``caller``, the
    :class:`~udfs.excel.model.Context` of the formula.
    """
    code = f.__code__
    names = code.co_varnames[: code.co_argcount - 1]

    @wraps(f)
    def guarded(*args: Any, caller: Any = None, **named: Any) -> Rows:
        blocks: dict[str, Block | None] = {}
        language = default_language()
        began = perf_counter()
        try:
            if len(args) == len(names) + 1 and caller is None:
                *args, caller = args  # type: ignore[assignment]
            context = _context(caller)
            given = {**dict(zip(names, args, strict=False)), **named}
            try:
                if len(args) > len(names) or not set(named) <= set(names):
                    raise MfgError(
                        "too_many_arguments", "model", found=len(args) + len(named), expected=len(names)
                    )
                for name, value in given.items():
                    if isinstance(value, MfgError):
                        # What the bridge could not read as one block.
                        value.arg = name
                        raise value
                    blocks[name] = as_block(value)
                blocks = trimmed(blocks)
                # Overflow and division by zero stop with a message instead of spreading as NaN.
                with np.errstate(over="raise", divide="raise", under="ignore"):
                    rows = plain(f(**blocks, caller=context))
                log.called(f.__name__, blocks, perf_counter() - began)
                return rows
            except FloatingPointError:
                raise MfgError("overflow") from None
            except MfgError as error:
                language = context.language
                block = blocks.get(error.arg)
                if block is not None:
                    ranges.locate(error, block)
                return [[error.cell(language)]]
        except MfgError as error:
            return [[error.cell(_language(caller))]]
        except Exception as error:  # the last wall before Excel: it must never see a traceback
            log.called(f.__name__, blocks, perf_counter() - began, failed=True)
            lost = MfgError("internal", "model", found=type(error).__name__, log=str(log.path()))
            return [[lost.cell(_language(caller))]]

    FUNCTIONS[f.__name__] = guarded
    return guarded


def _language(caller: Any) -> str:
    """Return the language of a message after something broke, perhaps the workbook's own answer."""
    try:
        return _context(caller).language
    except Exception:  # whatever broke before may break again
        return default_language()


def plain(rows: Rows) -> Rows:
    """Let only what Excel takes in an array leave: finite numbers, logical values, texts of at most 255 characters."""
    for i, row in enumerate(rows):
        if set(map(type, row)) != {float} or not math.isfinite(sum(row)):
            rows[i] = [_plain(c) for c in row]
    return rows if rows and rows[0] else [[cells.NA]]


def _plain(cell: Any) -> Any:
    if hasattr(cell, "item"):
        cell = cell.item()
    if isinstance(cell, bool):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, int | float | Decimal):
        try:
            value = float(cell)
        except OverflowError:
            value = math.inf
        if math.isinf(value):
            raise MfgError("overflow")
        if value != value:
            return cells.NA
        return cell if type(cell) is int and abs(cell) < 2**53 else value
    text = cell if isinstance(cell, str) else cells.text(cell)
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"


def _context(caller: Any) -> Context:
    if caller is None:
        return NoWorkbook(default_language())
    if hasattr(caller, "named"):
        return caller  # type: ignore[no-any-return]
    from .bridge import ExcelContext

    return ExcelContext(caller)


def call(name: str, args: list[Block | None], context: Context) -> Rows:
    """Call a worksheet function by name, as the headless recalculation does; never raises."""
    from . import worksheet  # (fills FUNCTIONS)

    if name.upper() not in FUNCTIONS:
        worksheet.load_families()
    f = FUNCTIONS.get(name.upper())
    if f is None:
        return [["#NAME?"]]
    count = f.__wrapped__.__code__.co_argcount - 1  # type: ignore[attr-defined]
    if len(args) > count:
        return [["#VALUE!"]]
    return f(*args, caller=context)
