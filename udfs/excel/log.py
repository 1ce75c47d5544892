"""A rotating log in the user's own data folder: call, shapes, time and traceback, without what cells hold.

The text of an error often quotes a cell, so it is left out, and only the kinds of errors and the lines
of code they came through are kept. With ``MFG_DEBUG=1`` in the environment the log has the texts, the
arguments and every call.
"""

from __future__ import annotations

import logging
import os
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

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
    log = logging.getLogger("mfg")
    log.propagate = False
    for old in log.handlers[:]:
        log.removeHandler(old)
        old.close()
    try:
        path().parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = SharedHandler(path())
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(Formatter("%(asctime)s %(process)d %(levelname)s %(message)s"))
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
    logger().log(logging.ERROR if failed else logging.DEBUG, "%s", line, exc_info=failed)


class Formatter(logging.Formatter):
    """Lines with tracebacks from which the texts of the errors are left out, unless debugging."""

    def formatException(self, ei: Any) -> str:
        if debugging():
            return super().formatException(ei)
        lines: list[str] = []
        error: BaseException | None = ei[1]
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            frames = traceback.format_tb(error.__traceback__)
            lines[:0] = [*frames, f"{type(error).__name__}\n"]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "".join(lines).rstrip("\n")


class SharedHandler(RotatingFileHandler):
    """A rotating file that several processes write at once.

    Each record is written under a lock between processes and the file is closed after it: so nobody
    holds it open while another one renames it, which Windows would refuse, and no process writes on
    into a file that was already renamed.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(file, maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            with _turn(Path(self.baseFilename + ".lock")) as mine:
                if mine and self.shouldRollover(record):
                    with suppress(OSError):  # somebody reads the file: it rotates at the next record
                        self.doRollover()
                logging.FileHandler.emit(self, record)
                self._close()
        except Exception:
            self.handleError(record)

    def _close(self) -> None:
        if self.stream is not None:
            stream: TextIOWrapper = self.stream
            self.stream = None  # type: ignore[assignment]
            stream.close()

    def handleError(self, record: logging.LogRecord) -> None:
        """A log that cannot be written must not disturb Excel."""
        with suppress(Exception):
            self._close()


@contextmanager
def _turn(file: Path) -> Iterator[bool]:
    """Hold the lock between processes; False if it could not be had in good time."""
    with file.open("ab") as opened:
        end = time.monotonic() + PATIENCE
        while not (mine := _lock(opened.fileno())) and time.monotonic() < end:
            time.sleep(0.005)
        try:
            yield mine
        finally:
            if mine:
                _unlock(opened.fileno())


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
