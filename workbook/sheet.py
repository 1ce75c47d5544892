"""One worksheet's cells: typed values, formulas, and what stands in the way of a spill."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils.escape import unescape

from workbook.package import Package, refuse_declarations, refuse_dtd
from workbook.references import MAX_COL, MAX_ROW, Area, FormulaError, a1, column_number, parse_range, tokens

Value = float | str | bool | dt.datetime | None


class CellError(str):
    """An error cell such as ``#N/A``; a text cell with the same letters is a plain str."""

    __slots__ = ()


@dataclass(frozen=True)
class Formula:
    """A formula cell.

    Attributes
    ----------
    text
        Without "="; a shared formula is written out for its own cell.
    area
        The cells its value covers: the cell itself, or the ``ref`` of an array formula.
    kind
        "normal", "array" (fixed ``{=...}``), "spill" (dynamic array) or "table" (data table).
    """

    text: str
    area: Area
    kind: str = "normal"


@dataclass
class Sheet:
    """A worksheet as read: sparse rows of cells, 1-based."""

    name: str
    part: str
    rows: dict[int, dict[int, Value]] = field(default_factory=dict)
    dates: set[tuple[int, int]] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)
    formulas: dict[tuple[int, int], Formula] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    max_row: int = 0
    max_col: int = 0

    def get(self, row: int, col: int) -> Value:
        line = self.rows.get(row)
        return None if line is None else line.get(col)

    def put(self, row: int, col: int, value: Value) -> None:
        """Set a value; None empties the cell."""
        if value is None:
            self.rows.get(row, {}).pop(col, None)
            return
        self.rows.setdefault(row, {})[col] = value
        self.max_row = max(self.max_row, row)
        self.max_col = max(self.max_col, col)


def text_of(node: etree._Element) -> str:
    """Text of a shared or inline string; phonetic readings are left out."""
    out = []
    for child in node:
        kind = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if kind == "t":
            out.append(child.text or "")
        elif kind == "r":
            out += [t.text or "" for t in child.iterfind("{*}t")]
    joined = "".join(out)
    return unescape(joined) if "_x" in joined else joined


def local_area(text: str, sheet: str) -> Area | None:
    """``B2:C9`` of a ref attribute as an area."""
    found = parse_range(text.split(" ")[0])
    return found.area(sheet) if found else None


_DIGITS = "0123456789"


def read_sheet(
    package: Package,
    name: str,
    part: str,
    strings: list[str],
    date_styles: frozenset[str],
    percent_styles: frozenset[str] = frozenset(),
) -> Sheet:
    """Read one worksheet part.

    Parameters
    ----------
    strings
        The shared strings.
    date_styles
        The ``s`` attributes whose number format shows a date or time.
    percent_styles
        Those whose number format shows a percentage.
    """
    sheet = Sheet(name, part)
    data = package.read(part)
    refuse_declarations(data, part, package)
    shared: dict[str, Translator | None] = {}
    columns: dict[str, int] = {}
    expected = 0
    stream = etree.iterparse(
        BytesIO(data),
        events=("end",),
        tag=("{*}row", "{*}mergeCell"),
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        load_dtd=False,
        huge_tree=len(data) > 8 << 20,
    )
    try:
        for _, node in stream:
            if node.tag.endswith("mergeCell"):
                area = local_area(node.get("ref", ""), name)
                if area:
                    sheet.merged.append(area)
                continue
            number = int(node.get("r") or expected + 1)
            expected = number
            _read_row(sheet, node, number, strings, date_styles, percent_styles, shared, columns)
            node.clear()
            parent = node.getparent()
            if parent is not None:
                while node.getprevious() is not None:
                    del parent[0]
        refuse_dtd(stream.root, part, package)
    except etree.XMLSyntaxError as error:
        why = (error.msg or "").splitlines() or ["no XML"]
        raise package.error("damaged", f"{part}: {why[0][:200]}") from None
    except (ValueError, IndexError):
        raise package.error("damaged", f"{part}: a cell near row {expected} cannot be read") from None
    return sheet


