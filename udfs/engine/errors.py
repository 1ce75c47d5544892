"""One error class: what, where, found, fix, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from .messages import argument, say, word

#: Excel refuses longer texts inside arrays.
CELL_LIMIT = 255

#: Fields that are written whole.
_WHOLE = ("known", "log")

#: Fields whose value may be ``"@"`` and a key of ``WORDS``; other fields hold what people typed.
_WORDS = ("what", "order")


def shown(value: object) -> str:
    """Return ``value`` as a short text for a message."""
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value).replace("\n", " ").replace("\r", " ")
    return text if len(text) <= 40 else text[:37] + "..."


def rowcol(row: int, col: int, lang: str) -> str:
    """Name a place by number: ``row 3, column 2``; -1 leaves one out."""
    if row >= 0 and col >= 0:
        return word("cell", lang, row + 1, col + 1)
    return word("row", lang, row + 1) if row >= 0 else word("column", lang, col + 1)


class Source(Protocol):
    """Whatever can name its own cells: a block of cells, a matrix with labels, a file."""

    def place(self, row: int, col: int, lang: str) -> str:
        """Name a cell, a column (row -1) or a row (column -1)."""
        ...


class MfgError(Exception):
    """A finding that stops a computation.

    Parameters
    ----------
    key
        Message key in :mod:`udfs.engine.messages`.
    arg
        The argument at fault, e.g. ``"weight"``.
    row, col
        0-based place inside that argument, where known.
    params
        Fields of the message. In ``what`` and ``order`` ``"@sum"`` is the word ``sum`` of ``WORDS``.
    """

    def __init__(
        self, key: str, arg: str = "data", row: int | None = None, col: int | None = None, **params: object
    ) -> None:
        super().__init__(key)
        self.key = key
        self.arg = arg
        self.row = row
        self.col = col
        self.where: str | None = None
        self.source: Source | None = None
        self.params = params

    def text(self, lang: str) -> str:
        """Return the sentence without the ``#MFG!`` mark."""
        fields = {
            k: word(v[1:], lang)
            if k in _WORDS and isinstance(v, str) and v.startswith("@")
            else v.text(lang)
            if isinstance(v, MfgError)
            else (str(v) if k in _WHOLE else shown(v))
            for k, v in self.params.items()
        }
        fields["where"] = self.place(lang)
        return say(self.key, lang, **fields)

    def place(self, lang: str) -> str:
        """Return the place: a name given by the caller, an address, or row and column."""
        if self.where is not None:
            return self.where
        row = -1 if self.row is None else self.row
        col = -1 if self.col is None else self.col
        if row < 0 and col < 0:
            return argument(self.arg, lang)
        if self.source is not None:
            return self.source.place(row, col, lang)
        return rowcol(row, col, lang)

    def cell(self, lang: str) -> str:
        """Return the whole cell text, ``#MFG! weight: ...``, at most 255 characters."""
        colon = "：" if lang == "zh" else ": "
        text = f"#MFG! {argument(self.arg, lang)}{colon}{self.text(lang)}"
        return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"

    def __str__(self) -> str:
        return self.cell("en")


@contextmanager
def naming(columns: Sequence[str], arg: str | None = None) -> Iterator[None]:
    """Name the place of an error raised inside by its column's code instead of its number."""
    try:
        yield
    except MfgError as error:
        if error.where is None and error.col is not None and error.col < len(columns):
            error.where = columns[error.col]
        if arg is not None:
            error.arg = arg
        raise
