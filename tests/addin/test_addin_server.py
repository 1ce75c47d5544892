"""What a call does when Python is gone, executed in pyOpenVBA's interpreter, and the lines that start Python."""

from __future__ import annotations

import re
from pathlib import PureWindowsPath
from types import ModuleType
from typing import Any

import pytest

from addin.build import document_module, vba_modules
from udfs.excel import log

GONE_ZH = "#MFG! Python 进程已停止，未能重新启动；请稍后点“刷新”，或点“诊断”"
NO_CLASS = "Could not activate Python COM server, hr = -2147221164"  # REGDB_E_CLASSNOTREG: it never came
DEAD = "Could not activate Python COM server, hr = -2147023174"  # as seen under wine, see server_client.py


@pytest.mark.parametrize(
    ("number", "description", "gone"),
    [
        (462, "The remote server machine does not exist or is unavailable", True),
        (91, "Object variable or With block variable not set", True),
        (424, "Object required", True),
        (-2147023174, "Automation error", True),  # RPC_S_SERVER_UNAVAILABLE, 0x800706BA
        (-2147023170, "Automation error", True),  # RPC_S_CALL_FAILED, 0x800706BE
        (-2147417848, "Automation error", True),  # RPC_E_DISCONNECTED, 0x80010108
        (1000, DEAD, True),
        (1000, NO_CLASS, False),
        (1000, "Python process exited before it was possible to create the interface object.", False),
        (-2147467259, "ModuleNotFoundError: No module named 'udfs'", False),
        (-2147417846, "Application is busy", False),
        (13, "Type mismatch", False),
        (1000, "", False),
    ],
)
def test_what_is_a_server_that_is_gone(excel: Any, number: int, description: str, gone: bool) -> None:
    assert excel.run("MfgIsGone", number, description) is gone


def test_results_of_com_are_the_documented_ones() -> None:
    source = vba_modules()["MfgServer"]
    for code in (0x800706BA, 0x800706BE, 0x80010108, 0x80010007, 0x80010012, 0x80010100, 0x800401FD):
        assert f" {code - (1 << 32)} " in source


@pytest.mark.parametrize("number", [462, -2147417848, 91])
def test_the_call_that_finds_the_server_gone_is_made_once_more(fresh_excel: Any, number: int) -> None:
    fresh_excel.run("Prepare", 7, "", "zh")
    fresh_excel.run("WillDie", number, True)
    assert fresh_excel.run("MFG_VERSION") == 7
    assert fresh_excel.run("Noted") == "dropped;"


def test_a_server_that_stays_gone_is_a_sentence_and_is_not_started_for_every_cell(fresh_excel: Any) -> None:
    fresh_excel.run("Prepare", 7, "", "zh")
    fresh_excel.run("WillDie", 462, False)
    assert fresh_excel.run("MFG_VERSION") == GONE_ZH
    assert fresh_excel.run("Noted") == "dropped;"
    assert [fresh_excel.run("MFG_VERSION") for _ in range(20)] == [GONE_ZH] * 20
    assert fresh_excel.run("Noted") == ""
    fresh_excel.run("MfgForgive")  # Refresh, or any command
    assert fresh_excel.run("MFG_VERSION") == GONE_ZH
    assert fresh_excel.run("Noted") == "forgiven;dropped;"


def test_another_failure_is_not_a_reason_to_start_again(fresh_excel: Any) -> None:
    fresh_excel.run("Prepare", 7, "TypeError: x", "en")
    assert fresh_excel.run("MFG_VERSION") == "#MFG! TypeError: x"
    assert fresh_excel.run("Noted") == ""


@pytest.mark.parametrize(("since", "now", "seconds"), [(10, 12.5, 2.5), (86399, 1, 2), (5, 5, 0)])
def test_seconds_go_on_over_midnight(excel: Any, since: float, now: float, seconds: float) -> None:
    assert excel.run("MfgElapsed", since, now) == seconds


def test_python_is_started_after_excel_has_shown_itself(excel: Any, tools: ModuleType) -> None:
    """By OnTime, which names a public procedure of a standard module; nothing can be raised to Excel."""
    opened = document_module().split("Private Sub Workbook_Open()")[1].split("End Sub")[0]
    assert "On Error Resume Next" in opened
    assert 'Application.OnTime Now + 1 / 86400#, "\'" & Me.Name & "\'!MfgStartPython"' in opened
    assert "XLPy" not in opened
    timed = set(re.findall(r"'!(\w+)\"", "\n".join([document_module(), *vba_modules().values()])))
    assert timed == {"MfgStartPython", "MfgClearStatus"}
    public = {p.name for p in tools.procedures(vba_modules()["MfgRibbon"]) if p.public}
    assert timed <= public
    assert "Option Private Module" not in vba_modules()["MfgRibbon"]
    excel.run("Noted")
    excel.run("MfgStartPython")
    assert excel.run("Noted") == "warm;"


# --- the lines that start Python -----------------------------------------------------------------


@pytest.fixture(scope="module")
def vba(tools: ModuleType) -> Any:
    return tools.interpreter(real_xlwings=True)


def test_every_restart_is_another_line(vba: Any) -> None:
    lines = [vba.run("MfgCommandLine", r"C:\p.exe", "", False, False, n, "zh") for n in range(4)]
    assert len(set(lines)) == 4
    assert lines[0] == (
        "cmd.exe  /C \"\"C:\\p.exe\" -B -P -c \"import os;os.environ['MFG_LANG']='zh';"
        "import xlwings; xlwings.serve('$(CLSID)')\"\""
    )
    assert lines[3] == lines[0].replace(" -P -c", " -P -X mfg=3 -c")
    assert len(lines[3]) < 400


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", ""),
        (
            r"D:\a&b;E:\it's",
            "import xlwings.utils;xlwings.utils.prepare_sys_path("
            '\\"false;;;;;;D:\\\\a&b;E:\\\\it\\\'s\\");',  # no cmd.exe, so & needs no ^
        ),
    ],
)
def test_line_of_the_process_started_ahead(vba: Any, path: str, expected: str) -> None:
    class_id = vba.run("MfgWarmClass", 0x1A2B)
    assert class_id == "{4D464749-0001-4000-8000-000000001A2B}"
    assert vba.run("MfgWarmLine", r"C:\my mfg\python.exe", path, "en", class_id, 6699) == (
        "\"C:\\my mfg\\python.exe\" -B -P -c \"import os;os.environ['MFG_LANG']='en';"
        f"{expected}from udfs.excel.serve import serve; serve('{class_id}', 6699)\""
    )


def test_doctor_without_excel(excel: Any) -> None:
    assert excel.run("MfgDoctorLine", r"C:\my mfg\python.exe") == (
        'cmd.exe /K ""C:\\my mfg\\python.exe" -P -m mfg doctor"'
    )


def test_log_is_where_python_keeps_it(excel: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder platformdirs gives on Windows, of which VBA knows only LOCALAPPDATA."""
    from platformdirs.windows import Windows

    monkeypatch.setattr("platformdirs.user_log_dir", lambda *a, **k: Windows(*a, **k).user_log_dir)
    monkeypatch.setattr(
        "platformdirs.windows.get_win_folder", lambda name: {"CSIDL_LOCAL_APPDATA": "@"}[name]
    )
    parts = PureWindowsPath(str(log.path()).replace("/", "\\")).parts
    at = next(i for i, part in enumerate(parts) if part == "@")
    assert excel.run("MfgLogPath", "@") == str(PureWindowsPath(*parts[at:]))
