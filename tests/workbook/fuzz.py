"""Run mutated workbooks through every reader; anything but an answer or one clean sentence is a failure."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

from tests.workbook import mutate, stress, victims
from tests.workbook.test_repair import OTHER, OURS, with_links
from workbook import live
from workbook.banner import free_cell
from workbook.book import Book
from workbook.clean import clean
from workbook.inspection import inspect
from workbook.package import PackageError
from workbook.recalc import recalc
from workbook.repair import repair
from workbook.share import share

#: Seconds that one small workbook may take; a runaway takes minutes.
PATIENCE = 20.0


@dataclass
class Outcome:
    """How many were opened and refused, what failed with its number, and the slowest."""

    opened: int = 0
    refused: int = 0
    failed: list[tuple[int, str, str]] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)


def seeds(folder: Path) -> list[tuple[bytes, mutate.Members]]:
    """Small workbooks that use everything."""
    made = [
        stress.build(folder, macros=False),
        victims.make(folder / "links.xlsx", 5),
        with_links(_plain(folder / "two.xlsx"), [OURS, OTHER]),
    ]
    return [(p.read_bytes(), mutate.read(p.read_bytes())) for p in made]


def _plain(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        sheet.write_formula("A1", "=[1]!MFG_SUM([2]Weights!A1)", None, 1)
        sheet.write_formula("A2", "=[2]Weights!A1", None, 1)
    return path


def attempt(path: Path, folder: Path, deep: bool) -> bool:
    """Whether the file opens; goes through the commands too if `deep`."""
    try:
        with Book(path) as book:
            live.find(book)
            free_cell(book)
    except PackageError:
        return False
    if deep:
        for number, command in enumerate((
            lambda: inspect(path, "en"),
            lambda: repair(path, folder / "repaired.xlsx", backup=False),
            lambda: recalc(path, folder / "recalculated.xlsx", call=stress.call, libreoffice=False, backup=False),
            lambda: share(path, folder / "shared.xlsx", force=True, lang="en"),
            lambda: clean(path, folder / "clean.xlsx", lang="en"),
        )):  # fmt: skip
            (folder / "clean.xlsx").unlink(missing_ok=True)
            try:
                command()
            except PackageError as error:
                if "\n" in str(error) or len(str(error)) > 600:
                    raise AssertionError(f"command {number}: {str(error)[:300]}") from error
    return True


def run(first: int, count: int, every: int = 1) -> Outcome:
    """Try `count` workbooks from a number on; the commands run on each `every`-th."""
    out = Outcome()
    with tempfile.TemporaryDirectory(prefix="mfg-fuzz-") as name:
        folder = Path(name)
        start = seeds(folder)
        path = folder / "mutant.xlsx"
        for number in range(first, first + count):
            path.write_bytes(mutate.mutate(start, number))
            began = time.perf_counter()
            try:
                opened = attempt(path, folder, number % every == 0)
                out.opened += opened
                out.refused += not opened
            except Exception as error:  # what the search is for
                trace = error.__traceback__
                while trace is not None and trace.tb_next is not None:
                    trace = trace.tb_next
                where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
                out.failed.append((number, f"{type(error).__name__}: {error}"[:200], where))
            spent = time.perf_counter() - began
            out.slowest = max(out.slowest, (spent, number))
            if spent > PATIENCE:
                out.failed.append((number, f"{spent:.0f} s", "time"))
    return out


if __name__ == "__main__":
    import sys

    done = run(0, int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, every=3)
    print(
        f"{done.opened} opened, {done.refused} refused, slowest {done.slowest[0]:.1f} s (number {done.slowest[1]})"
    )
    for failure in done.failed:
        print(*failure)
    sys.exit(bool(done.failed))
