"""Every check of the doctor on machines that are put together for it: registry, folders, programs."""

from __future__ import annotations

import datetime as dt
import re
import struct
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

import addin.machine as machine_module
from addin import doctor, ours, places, probes_python, probes_windows
from addin.build import ADDIN, VBA
from addin.doctor_texts import FINDINGS, LINES
from addin.finding import LEVELS, error, ok
from addin.install import XLWINGS_VERSION, Interpreter, dll_name, install
from addin.machine import Machine, Ran, bits_of, run, this_machine
from addin.registry import NoRegistry, WindowsRegistry
from udfs import __version__
from udfs.excel.catalogue import FUNCTIONS

CLSID = "{00024500-0000-0000-C000-000000000046}"
OFFICE = r"Software\Microsoft\Office"
POLICY = r"Software\Policies\Microsoft\Office"


class FakeRegistry:
    """Keys and values from a table; names and keys in any case, as in Windows."""

    def __init__(self, table: dict[str, dict[str, object]]) -> None:
        self.table = {k.lower(): v for k, v in table.items()}

    def value(self, key, name=""):
        return {k.lower(): v for k, v in self.values(key).items()}.get(name.lower())

    def values(self, key):
        return self.table.get(key.lower(), {})


def program(path: Path, machine: int) -> Path:
    """A file that begins like a Windows program for a processor."""
    path.parent.mkdir(parents=True, exist_ok=True)
    head = b"MZ" + bytes(58) + struct.pack("<I", 128) + bytes(64)
    path.write_bytes(head + b"PE\0\0" + struct.pack("<H", machine) + bytes(20))
    return path


def started(command):
    return Ran(0, f'noise\n["{__version__}", "{XLWINGS_VERSION}", {len(FUNCTIONS)}]\n', "", 1.5)


@pytest.fixture
def table(tmp_path):
    excel = program(tmp_path / "Office16" / "EXCEL.EXE", 0x8664)
    return {
        r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe": {"": str(excel)},
        rf"HKLM\{OFFICE}\ClickToRun\Configuration": {
            "VersionToReport": "16.0.17328.20184",
            "Platform": "x64",
            "ProductReleaseIds": "O365ProPlusRetail",
        },
        r"HKCR\Excel.Application\CLSID": {"": CLSID},
        rf"HKCR\CLSID\{CLSID}\LocalServer32": {"": '"C:\\Office16\\EXCEL.EXE" /automation'},
    }


@pytest.fixture
def machine(tmp_path, table):
    """A machine on which everything is as it should be, installed by the real installer."""
    home = tmp_path / "张 三"
    (home / "AppData" / "Roaming").mkdir(parents=True)
    found = places.find({places.USER_DIR: str(home)})
    python = program(tmp_path / "venv" / "Scripts" / "python.exe", 0x8664)
    for bits in (32, 64):
        (tmp_path / "venv" / dll_name(bits)).write_bytes(b"MZ")
    folders = (python.parent, python.parent.parent)
    # The settings need a Windows path: this one, wherever the file is.
    interpreter = Interpreter(r"C:\venv\Scripts\python.exe", "gb18030", folders=folders)
    install(found, interpreter, "zh")
    return Machine(
        found,
        FakeRegistry(table),
        interpreter,
        (10, 0, 22631),
        "936",
        {places.USER_DIR: str(home)},
        started,
    )


def keys(findings) -> list[str]:
    return [f"{f.level}:{f.key}" for f in findings]


def with_registry(machine, table, more) -> Machine:
    return replace(machine, registry=FakeRegistry({**table, **more}))


# --- Windows and Excel ----------------------------------------------------------------------------


