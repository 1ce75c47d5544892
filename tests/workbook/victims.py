"""Commands to be killed, run side by side or starved of room: one function that a fresh process can import."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.workbook.test_repair import OURS, with_links
from workbook.package import PackageError
from workbook.recalc import recalc
from workbook.repair import repair
from workbook.share import share

#: What each command leaves alone, or replaces.
IN_PLACE = {"share": False, "recalc": True, "repair": True, "recalc out": False, "repair out": False}


def call(name: str, args: list[Any], context: Any) -> list[list[Any]]:
    """Doubles its numbers."""
    return [[v * 2 for v in r] for r in args[0].values]


def make(path: Path, rows: int = 60) -> Path:
    """A workbook whose formulas are stale and reach the add-in through a link."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        for row in range(rows):
            sheet.write_number(row, 0, row / 7)
            sheet.write_formula(row, 1, f"=MFG_DOUBLE(A{row + 1})", None, 0)
            sheet.write_formula(row, 2, f"=[1]!MFG_DOUBLE(A{row + 1})", None, 0)
    return with_links(path, [OURS])


def target(command: str, path: Path) -> Path:
    """The file that a command writes."""
    return path if IN_PLACE[command] else path.with_name("out.xlsx")


def run(command: str, path: str) -> None:
    """Do it; exit code 3 is a sentence."""
    if command == "none":
        return
    source = Path(path)
    out = None if IN_PLACE[command] else target(command, source)
    try:
        if command == "share":
            share(source, out, force=True)
        elif command.startswith("recalc"):
            recalc(source, out, call=call, libreoffice=False)
        else:
            repair(source, out)
    except PackageError as error:
        print(error)
        sys.exit(3)
