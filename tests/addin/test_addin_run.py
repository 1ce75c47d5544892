"""The VBA executed in pyOpenVBA's interpreter (see tools.py for what is replaced by fakes)."""

from __future__ import annotations

import re
from pathlib import PureWindowsPath
from types import ModuleType
from typing import Any

import pytest

from addin.build import document_module, vba_modules
from addin.conf import DEFAULTS, INFORMATION, conf_path, conf_text
from addin.ribbon.texts import TEXTS
from udfs.excel.catalogue import FUNCTIONS, Function

NA = "Error 2042"
functions = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)


def test_every_module_compiles(tools: ModuleType) -> None:
    """As far as the interpreter goes: it parses all of it, with the real xlwings module too."""
    app = tools.interpreter(real_xlwings=True)
    # The interpreter does not know WithEvents.
    app.add_module(document_module().replace("WithEvents ", ""), name="ThisWorkbook", kind="document")
    # Names are looked up when a line runs, so calls of what is nowhere are looked for here.
    words = set(re.findall(r"\bMfg\w+", "\n".join([document_module(), *vba_modules().values()])))
    known = {p.name for source in vba_modules().values() for p in tools.procedures(source)}
    comments = {"MfgCells", "MfgHelp", "MfgTexts"}
    assert words - known - comments - {"MfgCalls", "MfgRibbon"} <= set(vba_modules())


# --- MfgCells ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("#N/A", NA),
        ("#N/A ", "#N/A "),
        ("#n/a", "#n/a"),
        ("the #N/A", "the #N/A"),
        ("", ""),
        (1.5, 1.5),
        (True, True),
    ],
)
def test_marker_in_a_scalar(excel: Any, value: object, expected: object) -> None:
    result = excel.run("MfgToCells", value)
    assert (str(result) if expected == NA else result) == expected


@pytest.mark.parametrize(
    ("macro", "expected"),
    [
        ("Matrix", [[NA, 1.5, "#N/A "], ["x", "#n/a", NA]]),
        ("OneBased", [[NA], [True]]),
        ("Row", ["a", NA, 3]),
        ("Numbers", [[0.0, 0.0], [0.0, 2.0]]),
    ],
)
def test_marker_in_an_array(excel: Any, macro: str, expected: list[object]) -> None:
    def plain(value: Any) -> Any:
        if isinstance(value, list):
            return [plain(v) for v in value]
        return str(value) if str(value) == NA else value

    assert plain(excel.run(macro)) == expected


def test_dimensions(excel: Any) -> None:
    assert excel.run("Shapes") == "1200"


# As xlwings' COM server sent it (seen from a COM client; paths shortened).
TRACEBACK = (
    "ModuleNotFoundError: No module named 'udfs'\n"
    '  File "<frozen importlib._bootstrap>", line 1140, in _find_and_load_unlocked\n'
    "           ^^^^^^^^^^^^^^^^^^^^^^\n"
    "    return _bootstrap._gcd_import(name[level:], package, level)\n"
    '  File "C:\\mfg\\Lib\\importlib\\__init__.py", line 126, in import_module\n'
    "    return self._invoke_(dispid, lcid, wFlags, args)\n"
    '  File "C:\\mfg\\Lib\\site-packages\\win32com\\server\\policy.py", line 298, in _Invoke_'
)
PRINTED = (
    "Unexpected Python Error: Traceback (most recent call last):\r\n"
    '  File "x.py", line 1\r\n'
    "ModuleNotFoundError: No module named 'udfs'\r\n\r\n"
)
NO_UDFS = (
    "#MFG! Python failed: ModuleNotFoundError: No module named 'udfs'; mfg doctor checks the installation"
)


