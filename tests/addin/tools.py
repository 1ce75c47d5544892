"""What the add-in's tests share: reading VBA back, running it, and finding outside programs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from addin.build import vba_modules

ROOT = Path(__file__).resolve().parents[2]


def missing(what: str) -> None:
    """Skip the test, or fail it where continuous integration promises to have everything."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"{what} (CI=true: this check must run)")
    pytest.skip(what)


def ooxml_validate(path: Path) -> str:
    """Run npm's ``@ooxml-tools/validate`` on a file and return what it prints."""
    here = ROOT / "node_modules" / ".bin" / "ooxml-validate"
    candidates = [os.environ.get("MFG_OOXML_VALIDATE"), shutil.which("ooxml-validate"), str(here)]
    tool = next((c for c in candidates if c and Path(c).exists()), None)
    if tool is None:
        missing(
            "ooxml-validate not found: npm install @ooxml-tools/validate in the repository, "
            "or name it in MFG_OOXML_VALIDATE"
        )
        raise AssertionError
    done = subprocess.run(
        [tool, "-f", "xlsx", str(path)], capture_output=True, text=True, timeout=120, check=False
    )
    return done.stdout + done.stderr


def olevba_sources(path: Path) -> dict[str, str]:
    """Module name -> source, lines ending in ``\\n`` and without the ``Attribute`` lines.

    olevba itself leaves the header lines of the stored form in; they are the project's, not ours.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oletools.olevba import VBA_Parser

        parser = VBA_Parser(str(path))
        try:
            found = list(parser.extract_macros())
        finally:
            parser.close()
    sources = {}
    for _file, stream, _name, code in found:
        lines = code.replace("\r\n", "\n").split("\n")
        while lines and lines[0].startswith("Attribute VB_"):
            lines.pop(0)
        sources[stream.rsplit("/", 1)[-1]] = "\n".join(lines)
    return sources


def body(source: str) -> str:
    """The source without its ``Attribute`` line."""
    return source.split("\n", 1)[1] if source.startswith("Attribute VB_") else source


@dataclass(frozen=True)
class Procedure:
    """One procedure of a VBA source, with its parameter list as written."""

    name: str
    kind: str
    public: bool
    parameters: str
    text: str


_HEAD = re.compile(
    r"^(?P<scope>Public |Private |Friend |)(?:Static )?(?P<kind>Sub|Function) (?P<name>\w+)\((?P<args>.*?)\)"
    r"(?: As \w+)?$"
)


def joined_lines(source: str) -> list[str]:
    """Logical lines: continued lines are put together."""
    return re.sub(r" _\n\s*", " ", source).split("\n")


def procedures(source: str) -> list[Procedure]:
    """Return the procedures of a source, in order."""
    found: list[Procedure] = []
    current: list[str] = []
    head: re.Match[str] | None = None
    for line in joined_lines(source):
        start = _HEAD.match(line)
        if start:
            head, current = start, []
        current.append(line)
        if head and line.rstrip() in ("End Sub", "End Function"):
            found.append(
                Procedure(
                    head["name"],
                    head["kind"],
                    head["scope"] != "Private ",
                    head["args"],
                    "\n".join(current),
                )
            )
            head = None
    return found


# The xlwings module calls a DLL, the environment and files, and the interpreter knows neither
# Application.Caller nor MacroOptions, EnableCalculation, Dirty. These are replaced by fakes that
# write down what they were asked; everything else runs as it is.
SUBSTITUTES: dict[str, tuple[tuple[str, str], ...]] = {
    "MfgFunctions": (("Application.Caller", "ActiveCell"),),
    "MfgHelp": (("Application.MacroOptions ", "FakeMacroOptions "),),
    "MfgCommands": (
        ("py.Call(", "py.Call_("),  # Call is a word of the language to the interpreter
        ('Environ("LOCALAPPDATA")', '"D:"'),
    ),
    "MfgInsert": (("cell.FunctionWizard", 'Note "wizard " & cell.Address(False, False)'),),
    "MfgLinks": (
        ("filling = Application.AutoCorrect.AutoFillFormulasInLists", "filling = True"),
        ("    Application.AutoCorrect.AutoFillFormulasInLists = filling\n", ""),
        ("Application.AutoCorrect.AutoFillFormulasInLists = False", 'Note "no filling"'),
    ),
    "MfgWindow": (
        ("Application.Cursor = xlWait", 'Note "busy"'),
        ("Application.Cursor = xlDefault", 'Note "idle"'),
        ("MessageBoxW Application.hWnd, StrPtr(text), StrPtr(title), 0", "Note text"),
        ("Application.OnTime ", "' "),
    ),
    "MfgLanguage": (("Application.Calculate\n", "FakeCalculate\n"),),
    "MfgRefresh": (
        ("enabled = sheet.EnableCalculation", "enabled = True"),
        ("sheet.EnableCalculation = False", 'Note "off " & sheet.Name'),
        ("sheet.EnableCalculation = True", 'Note "on " & sheet.Name'),
        ("cell.Dirty", 'Note "dirty " & cell.Address(False, False)'),
        ("Application.CalculateFull", 'Note "everything"'),
        ("Application.Calculate\n", "FakeCalculate\n"),
    ),
}
_FAKE_XLWINGS = """
Public Const XLWINGS_VERSION As String = "0"
Public FakeLanguage As String
Public FakePython As New Python
Public FakeCalls As Long
Public Notes As String
Function XLPy() As Object
    Set XLPy = FakePython
