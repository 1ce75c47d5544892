"""The VBA that is generated: worksheet stubs, wizard help and texts, as ASCII source.

Names, arguments and help come from the catalogue, texts from ``addin.ribbon.texts``. VBA source
cannot hold Chinese (the project is stored in an ANSI code page), so a text is written with
``\\uXXXX`` and taken apart by ``MfgUnescape`` when it is shown. Excel's limits are respected: 1023
characters a line, 24 continuations a statement, 64 K a procedure.
"""

from __future__ import annotations

from collections.abc import Iterable

from addin.ribbon.texts import TEXTS
from udfs.excel.catalogue import FUNCTIONS, Function

WORKSHEET_MODULE = "udfs.excel.worksheet"
CATEGORY = "MFG"
HELP_LIMIT = 255
LINE_LIMIT = 1023
CONTINUATIONS = 24

# [MS-VBAL] 3.3.5.2: no variable or parameter may have one of these names. "Scale" and "Circle" are
# left from BASIC's graphics statements.
RESERVED = frozenset(
    [
        "abs",
        "addressof",
        "and",
        "any",
        "array",
        "as",
        "attribute",
        "boolean",
        "byref",
        "byte",
        "byval",
        "call",
        "case",
        "cbool",
        "cbyte",
        "ccur",
        "cdate",
        "cdbl",
        "cdec",
        "cdecl",
        "cint",
        "circle",
        "clng",
        "clnglng",
        "clngptr",
        "close",
        "const",
        "csng",
        "cstr",
        "currency",
        "cvar",
        "cverr",
        "date",
        "debug",
        "decimal",
        "declare",
        "defbool",
        "defbyte",
        "defcur",
        "defdate",
        "defdbl",
        "defdec",
        "defint",
        "deflng",
        "deflnglng",
        "deflngptr",
        "defobj",
        "defsng",
        "defstr",
        "defvar",
        "dim",
        "do",
        "doevents",
        "double",
        "each",
        "else",
        "elseif",
        "empty",
        "end",
        "endif",
        "enum",
        "eqv",
        "erase",
        "event",
        "exit",
        "false",
        "fix",
        "for",
        "friend",
        "function",
        "get",
        "global",
        "gosub",
        "goto",
        "if",
        "imp",
        "implements",
        "in",
        "input",
        "inputb",
        "int",
        "integer",
        "is",
        "lbound",
        "len",
        "lenb",
        "let",
        "like",
        "line",
        "lock",
        "long",
        "longlong",
        "longptr",
        "loop",
        "lset",
        "me",
        "mid",
        "mod",
        "new",
        "next",
        "not",
        "nothing",
        "null",
        "object",
        "on",
        "open",
        "option",
        "optional",
        "or",
        "paramarray",
        "preserve",
        "print",
        "private",
        "pset",
        "public",
        "put",
        "raiseevent",
        "redim",
        "rem",
        "resume",
        "return",
        "rset",
        "scale",
        "seek",
        "select",
        "set",
        "sgn",
        "shared",
        "single",
        "spc",
        "static",
        "step",
        "stop",
        "string",
        "sub",
        "tab",
        "then",
        "to",
        "true",
        "type",
        "typeof",
        "ubound",
        "unlock",
        "until",
        "variant",
        "wend",
        "while",
        "with",
        "withevents",
        "write",
        "xor",
    ]
)


def vba_name(name: str) -> str:
    """The parameter name in VBA: the catalogue's, with ``_`` behind it where VBA reserves the word."""
    return f"{name}_" if name.lower() in RESERVED else name


def literal(text: str) -> str:
    r"""Return ``text`` as an ASCII VBA expression of type String.

    >>> print(literal('say "hi" today'))
    "say ""hi"" today"
    >>> print(literal("MFG \u6307\u6570"))
    MfgUnescape("MFG \u6307\u6570")
    """
    if all(" " <= ch <= "~" for ch in text):
        return _quote(text)
    if "\\u" in text:
        raise ValueError(f"text holds the escape mark itself: {text!r}")
    units = text.encode("utf-16-be")
    codes = [int.from_bytes(units[i : i + 2], "big") for i in range(0, len(units), 2)]
    parts = [chr(code) if 0x20 <= code <= 0x7E else f"\\u{code:04X}" for code in codes]
    chunks: list[str] = []
    line = ""
    for part in parts:  # an escape is never cut in two
        if len(line) + len(part) > 90:
            chunks.append(line)
            line = ""
        line += part
    chunks.append(line)
    return "MfgUnescape(" + _join([_quote(chunk) for chunk in chunks]) + ")"


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _join(chunks: list[str]) -> str:
    if len(chunks) > CONTINUATIONS:
        raise ValueError(f"{len(chunks)} lines in one statement: {chunks[0]}")
    return " & _\n        ".join(chunks)


def _module(name: str, comment: str, lines: Iterable[str]) -> str:
    head = [
        f'Attribute VB_Name = "{name}"',
        "Option Explicit",
        *lines,
    ]
    text = "\n".join(head).rstrip() + "\n"
    text = text.replace("Option Explicit\n", f"Option Explicit\n{comment}\n", 1)
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LINE_LIMIT:
            raise ValueError(f"{name}, line {number}: {len(line)} characters; VBA allows {LINE_LIMIT}")
    return text