@pytest.mark.parametrize(
    ("number", "description", "expected"),
    [
        (5, "", "#MFG! VBA 5"),
        (5, "one\r\ntwo", "#MFG! one two"),
        (5, "#MFG! data: as it is", "#MFG! data: as it is"),
        (1000, TRACEBACK, NO_UDFS),
        (1000, PRINTED, NO_UDFS),
        (1000, TRACEBACK.replace(" named", "\nnamed"), NO_UDFS),
        (5, "x" * 400, "#MFG! " + "x" * 249),
    ],
)
def test_failure_is_one_short_sentence(excel: Any, number: int, description: str, expected: str) -> None:
    assert excel.run("MfgFailure", number, description) == expected
    assert len(expected) <= 255


# --- MfgLanguage and MfgTexts --------------------------------------------------------------------


@pytest.mark.parametrize("key", TEXTS)
def test_texts_come_back_in_both_languages(excel: Any, key: str) -> None:
    for lang, text in zip(("zh", "en"), TEXTS[key], strict=True):
        excel.run("Prepare", 0, "", lang)
        assert excel.run("MfgText", key) == text


@pytest.mark.parametrize(
    ("lcid", "chinese"), [(2052, True), (1028, True), (3076, True), (1033, False), (1041, False)]
)
def test_language_of_the_menus(excel: Any, lcid: int, chinese: bool) -> None:
    assert excel.run("MfgIsChineseId", lcid) is chinese


def test_message_fills_the_gaps(excel: Any) -> None:
    excel.run("Prepare", 0, "", "zh")
    assert excel.run("MfgMessage", "refresh.done", "3", "0.4") == "MFG：已重新计算 3 个公式，用时 0.4 秒"


# --- MfgFunctions and MfgHelp --------------------------------------------------------------------


@functions
def test_stub_hands_its_arguments_over_in_order(excel: Any, function: Function) -> None:
    excel.run("Prepare", "#N/A", "", "en")
    values = [f"value {i}" for i in range(len(function.args))]
    assert str(excel.run(function.name, *values)) == NA
    module, name, _book, *args = excel.run("LastCall").split("|")
    assert (module, name) == ("udfs.excel.worksheet", function.name)
    assert args == [*values, "Nothing"]


