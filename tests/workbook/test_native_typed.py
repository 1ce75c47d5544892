"""Texts among typed numbers: plain formulas read what the engine reads, and refuse what it refuses."""

from __future__ import annotations

import os

import pytest
import xlsxwriter

from udfs.excel import cells
from workbook import libreoffice
from workbook.book import Book
from workbook.native.rect import Rect
from workbook.native.registry import NoNative
from workbook.native.typed import as_number, plain_numbers, refuse_odd

#: Numbers, texts for no value, and what VALUE takes for a number although it is none.
TEXTS = [
    "12.5", "1,028", "1,028.5", "3%", " 5 ", "1e-5", "2E+3", "1e5", "-4", "+7", ".5", "n/a", "-", "--", "#N/A", "NaN", "缺失",
    "abc", "1/2", "5:30", "2021-01-01", "Jan 5", "5 PM", "$5", "€3", "(5)", "2021年1月", "1-2", "1,5", "7 kg",
]  # fmt: skip


@pytest.mark.skipif(
    libreoffice.find() is None and os.environ.get("CI") != "true", reason="soffice (LibreOffice) is missing"
)
def test_texts_are_read_as_the_engine_reads_them(tmp_path) -> None:
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        sheet = book.add_worksheet("S")
        missing = sorted(cells.MISSING)
        for row, text in enumerate(missing):
            sheet.write_string(row, 5, text)
        none = Rect("S", 1, 6, len(missing), 1).all
        for row, text in enumerate(TEXTS):
            sheet.write_string(row, 0, text)
            sheet.write_formula(row, 1, "=" + plain_numbers(Rect("S", row + 1, 1, 1, 1), none))
            sheet.write_formula(row, 2, "=" + as_number(f"A{row + 1}"))
        # An error cell beside a date hides nothing, and is nothing itself.
        last = len(TEXTS)
        sheet.write_formula(last, 0, "=NA()")
        sheet.write_string(last + 1, 0, "1/2")
        sheet.write_formula(last, 1, "=" + plain_numbers(Rect("S", last + 1, 1, 2, 1), none))
        sheet.write_formula(last + 1, 1, "=" + plain_numbers(Rect("S", last + 1, 1, 1, 1), none))
    result = libreoffice.recalculate(tmp_path / "book.xlsx", tmp_path / "out")
    with Book(result) as found:
        for row, text in enumerate(TEXTS, 1):
            read = cells.number(text)
            assert found.value("S", row, 2) is (read is not None or cells.is_missing(text)), text
            if read is not None:
                assert found.value("S", row, 3) == pytest.approx(read[0], rel=1e-15), text
        assert found.value("S", last + 1, 2) is False
        assert found.value("S", last + 2, 2) is True


@pytest.mark.parametrize(
    ("text", "odd"), [("３．５", True), ("\u22124", True), ("1 028", True), ("1,028", False), ("城市", False)]
)
def test_what_value_cannot_read_stays_a_value(text, odd) -> None:
    if odd:
        with pytest.raises(NoNative):
            refuse_odd([[1.0, text]])
    else:
        refuse_odd([[1.0, text]])
