"""What the doctor asks of Windows and Excel: version, trust, WPS, the add-in's own file."""

from __future__ import annotations

import ntpath
import re
from collections.abc import Iterator
from pathlib import Path

from addin import ours
from addin.finding import Finding, error, info, ok, warning
from addin.intellisense import with_intellisense
from addin.machine import Machine, bits_of
from addin.places import ADDIN_NAME
from udfs import __version__

OFFICE = r"Software\Microsoft\Office"
POLICIES = r"Software\Policies\Microsoft\Office"
CLICK_TO_RUN = rf"HKLM\{OFFICE}\ClickToRun\Configuration"

#: Windows 11 still calls itself 10.0; its builds start here.
WINDOWS_11 = 22_000

#: What Excel opens from XLSTART without surprise.
_BOOKS = (".xlam", ".xla", ".xlsx", ".xlsm", ".xlsb", ".xls", ".xltx", ".xltm", ".xlt", ".xll", ".xlw")


def windows(machine: Machine) -> Iterator[Finding]:
    """Windows and its code page."""
    if machine.windows is None:
        yield info("not_windows")
        return
    major, minor, build = machine.windows
    name = "11" if build >= WINDOWS_11 and major == 10 else str(major)
    yield ok("windows", f"{name} ({major}.{minor}.{build})", machine.code_page)