@functions
def test_stub_turns_a_failure_into_text(excel: Any, function: Function) -> None:
    excel.run("Prepare", 0, TRACEBACK, "zh")
    values = ["x"] * len(function.args)
    assert excel.run(function.name, *values) == (
        "#MFG! Python 出错：ModuleNotFoundError: No module named 'udfs'；可运行 mfg doctor 检查安装"
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_wizard_gets_the_texts_of_the_catalogue(fresh_excel: Any, lang: str) -> None:
    fresh_excel.run("Prepare", 0, "", lang)
    fresh_excel.run("MfgRegisterHelp")
    book = fresh_excel.evaluate("ThisWorkbook.Name")
    expected = [
        "|".join([f"'{book}'!{f.name}", "MFG", f.help(lang), *(a.help(lang) for a in f.args)])
        for f in FUNCTIONS
    ]
    assert fresh_excel.run("Noted").splitlines() == expected
    fresh_excel.run("MfgRegisterHelp")
    assert fresh_excel.run("Noted") == ""  # once


# --- MfgRefresh ----------------------------------------------------------------------------------

SHEET, SELECTION, BOOK = 2, 3, 1
FLAGGED = "off Sheet1;on Sheet1;calculate;"


@pytest.mark.parametrize(
    ("scope", "selected", "calls", "found", "noted"),
    [
        (BOOK, "A1", 2, 2, FLAGGED),
        (SHEET, "A1", 2, 2, FLAGGED),
        (SHEET, "A1", 1, 2, FLAGGED + "everything;"),
        (SELECTION, "A1:C9", 1, 1, "dirty B2;calculate;"),
        (SELECTION, "B2:D9", 2, 2, "dirty B2;dirty D4;calculate;"),
        (SELECTION, "D4", 0, 1, "dirty D4;calculate;everything;"),
        (SELECTION, "C3", 0, 0, ""),
    ],
)
def test_refresh_reaches_the_formulas_with_mfg_functions(
    fresh_excel: Any, scope: int, selected: str, calls: int, found: int, noted: str
) -> None:
    """Where fewer calls came than formulas were found, everything is calculated."""
    for address, formula in [("B2", "=MFG_SCORE()"), ("C3", "=1+1"), ("D4", "=1+mfg_rank(B2)")]:
        fresh_excel.run("Fill", address, formula)
    fresh_excel.run("Choose", selected)
    fresh_excel.run("WillCall", calls)
    before = fresh_excel.run("Mode")
    assert fresh_excel.run("MfgRecalculate", scope) == found
    assert fresh_excel.run("Noted") == noted
    assert fresh_excel.run("Mode") == before


def test_refresh_of_an_empty_workbook_does_nothing(fresh_excel: Any) -> None:
    assert fresh_excel.run("MfgRecalculate", BOOK) == 0
    assert fresh_excel.run("Noted") == ""


@pytest.mark.parametrize(
    ("formula", "ours"),
    [
        ("=MFG_SCORE()", True),
        ("='C:\\x\\MFG.xlam'!mfg_score()", True),
        ("MFG_SCORE", False),
        ("=SUM(A1)", False),
        ("", False),
        (3, False),
    ],
)
def test_which_formulas_are_ours(excel: Any, formula: object, ours: bool) -> None:
    assert excel.run("MfgCallsUs", formula) is ours


# --- the command line and the settings -----------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "extra", "console", "debug", "expected"),
    [
        (
            r"C:\my mfg\python.exe",
            "",
            False,
            False,
            'cmd.exe  /C ""C:\\my mfg\\python.exe" -B -P -c "import xlwings; xlwings.serve(\'$(CLSID)\')""',
        ),
        (
            r"C:\p.exe",
            r"D:\a&b;E:\it's",
            True,
            False,
            'cmd.exe /showconsole /K ""C:\\p.exe" -B -P -c "import xlwings.utils;xlwings.utils.prepare_sys_path('
            '\\"false;;;;;;D:\\\\a^&b;E:\\\\it\\\'s\\");import xlwings; xlwings.serve(\'$(CLSID)\')""',
        ),
        (r"C:\p.exe", "", False, True, "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"),
    ],
)
def test_command_line(
    tools: ModuleType, path: str, extra: str, console: bool, debug: bool, expected: str
) -> None:
    app = tools.interpreter(real_xlwings=True)
    assert app.run("MfgCommandLine", path, extra, console, debug) == expected


def test_settings_are_what_the_module_asks_for() -> None:
    code = vba_modules()["xlwings"] + vba_modules()["MfgLanguage"]
    asked = set(re.findall(r'(?:GetConfig|MfgSwitchedOn)\("([^"]+)"', code))
    assert asked == {"INTERPRETER_WIN", *DEFAULTS}
    assert not asked & set(INFORMATION)


def test_settings_file() -> None:
    lines = conf_text(r"C:\mfg 指数\python.exe").split("\r\n")
    assert lines[0] == r'"INTERPRETER_WIN","C:\mfg 指数\python.exe"'
    assert '"ADD_WORKBOOK_TO_PYTHONPATH","False"' in lines
    assert lines[-1] == ""
    assert all(line.count('"') == 4 and line.count('","') == 1 for line in lines[:-1])
    assert str(conf_path(PureWindowsPath(r"C:\Users\x"))) == r"C:\Users\x\.mfg\mfg.conf"


@pytest.mark.parametrize("bad", ["python.exe", r"\python.exe", 'C:\\a"b.exe', "C:\\%x%\\p.exe", "C:\\a\nb"])
def test_settings_file_refuses(bad: str) -> None:
    with pytest.raises(ValueError, match=r"full Windows path|cannot hold"):
        conf_text(bad)