End Function
Function GetConfig(configKey As String, Optional default As String = "") As Variant
    If configKey = "LANGUAGE" Then GetConfig = FakeLanguage
End Function
Function GetConfigFilePath() As String
    GetConfigFilePath = "mfg.conf"
End Function
Function FileExists(ByVal FileSpec As String) As Boolean
End Function
Function WScript() As Object
End Function
Public Sub MfgWarmUp()
    Note "warm"
End Sub
Public Sub MfgDropServer()
    Note "dropped"
    If FakePython.Cured Then FakePython.FaultNumber = 0
End Sub
Public Sub MfgTryAgain()
    Note "forgiven"
End Sub
Public Sub MfgTellPython(ByVal statement As String)
    Note statement
End Sub
Sub Note(ByVal text As String)
    Notes = Notes & text & ";"
End Sub
Sub FakeCalculate()
    Note "calculate"
    MfgCalls = MfgCalls + FakeCalls
End Sub
Sub FakeMacroOptions(ByVal Macro As String, ByVal Description As String, ByVal Category As String, _
        ByVal ArgumentDescriptions As Variant)
    Dim i As Long
    Notes = Notes & Macro & "|" & Category & "|" & Description
    For i = LBound(ArgumentDescriptions) To UBound(ArgumentDescriptions)
        Notes = Notes & "|" & ArgumentDescriptions(i)
    Next i
    Notes = Notes & vbLf
End Sub
"""
_FAKE_PYTHON = """
Public Log As String
Public Reply As Variant
Public Fault As String
Public FaultNumber As Long
Public Cured As Boolean
Public Function CallUDF(ByVal script As String, ByVal fname As String, ByVal args As Variant, _
        ByVal book As Object, ByVal caller As Variant) As Variant
    Dim i As Long
    Log = script & "|" & fname & "|" & book.Name
    For i = LBound(args) To UBound(args)
        If IsObject(args(i)) Then
            If args(i) Is Nothing Then Log = Log & "|Nothing" Else Log = Log & "|" & args(i).Address
        ElseIf IsError(args(i)) Then
            Log = Log & "|missing"
        Else
            Log = Log & "|" & CStr(args(i))
        End If
    Next i
    If FaultNumber <> 0 Then Err.Raise FaultNumber, "Python", Fault
    CallUDF = Reply
End Function
' What a command asks of the server; the reply is the text it returns.
Public Function Module(ByVal name As String) As Object
    If FaultNumber <> 0 Then Err.Raise FaultNumber, "Python", Fault
    Log = Log & name & " "
    Set Module = Me
End Function
Public Function GetAttr(ByVal obj As Object, ByVal name As String) As Object
    Log = Log & "." & name & " "
    Set GetAttr = Me
End Function
Public Sub SetAttr(ByVal obj As Object, ByVal name As String, ByVal value As Object)
    Log = Log & name & "=" & value.Name & " "
End Sub
Public Function Tuple(Optional ByVal first As Variant, Optional ByVal second As Variant) As Object
    Log = Log & "("
    If Not IsMissing(first) Then If IsObject(first) Then Log = Log & "book" Else Log = Log & first
    If Not IsMissing(second) Then Log = Log & "," & second
    Log = Log & ") "
    Set Tuple = Me