def test_windows_and_excel_are_named(machine, tmp_path) -> None:
    (found,) = probes_windows.windows(machine)
    assert found.text("en") == "Windows 11 (10.0.22631), code page 936"
    (found,) = probes_windows.windows(replace(machine, windows=(10, 0, 19045)))
    assert found.text("zh") == "Windows 10 (10.0.19045)，代码页 936"
    (found,) = probes_windows.excel(machine)
    assert found.text("en") == f"Excel 16.0.17328.20184, 64-bit: {tmp_path / 'Office16' / 'EXCEL.EXE'}"


def test_excel_of_32_bits(machine, tmp_path) -> None:
    program(tmp_path / "Office16" / "EXCEL.EXE", 0x014C)
    assert probes_windows.excel_bits(machine) == 32
    (found,) = probes_python.dll(machine)
    assert found.text("en").endswith(dll_name(32))


def test_bits_without_the_program_come_from_the_installer(machine, table) -> None:
    gone = {r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe": {"": r"C:\x\EXCEL.EXE"}}
    assert probes_windows.excel_bits(with_registry(machine, table, gone)) == 64


@pytest.mark.parametrize(
    ("registry", "expected"),
    [
        ({}, ["error:excel_none"]),
        ({rf"HKLM\{OFFICE}\15.0\Excel\InstallRoot": {"Path": "C:\\Office15\\"}}, ["ok:excel", "error:excel_ancient"]),
        ({rf"HKLM\{OFFICE}\16.0\Excel\InstallRoot": {"Path": "C:\\Office16\\"}}, ["ok:excel"]),
        # WPS registers itself under the name of Excel's program
        ({r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe": {"": r"C:\WPS\et.exe"}}, ["error:excel_none"]),
        (
            {rf"HKLM\{OFFICE}\ClickToRun\Configuration": {"InstallationPath": r"C:\Office", "VersionToReport": "16.0.10417.20012", "ProductReleaseIds": "ProPlus2019Volume", "Platform": "x86"}},
            ["ok:excel", "warning:excel_old"],
        ),
    ],
)  # fmt: skip
def test_other_excels(machine, registry, expected) -> None:
    assert keys(probes_windows.excel(replace(machine, registry=FakeRegistry(registry)))) == expected


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        ('"C:\\Office16\\EXCEL.EXE" /automation', ["ok:wps_no"]),
        ("C:\\PROGRA~1\\Office16\\EXCEL.EXE /automation", ["ok:wps_no"]),
        ('"C:\\Users\\x\\AppData\\Local\\Kingsoft\\WPS Office\\12.1\\office6\\et.exe" /Automation', ["error:wps_com"]),
        ('"D:\\WPS\\office6\\wps.exe" /et', ["error:wps_com"]),
        ("", []),
    ],
)  # fmt: skip
def test_who_answers_as_excel(machine, table, server, expected) -> None:
    more = {rf"HKCR\CLSID\{CLSID}\LocalServer32": {"": server}}
    assert keys(probes_windows.wps(with_registry(machine, table, more))) == expected


def test_workbooks_that_open_in_wps(machine, table) -> None:
    choice = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.xlsx\UserChoice"
    found = probes_windows.wps(with_registry(machine, table, {choice: {"ProgId": "ET.Xlsx.6"}}))
    assert "warning:wps_files" in keys(found)
    found = probes_windows.wps(with_registry(machine, table, {choice: {"ProgId": "Excel.Sheet.12"}}))
    assert keys(found) == ["ok:wps_no"]


DISABLED = b"\x01\0\0\0" + "C:\\Users\\x\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART\\mfg.xlam\0".encode(
    "utf-16-le"
)


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("", {}, ["ok:trust"]),
        (rf"HKCU\{OFFICE}\16.0\Excel\Security", {"VBAWarnings": 2, "AccessVBOM": 0}, ["ok:trust"]),
        (rf"HKCU\{OFFICE}\16.0\Excel\Security", {"VBAWarnings": 4}, ["warning:trust_macros"]),
        (rf"HKCU\{POLICY}\16.0\excel\security", {"vbawarnings": 3}, ["warning:trust_macros"]),
        (rf"HKCU\{OFFICE}\16.0\Excel\Security", {"DisableAllAddins": 1}, ["error:trust_addins"]),
        (rf"HKCU\{OFFICE}\16.0\Excel\Security", {"RequireAddinSig": 1}, ["error:trust_signed"]),
        (rf"HKCU\{OFFICE}\16.0\Excel\Security", {"RequireAddinSig": 0}, ["ok:trust"]),
        (rf"HKCU\{POLICY}\16.0\common\security", {"requirealwaysonmacrosig": 1}, ["error:trust_signed"]),
        (rf"HKLM\{POLICY}\16.0\excel\security\trusted locations", {"alllocationsdisabled": 1}, ["error:trust_locations"]),
        (rf"HKCU\{OFFICE}\16.0\Excel\Resiliency\DisabledItems", {"A1": DISABLED}, ["error:disabled_item"]),
        (rf"HKCU\{OFFICE}\16.0\Excel\Resiliency\DisabledItems", {"A1": DISABLED[:40]}, ["ok:trust"]),
        (rf"HKCU\{OFFICE}\15.0\Excel\Security", {"DisableAllAddins": 1}, ["ok:trust"]),  # another Excel's
    ],
)  # fmt: skip
def test_trust(machine, table, key, values, expected) -> None:
    found = list(probes_windows.trust(with_registry(machine, table, {key: values})))
    assert keys(found) == expected
    if expected[0].startswith("error:trust"):
        assert key.lower() in found[0].text("en").lower()


