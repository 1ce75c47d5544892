"""Runs in a Windows Python: starts Python through the xlwings DLL as the add-in does, writes JSON.

Arguments: the DLL, a file (UTF-8) with the command line, a file for the answer. What VBA does with ``Declare`` is done
here with ctypes: an ANSI string goes in, a VARIANT comes out.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import struct
import sys
from pathlib import Path
from typing import Any

VT_BSTR, VT_DISPATCH = 8, 9


def activate(dll: Any, command: str) -> Any:
    """The server object, or the DLL's message as a string."""
    pythoncom = importlib.import_module("pythoncom")
    client = importlib.import_module("win32com.client")
    variant = ctypes.create_string_buffer(24)
    dll.XLPyDLLActivateAuto.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_long]
    dll.XLPyDLLActivateAuto(variant, command.encode("mbcs"), 1)
    kind = struct.unpack_from("H", variant, 0)[0]
    pointer = struct.unpack_from("Q", variant, 8)[0]
    if kind == VT_DISPATCH:
        return client.Dispatch(pythoncom.ObjectFromAddress(pointer, pythoncom.IID_IDispatch))
    return ctypes.wstring_at(pointer) if kind == VT_BSTR else f"VARIANT of type {kind}"


def main() -> None:
    importlib.import_module("pythoncom").CoInitialize()
    dll = ctypes.WinDLL(sys.argv[1])  # type: ignore[attr-defined]
    command = Path(sys.argv[2]).read_text(encoding="utf-8")
    py, again = activate(dll, command), activate(dll, command)
    if isinstance(py, str):
        Path(sys.argv[3]).write_text(json.dumps({"error": py}), encoding="utf-8")
        return

    def value(server: Any, expression: str) -> str:
        return str(server.Str(server.Eval(expression)))

    try:
        py.CallUDF("no.such.module", "MFG_SCORE", [1, None], None, None)
        description = ""
    except importlib.import_module("pywintypes").com_error as error:
        description = error.excepinfo[2]
    answer = {
        "error": "",
        "pids": [value(server, "__import__('os').getpid()") for server in (py, again)],
        "safe_path": value(py, "__import__('sys').flags.safe_path"),
        "path": value(py, "'|'.join(__import__('sys').path)").split("|"),
        # The calls MfgRibbon makes for a command without and with an argument.
        "no_argument": py.Str(py.Call(py.Module("platform"), "system")),
        "argument": py.Str(
            py.Call(
                py.Module("builtins"),
                "repr",
                py.Tuple(py.Call(py.GetAttr(py.Module("datetime"), "date"), "today")),
            )
        ),
        "description": description,
    }
    Path(sys.argv[3]).write_text(json.dumps(answer), encoding="utf-8")
    py.Exec("__import__('threading').Timer(0.3, __import__('os')._exit, [0]).start()")


if __name__ == "__main__":
    main()
