"""A workbook read from its package: typed cells, formulas, defined names and tables.

Nothing here writes; `Book` answers what formulas ask (`workbook.formula.Resolver`).
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Self

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.escape import unescape

from udfs.excel.cells import Block
from workbook.formula import address, reference
from workbook.package import Package
from workbook.references import MAX_COL, MAX_ROW, Area, TableInfo
from workbook.sheet import Sheet, Value, local_area, read_sheet, text_of

# Number formats 27-36 and 50-58 are dates in Chinese, Japanese and Korean Excel.
_DATE_IDS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}


class Book:
    """A workbook opened read-only.

    Raises
    ------
    PackageError
        The file cannot be read; see `workbook.package.Package`.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        lang: str | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> None:
        self.package = Package(path, lang)
        try:
            self._read(progress)
        except ValueError as error:
            self.package.close()
            raise self.package.error("damaged", error) from None
        except BaseException:
            self.package.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.package.close()

    @property
    def path(self) -> Path:
        return self.package.path

    # --- reading -----------------------------------------------------------------------------

    def _read(self, progress: Callable[[str], None] | None) -> None:
        root = self.package.xml(self.package.workbook)
        relations = self.package.relations(self.package.workbook)
        where = {identity: target for _, target, identity in relations}
        kinds = {target: kind for kind, target, _ in relations}
        parts = {kind: target for kind, target, _ in relations}
        properties = root.find("{*}workbookPr")
        self.date1904 = properties is not None and properties.get("date1904") in ("1", "true")
        calculation = root.find("{*}calcPr")
        self.full_calc_on_load = calculation is not None and calculation.get("fullCalcOnLoad") in (
            "1",
            "true",
        )
        strings = self._strings(parts.get("sharedStrings"))
        dates, percents = self._number_styles(parts.get("styles"))
        self.sheets: dict[str, Sheet] = {}
        self._tables: dict[str, TableInfo] = {}
        self._order: list[str] = []
        for node in root.iterfind("{*}sheets/{*}sheet"):
            name = str(node.get("name", ""))
            identity = next((str(v) for k, v in node.attrib.items() if str(k).endswith("}id")), "")
            part = where.get(identity, "")
            self._order.append(name)
            if kinds.get(part) != "worksheet":
                continue  # chart and dialog sheets hold no cells
            if progress:
                progress(name)
            sheet = read_sheet(self.package, name, part, strings, dates, percents)
            self.sheets[name.casefold()] = sheet
            for kind, target, _ in self.package.relations(part):
                if kind == "table":
                    self._read_table(target, name)
        self._names = self._defined_names(root)

    def _strings(self, part: str | None) -> list[str]:
        if part is None or part not in self.package.names:
            return []
        return [text_of(node) for node in self.package.xml(part).iterfind("{*}si")]

    def _number_styles(self, part: str | None) -> tuple[frozenset[str], frozenset[str]]:
        """The cell styles that show dates, and those that show percentages."""
        if part is None or part not in self.package.names:
            return frozenset(), frozenset()
        root = self.package.xml(part)
        formats = {
            int(n.get("numFmtId", "0")): n.get("formatCode", "")
            for n in root.iterfind("{*}numFmts/{*}numFmt")
        }
        dates, percents = set(), set()
        for index, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
            number = int(style.get("numFmtId", "0"))
            code = formats.get(number, BUILTIN_FORMATS.get(number, "General"))
            if number in _DATE_IDS or (number in formats and is_date_format(code)):
                dates.add(str(index))
            elif "%" in code:
                percents.add(str(index))
        return frozenset(dates), frozenset(percents)

    def _read_table(self, part: str, sheet: str) -> None:
        root = self.package.xml(part)
        area = local_area(root.get("ref", ""), sheet)
        if area is None:
            return
        names = tuple(
            unescape(str(c.get("name", ""))) for c in root.iterfind("{*}tableColumns/{*}tableColumn")
        )
        info = TableInfo(
            str(root.get("displayName") or root.get("name") or ""),
            area,
            names,
            int(root.get("headerRowCount", "1")),
            int(root.get("totalsRowCount", "0")),
        )
        self._tables[info.name.casefold()] = info

    def _defined_names(self, root: etree._Element) -> dict[tuple[str, str], tuple[str, str]]:
        """(scope sheet or "", name) without case to (name, formula text)."""
        names = {}
        for node in root.iterfind("{*}definedNames/{*}definedName"):
            name, scope = str(node.get("name", "")), node.get("localSheetId")
            if scope is not None and int(scope) >= len(self._order):
                continue
            sheet = "" if scope is None else self._order[int(scope)].casefold()
            names[sheet, name.casefold()] = name, node.text or ""
        return names

    # --- answers -----------------------------------------------------------------------------

    @property
    def sheet_names(self) -> list[str]:
        """All sheets in the order of their tabs, chart sheets too."""
        return list(self._order)

    @property
    def tables(self) -> list[TableInfo]:
        return list(self._tables.values())

    @property
    def defined_names(self) -> dict[str, str]:
        """The workbook's own names and what they refer to."""
        return {name: text for (scope, _), (name, text) in self._names.items() if not scope}

    @property
    def every_name(self) -> dict[tuple[str, str], tuple[str, str]]:
        """(scope sheet or "", name) without case to (name, what it refers to)."""
        return dict(self._names)

    def sheet(self, name: str) -> Sheet | None:
        """A worksheet by name, whatever the case."""
        return self.sheets.get(name.casefold())

    def name(self, name: str, sheet: str) -> str | None:
        """What a defined name refers to; the sheet's own names come first."""
        key = name.casefold()
        found = self._names.get((sheet.casefold(), key)) or self._names.get(("", key))
        return found[1] if found else None

    def table(self, name: str) -> TableInfo | None:
        """A table by name, whatever the case."""
        return self._tables.get(name.casefold())

    def spill(self, sheet: str, row: int, col: int) -> Area | None:
        """The area of the array formula anchored in a cell."""
        found = self.sheet(sheet)
        formula = found.formulas.get((row, col)) if found else None
        return formula.area if formula and formula.kind in ("spill", "array") else None

    def clip(self, area: Area) -> Area:
        """An area with whole columns and rows cut to the used cells of the sheet."""
        sheet = self.sheet(area.sheet)
        if sheet is None or (area.row2 < MAX_ROW and area.col2 < MAX_COL):
            return area
        row2 = max(area.row1, sheet.max_row) if area.row2 == MAX_ROW else area.row2
        col2 = max(area.col1, sheet.max_col) if area.col2 == MAX_COL else area.col2
        return Area(area.sheet, area.row1, area.col1, row2, col2)

    def block(self, area: Area) -> Block:
        """The cells of an area; cells shown as dates are datetimes; a sheet that is gone is #REF!."""
        sheet = self.sheet(area.sheet)
        if sheet is None:
            return Block([["#REF!"]])
        area = self.clip(area)
        cols = range(area.col1, area.col2 + 1)
        empty: dict[int, Value] = {}
        rows: list[list[object]] = []
        for number in range(area.row1, area.row2 + 1):
            line = sheet.rows.get(number, empty)
            rows.append([line.get(c) for c in cols] if line else [None] * len(cols))
        if sheet.dates:
            for row, col in _inside(sheet.dates, area):
                rows[row - area.row1][col - area.col1] = self._date(rows[row - area.row1][col - area.col1])
        return Block(rows, address(Area(sheet.name, area.row1, area.col1, area.row2, area.col2)))

    def value(self, sheet: str, row: int, col: int) -> Value:
        """The raw value of a cell; a date is its serial number."""
        found = self.sheet(sheet)
        return found.get(row, col) if found else None

    def named_area(self, name: str, sheet: str = "") -> Area | None:
        """The cells a defined name refers to; None if it is not defined or no reference."""
        text = self.name(name, sheet)
        return None if text is None else reference(text, sheet, self)

    def _date(self, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, float):
            return value
        start = dt.datetime(1904, 1, 1) if self.date1904 else dt.datetime(1899, 12, 30)
        try:
            return start + dt.timedelta(days=value) if value >= 0 else value
        except OverflowError:
            return value


def _inside(cells: set[tuple[int, int]], area: Area) -> list[tuple[int, int]]:
    if area.rows * area.cols < len(cells):
        return [
            (r, c)
            for r in range(area.row1, area.row2 + 1)
            for c in range(area.col1, area.col2 + 1)
            if (r, c) in cells
        ]
    return [(r, c) for r, c in cells if area.contains(r, c)]
