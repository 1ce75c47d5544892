"""``mfg install``, ``uninstall``, ``doctor`` and ``repair`` as a user types them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from typer.testing import CliRunner

import mfg
from addin import checklist, cli
from addin.install import Interpreter, dll_name

ROOT = Path(__file__).resolve().parents[2]


def run(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(mfg.app, [str(a) for a in args], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def user(tmp_path, monkeypatch):
    """A folder for the user, and a Python whose DLL is where it should be."""
    home = tmp_path / "用户 张 三"
    home.mkdir()
    monkeypatch.setenv("MFG_USER_DIR", str(home))
    (tmp_path / dll_name()).write_bytes(b"")
    python = Interpreter(r"C:\mfg\python.exe", "utf-8", folders=(tmp_path,))
    monkeypatch.setattr(cli, "this_interpreter", lambda: python)
    return home


@pytest.mark.parametrize(
    ("lang", "next_step"), [("en", "type =MFG_VERSION()"), ("zh", "输入 =MFG_VERSION()")]
)
def test_install_and_uninstall(user, lang, next_step) -> None:
    code, out, _ = run("install", "--lang", lang)
    assert code == 0
    assert next_step in out
    xlstart = user / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART"
    assert os.listdir(xlstart) == ["MFG.xlam"]
    assert f'"LANGUAGE","{lang}"' in (user / ".mfg" / "mfg.conf").read_text(encoding="utf-8")
    code, out, _ = run("uninstall", "--lang", lang)
    assert code == 0
    assert list(user.iterdir()) == []
    code, out, _ = run("uninstall", "--lang", lang)
    assert code == 0


def test_dry_runs_change_nothing(user) -> None:
    for command in ("install", "uninstall"):
        code, out, _ = run(command, "--dry-run", "--lang", "en")
        assert code == 0
        assert "nothing was changed" in out or "nothing is installed" in out
    assert list(user.iterdir()) == []


def test_what_is_in_the_way_is_one_sentence(user, monkeypatch) -> None:
    monkeypatch.setattr(cli, "this_interpreter", lambda: Interpreter(r"C:\mfg\python.exe", "utf-8"))
    code, out, err = run("install", "--lang", "en")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert dll_name() in err


@pytest.mark.skipif(sys.platform == "win32", reason="elsewhere than on Windows")
def test_off_windows_install_only_says_what_it_would_do(monkeypatch) -> None:
    monkeypatch.delenv("MFG_USER_DIR", raising=False)
    code, out, _ = run("install", "--lang", "en")
    assert code == 0
    assert r"%APPDATA%\Microsoft\Excel\XLSTART\MFG.xlam" in out


def test_doctor_answers_with_its_exit_code(user) -> None:
    environ = {**os.environ, "PYTHONPATH": "", "MFG_LANG": "en"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "mfg.py"), "doctor"],
        capture_output=True,
        text=True,
        check=False,
        env=environ,
    )
    assert done.returncode == 1  # the user's folder is empty: the add-in is not installed
    assert "BROKEN  the add-in is not installed" in done.stdout
    assert "fix: run mfg install" in done.stdout


def stale(path):
    made = xlsxwriter.Workbook(path)
    made.add_worksheet("甲").write_formula("A1", r"='C:\x\MFG.xlam'!MFG_RANK(B1)", None, 1)
    made.close()
    return path


def test_repair(tmp_path) -> None:
    path = stale(tmp_path / "书.xlsx")
    code, out, _ = run("repair", path, "--check", "--lang", "zh")
    assert code == 1
    assert "1 个公式中的 1 处调用需要修复" in out
    code, out, _ = run("repair", path, "--lang", "en")
    assert code == 0
    assert r"甲!A1: 'C:\x\MFG.xlam'!MFG_RANK(B1) -> MFG_RANK(B1)" in out
    assert "书.backup.xlsx" in out
    code, out, _ = run("repair", path, "--check", "--lang", "en")
    assert (code, out.strip()) == (0, "no link needs repair")
    book = openpyxl.load_workbook(path)
    assert book["甲"]["A1"].value == "=MFG_RANK(B1)"


def test_repair_of_what_is_no_workbook(tmp_path) -> None:
    (tmp_path / "a.xlsx").write_text("x")
    code, out, err = run("repair", tmp_path / "a.xlsx", "--lang", "en")
    assert (code, out) == (1, "")
    assert "is not an Excel workbook" in err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_checklist_as_a_workbook(tmp_path, lang) -> None:
    path = tmp_path / "list.xlsx"
    assert run("doctor", "--checklist", path, "--lang", lang)[0] == 0
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [r[:3] for r in rows] == [
        (i, item.step(lang), item.proves(lang)) for i, item in enumerate(checklist.STEPS, 1)
    ]
    assert len(rows) <= checklist.LIMIT
    assert all(r[3] is None and r[4] is None for r in rows)  # the places for version and result
    (path.parent / "~$list.xlsx").write_bytes(b"")
    assert run("doctor", "--checklist", path, "--lang", lang)[0] == 1


def test_every_step_is_there_in_both_languages() -> None:
    for item in checklist.STEPS:
        assert any("\u4e00" <= ch <= "\u9fff" for ch in item.zh), item
        assert not any("\u4e00" <= ch <= "\u9fff" for ch in item.en.replace("深圳", "")), item
        assert item.proves_zh
        assert item.proves_en
    assert len(checklist.STEPS) <= checklist.LIMIT
    page = (ROOT / "tests" / "windows" / "CHECKLIST.md").read_text(encoding="utf-8")
    assert page == checklist.markdown()
