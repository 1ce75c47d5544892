"""Commands that write, through the real xlwings into an Excel behind COM; prints the outcome as JSON.

Runs in a process of its own, as ``xlwings_checks.py``. The fake Excel of ``fake_excel.py`` reads only;
here its workbook and sheets take values, as Excel does: a text that begins with ``=`` becomes a formula.
"""

from __future__ import annotations

# isort: off
from fake_excel import NA, Book, ComError, Range, Sheet  # first: it installs the stubs

import datetime as dt
import json
import re
import sys
import traceback
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from xlwings import _xlwindows
from xlwings.main import Book as XlBook

from udfs.excel import commands
from udfs.excel.views import MFG_SINCE

# isort: on

X = [[1.0, 10.0, 0.5], [2.0, 20.0, 1.0], [3.0, 20.0, 2.0], [4.0, 50.0, 4.0]]
CITIES = ["深圳", "=1+1", "成都", "西安"]


class Cells(Range):
    """A range that can be written."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "Value":
            self._write(value)
        elif name in ("NumberFormat", "ColumnWidth"):
            self.Worksheet.formats[self.Row, self.Column, name] = value
        else:
            super().__setattr__(name, value)

    def _write(self, value: Any) -> None:
        rows = value if isinstance(value, list | tuple) else [[value]]
        assert (len(rows), len(rows[0])) == (self.Rows.Count, self.Columns.Count)
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if isinstance(cell, str) and cell.startswith("'"):
                    cell = cell[1:]
                elif isinstance(cell, str) and cell.startswith("="):
                    raise AssertionError(f"{cell} was written as a formula")
                self.Worksheet.cells[self.Row + i, self.Column + j] = cell

    def __call__(self, row: int, column: int) -> Cells:
        """Range's default property, Item: counted from the range's own corner."""
        return Cells(self.Worksheet, self.Row + row - 1, self.Column + column - 1, 1, 1)

    def Select(self) -> None:
        if self.Worksheet.Parent.active is not self.Worksheet:
            raise ComError  # as Excel: only on the active sheet
        self.Worksheet.Parent.done.append(f"select {self.Row},{self.Column}")


class Table:
    """A ListObject."""

    def __init__(self, area: Cells) -> None:
        self.Name, self.Range = "Table1", area

    def Resize(self, area: Cells) -> None:
        assert (area.Row, area.Column) == (self.Range.Row, self.Range.Column)
        self.Range = area


class Tables(list[Any]):
    def Add(self, Source: Cells, XlListObjectHasHeaders: int, **_: Any) -> Table:  # noqa: N803
        assert XlListObjectHasHeaders == 1  # xlYes
        self.append(Table(Source))
        return self[-1]  # type: ignore[no-any-return]


class Page(Sheet):
    """A sheet that gives ranges by address, can be named, moved and activated."""

    def __init__(self, book: Any, name: str) -> None:
        super().__init__(book, name)
        self.formats: dict[Any, Any] = {}
        self.ListObjects = Tables()

    @property
    def Index(self) -> int:
        return self.Parent.Worksheets.index(self) + 1

    @property
    def Name(self) -> str:
        return self._name

    @Name.setter
    def Name(self, name: str) -> None:
        if any(s._name == name for s in self.Parent.Worksheets):
            raise ComError
        self._name = name

    def Cells(self, row: int, column: int) -> Cells:
        return Cells(self, row, column, 1, 1)

    def Range(self, first: Any, last: Any = None) -> Cells:
        if isinstance(first, str):
            whole = re.fullmatch(r"([A-Z]):\1", first)
            column = ord(first[0]) - 64
            return (
                Cells(self, 1, column, 1_048_576, 1) if whole else Cells(self, int(first[1:]), column, 1, 1)
            )
        return Cells(self, first.Row, first.Column, last.Row - first.Row + 1, last.Column - first.Column + 1)

    @property
    def UsedRange(self) -> Cells:
        return Cells(self, 1, 1, self.height, max((c for _, c in self.cells), default=1))

    def Activate(self) -> None:
        self.Parent.active = self

    def Move(self, Before: Page) -> None:  # noqa: N803  (COM's name)
        pages = self.Parent.Worksheets
        pages.remove(self)
        pages.insert(pages.index(Before), self)


class Pages(list[Any]):
    """Excel's collection of sheets."""

    def __init__(self, book: Any) -> None:
        super().__init__()
        self.Parent = book

    @property
    def Count(self) -> int:
        return len(self)

    def __call__(self, key: int | str) -> Any:
        if isinstance(key, int):
            return self[key - 1]
        for page in self:
            if page._name == key:
                return page
        raise ComError

    def Add(self, Before: Page) -> Page:  # noqa: N803
        page = Page(self.Parent, f"Sheet{len(self) + 1}")
        self.insert(self.index(Before), page)
        self.Parent.active = page
        return page


