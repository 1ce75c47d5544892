"""Installing and uninstalling for one user, in a folder that stands in for the profile."""

from __future__ import annotations

import io
import os
import re
import time
import zipfile
from pathlib import Path

import pytest

import addin.ours as ours
from addin import conf, places
from addin.build import ADDIN
from addin.install import InstallError, Interpreter, dll_name, install, uninstall
from addin.install_texts import ERRORS, LINES, STEPS, say
from addin.intellisense import ITEM, xml

PYTHON = r"C:\Users\张 三\mfg\Scripts\python.exe"


@pytest.fixture
def user(tmp_path):
    """A fresh user whose name has Chinese and a space; Excel has its folder, but no XLSTART yet."""
    home = tmp_path / "用户 张 三"
    (home / "AppData" / "Roaming" / "Microsoft" / "Excel").mkdir(parents=True)
    (home / "AppData" / "Local").mkdir()
    return places.find({places.USER_DIR: str(home)})


@pytest.fixture
def python(tmp_path):
    folder = tmp_path / "venv"
    folder.mkdir()
    (folder / dll_name(64)).write_bytes(b"MZ")
    return Interpreter(PYTHON, "cp936", folders=(tmp_path / "venv" / "Scripts", folder))


def tree(folder) -> dict[str, bytes | None]:
    """Every file and folder below, with contents."""
    return {
        str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None
        for p in sorted(Path(folder).rglob("*"))
    }


def keys(steps) -> list[str]:
    return [s.key for s in steps]


