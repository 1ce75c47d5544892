"""LibreOffice as a headless calculator and printer; it only ever sees temporary copies."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

TIMEOUT = 300.0

# Recalculate on load always; never run macros, fetch links or keep a lock file.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""

_FOLDERS = (
    r"C:\Program Files\LibreOffice\program",
    r"C:\Program Files (x86)\LibreOffice\program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice/program",
    "/snap/bin",
)


class OfficeError(Exception):
    """LibreOffice is missing, failed or took too long; the text is one line."""


def find() -> Path | None:
    """LibreOffice's program: MFG_SOFFICE, else the PATH, else the usual install folders."""
    chosen = os.environ.get("MFG_SOFFICE")
    if chosen:
        found = shutil.which(chosen)
        return Path(found) if found else None
    # soffice.com is the Windows program that waits until the work is done.
    names = ("soffice.com", "soffice.exe") if sys.platform == "win32" else ("soffice", "libreoffice")
    for folder in (None, *_FOLDERS):
        for name in names:
            found = shutil.which(name, path=folder) if folder else shutil.which(name)
            if found:
                return Path(found)
    return None


def recalculate(xlsx: Path, out_dir: Path, profile: Path | None = None, timeout: float | None = None) -> Path:
    """Recalculate every formula of a copy; returns the new .xlsx in `out_dir`.

    Parameters
    ----------
    profile
        A folder for LibreOffice's settings; reusing it saves a second per run. A temporary one
        if left out; never the user's own.

    Raises
    ------
    OfficeError
        See there.
    """
    return _convert(xlsx, out_dir, "xlsx:Calc MS Excel 2007 XML", ".xlsx", profile, timeout)


def to_pdf(xlsx: Path, out_dir: Path, profile: Path | None = None, timeout: float | None = None) -> Path:
    """Print a copy of a workbook to PDF in `out_dir`; errors as `recalculate`."""
    return _convert(xlsx, out_dir, "pdf:calc_pdf_Export", ".pdf", profile, timeout)


def _convert(
    source: Path, out_dir: Path, kind: str, suffix: str, profile: Path | None, timeout: float | None
) -> Path:
    program = find()
    if program is None:
        raise OfficeError("LibreOffice is not installed")
    out_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="mfg-office-", ignore_cleanup_errors=True) as folder:
        # Work on a copy under a plain name: no lock file beside the user's file, no odd characters.
        copy = Path(folder) / f"book{source.suffix.lower()}"
        shutil.copyfile(source, copy)
        done = Path(folder) / "done"
        _run(
            program,
            ["--convert-to", kind, "--outdir", str(done), str(copy)],
            profile or Path(folder) / "p",
            TIMEOUT if timeout is None else timeout,
        )
        result = done / f"book{suffix}"
        if not result.is_file():
            raise OfficeError("LibreOffice could not read the workbook")
        return Path(shutil.move(str(result), str(out_dir / (source.stem + suffix))))


def _run(program: Path, arguments: list[str], profile: Path, timeout: float) -> None:
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(_PROFILE, encoding="utf-8")
    command = [
        str(program),
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        *arguments,
    ]
    posix = os.name == "posix"
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=posix,
    )
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        raise OfficeError(f"LibreOffice took longer than {timeout:.0f} seconds") from None
    finally:
        if process.poll() is None:
            if posix:
                os.killpg(process.pid, signal.SIGKILL)  # the launcher and the program it started
            else:
                process.kill()
            process.wait()
