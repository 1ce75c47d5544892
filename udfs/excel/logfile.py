"""The file of the log: several processes write it, it rotates, and it is silent about what cells hold."""

from __future__ import annotations

import logging
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any


class Formatter(logging.Formatter):
    """Lines with tracebacks from which the texts of the errors are left out, unless ``debugging()``."""

    def __init__(self, debugging: Callable[[], bool], line: str) -> None:
        super().__init__(line)
        self._debugging = debugging

    def formatException(self, ei: Any) -> str:
        if self._debugging():
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
    into a file that was already renamed. ``patience`` is how many seconds a process waits for its turn.
    """

    def __init__(self, file: Path, size: int, kept: int, patience: float) -> None:
        super().__init__(file, maxBytes=size, backupCount=kept, encoding="utf-8", delay=True)
        self._patience = patience

    def emit(self, record: logging.LogRecord) -> None:
        try:
            with turn(Path(self.baseFilename + ".lock"), self._patience) as mine:
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
def turn(file: Path, patience: float) -> Iterator[bool]:
    """Hold the lock between processes; False if it could not be had in good time."""
    with file.open("ab") as opened:
        end = time.monotonic() + patience
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
