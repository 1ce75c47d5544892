"""``mfg install`` and ``mfg uninstall``: put the add-in and its settings in place, and take them away.

Repeating an installation brings it up to date and keeps the user's own settings. Nothing of others is
touched: an add-in in our place that is not ours is left alone, folders go only if we made them and they
are empty. Nothing is written to the registry.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

from addin import conf, ours
from addin.intellisense import with_intellisense
from addin.ours import InstallError
from addin.places import Places

XLWINGS_VERSION = "0.37.8"

#: The log files, as udfs.excel.log names them.
LOG_FILES = ("mfg.log*",)


@dataclass(frozen=True)
class Step:
    """One thing that was done, or would be: its key in `install_texts.STEPS` and what it was done to."""

    key: str
    path: PurePath
    note: str = ""


@dataclass(frozen=True)
class Interpreter:
    """The Python that Excel will start.

    Attributes
    ----------
    path
        python.exe.
    encoding
        The ANSI code page, in which the VBA reads the settings.
    short
        Returns the 8.3 form of a path.
    folders
        Where the VBA looks for the xlwings DLL: beside python.exe and one folder up.
    page
        The number of the code page.
    """

    path: str
    encoding: str = "mbcs"
    short: Callable[[str], str] = str
    folders: tuple[Path, ...] = ()
    page: str = ""

    @property
    def code_page(self) -> str:
        """The code page as a person knows it: its number."""
        return self.page or self.encoding

    def dll(self, bits: int) -> Path | None:
        """The DLL that Excel of so many bits loads, if it is there."""
        return next((f / dll_name(bits) for f in self.folders if (f / dll_name(bits)).is_file()), None)

    @property
    def from_store(self) -> bool:
        """Whether this is Microsoft Store's Python, whose writes to AppData land in a folder of its own."""
        return "\\windowsapps\\" in (self.path + "\\" + sys.base_prefix + "\\").lower().replace("/", "\\")

    def fits(self, text: str) -> bool:
        """Whether the code page has every character of a text."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True


def this_interpreter() -> Interpreter:
    """The Python that runs this."""
    path = Path(sys.executable)
    folders = (path.parent, path.parent.parent)
    if sys.platform != "win32":
        return Interpreter(sys.executable, "utf-8", folders=folders)
    import ctypes

    page = str(ctypes.windll.kernel32.GetACP())
    return Interpreter(sys.executable, "mbcs", _short_path, folders, page)


def _short_path(path: str) -> str:
    if sys.platform != "win32":
        return path
    import ctypes

    buffer = ctypes.create_unicode_buffer(32_768)
    length = ctypes.windll.kernel32.GetShortPathNameW(path, buffer, len(buffer))
    return buffer.value if 0 < length < len(buffer) else path


def dll_name(bits: int = 64) -> str:
    """The xlwings DLL that Excel of so many bits loads."""
    return f"xlwings{bits}-{XLWINGS_VERSION}.dll"


def usable_path(interpreter: Interpreter, places: Places) -> tuple[str, Step | None]:
    """The interpreter's path as the settings can hold it, and the step that shortened it.

    Raises
    ------
    InstallError
        Excel could not start Python from there, or could not read the settings.
    """
    if interpreter.from_store:
        raise InstallError("store", interpreter.path)
    if not interpreter.fits(str(places.home)):
        raise InstallError("home", places.home, interpreter.code_page)
    path, step = interpreter.path, None
    if not interpreter.fits(path):
        path = interpreter.short(path)
        step = Step("short", PureWindowsPath(path), interpreter.code_page)
    try:
        conf.conf_text(path)
    except ValueError:
        raise InstallError("interpreter", interpreter.path) from None
    if not interpreter.fits(path):
        raise InstallError("interpreter", interpreter.path)
    return path, step


def packaged() -> bytes:
    """The add-in as it was built."""
    source = Path(__file__).with_name("MFG.xlam")
    if not source.is_file():
        raise InstallError("package", source)
    return source.read_bytes()


def read_conf(places: Places, encoding: str) -> dict[str, str]:
    """The settings that are there, none if there is no file."""
    path = Path(places.conf)
    return conf.parse_conf(path.read_text(encoding, errors="replace")) if path.is_file() else {}


def install(
    places: Places,
    interpreter: Interpreter,
    lang: str,
    *,
    language: str | None = None,
    dry_run: bool = False,
) -> list[Step]:
    """Install or bring up to date.

    Parameters
    ----------
    lang
        The language of the function help where the settings name none.
    language
        What the user asks for in the settings: "zh", "en", or None to leave them.

    Returns
    -------
    list of Step
        What was done, in order.

    Raises
    ------
    InstallError
        Nothing, or not everything, could be done.
    """
    if not places.real:
        return [
            Step("conf", places.conf, r"...\python.exe"),
            Step("addin", places.addin),
            Step("unblock", places.addin),
        ]
    path, shortened = usable_path(interpreter, places)
    if interpreter.dll(64) is None and interpreter.dll(32) is None:
        raise InstallError("dll", dll_name(), PureWindowsPath(interpreter.path).parent)
    target = Path(places.addin)
    if target.exists() and not ours.is_ours(target):
        raise InstallError("foreign", target)
    settings = read_conf(places, interpreter.encoding)
    if language is not None:
        settings["LANGUAGE"] = language
    chosen = settings.get("LANGUAGE") or lang
    text = conf.conf_text(path, settings).encode(interpreter.encoding)
    addin = with_intellisense(packaged(), "zh" if chosen.lower().startswith("zh") else "en")

    steps = [shortened] if shortened else []
    made = _folders(places, steps, dry_run)
    if not dry_run:
        _record(places, made)
    for key, file, data, staging, note in (
        ("conf", Path(places.conf), text, Path(places.conf).parent, path),
        ("addin", target, addin, Path(places.excel), ""),
    ):
        if file.is_file() and file.read_bytes() == data:
            steps.append(Step("same", file))
            continue
        steps.append(Step(key, file, note))
        if not dry_run:
            ours.replace(file, data, staging)
    if ours.is_blocked(target):
        steps.append(Step("unblock", target))
        if not dry_run:
            ours.unblock(target)
    return steps


def _folders(places: Places, steps: list[Step], dry_run: bool) -> list[Path]:
    """Make the folders that are missing; returns those, outermost first."""
    made: list[Path] = []
    for folder in (Path(places.data), Path(places.conf).parent, Path(places.xlstart)):
        missing = [p for p in (folder, *folder.parents) if not p.exists() and p not in made]
        made += reversed(missing)
        if missing:
            steps.append(Step("folder", folder))
        if not dry_run:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise InstallError("denied", folder, error.strerror or error) from None
    return made


def _read_record(places: Places) -> list[str]:
    try:
        found = json.loads(Path(places.record).read_text(encoding="utf-8"))["made"]
        return [str(p) for p in found]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _record(places: Places, made: list[Path]) -> None:
    known = _read_record(places)
    known += [str(p) for p in made if str(p) not in known]
    data = json.dumps({"made": known}, ensure_ascii=False, indent=1).encode()
    ours.replace(Path(places.record), data, Path(places.data))


def uninstall(places: Places, *, dry_run: bool = False) -> list[Step]:
    """Remove the add-in, the settings, the log, the record, and folders that we made and that are empty.

    Raises
    ------
    InstallError
        Excel holds the add-in: then nothing was removed.
    """
    if not places.real:
        steps = [Step("remove", p) for p in (places.addin, places.conf, places.logs / "mfg.log")]
        return [*steps, Step("rmdir", places.data)]
    steps = []
    made = [Path(p) for p in _read_record(places)]
    target = Path(places.addin)
    doomed = [p for p in (Path(places.conf), *_logs(places), Path(places.record)) if p.is_file()]
    if target.is_file():
        if ours.is_ours(target):
            doomed.insert(0, target)
        else:
            steps.append(Step("kept", target))
    for file in doomed:
        steps.append(Step("remove", file))
        if not dry_run:
            ours.remove(file)
            ours.unblock(file)  # the mark goes with the file on NTFS; elsewhere it is a file of its own
    folders = {*made, Path(places.data), Path(places.logs), Path(places.conf).parent}
    for folder in sorted(folders, key=lambda p: len(p.parts), reverse=True):
        if not folder.is_dir():
            continue
        left = [p for p in folder.iterdir() if not (dry_run and _goes(p, steps))]
        if not left:
            steps.append(Step("rmdir", folder))
            if not dry_run:
                folder.rmdir()
        elif folder in (Path(places.data), Path(places.logs), Path(places.conf).parent):
            steps += [Step("kept", p) for p in left if not p.is_dir() or p not in folders]
    return steps or [Step("nothing", target)]


def _goes(path: Path, steps: list[Step]) -> bool:
    return any(step.path == path and step.key in ("remove", "rmdir") for step in steps)


def _logs(places: Places) -> list[Path]:
    return sorted(p for pattern in LOG_FILES for p in Path(places.logs).glob(pattern))


__all__ = [
    "InstallError",
    "Interpreter",
    "Step",
    "install",
    "this_interpreter",
    "uninstall",
]
