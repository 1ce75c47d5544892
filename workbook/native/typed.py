"""Texts among typed numbers: what the engine reads as a number, and what only a spreadsheet program would.

VALUE reads dates, times, fractions and amounts of money ("1/2", "5 PM", "$5"), which the engine refuses; and
it cannot read full-width digits, which the engine can.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from udfs.excel import cells
from workbook.native.rect import Rect
from workbook.native.registry import NoNative

#: In no number of the engine's, but in texts that VALUE takes for one.
_OTHER = ("/", ":", "年", "月", "日", "时", "$", "¥", "￥", "€", "£", "(")


def refuse_odd(values: Iterable[Iterable[Any]]) -> None:
    """Refuse texts that are numbers to the engine and not to VALUE.

    Raises
    ------
    NoNative
        The call stays a value.
    """
    for line in values:
        for v in line:
            if isinstance(v, str) and cells.number(v) is not None:
                plain = unicodedata.normalize("NFKC", v) == v and "\u2212" not in v
                if not plain or " " in v.strip():
                    raise NoNative("reference", v)


def plain_numbers(r: Rect, none: str) -> str:
    """Return a formula that is TRUE while no text among the cells is a date, a time, a fraction, money or a word.

    `none` is the list of texts that mean no value.
    """
    low = f'SUBSTITUTE(SUBSTITUTE(LOWER(TRIM({r.all})),"e-","e"),"e+","e")'
    signs = [f'ISNUMBER(FIND("{c}",{low}))' for c in _OTHER]
    # A sign inside is that of a date; letters other than the exponent's are words.
    signs += [f'ISNUMBER(FIND("{c}",{low},2))' for c in "+-"]
    # 1 / 0 is no number, nor is what an error cell gives.
    short = f'ISNUMBER(FIND(",",{low}))*(LEN(MID({low},FIND(",",{low}&",")+1,3))<3)'
    bare = f'SUBSTITUTE({low},"e","")'
    signs += [f"ISNUMBER(1/({short}))", f"ISNUMBER(1/(1-EXACT(UPPER({bare}),{bare})))"]
    odd = f"ISTEXT({r.all})*ISNA(MATCH(LOWER(TRIM({r.all})),{none},0))*(({'+'.join(signs)})>0)"
    return f"SUMPRODUCT({odd})=0"


def as_number(text: str) -> str:
    """Return a formula that reads a number written with a point and perhaps commas, in every locale.

    >>> as_number("A1")
    'VALUE(SUBSTITUTE(SUBSTITUTE(A1,",",""),".",MID(1/2,2,1)))'
    """
    return f'VALUE(SUBSTITUTE(SUBSTITUTE({text},",",""),".",MID(1/2,2,1)))'