def _read_row(
    sheet: Sheet,
    row: etree._Element,
    number: int,
    strings: list[str],
    date_styles: frozenset[str],
    percent_styles: frozenset[str],
    shared: dict[str, Translator | None],
    columns: dict[str, int],
) -> None:
    line: dict[int, Value] = {}
    col = 0
    for cell in row:
        if not cell.tag.endswith("}c"):
            continue
        ref = cell.get("r")
        if ref is None:
            col += 1
        else:
            letters = ref.rstrip(_DIGITS)
            col = columns.get(letters) or columns.setdefault(letters, column_number(letters))
        if not 1 <= col <= MAX_COL or not 1 <= number <= MAX_ROW:
            raise ValueError(ref)
        raw: str | None = None
        value: Value = None
        for child in cell:
            tag = child.tag
            if tag.endswith("}v"):
                raw = child.text
            elif tag.endswith("}f"):
                _read_formula(sheet, cell, child, number, col, shared)
            elif tag.endswith("}is"):
                value = text_of(child)
        kind = cell.get("t", "n")
        if kind == "n":
            if raw:
                value = float(raw)
                style = cell.get("s", "0")
                if style in date_styles:
                    sheet.dates.add((number, col))
                elif style in percent_styles:
                    sheet.percents.add((number, col))
        elif kind == "s":
            value = strings[int(raw)] if raw else None
        elif kind == "str":
            value = raw or ""
            value = unescape(value) if "_x" in value else value
        elif kind == "b":
            value = raw in ("1", "true") if raw else None
        elif kind == "e":
            value = CellError(raw) if raw else None
        elif kind == "d" and raw:
            value = dt.datetime.fromisoformat(raw.removesuffix("Z"))
        if value is not None:
            line[col] = value
            sheet.max_col = max(sheet.max_col, col)
    if line:
        sheet.rows[number] = line
        sheet.max_row = max(sheet.max_row, number)


def _read_formula(
    sheet: Sheet,
    cell: etree._Element,
    node: etree._Element,
    row: int,
    col: int,
    shared: dict[str, Translator | None],
) -> None:
    text = node.text or ""
    kind = node.get("t", "normal")
    here = Area(sheet.name, row, col, row, col)
    area = here
    if kind == "shared":
        text = _shared_text(text, node.get("si", ""), row, col, shared)
        kind = "normal"
    elif kind == "array":
        area = local_area(node.get("ref", ""), sheet.name) or here
        kind = "spill" if cell.get("cm", "0") != "0" else "array"
    elif kind == "dataTable":
        area = local_area(node.get("ref", ""), sheet.name) or here
        kind = "table"
    if text or kind == "table":
        text = unescape(text) if "_x" in text and re.search("_x[0-9A-F]{4}_", text) else text
        sheet.formulas[row, col] = Formula(text, area, kind)


class _Mover(Translator):
    """openpyxl's translator, keeping sheet-scoped names and table references as they are."""

    @classmethod
    def translate_range(cls, range_str: str, rdelta: int, cdelta: int) -> str:
        _, rest = cls.strip_ws_name(range_str)  # type: ignore[no-untyped-call]
        if "[" in rest or not (":" in rest or cls.CELL_REF_RE.match(rest)):
            return range_str
        return str(super().translate_range(range_str, rdelta, cdelta))  # type: ignore[no-untyped-call]


def _shared_text(text: str, index: str, row: int, col: int, shared: dict[str, Translator | None]) -> str:
    if text:
        try:
            tokens(text)
            shared[index] = _Mover("=" + text, a1(row, col))
        except (FormulaError, ValueError):
            shared[index] = None
        return text
    master = shared.get(index)
    if master is None:
        return ""
    try:
        return str(master.translate_formula(a1(row, col))).removeprefix("=")
    except TranslatorError:
        return "#REF!"