sys.modules["win32timezone"].TimeZoneInfo = SimpleNamespace(utc=lambda: dt.UTC)


class Workbook(Book):
    Name = "Book1"

    def __init__(self, language: str) -> None:
        super().__init__()
        self.done: list[str] = []
        self.active: Any = None
        self.Worksheets: Any = Pages(self)
        sheet = self.sheet("Model")
        self.named["MFG_Language"] = sheet.put(1, 9, [[language]])
        self.named["MFG_Data"] = sheet.put(
            1, 1, [["城市", "p", "q", "n"], *([c, *r] for c, r in zip(CITIES, X, strict=True))]
        )
        self.named["MFG_Framework"] = sheet.put(11, 1, [["代码", "方向"], ["p", "+"], ["q", "+"], ["n", "-"]])
        self.named["MFG_Options"] = sheet.put(21, 1, [["combine", "objective"]])

    def sheet(self, name: str) -> Page:
        self.Worksheets.append(Page(self, name))
        return self.Worksheets[-1]  # type: ignore[no-any-return]

    @property
    def xl(self) -> XlBook:
        return XlBook(impl=_xlwindows.Book(self))

    def rows(self, name: str) -> list[list[Any]]:
        page = self.Worksheets(name)
        return [[page.cells.get((r, c)) for c in range(1, 5)] for r in range(1, page.height + 1)]


def snapshot_adds_its_sheet_last() -> None:
    book = Workbook("en")
    said = commands.snapshot_ranking(book.xl)
    assert said.startswith("Ranks and scores of 4 cities"), said
    assert said.endswith("rows 2 to 5 of the sheet Snapshots."), said
    assert [s._name for s in book.Worksheets] == ["Model", "Snapshots"]
    head, *rows = book.rows("Snapshots")
    assert head == ["Date", "City", "Rank", "Score"]
    assert [r[1] for r in rows] == ["西安", "成都", "=1+1", "深圳"]  # a name, not a formula
    assert [r[2] for r in rows] == [1, 2, 3, 4]
    assert rows[0][3] > rows[3][3]
    today = dt.datetime.now()
    assert all(abs(today - r[0].replace(tzinfo=None)) < dt.timedelta(minutes=3) for r in rows)
    assert book.Worksheets("Snapshots").formats[2, 1, "NumberFormat"] == "yyyy-mm-dd hh:mm"
    assert book.active is book.Worksheets("Snapshots")
    assert book.done == ["select 2,1"]


def snapshots_are_appended() -> None:
    book = Workbook("zh")
    commands.snapshot_ranking(book.xl)
    first = book.rows("Snapshots")
    book.Worksheets("Model").cells[2, 2] = 9.0  # 深圳 becomes the best of p
    said = commands.snapshot_ranking(book.xl)
    assert said.endswith("写入工作表 Snapshots 的第 6–9 行。"), said
    rows = book.rows("Snapshots")
    assert rows[:5] == first
    assert len(rows) == 9
    assert rows[0] == ["日期", "城市", "名次", "得分"]
    assert {r[1] for r in rows[5:]} == set(CITIES)
    assert [s._name for s in book.Worksheets] == ["Model", "Snapshots"]


def snapshot_keeps_a_city_without_a_score_blank() -> None:
    book = Workbook("en")
    book.Worksheets("Model").cells[3, 2] = None
    commands.snapshot_ranking(book.xl)
    last = book.rows("Snapshots")[-1]
    assert last[1:] == ["=1+1", "", ""]  # Excel leaves the cell empty