# --- the add-in -----------------------------------------------------------------------------------


def test_the_installed_add_in(machine) -> None:
    path = Path(machine.places.addin)
    assert keys(probes_windows.addin(machine)) == ["ok:addin"]
    path.write_bytes(ADDIN.read_bytes())  # copied by hand: the same add-in without function help
    assert keys(probes_windows.addin(machine)) == ["ok:addin"]
    path.write_bytes(ADDIN.read_bytes() + b"older")
    assert keys(probes_windows.addin(machine)) == ["error:addin_old"]
    path.write_bytes(b"no zip")
    assert keys(probes_windows.addin(machine)) == ["error:addin_foreign"]
    path.unlink()
    assert keys(probes_windows.addin(machine)) == ["error:addin_none"]


def test_a_blocked_file(machine) -> None:
    ours.zone(Path(machine.places.addin)).write_text("[ZoneTransfer]\r\nZoneId=3\r\n")
    assert keys(probes_windows.addin(machine)) == ["ok:addin", "error:addin_blocked"]


def test_a_second_copy_that_excel_loads(machine, table, tmp_path) -> None:
    alternate = tmp_path / "alternate"
    alternate.mkdir()
    (alternate / "MFG.xlam").write_bytes(b"")
    options = {
        "OPEN": '/R "C:\\Users\\x\\Downloads\\mfg.xlam"',
        "OPEN1": f'"{machine.places.addin}"',  # our own
        "OPEN2": '"C:\\tools\\Other.xlam"',
        "AltStartup": str(alternate),
    }
    found = with_registry(machine, table, {rf"HKCU\{OFFICE}\16.0\Excel\Options": options})
    twice = [f.values[0] for f in probes_windows.addin(found) if f.key == "addin_twice"]
    assert sorted(twice) == sorted(["C:\\Users\\x\\Downloads\\mfg.xlam", str(alternate / "MFG.xlam")])


def test_what_does_not_belong_into_xlstart(machine) -> None:
    for name in ("PERSONAL.XLSB", "desktop.ini", "~$PERSONAL.XLSB", "notes.txt"):
        (Path(machine.places.xlstart) / name).write_bytes(b"")
    found = [f for f in probes_windows.addin(machine) if f.key == "xlstart_other"]
    assert [f.values[0] for f in found] == ["notes.txt"]


# --- Python ---------------------------------------------------------------------------------------


