"""Formula text that calls MFG functions through a path or a link, and the same text made plain.

Excel writes ``[1]!MFG_SCORE(A1:B9)`` into the file when the add-in was somewhere else (1 counts the
external links of the workbook) and shows it as ``'C:\\...\\MFG.xlam'!MFG_SCORE(A1:B9)``; other programs
write the path itself. Both become ``MFG_SCORE(A1:B9)``, which finds the function wherever it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from urllib.parse import unquote

# MFG.xlam, and the copies that mail and browsers make of it: "MFG (1).xlam", "MFG-0.2.xlam".
_ADDIN = re.compile(r"mfg(?:[ _.(-][^\\/]*)?\.xla[m]?", re.IGNORECASE)

_CALL = re.compile(r"MFG_\w+\(", re.IGNORECASE)
_QUOTED = re.compile(r"'((?:[^']|'')*)'!")
_NUMBERED = re.compile(r"\[(\d+)\]([^\s'\"\[\](),;+*/&=<>^{}!#@-]*)!")
_BOOK = re.compile(r"\[?([^\W\d][\w.]*\.xlam?)\]?!", re.IGNORECASE)
_INSIDE_QUOTES = re.compile(r"\[(\d+)\](.*)", re.DOTALL)


def is_addin(target: str) -> bool:
    """Whether a path or URL is a copy of our add-in.

    >>> is_addin(r"file:///C:\\Users\\x\\XLSTART\\MFG.xlam"), is_addin("MFG%20(1).xlam"), is_addin("MFGtools.xlam")
    (True, True, False)
    """
    name = re.split(r"[\\/]", unquote(target))[-1]
    return _ADDIN.fullmatch(name.strip("[]")) is not None


@dataclass(frozen=True)
class Plain:
    """A formula after `plain`.

    Attributes
    ----------
    text
        The formula; the very same object if nothing had to change.
    calls
        How many calls lost their path or link.
    used
        The numbers of the external links that the formula still uses, before renumbering.
    """

    text: str
    calls: int
    used: frozenset[int]


def plain(formula: str, ours: Set[int], numbers: Mapping[int, int] | None = None) -> Plain:
    """Make the MFG calls of a formula plain and renumber its other links.

    Parameters
    ----------
    ours
        The numbers of the external links that lead to our add-in.
    numbers
        New numbers of links, by their old ones; a number that is not there stays.

    Examples
    --------
    >>> plain("SUM([1]!MFG_RANK(A1:A9),[2]Sheet1!B1)", {1}, {2: 1}).text
    'SUM(MFG_RANK(A1:A9),[1]Sheet1!B1)'
    """
    numbers = numbers or {}
    out: list[str] = []
    calls, used = 0, set[int]()
    at, depth, before = 0, 0, ""

    def keep(number: int) -> int:
        if number:
            used.add(number)  # [0] is this workbook itself
        return numbers.get(number, number)

    while at < len(formula):
        ch = formula[at]
        end = at + 1
        piece = ch
        if depth:  # inside the brackets of a table reference; an apostrophe escapes what follows
            if ch == "'":
                end = min(at + 2, len(formula))
                piece = formula[at:end]
            depth += {"[": 1, "]": -1}.get(ch, 0)
        elif ch == '"':
            close = formula.find('"', at + 1)
            end = len(formula) if close < 0 else close + 1
            piece = formula[at:end]
        elif ch == "'" and (match := _QUOTED.match(formula, at)):
            end = match.end()
            piece = match[0]
            inside = match[1].replace("''", "'")
            called = _CALL.match(formula, end) is not None
            numbered = _INSIDE_QUOTES.fullmatch(inside)
            if numbered:
                if called and not numbered[2] and int(numbered[1]) in ours:
                    piece, calls = "", calls + 1
                else:
                    piece = f"'[{keep(int(numbered[1]))}]{match[1].partition(']')[2]}'!"
            elif called and is_addin(inside):
                piece, calls = "", calls + 1
        elif ch == "[" and not _continues(before) and (match := _NUMBERED.match(formula, at)):
            end = match.end()
            number = int(match[1])
            if number in ours and not match[2] and _CALL.match(formula, end):
                piece, calls = "", calls + 1
            else:
                piece = f"[{keep(number)}]{match[2]}!"
        elif (
            (ch.isalpha() or ch == "[")
            and not _continues(before)
            and (match := _BOOK.match(formula, at))
            and is_addin(match[1])
            and _CALL.match(formula, match.end())
        ):
            end, piece, calls = match.end(), "", calls + 1
        elif ch == "[":
            depth = 1
        before = formula[end - 1]
        out.append(piece)
        at = end
    text = "".join(out)
    return Plain(formula if text == formula else text, calls, frozenset(used))


def _continues(before: str) -> bool:
    """Whether a character can stand inside a name, so that what follows belongs to it: ``Table1[2]``."""
    return before.isalnum() or before in ("_", ".", "]", "\\", "?")
