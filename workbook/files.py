"""Tables from files (CSV in the encodings of the field, XLSX) as blocks of cells, and results to CSV."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from udfs.engine.errors import MfgError
from udfs.excel.cells import Block, is_label, is_missing
from workbook.book import Book
from workbook.formula import reference
from workbook.package import PackageError, refuse_target, replacing
from workbook.references import Area, a1

#: Larger files than this are not tables of cities.
LIMIT = 500_000_000

_PLAIN = re.compile(r"[+-]?(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?\d+)?|[+-]?\.\d+")

# What Excel takes for the start of a formula in a CSV file; the wide forms count in East Asian versions.
_STARTS = frozenset("=+-@\t\r\n＝＋－＠")

_TEXTS = {
    "folder": ("没有文件夹 {0}", "there is no folder {0}"),
    "not_folder": ("{0} 是文件，不是文件夹", "{0} is a file, not a folder"),
    "system": ("{0}：{1}", "{0}: {1}"),
    "none": ("没有文件 {0}", "there is no file {0}"),
    "empty": ("{0} 是空文件", "{0} is empty"),
    "encoding": ("{0} 的编码无法识别；请另存为 UTF-8", "the encoding of {0} is not known; save it as UTF-8"),
    "quotes": ("{0} 的引号不成对：{1}", "the quotes of {0} do not match: {1}"),
    "kind": ("{0} 不是 .csv、.txt、.tsv、.xlsx 或 .xlsm", "{0} is not .csv, .txt, .tsv, .xlsx or .xlsm"),
    "large": ("{0} 太大", "{0} is too large"),
    "read": ("无法读取 {0}：{1}", "cannot read {0}: {1}"),
}


class FileError(Exception):
    """A file that cannot be read or written, as one sentence in both languages."""

    def __init__(self, key: str, *values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values

    def text(self, lang: str) -> str:
        return _TEXTS[self.key][0 if lang == "zh" else 1].format(*self.values)

    def __str__(self) -> str:
        return self.text("en")


def decode(raw: bytes, name: str = "") -> str:
    """Decode a text file: a byte-order mark first, then UTF-8, UTF-16 without a mark, GB18030.

    Examples
    --------
    >>> decode("城市".encode("gb18030")), decode("城市".encode("utf-8-sig"))
    ('城市', '城市')
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                raise FileError("encoding", name) from None
    guesses = ["utf-8", "gb18030"]
    if b"\0" in raw[:4096]:
        # Commas and line ends have a zero byte in UTF-16; which side tells the byte order.
        even, odd = raw[:4096:2].count(0), raw[1:4096:2].count(0)
        guesses = ["utf-16-le" if odd >= even else "utf-16-be"]
    for encoding in guesses:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileError("encoding", name)


def _cell(text: str) -> Any:
    text = text.strip().strip("\u3000")
    if not text:
        return None
    # Codes such as 000123 and numbers of more than 15 digits stay texts.
    if _PLAIN.fullmatch(text) and len(text.lstrip("+-").replace(".", "")) <= 17:
        return float(text)
    return text


def read_csv(path: Path) -> Block:
    """Read a CSV file, any of comma, tab or semicolon, as a block."""
    content = decode(path.read_bytes(), path.name)
    if not content.strip():
        raise FileError("empty", path.name)
    first = next(line for line in content.splitlines() if line.strip())
    delimiter = max(",\t;", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise FileError("quotes", path.name, error) from None
    table = _block(path, [[_cell(c) for c in r] for r in rows])
    wide = table.shape[1]
    header = max((j + 1 for j, c in enumerate(table.values[0]) if not is_missing(c)), default=wide)
    for i, r in enumerate(table.values):
        extra = next((c for c in r[header:] if not is_missing(c)), None)
        if extra is not None:
            long = MfgError("row_long", "data", i, header, found=extra)
            long.source = table
            raise long
    return table


def _block(path: Path, rows: list[list[Any]], top: int = 0) -> Block:
    """Square the rows off and drop titles above the header and blank lines below."""
    while rows and all(is_missing(c) for c in rows[-1]):
        rows.pop()
    skip = next((i for i, r in enumerate(rows) if _is_header(r)), 0)
    rows = rows[skip:]
    if not rows:
        raise FileError("empty", path.name)
    width = max((j + 1 for r in rows for j, c in enumerate(r) if not is_missing(c)), default=0)
    rows = [(r + [None] * width)[:width] for r in rows]
    name, shift = path.name, skip + top
    return Block(rows, lambda r, c: f"{name}!{a1(r + 1 + shift, c + 1)}")


def _is_header(row: Sequence[Any]) -> bool:
    filled = [c for c in row if not is_missing(c)]
    return len(filled) >= 2 and sum(map(is_label, filled)) >= max(2, len(filled) // 2)


def read_xlsx(path: Path, role: str) -> Block:
    """Read a workbook: the range named ``MFG_<role>`` if it is one of ours, else the sheet called after
    the role, else the first sheet with cells."""
    with Book(path) as book:
        if f"MFG_{role}" in book.defined_names:
            area = reference(f"MFG_{role}", "", book)
            if area is not None:
                block = book.block(area)
                return Block(block.values, _named(path, block))
        sheets = [s for s in book.sheet_names if s.casefold() == role.casefold()] + book.sheet_names
        for sheet in sheets:
            block = book.block(book.clip(Area(sheet, 1, 1, 1_048_576, 16_384)))
            if not block.is_blank:
                return _block(path, _percentages(book, sheet, [list(r) for r in block.values]))
    raise FileError("empty", path.name)


def _percentages(book: Book, sheet: str, rows: list[list[Any]]) -> list[list[Any]]:
    """Write cells formatted as percentages as such texts: 0.01 shown as 1.0% is "1%", as its author sees it."""
    found = book.sheet(sheet)
    for row, col in found.percents if found is not None else ():
        if row <= len(rows) and col <= len(rows[row - 1]) and isinstance(v := rows[row - 1][col - 1], float):
            rows[row - 1][col - 1] = f"{v * 100:.15g}%"
    return rows


def _named(path: Path, block: Block) -> Any:
    return lambda r, c: f"{path.name} {block.address(r, c)}" if block.address else path.name


def read_table(path: Path, role: str = "Data") -> Block:
    """Read a table from a file; ``role`` is Data, Framework or Delphi.

    Raises
    ------
    FileError, PackageError
        The file is absent, empty, damaged, of another kind or in an unknown encoding.
    """
    if not path.is_file():
        raise FileError("none", path)
    try:
        if path.stat().st_size > LIMIT:
            raise FileError("large", path.name)
        suffix = path.suffix.lower()
        if suffix in (".csv", ".txt", ".tsv"):
            return read_csv(path)
        if suffix in (".xlsx", ".xlsm"):
            return read_xlsx(path, role)
    except OSError as error:
        raise FileError("read", path.name, error.strerror or error) from None
    raise FileError("kind", path.name)


def harmless(cell: Any) -> Any:
    """Return a cell for a CSV file that Excel opens: a text that would run as a formula is quoted."""
    if isinstance(cell, str) and cell[:1] in _STARTS and len(cell) > 1:
        return "'" + cell
    return cell


def write_csv(path: Path, rows: Sequence[Sequence[Any]]) -> None:
    """Write rows as UTF-8 with a byte-order mark, so that Excel reads the Chinese; whole or not at all."""
    refuse_target(path)
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([harmless(c) for c in r] for r in rows)


__all__ = ["FileError", "PackageError", "decode", "read_csv", "read_table", "read_xlsx", "write_csv"]
