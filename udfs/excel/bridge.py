"""xlwings: what the worksheet functions need of it, and nothing else does.

Arguments arrive as raw cells with errors as texts (``err_to_str``) and know their own range, so that
a message can name the cell; the address is asked for only then.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from .cells import Block
from .guard import default_language
from .model import LANGUAGE, language_of


def active() -> bool:
    """True where xlwings serves Excel; elsewhere its decorators do nothing and are not loaded."""
    return sys.platform == "win32" or "xlwings.udfs" in sys.modules


def _address(rng: Any) -> Callable[[int, int], str]:
    def where(row: int, col: int) -> str:
        return f"{rng.sheet.name}!{rng[row, col].get_address(False, False)}"

    return where


def block_of(rng: Any) -> Block:
    """Read an xlwings Range as a block."""
    from xlwings import conversion

    return conversion.read(rng, None, {"convert": accessor()})  # type: ignore[no-any-return]


def accessor() -> Any:
    """Return the xlwings accessor that reads an argument into a :class:`Block`."""
    global _accessor
    if _accessor is None:
        from xlwings.conversion import (
            Accessor,
            CleanDataFromReadStage,
            Ensure2DStage,
            Pipeline,
            ReadValueFromRangeStage,
        )

        class BlockAccessor(Accessor):  # type: ignore[misc]
            @classmethod
            def reader(cls, options: dict[str, Any]) -> Any:
                wanted = {**options, "err_to_str": True}

                def wrap(context: Any) -> None:
                    rng = context.range
                    context.value = Block(context.value, None if rng is None else _address(rng))

                return (
                    Pipeline()
                    .append_stage(ReadValueFromRangeStage(wanted))
                    .append_stage(Ensure2DStage())
                    .append_stage(CleanDataFromReadStage(wanted))
                    .append_stage(wrap)
                )

        _accessor = BlockAccessor
    return _accessor


_accessor: Any = None


class ExcelContext:
    """The workbook of the calling cell, through xlwings."""

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
            rng = self._caller.sheet.book.names[name].refers_to_range
        except Exception:  # COM raises its own error types for a name that is not there
            return None
        return block_of(rng)


def bind(functions: dict[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Decorate the functions for xlwings where it serves Excel; elsewhere return them as they are."""
    if not active():
        return functions
    from xlwings.udfs import xlarg, xlfunc

    for f in functions.values():
        xlfunc(f, category="MFG")  # type: ignore[call-arg]
        for name in list(f.__xlfunc__["argmap"]):  # type: ignore[attr-defined]
            if name != "caller":
                xlarg(name, convert=accessor())(f)
    return functions