End Function
Public Function Call_(ByVal obj As Object, ByVal method As Variant, Optional ByVal args As Variant) As Object
    Log = Log & method & "! "
    Set Call_ = Me
End Function
Public Function Str(ByVal obj As Object) As String
    Str = Reply
End Function
"""
_CONTROL = """
Public ID As String
Public Tag As String
"""
_PROBE = """
Public Sub Prepare(ByVal reply As Variant, ByVal fault As String, ByVal language As String)
    FakePython.Reply = reply
    FakePython.Fault = fault
    If fault <> "" Then FakePython.FaultNumber = 1000 Else FakePython.FaultNumber = 0
    FakePython.Cured = False
    FakeLanguage = language
End Sub
Public Sub WillDie(ByVal number As Long, ByVal cured As Boolean)
    FakePython.FaultNumber = number
    FakePython.Cured = cured
End Sub
Public Sub WillCall(ByVal times As Long)
    FakeCalls = times
End Sub
Public Function Noted() As String
    Noted = Notes
    Notes = ""
End Function
Public Sub Fill(ByVal address As String, ByVal formula As String)
    ActiveSheet.Range(address).Formula = formula
End Sub
Public Sub Choose(ByVal address As String)
    ActiveSheet.Range(address).Select
End Sub
Public Function Mode() As Long
    Mode = Application.Calculation
End Function
Public Function LastCall() As String
    LastCall = FakePython.Log
    FakePython.Log = ""
End Function
Public Function Answer(ByVal callback As String, ByVal id As String, ByVal tag As String) As Variant
    Dim pressed As New Control, value As Variant
    pressed.ID = id
    pressed.Tag = tag
    Select Case callback
    Case "MfgGetLabel": MfgGetLabel pressed, value
    Case "MfgGetScreentip": MfgGetScreentip pressed, value
    Case "MfgGetSupertip": MfgGetSupertip pressed, value
    Case "MfgGetFunctionLabel": MfgGetFunctionLabel pressed, value
    Case "MfgGetFunctionTip": MfgGetFunctionTip pressed, value
    Case "MfgGetFunctionHelp": MfgGetFunctionHelp pressed, value
    End Select
    Answer = value
End Function
Public Sub Press(ByVal callback As String, ByVal tag As String)
    Dim pressed As New Control
    pressed.Tag = tag
    Application.Run callback, pressed
End Sub
Public Function Matrix() As Variant
    Dim a(0 To 1, 0 To 2) As Variant
    a(0, 0) = "#N/A": a(0, 1) = 1.5: a(0, 2) = "#N/A "
    a(1, 0) = "x": a(1, 1) = "#n/a": a(1, 2) = "#N/A"
    Matrix = MfgToCells(a)
End Function
Public Function OneBased() As Variant
    Dim a(1 To 2, 1 To 1) As Variant
    a(1, 1) = "#N/A": a(2, 1) = True
    OneBased = MfgToCells(a)
End Function
Public Function Row() As Variant
    Row = MfgToCells(Array("a", "#N/A", 3))
End Function
Public Function Numbers() As Variant
    Dim a(0 To 1, 0 To 1) As Double
    a(1, 1) = 2
    Numbers = MfgToCells(a)
End Function
Public Function Shapes() As String
    Dim one(3) As Long, two(3, 1) As String
    Shapes = MfgDimensions(one) & MfgDimensions(two) & MfgDimensions(1) & MfgDimensions("a")
End Function
"""


def interpreter(real_xlwings: bool = False) -> Any:
    """Return pyOpenVBA's in-memory Excel with the add-in's modules loaded."""
    from pyopenvba.apps.excel import ExcelApplication

    app = ExcelApplication()
    app.add_workbook()
    for name, source in vba_modules().items():
        if name == "xlwings" and not real_xlwings:
            app.add_module(_FAKE_PYTHON, name="Python", kind="class")
            app.add_module(_FAKE_XLWINGS, name="xlwings")
        else:
            if not real_xlwings:
                for real, fake in SUBSTITUTES.get(name, ()):
                    assert real in source, f"{name} no longer holds {real}"
                    source = source.replace(real, fake)
            app.add_module(source, name=name)
    if not real_xlwings:
        app.add_module(_CONTROL, name="Control", kind="class")
        app.add_module(_PROBE, name="Probe")
    return app