def rewritten(machine, old: str, new: str) -> Machine:
    """The machine with its settings file changed."""
    path = Path(machine.places.conf)
    text = path.read_bytes().decode(machine.interpreter.encoding)
    assert old in text
    path.write_bytes(text.replace(old, new).encode(machine.interpreter.encoding))
    return machine


def test_settings(machine, tmp_path) -> None:
    assert keys(probes_python.settings(replace(machine, windows=None))) == ["ok:conf"]
    assert keys(probes_python.settings(machine)) == ["error:conf_gone"]  # C:\venv is not on this machine
    real = str(tmp_path / "venv" / "Scripts" / "python.exe")
    rewritten(machine, r"C:\venv\Scripts\python.exe", real)
    assert keys(probes_python.settings(machine)) == ["warning:conf_other"]
    same = replace(machine, interpreter=replace(machine.interpreter, path=real))
    assert keys(probes_python.settings(same)) == ["ok:conf"]
    Path(machine.places.conf).write_bytes(b'"LANGUAGE","zh"\r\n')
    assert keys(probes_python.settings(machine)) == ["error:conf_no_interpreter"]
    Path(machine.places.conf).write_bytes("张".encode("utf-16"))
    assert keys(probes_python.settings(machine)) == ["error:conf_encoding"]
    Path(machine.places.conf).unlink()
    assert keys(probes_python.settings(machine)) == ["error:conf_none"]


@pytest.mark.parametrize(
    ("path", "encoding", "expected"),
    [
        (r"C:\mfg\python.exe", "gb18030", ["ok:python"]),
        (r"C:\mfg\python.exe", "cp1252", ["ok:python", "error:home"]),
        (r"C:\Users\x\AppData\Local\Microsoft\WindowsApps\python.exe", "gb18030", ["ok:python", "error:python_store"]),
        (r"C:\مدينة\python.exe", "gbk", ["ok:python", "error:python_path"]),
    ],
)  # fmt: skip
def test_where_python_is(machine, path, encoding, expected) -> None:
    found = replace(machine, interpreter=Interpreter(path, encoding))
    assert keys(probes_python.python(found)) == expected


def test_the_dll(machine, tmp_path) -> None:
    assert keys(probes_python.dll(machine)) == ["ok:dll"]
    (tmp_path / "venv" / dll_name(64)).unlink()
    (found,) = probes_python.dll(machine)
    assert found.key == "dll_none"
    assert f"xlwings=={XLWINGS_VERSION}" in found.repair("en")
    # the settings name another Python: its folders count
    other = program(tmp_path / "other" / "python.exe", 0x8664)
    rewritten(machine, r"C:\venv\Scripts\python.exe", str(other))
    (tmp_path / "other" / dll_name(64)).write_bytes(b"MZ")
    assert keys(probes_python.dll(machine)) == ["ok:dll"]


def test_xlwings_has_the_version_of_the_vba(machine, monkeypatch) -> None:
    assert keys(probes_python.xlwings(machine)) == ["ok:xlwings"]
    assert f'XLWINGS_VERSION As String = "{XLWINGS_VERSION}"' in (VBA / "xlwings.bas").read_text()
    monkeypatch.setattr(probes_python.importlib.metadata, "version", lambda _: "0.30.0")
    (found,) = probes_python.xlwings(machine)
    assert found.repair("zh") == f"python -m pip install xlwings=={XLWINGS_VERSION}"


@pytest.mark.parametrize("pythonpath", ["", r"D:\it's\R&D;E:\x"])
@pytest.mark.parametrize("console", [False, True])
@pytest.mark.parametrize(("start", "language"), [(0, ""), (0, "en"), (12, "zh")])
def test_the_command_is_the_one_of_the_vba(tools, pythonpath, console, start, language) -> None:
    excel = tools.interpreter(real_xlwings=True)
    python = r"C:\张 三\python.exe"
    made = excel.run("MfgCommandLine", python, pythonpath, console, False, start, language)
    assert probes_python.command_line(python, pythonpath, console, start, language) == made
    source = (VBA / "xlwings.bas").read_text()
    assert f"COMMAND_BUFFER As Long = {probes_python.COMMAND_BUFFER} " in source
    assert f"CLSID_GROWTH As Long = {probes_python.CLSID_GROWTH} " in source


