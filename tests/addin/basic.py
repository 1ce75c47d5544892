"""Runs pure functions of the add-in's VBA in LibreOffice Basic, an engine of its own.

The modules go into the library ``Standard`` of a fresh profile, with ``Option VBASupport``. A macro
calls the functions and writes type and text of each answer, as hexadecimal UTF-16, so that no encoding
of files matters.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from addin.build import vba_modules
from addin.generate import literal

#: Modules without Declare and without conditional compilation, which LibreOffice does not know.
MODULES = ("MfgCells", "MfgLanguage", "MfgLinks", "MfgServer", "MfgTexts")
_STUBS = """
Public Language As String
Function GetConfig(ByVal key As String) As Variant
    GetConfig = Language
End Function
Sub MfgDropServer
End Sub
Sub MfgTryAgain
End Sub
"""
_WRITE = """
Private Sub Write_(ByVal file As Integer, ByVal value As Variant)
    Dim i As Long, codes As String, text As String

    If Not IsError(value) Then text = CStr(value)
    For i = 1 To Len(text)
        codes = codes & Right("000" & Hex(AscW(Mid(text, i, 1)) And 65535), 4)
    Next i
    Print #file, TypeName(value) & " " & codes
End Sub
"""
_DTD = "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"
_MODULE = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE script:module PUBLIC "{_DTD}" "module.dtd">\n'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="{name}" '
    'script:language="StarBasic">{code}</script:module>'
)
_LIBRARY = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE library:library PUBLIC "{_DTD}" "library.dtd">\n'
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
    'library:readonly="false" library:passwordprotected="false">{elements}</library:library>'
)

Call = tuple[str, str, tuple[object, ...]]  # language, function, arguments


def run(soffice: str, folder: Path, calls: Sequence[Call]) -> list[tuple[str, str]]:
    """Return type and text of every call's answer, in order; an error value has no text."""
    answers = folder / "answers.txt"
    lines = []
    for language, function, args in calls:
        lines.append(f'    Language = "{language}"')
        lines.append(f"    Write_ file, {function}({', '.join(map(_basic, args))})")
    pieces = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    subs = [
        f"Private Sub Piece{n}(ByVal file As Integer)\n" + "\n".join(piece) + "\nEnd Sub\n"
        for n, piece in enumerate(pieces)
    ]
    main = "\n".join(
        [
            "Sub Main",
            "    Dim file As Integer",
            "    file = FreeFile",
            f"    Open {literal(str(answers))} For Output As #file",
            "    On Error GoTo Failed",
            *(f"    Piece{n} file" for n in range(len(pieces))),
            "    Close #file",
            "    Exit Sub",
            "Failed:",
            '    Print #file, "failed: " & Error',
            "    Close #file",
            "End Sub",
        ]
    )
    code = {name: vba_modules()[name].split("\n", 1)[1] for name in MODULES}
    code |= {"Stubs": _STUBS, "Probe": _WRITE + "".join(subs) + main}
    _execute(soffice, folder, code)
    found = []
    for line in answers.read_text(encoding="ascii", errors="replace").splitlines():
        kind, _, codes = line.partition(" ")
        assert not kind.startswith("failed"), line
        found.append((kind, bytes.fromhex(codes).decode("utf-16-be")))
    return found


def _basic(value: object) -> str:
    if isinstance(value, str):
        return literal(value)
    return {True: "True", False: "False"}[value] if isinstance(value, bool) else str(value)


def _execute(soffice: str, folder: Path, code: dict[str, str]) -> None:
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    # The first start makes the profile, and would write over a library that is there already.
    subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    library = folder / "profile" / "user" / "basic" / "Standard"
    for name, source in code.items():
        text = _MODULE.format(name=name, code=escape("Option VBASupport 1\n" + source))
        (library / f"{name}.xba").write_text(text, encoding="utf-8")
    elements = "".join(f'<library:element library:name="{name}"/>' for name in code)
    (library / "script.xlb").write_text(_LIBRARY.format(elements=elements), encoding="utf-8")
    subprocess.run([*command, "macro:///Standard.Probe.Main"], check=True, capture_output=True, timeout=120)
