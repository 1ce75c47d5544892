"""What a worksheet function may ask of the workbook it is calculated in, headless."""

from __future__ import annotations

import os

from udfs.excel.model import LANGUAGE
from udfs.excel.model import language_of as read_language
from workbook.book import Book
from workbook.formula import Block, Call, FormulaError, evaluate


def language_of(book: Book, asked: str | None = None) -> str:
    """The workbook's language: the cell named MFG_Language, else `asked`, else MFG_LANG, else zh."""
    area = book.named_area(LANGUAGE)
    cell: object = book.value(area.sheet, area.row1, area.col1) if area else book.name(LANGUAGE, "")
    for value in (cell, asked, os.environ.get("MFG_LANG")):
        found = read_language("" if value is None else str(value).strip('"'))
        if found:
            return found
    return "zh"


class BookContext:
    """The context of one cell's function; remembers the names it read."""

    def __init__(self, book: Book, sheet: str, language: str, call: Call) -> None:
        self._book = book
        self._sheet = sheet
        self._language = language
        self._call = call
        self.read: set[str] = set()

    @property
    def language(self) -> str:
        return self._language

    def named(self, name: str) -> Block | None:
        """The cells or the value of a defined name; None if there is no such name."""
        self.read.add(name)
        if self._book.name(name, self._sheet) is None:
            return None
        area = self._book.named_area(name, self._sheet)
        if area is not None:
            return self._book.block(area)
        try:
            return Block(evaluate(name, self._sheet, self._book, self, self._call))
        except FormulaError:
            return None
