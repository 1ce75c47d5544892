"""The ribbon's commands: each takes the active workbook as an xlwings Book, or nothing, and returns a text.

The add-in's VBA shows the text, if there is one; nothing here opens a window or raises to Excel.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ParamSpec

from udfs.engine.checks import SEVERITIES
from udfs.engine.errors import MfgError
from udfs.engine.messages import word

from . import log, worksheet
from .bridge import ExcelContext
from .catalogue import FUNCTIONS
from .guard import default_language

#: How many findings a message box shows.
SHOWN = 12

#: The sheet that lists the functions, in the template and where :func:`functions_sheet` adds it.
SHEET = "Functions"

P = ParamSpec("P")


def _command(f: Callable[P, str]) -> Callable[P, str]:
    """Guard a command: whatever goes wrong becomes its text, and the log has the details."""

    @wraps(f)
    def guarded(*args: P.args, **named: P.kwargs) -> str:
        try:
            return f(*args, **named)
        except Exception as error:  # COM raises error types of its own
            log.logger().exception("%s failed", f.__name__)
            return MfgError("internal", "model", found=type(error).__name__, log=str(log.path())).cell(
                default_language()
            )

    return guarded


@_command
def check_book(book: Any) -> str:
    """Check the workbook's own model and return the counts and the first findings, worst first."""
    context = ExcelContext(book)
    lang = context.language
    header, *rows = worksheet.FUNCTIONS["MFG_CHECK"](caller=context)
    if not rows:
        return str(header[0])  # a message: there is no model
    levels = [word(s, lang) for s in SEVERITIES]
    counts = [sum(r[0] == level for r in rows) for level in levels]
    if not any(counts):
        return str(rows[0][2])
    lines = [word("c_counts", lang, *counts), "", *(f"{r[0]}  {r[1]}: {r[2]}" for r in rows[:SHOWN])]
    if len(rows) > SHOWN:
        lines.append(word("c_more", lang, len(rows) - SHOWN))
    return "\n".join(lines)


@_command
def functions_sheet(book: Any) -> str:
    """Show the sheet that lists the functions; add it where the workbook has none."""
    names = [s.name for s in book.sheets]
    if SHEET not in names:
        lang = ExcelContext(book).language
        sheet = book.sheets.add(SHEET, after=book.sheets[names[-1]])
        rows = [[word(k, lang) for k in ("c_function", "c_does", "c_arguments")]]
        rows += [
            [f.signature, f.help(lang), "\n".join(f"{a.name}: {a.help(lang)}" for a in f.args)]
            for f in FUNCTIONS
        ]
        sheet.range("A1").value = rows
        for column, width in (("A", 40), ("B", 60), ("C", 90)):
            sheet.range(f"{column}:{column}").column_width = width
    book.sheets[SHEET].activate()
    return ""


def new_book() -> str:
    """Return the path of the template, which the add-in opens as a new, unsaved workbook."""
    spec = find_spec("workbook")
    folder = (
        Path(spec.origin).parent
        if spec is not None and spec.origin
        else Path(__file__).parents[2] / "workbook"
    )
    return str(folder / "MFG_Template.xlsx")


@_command
def about_text() -> str:
    """Return the versions in use, the interpreter, the settings file and the log, one a line."""
    lang = default_language()
    versions = str(worksheet.FUNCTIONS["MFG_VERSION"](1)[0][0]).split(" · ")
    lines = [*versions, "", sys.executable]
    lines.append(f"{word('c_settings', lang)}: {Path.home() / '.mfg' / 'mfg.conf'}")
    return "\n".join([*lines, f"{word('c_log', lang)}: {log.path()}"])