def test_install_puts_everything_in_place_and_only_the_add_in_into_xlstart(user, python) -> None:
    steps = install(user, python, "zh")
    assert keys(steps) == ["folder", "folder", "folder", "conf", "addin"]
    assert os.listdir(user.xlstart) == ["MFG.xlam"]
    text = Path(user.conf).read_bytes().decode("cp936")
    assert conf.parse_conf(text)["INTERPRETER_WIN"] == PYTHON
    assert conf.parse_conf(text)["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    with zipfile.ZipFile(user.addin) as made, zipfile.ZipFile(ADDIN) as built:
        assert made.read(ITEM) == xml("zh")
        for part in ("xl/vbaProject.bin", "customUI/customUI14.xml", "xl/workbook.xml"):
            assert made.read(part) == built.read(part)


def test_installing_again_changes_nothing(user, python) -> None:
    install(user, python, "zh")
    before = tree(user.home)
    moment = Path(user.addin).stat().st_mtime_ns
    assert keys(install(user, python, "zh")) == ["same", "same"]
    assert tree(user.home) == before
    assert Path(user.addin).stat().st_mtime_ns == moment


def test_uninstall_leaves_no_trace(user, python) -> None:
    before = tree(user.home)
    install(user, python, "en")
    Path(user.logs).mkdir()
    for name in ("mfg.log", "mfg.log.1", "mfg.log.lock"):
        (Path(user.logs) / name).write_bytes(b"x")
    uninstall(user)
    assert tree(user.home) == before
    assert keys(uninstall(user)) == ["nothing"]


def test_uninstall_after_two_installations_leaves_no_trace(user, python) -> None:
    before = tree(user.home)
    install(user, python, "en")
    install(user, Interpreter(r"D:\other\python.exe", "cp936", folders=python.folders), "zh")
    assert b"D:\\other\\python.exe" in Path(user.conf).read_bytes()
    uninstall(user)
    assert tree(user.home) == before


def test_nothing_of_others_is_touched(user, python) -> None:
    Path(user.xlstart).mkdir()
    for name in ("PERSONAL.XLSB", "Other.xlam", "MFGtools.xlam"):
        (Path(user.xlstart) / name).write_bytes(name.encode())
    Path(user.conf).parent.mkdir()
    (Path(user.conf).parent / "notes.txt").write_bytes(b"mine")
    before = tree(user.home)
    install(user, python, "en")
    after = tree(user.home)
    assert {k: after[k] for k in before} == before
    steps = uninstall(user)
    assert tree(user.home) == before
    assert [s.path.name for s in steps if s.key == "kept"] == ["notes.txt"]


def test_another_add_in_of_our_name_is_left_alone(user, python) -> None:
    Path(user.xlstart).mkdir()
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as file:
        file.writestr("docProps/core.xml", "<dc:creator>Somebody</dc:creator>")
    Path(user.addin).write_bytes(other.getvalue())
    before = tree(user.home)
    with pytest.raises(InstallError, match="another add-in"):
        install(user, python, "en")
    assert tree(user.home) == before
    assert "kept" in keys(uninstall(user))
    assert tree(user.home) == before


def test_an_add_in_that_excel_saved_again_is_still_ours(tmp_path) -> None:
    """Excel rewrites the document properties but keeps who made the file, and the ribbon."""
    file = tmp_path / "MFG.xlam"
    with zipfile.ZipFile(ADDIN) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            if name != "docProps/core.xml":
                new.writestr(name, old.read(name))
    assert ours.is_ours(file)
    assert ours.is_ours(ADDIN)
    (tmp_path / "x.xlam").write_bytes(b"no zip")
    assert not ours.is_ours(tmp_path / "x.xlam")
    assert not ours.is_ours(tmp_path / "absent.xlam")


def test_the_users_own_settings_survive(user, python) -> None:
    Path(user.conf).parent.mkdir()
    Path(user.conf).write_bytes(
        '"interpreter_win","C:\\old\\python.exe"\r\n"LANGUAGE","en"\r\n"PYTHONPATH","D:\\我的"\r\n"SHOW CONSOLE","True"\r\n'.encode(
            "cp936"
        )
    )
    install(user, python, "zh")
    found = conf.parse_conf(Path(user.conf).read_bytes().decode("cp936"))
    assert (found["INTERPRETER_WIN"], found["LANGUAGE"]) == (PYTHON, "en")
    assert (found["PYTHONPATH"], found["SHOW CONSOLE"]) == ("D:\\我的", "True")
    with zipfile.ZipFile(user.addin) as made:
        assert made.read(ITEM) == xml("en")  # as the settings say
    install(user, python, "en", language="zh")
    assert conf.parse_conf(Path(user.conf).read_bytes().decode("cp936"))["LANGUAGE"] == "zh"
    with zipfile.ZipFile(user.addin) as made:
        assert made.read(ITEM) == xml("zh")


def test_a_blocked_add_in_is_unblocked_and_no_other(user, python) -> None:
    install(user, python, "en")
    other = Path(user.xlstart) / "Other.xlam"
    for file in (Path(user.addin), other):
        file.touch()
        ours.zone(file).write_text("[ZoneTransfer]\r\nZoneId=3\r\n")
    assert keys(install(user, python, "en", dry_run=True))[-1] == "unblock"
    assert ours.is_blocked(Path(user.addin))
    assert keys(install(user, python, "en")) == ["same", "same", "unblock"]
    assert not ours.is_blocked(Path(user.addin))
    assert ours.is_blocked(other)


def test_a_dry_run_says_the_same_and_does_nothing(user, python) -> None:
    before = tree(user.home)
    said = install(user, python, "en", dry_run=True)
    assert tree(user.home) == before
    assert said == install(user, python, "en")
    before = tree(user.home)
    said = uninstall(user, dry_run=True)
    assert tree(user.home) == before
    assert said == uninstall(user)


# --- what stands in the way -----------------------------------------------------------------------


def test_excel_holds_the_add_in(user, python, monkeypatch) -> None:
    install(user, python, "en")
    before = tree(user.home)

    def held(*_):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(ours.os, "replace", held)
    with pytest.raises(InstallError) as caught:
        install(user, python, "zh")  # the other language: the file must change
    assert caught.value.key == "locked"
    assert "关闭" in caught.value.text("zh")
    assert tree(user.home) == before  # no temporary file is left either
    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(InstallError, match="open in Excel"):
        uninstall(user)
    monkeypatch.undo()
    assert tree(user.home) == before


def test_an_interrupted_write_leaves_the_old_add_in(user, python, monkeypatch) -> None:
    install(user, python, "en")
    before = tree(user.home)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ours.os, "fsync", full)
    with pytest.raises(InstallError, match="No space left"):
        install(user, python, "zh")
    assert tree(user.home) == before


