"""The small Excel of ``fake_book.py`` behind stubs of pywin32.

Importing this module puts stubs in the place of pywin32, so it is imported only in a process of its
own (see ``xlwings_checks.py``).
"""

from __future__ import annotations

import ctypes
import datetime as dt
import sys
import types
from typing import Any

from fake_book import DIV0, MISSING, NA, SPILL, Book, ComError, Range, Sheet

__all__ = ["DIV0", "MISSING", "NA", "SPILL", "Book", "ComError", "PyTime", "Range", "Sheet"]

PYWIN32 = """
    pythoncom pywintypes win32api win32con win32event win32gui win32process win32timezone win32com
    win32com.client win32com.server win32com.server.util win32com.server.dispatcher win32com.server.policy
"""


class PyTime(dt.datetime):
    """pywintypes.TimeType."""


class Stub(types.ModuleType):
    """A module in which every name exists: exceptions where the name says so, else classes."""

    __file__ = "stub"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (Exception if "rror" in name else object,), {})


def install() -> None:
    """Put the stubs where xlwings looks for pywin32, and import its Windows engine."""
    for name in PYWIN32.split():
        module = sys.modules[name] = Stub(name)
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)
    stubs: Any = sys.modules
    stubs["pywintypes"].com_error = ComError
    stubs["pywintypes"].TimeType = PyTime
    stubs["pywintypes"].IID = str
    stubs["pythoncom"].IID_IDispatch = "IDispatch"
    stubs["pythoncom"].CoInitialize = lambda: None
    stubs["pythoncom"].CoMarshalInterThreadInterfaceInStream = lambda iid, api: api
    stubs["win32process"].GetWindowThreadProcessId = lambda hwnd: (0, 1)
    stubs["win32com.client"].Dispatch = lambda com, **_: com

    class Library:
        def __getattr__(self, name: str) -> Any:
            return Library()

        def __call__(self, *args: Any) -> Any:
            return Library()

    # call_udf takes only the event loop of the COM server, for functions that are asynchronous.
    server = stubs["xlwings.com_server"] = Stub("xlwings.com_server")
    server.__dict__["loop"] = None
    for name in ("windll", "oledll"):
        setattr(ctypes, name, Library())
    ctypes.PyDLL = lambda *_: Library()  # type: ignore[assignment,misc]

    import xlwings
    from xlwings import _xlwindows
    from xlwings.main import Engine

    _xlwindows.Apps.cleanup = staticmethod(lambda: None)
    xlwings.engines.add(Engine(impl=_xlwindows.engine))


install()
