"""A copy of a file under a free name beside it: complete, or not there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from workbook.package import PackageError, temporary_beside, text

#: More copies than this of one file mean that something is wrong.
MOST = 1000


def backup_of(path: Path, lang: str | None = None) -> Path:
    """Copy a file to ``NAME.backup.xlsx``, ``NAME.backup2.xlsx`` ... and return the copy.

    The copy is whole before it has its name, and no file is ever replaced by it, also when two
    programs do this at once.

    Raises
    ------
    PackageError
        There is no room, or the folder is not writable.
    """
    path = path.resolve()
    try:
        with temporary_beside(path) as temporary:
            shutil.copy2(path, temporary)
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            for number in range(1, MOST):
                copy = path.with_name(f"{path.stem}.backup{'' if number == 1 else number}{path.suffix}")
                if _take(temporary, copy):
                    return copy
    except OSError as error:
        raise PackageError(text("write", path.name, error.strerror or error, lang=lang)) from None
    raise PackageError(text("write", path.name, "backup", lang=lang))


def _take(temporary: Path, copy: Path) -> bool:
    """Give a file its name; False if the name is taken."""
    if copy.exists():
        return False
    try:
        os.link(temporary, copy)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        if copy.exists():
            return False
        os.rename(temporary, copy)
    return True
