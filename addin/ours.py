"""Which files and folders are ours, and how they are written: whole or not at all."""

from __future__ import annotations

import os
import tempfile
import time
import zipfile
from contextlib import suppress
from pathlib import Path

from addin.install_texts import ERRORS, say

#: Temporary files of a run that was killed are swept away after this many seconds.
STALE = 3600.0


class InstallError(Exception):
    """Why nothing could be done, as one sentence that also says what to do."""

    def __init__(self, key: str, *values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values

    def text(self, lang: str) -> str:
        return say(ERRORS, self.key, lang, *self.values)

    def __str__(self) -> str:
        return self.text("en")


def is_ours(path: Path) -> bool:
    """Whether an add-in file is ours: its document properties name MFG Index, or its ribbon is ours."""
    try:
        with zipfile.ZipFile(path) as file:
            names = set(file.namelist())
            core = file.read("docProps/core.xml") if "docProps/core.xml" in names else b""
            ribbon = "customUI/customUI14.xml"
            return b">MFG Index</dc:creator>" in core or (
                ribbon in names and b'"mfgRefresh"' in file.read(ribbon)
            )
    except (OSError, zipfile.BadZipFile, KeyError, RuntimeError):
        return False


def zone(path: Path) -> Path:
    """The alternate data stream in which Windows notes that a file came from the internet."""
    return path.with_name(path.name + ":Zone.Identifier")


def is_blocked(path: Path) -> bool:
    """Whether a file carries the mark of the web."""
    try:
        return zone(path).exists()
    except OSError:
        return False


def unblock(path: Path) -> None:
    """Take the mark of the web off one file."""
    remove(zone(path), path)


def replace(path: Path, data: bytes, staging: Path) -> None:
    """Put ``data`` in the place of a file at one stroke; the temporary file stands in ``staging``.

    Raises
    ------
    InstallError
        The file is in use, or its folder cannot be written.
    """
    temporary: Path | None = None
    try:
        for left in staging.glob(".mfg-*.tmp"):
            if time.time() - left.stat().st_mtime > STALE:
                left.unlink()
        handle, name = tempfile.mkstemp(prefix=".mfg-", suffix=".tmp", dir=staging)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.replace(temporary, path)
        except PermissionError:
            # The temporary file could be written, so it is the old file that somebody holds.
            raise InstallError("locked", path) from None
        temporary = None
    except OSError as error:
        raise InstallError("denied", path, error.strerror or error) from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def remove(path: Path, said: Path | None = None) -> None:
    """Remove one file of ours; an error names ``said`` instead if that is given.

    Raises
    ------
    InstallError
        It is in use.
    """
    try:
        path.unlink()
    except FileNotFoundError:
        pass
    except PermissionError:
        raise InstallError("locked", said or path) from None
    except OSError as error:
        raise InstallError("denied", said or path, error.strerror or error) from None
