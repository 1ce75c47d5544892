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

from pathlib import PureWindowsPath

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


def conf_path(home: PureWindowsPath) -> PureWindowsPath:
    """Where the add-in looks for its settings, in the user's profile folder."""
    return home / f".{PROJECT_NAME}" / f"{PROJECT_NAME}.conf"


def conf_text(interpreter: str) -> str:
    r"""Return the settings file for ``interpreter``; the caller encodes it (``mbcs`` on Windows).

    Raises ``ValueError`` for a path that is not absolute or that the file cannot hold.

    >>> print(conf_text(r"C:\mfg\python.exe").splitlines()[0])
    "INTERPRETER_WIN","C:\mfg\python.exe"
    """
    if not PureWindowsPath(interpreter).is_absolute():
        raise ValueError(f"the interpreter must be a full Windows path, not {interpreter!r}")
    for bad in '"%\r\n':
        if bad in interpreter:
            raise ValueError(f"the settings file cannot hold {bad!r} in {interpreter!r}")
    pairs = {"INTERPRETER_WIN": interpreter} | DEFAULTS | INFORMATION
    return "".join(f'"{key}","{value}"\r\n' for key, value in pairs.items())