def test_what_a_killed_run_left_is_swept_and_never_stood_in_xlstart(user, python) -> None:
    left = Path(user.excel) / ".mfg-abc.tmp"
    left.write_bytes(b"half")
    os.utime(left, (time.time() - 7200,) * 2)
    install(user, python, "en")
    assert not left.exists()


CASES = [
    # interpreter, code page, 8.3 form, outcome
    (r"C:\Program Files\Python\python.exe", "cp1252", None, "ok"),
    (PYTHON, "cp936", None, "ok"),
    (PYTHON, "cp1252", r"C:\Users\ZHANG~1\mfg\Scripts\python.exe", "short"),
    (PYTHON, "cp1252", PYTHON, "interpreter"),  # the disk has no 8.3 names
    (r"C:\50%\python.exe", "cp1252", None, "interpreter"),  # Windows would expand it
    ("python.exe", "cp1252", None, "interpreter"),
    (r"C:\Users\x\AppData\Local\Microsoft\WindowsApps\python.exe", "cp1252", None, "store"),
]


@pytest.mark.parametrize(("path", "encoding", "short", "outcome"), CASES)
def test_paths_of_python(user, python, tmp_path, path, encoding, short, outcome) -> None:
    home = tmp_path / "plain"
    (home / "AppData" / "Roaming").mkdir(parents=True)
    plain = places.find({places.USER_DIR: str(home)})
    found = Interpreter(path, encoding, lambda p: short or p, python.folders)
    if outcome in ("ok", "short"):
        steps = install(plain, found, "en")
        assert ("short" in keys(steps)) == (outcome == "short")
        written = conf.parse_conf(Path(plain.conf).read_bytes().decode(encoding))["INTERPRETER_WIN"]
        assert written == (short or path)
    else:
        before = tree(home)
        with pytest.raises(InstallError) as caught:
            install(plain, found, "en")
        assert caught.value.key == outcome
        assert tree(home) == before


def test_a_profile_that_vba_cannot_name(user, python) -> None:
    """With a Chinese user name and an English code page the VBA would look for C:\\Users\\??\\.mfg."""
    with pytest.raises(InstallError) as caught:
        install(user, Interpreter(r"C:\mfg\python.exe", "cp1252", folders=python.folders), "en")
    assert caught.value.key == "home"
    assert "cp1252" in str(caught.value)


def test_no_dll(user) -> None:
    before = tree(user.home)
    with pytest.raises(InstallError, match=r"xlwings64-.*\.dll is not in C:\\mfg"):
        install(user, Interpreter(r"C:\mfg\python.exe", "cp936"), "en")
    assert tree(user.home) == before


def test_off_windows_the_steps_are_named_and_nothing_is_done() -> None:
    nowhere = places.find({}, windows=False)
    assert not nowhere.real
    steps = install(nowhere, Interpreter("/usr/bin/python3"), "en")
    assert str(steps[1].path) == r"%APPDATA%\Microsoft\Excel\XLSTART\MFG.xlam"
    assert str(steps[0].path) == r"%USERPROFILE%\.mfg\mfg.conf"
    assert keys(uninstall(nowhere))[0] == "remove"


def test_every_text_is_there_in_both_languages() -> None:
    for table in (STEPS, ERRORS, LINES):
        for key, (zh, en) in table.items():
            assert sorted(re.findall(r"{\d}", zh)) == sorted(re.findall(r"{\d}", en)), key
            assert zh == en or any("\u4e00" <= ch <= "\u9fff" for ch in zh), key
            assert all(ch.isascii() for ch in en), key
    assert say(LINES, "would", "zh", "x") == "将x"
