"""Write docs/hostile-inputs.md from the table of the tests: ``python docs/hostile.py``; ``--check`` compares."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.excel.test_hostile import TABLE, Case, caller  # noqa: E402
from udfs.excel.worksheet import FUNCTIONS  # noqa: E402

PAGE = Path(__file__).with_name("hostile-inputs.md")
HEAD = """# Hostile inputs

What each odd input gives, as the worksheet functions answer today. Made by `python docs/hostile.py` from the table in
`tests/excel/test_hostile.py`, which holds the expected value or message of every row. Inputs from files (encodings, workbooks, broken files)
stand in `tests/cli/test_files.py` and `tests/cli/test_cli.py`.

| # | input | function | answer (zh) | answer (en) |
|---|---|---|---|---|
"""


def short(rows: list[list[Any]]) -> str:
    """Return a result as a line: a message whole, numbers to six digits, long blocks cut."""
    if len(rows) == 1 and len(rows[0]) == 1:
        cell = rows[0][0]
        return _cell(cell)
    shown = ["; ".join(_cell(c) for c in r[:4]) + (" ..." if len(r) > 4 else "") for r in rows[:4]]
    return " / ".join(shown) + (" / ..." if len(rows) > 4 else "")


def _cell(cell: Any) -> str:
    text = f"{cell:.6g}" if isinstance(cell, float) else str(cell)
    return text.replace("|", "\\|").replace("\n", " ")


def answer(case: Case, language: str) -> str:
    """Call the function as the test does."""
    return short(FUNCTIONS[case.function](*case.args, caller=caller(case, language), **case.named))


def page() -> str:
    """Return the whole page."""
    rows = []
    for i, case in enumerate(TABLE, 1):
        zh, en = (answer(case, lang) for lang in ("zh", "en"))
        rows.append(f"| {i} | {_cell(case.name)} | {case.function} | {zh} | {en} |")
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text(encoding="utf-8") == page() else "behind: python docs/hostile.py")
    PAGE.write_text(page(), encoding="utf-8")