def snapshot_fills_the_table_of_the_template() -> None:
    """Its blank first row is filled; the table grows; a column of the user's own stays; headings in any order."""
    book = Workbook("zh")
    page = book.sheet("Snapshots")
    page.put(6, 2, [["城市", "备注", "名次", "综合得分", "日期"], [None, None, None, None, None]])
    page.ListObjects.Add(page.Range(page.Cells(6, 2), page.Cells(7, 6)), 1)
    page.ListObjects[0].Name = "Snapshots"
    for first in (7, 11):
        said = commands.snapshot_ranking(book.xl)
        assert said.endswith(f"第 {first}–{first + 3} 行。"), said
        area = page.ListObjects[0].Range
        assert (area.Row, area.Column, area.Rows.Count, area.Columns.Count) == (6, 2, first - 2, 5)
        assert [page.cells.get((first, c)) for c in (2, 3, 4)] == ["西安", None, 1]
        assert page.cells[first, 5] > 0.5
        assert page.cells[first, 6].year >= 2024
        assert page.formats[first, 6, "NumberFormat"] == "yyyy-mm-dd hh:mm"
    snapshots = page.ListObjects[0].Range.Value
    assert MFG_SINCE(snapshots, [[c] for c in CITIES], [[1.0], [2.0], [3.0], [4.0]], caller=None)[1:] == [
        [4.0, 3.0],
        [3.0, 1.0],
        [2.0, -1.0],
        [1.0, -3.0],
    ]


def snapshot_into_a_table_without_a_heading() -> None:
    book = Workbook("zh")
    page = book.sheet("Other")
    page.put(1, 1, [["城市", "名次"], [None, None]])
    page.ListObjects.Add(page.Range(page.Cells(1, 1), page.Cells(2, 2)), 1)
    page.ListObjects[0].Name = "Snapshots"
    said = commands.snapshot_ranking(book.xl)
    assert said.startswith("#MFG! "), said
    assert "日期" in said
    assert page.cells.get((2, 1)) is None


def snapshot_leaves_a_foreign_sheet_alone() -> None:
    book = Workbook("en")
    book.sheet("Snapshots").put(1, 1, [["my", "own"]])
    said = commands.snapshot_ranking(book.xl)
    assert "has no table" in said, said
    assert book.Worksheets("Snapshots").cells == {(1, 1): "my", (1, 2): "own"}


def snapshot_without_a_model() -> None:
    book = Workbook("en")
    del book.named["MFG_Data"]
    assert "MFG_Data" in commands.snapshot_ranking(book.xl)
    assert len(book.Worksheets) == 1
    book = Workbook("en")
    book.Worksheets("Model").cells[3, 2] = NA + 1  # not a number, not an error either
    book.Worksheets("Model").cells[3, 3] = "abc"
    said = commands.snapshot_ranking(book.xl)
    assert said.startswith("#MFG! "), said
    assert len(book.Worksheets) == 1


def profile_shows_the_selected_city() -> None:
    book = Workbook("zh")
    page = book.sheet("Profile")
    page.put(2, 2, [["西安"]])
    book.named["MFG_ProfileCity"] = page.Range("B2")
    assert commands.city_profile(book.xl, " 深圳市 ") == ""
    assert page.cells[2, 2] == "深圳"
    assert book.active is page
    assert book.done == ["select 2,2"]
    for other in ("", "no city", "12"):
        assert commands.city_profile(book.xl, other) == ""
        assert page.cells[2, 2] == "深圳"
    assert commands.city_profile(book.xl, "=1+1") == ""
    assert page.cells[2, 2] == "=1+1"  # as a text
    del book.named["MFG_Data"]
    assert commands.city_profile(book.xl, "成都") == ""
    assert page.cells[2, 2] == "=1+1"


def profile_that_is_not_there() -> None:
    book = Workbook("en")
    assert "MFG_ProfileCity" in commands.city_profile(book.xl, "深圳")
    assert book.done == []


CHECKS: list[Callable[[], None]] = [
    snapshot_adds_its_sheet_last,
    snapshots_are_appended,
    snapshot_keeps_a_city_without_a_score_blank,
    snapshot_fills_the_table_of_the_template,
    snapshot_into_a_table_without_a_heading,
    snapshot_leaves_a_foreign_sheet_alone,
    snapshot_without_a_model,
    profile_shows_the_selected_city,
    profile_that_is_not_there,
]


def main() -> None:
    outcome: dict[str, str | None] = {}
    for check in CHECKS:
        try:
            check()
            outcome[check.__name__] = None
        except Exception:
            outcome[check.__name__] = traceback.format_exc()
    print(json.dumps(outcome))


if __name__ == "__main__":
    main()
