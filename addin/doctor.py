"""``mfg doctor``: every check of an installation, and the report that a user copies into a mail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from addin import probes_python, probes_windows
from addin.doctor_texts import LINES
from addin.finding import LEVELS, Finding, error, ok
from addin.install_texts import say
from addin.machine import Machine, this_machine
from udfs import __version__

Probe = Callable[[Machine], Iterator[Finding]]

#: In the order of the report: from Windows towards the cell.
PROBES: tuple[Probe, ...] = (
    probes_windows.windows,
    probes_windows.excel,
    probes_windows.wps,
    probes_windows.trust,
    probes_windows.addin,
    probes_python.python,
    probes_python.settings,
    probes_python.xlwings,
    probes_python.dll,
    probes_python.command,
    probes_python.start,
    probes_python.log,
)


def examine(machine: Machine, books: tuple[Path, ...] = (), lang: str = "en") -> list[Finding]:
    """All findings, in the order of the report; a check that fails is a finding itself."""
    found: list[Finding] = []
    for probe in PROBES:
        try:
            found += probe(machine)
        except Exception as problem:  # one odd machine must not cost the rest of the report
            found.append(error("probe", probe.__name__, f"{type(problem).__name__}: {problem}"))
    for path in books:
        found += book(path, lang)
    return found


def book(path: Path, lang: str = "en") -> Iterator[Finding]:
    """Stale links to the add-in in one workbook; the file may be open."""
    from workbook.package import PackageError
    from workbook.repair import repair

    try:
        report = repair(path, check=True, lang=lang)
    except PackageError as problem:
        yield error("book_unread", problem)
        return
    if report.fixes:
        yield error("book_stale", path, len(report.fixes), report.fixes[0].where)
    elif report.removed:
        yield error("book_link", path)
    else:
        yield ok("book", path)


def broken(found: list[Finding]) -> bool:
    """Whether something must be repaired."""
    return any(f.level == "error" for f in found)


def report(found: list[Finding], lang: str, now: dt.datetime | None = None) -> str:
    """The findings as plain text, one a line, with what to do under each that needs it."""
    column = 0 if lang == "zh" else 1
    moment = (now or dt.datetime.now()).strftime("%Y-%m-%d %H:%M")
    lines = [say(LINES, "title", lang, __version__, moment), ""]
    for finding in found:
        word = LEVELS[finding.level][column]
        width = 4 if lang == "zh" else 8
        lines.append(f"{word:<{width}}{finding.text(lang)}")
        if repair := finding.repair(lang):
            lines.append(" " * width + say(LINES, "fix", lang) + repair)
    counts = [sum(f.level == level for f in found) for level in ("error", "warning")]
    lines += ["", say(LINES, "broken" if counts[0] else "fine", lang, *counts)]
    return "\n".join(lines)


def text(lang: str = "en") -> str:
    """The report on this machine, for the ribbon's button."""
    return report(examine(this_machine()), lang)
