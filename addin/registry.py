"""Reading the Windows registry; nothing here writes. Off Windows there is none to read."""

from __future__ import annotations

import sys
from typing import Protocol


class Registry(Protocol):
    """What the doctor asks of a registry; a key is written ``HKCU\\Software\\...``, in any case."""

    def value(self, key: str, name: str = "") -> object | None:
        """A value of a key ("" is its default value); None if there is no key or value."""

    def values(self, key: str) -> dict[str, object]:
        """All values of a key by name; none if there is no key."""


class NoRegistry:
    """The registry of a machine without one."""

    def value(self, key: str, name: str = "") -> object | None:
        return None

    def values(self, key: str) -> dict[str, object]:
        return {}


class WindowsRegistry:
    """The registry of this machine, the 64-bit view first and then the 32-bit one (``Wow6432Node``)."""

    def value(self, key: str, name: str = "") -> object | None:
        return {k.lower(): v for k, v in self.values(key).items()}.get(name.lower())

    def values(self, key: str) -> dict[str, object]:
        if sys.platform != "win32":
            return {}
        import winreg

        hives = {
            "HKCU": winreg.HKEY_CURRENT_USER,
            "HKLM": winreg.HKEY_LOCAL_MACHINE,
            "HKCR": winreg.HKEY_CLASSES_ROOT,
        }
        hive, _, path = key.partition("\\")
        for view in (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY):
            try:
                with winreg.OpenKey(hives[hive], path, 0, winreg.KEY_READ | view) as opened:
                    count = winreg.QueryInfoKey(opened)[1]
                    return {
                        name: data for name, data, _ in (winreg.EnumValue(opened, i) for i in range(count))
                    }
            except OSError:
                continue
        return {}
