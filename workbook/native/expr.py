"""Pieces of formulas that every spreadsheet program reads."""

from __future__ import annotations

#: A missing value; what follows passes over it or stays missing.
NA = "NA()"

#: A refusal, where the worksheet function would show a message: #DIV/0!, which nothing takes for a missing value.
REFUSED = "1/0"


def quoted(text: str) -> str:
    """Return a text as a formula writes it.

    >>> quoted('say "a"')
    '"say ""a""\"'
    """
    return '"' + text.replace('"', '""') + '"'


def constant(value: object) -> str:
    """Return a literal as a formula writes it."""
    if value is None:
        return '""'
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))
    return NA if value == "#N/A" else quoted(str(value))


def array(formula: str) -> str:
    """Mark a formula as one that is entered as an array."""
    return formula if formula.startswith("{") else "{" + formula + "}"


def wrapped(condition: str, formula: str) -> str:
    """Return a formula that is refused unless the condition holds."""
    if formula.startswith("{"):
        return "{" + f"IF({condition},{formula[1:-1]},{REFUSED})" + "}"
    return f"IF({condition},{formula},{REFUSED})"


def blank_or(cell: str, otherwise: str | None = None) -> str:
    """Return a formula that gives "" for an empty cell and not 0."""
    return f'IF({cell}="","",{otherwise or cell})'


def read_number(text: str) -> str:
    """Return a formula that reads a number written with a point, whatever the reader's decimal separator is."""
    return f'VALUE(SUBSTITUTE({text},".",MID(1/2,2,1)))'
