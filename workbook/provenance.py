"""The sheet that says where the values of a shared copy come from."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from udfs import __version__
from workbook.book import Book
from workbook.live import Live
from workbook.references import a1, quote_sheet
from workbook.share_texts import say
from workbook.sheet import CellError

#: How many formulas the sheet lists.
LISTED = 3000

Row = list[tuple[str, str]]


@dataclass(frozen=True)
class Facts:
    """What the sheet states besides the workbook's own content."""

    source: Path
    saved: dt.datetime
    shared: dt.datetime
    who: str = ""
    recalculated: bool = False
    spills: tuple[str, ...] = ()


def moment(when: dt.datetime) -> str:
    """A local time as people write it, with its offset from UTC.

    >>> moment(dt.datetime(2026, 11, 23, 8, 5, tzinfo=dt.UTC))
    '2026-11-23 08:05 +00:00'
    """
    text = when.strftime("%Y-%m-%d %H:%M %z")
    return f"{text[:-2]}:{text[-2:]}"


def rows(book: Book, live: Live, facts: Facts, lang: str) -> list[Row]:
    """The cells of the sheet as (text, look)."""
    out: list[Row] = [
        [(say("title", lang), "title")],
        [("", "label"), (say("what", lang, facts.source.name), "text")],
        [],
        [(say("section_file", lang), "section")],
    ]
    pairs = [
        ("source", facts.source.name),
        ("saved", moment(facts.saved)),
        *([("recalculated", moment(facts.shared))] if facts.recalculated else []),
        ("shared", moment(facts.shared)),
        ("who", facts.who.strip() or say("nobody", lang)),
        ("version", f"MFG Index {__version__}"),
        *(("computed", text) for text in _versions(live)),
        ("inputs", f"{inputs_hash(book)}\n{say('inputs_note', lang)}"),
        ("file", _file_hash(facts.source)),
    ]
    out += [[(say(key, lang), "label"), (text, "text")] for key, text in pairs]
    out += [[], [(say("section_method", lang), "section")]]
    method = list(_method(book, lang))
    out += [[(label, "label"), (text, "text")] for label, text in method] or [
        [(say("no_method", lang), "text")]
    ]
    out += [[], [(say("section_converted", lang), "section")]]
    out.append([("", "label"), (say("counts", lang, len(live.cells), live.covered), "text")])
    errors = list(_errors(live))
    if errors:
        more = " ..." if len(errors) > 12 else ""
        out.append([("", "label"), (say("errors", lang, len(errors), ", ".join(errors[:12]) + more), "text")])
    if facts.spills:
        more = " ..." if len(facts.spills) > 12 else ""
        out.append([("", "label"), (say("spill", lang, ", ".join(facts.spills[:12]) + more), "text")])
    out.append([(say("head_cells", lang), "label"), (say("head_formula", lang), "label")])
    out += [[(c.place, "text"), ("=" + c.formula.text, "text")] for c in live.cells[:LISTED]]
    if len(live.cells) > LISTED:
        out.append([("", "text"), (say("more", lang, len(live.cells) - LISTED), "text")])
    out += [[], [(say("section_left", lang), "section")]]
    left = [say("left_name", lang, n, t) for n, t in live.names]
    left += [say("left_part", lang, s, t) for s, t in live.rules]
    out += [[("", "label"), (text, "text")] for text in left or [say("none", lang)]]
    return out


def inputs_hash(book: Book) -> str:
    """SHA-256 of every cell that is no formula's result: sheet, address and value, in reading order.

    A value is its type and its text (the shortest that gives the number back), so the hash does not
    depend on the program that saved the file.
    """
    digest = hashlib.sha256()
    for name in book.sheet_names:
        sheet = book.sheet(name)
        if sheet is None:
            continue
        computed: dict[int, list[tuple[int, int]]] = {}
        for formula in sheet.formulas.values():
            area = formula.area
            for row in range(area.row1, min(area.row2, sheet.max_row) + 1):
                computed.setdefault(row, []).append((area.col1, area.col2))
        for row in sorted(sheet.rows):
            line = sheet.rows[row]
            taken = computed.get(row, ())
            for col in sorted(line):
                value = line[col]
                if value in (None, "") or any(a <= col <= b for a, b in taken):
                    continue
                digest.update(f"{name}!{a1(row, col)}\x1f{type(value).__name__}\x1f{value!r}\x1e".encode())
    return digest.hexdigest()


def _file_hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _versions(live: Live) -> list[str]:
    """What =MFG_VERSION() says in the workbook: the version that calculated it, if it is there."""
    found = {
        str(c.sheet.get(c.row, c.col))
        for c in live.cells
        if c.formula.text.upper().startswith("MFG_VERSION(")
    }
    return sorted(text for text in found if text.startswith("MFG Index"))


def _errors(live: Live) -> Iterator[str]:
    for c in live.cells:
        area = c.formula.area
        for row in range(area.row1, area.row2 + 1):
            for col in range(area.col1, area.col2 + 1):
                if isinstance(c.sheet.get(row, col), CellError):
                    yield f"{quote_sheet(c.sheet.name)}!{a1(row, col)}"


def _method(book: Book, lang: str) -> Iterator[tuple[str, str]]:
    """Each option of the sheet Method with its value, and what that means if the sheet explains it."""
    sheet = book.sheet("Method")
    area = book.named_area("MFG_Options")
    if sheet is None or (area is not None and area.sheet.casefold() != "method"):
        return
    first = area.row1 if area is not None else 1
    for row in sorted(r for r in sheet.rows if r >= first):
        line = sheet.rows[row]
        label, name, value, meaning = (line.get(c) for c in (1, 2, 3, 5))
        if not isinstance(label, str) or not isinstance(name, str) or not name.isascii():
            continue
        if value in ("取值", "Value"):
            continue  # the header
        if value is None:
            yield label, say("blank", lang)
            continue
        yield label, _in_words(_number(value), meaning if isinstance(meaning, str) else "")


def _number(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) and not isinstance(value, bool) else str(value)


def _in_words(value: str, choices: str) -> str:
    """The chosen one of ``a: meaning; b: meaning``, or the value with the whole explanation."""
    for piece in re.split(r"[；;]\s*", choices):
        head, sep, meaning = re.sub(r"[：:]\s*", "\x1f", piece, count=1).partition("\x1f")
        if sep and head.strip().casefold() == value.strip().casefold():
            return f"{value}\n{meaning.strip()}"
    return value