def excel_program(machine: Machine) -> str | None:
    """The path of EXCEL.EXE, as Windows, Office's installer or Excel itself has noted it."""
    registry = machine.registry
    found = registry.value(r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe")
    candidates = [str(found or "").strip('"')]
    root = registry.value(CLICK_TO_RUN, "InstallationPath")
    if root:
        candidates.append(ntpath.join(str(root), "root", "Office16", "EXCEL.EXE"))
    for version in ("16.0", "15.0", "14.0"):
        folder = registry.value(rf"HKLM\{OFFICE}\{version}\Excel\InstallRoot", "Path")
        if folder:
            candidates.append(ntpath.join(str(folder), "EXCEL.EXE"))
    return next((c for c in candidates if ntpath.basename(c).lower() == "excel.exe"), None)


def excel_version(machine: Machine) -> str:
    """Excel's version, as exactly as the registry has it: ``16.0.17328.20184``, ``16.0`` or ""."""
    found = machine.registry.value(CLICK_TO_RUN, "VersionToReport")
    if found:
        return str(found)
    for version in ("16.0", "15.0", "14.0"):
        if machine.registry.value(rf"HKLM\{OFFICE}\{version}\Excel\InstallRoot", "Path"):
            return version
    current = str(machine.registry.value(r"HKCR\Excel.Application\CurVer") or "")
    number = current.rpartition(".")[2]
    return f"{number}.0" if number.isdigit() else ""


def excel_bits(machine: Machine) -> int | None:
    """Excel's bitness, from the program itself, else from Office's installer."""
    program = excel_program(machine)
    bits = bits_of(Path(program)) if program else None
    if bits is None:
        platform = str(machine.registry.value(CLICK_TO_RUN, "Platform") or "").lower()
        bits = {"x64": 64, "x86": 32}.get(platform)
    return bits


def excel(machine: Machine) -> Iterator[Finding]:
    """Excel's version and bitness; old versions have no dynamic arrays."""
    if machine.windows is None:
        return
    program, version = excel_program(machine), excel_version(machine)
    if program is None:
        yield error("excel_none")
        return
    yield ok("excel", version or "?", excel_bits(machine) or "?", program)
    major = version.partition(".")[0]
    products = str(machine.registry.value(CLICK_TO_RUN, "ProductReleaseIds") or "")
    if major.isdigit() and int(major) < 16:
        yield error("excel_ancient", version)
    elif "365" not in products and any(year in products for year in ("2016", "2019")):
        yield warning("excel_old", next(year for year in ("2016", "2019") if year in products))


def wps(machine: Machine) -> Iterator[Finding]:
    """Whether WPS answers where programs ask for Excel."""
    if machine.windows is None:
        return
    registry = machine.registry
    clsid = registry.value(r"HKCR\Excel.Application\CLSID")
    server = str(registry.value(rf"HKCR\CLSID\{clsid}\LocalServer32") or "") if clsid else ""
    program = re.search(r"([^\\/\"]+)\.exe", server.lower())
    if "kingsoft" in server.lower() or (program and program[1] in ("et", "wps", "ksolaunch")):
        yield error("wps_com", server)
    elif program and program[1] == "excel":
        yield ok("wps_no")
    choice = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.xlsx\UserChoice"
    if str(registry.value(choice, "ProgId") or "").upper().startswith(("ET.", "WPS.", "KET.")):
        yield warning("wps_files")


def _hive(version: str) -> str:
    major = version.partition(".")[0]
    return f"{major}.0" if major.isdigit() else "16.0"


def _set(machine: Machine, keys: list[str], name: str) -> tuple[str, int] | None:
    """The first of the keys that has a number under a name; policies stand before the user's choice."""
    for key in keys:
        found = machine.registry.value(key, name)
        if isinstance(found, int):
            return key, found
    return None


def trust(machine: Machine) -> Iterator[Finding]:
    """Settings of the Trust Center, and policies, that keep an unsigned add-in in XLSTART from running."""
    if machine.windows is None or excel_program(machine) is None:
        return
    version = _hive(excel_version(machine))
    roots = [rf"HKCU\{POLICIES}\{version}", rf"HKLM\{POLICIES}\{version}", rf"HKCU\{OFFICE}\{version}"]
    security = [rf"{root}\Excel\Security" for root in roots]
    common = [rf"{root}\Common\Security" for root in roots]
    fine = True
    for keys, name, key, level in (
        (security, "DisableAllAddins", "trust_addins", "error"),
        (security, "RequireAddinSig", "trust_signed", "error"),
        (common, "RequireAlwaysOnMacroSig", "trust_signed", "error"),
        ([rf"{k}\Trusted Locations" for k in security], "AllLocationsDisabled", "trust_locations", "error"),
    ):
        found = _set(machine, keys, name)
        if found and found[1] == 1:
            fine = False
            yield Finding(level, key, (rf"{found[0]}\{name}", machine.places.addin))
    found = _set(machine, security, "VBAWarnings")
    if found and found[1] in (3, 4):
        fine = False
        yield warning("trust_macros", rf"{found[0]}\VBAWarnings", found[1])
    disabled = machine.registry.values(rf"HKCU\{OFFICE}\{version}\Excel\Resiliency\DisabledItems")
    name_bytes = ADDIN_NAME.lower().encode("utf-16-le")
    if any(isinstance(v, bytes) and name_bytes in v.lower() for v in disabled.values()):
        fine = False
        yield error("disabled_item")
    if fine:
        yield ok("trust")


def addin(machine: Machine) -> Iterator[Finding]:
    """The add-in's own file: there, ours, of this version, not blocked, not loaded twice."""
    if not machine.places.real:
        return
    path = Path(machine.places.addin)
    if not path.is_file():
        yield error("addin_none", path)
    elif not ours.is_ours(path):
        yield error("addin_foreign", path)
    else:
        built, there = machine.addin(), path.read_bytes()
        same = there == built or any(there == with_intellisense(built, lang) for lang in ("zh", "en"))
        yield ok("addin", path) if same else error("addin_old", path, __version__)
    if path.is_file() and ours.is_blocked(path):
        yield error("addin_blocked", path)
    for copy in _copies(machine):
        yield warning("addin_twice", copy)
    if path.parent.is_dir():
        for other in sorted(path.parent.iterdir()):
            odd = other.is_file() and not other.name.startswith(("~$", ".")) and ":" not in other.name
            if odd and other.suffix.lower() not in _BOOKS and other.name.lower() != "desktop.ini":
                yield warning("xlstart_other", other.name, path.parent)


def _copies(machine: Machine) -> Iterator[str]:
    """Other places from which Excel loads a MFG.xlam: ticked add-ins and the alternate startup folder."""
    options = machine.registry.values(rf"HKCU\{OFFICE}\{_hive(excel_version(machine))}\Excel\Options")
    own = str(machine.places.addin).lower()
    for name, value in sorted(options.items()):
        text = str(value).removeprefix("/R ").strip('" ')
        if name.upper().startswith("OPEN") and ntpath.basename(text).lower() == ADDIN_NAME.lower():
            if text.lower() != own:
                yield text
        elif name.lower() == "altstartup" and text and (Path(text) / ADDIN_NAME).is_file():
            yield str(Path(text) / ADDIN_NAME)
