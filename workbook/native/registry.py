"""Which worksheet functions have a native form, and the function that writes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.native.call import NativeCall

#: Formulas without "=", a row of them a row of cells; one in braces is an array formula of its cell.
Grid = list[list[str]]
Writer = Callable[["NativeCall"], Grid]

#: The writer of each worksheet function with a native form.
NATIVE: dict[str, Writer] = {}

#: Functions that a workbook's own model can stand for: their arguments may all be left out.
MODEL: set[str] = set()

#: Why the other functions have none: the key of a reason in :mod:`workbook.native.texts`.
VALUES_ONLY: dict[str, str] = {
    "MFG_CHECK": "findings",
    "MFG_TREATED": "findings",
    "MFG_REDUNDANT": "length",
    "MFG_VERSION": "constant",
    "MFG_UNCERTAINTY": "closed",
    "MFG_RANKPROB": "closed",
    "MFG_SENSITIVITY": "closed",
    "MFG_SCENARIOS": "closed",
}


class NoNative(Exception):  # noqa: N818 - an answer more than an error
    """This call has no native form; `key` is the reason, `found` what it is about."""

    def __init__(self, key: str, found: str = "") -> None:
        super().__init__(key)
        self.key = key
        self.found = found


def native(name: str, model: bool = False) -> Callable[[Writer], Writer]:
    """Register the writer of a worksheet function's native form; `model`: it may be called without arguments."""

    def register(writer: Writer) -> Writer:
        NATIVE[name] = writer
        if model:
            MODEL.add(name)
        return writer

    return register


def load() -> dict[str, Writer]:
    """Return NATIVE with every family of writers in it."""
    from workbook.native import (  # noqa: F401 - they register themselves
        agreement,
        consistency,
        describe,
        experts,
        grouping,
        mcdm,
        nodes,
        normalise,
        pairwise,
        prepare,
        profile,
        ranks,
        rescore,
        rounds,
        rsr,
        scores,
        stability,
        treat,
        turn,
        weights,
    )

    return NATIVE
