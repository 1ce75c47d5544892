"""The VBA that is generated: worksheet stubs, wizard help and texts, as ASCII source.

Names, arguments and help come from the catalogue, texts from ``addin.ribbon.texts``. VBA source
cannot hold Chinese (the project is stored in an ANSI code page), so a text is written with
``\\uXXXX`` and taken apart by ``MfgUnescape`` when it is shown. Excel's limits are respected: 1023
characters a line, 24 continuations a statement, 64 K a procedure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from addin.ribbon.menu import menu_texts
from addin.ribbon.texts import TEXTS
from udfs.excel.catalogue import FUNCTIONS, Function

# A stub's own variable; no argument may have this name.
TRIES = "mfgTries"
WORKSHEET_MODULE = "udfs.excel.worksheet"
CATEGORY = "MFG"
HELP_LIMIT = 255
LINE_LIMIT = 1023
TEXTS_A_PIECE = 60  # VBA compiles at most 64 K in one procedure
TITLE_LIMIT = {"zh": 24, "en": 56}
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
        f"    Dim {TRIES} As Long",
        "    On Error GoTo Failed",
        "    MfgCalls = MfgCalls + 1",
        *_wrap(
            f'    {function.name} = MfgToCells(XLPy.CallUDF("{WORKSHEET_MODULE}", "{function.name}", '
            f"Array({values}), ActiveWorkbook, Application.Caller))"
        ),
        "    Exit Function",
        "Failed:",
        f"    {function.name} = MfgFailed(Err.Number, Err.Description, {TRIES})",
        f"    If {TRIES} = 1 Then Resume",
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
    """``MfgHelp``: what Excel's function wizard and the menu show, for every function and argument."""
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
        *(f'    Register "{function.name}", zh' for function in FUNCTIONS),
        "    mDone = True",
        "    ThisWorkbook.Saved = True",
        "End Sub",
        "",
        "' In another language.",
        "Public Sub MfgRegisterHelpAgain()",
        "    mDone = False",
        "    MfgRegisterHelp",
        "End Sub",
        "",
        "Private Sub Register(ByVal func As String, ByVal zh As Boolean)",
        "    Dim title As String, about As String, args() As String",
        "",
        "    Look func, zh, title, about, args",
        '    Application.MacroOptions Macro:="\'" & ThisWorkbook.Name & "\'!" & func, _',
        "        Description:=about, Category:=CATEGORY, ArgumentDescriptions:=args",
        "End Sub",
        "",
        "' A few words on a function, for the menu.",
        "Public Function MfgFunctionTitle(ByVal func As String) As String",
        "    Dim title As String, about As String, args() As String",
        "",
        "    Look func, MfgIsChinese(), title, about, args",
        "    MfgFunctionTitle = title",
        "End Function",
        "",
        "' What a function does.",
        "Public Function MfgFunctionAbout(ByVal func As String) As String",
        "    Dim title As String, about As String, args() As String",
        "",
        "    Look func, MfgIsChinese(), title, about, args",
        "    MfgFunctionAbout = about",
        "End Function",
        "",
        "' NAME(required,[optional]) as Excel's own help writes it.",
        "Public Function MfgFunctionSignature(ByVal func As String) As String",
        "    Select Case func",
        *(
            line
            for function in FUNCTIONS
            for line in (
                f'    Case "{function.name}"',
                *_wrap(f'        MfgFunctionSignature = "{function.signature}"', 900),
            )
        ),
        "    End Select",
        "End Function",
        "",
        "Private Sub Look(ByVal func As String, ByVal zh As Boolean, ByRef title As String, _",
        "        ByRef about As String, ByRef args() As String)",
        "    Select Case func",
        *(
            line
            for function in FUNCTIONS
            for line in (
                f'    Case "{function.name}"',
                f"        Help_{function.name} zh, title, about, args",
            )
        ),
        "    End Select",
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
    if not function.args:
        raise ValueError(f"{function.name}: the wizard's help needs at least one argument")

    def branch(lang: str) -> list[str]:
        where = f"{function.name} ({lang})"
        return [
            f"        title = {literal(title(function, lang))}",
            f"        about = {literal(_limited(function.help(lang), where))}",
            *(
                f"        args({i}) = {literal(_limited(arg.help(lang), f'{where} {arg.name}'))}"
                for i, arg in enumerate(function.args)
            ),
        ]

    return [
        f"Private Sub Help_{function.name}(ByVal zh As Boolean, ByRef title As String, _",
        "        ByRef about As String, ByRef args() As String)",
        f"    ReDim args(0 To {len(function.args) - 1})",
        "    If zh Then",
        *branch("zh"),
        "    Else",
        *branch("en"),
        "    End If",
        "End Sub",
    ]


def title(function: Function, lang: str) -> str:
    """The first clause of a function's help, short enough for a menu.

    >>> from udfs.excel.catalogue import BY_NAME
    >>> title(BY_NAME["MFG_POSITIVE"], "en")
    'Positive-isation'
    """
    text = function.help(lang)
    clause = re.split("[：。；，（]" if lang == "zh" else r"[:;.,(](?=\s)|\s\(", text, maxsplit=1)[0].strip()
    limit = TITLE_LIMIT[lang]
    if len(clause) <= limit:
        return clause
    cut = clause[: limit - 1] if lang == "zh" else clause[: limit - 2].rsplit(" ", 1)[0]
    return cut + ("…" if lang == "zh" else " ...")


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
    texts = TEXTS | menu_texts()
    keys = list(texts)
    pieces = [keys[i : i + TEXTS_A_PIECE] for i in range(0, len(keys), TEXTS_A_PIECE)]
    for column, lang in enumerate(("Chinese", "English")):
        name = f"MfgText{lang}"
        lines += [
            "",
            f"Public Function {name}(ByVal key As String) As String",
            *(f'    If {name} = "" Then {name} = {name}{n}(key)' for n in range(1, len(pieces) + 1)),
            f'    If {name} = "" Then {name} = key',
            "End Function",
        ]
        for n, piece in enumerate(pieces, 1):
            lines += ["", f"Private Function {name}{n}(ByVal key As String) As String", "    Select Case key"]
            for key in piece:
                lines += [f'    Case "{key}"', f"        {name}{n} = {literal(texts[key][column])}"]
            lines += ["    End Select", "End Function"]
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
