"""The ribbon's callbacks executed in pyOpenVBA's interpreter: what they ask of Python, what they show."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from addin.generate import HELP_LIMIT, title
from addin.ribbon.menu import menu_texts, ribbon_xml
from addin.ribbon.texts import TEXTS
from udfs.excel.catalogue import BY_NAME, FUNCTIONS

BOOK = "udfs.excel.commands xlwings._xlwindows BOOK_CALLER=Book1 xlwings .Book caller! "
SHOWN = "busy;forgiven;idle;"


@pytest.fixture(params=["zh", "en"])
def spoken(request: pytest.FixtureRequest, shared_excel: Any) -> tuple[Any, str]:
    shared_excel.run("Prepare", 0, "", request.param)
    return shared_excel, request.param


def test_every_getter_answers_in_both_languages(spoken: tuple[Any, str]) -> None:
    excel, lang = spoken
    column = 0 if lang == "zh" else 1
    suffix = {"MfgGetLabel": "label", "MfgGetScreentip": "tip", "MfgGetSupertip": "help"}
    asked = 0
    for element in etree.fromstring(ribbon_xml()).iter(etree.Element):
        for attribute, callback in element.attrib.items():
            if not str(attribute).startswith("get"):
                continue
            control, tag = element.get("id"), element.get("tag", "")
            answer = excel.run("Answer", callback, control, tag)
            if callback in suffix:
                wanted = (TEXTS | menu_texts())[f"{control}.{suffix[str(callback)]}"][column]
            else:
                function = BY_NAME[tag]
                wanted = {
                    "MfgGetFunctionLabel": f"{tag}  {title(function, lang)}",
                    "MfgGetFunctionTip": function.signature,
                    "MfgGetFunctionHelp": function.help(lang),
                }[str(callback)]
            assert answer == wanted, (control, callback)
            asked += 1
    assert asked > 3 * len(FUNCTIONS)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)
def test_title_of_the_menu_is_short(function: Any, lang: str) -> None:
    assert 0 < len(title(function, lang)) <= (24 if lang == "zh" else 57) < HELP_LIMIT


@pytest.mark.parametrize(
    ("callback", "tag", "asked"),
    [
        ("MfgOnCheck", "", BOOK + "(book) check_book! "),
        ("MfgOnSnapshot", "", BOOK + "(book) snapshot_ranking! "),
        ("MfgOnShareValues", "", BOOK + "(book) share_values! "),
        ("MfgOnShareCheck", "", BOOK + "(book) check_sharing! "),
        ("MfgOnFunctions", "", BOOK + "(book) functions_sheet! "),
        ("MfgOnAbout", "", "udfs.excel.commands () about_text! "),
    ],
)
def test_command_is_called_and_its_text_is_shown(
    fresh_excel: Any, callback: str, tag: str, asked: str
) -> None:
    fresh_excel.run("Prepare", "what it says", "", "en")
    fresh_excel.run("Press", callback, tag)
    assert fresh_excel.run("LastCall") == asked
    assert fresh_excel.run("Noted") == SHOWN + "what it says;"
    fresh_excel.run("Prepare", "None", "", "en")
    fresh_excel.run("Press", callback, tag)
    assert fresh_excel.run("Noted") == SHOWN + (";" if callback == "MfgOnAbout" else "")


def test_profile_takes_the_text_of_the_active_cell(fresh_excel: Any) -> None:
    fresh_excel.run("Prepare", "None", "", "en")
    fresh_excel.run("Fill", "B2", "深圳")
    fresh_excel.run("Choose", "B2")
    fresh_excel.run("Press", "MfgOnProfile", "")
    assert fresh_excel.run("LastCall") == BOOK + "(book,深圳) city_profile! "


@pytest.mark.parametrize("model", ["ccid2022", "caict2025", "blank"])
def test_new_from_template_says_why_a_model_cannot_be_made(fresh_excel: Any, model: str) -> None:
    fresh_excel.run("Prepare", "#MFG! no", "", "en")
    fresh_excel.run("Press", "MfgOnNewModel", model)
    assert fresh_excel.run("LastCall") == f"udfs.excel.commands ({model}) new_book! "
    assert fresh_excel.run("Noted") == SHOWN + "#MFG! no;"


def test_command_that_finds_the_server_gone_is_made_once_more(fresh_excel: Any) -> None:
    fresh_excel.run("Prepare", "done", "", "en")
    fresh_excel.run("WillDie", 462, True)
    fresh_excel.run("Press", "MfgOnCheck", "")
    assert fresh_excel.run("Noted") == "busy;forgiven;dropped;idle;done;"


def test_command_that_fails_is_a_sentence(fresh_excel: Any) -> None:
    fresh_excel.run("Prepare", "done", "", "en")
    fresh_excel.run("WillDie", 462, False)
    fresh_excel.run("Press", "MfgOnCheck", "")
    gone = "#MFG! " + TEXTS["python.gone"][1]
    assert fresh_excel.run("Noted") == f"busy;forgiven;dropped;idle;{gone};"
    fresh_excel.run("Prepare", "done", "TypeError: x", "en")
    fresh_excel.run("Press", "MfgOnCheck", "")
    assert fresh_excel.run("Noted") == SHOWN + "#MFG! TypeError: x;"


def test_about_tells_what_it_knows_without_python(fresh_excel: Any) -> None:
    fresh_excel.run("Prepare", "", "TypeError: x", "en")
    fresh_excel.run("Press", "MfgOnAbout", "")
    said = fresh_excel.run("Noted")
    assert said.startswith(
        SHOWN + "MFG Index add-in (xlwings 0). Python could not be asked.\nSettings: mfg.conf"
    )
    assert said.endswith("#MFG! TypeError: x;")


def test_log_that_is_not_there_is_a_sentence(fresh_excel: Any) -> None:
    fresh_excel.run("Prepare", "", "", "en")
    fresh_excel.run("Press", "MfgOnLog", "")
    assert fresh_excel.run("Noted") == r"There is no log yet: D:\mfg-index\Logs\mfg.log;"


def test_language_without_settings_is_a_sentence(fresh_excel: Any) -> None:
    fresh_excel.run("Prepare", "", "", "en")
    fresh_excel.run("Press", "MfgOnLanguage", "zh")
    assert "run mfg install" in fresh_excel.run("Noted")


CONF = '"INTERPRETER_WIN","C:\\张\\python.exe"\r\n"language",""\r\n"UDF MODULES","x"\r\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (CONF, CONF.replace('"language",""', '"LANGUAGE","zh"')),
        ("", '"LANGUAGE","zh"\r\n'),
        ('"A","1"', '"A","1"\r\n"LANGUAGE","zh"\r\n'),
        ('"A","1"\r\n', '"A","1"\r\n"LANGUAGE","zh"\r\n'),
        ('"LANGUAGE","en"', '"LANGUAGE","zh"'),
    ],
)
def test_language_changes_one_line_of_the_settings(excel: Any, before: str, after: str) -> None:
    assert excel.run("MfgWithSetting", before, "LANGUAGE", "zh") == after


def test_report_is_text_line_by_line(fresh_excel: Any) -> None:
    """A line that begins with = is not a formula."""
    fresh_excel.run("Prepare", "", "", "en")
    fresh_excel.add_module(
        "Public Function Line_(ByVal row As Long) As String\n"
        "    With ActiveWorkbook.Worksheets(1).Cells(row, 1)\n"
        "        Line_ = .HasFormula & .Value\n"
        "    End With\n"
        "End Function\n",
        name="Reading",
    )
    fresh_excel.run("MfgShowReport", "doctor\r\n\r\n=1+1")
    assert [fresh_excel.run("Line_", i) for i in (1, 2, 3)] == ["Falsedoctor", "False", "False=1+1"]


FAKE_BOOK = """
Public Log As String
Public Defined As String
Public Function Names(ByVal name As String) As Object
    If name <> Defined Then Err.Raise 1004
    Set Names = Me
End Function
Public Function RefersToRange() As Object
    Set RefersToRange = Me
End Function
Public Property Let Value(ByVal text As String)
    If text = "locked" Then Err.Raise 1004
    Log = Log & text
End Property
"""
SWITCH = """
Public Function Switched(ByVal name As String) As String
    Dim book As New FakeBook
    book.Defined = name
    Switched = MfgSwitchBook(book) & " " & book.Log
End Function
"""


@pytest.mark.parametrize(
    ("language", "name", "expected"),
    [
        ("zh", "MFG_Language", "True 中文"),
        ("en", "MFG_Language", "True English"),
        ("en", "Other", "False "),  # a workbook without a language of its own stays as it is
    ],
)
def test_language_button_changes_the_workbook_too(
    fresh_excel: Any, language: str, name: str, expected: str
) -> None:
    """The cell that says the language, then a recalculation: labels and MFG functions follow."""
    fresh_excel.add_module(FAKE_BOOK, name="FakeBook", kind="class")
    fresh_excel.add_module(SWITCH, name="Switch")
    fresh_excel.run("Prepare", 0, "", language)
    assert fresh_excel.run("Switched", name) == expected
    assert ("calculate" in fresh_excel.run("Noted")) is expected.startswith("True")
