"""The generated stubs and help against the catalogue, the Python functions and xlwings itself."""

from __future__ import annotations

import importlib
import inspect
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from addin.build import vba_modules
from addin.generate import HELP_LIMIT, WORKSHEET_MODULE, literal, vba_name
from udfs.excel.catalogue import FUNCTIONS, Function

SOURCE = vba_modules()["MfgFunctions"]
ROOT = Path(__file__).resolve().parents[2]
functions = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)


def call(text: str) -> tuple[str, str, list[str], list[str]]:
    """Module, name, args array and the rest of the ``XLPy.CallUDF(...)`` in a procedure."""
    text = re.sub(r" _\n\s*", " ", text)
    found = re.search(r'XLPy\.CallUDF\("([\w.]+)", "(\w+)", Array\(([^)]*)\), ([^)]*)\)', text)
    assert found, text
    split = re.compile(r",\s*").split
    return found[1], found[2], split(found[3]), split(found[4])


@functions
def test_stub_has_the_arguments_of_the_catalogue_in_order(function: Function, tools: ModuleType) -> None:
    stub = next(p for p in tools.procedures(SOURCE) if p.name == function.name)
    assert stub.kind == "Function"
    assert stub.public
    assert stub.parameters.split(", ") == [
        f"{'Optional ' if a.optional else ''}{vba_name(a.name)} As Variant" for a in function.args
    ]
    module, name, args, rest = call(stub.text)
    assert (module, name) == (WORKSHEET_MODULE, function.name)
    assert args == [*(vba_name(a.name) for a in function.args), "Nothing"]
    assert rest == ["ActiveWorkbook", "Application.Caller"]


def test_there_is_no_other_stub(tools: ModuleType) -> None:
    assert [p.name for p in tools.procedures(SOURCE)] == [f.name for f in FUNCTIONS]


@functions
def test_required_arguments_come_first(function: Function) -> None:
    """VBA allows no required parameter behind an optional one."""
    optional = [a.optional for a in function.args]
    assert optional == sorted(optional)


@functions
def test_no_two_arguments_are_one_for_vba(function: Function) -> None:
    names = [vba_name(a.name).lower() for a in function.args]
    assert len(names) == len(set(names))
    assert function.name.lower() not in names
    assert all(re.fullmatch(r"[A-Za-z]\w*", n) and n.isascii() for n in names)


@functions
def test_python_takes_the_arguments_of_the_stub(function: Function) -> None:
    try:
        module = importlib.import_module(WORKSHEET_MODULE)
    except ImportError as error:
        pytest.skip(f"{WORKSHEET_MODULE} cannot be imported: {error}")
    parameters = list(inspect.signature(getattr(module, function.name)).parameters)
    assert parameters == [*(a.name for a in function.args), "caller"]


@pytest.fixture(scope="module")
def oracle() -> dict[str, str]:
    """What xlwings' own generate_vba_wrapper writes for the same functions, in its own process."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("oracle.py"))],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    wrappers: dict[str, str] = json.loads(done.stdout)
    return wrappers


@functions
def test_stub_passes_what_xlwings_own_wrapper_passes(
    function: Function, oracle: dict[str, str], tools: ModuleType
) -> None:
    theirs = call(oracle[function.name])
    stub = next(p for p in tools.procedures(SOURCE) if p.name == function.name)
    ours = call(stub.text)
    assert ours[:2] == theirs[:2]
    assert ours[2] == [vba_name(name) if name != "Nothing" else name for name in theirs[2]]
    assert ours[3] == theirs[3]


@functions
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_fits_the_wizard(function: Function, lang: str) -> None:
    for text in (function.help(lang), *(a.help(lang) for a in function.args)):
        assert 0 < len(text) <= HELP_LIMIT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", '""'),
        ('a "b"', '"a ""b"""'),
        ("\u6307\u6570", 'MfgUnescape("\\u6307\\u6570")'),
        ("a\nb", 'MfgUnescape("a\\u000Ab")'),
        ("\U0001f600", 'MfgUnescape("\\uD83D\\uDE00")'),
    ],
)
def test_literal(text: str, expected: str) -> None:
    assert literal(text) == expected


def test_literal_refuses_its_own_mark() -> None:
    with pytest.raises(ValueError, match="escape mark"):
        literal("\\u6307 \u6307")
