"""What the doctor asks of Python: settings, interpreter, DLL, command, start, log."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

from addin import conf
from addin.finding import Finding, error, ok, warning
from addin.install import XLWINGS_VERSION, dll_name
from addin.machine import Machine
from addin.probes_windows import excel_bits
from udfs import __version__

#: The DLL's buffer for the start command, in ANSI bytes with the closing zero, and what the class
#: identifier adds to it; both as vba/xlwings.bas has them.
COMMAND_BUFFER, CLSID_GROWTH = 2048, 30

#: Starting Python and loading the functions should take less than this many seconds.
SLOW = 10.0

_START = (
    "import sys,json;sys.path[:0]=[p for p in sys.argv[1].split(';') if p];"
    "import xlwings,udfs;from udfs.excel import worksheet;from udfs.excel.catalogue import FUNCTIONS;"
    "print(json.dumps([udfs.__version__,xlwings.__version__,len(FUNCTIONS)]))"
)


def _settings(machine: Machine) -> dict[str, str] | None:
    """The settings as the VBA reads them; None where there are none."""
    path = Path(machine.places.conf)
    if not machine.places.real or not path.is_file():
        return None
    return conf.parse_conf(path.read_bytes().decode(machine.interpreter.encoding, errors="replace"))


def _interpreter(machine: Machine) -> str:
    """The Python that Excel starts; this one where no settings name another."""
    return (_settings(machine) or {}).get("INTERPRETER_WIN") or machine.interpreter.path


def python(machine: Machine) -> Iterator[Finding]:
    """This Python, and whether Excel can use it."""
    interpreter = machine.interpreter
    yield ok("python", platform.python_version(), struct.calcsize("P") * 8, interpreter.path)
    if machine.windows is None:
        return
    if interpreter.from_store:
        yield error("python_store", interpreter.path)
    if not interpreter.fits(str(machine.places.home)):
        yield error("home", machine.places.home, machine.code_page)
    if not interpreter.fits(interpreter.path) and not interpreter.fits(interpreter.short(interpreter.path)):
        yield error("python_path", interpreter.path, machine.code_page)


def settings(machine: Machine) -> Iterator[Finding]:
    """The settings file: there, readable by the VBA, naming a Python that exists."""
    if not machine.places.real:
        return
    path = Path(machine.places.conf)
    found = _settings(machine)
    if found is None:
        yield error("conf_none", path)
        return
    try:
        path.read_bytes().decode(machine.interpreter.encoding)
    except UnicodeDecodeError:
        yield error("conf_encoding", path, machine.code_page)
        return
    named = found.get("INTERPRETER_WIN", "")
    if not named:
        yield error("conf_no_interpreter", path)
    elif machine.windows is not None and not Path(named).is_file():
        yield error("conf_gone", named)
    elif not _same(named, machine.interpreter.path) and not _same(
        named, machine.interpreter.short(machine.interpreter.path)
    ):
        yield warning("conf_other", named, machine.interpreter.path)
    else:
        yield ok("conf", path)


def _same(a: str, b: str) -> bool:
    return PureWindowsPath(a) == PureWindowsPath(b)


def xlwings(machine: Machine) -> Iterator[Finding]:
    """xlwings has the version for which the add-in's VBA and DLL are made."""
    try:
        version = importlib.metadata.version("xlwings")
    except importlib.metadata.PackageNotFoundError:
        yield error("xlwings_none", XLWINGS_VERSION)
        return
    if version == XLWINGS_VERSION:
        yield ok("xlwings", version)
    else:
        yield error("xlwings_other", version, XLWINGS_VERSION)


def dll(machine: Machine) -> Iterator[Finding]:
    """The DLL for Excel's bitness stands where the VBA looks: beside the interpreter or one folder up.

    Python's own bitness may differ from Excel's: they talk through COM, each in its own process.
    """
    if machine.windows is None:
        return
    bits = excel_bits(machine) or 64
    path = _interpreter(machine)
    folders = machine.interpreter.folders
    if not _same(path, machine.interpreter.path):
        folders = (Path(path).parent, Path(path).parent.parent)
    found = next((f / dll_name(bits) for f in folders if (f / dll_name(bits)).is_file()), None)
    if found is None:
        yield error("dll_none", dll_name(bits), PureWindowsPath(path).parent, XLWINGS_VERSION)
    else:
        yield ok("dll", found)


def command_line(
    interpreter: str, pythonpath: str = "", show_console: bool = False, start: int = 0, language: str = ""
) -> str:
    """The command that starts Python, as ``MfgCommandLine`` in vba/xlwings.bas makes it."""
    added = f"import os;os.environ['MFG_LANG']='{language}';" if language else ""
    if pythonpath:
        paths = f"false;;;;;;{pythonpath}".replace("\\", "\\\\").replace("'", "\\'").replace("&", "^&")
        added += f'import xlwings.utils;xlwings.utils.prepare_sys_path(\\"{paths}\\");'
    counter = f" -X mfg={start}" if start else ""
    tail = f" -B -P{counter} -c \"{added}import xlwings; xlwings.serve('$(CLSID)')\""
    switch = "/showconsole /K" if show_console else " /C"
    return f'cmd.exe {switch} ""{interpreter}"{tail}"'


def command(machine: Machine) -> Iterator[Finding]:
    """The command that starts Python fits the DLL's buffer."""
    if not machine.places.real:
        return
    found = _settings(machine) or {}
    line = command_line(
        _interpreter(machine),
        found.get("PYTHONPATH", ""),
        found.get("SHOW CONSOLE", "").lower() == "true",
        start=99,  # as after many restarts: the longest it gets
        language="zh",
    )
    length = len(line.encode(machine.interpreter.encoding, errors="replace"))
    limit = COMMAND_BUFFER - CLSID_GROWTH - 1
    yield ok("command", length, limit) if length <= limit else error("command_long", length, limit)


def start(machine: Machine) -> Iterator[Finding]:
    """Start Excel's Python and load the functions: does it, how long it takes, which versions it has."""
    path = _interpreter(machine)
    extra = (_settings(machine) or {}).get("PYTHONPATH", "")
    done = machine.run([path, "-B", "-P", "-c", _START, extra])
    if done.code != 0:
        last = [line for line in done.err.strip().splitlines() if line.strip()] or [f"exit code {done.code}"]
        yield error("start_failed", last[-1][:300])
        return
    try:
        version, other_xlwings, count = json.loads(done.out.strip().splitlines()[-1])
    except (ValueError, IndexError):
        yield error("start_failed", done.out.strip()[-300:])
        return
    seconds = f"{done.seconds:.1f}"
    yield warning("start_slow", seconds, path) if done.seconds > SLOW else ok("start", seconds, count)
    if version != __version__:
        yield error("start_other", version, __version__)
    if other_xlwings != XLWINGS_VERSION:
        yield error("xlwings_other", other_xlwings, XLWINGS_VERSION)


def log(machine: Machine) -> Iterator[Finding]:
    """The log can be written."""
    from udfs.excel.log import path

    folder = Path(machine.places.logs) if machine.environ.get("MFG_USER_DIR") else path().parent
    try:
        existing = next(p for p in (folder, *folder.parents) if p.exists())
        handle, name = tempfile.mkstemp(prefix=".mfg-", dir=existing)
        os.close(handle)
        os.unlink(name)
    except OSError as problem:
        yield warning("log_denied", folder, problem.strerror or problem)
    else:
        yield ok("log", folder / path().name)
