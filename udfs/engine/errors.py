"""One error class: what, where, found, fix, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from .messages import argument, say, word

#: Excel refuses longer texts inside arrays.
CELL_LIMIT = 255

#: Fields that are written whole.
_WHOLE = ("known", "log")


def shown(value: object) -> str:
    """Return ``value`` as a short text for a message."""
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value).replace("\n", " ").replace("\r", " ")
    return text if len(text) <= 40 else text[:37] + "..."


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
        Fields of the message. A value that starts with ``"@"`` is a key of ``WORDS``.
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
        self.params = params

    def text(self, lang: str, where: Callable[[int, int], str] | None = None) -> str:
        """Return the sentence without the ``#MFG!`` mark."""
        fields = {
            k: word(v[1:], lang)
            if isinstance(v, str) and v.startswith("@")
            else (str(v) if k in _WHOLE else shown(v))
            for k, v in self.params.items()
        }
        fields["where"] = self.place(lang, where)
        return say(self.key, lang, **fields)

    def place(self, lang: str, where: Callable[[int, int], str] | None = None) -> str:
        """Return the place: a name given by the caller, an address, or row and column."""
        if self.where is not None:
            return self.where
        if where is not None and (self.row is not None or self.col is not None):
            return where(self.row if self.row is not None else -1, self.col if self.col is not None else -1)
        if self.row is not None and self.col is not None:
            return word("cell", lang, self.row + 1, self.col + 1)
        if self.row is not None:
            return word("row", lang, self.row + 1)
        if self.col is not None:
            return word("column", lang, self.col + 1)
        return argument(self.arg, lang)

    def cell(self, lang: str, where: Callable[[int, int], str] | None = None) -> str:
        """Return the whole cell text, ``#MFG! weight: ...``, at most 255 characters."""
        colon = "：" if lang == "zh" else ": "
        text = f"#MFG! {argument(self.arg, lang)}{colon}{self.text(lang, where)}"
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
