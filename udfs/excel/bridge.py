"""xlwings: what the worksheet functions need of it, and nothing else does.

Arguments arrive as raw cells with errors as texts (``err_to_str``) and know their own range, so that
a message can name the cell; the address is asked for only then.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

from udfs.engine.errors import MfgError

from .cells import Block
from .guard import default_language
from .model import LANGUAGE, language_of


def active() -> bool:
    """True where xlwings serves Excel: its COM server has loaded ``xlwings.udfs`` before it asks for us.

    Elsewhere its decorators do nothing, so xlwings (and pandas with it) is not loaded.
    """
    return "xlwings.udfs" in sys.modules


#: Ranges of more cells than this are cut to the sheet's used cells before they are read.
LARGE = 500_000

#: What Excel hands over for an error value is -2146828288 plus the number CVErr takes.
_CVERR = -2146828288
_ERRORS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}


def _address(rng: Any) -> Callable[[int, int], str]:
    def where(row: int, col: int) -> str:
        return f"{rng.sheet.name}!{rng[row, col].get_address(False, False)}"

    return where


def _cell(value: Any) -> Any:
    """Name an error value, which arrives as a whole number; numbers of cells arrive as floats."""
    if type(value) is int and 2000 <= value - _CVERR < 3000:
        return _ERRORS.get(value - _CVERR, "#VALUE!")
    return value


def clean(rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
    """Name the error values among raw cells; rows without any stay as they are."""
    if int not in set(map(type, chain.from_iterable(rows))):
        return rows
    return [[_cell(c) for c in r] for r in rows]


def _used(rng: Any) -> Any:
    """Cut a large range, such as a whole column, to the used cells of its sheet; its corner stays."""
    used = rng.api.Worksheet.UsedRange
    rows, columns = rng.shape
    last_row, last_column = used.Row + used.Rows.Count - 1, used.Column + used.Columns.Count - 1
    rows = max(1, min(rows, last_row - rng.row + 1))
    columns = max(1, min(columns, last_column - rng.column + 1))
    return rng[:rows, :columns]


def block_of(rng: Any) -> Block:
    """Read an xlwings Range as a block.

    Raises
    ------
    MfgError
        ``areas`` for a union such as ``(A1:A9,C1:C9)``, of which Excel hands over the first part only.
    """
    api = rng.api
    count = api.CountLarge
    large = count > LARGE
    if large:
        if api.Areas.Count > 1:
            raise MfgError("areas")
        rng = _used(rng)
    value = rng.raw_value
    rows = value if isinstance(value, list | tuple) else [[value]]
    if not large and count != len(rows) * len(rows[0]):
        raise MfgError("areas")
    return Block(clean(rows), _address(rng))


def accessor() -> Any:
    """Return the xlwings accessor that reads an argument into a :class:`Block`.

    What cannot be read as one block becomes an :class:`MfgError` in its place, which the guard around
    the function turns into the cell's text. Results are plain values already and go out as they are.
    """
    global _accessor
    if _accessor is None:
        from xlwings.conversion import Accessor, Ensure2DStage, Pipeline

        class BlockAccessor(Accessor):  # type: ignore[misc]
            @classmethod
            def reader(cls, options: dict[str, Any]) -> Any:
                def read(context: Any) -> None:
                    if context.range is None:
                        Ensure2DStage()(context)
                        context.value = Block(clean(context.value))
                        return
                    try:
                        context.value = block_of(context.range)
                    except MfgError as error:
                        context.value = error

                return Pipeline().append_stage(read)

        _accessor = BlockAccessor
    return _accessor


_accessor: Any = None


class ExcelContext:
    """The workbook of the calling cell, or a workbook itself, through xlwings."""

    def __init__(self, caller: Any) -> None:
        self._caller = caller
        self._language: str | None = None

    @property
    def language(self) -> str:
        """The workbook's ``MFG_Language``; asked for once a call, and only if a text is written."""
        if self._language is None:
            block = self.named(LANGUAGE)
            found = None if block is None else language_of(block.values[0][0])
            self._language = found or default_language()
        return self._language

    def named(self, name: str) -> Block | None:
        """Return the cells of a defined name of the caller's workbook."""
        try:
            book = self._caller if hasattr(self._caller, "names") else self._caller.sheet.book
            rng = book.names[name].refers_to_range
        except Exception:  # COM raises its own error types for a name that is not there
            return None
        return block_of(rng)


def bind(functions: dict[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Decorate the functions for xlwings where it serves Excel; elsewhere return them as they are."""
    if not active():
        return functions
    from xlwings.udfs import xlarg, xlfunc, xlret

    for f in functions.values():
        xlfunc(f, category="MFG")  # type: ignore[call-arg]
        for name in list(f.__xlfunc__["argmap"]):  # type: ignore[attr-defined]
            xlarg(name, convert="raw" if name == "caller" else accessor())(f)
        xlret(convert=accessor())(f)
    return functions
