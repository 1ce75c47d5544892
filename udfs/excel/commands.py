"""The ribbon's commands: each takes the active workbook as an xlwings Book, or nothing, and returns a text.

The add-in's VBA shows the text, if there is one; nothing here opens a window or raises to Excel.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ParamSpec

from udfs.engine.checks import SEVERITIES
from udfs.engine.errors import MfgError
from udfs.engine.messages import word

from . import log, model, snapshots, worksheet
from .bridge import ExcelContext
from .catalogue import FUNCTIONS
from .guard import default_language
from .join import same_city

#: How many findings a message box shows.
SHOWN = 12

#: The sheet that lists the functions, in the template and where :func:`functions_sheet` adds it.
SHEET = "Functions"

#: The cell of the template's profile sheet that holds the city.
PROFILE_CITY = "MFG_ProfileCity"

#: The model whose workbook is shipped, in Chinese; the others are made when they are asked for.
SHIPPED = "ccid2022"
MODELS = (SHIPPED, "caict2025", "blank")

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


@_command
def snapshot_ranking(book: Any) -> str:
    """Append the ranking of the workbook's model to its table of snapshots: date, city, rank, score."""
    context = ExcelContext(book)
    lang = context.language
    header, *ranking = worksheet.FUNCTIONS["MFG_RANKING"](caller=context)
    if not ranking:
        return str(header[0])  # a message: there is no model, or it cannot be computed
    try:
        return snapshots.append(book, ranking, lang)
    except MfgError as error:
        return error.cell(lang)


@_command
def city_profile(book: Any, selected: str = "") -> str:
    """Go to the workbook's profile and, where ``selected`` is one of its cities, show that city."""
    context = ExcelContext(book)
    if PROFILE_CITY not in book.names:
        return word("r_no_profile", context.language, PROFILE_CITY)
    cell = book.names[PROFILE_CITY].refers_to_range
    try:
        names = model.read(context).units.names
        cell.value = snapshots.text(names[same_city(selected, names)])
    except MfgError:
        pass  # whatever is wrong with the model, the sheet says itself; and no city need be selected
    snapshots.show(cell)
    return ""


@_command
def new_book(model: str = SHIPPED) -> str:
    """Return the path of a model's workbook, which the add-in opens as a new, unsaved one."""
    lang = default_language()
    if model == SHIPPED and lang == "zh":
        return str(_folder("workbook") / "MFG_Template.xlsx")
    target = Path(tempfile.mkdtemp(prefix="mfg-")) / f"MFG_{model}.xlsx"
    chosen = [] if model == SHIPPED else ["--model", model]
    code, said = _mfg("new", str(target), *chosen, "--lang", lang)
    if code == 0 and target.exists():
        return str(target)
    lines = [line.strip(_FRAME) for line in said.splitlines()]
    reason = next((line for line in reversed(lines) if line), str(code))
    return f"#MFG! {word('r_no_model', lang, model, reason)}"


#: What frames an error of the command line.
_FRAME = "│╭╮╰╯─ "


def _folder(package: str) -> Path:
    """Return where a package of ours is, without importing it."""
    spec = find_spec(package)
    if spec is not None and spec.origin:
        return Path(spec.origin).parent
    return Path(__file__).parents[2] / package


@_command
def share_values(book: Any) -> str:
    """Make a copy with values of the saved workbook; return what ``mfg share`` says."""
    who = str(getattr(getattr(book.app, "api", None), "UserName", "") or "")
    return _of_saved(book, "share", "--force", *(["--who", who] if who else []))


@_command
def check_sharing(book: Any) -> str:
    """Return what ``mfg check`` says of the saved workbook: what a colleague will see."""
    return _of_saved(book, "check")


def _of_saved(book: Any, command: str, *options: str) -> str:
    """Run the command line on the workbook's file; it must be saved, and on this computer."""
    lang = ExcelContext(book).language
    path = Path(book.fullname)
    if not path.is_file() or not book.api.Saved:
        return word("r_unsaved", lang)
    code, said = _mfg(command, str(path), *options, "--lang", lang)
    return said or word("r_share", lang, command, code)


@_command
def doctor_report() -> str:
    """Return what ``mfg doctor`` prints."""
    code, said = _mfg("doctor", "--lang", default_language())
    return said or word("r_doctor", default_language(), code)


def _mfg(*args: str) -> tuple[int, str]:
    """Run the command line in a process of its own; return its exit code and what it printed."""
    python = Path(sys.executable)
    if python.stem.lower() == "pythonw":
        python = python.with_name("python" + python.suffix)
    done = subprocess.run(
        [str(python), "-P", "-m", "mfg", *args],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "PYTHONIOENCODING": "utf-8",
            "NO_COLOR": "1",
            "COLUMNS": "110",
        },
    )
    return done.returncode, "\n".join(filter(None, (done.stdout.strip(), done.stderr.strip())))


@_command
def about_text() -> str:
    """Return the versions in use, the interpreter, the settings file and the log, one a line."""
    lang = default_language()
    versions = str(worksheet.FUNCTIONS["MFG_VERSION"](1)[0][0]).split(" · ")
    lines = [*versions, "", sys.executable]
    lines.append(f"{word('c_settings', lang)}: {Path.home() / '.mfg' / 'mfg.conf'}")
    return "\n".join([*lines, f"{word('c_log', lang)}: {log.path()}"])