def functions_module() -> str:
    """``MfgFunctions``: one worksheet function for each entry of the catalogue."""
    lines: list[str] = []
    for function in FUNCTIONS:
        lines += ["", *_stub(function)]
    return _module(
        "MfgFunctions",
        "\n' GENERATED by addin/generate.py from udfs/excel/catalogue.py: do not edit.",
        lines,
    )


def _stub(function: Function) -> list[str]:
    names = [vba_name(arg.name) for arg in function.args]
    parameters = ", ".join(
        f"{'Optional ' if arg.optional else ''}{name} As Variant"
        for name, arg in zip(names, function.args, strict=True)
    )
    # "Nothing" stands for the reserved argument "caller", which xlwings replaces by the calling range.
    values = ", ".join([*names, "Nothing"])
    return [
        *_wrap(f"Public Function {function.name}({parameters}) As Variant"),
        "    On Error GoTo Failed",
        "    MfgCalls = MfgCalls + 1",
        *_wrap(
            f'    {function.name} = MfgToCells(XLPy.CallUDF("{WORKSHEET_MODULE}", "{function.name}", '
            f"Array({values}), ActiveWorkbook, Application.Caller))"
        ),
        "    Exit Function",
        "Failed:",
        f"    {function.name} = MfgFailure(Err.Number, Err.Description)",
        "End Function",
    ]


def _wrap(statement: str, width: int = 100) -> list[str]:
    """Cut a statement after commas into continued lines."""
    *heads, last = statement.split(", ")
    lines = [""]
    for piece in [*(f"{head}, " for head in heads), last]:
        if len(lines[-1]) + len(piece) > width and lines[-1]:
            lines.append("        ")
        lines[-1] += piece
    if len(lines) > CONTINUATIONS:
        raise ValueError(f"{len(lines)} lines in one statement: {statement[:60]}")
    return [f"{line.rstrip()} _" for line in lines[:-1]] + lines[-1:]


def help_module() -> str:
    """``MfgHelp``: what Excel's function wizard shows, for every function and argument."""
    lines = [
        "Option Private Module",
        "",
        f'Private Const CATEGORY As String = "{CATEGORY}"',
        "Private mDone As Boolean",
        "",
        "' Excel refuses while no workbook is open; ThisWorkbook then calls this again.",
        "Public Sub MfgRegisterHelp()",
        "    Dim zh As Boolean",
        "",
        "    If mDone Then Exit Sub",
        "    zh = MfgIsChinese()",
        *(f"    Help_{function.name} zh" for function in FUNCTIONS),
        "    mDone = True",
        "    ThisWorkbook.Saved = True",
        "End Sub",
        "",
        "Private Sub Register(ByVal func As String, ByVal about As String, ByRef args() As String)",
        '    Application.MacroOptions Macro:="\'" & ThisWorkbook.Name & "\'!" & func, _',
        "        Description:=about, Category:=CATEGORY, ArgumentDescriptions:=args",
        "End Sub",
    ]
    for function in FUNCTIONS:
        lines += ["", *_help(function)]
    return _module(
        "MfgHelp",
        "' GENERATED by addin/generate.py from udfs/excel/catalogue.py: do not edit.",
        lines,
    )


def _help(function: Function) -> list[str]:
    def branch(lang: str) -> list[str]:
        where = f"{function.name} ({lang})"
        return [
            f"        about = {literal(_limited(function.help(lang), where))}",
            *(
                f"        args({i}) = {literal(_limited(arg.help(lang), f'{where} {arg.name}'))}"
                for i, arg in enumerate(function.args)
            ),
        ]

    return [
        f"Private Sub Help_{function.name}(ByVal zh As Boolean)",
        f"    Dim about As String, args(0 To {len(function.args) - 1}) As String",
        "",
        "    If zh Then",
        *branch("zh"),
        "    Else",
        *branch("en"),
        "    End If",
        f'    Register "{function.name}", about, args',
        "End Sub",
    ]


def _limited(text: str, where: str) -> str:
    if len(text) > HELP_LIMIT:
        raise ValueError(f"{where}: help of {len(text)} characters; the wizard shows {HELP_LIMIT}")
    return text


def texts_module() -> str:
    """``MfgTexts``: the texts of ribbon and messages, by key, in both languages."""
    lines = [
        "Option Private Module",
        "",
        "Public Function MfgText(ByVal key As String) As String",
        "    If MfgIsChinese() Then",
        "        MfgText = MfgTextChinese(key)",
        "    Else",
        "        MfgText = MfgTextEnglish(key)",
        "    End If",
        "End Function",
    ]
    for column, lang in enumerate(("Chinese", "English")):
        lines += [
            "",
            f"Public Function MfgText{lang}(ByVal key As String) As String",
            "    Select Case key",
        ]
        for key, texts in TEXTS.items():
            lines += [
                f'    Case "{key}"',
                f"        MfgText{lang} = {literal(texts[column])}",
            ]
        lines += [
            "    Case Else",
            f"        MfgText{lang} = key",
            "    End Select",
            "End Function",
        ]
    return _module(
        "MfgTexts",
        "' GENERATED by addin/generate.py from addin/ribbon/texts.py: do not edit.",
        lines,
    )


def generated_modules() -> dict[str, str]:
    """Return the generated VBA sources by module name, with ``\\n`` line ends."""
    return {
        "MfgFunctions": functions_module(),
        "MfgHelp": help_module(),
        "MfgTexts": texts_module(),
    }
