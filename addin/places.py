"""Where the add-in, its settings, its log and its record of installation stand for one user.

Excel loads what stands in the user's XLSTART folder, and it opens *every* file there: nothing but
``MFG.xlam`` is put into it, not even for a moment (temporary files stand in the folder above).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

from addin.conf import conf_path

ADDIN_NAME = "MFG.xlam"
APP = "mfg-index"

#: Names a folder that stands in for the user's profile: for tests and for looking around.
USER_DIR = "MFG_USER_DIR"


@dataclass(frozen=True)
class Places:
    """The user's folders: profile, roaming and local application data.

    ``real`` says whether they exist on this machine; elsewhere they are names such as ``%APPDATA%`` and
    serve to say what would be done.
    """

    home: PurePath
    roaming: PurePath
    local: PurePath
    real: bool = True

    @property
    def excel(self) -> PurePath:
        """Excel's own folder: on the same disk as XLSTART, so a file is moved from here at one stroke."""
        return self.roaming / "Microsoft" / "Excel"

    @property
    def xlstart(self) -> PurePath:
        return self.excel / "XLSTART"

    @property
    def addin(self) -> PurePath:
        return self.xlstart / ADDIN_NAME

    @property
    def conf(self) -> PurePath:
        return conf_path(self.home)

    @property
    def data(self) -> PurePath:
        return self.local / APP

    @property
    def logs(self) -> PurePath:
        return self.data / "Logs"

    @property
    def record(self) -> PurePath:
        """What an installation made, so that it can be undone without trace."""
        return self.data / "install.json"


def find(environ: Mapping[str, str] | None = None, windows: bool = os.name == "nt") -> Places:
    """The places of this user.

    Excel asks Windows for its folders, not the environment, and so does this; only the settings stand
    where the VBA looks, in ``%USERPROFILE%``.
    """
    environ = os.environ if environ is None else environ
    if stand_in := environ.get(USER_DIR):
        home = Path(stand_in)
        return Places(home, home / "AppData" / "Roaming", home / "AppData" / "Local")
    if not windows:
        folders = [PureWindowsPath(f"%{name}%") for name in ("USERPROFILE", "APPDATA", "LOCALAPPDATA")]
        return Places(folders[0], folders[1], folders[2], real=False)
    from platformdirs import user_data_path

    return Places(
        Path(environ["USERPROFILE"]),
        user_data_path(appauthor=False, roaming=True),
        user_data_path(appauthor=False),
    )
