"""The ribbon XML: what is written by hand, with the menu of all worksheet functions filled in.

Functions stand in the menu by the file of the catalogue they come from, under its ``TITLE``
(Chinese, English); those of a file without one stand under the last heading.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path
from xml.sax.saxutils import quoteattr

import udfs.excel
from udfs.excel.catalogue import FUNCTIONS
from udfs.excel.entry import Function

SOURCE = Path(__file__).with_name("customUI14.xml")
MARK = "<!-- FUNCTIONS -->"
KEYTIPS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER = ("其他函数", "More functions")


def families() -> dict[tuple[str, str], list[Function]]:
    """Return the functions of the menu by heading, in the order of the catalogue."""
    heading: dict[str, tuple[str, str]] = {}
    for found in sorted(pkgutil.iter_modules(udfs.excel.__path__), key=lambda m: m.name):
        if not found.name.startswith("catalogue_"):
            continue
        module = import_module(f"udfs.excel.{found.name}")
        for function in getattr(module, "FUNCTIONS", ()):
            heading[function.name] = getattr(module, "TITLE", OTHER)
    core = import_module("udfs.excel.catalogue").TITLE
    menu: dict[tuple[str, str], list[Function]] = {}
    for function in FUNCTIONS:
        menu.setdefault(heading.get(function.name, core), []).append(function)
    if OTHER in menu:
        menu[OTHER] = menu.pop(OTHER)
    return menu


def menu_id(number: int) -> str:
    """The control of a heading."""
    return f"mfgFamily{number}"


def menu_texts() -> dict[str, tuple[str, str]]:
    """Return the labels of the headings, by key, as in :data:`addin.ribbon.texts.TEXTS`."""
    return {f"{menu_id(n)}.label": title for n, title in enumerate(families(), 1)}


def ribbon_xml() -> bytes:
    """Return customUI14.xml as it goes into the add-in."""
    lines: list[str] = []
    for number, functions in enumerate(families().values(), 1):
        lines.append(f'<menu id="{menu_id(number)}" keytip="{KEYTIPS[number - 1]}" getLabel="MfgGetLabel">')
        lines += [
            f'  <button id={quoteattr(f"mfgInsert{f.name[3:]}")} tag={quoteattr(f.name)} onAction="MfgOnInsert"'
            ' getLabel="MfgGetFunctionLabel" getScreentip="MfgGetFunctionTip"'
            ' getSupertip="MfgGetFunctionHelp"/>'
            for f in functions
        ]
        lines.append("</menu>")
    text = SOURCE.read_text(encoding="utf-8").replace("\r\n", "\n")
    if text.count(MARK) != 1:
        raise ValueError(f"{SOURCE.name} has {text.count(MARK)} places for the functions")
    indent = text[: text.index(MARK)].rsplit("\n", 1)[1]
    return text.replace(MARK, f"\n{indent}".join(lines)).encode("utf-8")
