"""Methods with numbers behind their names, ``minmax:1:100``: name and numbers stay live."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from udfs.engine.errors import MfgError
from udfs.engine.registry import Method, methods, resolve
from udfs.excel import cells
from workbook.native.call import Choice, NativeCall
from workbook.native.expr import REFUSED, constant, quoted, read_number
from workbook.native.rect import Rect
from workbook.native.registry import NoNative
from workbook.native.texts import title

#: A number that is not given.
NONE = '""'

#: Room for one number when a text is taken apart.
_PAD = 99


@dataclass(frozen=True)
class Numbered(Choice):
    """A method, its numbers, formulas that give "" where none is given, and what they are now."""

    numbers: tuple[str, str] = (NONE, NONE)
    now: tuple[float | None, ...] = ()

    def number(self, place: int, default: float) -> str:
        """Return a number of the method, its default where none is given."""
        return or_default(self.numbers[place], default)


def or_default(formula: str, default: float) -> str:
    """Return a number, or the default where the formula gives "".

    >>> or_default('""', 0.5), or_default("Native!$B$3", 0.5)
    ('0.5', 'IF(Native!$B$3="",0.5,Native!$B$3)')
    """
    return constant(default) if formula == NONE else f'IF({formula}="",{constant(default)},{formula})'


def numbered(c: NativeCall, arg: str, kind: str, live: tuple[str, ...] = ()) -> Numbered:
    """Return the method an argument names, with its numbers.

    `live` are the methods the reader may change to; numbers may always be changed.
    """
    block = c.args[arg].block if arg in c.args else cells.Block([[None]])
    if block.shape != (1, 1):
        raise NoNative("shape", arg)
    said = block.values[0][0]
    chosen = method_of(kind, said, arg)
    where = c.args[arg].rect if arg in c.args else None
    if where is None:
        return fixed(chosen)
    known = live if chosen.base in live else (chosen.base,)
    first = methods(kind)[0].name
    blank = (quoted(first) if first in known else REFUSED, NONE, NONE)
    found = taken_apart(c, where.at(0, 0), kind, known, blank, said)
    if len(known) == 1:
        c.guards.append(f"ISTEXT({found.item(0)})")
        return Numbered(chosen.base, None, (found.item(1), found.item(2)), chosen.values)
    return Numbered(chosen.base, found.item(0), (found.item(1), found.item(2)), chosen.values)


def method_of(kind: str, said: object, arg: str) -> Method:
    """Return the method a cell names; one that does not exist has no native form."""
    try:
        return resolve(kind, None if cells.is_blank(said) else cells.text(said), arg)
    except MfgError:
        raise NoNative("method", str(said)) from None


def fixed(chosen: Method) -> Numbered:
    """Return a method that stands in the formula itself."""
    first, second, *_ = [*(NONE if v is None else constant(v) for v in chosen.values), NONE, NONE]
    return Numbered(chosen.base, None, (first, second), chosen.values)


def taken_apart(
    c: NativeCall,
    cell: str,
    kind: str,
    known: Sequence[str],
    blank: tuple[str, str, str],
    said: object = None,
) -> Rect:
    """Return, one below the other, the name in force and its two numbers; `blank` holds for an empty cell.

    More numbers than the method has, and a colon without any, are refused as the engine does.
    """
    words = _words(c, kind, known, said)
    text = f'SUBSTITUTE({cell},"：",":")'
    head = f'TRIM(LEFT({text},FIND(":",{text}&":")-1))'
    at = f"MATCH({head},{words.column(0)},0)"
    colons = f'LEN({text})-LEN(SUBSTITUTE({text},":",""))'
    bare = f'SUBSTITUTE(SUBSTITUTE({text},":","")," ","")'
    some = f'LEN({bare})>LEN(SUBSTITUTE({head}," ",""))'
    fits = f"AND({colons}<=INDEX({words.column(2)},{at}),OR({colons}=0,{some}))"
    name = f"IF({fits},INDEX({words.column(1)},{at}),{REFUSED})"
    grid = [[f'IFERROR(IF(TRIM({cell})="",{blank[0]},{name}),{REFUSED})']]
    for k in (1, 2):
        piece = f'TRIM(MID(SUBSTITUTE({text},":",REPT(" ",{_PAD})),{k * _PAD + 1},{_PAD}))'
        # VALUE would read 1/2 as a date.
        value = f'IF({piece}="","",IF(ISNUMBER(FIND("/",{piece})),{REFUSED},{read_number(piece)}))'
        grid.append([f'IF(TRIM({cell})="",{blank[k]},{value})'])
    return c.helper("method", grid, ("r_method", "r_first", "r_second"))


def _words(c: NativeCall, kind: str, known: Sequence[str], said: object) -> Rect:
    """Return names in both languages, the method each stands for, and how many numbers it takes."""
    rows = [
        [quoted(label), quoted(m.name), str(m.parameter.count(":") + 1 if m.parameter else 0)]
        for m in methods(kind)
        if m.name in known
        for label in dict.fromkeys((m.name, m.zh, m.en, *m.aliases))
    ]
    if isinstance(said, str) and not cells.is_blank(said):
        # As it is written now, too: the engine is not strict about spaces and dashes.
        head = unicodedata.normalize("NFKC", cells.text(said)).partition(":")[0].strip()
        own = method_of(kind, said, kind)
        if own.name in known or own.base in known:
            rows.append(
                [quoted(head), quoted(own.base), str(own.parameter.count(":") + 1 if own.parameter else 0)]
            )
    return c.helpers.put(title("words", c.lang, c.place, kind), rows)