def test_the_length_of_the_command(machine) -> None:
    (found,) = probes_python.command(machine)
    assert found.level == "ok"
    short = found.values[0]
    rewritten(machine, '"PYTHONPATH",""', f'"PYTHONPATH","D:\\{"城" * 1000}"')
    (found,) = probes_python.command(machine)
    assert (found.level, found.key) == ("error", "command_long")
    assert found.values[0] > short + 2000  # two bytes a character


@pytest.mark.parametrize(
    ("ran", "expected"),
    [
        (Ran(0, f'["{__version__}", "{XLWINGS_VERSION}", 9]', "", 1.0), ["ok:start"]),
        (Ran(0, f'["{__version__}", "{XLWINGS_VERSION}", 9]', "", 30.0), ["warning:start_slow"]),
        (Ran(0, f'["0.0.1", "{XLWINGS_VERSION}", 9]', "", 1.0), ["ok:start", "error:start_other"]),
        (Ran(0, f'["{__version__}", "0.30.0", 9]', "", 1.0), ["ok:start", "error:xlwings_other"]),
        (Ran(1, "", "Traceback\nModuleNotFoundError: No module named 'udfs'\n", 1.0), ["error:start_failed"]),
        (Ran(None, "", "no answer after 120 s", 120.0), ["error:start_failed"]),
        (Ran(0, "", "", 1.0), ["error:start_failed"]),
        (Ran(0, "not json", "", 1.0), ["error:start_failed"]),
    ],
)  # fmt: skip
def test_starting_python(machine, ran, expected) -> None:
    seen = []
    found = replace(machine, run=lambda command: seen.append(command) or ran)
    assert keys(probes_python.start(found)) == expected
    assert seen[0][0] == r"C:\venv\Scripts\python.exe"
    assert "-P" in seen[0]


def test_starting_this_python_for_real(machine) -> None:
    """The program that is started loads the functions of this project."""
    root = str(Path(__file__).resolve().parents[2])
    real = replace(machine, run=lambda c: run([sys.executable, *c[1:-1], root]))
    (found,) = probes_python.start(real)
    assert (found.level, found.values[1]) == ("ok", len(FUNCTIONS))
    assert run([str(Path(root) / "no such program")]).code is None


def test_a_program_that_does_not_end_is_given_up(monkeypatch) -> None:
    """Even if what it started keeps its output open."""
    monkeypatch.setattr(machine_module, "TIMEOUT", 1.0)
    child = "import time; time.sleep(5)"
    code = (
        f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)"
    )
    done = run([sys.executable, "-c", code])
    assert done.code is None
    assert "no answer after 1 s" in done.err


def test_the_log(machine) -> None:
    (found,) = probes_python.log(machine)
    assert found.text("en").startswith(f"log {machine.places.logs}")
    assert not Path(machine.places.logs).exists()  # looked at, not made


def test_bits_of_programs(tmp_path) -> None:
    assert bits_of(program(tmp_path / "a.exe", 0x8664)) == 64
    assert bits_of(program(tmp_path / "b.exe", 0x014C)) == 32
    assert bits_of(program(tmp_path / "c.exe", 0x1234)) is None
    (tmp_path / "d.exe").write_bytes(b"MZ")
    assert bits_of(tmp_path / "d.exe") is None
    assert bits_of(tmp_path / "absent.exe") is None


# --- the report -----------------------------------------------------------------------------------


