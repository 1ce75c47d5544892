"""Runs in a Windows Python: what the add-in does when its server dies, and a server started ahead.

Arguments: the DLL, a file (UTF-8, JSON) with the lines the VBA makes: ``first`` and ``second``
(the command before and after a restart), ``warm`` (with ``@PROCESS@`` for the process identifier) and
``class``, a file for the answer (JSON). The DLL is called with ctypes as VBA's ``Declare`` calls it.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

VT_EMPTY, VT_BSTR, VT_DISPATCH = 0, 8, 9
TERMINATE, SYNCHRONIZE = 1, 0x100000
HOLD = "import sys; sys.stdin.read()"  # stands for Excel: ends when its input is closed


def activate(dll: Any, command: str, mode: int = 1) -> tuple[int, Any]:
    """The DLL's result, and the server object or the DLL's message."""
    pythoncom = importlib.import_module("pythoncom")
    client = importlib.import_module("win32com.client")
    variant = ctypes.create_string_buffer(24)
    dll.XLPyDLLActivateAuto.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_long]
    code = dll.XLPyDLLActivateAuto(variant, command.encode("mbcs"), mode)
    kind = struct.unpack_from("H", variant, 0)[0]
    pointer = struct.unpack_from("Q", variant, 8)[0]
    if kind == VT_DISPATCH:
        return code, client.Dispatch(pythoncom.ObjectFromAddress(pointer, pythoncom.IID_IDispatch))
    return code, ctypes.wstring_at(pointer) if kind == VT_BSTR else kind


def value(server: Any, expression: str) -> str:
    return str(server.Str(server.Eval(expression)))


def pid(server: Any) -> int:
    return int(value(server, "__import__('os').getpid()"))


def rank(server: Any) -> str:
    """A worksheet function, called in the server."""
    module = "__import__('udfs.excel.worksheet', fromlist=['MFG_RANK'])"
    return value(server, f"{module}.FUNCTIONS['MFG_RANK'](((3.0,), (1.0,), (2.0,)))")


def failure(call: Any, *args: Any) -> int:
    """The number VBA sees when a call fails."""
    try:
        call(*args)
    except importlib.import_module("pywintypes").com_error as error:
        return int(error.hresult)
    return 0


def died(dll: Any, lines: dict[str, str]) -> dict[str, Any]:
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
    began = time.perf_counter()
    _, server = activate(dll, lines["first"])
    seconds = time.perf_counter() - began
    answer: dict[str, Any] = {
        "start": seconds,
        "language": value(server, "__import__('os').environ['MFG_LANG']"),
        "before": pid(server),
        "again": pid(activate(dll, lines["first"])[1]),
        "rank": rank(server),
    }
    process = kernel.OpenProcess(TERMINATE | SYNCHRONIZE, False, answer["before"])
    kernel.TerminateProcess(process, 1)
    kernel.WaitForSingleObject(process, 10_000)
    answer["number"] = failure(rank, server)
    answer["same"] = [str(x) for x in activate(dll, lines["first"])]
    del server
    # MfgDropServer, then the next call
    answer["dropped"] = activate(dll, lines["first"], -1)[0]
    began = time.perf_counter()
    _, server = activate(dll, lines["second"])
    answer["restart"] = time.perf_counter() - began
    answer["after"] = pid(server)
    answer["rank_after"] = rank(server)
    # A server that is alive is dropped too: its process ends.
    process = kernel.OpenProcess(SYNCHRONIZE, False, answer["after"])
    del server
    answer["dropped_alive"] = activate(dll, lines["second"], -1)[0]
    answer["ended"] = kernel.WaitForSingleObject(process, 10_000)
    return answer


def started_ahead(dll: Any, lines: dict[str, str]) -> dict[str, Any]:
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
    answer: dict[str, Any] = {"nobody": [str(x) for x in activate(dll, lines["class"])]}
    with subprocess.Popen([sys.executable, "-c", HOLD], stdin=subprocess.PIPE) as excel:
        began = time.perf_counter()
        with subprocess.Popen(
            lines["warm"].replace("@PROCESS@", str(excel.pid)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        ) as ahead:
            answer["launched"] = time.perf_counter() - began
            code, server = activate(dll, lines["class"])
            while code and time.perf_counter() - began < 60 and ahead.poll() is None:
                time.sleep(0.1)
                code, server = activate(dll, lines["class"])
            answer["found"] = time.perf_counter() - began
            answer["code"] = code
            answer["pids"] = [pid(server), pid(activate(dll, lines["class"])[1])]
            answer["started"] = ahead.pid
            answer["family"] = [pid(server), int(value(server, "__import__('os').getppid()"))]
            began = time.perf_counter()
            answer["rank"] = rank(server)
            answer["first_call"] = time.perf_counter() - began
            process = kernel.OpenProcess(SYNCHRONIZE, False, answer["pids"][0])
            assert excel.stdin is not None
            excel.stdin.close()
            excel.wait(10)
            answer["ended"] = kernel.WaitForSingleObject(process, 10_000)
            answer["number"] = failure(rank, server)
            answer["gone"] = [str(x) for x in activate(dll, lines["class"])]
    return answer


def main() -> None:
    importlib.import_module("pythoncom").CoInitialize()
    dll = ctypes.WinDLL(sys.argv[1])  # type: ignore[attr-defined]
    lines = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    answer = {"died": died(dll, lines), "ahead": started_ahead(dll, lines)}
    Path(sys.argv[3]).write_text(json.dumps(answer), encoding="utf-8")


if __name__ == "__main__":
    main()
