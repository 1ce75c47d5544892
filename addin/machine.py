"""What the doctor looks at: registry, folders, Windows, and how a program is run; tests put their own in."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from addin import places as _places
from addin.install import Interpreter, packaged, this_interpreter
from addin.places import Places
from addin.registry import NoRegistry, Registry, WindowsRegistry

#: The longest that starting Python may take before it is given up.
TIMEOUT = 120.0


@dataclass(frozen=True)
class Ran:
    """What a program printed, its exit code (None: it did not end in time, or could not start)."""

    code: int | None
    out: str
    err: str
    seconds: float


def run(command: list[str]) -> Ran:
    """Run a program without a window.

    Its output goes to files, not pipes: something the program starts may keep a pipe open, and reading
    would then wait for ever.
    """
    began = time.perf_counter()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        try:
            program = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            return Ran(None, "", str(error), time.perf_counter() - began)
        try:
            code: int | None = program.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
            code = None
        seconds = time.perf_counter() - began
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", errors="replace"))
    if code is None:
        texts[1] += f"\nno answer after {TIMEOUT:g} s"
    return Ran(code, texts[0], texts[1], seconds)


@dataclass(frozen=True)
class Machine:
    """One machine and one user.

    Attributes
    ----------
    windows
        Windows' version as (major, minor, build); None off Windows.
    code_page
        The number of the ANSI code page, or the name of an encoding.
    environ
        The environment of this process.
    addin
        Returns the add-in as it was built.
    """

    places: Places
    registry: Registry
    interpreter: Interpreter
    windows: tuple[int, int, int] | None = None
    code_page: str = ""
    environ: dict[str, str] = field(default_factory=dict)
    run: Callable[[list[str]], Ran] = run
    addin: Callable[[], bytes] = packaged


def this_machine() -> Machine:
    """The machine and the user that this runs for."""
    found = _places.find()
    if sys.platform != "win32":
        return Machine(found, NoRegistry(), this_interpreter(), environ=dict(os.environ))
    version, python = sys.getwindowsversion(), this_interpreter()
    return Machine(
        found,
        WindowsRegistry(),
        python,
        (version.major, version.minor, version.build),
        python.code_page,
        dict(os.environ),
    )


def bits_of(program: Path) -> int | None:
    """64 or 32, from the header of a Windows program; None if it has none or cannot be read."""
    try:
        with program.open("rb") as file:
            head = file.read(64)
            if head[:2] != b"MZ" or len(head) < 64:
                return None
            file.seek(int.from_bytes(head[60:64], "little"))
            signature = file.read(6)
    except OSError:
        return None
    if signature[:4] != b"PE\0\0":
        return None
    return {0x8664: 64, 0xAA64: 64, 0x014C: 32}.get(int.from_bytes(signature[4:6], "little"))