def test_a_good_machine_has_a_clean_report(machine, tmp_path) -> None:
    real = str(tmp_path / "venv" / "Scripts" / "python.exe")
    rewritten(machine, r"C:\venv\Scripts\python.exe", real)
    good = replace(machine, interpreter=replace(machine.interpreter, path=real))
    found = doctor.examine(good)
    assert {f.level for f in found} == {"ok"}
    assert not doctor.broken(found)
    assert len(found) == len(doctor.PROBES)
    said = doctor.report(found, "en", dt.datetime(2026, 1, 2, 3, 4))
    assert said.startswith(f"MFG Index {__version__} doctor 2026-01-02 03:04\n\nok      Windows 11")
    assert said.endswith("nothing is broken (warnings: 0)")


def test_a_broken_machine_names_every_repair(machine) -> None:
    Path(machine.places.addin).unlink()
    found = doctor.examine(machine)
    assert doctor.broken(found)
    for lang in ("zh", "en"):
        said = doctor.report(found, lang)
        for finding in found:
            assert finding.text(lang) in said
            if finding.level in ("warning", "error"):
                assert finding.repair(lang)
                assert finding.repair(lang) in said
    assert "故障  没有安装加载项" in doctor.report(found, "zh")
    assert re.search(r"broken: \d, warnings: 0$", doctor.report(found, "en"))


def test_a_check_that_fails_is_a_finding(machine) -> None:
    class Odd(FakeRegistry):
        def values(self, key):
            raise RuntimeError("odd")

    found = doctor.examine(replace(machine, registry=Odd({})))
    assert "error:probe" in keys(found)
    assert "ok:xlwings" in keys(found)  # the rest of the report is there


def test_a_workbook_with_stale_links(tmp_path) -> None:
    path = tmp_path / "书.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("甲")
    sheet.write_formula("B2", r"='C:\x\MFG.xlam'!MFG_RANK(A1)")
    made.close()
    before = path.read_bytes()
    (tmp_path / "~$书.xlsx").write_bytes(b"")  # open in Excel: looking is allowed
    (found,) = doctor.book(path)
    assert (found.level, found.values[1:]) == ("error", (1, "甲!B2"))
    assert "mfg repair" in found.repair("zh")
    assert path.read_bytes() == before
    (found,) = doctor.book(tmp_path / "absent.xlsx", "zh")
    assert "不存在" in found.text("zh")


def test_off_windows_only_python_is_looked_at() -> None:
    here = Machine(
        places.find({}, windows=False), NoRegistry(), Interpreter(sys.executable, "utf-8"), run=started
    )
    found = doctor.examine(here)
    assert keys(found) == ["info:not_windows", "ok:python", "ok:xlwings", "ok:start", "ok:log"]
    assert not doctor.broken(found)


@pytest.mark.skipif(sys.platform == "win32", reason="the registry of Linux is empty")
def test_this_machine_can_be_looked_at() -> None:
    assert this_machine().windows is None
    assert WindowsRegistry().values(r"HKCU\Software") == {}


def test_every_text_is_there_in_both_languages() -> None:
    used = set()
    for module in (probes_windows, probes_python, doctor):
        source = Path(module.__file__).read_text(encoding="utf-8")
        used |= set(re.findall(r'(?:ok|info|warning|error)\(\s*"(\w+)"', source))
        used |= set(re.findall(r'"(trust_\w+)"', source))
    assert used == FINDINGS.keys()
    for key, (zh, en, fix_zh, fix_en) in FINDINGS.items():
        assert en.isascii(), key
        assert fix_en.isascii(), key
        assert bool(fix_zh) == bool(fix_en), key
        assert sorted(re.findall(r"{\d}", zh)) == sorted(re.findall(r"{\d}", en)), key
    assert set(LINES) == {"title", "broken", "fine", "fix"}
    assert set(LEVELS) == {"ok", "info", "warning", "error"}
    assert ok("windows", "1", "2").repair("en") == ""
    assert error("addin_none", "x").repair("zh") == "运行 mfg install"
