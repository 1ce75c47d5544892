"""The settings file of the add-in, ``%USERPROFILE%\\.mfg\\mfg.conf``.

``GetConfig`` in ``vba/xlwings.bas`` reads it with VBA's ``Input #``: one ``"KEY","value"`` pair a
line, in the ANSI code page of Windows, keys in any case. It reads no other file and no sheet.

=================  =========================================================================
INTERPRETER_WIN    full path of python.exe or pythonw.exe; the xlwings DLL stands beside it or
                   in the folder above
PYTHONPATH         folders to add to ``sys.path``, separated by ``;``; empty for an installed MFG
WARM START         ``True`` starts Python with Excel, ahead of the first formula, without waiting for it
SHOW CONSOLE       ``True`` shows the window of the Python process
DEBUG UDFS         ``True`` connects to a server that a developer started with ``xlwings.serve()``
LANGUAGE           ``zh`` or ``en`` for ribbon, messages and function help; empty: as Excel's menus
=================  =========================================================================

``ADD_WORKBOOK_TO_PYTHONPATH`` is always false in our module, and every stub names its Python
module, so xlwings' ``UDF MODULES`` is not needed; both are written for people who read the file.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import PurePath, PureWindowsPath
from typing import TypeVar

PathT = TypeVar("PathT", bound=PurePath)

PROJECT_NAME = "mfg"

# What GetConfig is asked for, with what is written.
DEFAULTS: dict[str, str] = {
    "PYTHONPATH": "",
    "WARM START": "True",
    "SHOW CONSOLE": "False",
    "DEBUG UDFS": "False",
    "LANGUAGE": "",
}
INFORMATION: dict[str, str] = {
    "ADD_WORKBOOK_TO_PYTHONPATH": "False",
    "UDF MODULES": "udfs.excel.worksheet",
}


def conf_path(home: PathT) -> PathT:
    """Where the add-in looks for its settings, in the user's profile folder."""
    return home / f".{PROJECT_NAME}" / f"{PROJECT_NAME}.conf"


def conf_text(interpreter: str, settings: Mapping[str, str] | None = None) -> str:
    r"""Return the settings file for ``interpreter``; the caller encodes it (``mbcs`` on Windows).

    ``settings`` are the user's own values of `DEFAULTS`, which a repeated installation keeps.

    Raises ``ValueError`` for a path that is not absolute or that the file cannot hold.

    >>> print(conf_text(r"C:\mfg\python.exe").splitlines()[0])
    "INTERPRETER_WIN","C:\mfg\python.exe"
    """
    if not PureWindowsPath(interpreter).is_absolute():
        raise ValueError(f"the interpreter must be a full Windows path, not {interpreter!r}")
    for bad in '"%\r\n':
        if bad in interpreter:
            raise ValueError(f"the settings file cannot hold {bad!r} in {interpreter!r}")
    own = {key: value for key, value in (settings or {}).items() if key in DEFAULTS and '"' not in value}
    pairs = {"INTERPRETER_WIN": interpreter} | DEFAULTS | own | INFORMATION
    return "".join(f'"{key}","{value}"\r\n' for key, value in pairs.items())


def parse_conf(text: str) -> dict[str, str]:
    r"""Read a settings file as the VBA does: the first line of a key counts, keys in any case.

    >>> parse_conf('"language","zh"\r\n"LANGUAGE","en"\r\nnonsense')
    {'LANGUAGE': 'zh'}
    """
    found: dict[str, str] = {}
    for row in csv.reader(text.splitlines(), skipinitialspace=True):
        if len(row) == 2:
            found.setdefault(row[0].strip().upper(), row[1].strip())
    return found
