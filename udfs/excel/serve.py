"""The Python process that the add-in starts ahead of the first formula."""

from __future__ import annotations

import os
import threading
from importlib import import_module

SYNCHRONIZE = 0x100000  # the right to wait for a process


def serve(class_id: str, process: int) -> None:
    """Serve Excel under ``class_id`` until the process ``process`` (Excel) ends.

    Returns only when the server is told to quit. Everything a first call needs is imported before
    the server can be found, so that no call waits for it. Windows only.
    """
    server = import_module("xlwings.com_server")  # with xlwings.udfs, which the functions look for
    for module in ("worksheet", "commands"):
        import_module(f"udfs.excel.{module}")

    threading.Thread(target=_end_with, args=(process,), daemon=True).start()
    server.serve(class_id)


def _end_with(process: int) -> None:
    """Wait for a process to end, then end this one: an Excel that crashes leaves no Python behind."""
    api, event = (import_module(name) for name in ("win32api", "win32event"))
    try:
        event.WaitForSingleObject(api.OpenProcess(SYNCHRONIZE, False, process), event.INFINITE)
    finally:
        os._exit(0)
