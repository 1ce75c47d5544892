"""Makes the calls from a Windows process over COM: ``com_calls.py JOB``.

The server is started through xlwings' DLL by the command line the add-in makes, as Excel does it.
JOB is a JSON file: ``task`` names a function below, ``dll`` and ``command`` start the server, the
rest is the task's own; what the task returns is written to ``answer``.
"""

# ruff: noqa: E402 (folders and the kind of COM thread come before the imports they are for)
from __future__ import annotations

import ctypes
import datetime as dt
import os
import struct
import sys
import time
from decimal import Decimal
from typing import Any

for folder in ("excel", "addin"):
    sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), folder))

#: Calls back into this process are answered by any thread: many times faster than by Excel's one thread.
sys.coinit_flags = 0
import pythoncom
import pywintypes
import replay
import win32com.client
from com_book import outgoing
from dll_client import activate
from fake_book import MISSING, Book, Range

Server = Any


class Com:
    """Values as a COM client hands them over, calls as the generated VBA makes them."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def cell(self, value: dict[str, Any]) -> Any:
        ((kind, what),) = value.items()
        if kind == "missing":
            return win32com.client.VARIANT(pythoncom.VT_ERROR, MISSING)
        if kind == "date":
            return pywintypes.Time(dt.datetime.fromisoformat(what))
        # pywin32 sends no error value but "missing"; what arrives of #N/A is the same whole number.
        return Decimal(what) if kind == "currency" else what

    def argument(self, value: Any) -> Any:
        return pythoncom.Empty if value is None else outgoing(value)

    def call(self, name: str, args: list[Any], book: Book, caller: Range) -> Any:
        return self.server.CallUDF(
            replay.MODULE, name, [*args, pythoncom.Nothing], outgoing(book), outgoing(caller)
        )


def start(job: dict[str, Any], command: str = "command") -> Server:
    found = activate(job["library"], job[command])
    if isinstance(found, str):
        raise RuntimeError(found)
    return found


def process(server: Server) -> int:
    return int(server.Str(server.Eval("__import__('os').getpid()")))


def stop(server: Server) -> None:
    server.Exec("__import__('threading').Timer(0.3, __import__('os')._exit, [0]).start()")


def calls(job: dict[str, Any]) -> dict[str, Any]:
    """Start the server, time the first result, make every call."""
    spec = replay.load(job["calls"])
    began = time.perf_counter()
    server = start(job)
    up = time.perf_counter() - began
    workbook = replay.Workbook(spec, Com(server))
    began = time.perf_counter()
    version = workbook.run({"function": "MFG_VERSION", "args": []})
    first = time.perf_counter() - began
    answer = replay.replay(spec, Com(server), replay.warn)
    versions = server.Str(
        server.Eval("{m: __import__(m).__version__ for m in ('numpy', 'pandas', 'scipy', 'xlwings')}")
    )
    stop(server)
    return {**answer, "up": up, "first": first, "version": version, "versions": versions}


def restart(job: dict[str, Any]) -> dict[str, Any]:
    """End the server as the task manager does; what the next call gives, and the one after a restart."""
    spec = replay.load(job["calls"])
    server = start(job)
    pids = [process(server)]
    results = [replay.Workbook(spec, Com(server)).run(job["call"])]
    os.kill(pids[0], 9)
    error = ""
    try:
        replay.Workbook(spec, Com(server)).run(job["call"])
    except pywintypes.com_error as broken:
        error = str(broken.args[1])
    server = start(job, "command_after")  # the VBA drops the server and changes the command line
    pids.append(process(server))
    results.append(replay.Workbook(spec, Com(server)).run(job["call"]))
    stop(server)
    return {"pids": pids, "results": results, "error": error}


def many(job: dict[str, Any]) -> dict[str, Any]:
    """Make some calls in turn, again and again; memory and handles of the server along the way. Then time others."""
    spec = replay.load(job["calls"])
    server = start(job)
    pid = process(server)
    workbook = replay.Workbook(spec, Com(server))
    seen = []
    for number in range(job["count"] + 1):
        if number % job["every"] == 0:
            server.Exec("__import__('gc').collect()")
            seen.append([number, working_set(pid), handles(pid)])
        workbook.run(job["turn"][number % len(job["turn"])])
    times = {
        name: [timed(workbook, call) for _ in range(job["repeats"])] for name, call in job["timed"].items()
    }
    stop(server)
    return {"seen": seen, "milliseconds": times}


def timed(workbook: replay.Workbook, call: dict[str, Any]) -> float:
    began = time.perf_counter()
    workbook.run(call)
    return 1000 * (time.perf_counter() - began)


class Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS."""

    _fields_ = [
        ("cb", ctypes.c_uint32), ("PageFaultCount", ctypes.c_uint32),
        *((name, ctypes.c_size_t) for name in (
            "PeakWorkingSetSize", "WorkingSetSize", "QuotaPeakPagedPoolUsage", "QuotaPagedPoolUsage",
            "QuotaPeakNonPagedPoolUsage", "QuotaNonPagedPoolUsage", "PagefileUsage", "PeakPagefileUsage",
        )),
    ]  # fmt: skip


def working_set(pid: int) -> int:
    """Bytes of memory a process holds."""
    kernel, psapi = ctypes.windll.kernel32, ctypes.windll.psapi  # type: ignore[attr-defined]
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.OpenProcess(0x0400 | 0x0010, False, pid))
    counters = Counters(cb=ctypes.sizeof(Counters))
    assert psapi.GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.cb)
    kernel.CloseHandle(handle)
    return int(counters.WorkingSetSize)


def handles(pid: int) -> int:
    """Open handles of a process, from SYSTEM_PROCESS_INFORMATION: GetProcessHandleCount is empty in wine."""
    buffer = ctypes.create_string_buffer(1 << 20)
    status = ctypes.windll.ntdll.NtQuerySystemInformation(5, buffer, len(buffer), None)  # type: ignore[attr-defined]
    assert status == 0
    at = 0
    while True:
        (step,) = struct.unpack_from("I", buffer, at)
        if struct.unpack_from("Q", buffer, at + 0x50)[0] == pid:
            return int(struct.unpack_from("I", buffer, at + 0x60)[0])
        assert step, f"no process {pid}"
        at += step


def main() -> None:
    pythoncom.CoInitializeEx(0)
    job = replay.load(sys.argv[1])
    job["library"] = ctypes.WinDLL(job["dll"])  # type: ignore[attr-defined]
    replay.save(job["answer"], {"calls": calls, "restart": restart, "many": many}[job["task"]](job))


if __name__ == "__main__":
    main()
