"""What the command line prints for install, uninstall, doctor and repair; each returns the exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from addin import doctor as _doctor
from addin.install import InstallError, Step, this_interpreter
from addin.install import install as _install
from addin.install import uninstall as _uninstall
from addin.install_texts import LINES, STEPS, say
from addin.machine import this_machine
from addin.places import Places, find

Print = Callable[[str], None]

#: How many repaired formulas are listed.
SHOWN = 20


def install(lang: str, language: str | None, dry_run: bool, out: Print, err: Print) -> int:
    """Install, then look at the result as the doctor does."""
    places = find()
    try:
        steps = _install(places, this_interpreter(), lang, language=language, dry_run=dry_run)
    except InstallError as problem:
        err(problem.text(lang))
        return 1
    if _steps(steps, places, dry_run, lang, out):
        return 0
    for finding in _doctor.examine(this_machine()):
        if finding.level in ("warning", "error"):
            err(finding.text(lang))
            err("  " + finding.repair(lang))
    out(say(LINES, "next", lang))
    return 0


def uninstall(lang: str, dry_run: bool, out: Print, err: Print) -> int:
    """Remove everything that is ours."""
    places = find()
    try:
        steps = _uninstall(places, dry_run=dry_run)
    except InstallError as problem:
        err(problem.text(lang))
        return 1
    if not _steps(steps, places, dry_run, lang, out):
        keys = {s.key for s in steps}
        out(say(LINES, "gone_but" if "kept" in keys else "gone", lang) if keys != {"nothing"} else "")
    return 0


def _steps(steps: list[Step], places: Places, dry_run: bool, lang: str, out: Print) -> bool:
    """Print steps; returns whether they were only named."""
    only_named = dry_run or not places.real
    if not places.real:
        out(say(LINES, "windows", lang))
    for step in steps:
        line = say(
            STEPS,
            step.key,
            lang,
            *((step.note, step.path) if step.key == "short" else (step.path, step.note)),
        )
        acts = step.key not in ("same", "kept", "nothing", "short")
        out(say(LINES, "would", lang, line) if only_named and acts else line)
    if only_named:
        out(say(LINES, "dry", lang))
    return only_named


def doctor(lang: str, books: list[Path], checklist: Path | None, out: Print) -> int:
    """Print the report; or write the checklist."""
    if checklist is not None:
        from addin.checklist import write

        out(str(write(checklist, lang)))
        return 0
    found = _doctor.examine(this_machine(), tuple(books), lang)
    out(_doctor.report(found, lang))
    return int(_doctor.broken(found))


def repair(book: Path, target: Path | None, check: bool, lang: str, out: Print) -> int:
    """Repair a workbook's links and say what changed."""
    from workbook.repair import repair as _repair

    report = _repair(book, target, check=check, lang=lang)
    for fix in report.fixes[:SHOWN]:
        out(say(LINES, "repair.fix", lang, fix.where, fix.before, fix.after))
    if len(report.fixes) > SHOWN:
        out(say(LINES, "repair.more", lang, len(report.fixes) - SHOWN))
    for key, links in (("repair.removed", report.removed), ("repair.kept", report.kept)):
        for link in links:
            out(say(LINES, key, lang, link))
    if report.fixes:
        out(say(LINES, "repair.would" if check else "repair.done", lang, report.calls, len(report.fixes)))
    elif not report.needed:
        out(say(LINES, "repair.none", lang))
    if report.stale:
        out(say(LINES, "repair.stale", lang, report.stale))
    if report.backup:
        out(say(LINES, "repair.backup", lang, report.backup.name))
    if report.written:
        out(str(report.written))
    return int(check and report.needed)
