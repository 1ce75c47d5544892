"""Makes the calls on Linux through xlwings' own ``call_udf`` behind stubs: ``linux_calls.py CALLS RESULTS``."""

from __future__ import annotations

# isort: off
from fake_excel import MISSING, Book, PyTime, Range  # first: it installs the stubs

import datetime as dt
import sys
from decimal import Decimal
from typing import Any

from xlwings import udfs as xw

import replay

# isort: on


class Stubs:
    """Values as pywin32 hands them to xlwings."""

    def cell(self, value: dict[str, Any]) -> Any:
        ((kind, what),) = value.items()
        if kind == "date":
            day = dt.datetime.fromisoformat(what)
            return PyTime(*day.timetuple()[:6], tzinfo=dt.UTC)
        return (
            {"missing": MISSING, "error": what, "currency": what}[kind]
            if kind != "currency"
            else Decimal(what)
        )

    def argument(self, value: Any) -> Any:
        return value

    def call(self, name: str, args: list[Any], book: Book, caller: Range) -> Any:
        rows = xw.call_udf(replay.MODULE, name, [*args, None], book, caller)
        # What CallUDF of xlwings' COM server makes of one cell and of one row.
        if len(rows) == 1:
            return rows[0][0] if len(rows[0]) == 1 else rows[0]
        return rows


if __name__ == "__main__":
    replay.save(sys.argv[2], replay.replay(replay.load(sys.argv[1]), Stubs(), replay.warn))
