"""``make windows``: make a Windows Python under wine and run everything that needs one.

Where wine cannot be run the checks are skipped with a message that names what is missing; with ``CI``
set that is a failure. What was measured goes to ``measured.json`` in the machine's folder.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

from wine import ROOT, Machine, home

TESTS = ("tests/windows", "tests/addin/test_addin_dll.py", "tests/addin/test_addin_server_dll.py")


def missing() -> list[str]:
    """Debian packages that are not there."""
    needed = {
        "wine": shutil.which("wine") is not None,
        "locales": shutil.which("localedef") is not None and Path("/usr/share/i18n/locales/zh_CN").exists(),
    }
    return [name for name, there in needed.items() if not there]


def main(*more: str) -> int:
    absent = missing()
    if absent:
        said = f"{', '.join(absent)} not installed: apt-get install {' '.join(absent)}"
        print(f"{'FAILED' if os.environ.get('CI') else 'skipped'}: Windows checks, {said}")
        return 1 if os.environ.get("CI") else 0
    machine = Machine(home())
    load = os.getloadavg()[0]
    began = time.monotonic()
    fresh = not (machine.folder / "ready").exists()
    for step in machine.make():
        print(f"{time.monotonic() - began:6.1f} s  {step}", flush=True)
    made = time.monotonic()
    print(f"{made - began:6.1f} s  tests", flush=True)
    environment = {
        **os.environ,
        **{k: v for k, v in machine.environment().items() if k.startswith("WINE")},
        "MFG_WINE": str(machine.folder),
        "MFG_WINDOWS_PYTHON": str(machine.python),
    }
    try:
        code = subprocess.run(
            [sys.executable, "-m", "pytest", "--durations=8", *(more or TESTS)],
            cwd=ROOT,
            env=environment,
            check=False,
        ).returncode
    finally:
        machine.stop()
    measured = machine.folder / "measured.json"
    if measured.exists() and not more:
        found = json.loads(measured.read_text(encoding="utf-8"))
        found["minutes"] = {
            "make": (made - began) / 60,
            "tests": (time.monotonic() - made) / 60,
            "fresh": fresh,
        }
        found["machine"] = {
            "wine": _wine(machine),
            "processor": _processor(),
            "cores": os.cpu_count(),
            "load": load,
        }
        measured.write_text(json.dumps(found, indent=1), encoding="utf-8")
        print(json.dumps(found, indent=1))
    return code


def _wine(machine: Machine) -> str:
    done = subprocess.run(
        ["wine", "--version"], capture_output=True, text=True, check=False, env=machine.environment()
    )
    return done.stdout.strip()


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
