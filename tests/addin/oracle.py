"""Print, as JSON, the VBA that xlwings' own generate_vba_wrapper writes for the MFG functions.

Runs in a process of its own: it puts stubs in the place of pywin32 so that ``xlwings.udfs``, which
is for Windows, can be imported anywhere. The functions are those of ``udfs.excel.worksheet``, which
decorates them for xlwings where ``xlwings.udfs`` is loaded; while that module cannot be imported,
functions with the catalogue's signatures stand in for them.
"""

from __future__ import annotations

import ctypes
import importlib
import io
import json
import re
import sys
import types
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from addin.generate import WORKSHEET_MODULE
from udfs.excel.catalogue import FUNCTIONS

PYWIN32 = """
    pythoncom pywintypes win32api win32con win32event win32gui win32process win32timezone win32com
    win32com.client win32com.server win32com.server.util win32com.server.dispatcher
    win32com.server.policy
"""


class Stub(types.ModuleType):
    """A module in which every name exists: exceptions where the name says so, else classes."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (Exception if "rror" in name else object,), {})


def worksheet() -> types.ModuleType:
    try:
        return importlib.import_module(WORKSHEET_MODULE)
    except ImportError:
        module = types.ModuleType(WORKSHEET_MODULE)
        for function in FUNCTIONS:
            args = "".join(a.name + ("=None, " if a.optional else ", ") for a in function.args)
            exec(f"def {function.name}({args}caller=None): pass", module.__dict__)
        return module


def main() -> None:
    for name in PYWIN32.split():
        sys.modules[name] = Stub(name)
    ctypes.windll = Stub("windll")  # type: ignore[attr-defined]
    udfs = importlib.import_module("xlwings.udfs")
    module = worksheet()

    bare = types.ModuleType(WORKSHEET_MODULE)
    for function in FUNCTIONS:
        python = getattr(module, function.name)
        setattr(bare, function.name, python if hasattr(python, "__xlfunc__") else udfs.xlfunc(python))
    text = io.StringIO()
    udfs.generate_vba_wrapper(WORKSHEET_MODULE, bare, text, types.SimpleNamespace(Name="MFG.xlam"))
    blocks = re.split(r"(?m)^(?=Function )", text.getvalue())[1:]
    print(json.dumps({re.match(r"Function (\w+)", b)[1]: b for b in blocks}))  # type: ignore[index]


if __name__ == "__main__":
    main()
