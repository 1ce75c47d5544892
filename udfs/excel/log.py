"""A rotating log in the user's own data folder: call, shapes, time and traceback, without what cells hold.

The text of an error often quotes a cell, so it is left out, and only the kinds of errors and the lines
of code they came through are kept. With ``MFG_DEBUG=1`` in the environment the log has the texts, the
arguments and every call. The file itself (:mod:`logfile`) is opened, and ``logging`` imported, at the first
line that is written.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import logging

MAX_BYTES, KEPT = 1_000_000, 3

#: How long a process waits for another one's turn before it writes without rotating.
PATIENCE = 2.0

#: How much of an argument the log shows when debugging.
SHOWN = 500


def debugging() -> bool:
    """Whether the log may hold what cells hold: MFG_DEBUG is set, and not to 0."""
    return os.environ.get("MFG_DEBUG", "0").strip().lower() not in ("", "0", "false", "no")


def path() -> Path:
    """Return where the log is kept."""
    from platformdirs import user_log_dir

    return Path(user_log_dir("mfg-index", appauthor=False)) / "mfg.log"


@cache
def logger() -> logging.Logger:
    """Return the log, opened at the first use; without a writable folder nothing is kept."""
    import logging

    from .logfile import Formatter, SharedHandler

    log = logging.getLogger("mfg")
    log.propagate = False
    for old in log.handlers[:]:
        log.removeHandler(old)
        old.close()
    try:
        path().parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = SharedHandler(path(), MAX_BYTES, KEPT, PATIENCE)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(Formatter(debugging, "%(asctime)s %(process)d %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.DEBUG if debugging() else logging.INFO)
    return log


def called(name: str, blocks: Mapping[str, Any], seconds: float, failed: bool = False) -> None:
    """Note a call of a worksheet function: its blocks' shapes and how long it took.

    A failure is always noted, with the traceback of the error being handled; other calls only when
    debugging.
    """
    if not failed and not debugging():
        return
    shapes = ", ".join(f"{k} {b.shape[0]}x{b.shape[1]}" for k, b in blocks.items() if b is not None)
    line = f"{name}({shapes}) {seconds * 1000:.1f} ms"
    if debugging():
        line += "".join(f"\n  {k} = {b.values!r:.{SHOWN}}" for k, b in blocks.items() if b is not None)
    if failed:
        logger().exception("%s", line)
    else:
        logger().debug("%s", line)
